//! The stakes of one slot after the other, in one domain.
//!
//! Does not own: in which order rules draw, and what a single one draws.

use std::collections::BTreeMap;

use super::group::{Group, groups};
use super::level::levels;
use super::stream::Stream;
use super::{Admission, Candidates, Decision, Level, RejectedDraw, Scope, StakeError, StakeRule};
use crate::random::nth_in_blocks;

/// The outcome drawn by one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stake {
    /// The rule.
    pub rule: &'static str,
    /// The outcome's index.
    pub option: usize,
}

/// The stakes of one slot, all from one domain.
#[derive(Debug, Clone, PartialEq)]
pub struct StakeSlot<'a, E> {
    /// The domain.
    pub domain: &'a str,
    /// The level that the rules of [`Scope::Level`] draw from; `None` if there is no such rule.
    pub level: Option<Level<'a>>,
    /// One stake per rule, in the order in which the rules were asked for. No two are the same outcome.
    pub stakes: Vec<Stake>,
    /// Whether the actor's choices tell opposite extremes apart: one test for each scope in which two are drawn.
    pub admissions: Vec<Admission<E>>,
}

impl<E> StakeSlot<'_, E> {
    /// What `rule` drew, if it was asked for.
    pub fn option(&self, rule: &str) -> Option<usize> {
        self.stakes.iter().find(|stake| stake.rule == rule).map(|stake| stake.option)
    }
}

/// The draws in one domain.
pub(super) struct DomainDraws<'a> {
    domain: &'a str,
    seed: [u8; 32],
    whole: Place<'a>,
    /// None if no rule draws within levels.
    levels: Vec<Place<'a>>,
    groups: Vec<Group>,
    slots: usize,
}

/// Where to draw from, a domain or one level of it: a stream for every rule that looks there, by the rule's place in
/// the list of those asked for.
struct Place<'a> {
    level: Option<Level<'a>>,
    streams: Vec<(usize, Stream<'a>)>,
}

impl<'a> DomainDraws<'a> {
    /// No slot drawn yet.
    pub(super) fn new(domain: &Candidates<'a>, rules: &[&'static dyn StakeRule]) -> Result<Self, StakeError> {
        if let Some([one, other]) = domain.source.unlinked(domain.source.fit, &domain.options) {
            return Err(StakeError::Unlinked { domain: domain.domain.to_owned(), one, other });
        }
        let levels = levels(domain, rules)?;
        Ok(Self {
            domain: domain.domain,
            seed: domain.seed,
            whole: Place::new(domain, rules)?,
            levels: levels.iter().map(|level| Place::new(level, rules)).collect::<Result<_, _>>()?,
            groups: groups(rules, domain),
            slots: 0,
        })
    }

    /// The stakes of the next slot. A draw that `test` refuses is replaced at most `tries` times.
    pub(super) fn next_slot<E>(
        &mut self,
        tries: usize,
        test: &impl Fn(usize, usize) -> (Decision, E),
    ) -> Result<StakeSlot<'a, E>, StakeError> {
        let names = [b"level order", self.domain.as_bytes()];
        let level = match self.levels.len() {
            0 => None,
            count => Some(&mut self.levels[nth_in_blocks(self.seed, &names, count, self.slots)]),
        };
        self.slots += 1;

        let at = level.as_ref().and_then(|place| place.level);
        let places = [Some(&mut self.whole), level].into_iter().flatten();
        let streams = places.flat_map(|place| &mut place.streams).map(|(rule, stream)| (*rule, stream));
        let mut streams: Vec<&mut Stream<'a>> = streams.collect::<BTreeMap<_, _>>().into_values().collect();

        let mut drawn = BTreeMap::new();
        let mut admissions = Vec::new();
        for group in &self.groups {
            let taken: Vec<usize> = drawn.values().copied().collect();
            match *group {
                Group::Alone(rule) => {
                    drawn.insert(rule, streams[rule].draw(&taken)?);
                }
                Group::Opposites { highest, lowest } => {
                    let (pair, admission) =
                        draw_opposites(&mut streams, [highest, lowest], &taken, tries, test)?;
                    drawn.extend([highest, lowest].into_iter().zip(pair));
                    admissions.push(admission);
                }
            }
        }
        let stake = |(rule, option): (usize, usize)| Stake { rule: streams[rule].rule().name(), option };
        let stakes = drawn.into_iter().map(stake).collect();
        Ok(StakeSlot { domain: self.domain, level: at, stakes, admissions })
    }
}

impl<'a> Place<'a> {
    fn new(from: &Candidates<'a>, rules: &[&'static dyn StakeRule]) -> Result<Self, StakeError> {
        let scope = from.level.map_or(Scope::Domain, |_| Scope::Level);
        let here = rules.iter().enumerate().filter(|(_, rule)| rule.scope() == scope);
        let streams = here.map(|(place, rule)| Ok((place, Stream::new(*rule, from.clone())?)));
        Ok(Self { level: from.level, streams: streams.collect::<Result<_, StakeError>>()? })
    }
}

/// Draws in a row that only repeat what was refused before the streams are taken to have nothing else.
const REPEATS: usize = 200;

/// Draws two opposite extremes until `test` does not refuse them, or for the last time: after `tries` replacements, or when
/// all pairs were refused. What was refused once is not tried again.
fn draw_opposites<E>(
    streams: &mut [&mut Stream<'_>],
    [highest, lowest]: [usize; 2],
    taken: &[usize],
    tries: usize,
    test: &impl Fn(usize, usize) -> (Decision, E),
) -> Result<([usize; 2], Admission<E>), StakeError> {
    let mut rejected: Vec<RejectedDraw<E>> = Vec::new();
    let pairs = streams[highest].size() * streams[lowest].size();
    let mut repeated = 0;
    loop {
        let high = streams[highest].draw(taken)?;
        let low = streams[lowest].draw(&[taken, &[high]].concat())?;
        if repeated < REPEATS && rejected.iter().any(|draw| (draw.highest, draw.lowest) == (high, low)) {
            repeated += 1;
            continue;
        }
        repeated = 0;
        let (decision, evidence) = test(high, low);
        if decision == Decision::Refused && rejected.len() < tries && rejected.len() + 1 < pairs {
            rejected.push(RejectedDraw { highest: high, lowest: low, evidence });
            continue;
        }
        let [highest, lowest] = [highest, lowest].map(|rule| streams[rule].rule().name());
        return Ok(([high, low], Admission { highest, lowest, decision, evidence, rejected }));
    }
}
