//! What a journal promises to those who write and read it.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use futures_util::future::join_all;
use motive_journal::{Closed, Error, Event, EventKind, FILE_NAME, Journal, Reader, schema};
use rusqlite::Connection;

fn received(slot: &str, seq: u32, body: &[u8]) -> Event {
    Event {
        slot: slot.into(),
        attempt: 0,
        seq,
        request: Some("ab".repeat(32)),
        kind: EventKind::Received {
            status: 200,
            headers: vec![("x".into(), "a \"quoted\" ü".into()), ("x".into(), String::new())],
            body: body.to_vec(),
        },
        at: 1_780_000_000_000,
    }
}

fn files(folder: &Path) -> Vec<String> {
    let names =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[tokio::test]
async fn what_was_written_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let events = [
        received("a", 0, &[0, 159, 255]),
        Event { seq: 1, request: None, kind: EventKind::Elapsed, ..received("a", 1, &[]) },
        Event { attempt: 1, kind: EventKind::Lost { reason: "reset: ü".into() }, ..received("a", 0, &[]) },
    ];
    let journal = Journal::create(folder.path(), &[("plan", "123"), ("empty", "")]).unwrap();
    for event in &events {
        journal.append_event(event.clone()).await.unwrap();
        journal.append_event(received("b", 7, b"")).await.unwrap();
    }
    journal.append_record("trial", "a", "{\"n\":1}").await.unwrap();
    journal.append_record("ballot", "a", "{}").await.unwrap();
    assert_eq!(journal.events("a").unwrap(), events);
    assert_eq!(journal.close().await.unwrap(), Closed::OneFile);

    let journal = Journal::open(folder.path()).unwrap();
    assert_eq!(journal.events("a").unwrap(), events);
    assert_eq!(journal.events("c").unwrap(), []);
    assert_eq!(journal.meta("plan").unwrap().as_deref(), Some("123"));
    assert_eq!(journal.meta("empty").unwrap().as_deref(), Some(""));
    assert_eq!(journal.meta("none").unwrap(), None);
    drop(journal);

    let reader = Reader::open(folder.path()).unwrap();
    assert_eq!(reader.events("a").unwrap(), events);
    assert_eq!(reader.record("trial", "a").unwrap().as_deref(), Some("{\"n\":1}"));
    assert_eq!(reader.record("trial", "b").unwrap(), None);
    assert_eq!(reader.meta("plan").unwrap().as_deref(), Some("123"));
}

#[tokio::test]
async fn the_later_record_of_a_slot_stands() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    for (kind, slot, body) in [
        ("trial", "a", "1"),
        ("trial", "b", "2"),
        ("ballot", "a", "3"),
        ("trial", "a", "4"),
        ("trial", "c", "5"),
    ] {
        journal.append_record(kind, slot, body).await.unwrap();
    }
    let standing =
        [("b", "2"), ("a", "4"), ("c", "5")].map(|(slot, body)| (slot.to_owned(), body.to_owned()));
    assert_eq!(journal.records("trial").unwrap(), standing);
    assert_eq!(journal.record("trial", "a").unwrap().as_deref(), Some("4"));
    journal.close().await.unwrap();
    let reader = Reader::open(folder.path()).unwrap();
    assert_eq!(reader.records("trial").unwrap(), standing);
    assert_eq!(reader.record("ballot", "a").unwrap().as_deref(), Some("3"));
    assert_eq!(reader.records("stakes").unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_append_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    join_all((0..1000).map(|i| {
        let journal = journal.clone();
        tokio::spawn(async move {
            let slot = format!("slot {i}");
            for seq in 0..5 {
                journal.append_event(received(&slot, seq, slot.as_bytes())).await.unwrap();
                assert_eq!(journal.events(&slot).unwrap().len() as u32, seq + 1, "visible once acknowledged");
            }
            journal.append_record("trial", slot, "{}").await.unwrap();
        })
    }))
    .await
    .into_iter()
    .for_each(Result::unwrap);
    journal.close().await.unwrap();
    let reader = Reader::open(folder.path()).unwrap();
    for i in 0..1000 {
        let slot = format!("slot {i}");
        let expected: Vec<Event> = (0..5).map(|seq| received(&slot, seq, slot.as_bytes())).collect();
        assert_eq!(reader.events(&slot).unwrap(), expected);
    }
    assert_eq!(reader.records("trial").unwrap().len(), 1000);
}

