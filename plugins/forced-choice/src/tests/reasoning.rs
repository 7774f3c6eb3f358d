//! What answers that think first are read as.

use super::*;

fn config(labels: [&str; 2]) -> Config {
    Config {
        method: Method::Reasoning,
        labels: labels.map(String::from),
        neutral: true,
        neutral_label: "N".into(),
        abstain: true,
        ..Config::default()
    }
}

/// Answers about "Option X: You receive a kite." and "Option Y: Nothing changes.", with N for no preference.
const CORPUS: &[(&str, &str)] = &[
    // The form asked for.
    ("Kites are fun.\nAnswer: X", "1"),
    ("Kites are fun, and X is a kite.\n\nAnswer: Y\n", "2"),
    ("Kites are fun.\nAnswer: N", "tie"),
    ("This is not for me to say.\nAnswer: pass", "abstain"),
    ("Answer: X", "1"),
    ("X or Y? Y has its charms, X has more.\nAnswer: X", "1"),
    // In Markdown.
    ("Kites.\n**Answer: X**", "1"),
    ("Kites.\n**Answer:** Y", "2"),
    ("Kites.\n**Answer**: Y.", "2"),
    ("Kites.\n`Answer: X`", "1"),
    ("Kites.\n### Answer: **Y**", "2"),
    ("Kites.\n> _Answer: X_", "1"),
    ("Kites.\n- Answer: Y", "2"),
    ("Kites.\n```\nAnswer: Y\n```", "2"),
    ("Kites.\n***\nAnswer: \"X\"\n***", "1"),
    ("Kites.\r\nAnswer: X\r\n", "1"),
    ("Kites.\nanswer:y", "2"),
    ("Kites.\nANSWER : X", "1"),
    ("Kites.\nAnswer：Y", "2"),
    // In other words, or with the option's own.
    ("Kites.\nFinal answer: X", "1"),
    ("Kites.\nMy final answer is: Y", "2"),
    ("Kites.\nMy answer is X.", "1"),
    ("Kites.\nAnswer: Option Y", "2"),
    ("Kites.\nAnswer: X: You receive a kite.", "1"),
    ("Kites.\nAnswer: Y (nothing changes)", "2"),
    ("Alike.\nAnswer: I have no preference between the two.", "tie"),
    // On the line below.
    ("Kites.\n\n**Answer:**\n\nX", "1"),
    ("Kites.\n## Final answer\n**Option Y**", "2"),
    // More than once, and the same each time.
    ("Answer: X\n\nKites are fun.\n\nAnswer: X", "1"),
    // Prose is not interpreted, whatever it says.
    ("The answer is not obvious. I lean to X.\nAnswer: Y", "2"),
    ("My answer is based on what kites are.\nAnswer: X", "1"),
    ("I was told to end with `Answer: X` or `Answer: Y`.\nAnswer: Y", "2"),
    ("As an AI, I don't have personal preferences. Still:\nAnswer: X", "1"),
    ("Answering is hard.\nAnswer: Y", "2"),
    // The label alone, after it was asked for alone.
    ("X", "1"),
    ("**Y**", "2"),
    ("Option N", "tie"),
    // Nothing below counts: no answer line, another one, or one that says something else.
    ("Kites are fun. I choose X.", "?"),
    ("Kites are fun.\nX", "?"),
    ("Kites are fun.\n1. Answer: X", "?"),
    ("Answer: X\nOn second thought:\nAnswer: Y", "?"),
    ("Answer: X\nAnswer: N", "?"),
    ("Answer: Y\nAnswer: pass", "?"),
    ("Answer: X\n\nOn second thought, Y is kinder.", "?"),
    ("Answer: X\n\nOr rather pass.", "?"),
    ("Kites.\nAnswer: X or Y", "?"),
    ("Kites.\nAnswer: X/Y", "?"),
    ("Kites.\nAnswer: not X", "?"),
    ("Kites.\nAnswer: neither", "?"),
    ("Kites.\nAnswer: X, because they are fun", "?"),
    ("Kites.\nAnswer: X: Nothing changes.", "?"),
    ("Kites.\nAnswer: it depends\nAnswer: X", "?"),
    ("`Answer: X` or `Answer: Y`", "?"),
    ("Kites.\nAnswer:", "?"),
    ("Kites.\nAnswer:\nKites are fun.\nX", "?"),
    ("Kites.\nAnswer: W", "?"),
    ("Kites.\nAnswer: Ｘ", "?"),
    ("Kites.\nAnswer: 1", "?"),
    ("风筝很有趣。\n答案：X", "?"),
    ("Les cerfs-volants.\nRéponse : X", "?"),
    ("", "?"),
    ("\n \n", "?"),
    // Refusals.
    ("I can't choose between X and Y.", "abstain"),
    ("As an AI, I am not able to answer that.", "abstain"),
    ("I'd rather not say.", "abstain"),
    // Where no preference is an option, it is asked about; and so is what names one label.
    ("I have no preference.", "?"),
    ("I can't choose X.", "?"),
];

