//! Bradley-Terry with ties (Davidson 1970). With `x = u_first - u_second + position` and the tie parameter
//! `nu`, the choices of the first, of the second and of neither are in the proportion
//!
//! ```text
//! exp(x/2) : exp(-x/2) : nu
//! ```
//!
//! so two options of equal utility tie with probability `nu / (2 + nu)`, and no ties (`nu = 0`) is
//! Bradley-Terry. With a position this is the model of Davidson and Beaver (1977), whose tie parameter is
//! `nu exp(position/2)`. The parameter fitted is `ln nu`; in it the log-likelihood is concave.

use super::objective::{Choice, Terms};
use super::subspace::{GLOBALS, POSITION, TIE};
use super::tally::Counts;
use super::{Comparison, Fit, FitError, FitOptions, UtilityModel, estimate};
use crate::link::Link;

struct Davidson;

impl UtilityModel for Davidson {
    fn name(&self) -> &'static str {
        "davidson"
    }

    fn about(&self) -> &'static str {
        "Bradley-Terry with a probability of ties and a first-position term; utilities in logits"
    }

    fn fit_from(
        &self,
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        start: Option<&Fit>,
    ) -> Result<Fit, FitError> {
        estimate::fit(Davidson, options, comparisons, how, start)
    }
}

impl Choice<1> for Davidson {
    const TIES: bool = true;

    fn link(&self) -> Link {
        Link::Logit
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
            let weight = counts.weight();
            let logs = log_shares(sign * lead + globals[POSITION], globals[TIE]);
            let [first, second, tie] = logs.map(f64::exp);
            terms.value += counts.first * logs[0] + counts.second * logs[1] + counts.ties * logs[2];
            // Moments of the choice: half a lead won or lost, and whether it is a tie.
            let half = 0.5 * (first - second);
            let slope = 0.5 * (counts.first - counts.second) - weight * half;
            terms.add_lead(sign, slope, weight * (0.25 * (first + second) - half * half));
            terms.slope_globals[TIE] += counts.ties - weight * tie;
            terms.corner[TIE][TIE] += weight * tie * (1.0 - tie);
            let with_lead = -weight * half * tie;
            terms.border[0][0][TIE] += sign * with_lead;
            terms.border[1][0][TIE] -= sign * with_lead;
            terms.corner[POSITION][TIE] += with_lead;
            terms.corner[TIE][POSITION] += with_lead;
        }
        terms
    }
}

/// The logarithms of the probabilities that the first is chosen, the second, and neither.
pub(super) fn log_shares(lead: f64, log_tie: f64) -> [f64; 3] {
    let logs = [0.5 * lead, -0.5 * lead, log_tie];
    let largest = logs.into_iter().fold(f64::NEG_INFINITY, f64::max);
    let total = largest + logs.into_iter().map(|log| (log - largest).exp()).sum::<f64>().ln();
    logs.map(|log| log - total)
}

inventory::submit!(&Davidson as &'static dyn UtilityModel);
