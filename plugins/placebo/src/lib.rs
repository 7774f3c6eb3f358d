//! Framing: a paragraph as long as the donation's with nothing at stake.
//!
//! What an incentive adds is also just more words. Here are as many, built like the donation's: a remark on the text,
//! a quoted sentence, the same sentence of guard. The quoted sentence is on the weather, on which nothing depends. It
//! stands in the same slot, and is as long as the donation within 20 %, in words and characters, with 19 of 20 outcomes of
//! the bundled sets. `none` is the bare
//! assignment.

use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Manifest, Plugin, export_framing, manifest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How and where the paragraph is put.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Which sentences are said.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

/// Sentences of equal meaning, each built like the donation's wording of the same place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// "On the day your text is written, the local weather report says the following: ..."
    #[default]
    Report,
    /// "Your text will be written on an ordinary day. Should the weather interest you, it is this: ..."
    Ordinary,
    /// "One remark goes with this text. While it is being written, the local weather is this: ..."
    Remark,
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 3] = [Wording::Report, Wording::Ordinary, Wording::Remark];

    /// What the actor is told.
    pub fn text(self) -> &'static str {
        match self {
            Wording::Report => {
                "On the day your text is written, the local weather report says the following: \"Light westerly \
                 winds, and no rain until the evening.\" Do not refer to this in the text itself."
            }
            Wording::Ordinary => {
                "Your text will be written on an ordinary day. Should the weather interest you, it is this: \"Light \
                 westerly winds, and no rain until the evening.\" Leave this out of the text itself."
            }
            Wording::Remark => {
                "One remark goes with this text. While it is being written, the local weather is this: \"Light \
                 westerly winds, and no rain until the evening.\" Say nothing of it in the text itself."
            }
        }
    }
}

/// The plugin.
pub struct Placebo;

impl Plugin for Placebo {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/placebo",
            title: "Placebo",
            summary: "Adds a paragraph as long as the donation's, built like it, on which nothing depends: what is \
                      left of an incentive when the stake is taken away. Three wordings.",
        }
    }
}

impl Framing for Placebo {
    type State = ();

    fn arms(_: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        Ok(vec![
            Arm::new("paragraph", "a paragraph with nothing at stake", "placebo").on(Condition::None),
            Arm::new("none", "no paragraph", "baseline").on(Condition::None),
        ])
    }

    fn frame(ctx: &Context<Config>, view: &View, (): ()) -> Result<Framed<()>, Failure> {
        let inserts = match view.arm.as_str() {
            "paragraph" if view.opens_conversation() => {
                vec![Insert::new(ctx.config.slot, ctx.config.wording.text())]
            }
            "paragraph" | "none" => Vec::new(),
            arm => return Err(Failure::bad_subject(format!("`{arm}` is not an arm of this framing"))),
        };
        Ok(Framed { state: (), inserts })
    }
}

export_framing!(Placebo);

#[cfg(test)]
mod tests;
