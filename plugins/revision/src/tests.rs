#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use motive_plugin::task::{Action, Conversation};
use motive_plugin::{FailureKind, Metric, Part, Role, StopReason, Usage, read_json, write_json};

use super::*;

fn config() -> Config {
    Config { revisions: 3, min_words: 4, max_words: 8, items: Vec::new() }
}

fn context(seed: u64) -> Context<Config> {
    Context { config: config(), seed }
}

fn items() -> Vec<Item> {
    Revision::items(&Context::default()).unwrap()
}

/// An answer for which its provider counts three tokens.
fn answer(text: &str, stop: StopReason) -> Event {
    let message = Message { role: Role::Assistant, parts: vec![Part::Text(text.into())] };
    let usage = Usage { output_tokens: 3, ..Usage::default() };
    Event::Answered(Answer { message, stop, usage, logprobs: Vec::new(), attrs: Vec::new() })
}

fn says(text: &str) -> Event {
    answer(text, StopReason::End)
}

/// Plays these answers as far as they go, with every state through JSON; the steps from the first to the last.
fn play(ctx: &Context<Config>, events: &[Event]) -> Vec<Step<State>> {
    let item = &Revision::items(ctx).unwrap()[0];
    let mut steps = vec![Revision::begin(ctx, item).unwrap()];
    for event in events {
        let before = steps.last().unwrap();
        assert!(matches!(before.action, Action::Ask(_)), "it is over before {event:?}");
        let state = write_json(&before.state).unwrap();
        let state: State = read_json(FailureKind::BadState, "state", &state).unwrap();
        assert_eq!(state, before.state);
        steps.push(Revision::advance(ctx, item, state, event.clone()).unwrap());
    }
    steps
}

fn asked(step: &Step<State>) -> String {
    let Action::Ask(ask) = &step.action else { panic!("no ask: {step:?}") };
    let Conversation::Extend(messages) = &ask.conversation else { panic!("not extended") };
    assert_eq!((ask.to.as_str(), messages.len(), ask.tools.len()), ("actor", 1, 0));
    messages[0].text()
}

fn finished(step: &Step<State>) -> &Outcome {
    let Action::Finish(outcome) = &step.action else { panic!("not finished: {step:?}") };
    assert_eq!(step.metrics, outcome.metrics);
    outcome
}

