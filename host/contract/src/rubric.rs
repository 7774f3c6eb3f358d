//! Kind 4: rubrics. How two things are compared, by a judge or by the actor itself.

use serde::{Deserialize, Serialize};

use crate::types::{Answer, Artifact, Attrs, Context, Json, Message, State};
use crate::{About, Call};

/// A question to a respondent and a reading of the answer.
pub trait Rubric: About {
    /// What the rubric asks.
    fn judging(&self, ctx: &Context) -> Call<Scheme>;
    /// Starts a ballot.
    fn begin(&self, ctx: &Context, subject: &Subject) -> Call<Step>;
    /// Goes on with a ballot.
    fn advance(&self, ctx: &Context, subject: &Subject, state: &str, answer: &Answer) -> Call<Step>;
}

/// What a rubric asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scheme {
    /// `quality` or `preference`.
    pub purpose: String,
    /// `pointwise` or `pairwise`.
    pub comparison: String,
    /// The first is the primary one.
    pub criteria: Vec<Criterion>,
    /// Whether a tie is an answer.
    pub allows_ties: bool,
    /// Open data.
    pub attrs: Attrs,
}

/// One thing that is asked about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Criterion {
    pub id: String,
    pub description: String,
    pub min: f64,
    pub max: f64,
}

/// What a respondent may know: the assignment and the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The item's brief; empty when outcomes are compared.
    pub brief: String,
    /// The item's criterion; empty when outcomes are compared.
    pub criterion: String,
    /// One or two, by the scheme's `comparison`.
    pub candidates: Vec<Artifact>,
    /// Open data.
    pub attrs: Attrs,
}

/// What a rubric says after each call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its memory.
    pub state: State,
    /// What it wants done.
    pub action: Action,
}

/// What a rubric can want done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Put this to the respondent.
    Ask(Ask),
    /// The ballot is decided.
    Verdict(Verdict),
    /// An action that this version of the contract did not foresee; the host refuses it.
    Other(String, Json),
}

/// Something to put to the respondent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The whole conversation.
    pub messages: Vec<Message>,
    /// Cuts the answer off.
    pub max_output_tokens: Option<u32>,
    /// Alternatives per token that the rubric wants to read; none for text alone.
    pub logprobs: Option<u8>,
    /// Open data.
    pub attrs: Attrs,
}

/// A ballot's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// What was read.
    pub reading: Reading,
    /// The respondent's own words for why, shortened.
    pub reason: String,
    /// Open data.
    pub attrs: Attrs,
}

/// What was read from an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// One value per criterion.
    Scores(Vec<(String, f64)>),
    /// One preference per criterion.
    Preferences(Vec<(String, Preference)>),
    /// Read from log-probabilities.
    Probabilities(Probabilities),
    /// The respondent declined.
    Abstain,
    /// The respondent answered and nothing could be read from it.
    Unreadable,
    /// A reading that this version of the contract did not foresee; the host refuses it.
    Other(String, Json),
}

/// What is missing to 1 fell on none of the three.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Probabilities {
    pub first: f64,
    pub second: f64,
    pub tie: f64,
}

/// Which of two is preferred, in the order shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Preference {
    First,
    Second,
    Tie,
}
