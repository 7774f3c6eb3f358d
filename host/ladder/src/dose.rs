//! How much damage: a number in (0, 1].

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::LadderError;

/// How much damage a text is given, in (0, 1]. What it is a share of stands with each strategy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Dose(f64);

impl Dose {
    /// # Errors
    ///
    /// [`LadderError::Dose`] if the number is not above 0 and at most 1.
    pub fn new(value: f64) -> Result<Self, LadderError> {
        if value > 0.0 && value <= 1.0 { Ok(Self(value)) } else { Err(LadderError::Dose { value }) }
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

// A dose is never NaN.
impl Eq for Dose {}

impl Ord for Dose {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Dose {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl TryFrom<f64> for Dose {
    type Error = LadderError;

    fn try_from(value: f64) -> Result<Self, LadderError> {
        Self::new(value)
    }
}

impl From<Dose> for f64 {
    fn from(dose: Dose) -> Self {
        dose.0
    }
}

impl fmt::Display for Dose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_dose_is_above_0_and_at_most_1() {
        for value in [f64::MIN_POSITIVE, 0.1, 1.0] {
            assert_eq!(Dose::new(value).unwrap().get(), value);
        }
        for value in [0.0, -0.0, -0.1, 1.000_001, f64::INFINITY, f64::NAN] {
            assert!(Dose::new(value).is_err(), "{value}");
        }
        let error = serde_json::from_str::<Dose>("1.5").unwrap_err();
        assert_eq!(error.to_string(), "a dose of 1.5: doses are above 0 and at most 1");
    }
}
