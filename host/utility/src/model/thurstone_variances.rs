//! Thurstone with a variance of its own for every option: the utility of option `i` is felt as a normal
//! number with mean `u_i` and variance `s_i²`, independently each time, so that
//!
//! ```text
//! P(first is chosen) = Phi((u_first - u_second + position) / sqrt(s_first² + s_second²))
//! ```
//!
//! Utilities, position and variances can all be multiplied by a constant without changing a probability;
//! the scale is fixed so that over each component the geometric mean of the variances is 1/2, that of
//! the model with one variance. The parameters are `l_i = ln(2 s_i²)`, which sum to 0 over a component,
//! with independent normal priors of mean 0 and standard deviation 1: an option's noise is taken to be
//! within a factor of `exp(1/2)` (1.65) of the typical one, unless the choices say otherwise. The prior is
//! there with a penalty of 0 too: without it the variance of an option that nearly always wins has no
//! finite estimate.
//!
//! The log-likelihood is not concave in the variances. The search starts where the model with one variance
//! has its maximum.

use super::newton::maximise;
use super::objective::{Choice, Objective, Terms};
use super::subspace::{GLOBALS, POSITION};
use super::tally::Counts;
use super::{Comparison, Fit, FitError, FitOptions, UtilityModel, estimate};
use crate::link::Link;

struct ThurstoneVariances;

impl UtilityModel for ThurstoneVariances {
    fn name(&self) -> &'static str {
        "thurstone-variances"
    }

    fn about(&self) -> &'static str {
        "Normal noise of a variance per option (geometric mean 1/2) with a first-position term, a tie as \
         half a choice of each; utilities in probits of a typical pair"
    }

    fn fit_from(
        &self,
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        start: Option<&Fit>,
    ) -> Result<Fit, FitError> {
        let data = estimate::Data::new(options, comparisons, how, start)?;
        let objective = Objective::new(ThurstoneVariances, &data.tally, how);
        let mut from = objective.start(start);
        if start.is_none_or(|start| start.variance.is_none()) {
            let even = Objective::new(Link::Probit, &data.tally, how);
            let (utilities, globals) = from.split_at_mut(options);
            let maximum = maximise(&even, even.start(start)).point.at;
            utilities.copy_from_slice(&maximum[..options]);
            globals[options..].copy_from_slice(&maximum[options..]);
        }
        let maximum = maximise(&objective, from);
        let mut fit = data.report(&objective, &maximum, how)?;
        let variances = maximum.point.at[options..2 * options].iter().map(|log| 0.5 * log.exp());
        fit.variance = Some(variances.collect());
        Ok(fit)
    }
}

inventory::submit!(&ThurstoneVariances as &'static dyn UtilityModel);

/// The parameters of an option: its utility and `ln(2 s²)`.
impl Choice<2> for ThurstoneVariances {
    const PRIOR: f64 = 1.0;

    fn link(&self) -> Link {
        Link::Probit
    }

    fn terms(
        &self,
        orders: &[Counts; 2],
        one: [f64; 2],
        other: [f64; 2],
        globals: [f64; GLOBALS],
    ) -> Terms<2> {
        let mut terms = Terms::zero();
        let variances = [0.5 * one[1].exp(), 0.5 * other[1].exp()];
        let total = variances[0] + variances[1];
        let shares = variances.map(|variance| variance / total);
        let unit = 1.0 / total.sqrt();
        for (counts, sign) in orders.iter().zip([1.0, -1.0]).filter(|(counts, _)| counts.weight() > 0.0) {
            let [first, second] = counts.shared();
            let x = (sign * (one[0] - other[0]) + globals[POSITION]) * unit;
            let [won, lost] = Link::Probit.both(x);
            terms.value += first * won.value + second * lost.value;
            let slope = first * won.slope - second * lost.slope;
            let curvature = first * won.curvature + second * lost.curvature;
            add(&mut terms, &Lead { x, sign, unit, shares }, slope, curvature);
        }
        terms
    }
}

/// The lead in units of its noise, and what its derivatives are made of.
struct Lead {
    x: f64,
    /// Of the one option's utility in the lead.
    sign: f64,
    /// What one unit of utility adds to `x`.
    unit: f64,
    /// Each option's share of the variance.
    shares: [f64; 2],
}

impl Lead {
    /// First derivatives by the parameters of an option.
    fn slope(&self, side: usize) -> [f64; 2] {
        [self.towards(side), -0.5 * self.x * self.shares[side]]
    }

    /// What one unit of an option's utility adds to `x`.
    fn towards(&self, side: usize) -> f64 {
        if side == 0 { self.sign * self.unit } else { -self.sign * self.unit }
    }

    /// Second derivatives by parameters of two options, which may be the same.
    fn bend(&self, side: usize, along: usize) -> [[f64; 2]; 2] {
        let [q, r] = [self.shares[side], self.shares[along]];
        let variances =
            if side == along { self.x * (0.25 * q * q - 0.5 * q * (1.0 - q)) } else { 0.75 * self.x * q * r };
        [[0.0, -0.5 * self.towards(side) * r], [-0.5 * self.towards(along) * q, variances]]
    }
}

/// Adds the derivatives of a likelihood of `x` by the chain rule.
fn add(terms: &mut Terms<2>, lead: &Lead, slope: f64, curvature: f64) {
    let second = |a: f64, b: f64, bend: f64| curvature * a * b - slope * bend;
    let slopes = [lead.slope(0), lead.slope(1)];
    for (side, own) in slopes.iter().enumerate() {
        let bend = lead.bend(side, side);
        for a in 0..2 {
            terms.slope[side][a] += slope * own[a];
            for b in 0..2 {
                terms.own[side][a][b] += second(own[a], own[b], bend[a][b]);
            }
        }
        terms.border[side][0][POSITION] += second(own[0], lead.unit, 0.0);
        let of_variance = -0.5 * lead.unit * lead.shares[side];
        terms.border[side][1][POSITION] += second(own[1], lead.unit, of_variance);
    }
    let bend = lead.bend(0, 1);
    for a in 0..2 {
        for b in 0..2 {
            terms.cross[a][b] += second(slopes[0][a], slopes[1][b], bend[a][b]);
        }
    }
    terms.slope_globals[POSITION] += slope * lead.unit;
    terms.corner[POSITION][POSITION] += second(lead.unit, lead.unit, 0.0);
}
