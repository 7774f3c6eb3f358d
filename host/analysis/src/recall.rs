//! What actors remembered of what they were told: whether an outcome that moved nothing was noticed at all.

use std::collections::{BTreeMap, HashMap};

use motive_study::file::{ContrastEntry, RecallQuestion};
use motive_study::plan::PairSlot;
use motive_study::record::{RecallRecord, Said, Side};
use serde::{Deserialize, Serialize};

use crate::records::Records;
use crate::results::Gate;

/// What was remembered, by the slots of the trials.
pub(crate) type Recalls<'a> = HashMap<&'a str, &'a RecallRecord>;

/// By actor, then by task, then by arm, then by question.
pub type Recalled =
    BTreeMap<String, BTreeMap<String, BTreeMap<String, BTreeMap<RecallQuestion, RecallCount>>>>;

/// Answers to one question with four answers, one of them right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RecallCount {
    /// Questions that were answered.
    pub asked: u64,
    /// The right answer.
    pub right: u64,
    /// None of the four, or several.
    pub unreadable: u64,
}

impl RecallCount {
    fn count(&mut self, said: &Said, right: u32) {
        match said {
            Said::Failed(_) => return,
            Said::Unreadable(_) => self.unreadable += 1,
            Said::Option(option) => self.right += u64::from(*option == right),
        }
        self.asked += 1;
    }
}

/// The share of right answers with which a stake counts as noticed.
const NOTICED: f64 = 0.8;
/// Fewest answers that say so.
const FEWEST: u64 = 30;

/// The recalls of a run.
pub(crate) fn recalls(records: &Records) -> Recalls<'_> {
    records.recalls.iter().map(|(slot, recall)| (slot.as_str(), recall)).collect()
}

/// Counts what was remembered.
pub(crate) fn recalled(records: &Records) -> Recalled {
    let recalls = recalls(records);
    let mut recalled = Recalled::new();
    for (slot, trial) in &records.trials {
        let Some(recall) = recalls.get(slot.as_str()) else { continue };
        let tasks = recalled.entry(trial.actor.clone()).or_default();
        let questions = tasks.entry(trial.task.clone()).or_default().entry(trial.sampled_arm()).or_default();
        for (question, answer) in &recall.answers {
            questions.entry(*question).or_default().count(&answer.said, answer.right);
        }
    }
    recalled
}

/// Whether the actor noticed in a cell what was at stake: of all answers to that question after trials of the two arms. None
/// where it was not asked.
pub(crate) fn noticed(contrast: &ContrastEntry, pairs: &[&PairSlot], recalls: &Recalls<'_>) -> Option<Gate> {
    let mut count = RecallCount::default();
    for pair in pairs {
        for trial in [Side::First, Side::Second].into_iter().filter_map(|side| pair.trial(contrast, side)) {
            let recall = recalls.get(trial.slot().as_str());
            if let Some(answer) = recall.and_then(|recall| recall.answers.get(&RecallQuestion::What)) {
                count.count(&answer.said, answer.right);
            }
        }
    }
    let RecallCount { asked, right, .. } = count;
    if asked == 0 {
        return None;
    }
    let passed = (asked >= FEWEST).then_some(right as f64 >= NOTICED * asked as f64);
    let few = if passed.is_none() { format!("; fewer than {FEWEST} say nothing") } else { String::new() };
    Some(Gate { passed, reason: format!("{right} of {asked} answers name what was at stake{few}") })
}