#[tokio::test]
async fn closed_it_is_exactly_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    journal.append_event(received("a", 0, b"x")).await.unwrap();
    assert!(files(folder.path()).len() > 1, "open, the log is a file of its own");
    assert_eq!(journal.close().await.unwrap(), Closed::OneFile);
    assert_eq!(files(folder.path()), [FILE_NAME]);

    let copied = tempfile::tempdir().unwrap();
    std::fs::copy(folder.path().join(FILE_NAME), copied.path().join(FILE_NAME)).unwrap();
    assert_eq!(Reader::open(copied.path()).unwrap().events("a").unwrap().len(), 1);
    assert_eq!(files(copied.path()), [FILE_NAME], "reading leaves nothing behind");
}

#[tokio::test]
async fn dropped_it_can_be_opened_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..3 {
        let journal =
            if n == 0 { Journal::create(folder.path(), &[]) } else { Journal::open(folder.path()) }.unwrap();
        journal.append_event(received("a", n, b"x")).await.unwrap();
        drop(journal);
        assert_eq!(Reader::open(folder.path()).unwrap().events("a").unwrap().len() as u32, n + 1);
    }
}

#[tokio::test]
async fn rows_of_callers_who_left_are_written_before_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    let mut append = Box::pin(journal.append_event(received("a", 0, b"x")));
    assert!(futures_util::FutureExt::now_or_never(append.as_mut()).is_none());
    drop(append);
    journal.close().await.unwrap();
    assert_eq!(Reader::open(folder.path()).unwrap().events("a").unwrap().len(), 1);
}

#[tokio::test]
async fn after_closing_other_handles_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    let other = journal.clone();
    journal.close().await.unwrap();
    assert!(matches!(other.append_event(received("a", 0, b"")).await, Err(Error::Closed { .. })));
    assert!(matches!(other.records("trial"), Err(Error::Closed { .. })));
    assert!(matches!(other.clone().close().await, Err(Error::Closed { .. })));
    let again = Journal::open(folder.path()).unwrap();
    drop(other);
    again.append_event(received("a", 0, b"")).await.unwrap();
}

#[tokio::test]
async fn two_writers_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    let error = Journal::open(folder.path()).unwrap_err();
    assert!(matches!(error, Error::Held { .. }), "{error}");
    assert!(error.to_string().contains("another process is writing"), "{error}");
    assert!(matches!(Journal::create(folder.path(), &[]), Err(Error::Held { .. })));
    journal.append_event(received("a", 0, b"")).await.unwrap();
    journal.close().await.unwrap();
    assert!(matches!(Journal::create(folder.path(), &[]), Err(Error::Exists { .. })));
    assert_eq!(Journal::open(folder.path()).unwrap().events("a").unwrap().len(), 1);
}

#[tokio::test]
async fn a_reader_sees_one_moment_of_a_running_journal() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    journal.append_event(received("a", 0, b"")).await.unwrap();
    let reader = Reader::open(folder.path()).unwrap();
    journal.append_event(received("a", 1, b"")).await.unwrap();
    journal.append_record("trial", "a", "{}").await.unwrap();
    assert_eq!(reader.events("a").unwrap().len(), 1);
    assert_eq!(reader.records("trial").unwrap(), []);
    let later = Reader::open(folder.path()).unwrap();
    assert_eq!(later.events("a").unwrap().len(), 2);
    assert_eq!(later.record("trial", "a").unwrap().as_deref(), Some("{}"));
}

#[tokio::test]
async fn a_reader_may_outlive_the_writer() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    journal.append_event(received("a", 0, b"")).await.unwrap();
    let reader = Reader::open(folder.path()).unwrap();
    journal.append_event(received("a", 1, b"")).await.unwrap();
    assert_eq!(journal.close().await.unwrap(), Closed::HeldByReader);
    assert_eq!(reader.events("a").unwrap().len(), 1);
    drop(reader);
    let journal = Journal::open(folder.path()).unwrap();
    assert_eq!(journal.events("a").unwrap().len(), 2);
    assert_eq!(journal.close().await.unwrap(), Closed::OneFile);
    assert_eq!(files(folder.path()), [FILE_NAME]);
}

#[tokio::test]
async fn a_failed_commit_fails_everything_after_it_with_its_cause() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    journal.append_event(received("good", 0, b"")).await.unwrap();
    Connection::open(folder.path().join(FILE_NAME))
        .unwrap()
        .execute_batch(
            "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.slot = 'bad' BEGIN SELECT RAISE(ABORT, 'no room'); END",
        )
        .unwrap();
    let slots = ["x", "bad", "y"];
    let results = join_all(slots.map(|slot| journal.append_event(received(slot, 0, b"")))).await;
    for result in results {
        assert!(result.unwrap_err().to_string().contains("no room"));
    }
    let later = journal.append_record("trial", "z", "{}").await.unwrap_err();
    assert!(later.to_string().contains("no room"), "{later}");
    assert_eq!(journal.clone().close().await.unwrap_err().to_string(), later.to_string());
    drop(journal);
    let reader = Reader::open(folder.path()).unwrap();
    assert_eq!(reader.events("good").unwrap().len(), 1);
    assert_eq!(reader.events("x").unwrap(), [], "a batch is written whole or not at all");
}

