//! Simulated choices for the tests.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub)]

use motive_utility::{Comparison, Fit, FitOptions, UtilityModels};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

/// A source of uniform and normal numbers.
pub struct Source(ChaCha20Rng);

impl Source {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// Uniform on [0, 1).
    pub fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Standard normal (Box-Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    pub fn binomial(&mut self, trials: usize, probability: f64) -> f64 {
        (0..trials).filter(|_| self.uniform() < probability).count() as f64
    }
}

pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Both orders of `pairs`, each chosen `samples` times by logistic choice.
pub fn simulated(
    source: &mut Source,
    utility: &[f64],
    pairs: &[(usize, usize)],
    position: f64,
    samples: usize,
) -> Vec<Comparison> {
    let orders = pairs.iter().flat_map(|&(i, j)| [(i, j), (j, i)]);
    orders
        .map(|(first, second)| {
            let p = logistic(utility[first] - utility[second] + position);
            let first_wins = source.binomial(samples, p);
            Comparison { first, second, first_wins, second_wins: samples as f64 - first_wins }
        })
        .collect()
}

/// All pairs `(i, j)` with `i < j`.
pub fn all_pairs(options: usize) -> Vec<(usize, usize)> {
    (0..options).flat_map(|i| (i + 1..options).map(move |j| (i, j))).collect()
}

/// A Bradley-Terry fit with exactly these utilities (up to their mean): every two options of one group
/// are compared with the probabilities of the model as weights. Groups are not linked.
pub fn fit_with(utility: &[f64], groups: &[usize]) -> Fit {
    let comparisons: Vec<_> = all_pairs(utility.len())
        .into_iter()
        .filter(|&(i, j)| groups[i] == groups[j])
        .map(|(first, second)| {
            let p = logistic(utility[first] - utility[second]);
            Comparison { first, second, first_wins: p, second_wins: 1.0 - p }
        })
        .collect();
    let how = FitOptions { penalty: 0.0, position: false };
    let model = UtilityModels::find("bradley-terry").unwrap();
    model.fit(utility.len(), &comparisons, &how).unwrap()
}
