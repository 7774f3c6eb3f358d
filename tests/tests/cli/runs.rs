//! Runs that go through: what they leave, that they can be repeated, and what is told of them later.

use std::fs;
use std::path::Path;

use motive_tests::{motive, run, stderr, stdout};
use tempfile::TempDir;

use crate::{SMALL, arguments, borrowed, essays, files, prints, read, results, run_into};

const FILES: [&str; 5] = ["journal.sqlite", "motive.lock", "plan.json", "results.json", "stakes.json"];

#[test]
fn a_run_leaves_one_folder_and_prints_a_table() {
    let folder = TempDir::new().unwrap();
    let output = run_into(folder.path(), &SMALL);
    assert_eq!(files(folder.path()).into_keys().collect::<Vec<_>>(), FILES, "and no write-ahead log is left");
    assert!(folder.path().join("plugins").is_dir());

    let table = stdout(&output);
    let results = results(folder.path());
    let plan = results["plan"].as_str().unwrap();
    assert!(table.contains(&format!("plan    sha256:{plan}")));
    assert!(table.contains(&format!("stakes  sha256:{}", results["stakes"].as_str().unwrap())));
    for heading in [
        "utility (primary)",
        "any-stake (exploratory)",
        "effort (positive control)",
        "choices between outcomes",
        "judges:",
    ] {
        assert!(table.contains(heading), "{heading}\n{table}");
    }
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");

    let progress = stderr(&output);
    // Six items are few, which is said first.
    assert!(progress.lines().any(|line| line == format!("plan    sha256:{plan}")), "{progress}");
    for stage in ["choices  4536/4536", "trials   90/90", "ballots  324/324"] {
        assert!(progress.contains(stage) && !table.contains(stage), "{stage}\n{progress}");
    }
    assert!(progress.ends_with(&format!("the run is in {}\n", folder.path().display())));
}

#[test]
fn the_documents_show_the_table_of_the_quickstart() {
    let folder = TempDir::new().unwrap();
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/quickstart/study.toml");
    let table = prints(&["run", study, "--out", &folder.path().display().to_string()]);
    let printed = |line: &str| line == "..." || table.lines().any(|printed| printed == line);
    let mut blocks = 0;
    for page in ["README.md", "docs/tutorial.md"] {
        let text = fs::read_to_string(format!("{}/../{page}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        // Code is every second piece. Of the tables there, those of the quickstart begin as a part of it does.
        for block in text.split("```").skip(1).step_by(2).filter(|block| !block.contains("/s, ")) {
            let lines: Vec<&str> = block.lines().skip(1).collect();
            if lines.first().is_some_and(|line| line.len() > 9)
                && lines.iter().take(3).all(|line| printed(line))
            {
                blocks += 1;
                lines.iter().for_each(|line| assert!(printed(line), "{page}: `{line}` is not in\n{table}"));
            }
        }
    }
    assert_eq!(blocks, 10, "blocks of the table; a stale one is not found");
}

#[test]
fn every_result_says_that_it_is_simulated() {
    let folder = TempDir::new().unwrap();
    let output = run_into(folder.path(), &SMALL);
    assert!(
        stdout(&output).lines().nth(1).unwrap().starts_with("SIMULATED: the provider simulated is a script")
    );
    assert_eq!(results(folder.path())["simulated"], serde_json::json!(["simulated"]));
    let served: Vec<String> =
        serde_json::from_value(results(folder.path())["served-by"]["linden"].clone()).unwrap();
    assert_eq!(served, ["simulated/linden"]);
}

#[test]
fn two_runs_give_the_same_bytes_whatever_the_concurrency() {
    let folder = TempDir::new().unwrap();
    let (one, many) = (folder.path().join("one"), folder.path().join("many"));
    let settings = ["task.essay.items=10", "elicitation.samples=2", "panel.orders=one"];
    let single =
        motive(&borrowed(&arguments(&one, &settings))).env("TOKIO_WORKER_THREADS", "1").output().unwrap();
    let default =
        motive(&borrowed(&arguments(&many, &settings))).env("TOKIO_WORKER_THREADS", "8").output().unwrap();
    assert_eq!((single.status.code(), default.status.code()), (Some(0), Some(0)));
    for file in ["plan.json", "motive.lock", "stakes.json", "results.json"] {
        assert_eq!(read(&one, file), read(&many, file), "{file}");
    }
    assert_eq!(stdout(&single), stdout(&default));
}

#[test]
fn results_hold_no_place_and_no_time() {
    let folder = TempDir::new().unwrap();
    run_into(folder.path(), &SMALL);
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    for file in ["plan.json", "stakes.json", "results.json"] {
        let text = read(folder.path(), file);
        assert!(!text.contains(&name) && !text.contains(env!("CARGO_MANIFEST_DIR")), "{file}");
    }
}

#[test]
fn analyse_needs_nothing_but_plan_and_journal() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().display().to_string();
    let table = stdout(&run_into(folder.path(), &SMALL));
    let results = read(folder.path(), "results.json");
    fs::remove_file(folder.path().join("results.json")).unwrap();
    fs::remove_file(folder.path().join("stakes.json")).unwrap();
    fs::remove_dir_all(folder.path().join("plugins")).unwrap();
    let before = files(folder.path());
    assert_eq!(prints(&["analyse", &path]), table);
    assert_eq!(prints(&["analyse", &path, "--json"]), results);
    assert_eq!(files(folder.path()), before, "and writes nothing");
}

#[test]
fn json_on_standard_output_is_the_results_file() {
    let folder = TempDir::new().unwrap();
    let mut arguments = arguments(folder.path(), &SMALL);
    arguments.push("--json".to_owned());
    assert_eq!(prints(&borrowed(&arguments)), read(folder.path(), "results.json"));
}

#[test]
fn a_finished_run_is_resumed_by_doing_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().display().to_string();
    let first = run_into(folder.path(), &SMALL);
    let before = files(folder.path());
    let again = run(&["resume", &path]);
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    assert_eq!(stdout(&again), stdout(&first));
    let after = files(folder.path());
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    for file in ["plan.json", "motive.lock", "stakes.json", "results.json"] {
        assert_eq!(after[file], before[file], "{file}");
    }
    assert_eq!(rows(folder.path()), (4536, 1, 90, 324));
}

