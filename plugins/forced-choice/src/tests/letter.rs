//! What answers in words are read as, by letter.

use super::*;

/// What an answer is read as under these labels.
fn reading(labels: [&str; 2], subject: &Subject, answer: &Answer) -> &'static str {
    read(&Config { labels: labels.map(String::from), ..Config::default() }, subject, answer)
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
    ("My final answer: A", "1"),
    ("Answer:B", "2"),
    ("Answer：A", "1"),
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
    (" \n\n ", "?"),
    // Other scripts and languages.
    ("Ａ", "?"),
    ("А", "?"),
    ("我选择 A", "?"),
    ("La respuesta es B.", "?"),
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
        (["left", "right"], "Left\n\nOn reflection, Right", "?"),
        (["1", "2"], "１", "?"),
        (["1", "2"], "①", "?"),
        (["1", "2"], "٢", "?"),
        (["1", "2"], "1.5", "?"),
        (["É", "È"], "é", "1"),
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

/// Answers to "Option A: You receive a kite.", "Option B: Nothing changes." and "Option C: I have no preference between
/// the two.", with "pass" to decline.
const WITH_MORE: &[(&str, &str)] = &[
    ("A", "1"),
    ("B", "2"),
    ("C", "tie"),
    ("**C**.", "tie"),
    ("I choose option C", "tie"),
    ("C: I have no preference between the two.", "tie"),
    ("C\n\nThey are alike to me.", "tie"),
    // Its text does without the label.
    ("I have no preference between the two.", "tie"),
    ("Answer: I have no preference between the two", "tie"),
    ("pass", "abstain"),
    ("Pass.", "abstain"),
    ("My answer is pass.", "abstain"),
    ("pass\n\nThis is not for me to say.", "abstain"),
    ("I can't choose between these.", "abstain"),
    ("I'd rather not say.", "abstain"),
    // The text of another.
    ("C: Nothing changes.", "?"),
    ("A: I have no preference between the two.", "?"),
    ("A or C", "?"),
    ("pass or C", "?"),
    ("C\n\nOr rather B", "?"),
    ("A\n\nOr rather C", "?"),
    ("B\n\nOr rather pass", "?"),
    ("Either would pass.", "?"),
    ("Neither", "?"),
    // Where it is an option, it is asked about.
    ("I have no preference.", "?"),
    ("I don't have any preferences.", "?"),
    ("I have no preference. C", "?"),
];

#[test]
fn a_neutral_option_and_a_word_to_decline_with_are_read() {
    let config = |labels: [&str; 2]| Config {
        labels: labels.map(String::from),
        neutral: true,
        neutral_label: "C".into(),
        abstain: true,
        ..Config::default()
    };
    for (text, expected) in WITH_MORE {
        assert_eq!(read(&config(["A", "B"]), &subject(), &answer(text)), *expected, "{text:?}");
        let relabelled = answer(&relabelled(text));
        assert_eq!(read(&config(["B", "A"]), &subject(), &relabelled), *expected, "{text:?}");
    }
}

#[test]
fn what_is_not_offered_is_not_read() {
    let with = |neutral, abstain| Config { neutral, abstain, ..Config::default() };
    for (config, text, expected) in [
        (with(false, false), "Z", "?"),
        (with(false, false), "pass", "?"),
        (with(false, false), "I have no preference between the two.", "abstain"),
        (with(true, false), "pass", "?"),
        (with(true, false), "Z", "tie"),
        (with(false, true), "pass", "abstain"),
        (with(false, true), "Z", "?"),
    ] {
        assert_eq!(read(&config, &subject(), &answer(text)), expected, "{config:?} {text:?}");
    }
}

#[test]
fn having_no_preference_counts_as_declined_if_it_comes_back_without_the_label() {
    let ctx = ctx(Config { neutral: true, ..Config::default() });
    let none = answer("I have no preference.");
    let step = ForcedChoice::advance(&ctx, &subject(), Asked::Once, &none).unwrap();
    assert!(matches!(step.action, Action::Ask(_)));
    let step = ForcedChoice::advance(&ctx, &subject(), step.state, &none).unwrap();
    assert_eq!(step.action, Action::Verdict(Verdict::new(Reading::Abstain)));
}
