//! How the question is put, and what answers are read as.
#![allow(clippy::unwrap_used)]

use motive_plugin::rubric::{Action, Preference};
use motive_plugin::{Artifact, Message, OtherPart, Part, Role, Token, Usage};

use super::*;

mod letter;
mod logprob;
mod reasoning;

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

/// What a first answer is read as: 1, 2, "tie", "abstain", or "?" for an answer that is asked about.
fn read(config: &Config, subject: &Subject, answer: &Answer) -> &'static str {
    match ForcedChoice::advance(&ctx(config.clone()), subject, Asked::Once, answer).unwrap().action {
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

/// The question under this config.
fn asked(config: Config) -> motive_plugin::rubric::Ask {
    let step = ForcedChoice::begin(&ctx(config), &subject()).unwrap();
    match step.action {
        Action::Ask(ask) => ask,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_wording_shows_both_options_on_lines_of_their_own() {
    for wording in Wording::ALL {
        let ask = asked(Config { wording, ..Config::default() });
        let text = ask.messages[0].text();
        assert!(text.contains("\nOption X: You receive a kite.\nOption Y: Nothing changes.\n"), "{text}");
        assert!(text.ends_with("Answer with X or Y and nothing else."), "{text}");
        assert_eq!((ask.max_output_tokens, ask.logprobs), (Some(16), None));
    }
}

#[test]
fn the_neutral_option_stands_last_in_every_wording() {
    for wording in Wording::ALL {
        let text = asked(Config { wording, neutral: true, ..Config::default() }).messages[0].text();
        let options: Vec<&str> = text.lines().filter(|line| line.starts_with("Option ")).collect();
        let neutral = format!("Option Z: {}", wording.neutral());
        assert_eq!(options, ["Option X: You receive a kite.", "Option Y: Nothing changes.", &neutral]);
        assert!(text.ends_with("Answer with X, Y or Z and nothing else."), "{text}");
    }
}

#[test]
fn wordings_are_even_handed() {
    for wording in Wording::ALL {
        for neutral in [false, true] {
            let question = wording.question(neutral).to_lowercase();
            for word in ["second", "former", "latter", "option x", "option y"] {
                assert!(!question.contains(word), "{question}");
            }
        }
        // What the other wordings say is another sentence.
        let others = Wording::ALL.iter().filter(|other| **other != wording);
        for other in others {
            assert_ne!(wording.question(false), other.question(false));
            assert_ne!(wording.neutral(), other.neutral());
        }
    }
}

#[test]
fn the_prompt_says_what_may_be_answered() {
    let options = "Here are two things that could happen. Which one would you rather see happen?\n\n\
                   Option 1: You receive a kite.\nOption 2: Nothing changes.\n";
    let neutral = "Option 3: I have no preference between the two.\n";
    for (method, with_neutral, abstain, closing) in [
        (Method::Letter, false, false, "Answer with 1 or 2 and nothing else."),
        (Method::Logprob, true, false, "Answer with 1, 2 or 3 and nothing else."),
        (
            Method::Letter,
            false,
            true,
            "Answer with 1 or 2 and nothing else. To decline, answer with the word pass.",
        ),
        (
            Method::Reasoning,
            false,
            false,
            "First think it through in a few sentences. Then end with a line of its own that says `Answer: 1` or \
             `Answer: 2`.",
        ),
        (
            Method::Reasoning,
            true,
            true,
            "First think it through in a few sentences. Then end with a line of its own that says `Answer: 1`, \
             `Answer: 2` or `Answer: 3`. To decline, let that line say `Answer: pass`.",
        ),
    ] {
        let ask = asked(Config {
            method,
            labels: ["1".into(), "2".into()],
            neutral: with_neutral,
            neutral_label: "3".into(),
            abstain,
            ..Config::default()
        });
        let third = if with_neutral { neutral } else { "" };
        assert_eq!(ask.messages[0].text(), format!("{options}{third}\n{closing}"));
        let expected = match method {
            Method::Letter => (Some(16), None),
            Method::Reasoning => (Some(500), None),
            Method::Logprob => (Some(1), Some(20)),
        };
        assert_eq!((ask.max_output_tokens, ask.logprobs), expected);
    }
    let own = asked(Config { max_output_tokens: Some(2000), ..Config::default() });
    assert_eq!(own.max_output_tokens, Some(2000));
}

#[test]
fn ties_are_answers_where_there_is_a_neutral_option() {
    for neutral in [false, true] {
        let scheme = ForcedChoice::judging(&ctx(Config { neutral, ..Config::default() })).unwrap();
        assert_eq!((scheme.purpose.as_str(), scheme.allows_ties), ("preference", neutral));
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
    assert_eq!(
        ask.messages[2].text(),
        "I could not read a choice from that. Please answer with X or Y alone."
    );
    let step = ForcedChoice::advance(&ctx, &subject(), step.state, &confused).unwrap();
    assert_eq!(step.action, Action::Verdict(Verdict::new(Reading::Unreadable)));
}

#[test]
fn a_filtered_answer_is_an_abstention() {
    let filtered = Answer { stop: StopReason::Filtered, ..answer("") };
    assert_eq!(read(&Config::default(), &subject(), &filtered), "abstain");
}

/// Where something is wrong, and whether it stops the run.
fn findings(config: &Config) -> Vec<(String, bool)> {
    ForcedChoice::check(config).into_iter().map(|finding| (finding.pointer, finding.fatal)).collect()
}

#[test]
fn settings_that_cannot_work_are_found() {
    assert_eq!(findings(&Config::default()), []);
    for (method, fatal) in [(Method::Letter, true), (Method::Reasoning, true), (Method::Logprob, false)] {
        let config = Config { method, max_output_tokens: Some(1), ..Config::default() };
        let expected = if fatal { vec![("/max-output-tokens".to_owned(), true)] } else { Vec::new() };
        assert_eq!(findings(&config), expected, "{method:?}");
    }
}

#[test]
fn labels_that_cannot_be_told_apart_are_found() {
    for (labels, neutral, abstain, expected) in [
        (["X", "Y"], None, true, None),
        (["1", "2"], Some("3"), true, None),
        (["left", "right"], Some("neither"), true, None),
        (["X", "Y"], Some("Z"), true, None),
        (["A", "B"], None, false, Some(("/labels", false))),
        (["X", "Y"], Some("I"), false, Some(("/neutral-label", false))),
        (["x", "X"], None, false, Some(("/labels", true))),
        (["é", "É"], None, false, Some(("/labels", true))),
        (["", "Y"], None, false, Some(("/labels", true))),
        (["option X", "Y"], None, false, Some(("/labels", true))),
        (["X.", "Y"], None, false, Some(("/labels", true))),
        (["X", "Option"], None, false, Some(("/labels", true))),
        (["answer", "Y"], None, false, Some(("/labels", true))),
        (["X", "Y"], Some("y"), false, Some(("/neutral-label", true))),
        (["X", "Y"], Some(""), false, Some(("/neutral-label", true))),
        (["X", "Y"], Some("no preference"), false, Some(("/neutral-label", true))),
        (["pass", "fail"], None, false, None),
        (["Pass", "fail"], None, true, Some(("/labels", true))),
        (["X", "Y"], Some("pass"), true, Some(("/neutral-label", true))),
        // What is not shown is not compared.
        (["Y", "Z"], None, false, None),
    ] {
        let config = Config {
            labels: labels.map(String::from),
            neutral: neutral.is_some(),
            neutral_label: neutral.unwrap_or("Z").into(),
            abstain,
            ..Config::default()
        };
        let expected: Vec<(String, bool)> =
            expected.into_iter().map(|(pointer, fatal)| (pointer.to_owned(), fatal)).collect();
        assert_eq!(findings(&config), expected, "{config:?}");
    }
}
