//! An incident worked with tools over several steps.

use std::collections::BTreeMap;

use motive_tests::server::Server;
use serde_json::Value;
use tempfile::TempDir;

use crate::{Event, Journal, counted, run_study, succeeded, tokens};

/// The answers of each trial, by its slot, in their order.
fn by_trial(events: &[Event]) -> BTreeMap<String, Vec<&Event>> {
    let mut trials: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.slot.starts_with("trial/")) {
        trials.entry(event.place().0.to_owned()).or_default().push(event);
    }
    for answers in trials.values_mut() {
        answers.sort_by_key(|event| event.place().1);
    }
    trials
}

/// The arguments of the calls of an answer.
fn calls(event: &Event) -> Vec<&str> {
    let calls = event.message()["tool_calls"].as_array().map_or(&[][..], Vec::as_slice);
    calls.iter().map(|call| call["function"]["arguments"].as_str().unwrap()).collect()
}

/// Whether the calls of the steps that another step followed, and so went back, have some that are, or are not, JSON.
fn went_back(trials: &BTreeMap<String, Vec<&Event>>, actor: &str, is_json: bool) -> bool {
    let of_actor = trials.iter().filter(|(slot, _)| slot.starts_with(&format!("trial/{actor}/")));
    let mut returned = of_actor.flat_map(|(_, answers)| &answers[..answers.len().saturating_sub(2)]);
    returned
        .any(|event| calls(event).iter().any(|call| serde_json::from_str::<Value>(call).is_ok() == is_json))
}

/// A measure of a trial, however it ended.
fn measure(trial: &Value, name: &str) -> u64 {
    let outcome = trial["outcome"].as_object().unwrap().values().next().unwrap();
    let metrics = outcome["metrics"].as_array().unwrap();
    metrics.iter().find(|metric| metric[0] == name).unwrap()[1].as_f64().unwrap() as u64
}

#[test]
fn an_incident_is_worked_with_tools() {
    let Some(server) = Server::start(None) else { return };
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    succeeded(&run_study("tests/realmodel/incident.toml", server.url(), &out, &[]));
    let journal = Journal::open(&out).unwrap();
    let events = journal.events();
    // None was refused, whatever the calls of earlier steps in it, and the server counts what motive counts.
    assert!(events.iter().all(|event| event.status == Some(200)));
    assert_eq!(counted(&server), tokens(&events));

    // One item, two arms, two actors: up to two steps of work each, and the handover.
    let (trials, records) = (by_trial(&events), journal.records("trial"));
    assert_eq!(trials.len(), 4);
    assert!(trials.keys().eq(records.keys()));
    for (slot, answers) in &trials {
        let record = &records[slot];
        let (read, written) = tokens(answers.iter().copied());
        assert_eq!(record["tokens"], serde_json::json!([read, written]), "{slot}");
        let steps = measure(record, "steps");
        assert!((1..=2).contains(&steps), "{slot}: {steps} steps");
        assert_eq!((record["steps"].as_u64(), answers.len() as u64), (Some(steps + 1), steps + 1), "{slot}");
        let (handover, work) = answers.split_last().unwrap();
        assert!(calls(handover).is_empty(), "{slot}: there are no tools for a handover");
        // The conversation grows by the answer, the results of its calls and what the task says next.
        assert!(work.is_sorted_by(|a, b| a.usage("prompt_tokens") < b.usage("prompt_tokens")), "{slot}");
        if slot.starts_with("trial/caller/") {
            assert!(work.iter().all(|event| !calls(event).is_empty()), "{slot}");
        }
        // It ends with a handover, or with one that cannot be judged, and not with an error.
        let ending = record["outcome"].as_object().unwrap().keys().next().unwrap();
        assert!(["delivered", "not-delivered"].contains(&ending.as_str()), "{slot}: {record}");
    }
    assert!(went_back(&trials, "caller", true), "no whole call went back");
    assert!(went_back(&trials, "cut-off", false), "no call that was cut off went back");
}
