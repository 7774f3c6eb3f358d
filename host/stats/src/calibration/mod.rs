//! What pairs with a known answer say about a judge, or about a panel.
//!
//! A gold pair is a text and the same text made worse by a known dose. Three steps: how often the judge is right at
//! each dose ([`accuracy_by_dose`]), how that grows with the dose ([`Psychometric`]), and what it means for pairs
//! without a known answer: the latent rate behind an observed one ([`Sensitivity`]) and the smallest effect that could
//! have been seen ([`smallest_detectable`]).
//!
//! Ballots count as independent of each other; where many are on one text, the intervals are too narrow. Does not own
//! how texts are made worse, which dose stands for which effect, or what accuracy is good enough.

mod dose;
mod psychometric;
mod sensitivity;

pub use dose::{AtDose, Estimate, FirstShown, GoldCounts, Outcomes, accuracy_by_dose, d_prime};
pub use psychometric::{Psychometric, THRESHOLD_ACCURACY};
pub use sensitivity::{Detectable, Sensitivity, smallest_detectable};

use crate::interval::IntervalError;

/// Why gold pairs cannot be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// A dose that is none.
    #[error("gold counts {row} have dose {dose}: a dose must be finite and not negative")]
    Dose {
        /// Index of the row.
        row: usize,
        /// The dose given.
        dose: f64,
    },
    /// A number of pairs that is none.
    #[error("{0} pairs: the number must be finite and not negative")]
    Pairs(f64),
    /// A power for which the formula does not hold.
    #[error("power {0}: it must be at least 0.5 and below 1, for example 0.8")]
    Power(f64),
    /// A confidence that is none.
    #[error(transparent)]
    Interval(#[from] IntervalError),
}
