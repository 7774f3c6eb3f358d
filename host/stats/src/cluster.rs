//! Intervals for means, ratios and rates of observations that come in clusters.
//!
//! Clusters are independent; what happens inside one may be correlated in any way. Means and ratios use
//! the linearised variance with Student's t. Rates use the Wilson interval at the effective number of
//! trials, which stays inside 0 and 1 and does not shrink to a point when nothing or everything succeeds.

use crate::interval::{Interval, IntervalError, finite, normal_quantile, t_quantile};
use crate::wilson::score_interval;

/// The t interval for the mean of independent `values`: mean ± t(n-1) s/√n.
///
/// `None` for fewer than two values, or where they do not vary: nothing says how far off the mean is.
///
/// # Errors
///
/// [`IntervalError`] for a value that is not finite or a confidence outside (0, 1).
pub fn mean_interval(values: &[f64], confidence: f64) -> Result<Option<Interval>, IntervalError> {
    let clusters: Vec<(f64, f64)> = values.iter().map(|&value| (value, 1.0)).collect();
    ratio_interval(&clusters, confidence)
}

/// The t interval for `sum of totals / sum of weights` over clusters `(total, weight)`.
///
/// With R the ratio, G the clusters of positive weight and W the sum of weights, the variance is that of
/// the linearised ratio, `G/(G-1) sum (total - R weight)² / W²`, with G-1 degrees of freedom (Cochran,
/// Sampling Techniques, 3rd edition, 6.5). `None` for fewer than two clusters or where none of them
/// departs from the ratio by more than rounding.
///
/// # Errors
///
/// [`IntervalError`] for a value that is not finite, a negative weight, or a confidence outside (0, 1).
pub fn ratio_interval(clusters: &[(f64, f64)], confidence: f64) -> Result<Option<Interval>, IntervalError> {
    finite(clusters.iter().map(|cluster| cluster.0))?;
    if let Some(index) = clusters.iter().position(|cluster| !(cluster.1.is_finite() && cluster.1 >= 0.0)) {
        return Err(IntervalError::Weight { index, value: clusters[index].1 });
    }
    let Some(ratio) = Ratio::of(clusters) else {
        return t_quantile(confidence, 1.0).map(|_| None);
    };
    let t = t_quantile(confidence, ratio.clusters - 1.0)?;
    if !ratio.varies {
        return Ok(None);
    }
    let reach = t * ratio.variance.sqrt();
    Ok(Some(Interval { lower: ratio.value - reach, upper: ratio.value + reach }))
}

/// The Wilson interval for the rate of successes over clusters `(successes, trials)`, at the effective
/// number of trials.
///
/// The effective number is `p(1-p)/V`, with V the variance of [`ratio_interval`], times `(z/t)²` for its
/// G-1 degrees of freedom (Korn and Graubard 1998; for Wilson, Dean and Pagano 2015). It is kept between two
/// bounds: all trials as if independent, and Kish's `(sum n)²/sum n²`, as if every cluster were one
/// observation. The lower bound stands where nothing varies: no success, only successes, or one cluster.
/// Weights may be fractions. `None` without a trial.
///
/// # Errors
///
/// [`IntervalError`] for a cluster whose successes are not between 0 and its trials, or a confidence
/// outside (0, 1).
///
/// ```
/// // Ten clusters of ten trials without one success say as much as ten trials.
/// let interval = motive_stats::clustered_wilson(&[(0.0, 10.0); 10], 0.95)?;
/// assert_eq!(interval, motive_stats::wilson(0, 10, 0.95)?);
/// # Ok::<(), motive_stats::IntervalError>(())
/// ```
pub fn clustered_wilson(clusters: &[(f64, f64)], confidence: f64) -> Result<Option<Interval>, IntervalError> {
    let z = normal_quantile(confidence)?;
    for (cluster, &(successes, trials)) in clusters.iter().enumerate() {
        if !(trials.is_finite() && 0.0 <= successes && successes <= trials) {
            return Err(IntervalError::Cluster { cluster, successes, trials });
        }
    }
    let sum = |of: fn(&(f64, f64)) -> f64| clusters.iter().map(of).sum::<f64>();
    let trials = sum(|c| c.1);
    if trials == 0.0 {
        return Ok(None);
    }
    let rate = (sum(|c| c.0) / trials).min(1.0);
    let fewest = trials * (trials / sum(|c| c.1 * c.1));
    let effective = match Ratio::of(clusters) {
        Some(ratio) if ratio.varies => {
            let t = t_quantile(confidence, ratio.clusters - 1.0)?;
            // Trials may weigh less than one each, so that there are fewer of them than clusters.
            (rate * (1.0 - rate) / ratio.variance * (z / t).powi(2)).min(trials).max(fewest.min(trials))
        }
        _ => fewest.min(trials),
    };
    Ok(Some(score_interval(rate * effective, (1.0 - rate) * effective, z)))
}

/// A ratio of sums with its linearised variance.
struct Ratio {
    value: f64,
    variance: f64,
    clusters: f64,
    /// Whether the variance is more than rounding.
    varies: bool,
}

impl Ratio {
    /// `None` with fewer than two clusters of positive weight.
    fn of(clusters: &[(f64, f64)]) -> Option<Self> {
        let weighty = || clusters.iter().filter(|(_, weight)| *weight > 0.0);
        let count = weighty().count() as f64;
        if count < 2.0 {
            return None;
        }
        let weight: f64 = weighty().map(|(_, weight)| weight).sum();
        let value = weighty().map(|(total, _)| total).sum::<f64>() / weight;
        let squares: f64 = weighty().map(|(total, weight)| (total - value * weight).powi(2)).sum();
        let size: f64 = weighty().map(|(total, weight)| total.powi(2) + (value * weight).powi(2)).sum();
        let variance = count / (count - 1.0) * squares / (weight * weight);
        Some(Self { value, variance, clusters: count, varies: squares > 1e-24 * size })
    }
}
