//! What the task remembers between two calls: the steps that are over, and all that was done in them.
//!
//! Everything else (clock, health, logs, measures) is computed from it, so a state says the same wherever it is read.

use motive_plugin::Failure;
use serde::{Deserialize, Serialize};

use crate::incident::{Incident, TICK};

/// The course of an episode so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Answers so far, each one a step.
    pub(crate) steps: u32,
    /// In the order in which they were done.
    pub(crate) acts: Vec<Act>,
}

/// Something done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Act {
    /// In which step, from 0.
    pub(crate) step: u32,
    pub(crate) deed: Deed,
}

/// What can be done. Minutes count from the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Deed {
    /// Both ends included.
    ReadLog {
        source: String,
        since: i32,
        until: i32,
    },
    /// The samples of the last `window` minutes.
    QueryMetric {
        name: String,
        window: i32,
    },
    RunStep {
        step: String,
    },
    PostUpdate {
        text: String,
    },
    DeclareResolved {
        summary: String,
    },
    /// A call that was no use of a tool, and what was wrong with it.
    Mistake {
        tool: String,
        problem: String,
    },
    /// An answer that called no tool.
    Silence,
}

impl Act {
    /// When it was done, in minutes from the page.
    pub(crate) fn minute(&self) -> i32 {
        minute(self.step)
    }
}

impl State {
    /// The time now, in minutes from the page.
    pub(crate) fn now(&self) -> i32 {
        minute(self.steps)
    }

    /// What the incident was closed with; none while it is open.
    pub(crate) fn declared(&self) -> Option<&str> {
        self.acts.iter().rev().find_map(|act| match &act.deed {
            Deed::DeclareResolved { summary } => Some(summary.as_str()),
            _ => None,
        })
    }

    /// Whether the work is over, and the handover is what is left.
    pub(crate) fn is_over(&self, max_steps: u32) -> bool {
        self.steps >= max_steps || self.declared().is_some()
    }

    /// Refuses what no episode of this incident can have come to.
    pub(crate) fn check(&self, incident: &Incident, max_steps: u32) -> Result<(), Failure> {
        if self.steps > max_steps {
            let message = format!("state: {} steps, and the config allows {max_steps}", self.steps);
            return Err(Failure::bad_state(message));
        }
        for act in &self.acts {
            let known = match &act.deed {
                Deed::ReadLog { source, .. } => incident.log(source).is_some(),
                Deed::QueryMetric { name, .. } => incident.metric(name).is_some(),
                Deed::RunStep { step } => incident.entry(step).is_some(),
                _ => true,
            };
            if !known || act.step >= self.steps {
                let message = format!("state: incident `{}` cannot have {:?}", incident.id, act);
                return Err(Failure::bad_state(message));
            }
        }
        Ok(())
    }
}

fn minute(step: u32) -> i32 {
    i32::try_from(step).unwrap_or(i32::MAX).saturating_mul(TICK)
}
