//! What is known about the utilities, and what knowing more would be worth. The formulas and their
//! letters are those of the parent module.

use super::Pair;
use crate::cholesky::inverse;
use crate::pairs::pair;
use crate::{Comparison, Fit};
use faer::linalg::matmul::matmul;
use faer::{Accum, Col, Mat, Par, Scale};
use std::collections::BTreeMap;

/// The precision of the prior on every utility, in logits: a standard deviation of 3.2. Anything from
/// .01 to .5 gave the same accuracy; it has to be above 0 because only differences are ever observed.
const PRIOR: f64 = 0.1;
/// Probabilities are kept this far from 0 and 1, which is a lead of 21 logits.
const NEAREST_TO_CERTAIN: f64 = 1e-9;

/// The state of knowledge before a question.
pub(super) struct Expected {
    /// `V`.
    pub(super) covariance: Mat<f64>,
    /// `V L V`.
    pub(super) sensitivity: Mat<f64>,
    /// `m`: the mean number of readable answers per pair so far.
    answers: f64,
    /// What the option shown first gains, in logits.
    position: f64,
}

impl Expected {
    /// From the answers so far, and from pairs already in the batch whose answers are to come. `None` if
    /// there are no answers, or more than the arithmetic can hold.
    pub(super) fn new(comparisons: &[Comparison], to_come: &[Pair], fit: &Fit) -> Option<Self> {
        let mut weights = BTreeMap::new();
        for choices in comparisons {
            *weights.entry(pair(choices.first, choices.second)).or_insert(0.0) +=
                choices.first_wins + choices.second_wins;
        }
        let answers = weights.values().sum::<f64>() / weights.len().max(1) as f64;
        if !(answers.is_finite() && answers > 0.0) {
            return None;
        }
        weights.extend(to_come.iter().map(|&pair| (pair, answers)));
        let position = logit(fit.first_share());

        let options = fit.utility.len();
        let mut information = Scale(PRIOR) * Mat::<f64>::identity(options, options);
        for (&pair, weight) in &weights {
            add_edge(&mut information, pair, weight * variance_of_choice(lead(fit, pair), position));
        }
        let covariance = inverse(information)?;
        let mut laplacian = Mat::zeros(options, options);
        for i in 0..options {
            for j in i + 1..options {
                let variance = quadratic(&covariance, (i, j));
                let weight = expected_variance_of_choice(lead(fit, (i, j)), variance, position);
                add_edge(&mut laplacian, (i, j), weight);
            }
        }
        let sensitivity = product(&covariance, &product(&laplacian, &covariance));
        Some(Self { covariance, sensitivity, answers, position })
    }

    /// `w`: the information that asking `pair` is expected to give.
    pub(super) fn information(&self, fit: &Fit, pair: Pair) -> f64 {
        let variance = quadratic(&self.covariance, pair);
        self.answers * expected_variance_of_choice(lead(fit, pair), variance, self.position)
    }
}

/// `x'Ax` for the vector x of a pair.
pub(super) fn quadratic(matrix: &Mat<f64>, (i, j): Pair) -> f64 {
    matrix[(i, i)] + matrix[(j, j)] - 2.0 * matrix[(i, j)]
}

/// `Ax` for the vector x of a pair.
pub(super) fn column(matrix: &Mat<f64>, (i, j): Pair) -> Col<f64> {
    matrix.col(i) - matrix.col(j)
}

/// On one thread, so that rounding does not depend on how many there are.
fn product(left: &Mat<f64>, right: &Mat<f64>) -> Mat<f64> {
    let mut product = Mat::zeros(left.nrows(), right.ncols());
    matmul(&mut product, Accum::Replace, left, right, 1.0, Par::Seq);
    product
}

/// Adds `weight x x'`.
fn add_edge(matrix: &mut Mat<f64>, (i, j): Pair, weight: f64) {
    matrix[(i, i)] += weight;
    matrix[(j, j)] += weight;
    matrix[(i, j)] -= weight;
    matrix[(j, i)] -= weight;
}

/// By how many logits the first of a pair leads; 0 where nothing links them.
fn lead(fit: &Fit, (i, j): Pair) -> f64 {
    fit.probability(i, j).map_or(0.0, logit)
}

fn logit(probability: f64) -> f64 {
    let p = probability.clamp(NEAREST_TO_CERTAIN, 1.0 - NEAREST_TO_CERTAIN);
    (p / (1.0 - p)).ln()
}

/// `p(1 - p)`, the mean of both orders.
fn variance_of_choice(lead: f64, position: f64) -> f64 {
    let one_order = |lead: f64| {
        let odds = (-lead.abs()).exp();
        odds / ((1.0 + odds) * (1.0 + odds))
    };
    (one_order(lead + position) + one_order(lead - position)) / 2.0
}

/// Its expectation when the lead is normal with this `variance`, by three-point Gauss-Hermite quadrature.
fn expected_variance_of_choice(lead: f64, variance: f64, position: f64) -> f64 {
    let node = (3.0 * variance.max(0.0)).sqrt();
    let at = |lead| variance_of_choice(lead, position);
    (4.0 * at(lead) + at(lead - node) + at(lead + node)) / 6.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the integral over 100,000 strips.
    #[test]
    fn expectations_are_integrals() {
        let integral = |lead: f64, variance: f64, position: f64| {
            let strips = 100_000;
            let width = 20.0 / f64::from(strips);
            let sum: f64 = (0..strips)
                .map(|strip| {
                    let z = -10.0 + (f64::from(strip) + 0.5) * width;
                    let density = (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
                    variance_of_choice(lead + variance.sqrt() * z, position) * density * width
                })
                .sum();
            sum
        };
        for (lead, variance, position, tolerance) in [
            (0.0, 0.0, 0.0, 1e-9),
            (0.0, 0.5, 0.0, 0.002),
            (2.0, 0.5, 1.0, 0.002),
            (-1.0, 2.0, 0.5, 0.02),
            (5.0, 4.0, 0.0, 0.02),
        ] {
            let got = expected_variance_of_choice(lead, variance, position);
            let want = integral(lead, variance, position);
            assert!((got - want).abs() < tolerance, "{lead} {variance} {position}: {got}, expected {want}");
        }
    }
}
