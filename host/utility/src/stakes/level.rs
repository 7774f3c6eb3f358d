//! Levels: outcomes of one domain that differ in kind and not in number.

use std::cmp::Reverse;
use std::fmt;

use super::{Candidates, Scope, StakeError, StakeRule};

/// How much of something an outcome is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level<'a> {
    /// What is counted, as in "saved" or "lost"; empty where a domain counts in one way only.
    pub measure: &'a str,
    /// How much of it, in the unit that the outcome's text names; finite.
    pub count: f64,
}

/// As in "count 10 of measure `saved`".
impl fmt::Display for Level<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "count {}", self.count)?;
        if self.measure.is_empty() { Ok(()) } else { write!(f, " of measure `{}`", self.measure) }
    }
}

/// The levels of a domain in which every rule of level scope finds something, by measure and count. None if there is no
/// such rule.
pub(super) fn levels<'a>(
    domain: &Candidates<'a>,
    rules: &[&'static dyn StakeRule],
) -> Result<Vec<Candidates<'a>>, StakeError> {
    let within: Vec<&dyn StakeRule> =
        rules.iter().copied().filter(|rule| rule.scope() == Scope::Level).collect();
    let Some(first) = within.first() else { return Ok(Vec::new()) };

    let finds =
        |rule: &dyn StakeRule, level: &Candidates<'_>| rule.pool_size()(level.options.len(), level.share) > 0;
    let mut levels = split(domain);
    let Some(largest) = levels.iter().min_by_key(|level| Reverse(level.options.len())).cloned() else {
        return Err(StakeError::NoCounts { rule: first.name(), domain: domain.domain.to_owned() });
    };
    levels.retain(|level| within.iter().all(|rule| finds(*rule, level)));
    if levels.is_empty() {
        let rule = within.iter().find(|rule| !finds(**rule, &largest)).unwrap_or(first);
        return Err(StakeError::SmallLevels {
            rule: rule.name(),
            place: largest.to_string(),
            share: largest.share,
            options: largest.options.len(),
        });
    }
    Ok(levels)
}

/// Every level of a domain.
fn split<'a>(domain: &Candidates<'a>) -> Vec<Candidates<'a>> {
    let level = |&option: &usize| domain.source.outcomes[option].level.map(|level| (level, option));
    let mut counted: Vec<(Level<'a>, usize)> = domain.options.iter().filter_map(level).collect();
    // Stable, so that the outcomes of a level stay in their order.
    counted.sort_by(|(one, _), (other, _)| {
        one.measure.cmp(other.measure).then(one.count.total_cmp(&other.count))
    });
    let levels = counted.chunk_by(|(one, _), (other, _)| one == other);
    levels
        .map(|level| {
            let options = level.iter().map(|&(_, option)| option).collect();
            Candidates { level: Some(level[0].0), options, ..domain.clone() }
        })
        .collect()
}
