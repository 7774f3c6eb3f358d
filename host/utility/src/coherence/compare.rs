//! Two elicitations compared: across actors, protocols or times.
//!
//! Utilities have no common zero or unit, so correlations are what can be compared; and since both sides are
//! measured with noise, so can only be seen against what their reliabilities allow.

use super::CoherenceError;
use super::estimate::{Estimate, varies};
use crate::Fit;
use motive_stats::CorrelationKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The utilities of one elicitation, fitted here or elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Elicited {
    options: BTreeMap<String, Utility>,
    reliability: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Utility {
    value: f64,
    component: usize,
}

impl Elicited {
    /// The utilities of `fit`, of which option i is called `ids[i]`. Options never compared are left out.
    ///
    /// # Errors
    ///
    /// [`CoherenceError`] for another number of ids or a repeated one.
    pub fn of(ids: &[String], fit: &Fit) -> Result<Self, CoherenceError> {
        let options = fit.utility.len();
        CoherenceError::one_each("ids", ids.len(), options)?;
        let known = (0..options).filter(|&option| fit.scale(option).is_some());
        let entry = |option: usize| (ids[option].as_str(), fit.utility[option], fit.components[option]);
        Self::new(&known.map(entry).collect::<Vec<_>>())
    }

    /// Utilities from elsewhere: id, utility, and the component of the comparison graph, 0 if there is only
    /// one.
    ///
    /// # Errors
    ///
    /// [`CoherenceError`] for a repeated id or a utility that is not finite.
    pub fn new(utilities: &[(&str, f64, usize)]) -> Result<Self, CoherenceError> {
        let mut options = BTreeMap::new();
        for (index, &(id, value, component)) in utilities.iter().enumerate() {
            if !value.is_finite() {
                return Err(CoherenceError::NotFinite { list: "utilities", index, value });
            }
            if options.insert(id.to_owned(), Utility { value, component }).is_some() {
                return Err(CoherenceError::RepeatedId(id.to_owned()));
            }
        }
        Ok(Self { options, reliability: None })
    }

    /// The same with its reliability, above 0 and at most 1, such as [`super::Reliability::full_length`] of
    /// its utilities.
    ///
    /// # Errors
    ///
    /// [`CoherenceError::Reliability`] outside of that.
    pub fn with_reliability(self, reliability: f64) -> Result<Self, CoherenceError> {
        if reliability > 0.0 && reliability <= 1.0 {
            Ok(Self { reliability: Some(reliability), ..self })
        } else {
            Err(CoherenceError::Reliability(reliability))
        }
    }
}

/// How much two elicitations agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Options compared: those of both on one scale. If several scales are common, those of the one with
    /// the most options.
    pub options: usize,
    /// Options of only one elicitation, or of another scale.
    pub left_out: usize,
    /// Product-moment correlation, with Fisher's interval. Units are options. `None` where the utilities of
    /// one do not vary.
    pub pearson: Option<Estimate>,
    /// Rank correlation, likewise.
    pub spearman: Option<Estimate>,
    /// The most that two such elicitations of the same utilities correlate on average: the square root of
    /// the product of their reliabilities, if both are known.
    pub ceiling: Option<f64>,
    /// `pearson / ceiling`: the correlation without the noise, the ceiling taken as known.
    pub disattenuated: Option<Disattenuated>,
    /// How many of the best of one are among the best of the other.
    pub top: Vec<Overlap>,
}

/// A correlation corrected for the noise of both sides (Spearman 1904).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Disattenuated {
    /// The corrected correlation.
    pub correlation: Estimate,
    /// Whether it exceeds 1: chance, or a reliability that is too low.
    pub above_one: bool,
}

/// The overlap of the k options of highest utility.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// k, less than the options compared.
    pub k: usize,
    /// The share of one's top k that are in the other's. Equal utilities are ordered by id.
    pub share: f64,
    /// What unrelated utilities share on average: k / options.
    pub by_chance: f64,
}

