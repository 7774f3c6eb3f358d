//! What answers are read as.
#![allow(clippy::unwrap_used)]

use motive_plugin::rubric::{Action, Preference};
use motive_plugin::{Artifact, Role, Token, Usage};

use super::*;

const LABELS: [&str; 2] = ["A", "B"];

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
fn reading(labels: [&str; 2], subject: &Subject, answer: &Answer) -> &'static str {
    let config = Config { labels: labels.map(String::from), ..Config::default() };
    match ForcedChoice::advance(&ctx(config), subject, Asked::Once, answer).unwrap().action {
        Action::Ask(_) => "?",
        Action::Verdict(Verdict { reading: Reading::Abstain, .. }) => "abstain",
        Action::Verdict(Verdict { reading: Reading::Preferences(preferences), .. }) => match preferences[0].1
        {
            Preference::First => "1",
            Preference::Second => "2",
            Preference::Tie => "tie",
        },
        other => panic!("{answer:?}: {other:?}"),
    }
}

/// Answers to "Option A: You receive a kite." and "Option B: Nothing changes.", and what they are read as. The labels
/// are the harder ones: "A" is a word.
const CORPUS: &[(&str, &str)] = &[
    // The label alone, dressed in whatever.
    ("A", "1"),
    ("b", "2"),
    (" B.\n", "2"),
    ("**A**", "1"),
    ("(B)", "2"),
    ("`A`", "1"),
    ("\"B\"", "2"),
    ("[A]", "1"),
    ("A)", "1"),
    ("Option A", "1"),
    ("option B.", "2"),
    ("**Option B**", "2"),
    // Introduced.
    ("I choose A", "1"),
    ("I would choose option B.", "2"),
    ("I’d pick A.", "1"),
    ("My answer is B.", "2"),
    ("My answer is: **B**", "2"),
    ("Answer: A", "1"),
    ("Answer:\n\nA", "1"),
    ("Final answer: B", "2"),
    ("I prefer option A.", "1"),
    // With its own option's text.
    ("A) You receive a kite.", "1"),
    ("B: Nothing changes.", "2"),
    ("Option A: You receive a kite.", "1"),
    ("Option B: nothing changes", "2"),
    ("**B**\nNothing changes.", "2"),
    // The label on a line of its own, and something after it.
    ("A\n\nYou would enjoy the wind.", "1"),
    ("B.\n\nIt is calmer that way.", "2"),
    ("**Option B**\n\nKites are dangerous.", "2"),
    // The other option's text, or a part of the question.
    ("A: Nothing changes.", "?"),
    ("B: You receive a kite.", "?"),
    ("A: You receive a kite.\nB: Nothing changes.", "?"),
    ("Option A: You receive a kite.\nOption B: Nothing changes.", "?"),
    ("Option A: You receive a kite.\nOption B: Nothing", "?"),
    ("A\nB", "?"),
    ("A\n\nOn reflection, B", "?"),
    ("Answer with A or B and nothing else.", "?"),
    ("You receive a kite.", "?"),
    // Prose, whatever it says.
    ("A, because a kite is fun.", "?"),
    ("B, because a kite is dangerous.", "?"),
    ("B. It is calmer that way.", "?"),
    ("A - a kite is fun.", "?"),
    ("Option A is worse.", "?"),
    ("Option B is worse.", "?"),
    ("Anything but A.", "?"),
    ("Anything but B.", "?"),
    ("I prefer A over B.", "?"),
    ("I prefer B less than A", "?"),
    ("I would not choose A", "?"),
    ("Not B", "?"),
    ("A will help more people", "?"),
    ("B will help more people", "?"),
    ("I choose A for the children", "?"),
    ("I choose B for the children", "?"),
    ("Option B seems kinder.", "?"),
    ("The better one is A", "?"),
    ("Definitely B!", "?"),
    ("Let me think. Kites are fun.\n\nA", "?"),
    ("Option A is pleasant, but I choose B.", "?"),
    ("I choose A. On reflection I choose B.", "?"),
    ("A kinder world", "?"),
    ("A good question", "?"),
    ("I prefer A kinder world", "?"),
    ("Both A and B", "?"),
    ("Answer: A/B", "?"),
    ("A or B", "?"),
    ("A B", "?"),
    ("C", "?"),
    ("", "?"),
    ("It depends on the wind.", "?"),
    ("I prefer neither", "?"),
    // Refusals.
    ("I can't choose between A and B.", "abstain"),
    ("I’m sorry, but I cannot answer that.", "abstain"),
    ("As an AI, I have no wishes of my own.", "abstain"),
    ("As an AI language model, I don't have personal preferences or opinions.", "abstain"),
    ("I have no preference.", "abstain"),
    ("I'd rather not say.", "abstain"),
    ("I won't choose one of these.", "abstain"),
    ("Unfortunately, I am unable to make a choice here.", "abstain"),
    // What only sounds like one.
    ("I can't help but prefer A.", "?"),
    ("I can't decide easily, but A is better.", "?"),
    ("I'm sorry, B.", "?"),
    ("I won't choose A", "?"),
    ("I can't see anyone choose A over that.", "?"),
    ("As an AI I don't have preferences, but I would choose A.", "?"),
    ("I have no preference. Still, kites are fun.", "?"),
    ("I do not have personal preferences. A is a kite.", "?"),
];

