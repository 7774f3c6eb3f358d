//! Runs and single questions on a real model server.
//!
//! What is checked is the bookkeeping, and never what the model says: it is far too weak for that to mean anything.
#![allow(clippy::unwrap_used)]

mod direct;
mod forms;
mod runs;
mod tools;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use motive_tests::server::Server;
use motive_tests::{motive, stderr, stdout};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

/// A secret that nothing else looks like.
const KEY: &str = "mk-5d1f0c7b9a3e48f2";
/// Where `motive` finds it.
const KEY_VARIABLE: &str = "MOTIVE_TEST_MODEL_KEY";

/// `motive run` of a study, by its path in the project, on the server at `url`.
fn arguments(study: &str, url: &str, out: &Path, settings: &[&str]) -> Vec<String> {
    let study = format!("{}/../{study}", env!("CARGO_MANIFEST_DIR"));
    let mut arguments = vec!["run".to_owned(), study, "--out".to_owned(), out.display().to_string()];
    let url = format!("provider.local.config.base-url={url}");
    for setting in [url.as_str()].iter().chain(settings) {
        arguments.extend(["--set".to_owned(), (*setting).to_owned()]);
    }
    arguments
}

fn run_study(study: &str, url: &str, out: &Path, settings: &[&str]) -> Output {
    let arguments = arguments(study, url, out, settings);
    motive(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).env(KEY_VARIABLE, KEY).output().unwrap()
}

fn succeeded(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}\n{}", stdout(output), stderr(output));
}

fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// The journal of a run, read beside whoever writes it.
struct Journal(Connection);

/// An event as far as these tests care.
struct Event {
    slot: String,
    kind: String,
    status: Option<i64>,
    body: Value,
}

impl Event {
    /// The place in the plan, and which question it was there.
    fn place(&self) -> (&str, u32) {
        let (slot, step) = self.slot.rsplit_once('#').unwrap();
        (slot, step.parse().unwrap())
    }

    /// The message of a completion.
    fn message(&self) -> &Value {
        &self.body["choices"][0]["message"]
    }

    /// One of the server's counts of tokens.
    fn usage(&self, key: &str) -> u64 {
        self.body["usage"][key].as_u64().unwrap()
    }
}

impl Journal {
    fn open(run: &Path) -> rusqlite::Result<Self> {
        Connection::open_with_flags(run.join("journal.sqlite"), OpenFlags::SQLITE_OPEN_READ_ONLY).map(Self)
    }

    fn events(&self) -> Vec<Event> {
        let mut query = self.0.prepare("SELECT slot, kind, status, body FROM event ORDER BY id").unwrap();
        let event = |row: &rusqlite::Row<'_>| {
            let body: Option<Vec<u8>> = row.get(3)?;
            let body = serde_json::from_slice(&body.unwrap_or_default()).unwrap_or_default();
            Ok(Event { slot: row.get(0)?, kind: row.get(1)?, status: row.get(2)?, body })
        };
        query.query_map([], event).unwrap().map(Result::unwrap).collect()
    }

    /// The records of one kind, by slot.
    fn records(&self, kind: &str) -> BTreeMap<String, Value> {
        let mut query = self.0.prepare("SELECT slot, body FROM record WHERE kind = ? ORDER BY id").unwrap();
        let record = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?));
        let records = query.query_map([kind], record).unwrap().map(Result::unwrap);
        records.map(|(slot, body)| (slot, serde_json::from_str(&body).unwrap())).collect()
    }

    fn count(&self, kind: &str) -> rusqlite::Result<u32> {
        let query = "SELECT count(DISTINCT slot) FROM record WHERE kind = ?";
        self.0.query_row(query, [kind], |row| row.get(0))
    }
}

/// Tokens that the answers in a journal say were read and written.
fn tokens<'a>(events: impl IntoIterator<Item = &'a Event>) -> (u64, u64) {
    events.into_iter().fold((0, 0), |(read, written), event| {
        (read + event.usage("prompt_tokens"), written + event.usage("completion_tokens"))
    })
}

/// Tokens that the server itself has counted since it started.
fn counted(server: &Server) -> (u64, u64) {
    let read = server.counter("prompt_tokens_total") + server.counter("prompt_tokens_cached_total");
    (read, server.counter("tokens_predicted_total"))
}
