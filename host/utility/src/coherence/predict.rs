//! What a fit says of one answer.

use crate::Fit;

/// The probability that `first` is chosen when it is shown first and one of the two is chosen. `None` where
/// the fit puts them on no common scale.
pub(super) fn first_chosen(fit: &Fit, first: usize, second: usize) -> Option<f64> {
    let prediction = fit.predict(first, second, true)?;
    Some(prediction.first / (prediction.first + prediction.second))
}