#[test]
fn a_folder_without_a_journal() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Journal::open(folder.path()), Err(Error::Missing { .. })));
    assert!(matches!(Reader::open(folder.path()), Err(Error::Missing { .. })));
    let nowhere = folder.path().join("nowhere");
    assert!(matches!(Journal::open(&nowhere), Err(Error::Missing { .. })));
    assert!(matches!(Journal::create(&nowhere, &[]), Err(Error::Io { .. })));
    assert_eq!(files(folder.path()), [""; 0]);
}

/// What both ways of opening say of the file that `prepare` leaves.
fn both_say(prepare: impl FnOnce(&Path)) -> [Error; 2] {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE_NAME);
    prepare(&file);
    let before = std::fs::read(&file).unwrap();
    let errors = [Journal::open(folder.path()).unwrap_err(), Reader::open(folder.path()).unwrap_err()];
    assert_eq!(std::fs::read(&file).unwrap(), before, "a file that is refused is left as it was");
    errors
}

#[test]
fn files_that_are_not_journals() {
    let other = |file: &Path| Connection::open(file).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    type Prepare<'a> = &'a dyn Fn(&Path);
    let prepared: [(Prepare<'_>, &str); 3] = [
        (
            &|file| std::fs::write(file, "not a database, and longer than a header. ".repeat(9)).unwrap(),
            "not an SQLite database",
        ),
        (&|file| std::fs::write(file, "").unwrap(), "empty"),
        (&other, "another program"),
    ];
    for (prepare, reason) in prepared {
        for error in both_say(prepare) {
            assert!(matches!(error, Error::NotAJournal { .. }), "{error}");
            assert!(error.to_string().contains(reason), "{error}");
        }
    }
}

#[test]
fn a_new_journal_takes_the_place_of_an_empty_file_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE_NAME);
    for content in ["x", &"not a database ".repeat(500)] {
        std::fs::write(&file, content).unwrap();
        assert!(matches!(Journal::create(folder.path(), &[]), Err(Error::Exists { .. })));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
    }
    std::fs::write(&file, "").unwrap();
    Journal::create(folder.path(), &[]).unwrap();
}

#[test]
fn a_newer_format() {
    let newer = |file: &Path| {
        let connection = Connection::open(file).unwrap();
        connection.execute_batch("CREATE TABLE event (whatever)").unwrap();
        connection.pragma_update(None, "application_id", schema::APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", schema::VERSION + 1).unwrap();
    };
    for error in both_say(newer) {
        assert!(matches!(error, Error::Newer { .. }), "{error}");
        assert!(error.to_string().contains(&format!("format version {}", schema::VERSION + 1)), "{error}");
    }
}

#[tokio::test]
async fn a_truncated_file() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    for seq in 0..20 {
        journal.append_event(received("a", seq, &[7; 2000])).await.unwrap();
    }
    journal.close().await.unwrap();
    let whole = std::fs::read(folder.path().join(FILE_NAME)).unwrap();
    for keep in [50, 1000, 4096, 9000, whole.len() - 1] {
        for error in both_say(|file| std::fs::write(file, &whole[..keep]).unwrap()) {
            assert!(matches!(error, Error::Damaged { .. } | Error::NotAJournal { .. }), "{keep}: {error}");
        }
    }
}

#[tokio::test]
async fn a_row_that_was_tampered_with() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(folder.path(), &[]).unwrap();
    journal.append_event(received("a", 0, b"")).await.unwrap();
    journal.close().await.unwrap();
    for (column, value) in [("kind", "'elapsd'"), ("headers", "'[1'"), ("status", "-1"), ("attempt", "'x'")] {
        let copy = tempfile::tempdir().unwrap();
        let file = copy.path().join(FILE_NAME);
        std::fs::copy(folder.path().join(FILE_NAME), &file).unwrap();
        Connection::open(&file)
            .unwrap()
            .execute(&format!("UPDATE event SET {column} = {value}"), [])
            .unwrap();
        let error = Reader::open(copy.path()).unwrap().events("a").unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
        assert!(error.to_string().contains("event 1"), "{error}");
    }
}
