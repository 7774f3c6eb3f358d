//! What the family promises.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use motive_plugin::task::{Action, Conversation, Event};
use motive_plugin::{FailureKind, Part, Role, StopReason, Usage};

use super::*;

fn all() -> Vec<Item> {
    items(&Config::default(), None).unwrap()
}

fn source(record: &Record<&str>) -> String {
    record.facts().map(|(_, text)| text).join(" ")
}

fn answer(text: &str, stop: StopReason) -> Answer {
    let message = Message { role: Role::Assistant, parts: vec![Part::Text(text.into())] };
    Answer { message, stop, usage: Usage::default(), logprobs: Vec::new(), attrs: Vec::new() }
}

#[test]
fn thirty_items_with_ids_briefs_and_criteria_of_their_own() {
    let items = all();
    assert_eq!(items.len(), 30);
    let distinct = |of: fn(&Item) -> &String| items.iter().map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(|item| &item.id), 30);
    assert_eq!(distinct(|item| &item.title), 30);
    assert_eq!(distinct(|item| &item.brief), 30);
    assert_eq!(distinct(|item| &item.criterion), 30);
    for item in &items {
        assert!(item.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", item.id);
        assert_eq!(item.max_steps, 1);
    }
}

#[test]
fn the_first_six_are_from_six_domains() {
    let tags: BTreeSet<_> = all().into_iter().take(6).flat_map(|item| item.tags).collect();
    assert_eq!(tags.len(), 6);
}

#[test]
fn records_are_of_about_one_length_and_have_all_parts() {
    for record in records::built_in() {
        let words = source(record).split_whitespace().count();
        assert!((200..=320).contains(&words), "{}: {words} words", record.id);
        assert!(record.timeline.lines().count() >= 7, "{}: a short timeline", record.id);
        assert!(record.logs.lines().count() >= 3, "{}: few lines of logs", record.id);
        assert!(record.cause.starts_with("Root cause"), "{}", record.id);
        for either in [["Contributing: "; 2], ["Not a cause: ", "Not causes: "]] {
            assert!(either.iter().any(|part| record.cause.contains(part)), "{}: {either:?}", record.id);
        }
    }
}

#[test]
fn no_record_is_a_near_copy_of_another() {
    let grams = |text: &str| -> BTreeSet<[String; 3]> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.windows(3).map(|three| [three[0].clone(), three[1].clone(), three[2].clone()]).collect()
    };
    let records: Vec<_> = records::built_in().map(|record| (record.id, grams(&source(record)))).collect();
    for (index, (id, one)) in records.iter().enumerate() {
        for (other_id, other) in &records[..index] {
            let shared = one.intersection(other).count() as f64;
            let similarity = shared / one.union(other).count() as f64;
            assert!(similarity < 0.15, "{id} and {other_id}: {similarity:.3}");
        }
    }
}

#[test]
fn no_word_of_an_incentive_or_of_the_study() {
    let words = [
        "prize",
        "reward",
        "donat",
        "award",
        "stake",
        "compet",
        "judge",
        "win ",
        "winner",
        "paid",
        "score",
        "compar",
        "experiment",
        "model",
    ];
    for item in all() {
        let text = format!("{} {} {}", item.title, item.brief, item.criterion).to_lowercase();
        for word in words {
            assert!(!text.contains(word), "{}: `{word}`", item.id);
        }
    }
}

#[test]
fn the_prompt() {
    let item = &all()[0];
    let Action::Ask(ask) = Postmortem::begin(&Context::default(), item).unwrap().action else {
        panic!("no ask")
    };
    let Conversation::Extend(messages) = ask.conversation else { panic!("starts over") };
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0], Message::user(include_str!("../golden/prompt.md").trim_end()));
    assert!(item.criterion.contains("a retry sends a new idempotency key"));
    assert!(!messages[0].text().contains("a retry sends a new idempotency key"));
}

#[test]
fn lengths_are_the_config_s() {
    let config = Config { min_words: 150, max_words: 200, ..Config::default() };
    for item in items(&config, None).unwrap() {
        assert!(item.brief.contains("150 to 200 words"), "{}", item.brief);
    }
}

