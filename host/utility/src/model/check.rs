//! What must hold of choices before they are fitted, and what they say about single options.

use super::{Comparison, FitError, FitOptions};

/// Checks what can be wrong with the input and returns the total weight.
pub(super) fn check(options: usize, comparisons: &[Comparison], how: &FitOptions) -> Result<f64, FitError> {
    if options < 2 {
        return Err(FitError::TooFewOptions(options));
    }
    if !(how.penalty.is_finite() && how.penalty >= 0.0) {
        return Err(FitError::Penalty(how.penalty));
    }
    let mut observations = 0.0;
    for (comparison, choices) in comparisons.iter().enumerate() {
        if let Some(option) = [choices.first, choices.second].into_iter().find(|&option| option >= options) {
            return Err(FitError::OptionOutOfRange { comparison, option, options });
        }
        if choices.first == choices.second {
            return Err(FitError::SameOption { comparison, option: choices.first });
        }
        for (field, value) in [("first_wins", choices.first_wins), ("second_wins", choices.second_wins)] {
            if !(value.is_finite() && value >= 0.0) {
                return Err(FitError::Weight { comparison, field, value });
            }
            observations += value;
        }
    }
    if observations == 0.0 {
        return Err(FitError::NoChoices { comparisons: comparisons.len() });
    }
    Ok(observations)
}

/// For every option that was compared: whether it always `wins` or always `loses`.
pub(super) fn bounded(options: usize, comparisons: &[Comparison]) -> Vec<Option<&'static str>> {
    let mut won = vec![false; options];
    let mut lost = vec![false; options];
    for choices in comparisons {
        won[choices.first] |= choices.first_wins > 0.0;
        lost[choices.second] |= choices.first_wins > 0.0;
        won[choices.second] |= choices.second_wins > 0.0;
        lost[choices.first] |= choices.second_wins > 0.0;
    }
    won.into_iter()
        .zip(lost)
        .map(|outcomes| match outcomes {
            (true, false) => Some("wins"),
            (false, true) => Some("loses"),
            _ => None,
        })
        .collect()
}
