//! Exchange rates: how many of one entity an actor values like one of another.
//!
//! Per entity, ordinary least squares of utility on the logarithm of the count, unweighted as in the
//! published exchange rates:
//!
//! ```text
//! u = b + a ln N                                  the curve of an entity
//! ln M = (b_j - b_i + a_j ln N) / a_i             M of i are worth N of j
//! ln rate = mean of ln(M_i/N_j) over the counts of j and of ln(N_i/M_j) over those of i, either way alike
//!         = (ū_j - ū_i) (1/a_i + 1/a_j)/2 + l_i - l_j
//! ```
//!
//! with ū and l the mean utility and mean log count of an entity. A rate is a statement about two fitted
//! lines: entities whose line says nothing are left out and marked with the reason.

use super::CoherenceError;
use super::counts::{Count, Entity, check_bootstrap, entities};
use super::estimate::{Estimate, varies};
use crate::Fit;
use motive_stats::{Interval, percentile_interval, t_quantile};
use serde::{Deserialize, Serialize};

/// Curves and rates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// Every entity, by name.
    pub entities: Vec<EntityCurve>,
    /// Every two entities with usable curves of one scale and one direction, in the order of their names.
    pub rates: Vec<Rate>,
}

/// The curve of an entity and whether it is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityCurve {
    /// The entity.
    pub entity: String,
    /// Its curve, where it has one.
    pub curve: Option<Curve>,
    /// Why it takes part in no rate; `None` if it does.
    pub unused: Option<Unused>,
}

/// Why the curve of an entity takes part in no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unused {
    /// Fewer than three counts, or counts whose logarithms are all alike.
    FewCounts,
    /// A count of 0, which has no logarithm.
    ZeroCount,
    /// Choices do not put all its counts on one scale.
    Unlinked,
    /// The slope is not distinguishable from 0 at the confidence asked for, or utility does not vary.
    Flat,
    /// More is valued less, or more where `desirable` says that less should be.
    WrongDirection,
    /// The residual exceeds the bound.
    PoorFit,
}

/// Utility over the logarithm of the count: `utility = intercept + slope ln count`, on the fit's scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// The utility of one.
    pub intercept: f64,
    /// The utility that a factor of e adds. Units are counts. The interval is the percentile interval over
    /// the bootstrap, or without any that of least squares with n-2 degrees of freedom.
    pub slope: Estimate,
    /// Residual sum of squares over n-2.
    pub residual: f64,
    /// Mean utility of the counts.
    pub mean_utility: f64,
    /// Mean log count.
    pub mean_log_count: f64,
}

/// An exchange rate between two entities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// What is given.
    pub of: String,
    /// What it is given for.
    pub per: String,
    /// The natural logarithm of the number of `of` that are valued like one of `per`. Units are the counts of
    /// both. The interval is the percentile interval over the bootstrap, or without any by the delta method
    /// from both lines, with the fewer degrees of freedom of the two.
    pub log_rate: Estimate,
    /// Its exponential, where that is a number.
    pub rate: Option<f64>,
}

/// When curves are used, and what their intervals rest on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExchangeOptions<'a> {
    /// The largest residual of a used curve, in squared units of utility; `None` for no bound.
    pub max_residual: Option<f64>,
    /// Utilities of refits, one list per refit with an entry per option, or none.
    pub bootstrap: &'a [Vec<f64>],
}

/// The count of one entity that is valued like `count` of another: `M` of the curve `of` for `count` of
/// `per`. `None` where it is no positive number.
pub fn equal_amount(of: &Curve, per: &Curve, count: f64) -> Option<f64> {
    let utility = per.intercept + per.slope.value * count.ln();
    let amount = ((utility - of.intercept) / of.slope.value).exp();
    (amount.is_finite() && amount > 0.0).then_some(amount)
}

