//! Outcomes that are so and so many of one entity: five cats, ten cats. More of a good thing should be
//! better, and more of a bad one worse.

use super::CoherenceError;
use super::estimate::{Estimate, NO_VARIATION, varies};
use crate::Fit;
use motive_stats::{normal_quantile, spearman};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts of an entity below which nothing is said about it.
const FEWEST: usize = 3;

/// An option that is a count of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// The option.
    pub option: usize,
    /// What is counted, in one measure: "cats saved" and "cats killed" are two entities.
    pub entity: String,
    /// How many: finite and not negative, and no count twice within an entity.
    pub count: f64,
    /// Whether more of it is better, if that is known; the same for all counts of an entity.
    pub desirable: Option<bool>,
}

/// How far utility follows count within entities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Monotonicity {
    /// Every entity, by name.
    pub entities: Vec<EntityMonotonicity>,
    /// The share of neighbouring counts whose utilities go in their entity's direction. The interval is
    /// Wilson's with entities as clusters; units are entities.
    pub agreeing: Option<Estimate>,
    /// The share of neighbouring counts that go against it by more than noise, likewise. Of so many, chance
    /// alone puts (1 - confidence)/2 there if neighbours are of equal utility, and fewer if they are not.
    pub violated: Option<Estimate>,
    /// The mean rank correlation. Units are entities.
    pub spearman: Option<Estimate>,
}

/// How far utility follows the count of one entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityMonotonicity {
    /// The entity.
    pub entity: String,
    /// Its counts.
    pub counts: usize,
    /// What its utilities show; `None` for fewer than three counts or counts that are not on one scale.
    pub shown: Option<Trend>,
}

/// The trend of utility over the counts of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// Whether utility rises with the rank of the count, by the sign of its slope; `None` without a slope.
    pub rising: Option<bool>,
    /// Whether that is what `desirable` says; `None` where either is unknown.
    pub as_expected: Option<bool>,
    /// Rank correlation of count and utility; `None` where utilities do not vary.
    pub spearman: Option<f64>,
    /// Neighbouring counts, all of them judged by `desirable`, or by `rising` where that is unknown; 0 where
    /// both are.
    pub neighbours: usize,
    /// Those whose utilities go in that direction.
    pub agreeing: usize,
    /// Those whose utilities go against it by more than z standard errors of their difference; `None`
    /// without standard errors and without a bootstrap.
    pub violated: Option<usize>,
}

/// Monotonicity of the utilities of `fit`; `None` without counts.
///
/// The standard error of a difference is its standard deviation over `bootstrap`, utilities of refits by
/// option, or without any the root of the sum of both squared standard errors, as if the two were
/// independent.
///
/// # Errors
///
/// [`CoherenceError`] for counts or bootstrap utilities outside their domain or a confidence outside (0, 1).
pub fn monotonicity(
    fit: &Fit,
    counts: &[Count],
    bootstrap: &[Vec<f64>],
    confidence: f64,
) -> Result<Option<Monotonicity>, CoherenceError> {
    check_bootstrap(bootstrap, fit.utility.len())?;
    let z = normal_quantile(confidence)?;
    let entities: Vec<EntityMonotonicity> = entities(counts, fit.utility.len())?
        .iter()
        .map(|entity| EntityMonotonicity {
            entity: entity.name.to_owned(),
            counts: entity.members.len(),
            shown: (entity.members.len() >= FEWEST && entity.is_linked(fit))
                .then(|| Trend::of(entity, fit, bootstrap, z)),
        })
        .collect();
    if entities.is_empty() {
        return Ok(None);
    }
    let shown = || entities.iter().filter_map(|entity| entity.shown);
    let share = |of: fn(&Trend) -> Option<usize>| {
        let cluster = |trend: Trend| Some((of(&trend)? as f64, trend.neighbours as f64));
        Estimate::share(&shown().filter_map(cluster).collect::<Vec<_>>(), confidence)
    };
    let correlations: Vec<f64> = shown().filter_map(|trend| trend.spearman).collect();
    Ok(Some(Monotonicity {
        agreeing: share(|trend| Some(trend.agreeing))?,
        violated: share(|trend| trend.violated)?,
        spearman: Estimate::mean(&correlations, confidence)?,
        entities,
    }))
}

