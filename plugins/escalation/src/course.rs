//! How the work has gone so far, as far as the promise reacts to it. The same in every arm: what an arm makes of it is
//! not in here.

use motive_plugin::Failure;
use motive_plugin::framing::View;
use serde::{Deserialize, Serialize};

use crate::{Config, Trigger};

/// What is remembered from ask to ask.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct State {
    /// How many moments to raise the promise there were.
    pub(crate) moments: u32,
    /// Whether the measure has reached the threshold. What was paid stays paid, so it stays so.
    pub(crate) reached: bool,
    /// The measure when it was last looked at for a stall.
    pub(crate) looked_at: Option<f64>,
}

impl State {
    /// The course up to this ask, and whether it brings a moment to raise or to pay.
    pub(crate) fn after(self, config: &Config, view: &View) -> Result<(State, bool), Failure> {
        self.check(config, view)?;
        let value = measure(config, view)?;
        let is_look = view.step.is_multiple_of(config.every);
        let is_moment = view.step > 0
            && is_look
            && match config.trigger {
                Trigger::Steps => true,
                // The first value is one to compare with.
                Trigger::Stall => value.zip(self.looked_at).is_some_and(|(now, before)| now <= before),
            };
        let reaches =
            view.step > 0 && value.zip(config.threshold).is_some_and(|(now, threshold)| now >= threshold);
        let looks = is_look && config.trigger == Trigger::Stall;
        let state = State {
            moments: self.moments.saturating_add(u32::from(is_moment)),
            reached: self.reached || reaches,
            looked_at: if looks { value.or(self.looked_at) } else { self.looked_at },
        };
        let has_news = is_moment || state.reached != self.reached;
        Ok((state, has_news))
    }

    /// Whether steps before this one can have come to this.
    fn check(&self, config: &Config, view: &View) -> Result<(), Failure> {
        let most = view.step.saturating_sub(1) / config.every.max(1);
        if self.moments > most {
            let moments = self.moments;
            return Err(Failure::bad_state(format!(
                "{moments} moments to raise before step {}, where there can be {most}",
                view.step
            )));
        }
        if self.reached && (view.step <= 1 || config.threshold.is_none()) {
            return Err(Failure::bad_state("a threshold was reached, and there was none to reach"));
        }
        if self.looked_at.is_some() && (view.step == 0 || config.trigger == Trigger::Steps) {
            return Err(Failure::bad_state("a measure was looked at, and there was none to look at"));
        }
        Ok(())
    }
}

/// The measure that the promise reacts to; none if it reacts to none, or before the first answer.
fn measure(config: &Config, view: &View) -> Result<Option<f64>, Failure> {
    let Some(wanted) = &config.metric else { return Ok(None) };
    let value = view.metrics.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
    // A measure that is misspelt would never grow and never reach anything, and nobody would notice.
    if value.is_none() && view.step > 0 {
        let known: Vec<String> = view.metrics.iter().map(|(name, _)| format!("`{name}`")).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let message = format!("the task has no measure `{wanted}` at step {}; it has {known}", view.step);
        return Err(Failure::bad_config("/metric", message));
    }
    Ok(value)
}
