//! Episodes that go on for as long as they are let: what ends them, what they are told, what is kept of them and what they
//! cost. The task is `tests/guests/endless`, which asks again after every answer.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use motive_tests::scripted::{Reaction, Scripted};
use motive_tests::{motive, run, stderr};
use serde_json::Value;
use tempfile::TempDir;

use crate::guests::guest;
use crate::midway::{Patient, answers, records, wait_until};
use crate::{prints, results};

/// One item under two arms that add nothing, and a study of it in a folder of its own.
struct Place {
    folder: TempDir,
    study: String,
}

impl Place {
    /// With the task's config, against the server at `url`, or without one on the simulated provider.
    fn new(config: &str, url: Option<&str>) -> Self {
        let provider = url.map_or_else(
            || "plugin = \"simulated\"".to_owned(),
            |url| format!("plugin = \"openai-chat\"\nconfig = {{ base-url = \"{url}\" }}"),
        );
        let (endless, misbehaving) = (guest("endless"), guest("misbehaving"));
        let text = format!(
            r#"
[study]
name = "endless"
seed = 5
actors = ["actor"]

[[provider]]
id = "server"
{provider}

[[model]]
id = "actor"
provider = "server"
name = "scripted"

[[model]]
id = "judge"
provider = "server"
name = "scripted"

[[task]]
id = "endless"
plugin = "{endless}"
config = {{ {config} }}

[[framing]]
id = "nothing"
plugin = "{misbehaving}"

[[contrast]]
id = "none"
role = "exploratory"
arms = ["nothing/one", "nothing/two"]

[panel]
judges = ["judge"]
self-judging = "flag"
"#
        );
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("study.toml");
        fs::write(&path, text).unwrap();
        Self { study: path.display().to_string(), folder }
    }

    fn run(&self) -> PathBuf {
        self.folder.path().join("run")
    }

    /// Runs to the end, and returns the two trials.
    fn trials(&self) -> [Value; 2] {
        prints(&["run", &self.study, "--out", &self.run().display().to_string()]);
        records(&self.run(), "trial").try_into().unwrap()
    }
}

/// The text of the work that a trial delivered.
fn work(trial: &Value) -> &str {
    trial["outcome"]["delivered"]["artifact"]["text"].as_str().unwrap_or_else(|| panic!("{trial:#}"))
}

/// Why a trial delivered nothing.
fn reason(trial: &Value) -> &str {
    trial["outcome"]["not-delivered"]["reason"].as_str().unwrap_or_else(|| panic!("{trial:#}"))
}

fn server() -> Scripted {
    Scripted::start(Duration::ZERO, |_, _| Reaction::Answer)
}

/// What each of the two actors was sent, in the order of their asks: the contents of the messages, `...` for an answer.
fn sent(server: &Scripted) -> [Vec<Vec<String>>; 2] {
    let contents = |request: &Value| -> Vec<String> {
        let messages = request["messages"].as_array().unwrap().iter();
        let content = |message: &Value| match message["role"].as_str() {
            Some("assistant") => "...".to_owned(),
            _ => message["content"].as_str().unwrap().to_owned(),
        };
        messages.map(content).collect()
    };
    let mut arms = [Vec::new(), Vec::new()];
    for request in server.received().iter().map(contents).filter(|sent| sent[0].starts_with("ask ")) {
        // Both arms are under way at once: the one that is behind is the one that has not been sent this yet.
        let arm = usize::from(arms[0].contains(&request));
        arms[arm].push(request);
    }
    arms
}

