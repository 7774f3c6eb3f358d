//! The Wilson score interval of a binomial rate.
//!
//! The set of rates that a two-sided score test at level `1 - confidence` does not reject, with the
//! exact normal quantile `z` (1.959963985 at .95, not 1.96) and no continuity correction:
//!
//! ```text
//! (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n),   p = successes / trials, n = trials
//! ```

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};

/// A two-sided interval for a rate, `0 <= lower <= upper <= 1`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// Why no interval can be computed from the arguments.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum IntervalError {
    /// A count of successes above the count of trials.
    #[error("{successes} successes in {trials} trials: the successes must be among the trials counted")]
    MoreSuccessesThanTrials {
        /// The successes given.
        successes: u64,
        /// The trials given.
        trials: u64,
    },
    /// A confidence that is not a probability strictly between 0 and 1.
    #[error("confidence {0}: it must lie strictly between 0 and 1, for example 0.95")]
    Confidence(f64),
}

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
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(IntervalError::Confidence(confidence));
    }
    let Some(failures) = trials.checked_sub(successes) else {
        return Err(IntervalError::MoreSuccessesThanTrials { successes, trials });
    };
    if trials == 0 {
        return Ok(None);
    }
    // The quantile of the lower tail keeps its precision for confidences near 1.
    let z = -Normal::standard().inverse_cdf((1.0 - confidence) / 2.0);
    let (successes, failures) = (successes as f64, failures as f64);
    Ok(Some(Interval {
        lower: lower_limit(successes, failures, z),
        upper: 1.0 - lower_limit(failures, successes, z),
    }))
}

/// The lower limit, multiplied out by `2n` so that it is exactly 0 without a success. The upper limit
/// is one minus the lower limit of the failures, so swapping the two mirrors the interval.
fn lower_limit(successes: f64, failures: f64, z: f64) -> f64 {
    let trials = successes + failures;
    let spread = z * (z * z + 4.0 * successes * (failures / trials)).sqrt();
    ((2.0 * successes + z * z - spread) / (2.0 * (trials + z * z))).max(0.0)
}
