//! The draw of stakes for one actor and one framing.
//!
//! Every random choice has a stream keyed by the seed and by names: the order of domains by its block,
//! the draws of a rule by rule and domain. So adding slots only appends, and a rule's draws do not
//! depend on which other rules are asked for, as long as the same draws are admitted and no outcome is drawn
//! by two of them.

use super::{Domain, StakeError, StakeRule, StakeRules};
use crate::model::Fit;
use crate::random::{below, keyed, shuffle};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An outcome as far as the draw is concerned; its place in the list is its index in the fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// Its id, for error messages.
    pub id: &'a str,
    /// The domain it can be drawn from; `None` keeps it out of every draw. The anchor's is ignored.
    pub category: Option<&'a str>,
}

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StakeOptions {
    /// The share of a domain that counts as an extreme: above 0, at most 1/2. Default 1/3.
    pub share: f64,
    /// The model probability, without position, with which the stake of the highest-ranked rule must
    /// be preferred to that of the lowest-ranked. Checked where both rules are extremes. Default .9.
    pub admission: f64,
    /// How often a draw that is not admitted is replaced. Default 20.
    pub tries: usize,
}

impl Default for StakeOptions {
    fn default() -> Self {
        Self { share: 1.0 / 3.0, admission: 0.9, tries: 20 }
    }
}

/// The outcome drawn by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stake {
    /// The rule.
    pub rule: String,
    /// The outcome's index.
    pub option: usize,
}

/// A draw that did not reach the admission threshold and was replaced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RejectedDraw {
    /// What the highest-ranked rule had drawn.
    pub highest: usize,
    /// What the lowest-ranked rule had drawn.
    pub lowest: usize,
    /// The probability that the first is preferred.
    pub probability: f64,
}

/// The test of the two extremes of a slot against each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Admission {
    /// The highest-ranked rule.
    pub highest: String,
    /// The lowest-ranked rule.
    pub lowest: String,
    /// The probability that the stake of the first is preferred to that of the second.
    pub probability: f64,
    /// Whether it reaches the threshold. If not, no draw did, and the stakes are the last one's.
    pub admitted: bool,
}

/// The stakes of one slot, all from one domain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StakeSlot {
    /// The domain.
    pub domain: String,
    /// One stake per rule, in the order in which the rules were asked for.
    pub stakes: Vec<Stake>,
    /// Whether the actor's choices tell the extremes apart; `None` unless two opposite ones are drawn.
    pub admission: Option<Admission>,
    /// Draws that were replaced, in order.
    pub rejected: Vec<RejectedDraw>,
}

