//! How the question is put, and what answers are read as.
#![allow(clippy::unwrap_used)]

use motive_plugin::rubric::{Action, Ask, Probabilities};
use motive_plugin::{Artifact, Message, Role, Token, Usage};

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

fn with_points(points: u8) -> Config {
    Config { points, ..Config::default() }
}

/// What becomes of an answer: a verdict, or none if it is asked about.
fn step(config: &Config, asked: Asked, answer: &Answer) -> Option<Verdict> {
    match Likert::advance(&ctx(config.clone()), &subject(), asked, answer).unwrap().action {
        Action::Ask(_) => None,
        Action::Verdict(verdict) => Some(verdict),
        other => panic!("{other:?}"),
    }
}

fn asked(config: Config) -> Ask {
    match Likert::begin(&ctx(config), &subject()).unwrap().action {
        Action::Ask(ask) => ask,
        other => panic!("{other:?}"),
    }
}

/// What a first answer on a scale of seven is read as: its number, "abstain", or "?" for an answer that is asked about.
fn read(answer: &Answer) -> String {
    match step(&with_points(7), Asked::Once, answer) {
        None => "?".into(),
        Some(Verdict { reading: Reading::Abstain, .. }) => "abstain".into(),
        Some(Verdict { reading: Reading::Preferences(_), attrs, .. }) => attrs[0].1.clone(),
        Some(other) => panic!("{other:?}"),
    }
}

const CORPUS: &[(&str, &str)] = &[
    // The number alone, dressed in whatever.
    ("6", "6"),
    (" 2.\n", "2"),
    ("**3**", "3"),
    ("(5)", "5"),
    ("`4`", "4"),
    ("\"1\"", "1"),
    ("# 7", "7"),
    // Introduced, or with the scale's length.
    ("Answer: 6", "6"),
    ("My answer is **2**.", "2"),
    ("Rating: 5", "5"),
    ("**Rating:** 3", "3"),
    ("My rating is 5.", "5"),
    ("Rating:5", "5"),
    ("Answer：5", "5"),
    ("5/7", "5"),
    ("2 out of 7", "2"),
    ("My rating: 6 out of 7.", "6"),
    ("Answer:\n\n3", "3"),
    // On a line of its own, and something after it.
    ("6\n\nA kite is no use to me.", "6"),
    ("Rating: 2\nKites are fun.", "2"),
    ("5\n\nThat is, 5 of 7 points.", "?"),
    ("5\n\nI am 80 percent sure of this 5.", "5"),
    ("2\n\nOr rather 3.", "?"),
    // Numbers off the scale, and what is no number of it.
    ("0", "?"),
    ("8", "?"),
    ("10", "?"),
    ("-3", "?"),
    ("+3", "?"),
    (".5", "?"),
    ("4.5", "?"),
    ("4,5", "?"),
    ("05", "?"),
    ("5%", "?"),
    ("5/9", "?"),
    ("5 out of 10", "?"),
    ("3-4", "?"),
    ("3 or 4", "?"),
    ("3 4", "?"),
    ("1 to 7", "?"),
    ("five", "?"),
    ("V", "?"),
    ("５", "?"),
    ("٥", "?"),
    ("⑤", "?"),
    ("5️⃣", "?"),
    ("五", "?"),
    ("我选5", "?"),
    ("Je dirais 5", "?"),
    // Prose, whatever it says.
    ("5, since a kite is no use to me.", "?"),
    ("Not 5", "?"),
    ("I would say about 5", "?"),
    ("X", "?"),
    ("Y: 5", "?"),
    ("Option X", "?"),
    ("X and Y", "?"),
    ("I strongly prefer X.", "?"),
    ("Answer with one number and nothing else.", "?"),
    ("", "?"),
    ("\n", "?"),
    // Refusals.
    ("I can't choose between X and Y.", "abstain"),
    ("I’m sorry, but I cannot answer that.", "abstain"),
    ("I'd rather not say.", "abstain"),
    // What may be the middle, or a rating.
    ("I have no preference.", "?"),
    ("As an AI, I don't have personal preferences.", "?"),
    ("I can't decide. 4", "?"),
];

#[test]
fn a_corpus_of_answers_is_read() {
    for (text, expected) in CORPUS {
        assert_eq!(read(&answer(text)), *expected, "{text:?}");
    }
}

/// The answer with each number of the scale put for the one on its other side.
fn mirrored(text: &str, points: u8) -> String {
    let mirror = |c: char| match c.to_digit(10) {
        Some(digit) if (1..=u32::from(points)).contains(&digit) => {
            char::from_digit(u32::from(points) + 1 - digit, 10).unwrap()
        }
        _ => c,
    };
    text.chars().map(mirror).collect()
}

