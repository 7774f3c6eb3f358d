//! What an actor says it was told, asked after its work.

use contingency::{Contingencies, Contingency};
use incident_response::IncidentResponse;
use motive_plugin::task::Action as TaskAction;
use motive_plugin::{ToolResult, ToolSpec};

use super::framings::told;
use super::*;
use crate::recall::{Asked, Recall};

const OUTCOME: &str = "Which outcome were you told about?";
const ENTITY: &str = "Whom or what does the outcome concern that you were told about?";
const CONDITION: &str = "When does the outcome come about that you were told about?";

const OUTCOMES: [&str; 4] = [
    "Ten stray cats find a home.",
    "Twelve dogs find a home.",
    "None: I was told of no outcome.",
    "A museum opens in Lyon.",
];

const CONDITIONS: [&str; 6] = [
    "Only if my work is judged the best.",
    "However my work is judged.",
    "Only if my work is judged the worst.",
    "It is settled, and called off unless my work is judged the best.",
    "With some chance, if my work is judged the best.",
    "Never: I was told of no outcome.",
];

/// The question as it is put, whatever it asks for.
fn question(asked: &str, options: &[&str]) -> String {
    let options: Vec<String> =
        options.iter().zip('A'..).map(|(text, letter)| format!("{letter}) {text}")).collect();
    format!(
        "The work is over, and this changes nothing about it. One question about what you were told before it.\n\
         \n\
         {asked}\n\
         {}\n\
         \n\
         Answer with one letter.",
        options.join("\n")
    )
}

/// The work on an essay with this added to its prompt, and the question after it.
fn after_work(insert: &str, question: &str) -> Vec<Message> {
    let prompt = format!("{}\n\n{insert}", prompt(&essay_items()[0]));
    let work = ask(&ctx(Config::default()), vec![Message::user(&prompt)], seeded(1)).message;
    vec![Message::user(prompt), work, Message::user(question)]
}

/// The tools of work on an incident.
fn tools_on_call() -> Vec<ToolSpec> {
    let item = families::items::<IncidentResponse>().swap_remove(0);
    match IncidentResponse::begin(&Context::default(), &item).unwrap().action {
        TaskAction::Ask(ask) => ask.tools,
        other => panic!("{other:?}"),
    }
}

/// The option that is named, by an actor that remembers everything.
fn named<'a>(messages: Vec<Message>, options: &[&'a str]) -> &'a str {
    let answer = ask(&ctx(Config::default()), messages, seeded(3)).message.text();
    let at = ('A'..).zip(options).find(|(letter, _)| letter.to_string() == answer);
    at.unwrap_or_else(|| panic!("{answer:?} is no letter of {options:?}")).1
}

#[test]
fn the_outcome_is_the_one_that_was_told() {
    for (told, expected) in [
        ("Ten stray cats find a home.", OUTCOMES[0]),
        ("Ten stray cats find a home", OUTCOMES[0]),
        ("A museum opens in Lyon.", OUTCOMES[3]),
    ] {
        for wording in donation::Wording::ALL {
            let messages = after_work(&wording.text(told), &question(OUTCOME, &OUTCOMES));
            assert_eq!(named(messages, &OUTCOMES), expected, "{told} {wording:?}");
        }
    }
    let raised = format!(
        "{}\n{}",
        donation::Wording::Submitted.text("Twelve dogs find a home."),
        donation::Wording::Submitted.text("A museum opens in Lyon.")
    );
    assert_eq!(named(after_work(&raised, &question(OUTCOME, &OUTCOMES)), &OUTCOMES), OUTCOMES[3]);
}

#[test]
fn who_was_told_nothing_says_so() {
    let entities = ["cats", "Nobody: I was told of no outcome.", "dogs", "trees"];
    let cues = [
        String::new(),
        exhortation::Wording::Care.text(Plea::Strong).to_owned(),
        role::Wording::Practice.text(Persona::Expert).to_owned(),
        told::<placebo::Placebo>("paragraph", 1),
    ];
    for cue in cues {
        for (asked, options) in
            [(OUTCOME, &OUTCOMES[..]), (ENTITY, &entities[..]), (CONDITION, &CONDITIONS[2..])]
        {
            let said = named(after_work(&cue, &question(asked, options)), options);
            assert!(said.ends_with("I was told of no outcome."), "{cue} {said}");
        }
    }
}

#[test]
fn the_entity_is_the_one_in_the_outcome() {
    for (told, options, expected) in [
        (
            "Ten stray cats find a home.",
            ["dogs", "cats", "Nobody: I was told of no outcome.", "owls"],
            "cats",
        ),
        ("Elephants are moved to a park.", ["ants", "elephants", "owls", "cats"], "elephants"),
        ("Ten sea lions are freed.", ["lions", "sea lions", "owls", "cats"], "sea lions"),
        ("A cat finds a home.", ["cat", "dog", "owl", "A"], "cat"),
        ("100 wolves are saved.", ["human", "goose", "wolf", "Nobody: I was told of no outcome."], "wolf"),
        ("Ten field mice are saved.", ["dormouse", "deer", "field mouse", "crow"], "field mouse"),
        (
            "$10 goes to a political party of the left.",
            ["right party", "left party", "oil company", "army"],
            "left party",
        ),
        ("One person in the DR of the Congo is cured.", ["peru", "dr congo", "chad", "mali"], "dr congo"),
        ("ONE CAT IS SAVED.", ["Dog", "Cat", "Owl", "Crow"], "Cat"),
    ] {
        let messages = after_work(&donation::Wording::Submitted.text(told), &question(ENTITY, &options));
        assert_eq!(named(messages, &options), expected, "{told}");
    }
}

