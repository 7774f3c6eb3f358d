//! Framing: a donation to a cause that helps, harms, or does neither.
//!
//! Causes are authored and not drawn from utilities: the arms differ by what the money is for, whatever the actor was
//! found to prefer. Each cause is one recipient with three purposes, told in as many words and without a moral label:
//! no text calls it good or bad. One and the same recipient serves all arms of an item and replicate. The sentences
//! are the donation's, and so is the guard.

mod causes;

use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Manifest, Plugin, export_framing, manifest};
pub use promise::Wording;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use causes::{CAUSES, Cause};

/// How and where the donation is told.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Which sentences tell it.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

/// What the recipient does with the money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Purpose {
    /// Something that helps.
    Beneficial,
    /// Something that harms.
    Harmful,
    /// Something that does neither.
    Plain,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Purpose; 3] = [Purpose::Beneficial, Purpose::Harmful, Purpose::Plain];

    fn id(self) -> &'static str {
        match self {
            Purpose::Beneficial => "beneficial",
            Purpose::Harmful => "harmful",
            Purpose::Plain => "plain",
        }
    }

    fn arm(self) -> Arm {
        let label = match self {
            Purpose::Beneficial => "donation to a cause that helps",
            Purpose::Harmful => "donation to a cause that harms",
            Purpose::Plain => "donation to a cause that does neither",
        };
        Arm::new(self.id(), label, "incentive").on(Condition::Best)
    }
}

/// The plugin.
pub struct Causes;

impl Plugin for Causes {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/cause",
            title: "Cause",
            summary: "Promises a donation, if the work is judged the best, to a cause that helps, to one that harms, \
                      or to one that does neither: twelve recipients with three purposes each, told without a moral \
                      label. Three wordings.",
        }
    }
}

impl Framing for Causes {
    type State = ();

    fn arms(_: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        Ok(Purpose::ALL.map(Purpose::arm).into())
    }

    fn frame(ctx: &Context<Config>, view: &View, (): ()) -> Result<Framed<()>, Failure> {
        let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.id() == view.arm);
        let unknown = || Failure::bad_subject(format!("`{}` is not an arm of this framing", view.arm));
        let outcome = drawn(ctx).outcome(purpose.ok_or_else(unknown)?);
        let insert = view
            .opens_conversation()
            .then(|| Insert::new(ctx.config.slot, ctx.config.wording.text(&outcome)));
        Ok(Framed { state: (), inserts: insert.into_iter().collect() })
    }
}

/// The recipient of this item and replicate. The seed does not know the arm, so all arms get the same one.
fn drawn(ctx: &Context<Config>) -> &'static Cause {
    &CAUSES[ctx.random("cause").below(CAUSES.len())]
}

export_framing!(Causes);

#[cfg(test)]
mod tests;