/// Revisions, unreadable answers and output tokens, and then words and change.
fn measures(metrics: &[Metric]) -> (Vec<f64>, Vec<f64>) {
    let names: Vec<&str> = metrics.iter().map(|(name, _)| name.as_str()).collect();
    let all = ["revisions", "unreadable", "output-tokens", "words", "changed"];
    assert!(names == all || names == all[..3], "{names:?}");
    let values: Vec<f64> = metrics.iter().map(|(_, value)| *value).collect();
    (values[..3].to_vec(), values[3..].to_vec())
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
    for item in &items {
        assert!(item.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", item.id);
        assert_eq!(item.max_steps, 7);
        assert_eq!(item.tags.len(), 1);
        assert!((100..=200).contains(&item.brief.split_whitespace().count()), "{}", item.id);
    }
    let kinds = items.iter().map(|item| &item.tags[0]).collect::<BTreeSet<_>>();
    assert!(kinds.len() >= 6, "{kinds:?}");
}

#[test]
fn no_word_of_an_incentive_and_none_of_a_revision() {
    let words = [
        "prize", "reward", "donat", "award", "stake", "compet", "judge", "win ", "winner", "paid", "score",
        "revis", "submit", "hand in",
    ];
    for item in items() {
        let text = format!("{} {} {}", item.title, item.brief, item.criterion).to_lowercase();
        for word in words {
            assert!(!text.contains(word), "{}: `{word}`", item.id);
        }
    }
}

#[test]
fn the_first_prompt_is_the_brief() {
    let item = &items()[0];
    assert!(item.brief.contains("120 to 180 words long"));
    let step = Revision::begin(&Context::default(), item).unwrap();
    assert_eq!(asked(&step), item.brief);
    assert_eq!(measures(&step.metrics), (vec![0.0, 0.0, 0.0], vec![]));
}

#[test]
fn the_question_names_both_possibilities_in_an_order_of_the_seed() {
    let of = |seed, left| question(&context(seed), left);
    let revise_first = "You can revise or hand in the text, and either is all right. To revise it, answer with the whole \
                        new version and nothing else. To hand it in as it is, answer with the one word SUBMIT. It can be \
                        revised up to 3 more times.";
    let hand_in_first = "You can hand in or revise the text, and either is all right. To hand it in as it is, answer with \
                         the one word SUBMIT. To revise it, answer with the whole new version and nothing else. It can be \
                         revised up to 3 more times.";
    let revise_firsts = (0..10_000).filter(|seed| of(*seed, 3) == revise_first).count();
    let hand_in_firsts = (0..10_000).filter(|seed| of(*seed, 3) == hand_in_first).count();
    assert_eq!(revise_firsts + hand_in_firsts, 10_000);
    // Four standard errors of a fair coin.
    assert!(revise_firsts.abs_diff(5000) < 200, "{revise_firsts}");
    for seed in 0..20 {
        assert!(of(seed, 1).ends_with("It can be revised once more."));
        let is_same_order =
            of(seed, 1).starts_with("You can revise") == of(seed, 3).starts_with("You can revise");
        assert!(is_same_order, "one order in an episode");
    }
}

#[test]
fn a_text_that_is_handed_in_at_once() {
    let steps = play(&context(0), &[says("one two three four"), says("SUBMIT")]);
    assert!(asked(&steps[1]).ends_with("up to 3 more times."));
    let outcome = finished(&steps[2]);
    assert!(outcome.complete);
    assert_eq!(outcome.artifacts, [Artifact::markdown("text", "one two three four")]);
    assert_eq!(measures(&outcome.metrics), (vec![0.0, 0.0, 6.0], vec![4.0, 0.0]));
}

#[test]
fn the_last_version_is_the_work() {
    let steps = play(
        &context(0),
        &[
            says("one two three four"),
            says("one two three five"),
            says("one two six five seven"),
            says("SUBMIT"),
        ],
    );
    assert_eq!(measures(&steps[2].metrics), (vec![1.0, 0.0, 6.0], vec![4.0, 0.25]));
    assert!(asked(&steps[2]).ends_with("up to 2 more times."));
    assert!(asked(&steps[3]).ends_with("once more."));
    let outcome = finished(&steps[4]);
    assert_eq!(outcome.artifacts, [Artifact::markdown("text", "one two six five seven")]);
    // Two words in common of four and five.
    assert_eq!(measures(&outcome.metrics), (vec![2.0, 0.0, 12.0], vec![5.0, 1.0 - 4.0 / 9.0]));
}

#[test]
fn after_the_last_revision_nothing_is_asked() {
    let steps =
        play(&context(0), &[says("one two three four"), says("a b c d"), says("e f g h"), says("i j k l")]);
    let outcome = finished(&steps[4]);
    assert_eq!(outcome.artifacts[0].text, "i j k l");
    assert_eq!(measures(&outcome.metrics), (vec![3.0, 0.0, 12.0], vec![4.0, 1.0]));
}

#[test]
fn a_version_with_the_word_after_it_is_the_last() {
    let steps = play(&context(0), &[says("one two three four"), says("a b c d\n\nSUBMIT")]);
    let outcome = finished(&steps[2]);
    assert_eq!(outcome.artifacts[0].text, "a b c d");
    assert_eq!(measures(&outcome.metrics), (vec![1.0, 0.0, 6.0], vec![4.0, 1.0]));
}

#[test]
fn the_same_version_again_hands_in_and_is_no_revision() {
    let steps = play(&context(0), &[says("one two three four"), says("one two\nthree four\n")]);
    assert_eq!(measures(&finished(&steps[2]).metrics), (vec![0.0, 0.0, 6.0], vec![4.0, 0.0]));
}

#[test]
fn what_is_neither_uses_up_a_question_and_changes_nothing() {
    for unreadable in [
        says("Fine."),
        says(""),
        answer("a b c d e", StopReason::Length),
        answer("SUBMIT", StopReason::Refusal),
        answer("", StopReason::Filtered),
        answer("a b c d e", StopReason::Other),
    ] {
        let text = says("one two three four");
        let steps = play(&context(0), &[text, unreadable.clone(), unreadable.clone(), unreadable.clone()]);
        assert_eq!(asked(&steps[2]), format!("{UNREAD}{}", question(&context(0), 2)));
        assert_eq!(measures(&steps[2].metrics), (vec![0.0, 1.0, 6.0], vec![4.0, 0.0]));
        let outcome = finished(&steps[4]);
        assert!(outcome.complete, "{unreadable:?}");
        assert_eq!(outcome.artifacts[0].text, "one two three four");
        assert_eq!(measures(&outcome.metrics), (vec![0.0, 3.0, 12.0], vec![4.0, 0.0]));
    }
}

#[test]
fn without_a_first_version_there_is_nothing_to_revise() {
    for (text, stop) in [
        ("Text.", StopReason::Length),
        ("No.", StopReason::Refusal),
        ("", StopReason::Filtered),
        (" \n", StopReason::End),
        ("Text.", StopReason::Other),
    ] {
        let steps = play(&context(0), &[answer(text, stop)]);
        let outcome = finished(&steps[1]);
        assert!(!outcome.complete, "{text:?} {stop:?}");
        assert_eq!(outcome.artifacts, [Artifact::markdown("text", text)]);
        assert_eq!(measures(&outcome.metrics), (vec![0.0, 0.0, 3.0], vec![]));
    }
    // Whatever its length: that of the first version is the judges' business.
    let steps = play(&context(0), &[says("Text.")]);
    assert!(matches!(steps[1].action, Action::Ask(_)));
}

#[test]
fn out_of_budget_hands_in_what_there_is() {
    let nothing_left = || Event::OutOfBudget("money".into());
    let steps = play(&context(0), &[nothing_left()]);
    let outcome = finished(&steps[1]);
    assert!(!outcome.complete && outcome.artifacts.is_empty());
    for (answers, text) in [
        (vec!["one two three four"], "one two three four"),
        (vec!["one two three four", "a b c d"], "a b c d"),
        (vec!["one two three four", "a b c d", "Fine."], "a b c d"),
    ] {
        let events: Vec<Event> = answers.into_iter().map(says).chain([nothing_left()]).collect();
        let outcome = finished(play(&context(0), &events).last().unwrap()).clone();
        assert!(outcome.complete);
        assert_eq!(outcome.artifacts, [Artifact::markdown("text", text)]);
    }
}

#[test]
fn an_episode_never_asks_more_often_than_the_item_allows() {
    let answers = ["one two three four", "a b c d", "Fine.", "SUBMIT", "a b c d\nSUBMIT"];
    let item = &Revision::items(&context(0)).unwrap()[0];
    // Every course of an episode, by the answers' numbers.
    for course in 0..answers.len().pow(4) {
        let (mut step, mut asks) = (Revision::begin(&context(0), item).unwrap(), 1);
        let mut left = course;
        while let Action::Ask(_) = step.action {
            assert!(asks <= item.max_steps);
            let text = answers[left % answers.len()];
            let again = Revision::advance(&context(0), item, step.state.clone(), says(text)).unwrap();
            assert_eq!(again, Revision::advance(&context(0), item, step.state, says(text)).unwrap());
            (step, left, asks) = (again, left / answers.len(), asks + 1);
        }
        assert!(finished(&step).complete);
        let (counts, _) = measures(&step.metrics);
        assert!(counts[0] + counts[1] <= 3.0);
    }
}

#[test]
fn a_state_that_no_episode_can_have_is_refused() {
    let item = &items()[0];
    let base = |first: Option<&str>, last: Option<&str>, revisions, unreadable| State {
        first: first.map(str::to_owned),
        last: last.map(str::to_owned),
        revisions,
        unreadable,
        output_tokens: 0,
    };
    for state in [
        base(None, Some("b"), 1, 0),
        base(None, None, 1, 0),
        base(None, None, 0, 1),
        base(Some(" "), None, 0, 0),
        base(Some("a"), None, 1, 0),
        base(Some("a"), Some("b"), 0, 0),
        base(Some("a"), Some(""), 1, 0),
        base(Some("a"), Some("b"), 2, 1),
        base(Some("a"), None, 0, 3),
        base(Some("a"), Some("b"), u32::MAX, u32::MAX),
    ] {
        let failure = Revision::advance(&context(0), item, state.clone(), says("SUBMIT")).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadState, "{state:?}");
    }
    for json in ["{}", "7", r#"{"first": null, "last": null, "revisions": -1}"#] {
        assert!(read_json::<State>(FailureKind::BadState, "state", json).is_err(), "{json}");
    }
}

#[test]
fn an_event_that_nobody_knows_is_refused() {
    let event = Event::Other(("earthquake".into(), "{}".into()));
    let failure = Revision::advance(&context(0), &items()[0], State::default(), event).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unsupported);
}

#[test]
fn a_config_that_cannot_be_used_is_pointed_at() {
    assert!(Revision::check(&Config::default()).is_empty());
    let twice = vec!["seed-label".to_owned(), "seed-label".to_owned()];
    let findings = Revision::check(&Config { min_words: 200, items: twice, ..Config::default() });
    let pointers: Vec<&str> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(pointers, ["/min-words", "/items/1"]);
    assert!(findings.iter().all(|finding| finding.fatal));
    let of = |id: &str| {
        let config = Config { items: vec![id.into()], ..Config::default() };
        Revision::items(&Context { config, seed: 0 })
    };
    assert_eq!(of("seed-label").unwrap()[0].id, "seed-label");
    assert_eq!(of("moon").unwrap_err().pointer, "/items/0");
    let failure =
        read_json::<Config>(FailureKind::BadConfig, "config", r#"{"revisions": "many"}"#).unwrap_err();
    assert_eq!(failure.pointer, "/revisions");
}
