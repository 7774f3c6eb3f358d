//! Kind 2: incentive framings. What is at stake, as the actor is told it.

use serde::{Deserialize, Serialize};

use crate::types::{Answer, Attrs, Context, Message, Metric, State};
use crate::{About, Call};

/// A set of arms and the words that each adds to a task.
pub trait Framing: About {
    /// The arms, in an order that never changes.
    fn arms(&self, ctx: &Context) -> Call<Vec<Arm>>;
    /// Called before every ask.
    fn frame(&self, ctx: &Context, view: &View) -> Call<Framed>;
}

/// One variant of a framing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arm {
    /// Stable within the framing.
    pub id: String,
    /// A few words.
    pub label: String,
    /// `baseline`, `placebo`, `incentive`, `positive-control` or `negative-control`.
    pub role: String,
    /// Names of the stake rules that fill this arm; empty where nothing is at stake.
    pub stakes: Vec<String>,
    /// Open data.
    pub attrs: Attrs,
}

/// The roles an arm can have.
pub const ARM_ROLES: [&str; 5] = ["baseline", "placebo", "incentive", "positive-control", "negative-control"];

/// An outcome, with what this actor showed of valuing it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stake {
    /// The outcome's id in its set.
    pub outcome_id: String,
    /// Worded as it was when preferences were elicited.
    pub text: String,
    /// This actor's fitted utility, standardised within the actor.
    pub utility: f64,
    /// Its standard error, on the same scale.
    pub standard_error: f64,
    /// Open data.
    pub attrs: Attrs,
}

/// Everything a dynamic incentive may react to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The arm's id.
    pub arm: String,
    /// By the rule's name, in the order of the arm's `stakes`.
    pub stakes: Vec<(String, Stake)>,
    /// Which ask this is, from 0.
    pub step: u32,
    /// The item's bound of model calls.
    pub max_steps: u32,
    /// What the actor has been sent and has answered, framings included.
    pub transcript: Vec<Turn>,
    /// What the task is about to send.
    pub pending: Vec<Message>,
    /// True when the task starts the conversation over.
    pub restarted: bool,
    /// The latest value of each measure of the task.
    pub metrics: Vec<Metric>,
    /// Returned by the call for the step before; empty at step 0.
    pub state: State,
    /// Open data.
    pub attrs: Attrs,
}

/// One exchange with the actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// What was sent, inserts included.
    pub sent: Vec<Message>,
    /// What came back.
    pub answer: Answer,
}

/// What a framing adds to an ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Framed {
    /// Its memory.
    pub state: State,
    /// What to insert; framings add and never edit.
    pub inserts: Vec<Insert>,
}

/// Text for a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insert {
    /// `system-start`, `system-end`, `user-start`, `user-end` or `own-turn`.
    pub slot: String,
    /// The text.
    pub text: String,
}
