//! The draw of stakes for one actor and one framing.
//!
//! Every random choice has a stream keyed by the seed and by names: the order of domains by its block, the order of a
//! domain's levels by domain and block, the draws of a rule by rule, domain and level. So adding slots only appends,
//! and a rule's draws do not depend on which other rules are asked for, as long as the same draws are admitted. Only
//! where two rules draw the same outcome for one slot does one of them draw again, for that slot alone.

use super::slot::DomainDraws;
use super::{Candidates, Decision, StakeError, StakeRule, StakeRules, StakeSlot, StakeSource};
use crate::random::nth_in_blocks;

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StakeOptions {
    /// The share of a domain, or of a level, that counts as an extreme: above 0, at most 1/2. Default 1/3.
    pub share: f64,
    /// How often a draw that is refused is replaced. Default 20.
    pub tries: usize,
}

impl Default for StakeOptions {
    fn default() -> Self {
        Self { share: 1.0 / 3.0, tries: 20 }
    }
}

/// Draws the stakes of `slots` slots for one actor and one framing, by the registered stake rules named in `rules`.
///
/// The slots are spread over the domains in blocks, each domain once a block, in an order keyed by the block. Where a
/// rule draws within levels, the slots of a domain are spread over its levels in the same way; levels in which such a
/// rule finds nothing are left out. Inside a domain or level every rule draws uniformly without replacement from its
/// pool, which is permuted anew when it is exhausted. No outcome is the stake of two rules of a slot: the later one
/// draws again from what is left, where its share counts as one outcome at least. First of all draw the rules that aim
/// at an extreme ([`StakeRule::rank`]), of these those within levels, then those that may take less.
///
/// Where two opposite extremes of one scope are drawn together, `test` says of (outcome to be preferred, other) whether
/// the actor's choices tell them apart, and what that rests on. Refused ones are both replaced by the next of their
/// streams, at most [`StakeOptions::tries`] times. `test` is called for pairs that the draw rests on, and for no others.
///
/// The draw is a pure function of its arguments, if `test` is one. More slots never change earlier ones.
///
/// # Errors
///
/// [`StakeError`] for a rule, anchor, count or option outside its domain, for domains whose outcomes no choices link, for
/// rules that lack the anchor, the other actor or counts, and for rules that find nothing in a domain.
pub fn draw_stakes<'a, E>(
    source: &StakeSource<'a>,
    rules: &[&str],
    slots: usize,
    options: &StakeOptions,
    seed: [u8; 32],
    test: impl Fn(usize, usize) -> (Decision, E),
) -> Result<Vec<StakeSlot<'a, E>>, StakeError> {
    source.check()?;
    if !(options.share > 0.0 && options.share <= 0.5) {
        return Err(StakeError::Share(options.share));
    }
    let rules = find_rules(rules)?;
    let mut domains = Vec::new();
    for (domain, members) in source.domains() {
        let whole =
            Candidates { source: *source, domain, level: None, options: members, share: options.share, seed };
        domains.push(DomainDraws::new(&whole, &rules)?);
    }
    if domains.is_empty() {
        return Err(StakeError::NoDomains);
    }
    let count = domains.len();
    let domain = |slot| nth_in_blocks(seed, &[b"domain order"], count, slot);
    (0..slots).map(|slot| domains[domain(slot)].next_slot(options.tries, &test)).collect()
}

fn find_rules(names: &[&str]) -> Result<Vec<&'static dyn StakeRule>, StakeError> {
    let mut rules: Vec<&'static dyn StakeRule> = Vec::with_capacity(names.len());
    for name in names {
        let rule = StakeRules::find(name)?;
        if rules.iter().any(|earlier| earlier.name() == rule.name()) {
            return Err(StakeError::RepeatedRule(rule.name()));
        }
        rules.push(rule);
    }
    if rules.is_empty() {
        return Err(StakeError::NoRules);
    }
    Ok(rules)
}
