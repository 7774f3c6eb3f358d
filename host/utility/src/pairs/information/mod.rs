//! The pairs whose answers are expected to improve the predictions of all other choices the most.
//!
//! Let `x` be the vector of the pair (i, j), +1 at i and -1 at j, and everything be in logits, whatever
//! the model: a pair's lead is `logit p` of its probability, and the fitted position adds to it in one
//! order and takes from it in the other. Near the estimate, answers to a pair have the information
//! `w = m E[p(1 - p)]`, with m the expected number of readable answers and the mean over both orders, and
//! the utilities have the covariance `V`, the inverse of the information so far and a weak prior. A
//! small error of a lead costs half its variance times `p(1 - p)` in log loss, so over all pairs
//!
//! ```text
//! expected loss = 1/2 sum over pairs of E[p(1 - p)] x'Vx = 1/2 trace(V L)
//! ```
//!
//! with L the Laplacian of these weights. Asking a pair turns `V` into `V - V x x'V w/(1 + w x'Vx)`,
//! which lowers the loss by half of `w x'VLVx / (1 + w x'Vx)`: the gain by which pairs are chosen, one
//! after the other, each with the answers of those before it reckoned with. So a batch does not ask the
//! same thing many times. In the literature this is V-optimal (or I-optimal) design, with a weight.
//! The expectation is over the lead's normal distribution with variance `x'Vx`: an early estimate of
//! "certainly" is not taken at its word.
//!
//! Memory is about `60 N²` bytes and time grows with `N³`: of 510 options' pairs, 500 take a third of a
//! second after the opening and a tenth later on (one core, `benches/pairs.rs`).

mod expected;
mod greedy;

use super::{Pair, PairDesign, PairError, PairStrategy, PairView, batch};
use crate::random::shuffle;
use expected::Expected;

struct Information;

impl PairStrategy for Information {
    fn name(&self) -> &'static str {
        "information"
    }

    fn about(&self) -> &'static str {
        "Pairs whose answers are expected to lower the log loss over all pairs the most"
    }

    fn adaptive(&self) -> bool {
        true
    }

    fn planned(&self, design: &PairDesign<'_>) -> Result<usize, PairError> {
        design.planned()
    }

    fn next(&self, view: &PairView<'_>) -> Result<Vec<Pair>, PairError> {
        batch::next(view, |batch, fit, comparisons| {
            let Some(expected) = Expected::new(comparisons, batch.pairs(), fit) else { return };
            let mut candidates = batch.open_pairs();
            // Equal gains are taken in this order.
            shuffle(&mut view.stream("information"), &mut candidates);
            let best = greedy::choose(&expected, fit, &candidates, batch.room());
            batch.add(best);
        })
    }
}

inventory::submit!(&Information as &'static dyn PairStrategy);
