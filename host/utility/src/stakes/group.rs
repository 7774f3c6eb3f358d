//! Which rules are drawn together, and in which order.
//!
//! No outcome stands for two rules of a slot: the later one draws again. So that it does not matter in which order
//! rules are asked for, they draw in an order of their own. Those that aim at an extreme come first, of these those that
//! look in a narrower place; then those that may take less.

use std::cmp::Reverse;

use super::{Candidates, Scope, StakeRule};

/// What is drawn together, by the places of its rules in the list of those asked for.
#[derive(Clone, Copy)]
pub(super) enum Group {
    /// Two extremes, which are tested against each other.
    Opposites { highest: usize, lowest: usize },
    /// A rule that nothing is tested against.
    Alone(usize),
}

/// The rules in the order in which they draw in a domain, each in one group.
pub(super) fn groups(rules: &[&'static dyn StakeRule], domain: &Candidates<'_>) -> Vec<Group> {
    let mut alone: Vec<usize> = (0..rules.len()).collect();
    let mut groups = Vec::new();
    for scope in [Scope::Level, Scope::Domain] {
        if let Some((highest, lowest)) = opposites(rules, scope) {
            alone.retain(|&rule| rule != highest && rule != lowest);
            groups.push(Group::Opposites { highest, lowest });
        }
    }
    groups.extend(alone.into_iter().map(Group::Alone));
    groups.sort_by_key(|group| {
        let (Group::Alone(first) | Group::Opposites { highest: first, .. }) = *group;
        let rule = rules[first];
        let most = rule.pool_size()(domain.options.len(), domain.share);
        (Reverse(rule.rank().unsigned_abs()), rule.scope(), most, rule.name())
    });
    groups
}

/// The places of the highest- and of the lowest-ranked rule of a scope, if they aim at opposite extremes.
fn opposites(rules: &[&'static dyn StakeRule], scope: Scope) -> Option<(usize, usize)> {
    let there = || rules.iter().enumerate().filter(|(_, rule)| rule.scope() == scope);
    let (highest, top) = there().max_by_key(|(_, rule)| (rule.rank(), rule.name()))?;
    let (lowest, bottom) = there().min_by_key(|(_, rule)| (rule.rank(), rule.name()))?;
    (top.rank() > 0 && bottom.rank() < 0).then_some((highest, lowest))
}