impl Trend {
    /// Of an entity whose options are on one scale.
    fn of(entity: &Entity<'_>, fit: &Fit, bootstrap: &[Vec<f64>], z: f64) -> Self {
        let points: Vec<(f64, f64)> =
            entity.members.iter().map(|member| (member.count, fit.utility[member.option])).collect();
        let rising = rising(&points);
        let mut trend = Self {
            rising,
            as_expected: rising.zip(entity.desirable).map(|(rising, desirable)| rising == desirable),
            spearman: spearman(&points).filter(|_| varies(points.iter().map(|point| point.1))),
            neighbours: 0,
            agreeing: 0,
            violated: Some(0),
        };
        let Some(upwards) = entity.desirable.or(rising) else { return trend };
        let sign = if upwards { 1.0 } else { -1.0 };
        let neighbours = || entity.members.windows(2).map(|two| (two[0].option, two[1].option));
        let gain = |lower: usize, higher: usize| sign * (fit.utility[higher] - fit.utility[lower]);
        let against = |(lower, higher)| {
            let error = standard_error(fit, bootstrap, lower, higher)?;
            Some(usize::from(gain(lower, higher) < -z * error))
        };
        trend.neighbours = neighbours().count();
        trend.agreeing = neighbours().filter(|&(lower, higher)| gain(lower, higher) > NO_VARIATION).count();
        trend.violated = neighbours().map(against).sum();
        trend
    }
}

/// The sign of the slope of utility over the rank of the count.
fn rising(points: &[(f64, f64)]) -> Option<bool> {
    let middle = (points.len() as f64 - 1.0) / 2.0;
    let slope: f64 = points.iter().enumerate().map(|(rank, (_, u))| (rank as f64 - middle) * u).sum();
    (slope.abs() > NO_VARIATION).then_some(slope > 0.0)
}

fn standard_error(fit: &Fit, bootstrap: &[Vec<f64>], one: usize, other: usize) -> Option<f64> {
    if bootstrap.len() < 2 {
        return Some(fit.standard_error[one]?.hypot(fit.standard_error[other]?));
    }
    let differences = || bootstrap.iter().map(|utilities| utilities[one] - utilities[other]);
    let count = bootstrap.len() as f64;
    let mean = differences().sum::<f64>() / count;
    Some((differences().map(|d| (d - mean).powi(2)).sum::<f64>() / (count - 1.0)).sqrt())
}

/// The counts of one entity, ascending.
pub(super) struct Entity<'a> {
    pub(super) name: &'a str,
    pub(super) desirable: Option<bool>,
    pub(super) members: Vec<Member>,
}

pub(super) struct Member {
    pub(super) option: usize,
    pub(super) count: f64,
}

impl Entity<'_> {
    /// Whether choices put all its options on one scale.
    pub(super) fn is_linked(&self, fit: &Fit) -> bool {
        let scale = |member: &Member| fit.scale(member.option);
        let first = self.members.first().and_then(scale);
        first.is_some() && self.members.iter().all(|member| scale(member) == first)
    }
}

/// The checked counts by entity, sorted by name.
pub(super) fn entities(counts: &[Count], options: usize) -> Result<Vec<Entity<'_>>, CoherenceError> {
    let mut by_name: BTreeMap<&str, Entity<'_>> = BTreeMap::new();
    for (index, count) in counts.iter().enumerate() {
        CoherenceError::in_range("count", index, count.option, options)?;
        let name = count.entity.as_str();
        if !(count.count.is_finite() && count.count >= 0.0) {
            return Err(CoherenceError::Count {
                entity: name.to_owned(),
                count: count.count,
                option: count.option,
            });
        }
        let empty = Entity { name, desirable: count.desirable, members: Vec::new() };
        let entity = by_name.entry(name).or_insert(empty);
        if entity.desirable != count.desirable {
            return Err(CoherenceError::Desirable { entity: name.to_owned() });
        }
        entity.members.push(Member { option: count.option, count: count.count });
    }
    by_name.into_values().map(Entity::sorted).collect()
}

impl Entity<'_> {
    fn sorted(mut self) -> Result<Self, CoherenceError> {
        self.members
            .sort_by(|one, other| one.count.total_cmp(&other.count).then(one.option.cmp(&other.option)));
        match self.members.windows(2).find(|two| two[0].count == two[1].count) {
            Some(two) => Err(CoherenceError::RepeatedCount {
                entity: self.name.to_owned(),
                count: two[0].count,
                one: two[0].option,
                other: two[1].option,
            }),
            None => Ok(self),
        }
    }
}

/// Bootstrap utilities have an entry per option, all finite.
pub(super) fn check_bootstrap(bootstrap: &[Vec<f64>], options: usize) -> Result<(), CoherenceError> {
    for utilities in bootstrap {
        CoherenceError::one_each("bootstrap utilities", utilities.len(), options)?;
        if let Some(index) = utilities.iter().position(|value| !value.is_finite()) {
            let value = utilities[index];
            return Err(CoherenceError::NotFinite { list: "bootstrap utilities", index, value });
        }
    }
    Ok(())
}
