//! Simulated actors, and studies of them with a pair strategy.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub, missing_docs)]

use libm::erfc;
use motive_utility::{
    Comparison, Fit, FitError, FitOptions, PairDesign, PairParams, PairStrategies, PairStrategy, PairView,
    UtilityModels, holdout,
};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use std::collections::BTreeSet;

/// The actors: what is unusual about each.
pub const KINDS: [&str; 4] = ["varied noise", "strong position bias", "heavy tails", "incoherent"];

/// Utilities are standard normal (heavy tails: t with two degrees of freedom), each felt with normal
/// noise of .35 (varied: log-normal around that with .6); the first shown gains .2 of the noise's
/// standard deviation, which is chosen in 58 % of choices between equals (strong bias: 1.036, 85 %).
/// The incoherent actor moreover has an opinion on every pair that no utility explains, normal with .5.
pub struct Actor {
    kind: &'static str,
    utility: Vec<f64>,
    noise: Vec<f64>,
    /// Answers per pair and order.
    samples: usize,
    seed: u64,
}

impl Actor {
    /// `samples` is the number of answers per pair, half of them in each order.
    pub fn new(kind: &'static str, options: usize, samples: usize, seed: u64) -> Self {
        let mut rng = source(&[0, seed]);
        let utility = (0..options)
            .map(|_| {
                let z = normal(&mut rng);
                let spread = (normal(&mut rng).powi(2) + normal(&mut rng).powi(2)) / 2.0;
                if kind == "heavy tails" { z / spread.sqrt() } else { z }
            })
            .collect();
        let varied = if kind == "varied noise" { 0.6 } else { 0.0 };
        let noise = (0..options).map(|_| 0.35 * (varied * normal(&mut rng)).exp()).collect();
        Self { kind, utility, noise, samples: samples / 2, seed }
    }

    pub fn options(&self) -> usize {
        self.utility.len()
    }

    /// The probability that `first` is chosen when it is shown first.
    fn probability(&self, first: usize, second: usize) -> f64 {
        let mut lead = self.utility[first] - self.utility[second];
        if self.kind == "incoherent" {
            let (low, high) = (first.min(second), first.max(second));
            let opinion = 0.5 * normal(&mut source(&[1, self.seed, low as u64, high as u64]));
            lead += if first < second { opinion } else { -opinion };
        }
        let position = if self.kind == "strong position bias" { 1.036 } else { 0.2 };
        normal_cdf(lead / self.noise[first].hypot(self.noise[second]) + position)
    }

    /// The answers to a pair in both orders: the same whenever it is asked.
    pub fn answers(&self, (i, j): (usize, usize)) -> [Comparison; 2] {
        let mut rng = source(&[2, self.seed, i as u64, j as u64]);
        [(i, j), (j, i)].map(|(first, second)| {
            let p = self.probability(first, second);
            let first_wins = (0..self.samples).filter(|_| uniform(&mut rng) < p).count() as f64;
            Comparison { first, second, first_wins, second_wins: self.samples as f64 - first_wins, ties: 0.0 }
        })
    }

    /// The probability that at least half of 20 answers, ten in each order, choose the first of the pair.
    fn majority(&self, (i, j): (usize, usize)) -> f64 {
        let (one, other) = (binomial(self.probability(i, j)), binomial(1.0 - self.probability(j, i)));
        let chances = one.iter().enumerate().flat_map(|(a, p)| {
            other.iter().enumerate().filter(move |(b, _)| a + b >= 10).map(move |(_, q)| p * q)
        });
        chances.sum()
    }
}

/// How well a fit predicts held-out pairs: the expectation over 20 answers to each.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    pub pairs: usize,
    /// The share of pairs whose majority (half counts as the first) is the one expected.
    pub accuracy: f64,
    /// Per answer, in nats, with the fitted position; probabilities are kept 1e-5 from 0 and 1.
    pub log_loss: f64,
}

/// An elicitation of an actor by a strategy, batch by batch, fitted by Thurstone with one variance.
pub struct Study<'a> {
    strategy: &'static dyn PairStrategy,
    actor: &'a Actor,
    params: PairParams,
    held_out: BTreeSet<(usize, usize)>,
    seed: [u8; 32],
    rounds: Vec<Vec<(usize, usize)>>,
    comparisons: Vec<Comparison>,
}

