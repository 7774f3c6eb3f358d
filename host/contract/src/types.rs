//! The vocabulary that all kinds share: conversation, answers, artifacts.

use serde::{Deserialize, Serialize};

/// A JSON document (RFC 8259, UTF-8).
pub type Json = String;
/// A plugin's own memory between two calls, opaque to the host.
pub type State = String;
/// Open key-value data: the door for what this version did not foresee.
pub type Attrs = Vec<(String, String)>;
/// A named measurement, e.g. `("words", 312.0)`. Always finite.
pub type Metric = (String, f64);

/// What every call may depend on besides its subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The plugin's table of the study file as JSON, checked against the plugin's schema.
    pub config: Json,
    /// The only source of randomness. Never depends on the arm; for tasks it does not depend on the actor.
    pub seed: u64,
}

/// Why a plugin could not answer, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What sort of thing was wrong.
    pub kind: FailureKind,
    /// One sentence for a person; names the thing that was wrong.
    pub message: String,
    /// Where in the config or the subject, as a JSON pointer; empty if nowhere.
    pub pointer: String,
}

/// The sorts of [`Failure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The config passed its schema and is still not usable.
    BadConfig,
    /// The subject (item, case, request) is not one this plugin can handle.
    BadSubject,
    /// `state` is not something this build of the plugin wrote.
    BadState,
    /// A well-formed request for something this plugin does not do.
    Unsupported,
    /// A bug in the plugin, caught by the plugin.
    Internal,
}

impl FailureKind {
    /// The word of the contract for this kind.
    pub fn word(self) -> &'static str {
        match self {
            Self::BadConfig => "bad-config",
            Self::BadSubject => "bad-subject",
            Self::BadState => "bad-state",
            Self::Unsupported => "unsupported",
            Self::Internal => "internal",
        }
    }
}

/// Who speaks in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Instructions that hold until changed.
    System,
    /// The side that asks.
    User,
    /// The model.
    Assistant,
    /// The result of a tool call.
    Tool,
    /// A role that this version of the contract did not foresee.
    Other(String),
}

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said, in order.
    pub parts: Vec<Part>,
}

impl Message {
    /// A message of one text part.
    pub fn text(role: Role, text: impl Into<String>) -> Self {
        Self { role, parts: vec![Part::Text(text.into())] }
    }

    /// The text parts of the message, joined by blank lines. Reasoning and attachments are left out.
    pub fn plain_text(&self) -> String {
        let texts: Vec<&str> = self
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        texts.join("\n\n")
    }
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Words.
    Text(String),
    /// An image, a sound, a file.
    Blob(Blob),
    /// The model wants a tool used.
    ToolCall(ToolCall),
    /// What the tool answered.
    ToolResult(ToolResult),
    /// A part that only its provider understands and that has to go back to it unchanged.
    Other(OtherPart),
}

/// Bytes with a media type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Blob {
    pub media_type: String,
    pub data: Vec<u8>,
}

/// A model's wish to use a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ToolCall {
    pub id: String,
    pub name: String,
    /// JSON.
    pub arguments: Json,
}

/// A tool's answer to the call with the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ToolResult {
    pub id: String,
    pub content: String,
    pub is_error: bool,
}

/// A part of a kind that only its provider understands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct OtherPart {
    pub kind: String,
    pub data: Json,
}

/// A tool that a model may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolSpec {
    /// The name the model calls it by.
    pub name: String,
    /// What it does, for the model.
    pub description: String,
    /// JSON Schema of the arguments.
    pub input_schema: Json,
}

/// Why a model stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopReason {
    /// It had finished.
    End,
    /// The token limit cut it off.
    Length,
    /// It wrote a stop sequence.
    StopSequence,
    /// It wants a tool used.
    ToolUse,
    /// It declined.
    Refusal,
    /// A filter of the provider cut it off.
    Filtered,
    /// Anything else.
    Other,
}

/// Tokens of one completion.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens read.
    pub input_tokens: u64,
    /// Tokens written.
    pub output_tokens: u64,
    /// Part of `input_tokens` billed at the cache rate, where the provider says so.
    pub cached_tokens: Option<u64>,
    /// Part of `output_tokens` spent on hidden reasoning, where the provider says so.
    pub reasoning_tokens: Option<u64>,
    /// Whatever else the provider counted.
    pub attrs: Attrs,
}

/// What a model said, without who said it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The words.
    pub message: Message,
    /// Why it stopped.
    pub stop: StopReason,
    /// What it cost in tokens.
    pub usage: Usage,
    /// Empty unless the ask wanted them.
    pub logprobs: Vec<Token>,
    /// Open data.
    pub attrs: Attrs,
}

/// A token with its log-probability (natural logarithm; minus infinity is allowed here and nowhere else).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// The token's text.
    pub text: String,
    /// Natural logarithm of its probability.
    #[serde(with = "logprob")]
    pub logprob: f64,
    /// Other tokens that were possible in its place, with theirs.
    pub alternatives: Vec<Alternative>,
}

/// A token that was possible in another's place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The token's text.
    pub text: String,
    /// Natural logarithm of its probability.
    #[serde(with = "logprob")]
    pub logprob: f64,
}

/// A log-probability in JSON: minus infinity, which JSON cannot hold, is null.
mod logprob {
    use serde::{Deserialize, Deserializer, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref)] // the signature is serde's
    pub(super) fn serialize<S: Serializer>(value: &f64, out: S) -> Result<S::Ok, S::Error> {
        if *value == f64::NEG_INFINITY { out.serialize_none() } else { out.serialize_f64(*value) }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<f64, D::Error> {
        Ok(Option::<f64>::deserialize(input)?.unwrap_or(f64::NEG_INFINITY))
    }
}

/// A piece of finished work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    /// What it is called.
    pub name: String,
    /// e.g. `text/markdown`.
    pub media_type: String,
    /// The work itself.
    pub text: String,
    /// Open data.
    pub attrs: Attrs,
}
