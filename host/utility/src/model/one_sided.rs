//! One-sided limits of options that the choices bound on one side only.
//!
//! The profile of the penalised log-likelihood over an option's centred utility `u`, all other parameters
//! at their best, falls from its maximum in the direction in which the choices bound the option. The
//! limit is where it has fallen by `z²/2`, with `z` the 95 % quantile of the normal distribution
//! (likelihood-ratio test of one parameter, one-sided at 5 %).

use super::bounded::Bound;
use super::fit::OneSided;
use super::newton::maximise_around;
use super::objective::{Choice, Objective, Point};
use super::tally::Pair;
use rayon::prelude::*;

/// The 95 % quantile of the standard normal distribution.
const Z: f64 = 1.644_853_626_951_472_7;
/// The root of a smooth, nearly linear function: a handful of steps.
const MAX_STEPS: usize = 50;
/// The last change of the limit, on the model's scale. Each change is about the square of the one before, so
/// what is left is far smaller.
const TOLERANCE: f64 = 1e-4;

/// The limit of every option that has one.
pub(super) fn limits<C: Choice<M>, const M: usize>(
    objective: &Objective<'_, C, M>,
    maximum: &Point<M>,
    bounds: &[Bound],
) -> Vec<Option<OneSided>> {
    let limit = |(option, bound): (usize, &Bound)| match bound {
        Bound::Below => limit(objective, maximum, option, -1.0).map(OneSided::AtLeast),
        Bound::Above => limit(objective, maximum, option, 1.0).map(OneSided::AtMost),
        Bound::Both | Bound::Neither => None,
    };
    bounds.par_iter().enumerate().map(limit).collect()
}

/// The limit of `option` below (`direction` -1) or above (1) its estimate; `None` if none is found.
///
/// Newton's method on the signed root of the likelihood ratio, which is linear where the likelihood is
/// quadratic. By the envelope theorem its derivative is that of the objective with the others held.
fn limit<C: Choice<M>, const M: usize>(
    objective: &Objective<'_, C, M>,
    maximum: &Point<M>,
    option: usize,
    direction: f64,
) -> Option<f64> {
    let components = &objective.tally.components;
    let estimate = maximum.at[option];
    let mut distance = distance_alone(objective, maximum, option, direction);
    let mut at = maximum.at.clone();
    for _ in 0..MAX_STEPS {
        hold(&mut at, option, estimate + direction * distance, components);
        let profile = maximise_around(objective, at, option).point;
        let root = (2.0 * (maximum.objective - profile.objective)).max(0.0).sqrt();
        let slope = -direction * slope(&profile.gradient, option, components) / root;
        at = profile.at;
        if !(slope.is_finite() && slope > 0.0) {
            return None;
        }
        let change = (Z - root) / slope;
        // Never past the estimate, where the root has its kink.
        distance = (distance + change).max(0.5 * distance);
        if change.abs() <= TOLERANCE {
            return Some(estimate + direction * distance);
        }
    }
    None
}

/// Where the limit would be if the other parameters stayed as they are: close, since most of an extreme
/// option's opponents hardly depend on it, and cheap, since only its own choices change. By bisection.
fn distance_alone<C: Choice<M>, const M: usize>(
    objective: &Objective<'_, C, M>,
    maximum: &Point<M>,
    option: usize,
    direction: f64,
) -> f64 {
    let pairs = objective.tally.pairs.iter();
    let own: Vec<&Pair> = pairs.filter(|pair| pair.one == option || pair.other == option).collect();
    let value = |at: &[f64]| own.iter().map(|pair| objective.log_likelihood_of(pair, at)).sum::<f64>();
    let highest = value(&maximum.at);
    let fallen = |distance: f64| {
        let mut at = maximum.at.clone();
        hold(&mut at, option, maximum.at[option] + direction * distance, &objective.tally.components);
        highest - value(&at) >= 0.5 * Z * Z
    };
    let (mut near, mut far) = (0.0, 1.0);
    while !fallen(far) && far < 1e3 {
        (near, far) = (far, 2.0 * far);
    }
    for _ in 0..10 {
        let middle = 0.5 * (near + far);
        if fallen(middle) {
            far = middle;
        } else {
            near = middle;
        }
    }
    0.5 * (near + far)
}

/// Moves the utility of `option` to `value`, and the others of its component so that they still sum to 0.
fn hold(at: &mut [f64], option: usize, value: f64, components: &[usize]) {
    let others = components.iter().filter(|&&component| component == components[option]).count() - 1;
    let change = (value - at[option]) / others as f64;
    for (at, _) in at.iter_mut().zip(components).filter(|&(_, &component)| component == components[option]) {
        *at -= change;
    }
    at[option] = value;
}

/// How fast the objective rises with the utility of `option` while the others of its component share the
/// opposite change.
fn slope(gradient: &[f64], option: usize, components: &[usize]) -> f64 {
    let mut others = (0.0, 0.0);
    for (other, (value, &component)) in gradient.iter().zip(components).enumerate() {
        if component == components[option] && other != option {
            others = (others.0 + value, others.1 + 1.0);
        }
    }
    gradient[option] - others.0 / others.1
}
