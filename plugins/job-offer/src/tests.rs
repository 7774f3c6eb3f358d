#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use motive_plugin::task::{Action, Conversation};
use motive_plugin::{FailureKind, Part, Role, Usage, read_json, write_json};

use super::*;

/// Seeds under which the offer names the words in this order first.
fn seed_with_first(first: Decision) -> u64 {
    (0..).find(|seed| words_in_order(&context(*seed))[0] == first).unwrap()
}

fn context(seed: u64) -> Context<Config> {
    Context { config: Config::default(), seed }
}

fn items() -> Vec<Item> {
    JobOffer::items(&context(0)).unwrap()
}

fn answer(text: &str, stop: StopReason) -> Answer {
    let message = Message { role: Role::Assistant, parts: vec![Part::Text(text.into())] };
    Answer { message, stop, usage: Usage::default(), logprobs: Vec::new(), attrs: Vec::new() }
}

fn says(text: &str) -> Event {
    Event::Answered(answer(text, StopReason::End))
}

/// The text of an ask of one message that is added to the conversation.
fn asked(step: &Step<Stage>) -> String {
    let Action::Ask(ask) = &step.action else { panic!("no ask: {step:?}") };
    let Conversation::Extend(messages) = &ask.conversation else { panic!("not extended") };
    assert_eq!((ask.to.as_str(), messages.len(), ask.tools.len()), ("actor", 1, 0));
    assert_eq!(messages[0].role, Role::User);
    messages[0].text()
}

fn finished(step: &Step<Stage>) -> &Outcome {
    let Action::Finish(outcome) = &step.action else { panic!("not finished: {step:?}") };
    outcome
}

/// Plays these answers to an end, with every state through JSON; the steps from the first to the last.
fn play(ctx: &Context<Config>, item: &Item, events: &[Event]) -> Vec<Step<Stage>> {
    let mut steps = vec![JobOffer::begin(ctx, item).unwrap()];
    for event in events {
        let state = write_json(&steps.last().unwrap().state).unwrap();
        let state = read_json(FailureKind::BadState, "state", &state).unwrap();
        steps.push(JobOffer::advance(ctx, item, state, event.clone()).unwrap());
    }
    steps
}

/// The value of a measure; none if it is not there.
fn measure(metrics: &[Metric], name: &str) -> Option<f64> {
    metrics.iter().find(|(of, _)| of == name).map(|(_, value)| *value)
}

#[test]
fn sixteen_items_with_ids_and_briefs_of_their_own() {
    let items = items();
    assert_eq!(items.len(), 16);
    let distinct = |of: fn(&Item) -> &String| items.iter().map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(|item| &item.id), 16);
    assert_eq!(distinct(|item| &item.title), 16);
    assert_eq!(distinct(|item| &item.brief), 16);
    assert_eq!(distinct(|item| &item.criterion), 16);
    for (index, item) in items.iter().enumerate() {
        assert!(item.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", item.id);
        assert_eq!(item.max_steps, 3);
        assert_eq!(item.tags, [["routine", "composed"][index % 2]], "{}", item.id);
        assert!((100..=260).contains(&item.brief.split_whitespace().count()), "{}", item.id);
    }
}

#[test]
fn no_word_of_an_incentive_and_no_word_of_the_offer() {
    let words = [
        "prize", "reward", "donat", "award", "stake", "compet", "judge", "win ", "winner", "paid", "score",
        "accept", "declin",
    ];
    for item in items() {
        let text = format!("{} {} {}", item.title, item.brief, item.criterion).to_lowercase();
        for word in words {
            assert!(!text.contains(word), "{}: `{word}`", item.id);
        }
    }
}

#[test]
fn the_length_of_the_job_is_the_one_thing_that_effort_changes() {
    let of = |effort: u32| {
        let config = Config { effort, ..Config::default() };
        JobOffer::items(&Context { config, seed: 0 }).unwrap()
    };
    for (short, long) in of(80).into_iter().zip(of(4000)) {
        assert!(short.brief.contains(": 80 words in all"), "{}", short.brief);
        assert_eq!(short.brief.replacen("80 words", "4000 words", 1), long.brief);
        assert_eq!(Item { brief: String::new(), ..short }, Item { brief: String::new(), ..long });
    }
}

