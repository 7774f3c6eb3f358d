//! What log-probabilities are read as.

use super::*;

/// The verdict on a first token with these alternatives.
fn verdict(config: &Config, tokens: &[(&str, f64)]) -> Verdict {
    let alternatives: Vec<(String, f64)> =
        tokens.iter().map(|(text, p)| ((*text).to_owned(), p.ln())).collect();
    let token = Token { text: tokens[0].0.into(), logprob: tokens[0].1.ln(), alternatives };
    let answer = Answer { logprobs: vec![token], stop: StopReason::Length, ..answer(tokens[0].0) };
    match ForcedChoice::advance(&ctx(config.clone()), &subject(), Asked::Once, &answer).unwrap().action {
        Action::Verdict(verdict) => verdict,
        other => panic!("{other:?}"),
    }
}

fn near(read: &Reading, [first, second, tie]: [f64; 3]) -> bool {
    let Reading::Probabilities(p) = read else { return false };
    [p.first - first, p.second - second, p.tie - tie].iter().all(|difference| difference.abs() < 1e-12)
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
fn labels_of_any_kind_are_found() {
    for (labels, tokens, expected) in [
        (["X", "Y"], [("X", 0.5), (" y", 0.25)], [0.5, 0.25, 0.0]),
        (["1", "2"], [("1", 0.5), ("2", 0.25)], [0.5, 0.25, 0.0]),
        (["left", "right"], [("Left", 0.5), (" right", 0.25)], [0.5, 0.25, 0.0]),
        (["B", "A"], [("A", 0.5), ("B", 0.25)], [0.25, 0.5, 0.0]),
    ] {
        let config =
            Config { method: Method::Logprob, labels: labels.map(String::from), ..Config::default() };
        let verdict = verdict(&config, &tokens);
        assert!(near(&verdict.reading, expected), "{labels:?}: {verdict:?}");
        assert_eq!(verdict.attrs, [("label-mass".to_owned(), "0.75".to_owned())]);
    }
}

#[test]
fn the_neutral_options_mass_is_a_tie() {
    let config = Config { method: Method::Logprob, neutral: true, ..Config::default() };
    let tokens = [("X", 0.5), ("Z", 0.25), ("Y", 0.125), ("I", 0.1)];
    let read = verdict(&config, &tokens);
    assert!(near(&read.reading, [0.5, 0.125, 0.25]), "{read:?}");
    assert_eq!(read.attrs, [("label-mass".to_owned(), "0.875".to_owned())]);
    // The other label for each option, and the other way round.
    let exchanged = Config { labels: ["Y".into(), "X".into()], ..config.clone() };
    assert!(near(&verdict(&exchanged, &tokens).reading, [0.125, 0.5, 0.25]));
    // Where it is not offered, it is a word like any other.
    let without = Config { neutral: false, ..config };
    assert!(near(&verdict(&without, &tokens).reading, [0.5, 0.125, 0.0]));
}

#[test]
fn the_word_to_decline_with_has_a_mass_of_its_own() {
    let config = Config { method: Method::Logprob, abstain: true, ..Config::default() };
    for (tokens, expected) in [
        ([("X", 0.5), ("Y", 0.25), ("pass", 0.125)].as_slice(), Some([0.5, 0.25, 0.0])),
        // Most of it, and so an abstention; as much of it, and so none.
        (&[("Pass", 0.5), ("X", 0.25), ("Y", 0.125)], None),
        (&[("pass", 0.375), ("X", 0.25), ("Y", 0.125)], Some([0.25, 0.125, 0.0])),
        (&[(" pass", 1.0)], None),
    ] {
        let read = verdict(&config, tokens);
        match expected {
            Some(expected) => assert!(near(&read.reading, expected), "{tokens:?}: {read:?}"),
            None => assert_eq!(read.reading, Reading::Abstain, "{tokens:?}"),
        }
        let names: Vec<&str> = read.attrs.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["label-mass", "decline-mass"]);
    }
    // Together they are too little.
    let tokens = [("I", 0.6), ("pass", 0.3), ("X", 0.1)];
    assert_eq!(verdict(&config, &tokens).reading, Reading::Unreadable);
}
