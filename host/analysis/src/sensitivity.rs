//! What a panel could have seen: the smallest effect that would probably have shown, and the rate behind an observed one.

use motive_stats::calibration::{Sensitivity, smallest_detectable};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

use crate::calibration::ReferenceAccuracy;
use crate::cell::{Rates, Tally};

/// With which probability the smallest effect would have shown.
const POWER: f64 = 0.8;
/// Of the interval that would have shown it.
const CONFIDENCE: f64 = 0.95;

/// What the panel could have seen in so many decisive pairs, as if they were independent. Latent rates are those of pairs as
/// different as the gold pairs at the reference dose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sensed {
    /// The smallest rate above one half whose 95 % interval would leave out one half in 80 of 100 such studies; as far below
    /// one half it is the same. Absent for fewer than four decisive pairs.
    pub smallest_rate: Option<Finite>,
    /// The rate behind it, by the lower limit of the panel's accuracy. Absent where that was not measured or is too low, and
    /// where no rate would show.
    pub smallest_latent_rate: Option<Finite>,
    /// The rate behind the observed one, by the panel's accuracy, where its lower limit is high enough. Outside 0 to 1 the judges see more in these pairs than in the
    /// gold pairs.
    pub latent_rate: Option<Finite>,
}

impl Sensed {
    /// What could be seen in a tally.
    pub(crate) fn of(
        tally: &Tally,
        rates: &Rates,
        accuracy: Option<&ReferenceAccuracy>,
    ) -> Result<Self, NotFinite> {
        let sensitivity = |of: fn(&ReferenceAccuracy) -> Option<Finite>| {
            accuracy.and_then(of).and_then(|accuracy| Sensitivity::of_accuracy(accuracy.get()))
        };
        let lowest = sensitivity(|accuracy| Some(accuracy.wilson95?.lower));
        let decisive = (tally.wins + tally.losses) as f64;
        // A count and constants: there is nothing to refuse.
        let seen = smallest_detectable(decisive, lowest, CONFIDENCE, POWER).ok().flatten();
        // Where the lower limit is too low, the rate behind could be any.
        let latent = lowest
            .and_then(|_| sensitivity(|accuracy| accuracy.accuracy))
            .zip(rates.rate)
            .map(|(sensitivity, rate)| sensitivity.latent(rate.get()));
        let finite = |value: Option<f64>| value.map(|value| Finite::new(value, "sensitivity")).transpose();
        Ok(Self {
            smallest_rate: finite(seen.map(|seen| seen.observed))?,
            smallest_latent_rate: finite(seen.and_then(|seen| seen.latent))?,
            latent_rate: finite(latent)?,
        })
    }
}
