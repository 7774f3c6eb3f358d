//! Thurstone with one variance: every utility is felt with independent normal noise of variance 1/2,
//! so that `P(first is chosen) = Phi(u_first - u_second + position)`.

use super::{Comparison, Fit, FitError, FitOptions, UtilityModel, newton};
use crate::link::Link;

struct Thurstone;

impl UtilityModel for Thurstone {
    fn name(&self) -> &'static str {
        "thurstone"
    }

    fn about(&self) -> &'static str {
        "Normal noise of one variance (1/2) with a first-position term; utilities in probits"
    }

    fn fit(&self, options: usize, comparisons: &[Comparison], how: &FitOptions) -> Result<Fit, FitError> {
        newton::fit(Link::Probit, options, comparisons, how)
    }
}

inventory::submit!(&Thurstone as &'static dyn UtilityModel);