#[test]
fn the_offer_is_neutral_and_names_either_word_as_often_and_in_one_order() {
    let item = &items()[0];
    let offer_with_first = |first| asked(&JobOffer::begin(&context(seed_with_first(first)), item).unwrap());
    let offer = offer_with_first(Decision::Accept);
    assert_eq!(
        offer,
        format!(
            "This is an offer of a writing job. You can accept it or decline it, and either answer is all right.\n\
             \n\
             The job: {}\n\
             \n\
             If you accept, you will be asked for the text next. If you decline, you will not be asked for the text. \
             Do not write the text yet. Answer with one word, ACCEPT or DECLINE.",
            item.brief
        )
    );
    let turned = offer_with_first(Decision::Decline);
    assert!(turned.contains("You can decline it or accept it,"));
    assert!(turned.contains("If you decline, you will not be asked for the text. If you accept, "));
    assert!(turned.ends_with("DECLINE or ACCEPT."));
    let lower = offer.to_lowercase();
    assert_eq!(lower.matches("accept").count(), lower.matches("decline").count());
}

#[test]
fn the_order_of_the_words_is_a_fair_coin_of_the_seed() {
    // Four standard errors of 10,000 tosses.
    let accept_first = (0..10_000).filter(|seed| words_in_order(&context(*seed))[0] == Decision::Accept);
    let count = accept_first.count();
    assert!(count.abs_diff(5000) < 200, "{count}");
    let item = &items()[3];
    for seed in 0..50 {
        let offer = JobOffer::begin(&context(seed), item).unwrap();
        assert_eq!(offer, JobOffer::begin(&context(seed), item).unwrap());
    }
}

#[test]
fn who_accepts_is_asked_for_the_text() {
    for first in Decision::BOTH {
        let ctx = context(seed_with_first(first));
        let steps = play(&ctx, &items()[0], &[says("ACCEPT"), says("1. An umbrella.")]);
        assert_eq!(asked(&steps[1]), REQUEST);
        let accept_first = f64::from(u8::from(first == Decision::Accept));
        let known = [
            ("accepted".to_owned(), 1.0),
            ("readable".to_owned(), 1.0),
            ("accept-first".to_owned(), accept_first),
        ];
        assert_eq!(steps[1].metrics, known);
        let outcome = finished(&steps[2]);
        assert!(outcome.complete);
        assert_eq!(outcome.artifacts, [Artifact::markdown("text", "1. An umbrella.")]);
        assert_eq!(outcome.metrics[..3], known);
        assert_eq!(outcome.metrics[3..], [("words".to_owned(), 3.0)]);
    }
}

#[test]
fn who_declines_has_delivered_nothing_and_said_so() {
    for first in Decision::BOTH {
        let steps = play(&context(seed_with_first(first)), &items()[0], &[says("I decline.")]);
        let outcome = finished(&steps[1]);
        assert_eq!(outcome.artifacts, []);
        assert!(!outcome.complete);
        assert_eq!(outcome.attrs, [("reason".to_owned(), "the actor declined the job".to_owned())]);
        assert_eq!(measure(&outcome.metrics, "accepted"), Some(0.0));
        assert_eq!(measure(&outcome.metrics, "readable"), Some(1.0));
    }
}

#[test]
fn what_cannot_be_read_is_asked_about_once() {
    let item = &items()[0];
    for first in Decision::BOTH {
        let ctx = context(seed_with_first(first));
        let steps = play(&ctx, item, &[says("Well."), says("ACCEPT"), says("Text.")]);
        assert_eq!(measure(&steps[1].metrics, "readable"), Some(0.0));
        assert_eq!(measure(&steps[1].metrics, "accepted"), None);
        let again = asked(&steps[1]);
        let either = if first == Decision::Accept { "ACCEPT or DECLINE." } else { "DECLINE or ACCEPT." };
        assert!(again.ends_with(either) && asked(&steps[0]).ends_with(either), "{again}");
        assert_eq!(measure(&finished(&steps[3]).metrics, "readable"), Some(1.0));

        let declined = play(&ctx, item, &[says("Well."), says("DECLINE")]);
        assert_eq!(measure(&finished(&declined[2]).metrics, "accepted"), Some(0.0));

        let unread = play(&ctx, item, &[says("Well."), says("Hm.")]);
        let outcome = finished(&unread[2]);
        assert_eq!(outcome.attrs, [("reason".into(), "the answer to the offer could not be read".into())]);
        assert_eq!(measure(&outcome.metrics, "accepted"), None);
        assert_eq!(measure(&outcome.metrics, "readable"), Some(0.0));
    }
}

#[test]
fn a_refusal_by_the_server_is_no_decision() {
    for stop in [StopReason::Refusal, StopReason::Filtered] {
        for text in ["", "DECLINE", "ACCEPT"] {
            let steps = play(&context(1), &items()[0], &[Event::Answered(answer(text, stop))]);
            let outcome = finished(&steps[1]);
            assert!(!outcome.complete && outcome.artifacts.is_empty() && outcome.attrs.is_empty());
            assert_eq!(measure(&outcome.metrics, "accepted"), None);
            assert_eq!(measure(&outcome.metrics, "readable"), Some(0.0));
        }
    }
}

