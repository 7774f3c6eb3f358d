//! What a degradation is: a ladder of steps, each a change that makes the text worse. The dose says how many
//! steps are taken.
//!
//! A strategy names its steps in an order that depends on text and key alone. So a higher dose takes the
//! steps of a lower one and further ones, for every strategy that there will be.

use std::ops::Range;

use motive_registry::{Registry, Strategy};

use crate::dose::Dose;
use crate::keyed::Key;
use crate::text::Document;

/// How far the dose that a text takes may be from the dose that was wanted: by this factor, either way.
/// Beyond it a text is too short, or its parts are too large, and the ladder would have a wrong label.
const TOLERANCE: f64 = 2.0;

/// A change of a text: bytes of the original, and what stands there instead; nothing, if they are removed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// First byte of the original.
    pub start: usize,
    /// One past the last byte of the original.
    pub end: usize,
    /// What replaces them.
    pub with: String,
}

impl Change {
    /// Replaces what stands in `span`.
    pub fn replace(span: Range<usize>, with: impl Into<String>) -> Self {
        Self { start: span.start, end: span.end, with: with.into() }
    }

    /// Removes what stands in `span`.
    pub fn remove(span: Range<usize>) -> Self {
        Self::replace(span, "")
    }

    fn removes(&self) -> bool {
        self.with.is_empty()
    }
}

/// One step of the ladder: changes that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is changed. Changes of different steps overlap only where both remove.
    pub changes: Vec<Change>,
    /// How much of the dose it is, in the unit of [`Steps::total`]; at least 1.
    pub weight: usize,
}

/// All steps there are for a text, in the order in which they are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// The steps. Taking all of them leaves something of the text.
    pub steps: Vec<Step>,
    /// What doses are a share of, such as the words of the text.
    pub total: usize,
}

/// A text made worse.
#[derive(Debug, Clone, PartialEq)]
pub struct Degraded {
    /// The text. It differs from the original.
    pub text: String,
    /// The dose that it has taken: the nearest to the dose wanted that whole steps allow.
    pub dose: f64,
    /// What was changed, from first to last, without overlap. All other bytes are those of the original.
    pub changes: Vec<Change>,
}

/// A way to make a text worse, selected by name.
pub trait Degradation: Sync {
    /// The name.
    fn name(&self) -> &'static str;

    /// What it does and what its dose is a share of, in a line.
    fn about(&self) -> &'static str;

    /// The steps in which a text gets worse, a function of text and key.
    fn steps(&self, text: &Document<'_>, key: &Key) -> Steps;

    /// The text made worse by `dose`. None if it cannot take a dose within a factor of two of that: then it
    /// is too short, or has too few parts.
    ///
    /// For one key, the changes of a higher dose contain those of a lower one: each is among them, or lies
    /// within a larger removal.
    fn apply(&self, text: &str, dose: Dose, key: &Key) -> Option<Degraded> {
        let steps = self.steps(&Document::read(text), key);
        let (count, taken) = nearest(&steps, dose)?;
        let changes = changes(text, &steps.steps[..count]);
        let text = rewritten(text, &changes);
        Some(Degraded { text, dose: taken, changes })
    }
}

impl Strategy for dyn Degradation {
    const KIND: &'static str = "degradation";

    fn name(&self) -> &'static str {
        Degradation::name(self)
    }
}

