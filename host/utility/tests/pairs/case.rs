//! Elicitations to choose pairs in, and what is answered there.

use motive_utility::{
    Comparison, Fit, FitError, FitOptions, PairDesign, PairError, PairParams, PairStrategies, PairStrategy,
    PairView, UtilityModels,
};
use std::collections::BTreeSet;

pub(crate) type Pair = (usize, usize);
pub(crate) type Fitting<'a> = dyn Fn(&[Comparison]) -> Result<Fit, FitError> + 'a;

pub(crate) const NAMES: [&str; 5] = ["active", "full", "information", "random", "swiss"];
pub(crate) const ADAPTIVE: [&str; 3] = ["active", "information", "swiss"];

/// An elicitation in which every question can be answered by a table.
pub(crate) struct Case {
    pub(crate) options: usize,
    pub(crate) anchor: Option<usize>,
    pub(crate) params: PairParams,
    pub(crate) held_out: BTreeSet<Pair>,
    pub(crate) seed: u8,
}

impl Case {
    pub(crate) fn new(options: usize) -> Self {
        let held_out = BTreeSet::new();
        Self { options, anchor: None, params: PairParams::default(), held_out, seed: 0 }
    }

    pub(crate) fn design(&self) -> PairDesign<'_> {
        let (options, anchor) = (self.options, self.anchor);
        PairDesign { options, anchor, params: &self.params, held_out: &self.held_out }
    }

    pub(crate) fn next(
        &self,
        strategy: &str,
        rounds: &[Vec<Pair>],
        comparisons: &[Comparison],
        fit: &Fitting<'_>,
    ) -> Result<Vec<Pair>, PairError> {
        let design = self.design();
        find(strategy).next(&PairView { design, seed: [self.seed; 32], rounds, comparisons, fit })
    }

    pub(crate) fn first(&self, strategy: &str) -> Vec<Pair> {
        self.next(strategy, &[], &[], &no_choices).unwrap()
    }

    /// All batches, where every fit is `fit`.
    pub(crate) fn batches(&self, strategy: &str, fit: &Fitting<'_>) -> Vec<Vec<Pair>> {
        let mut rounds = Vec::new();
        loop {
            let batch = self.next(strategy, &rounds, &[], fit).unwrap();
            if batch.is_empty() {
                return rounds;
            }
            rounds.push(batch);
        }
    }
}

pub(crate) fn find(strategy: &str) -> &'static dyn PairStrategy {
    PairStrategies::find(strategy).unwrap()
}

pub(crate) fn no_choices(comparisons: &[Comparison]) -> Result<Fit, FitError> {
    Err(FitError::NoChoices { comparisons: comparisons.len() })
}

pub(crate) fn bradley_terry(options: usize, comparisons: &[Comparison]) -> Result<Fit, FitError> {
    UtilityModels::find("bradley-terry").unwrap().fit(options, comparisons, &FitOptions::default())
}

/// Two answers in each order, by which the larger index usually wins.
pub(crate) fn answers(&(i, j): &Pair) -> [Comparison; 2] {
    let upset = f64::from(u8::from((i + j) % 5 == 0));
    [
        Comparison { first: i, second: j, first_wins: upset, second_wins: 2.0 - upset, ties: 0.0 },
        Comparison { first: j, second: i, first_wins: 2.0, second_wins: 0.0, ties: 0.0 },
    ]
}

/// Whether walking along `pairs` from option 0 reaches every option.
pub(crate) fn connected(options: usize, pairs: &[Pair]) -> bool {
    let mut reached = BTreeSet::from([0]);
    loop {
        let before = reached.len();
        for &(a, b) in pairs {
            if reached.contains(&a) || reached.contains(&b) {
                reached.extend([a, b]);
            }
        }
        if reached.len() == before {
            return before == options;
        }
    }
}
