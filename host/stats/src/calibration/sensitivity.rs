//! What judges of a given accuracy make of an effect.

use super::CalibrationError;
use crate::interval::normal_quantile;

/// How much of an effect judges pass on: `2a - 1`, with `a` their accuracy on pairs that differ as much as the effect.
///
/// If a share `p` of pairs has the better text in the first arm and judges are right with probability `a`, the first
/// arm wins `.5 + (2a - 1)(p - .5)`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Sensitivity(f64);

impl Sensitivity {
    /// Below it a small error of the accuracy moves a latent rate further than any effect: `a` of .65.
    pub const LOWEST: f64 = 0.3;

    /// That of judges with this accuracy. `None` where `2a - 1` is below [`LOWEST`](Self::LOWEST) and for an accuracy
    /// above 1.
    ///
    /// ```
    /// use motive_stats::calibration::Sensitivity;
    /// let judges = Sensitivity::of_accuracy(0.75).unwrap();
    /// assert!((judges.latent(0.55) - 0.6).abs() < 1e-12);
    /// assert_eq!(Sensitivity::of_accuracy(0.6), None);
    /// ```
    pub fn of_accuracy(accuracy: f64) -> Option<Self> {
        let factor = 2.0 * accuracy - 1.0;
        (Self::LOWEST..=1.0).contains(&factor).then_some(Self(factor))
    }

    /// `2a - 1`, the factor of a latent bound on the observed scale.
    pub fn factor(self) -> f64 {
        self.0
    }

    /// The rate behind an observed one: `.5 + (observed - .5)/(2a - 1)`. Outside 0 to 1 the observed rate is more than
    /// judges of this accuracy can show, so it is better on the pairs at hand than on the gold pairs.
    pub fn latent(self, observed: f64) -> f64 {
        0.5 + (observed - 0.5) / self.0
    }

    /// The rate that judges make of a latent one: `.5 + (2a - 1)(latent - .5)`.
    pub fn observed(self, latent: f64) -> f64 {
        0.5 + self.0 * (latent - 0.5)
    }
}

/// The smallest rate above one half that a test would probably tell from one half. Its mirror image below one half is
/// as detectable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detectable {
    /// Of the verdicts.
    pub observed: f64,
    /// Behind them; absent without a sensitivity, and where even a rate of 1 would not show.
    pub latent: Option<f64>,
}

/// The smallest rate that a two-sided test at `confidence` detects with probability `power` in `pairs` decisive pairs.
///
/// The rate `p` for which `pairs = ((z_c/2 + z_b √(p(1-p)))/(p - .5))²`, with `z_c` the two-sided quantile of the
/// confidence and `z_b` that of the power: the normal approximation with the variance of each hypothesis. Solved for
/// `e = p - .5`: `(√n z_c + z_b √(n - z_c² + z_b²))/(2(n + z_b²))`. Pairs that depend on each other count as fewer: their
/// number over the design effect. `None` for so few pairs that not even a rate of 1 is detected, `n <= z_c²`.
///
/// # Errors
///
/// [`CalibrationError`] for a number of pairs that is negative or not finite, a confidence outside (0, 1), or a power
/// outside [.5, 1).
///
/// ```
/// use motive_stats::calibration::{Sensitivity, smallest_detectable};
/// let seen = smallest_detectable(320.0, Sensitivity::of_accuracy(0.75), 0.95, 0.8)?.unwrap();
/// assert!((seen.observed - 0.578).abs() < 0.0005);
/// assert!((seen.latent.unwrap() - 0.656).abs() < 0.0005);
/// # Ok::<(), motive_stats::calibration::CalibrationError>(())
/// ```
pub fn smallest_detectable(
    pairs: f64,
    sensitivity: Option<Sensitivity>,
    confidence: f64,
    power: f64,
) -> Result<Option<Detectable>, CalibrationError> {
    if !(pairs.is_finite() && pairs >= 0.0) {
        return Err(CalibrationError::Pairs(pairs));
    }
    let z_c = normal_quantile(confidence)?;
    let z_b = power_quantile(power)?;
    if pairs <= z_c * z_c {
        return Ok(None);
    }
    let root = (pairs - z_c * z_c + z_b * z_b).sqrt();
    let observed = 0.5 + (pairs.sqrt() * z_c + z_b * root) / (2.0 * (pairs + z_b * z_b));
    let latent = sensitivity.map(|sensitivity| sensitivity.latent(observed));
    Ok(Some(Detectable { observed, latent: latent.filter(|latent| *latent <= 1.0) }))
}

/// The one-sided quantile: 0.8416212336 at .8.
fn power_quantile(power: f64) -> Result<f64, CalibrationError> {
    if !(0.5..1.0).contains(&power) {
        return Err(CalibrationError::Power(power));
    }
    // The two-sided quantile at 2 power - 1 leaves 1 - power above it; at one half both limits are 0.
    if power == 0.5 { Ok(0.0) } else { Ok(normal_quantile(2.0 * power - 1.0)?) }
}
