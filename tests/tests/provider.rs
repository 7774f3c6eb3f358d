//! Runs against a server that fails on purpose: what is paid for, what is asked again, what stops a run.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use motive_tests::scripted::{Reaction, Scripted};
use motive_tests::{motive, run, stderr, stdout};

/// Requests under way at once.
const CONCURRENCY: usize = 8;
/// 6 pairs x 2 orders x 2 samples, 2 items x 4 arms, 2 contrasts x 2 items x 2 judges x 2 orders.
const CHOICES: usize = 24;
const TRIALS: usize = 8;
const BALLOTS: usize = 16;
const ALL: usize = CHOICES + TRIALS + BALLOTS;

/// A small study against `url`, in a folder of its own.
fn study(folder: &Path, url: &str, extra: &str) -> String {
    let text = format!(
        r#"
[study]
name = "scripted"
seed = 7

[[provider]]
id = "server"
plugin = "openai-chat"
config = {{ base-url = "{url}"{extra} }}
limits = {{ concurrency = {CONCURRENCY}, tries = 3 }}

[[model]]
id = "actor"
provider = "server"
name = "scripted"

[[model]]
id = "judge-a"
provider = "server"
name = "scripted"

[[model]]
id = "judge-b"
provider = "server"
name = "scripted"

[elicitation]
actors = ["actor"]
outcomes = "outcomes.toml"
samples = 2
stakes = {{ admission = {{ probability = 0.5, samples = 0 }} }}

[[task]]
plugin = "essay"
items = 2

[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]

[[contrast]]
id = "effort"
role = "positive-control"
arms = ["exhortation/strong", "exhortation/normal"]

[panel]
judges = ["judge-a", "judge-b"]
self-judging = "flag"
"#
    );
    let outcomes: String = ["One", "Two", "Three", "Four"]
        .iter()
        .map(|name| {
            format!(
                "[[outcome]]\nid = \"{}\"\ntext = \"{name} tree is planted.\"\ncategory = \"trees\"\n",
                name.to_lowercase()
            )
        })
        .collect();
    fs::write(folder.join("outcomes.toml"), outcomes).unwrap();
    let path = folder.join("study.toml");
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

struct Place {
    folder: tempfile::TempDir,
    study: String,
    out: String,
}

fn place(url: &str, extra: &str) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let study = study(folder.path(), url, extra);
    let out = folder.path().join("run").display().to_string();
    Place { folder, study, out }
}

/// Reacts like this to the first request for every third question, and answers all others.
fn every_third_once(reaction: Reaction) -> impl Fn(usize, &str) -> Reaction + Send + Sync {
    let refused = Mutex::new(HashSet::new());
    move |_, body| {
        let third = body.bytes().map(usize::from).sum::<usize>() % 3 == 0;
        if third && refused.lock().unwrap().insert(body.to_owned()) {
            reaction.clone()
        } else {
            Reaction::Answer
        }
    }
}

fn results(out: &str) -> String {
    fs::read_to_string(format!("{out}/results.json")).unwrap()
}

/// The tables of a run. Two plans differ by their server's port, and so by their digests; counts must not.
fn tables(out: &str) -> Vec<String> {
    stdout(&run(&["analyse", out])).lines().skip(4).map(str::to_owned).collect()
}

fn fine(output: &Output) {
    assert!(output.status.success(), "{:?}\n{}\n{}", output.status, stdout(output), stderr(output));
}

#[test]
fn every_request_is_made_once() {
    let server = Scripted::start(Duration::ZERO, |_, _| Reaction::Answer);
    let place = place(&server.url(), "");
    fine(&run(&["run", &place.study, "--out", &place.out]));
    assert_eq!(server.requests(), ALL);
    assert_eq!(server.answered().len(), ALL, "each request has a seed of its own");
    let first = results(&place.out);
    assert!(first.contains("\"scripted-1\""), "the served model is named");
    // Nothing is left to do, and nothing is asked.
    fine(&run(&["resume", &place.out]));
    assert_eq!(server.requests(), ALL);
    assert_eq!(results(&place.out), first);
}

