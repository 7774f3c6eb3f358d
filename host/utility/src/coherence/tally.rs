//! Answers counted: what an actor said about each pair in each order, and what counts as a choice.
//!
//! [`Answers`] are checked and merged once, so that every measure may rely on them; [`Choices`] are answers
//! after a [`Treatment`]. Measures do not depend on the order of the tallies or on how answers are divided
//! among them.

use super::{CoherenceError, Treatment};
use crate::Comparison;
use std::collections::BTreeMap;

/// Shares that differ by less are equal: they are means of different fractions.
pub(super) const EQUAL: f64 = 1e-12;
/// No pair is asked so often; a weight above it is a mistake.
const MOST: f64 = 1e9;

/// All answers to one pair in one order. The other order is a tally of its own, with the indices swapped.
///
/// Weights lie between 0 and a billion. Counts are whole; probabilities read from log-probabilities may be
/// fractions, and then whatever needs the noise of the answers is missing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// The option shown first.
    pub first: usize,
    /// The option shown second.
    pub second: usize,
    /// How often the first was chosen.
    pub first_wins: f64,
    /// How often the second was chosen.
    pub second_wins: f64,
    /// How often neither was preferred, where the protocol offers that answer.
    pub ties: f64,
    /// How often the actor declined to answer.
    pub abstained: f64,
    /// How often the answer could not be read.
    pub unreadable: f64,
}

impl Tally {
    /// How often one of the two was chosen.
    pub fn decided(&self) -> f64 {
        self.first_wins + self.second_wins
    }

    /// All answers.
    pub fn asked(&self) -> f64 {
        self.decided() + self.ties + self.abstained + self.unreadable
    }

    fn weights(&self) -> [(&'static str, f64); 5] {
        [
            ("first_wins", self.first_wins),
            ("second_wins", self.second_wins),
            ("ties", self.ties),
            ("abstained", self.abstained),
            ("unreadable", self.unreadable),
        ]
    }

    fn add(&mut self, other: &Self) {
        self.first_wins += other.first_wins;
        self.second_wins += other.second_wins;
        self.ties += other.ties;
        self.abstained += other.abstained;
        self.unreadable += other.unreadable;
    }
}

/// Checked answers: one tally per pair and order, ascending, none without an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    options: usize,
    tallies: Vec<Tally>,
}

impl Answers {
    /// The answers about options `0..options` in `tallies`.
    ///
    /// # Errors
    ///
    /// [`CoherenceError`] for an index out of range, an option compared with itself, or a weight that does
    /// not lie between 0 and a billion.
    pub fn new(options: usize, tallies: &[Tally]) -> Result<Self, CoherenceError> {
        for (tally, answers) in tallies.iter().enumerate() {
            check(options, tally, answers)?;
        }
        Ok(Self { options, tallies: merged(tallies) })
    }

    /// How many options there are.
    pub fn options(&self) -> usize {
        self.options
    }

    /// The tallies: one per pair and order, ascending.
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// These and `others` together, about the options of both.
    #[must_use]
    pub fn and(&self, others: &Self) -> Self {
        let all: Vec<Tally> = self.tallies.iter().chain(&others.tallies).copied().collect();
        Self { options: self.options.max(others.options), tallies: merged(&all) }
    }

    /// The answers as choices. `seed` serves treatments that draw.
    pub fn treated(&self, treatment: &dyn Treatment, seed: [u8; 32]) -> Choices {
        let treated = self.tallies.iter().map(|tally| treatment.treat(tally, seed));
        Choices {
            options: self.options,
            tallies: treated.filter(|tally| tally.decided() + tally.ties > 0.0).collect(),
        }
    }
}

/// Answers that all count as a choice or a tie: nothing is abstained or unreadable any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    options: usize,
    tallies: Vec<Tally>,
}

impl Choices {
    /// How many options there are.
    pub fn options(&self) -> usize {
        self.options
    }

    /// The choices: one tally per pair and order, ascending.
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// What a utility model is fitted to.
    pub fn comparisons(&self) -> Vec<Comparison> {
        let comparison = |tally: &Tally| Comparison {
            first: tally.first,
            second: tally.second,
            first_wins: tally.first_wins,
            second_wins: tally.second_wins,
            ties: tally.ties,
        };
        self.tallies.iter().map(comparison).collect()
    }

    /// The choices by pair, ascending.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
        for tally in &self.tallies {
            let (a, b) = (tally.first.min(tally.second), tally.first.max(tally.second));
            let pair = pairs.entry((a, b)).or_insert(Pair { a, b, shown: [None, None] });
            pair.shown[usize::from(tally.first != a)] = Some(Shown {
                wins: if tally.first == a { tally.first_wins } else { tally.second_wins },
                ties: tally.ties,
                answers: tally.decided() + tally.ties,
            });
        }
        pairs.into_values().collect()
    }
}

/// Choices between two options, `a < b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub(super) a: usize,
    pub(super) b: usize,
    /// With `a` first, with `b` first; at least one of them.
    pub(super) shown: [Option<Shown>; 2],
}

impl Pair {
    /// How much `a` is chosen over `b`, ties as halves: the mean of the shares of the two orders, or that
    /// of the one that was asked.
    pub(super) fn share(&self) -> f64 {
        let (mut sum, mut orders) = (0.0, 0.0);
        for shown in self.shown.iter().flatten() {
            sum += shown.share();
            orders += 1.0;
        }
        sum / orders
    }

    /// Whether all counts are whole.
    pub(super) fn is_whole(&self) -> bool {
        self.shown.iter().flatten().all(Shown::is_whole)
    }
}

/// Choices between two options in one order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shown {
    /// How often `a` was chosen, whether it was first or not.
    pub(super) wins: f64,
    pub(super) ties: f64,
    /// Choices and ties, above 0.
    pub(super) answers: f64,
}

impl Shown {
    pub(super) fn share(&self) -> f64 {
        (self.wins + 0.5 * self.ties) / self.answers
    }

    /// Choices that are no ties.
    pub(super) fn decided(&self) -> f64 {
        self.answers - self.ties
    }

    pub(super) fn is_whole(&self) -> bool {
        [self.wins, self.ties, self.answers].into_iter().all(|count| count.fract() == 0.0)
    }
}

fn check(options: usize, tally: usize, answers: &Tally) -> Result<(), CoherenceError> {
    for option in [answers.first, answers.second] {
        CoherenceError::in_range("tally", tally, option, options)?;
    }
    if answers.first == answers.second {
        return Err(CoherenceError::SameOption { tally, option: answers.first });
    }
    match answers.weights().into_iter().find(|(_, value)| !(0.0..=MOST).contains(value)) {
        Some((field, value)) => Err(CoherenceError::Weight { tally, field, value }),
        None => Ok(()),
    }
}

/// One tally per pair and order. Sorted by all fields before they are added, so that sums of fractions do
/// not depend on the order given either.
fn merged(tallies: &[Tally]) -> Vec<Tally> {
    let mut sorted = tallies.to_vec();
    let key = |tally: &Tally| tally.weights().map(|(_, value)| value.to_bits());
    sorted.sort_by_key(|tally| (tally.first, tally.second, key(tally)));
    let mut merged: Vec<Tally> = Vec::with_capacity(sorted.len());
    for tally in sorted {
        match merged.last_mut() {
            Some(last) if (last.first, last.second) == (tally.first, tally.second) => last.add(&tally),
            _ => merged.push(tally),
        }
    }
    merged.retain(|tally| tally.asked() > 0.0);
    merged
}
