//! Bradley-Terry (1952): `P(first is chosen) = 1 / (1 + exp(-(u_first - u_second + position)))`.

use super::{Comparison, Fit, FitError, FitOptions, UtilityModel, estimate};
use crate::link::Link;

struct BradleyTerry;

impl UtilityModel for BradleyTerry {
    fn name(&self) -> &'static str {
        "bradley-terry"
    }

    fn about(&self) -> &'static str {
        "Logistic choice with a first-position term, a tie as half a choice of each; utilities in logits"
    }

    fn fit_from(
        &self,
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        start: Option<&Fit>,
    ) -> Result<Fit, FitError> {
        estimate::fit(Link::Logit, options, comparisons, how, start)
    }
}

inventory::submit!(&BradleyTerry as &'static dyn UtilityModel);
