//! The recipe with which the published utilities of language models were fitted (Mazeika et al. 2025,
//! arXiv 2502.08640, and the code published with it), for comparison with them.
//!
//! Normal noise with a variance per option, `P(i over j) = Phi((m_i - m_j) / sqrt(v_i + v_j + 1e-5))`. Of
//! each pair only the share of choices of the one option counts, over both orders, however many there were;
//! the loss is the mean cross-entropy of these shares. Adam takes 1,000 steps of rate .01 from a random
//! start near 0. In every step means are normalised to mean 0 and standard deviation 1 and variances with
//! them, and the gradient passes through that. No position, no prior, no criterion of convergence, no
//! standard errors, one scale for all options whether choices link them or not.
//!
//! This differs from the published code in precision only: double instead of single, so that a probability
//! does not round to 0 or 1, nor its logarithm have to be cut off.

use super::tally::Pair;
use super::{Comparison, Fit, FitError, FitOptions, UtilityModel, estimate};
use crate::link::Link;
use crate::random::keyed;
use rand_chacha::ChaCha20Rng;
use rand_core::Rng;
use std::f64::consts::TAU;

const EPOCHS: usize = 1000;
const RATE: f64 = 0.01;
/// Standard deviation of the starting values.
const START: f64 = 0.01;
/// Added to the standard deviation of the means, once for the means and twice for the variances.
const DEVIATION_ADDED: f64 = 1e-5;
/// Added to the variance of a difference.
const VARIANCE_ADDED: f64 = 1e-5;
/// Largest slope of the mean loss at convergence.
const GRADIENT_TOLERANCE: f64 = 1e-9;

struct Published;

impl UtilityModel for Published {
    fn name(&self) -> &'static str {
        "thurstone-published"
    }

    fn about(&self) -> &'static str {
        "The published recipe: a variance per option, shares without counts, 1,000 steps of Adam, no \
         position, no prior, no standard errors; standardised utilities"
    }

    /// Penalty, position and start are checked and not used.
    fn fit_from(
        &self,
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        start: Option<&Fit>,
    ) -> Result<Fit, FitError> {
        let data = estimate::Data::counted(options, comparisons, how, start)?;
        let edges: Vec<Edge> = data.tally.pairs.iter().map(Edge::new).collect();
        let mut rng = keyed([0; 32], &[b"thurstone-published"]);
        let initial = (0..2 * options).map(|_| START * normal(&mut rng)).collect();
        let (utility, converged) = train(&edges, initial);
        Ok(Fit {
            log_likelihood: edges.iter().map(|edge| edge.weight * edge.log_likelihood(&utility)).sum(),
            converged,
            iterations: EPOCHS,
            variance: Some(utility.variances),
            added_variance: VARIANCE_ADDED,
            // On the one scale of all options, whatever their components.
            utility: utility.means.clone(),
            ..data.described(Link::Probit, utility.means)
        })
    }
}

