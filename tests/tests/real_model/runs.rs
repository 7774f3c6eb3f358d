//! `examples/local-model` from beginning to end.

use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

use motive_tests::server::{MODEL, Server, signal};
use motive_tests::{motive, run, stderr};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Event, Journal, KEY, KEY_VARIABLE, arguments, counted, read_json, run_study, succeeded, tokens};

/// The example, by its path in the project.
pub(crate) const STUDY: &str = "examples/local-model/study.toml";

/// Settings for a server that wants a key.
const WITH_KEY: [&str; 2] = [
    "provider.local.config.credential=api-key",
    "provider.local.credentials.api-key.env=MOTIVE_TEST_MODEL_KEY",
];
/// Holds one judge to the form of a verdict, so that there are verdicts to be read. llama.cpp's own setting.
pub(crate) const ONE_JUDGE_IN_FORM: &str =
    r#"model.judge-a.sampling.extra.grammar=root ::= "Verdict: " ("first" | "second" | "tie")"#;
/// Holds the actor to a letter, which it does not give of itself; its essays are one letter then.
const ACTOR_IN_FORM: &str = r#"model.actor.sampling.extra.grammar=root ::= "X" | "Y""#;
/// Has that judge alone, which need not be asked again.
pub(crate) const ONE_JUDGE: &str = r#"panel.judges=["judge-a"]"#;
/// Ends each essay with its first paragraph, where nothing depends on its length.
const SHORT_ESSAYS: &str = r#"model.actor.sampling.stop=["\n\n"]"#;
/// Asks 12 choices in place of 42.
pub(crate) const FEW_OUTCOMES: &str =
    concat!("elicitation.outcomes=", env!("CARGO_MANIFEST_DIR"), "/realmodel/outcomes.toml");

fn run_example(url: &str, out: &Path, settings: &[&str]) -> Output {
    run_study(STUDY, url, out, settings)
}

