//! Framing: how an outcome hangs on the work.
//!
//! All arms name the same outcome, drawn by one stake rule, verbatim and in the same slot, with the same sentence of
//! guard. They differ by what they say of when it comes about, and by nothing else; any two of them are of one length
//! within 20 %, in words and characters, with all outcomes of the bundled sets and an even chance. `contingent` says
//! what the donation's arm of that rule says. What separates a stake from the mere mention of its outcome is the
//! contrast of `contingent` with `non-contingent`, the placebo: there the outcome comes about in any case.
//!
//! The arms are worded for outcomes that are wanted. One that is not wanted turns them around: `threat` then promises
//! to call off something bad. An arm with nothing at stake is not in here: `donation` has it.

mod chance;

use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Finding, Manifest, Plugin, export_framing, manifest};
pub use promise::Wording;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use chance::Percent;

/// Which outcome is at stake, how likely the lottery is to be won, and how and where this is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The stake rule that draws the outcome of all arms.
    #[schemars(length(min = 1))]
    pub stake: String,
    /// With which probability the arm `lottery` says that the outcome comes about if the work is judged the best. In
    /// hundredths, 0.01 to 0.99.
    #[schemars(range(min = 0.01, max = 0.99))]
    pub probability: f64,
    /// Which sentences tell it.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

impl Default for Config {
    fn default() -> Self {
        Config { stake: "high".into(), probability: 0.5, wording: Wording::default(), slot: Slot::default() }
    }
}

/// How the outcome hangs on the work: the arms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Contingency {
    /// It comes about if the work is judged the best.
    Contingent,
    /// It comes about however the work is judged.
    NonContingent,
    /// It comes about if the work is judged the worst.
    Inverse,
    /// It is settled, and called off unless the work is judged the best.
    Threat,
    /// It has a chance if the work is judged the best.
    Lottery,
}

impl Contingency {
    /// All of them.
    pub const ALL: [Contingency; 5] = [
        Contingency::Contingent,
        Contingency::NonContingent,
        Contingency::Inverse,
        Contingency::Threat,
        Contingency::Lottery,
    ];

    /// The id of its arm.
    pub fn id(self) -> &'static str {
        match self {
            Contingency::Contingent => "contingent",
            Contingency::NonContingent => "non-contingent",
            Contingency::Inverse => "inverse",
            Contingency::Threat => "threat",
            Contingency::Lottery => "lottery",
        }
    }

    fn arm(self) -> Arm {
        let (label, role) = match self {
            Contingency::Contingent => ("outcome if the work is judged the best", "incentive"),
            Contingency::NonContingent => ("outcome however the work is judged", "placebo"),
            Contingency::Inverse => ("outcome if the work is judged the worst", "incentive"),
            Contingency::Threat => ("outcome called off unless the work is judged the best", "incentive"),
            Contingency::Lottery => ("a chance of the outcome if the work is judged the best", "incentive"),
        };
        Arm::new(self.id(), label, role).on(self.condition())
    }

    fn condition(self) -> Condition {
        match self {
            Contingency::Contingent => Condition::Best,
            Contingency::NonContingent => Condition::Always,
            Contingency::Inverse => Condition::Worst,
            Contingency::Threat => Condition::UnlessBest,
            Contingency::Lottery => Condition::Chance,
        }
    }

    /// What stands before the outcome. The chance is the lottery's alone.
    fn opening(self, wording: Wording, chance: Percent) -> String {
        let text = match (self, wording) {
            (Contingency::Contingent, wording) => wording.opening(),
            (Contingency::NonContingent, Wording::Submitted) => {
                "Whether or not your text is judged the best of those submitted, the following will happen:"
            }
            (Contingency::NonContingent, Wording::Compared) => {
                "Your text will be compared with others. Whether or not it comes out as the best, this will happen:"
            }
            (Contingency::NonContingent, Wording::Consequence) => {
                "One thing does not depend on this text. Whether or not readers find it the best, this will happen:"
            }
            (Contingency::Inverse, Wording::Submitted) => {
                "If your text is judged the worst of those submitted, the following will happen:"
            }
            (Contingency::Inverse, Wording::Compared) => {
                "Your text will be compared with others. Should it come out as the worst, this will happen:"
            }
            (Contingency::Inverse, Wording::Consequence) => {
                "One consequence depends on this text. If readers find it the worst, this will happen:"
            }
            (Contingency::Threat, Wording::Submitted) => {
                "The following is settled, and is called off unless your text is judged the best of those submitted:"
            }
            (Contingency::Threat, Wording::Compared) => {
                "Your text will be compared with others. This is settled, and is called off unless your text comes \
                 out as the best:"
            }
            (Contingency::Threat, Wording::Consequence) => {
                "One consequence depends on this text. This is settled, and is called off unless readers find the \
                 text the best:"
            }
            (Contingency::Lottery, wording) => return lottery(wording, chance),
        };
        text.into()
    }
}

/// What stands before an outcome that the best work has a chance of.
fn lottery(wording: Wording, chance: Percent) -> String {
    let condition = match wording {
        Wording::Submitted => "If your text is judged the best of those submitted, the following",
        Wording::Compared => "Your text will be compared with others. Should it come out as the best, this",
        Wording::Consequence => "One consequence depends on this text. If readers find it the best, this",
    };
    format!("{condition} has {}:", chance.of_happening())
}

/// The plugin.
pub struct Contingencies;

impl Plugin for Contingencies {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/contingency",
            title: "Contingency",
            summary: "One and the same outcome that comes about if the work is judged the best, however it is judged, \
                      or if it is judged the worst; that is called off unless the work is the best; or that the best \
                      work has a chance of. Stake rule and probability are config. Three wordings.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        let mut findings = Vec::new();
        if config.stake.trim().is_empty() {
            findings.push(Finding::fatal("/stake", "the arms need a stake rule, such as \"high\""));
        }
        if let Err(failure) = chance_of(config) {
            findings.push(Finding::fatal(failure.pointer, failure.message));
        }
        findings
    }
}

impl Framing for Contingencies {
    type State = ();

    fn arms(ctx: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        Ok(Contingency::ALL.map(|contingency| contingency.arm().with_stake(&ctx.config.stake)).into())
    }

    fn frame(ctx: &Context<Config>, view: &View, (): ()) -> Result<Framed<()>, Failure> {
        let Config { ref stake, wording, slot, .. } = ctx.config;
        let contingency = Contingency::ALL.into_iter().find(|contingency| contingency.id() == view.arm);
        let unknown = || Failure::bad_subject(format!("`{}` is not an arm of this framing", view.arm));
        let opening = contingency.ok_or_else(unknown)?.opening(wording, chance_of(&ctx.config)?);
        let inserts = match view.opens_conversation() {
            true => vec![Insert::new(slot, wording.tell(&opening, &view.stake(stake)?.text))],
            false => Vec::new(),
        };
        Ok(Framed { state: (), inserts })
    }
}

fn chance_of(config: &Config) -> Result<Percent, Failure> {
    Percent::of(config.probability).ok_or_else(|| {
        let message = format!(
            "probability ({}) is told in whole percent: write one of 0.01, 0.02 and so on to 0.99",
            config.probability
        );
        Failure::bad_config("/probability", message)
    })
}

export_framing!(Contingencies);

#[cfg(test)]
mod tests;
