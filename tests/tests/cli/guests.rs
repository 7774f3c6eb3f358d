//! Runs with plugins from outside: one that is built as a team of its own would, and one that crashes.

use std::path::Path;

use motive_tests::{run, stderr};
use tempfile::TempDir;

use crate::runs::rows;
use crate::{borrowed, essays, prints, results};

/// A component that `cargo xtask test` has built, as the value of an override.
pub(crate) fn guest(name: &str) -> String {
    let path = format!("{}/../target/guests/{name}.wasm", env!("CARGO_MANIFEST_DIR"));
    assert!(Path::new(&path).is_file(), "{path} is not there; `cargo xtask test` builds it");
    path
}

#[test]
fn a_task_built_on_the_sdk_outside_of_this_project_runs() {
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/own-plugin/study.toml");
    let folder = TempDir::new().unwrap();
    let path = folder.path().display().to_string();
    let setting = format!("task.explanation.plugin={}", guest("explanation"));
    let table = prints(&["run", study, "--out", &path, "--set", &setting]);
    assert!(table.contains("explanation"), "{table}");
    let pooled = &results(folder.path())["contrasts"][1]["pooled"];
    // Six items and four replicates, judged by a judge that can tell.
    assert_eq!(pooled["pairs"], 24);
    assert!(pooled["wins"].as_u64() > pooled["losses"].as_u64(), "{pooled}");
}

/// The essays in `folder`, with a framing in the place of the exhortation that panics as `wrong` says.
fn with_panics(folder: &Path, wrong: &str) -> Vec<String> {
    let text = std::fs::read_to_string(essays()).unwrap();
    let arms = r#"["exhortation/strong", "exhortation/normal"]"#;
    assert!(text.contains(arms));
    let text =
        text.replace(arms, r#"["bad/one", "bad/two"]"#).replace("\"positive-control\"", "\"exploratory\"");
    let framing = format!("[[framing]]\nid = \"bad\"\nplugin = \"{}\"\n", guest("misbehaving"));
    let study = folder.join("study.toml");
    std::fs::write(&study, format!("{text}\n{framing}config = {{ wrong = \"{wrong}\" }}\n")).unwrap();
    std::fs::copy(essays().with_file_name("outcomes.toml"), folder.join("outcomes.toml")).unwrap();
    let out = folder.join("run").display().to_string();
    let study = study.display().to_string();
    let settings = ["--set", "task.essay.replicates=1", "--set", "elicitation.samples=1"];
    ["run", &study, "--out", &out].iter().chain(&settings).map(|&word| word.to_owned()).collect()
}

#[test]
fn a_plugin_that_crashes_now_and_then_costs_the_slots_it_crashes_in() {
    let folder = TempDir::new().unwrap();
    let output = run(&borrowed(&with_panics(folder.path(), "some-frames")));
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("bad: frame: the plugin crashed") && said.contains("not this one"), "{said}");
    let out = folder.path().join("run");
    let results = results(&out);
    let pooled = &results["contrasts"][2]["pooled"];
    // Both arms of a pair have one seed, so they crash together.
    let lost = pooled["undelivered"].as_i64().unwrap();
    assert!((15..45).contains(&lost), "{lost} of 90");
    assert!(said.contains(&format!("{} slots: a plugin broke on them", 2 * lost)), "{said}");
    assert_eq!(results["contrasts"][0]["pooled"]["undelivered"], 0);
    assert_eq!(rows(&out).3, (90 * 3 - lost) * 6, "all that can be judged is");
    // Plugins are pure: there is nothing to be won by another try.
    let resumed = run(&["resume", &out.display().to_string()]);
    assert_eq!(resumed.status.code(), Some(0), "{}", stderr(&resumed));
}

#[test]
fn a_plugin_that_always_crashes_stops_the_run() {
    let folder = TempDir::new().unwrap();
    let output = run(&borrowed(&with_panics(folder.path(), "every-frame")));
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("panicked at") && said.contains("motive resume"), "{said}");
}
