//! What outcomes are ranked by.

use super::{Candidates, StakeError};
use crate::random::keyed;
use rand_core::Rng;

/// What outcomes are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ranking {
    /// The actor's utility.
    Own,
    /// Another actor's utility.
    AnotherActor,
    /// Chance. A permutation of the utilities over the outcomes of a domain is a uniform order of these, and
    /// nothing but the order counts. The place of an outcome is keyed by seed, domain and id, so that an
    /// outcome that is added moves no other.
    Shuffled,
}

impl Ranking {
    /// The candidates of `rule`, the lowest-ranked first. Equal ones are ordered by index, so that the
    /// ends of a ranking never overlap.
    pub(super) fn ascending(
        self,
        rule: &'static str,
        from: &Candidates<'_>,
    ) -> Result<Vec<usize>, StakeError> {
        let source = from.source;
        let scores: Vec<f64> = match self {
            Ranking::Own => from.options.iter().map(|&option| source.fit.utility[option]).collect(),
            Ranking::AnotherActor => {
                let another = source.another.ok_or(StakeError::NoAnotherActor { rule })?;
                if let Some([one, other]) = source.unlinked(another, &from.options) {
                    let domain = from.domain.to_owned();
                    return Err(StakeError::AnotherUnlinked { rule, domain, one, other });
                }
                from.options.iter().map(|&option| another.utility[option]).collect()
            }
            Ranking::Shuffled => from.options.iter().map(|&option| shuffled(from, option)).collect(),
        };
        let mut ranked: Vec<(f64, usize)> = scores.into_iter().zip(from.options.iter().copied()).collect();
        ranked.sort_by(|(one, a), (other, b)| one.total_cmp(other).then(a.cmp(b)));
        Ok(ranked.into_iter().map(|(_, option)| option).collect())
    }
}

fn shuffled(from: &Candidates<'_>, option: usize) -> f64 {
    let id = from.source.outcomes[option].id;
    keyed(from.seed, &[b"shuffled utility", from.domain.as_bytes(), id.as_bytes()]).next_u64() as f64
}