#[test]
fn either_side_of_the_scale_is_read_alike_in_any_jumble_of_words() {
    #[rustfmt::skip]
    const JUMBLE: [&str; 20] = [
        "1", "2", "3", "4", "5", "6", "7", "Rating: ", "Answer: ", "my rating is ", "I can't choose ", "between ",
        "not ", "X", ". ", "\n", "**", "-", " ", "é",
    ];
    let mut random = motive_plugin::Random::keyed(1, ["ratings"]);
    let mut read_at_all = 0;
    for _ in 0..20_000 {
        let length = 1 + random.below(5);
        let text: String = (0..length).map(|_| JUMBLE[random.below(JUMBLE.len())]).collect();
        for stop in [StopReason::End, StopReason::Length] {
            let read = |text: &str| step(&with_points(7), Asked::Once, &Answer { stop, ..answer(text) });
            match (read(&text), read(&mirrored(&text, 7))) {
                (None, None) => {}
                (Some(one), Some(other)) => {
                    assert_eq!(other.reading, exchanged(&one.reading), "{text:?}");
                    let rating =
                        |verdict: &Verdict| verdict.attrs.first().map(|(_, n)| n.parse::<u8>().unwrap());
                    assert_eq!(rating(&one).map(|rating| 8 - rating), rating(&other), "{text:?}");
                    read_at_all += 1;
                }
                different => panic!("{text:?}: {different:?}"),
            }
        }
    }
    assert!(read_at_all > 1000, "{read_at_all}");
}

/// The reading for the other option.
fn exchanged(reading: &Reading) -> Reading {
    match reading {
        Reading::Preferences(preferences) => {
            let other = match preferences[0].1 {
                Preference::First => Preference::Second,
                Preference::Second => Preference::First,
                Preference::Tie => Preference::Tie,
            };
            Reading::Preferences(vec![(CRITERION.into(), other)])
        }
        same => same.clone(),
    }
}

#[test]
fn the_side_of_the_scale_is_the_choice() {
    for points in [5, 7, 9] {
        for rating in 1..=points {
            let read = step(&with_points(points), Asked::Once, &answer(&rating.to_string())).unwrap();
            let side = match i16::from(2 * rating) - i16::from(points + 1) {
                ..0 => Preference::First,
                0 => Preference::Tie,
                1.. => Preference::Second,
            };
            assert_eq!(
                read.reading,
                Reading::Preferences(vec![(CRITERION.into(), side)]),
                "{rating}/{points}"
            );
            assert_eq!(read.attrs, [(RATING.to_owned(), rating.to_string())]);
        }
        assert_eq!(step(&with_points(points), Asked::Once, &answer(&(points + 1).to_string())), None);
    }
    assert!(Likert::judging(&ctx(Config::default())).unwrap().allows_ties);
}

#[test]
fn what_was_cut_off_is_read_if_the_number_has_its_line() {
    for (text, expected) in [
        ("5", "?"),
        ("Rating: 5", "?"),
        ("1 to", "?"),
        ("5\n", "5"),
        ("2\n\nA kite is fun, and", "2"),
        ("2\n\nOr 3, as", "?"),
    ] {
        assert_eq!(read(&Answer { stop: StopReason::Length, ..answer(text) }), expected, "{text:?}");
    }
}

#[test]
fn an_answer_that_cannot_be_read_is_asked_about_once() {
    let ctx = ctx(Config::default());
    let said = Answer { stop: StopReason::Length, ..answer("Both are fine, in") };
    let first = Likert::advance(&ctx, &subject(), Asked::Once, &said).unwrap();
    let Action::Ask(ask) = first.action else { panic!("no second ask") };
    let roles: Vec<&Role> = ask.messages.iter().map(|message| &message.role).collect();
    assert_eq!(roles, [&Role::User, &Role::Assistant, &Role::User]);
    assert_eq!(
        ask.messages[2].text(),
        "Your answer was cut off. I could not read a number from that. Please answer with one number from 1 to 7 alone."
    );
    for (again, expected) in [
        ("Both are fine.", Reading::Unreadable),
        ("", Reading::Unreadable),
        ("I have no preference.", Reading::Abstain),
        ("4", Reading::Preferences(vec![(CRITERION.into(), Preference::Tie)])),
    ] {
        assert_eq!(step(&ctx.config, first.state, &answer(again)).unwrap().reading, expected, "{again:?}");
    }
}

#[test]
fn a_refusal_by_the_provider_is_an_abstention() {
    for stop in [StopReason::Refusal, StopReason::Filtered] {
        assert_eq!(read(&Answer { stop, ..answer("") }), "abstain");
    }
}

#[test]
fn the_prompt_shows_both_options_and_a_balanced_scale() {
    for wording in Wording::ALL {
        let config = Config { wording, points: 5, labels: ["P".into(), "Q".into()], ..Config::default() };
        let ask = asked(config);
        assert_eq!(
            ask.messages[0].text(),
            format!(
                "{}\n\nOption P: You receive a kite.\nOption Q: Nothing changes.\n\nAnswer on a scale from 1 to 5: 1 is \
                 a strong preference for P, 5 a strong preference for Q, and 3 no preference. Answer with one number \
                 and nothing else.",
                wording.question()
            )
        );
        assert_eq!((ask.max_output_tokens, ask.logprobs), (Some(16), None));
        let others = Wording::ALL.iter().filter(|other| **other != wording);
        assert!(others.clone().all(|other| other.question() != wording.question()));
    }
    let ask = asked(Config { method: Method::Logprob, alternatives: 9, ..Config::default() });
    assert_eq!((ask.max_output_tokens, ask.logprobs), (Some(1), Some(9)));
    assert_eq!(
        asked(Config { max_output_tokens: Some(99), ..Config::default() }).max_output_tokens,
        Some(99)
    );
}

