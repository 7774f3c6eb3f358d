//! The percentile interval of a bootstrap.

use crate::interval::{Interval, IntervalError, finite, lower_tail};

/// The interval between the `(1-confidence)/2` and `(1+confidence)/2` quantiles of `replicates`, by linear
/// interpolation between order statistics (type 7 of Hyndman and Fan 1996). `None` for fewer than two
/// replicates or where they are all equal.
///
/// # Errors
///
/// [`IntervalError`] for a replicate that is not finite or a confidence outside (0, 1).
pub fn percentile_interval(replicates: &[f64], confidence: f64) -> Result<Option<Interval>, IntervalError> {
    let tail = lower_tail(confidence)?;
    finite(replicates.iter().copied())?;
    let mut sorted = replicates.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.first(), sorted.last()) {
        (Some(first), Some(last)) if first < last => {
            Ok(Some(Interval { lower: quantile(&sorted, tail), upper: quantile(&sorted, 1.0 - tail) }))
        }
        _ => Ok(None),
    }
}

/// `sorted` has at least one value.
fn quantile(sorted: &[f64], probability: f64) -> f64 {
    let place = probability * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}
