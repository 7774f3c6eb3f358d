//! The Wilson score interval of a binomial rate.
//!
//! The set of rates that a two-sided score test at level `1 - confidence` does not reject, with the
//! exact normal quantile `z` (1.959963985 at .95, not 1.96) and no continuity correction:
//!
//! ```text
//! (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n),   p = successes / trials, n = trials
//! ```

use crate::interval::{Interval, IntervalError, normal_quantile};

/// The Wilson score interval for `successes` of `trials` independent trials.
///
/// `confidence` is the two-sided coverage aimed at, strictly between 0 and 1. Zero trials have no
/// rate and so no interval: `None`, which a table prints as missing. The lower limit is exactly 0 for
/// no success and the upper exactly 1 for no failure.
///
/// # Errors
///
/// [`IntervalError`] if `successes` exceeds `trials` or `confidence` lies outside (0, 1).
///
/// ```
/// let interval = motive_stats::wilson(7, 10, 0.95)?.unwrap();
/// assert!((interval.lower - 0.39677815).abs() < 1e-8);
/// assert!((interval.upper - 0.89220873).abs() < 1e-8);
/// assert_eq!(motive_stats::wilson(0, 0, 0.95)?, None);
/// # Ok::<(), motive_stats::IntervalError>(())
/// ```
pub fn wilson(successes: u64, trials: u64, confidence: f64) -> Result<Option<Interval>, IntervalError> {
    let z = normal_quantile(confidence)?;
    let Some(failures) = trials.checked_sub(successes) else {
        return Err(IntervalError::MoreSuccessesThanTrials { successes, trials });
    };
    if trials == 0 {
        return Ok(None);
    }
    Ok(Some(score_interval(successes as f64, failures as f64, z)))
}

/// The interval for weights of successes and failures, not both 0.
pub(crate) fn score_interval(successes: f64, failures: f64, z: f64) -> Interval {
    Interval { lower: lower_limit(successes, failures, z), upper: 1.0 - lower_limit(failures, successes, z) }
}

/// The lower limit, multiplied out by `2n` so that it is exactly 0 without a success. The upper limit
/// is one minus the lower limit of the failures, so swapping the two mirrors the interval.
fn lower_limit(successes: f64, failures: f64, z: f64) -> f64 {
    let trials = successes + failures;
    let spread = z * (z * z + 4.0 * successes * (failures / trials)).sqrt();
    ((2.0 * successes + z * z - spread) / (2.0 * (trials + z * z))).max(0.0)
}