/// Draws the stakes of `slots` slots for one actor and one framing.
///
/// `outcomes` are the options of `fit`; `rules` are names of registered stake rules. The slots are
/// spread over the domains in blocks, each domain once a block, in an order keyed by the block. Inside
/// a domain every rule draws uniformly without replacement from its pool, which is permuted anew when
/// it is exhausted. Where two extremes are drawn together and the actor's utilities do not tell them
/// apart ([`StakeOptions::admission`]), both are replaced by the next of their streams. No outcome is the stake of
/// two rules of a slot: the one that aims less at an extreme draws again from what the others leave.
///
/// More slots never change earlier ones.
///
/// # Errors
///
/// [`StakeError`] for a rule, anchor or option outside its domain, for domains whose outcomes no
/// choices link, and for rules that find nothing in a domain.
pub fn draw_stakes(
    fit: &Fit,
    outcomes: &[Outcome<'_>],
    anchor: Option<usize>,
    rules: &[&str],
    slots: usize,
    options: &StakeOptions,
    seed: [u8; 32],
) -> Result<Vec<StakeSlot>, StakeError> {
    check(fit, outcomes, anchor, options)?;
    let rules = find_rules(rules)?;
    let extremes = extremes(&rules);
    let members = domains(outcomes, anchor);
    let mut domains = members
        .iter()
        .map(|(name, members)| {
            check_linked(name, members, fit, outcomes)?;
            let domain = Domain { name, options: members, fit, anchor, share: options.share };
            let streams = rules.iter().map(|rule| Stream::new(*rule, &domain, seed));
            Ok((domain, streams.collect::<Result<Vec<_>, _>>()?))
        })
        .collect::<Result<Vec<_>, StakeError>>()?;
    if domains.is_empty() {
        return Err(StakeError::NoDomains);
    }
    let order = domain_order(domains.len(), slots, seed);
    order
        .into_iter()
        .map(|domain| {
            let (domain, streams) = &mut domains[domain];
            draw_slot(domain, streams, extremes, options)
        })
        .collect()
}

fn check(
    fit: &Fit,
    outcomes: &[Outcome<'_>],
    anchor: Option<usize>,
    options: &StakeOptions,
) -> Result<(), StakeError> {
    if outcomes.len() != fit.utility.len() {
        return Err(StakeError::OutcomeCount { outcomes: outcomes.len(), utilities: fit.utility.len() });
    }
    if let Some(anchor) = anchor.filter(|&anchor| anchor >= outcomes.len()) {
        return Err(StakeError::AnchorOutOfRange { anchor, outcomes: outcomes.len() });
    }
    if !(options.share > 0.0 && options.share <= 0.5) {
        return Err(StakeError::Share(options.share));
    }
    if !(0.0..=1.0).contains(&options.admission) {
        return Err(StakeError::Threshold(options.admission));
    }
    Ok(())
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

/// The places of the highest- and lowest-ranked rule, if they aim at opposite extremes.
fn extremes(rules: &[&'static dyn StakeRule]) -> Option<(usize, usize)> {
    let ranked = || rules.iter().map(|rule| rule.rank()).enumerate();
    let (highest, top) = ranked().max_by_key(|&(_, rank)| rank)?;
    let (lowest, bottom) = ranked().min_by_key(|&(_, rank)| rank)?;
    (top > 0 && bottom < 0).then_some((highest, lowest))
}

/// The outcomes of every category, without the anchor.
fn domains<'a>(outcomes: &[Outcome<'a>], anchor: Option<usize>) -> BTreeMap<&'a str, Vec<usize>> {
    let mut domains = BTreeMap::<_, Vec<usize>>::new();
    for (option, outcome) in outcomes.iter().enumerate() {
        if let Some(category) = outcome.category
            && Some(option) != anchor
        {
            domains.entry(category).or_default().push(option);
        }
    }
    domains
}

fn check_linked(
    name: &str,
    members: &[usize],
    fit: &Fit,
    outcomes: &[Outcome<'_>],
) -> Result<(), StakeError> {
    let unlinked = |pair: &&[usize]| fit.components[pair[0]] != fit.components[pair[1]];
    match members.windows(2).find(unlinked) {
        None => Ok(()),
        Some(pair) => Err(StakeError::Unlinked {
            domain: name.to_owned(),
            one: outcomes[pair[0]].id.to_owned(),
            other: outcomes[pair[1]].id.to_owned(),
        }),
    }
}

/// The domain of every slot: blocks in which every domain comes once, each in an order of its own.
fn domain_order(domains: usize, slots: usize, seed: [u8; 32]) -> Vec<usize> {
    let blocks = (0_u64..).flat_map(|block| {
        let mut order: Vec<usize> = (0..domains).collect();
        let mut rng = keyed(seed, &[b"domain order", &block.to_le_bytes()]);
        shuffle(&mut rng, &mut order);
        order
    });
    blocks.take(slots).collect()
}

fn draw_slot(
    domain: &Domain<'_>,
    streams: &mut [Stream],
    extremes: Option<(usize, usize)>,
    options: &StakeOptions,
) -> Result<StakeSlot, StakeError> {
    let mut drawn: Vec<usize> = streams.iter_mut().map(Stream::next).collect();
    let mut rejected = Vec::new();
    let mut admission = None;
    if let Some((highest, lowest)) = extremes {
        let probability = loop {
            // A domain lies in one component, so its outcomes always have a probability.
            let probability = domain.fit.probability(drawn[highest], drawn[lowest]).unwrap_or(0.0);
            if probability >= options.admission || rejected.len() == options.tries {
                break probability;
            }
            rejected.push(RejectedDraw { highest: drawn[highest], lowest: drawn[lowest], probability });
            for rule in [highest, lowest] {
                drawn[rule] = streams[rule].next();
            }
        };
        admission = Some(Admission {
            highest: streams[highest].rule.name().to_owned(),
            lowest: streams[lowest].rule.name().to_owned(),
            probability,
            admitted: probability >= options.admission,
        });
    }
    keep_apart(domain, streams, &mut drawn)?;
    Ok(StakeSlot {
        domain: domain.name.to_owned(),
        stakes: streams
            .iter()
            .zip(drawn)
            .map(|(stream, option)| Stake { rule: stream.rule.name().to_owned(), option })
            .collect(),
        admission,
        rejected,
    })
}

/// Replaces what two rules have drawn alike. The extremes keep theirs: they are what was admitted.
fn keep_apart(domain: &Domain<'_>, streams: &mut [Stream], drawn: &mut [usize]) -> Result<(), StakeError> {
    let mut order: Vec<usize> = (0..streams.len()).collect();
    order.sort_by_key(|&place| Reverse(streams[place].rule.rank().abs()));
    let mut taken = Vec::new();
    for place in order {
        if taken.contains(&drawn[place]) {
            drawn[place] = streams[place].next_without(domain, &taken)?;
        }
        taken.push(drawn[place]);
    }
    Ok(())
}

/// The draws of one rule in one domain: permutations of its pool, one after the other.
struct Stream {
    rule: &'static dyn StakeRule,
    pool: Vec<usize>,
    drawn: usize,
    rng: ChaCha20Rng,
}

impl Stream {
    fn new(rule: &'static dyn StakeRule, domain: &Domain<'_>, seed: [u8; 32]) -> Result<Self, StakeError> {
        let pool = rule.pool(domain)?;
        if pool.is_empty() {
            return Err(StakeError::EmptyPool {
                rule: rule.name(),
                domain: domain.name.to_owned(),
                share: domain.share,
                options: domain.options.len(),
            });
        }
        let names: [&[u8]; 3] = [b"stake", rule.name().as_bytes(), domain.name.as_bytes()];
        Ok(Self { rule, drawn: pool.len(), pool, rng: keyed(seed, &names) })
    }

    fn next(&mut self) -> usize {
        if self.drawn == self.pool.len() {
            shuffle(&mut self.rng, &mut self.pool);
            self.drawn = 0;
        }
        self.drawn += 1;
        self.pool[self.drawn - 1]
    }

    /// A draw from the pool of the domain without what is `taken`, each equally likely.
    fn next_without(&mut self, domain: &Domain<'_>, taken: &[usize]) -> Result<usize, StakeError> {
        let left: Vec<usize> =
            domain.options.iter().copied().filter(|option| !taken.contains(option)).collect();
        let pool = self.rule.pool(&Domain { options: &left, ..*domain })?;
        if pool.is_empty() {
            return Err(StakeError::NoneLeft {
                rule: self.rule.name(),
                domain: domain.name.to_owned(),
                options: domain.options.len(),
            });
        }
        Ok(pool[below(&mut self.rng, pool.len())])
    }
}
