//! What a plan asks beside its pairs and has no answer yet: a run that was stopped there looks finished by its pairs.

use std::collections::{BTreeMap, HashMap};

use motive_study::Plan;
use motive_study::record::{ScoreRecord, ScreeningRecord, Side, TrialOutcome, TrialRecord};
use serde::{Deserialize, Serialize};

use crate::records::Records;

/// Questions without an answer, that `resume` asks. Those that can never be asked, about work that was not delivered or that the
/// study excludes, are not among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Unanswered {
    /// Trials after which the actor was not asked what it was told.
    pub recalls: u64,
    /// Guesses of judges.
    pub guesses: u64,
    /// Scores of judges.
    pub scores: u64,
}

impl Unanswered {
    /// Whether there is nothing.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Counts what has no answer.
    pub(crate) fn of(plan: &Plan, records: &Records) -> Self {
        let trials: HashMap<&str, &TrialRecord> =
            records.trials.iter().map(|(slot, trial)| (slot.as_str(), trial)).collect();
        let screened: HashMap<&str, &ScreeningRecord> =
            records.screenings.iter().map(|(slot, found)| (slot.as_str(), found)).collect();
        // What is not known yet may still be shown.
        let is_shown = |slot: &str| match trials.get(slot).map(|trial| &trial.outcome) {
            Some(TrialOutcome::NotDelivered { .. }) => false,
            _ => !screened.get(slot).is_some_and(|found| plan.study.screening.excludes_alone(found)),
        };
        let recalled: BTreeMap<&str, bool> =
            records.recalls.iter().map(|(slot, recall)| (slot.as_str(), recall.has_failed())).collect();
        let recalls = plan.recalls.iter().map(|recall| recall.trial.slot()).filter(|slot| {
            let can_be_asked = trials
                .get(slot.as_str())
                .is_none_or(|trial| trial.steps > 0 || matches!(trial.outcome, TrialOutcome::Failed(_)));
            can_be_asked && *recalled.get(slot.as_str()).unwrap_or(&true)
        });
        let guessed: BTreeMap<&str, bool> =
            records.guesses.iter().map(|(slot, guess)| (slot.as_str(), guess.result.has_failed())).collect();
        let shown_pairs = plan.probes.iter().filter(|pair| {
            let contrast = plan.contrast(&pair.contrast);
            let trials = [Side::First, Side::Second].map(|side| pair.trial(contrast?, side));
            trials.iter().flatten().all(|trial| is_shown(&trial.slot()))
        });
        let guesses = shown_pairs.flat_map(|pair| pair.first_shown.keys().map(|judge| pair.guess(judge)));
        let guesses = guesses.filter(|slot| *guessed.get(slot.as_str()).unwrap_or(&true));
        let scored: BTreeMap<&str, bool> =
            records.scores.iter().map(|(slot, score)| (slot.as_str(), score.result.has_failed())).collect();
        let outputs = plan.scored.iter().map(|trial| (trial.slot(), &trial.actor));
        let scores = outputs.filter(|(slot, _)| is_shown(slot)).flat_map(|(slot, actor)| {
            let judges = plan.study.models_judging(actor);
            judges.map(move |judge| ScoreRecord::slot(&slot, judge)).collect::<Vec<_>>()
        });
        let scores = scores.filter(|slot| *scored.get(slot.as_str()).unwrap_or(&true));
        Self {
            recalls: recalls.count() as u64,
            guesses: guesses.count() as u64,
            scores: scores.count() as u64,
        }
    }
}