#[test]
fn a_kill_costs_at_most_what_was_under_way() {
    let server = Scripted::start(Duration::from_millis(30), |_, _| Reaction::Answer);
    let place = place(&server.url(), "");
    let mut child = motive(&["run", &place.study, "--out", &place.out]).spawn().unwrap();
    let begun = Instant::now();
    while server.requests() < ALL / 2 && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    fine(&run(&["resume", &place.out]));
    let paid: usize = server.answered().values().sum();
    // What was under way, and what had come in during the last commit: a place is given back with the response.
    assert!(paid <= ALL + 2 * CONCURRENCY, "{paid} answers for {ALL} questions");
    assert_eq!(server.answered().len(), ALL);

    let whole = Scripted::start(Duration::ZERO, |_, _| Reaction::Answer);
    let other = self::place(&whole.url(), "");
    fine(&run(&["run", &other.study, "--out", &other.out]));
    assert_eq!(tables(&place.out), tables(&other.out));
}

#[test]
fn an_interrupt_waits_for_what_is_under_way() {
    let server = Scripted::start(Duration::from_millis(100), |_, _| Reaction::Answer);
    let place = place(&server.url(), "");
    let child = motive(&["run", &place.study, "--out", &place.out]).spawn().unwrap();
    let begun = Instant::now();
    while server.requests() < ALL / 3 && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(2));
    }
    let interrupted =
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert!(stderr(&output).contains("motive resume"), "{}", stderr(&output));
    fine(&run(&["resume", &place.out]));
    assert_eq!(server.requests(), ALL, "an interrupt costs nothing");
}

#[test]
fn a_rate_limit_is_waited_for() {
    let slow_down = Reaction::Status(
        429,
        "retry-after-ms: 20\r\n",
        r#"{"error":{"message":"slow down","type":"rate_limit"}}"#,
    );
    let server = Scripted::start(Duration::ZERO, every_third_once(slow_down));
    let place = place(&server.url(), "");
    fine(&run(&["run", &place.study, "--out", &place.out]));
    assert_eq!(server.answered().len(), ALL);
    assert!(server.answered().values().all(|count| *count == 1), "no answer is paid for twice");
}

#[test]
fn a_dropped_connection_is_made_again() {
    let server = Scripted::start(Duration::ZERO, every_third_once(Reaction::HangUp));
    let place = place(&server.url(), "");
    fine(&run(&["run", &place.study, "--out", &place.out]));
    assert_eq!(server.answered().len(), ALL);
}

