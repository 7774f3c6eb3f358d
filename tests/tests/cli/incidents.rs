//! The long horizon over HTTP: incidents worked with tools over many steps, by an actor that a scripted server plays. What
//! it is sent, in both arms, and what becomes of an episode whose conversation grows too long. How one goes on that was
//! stopped is in `midway.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use motive_tests::scripted::{Reaction, Scripted};
use serde_json::Value;
use tempfile::TempDir;

use crate::midway::records;
use crate::{prints, results};

/// Answers of an episode: four with calls of tools, the last of which declares the incident resolved, and the handover.
const STEPS: usize = 5;
/// 2 incidents x 2 arms.
const EPISODES: usize = 4;
/// 2 pairs x 2 orders.
const BALLOTS: usize = 4;
pub(crate) const ALL: usize = EPISODES * STEPS + BALLOTS;

/// Two incidents under two arms, with the server at `url` as the actor and the judge. One request at a time, so that an
/// answer is on disk or under way.
pub(crate) fn study(folder: &Path, url: &str) -> String {
    let text = format!(
        r#"
[study]
name = "incidents"
seed = 20261124
actors = ["actor"]

[[provider]]
id = "server"
plugin = "openai-chat"
config = {{ base-url = "{url}" }}
limits = {{ concurrency = 1, tries = 2 }}

[[model]]
id = "actor"
provider = "server"
name = "scripted"

[[model]]
id = "judge"
provider = "server"
name = "scripted"

[[task]]
plugin = "incident-response"
items = 2

[[contrast]]
id = "effort"
role = "positive-control"
arms = ["exhortation/strong", "exhortation/normal"]

[panel]
judges = ["judge"]
self-judging = "flag"
"#
    );
    let path = folder.join("study.toml");
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// The messages of a request.
fn messages(request: &Value) -> &[Value] {
    request["messages"].as_array().unwrap()
}

fn is_a_ballot(request: &Value) -> bool {
    request.to_string().contains("Verdict:")
}

/// The requests of the work on the incidents, by conversation: each begins with all that the one before it held.
fn conversations(requests: &[Value]) -> Vec<Vec<&Value>> {
    let mut conversations: Vec<Vec<&Value>> = Vec::new();
    for request in requests.iter().filter(|request| request["tools"].is_array()) {
        let goes_on = |conversation: &&mut Vec<&Value>| {
            conversation.last().is_some_and(|last| messages(request).starts_with(messages(last)))
        };
        match conversations.iter_mut().find(goes_on) {
            Some(conversation) => conversation.push(request),
            None => conversations.push(vec![request]),
        }
    }
    conversations
}

/// All requests of a run that nothing disturbs.
fn undisturbed() -> Vec<Value> {
    let server = Scripted::start(Duration::ZERO, |_, _| Reaction::Answer);
    let folder = TempDir::new().unwrap();
    let study = study(folder.path(), &server.url());
    let out = folder.path().join("run").display().to_string();
    prints(&["run", &study, "--out", &out]);
    let requests = server.received();
    assert_eq!(requests.len(), ALL);
    requests
}

fn role(message: &Value) -> &str {
    message["role"].as_str().unwrap()
}

#[test]
fn what_a_task_adds_is_sent_after_all_that_was_said_before() {
    let requests = undisturbed();
    let conversations = conversations(&requests);
    assert_eq!(conversations.len(), EPISODES);
    for conversation in conversations {
        assert_eq!(conversation.len(), STEPS - 1);
        assert_eq!(messages(conversation[0]).iter().map(role).collect::<Vec<_>>(), ["user"]);
        for (before, after) in conversation.iter().zip(&conversation[1..]) {
            let [answer, first, second, status] = &messages(after)[messages(before).len()..] else {
                panic!("{after:#}")
            };
            assert_eq!([answer, first, second, status].map(role), ["assistant", "tool", "tool", "user"]);
            // The ids that the server gave its calls, and not those by which the task knows them.
            let ids = [0, 1].map(|index| answer["tool_calls"][index]["id"].as_str().unwrap());
            assert_eq!([first, second].map(|result| result["tool_call_id"].as_str().unwrap()), ids);
            assert!(ids[0].starts_with("call-") && ids[0] != ids[1], "{ids:?}");
            assert!(status["content"].as_str().unwrap().contains("It is "), "{status}");
        }
    }
}

#[test]
fn what_a_task_replaces_is_gone_but_for_what_it_says_of_it() {
    let requests = undisturbed();
    let is_handover = |request: &&Value| !request["tools"].is_array() && !is_a_ballot(request);
    let handovers: Vec<&Value> = requests.iter().filter(is_handover).collect();
    assert_eq!(handovers.len(), EPISODES);
    let mut texts = Vec::new();
    for handover in handovers {
        let [message] = messages(handover) else { panic!("{handover:#}") };
        assert_eq!(role(message), "user");
        let text = message["content"].as_str().unwrap();
        for words in ["This is the record of what you did", "- read the log `", "- took the runbook step `"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        texts.push(text);
    }
    // The framing says again what still holds.
    let framed = |words| texts.iter().filter(|text| text.contains(words)).count();
    assert_eq!(["full effort", "usual effort"].map(framed), [2, 2]);
}

/// The calls of a conversation and what the tools told.
fn calls_and_results(conversation: &[&Value]) -> (Vec<Value>, Vec<Value>) {
    let all = messages(conversation.last().unwrap());
    let calls = all.iter().filter_map(|message| message["tool_calls"].as_array()).flatten();
    let results = all.iter().filter(|message| role(message) == "tool");
    (
        calls.map(|call| call["function"].clone()).collect(),
        results.map(|result| result["content"].clone()).collect(),
    )
}

#[test]
fn both_arms_of_a_pair_meet_the_same_world() {
    let requests = undisturbed();
    // The tools have the names of an incident's logs in them, so they tell the incidents apart.
    let mut incidents: BTreeMap<String, Vec<Vec<&Value>>> = BTreeMap::new();
    for conversation in conversations(&requests) {
        incidents.entry(conversation[0]["tools"].to_string()).or_default().push(conversation);
    }
    assert_eq!(incidents.len(), 2);
    for arms in incidents.values() {
        let [one, other] = arms.as_slice() else { panic!("{} arms", arms.len()) };
        assert_ne!(messages(one[0]), messages(other[0]), "one of them is asked for more effort");
        let (calls, results) = calls_and_results(one);
        assert_eq!((calls.len(), results.len()), (6, 6));
        assert_eq!(calls_and_results(other), (calls, results.clone()));
        // Six that have something to tell, each another thing.
        let mut told: Vec<String> = results.iter().map(ToString::to_string).collect();
        told.sort_unstable();
        told.dedup();
        assert!(told.len() >= 5 && told.iter().all(|text| text.len() > 8), "{told:#?}");
    }
}

#[test]
fn a_conversation_that_is_too_long_for_its_model_ends_the_episode_and_not_the_run() {
    let overflow = r#"{"error":{"message":"too long","code":"context_length_exceeded"}}"#;
    // After two answers, in every episode.
    let server =
        Scripted::start(Duration::ZERO, move |_, body| match body.matches(r#""role":"assistant""#).count() {
            2 => Reaction::Status(400, "", overflow),
            _ => Reaction::Answer,
        });
    let folder = TempDir::new().unwrap();
    let study = study(folder.path(), &server.url());
    let out = folder.path().join("run").display().to_string();
    prints(&["run", &study, "--out", &out]);
    assert_eq!(server.requests(), EPISODES * 3);
    let trials = records(&folder.path().join("run"), "trial");
    assert_eq!(trials.len(), EPISODES);
    for trial in &trials {
        assert_eq!(trial["steps"], 2);
        // The task was told and finished: what it measured by then is there, and a handover is not.
        let metrics = trial["outcome"]["not-delivered"]["metrics"].as_array().unwrap();
        assert!(metrics.contains(&serde_json::json!(["steps", 2.0])), "{trial:#}");
    }
    let results = results(&folder.path().join("run"));
    for arm in ["exhortation/strong", "exhortation/normal"] {
        let delivery = &results["delivery"]["actor"]["incident-response"][arm];
        assert_eq!([&delivery["delivered"], &delivery["not-delivered"], &delivery["failed"]], [0, 2, 0]);
    }
    assert_eq!(results["contrasts"][0]["pooled"]["undelivered"], 2);
    // That it was too long is an answer, and is not asked for again.
    prints(&["resume", &out]);
    assert_eq!(server.requests(), EPISODES * 3);
}