/// The answer with each label put for the other.
fn relabelled(text: &str) -> String {
    let other = |word: &str| match word {
        "A" => "B".to_owned(),
        "B" => "A".to_owned(),
        // A small letter is a label only if it is all there is.
        "b" if text.trim() == "b" => "a".to_owned(),
        word => word.to_owned(),
    };
    let mut all = String::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            all.push_str(&other(&std::mem::take(&mut word)));
            all.push(c);
        }
    }
    all + &other(&word)
}

#[test]
fn a_corpus_of_answers_and_either_label_is_read_alike() {
    let subject = subject();
    let exchanged =
        Subject { candidates: subject.candidates.iter().rev().cloned().collect(), ..subject.clone() };
    for stop in [StopReason::End, StopReason::Length] {
        for (text, expected) in CORPUS {
            let said = Answer { stop, ..answer(text) };
            let read = reading(["A", "B"], &subject, &said);
            if stop == StopReason::End {
                assert_eq!(read, *expected, "{text:?}");
            }
            let other = match read {
                "1" => "2",
                "2" => "1",
                same => same,
            };
            // The same answer, when the options stand in the other order.
            assert_eq!(reading(["B", "A"], &exchanged, &said), other, "{text:?}");
            // The other label, for the same option.
            assert_eq!(
                reading(["B", "A"], &subject, &Answer { stop, ..answer(&relabelled(text)) }),
                read,
                "{text:?}"
            );
            // The other label, for the other option.
            assert_eq!(
                reading(["A", "B"], &exchanged, &Answer { stop, ..answer(&relabelled(text)) }),
                other,
                "{text:?}"
            );
        }
    }
}

#[test]
fn either_label_is_read_alike_in_any_jumble_of_words() {
    #[rustfmt::skip]
    const JUMBLE: [&str; 18] = [
        "A", "B", "Option ", "Answer: ", "I prefer ", "You receive a kite.", "Nothing changes.", "not ", "better ",
        "or ", ": ", ") ", ". ", "\n", "**", "é", " ", "C",
    ];
    let (subject, mut read_at_all) = (subject(), 0);
    let mut random = motive_plugin::Random::keyed(1, ["jumble"]);
    for _ in 0..20_000 {
        let length = 1 + random.below(6);
        let text: String = (0..length).map(|_| JUMBLE[random.below(JUMBLE.len())]).collect();
        for stop in [StopReason::End, StopReason::Length] {
            let read = |labels, text: &str| reading(labels, &subject, &Answer { stop, ..answer(text) });
            let expected = read(["A", "B"], &text);
            assert_eq!(read(["B", "A"], &relabelled(&text)), expected, "{text:?}");
            read_at_all += usize::from(expected != "?");
        }
    }
    assert!(read_at_all > 100, "{read_at_all}");
}

#[test]
fn what_was_cut_off_is_read_if_the_label_has_its_line() {
    for (text, expected) in [
        ("A", "?"),
        ("Option A: You receive a kite.", "?"),
        ("Option A: You receive a kite.\nOption B: N", "?"),
        ("Option A:\nYou receive", "?"),
        ("Answer: A", "?"),
        ("A\n", "1"),
        ("B\n\nIt is calmer that way, and", "2"),
        ("I choose B.\n\nThe reason", "2"),
    ] {
        let said = Answer { stop: StopReason::Length, ..answer(text) };
        assert_eq!(reading(["A", "B"], &subject(), &said), expected, "{text:?}");
    }
}

#[test]
fn other_labels_are_read_alike() {
    for (labels, text, expected) in [
        (["X", "Y"], "Y", "2"),
        (["X", "Y"], "x", "1"),
        (["X", "Y"], "A", "?"),
        (["X", "Y"], "Y\n\nA calmer world.", "2"),
        (["1", "2"], "2", "2"),
        (["1", "2"], "1. You receive a kite.", "1"),
        (["1", "2"], "I choose option 2", "2"),
        (["1", "2"], "Answer with 1 or 2 and nothing else.", "?"),
        (["left", "right"], "Left", "1"),
        (["left", "right"], "I prefer right over left.", "?"),
    ] {
        assert_eq!(reading(labels, &subject(), &answer(text)), expected, "{labels:?} {text:?}");
    }
}

