//! Thurstone's case V (1927): every utility is felt with independent normal noise of variance 1/2, so that
//! `P(first is chosen) = Phi(u_first - u_second + position)`.

use super::{Comparison, Fit, FitError, FitOptions, UtilityModel, estimate};
use crate::link::Link;

struct Thurstone;

impl UtilityModel for Thurstone {
    fn name(&self) -> &'static str {
        "thurstone"
    }

    fn about(&self) -> &'static str {
        "Normal noise of one variance (1/2) with a first-position term, a tie as half a choice of each; \
         utilities in probits"
    }

    fn fit_from(
        &self,
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        start: Option<&Fit>,
    ) -> Result<Fit, FitError> {
        estimate::fit(Link::Probit, options, comparisons, how, start)
    }
}

inventory::submit!(&Thurstone as &'static dyn UtilityModel);
