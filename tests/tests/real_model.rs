//! `examples/local-model` on a real model server.
//!
//! What is checked is the bookkeeping, and never which text wins: the model is far too weak for that to mean anything.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

use motive_tests::server::{MODEL, Server, signal};
use motive_tests::{motive, run, stderr, stdout};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use tempfile::TempDir;

const STUDY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/local-model/study.toml");

/// A secret that nothing else looks like.
const KEY: &str = "mk-5d1f0c7b9a3e48f2";
/// Where `motive` finds it.
const KEY_VARIABLE: &str = "MOTIVE_TEST_MODEL_KEY";

/// Settings for a server that wants a key.
const WITH_KEY: [&str; 2] = [
    "provider.local.config.credential=api-key",
    "provider.local.credentials.api-key.env=MOTIVE_TEST_MODEL_KEY",
];
/// Holds one judge to the form of a verdict, so that there are verdicts to be read. llama.cpp's own setting.
const ONE_JUDGE_IN_FORM: &str =
    r#"model.judge-a.sampling.extra.grammar=root ::= "Verdict: " ("first" | "second" | "tie")"#;
/// Holds the actor to a letter, which it does not give of itself; its essays are one letter then.
const ACTOR_IN_FORM: &str = r#"model.actor.sampling.extra.grammar=root ::= "X" | "Y""#;
/// Ends each essay with its first paragraph, where nothing depends on its length.
const SHORT_ESSAYS: &str = r#"model.actor.sampling.stop=["\n\n"]"#;

/// `motive run` of the example on the server at `url`.
fn arguments<'a>(url: &'a str, out: &'a Path, settings: &[&'a str]) -> Vec<String> {
    let mut arguments =
        vec!["run".to_owned(), STUDY.to_owned(), "--out".to_owned(), out.display().to_string()];
    let url = format!("provider.local.config.base-url={url}");
    for setting in [url.as_str()].iter().chain(settings) {
        arguments.extend(["--set".to_owned(), (*setting).to_owned()]);
    }
    arguments
}