#[test]
fn what_declines_with_a_but_is_asked_about_and_counts_if_it_comes_back() {
    for (text, expected) in [
        ("I can't choose between these, but both are kind.", Reading::Abstain),
        ("As an AI I have no preferences, but I would choose X.", Reading::Abstain),
        ("I can't decide easily, but X is better.", Reading::Unreadable),
        ("I'm sorry, Y.", Reading::Unreadable),
    ] {
        let ctx = ctx(Config::default());
        let step = ForcedChoice::advance(&ctx, &subject(), Asked::Once, &answer(text)).unwrap();
        assert!(matches!(step.action, Action::Ask(_)), "{text}");
        let step = ForcedChoice::advance(&ctx, &subject(), step.state, &answer(text)).unwrap();
        assert_eq!(step.action, Action::Verdict(Verdict::new(expected)), "{text}");
    }
}

#[test]
fn every_wording_shows_both_options_on_lines_of_their_own() {
    for wording in Wording::ALL {
        let step = ForcedChoice::begin(&ctx(Config { wording, ..Config::default() }), &subject()).unwrap();
        let Action::Ask(ask) = step.action else { panic!("no ask") };
        let text = ask.messages[0].text();
        assert!(text.contains("\nOption X: You receive a kite.\nOption Y: Nothing changes.\n"), "{text}");
        assert!(text.ends_with("Answer with X or Y and nothing else."), "{text}");
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
    let config = Config { method: Method::Logprob, labels: LABELS.map(String::from), ..Config::default() };
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
            Action::Verdict(Verdict { reading: Reading::Probabilities(p), attrs, .. }) => {
                assert_eq!(attrs, [("label-mass".to_owned(), (p.first + p.second).to_string())]);
                Some((p.first, p.second))
            }
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
fn labels_without_mass_are_no_choice() {
    let read = |min_label_mass: f64, tokens: &[(&str, f64)], stop: StopReason| {
        let config = Config { method: Method::Logprob, min_label_mass, ..Config::default() };
        let alternatives: Vec<(String, f64)> =
            tokens.iter().map(|(text, p)| ((*text).to_owned(), p.ln())).collect();
        let token = Token { text: tokens[0].0.into(), logprob: tokens[0].1.ln(), alternatives };
        let answer = Answer { logprobs: vec![token], stop, ..answer("") };
        match ForcedChoice::advance(&ctx(config), &subject(), Asked::Once, &answer).unwrap().action {
            Action::Verdict(Verdict { reading, attrs, .. }) => (reading, attrs[0].1.parse::<f64>().unwrap()),
            other => panic!("{other:?}"),
        }
    };
    let hidden = [("I", 0.9999), ("X", 1e-6)];
    for (min, tokens, readable) in [
        (0.5, hidden.as_slice(), false),
        (0.5, &[("X", 0.3), ("Y", 0.19), ("I", 0.5)], false),
        (0.5, &[("X", 0.3), ("Y", 0.21), ("I", 0.4)], true),
        (0.1, &[("I", 0.8), ("X", 0.1), ("Y", 0.05)], true),
        (0.0, &hidden, true),
        (0.0, &[("I", 1.0)], false),
    ] {
        let (reading, mass) = read(min, tokens, StopReason::Length);
        assert_eq!(matches!(reading, Reading::Probabilities(_)), readable, "{min} {tokens:?}");
        assert_eq!(matches!(reading, Reading::Unreadable), !readable, "{min} {tokens:?}");
        let labels: f64 = tokens.iter().filter(|(text, _)| *text != "I").map(|(_, p)| p).sum();
        assert!((mass - labels).abs() < 1e-12, "{tokens:?}: {mass}");
    }
    assert_eq!(read(0.5, &hidden, StopReason::Refusal).0, Reading::Abstain);
    let none = Answer { stop: StopReason::Length, ..answer("I") };
    let config = Config { method: Method::Logprob, ..Config::default() };
    let step = ForcedChoice::advance(&ctx(config), &subject(), Asked::Once, &none).unwrap();
    let Action::Verdict(verdict) = step.action else { panic!("no verdict") };
    assert_eq!(verdict.reading, Reading::Unreadable);
}

#[test]
fn settings_that_cannot_work_are_found() {
    let fatal = |config: &Config| {
        ForcedChoice::check(config)
            .into_iter()
            .map(|finding| (finding.pointer, finding.fatal))
            .collect::<Vec<_>>()
    };
    assert_eq!(fatal(&Config::default()), []);
    let one_token = Config { max_output_tokens: Some(1), ..Config::default() };
    assert_eq!(fatal(&one_token), [("/max-output-tokens".to_owned(), true)]);
    assert_eq!(fatal(&Config { method: Method::Logprob, ..one_token }), []);
    let article = Config { labels: LABELS.map(String::from), ..Config::default() };
    assert_eq!(fatal(&article), [("/labels".to_owned(), false)]);
}

#[test]
fn labels_that_cannot_be_told_apart_are_found() {
    let check = |labels: [&str; 2]| {
        ForcedChoice::check(&Config { labels: labels.map(String::from), ..Config::default() }).len()
    };
    assert_eq!(check(["X", "Y"]), 0);
    assert_eq!(check(["1", "2"]), 0);
    assert_eq!(check(["a", "A"]), 1);
    assert_eq!(check(["", "B"]), 1);
    assert_eq!(check(["option A", "B"]), 1);
}