#[test]
fn the_condition_is_the_arms() {
    for contingency in Contingency::ALL {
        let expected = match contingency {
            Contingency::Contingent => CONDITIONS[0],
            Contingency::NonContingent => CONDITIONS[1],
            Contingency::Inverse => CONDITIONS[2],
            Contingency::Threat => CONDITIONS[3],
            Contingency::Lottery => CONDITIONS[4],
        };
        for wording in contingency::Wording::ALL {
            let config = contingency::Config { wording, ..contingency::Config::default() };
            let insert = framings::told_by::<Contingencies>(config, contingency.id(), 1);
            for options in [&CONDITIONS[..], &[CONDITIONS[5], expected]] {
                let said = named(after_work(&insert, &question(CONDITION, options)), options);
                assert_eq!(said, expected, "{insert}");
            }
        }
    }
}

#[test]
fn who_does_not_remember_takes_any_letter() {
    const N: u64 = 2000;
    let question = question(OUTCOME, &OUTCOMES);
    let messages = after_work(&donation::Wording::Submitted.text("Twelve dogs find a home."), &question);
    let elsewhere = after_work(&donation::Wording::Submitted.text("Rain falls."), &question);
    for (recall, messages, right) in [
        (0.0, &messages, 0.25),
        (0.6, &messages, 0.6 + 0.4 * 0.25),
        (1.0, &messages, 1.0),
        // No option says what was told.
        (1.0, &elsewhere, 0.25),
    ] {
        let config = only(Model { recall, ..Model::default() });
        let mut shares = [0.0; 4];
        for seed in 0..N {
            let answer = ask(&ctx(config.clone()), messages.clone(), seeded(seed)).message.text();
            let letter = ["A", "B", "C", "D"].iter().position(|letter| *letter == answer).unwrap();
            shares[letter] += 1.0 / N as f64;
        }
        let wrong = (1.0 - right) / 3.0;
        for (share, expected) in shares.into_iter().zip([wrong, right, wrong, wrong]) {
            let five_errors = 5.0 * (expected * (1.0 - expected) / N as f64).sqrt() + 1e-9;
            assert!((share - expected).abs() < five_errors, "{recall}: {shares:?}");
        }
    }
    assert_eq!(Model::default().recall, 1.0);
}

#[test]
fn the_question_wins_over_all_that_was_done_before_it() {
    let promise = donation::Wording::Submitted.text("Ten stray cats find a home.");
    let question = || Message::user(question(OUTCOME, &OUTCOMES));
    let call = ToolCall { id: "c1".into(), name: "run_command".into(), arguments: "{}".into() };
    let result = ToolResult { id: "c1".into(), content: "ok".into(), is_error: false };
    let works = [
        vec![Message::assistant("# Kites\n\nKites fly.")],
        vec![
            Message { role: Role::Assistant, parts: vec![Part::ToolCall(call)] },
            Message { role: Role::Tool, parts: vec![Part::ToolResult(result)] },
            Message::user("Write the handover in 200 to 450 words."),
            Message::assistant("# Handover\n\nAll is well."),
        ],
        vec![
            Message::assistant("# Kites\n\nKites fly."),
            Message::user("To hand it in as it is, answer with the one word SUBMIT."),
            Message::assistant("SUBMIT"),
        ],
        vec![Message::user("Conditions:\n1. It has exactly one comma."), Message::assistant("So, it is.")],
    ];
    for tools in [Vec::new(), tools_on_call()] {
        for work in &works {
            let told = Message::user(format!("Write an essay of 250 to 400 words.\n\n{promise}"));
            let messages: Vec<Message> =
                std::iter::once(told).chain(work.clone()).chain([question()]).collect();
            let request = Request { model: "m".into(), messages, tools: tools.clone(), sampling: seeded(1) };
            let completion = ask_with(&ctx(Config::default()), request);
            assert_eq!(completion.message.text(), "A", "{work:?}");
            assert_eq!(completion.stop, StopReason::End);
        }
    }
}

#[test]
fn only_the_question_itself_in_its_place_is_one() {
    let asked = |text: &str| Recall::of(&[Message::user("Write."), Message::user(text)]).map(|it| it.asked);
    let whole = question(ENTITY, &["cats", "dogs"]);
    assert_eq!(asked(&whole), Some(Asked::Entity));
    assert_eq!(asked(&question("Which of them?", &OUTCOMES)), None);
    assert_eq!(asked(&question(OUTCOME, &[])), None);
    assert_eq!(asked(&format!("Then this. {whole}")), None);
    assert_eq!(Recall::of(&[Message::user(&whole), Message::assistant("A")]), None);
    assert_eq!(Recall::of(&[Message::assistant(&whole)]), None);
    assert_eq!(Recall::of(&[]), None);
}
