//! What the screening found, by arm: rates that must not differ between the arms of a cell.

use std::collections::BTreeMap;

use motive_study::record::ScreeningRecord;
use serde::{Deserialize, Serialize};

use crate::records::Records;

/// By actor, then by task, then by arm.
pub type Screened = BTreeMap<String, BTreeMap<String, BTreeMap<String, ScreenedArm>>>;

/// What was found in the outputs of one arm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ScreenedArm {
    /// Outputs that were screened.
    pub outputs: u64,
    /// Those that tell of the incentive.
    pub leaks: u64,
    /// Leaking outputs by what was found in them; one may have several.
    pub found: BTreeMap<String, u64>,
    /// Those that are no work to compare, by why; one may have several reasons.
    pub inadmissible: BTreeMap<String, u64>,
    /// Those of work that was done once more. What was found in the first is not in the other counts.
    pub again: u64,
    /// Those of work that was done once more, of which the first told of the incentive.
    pub leaks_before: u64,
}

impl ScreenedArm {
    fn count(&mut self, found: &ScreeningRecord) {
        self.outputs += 1;
        self.leaks += u64::from(found.leaks);
        if found.leaks {
            let mut kinds: Vec<&str> = found.findings.iter().map(|leak| leak.kind.as_str()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds.into_iter().for_each(|kind| *self.found.entry(kind.to_owned()).or_default() += 1);
        }
        for reason in &found.inadmissible {
            *self.inadmissible.entry(reason.clone()).or_default() += 1;
        }
        if let Some(first) = &found.first {
            self.again += 1;
            self.leaks_before += u64::from(first.leaks);
        }
    }
}

/// Counts what was found.
pub(crate) fn screened(records: &Records) -> Screened {
    let trials: BTreeMap<&str, _> =
        records.trials.iter().map(|(slot, trial)| (slot.as_str(), trial)).collect();
    let mut screened = Screened::new();
    for (slot, found) in &records.screenings {
        let Some(trial) = trials.get(slot.as_str()) else { continue };
        let tasks = screened.entry(trial.actor.clone()).or_default();
        let arms = tasks.entry(trial.task.clone()).or_default();
        arms.entry(trial.sampled_arm()).or_default().count(found);
    }
    screened
}