/// Records of the journal: choices, stakes, trials, ballots.
pub(crate) fn rows(folder: &Path) -> (i64, i64, i64, i64) {
    let journal = rusqlite::Connection::open_with_flags(
        folder.join("journal.sqlite"),
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .unwrap();
    let count = |kind: &str| {
        journal
            .query_row("SELECT count(*) FROM record WHERE kind = ?", [kind], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    (count("choice"), count("stakes"), count("trial"), count("ballot"))
}

#[test]
fn without_out_runs_are_numbered() {
    let folder = TempDir::new().unwrap();
    let study = fs::canonicalize(essays()).unwrap().display().to_string();
    for number in 1..=2 {
        let mut arguments = vec!["run", study.as_str(), "--set", "study.name=My study"];
        SMALL.iter().for_each(|setting| arguments.extend(["--set", setting]));
        let output = motive(&arguments).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(folder.path().join(format!("runs/my-study-{number}/results.json")).is_file());
    }
}

#[test]
fn a_folder_can_be_moved() {
    let folder = TempDir::new().unwrap();
    let (here, there) = (folder.path().join("here"), folder.path().join("there"));
    let table = stdout(&run_into(&here, &SMALL));
    fs::rename(&here, &there).unwrap();
    let path = there.display().to_string();
    assert_eq!(prints(&["analyse", &path]), table);
    assert_eq!(prints(&["resume", &path]), table);
}

/// The essays in a folder of its own, with the bytes of the essay plugin beside it, named by its path.
fn study_with_own_plugin(folder: &Path) -> String {
    let examples = essays();
    let first = folder.join("bundled");
    run_into(&first, &SMALL);
    let lock = read(&first, "motive.lock");
    let (_, essay) = lock.split_once("entry = \"task/essay\"").unwrap();
    let sha256 = essay.split_once("sha256 = \"").unwrap().1.split('"').next().unwrap();
    fs::copy(first.join(format!("plugins/{sha256}.wasm")), folder.join("mine.wasm")).unwrap();
    fs::copy(examples.with_file_name("outcomes.toml"), folder.join("outcomes.toml")).unwrap();
    let text = fs::read_to_string(examples).unwrap();
    let named = "plugin = \"essay\"";
    assert!(text.contains(named));
    let study = folder.join("study.toml");
    fs::write(&study, text.replace(named, "id = \"essay\"\nplugin = \"./mine.wasm\"")).unwrap();
    study.display().to_string()
}

#[test]
fn a_component_of_someone_else_runs_by_its_path() {
    let folder = TempDir::new().unwrap();
    let study = study_with_own_plugin(folder.path());
    let out = folder.path().join("own");
    let path = out.display().to_string();
    let mut arguments = vec!["run", study.as_str(), "--out", path.as_str()];
    SMALL.iter().for_each(|setting| arguments.extend(["--set", setting]));
    let table = prints(&arguments);
    // The same bytes under the same id: the same tasks, seeds and answers.
    assert_eq!(results(&out)["contrasts"], results(&folder.path().join("bundled"))["contrasts"]);
    // The run has the plugin's bytes, so the file may go.
    fs::remove_file(folder.path().join("mine.wasm")).unwrap();
    assert_eq!(prints(&["resume", &path]), table);
    let gone = run(&["check", &study]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(stderr(&gone).contains("mine.wasm: No such file"), "{}", stderr(&gone));
}
