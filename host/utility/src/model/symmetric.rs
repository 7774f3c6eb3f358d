//! Choices with a symmetric link: `P(first is chosen) = F(u_first - u_second + position)`. A tie is half a
//! choice of each. The log-likelihood is concave.

use super::objective::{Choice, Terms};
use super::subspace::{GLOBALS, POSITION};
use super::tally::Counts;
use crate::link::Link;

impl Choice<1> for Link {
    fn link(&self) -> Link {
        *self
    }

    fn terms(
        &self,
        orders: &[Counts; 2],
        one: [f64; 1],
        other: [f64; 1],
        globals: [f64; GLOBALS],
    ) -> Terms<1> {
        let mut terms = Terms::zero();
        let lead = one[0] - other[0];
        for (counts, sign) in orders.iter().zip([1.0, -1.0]).filter(|(counts, _)| counts.weight() > 0.0) {
            let [first, second] = counts.shared();
            let [won, lost] = self.both(sign * lead + globals[POSITION]);
            terms.value += first * won.value + second * lost.value;
            let slope = first * won.slope - second * lost.slope;
            terms.add_lead(sign, slope, first * won.curvature + second * lost.curvature);
        }
        terms
    }
}
