//! What goes wrong, and what is said about it: bad studies, occupied folders, files that were changed.

use std::fs;
use std::path::Path;

use motive_tests::{motive, run, stderr, stdout};
use tempfile::TempDir;

use crate::{SMALL, arguments, borrowed, essays, files, prints, run_into};

#[test]
fn a_bad_study_is_told_in_plain_text_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(essays()).unwrap();
    let text = text.replace("rule = \"net\"", "rule = \"nett\"\nzebra = 1");
    fs::write(folder.path().join("study.toml"), &text).unwrap();
    let line = text.lines().position(|line| line.starts_with("rule")).unwrap() + 1;
    let before = files(folder.path());
    for command in ["check", "run"] {
        let output = motive(&[command, "study.toml", "--set", "panel.orders=all"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(stdout(&output), "");
        let (two, three) = (line - 1, line + 1);
        let expected = format!(
            "  × no panel rule is called `nett`
    ╭─[study.toml:{line}:8]
 {two} │ orders = \"both\"
 {line} │ rule = \"nett\"
    ·        ──────
 {three} │ zebra = 1
    ╰────
  help: did you mean `net`?

  × unknown key `zebra`
    ╭─[study.toml:{three}:1]
 {line} │ rule = \"nett\"
 {three} │ zebra = 1
    · ─────
    ╰────
  help: there are: family-judging, judges, orders, rubric, rule, self-judging

  × `orders` cannot be \"all\"
   ╭─[--set:1:14]
 1 │ panel.orders=all
   ·              ───
   ╰────
  help: there are: both, one

3 errors; nothing was run
"
        );
        assert_eq!(stderr(&output), expected);
    }
    assert_eq!(files(folder.path()), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "not even the folder of runs");
}

#[test]
fn a_secret_in_the_study_is_not_shown() {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(essays()).unwrap();
    let written = [
        "credentials = { key = \"sk-123\" }",
        "credentials = { key = { value = \"sk-123\" } }",
        "credentials = { key = { env = \"sk-123\" } }",
        "credentials = \"sk-123\"",
        "credentials = { key = sk-123 }",
    ];
    for secret in written {
        let text = text.replace("plugin = \"simulated\"", &format!("plugin = \"simulated\"\n{secret}"));
        fs::write(folder.path().join("study.toml"), text).unwrap();
        let output = motive(&["check", "study.toml"]).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{secret}");
        assert!(!stderr(&output).contains("sk-123"), "{}", stderr(&output));
    }
    let study = essays().display().to_string();
    let output = run(&["check", &study, "--set", "provider.simulated.credentials.key=sk-123"]);
    assert!(!stderr(&output).contains("sk-123"), "{}", stderr(&output));
}

#[test]
fn a_bad_outcome_set_is_told_at_its_own_line() {
    let folder = TempDir::new().unwrap();
    let outcomes = fs::read_to_string(essays().with_file_name("outcomes.toml")).unwrap();
    fs::write(
        folder.path().join("outcomes.toml"),
        outcomes.replacen("id = \"hedgehogs\"", "id = \"Hedgehogs!\"", 1),
    )
    .unwrap();
    fs::copy(essays(), folder.path().join("study.toml")).unwrap();
    let output = motive(&["check", "study.toml"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let words = stderr(&output);
    assert!(words.contains("`Hedgehogs!` is not an id") && words.contains("[outcomes.toml:11:6]"), "{words}");
}

/// What a command says that has to end with this exit code, on one line.
fn says(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
    assert_eq!(stdout(&output), "");
    stderr(&output)
}

#[test]
fn a_folder_that_holds_something_is_not_run_into() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("run");
    run_into(&path, &SMALL);
    let before = files(&path);
    let again = says(&borrowed(&arguments(&path, &SMALL)), 2);
    assert!(again.contains("a run is in this folder already; `motive resume` goes on with it"), "{again}");
    assert_eq!(files(&path), before);

    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("notes.txt"), "mine").unwrap();
    let words = says(&borrowed(&arguments(&other, &SMALL)), 2);
    assert!(words.contains("the folder is not empty; name a new one with `--out`"), "{words}");
    assert_eq!(files(&other).len(), 1);
}

#[test]
fn what_is_not_there_is_told() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().display().to_string();
    let nowhere = folder.path().join("nowhere").display().to_string();
    assert!(says(&["check", &format!("{nowhere}.toml")], 2).contains("nowhere.toml: No such file"));
    for command in ["resume", "analyse"] {
        assert!(says(&[command, &nowhere], 2).contains("there is no such folder"));
        assert!(says(&[command, &path], 2).contains("there is no run in this folder (no plan.json)"));
    }
}

/// A run, one of its files changed, and what `analyse` and `resume` then say.
fn after(change: impl Fn(&Path), analyse: Option<&str>, resume: &str) {
    let folder = TempDir::new().unwrap();
    run_into(folder.path(), &SMALL);
    change(folder.path());
    let changed = files(folder.path());
    let path = folder.path().display().to_string();
    match analyse {
        Some(expected) => {
            let words = says(&["analyse", &path], 1);
            assert!(words.contains(expected), "{words}");
        }
        None => drop(prints(&["analyse", &path])),
    }
    let words = says(&["resume", &path], 1);
    assert!(words.contains(resume), "{words}");
    assert!(files(folder.path()) == changed, "a refused run is left as it is");
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from));
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_changed_plan_is_refused() {
    let words = "plan.json: this is not the file that the run began with: its SHA-256 is";
    after(
        |run| replace(&run.join("plan.json"), "\"seed\": 20260622", "\"seed\": 20260623"),
        Some(words),
        words,
    );
    // One that reads the same has another digest as well.
    after(|run| replace(&run.join("plan.json"), "{", "{ "), Some(words), words);
    let words = "plan.json: not a plan: ";
    after(|run| fs::write(run.join("plan.json"), "{}").unwrap(), Some(words), words);
}

#[test]
fn a_changed_lock_is_refused() {
    let words = "motive.lock: this is not the file that the run began with";
    after(|run| replace(&run.join("motive.lock"), "sha256 = \"", "sha256 = \"0"), Some(words), words);
}

#[test]
fn a_changed_plugin_is_refused() {
    // The table needs no plugin; going on does.
    let change = |run: &Path| {
        let plugin = fs::read_dir(run.join("plugins")).unwrap().next().unwrap().unwrap().path();
        let mut bytes = fs::read(&plugin).unwrap();
        bytes.push(0);
        fs::write(plugin, bytes).unwrap();
    };
    after(change, None, ".wasm: its SHA-256 is");
}

#[test]
fn changed_stakes_are_refused() {
    let words = "stakes.json: these are not the stakes that the journal holds";
    after(
        |run| replace(&run.join("stakes.json"), "\"admitted\": true", "\"admitted\": false"),
        Some(words),
        words,
    );
}

#[test]
fn lost_stakes_are_written_again() {
    let folder = TempDir::new().unwrap();
    run_into(folder.path(), &SMALL);
    let before = files(folder.path());
    fs::remove_file(folder.path().join("stakes.json")).unwrap();
    prints(&["resume", &folder.path().display().to_string()]);
    assert!(files(folder.path())["stakes.json"] == before["stakes.json"]);
}

#[test]
fn a_lost_journal_is_not_begun_again() {
    let words = "journal.sqlite: the journal of this run is not there";
    after(|run| fs::remove_file(run.join("journal.sqlite")).unwrap(), Some(words), words);
}
