//! Gold ballots counted, and how many are right at each dose.

use std::ops::AddAssign;

use statrs::distribution::{ContinuousCDF, Normal};

use super::CalibrationError;
use crate::interval::{Interval, IntervalError, normal_quantile};
use crate::wilson::wilson;

/// Ballots, or verdicts of a panel, on gold pairs of one dose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GoldCounts {
    /// How much worse one of the texts was made, in any unit, 0 for not at all. At dose 0 either text may be called
    /// the better one, the same for all ballots on the pair.
    pub dose: f64,
    /// Which text was shown first.
    pub first_shown: FirstShown,
    /// What the ballots said.
    pub outcomes: Outcomes,
}

/// Which text of a gold pair was shown first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstShown {
    /// The one left as it was.
    Better,
    /// The one made worse.
    Worse,
    /// Each once: the verdict of a judge or panel over both orders.
    Both,
}

/// How many ballots said what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// The better text.
    pub right: u64,
    /// The worse text.
    pub wrong: u64,
    /// Neither.
    pub ties: u64,
    /// Abstained or unreadable.
    pub unread: u64,
}

impl AddAssign for Outcomes {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.ties += other.ties;
        self.unread += other.unread;
    }
}

/// A share with its Wilson interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The share.
    pub value: f64,
    /// Its interval, as if ballots were independent.
    pub interval: Interval,
}

/// What was said at one dose, whatever was shown first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtDose {
    /// The dose.
    pub dose: f64,
    /// The ballots.
    pub outcomes: Outcomes,
    /// `right / (right + wrong)`: the accuracy behind a rate that leaves ties out.
    pub accuracy: Option<Estimate>,
    /// `(right + ties/2) / (right + wrong + ties)`: the accuracy behind a rate in which ties count half.
    pub net_accuracy: Option<f64>,
    /// `ties / (right + wrong + ties)`.
    pub tie_share: Option<Estimate>,
    /// `unread` among all ballots.
    pub unread_share: Option<Estimate>,
}

/// Accuracy and the shares of ties and of unread ballots at each dose, doses ascending. A share without a ballot to
/// rest on is `None`.
///
/// # Errors
///
/// [`CalibrationError`] for a dose that is negative or not finite, or a confidence outside (0, 1).
pub fn accuracy_by_dose(rows: &[GoldCounts], confidence: f64) -> Result<Vec<AtDose>, CalibrationError> {
    check(rows)?;
    normal_quantile(confidence)?;
    let mut sorted = rows.to_vec();
    sorted.sort_by(|a, b| a.dose.total_cmp(&b.dose));
    let doses = sorted.chunk_by(|a, b| a.dose == b.dose);
    Ok(doses.map(|rows| at_dose(rows, confidence)).collect::<Result<_, _>>()?)
}

/// What rows of one dose come to; `rows` is not empty.
fn at_dose(rows: &[GoldCounts], confidence: f64) -> Result<AtDose, IntervalError> {
    let mut outcomes = Outcomes::default();
    rows.iter().for_each(|row| outcomes += row.outcomes);
    let Outcomes { right, wrong, ties, unread } = outcomes;
    let share = |part: u64, whole: u64| -> Result<Option<Estimate>, IntervalError> {
        let interval = wilson(part, whole, confidence)?;
        Ok(interval.map(|interval| Estimate { value: part as f64 / whole as f64, interval }))
    };
    let read = right + wrong + ties;
    Ok(AtDose {
        // A dose of -0 is a dose of 0.
        dose: rows[0].dose,
        outcomes,
        accuracy: share(right, right + wrong)?,
        net_accuracy: (read > 0).then(|| (right as f64 + ties as f64 / 2.0) / read as f64),
        tie_share: share(ties, read)?,
        unread_share: share(unread, read + unread)?,
    })
}

/// The distance of the two texts in standard deviations of what the judge perceives of one of them:
/// `d' = √2 Φ⁻¹(accuracy)` for a choice between two (Macmillan and Creelman, Detection Theory, 2nd edition, chapter 7).
///
/// A lean to a position lowers the accuracy and with it this d'; [`Psychometric::d_prime`](super::Psychometric::d_prime)
/// is free of it. `None` outside (0, 1): always right has no finite d'.
pub fn d_prime(accuracy: f64) -> Option<f64> {
    (0.0 < accuracy && accuracy < 1.0)
        .then(|| std::f64::consts::SQRT_2 * Normal::standard().inverse_cdf(accuracy))
}

/// Refuses doses that are none.
pub(super) fn check(rows: &[GoldCounts]) -> Result<(), CalibrationError> {
    match rows.iter().position(|row| !(row.dose.is_finite() && row.dose >= 0.0)) {
        Some(row) => Err(CalibrationError::Dose { row, dose: rows[row].dose }),
        None => Ok(()),
    }
}