#[test]
fn the_artifact_is_the_text_with_its_length() {
    let event = Event::Answered(answer("# Title\n\nOne two three.", StopReason::End));
    let step = Postmortem::advance(&Context::default(), &all()[0], (), event).unwrap();
    let Action::Finish(outcome) = step.action else { panic!("not finished") };
    assert_eq!(outcome.artifacts, [Artifact::markdown("postmortem", "# Title\n\nOne two three.")]);
    assert_eq!(outcome.metrics, [("words".into(), 5.0)]);
    assert!(outcome.complete);

    let cut = Postmortem::outcome(&Context::default(), &all()[0], &answer("One", StopReason::Length));
    assert!(!cut.complete);
    let event = Event::OutOfBudget("money".into());
    let step = Postmortem::advance(&Context::default(), &all()[0], (), event).unwrap();
    assert_eq!(step.action, Action::Finish(Outcome::nothing()));
}

#[test]
fn configs_that_cannot_be() {
    assert!(Postmortem::check(&Config::default()).is_empty());
    let config = Config { min_words: 400, max_words: 300, items: ["a", "b", "a"].map(String::from).into() };
    let findings = Postmortem::check(&config);
    let pointers: Vec<&str> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(pointers, ["/min-words", "/items/2"]);
    assert!(findings.iter().all(|finding| finding.fatal));
}

#[test]
fn items_are_chosen_by_id() {
    let chosen = |ids: &[&str]| {
        let items = ids.iter().map(|id| (*id).to_owned()).collect();
        super::items(&Config { items, ..Config::default() }, None)
    };
    let ids: Vec<String> =
        chosen(&["salary-run", "double-charged-tickets"]).unwrap().into_iter().map(|item| item.id).collect();
    assert_eq!(ids, ["salary-run", "double-charged-tickets"]);
    let failure = chosen(&["salary-run", "salary-walk"]).unwrap_err();
    assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::BadConfig, "/items/1"));
}

#[test]
fn a_granted_file_is_optional() {
    let want = Want { what: WantWhat::Asset("items".into()), optional: true };
    assert_eq!(Postmortem::wants(&Config::default()), [want]);
}

const LINE: &str = r#"{"id": "tides", "title": "Tides \"in\" cellars", "domain": "water", "service": "A pump.",
    "timeline": "Monday.\n09:00 It stops.", "logs": "09:00 stop", "impact": "Rain.", "tried": "Waiting.",
    "found": "A switch.", "notes": "None."}"#;

fn line() -> String {
    LINE.replace('\n', " ")
}

#[test]
fn a_file_replaces_the_built_in_records() {
    let second = line().replace("tides", "waves").replace('}', r#", "cause": "Root cause: a switch."}"#);
    let file = format!("{}\n\n{second}\n", line());
    let items = items(&Config::default(), Some(file.as_bytes())).unwrap();
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["tides", "waves"]);
    assert!(
        items[0]
            .brief
            .contains("Incident: Tides \"in\" cellars\n\nService: A pump.\n\nTimeline:\nMonday.\n09:00")
    );
    assert!(items[0].brief.ends_with("Notes: None."));
    assert!(items[0].criterion.ends_with("can follow it."));
    assert!(items[1].criterion.ends_with("can follow it. What the record supports: Root cause: a switch."));
    assert_eq!(items[0].tags, ["water"]);
}

#[test]
fn errors_in_a_file_name_the_line() {
    let line = line();
    for (file, message) in [
        (String::new(), "asset `items` holds no record"),
        (format!("{line}\n{{}}"), "asset `items`, line 2: missing field `id`"),
        (line.replace("\"tried\"", "\"crew\""), "asset `items`, line 1: unknown field `crew`"),
        (
            format!("\n{}", line.replace("tides", "Tides")),
            "asset `items`, line 2: the id `Tides` is not made of a-z",
        ),
        (format!("{line}\n\n{line}"), "asset `items`, line 3: the id `tides` is that of line 1"),
        (
            line.replace("Rain.", " "),
            "asset `items`, line 1: the record `tides` says nothing under \"Impact\"",
        ),
    ] {
        let failure = items(&Config::default(), Some(file.as_bytes())).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadSubject);
        assert!(failure.message.starts_with(message), "{}", failure.message);
    }
}
