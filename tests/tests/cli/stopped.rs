//! Runs that are stopped, by a signal or by force, and go on to the same results.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use motive_tests::motive;
use tempfile::TempDir;

use crate::runs::rows;
use crate::{arguments, borrowed, prints, read, run_into};

/// Large enough to be stopped midway: 30,240 choices, 3,000 trials, 10,800 ballots; seconds, not minutes.
const LARGE: [&str; 2] = ["elicitation.samples=14", "task.essay.replicates=7"];
/// A run that takes longer than this is stuck.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// Sends a signal, such as `INT`, to a process.
pub(crate) fn send(child: &Child, signal: &str) {
    let sent =
        std::process::Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

/// Waits until some answers are in the journal.
fn wait_for_answers(folder: &Path) {
    let started = Instant::now();
    let size = |file: &str| fs::metadata(folder.join(file)).map_or(0, |data| data.len());
    while size("journal.sqlite") + size("journal.sqlite-wal") < 300_000 {
        assert!(started.elapsed() < PATIENCE, "no answers");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Waits for a line of standard error that starts with `start`.
fn wait_for_line(child: &mut Child, start: &str) {
    let lines = BufReader::new(child.stderr.as_mut().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.starts_with(start)), "no line starts with `{start}`");
}

/// Ends a process by force, in the midst of its work.
fn kill_after(mut child: Child, time: Duration) {
    thread::sleep(time);
    assert!(child.try_wait().unwrap().is_none(), "it was done before it could be killed");
    child.kill().unwrap();
    child.wait().unwrap();
}

pub(crate) fn end(mut child: Child) -> (ExitStatus, String) {
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(started.elapsed() < PATIENCE, "it does not stop");
        thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    (output.status, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_stopped_run_goes_on_to_the_results_of_one_that_was_not() {
    let folder = TempDir::new().unwrap();
    let (whole, stopped) = (folder.path().join("whole"), folder.path().join("stopped"));
    let path = stopped.display().to_string();
    run_into(&whole, &LARGE);

    // An interrupt while choices are asked.
    let child = motive(&borrowed(&arguments(&stopped, &LARGE))).spawn().unwrap();
    wait_for_answers(&stopped);
    send(&child, "INT");
    let (status, words) = end(child);
    assert_eq!(status.code(), Some(130), "{words}");
    assert!(words.contains("stopping: waiting for the answers that are under way"), "{words}");
    assert!(words.ends_with(&format!("go on with: motive resume {path}\n")), "{words}");
    assert!(!stopped.join("journal.sqlite-wal").exists(), "the journal is whole after an interrupt");
    let (choices, stakes, trials, _) = rows(&stopped);
    assert!(choices > 0 && stakes == 0 && trials == 0, "{choices} choices");
    // What there is can be looked at.
    assert!(prints(&["analyse", &path]).contains("SIMULATED"));

    // By force, later in the choices.
    let child = motive(&["resume", &path]).spawn().unwrap();
    kill_after(child, Duration::from_millis(150));

    // A SIGTERM while ballots are cast.
    let mut child = motive(&["resume", &path]).spawn().unwrap();
    wait_for_line(&mut child, "trials");
    send(&child, "TERM");
    let (status, words) = end(child);
    assert_eq!(status.code(), Some(143), "{words}");

    // By force, in the ballots.
    let child = motive(&["resume", &path]).spawn().unwrap();
    kill_after(child, Duration::from_millis(300));

    let table = prints(&["resume", &path]);
    assert_eq!(table, prints(&["analyse", &whole.display().to_string()]));
    for file in ["plan.json", "motive.lock", "stakes.json", "results.json"] {
        assert_eq!(read(&stopped, file), read(&whole, file), "{file}");
    }
    assert_eq!(rows(&stopped), rows(&whole), "nothing is done twice");
}

#[test]
fn two_at_once_in_one_folder_are_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().display().to_string();
    let child = motive(&borrowed(&arguments(folder.path(), &LARGE))).spawn().unwrap();
    wait_for_answers(folder.path());
    let second = motive_tests::run(&["resume", &path]);
    send(&child, "INT");
    let (status, words) = end(child);
    assert_eq!(status.code(), Some(130), "{words}");
    assert_eq!(second.status.code(), Some(1));
    assert!(motive_tests::stderr(&second).contains("another process is writing here"));
}
