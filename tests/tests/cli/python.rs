//! `examples/python-task`: a plugin that the tools of another language have built.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use motive_tests::{skipped, stderr};
use tempfile::TempDir;

use crate::{prints, results};

/// The exit status by which `build.sh` says that the machine or its network does not allow it.
const UNAVAILABLE: i32 = 3;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/python-task")
}

/// Builds the component, unless it is built. If that cannot be done here, a line that starts with `SKIPPED: ` has been
/// printed.
fn is_built() -> bool {
    let output = Command::new(example().join("build.sh")).stdin(Stdio::null()).output().unwrap();
    let said = stderr(&output);
    if output.status.code() == Some(UNAVAILABLE) {
        let reason = said.lines().last().unwrap_or_default().trim_start_matches("build: ");
        skipped(&format!("no plugin in Python: {reason}"));
        return false;
    }
    assert!(output.status.success(), "{said}");
    true
}

#[test]
fn a_task_in_python_runs_and_answers_alike_on_fresh_and_on_used_instances() {
    if !is_built() {
        return;
    }
    let study = example().join("study.toml").display().to_string();
    let contrasts = ["fresh", "warm"].map(|instances| {
        let folder = TempDir::new().unwrap();
        let path = folder.path().display().to_string();
        let setting = format!("task.docstring.sandbox.instances={instances}");
        let recheck = "task.docstring.sandbox.recheck=1";
        let table = prints(&["run", &study, "--out", &path, "--set", &setting, "--set", recheck]);
        assert!(table.contains("docstring"), "{table}");
        results(folder.path())["contrasts"].clone()
    });
    assert_eq!(contrasts[0], contrasts[1]);
    let pooled = &contrasts[0][1]["pooled"];
    // Six items and four replicates, in two steps each, judged by a judge that can tell.
    assert_eq!(pooled["pairs"], 24);
    assert_eq!(pooled["undelivered"], 0);
    assert!(pooled["wins"].as_u64() > pooled["losses"].as_u64(), "{pooled}");
}
