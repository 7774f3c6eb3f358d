//! The outcome of a domain that the actor values most like "nothing changes". If all of a domain lies on one side
//! of the anchor, it is among the extremes, and where it was drawn as one of them the next nearest takes its place.

use super::{Candidates, PoolSize, StakeError, StakeRule};

struct Neutral;

impl StakeRule for Neutral {
    fn name(&self) -> &'static str {
        "neutral"
    }

    fn about(&self) -> &'static str {
        "The outcome of a domain nearest the anchor in utility"
    }

    fn needs_anchor(&self) -> bool {
        true
    }

    fn pool_size(&self) -> PoolSize {
        |options, _| options.min(1)
    }

    fn pool(&self, from: &Candidates<'_>) -> Result<Vec<usize>, StakeError> {
        let rule = self.name();
        let anchor = from.source.anchor.ok_or(StakeError::NoAnchor { rule })?;
        let fit = from.source.fit;
        let linked = |&option: &usize| fit.components[option] == fit.components[anchor];
        if !from.options.iter().all(linked) {
            return Err(StakeError::AnchorUnlinked { rule, domain: from.domain.to_owned() });
        }
        let distance = |option: usize| (fit.utility[option] - fit.utility[anchor]).abs();
        let nearest = from.options.iter().copied().min_by(|&a, &b| distance(a).total_cmp(&distance(b)));
        Ok(nearest.into_iter().collect())
    }
}

inventory::submit!(&Neutral as &'static dyn StakeRule);