#[test]
fn what_is_added_is_added_and_what_is_replaced_is_gone_in_both_arms_alike() {
    for (replace_every, expected) in [
        (0, ["0", "0...1", "0...1...2", "0...1...2...3", "0...1...2...3...4"]),
        (2, ["0", "0...1", "2", "2...3", "4"]),
        (1, ["0", "1", "2", "3", "4"]),
    ] {
        let server = server();
        let place =
            Place::new(&format!("max-steps = 5, replace-every = {replace_every}"), Some(&server.url()));
        place.trials();
        let arms = sent(&server);
        let seed = arms[0][0][0].trim_start_matches("ask 0 of seed ").to_owned();
        let short = |request: &Vec<String>| {
            let numbers =
                request.iter().map(|text| text.replace("ask ", "").replace(&format!(" of seed {seed}"), ""));
            numbers.collect::<String>()
        };
        for arm in arms {
            assert_eq!(arm.iter().map(short).collect::<Vec<_>>(), expected, "every {replace_every}");
        }
    }
}

#[test]
fn an_episode_that_has_used_up_its_steps_is_told_and_may_deliver_what_it_has() {
    let server = server();
    let place = Place::new("max-steps = 3", Some(&server.url()));
    for trial in place.trials() {
        assert_eq!(work(&trial), "told after 3 answers: steps: the item allows 3");
        assert_eq!((&trial["steps"], &trial["tokens"]), (&3.into(), &serde_json::json!([30, 15])));
    }
    let results = results(&place.run());
    assert_eq!(results["contrasts"][0]["pooled"]["undelivered"], 0);
    let delivered = |arm: &str| results["delivery"]["actor"]["endless"][arm]["delivered"].clone();
    assert_eq!(["nothing/one", "nothing/two"].map(delivered), [1, 1]);
    // Three asks of each, and the ballots.
    let asks = sent(&server).map(|asks| asks.len());
    assert_eq!(asks, [3, 3]);
}

#[test]
fn an_episode_that_does_not_listen_is_ended_and_is_nobodys_failure() {
    let server = server();
    let place = Place::new("max-steps = 3, deaf = true", Some(&server.url()));
    for trial in place.trials() {
        assert_eq!(reason(&trial), "the task went on asking after its budget was used up");
        assert_eq!(trial["steps"], 3);
        // The measures that it had given by then.
        assert_eq!(trial["outcome"]["not-delivered"]["metrics"], serde_json::json!([["answers", 3.0]]));
    }
    let results = results(&place.run());
    assert_eq!(results["contrasts"][0]["pooled"]["undelivered"], 1);
    for arm in ["nothing/one", "nothing/two"] {
        let delivery = &results["delivery"]["actor"]["endless"][arm];
        assert_eq!([&delivery["delivered"], &delivery["not-delivered"], &delivery["failed"]], [0, 1, 0]);
    }
    assert_eq!(server.requests(), 6);
    prints(&["resume", &place.run().display().to_string()]);
    assert_eq!(server.requests(), 6, "it would come to the same");
}

#[test]
fn ten_thousand_steps_are_the_most() {
    for (steps, fits) in [("10000", true), ("10001", false), ("4294967295", false)] {
        let place = Place::new(&format!("max-steps = {steps}"), None);
        let checked = run(&["check", &place.study]);
        let said = stderr(&checked);
        assert_eq!(checked.status.code(), Some(if fits { 0 } else { 2 }), "{said}");
        let words = format!("item `one` of `endless` has `max-steps` {steps}, and 10000 is the most");
        assert_eq!(said.contains(&words), !fits, "{said}");
        let text = fs::read_to_string(&place.study).unwrap();
        let line = 1 + text.lines().position(|line| line == "[[task]]").unwrap();
        assert_eq!(said.contains(&format!("study.toml:{line}:1")), !fits, "{said}");
    }
}

/// The transcript of an episode is in the journal once, in pieces, and not with every step again.
#[test]
fn a_journal_grows_as_the_steps_and_not_as_their_square() {
    let [short, long] = [50, 200].map(|steps| {
        let server = server();
        let place = Place::new(&format!("max-steps = {steps}"), Some(&server.url()));
        for trial in place.trials() {
            assert_eq!(work(&trial), format!("told after {steps} answers: steps: the item allows {steps}"));
        }
        let sent: usize = server.received().iter().map(|request| request.to_string().len()).sum();
        let kept = fs::metadata(place.run().join("journal.sqlite")).unwrap().len();
        (sent as f64, kept as f64)
    });
    assert!(long.0 > 12.0 * short.0, "what is sent grows as the square: {} to {}", long.0, short.0);
    assert!(long.1 < 4.5 * short.1, "{} bytes for 200 steps, {} for 50", long.1, short.1);
}

