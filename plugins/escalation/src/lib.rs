//! Framing: a promise that reacts to how the work goes. For tasks of many steps.
//!
//! All arms begin with one and the same promise, in the donation's sentences: a sum for a fixed recipient if the work is
//! judged the best. `fixed` leaves it at that. The other three speak again at the same moments, by the same rule: after
//! every so many steps, or only when the work has stalled by then, and once when a measure of the task reaches a
//! threshold. `reminder` repeats the promise, `escalating` raises the sum when the rule says so, and `paying` pays a
//! part of it at the threshold. So a raise or a payment is compared with as many words at the same time, within 20 %
//! in words and characters.
//!
//! It promises money and no outcomes of the actor's: a sum can be raised and paid in part, and reads the same but for
//! the figure, where a better outcome would be another one and half an outcome is none. Each insert says in full what
//! holds, so that it may replace the one before in a system message, and open a conversation that starts over.
//!
//! What it remembers is the same in all arms and follows from steps and measures alone. What a payment cannot be parted
//! from is the news that the work has got so far; `reminder` tells it by its timing and not in words.

mod course;
mod sentences;

use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Finding, Manifest, Plugin, export_framing, manifest};
use promise::money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use course::State;
pub use promise::Wording;
use sentences::{Standing, text};

/// The sums, when they change, and how and where this is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The sum that is promised at first, in whole units of the currency. At least 2, since the currency is a plural.
    #[schemars(range(min = 2))]
    pub sum: u64,
    /// What each raise adds to the sum, in `escalating`.
    #[schemars(range(min = 1))]
    pub raise: u64,
    /// What is paid of the sum at the threshold, in `paying`. At least 2 less than the sum.
    #[schemars(range(min = 2))]
    pub part: u64,
    /// Every how many steps the promise may be raised or repeated.
    #[schemars(range(min = 1))]
    pub every: u32,
    /// Whether that is done each time, or only when the work has stalled.
    pub trigger: Trigger,
    /// A measure of the task that is larger the better the work goes, and known after every step. Needed for the trigger
    /// `stall` and for a threshold.
    pub metric: Option<String>,
    /// The value of the measure from which on a part is paid. Without one there is no arm `paying`.
    pub threshold: Option<f64>,
    /// The currency, in the plural.
    #[schemars(length(min = 1))]
    pub currency: String,
    /// Who receives the sum, as it stands after "goes to". Empty: it is donated, and nobody is named.
    pub recipient: String,
    /// Which sentences tell it.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

/// When the promise is raised or repeated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// After every so many steps.
    #[default]
    Steps,
    /// After every so many steps in which the measure did not grow.
    Stall,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            sum: 1000,
            raise: 1000,
            part: 500,
            every: 3,
            trigger: Trigger::default(),
            metric: None,
            threshold: None,
            currency: "US dollars".into(),
            recipient: "a children's hospital".into(),
            wording: Wording::default(),
            slot: Slot::default(),
        }
    }
}

/// What becomes of the promise on the way: the arms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Schedule {
    /// It is made once.
    Fixed,
    /// It is repeated.
    Reminder,
    /// It is raised.
    Escalating,
    /// A part of it is paid.
    Paying,
}

impl Schedule {
    /// All of them.
    pub const ALL: [Schedule; 4] =
        [Schedule::Fixed, Schedule::Reminder, Schedule::Escalating, Schedule::Paying];

