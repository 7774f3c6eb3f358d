//! The form in which every measure is given: a number, how far off it may be, and what that rests on.

use super::CoherenceError;
use motive_stats::{
    CorrelationKind, Interval, clustered_wilson, correlation_interval, mean_interval, pearson,
    ratio_interval, spearman,
};
use serde::{Deserialize, Serialize};

/// Utilities that differ by no more than this are equal, and values whose root mean square around their
/// mean is no more are all alike: fits are exact to about 1e-8.
pub(super) const NO_VARIATION: f64 = 1e-8;

/// A measure with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The measure.
    pub value: f64,
    /// Where the interval of the asked confidence lies; `None` where the answers say nothing about it, such
    /// as for a single unit or units that are all alike.
    pub interval: Option<Interval>,
    /// The independent units on which value and interval rest: pairs, options or entities, as the measure
    /// says.
    pub units: usize,
}

impl Estimate {
    /// The mean of independent values; `None` without any.
    pub(super) fn mean(values: &[f64], confidence: f64) -> Result<Option<Self>, CoherenceError> {
        let clusters: Vec<(f64, f64)> = values.iter().map(|&value| (value, 1.0)).collect();
        let Some((value, units)) = ratio(&clusters) else { return Ok(None) };
        Ok(Some(Self { value, interval: mean_interval(values, confidence)?, units }))
    }

    /// With the part of its interval that is possible: that of a mean knows no bounds.
    #[must_use]
    pub(super) fn within(self, least: f64, most: f64) -> Self {
        Self {
            interval: self.interval.map(|interval| interval.map(|bound| bound.clamp(least, most))),
            ..self
        }
    }

    /// The sum of totals over the sum of weights of clusters `(total, weight)`; `None` without weight.
    pub(super) fn ratio(clusters: &[(f64, f64)], confidence: f64) -> Result<Option<Self>, CoherenceError> {
        let Some((value, units)) = ratio(clusters) else { return Ok(None) };
        Ok(Some(Self { value, interval: ratio_interval(clusters, confidence)?, units }))
    }

    /// The share of successes in clusters `(successes, trials)`; `None` without a trial.
    pub(super) fn share(clusters: &[(f64, f64)], confidence: f64) -> Result<Option<Self>, CoherenceError> {
        let Some((value, units)) = ratio(clusters) else { return Ok(None) };
        Ok(Some(Self { value, interval: clustered_wilson(clusters, confidence)?, units }))
    }

    /// The correlation of independent points; `None` where one side does not vary.
    pub(super) fn correlation(
        kind: CorrelationKind,
        points: &[(f64, f64)],
        confidence: f64,
    ) -> Result<Option<Self>, CoherenceError> {
        if !(varies(points.iter().map(|p| p.0)) && varies(points.iter().map(|p| p.1))) {
            return Ok(None);
        }
        let value = match kind {
            CorrelationKind::Pearson => pearson(points),
            CorrelationKind::Spearman => spearman(points),
        };
        let Some(value) = value else { return Ok(None) };
        let interval = correlation_interval(kind, value, points.len(), confidence)?;
        Ok(Some(Self { value, interval, units: points.len() }))
    }
}

/// Value and clusters of positive weight.
fn ratio(clusters: &[(f64, f64)]) -> Option<(f64, usize)> {
    let weight: f64 = clusters.iter().map(|c| c.1).sum();
    let total: f64 = clusters.iter().map(|c| c.0).sum();
    (weight > 0.0).then(|| (total / weight, clusters.iter().filter(|c| c.1 > 0.0).count()))
}

/// Whether values differ by more than what a fit leaves of rounding.
pub(super) fn varies(values: impl Iterator<Item = f64> + Clone) -> bool {
    let count = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / count;
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt() > NO_VARIATION
}
