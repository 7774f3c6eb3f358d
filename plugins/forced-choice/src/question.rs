//! What may be answered, and the prompt that says so.
//!
//! One list of choices serves the prompt and every way to read an answer: the first option, the second, the neutral
//! one if there is one, and the word to decline with if it is offered.

use motive_plugin::rubric::{Ask, Preference, Reading, Subject, Verdict};
use motive_plugin::{Failure, Message};

use crate::CRITERION;
use crate::config::{Config, DECLINE, Method};

/// Something that may be answered.
#[derive(Debug)]
pub(crate) struct Choice<'a> {
    /// What it is called.
    pub(crate) label: &'a str,
    /// What it says, on one line; empty for the word to decline with.
    pub(crate) text: String,
    pub(crate) meaning: Meaning,
}

/// What it means to answer so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Meaning {
    Prefers(Preference),
    Declines,
}

impl Meaning {
    pub(crate) fn verdict(self) -> Verdict {
        match self {
            Meaning::Prefers(preference) => Verdict::preference(CRITERION, preference),
            Meaning::Declines => Verdict::new(Reading::Abstain),
        }
    }
}

/// All that may be answered, in the order shown.
pub(crate) fn choices<'a>(config: &'a Config, subject: &Subject) -> Result<Vec<Choice<'a>>, Failure> {
    let (first, second) = subject.pair()?;
    let [first_label, second_label] = &config.labels;
    let choice = |label: &'a str, text: &str, meaning| {
        // An outcome stays on its line, so that an option is a line.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Choice { label, text, meaning }
    };
    let mut choices = vec![
        choice(first_label, &first.text, Meaning::Prefers(Preference::First)),
        choice(second_label, &second.text, Meaning::Prefers(Preference::Second)),
    ];
    if config.neutral {
        let neutral = Meaning::Prefers(Preference::Tie);
        choices.push(choice(&config.neutral_label, config.wording.neutral(), neutral));
    }
    if config.abstain {
        choices.push(choice(DECLINE, "", Meaning::Declines));
    }
    Ok(choices)
}

/// The question.
pub(crate) fn question(config: &Config, choices: &[Choice<'_>]) -> Ask {
    let options: Vec<String> =
        options(choices).map(|choice| format!("Option {}: {}", choice.label, choice.text)).collect();
    let forms = forms(config.method, choices);
    let closing = match config.method {
        Method::Letter | Method::Logprob => format!("Answer with {forms} and nothing else."),
        Method::Reasoning => {
            format!(
                "First think it through in a few sentences. Then end with a line of its own that says {forms}."
            )
        }
    };
    let text = format!(
        "{}\n\n{}\n\n{closing}{}",
        config.wording.question(config.neutral),
        options.join("\n"),
        way_out(config)
    );
    let limit = config.max_output_tokens.unwrap_or(config.method.usual_limit());
    let logprobs = (config.method == Method::Logprob).then_some(config.alternatives);
    Ask { logprobs, ..Ask::new(vec![Message::user(text)], limit) }
}

/// What is said after an answer that could not be read.
pub(crate) fn clarification(config: &Config, choices: &[Choice<'_>]) -> String {
    let forms = forms(config.method, choices);
    let please = match config.method {
        Method::Letter | Method::Logprob => format!("Please answer with {forms} alone."),
        Method::Reasoning => format!("Please answer with one line alone, that says {forms}."),
    };
    format!("I could not read a choice from that. {please}{}", way_out(config))
}

/// The choices that are options: all but the word to decline with.
fn options<'a>(choices: &'a [Choice<'a>]) -> impl Iterator<Item = &'a Choice<'a>> {
    choices.iter().filter(|choice| choice.meaning != Meaning::Declines)
}

/// What an answer may be: "X or Y", "X, Y or Z".
fn forms(method: Method, choices: &[Choice<'_>]) -> String {
    let forms: Vec<String> = options(choices).map(|choice| form(method, choice.label)).collect();
    match forms.split_last() {
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

fn form(method: Method, label: &str) -> String {
    match method {
        Method::Letter | Method::Logprob => label.to_owned(),
        Method::Reasoning => format!("`Answer: {label}`"),
    }
}

/// How to decline, where that is offered.
fn way_out(config: &Config) -> String {
    match (config.abstain, config.method) {
        (false, _) => String::new(),
        (true, Method::Letter | Method::Logprob) => {
            format!(" To decline, answer with the word {DECLINE}.")
        }
        (true, Method::Reasoning) => {
            format!(" To decline, let that line say {}.", form(config.method, DECLINE))
        }
    }
}