#[test]
fn a_wrong_key_stops_the_run_at_once() {
    let denied = r#"{"error":{"message":"invalid key","type":"authentication_error"}}"#;
    let server = Scripted::start(Duration::ZERO, move |_, _| Reaction::Status(401, "", denied));
    let place = place(&server.url(), "");
    let output = run(&["run", &place.study, "--out", &place.out]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(
        said.contains("authentication") && said.contains("invalid key") && said.contains("motive resume"),
        "{said}"
    );
    assert!(server.requests() <= CONCURRENCY, "{} requests after the first refusal", server.requests());
    server.heal();
    fine(&run(&["resume", &place.out]));
}

const REFUSED: Reaction =
    Reaction::Status(400, "", r#"{"error":{"message":"no","type":"invalid_request_error"}}"#);

/// Whether a body is among about a third of all.
fn is_a_third(body: &str) -> bool {
    body.bytes().map(usize::from).sum::<usize>() % 3 == 0
}

fn is_a_ballot(body: &str) -> bool {
    body.contains("Verdict:")
}

fn is_a_choice(body: &str) -> bool {
    body.contains("tree is planted") && !body.contains("essay")
}

#[test]
fn ballots_that_failed_are_counted_and_asked_again() {
    let server = Scripted::start(Duration::ZERO, |_, body| {
        if is_a_ballot(body) && is_a_third(body) { REFUSED } else { Reaction::Answer }
    });
    let place = place(&server.url(), "");
    let output = run(&["run", &place.study, "--out", &place.out]);
    let failed = ALL - server.answered().len();
    assert!(failed > 0 && failed < BALLOTS, "{failed}");
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(stderr(&output).contains(&format!("{failed} slots have no answer")), "{}", stderr(&output));
    let before = server.requests();
    server.heal();
    fine(&run(&["resume", &place.out]));
    assert_eq!(server.requests() - before, failed, "only what failed is asked again");
}

#[test]
fn stakes_are_not_drawn_over_choices_that_failed() {
    let server = Scripted::start(Duration::ZERO, |_, body| {
        if is_a_choice(body) && is_a_third(body) { REFUSED } else { Reaction::Answer }
    });
    let place = place(&server.url(), "");
    let output = run(&["run", &place.study, "--out", &place.out]);
    let failed = CHOICES - server.answered().len();
    assert!(failed > 0 && failed < CHOICES, "{failed}");
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(stderr(&output).contains("stakes are drawn, and trials run, when they have one"));
    assert_eq!(server.requests(), CHOICES, "no trial was run");
    assert!(!Path::new(&format!("{}/stakes.json", place.out)).exists());
    server.heal();
    fine(&run(&["resume", &place.out]));
    assert_eq!(server.requests(), ALL + failed);

    let whole = Scripted::start(Duration::ZERO, |_, _| Reaction::Answer);
    let other = self::place(&whole.url(), "");
    fine(&run(&["run", &other.study, "--out", &other.out]));
    assert_eq!(tables(&place.out), tables(&other.out), "an outage leaves no trace");
}

#[test]
fn stakes_are_drawn_without_failed_choices_where_that_is_asked_for() {
    let server = Scripted::start(Duration::ZERO, |_, body| {
        if is_a_choice(body) && is_a_third(body) { REFUSED } else { Reaction::Answer }
    });
    let place = place(&server.url(), "");
    assert_eq!(run(&["run", &place.study, "--out", &place.out]).status.code(), Some(4));
    assert_eq!(run(&["resume", &place.out]).status.code(), Some(4));
    fine(&run(&["resume", &place.out, "--leave-failed"]));
    let results: serde_json::Value = serde_json::from_str(&results(&place.out)).unwrap();
    assert!(results["elicitation"]["actor"]["choices"]["failed"].as_u64().unwrap() > 0);
    assert_eq!(results["contrasts"][0]["pooled"]["pairs"], 2);
}

#[test]
fn a_server_that_refuses_everything_is_not_asked_everything() {
    let server = Scripted::start(Duration::ZERO, |_, _| REFUSED);
    let place = place(&server.url(), "");
    let output = run(&["run", &place.study, "--out", &place.out, "--set", "elicitation.samples=10"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("no answer from the provider `server` (invalid request"),
        "{}",
        stderr(&output)
    );
    assert!(server.requests() < 20 + CONCURRENCY, "{} requests", server.requests());
}

#[test]
fn a_response_that_its_plugin_breaks_on_is_asked_for_again() {
    // Four million lists are more memory than the plugin may have.
    let bomb: &'static str =
        Box::leak(format!("{{\"choices\":[{}[]]}}", "[],".repeat(4 << 20)).into_boxed_str());
    let server = Scripted::start(Duration::ZERO, move |number, _| {
        if number == 3 { Reaction::Status(200, "", bomb) } else { Reaction::Answer }
    });
    let place = place(&server.url(), "");
    fine(&run(&["run", &place.study, "--out", &place.out]));
    assert_eq!(server.requests(), ALL + 1);
    fine(&run(&["resume", &place.out]));
    assert_eq!(server.requests(), ALL + 1);
}

#[test]
fn a_filter_is_an_answer_and_not_asked_again() {
    let filtered = Reaction::Status(400, "", r#"{"error":{"message":"no","code":"content_filter"}}"#);
    let server =
        Scripted::start(
            Duration::ZERO,
            move |_, body| {
                if is_a_third(body) { filtered.clone() } else { Reaction::Answer }
            },
        );
    let place = place(&server.url(), "");
    fine(&run(&["run", &place.study, "--out", &place.out]));
    let results: serde_json::Value = serde_json::from_str(&results(&place.out)).unwrap();
    let choices = &results["elicitation"]["actor"]["choices"];
    assert!(choices["unreadable"].as_u64().unwrap() > 0 && choices["failed"] == 0, "{choices}");
    let asked = server.requests();
    server.heal();
    fine(&run(&["resume", &place.out]));
    assert_eq!(server.requests(), asked);
}

#[test]
fn every_send_is_in_the_journal() {
    let server = Scripted::start(Duration::ZERO, every_third_once(Reaction::HangUp));
    let place = place(&server.url(), "");
    fine(&run(&["run", &place.study, "--out", &place.out]));
    let journal = rusqlite::Connection::open(format!("{}/journal.sqlite", place.out)).unwrap();
    let count = |kind: &str| -> i64 {
        let query = "SELECT count(*) FROM event WHERE kind = ?";
        journal.query_row(query, [kind], |row| row.get(0)).unwrap()
    };
    let lost = server.requests() - ALL;
    assert!(lost > 0);
    assert_eq!((count("received"), count("lost")), (ALL as i64, lost as i64));
}

#[test]
fn results_do_not_depend_on_the_order_of_answers() {
    let slow = Scripted::start(Duration::from_millis(3), |_, _| Reaction::Answer);
    let bodies = Mutex::new(());
    // Answers come one at a time, and about a third of them late.
    let uneven = Scripted::start(Duration::ZERO, move |_, body| {
        let _turn = bodies.lock().unwrap();
        std::thread::sleep(Duration::from_millis(if is_a_third(body) { 12 } else { 0 }));
        Reaction::Answer
    });
    let tables = [(&slow, "provider.server.limits.concurrency=1"), (&uneven, "study.seed=7")].map(
        |(server, setting)| {
            let place = place(&server.url(), "");
            fine(&run(&["run", &place.study, "--out", &place.out, "--set", setting]));
            tables(&place.out)
        },
    );
    assert_eq!(tables[0], tables[1]);
}

#[test]
fn a_list_of_models_that_may_not_be_seen_stops_nothing() {
    let server = Scripted::start(Duration::ZERO, |_, _| Reaction::Answer);
    server.hide_models();
    let place = place(&server.url(), "");
    let output = run(&["run", &place.study, "--out", &place.out]);
    fine(&output);
    assert!(stderr(&output).contains("`server` does not say which models it has"), "{}", stderr(&output));
}

#[test]
fn a_setting_that_cannot_be_sent_is_found_before_anything_is_asked() {
    let place = place("http://127.0.0.1:9/v1", "");
    for command in [&["check", &place.study][..], &["run", &place.study, "--out", &place.out]] {
        let setting = ["--set", "model.actor.sampling.extra.messages=[]"];
        let output = run(&[command, &setting].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(
            stderr(&output).contains("model `actor`") && stderr(&output).contains("`messages`"),
            "{}",
            stderr(&output)
        );
    }
    assert!(!Path::new(&place.out).exists());
}

#[test]
fn a_server_that_is_not_there_is_said_at_once() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let place = place(&format!("http://127.0.0.1:{port}/v1"), "");
    let begun = Instant::now();
    let output = run(&["run", &place.study, "--out", &place.out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("cannot be reached"), "{}", stderr(&output));
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_credential_goes_to_the_server_and_nowhere_else() {
    let secret = "sk-0123456789-not-to-be-seen";
    let server = Scripted::start(Duration::ZERO, |number, _| match number {
        // A server that says the key back.
        0 => Reaction::Status(500, "", r#"{"error":{"message":"key sk-0123456789-not-to-be-seen is slow"}}"#),
        _ => Reaction::Answer,
    });
    let place = place(&server.url(), ", credential = \"api-key\"");
    let text = fs::read_to_string(&place.study).unwrap();
    let text =
        text.replace("limits = {", "credentials = { api-key = { env = \"SCRIPTED_KEY\" } }\nlimits = {");
    fs::write(&place.study, text).unwrap();
    let output = motive(&["run", &place.study, "--out", &place.out])
        .env("SCRIPTED_KEY", secret)
        .env("MOTIVE_LOG", "trace")
        .output()
        .unwrap();
    fine(&output);
    assert!(server.authorizations().iter().all(|value| value == &format!("Bearer {secret}")));
    assert!(
        !stdout(&output).contains(secret) && !stderr(&output).contains(secret),
        "the key is in what was printed"
    );
    let mut folders = vec![place.folder.path().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "the key is in {}", path.display());
            }
        }
    }
    let unset = run(&["run", &place.study, "--out", &format!("{}-2", place.out)]);
    assert_eq!(unset.status.code(), Some(2));
    assert!(stderr(&unset).contains("SCRIPTED_KEY is not set"), "{}", stderr(&unset));
    assert!(!Path::new(&format!("{}-2", place.out)).exists(), "nothing is left behind");

    // A secret that stands in the study would be published with it.
    let copied = motive(&[
        "run",
        &place.study,
        "--out",
        &format!("{}-3", place.out),
        "--set",
        &format!("study.name={secret}"),
    ])
    .env("SCRIPTED_KEY", secret)
    .output()
    .unwrap();
    assert_eq!(copied.status.code(), Some(2));
    assert!(stderr(&copied).contains("its value stands in the study"), "{}", stderr(&copied));
    assert!(!stderr(&copied).contains(secret));
    assert!(!Path::new(&format!("{}-3", place.out)).exists());
}
