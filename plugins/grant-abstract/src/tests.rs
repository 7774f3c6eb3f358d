//! What the family promises.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use motive_plugin::task::{Action, Conversation, Event};
use motive_plugin::{FailureKind, Part, Role, StopReason, Usage};

use super::*;

fn all() -> Vec<Item> {
    items(&Config::default(), None).unwrap()
}

fn source(sheet: &Sheet<&str>) -> String {
    sheet.facts().map(|(_, text)| text).join(" ")
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
fn the_first_six_are_from_six_fields() {
    let tags: BTreeSet<_> = all().into_iter().take(6).flat_map(|item| item.tags).collect();
    assert_eq!(tags.len(), 6);
}

#[test]
fn sheets_are_of_about_one_length() {
    for sheet in sheets::built_in() {
        let words = source(sheet).split_whitespace().count();
        assert!((180..=280).contains(&words), "{}: {words} words", sheet.id);
        assert!(sheet.care.starts_with("It "), "{}: {}", sheet.id, sheet.care);
    }
}

#[test]
fn no_sheet_is_a_near_copy_of_another() {
    let grams = |text: &str| -> BTreeSet<[String; 3]> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.windows(3).map(|three| [three[0].clone(), three[1].clone(), three[2].clone()]).collect()
    };
    let sheets: Vec<_> = sheets::built_in().map(|sheet| (sheet.id, grams(&source(sheet)))).collect();
    for (index, (id, one)) in sheets.iter().enumerate() {
        for (other_id, other) in &sheets[..index] {
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
    let Action::Ask(ask) = GrantAbstract::begin(&Context::default(), item).unwrap().action else {
        panic!("no ask")
    };
    let Conversation::Extend(messages) = ask.conversation else { panic!("starts over") };
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0], Message::user(include_str!("../golden/prompt.md").trim_end()));
    assert!(item.criterion.contains("the pilot rests on one stalagmite"));
    assert!(!messages[0].text().contains("the pilot rests on one stalagmite"));
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
    let step = GrantAbstract::advance(&Context::default(), &all()[0], (), event).unwrap();
    let Action::Finish(outcome) = step.action else { panic!("not finished") };
    assert_eq!(outcome.artifacts, [Artifact::markdown("abstract", "# Title\n\nOne two three.")]);
    assert_eq!(outcome.metrics, [("words".into(), 5.0)]);
    assert!(outcome.complete);

    let cut = GrantAbstract::outcome(&Context::default(), &all()[0], &answer("One", StopReason::Length));
    assert!(!cut.complete);
    let event = Event::OutOfBudget("money".into());
    let step = GrantAbstract::advance(&Context::default(), &all()[0], (), event).unwrap();
    assert_eq!(step.action, Action::Finish(Outcome::nothing()));
}

#[test]
fn configs_that_cannot_be() {
    assert!(GrantAbstract::check(&Config::default()).is_empty());
    let config = Config { min_words: 400, max_words: 300, items: ["a", "b", "a"].map(String::from).into() };
    let findings = GrantAbstract::check(&config);
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
        chosen(&["slow-glass", "cave-drips"]).unwrap().into_iter().map(|item| item.id).collect();
    assert_eq!(ids, ["slow-glass", "cave-drips"]);
    let failure = chosen(&["slow-glass", "fast-glass"]).unwrap_err();
    assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::BadConfig, "/items/1"));
}

#[test]
fn a_granted_file_is_optional() {
    let want = Want { what: WantWhat::Asset("items".into()), optional: true };
    assert_eq!(GrantAbstract::wants(&Config::default()), [want]);
}

const LINE: &str = r#"{"id": "tides", "title": "Tides \"in\" wells", "field": "hydrology", "question": "Why?",
    "knowledge": "Little.", "aims": "(1) Find out.", "method": "Look.", "team": "One.", "resources": "A year.",
    "risks": "Rain.", "results": "An answer."}"#;

fn line() -> String {
    LINE.replace('\n', " ")
}

#[test]
fn a_file_replaces_the_built_in_sheets() {
    let second =
        line().replace("tides", "waves").replace('}', r#", "care": "It says that rain may stop it."}"#);
    let file = format!("{}\n\n{second}\n", line());
    let items = items(&Config::default(), Some(file.as_bytes())).unwrap();
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["tides", "waves"]);
    assert!(items[0].brief.contains("Project: Tides \"in\" wells\nField: hydrology\nQuestion: Why?\n"));
    assert!(items[0].brief.ends_with("Expected results: An answer."));
    assert!(items[0].criterion.ends_with("from a neighbouring field."));
    assert!(items[1].criterion.ends_with("from a neighbouring field. It says that rain may stop it."));
    assert_eq!(items[0].tags, ["hydrology"]);
}

#[test]
fn errors_in_a_file_name_the_line() {
    let line = line();
    for (file, message) in [
        (String::new(), "asset `items` holds no sheet"),
        (format!("{line}\n{{}}"), "asset `items`, line 2: missing field `id`"),
        (line.replace("\"team\"", "\"crew\""), "asset `items`, line 1: unknown field `crew`"),
        (
            format!("\n{}", line.replace("tides", "Tides")),
            "asset `items`, line 2: the id `Tides` is not made of a-z",
        ),
        (format!("{line}\n\n{line}"), "asset `items`, line 3: the id `tides` is that of line 1"),
        (line.replace("Rain.", " "), "asset `items`, line 1: the sheet `tides` says nothing under \"Risks\""),
    ] {
        let failure = items(&Config::default(), Some(file.as_bytes())).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadSubject);
        assert!(failure.message.starts_with(message), "{}", failure.message);
    }
}