#[test]
fn an_endless_episode_goes_on_where_it_was_stopped() {
    const STEPS: usize = 120;
    let patient = Patient::start(Reaction::Silence);
    patient.answer(100);
    let server = &patient.server;
    let place = Place::new(&format!("max-steps = {STEPS}"), Some(&server.url()));
    let out = place.run().display().to_string();
    let mut child = motive(&["run", &place.study, "--out", &out]).spawn().unwrap();
    // Two under way, of which neither is answered.
    wait_until("100 answers", || answers(&place.run()).0 == 100 && server.requests() == 102);
    child.kill().unwrap();
    child.wait().unwrap();
    patient.answer(usize::MAX);
    prints(&["resume", &out]);
    let ballots = 2;
    assert_eq!(server.requests(), 2 * STEPS + ballots + 2, "the two that were not answered are asked again");
    assert_eq!(answers(&place.run()), (2 * STEPS + ballots, 2 * STEPS + ballots));
}

/// The most memory that a run had at once, in MiB, where the system tells; and its trials.
fn peak_of(place: &Place) -> (Option<usize>, [Value; 2]) {
    let mut command = motive(&["run", &place.study, "--out", &place.run().display().to_string()]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<usize>().ok()).or(peak);
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(child.wait().unwrap().success());
    (peak.map(|kilobytes| kilobytes >> 10), records(&place.run(), "trial").try_into().unwrap())
}

/// All that was said so far is read again at every step: by the framing, and by the provider's plugin. Where it is more
/// than they may be given, the episode is out of budget, as where it is more than a model can read.
#[test]
fn a_conversation_that_grows_without_end_is_ended_by_the_input_of_those_who_read_it() {
    let long = "max-steps = 10000, text = 20000";
    // A message has its room, whatever is in it.
    let empty = "max-steps = 10000, empty-messages = 2000";
    for (case, config, limited, most) in [
        ("long messages, read by the framing", long, "id = \"nothing\"", 60),
        ("long messages, read by the provider", long, "id = \"server\"", 60),
        ("empty messages, read by the framing", empty, "id = \"nothing\"", 20),
        ("empty messages, read by the provider", empty, "id = \"server\"", 20),
    ] {
        let place = Place::new(config, None);
        let text = fs::read_to_string(&place.study).unwrap();
        assert_eq!(text.matches(limited).count(), 1);
        let limit = format!("{limited}\nsandbox = {{ input = \"1 MiB\" }}");
        fs::write(&place.study, text.replace(limited, &limit)).unwrap();
        let (peak, trials) = peak_of(&place);
        for trial in trials {
            let steps = trial["steps"].as_u64().unwrap();
            assert!((10..most).contains(&steps), "{case}: {steps} steps");
            assert_eq!(work(&trial), format!("told after {steps} answers: context overflow"), "{case}");
        }
        assert!(peak.is_none_or(|peak| peak < 400), "{case}: {peak:?} MiB");
    }
}

/// What a task remembers is an answer of its own, so it is the task that is over its limit. What it asked by then is counted.
#[test]
fn a_state_that_grows_without_end_is_the_tasks_own_fault() {
    let place = Place::new("max-steps = 10000, state = 300000", None);
    for trial in place.trials() {
        assert_eq!(
            reason(&trial),
            "endless: advance: what the plugin passed to the host is over the limit of 4 MiB; `sandbox.result` sets it"
        );
        let steps = trial["steps"].as_u64().unwrap();
        assert!((10..30).contains(&steps) && trial["tokens"][1].as_u64().unwrap() > steps, "{trial:#}");
        assert_eq!(trial["served-by"], serde_json::json!(["simulated/scripted"]));
    }
}