/// Compares two elicitations over their common options. Overlaps are given for the sizes in `top` that are
/// less than the options compared.
///
/// # Errors
///
/// [`CoherenceError`] for a confidence outside (0, 1).
pub fn compare(
    one: &Elicited,
    other: &Elicited,
    top: &[usize],
    confidence: f64,
) -> Result<Agreement, CoherenceError> {
    let Common { points, union } = common(one, other);
    let correlation = |kind| Estimate::correlation(kind, &points, confidence);
    let pearson = correlation(CorrelationKind::Pearson)?;
    let ceiling = one.reliability.zip(other.reliability).map(|(one, other)| (one * other).sqrt());
    let sizes = top.iter().copied().filter(|&k| 0 < k && k < points.len());
    Ok(Agreement {
        options: points.len(),
        left_out: union - points.len(),
        pearson,
        spearman: correlation(CorrelationKind::Spearman)?,
        ceiling,
        disattenuated: pearson.zip(ceiling).map(|(pearson, ceiling)| disattenuated(pearson, ceiling)),
        top: if varying(&points) { sizes.map(|k| overlap(&points, k)).collect() } else { Vec::new() },
    })
}

/// How far elicitations of one actor by several protocols converge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Convergence {
    /// Every two elicitations.
    pub pairs: Vec<NamedAgreement>,
    /// The mean of their Pearson correlations, where there are any. Pairs share elicitations, so there is no
    /// interval.
    pub mean_pearson: Option<f64>,
    /// The mean of the disattenuated ones.
    pub mean_disattenuated: Option<f64>,
}

/// The agreement of two named elicitations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedAgreement {
    /// The two, in the order given.
    pub between: [String; 2],
    /// Their agreement.
    pub agreement: Agreement,
}

/// Compares every two of several elicitations.
///
/// # Errors
///
/// As [`compare`].
pub fn convergence(
    elicitations: &[(&str, &Elicited)],
    top: &[usize],
    confidence: f64,
) -> Result<Convergence, CoherenceError> {
    let mut pairs = Vec::new();
    for (nth, (name, one)) in elicitations.iter().enumerate() {
        for (other_name, other) in &elicitations[nth + 1..] {
            let between = [(*name).to_owned(), (*other_name).to_owned()];
            pairs.push(NamedAgreement { between, agreement: compare(one, other, top, confidence)? });
        }
    }
    let mean = |of: fn(&Agreement) -> Option<f64>| {
        let values: Vec<f64> = pairs.iter().filter_map(|pair| of(&pair.agreement)).collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    Ok(Convergence {
        mean_pearson: mean(|agreement| Some(agreement.pearson?.value)),
        mean_disattenuated: mean(|agreement| Some(agreement.disattenuated?.correlation.value)),
        pairs,
    })
}

/// The options that both elicitations have on one scale.
pub(super) struct Common {
    /// Their utilities in the one and the other, ascending by id.
    pub(super) points: Vec<(f64, f64)>,
    /// Options of either.
    union: usize,
}

/// The largest set of common options that lie in one component of either; of equal ones, that of the lowest
/// components.
pub(super) fn common(one: &Elicited, other: &Elicited) -> Common {
    let mut scales: BTreeMap<(usize, usize), Vec<(f64, f64)>> = BTreeMap::new();
    let mut shared = 0;
    for (id, here) in &one.options {
        if let Some(there) = other.options.get(id) {
            shared += 1;
            scales.entry((here.component, there.component)).or_default().push((here.value, there.value));
        }
    }
    let largest = scales.into_values().reduce(|best, next| if next.len() > best.len() { next } else { best });
    Common { points: largest.unwrap_or_default(), union: one.options.len() + other.options.len() - shared }
}

fn disattenuated(pearson: Estimate, ceiling: f64) -> Disattenuated {
    let value = pearson.value / ceiling;
    let interval = pearson.interval.map(|interval| interval.map(|r| r / ceiling));
    Disattenuated { correlation: Estimate { value, interval, ..pearson }, above_one: value > 1.0 }
}

fn varying(points: &[(f64, f64)]) -> bool {
    varies(points.iter().map(|p| p.0)) && varies(points.iter().map(|p| p.1))
}

fn overlap(points: &[(f64, f64)], k: usize) -> Overlap {
    let best = |of: fn(&(f64, f64)) -> f64| {
        let mut order: Vec<usize> = (0..points.len()).collect();
        // Stable: equal utilities stay in the order of their ids.
        order.sort_by(|&i, &j| of(&points[j]).total_cmp(&of(&points[i])));
        order.truncate(k);
        order
    };
    let (one, other) = (best(|p| p.0), best(|p| p.1));
    let both = one.iter().filter(|option| other.contains(option)).count();
    Overlap { k, share: both as f64 / k as f64, by_chance: k as f64 / points.len() as f64 }
}
