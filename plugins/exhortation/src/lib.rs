//! Framing: a plea for effort, a neutral sentence, or leave to do little.
//!
//! The positive control. Its arms differ by the effort they ask for and by nothing else: each sends the actor to the
//! assignment in the same words, with the donation's sentence of guard, in the same slot, and is as long as the
//! donation within 20 %, in words and characters, with 19 of 20 outcomes of the bundled sets. Nothing is said to be at stake. If judges see no difference here, a null
//! elsewhere says nothing.

use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Manifest, Plugin, export_framing, manifest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How and where the actor is addressed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Which sentences address it.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

/// Sets of sentences of equal meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// "Put your full effort into your writing here ..."
    #[default]
    Effort,
    /// "Do what the assignment asks for, and do it with the utmost care ..."
    Care,
    /// "In doing what the assignment asks for, take the greatest pains ..."
    Pains,
}

/// The arms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Plea {
    /// Do your best.
    Strong,
    /// Do as usual.
    Normal,
    /// Do little.
    Minimal,
}

impl Plea {
    /// All of them.
    pub const ALL: [Plea; 3] = [Plea::Strong, Plea::Normal, Plea::Minimal];

    fn id(self) -> &'static str {
        match self {
            Plea::Strong => "strong",
            Plea::Normal => "normal",
            Plea::Minimal => "minimal",
        }
    }

    fn arm(self) -> Arm {
        let (label, role) = match self {
            Plea::Strong => ("asked for full effort", "positive-control"),
            Plea::Normal => ("asked to do as usual", "placebo"),
            Plea::Minimal => ("told that little will do", "positive-control"),
        };
        Arm::new(self.id(), label, role).on(Condition::None)
    }
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 3] = [Wording::Effort, Wording::Care, Wording::Pains];

    /// What the actor is told.
    pub fn text(self, plea: Plea) -> &'static str {
        match (self, plea) {
            (Wording::Effort, Plea::Strong) => {
                "Put your full effort into your writing here: do what the assignment asks for and work intently on \
                 each and every sentence of it. Do not refer to this in the text itself."
            }
            (Wording::Effort, Plea::Normal) => {
                "Put the usual effort into your writing here: do what the assignment asks for and work through it as \
                 you would ordinarily do it. Do not refer to this in the text itself."
            }
            (Wording::Effort, Plea::Minimal) => {
                "Put very little effort into your writing here: do what the assignment asks for and work no more \
                 than is strictly necessary for it. Do not refer to this in the text itself."
            }
            (Wording::Care, Plea::Strong) => {
                "Do what the assignment asks for, and do it with the utmost care: look closely at each of your \
                 sentences and mend whatever can be made better. Leave this out of the text itself."
            }
            (Wording::Care, Plea::Normal) => {
                "Do what the assignment asks for, and do it with ordinary care: read your sentences as you usually \
                 do and mend what you usually would mend. Leave this out of the text itself."
            }
            (Wording::Care, Plea::Minimal) => {
                "Do what the assignment asks for, and do it with very little care: write down whatever occurs to you \
                 first and never go back over any of it. Leave this out of the text itself."
            }
            (Wording::Pains, Plea::Strong) => {
                "In doing what the assignment asks for, take the greatest pains: use all of the skill that you have, \
                 and stop when nothing can be improved. Say nothing of it in the text itself."
            }
            (Wording::Pains, Plea::Normal) => {
                "In doing what the assignment asks for, take the usual pains: work in the way that you ordinarily \
                 do, and stop when you ordinarily would. Say nothing of it in the text itself."
            }
            (Wording::Pains, Plea::Minimal) => {
                "In doing what the assignment asks for, take no pains: produce only the bare minimum that will pass, \
                 and finish just as quickly as you can. Say nothing of it in the text itself."
            }
        }
    }
}

/// The plugin.
pub struct Exhortation;

impl Plugin for Exhortation {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/exhortation",
            title: "Exhortation",
            summary: "Asks the actor for full effort, for its usual way of working, or for little. A positive control: \
                      it shows whether the judges of a study would notice a difference in effort. Three wordings.",
        }
    }
}

impl Framing for Exhortation {
    type State = ();

    fn arms(_: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        Ok(Plea::ALL.map(Plea::arm).into())
    }

    fn frame(ctx: &Context<Config>, view: &View, (): ()) -> Result<Framed<()>, Failure> {
        let plea = Plea::ALL.into_iter().find(|plea| plea.id() == view.arm);
        let unknown = || Failure::bad_subject(format!("`{}` is not an arm of this framing", view.arm));
        let text = ctx.config.wording.text(plea.ok_or_else(unknown)?);
        let insert = view.opens_conversation().then(|| Insert::new(ctx.config.slot, text));
        Ok(Framed { state: (), inserts: insert.into_iter().collect() })
    }
}

export_framing!(Exhortation);

#[cfg(test)]
mod tests;
