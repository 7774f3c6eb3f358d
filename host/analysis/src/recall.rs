//! What actors remembered of what they were told: whether an outcome that moved nothing was noticed at all.

use std::collections::{BTreeMap, HashMap};

use motive_study::Plan;
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

/// Whether the actor noticed in a cell what was at stake: in each arm that tells of an outcome, by the answers to which one it
/// is. That an arm without one was noticed to have none says nothing of the other.
pub(crate) fn noticed(
    plan: &Plan,
    contrast: &ContrastEntry,
    pairs: &[&PairSlot],
    recalls: &Recalls<'_>,
) -> Gate {
    let mut counts: BTreeMap<String, RecallCount> = BTreeMap::new();
    for pair in pairs {
        for trial in [Side::First, Side::Second].into_iter().filter_map(|side| pair.trial(contrast, side)) {
            let arm = plan.arm(&trial.framing, &trial.arm);
            if arm.is_none_or(|arm| arm.stakes.is_empty()) {
                continue;
            }
            let recall = recalls.get(trial.slot().as_str());
            if let Some(answer) = recall.and_then(|recall| recall.answers.get(&RecallQuestion::What)) {
                let arm = format!("{}/{}", trial.framing, trial.arm);
                counts.entry(arm).or_default().count(&answer.said, answer.right);
            }
        }
    }
    counts.retain(|_, count| count.asked > 0);
    if counts.is_empty() {
        return Gate { passed: None, reason: "no actor was asked for an outcome of these arms".to_owned() };
    }
    let asked: u64 = counts.values().map(|count| count.asked).sum();
    let enough = |count: &RecallCount| count.right as f64 >= NOTICED * count.asked as f64;
    let passed = (asked >= FEWEST).then(|| counts.values().all(enough));
    let few =
        if passed.is_none() { format!("; fewer than {FEWEST} answers say nothing") } else { String::new() };
    let said = counts.iter().map(|(arm, count)| format!("{arm} {} of {}", count.right, count.asked));
    let said = said.collect::<Vec<_>>().join(", ");
    Gate { passed, reason: format!("right answers to which outcome was told of: {said}{few}") }
}