/// What must hold of every run that has come to its end. Returns its events.
fn check_books(run: &Path) -> Vec<Event> {
    let results = read_json(&run.join("results.json"));
    let plan = read_json(&run.join("plan.json"));
    let journal = Journal::open(run).unwrap();
    let (choices, trials, ballots) =
        (journal.records("choice"), journal.records("trial"), journal.records("ballot"));
    let heads = journal.records("head-to-head");
    check_head_to_heads(&heads);
    let events = journal.events();

    // All pairs, in both orders.
    let outcomes = plan["outcomes"]["outcome"].as_array().unwrap().len();
    assert_eq!(choices.len(), outcomes * (outcomes - 1));
    assert_eq!(results["elicitation"]["actor"]["choices"]["asked"], choices.len());
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
    let judges: Vec<&str> =
        plan["study"]["panel"]["judges"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let served_by = results["served-by"].as_object().unwrap();
    assert!(served_by.keys().eq(["actor"].iter().chain(&judges)), "{served_by:?}");
    assert!(served_by.values().all(|models| *models == serde_json::json!([MODEL])), "{served_by:?}");

    let mut judged = 0;
    for contrast in results["contrasts"].as_array().unwrap() {
        let tally = |key: &str| contrast["pooled"][key].as_u64().unwrap();
        let decided = tally("wins") + tally("losses") + tally("ties") + tally("unresolved");
        assert_eq!(tally("pairs"), decided + tally("undelivered"), "{contrast}");
        assert_eq!(tally("open"), 0);
        judged += decided;
    }
    // Two orders.
    assert_eq!(ballots.len() as u64, judged * judges.len() as u64 * 2);
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
    let slots: BTreeSet<_> = events.iter().map(|event| event.place().0.to_owned()).collect();
    let all =
        choices.into_keys().chain(heads.into_keys()).chain(trials.into_keys()).chain(ballots.into_keys());
    assert_eq!(slots, all.collect::<BTreeSet<_>>());
    events
}

/// Opposite stakes are put to the actor in both orders, as they were elicited and as the framing offers them.
fn check_head_to_heads(heads: &BTreeMap<String, Value>) {
    let mut wordings: BTreeMap<String, usize> = BTreeMap::new();
    for (slot, head) in heads {
        *wordings.entry(head["wording"].to_string()).or_default() += 1;
        let swapped = |other: &&Value| {
            other["wording"] == head["wording"]
                && other["sample"] == head["sample"]
                && other["first"] == head["second"]
                && other["second"] == head["first"]
        };
        assert_eq!(heads.values().filter(swapped).count(), 1, "{slot}");
        assert!(head["result"].get("read").is_some(), "{slot}: {head}");
    }
    if !heads.is_empty() {
        let half = heads.len() / 2;
        let expected = [("\"elicited\"".to_owned(), half), ("{\"framed\":\"donation\"}".to_owned(), half)];
        assert_eq!(wordings, expected.into());
    }
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
    let settings = [WITH_KEY[0], WITH_KEY[1], "task.essay.items=1", SHORT_ESSAYS, ONE_JUDGE_IN_FORM];
    let output = run_example(server.url(), &out, &settings);
    succeeded(&output);
    let events = check_books(&out);

    // Seven outcomes: 21 pairs, in both orders.
    assert_eq!(events.iter().filter(|event| event.slot.starts_with("choice/")).count(), 42);

    // The server's own count: nothing was asked that is not in the journal.
    assert_eq!(counted(&server), tokens(&events));
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
    assert_eq!(counted(&server), tokens(&events));
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

/// On a fork of a conversation that is in the journal: no trial is asked again for it, in this run or when it is resumed.
#[test]
fn what_was_told_is_asked_about_without_asking_the_task_again() {
    let Some(server) = Server::start(None) else { return };
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let recall = "recall={ questions = [\"what\", \"condition\"] }";
    let settings = ["task.essay.items=1", SHORT_ESSAYS, FEW_OUTCOMES, ONE_JUDGE, ONE_JUDGE_IN_FORM, recall];
    succeeded(&run_example(server.url(), &out, &settings));
    let journal = Journal::open(&out).unwrap();
    let (trials, recalls, events) = (journal.records("trial"), journal.records("recall"), journal.events());
    let of = |kind: &str| events.iter().filter(|event| event.slot.starts_with(kind)).count();
    assert_eq!((trials.len(), of("trial/")), (4, 4));
    // Whether the work was delivered or not: the actor was told something.
    assert_eq!((recalls.len(), of("recall/")), (4, 8));
    for (slot, record) in &recalls {
        let answers = record["answers"].as_object().unwrap();
        assert!(answers.keys().eq(["condition", "what"]), "{slot}: {record}");
        assert!(answers.values().all(|answer| answer["said"].get("failed").is_none()), "{slot}: {record}");
    }
    assert_eq!(counted(&server), tokens(&events));
    succeeded(&run(&["resume", &out.display().to_string()]));
    assert_eq!(counted(&server), tokens(&events));
    succeeded(&run(&["verify", &out.display().to_string()]));
}

#[test]
fn an_interrupted_run_goes_on_and_asks_nothing_twice() {
    let Some(server) = Server::start(None) else { return };
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let arguments = arguments(
        STUDY,
        server.url(),
        &out,
        &["task.essay.items=2", SHORT_ESSAYS, FEW_OUTCOMES, ONE_JUDGE, ONE_JUDGE_IN_FORM],
    );
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
    let settings = [
        r#"rubric.forced-choice.config={ method = "letter" }"#,
        "task.essay.items=1",
        ACTOR_IN_FORM,
        FEW_OUTCOMES,
        ONE_JUDGE,
        ONE_JUDGE_IN_FORM,
    ];
    succeeded(&run_example(server.url(), &out, &settings));
    let events = check_books(&out);
    for event in events.iter().filter(|event| event.slot.starts_with("choice/")) {
        assert!(event.body["choices"][0]["logprobs"].is_null(), "{}", event.slot);
        assert!(event.body["usage"]["completion_tokens"].as_u64().unwrap() <= 16, "{}", event.slot);
    }
    let choices = &read_json(&out.join("results.json"))["elicitation"]["actor"]["choices"];
    assert_eq!(choices["readable"], 12, "{choices}");
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