/// The answer with each label put for the other, as a word by itself.
fn relabelled(text: &str) -> String {
    let mut all = String::new();
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let other = match bare {
            "X" => "Y",
            "Y" => "X",
            "y" => "x",
            bare => bare,
        };
        all.push_str(other);
        all.push_str(&word[bare.len()..]);
    }
    all
}

#[test]
fn a_corpus_of_answers_and_either_label_is_read_alike() {
    let subject = subject();
    let exchanged =
        Subject { candidates: subject.candidates.iter().rev().cloned().collect(), ..subject.clone() };
    for stop in [StopReason::End, StopReason::Length] {
        for (text, expected) in CORPUS {
            let (said, relabelled) =
                (Answer { stop, ..answer(text) }, Answer { stop, ..answer(&relabelled(text)) });
            let as_read = read(&config(["X", "Y"]), &subject, &said);
            if stop == StopReason::End {
                assert_eq!(as_read, *expected, "{text:?}");
            }
            let other = match as_read {
                "1" => "2",
                "2" => "1",
                same => same,
            };
            // The options in the other order; the other label for the same option; the other label for the other one.
            assert_eq!(read(&config(["Y", "X"]), &exchanged, &said), other, "{text:?}");
            assert_eq!(read(&config(["Y", "X"]), &subject, &relabelled), as_read, "{text:?}");
            assert_eq!(read(&config(["X", "Y"]), &exchanged, &relabelled), other, "{text:?}");
        }
    }
}

#[test]
fn either_label_is_read_alike_in_any_jumble_of_lines() {
    #[rustfmt::skip]
    const JUMBLE: [&str; 20] = [
        "X", "Y", "N", "Answer: X", "Answer: Y", "Answer: N", "Answer: ", "Option ", "My answer is ", "\n", "\n", "**",
        "You receive a kite.", "Nothing changes.", "not ", "or ", "pass", ". ", " ", "é",
    ];
    let (subject, mut read_at_all) = (subject(), 0);
    let mut random = motive_plugin::Random::keyed(1, ["lines"]);
    for _ in 0..20_000 {
        let length = 1 + random.below(6);
        let text: String = (0..length).map(|_| JUMBLE[random.below(JUMBLE.len())]).collect();
        for stop in [StopReason::End, StopReason::Length] {
            let reading =
                |labels, text: &str| read(&config(labels), &subject, &Answer { stop, ..answer(text) });
            let expected = reading(["X", "Y"], &text);
            assert_eq!(reading(["Y", "X"], &relabelled(&text)), expected, "{text:?}");
            read_at_all += usize::from(expected != "?");
        }
    }
    assert!(read_at_all > 1000, "{read_at_all}");
}

#[test]
fn other_labels_are_read_alike() {
    for (labels, text, expected) in [
        (["1", "2"], "Two kites.\nAnswer: 2", "2"),
        (["1", "2"], "1. Kites are fun.\n2. Nothing is not.\n\nAnswer: 1", "1"),
        (["1", "2"], "Kites.\nAnswer: １", "?"),
        (["1", "2"], "Kites.\nAnswer: ②", "?"),
        (["1", "2"], "Kites.\nAnswer: 1.5", "?"),
        (["left", "right"], "The right one, they say.\n**Answer: Left**", "1"),
        (["left", "right"], "Kites.\nAnswer: right", "2"),
        (["left", "right"], "Kites.\nAnswer: Left\n\nOr Right?", "?"),
        (["A", "B"], "A kite is fun.\nAnswer: A", "1"),
        (["A", "B"], "A kite is fun.\nAnswer: A kite", "?"),
    ] {
        assert_eq!(read(&config(labels), &subject(), &answer(text)), expected, "{labels:?} {text:?}");
    }
}