    /// The id of its arm.
    pub fn id(self) -> &'static str {
        match self {
            Schedule::Fixed => "fixed",
            Schedule::Reminder => "reminder",
            Schedule::Escalating => "escalating",
            Schedule::Paying => "paying",
        }
    }

    fn arm(self) -> Arm {
        let label = match self {
            Schedule::Fixed => "sum promised once",
            Schedule::Reminder => "sum promised again on the way",
            Schedule::Escalating => "sum raised on the way",
            Schedule::Paying => "part of the sum paid on the way",
        };
        let arm = Arm::new(self.id(), label, "incentive");
        match self {
            // What has been paid stays paid however the work is judged, and the rest hangs on it: no one condition.
            Schedule::Paying => arm,
            Schedule::Fixed | Schedule::Reminder | Schedule::Escalating => arm.on(Condition::Best),
        }
    }

    /// Whether a study with this config can use it.
    fn is_offered(self, config: &Config) -> bool {
        self != Schedule::Paying || config.threshold.is_some()
    }

    /// How the promise stands after this course of the work.
    fn standing(self, config: &Config, course: &State) -> Standing {
        let Config { sum, raise, part, .. } = *config;
        match self {
            Schedule::Escalating if course.moments > 0 => {
                Standing::Raised { to: sum.saturating_add(raise.saturating_mul(course.moments.into())) }
            }
            Schedule::Paying if course.reached => Standing::Paid { part, rest: sum.saturating_sub(part) },
            _ => Standing::Kept { at: sum },
        }
    }
}

/// The plugin.
pub struct Escalation;

impl Plugin for Escalation {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/escalation",
            title: "Escalation",
            summary: "A dynamic incentive for tasks of many steps: a donation that is promised once if the work is \
                      judged the best, repeated on the way, raised after so many steps or when the work stalls, or \
                      paid in part when a measure of the task reaches a threshold. Three wordings.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        let mut findings = Vec::new();
        let Config { sum, part, trigger, metric, threshold, .. } = config;
        match metric {
            Some(name) if name.trim().is_empty() => {
                findings.push(Finding::fatal("/metric", "metric is empty: name a measure of the task"));
            }
            None if *trigger == Trigger::Stall => {
                let message = "to see whether the work stalls, `metric` has to name a measure of the task";
                findings.push(Finding::fatal("/trigger", message));
            }
            None if threshold.is_some() => {
                let message = "of what this is the threshold, `metric` has to say: a measure of the task";
                findings.push(Finding::fatal("/threshold", message));
            }
            Some(name) if *trigger == Trigger::Steps && threshold.is_none() => {
                let message = format!("nothing depends on {name}: give a threshold, or the trigger `stall`");
                findings.push(Finding::advice("/metric", message));
            }
            _ => {}
        }
        if threshold.is_some() && sum.saturating_sub(*part) < 2 {
            let message = format!("part ({part}) leaves less than 2 of sum ({sum})");
            findings.push(Finding::fatal("/part", message));
        }
        findings.extend(money::check(&config.currency, &config.recipient));
        findings
    }
}

impl Framing for Escalation {
    type State = State;

    fn arms(ctx: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        let offered = Schedule::ALL.into_iter().filter(|schedule| schedule.is_offered(&ctx.config));
        Ok(offered.map(Schedule::arm).collect())
    }

    fn frame(ctx: &Context<Config>, view: &View, state: State) -> Result<Framed<State>, Failure> {
        let config = &ctx.config;
        let named = Schedule::ALL.into_iter().find(|schedule| schedule.id() == view.arm);
        let schedule = named.filter(|schedule| schedule.is_offered(config));
        let unknown = || {
            let why = if named.is_some() { " without a threshold" } else { "" };
            Failure::bad_subject(format!("`{}` is not an arm of this framing{why}", view.arm))
        };
        let schedule = schedule.ok_or_else(unknown)?;
        let (state, has_news) = state.after(config, view)?;
        let standing = schedule.standing(config, &state);
        let is_fixed = schedule == Schedule::Fixed;
        let speaks = view.opens_conversation() || (has_news && !is_fixed);
        // A fixed promise is made anew where a conversation starts over, as the donation is.
        let is_first = view.step == 0 || is_fixed;
        let insert = speaks.then(|| Insert::new(config.slot, text(config, standing, is_first)));
        Ok(Framed { state, inserts: insert.into_iter().collect() })
    }
}

export_framing!(Escalation);

#[cfg(test)]
mod tests;
