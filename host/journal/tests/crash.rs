//! A writer that is killed loses nothing that it acknowledged; a reader that may not write reads.
//!
//! The killed writer and the reader without rights are this test binary, run again as a child.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use motive_journal::{Error, Event, EventKind, FILE_NAME, Journal, Reader};

const FOLDER: &str = "JOURNAL_TEST_FOLDER";

fn child(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]).env(FOLDER, folder);
    command
}

fn event(slot: &str) -> Event {
    let kind = EventKind::Received { status: 200, headers: vec![], body: slot.repeat(300).into_bytes() };
    Event { slot: slot.into(), attempt: 0, seq: 0, request: None, kind, at: 0 }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the tests below, in a process of its own"]
async fn append_for_ever() {
    let folder = std::env::var(FOLDER).unwrap();
    let journal = Journal::open(&folder).unwrap();
    let life = std::process::id();
    for appender in 0..64 {
        let journal = journal.clone();
        tokio::spawn(async move {
            for n in 0.. {
                let slot = format!("{life}/{appender}/{n}");
                journal.append_event(event(&slot)).await.unwrap();
                journal.append_record("trial", slot.as_str(), "{}").await.unwrap();
                writeln!(std::io::stdout().lock(), "\nwritten {slot}").unwrap();
            }
        });
    }
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    Journal::create(folder.path(), &[]).unwrap().close().await.unwrap();
    let mut acknowledged = Vec::new();
    for kill_after in [1, 100, 1000, 3000] {
        let mut writer = child("append_for_ever", folder.path()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut slots = lines.filter_map(|line| line.strip_prefix("written ").map(str::to_owned));
        acknowledged.extend(slots.by_ref().take(kill_after));
        assert!(matches!(Journal::open(folder.path()), Err(Error::Held { .. })), "another process writes");
        writer.kill().unwrap();
        writer.wait().unwrap();
        acknowledged.extend(slots);

        let unfinished = Reader::open(folder.path()).unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        for slot in &acknowledged {
            assert_eq!(unfinished.events(slot).unwrap(), [event(slot)]);
            assert_eq!(journal.events(slot).unwrap(), [event(slot)]);
            assert_eq!(journal.record("trial", slot).unwrap().as_deref(), Some("{}"));
        }
    }
    assert!(acknowledged.len() >= 4101, "{}", acknowledged.len());
}

#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn read_here() {
    match Reader::open(std::env::var(FOLDER).unwrap()) {
        Ok(reader) => println!("\nfound {}", reader.events("a").unwrap().len()),
        Err(Error::ReadOnlyUnfinished { .. }) => println!("\nrefused"),
        Err(error) => panic!("{error}"),
    }
}

/// What a process that may only read says of the folder. Root may write everywhere, so there it is another user's.
fn reads_without_rights(folder: &Path) -> String {
    let mode =
        |path: &Path, bits| std::fs::set_permissions(path, std::fs::Permissions::from_mode(bits)).unwrap();
    for file in std::fs::read_dir(folder).unwrap() {
        mode(&file.unwrap().path(), 0o444);
    }
    mode(folder, 0o555);
    let mut command = child("read_here", folder);
    if std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap()) == 0 {
        command.uid(65534).gid(65534);
    }
    let output = command.output().unwrap();
    mode(folder, 0o755);
    let text = String::from_utf8(output.stdout).unwrap();
    let said = text.lines().find(|line| line.starts_with("found") || *line == "refused");
    said.unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr))).to_owned()
}

#[tokio::test]
async fn a_read_only_folder_is_read() {
    let finished = tempfile::tempdir().unwrap();
    let journal = Journal::create(finished.path(), &[]).unwrap();
    journal.append_event(event("a")).await.unwrap();
    journal.close().await.unwrap();
    assert_eq!(reads_without_rights(finished.path()), "found 1");

    let dropped = tempfile::tempdir().unwrap();
    let journal = Journal::create(dropped.path(), &[]).unwrap();
    journal.append_event(event("a")).await.unwrap();
    // As a crash leaves it, copied with and without the file for shared memory.
    let crashed = tempfile::tempdir().unwrap();
    let without = tempfile::tempdir().unwrap();
    for name in [FILE_NAME.to_owned(), format!("{FILE_NAME}-wal"), format!("{FILE_NAME}-shm")] {
        std::fs::copy(dropped.path().join(&name), crashed.path().join(&name)).unwrap();
        if !name.ends_with("-shm") {
            std::fs::copy(dropped.path().join(&name), without.path().join(&name)).unwrap();
        }
    }
    drop(journal);
    assert_eq!(reads_without_rights(dropped.path()), "found 1");
    assert_eq!(reads_without_rights(crashed.path()), "found 1");
    assert_eq!(reads_without_rights(without.path()), "refused");
}
