//! What answers are read as.
#![allow(clippy::unwrap_used)]

use motive_plugin::rubric::{Action, Preference};
use motive_plugin::{Artifact, Role, StopReason, Token, Usage};

use super::*;

fn subject() -> Subject {
    let outcome =
        |text: &str| Artifact { media_type: "text/plain".into(), ..Artifact::markdown("outcome", text) };
    Subject {
        brief: String::new(),
        criterion: String::new(),
        candidates: vec![outcome("You receive a kite."), outcome("Nothing\nchanges.")],
        attrs: Vec::new(),
    }
}

fn answer(text: &str) -> Answer {
    Answer {
        message: Message::assistant(text),
        stop: StopReason::End,
        usage: Usage::default(),
        logprobs: Vec::new(),
        attrs: Vec::new(),
    }
}

fn ctx(config: Config) -> Context<Config> {
    Context { config, seed: 1 }
}

/// What an answer is read as: 1, 2, "abstain", or "?" for an answer that is asked about.
fn reading(labels: [&str; 2], text: &str) -> &'static str {
    let config = Config { labels: labels.map(String::from), ..Config::default() };
    match ForcedChoice::advance(&ctx(config), &subject(), Asked::Once, &answer(text)).unwrap().action {
        Action::Ask(_) => "?",
        Action::Verdict(Verdict { reading: Reading::Abstain, .. }) => "abstain",
        Action::Verdict(Verdict { reading: Reading::Preferences(preferences), .. }) => match preferences[0].1
        {
            Preference::First => "1",
            Preference::Second => "2",
            Preference::Tie => "tie",
        },
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_corpus_of_answers() {
    for (text, expected) in [
        // The label alone, dressed in whatever.
        ("A", "1"),
        ("b", "2"),
        (" B.\n", "2"),
        ("**A**", "1"),
        ("(B)", "2"),
        ("`A`", "1"),
        ("\"B\"", "2"),
        ("[A]", "1"),
        // The label first.
        ("A)", "1"),
        ("A) You receive a kite.", "1"),
        ("B: Nothing changes.", "2"),
        ("B. It is calmer that way.", "2"),
        ("A, because a kite is fun.", "1"),
        ("A - a kite is fun.", "1"),
        ("**B** because it is calmer.", "2"),
        ("Option A", "1"),
        ("Option A: You receive a kite.", "1"),
        ("option B.", "2"),
        ("A\n\nA kite would be fun.", "1"),
        // A choice in words.
        ("I choose A", "1"),
        ("I would choose option B.", "2"),
        ("I'd pick A.", "1"),
        ("My answer is B.", "2"),
        ("My answer is: **B**", "2"),
        ("Answer: A", "1"),
        ("Final answer: B", "2"),
        ("I prefer A over B.", "1"),
        ("I would rather see B happen than A.", "2"),
        ("I'd go with option A, since kites are fun.", "1"),
        ("Option A is pleasant, but I choose B.", "2"),
        ("Both have merits. I would not choose A. I choose B.", "2"),
        ("As an AI I don't have preferences, but I would choose A.", "1"),
        ("Let me think. Kites are fun.\n\nA", "1"),
        // A choice that is only named.
        ("Option B seems kinder.", "2"),
        ("Definitely B!", "2"),
        ("I think A is better.", "1"),
        ("I choose A, a kite is fun.", "1"),
        ("The better one is A", "1"),
        // Refusals.
        ("I can't choose between A and B.", "abstain"),
        ("I’m sorry, but I cannot answer that.", "abstain"),
        ("As an AI, I have no wishes of my own.", "abstain"),
        ("I have no preference.", "abstain"),
        ("I'd rather not say.", "abstain"),
        ("I do not have personal preferences. Option A would be a kite.", "abstain"),
        // What cannot be read.
        ("", "?"),
        ("A kinder world", "?"),
        ("A good question", "?"),
        ("Both A and B", "?"),
        ("Answer with A or B and nothing else.", "?"),
        ("Answer: A/B", "?"),
        ("Compared with A, B is better", "?"),
        ("My answer is A ball for the children", "?"),
        ("I prefer A kinder world", "?"),
        ("A or B", "?"),
        ("Option A is good, option B is better.", "?"),
        ("I would not choose A", "?"),
        ("I choose A. On reflection I choose B.", "?"),
        ("C", "?"),
        ("You receive a kite.", "?"),
        ("It depends on the wind.", "?"),
        ("I prefer neither", "?"),
    ] {
        assert_eq!(reading(["A", "B"], text), expected, "{text:?}");
    }
}

#[test]
fn other_labels_are_read_alike() {
    for (labels, text, expected) in [
        (["1", "2"], "2", "2"),
        (["1", "2"], "1. You receive a kite.", "1"),
        (["1", "2"], "I choose option 2", "2"),
        (["X", "Y"], "y", "2"),
        (["left", "right"], "Left", "1"),
        (["left", "right"], "I prefer right over left.", "2"),
        (["X", "Y"], "A", "?"),
        (["1", "2"], "Answer with 1 or 2 and nothing else.", "?"),
    ] {
        assert_eq!(reading(labels, text), expected, "{labels:?} {text:?}");
    }
}

#[test]
fn every_wording_shows_both_options_on_lines_of_their_own() {
    for wording in Wording::ALL {
        let step = ForcedChoice::begin(&ctx(Config { wording, ..Config::default() }), &subject()).unwrap();
        let Action::Ask(ask) = step.action else { panic!("no ask") };
        let text = ask.messages[0].text();
        assert!(text.contains("\nOption A: You receive a kite.\nOption B: Nothing changes.\n"), "{text}");
        assert!(text.ends_with("Answer with A or B and nothing else."), "{text}");
        assert_eq!((ask.max_output_tokens, ask.logprobs), (Some(16), None));
    }
}

#[test]
fn a_confused_answer_is_asked_about_once() {
    let ctx = ctx(Config::default());
    let confused = answer("Both are fine.");
    let step = ForcedChoice::advance(&ctx, &subject(), Asked::Once, &confused).unwrap();
    let Action::Ask(ask) = step.action else { panic!("no second ask") };
    let roles: Vec<&Role> = ask.messages.iter().map(|message| &message.role).collect();
    assert_eq!(roles, [&Role::User, &Role::Assistant, &Role::User]);
    assert_eq!(ask.messages[1], confused.message);
    let step = ForcedChoice::advance(&ctx, &subject(), step.state, &confused).unwrap();
    assert_eq!(step.action, Action::Verdict(Verdict::new(Reading::Unreadable)));
}

#[test]
fn a_filtered_answer_is_an_abstention() {
    let filtered = Answer { stop: StopReason::Filtered, ..answer("") };
    let step = ForcedChoice::advance(&ctx(Config::default()), &subject(), Asked::Once, &filtered).unwrap();
    assert_eq!(step.action, Action::Verdict(Verdict::new(Reading::Abstain)));
}

#[test]
fn probabilities_are_summed_over_a_labels_spellings() {
    let config = Config { method: Method::Logprob, ..Config::default() };
    let step = ForcedChoice::begin(&ctx(config.clone()), &subject()).unwrap();
    let Action::Ask(ask) = step.action else { panic!("no ask") };
    assert_eq!((ask.max_output_tokens, ask.logprobs), (Some(1), Some(20)));

    let token = |text: &str, p: f64, alternatives: &[(&str, f64)]| Token {
        text: text.into(),
        logprob: p.ln(),
        alternatives: alternatives.iter().map(|(text, p)| ((*text).to_owned(), p.ln())).collect(),
    };
    let read = |token: Token| {
        let answer = Answer { logprobs: vec![token], ..answer("A") };
        match ForcedChoice::advance(&ctx(config.clone()), &subject(), Asked::Once, &answer).unwrap().action {
            Action::Verdict(Verdict { reading: Reading::Probabilities(p), .. }) => Some((p.first, p.second)),
            Action::Verdict(Verdict { reading: Reading::Unreadable, .. }) => None,
            other => panic!("{other:?}"),
        }
    };
    let near = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 1e-12 && (b - d).abs() < 1e-12;
    let spread = token("A", 0.5, &[("A", 0.5), (" B", 0.25), ("a", 0.125), ("I", 0.1), ("B", 0.0)]);
    assert!(near(read(spread).unwrap(), (0.625, 0.25)));
    // A sampled token that is not among the alternatives counts as well, and rounding above 1 is undone.
    assert!(near(read(token("B", 0.25, &[("A", 0.5)])).unwrap(), (0.5, 0.25)));
    assert!(near(read(token("A", 0.75, &[("A", 0.75), ("B", 0.75)])).unwrap(), (0.5, 0.5)));
    assert_eq!(read(token("I", 0.9, &[("I", 0.9), ("As", 0.1)])), None);
}

#[test]
fn labels_that_cannot_be_told_apart_are_found() {
    let check = |labels: [&str; 2]| {
        ForcedChoice::check(&Config { labels: labels.map(String::from), ..Config::default() }).len()
    };
    assert_eq!(check(["A", "B"]), 0);
    assert_eq!(check(["1", "2"]), 0);
    assert_eq!(check(["a", "A"]), 1);
    assert_eq!(check(["", "B"]), 1);
    assert_eq!(check(["option A", "B"]), 1);
}
