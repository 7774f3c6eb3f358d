//! What the contract allows an actor to do, and what the task makes of it.

use motive_plugin::task::{Action, Conversation, Event, Outcome, Task};
use motive_plugin::{FailureKind, Message, Part, Role, StopReason, ToolCall};
use serde_json::{Value, json};

use super::actors;
use super::driver::{answer, calls, context, item, measure, play, play_within, results, says};
use crate::incidents::ALL;
use crate::tools::NAMES;
use crate::{IncidentResponse, State};

const ID: &str = "library-connections";

/// The results of one answer's calls, and what they count for.
fn one_answer(parts: Vec<Part>) -> (Vec<(String, bool)>, f64) {
    let event = Event::Answered(answer(parts, StopReason::ToolUse));
    let step = IncidentResponse::advance(&context(), &item(ID), State::default(), event).unwrap();
    let wasted = measure(&step.metrics, "wasted-actions");
    let Action::Ask(ask) = step.action else { panic!("no ask") };
    let Conversation::Extend(messages) = ask.conversation else { panic!("not extended") };
    assert_eq!(messages.last().unwrap().role, Role::User);
    (results(&messages), wasted)
}

fn call(name: &str, arguments: &str) -> Part {
    Part::ToolCall(ToolCall { id: "c1".into(), name: name.into(), arguments: arguments.into() })
}

