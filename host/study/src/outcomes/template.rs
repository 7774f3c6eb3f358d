//! The sentence of a grid: one text for every entity and count, with the right plural.
//!
//! | placeholder | becomes |
//! | --- | --- |
//! | `{count}` | the count: one to ten in words, other numbers in figures |
//! | `{number}` | the count in figures |
//! | `{entity}` | the entity, in the singular for 1 and in the plural for any other count |
//! | `{is\|are}` | what stands before the bar for 1, what stands after it for any other count |
//!
//! A `{count}` or `{entity}` that begins a sentence begins with a capital.

use std::ops::Range;

use super::number::{digits, words};
use crate::diagnostic::closest;

/// A template that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text(String),
    Count,
    Number,
    Entity,
    Choice { one: String, many: String },
}

/// Something that a template cannot hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    /// Where, in bytes of the template.
    pub(super) range: Range<usize>,
    /// What.
    pub(super) message: String,
    /// The way out.
    pub(super) hint: String,
}

const NAMES: [&str; 3] = ["count", "entity", "number"];

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let mut parts = Vec::new();
        let mut faults = Vec::new();
        let brace = |from: usize| text[from..].find(['{', '}']).map(|at| from + at);
        let mut from = 0;
        while let Some(open) = brace(from) {
            parts.push(Part::Text(text[from..open].to_owned()));
            if text[open..].starts_with('}') {
                faults.push(fault(open..open + 1, "a `}` that closes nothing", ""));
                from = open + 1;
                continue;
            }
            match brace(open + 1) {
                Some(close) if text[close..].starts_with('}') => {
                    match placeholder(text, open + 1..close) {
                        Ok(part) => parts.push(part),
                        Err(fault) => faults.push(fault),
                    }
                    from = close + 1;
                }
                next => {
                    faults.push(fault(open..open + 1, "a `{` that is not closed", ""));
                    from = next.unwrap_or(text.len());
                }
            }
        }
        parts.push(Part::Text(text[from..].to_owned()));
        if faults.is_empty() { Ok(Self(parts)) } else { Err(faults) }
    }

    /// Whether its text depends on the count.
    pub(super) fn says_count(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Count | Part::Number))
    }

    /// Whether it writes the count in words, which fractions do not have.
    pub(super) fn needs_whole_numbers(&self) -> bool {
        self.0.contains(&Part::Count)
    }

    /// Whether its text depends on the entity.
    pub(super) fn says_entity(&self) -> bool {
        self.0.contains(&Part::Entity)
    }

    /// The sentence for a count of an entity, whose singular is `one` and whose plural is `many`.
    pub(super) fn render(&self, count: f64, one: &str, many: &str) -> String {
        let is_one = is_singular(count);
        let mut out = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Number => out.push_str(&digits(count)),
                Part::Count => push_word(&mut out, &words(count)),
                Part::Entity => push_word(&mut out, if is_one { one } else { many }),
                Part::Choice { one, many } => out.push_str(if is_one { one } else { many }),
            }
        }
        out
    }
}

/// Whether so many of something is one of it. English has the plural for fractions: 0.5 years.
pub(super) fn is_singular(count: f64) -> bool {
    count == 1.0
}

fn fault(range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Fault {
    Fault { range, message: message.into(), hint: hint.into() }
}

/// What stands between two braces.
fn placeholder(text: &str, inner: Range<usize>) -> Result<Part, Fault> {
    let word = &text[inner.clone()];
    let braces = inner.start - 1..inner.end + 1;
    match word.split('|').collect::<Vec<_>>().as_slice() {
        ["number"] => Ok(Part::Number),
        ["entity"] => Ok(Part::Entity),
        ["count"] => {
            let money = text[..braces.start].ends_with(['$', '€', '£', '¥', '₹']);
            if money || text[braces.end..].starts_with('%') {
                let message =
                    "`{count}` is a word up to ten, and stands beside a sign that goes with figures";
                return Err(fault(braces, message, "write `{number}`"));
            }
            Ok(Part::Count)
        }
        [_] => {
            let hint = match closest(word.trim(), NAMES) {
                Some(name) => format!("did you mean `{{{name}}}`?"),
                None => "there are `{count}`, `{number}`, `{entity}` and `{singular|plural}`".to_owned(),
            };
            Err(fault(braces, format!("unknown placeholder `{{{word}}}`"), hint))
        }
        [one, many] if one != many => Ok(Part::Choice { one: (*one).to_owned(), many: (*many).to_owned() }),
        _ => {
            let message = format!("`{{{word}}}` is no choice between a singular and a plural");
            Err(fault(braces, message, "a choice is written `{is|are}`"))
        }
    }
}

/// Adds a word, with a capital if it begins a sentence. A word that has a capital already (`iPhone`) is left as it is.
fn push_word(out: &mut String, word: &str) {
    let has_capital = word.split_whitespace().next().unwrap_or_default().chars().any(char::is_uppercase);
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if begins_sentence(out) && !has_capital => {
            out.extend(first.to_uppercase());
            out.push_str(letters.as_str());
        }
        _ => out.push_str(word),
    }
}

/// Whether what comes after `before` begins a sentence: nothing stands before it, or `.`, `!` or `?` and a space. The
/// point of an abbreviation with points (`U.S.`) or of a single letter ends none.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(['"', '\'', '“', '‘', '(']);
    let ended = before.trim_end();
    let Some(sentence) = ended.strip_suffix(['.', '!', '?']) else { return ended.is_empty() };
    let last_word = sentence.split_whitespace().next_back().unwrap_or_default();
    let abbreviates = ended.ends_with('.') && (last_word.contains('.') || last_word.chars().count() == 1);
    ended.len() < before.len() && !abbreviates
}

#[cfg(test)]
mod tests;
