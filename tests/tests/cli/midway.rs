//! Episodes that are stopped between two answers, and go on where they were: no answer that is on disk is asked for again, and
//! the results are those of a run that nobody disturbed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use motive_tests::motive;
use motive_tests::scripted::{Reaction, Scripted};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use tempfile::TempDir;

use crate::incidents::{ALL, study};
use crate::stopped::{PATIENCE, end, send};
use crate::{prints, read};

fn journal(run: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(run.join("journal.sqlite"), OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// The records of a kind, as JSON.
pub(crate) fn records(run: &Path, kind: &str) -> Vec<Value> {
    let journal = journal(run).unwrap();
    let mut statement = journal.prepare("SELECT body FROM record WHERE kind = ? ORDER BY slot").unwrap();
    let bodies = statement.query_map([kind], |row| row.get::<_, String>(0)).unwrap();
    bodies.map(|body| serde_json::from_str(&body.unwrap()).unwrap()).collect()
}

/// Answers on disk, and questions that have one.
pub(crate) fn answers(run: &Path) -> (usize, usize) {
    let count = || {
        let query = "SELECT count(*), count(DISTINCT slot) FROM event WHERE kind = 'received'";
        let counts = |row: &rusqlite::Row<'_>| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?));
        journal(run)?.query_row(query, [], counts)
    };
    // Before the run has begun, there is no journal.
    let (all, questions) = count().unwrap_or_default();
    (all as usize, questions as usize)
}

pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "in vain: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// A server that answers so many more requests and then does something else.
pub(crate) struct Patient {
    pub(crate) server: Scripted,
    left: Arc<AtomicUsize>,
}

impl Patient {
    pub(crate) fn start(then: Reaction) -> Self {
        let left = Arc::new(AtomicUsize::new(usize::MAX));
        let count = left.clone();
        let server = Scripted::start(Duration::ZERO, move |_, _| {
            let take = |left: usize| left.checked_sub(1);
            match count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take) {
                Ok(_) => Reaction::Answer,
                Err(_) => then.clone(),
            }
        });
        Self { server, left }
    }

    pub(crate) fn answer(&self, more: usize) {
        self.left.store(more, Ordering::SeqCst);
    }
}

/// Ends a run while a request is under way that will not be answered.
type Stop = fn(Child) -> Option<i32>;

fn by_force(mut child: Child) -> Option<i32> {
    child.kill().unwrap();
    child.wait().unwrap().code()
}

/// What a run says when it is asked to stop.
const WAITS: &str = "waiting for the answers that are under way";

/// Waits for a line of standard error that holds `words`. What else is said there is read and dropped, so that whoever
/// says it need not wait.
fn wait_for_words(child: &mut Child, words: &str) {
    let said = BufReader::new(child.stderr.take().unwrap());
    let mut lines = said.lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains(words)), "`{words}` is not said");
    thread::spawn(move || lines.for_each(drop));
}

/// The first signal waits for what is under way, the second does not.
fn by_two_signals(mut child: Child) -> Option<i32> {
    send(&child, "INT");
    wait_for_words(&mut child, WAITS);
    send(&child, "INT");
    child.wait().unwrap().code()
}

fn by_itself(child: Child) -> Option<i32> {
    end(child).0.code()
}

/// A run that stops after so many answers, and goes on.
fn stopped_after(patient: &Patient, study: &str, run: &Path, answered: usize, stop: Stop) -> Option<i32> {
    let out = run.display().to_string();
    let before = patient.server.requests();
    patient.answer(answered);
    let child = motive(&["run", study, "--out", &out]).spawn().unwrap();
    wait_until("so many answers on disk, and one more question", || {
        answers(run).0 == answered && patient.server.requests() > before + answered
    });
    let code = stop(child);
    assert_eq!(answers(run), (answered, answered));
    assert!(!run.join("results.json").exists());

    patient.answer(usize::MAX);
    let before = patient.server.requests();
    prints(&["resume", &out]);
    let asked = patient.server.requests() - before;
    assert_eq!(asked, ALL - answered, "only what has no answer on disk is asked, after {answered} answers");
    assert_eq!(answers(run), (ALL, ALL), "and every question has one answer");
    code
}

/// What a run is stopped by: in words, the answers before it, how, and the exit code.
type Case = (&'static str, usize, Stop, Option<i32>);

#[test]
fn an_episode_that_was_stopped_between_two_answers_goes_on_where_it_was() {
    // Four episodes are under way at once: after 6 answers each has one or two, after 18 some write their handover.
    let silent: [Case; 4] = [
        ("killed at once", 1, by_force, None),
        ("killed in mid-episode", 6, by_force, None),
        ("killed before a handover", 18, by_force, None),
        ("interrupted", 11, by_two_signals, Some(130)),
    ];
    let hung_up: [Case; 1] = [("left by its server", 9, by_itself, Some(1))];
    for (then, cases) in [(Reaction::Silence, silent.as_slice()), (Reaction::HangUp, &hung_up)] {
        let patient = Patient::start(then);
        let folder = TempDir::new().unwrap();
        let study = study(folder.path(), &patient.server.url());
        // The server's place is in the plan, so what was not disturbed is of the same server.
        let whole = folder.path().join("whole");
        prints(&["run", &study, "--out", &whole.display().to_string()]);
        assert_eq!(patient.server.requests(), ALL);
        for (case, answered, stop, code) in cases {
            let run = folder.path().join(case.replace(' ', "-"));
            assert_eq!(stopped_after(&patient, &study, &run, *answered, *stop), *code, "{case}");
            assert_eq!(read(&run, "results.json"), read(&whole, "results.json"), "{case}");
        }
    }
}

/// One signal, with an answer that is still to come: it is waited for, so nothing is paid for twice.
#[test]
fn an_interrupt_in_mid_episode_costs_nothing() {
    const ANSWERED: usize = 9;
    let held = Arc::new(AtomicBool::new(true));
    let hold = held.clone();
    let server = Scripted::start(Duration::ZERO, move |number, _| {
        while number == ANSWERED && hold.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(2));
        }
        Reaction::Answer
    });
    let folder = TempDir::new().unwrap();
    let study = study(folder.path(), &server.url());
    let run = folder.path().join("run");
    let out = run.display().to_string();
    let mut child = motive(&["run", &study, "--out", &out]).spawn().unwrap();
    wait_until("a question that is not answered yet", || server.requests() > ANSWERED);
    send(&child, "INT");
    wait_for_words(&mut child, WAITS);
    held.store(false, Ordering::SeqCst);
    assert_eq!(end(child).0.code(), Some(130));
    assert_eq!((server.requests(), answers(&run)), (ANSWERED + 1, (ANSWERED + 1, ANSWERED + 1)));
    prints(&["resume", &out]);
    assert_eq!((server.requests(), answers(&run)), (ALL, (ALL, ALL)));
}
