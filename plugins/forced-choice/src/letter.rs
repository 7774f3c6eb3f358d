//! A choice read from an answer in words.
//!
//! Strict, and alike for either label: an answer is read if it is the label, perhaps introduced ("My answer is Y") or
//! followed by its own option's text, or if its first line is the label alone. The neutral option's text does without
//! its label. Other prose is not interpreted, since it can prefer an option less, or repeat the question; asking again
//! is cheap.

use motive_plugin::rubric::Preference;

use crate::question::{Choice, Meaning};

/// What may introduce a label.
#[rustfmt::skip]
const LEADS: [&str; 21] = [
    "answer", "my answer", "my answer is", "the answer is", "final answer", "my final answer", "my final answer is",
    "the final answer is", "choice", "my choice is", "i choose", "i would choose", "i'd choose", "i pick",
    "i would pick", "i'd pick", "i prefer", "i would prefer", "i'd prefer", "i would rather see", "i'd rather see",
];

/// What an answer chooses. If it was cut off, its last line chooses nothing.
pub(crate) fn choice(choices: &[Choice<'_>], answer: &str, cut_off: bool) -> Option<Meaning> {
    let whole = if cut_off { None } else { stated(choices, &words(answer)) };
    whole.or_else(|| first_line(choices, answer, cut_off))
}

/// The choice whose label is the first line, with something after it that names no other.
fn first_line(choices: &[Choice<'_>], answer: &str, cut_off: bool) -> Option<Meaning> {
    let (line, after) = answer.trim_start().split_once('\n')?;
    let line = words(line);
    let chosen = choices.iter().find(|choice| label_and_rest(&line, choice).is_some_and(<[_]>::is_empty))?;
    // "Option X:" and a text that breaks off repeats the question.
    let text = words(&chosen.text);
    let repeats = cut_off && !text.is_empty() && words(after).first() == text.first();
    (!repeats && !names_another(choices, chosen.meaning, after)).then_some(chosen.meaning)
}

/// The choice that words state, and nothing else.
pub(crate) fn stated(choices: &[Choice<'_>], said: &[String]) -> Option<Meaning> {
    let states = |choice: &&Choice<'_>| {
        let text = words(&choice.text);
        let is_neutral = choice.meaning == Meaning::Prefers(Preference::Tie);
        let in_its_words = is_neutral && (said == text || without_lead(said) == text);
        in_its_words || label_and_rest(said, choice).is_some_and(|rest| rest.is_empty() || rest == text)
    };
    choices.iter().find(states).map(|choice| choice.meaning)
}

/// The words after a choice's label that words open with, introduced or not.
fn label_and_rest<'a>(said: &'a [String], choice: &Choice<'_>) -> Option<&'a [String]> {
    let rest = without_lead(said);
    let rest = rest.strip_prefix(&["option".to_owned()]).unwrap_or(rest);
    rest.strip_prefix(&[choice.label.to_lowercase()])
}

fn without_lead(said: &[String]) -> &[String] {
    &said[lead(said, &LEADS)..]
}

/// How many words the longest of these leads has that words open with; 0 without one.
pub(crate) fn lead(said: &[String], leads: &[&str]) -> usize {
    let length = |lead: &&str| {
        let lead: Vec<&str> = lead.split(' ').collect();
        let opens = said.len() >= lead.len() && said.iter().zip(&lead).all(|(word, lead)| word == lead);
        if opens { lead.len() } else { 0 }
    };
    leads.iter().map(length).max().unwrap_or(0)
}

/// Whether an answer names one of the choices and no other: it may well choose it.
pub(crate) fn names_one(choices: &[Choice<'_>], answer: &str) -> bool {
    choices.iter().filter(|choice| names(answer, choice.label)).count() == 1
}

/// Whether a text names a choice that does not mean this.
pub(crate) fn names_another(choices: &[Choice<'_>], meaning: Meaning, text: &str) -> bool {
    choices.iter().any(|choice| choice.meaning != meaning && names(text, choice.label))
}

/// Whether a label stands in a text as a word. The case of a single letter matters: "a" is hardly ever the label "A".
fn names(text: &str, label: &str) -> bool {
    let is_letter = label.chars().count() == 1;
    let is_label = |word: &str| word == label || (!is_letter && word.to_lowercase() == label.to_lowercase());
    text.split(|c: char| !c.is_alphanumeric()).any(is_label)
}

/// Words in lower case, without the marks around them. A colon ends a word: "X:Rain" is two.
pub(crate) fn words(text: &str) -> Vec<String> {
    let bare =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    let is_between = |c: char| c.is_whitespace() || is_colon(c);
    text.split(is_between).map(bare).filter(|word| !word.is_empty()).collect()
}

/// A colon, or the one of full width.
pub(crate) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}