inventory::submit!(&Published as &'static dyn UtilityModel);

/// A pair as the recipe sees it.
struct Edge {
    one: usize,
    other: usize,
    /// The share of choices of `one`.
    share: f64,
    /// The number of choices, which the recipe ignores.
    weight: f64,
}

impl Edge {
    fn new(pair: &Pair) -> Self {
        let [[a, b], [c, d]] = pair.orders.map(|counts| counts.shared());
        let weight = a + b + c + d;
        Self { one: pair.one, other: pair.other, share: (a + d) / weight, weight }
    }

    /// The lead of `one` in units of its noise, and the variance of that.
    fn lead(&self, utility: &Normalised) -> (f64, f64) {
        let variance = utility.variances[self.one] + utility.variances[self.other] + VARIANCE_ADDED;
        ((utility.means[self.one] - utility.means[self.other]) / variance.sqrt(), variance)
    }

    /// Of one choice with the share as its probability: minus the cross-entropy.
    fn log_likelihood(&self, utility: &Normalised) -> f64 {
        let [won, lost] = Link::Probit.both(self.lead(utility).0);
        self.share * won.value + (1.0 - self.share) * lost.value
    }
}

/// Means and variances on the scale on which the means have standard deviation 1.
struct Normalised {
    means: Vec<f64>,
    variances: Vec<f64>,
    /// Standard deviation of the means before.
    deviation: f64,
}

/// The parameters are the means, then the logarithms of the variances.
fn normalised(parameters: &[f64]) -> Normalised {
    let (means, log_variances) = parameters.split_at(parameters.len() / 2);
    let count = means.len() as f64;
    let mean = means.iter().sum::<f64>() / count;
    let squares: f64 = means.iter().map(|value| (value - mean).powi(2)).sum();
    let deviation = (squares / (count - 1.0)).sqrt();
    let added = deviation + DEVIATION_ADDED;
    let scale = 1.0 / (added + DEVIATION_ADDED);
    Normalised {
        means: means.iter().map(|value| (value - mean) / added).collect(),
        variances: log_variances.iter().map(|log| log.exp() * scale * scale).collect(),
        deviation,
    }
}

/// The mean loss's derivatives by the parameters.
fn gradient(edges: &[Edge], utility: &Normalised) -> Vec<f64> {
    let options = utility.means.len();
    let mut by_mean = vec![0.0; options];
    let mut by_variance = vec![0.0; options];
    for edge in edges {
        let (x, variance) = edge.lead(utility);
        let [won, lost] = Link::Probit.both(x);
        let by_x = ((1.0 - edge.share) * lost.slope - edge.share * won.slope) / edges.len() as f64;
        by_mean[edge.one] += by_x / variance.sqrt();
        by_mean[edge.other] -= by_x / variance.sqrt();
        for option in [edge.one, edge.other] {
            by_variance[option] -= 0.5 * by_x * x / variance;
        }
    }
    // Through the normalisation. Means are divided by `added`, variances by the square of `added` and a bit.
    let added = utility.deviation + DEVIATION_ADDED;
    let by_log: Vec<f64> = by_variance.iter().zip(&utility.variances).map(|(by, of)| by * of).collect();
    let by_deviation = -by_mean.iter().zip(&utility.means).map(|(by, mean)| by * mean).sum::<f64>() / added
        - 2.0 * by_log.iter().sum::<f64>() / (added + DEVIATION_ADDED);
    let mean = by_mean.iter().sum::<f64>() / options as f64;
    // The derivative of the standard deviation by a mean, per unit of the normalised mean.
    let pull = by_deviation * added / ((options as f64 - 1.0) * utility.deviation);
    let by_means = by_mean.iter().zip(&utility.means).map(|(by, value)| (by - mean) / added + pull * value);
    by_means.chain(by_log.iter().copied()).collect()
}

/// Adam (Kingma and Ba 2015) with its usual constants. Returns what it ends at and whether the loss is flat
/// there.
fn train(edges: &[Edge], mut parameters: Vec<f64>) -> (Normalised, bool) {
    const DECAY: [f64; 2] = [0.9, 0.999];
    const ADDED: f64 = 1e-8;
    let mut moments = vec![[0.0; 2]; parameters.len()];
    for epoch in 1..=EPOCHS {
        let gradient = gradient(edges, &normalised(&parameters));
        let correction = DECAY.map(|decay| 1.0 - decay.powi(epoch as i32));
        for ((parameter, moments), slope) in parameters.iter_mut().zip(&mut moments).zip(gradient) {
            moments[0] = DECAY[0] * moments[0] + (1.0 - DECAY[0]) * slope;
            moments[1] = DECAY[1] * moments[1] + (1.0 - DECAY[1]) * slope * slope;
            let [mean, square] = [moments[0] / correction[0], moments[1] / correction[1]];
            *parameter -= RATE * mean / (square.sqrt() + ADDED);
        }
    }
    let utility = normalised(&parameters);
    let flat = gradient(edges, &utility).iter().all(|slope| slope.abs() <= GRADIENT_TOLERANCE);
    (utility, flat)
}

/// A standard normal number (Box and Muller's transform of two uniform ones).
fn normal(rng: &mut ChaCha20Rng) -> f64 {
    // On (0, 1], since the logarithm of 0 is not finite.
    let mut uniform = || ((rng.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64;
    (-2.0 * uniform().ln()).sqrt() * (TAU * uniform()).cos()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::tally::Tally;
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Golden {
        published: Vec<Row>,
    }

    #[derive(Deserialize)]
    struct Row {
        comparisons: Vec<(usize, usize, f64, f64, f64)>,
        initial: Vec<f64>,
        mean: Vec<f64>,
        variance: Vec<f64>,
    }

    /// The same recipe in numpy, from the same start: `tests/golden/published.py`.
    #[test]
    fn agrees_with_the_recipe_in_numpy() {
        let golden: Golden = serde_json::from_str(include_str!("../../tests/golden/golden.json")).unwrap();
        assert_eq!(golden.published.len(), 2);
        for row in golden.published {
            let comparisons: Vec<Comparison> = row
                .comparisons
                .iter()
                .map(|&(first, second, first_wins, second_wins, ties)| Comparison {
                    first,
                    second,
                    first_wins,
                    second_wins,
                    ties,
                })
                .collect();
            let edges: Vec<Edge> =
                Tally::new(row.mean.len(), &comparisons).pairs.iter().map(Edge::new).collect();
            let (utility, _) = train(&edges, row.initial);
            for (got, want) in utility.means.iter().zip(&row.mean) {
                assert!((got - want).abs() < 1e-6, "{:?}, not {:?}", utility.means, row.mean);
            }
            for (got, want) in utility.variances.iter().zip(&row.variance) {
                assert!((got / want - 1.0).abs() < 1e-6, "{:?}, not {:?}", utility.variances, row.variance);
            }
        }
    }
}
