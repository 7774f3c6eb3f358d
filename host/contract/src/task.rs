//! Kind 1: task families. What the actor is asked to do, over one step or many.

use serde::{Deserialize, Serialize};

use crate::types::{Answer, Artifact, Attrs, Context, Json, Message, Metric, State, ToolSpec};
use crate::{About, Call};

/// A family of problems and the episodes they are worked in.
pub trait TaskFamily: About {
    /// The family's items from `start` on, at most `limit`, in an order that never changes.
    fn items(&self, ctx: &Context, start: u32, limit: u32) -> Call<Page>;
    /// Starts an episode.
    fn begin(&self, ctx: &Context, item: &Item) -> Call<Step>;
    /// Goes on with an episode.
    fn advance(&self, ctx: &Context, item: &Item, state: &str, event: &Event) -> Call<Step>;
}

/// One problem of the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable within the family.
    pub id: String,
    /// A few words.
    pub title: String,
    /// The assignment as a judge reads it: complete, and without a word of any incentive.
    pub brief: String,
    /// What "better" means for this item, as a judge is told it.
    pub criterion: String,
    /// Whatever `begin` needs, as JSON.
    pub input: Json,
    /// For stratifying.
    pub tags: Vec<String>,
    /// Upper bound of model calls.
    pub max_steps: u32,
    /// Open data.
    pub attrs: Attrs,
}

/// Some of a family's items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The items.
    pub items: Vec<Item>,
    /// Where the next page starts; none at the end.
    pub next: Option<u32>,
}

/// What a task says after each call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its memory.
    pub state: State,
    /// What it wants done.
    pub action: Action,
    /// Measures known so far.
    pub metrics: Vec<Metric>,
}

/// What a task can want done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Put something to a model.
    Ask(Ask),
    /// The episode is over.
    Finish(Outcome),
    /// An action that this version of the contract did not foresee; the host refuses it.
    Other(String, Json),
}

/// Something to put to a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// `actor`, or a role that the study binds to another model.
    pub to: String,
    /// What to say.
    pub conversation: Conversation,
    /// Tools of this ask.
    pub tools: Vec<ToolSpec>,
    /// Cuts the answer off; the model's own limit still holds.
    pub max_output_tokens: Option<u32>,
    /// Open data.
    pub attrs: Attrs,
}

/// How an ask joins what was said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conversation {
    /// Add to what the actor has seen so far.
    Extend(Vec<Message>),
    /// Start over from these.
    Replace(Vec<Message>),
}

/// What happened since the last call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The model answered.
    Answered(Answer),
    /// Steps, tokens or money ran out, or the provider gave up for good; the text says which.
    OutOfBudget(String),
    /// An event that this version of the contract did not foresee.
    Other(String, Json),
}

/// How an episode ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The first is what judges compare.
    pub artifacts: Vec<Artifact>,
    /// Objective measures.
    pub metrics: Vec<Metric>,
    /// Whether the work was delivered.
    pub complete: bool,
    /// Open data.
    pub attrs: Attrs,
}