#[test]
fn what_cannot_be_done_is_a_tool_error_that_says_why() {
    for (name, arguments, expected) in [
        ("reboot", "{}", "there is no tool `reboot`; there are read_log, query_metric, run_step"),
        ("", "{}", "there is no tool ``"),
        ("read_log", "", "arguments of read_log: EOF"),
        ("read_log", "not json", "arguments of read_log: expected"),
        ("read_log", "[]", "arguments of read_log: "),
        ("read_log", "null", "arguments of read_log: "),
        ("read_log", "{}", "missing field `source`"),
        ("read_log", r#"{"source": 4}"#, "invalid type: integer `4`, expected a string"),
        (
            "read_log",
            r#"{"source": "attic"}"#,
            "there is no log `attic`; there are catalogue, report-builder",
        ),
        ("read_log", r#"{"source": "catalogue", "lines": 9}"#, "unknown field `lines`"),
        (
            "read_log",
            r#"{"source": "catalogue", "since": "noon"}"#,
            "`since` is a time of the day such as 09:30",
        ),
        ("read_log", r#"{"source": "catalogue", "until": "25:00"}"#, "`until` is a time of the day"),
        (
            "read_log",
            r#"{"source": "catalogue", "since": "15:10", "until": "15:00"}"#,
            "is later than `until`",
        ),
        (
            "read_log",
            r#"{"source": "catalogue", "since": "16:10"}"#,
            "`since` (16:10) is later than `until` (15:20)",
        ),
        ("query_metric", r#"{"name": "mood"}"#, "there is no metric `mood`; there are search-failures"),
        ("query_metric", r#"{"name": "sessions", "window": 0}"#, "`window` is 5 to 180 minutes, and not 0"),
        ("query_metric", r#"{"name": "sessions", "window": 1e99}"#, "arguments of query_metric: "),
        ("query_metric", r#"{"name": "sessions", "window": -2147483648}"#, "and not -2147483648"),
        (
            "run_step",
            r#"{"step": "dance"}"#,
            "there is no runbook step `dance`; there are restart-report-builder",
        ),
        ("post_update", r#"{"text": "  "}"#, "`text` is empty"),
        ("declare_resolved", r#"{"summary": ""}"#, "`summary` is empty"),
        ("declare_resolved", r#"{"text": "done"}"#, "unknown field `text`"),
    ] {
        let (results, wasted) = one_answer(vec![call(name, arguments)]);
        let (content, is_error) = &results[0];
        assert!(*is_error && content.contains(expected), "{name} {arguments}: {content}");
        assert_eq!(wasted, 1.0, "{name} {arguments}");
    }
}

#[test]
fn long_texts_are_refused_and_quoted_shortly() {
    let long = "long ".repeat(10_000);
    for (name, arguments) in [
        (long.as_str(), json!({})),
        ("run_step", json!({ "step": long })),
        ("read_log", json!({ "source": "catalogue", "since": long })),
        ("post_update", json!({ "text": long })),
        ("post_update", json!({ long.as_str(): "x" })),
    ] {
        let (results, _) = one_answer(vec![call(name, &arguments.to_string())]);
        assert!(results[0].1 && results[0].0.len() < 700, "{}", results[0].0.len());
    }
}

#[test]
fn good_calls_are_answered() {
    for (name, arguments, expected) in [
        ("read_log", json!({ "source": "catalogue" }), "catalogue, 14:20 to 15:20:\n14:32 warn"),
        (
            "read_log",
            json!({ "source": "catalogue", "since": null }),
            "catalogue, 14:20 to 15:20:\n14:32 warn",
        ),
        (
            "read_log",
            json!({ "source": "catalogue", "until": "14:00" }),
            "catalogue, 13:00 to 14:00:\n13:44 info",
        ),
        (
            "read_log",
            json!({ "source": "catalogue", "since": "12:20", "until": "23:59" }),
            "12:50 info  search p95",
        ),
        (
            "read_log",
            json!({ "source": "channel", "since": "15:18" }),
            "channel, 15:18 to 15:20:\n(no lines)\n(earlier",
        ),
        (
            "query_metric",
            json!({ "name": "db-cpu", "window": 5 }),
            "db-cpu: processor of shelf-db, in %; usual: 22\n15:15 ",
        ),
        ("run_step", json!({ "step": "pause-indexer" }), "indexer paused after portion 19."),
        ("post_update", json!({ "text": "We are looking." }), "Posted."),
    ] {
        let (results, _) = one_answer(vec![call(name, &arguments.to_string())]);
        assert!(!results[0].1 && results[0].0.contains(expected), "{name} {arguments}: {}", results[0].0);
    }
}

#[test]
fn a_metric_has_thirteen_samples_at_most_and_the_latest_among_them() {
    for window in [5, 60, 100, 180] {
        let (results, _) = one_answer(vec![call(
            "query_metric",
            &json!({ "name": "sessions", "window": window }).to_string(),
        )]);
        let lines: Vec<&str> = results[0].0.lines().skip(1).collect();
        assert!((2..=13).contains(&lines.len()), "{window}: {}", lines.len());
        assert!(lines.last().unwrap().starts_with("15:20 "), "{window}: {lines:?}");
    }
}

#[test]
fn several_calls_are_done_in_order_and_all_are_answered() {
    let step = |id: &str| call("run_step", &json!({ "step": id }).to_string());
    let read = |source: &str| call("read_log", &json!({ "source": source }).to_string());
    let text = Part::Text("I look at all of it.".into());
    let (results, wasted) = one_answer(vec![
        text,
        step("rollback-report-builder"),
        read("report-builder"),
        step("rollback-report-builder"),
        read("report-builder"),
        read("channel"),
    ]);
    assert_eq!(results.len(), 5);
    assert!(results[1].0.contains("15:20 info  version 4.11 started"), "{}", results[1].0);
    assert_eq!(results[2].0, "rollback-report-builder was already done at 15:20; nothing changed.");
    assert_eq!(results[4], ("not done: an answer may make 4 calls".to_owned(), true));
    // The step taken again, the log read again, the call too many.
    assert_eq!(wasted, 3.0);
}

#[test]
fn ids_of_calls_come_back_with_their_results() {
    let part =
        |id: &str| Part::ToolCall(ToolCall { id: id.into(), name: "x".into(), arguments: "{}".into() });
    let event = Event::Answered(answer(vec![part("c7"), part("c8")], StopReason::ToolUse));
    let step = IncidentResponse::advance(&context(), &item(ID), State::default(), event).unwrap();
    let Action::Ask(ask) = step.action else { panic!("no ask") };
    let Conversation::Extend(messages) = ask.conversation else { panic!("not extended") };
    let ids: Vec<&str> = messages[0]
        .parts
        .iter()
        .map(|part| match part {
            Part::ToolResult(result) => result.id.as_str(),
            _ => panic!("no result"),
        })
        .collect();
    assert_eq!(ids, ["c7", "c8"]);
}

#[test]
fn nothing_is_done_after_the_declaration() {
    let mut actor = actors::scripted(
        vec![calls(&[
            ("declare_resolved", json!({ "summary": "It went away." })),
            ("run_step", json!({ "step": "fail-over-shelf-db" })),
            ("declare_resolved", json!({ "summary": "Truly." })),
        ])],
        "It went away.".into(),
    );
    let played = play(&context(), ID, &mut actor);
    let of = |name: &str| measure(&played.outcome.metrics, name);
    assert_eq!((of("steps"), of("harmful-actions"), of("wasted-actions")), (1.0, 0.0, 2.0));
    assert_eq!((of("resolved"), of("root-cause-found")), (0.0, 0.0));
    assert!(played.outcome.complete);
}

#[test]
fn the_right_words_without_the_evidence_find_nothing() {
    let incident = ALL[0];
    let guess = calls(&[("declare_resolved", json!({ "summary": incident.cause.told }))]);
    let played = play(&context(), ID, &mut actors::scripted(vec![guess], incident.cause.told.into()));
    assert_eq!(measure(&played.outcome.metrics, "root-cause-found"), 0.0);
}

#[test]
fn out_of_budget_ends_the_episode_without_work_and_with_measures() {
    let incident = ALL[0];
    // In the middle of the work, before the first answer, and before the handover.
    for (budget, steps) in [(2, 2.0), (0, 0.0), (4, 4.0)] {
        let played = play_within(&context(), ID, budget, &mut actors::good(incident));
        assert_eq!(played.outcome.artifacts, []);
        assert!(!played.outcome.complete);
        assert_eq!(measure(&played.outcome.metrics, "steps"), steps);
        assert_eq!(measure(&played.outcome.metrics, "resolved"), f64::from(u8::from(budget >= 2)));
        assert_eq!(played.steps.last().unwrap().metrics, played.outcome.metrics);
        assert!(played.outcome.attrs == Outcome::nothing().attrs);
    }
}

#[test]
fn what_counts_as_a_handover() {
    for (text, stop, complete) in [
        ("# Handover\n\nAll well.", StopReason::End, true),
        ("# Handover", StopReason::StopSequence, true),
        ("# Hand", StopReason::Length, false),
        ("No.", StopReason::Refusal, false),
        ("", StopReason::Filtered, false),
        ("", StopReason::End, false),
        ("Text.", StopReason::Other, false),
    ] {
        let played = play(&context(), ID, &mut |_: &[Message], ask| {
            if ask.tools.is_empty() { answer(vec![Part::Text(text.into())], stop) } else { says("Hm.") }
        });
        assert_eq!(played.outcome.complete, complete, "{text:?} {stop:?}");
        assert_eq!(played.outcome.artifacts[0].text, text);
    }
}

#[test]
fn an_answer_that_refuses_or_is_cut_off_is_a_wasted_step() {
    for stop in [StopReason::Refusal, StopReason::Length, StopReason::Filtered, StopReason::Other] {
        let event = Event::Answered(answer(Vec::new(), stop));
        let step = IncidentResponse::advance(&context(), &item(ID), State::default(), event).unwrap();
        assert_eq!(measure(&step.metrics, "wasted-actions"), 1.0);
        assert!(matches!(step.action, Action::Ask(_)));
    }
}

#[test]
fn what_nobody_knows_is_refused() {
    let mut stranger = item(ID);
    stranger.id = "stranger".into();
    let failure = IncidentResponse::begin(&context(), &stranger).unwrap_err();
    assert_eq!(failure.kind, FailureKind::BadSubject);
    let event = Event::Other(("earthquake".into(), "{}".into()));
    let failure = IncidentResponse::advance(&context(), &item(ID), State::default(), event).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unsupported);
}

#[test]
fn tools_are_offered_with_their_names_and_schemas() {
    for incident in ALL {
        let step = IncidentResponse::begin(&context(), &item(incident.id)).unwrap();
        let Action::Ask(ask) = step.action else { panic!("no ask") };
        let names: Vec<&str> = ask.tools.iter().map(|tool| tool.name.as_str()).collect();
        assert_eq!(names, NAMES);
        let schema = |index: usize| serde_json::from_str::<Value>(&ask.tools[index].input_schema).unwrap();
        assert_eq!(schema(0)["required"], json!(["source"]));
        assert_eq!(schema(0)["additionalProperties"], json!(false));
        let sources: Vec<&str> = incident.logs.iter().map(|log| log.source).collect();
        assert_eq!(schema(0)["properties"]["source"]["enum"], json!(sources));
        assert_eq!(schema(1)["properties"]["name"]["enum"][0], json!(incident.metrics[0].name));
        assert_eq!(schema(2)["properties"]["step"]["enum"][0], json!(incident.runbook[0].id));
        for index in 0..5 {
            let schema = schema(index);
            assert_eq!(schema["type"], json!("object"));
            assert!(schema.get("$schema").is_none() && schema.get("title").is_none(), "{schema}");
        }
    }
}
