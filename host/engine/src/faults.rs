//! What becomes of a slot that a plugin breaks on, and when a plugin has broken too often.
//!
//! One answer that a plugin cannot bear is one slot, and one item may be many; a plugin that bears none is no plugin.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use motive_contract::CallError;

use crate::error::EngineError;

/// Slots that a plugin may break on before the first that goes well; after that many the run stops.
const WITHOUT_SUCCESS: u32 = 20;

/// A slot that a plugin broke on, and how.
#[derive(Debug)]
pub(crate) enum Broken {
    /// Perhaps the machine was busy: the slot is asked again when the run is resumed.
    Slow(String),
    /// Plugins are pure, so the same answers would break it again.
    ForGood(String),
}

/// The slots that plugins broke on in this process.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// The plugins of slots that went well.
    well: BTreeSet<String>,
    /// Slots that it broke on, by plugin.
    broken: BTreeMap<String, u32>,
}

impl Faults {
    /// The answer of a slot, or what becomes of the slot. `plugins` are the ids of those that had a part in it.
    ///
    /// # Errors
    /// What is no plugin's fault, and a plugin's where it does nothing else.
    pub(crate) fn settle<T>(
        &self,
        plugins: &[&str],
        answer: Result<T, EngineError>,
    ) -> Result<Result<T, Broken>, EngineError> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let error = match answer {
            Ok(answer) => {
                counts.well.extend(plugins.iter().map(|&plugin| plugin.to_owned()));
                return Ok(Ok(answer));
            }
            Err(EngineError::Call(error)) if !matches!(error, CallError::Host { .. }) => error,
            Err(error) => return Err(error),
        };
        let broken = counts.broken.entry(error.plugin().to_owned()).or_default();
        *broken += 1;
        if *broken >= WITHOUT_SUCCESS && !counts.well.contains(error.plugin()) {
            return Err(error.into());
        }
        tracing::warn!("{error}");
        Ok(Err(match error {
            CallError::Deadline { .. } => Broken::Slow(error.to_string()),
            error => Broken::ForGood(error.to_string()),
        }))
    }

    /// How many slots there were.
    pub(crate) fn in_all(&self) -> u32 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).broken.values().sum()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn crash(plugin: &str) -> Result<(), EngineError> {
        let problem = "no".to_owned();
        Err(CallError::Contract { plugin: plugin.to_owned(), function: "frame", problem }.into())
    }

    #[test]
    fn a_plugin_that_only_breaks_stops_the_run_whatever_others_do() {
        let faults = Faults::default();
        for _ in 1..WITHOUT_SUCCESS {
            assert!(matches!(faults.settle(&["bad"], crash("bad")), Ok(Err(Broken::ForGood(_)))));
            assert!(faults.settle(&["good"], Ok(())).unwrap().is_ok());
        }
        assert!(faults.settle(&["bad"], crash("bad")).is_err());
    }

    #[test]
    fn a_plugin_that_was_seen_to_work_may_break_as_often_as_it_does() {
        let faults = Faults::default();
        assert!(faults.settle(&["good", "bad"], Ok(())).unwrap().is_ok());
        for _ in 0..3 * WITHOUT_SUCCESS {
            assert!(faults.settle(&["bad"], crash("bad")).unwrap().is_err());
        }
        assert_eq!(faults.in_all(), 3 * WITHOUT_SUCCESS);
    }

    #[test]
    fn what_is_nobodys_fault_is_passed_on() {
        let answer: Result<(), _> = Err(EngineError::Interrupted);
        assert!(matches!(Faults::default().settle(&["good"], answer), Err(EngineError::Interrupted)));
    }
}
