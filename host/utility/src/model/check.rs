//! What must hold of choices and options before anything is fitted.

use super::{Comparison, Fit, FitError, FitOptions};

/// Refuses what cannot be fitted.
pub(super) fn check(
    options: usize,
    comparisons: &[Comparison],
    how: &FitOptions,
    start: Option<&Fit>,
) -> Result<(), FitError> {
    if options < 2 {
        return Err(FitError::TooFewOptions(options));
    }
    if !(how.penalty.is_finite() && how.penalty >= 0.0) {
        return Err(FitError::Penalty(how.penalty));
    }
    if let Some(start) = start.map(|fit| fit.utility.len()).filter(|&start| start != options) {
        return Err(FitError::Start { start, options });
    }
    for (comparison, choices) in comparisons.iter().enumerate() {
        if let Some(option) = [choices.first, choices.second].into_iter().find(|&option| option >= options) {
            return Err(FitError::OptionOutOfRange { comparison, option, options });
        }
        if choices.first == choices.second {
            return Err(FitError::SameOption { comparison, option: choices.first });
        }
        let weights = [
            ("first_wins", choices.first_wins),
            ("second_wins", choices.second_wins),
            ("ties", choices.ties),
        ];
        for (field, value) in weights {
            if !(value.is_finite() && value >= 0.0) {
                return Err(FitError::Weight { comparison, field, value });
            }
        }
    }
    if comparisons.iter().all(|choices| choices.weight() == 0.0) {
        return Err(FitError::NoChoices { comparisons: comparisons.len() });
    }
    Ok(())
}
