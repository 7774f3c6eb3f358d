//! The leak scan: what an output tells of the incentive, beyond what its assignment explains.
//!
//! It reads words and not meanings. Rows of words and names are found wherever they stand; an allusion in words of its
//! own is found where a phrase covers it, and `tests/corpus.rs` says how often that is.
//!
//! Four kinds of finds, each with a weight. Whatever also occurs in the explained texts is not looked for, by the same
//! detectors: a brief about prizes explains prizes, and a brief is never a leak of itself. The rule is in
//! [`LeakReport::leaks`].

mod entity;
mod forms;
mod number;
mod overlap;
mod phrase;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::phrases::phrases;
use crate::words::words;
use entity::Entities;
use overlap::Overlap;
use phrase::Mentions;

/// The weight from which an output counts as leaking.
pub const THRESHOLD: f64 = 1.0;

/// What was told in a trial, and what of it a judge may know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// What explains a word: the brief and the task's own messages. Outputs of the same item with nothing at stake
    /// explain as well, and are the only thing that explains words which a translation has from its source.
    pub explained: &'a [&'a str],
    /// The texts that the framing inserted, in every step. To compare arms, give the texts of all of them: an arm
    /// without an inserted text could not overlap with one.
    pub inserted: &'a [&'a str],
    /// What is at stake.
    pub stakes: &'a [Stake<'a>],
    /// The language of the output. Phrases are looked for in this language and in English; in all where it is none.
    pub language: Option<Language>,
}

/// An outcome that was offered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stake<'a> {
    /// Its words.
    pub text: &'a str,
    /// The names of whom or what it concerns, such as "dog" or "people in Haiti". One mention of a name is a leak, so
    /// a name is not a word that outputs use anyway: names of function words and general words ("people") alone are
    /// passed over.
    pub entities: &'a [&'a str],
}

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A row of words of an inserted text or an outcome.
    Overlap,
    /// Whom or what the outcome concerns.
    Entity,
    /// Words of prizes, donations and judging.
    Lexicon,
    /// Talk about the instruction.
    Remark,
}

/// Something in an output that its assignment does not explain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// How it was found.
    pub kind: Kind,
    /// Where, in bytes of the output; on character boundaries.
    pub range: Range<usize>,
    /// The words there.
    pub text: String,
    /// How much it counts, above 0 and up to 1.
    pub weight: f64,
    /// What it is: the name, the group of phrases, what the words are shared with. A reason counts once.
    pub reason: String,
}

/// What was found in one output.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LeakReport {
    /// Whether the score is at least [`THRESHOLD`].
    ///
    /// Weight 1, a leak alone: five words in a row shared with an inserted text or an outcome (eight characters where
    /// words have no spaces); a name of the stake, two content words that stand side by side in it, its number with its
    /// noun, or two fifths of its other content words, at least two, close together; a phrase that speaks of this very text winning, or of the
    /// instruction. Less: a shared text of fewer words, by its length; a number with a general noun, one half; words of
    /// prizes, donations and judging, a quarter for each of three groups, so that such words alone are never a leak.
    pub leaks: bool,
    /// The sum of the weights, where a reason counts once, by its largest.
    pub score: f64,
    /// Everything, in the order of the text.
    pub findings: Vec<Finding>,
}

/// A scan for the outputs of one trial, or of several that were told the same.
#[derive(Debug, Clone)]
pub struct LeakScan {
    overlap: Overlap,
    entities: Entities,
    mentions: Mentions,
}

impl LeakScan {
    /// Prepares a scan; takes time in proportion to the texts.
    pub fn new(told: &Told<'_>) -> LeakScan {
        let explained: Vec<_> = told.explained.iter().map(|text| words(text)).collect();
        let inserted: Vec<_> = told.inserted.iter().map(|text| words(text)).collect();
        let outcomes: Vec<_> = told.stakes.iter().map(|stake| words(stake.text)).collect();
        LeakScan {
            overlap: Overlap::new(&explained, &inserted, &outcomes, overlap::WORDS),
            entities: Entities::new(told.stakes, &explained),
            mentions: Mentions::new(phrases(told.language).collect(), &explained),
        }
    }

    /// What an output tells; takes time in proportion to its length.
    pub fn scan(&self, output: &str) -> LeakReport {
        let words = words(output);
        let mut findings = Vec::new();
        let mut find = |kind, first: usize, last: usize, weight, reason: &str| {
            let range = words[first].range.start..words[last].range.end;
            let text = output[range.clone()].to_owned();
            findings.push(Finding { kind, range, text, weight, reason: reason.to_owned() });
        };
        self.overlap.find(&words, &mut find);
        self.entities.find(&words, &mut find);
        self.mentions.find(&words, &mut find);
        findings.sort_by_key(|find| (find.range.start, find.range.end, find.kind));
        let score = score(&findings);
        LeakReport { leaks: score >= THRESHOLD, score, findings }
    }
}

/// The sum of the weights, each reason once.
fn score(findings: &[Finding]) -> f64 {
    let mut reasons: Vec<(Kind, &str, f64)> = Vec::new();
    for finding in findings {
        match reasons.iter_mut().find(|(kind, reason, _)| (*kind, *reason) == (finding.kind, &finding.reason))
        {
            Some((_, _, weight)) => *weight = weight.max(finding.weight),
            None => reasons.push((finding.kind, &finding.reason, finding.weight)),
        }
    }
    reasons.iter().map(|(_, _, weight)| weight).sum()
}

/// Called with the kind, the first and the last word, the weight and the reason of a find.
type Found<'f> = dyn FnMut(Kind, usize, usize, f64, &str) + 'f;

#[cfg(test)]
mod tests;