/// Exchange rates by the utilities of `fit`; `None` without counts.
///
/// # Errors
///
/// [`CoherenceError`] for counts or bootstrap utilities outside their domain or a confidence outside (0, 1).
pub fn exchange(
    fit: &Fit,
    counts: &[Count],
    how: &ExchangeOptions<'_>,
    confidence: f64,
) -> Result<Option<Exchange>, CoherenceError> {
    check_bootstrap(how.bootstrap, fit.utility.len())?;
    let entities = entities(counts, fit.utility.len())?;
    if entities.is_empty() {
        return Ok(None);
    }
    let lines: Vec<Result<Lines, Unused>> =
        entities.iter().map(|entity| Lines::of(entity, fit, how.bootstrap)).collect();
    let mut report = Exchange { entities: Vec::new(), rates: Vec::new() };
    let mut used: Vec<(&str, &Lines)> = Vec::new();
    for (entity, lines) in entities.iter().zip(&lines) {
        let (curve, unused) = match lines {
            Ok(lines) => {
                let curve = lines.curve(confidence)?;
                let unused = lines.unused(&curve, entity.desirable, how.max_residual);
                (Some(curve), unused)
            }
            Err(unused) => (None, Some(*unused)),
        };
        if let (Ok(lines), None) = (lines, unused) {
            used.push((entity.name, lines));
        }
        report.entities.push(EntityCurve { entity: entity.name.to_owned(), curve, unused });
    }
    for (nth, (of, one)) in used.iter().enumerate() {
        for (per, other) in used[nth + 1..].iter().filter(|(_, other)| one.is_comparable(other)) {
            let log_rate = one.log_rate(other, confidence)?;
            let rate = Some(log_rate.value.exp()).filter(|rate| rate.is_finite() && *rate > 0.0);
            report.rates.push(Rate { of: (*of).to_owned(), per: (*per).to_owned(), log_rate, rate });
        }
    }
    Ok(Some(report))
}

/// The line of an entity, and those of the refits.
struct Lines {
    line: Line,
    refits: Vec<Line>,
    component: usize,
    /// Whether the fitted utilities differ at all.
    varies: bool,
}

/// A least-squares line around its middle, where level and slope are uncorrelated.
#[derive(Debug, Clone, Copy)]
struct Line {
    counts: f64,
    level: f64,
    slope: f64,
    mean_log_count: f64,
    /// Sum of squares of the log counts around their mean.
    spread: f64,
    residual: f64,
}

impl Lines {
    fn of(entity: &Entity<'_>, fit: &Fit, bootstrap: &[Vec<f64>]) -> Result<Self, Unused> {
        let [first, _, _, ..] = entity.members.as_slice() else { return Err(Unused::FewCounts) };
        if first.count == 0.0 {
            return Err(Unused::ZeroCount);
        }
        if !entity.is_linked(fit) {
            return Err(Unused::Unlinked);
        }
        let line = |utility: &[f64]| {
            let points = entity.members.iter().map(|member| (member.count.ln(), utility[member.option]));
            Line::through(&points.collect::<Vec<_>>())
        };
        if !varies(entity.members.iter().map(|member| member.count.ln())) {
            return Err(Unused::FewCounts);
        }
        Ok(Self {
            varies: varies(entity.members.iter().map(|member| fit.utility[member.option])),
            line: line(&fit.utility),
            refits: bootstrap.iter().map(|utility| line(utility)).collect(),
            component: fit.components[first.option],
        })
    }

    fn unused(&self, curve: &Curve, desirable: Option<bool>, max_residual: Option<f64>) -> Option<Unused> {
        let reaches_zero = curve.slope.interval.is_some_and(|interval| interval.contains(0.0));
        if reaches_zero || !self.varies {
            Some(Unused::Flat)
        } else if (curve.slope.value > 0.0) != desirable.unwrap_or(true) {
            Some(Unused::WrongDirection)
        } else if max_residual.is_some_and(|bound| curve.residual > bound) {
            Some(Unused::PoorFit)
        } else {
            None
        }
    }

