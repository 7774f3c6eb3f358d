//! Lotteries: outcomes that leave to chance which of some others comes about, for the question whether a respondent
//! values them by what they give on average.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::draft::{Draft, Origin};
use super::{Outcome, Part};
use crate::check::is_id;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::tree::Node;

/// How far the probabilities may add to something else than 1.
const ROUNDING: f64 = 1e-6;

/// `[[lottery]]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Lottery {
    /// Stable within the set.
    id: String,
    /// The category that it is listed in. A lottery is no stake.
    #[serde(default = "lotteries")]
    category: String,
    /// What may come about, two outcomes at least, with probabilities that add to 1.
    parts: Vec<Part>,
}

fn lotteries() -> String {
    "lotteries".to_owned()
}

impl Lottery {
    /// The lottery as an outcome, in words; what is wrong with it goes to `list`.
    pub(super) fn draft(
        self,
        node: &Node,
        outcomes: &BTreeMap<String, String>,
        list: &mut Vec<Diagnostic>,
    ) -> Option<Draft> {
        let before = list.len();
        let mut error = |pointer: &str, message: String, hint: String| {
            list.push(Diagnostic::error(node.nearest(pointer).span.clone(), message).hint(hint));
        };
        for (at, part) in self.parts.iter().enumerate() {
            let pointer = format!("/parts/{at}/outcome");
            if self.parts[..at].iter().any(|other| other.outcome == part.outcome) {
                error(&pointer, format!("`{}` is a part of the lottery twice", part.outcome), String::new());
            } else if !outcomes.contains_key(&part.outcome) {
                let hint = match is_id(&part.outcome) {
                    true => suggestion(&part.outcome, outcomes.keys().map(String::as_str)),
                    false => String::new(),
                };
                let hint = if outcomes.len() > 20 && !hint.starts_with("did you mean") {
                    String::new()
                } else {
                    hint
                };
                error(&pointer, format!("no outcome that is no lottery has the id `{}`", part.outcome), hint);
            }
            if !is_chance(part.probability) {
                let message = format!("the probability {} is not between 0 and 1", part.probability);
                error(&format!("/parts/{at}/probability"), message, String::new());
            }
        }
        let sum: f64 = self.parts.iter().map(|part| part.probability).sum();
        if self.parts.len() < 2 {
            error(
                "/parts",
                format!("the lottery `{}` has {} of at least 2 parts", self.id, self.parts.len()),
                String::new(),
            );
        } else if self.parts.iter().all(|part| is_chance(part.probability)) && (sum - 1.0).abs() > ROUNDING {
            error(
                "/parts",
                format!("the probabilities of the lottery `{}` add to {sum}, not to 1", self.id),
                String::new(),
            );
        }
        if list.len() > before {
            return None;
        }
        let outcome = Outcome {
            text: text(&self.parts, outcomes),
            id: self.id,
            category: self.category,
            entity: None,
            entity_name: None,
            count: None,
            attributes: BTreeMap::new(),
            parts: self.parts,
        };
        let origin = Origin::Lottery(outcome.id.clone());
        Some(Draft { outcome, origin, span: node.span.clone(), places: Vec::new() })
    }
}

/// "One of these things happens, by a draw of lots. With a chance of 25 %: Ten cats are saved. With a chance of ..."
fn text(parts: &[Part], outcomes: &BTreeMap<String, String>) -> String {
    let mut text = "One of these things happens, by a draw of lots.".to_owned();
    for part in parts {
        let outcome = outcomes.get(&part.outcome).map_or("", |text| text.trim());
        let stop = if outcome.ends_with(['.', '!', '?']) { "" } else { "." };
        text.push_str(&format!(" With a chance of {} %: {outcome}{stop}", percent(part.probability)));
    }
    text
}

/// Whether something may or may not come about with this probability.
fn is_chance(probability: f64) -> bool {
    probability > 0.0 && probability < 1.0
}

/// A probability in percent, without the digits that binary fractions add.
fn percent(probability: f64) -> f64 {
    (probability * 1e8).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_written_as_people_write_them() {
        for (probability, expected) in [(0.5, "50"), (0.125, "12.5"), (0.07, "7"), (1.0 / 3.0, "33.333333")] {
            assert_eq!(percent(probability).to_string(), expected);
        }
    }
}