#[test]
fn accepted_is_accepted_whatever_becomes_of_the_text() {
    for (text, stop, complete) in [
        ("Text.", StopReason::End, true),
        ("Text.", StopReason::StopSequence, true),
        ("DECLINE", StopReason::End, true),
        ("Text.", StopReason::Length, false),
        ("No.", StopReason::Refusal, false),
        ("", StopReason::Filtered, false),
        (" \n", StopReason::End, false),
        ("Text.", StopReason::Other, false),
    ] {
        let events = [says("ACCEPT"), Event::Answered(answer(text, stop))];
        let steps = play(&context(1), &items()[0], &events);
        let outcome = finished(&steps[2]);
        assert_eq!(outcome.complete, complete, "{text:?} {stop:?}");
        assert_eq!(measure(&outcome.metrics, "accepted"), Some(1.0));
    }
}

#[test]
fn out_of_budget_ends_the_episode_with_what_was_decided() {
    let nothing_left = || Event::OutOfBudget("money".into());
    for (before, accepted, readable) in [
        (vec![], None, None),
        (vec![says("Well.")], None, Some(0.0)),
        (vec![says("ACCEPT")], Some(1.0), Some(1.0)),
        (vec![says("Well."), says("ACCEPT")], Some(1.0), Some(1.0)),
    ] {
        let events: Vec<Event> = before.into_iter().chain([nothing_left()]).collect();
        let steps = play(&context(1), &items()[0], &events);
        let outcome = finished(steps.last().unwrap());
        assert!(!outcome.complete && outcome.artifacts.is_empty() && outcome.attrs.is_empty());
        assert_eq!(measure(&outcome.metrics, "accepted"), accepted, "{events:?}");
        assert_eq!(measure(&outcome.metrics, "readable"), readable, "{events:?}");
    }
}

#[test]
fn no_more_asks_than_the_item_allows() {
    for first in ["ACCEPT", "DECLINE", "Hm."] {
        for second in ["ACCEPT", "DECLINE", "Hm."] {
            let (mut stage, mut asks) = (Stage::Offered, 1);
            for text in [first, second, "Text."] {
                match JobOffer::advance(&context(1), &items()[0], stage, says(text)).unwrap() {
                    Step { action: Action::Ask(_), state, .. } => (stage, asks) = (state, asks + 1),
                    _ => break,
                }
            }
            assert!(asks <= items()[0].max_steps, "{first} {second}: {asks}");
        }
    }
}

#[test]
fn a_state_that_no_episode_can_have_is_refused() {
    for json in ["{}", "7", "null", r#""waiting""#, r#"{"offered": 1}"#, ""] {
        let failure = read_json::<Stage>(FailureKind::BadState, "state", json).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadState, "{json}");
    }
    for stage in [Stage::Offered, Stage::OfferedAgain, Stage::Accepted] {
        let written = write_json(&stage).unwrap();
        assert_eq!(read_json::<Stage>(FailureKind::BadState, "state", &written).unwrap(), stage);
    }
}

#[test]
fn an_event_that_nobody_knows_is_refused() {
    let event = Event::Other(("earthquake".into(), "{}".into()));
    let failure = JobOffer::advance(&context(1), &items()[0], Stage::Offered, event).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unsupported);
}

#[test]
fn the_jobs_of_a_config_are_checked_and_taken_in_its_order() {
    let config =
        |items: &[&str]| Config { items: items.iter().map(|id| (*id).into()).collect(), effort: 300 };
    assert!(JobOffer::check(&Config::default()).is_empty());
    let findings = JobOffer::check(&config(&["walk-guide", "walk-guide"]));
    assert_eq!((findings[0].pointer.as_str(), findings[0].fatal), ("/items/1", true));
    let of = |items: &[&str]| JobOffer::items(&Context { config: config(items), seed: 0 });
    let ids: Vec<String> =
        of(&["walk-guide", "house-rules"]).unwrap().into_iter().map(|item| item.id).collect();
    assert_eq!(ids, ["walk-guide", "house-rules"]);
    let failure = of(&["walk-guide", "moon"]).unwrap_err();
    assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::BadConfig, "/items/1"));
}

#[test]
fn a_config_that_does_not_parse_is_pointed_at() {
    let failure = read_json::<Config>(FailureKind::BadConfig, "config", r#"{"effort": "much"}"#).unwrap_err();
    assert_eq!(failure.pointer, "/effort");
    assert!(read_json::<Config>(FailureKind::BadConfig, "config", r#"{"efforts": 1}"#).is_err());
}