inventory::collect!(&'static dyn Degradation);

/// The registered degradations.
pub type Degradations = Registry<dyn Degradation>;

/// How many steps come nearest to the dose, at least one, and the dose that they are. Of two that are
/// equally near, the smaller.
fn nearest(steps: &Steps, dose: Dose) -> Option<(usize, f64)> {
    let wanted = dose.get();
    let mut sum = 0;
    let mut best: Option<(usize, f64)> = None;
    for (place, step) in steps.steps.iter().enumerate() {
        sum += step.weight;
        let taken = sum as f64 / steps.total as f64;
        if best.is_some_and(|(_, best)| (best - wanted).abs() <= (taken - wanted).abs()) {
            break;
        }
        best = Some((place + 1, taken));
    }
    best.filter(|(_, taken)| *taken <= wanted * TOLERANCE && *taken * TOLERANCE >= wanted)
}

/// The changes of some steps in the order of the text, removals that meet made one.
fn changes(text: &str, steps: &[Step]) -> Vec<Change> {
    let mut all: Vec<Change> = steps.iter().flat_map(|step| step.changes.iter().cloned()).collect();
    all.sort();
    let mut merged: Vec<Change> = Vec::with_capacity(all.len());
    for change in all {
        match merged.last_mut() {
            Some(last) if last.removes() && change.removes() && change.start <= last.end => {
                last.end = last.end.max(change.end);
            }
            _ => merged.push(change),
        }
    }
    for change in merged.iter_mut().filter(|change| change.removes()) {
        change.start = without_blanks(text, change);
    }
    merged
}

/// Where a removal begins if it also takes the blanks that it would leave at the end of a line or of the
/// text.
fn without_blanks(text: &str, removal: &Change) -> usize {
    let (before, after) = (&text[..removal.start], &text[removal.end..]);
    let kept = if after.trim_start().is_empty() {
        before.trim_end()
    } else if after.starts_with(['\n', '\r']) {
        before.trim_end_matches([' ', '\t', '\u{3000}'])
    } else {
        before
    };
    kept.len()
}

fn rewritten(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for change in changes {
        out.push_str(&text[at..change.start]);
        out.push_str(&change.with);
        at = change.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn dose(value: f64) -> Dose {
        Dose::new(value).unwrap()
    }

    #[test]
    fn takes_the_nearest_dose_within_a_factor_of_two() {
        let steps = |weights: &[usize], total| Steps {
            steps: weights.iter().map(|&weight| Step { changes: Vec::new(), weight }).collect(),
            total,
        };
        let cases: &[(&[usize], usize, f64, Option<usize>)] = &[
            (&[10, 10, 10], 100, 0.2, Some(2)),
            (&[10, 10, 10], 100, 0.26, Some(3)),
            // Equally near: the smaller.
            (&[10, 10, 10], 100, 0.25, Some(2)),
            (&[10, 10, 10], 100, 0.05, Some(1)),
            (&[10, 10, 10], 100, 0.04, None),
            (&[10, 10, 10], 100, 0.6, Some(3)),
            (&[10, 10, 10], 100, 0.61, None),
            (&[], 100, 0.1, None),
            (&[], 0, 0.1, None),
        ];
        for (weights, total, wanted, expected) in cases {
            let found = nearest(&steps(weights, *total), dose(*wanted)).map(|(count, _)| count);
            assert_eq!(found, *expected, "{weights:?} of {total} at {wanted}");
        }
    }

    #[test]
    fn removals_that_meet_are_one_and_leave_no_blanks() {
        let text = "One. Two. Three.\n\nFour.\n";
        let step = |span| Step { changes: vec![Change::remove(span)], weight: 1 };
        let cases = [
            (vec![step(5..10)], "One. Three.\n\nFour.\n"),
            (vec![step(10..16)], "One. Two.\n\nFour.\n"),
            (vec![step(10..16), step(5..10)], "One.\n\nFour.\n"),
            (vec![step(18..23)], "One. Two. Three.\n"),
        ];
        for (steps, expected) in cases {
            let changes = changes(text, &steps);
            assert_eq!(changes.len(), 1);
            assert_eq!(rewritten(text, &changes), expected);
        }
    }

    #[test]
    fn degradations_are_listed_by_name() {
        let names: Vec<&str> = Degradations::all().unwrap().iter().map(|entry| entry.name()).collect();
        assert_eq!(names, ["drop", "errors", "shorten", "shuffle"]);
    }
}
