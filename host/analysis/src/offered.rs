//! How much the stakes that were drawn are worth to their actors, beside nothing changing.

use std::collections::BTreeMap;

use motive_study::record::StakesRecord;
use motive_study::seal::Finite;
use serde::{Deserialize, Serialize};

/// By actor, then by stake rule.
pub type Offered = BTreeMap<String, BTreeMap<String, OfferedBy>>;

/// What a stake rule drew for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct OfferedBy {
    /// Draws: one for each framing, task, item and replicate.
    pub draws: u64,
    /// The mean, over the draws, of the fitted probability that the actor prefers the outcome to the one in which nothing
    /// changes. Absent without such an outcome.
    pub over_anchor: Option<Finite>,
}

/// Sums up the draws.
pub(crate) fn offered(stakes: Option<&StakesRecord>) -> Offered {
    let mut sums: BTreeMap<(String, String), (u64, Vec<f64>)> = BTreeMap::new();
    for (slot, draw) in stakes.into_iter().flat_map(|stakes| &stakes.draws) {
        let actor = slot.split('/').next().unwrap_or_default();
        for rule in draw.outcomes.keys() {
            let (draws, over_anchor) = sums.entry((actor.to_owned(), rule.clone())).or_default();
            *draws += 1;
            over_anchor.extend(draw.over_anchor.get(rule).map(|probability| probability.get()));
        }
    }
    let mut offered = Offered::new();
    for ((actor, rule), (draws, over_anchor)) in sums {
        let mean = over_anchor.iter().sum::<f64>() / over_anchor.len() as f64;
        let by = OfferedBy { draws, over_anchor: Finite::new(mean, "over-anchor").ok() };
        offered.entry(actor).or_default().insert(rule, by);
    }
    offered
}
