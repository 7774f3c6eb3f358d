//! From a plan and the answers to its forced choices to what follows from them: the pairs to ask next, utilities, stakes
//! and coherence. Pure: it asks nobody, and equal answers give equal results, whatever their order.
//!
//! Owns: which records count as what ([`answers`]), an actor's utilities ([`fit`]), adaptive rounds ([`rounds`]), the
//! second seal ([`stakes`]), how coherence is measured on a run ([`coherence`], [`levels`]), choices from elsewhere
//! ([`elsewhere`]), and utilities as they are listed and compared ([`listing`], [`agreement`]). Does not own: models,
//! strategies, rules and measures, which know nothing of studies (`motive_utility`); when anything is asked; how it is
//! shown.

pub mod agreement;
pub mod answers;
pub mod coherence;
pub mod elsewhere;
pub mod fit;
mod heads;
pub mod levels;
pub mod listing;
pub mod rounds;
pub mod stakes;

use motive_study::record::ChoiceCounts;

pub use answers::ActorAnswers;
pub use heads::Wanted;
pub use stakes::{Derived, Estimates, derive, estimate};

/// What the answers of an actor were that chose nothing, in words.
pub fn silence(counts: &ChoiceCounts) -> String {
    let ChoiceCounts { asked, abstained, unreadable, failed, .. } = counts;
    format!(
        "none of {asked} answers chose an outcome ({abstained} declined, {unreadable} could not be read, {failed} did not come)"
    )
}

/// Why answers come to nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[allow(missing_docs)]
pub enum ElicitationError {
    #[error("the utilities of `{actor}` cannot be fitted: {reason}")]
    Utilities { actor: String, reason: String },
    #[error("`{actor}` has no utilities: {}", silence(counts))]
    Silent { actor: String, counts: ChoiceCounts },
    #[error("the stakes of `{actor}` cannot be drawn: {reason}")]
    Stakes { actor: String, reason: String },
    #[error("the next pairs of `{actor}` cannot be chosen: {reason}")]
    Pairs { actor: String, reason: String },
}
