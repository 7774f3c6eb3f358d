//! The choices counted by pair: what the likelihoods add up.

use super::Comparison;
use crate::graph;

/// How the choices between two options in one order fell, as weights.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Counts {
    /// The option shown first was chosen.
    pub(super) first: f64,
    /// The option shown second was chosen.
    pub(super) second: f64,
    /// Neither was preferred.
    pub(super) ties: f64,
}

impl Counts {
    pub(super) fn weight(&self) -> f64 {
        self.first + self.second + self.ties
    }

    /// Choices of the first and of the second, each with half of the ties.
    pub(super) fn shared(&self) -> [f64; 2] {
        [self.first + 0.5 * self.ties, self.second + 0.5 * self.ties]
    }
}

/// The choices between two options.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// The option with the smaller index.
    pub(super) one: usize,
    /// The option with the larger index.
    pub(super) other: usize,
    /// The choices with `one` shown first, then those with `other` shown first.
    pub(super) orders: [Counts; 2],
}

impl Pair {
    /// Whether `one` was ever chosen over `other`, and the reverse. A tie is half a choice of each.
    pub(super) fn won(&self) -> [bool; 2] {
        let [[a, b], [c, d]] = self.orders.map(|counts| counts.shared());
        [a > 0.0 || d > 0.0, b > 0.0 || c > 0.0]
    }
}

/// All choices of a fit.
#[derive(Debug)]
pub(super) struct Tally {
    /// Number of options.
    pub(super) options: usize,
    /// The component of every option in the graph of pairs with any choice.
    pub(super) components: Vec<usize>,
    /// Pairs with any choice, ascending.
    pub(super) pairs: Vec<Pair>,
    /// The total weight.
    pub(super) observations: f64,
}

impl Tally {
    /// Counts comparisons that passed the check.
    pub(super) fn new(options: usize, comparisons: &[Comparison]) -> Self {
        let mut sorted: Vec<Pair> = comparisons.iter().filter(|c| c.weight() > 0.0).map(pair).collect();
        sorted.sort_by_key(|pair| (pair.one, pair.other));
        let mut pairs: Vec<Pair> = Vec::with_capacity(sorted.len());
        for next in sorted {
            match pairs.last_mut().filter(|last| (last.one, last.other) == (next.one, next.other)) {
                Some(last) => last.add(&next),
                None => pairs.push(next),
            }
        }
        Self {
            options,
            components: graph::components(options, pairs.iter().map(|pair| (pair.one, pair.other))),
            observations: pairs.iter().flat_map(|pair| &pair.orders).map(Counts::weight).sum(),
            pairs,
        }
    }

    /// Whether each option was compared with any other.
    pub(super) fn compared(&self) -> Vec<bool> {
        let mut compared = vec![false; self.options];
        for pair in &self.pairs {
            compared[pair.one] = true;
            compared[pair.other] = true;
        }
        compared
    }
}

fn pair(choices: &Comparison) -> Pair {
    let counts = Counts { first: choices.first_wins, second: choices.second_wins, ties: choices.ties };
    let (one, other) = (choices.first.min(choices.second), choices.first.max(choices.second));
    let none = Counts::default();
    let orders = if one == choices.first { [counts, none] } else { [none, counts] };
    Pair { one, other, orders }
}

impl Pair {
    fn add(&mut self, more: &Self) {
        for (counts, more) in self.orders.iter_mut().zip(more.orders) {
            counts.first += more.first;
            counts.second += more.second;
            counts.ties += more.ties;
        }
    }
}