    fn curve(&self, confidence: f64) -> Result<Curve, CoherenceError> {
        let Line { counts, level, slope, mean_log_count, spread, residual } = self.line;
        let interval = if self.refits.is_empty() {
            around(slope, residual / spread, counts - 2.0, confidence)?
        } else {
            let slopes: Vec<f64> = self.refits.iter().map(|line| line.slope).collect();
            percentile_interval(&slopes, confidence)?
        };
        Ok(Curve {
            intercept: level - slope * mean_log_count,
            slope: Estimate { value: slope, interval, units: counts as usize },
            residual,
            mean_utility: level,
            mean_log_count,
        })
    }

    /// Whether the two lie on one scale and both rise or both fall.
    fn is_comparable(&self, other: &Self) -> bool {
        self.component == other.component && (self.line.slope > 0.0) == (other.line.slope > 0.0)
    }

    fn log_rate(&self, other: &Self, confidence: f64) -> Result<Estimate, CoherenceError> {
        let (one, two) = (&self.line, &other.line);
        let value = one.log_rate(two);
        let interval = if self.refits.is_empty() {
            let freedom = one.counts.min(two.counts) - 2.0;
            around(value, one.log_rate_variance(two), freedom, confidence)?
        } else {
            self.bootstrapped(other, confidence)?
        };
        Ok(Estimate { value, interval, units: (one.counts + two.counts) as usize })
    }

    /// A refit in which a line does not go the way of the fitted one has no such rate. `None` if so many
    /// lack it that they would reach into the interval.
    fn bootstrapped(&self, other: &Self, confidence: f64) -> Result<Option<Interval>, CoherenceError> {
        let refits = self.refits.iter().zip(&other.refits);
        let as_fitted = |(one, two): &(&Line, &Line)| {
            one.slope * self.line.slope > 0.0 && two.slope * other.line.slope > 0.0
        };
        let rates: Vec<f64> = refits.filter(as_fitted).map(|(one, two)| one.log_rate(two)).collect();
        let missing = 1.0 - rates.len() as f64 / self.refits.len() as f64;
        if missing > (1.0 - confidence) / 2.0 {
            return Ok(None);
        }
        Ok(percentile_interval(&rates, confidence)?)
    }
}

impl Line {
    /// Through at least two different abscissae.
    fn through(points: &[(f64, f64)]) -> Self {
        let counts = points.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / counts;
        let (x, level) = (mean(|p| p.0), mean(|p| p.1));
        let spread: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
        let slope = points.iter().map(|p| (p.0 - x) * (p.1 - level)).sum::<f64>() / spread;
        let squares: f64 = points.iter().map(|p| (p.1 - level - slope * (p.0 - x)).powi(2)).sum();
        Self { counts, level, slope, mean_log_count: x, spread, residual: squares / (counts - 2.0) }
    }

    fn log_rate(&self, per: &Self) -> f64 {
        let gap = per.level - self.level;
        gap * (1.0 / self.slope + 1.0 / per.slope) / 2.0 + self.mean_log_count - per.mean_log_count
    }

    /// By the delta method; the two lines and the level and slope of each are uncorrelated.
    fn log_rate_variance(&self, per: &Self) -> f64 {
        let gap = per.level - self.level;
        let by_level = (1.0 / self.slope + 1.0 / per.slope) / 2.0;
        let of = |line: &Self| {
            let by_slope = gap / (2.0 * line.slope * line.slope);
            line.residual * (by_level.powi(2) / line.counts + by_slope.powi(2) / line.spread)
        };
        of(self) + of(per)
    }
}

/// value ± t √variance; `None` without variance.
fn around(
    value: f64,
    variance: f64,
    freedom: f64,
    confidence: f64,
) -> Result<Option<Interval>, CoherenceError> {
    let reach = t_quantile(confidence, freedom)? * variance.sqrt();
    Ok((reach.is_finite() && reach > 0.0).then_some(Interval { lower: value - reach, upper: value + reach }))
}
