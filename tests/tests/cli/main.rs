//! The `motive` command from end to end: the real binary on the simulated provider.
#![allow(clippy::unwrap_used)]

mod axes;
mod beside;
mod commands;
mod effects;
mod endless;
mod gold;
mod guests;
mod incidents;
mod leaks;
mod midway;
mod paper;
mod position;
mod power;
mod python;
mod registered;
mod runs;
mod schemas;
mod screening;
mod stopped;
mod utilities;
mod wrong;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use motive_tests::{run, stderr, stdout};
use serde_json::Value;

/// `tests/studies/essays`.
fn essays() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("studies/essays/study.toml")
}

/// What makes the essays few: 4,536 choices, 90 trials, 324 ballots.
const SMALL: [&str; 3] = ["task.essay.items=6", "task.essay.replicates=1", "elicitation.samples=2"];

/// `motive run` of the essays into `folder`.
fn arguments(folder: &Path, settings: &[&str]) -> Vec<String> {
    let mut arguments = vec!["run".to_owned(), essays().display().to_string()];
    arguments.extend(["--out".to_owned(), folder.display().to_string()]);
    arguments.extend(settings.iter().flat_map(|setting| ["--set".to_owned(), (*setting).to_owned()]));
    arguments
}

fn borrowed(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

/// Runs the essays into `folder`, to its end.
fn run_into(folder: &Path, settings: &[&str]) -> Output {
    let output = run(&borrowed(&arguments(folder, settings)));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    output
}

/// Runs `tests/studies/one-actor` into `folder`, to its end, and reads its results.
fn one_actor(folder: &Path, settings: &[&str]) -> Value {
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/studies/one-actor/study.toml");
    let out = folder.display().to_string();
    let settings = settings.iter().flat_map(|setting| ["--set", setting]);
    prints(&["run", study, "--out", &out].into_iter().chain(settings).collect::<Vec<_>>());
    results(folder)
}

/// `results.json` of a run.
fn results(folder: &Path) -> Value {
    serde_json::from_str(&read(folder, "results.json")).unwrap()
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap()
}

/// The records of a kind in the journal of a run, with their slots.
fn records(folder: &Path, kind: &str) -> Vec<(String, Value)> {
    let journal = rusqlite::Connection::open(folder.join("journal.sqlite")).unwrap();
    let mut query = journal.prepare("SELECT slot, body FROM record WHERE kind = ?1").unwrap();
    let rows =
        query.query_map([kind], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    rows.map(Result::unwrap).map(|(slot, body)| (slot, serde_json::from_str(&body).unwrap())).collect()
}

/// The files of a folder with their bytes, by name; folders inside are left out.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect()
}

/// Standard output of a command that has to succeed.
fn prints(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}
