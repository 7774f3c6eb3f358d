//! Test and retest: two halves of the answers, and what they say about all of them.
//!
//! The correlation r between two halves is the reliability of one half; that of both together is Spearman
//! and Brown's `2r/(1+r)`. The square root of the product of two reliabilities is the most that two
//! elicitations can correlate ([`super::compare()`]). Reliability is about noise alone: what distorts both
//! halves alike, such as a penalty that decides where choices do not, counts as true.

use super::CoherenceError;
use super::compare::{Elicited, common};
use super::estimate::Estimate;
use super::tally::{Choices, Pair};
use crate::{FitOptions, UtilityModel};
use motive_stats::{CorrelationKind, correlation_interval};
use serde::{Deserialize, Serialize};

/// How well two halves of the answers agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Retest {
    /// Of the shares of pairs asked in the same orders in both halves. Which option of a pair is called the
    /// first is arbitrary, so the correlation is about .5, `sum dd' / sqrt(sum d² sum d'²)` with `d = p -
    /// .5`. Units are pairs. `None` without such pairs or where every share of a half is .5.
    pub shares: Option<Reliability>,
    /// Of the utilities fitted to either half, over the options on a common scale. Units are options. `None`
    /// where a half has no fit or its utilities do not vary.
    pub utilities: Option<Reliability>,
}

/// The agreement of two halves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// Their correlation, with Fisher's interval.
    pub halves: Estimate,
    /// The reliability of both together, 0 to 1. `None` if the halves do not correlate positively.
    pub full_length: Option<Estimate>,
}

/// Compares two halves of the answers to the same questions, the utilities by fits of `model`.
///
/// # Errors
///
/// [`CoherenceError`] for halves about different numbers of options or a confidence outside (0, 1).
pub fn retest(
    halves: [&Choices; 2],
    model: &dyn UtilityModel,
    how: &FitOptions,
    confidence: f64,
) -> Result<Retest, CoherenceError> {
    let [one, other] = halves;
    CoherenceError::one_each("second half", other.options(), one.options())?;
    let fit = |half: &Choices| model.fit(half.options(), &half.comparisons(), how).ok();
    let utilities = match (fit(one), fit(other)) {
        (Some(one), Some(other)) => {
            let ids: Vec<String> = (0..one.utility.len()).map(|option| option.to_string()).collect();
            let points = common(&Elicited::of(&ids, &one)?, &Elicited::of(&ids, &other)?).points;
            Estimate::correlation(CorrelationKind::Pearson, &points, confidence)?
        }
        _ => None,
    };
    let reliability = |halves: Estimate| Reliability { halves, full_length: full_length(halves) };
    Ok(Retest {
        shares: about_even(&shares(one, other), confidence)?.map(reliability),
        utilities: utilities.map(reliability),
    })
}

/// The shares of pairs asked in the same orders in both.
fn shares(one: &Choices, other: &Choices) -> Vec<(f64, f64)> {
    let others = other.pairs();
    let orders = |pair: &Pair| pair.shown.map(|shown| shown.is_some());
    let matching = |pair: &Pair| {
        let place = others.binary_search_by_key(&(pair.a, pair.b), |other| (other.a, other.b)).ok()?;
        (orders(pair) == orders(&others[place])).then(|| (pair.share(), others[place].share()))
    };
    one.pairs().iter().filter_map(matching).collect()
}

/// The correlation about .5.
fn about_even(points: &[(f64, f64)], confidence: f64) -> Result<Option<Estimate>, CoherenceError> {
    let sum = |of: fn(f64, f64) -> f64| -> f64 { points.iter().map(|(p, q)| of(p - 0.5, q - 0.5)).sum() };
    let size = (sum(|d, _| d * d) * sum(|_, e| e * e)).sqrt();
    if size == 0.0 {
        return Ok(None);
    }
    let value = (sum(|d, e| d * e) / size).clamp(-1.0, 1.0);
    let interval = correlation_interval(CorrelationKind::Pearson, value, points.len(), confidence)?;
    Ok(Some(Estimate { value, interval, units: points.len() }))
}

/// Spearman and Brown's formula for twice the length.
fn full_length(halves: Estimate) -> Option<Estimate> {
    let doubled = |r: f64| 2.0 * r / (1.0 + r);
    (halves.value > 0.0).then(|| Estimate {
        value: doubled(halves.value),
        // The formula makes no sense of a negative limit, which says that there may be no reliability at all.
        interval: halves.interval.map(|interval| interval.map(|r| doubled(r.max(0.0)))),
        units: halves.units,
    })
}
