//! The records of one actor's forced choices, counted.

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::rubric::Preference;
use motive_study::Plan;
use motive_study::outcomes::OutcomeSet;
use motive_study::record::{Ballot, ChoiceCounts, ChoiceRecord, Vote};
use motive_utility::coherence::{Answers, Tally};

use crate::ElicitationError;

/// What one actor answered. Options are the outcomes of the set, by their place in it.
#[derive(Debug, Clone)]
pub struct ActorAnswers {
    /// Answers that utilities are fitted to.
    pub trained: Answers,
    /// Answers about pairs that nothing is fitted to.
    pub held_out: Answers,
    /// The trained answers in two halves: the even and the odd samples of every question.
    pub halves: [Answers; 2],
    /// Answers by what could be read from them.
    pub counts: ChoiceCounts,
}

impl ActorAnswers {
    /// Counts the records of `actor`; those of others are passed over.
    ///
    /// # Errors
    /// When a record names an outcome that the plan lacks.
    pub fn of<'a>(
        plan: &Plan,
        actor: &str,
        records: impl IntoIterator<Item = &'a ChoiceRecord>,
    ) -> Result<Self, ElicitationError> {
        let error = |reason: String| ElicitationError::Utilities { actor: actor.to_owned(), reason };
        let Some(set) = &plan.outcomes else { return Err(error("the plan has no outcomes".to_owned())) };
        let index = index_of(set);
        let held_out = held_out(plan, actor);
        let variants =
            plan.study.elicitation.as_ref().map_or(1, |elicitation| elicitation.variants().len().max(1));
        let mut counts = ChoiceCounts::default();
        let mut tallies: [Vec<(u32, Tally)>; 2] = Default::default();
        for record in records.into_iter().filter(|record| record.actor == actor) {
            let place = |id: &str| {
                index
                    .get(id)
                    .copied()
                    .ok_or_else(|| error(format!("a choice of `{id}`, which is not in the set")))
            };
            let (first, second) = (place(&record.first)?, place(&record.second)?);
            count(&mut counts, &record.result);
            let Ballot::Read { vote, .. } = &record.result else { continue };
            let is_held_out = held_out.contains(&(first.min(second), first.max(second)));
            tallies[usize::from(is_held_out)].push((record.sample, tally(first, second, vote)));
        }
        // Added up in one order, whatever the order in which the answers came: sums of shares round.
        for of_part in &mut tallies {
            of_part.sort_by_key(|(sample, tally)| (tally.first, tally.second, *sample));
        }
        let [trained, held_out] = tallies;
        let merged = |tallies: &mut dyn Iterator<Item = &(u32, Tally)>| {
            let tallies: Vec<Tally> = tallies.map(|(_, tally)| *tally).collect();
            Answers::new(set.outcome.len(), &tallies).map_err(|problem| error(problem.to_string()))
        };
        // Both halves are asked with every variant.
        let half = |sample: u32| sample as usize / variants % 2;
        Ok(Self {
            halves: [
                merged(&mut trained.iter().filter(|(sample, _)| half(*sample) == 0))?,
                merged(&mut trained.iter().filter(|(sample, _)| half(*sample) == 1))?,
            ],
            trained: merged(&mut trained.iter())?,
            held_out: merged(&mut held_out.iter())?,
            counts,
        })
    }
}

/// The places of the outcomes by their ids.
pub(crate) fn index_of(set: &OutcomeSet) -> BTreeMap<&str, usize> {
    set.outcome.iter().enumerate().map(|(index, outcome)| (outcome.id.as_str(), index)).collect()
}

/// The pairs of an actor that nothing is fitted to, smaller place first.
pub(crate) fn held_out(plan: &Plan, actor: &str) -> BTreeSet<(usize, usize)> {
    let Some(set) = &plan.outcomes else { return BTreeSet::new() };
    let index = index_of(set);
    let pairs = plan.held_out.get(actor).into_iter().flatten();
    let placed = pairs.filter_map(|[a, b]| Some((*index.get(a.as_str())?, *index.get(b.as_str())?)));
    placed.map(|(a, b)| (a.min(b), a.max(b))).collect()
}

fn count(counts: &mut ChoiceCounts, result: &Ballot) {
    counts.asked += 1;
    match result {
        Ballot::Read { vote: Vote::Abstain, .. } => counts.abstained += 1,
        Ballot::Read { vote: Vote::Unreadable, .. } => counts.unreadable += 1,
        Ballot::Read { vote: Vote::Preference(Preference::Tie), .. } => counts.ties += 1,
        Ballot::Read { .. } => counts.readable += 1,
        Ballot::Failed(_) => counts.failed += 1,
    }
}

fn tally(first: usize, second: usize, vote: &Vote) -> Tally {
    let mut tally = Tally { first, second, ..Tally::default() };
    match vote {
        Vote::Preference(Preference::First) => tally.first_wins = 1.0,
        Vote::Preference(Preference::Second) => tally.second_wins = 1.0,
        Vote::Preference(Preference::Tie) => tally.ties = 1.0,
        Vote::Probabilities(shares) => {
            (tally.first_wins, tally.second_wins, tally.ties) = (shares.first, shares.second, shares.tie);
            // What fell on none of the three chose nothing. Sums of shares round.
            let rest = 1.0 - (shares.first + shares.second + shares.tie);
            tally.unreadable = if rest > 1e-9 { rest } else { 0.0 };
        }
        Vote::Abstain => tally.abstained = 1.0,
        Vote::Unreadable => tally.unreadable = 1.0,
    }
    tally
}
