//! What was measured without a judge: the tasks' own measures, and how much the framings added to what the actor read.
//!
//! Means by arm, described and not tested: a difference here explains a verdict, and claims nothing of itself.

use std::collections::BTreeMap;

use motive_study::record::{TrialOutcome, TrialRecord};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

/// A mean over the trials in which something was measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Measure {
    /// How many there are.
    pub trials: u64,
    /// Their mean, in the measure's own unit.
    pub mean: Finite,
}

/// By actor, then by task, then by arm, then by the measure's name.
pub type Measures = BTreeMap<String, BTreeMap<String, BTreeMap<String, BTreeMap<String, Measure>>>>;

/// The values of one measure, in the order of the trials.
#[derive(Default)]
struct Values(Vec<f64>);

impl Values {
    fn mean(&self, name: &str) -> Result<Measure, NotFinite> {
        let trials = self.0.len();
        // Divided before they are added, so that no sum of what plugins measured is infinite.
        let mean = self.0.iter().map(|value| value / trials as f64).sum();
        Ok(Measure { trials: trials as u64, mean: Finite::new(mean, name)? })
    }
}

/// The tasks' measures, of work that was delivered and of work that was not. Added in the order of `trials`.
pub(crate) fn measures(trials: &[(String, TrialRecord)]) -> Result<Measures, NotFinite> {
    let mut values: BTreeMap<(&str, &str, String, &str), Values> = BTreeMap::new();
    for (_, trial) in trials {
        let (TrialOutcome::Delivered { metrics, .. } | TrialOutcome::NotDelivered { metrics, .. }) =
            &trial.outcome
        else {
            continue;
        };
        // A measure that a task gives twice counts once.
        let metrics: BTreeMap<&str, f64> =
            metrics.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        for (name, value) in metrics {
            let arm = trial.sampled_arm();
            values.entry((&trial.actor, &trial.task, arm, name)).or_default().0.push(value);
        }
    }
    let mut measures = Measures::new();
    for ((actor, task, arm, name), of_arm) in values {
        let tasks = measures.entry(actor.to_owned()).or_default();
        let arms = tasks.entry(task.to_owned()).or_default();
        arms.entry(arm).or_default().insert(name.to_owned(), of_arm.mean(name)?);
    }
    Ok(measures)
}

/// By arm: the characters that its framing added to a trial.
pub(crate) fn inserted(trials: &[(String, TrialRecord)]) -> Result<BTreeMap<String, Measure>, NotFinite> {
    let mut values: BTreeMap<String, Values> = BTreeMap::new();
    for (_, trial) in trials {
        if !matches!(trial.outcome, TrialOutcome::Failed(_)) {
            let arm = trial.sampled_arm();
            values.entry(arm).or_default().0.push(f64::from(trial.inserted));
        }
    }
    values.into_iter().map(|(arm, of_arm)| Ok((arm, of_arm.mean("inserted")?))).collect()
}