fn run_example(url: &str, out: &Path, settings: &[&str]) -> Output {
    let arguments = arguments(url, out, settings);
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

/// Tokens that the server says it has read and written, over the answers in a journal.
fn tokens(events: &[Event]) -> (u64, u64) {
    let sum = |key: &str| events.iter().map(|event| event.body["usage"][key].as_u64().unwrap()).sum();
    (sum("prompt_tokens"), sum("completion_tokens"))
}

/// What must hold of every run that has come to its end. Returns its events.
fn check_books(run: &Path) -> Vec<Event> {
    let results = read_json(&run.join("results.json"));
    let plan = read_json(&run.join("plan.json"));
    let journal = Journal::open(run).unwrap();
    let (choices, trials, ballots) =
        (journal.records("choice"), journal.records("trial"), journal.records("ballot"));
    let events = journal.events();

    // Seven outcomes: 21 pairs, in both orders.
    assert_eq!(choices.len(), 42);
    assert_eq!(results["elicitation"]["actor"]["choices"]["asked"], 42);
    for (slot, choice) in &choices {
        let swapped =
            |other: &&Value| other["first"] == choice["second"] && other["second"] == choice["first"];
        assert_eq!(choices.values().filter(swapped).count(), 1, "{slot}");
    }

    assert_eq!(trials.len(), plan["trials"].as_array().unwrap().len());
    let delivered = |trial: &Value| trial["outcome"].get("delivered").is_some();
    let count = |arms: &Value, key: &str| {
        arms.as_object().unwrap().values().map(|arm| arm[key].as_u64().unwrap()).sum::<u64>()
    };
    let delivery = &results["delivery"]["actor"]["essay"];
    assert_eq!(count(delivery, "delivered"), trials.values().filter(|trial| delivered(trial)).count() as u64);
    assert_eq!(count(delivery, "failed"), 0);
    assert_eq!(count(delivery, "delivered") + count(delivery, "not-delivered"), trials.len() as u64);
    assert_eq!(
        results["served-by"],
        serde_json::json!({ "actor": [MODEL], "judge-a": [MODEL], "judge-b": [MODEL] })
    );

    let mut judged = 0;
    for contrast in results["contrasts"].as_array().unwrap() {
        let tally = |key: &str| contrast["pooled"][key].as_u64().unwrap();
        let decided = tally("wins") + tally("losses") + tally("ties") + tally("unresolved");
        assert_eq!(tally("pairs"), decided + tally("undelivered"), "{contrast}");
        assert_eq!(tally("open"), 0);
        judged += decided;
    }
    // Two judges and two orders.
    assert_eq!(ballots.len() as u64, judged * 4);
    let mut orders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (slot, ballot) in &ballots {
        let (pair, order) = slot.rsplit_once('/').unwrap();
        assert_eq!(ballot["first-shown"], order, "{slot}");
        orders.entry(pair.to_owned()).or_default().insert(order.to_owned());
    }
    assert!(orders.values().all(|orders| orders.len() == 2), "{orders:?}");

    // A slot of the plan is asked, and now and then asked again, and each of these once.
    let mut asked = BTreeSet::new();
    for event in &events {
        assert_eq!((event.kind.as_str(), event.status), ("received", Some(200)), "{}", event.slot);
        assert!(asked.insert(event.slot.clone()), "{} was asked twice", event.slot);
    }
    let slots: BTreeSet<_> = asked.iter().map(|slot| slot.rsplit_once('#').unwrap().0.to_owned()).collect();
    let all = choices.into_keys().chain(trials.into_keys()).chain(ballots.into_keys());
    assert_eq!(slots, all.collect::<BTreeSet<_>>());
    events
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn holds_key(bytes: &[u8]) -> bool {
    bytes.windows(KEY.len()).any(|window| window == KEY.as_bytes())
}

#[test]
fn the_books_balance_the_key_stays_out_and_a_finished_run_asks_no_more() {
    let Some(server) = Server::start(Some(KEY)) else { return };
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let settings = [WITH_KEY[0], WITH_KEY[1], "task.essay.items=2", ONE_JUDGE_IN_FORM];
    let output = run_example(server.url(), &out, &settings);
    succeeded(&output);
    let events = check_books(&out);

    // The server's own count: nothing was asked that is not in the journal.
    let counted = || {
        let read = server.counter("prompt_tokens_total") + server.counter("prompt_tokens_cached_total");
        (read, server.counter("tokens_predicted_total"))
    };
    assert_eq!(counted(), tokens(&events));
    // By log-probability, a choice is one token, asked once.
    for event in events.iter().filter(|event| event.slot.starts_with("choice/")) {
        assert!(
            event.slot.ends_with("#0") && event.body["usage"]["completion_tokens"] == 1,
            "{}",
            event.slot
        );
        let listed = event.body["choices"][0]["logprobs"]["content"][0]["top_logprobs"].as_array().unwrap();
        assert_eq!(listed.len(), 20);
    }
    // A judge that can only answer in form is read.
    let results = std::fs::read(out.join("results.json")).unwrap();
    let judge = &read_json(&out.join("results.json"))["judges"]["judge-a"];
    assert_eq!((&judge["unreadable"], &judge["failed"]), (&0.into(), &0.into()), "{judge}");

    let path = out.display().to_string();
    let resumed = motive(&["resume", &path]).env(KEY_VARIABLE, KEY).output().unwrap();
    succeeded(&resumed);
    assert_eq!(counted(), tokens(&events));
    assert_eq!(Journal::open(&out).unwrap().events().len(), events.len());
    assert_eq!(std::fs::read(out.join("results.json")).unwrap(), results);
    let analysed = run(&["analyse", &path, "--json"]);
    assert_eq!(analysed.stdout, results);

    for file in files(&out) {
        assert!(!holds_key(&std::fs::read(&file).unwrap()), "the key is in {}", file.display());
    }
    for output in [&output, &resumed] {
        assert!(!holds_key(&output.stdout) && !holds_key(&output.stderr), "the key was printed");
    }
}

#[test]
fn an_interrupted_run_goes_on_and_asks_nothing_twice() {
    let Some(server) = Server::start(None) else { return };
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let arguments = arguments(server.url(), &out, &["task.essay.items=2", SHORT_ESSAYS]);
    let process = motive(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(300);
    // The journal is not there yet when the run begins.
    while Journal::open(&out).and_then(|journal| journal.count("trial")).unwrap_or(0) == 0 {
        assert!(Instant::now() < deadline, "no trial in five minutes");
        std::thread::sleep(Duration::from_millis(50));
    }
    signal(process.id(), "INT");
    let stopped = process.wait_with_output().unwrap();
    assert_eq!(stopped.status.code(), Some(130), "{}", stderr(&stopped));
    assert!(stderr(&stopped).contains(&format!("motive resume {}", out.display())), "{}", stderr(&stopped));
    assert!(!out.join("results.json").exists());

    let trials = Journal::open(&out).unwrap().count("trial").unwrap();
    assert!((1..8).contains(&trials), "{trials} of 8 trials were run before the interrupt took hold");
    let before = Journal::open(&out).unwrap().events().len();
    let path = out.display().to_string();
    let unfinished: Value = serde_json::from_slice(&run(&["analyse", &path, "--json"]).stdout).unwrap();
    assert_eq!(unfinished["contrasts"][0]["pooled"]["wins"], 0);

    succeeded(&run(&["resume", &path]));
    let events = check_books(&out);
    assert!(events.len() > before);
}

#[test]
fn choices_by_letter() {
    let Some(server) = Server::start(None) else { return };
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let settings =
        [r#"rubric.forced-choice.config={ method = "letter" }"#, "task.essay.items=1", ACTOR_IN_FORM];
    succeeded(&run_example(server.url(), &out, &settings));
    let events = check_books(&out);
    for event in events.iter().filter(|event| event.slot.starts_with("choice/")) {
        assert!(event.body["choices"][0]["logprobs"].is_null(), "{}", event.slot);
        assert!(event.body["usage"]["completion_tokens"].as_u64().unwrap() <= 16, "{}", event.slot);
    }
    let choices = &read_json(&out.join("results.json"))["elicitation"]["actor"]["choices"];
    assert_eq!(choices["readable"], 42, "{choices}");
}

#[test]
fn a_port_where_nobody_listens_is_named() {
    // Taken and given back: nobody listens there now.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let folder = TempDir::new().unwrap();
    let started = Instant::now();
    let output = run_example(&format!("http://127.0.0.1:{port}/v1"), &folder.path().join("run"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(started.elapsed() < Duration::from_secs(10));
    let said = stderr(&output);
    for part in ["`local`", &format!("http://127.0.0.1:{port}"), "refused"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_wrong_key_is_an_error_before_anything_is_asked() {
    let Some(server) = Server::start(Some("another-key")) else { return };
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let output = run_example(server.url(), &out, &WITH_KEY);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    for part in ["`local`", "401", "credential"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!holds_key(&output.stderr));
    assert!(Journal::open(&out).unwrap().events().is_empty());
    assert_eq!(server.counter("tokens_predicted_total"), 0);
}
