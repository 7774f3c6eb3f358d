//! The draws of one rule in one domain, or in one level of it.

use super::{Candidates, StakeError, StakeRule};
use crate::random::{below, keyed, shuffle};
use rand_chacha::ChaCha20Rng;

/// Permutations of a rule's pool, one after the other. What other rules have taken changes one draw, and
/// none after it.
pub(super) struct Stream<'a> {
    rule: &'static dyn StakeRule,
    from: Candidates<'a>,
    pool: Vec<usize>,
    drawn: usize,
    permutations: ChaCha20Rng,
}

impl<'a> Stream<'a> {
    pub(super) fn new(rule: &'static dyn StakeRule, from: Candidates<'a>) -> Result<Self, StakeError> {
        let pool = rule.pool(&from)?;
        if pool.is_empty() {
            return Err(StakeError::EmptyPool {
                rule: rule.name(),
                place: from.to_string(),
                share: from.share,
                options: from.options.len(),
            });
        }
        let permutations = stream_of(rule, &from, b"stake", &[]);
        Ok(Self { rule, from, pool, drawn: 0, permutations })
    }

    pub(super) fn rule(&self) -> &'static dyn StakeRule {
        self.rule
    }

    /// How many options it draws from.
    pub(super) fn size(&self) -> usize {
        self.pool.len()
    }

    /// The next draw. If it is `taken`, another from the pool of what is left, each equally likely.
    pub(super) fn draw(&mut self, taken: &[usize]) -> Result<usize, StakeError> {
        let place = self.drawn % self.pool.len();
        if place == 0 {
            shuffle(&mut self.permutations, &mut self.pool);
        }
        self.drawn += 1;
        let option = self.pool[place];
        if taken.contains(&option) { self.draw_apart(taken) } else { Ok(option) }
    }

    /// In place of the draw just made, one that is not `taken`.
    fn draw_apart(&self, taken: &[usize]) -> Result<usize, StakeError> {
        let pool = self.rule.pool(&self.from.without(taken))?;
        if pool.is_empty() {
            return Err(StakeError::NoneLeft {
                rule: self.rule.name(),
                place: self.from.to_string(),
                options: self.from.options.len(),
            });
        }
        let draw = (self.drawn as u64).to_le_bytes();
        let mut apart = stream_of(self.rule, &self.from, b"stake apart", &[&draw]);
        Ok(pool[below(&mut apart, pool.len())])
    }
}

/// A stream of random numbers for one rule and one place.
fn stream_of(
    rule: &'static dyn StakeRule,
    from: &Candidates<'_>,
    purpose: &[u8],
    more: &[&[u8]],
) -> ChaCha20Rng {
    let count = from.level.map_or(0.0, |level| level.count).to_le_bytes();
    let mut names = vec![purpose, rule.name().as_bytes(), from.domain.as_bytes()];
    if let Some(level) = from.level {
        names.extend([level.measure.as_bytes(), &count]);
    }
    names.extend(more);
    keyed(from.seed, &names)
}
