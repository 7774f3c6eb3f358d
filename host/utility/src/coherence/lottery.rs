//! Expected utility: whether a lottery is worth what its parts are worth on average.

use super::CoherenceError;
use super::estimate::{Estimate, varies};
use crate::Fit;
use motive_stats::CorrelationKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the probabilities of a lottery may add to something else than 1.
const ROUNDING: f64 = 1e-6;

/// An option that leaves to chance which of several others comes about.
#[derive(Debug, Clone, PartialEq)]
pub struct Lottery {
    /// The lottery itself, an option like any other.
    pub option: usize,
    /// What may come about, with probabilities that add to 1.
    pub parts: Vec<(usize, f64)>,
}

/// How far the utilities of lotteries are the expected utilities of their parts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ExpectedUtility {
    /// Lotteries compared: those that are linked with all their parts, on the scale that has the most.
    pub lotteries: usize,
    /// Lotteries of another scale, or not linked with all their parts.
    pub left_out: usize,
    /// Product-moment correlation of U(L) and `sum p U(o)`, with Fisher's interval. Units are lotteries.
    /// `None` where either does not vary.
    pub pearson: Option<Estimate>,
    /// Mean |z(U(L)) - z(sum p U(o))|, both standardised over the lotteries (mean 0, sample standard
    /// deviation 1); 2/√π = 1.13 for normal and unrelated values. `None` likewise.
    pub error: Option<Estimate>,
}

/// Compares the lotteries with their parts; `None` without lotteries.
///
/// # Errors
///
/// [`CoherenceError`] for an option out of range, probabilities that are none, or a confidence outside (0,
/// 1).
pub fn expected_utility(
    fit: &Fit,
    lotteries: &[Lottery],
    confidence: f64,
) -> Result<Option<ExpectedUtility>, CoherenceError> {
    let options = fit.utility.len();
    let mut scales: BTreeMap<usize, Vec<(f64, f64)>> = BTreeMap::new();
    for (index, lottery) in lotteries.iter().enumerate() {
        check(index, lottery, options)?;
        if let Some(component) = component(fit, lottery) {
            let expected = lottery.parts.iter().map(|&(part, p)| p * fit.utility[part]).sum();
            scales.entry(component).or_default().push((fit.utility[lottery.option], expected));
        }
    }
    if lotteries.is_empty() {
        return Ok(None);
    }
    let largest = scales.into_values().reduce(|best, next| if next.len() > best.len() { next } else { best });
    let points = largest.unwrap_or_default();
    Ok(Some(ExpectedUtility {
        lotteries: points.len(),
        left_out: lotteries.len() - points.len(),
        pearson: Estimate::correlation(CorrelationKind::Pearson, &points, confidence)?,
        error: match distances(&points) {
            Some(distances) => {
                Estimate::mean(&distances, confidence)?.map(|estimate| estimate.within(0.0, f64::INFINITY))
            }
            None => None,
        },
    }))
}

fn check(index: usize, lottery: &Lottery, options: usize) -> Result<(), CoherenceError> {
    for option in std::iter::once(lottery.option).chain(lottery.parts.iter().map(|part| part.0)) {
        CoherenceError::in_range("lottery", index, option, options)?;
    }
    let sum: f64 = lottery.parts.iter().map(|part| part.1).sum();
    let are_shares = lottery.parts.iter().all(|part| (0.0..=1.0).contains(&part.1));
    if are_shares && (sum - 1.0).abs() <= ROUNDING {
        Ok(())
    } else {
        let parts = lottery.parts.len();
        Err(CoherenceError::Lottery { lottery: index, option: lottery.option, parts, sum })
    }
}

/// The component in which the lottery and all its parts were compared.
fn component(fit: &Fit, lottery: &Lottery) -> Option<usize> {
    let component = fit.scale(lottery.option)?;
    lottery.parts.iter().all(|part| fit.scale(part.0) == Some(component)).then_some(component)
}

/// Between the standardised coordinates of every point.
fn distances(points: &[(f64, f64)]) -> Option<Vec<f64>> {
    let standardised = |of: fn(&(f64, f64)) -> f64| {
        let values: Vec<f64> = points.iter().map(of).collect();
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let deviation = (squares / (count - 1.0)).sqrt();
        varies(values.iter().copied())
            .then(|| values.iter().map(|value| (value - mean) / deviation).collect::<Vec<_>>())
    };
    let (one, other) = (standardised(|p| p.0)?, standardised(|p| p.1)?);
    Some(one.iter().zip(&other).map(|(x, y)| (x - y).abs()).collect())
}