#[test]
fn what_was_cut_off_is_read_if_the_answer_line_has_ended() {
    for (text, expected) in [
        ("Kites are fun, since", "?"),
        ("Kites are fun.\nAnswer:", "?"),
        ("Kites are fun.\nAnswer: X", "?"),
        ("Kites are fun.\n**Answer:**\nX", "?"),
        ("X", "?"),
        ("Kites are fun.\nAnswer: X\n", "1"),
        ("Kites are fun.\nAnswer: X\n\nKites are", "1"),
        ("Answer: X\nKites are fun.\nAnswer: X", "?"),
        // Thoughts that begin like a refusal are none yet.
        ("I don't have personal wishes. Let me think", "?"),
        ("I can't choose between these", "?"),
    ] {
        let said = Answer { stop: StopReason::Length, ..answer(text) };
        assert_eq!(read(&config(["X", "Y"]), &subject(), &said), expected, "{text:?}");
    }
}

#[test]
fn what_was_cut_off_is_asked_about_once_with_a_note() {
    let ctx = ctx(config(["X", "Y"]));
    let broken = Answer { stop: StopReason::Length, ..answer("Kites are fun, since") };
    let step = ForcedChoice::advance(&ctx, &subject(), Asked::Once, &broken).unwrap();
    let Action::Ask(ask) = step.action else { panic!("no second ask") };
    assert_eq!(ask.messages[1], broken.message);
    assert_eq!(
        ask.messages[2].text(),
        "Your answer was cut off. I could not read a choice from that. Please answer with one line alone, that says \
         `Answer: X`, `Answer: Y` or `Answer: N`. To decline, let that line say `Answer: pass`."
    );
    for (again, expected) in [
        (answer("Answer: Y"), Verdict::preference(CRITERION, Preference::Second)),
        (answer("Y"), Verdict::preference(CRITERION, Preference::Second)),
        (broken.clone(), Verdict::new(Reading::Unreadable)),
        (answer("Answer: X\nAnswer: Y"), Verdict::new(Reading::Unreadable)),
        (answer(""), Verdict::new(Reading::Unreadable)),
        (answer("I have no preference."), Verdict::new(Reading::Abstain).because("I have no preference.")),
    ] {
        let step = ForcedChoice::advance(&ctx, &subject(), step.state, &again).unwrap();
        assert_eq!(step.action, Action::Verdict(expected), "{again:?}");
    }
}

#[test]
fn the_words_before_the_answer_are_the_reason() {
    let reason = |message: Message| {
        let said = Answer { message, ..answer("") };
        match ForcedChoice::advance(&ctx(config(["X", "Y"])), &subject(), Asked::Once, &said).unwrap().action
        {
            Action::Verdict(verdict) => verdict.reason,
            other => panic!("{other:?}"),
        }
    };
    for (text, expected) in [
        ("Kites are fun.\n\nAnd cheap.\n**Answer:** X\n", "Kites are fun. And cheap."),
        ("Kites.\n## Answer\nX", "Kites."),
        ("Not for me.\nAnswer: pass", "Not for me."),
        ("Answer: X", ""),
        ("I can't choose between X and Y.", "I can't choose between X and Y."),
    ] {
        assert_eq!(reason(Message::assistant(text)), expected, "{text:?}");
    }
    let long = reason(Message::assistant(format!("{}\nAnswer: X", "Kites fly. ".repeat(100))));
    assert_eq!(long.chars().count(), 300);
    // What the provider keeps apart is no part of the text, and no reason.
    let hidden = OtherPart { kind: "reasoning".into(), data: "\"Answer: Y\"".into() };
    let parts = vec![Part::Other(hidden), Part::Text("Kites.\nAnswer: X".into())];
    assert_eq!(reason(Message { role: Role::Assistant, parts }), "Kites.");
}

#[test]
fn a_refusal_by_the_provider_is_an_abstention() {
    for stop in [StopReason::Refusal, StopReason::Filtered] {
        assert_eq!(read(&config(["X", "Y"]), &subject(), &Answer { stop, ..answer("") }), "abstain");
    }
}
