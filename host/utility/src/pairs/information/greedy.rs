//! The pairs with the largest gains, one after the other, each gain reckoned after those before it.
//!
//! With the formula's letters, c for `w / (1 + w x'Vx)` and g for `x'VLVx`, asking the pair x turns
//!
//! ```text
//! V    into  V   - p p'           where  p = √c Vx
//! VLV  into  VLV - p q' - q p'           q = √c (VLVx - c g Vx / 2)
//! ```
//!
//! The matrices stay as they are; what some choices change about one candidate is a sum over their p and
//! q. And a gain hardly ever rises as more is known (with the weights held, information has diminishing
//! returns), so a candidate is looked at again only when it comes out on top of the stale gains. On
//! simulated studies that gave the same batches as comparing all candidates every time.

use super::Pair;
use super::expected::{Expected, column, quadratic};
use crate::Fit;
use faer::linalg::matmul::matmul;
use faer::{Accum, Col, Mat, Par};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Up to `wanted` of the candidates. Of equal gains, the earlier candidate's counts as larger.
pub(super) fn choose(expected: &Expected, fit: &Fit, candidates: &[Pair], wanted: usize) -> Vec<Pair> {
    let mut heap: BinaryHeap<Candidate> = candidates
        .iter()
        .enumerate()
        .map(|(place, &pair)| Candidate::new(expected, fit, place, pair))
        .collect();
    let mut chosen = Chosen::new(expected, wanted.min(candidates.len()));
    while chosen.pairs.len() < wanted
        && let Some(mut top) = heap.peek_mut()
    {
        // Looked at again, it may not be the top any more.
        if top.seen < chosen.pairs.len() {
            top.look_again(&chosen);
        } else {
            chosen.add(&PeekMut::pop(top));
        }
    }
    chosen.pairs
}

struct Candidate {
    /// Twice the expected fall of the loss, reckoned with the first `seen` choices. In single precision,
    /// so that digits that differ between processors do not choose among candidates that are alike.
    gain: f32,
    seen: usize,
    place: usize,
    pair: Pair,
    /// `w`.
    information: f64,
    /// `x'Vx`.
    variance: f64,
    /// `x'VLVx`.
    sensitivity: f64,
}

impl Candidate {
    fn new(expected: &Expected, fit: &Fit, place: usize, pair: Pair) -> Self {
        let mut candidate = Self {
            gain: 0.0,
            seen: 0,
            place,
            pair,
            information: expected.information(fit, pair),
            variance: quadratic(&expected.covariance, pair),
            sensitivity: quadratic(&expected.sensitivity, pair),
        };
        candidate.reckon();
        candidate
    }

    fn look_again(&mut self, chosen: &Chosen<'_>) {
        let new_choices = chosen.differences(&chosen.p, self.pair, self.seen);
        for (p, q) in new_choices.zip(chosen.differences(&chosen.q, self.pair, self.seen)) {
            self.variance -= p * p;
            self.sensitivity -= 2.0 * p * q;
        }
        self.seen = chosen.pairs.len();
        self.reckon();
    }

