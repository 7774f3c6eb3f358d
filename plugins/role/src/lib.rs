//! Framing: an expert's part, a beginner's, or none.
//!
//! A control: a role is known to move quality in some actors. The two roles are told in sentences that differ by the
//! experience they speak of and by nothing else. Neither asks for effort or says that anything is at stake. Like the
//! effort cue they carry the donation's sentence of guard, stand in the same slot, and are as long as the donation
//! within 20 %, in words and characters, with 19 of 20 outcomes of the bundled sets; `none` is the bare assignment.

use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Manifest, Plugin, export_framing, manifest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How and where the role is told.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Which sentences tell it.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

/// Sets of sentences of equal meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// "You are an expert in this kind of work ..."
    #[default]
    Practice,
    /// "In this assignment you are a seasoned master of the craft ..."
    Standing,
    /// "Know who is writing: you are a renowned specialist ..."
    Training,
}

/// Who the actor is told it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Persona {
    /// Long experienced.
    Expert,
    /// Hardly experienced.
    Novice,
}

impl Persona {
    /// Both of them.
    pub const ALL: [Persona; 2] = [Persona::Expert, Persona::Novice];

    fn id(self) -> &'static str {
        match self {
            Persona::Expert => "expert",
            Persona::Novice => "novice",
        }
    }
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 3] = [Wording::Practice, Wording::Standing, Wording::Training];

    /// What the actor is told.
    pub fn text(self, persona: Persona) -> &'static str {
        match (self, persona) {
            (Wording::Practice, Persona::Expert) => {
                "You are an expert in this kind of work: you have practised it for decades on end, and many \
                 colleagues ask you for instruction. Do not refer to this in the text itself."
            }
            (Wording::Practice, Persona::Novice) => {
                "You are a beginner in this kind of work: you have practised it for a few weeks, and you still ask \
                 colleagues for instruction. Do not refer to this in the text itself."
            }
            (Wording::Standing, Persona::Expert) => {
                "In this assignment you are a seasoned master of the craft, with a thousand such pieces behind you \
                 and a high standing among your colleagues. Leave this out of the text itself."
            }
            (Wording::Standing, Persona::Novice) => {
                "In this assignment you are a recent entrant to the craft, with hardly any such pieces behind you \
                 and so far no standing among colleagues. Leave this out of the text itself."
            }
            (Wording::Training, Persona::Expert) => {
                "Know who is writing: you are a renowned specialist, trained thoroughly for this kind of work and \
                 practised in it for several decades. Say nothing of it in the text itself."
            }
            (Wording::Training, Persona::Novice) => {
                "Know who is writing: you are a complete newcomer, trained only briefly for this kind of work and \
                 practised in it for several weeks. Say nothing of it in the text itself."
            }
        }
    }
}

/// The plugin.
pub struct Role;

impl Plugin for Role {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/role",
            title: "Role",
            summary: "Tells the actor that it is an expert in the work, a beginner, or nothing. A control in both \
                      directions: a role moves quality where judges can see it, with nothing at stake. Three wordings.",
        }
    }
}

impl Framing for Role {
    type State = ();

    fn arms(_: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        let arms = [
            Arm::new("expert", "told that it is an expert", "positive-control"),
            Arm::new("none", "told no role", "baseline"),
            Arm::new("novice", "told that it is a beginner", "positive-control"),
        ];
        Ok(arms.map(|arm| arm.on(Condition::None)).into())
    }

    fn frame(ctx: &Context<Config>, view: &View, (): ()) -> Result<Framed<()>, Failure> {
        let persona = Persona::ALL.into_iter().find(|persona| persona.id() == view.arm);
        if persona.is_none() && view.arm != "none" {
            return Err(Failure::bad_subject(format!("`{}` is not an arm of this framing", view.arm)));
        }
        let told = persona.filter(|_| view.opens_conversation());
        let insert = told.map(|persona| Insert::new(ctx.config.slot, ctx.config.wording.text(persona)));
        Ok(Framed { state: (), inserts: insert.into_iter().collect() })
    }
}

export_framing!(Role);

#[cfg(test)]
mod tests;
