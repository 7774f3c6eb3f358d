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
stakes = {{ admission = 0.5 }}

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
    // The two plans differ by the server's port, so by their digests; the counts must not.
    let tables =
        |out: &str| stdout(&run(&["analyse", out])).lines().skip(4).map(str::to_owned).collect::<Vec<_>>();
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

#[test]
fn what_failed_is_counted_and_asked_again() {
    // Every request of one judge fails for good.
    let server = Scripted::start(Duration::ZERO, |_, body| {
        if body.contains("Verdict:") && body.len() % 2 == 0 {
            Reaction::Status(400, "", r#"{"error":{"message":"no","type":"invalid_request_error"}}"#)
        } else {
            Reaction::Answer
        }
    });
    let place = place(&server.url(), "");
    let output = run(&["run", &place.study, "--out", &place.out]);
    let failed = ALL - server.answered().len();
    if failed > 0 {
        assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
        assert!(stderr(&output).contains(&format!("{failed} slots have no answer")), "{}", stderr(&output));
    }
    let before = server.requests();
    server.heal();
    fine(&run(&["resume", &place.out]));
    assert_eq!(server.requests() - before, failed, "only what failed is asked again");
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
    assert_eq!(unset.status.code(), Some(1));
    assert!(stderr(&unset).contains("SCRIPTED_KEY is not set"), "{}", stderr(&unset));
}