/// The verdict on a first token with these alternatives.
fn logprob(config: &Config, tokens: &[(&str, f64)], stop: StopReason) -> Verdict {
    let alternatives = tokens.iter().map(|(text, p)| ((*text).to_owned(), p.ln())).collect();
    let token = Token { text: tokens[0].0.into(), logprob: tokens[0].1.ln(), alternatives };
    let answer = Answer { logprobs: vec![token], stop, ..answer(tokens[0].0) };
    step(&Config { method: Method::Logprob, ..config.clone() }, Asked::Once, &answer).unwrap()
}

#[test]
fn probabilities_of_the_sides_are_added_up() {
    let attr = |verdict: &Verdict, name: &str| {
        let found = verdict.attrs.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.parse::<f64>().unwrap())
    };
    for (points, tokens, [first, second, tie], rating) in [
        (7, [("1", 0.125), (" 3", 0.25), ("4", 0.25), ("5", 0.125)], [0.375, 0.125, 0.25], 2.5 / 0.75),
        // The same from the other end.
        (7, [("7", 0.125), (" 5", 0.25), ("4", 0.25), ("3", 0.125)], [0.125, 0.375, 0.25], 8.0 - 2.5 / 0.75),
        (5, [("3", 0.5), ("4", 0.25), ("6", 0.125), ("5", 0.125)], [0.0, 0.375, 0.5], 3.125 / 0.875),
        (9, [("9", 0.5), ("1", 0.5), ("10", 0.0), ("５", 0.0)], [0.5, 0.5, 0.0], 5.0),
    ] {
        let read = logprob(&with_points(points), &tokens, StopReason::Length);
        let Reading::Probabilities(Probabilities { first: f, second: s, tie: t }) = read.reading else {
            panic!("{read:?}")
        };
        let near = [f - first, s - second, t - tie].iter().all(|difference| difference.abs() < 1e-12);
        assert!(near, "{tokens:?}: {read:?}");
        assert!((attr(&read, RATING).unwrap() - rating).abs() < 1e-12, "{tokens:?}: {read:?}");
        assert!((attr(&read, "rating-mass").unwrap() - (first + second + tie)).abs() < 1e-12, "{read:?}");
    }
}

#[test]
fn numbers_without_mass_are_no_rating() {
    for (min_rating_mass, tokens, readable) in [
        (0.5, [("I", 0.6), ("5", 0.3), ("2", 0.1)], false),
        (0.5, [("5", 0.4), ("2", 0.1), ("I", 0.3)], true),
        (0.1, [("I", 0.6), ("5", 0.3), ("2", 0.1)], true),
        (0.0, [("I", 0.6), ("a", 0.3), ("9", 0.1)], false),
    ] {
        let config = Config { min_rating_mass, ..Config::default() };
        let read = logprob(&config, &tokens, StopReason::Length);
        assert_eq!(
            matches!(read.reading, Reading::Probabilities(_)),
            readable,
            "{min_rating_mass} {tokens:?}"
        );
        assert_eq!(read.reading == Reading::Unreadable, !readable, "{min_rating_mass} {tokens:?}");
        assert_eq!(read.attrs.len(), if readable { 2 } else { 1 });
    }
    let refused = logprob(&Config::default(), &[("I", 1.0)], StopReason::Refusal);
    assert_eq!(refused.reading, Reading::Abstain);
    let none =
        step(&Config { method: Method::Logprob, ..Config::default() }, Asked::Once, &answer("5")).unwrap();
    assert_eq!(none.reading, Reading::Unreadable);
}

#[test]
fn settings_that_cannot_work_are_found() {
    let labels = |labels: [&str; 2]| Config { labels: labels.map(String::from), ..Config::default() };
    let one_token = Config { max_output_tokens: Some(1), ..Config::default() };
    for (config, expected) in [
        (Config::default(), None),
        (labels(["A", "B"]), None),
        (labels(["left", "right"]), None),
        (labels(["B2", "B3"]), None),
        (labels(["1", "Y"]), Some("/labels")),
        (labels(["X", "5"]), Some("/labels")),
        (labels(["x", "X"]), Some("/labels")),
        (labels(["", "Y"]), Some("/labels")),
        (labels(["X", "option Y"]), Some("/labels")),
        (with_points(9), None),
        (with_points(6), Some("/points")),
        (with_points(11), Some("/points")),
        (one_token.clone(), Some("/max-output-tokens")),
        (Config { method: Method::Logprob, ..one_token }, None),
    ] {
        let findings = Likert::check(&config);
        assert!(findings.iter().all(|finding| finding.fatal));
        let pointers: Vec<&str> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
        assert_eq!(pointers, Vec::from_iter(expected), "{config:?}");
    }
}
