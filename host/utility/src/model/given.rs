//! Utilities that were fitted elsewhere, taken as they are.

use super::{Fit, scale};
use crate::link::Link;

/// Added to the variance of a difference, as the published recipe does: two variances may be 0.
const VARIANCE_ADDED: f64 = 1e-5;

impl Fit {
    /// Normal utilities on one scale, each with a mean and a variance, both finite and the variance not negative: `a` is
    /// chosen over `b` with probability `Phi((mean_a - mean_b) / sqrt(variance_a + variance_b))`. An option without one is
    /// a component of its own. Nothing is known of the choices: no standard errors, and a log-likelihood of 0.
    pub fn given(utilities: &[Option<(f64, f64)>]) -> Self {
        let components = components(utilities);
        let mut utility: Vec<f64> =
            utilities.iter().map(|given| given.map_or(0.0, |(mean, _)| mean)).collect();
        scale::centre(&mut utility, &components);
        let deviations = scale::deviations(&utility, &components);
        let none = vec![None; utility.len()];
        Self {
            link: Link::Probit,
            added_variance: VARIANCE_ADDED,
            standardized: scale::standardized(&utility, &components, &deviations),
            utility,
            deviations,
            standard_error: none,
            singular: false,
            variance: Some(
                utilities.iter().map(|given| given.map_or(0.0, |(_, variance)| variance)).collect(),
            ),
            position: 0.0,
            position_standard_error: None,
            position_bounded: false,
            tie: None,
            tie_standard_error: None,
            log_likelihood: 0.0,
            converged: true,
            iterations: 0,
            bounded: vec![false; components.len()],
            one_sided: vec![None; components.len()],
            components,
            observations: 0.0,
        }
    }
}

/// One for all that are given and one for each of the others, numbered by their smallest option.
fn components(utilities: &[Option<(f64, f64)>]) -> Vec<usize> {
    let (mut count, mut given) = (0, None);
    let mut next = || {
        count += 1;
        count - 1
    };
    let component = |utility: &Option<(f64, f64)>| match utility {
        Some(_) => *given.get_or_insert_with(&mut next),
        None => next(),
    };
    utilities.iter().map(component).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_given_is_on_one_scale() {
        let fit = Fit::given(&[None, Some((1.0, 0.5)), Some((3.0, 0.5)), None, Some((2.0, 0.0))]);
        assert_eq!(fit.components, [0, 1, 1, 2, 1]);
        assert_eq!(fit.utility, [0.0, -1.0, 1.0, 0.0, 0.0]);
        assert_eq!(fit.standardized, [0.0, -1.0, 1.0, 0.0, 0.0]);
        assert_eq!(fit.deviations[1], 1.0);
        // Phi(2), to the added variance.
        assert!((fit.probability(2, 1).unwrap() - 0.977_250).abs() < 1e-6);
        assert_eq!(fit.probability(1, 0), None);
        let equal = Fit::given(&[Some((1.0, 0.0)), Some((1.0, 0.0))]);
        assert_eq!(equal.probability(0, 1), Some(0.5));
    }
}
