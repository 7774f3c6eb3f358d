//! Correlations with intervals by Fisher's z.

use crate::interval::{Interval, IntervalError, finite, normal_quantile};

/// Standard deviations up to this share of the largest absolute value are rounding.
const ROUNDING: f64 = 1e-12;
/// A correlation this near 1 or -1 leaves no spread to estimate.
const PERFECT: f64 = 1.0 - 1e-12;

/// Which correlation an interval is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrelationKind {
    /// The product-moment correlation: variance of z `1/(n-3)`.
    Pearson,
    /// The rank correlation: variance of z `(1 + r²/2)/(n-3)` (Bonett and Wright 2000).
    Spearman,
}

/// The product-moment correlation of `points`. `None` for fewer than two points, for a coordinate that does
/// not vary by more than rounding, and where a coordinate is not finite.
///
/// ```
/// let r = motive_stats::pearson(&[(1.0, 2.0), (2.0, 4.0), (3.0, 5.0)]).unwrap();
/// assert!((r - 0.9819805).abs() < 1e-7);
/// ```
pub fn pearson(points: &[(f64, f64)]) -> Option<f64> {
    finite(points.iter().flat_map(|&(x, y)| [x, y])).ok()?;
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let (x, y) = (standardised(x)?, standardised(y)?);
    Some(x.iter().zip(&y).map(|(x, y)| x * y).sum::<f64>().clamp(-1.0, 1.0))
}

/// The rank correlation of `points`: [`pearson`] of their ranks, where equal values share the mean of theirs.
///
/// ```
/// let points = [(1.0, 5.0), (2.0, 6.0), (3.0, 7.0), (4.0, 8.0), (5.0, 7.0)];
/// assert!((motive_stats::spearman(&points).unwrap() - 0.82078268).abs() < 1e-8);
/// ```
pub fn spearman(points: &[(f64, f64)]) -> Option<f64> {
    finite(points.iter().flat_map(|&(x, y)| [x, y])).ok()?;
    let ranks_of =
        |coordinate: fn(&(f64, f64)) -> f64| ranks(&points.iter().map(coordinate).collect::<Vec<_>>());
    let ranked: Vec<(f64, f64)> = ranks_of(|p| p.0).into_iter().zip(ranks_of(|p| p.1)).collect();
    pearson(&ranked)
}

/// The interval `tanh(atanh r ± z se)` for a correlation `r` of `points` independent points.
///
/// `None` for three points or fewer, and for a perfect correlation: nothing says how far off it is.
///
/// # Errors
///
/// [`IntervalError`] for a correlation outside [-1, 1] or a confidence outside (0, 1).
pub fn correlation_interval(
    kind: CorrelationKind,
    r: f64,
    points: usize,
    confidence: f64,
) -> Result<Option<Interval>, IntervalError> {
    let z = normal_quantile(confidence)?;
    if !(-1.0..=1.0).contains(&r) {
        return Err(IntervalError::Correlation(r));
    }
    if points <= 3 || r.abs() >= PERFECT {
        return Ok(None);
    }
    let excess = match kind {
        CorrelationKind::Pearson => 0.0,
        CorrelationKind::Spearman => r * r / 2.0,
    };
    let reach = z * ((1.0 + excess) / (points as f64 - 3.0)).sqrt();
    Ok(Some(Interval { lower: (r.atanh() - reach).tanh(), upper: (r.atanh() + reach).tanh() }))
}

/// Centred and scaled to unit length; `None` where nothing varies.
fn standardised(mut values: Vec<f64>) -> Option<Vec<f64>> {
    let count = values.len() as f64;
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let mean = values.iter().sum::<f64>() / count;
    values.iter_mut().for_each(|value| *value -= mean);
    let length = values.iter().map(|value| value * value).sum::<f64>().sqrt();
    if values.len() < 2 || length <= ROUNDING * largest * count.sqrt() {
        return None;
    }
    values.iter_mut().for_each(|value| *value /= length);
    Some(values)
}

/// Ranks from 1; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for group in order.chunk_by(|&i, &j| values[i] == values[j]) {
        let shared = start as f64 + (group.len() as f64 + 1.0) / 2.0;
        group.iter().for_each(|&i| ranks[i] = shared);
        start += group.len();
    }
    ranks
}
