//! Whether an actor's choices tell two opposite extremes apart, as far as the draw is concerned.
//!
//! The test is the caller's, who knows thresholds and answers. A test may rest on answers that cannot be
//! asked for before a draw has named the pair. Such a test says [`Decision::Unknown`]: the pair stays in
//! the draw for now, [`wanted_pairs`] lists it, and once it has been asked the stakes are drawn anew. What
//! was decided stays drawn, so every round settles at least the first open pair of the draw: the rounds end,
//! at the latest after as many as the pairs that the last draw tested.

use std::collections::BTreeSet;

use super::StakeSlot;

/// What a test says of a pair of outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The actor's choices tell them apart.
    Admitted,
    /// They do not: the draw is replaced.
    Refused,
    /// The actor has not been asked yet: the draw stays, for now.
    Unknown,
}

/// The test of two opposite extremes of a slot against each other. Which outcomes were tested last stands
/// in the slot's stakes.
#[derive(Debug, Clone, PartialEq)]
pub struct Admission<E> {
    /// The rule whose stake has to be preferred.
    pub highest: &'static str,
    /// The rule of the other stake.
    pub lowest: &'static str,
    /// What the test says of the two stakes. [`Decision::Refused`] marks the slot: no draw was admitted, and
    /// the stakes are those of the last.
    pub decision: Decision,
    /// What the test rests on.
    pub evidence: E,
    /// The draws that were refused and replaced, in order.
    pub rejected: Vec<RejectedDraw<E>>,
}

/// A draw that was refused and replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedDraw<E> {
    /// What the highest-ranked rule had drawn.
    pub highest: usize,
    /// What the lowest-ranked rule had drawn.
    pub lowest: usize,
    /// What the test rests on.
    pub evidence: E,
}

/// The pairs of outcomes that a draw rests on and nobody has been asked about, as (to be preferred, other).
/// Empty once every decision is known: then the draw stands.
pub fn wanted_pairs<E>(slots: &[StakeSlot<'_, E>]) -> BTreeSet<(usize, usize)> {
    let tested = slots.iter().flat_map(|slot| slot.admissions.iter().map(move |test| (slot, test)));
    tested
        .filter(|(_, test)| test.decision == Decision::Unknown)
        .filter_map(|(slot, test)| slot.option(test.highest).zip(slot.option(test.lowest)))
        .collect()
}