impl<'a> Study<'a> {
    /// With `share` of all pairs held out and no anchor.
    pub fn new(strategy: &str, actor: &'a Actor, params: PairParams, share: f64, seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Self {
            strategy: PairStrategies::find(strategy).unwrap(),
            actor,
            params,
            held_out: holdout(actor.options(), None, share, usize::MAX, key).unwrap(),
            seed: key,
            rounds: Vec::new(),
            comparisons: Vec::new(),
        }
    }

    /// Asks the next batch; false at the end.
    pub fn ask(&mut self) -> bool {
        let batch = self.next(self.strategy, &|comparisons| fit(self.actor.options(), comparisons));
        self.comparisons.extend(batch.iter().flat_map(|&pair| self.actor.answers(pair)));
        self.rounds.push(batch);
        self.rounds.last().is_some_and(|batch| !batch.is_empty())
    }

    /// What `strategy` would ask next.
    pub fn next(
        &self,
        strategy: &dyn PairStrategy,
        fit: &dyn Fn(&[Comparison]) -> Result<Fit, FitError>,
    ) -> Vec<(usize, usize)> {
        let (params, held_out) = (&self.params, &self.held_out);
        let design = PairDesign { options: self.actor.options(), anchor: None, params, held_out };
        let (rounds, comparisons) = (&self.rounds, &self.comparisons);
        strategy.next(&PairView { design, seed: self.seed, rounds, comparisons, fit }).unwrap()
    }

    pub fn fit(&self) -> Fit {
        fit(self.actor.options(), &self.comparisons).unwrap()
    }

    /// How well the answers so far predict the held-out pairs.
    pub fn point(&self) -> Point {
        let fit = self.fit();
        let (mut accuracy, mut log_loss) = (0.0, 0.0);
        for &(i, j) in &self.held_out {
            let majority = self.actor.majority((i, j));
            let lead = fit.utility[i] - fit.utility[j];
            accuracy += if lead >= 0.0 { majority } else { 1.0 - majority };
            for (first, second, lead) in [(i, j, lead), (j, i, -lead)] {
                let p = self.actor.probability(first, second);
                let expected = normal_cdf(lead + fit.position).clamp(1e-5, 1.0 - 1e-5);
                log_loss -= (p * expected.ln() + (1.0 - p) * (1.0 - expected).ln()) / 2.0;
            }
        }
        let count = self.held_out.len() as f64;
        Point {
            pairs: self.rounds.iter().map(Vec::len).sum(),
            accuracy: accuracy / count,
            log_loss: log_loss / count,
        }
    }
}

fn fit(options: usize, comparisons: &[Comparison]) -> Result<Fit, FitError> {
    let how = FitOptions { standard_errors: false, one_sided: false, ..FitOptions::default() };
    UtilityModels::find("thurstone").unwrap().fit(options, comparisons, &how)
}

/// A source of numbers of its own for each list of parts.
fn source(parts: &[u64]) -> ChaCha20Rng {
    let mut seed = [0; 32];
    for (bytes, part) in seed.chunks_exact_mut(8).zip(parts) {
        bytes.copy_from_slice(&part.to_le_bytes());
    }
    ChaCha20Rng::from_seed(seed)
}

/// Uniform on [0, 1).
fn uniform(rng: &mut ChaCha20Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Standard normal (Box-Muller).
fn normal(rng: &mut ChaCha20Rng) -> f64 {
    (-2.0 * (1.0 - uniform(rng)).ln()).sqrt() * (std::f64::consts::TAU * uniform(rng)).cos()
}

fn normal_cdf(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The probabilities of 0 to 10 successes in ten trials.
fn binomial(p: f64) -> Vec<f64> {
    (0..10).fold(vec![1.0], |chances, _| {
        let mut longer = vec![0.0; chances.len() + 1];
        for (successes, chance) in chances.iter().enumerate() {
            longer[successes] += chance * (1.0 - p);
            longer[successes + 1] += chance * p;
        }
        longer
    })
}