    fn reckon(&mut self) {
        let gain = self.information * self.sensitivity / (1.0 + self.information * self.variance);
        self.gain = gain as f32;
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain.total_cmp(&other.gain).then_with(|| Reverse(self.place).cmp(&Reverse(other.place)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Candidate {}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

/// The pairs chosen so far, and the vectors p and q of each as a row, so that what one option needs of
/// all of them lies together.
struct Chosen<'a> {
    expected: &'a Expected,
    pairs: Vec<Pair>,
    p: Mat<f64>,
    q: Mat<f64>,
}

impl<'a> Chosen<'a> {
    fn new(expected: &'a Expected, most: usize) -> Self {
        let options = expected.covariance.nrows();
        let none = Mat::zeros(most, options);
        Self { expected, pairs: Vec::with_capacity(most), p: none.clone(), q: none }
    }

    /// `x'p` or `x'q` for the vector x of a pair and every choice from the `first` on.
    fn differences(&self, vectors: &Mat<f64>, (i, j): Pair, first: usize) -> impl Iterator<Item = f64> {
        let of = |option: usize| &vectors.col_as_slice(option)[first..self.pairs.len()];
        of(i).iter().zip(of(j)).map(|(i, j)| i - j)
    }

    fn add(&mut self, candidate: &Candidate) {
        let Candidate { pair, information, variance, sensitivity, .. } = *candidate;
        let count = self.pairs.len();
        let all = |vectors| self.differences(vectors, pair, 0).collect::<Col<f64>>();
        let (from_p, from_q) = (all(&self.p), all(&self.q));
        let mut v = column(&self.expected.covariance, pair);
        subtract(&mut v, &self.p, &from_p);
        let mut vlv = column(&self.expected.sensitivity, pair);
        subtract(&mut vlv, &self.p, &from_q);
        subtract(&mut vlv, &self.q, &from_p);

        let c = information / (1.0 + information * variance);
        for option in 0..v.nrows() {
            self.p[(count, option)] = c.sqrt() * v[option];
            self.q[(count, option)] = c.sqrt() * (vlv[option] - 0.5 * c * sensitivity * v[option]);
        }
        self.pairs.push(pair);
    }
}

/// Subtracts from `sum` the first rows of `vectors`, each times its entry of `factors`.
fn subtract(sum: &mut Col<f64>, vectors: &Mat<f64>, factors: &Col<f64>) {
    let rows = vectors.subrows(0, factors.nrows());
    matmul(sum, Accum::Add, rows.transpose(), factors, -1.0, Par::Seq);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Comparison, FitOptions, UtilityModels};
    use faer::Scale;

    /// Choosing by the matrices of the parent module's formula, changed and compared in full after
    /// every choice, gives the same pairs in the same order.
    #[test]
    fn is_greedy() {
        let options = 12;
        let utility = |option: usize| 2.0 * ((option * option) as f64).sin();
        let comparisons: Vec<_> = (0..options)
            .flat_map(|i| [(i, (i + 1) % options), (i, (i + 5) % options)])
            .map(|(first, second)| {
                let p = 1.0 / (1.0 + (utility(second) - utility(first)).exp());
                Comparison { first, second, first_wins: 4.0 * p, second_wins: 4.0 * (1.0 - p), ties: 0.0 }
            })
            .collect();
        let model = UtilityModels::find("bradley-terry").unwrap();
        let fit = model.fit(options, &comparisons, &FitOptions::default()).unwrap();
        let expected = Expected::new(&comparisons, &[], &fit).unwrap();
        let candidates: Vec<Pair> = (0..options)
            .flat_map(|i| (i + 1..options).map(move |j| (i, j)))
            .filter(|(i, j)| j - i != 1)
            .collect();

        let (mut v, mut vlv) = (expected.covariance.clone(), expected.sensitivity.clone());
        let mut left = candidates.clone();
        let mut pairs = Vec::new();
        for _ in 0..20 {
            let gain = |&pair: &Pair| {
                let w = expected.information(&fit, pair);
                w * quadratic(&vlv, pair) / (1.0 + w * quadratic(&v, pair))
            };
            let best = (0..left.len()).max_by(|&a, &b| gain(&left[a]).total_cmp(&gain(&left[b]))).unwrap();
            let pair = left.remove(best);
            let w = expected.information(&fit, pair);
            let c = w / (1.0 + w * quadratic(&v, pair));
            let (u, m) = (column(&v, pair), column(&vlv, pair));
            vlv += Scale(c * c * quadratic(&vlv, pair)) * (&u * u.transpose())
                - Scale(c) * (&u * m.transpose() + &m * u.transpose());
            v -= Scale(c) * (&u * u.transpose());
            pairs.push(pair);
        }
        assert_eq!(choose(&expected, &fit, &candidates, 20), pairs);
    }
}
