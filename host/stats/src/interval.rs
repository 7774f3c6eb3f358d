//! What an interval is, what makes one impossible, and the quantiles that all of them use.

use serde::{Deserialize, Serialize};
use statrs::distribution::{Continuous, ContinuousCDF, Normal, StudentsT};

/// A two-sided interval, `lower <= upper`. That of a rate lies within 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl Interval {
    /// Whether `value` lies inside or on a limit.
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// The interval of a function of the estimate that never decreases.
    #[must_use]
    pub fn map(self, increasing: impl Fn(f64) -> f64) -> Self {
        Self { lower: increasing(self.lower), upper: increasing(self.upper) }
    }
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
    /// A cluster whose weights are no successes among trials.
    #[error(
        "cluster {cluster} has {successes} successes in {trials} trials: both must be finite, and the \
         successes between 0 and the trials"
    )]
    Cluster {
        /// Index of the cluster.
        cluster: usize,
        /// The successes given.
        successes: f64,
        /// The trials given.
        trials: f64,
    },
    /// A value that is no number.
    #[error("value {index} is {value}: it must be finite")]
    NotFinite {
        /// Index of the value.
        index: usize,
        /// The value given.
        value: f64,
    },
    /// A weight that is no weight.
    #[error("weight {index} is {value}: it must be finite and not negative")]
    Weight {
        /// Index of the cluster.
        index: usize,
        /// The weight given.
        value: f64,
    },
    /// Degrees of freedom that are none.
    #[error("{0} degrees of freedom: they must be above 0")]
    Freedom(f64),
    /// A correlation outside its domain.
    #[error("correlation {0}: it must lie between -1 and 1")]
    Correlation(f64),
    /// A confidence that is not a probability strictly between 0 and 1.
    #[error("confidence {0}: it must lie strictly between 0 and 1, for example 0.95")]
    Confidence(f64),
}

/// The two-sided standard normal quantile: 1.959963985 at .95.
///
/// # Errors
///
/// [`IntervalError::Confidence`] outside (0, 1).
pub fn normal_quantile(confidence: f64) -> Result<f64, IntervalError> {
    // The quantile of the lower tail keeps its precision for confidences near 1.
    Ok(-Normal::standard().inverse_cdf(lower_tail(confidence)?))
}

/// The two-sided quantile of Student's t with `freedom` degrees of freedom.
///
/// # Errors
///
/// [`IntervalError`] for a confidence outside (0, 1) or degrees of freedom that are not above 0.
pub fn t_quantile(confidence: f64, freedom: f64) -> Result<f64, IntervalError> {
    let tail = lower_tail(confidence)?;
    let Ok(t) = StudentsT::new(0.0, 1.0, freedom) else { return Err(IntervalError::Freedom(freedom)) };
    // The library's inverse is good to four digits only at many degrees of freedom; its distribution
    // function is exact, so two Newton steps make up for it.
    let newton = |x: f64| x - (t.cdf(x) - tail) / t.pdf(x);
    Ok(-newton(newton(t.inverse_cdf(tail))))
}

/// The probability below a two-sided interval.
pub(crate) fn lower_tail(confidence: f64) -> Result<f64, IntervalError> {
    if confidence > 0.0 && confidence < 1.0 {
        Ok((1.0 - confidence) / 2.0)
    } else {
        Err(IntervalError::Confidence(confidence))
    }
}

/// Refuses values that are no numbers.
pub(crate) fn finite(values: impl IntoIterator<Item = f64>) -> Result<(), IntervalError> {
    match values.into_iter().enumerate().find(|(_, value)| !value.is_finite()) {
        Some((index, value)) => Err(IntervalError::NotFinite { index, value }),
        None => Ok(()),
    }
}
