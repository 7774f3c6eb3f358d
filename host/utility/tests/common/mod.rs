//! Simulated choices for the tests.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub)]

use motive_utility::{Comparison, Fit, FitError, FitOptions, UtilityModels};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

pub const DEFAULT: FitOptions =
    FitOptions { penalty: 0.01, position: true, standard_errors: true, one_sided: true };
pub const TEXTBOOK: FitOptions = FitOptions { penalty: 0.0, ..DEFAULT };
/// All but the published recipe.
pub const MODELS: [&str; 4] = ["bradley-terry", "davidson", "thurstone", "thurstone-variances"];

pub fn choices(first: usize, second: usize, first_wins: f64, second_wins: f64) -> Comparison {
    Comparison { first, second, first_wins, second_wins, ties: 0.0 }
}

pub fn fit(
    model: &str,
    options: usize,
    comparisons: &[Comparison],
    how: &FitOptions,
) -> Result<Fit, FitError> {
    UtilityModels::find(model).unwrap().fit(options, comparisons, how)
}

pub fn assert_close(one: &[f64], other: &[f64]) {
    assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(other) {
        assert!((a - b).abs() < 1e-7, "{one:?} and {other:?}");
    }
}

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

/// The standard normal distribution function.
pub fn phi(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// How `samples` choices between `first` and `second` fell, each with probability `p` for the first.
pub fn chosen(source: &mut Source, first: usize, second: usize, samples: usize, p: f64) -> Comparison {
    let first_wins = source.binomial(samples, p);
    Comparison { first, second, first_wins, second_wins: samples as f64 - first_wins, ties: 0.0 }
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
            chosen(source, first, second, samples, p)
        })
        .collect()
}

/// Both orders of `pairs`, each chosen `samples` times with normal noise of variances that differ by option.
pub fn simulated_normal(
    source: &mut Source,
    utility: &[f64],
    variance: &[f64],
    pairs: &[(usize, usize)],
    position: f64,
    samples: usize,
) -> Vec<Comparison> {
    let orders = pairs.iter().flat_map(|&(i, j)| [(i, j), (j, i)]);
    orders
        .map(|(first, second)| {
            let lead = utility[first] - utility[second] + position;
            let p = phi(lead / (variance[first] + variance[second]).sqrt());
            chosen(source, first, second, samples, p)
        })
        .collect()
}

/// Both orders of `pairs`, each chosen `samples` times with ties in Davidson's proportion.
pub fn simulated_ties(
    source: &mut Source,
    utility: &[f64],
    tie: f64,
    pairs: &[(usize, usize)],
    position: f64,
    samples: usize,
) -> Vec<Comparison> {
    let orders = pairs.iter().flat_map(|&(i, j)| [(i, j), (j, i)]);
    orders
        .map(|(first, second)| {
            let lead = utility[first] - utility[second] + position;
            let [won, lost] = [(0.5 * lead).exp(), (-0.5 * lead).exp()];
            let total = won + lost + tie;
            let ties = source.binomial(samples, tie / total);
            let rest = chosen(source, first, second, samples - ties as usize, won / (won + lost));
            Comparison { ties, ..rest }
        })
        .collect()
}

/// Pearson's correlation.
pub fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum =
        |f: fn(f64, f64) -> f64| -> f64 { a.iter().zip(b).map(|(x, y)| f(x - mean_a, y - mean_b)).sum() };
    sum(|x, y| x * y) / (sum(|x, _| x * x) * sum(|_, y| y * y)).sqrt()
}

/// So many different pairs `(i, j)` with `i < j`, drawn uniformly.
pub fn random_pairs(source: &mut Source, options: usize, count: usize) -> Vec<(usize, usize)> {
    let mut pairs = all_pairs(options);
    for place in 0..count {
        let other = place + (source.uniform() * (pairs.len() - place) as f64) as usize;
        pairs.swap(place, other);
    }
    pairs.truncate(count);
    pairs
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
            Comparison { first, second, first_wins: p, second_wins: 1.0 - p, ties: 0.0 }
        })
        .collect();
    let how = FitOptions { penalty: 0.0, position: false, ..FitOptions::default() };
    let model = UtilityModels::find("bradley-terry").unwrap();
    model.fit(utility.len(), &comparisons, &how).unwrap()
}
