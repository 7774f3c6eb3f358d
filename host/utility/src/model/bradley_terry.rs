//! Bradley-Terry: `P(first is chosen) = 1 / (1 + exp(-(u_first - u_second + position)))`.

use super::{Comparison, Fit, FitError, FitOptions, UtilityModel, newton};
use crate::link::Link;

struct BradleyTerry;

impl UtilityModel for BradleyTerry {
    fn name(&self) -> &'static str {
        "bradley-terry"
    }

    fn about(&self) -> &'static str {
        "Logistic choice with a first-position term; utilities in logits"
    }

    fn fit(&self, options: usize, comparisons: &[Comparison], how: &FitOptions) -> Result<Fit, FitError> {
        newton::fit(Link::Logit, options, comparisons, how)
    }
}

inventory::submit!(&BradleyTerry as &'static dyn UtilityModel);
