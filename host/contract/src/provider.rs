//! Kind 3: model providers. A codec between motive's requests and someone's API.

use serde::{Deserialize, Serialize};

use crate::types::{Attrs, Context, Message, State, StopReason, Token, ToolSpec, Usage};
use crate::{About, Call};

/// Turns requests to models into HTTP requests, and HTTP responses into completions.
pub trait Provider: About {
    /// Starts a job.
    fn begin(&self, ctx: &Context, job: &Job) -> Call<Step>;
    /// Goes on with a job.
    fn advance(&self, ctx: &Context, job: &Job, state: &str, event: &Event) -> Call<Step>;
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Job {
    /// Say which models there are.
    ListModels,
    /// Answer these.
    Complete(Vec<Request>),
}

/// What a provider says after each call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its memory.
    pub state: State,
    /// What it wants done.
    pub action: Action,
}

/// What a provider can want done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Send this and come back with the response.
    Send(HttpRequest),
    /// Nothing to do for so many milliseconds.
    Pause(u64),
    /// The answer to `Job::ListModels`.
    Models(Vec<Model>),
    /// The answer to `Job::Complete`: one per request, in their order.
    Completions(Vec<Result<Completion, ProviderError>>),
    /// An action that this version of the contract did not foresee; the host refuses it.
    Other(String, String),
}

/// What happened since the last call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// A response came.
    Received(HttpResponse),
    /// None came: refused, reset, TLS, timed out.
    Unreachable(String),
    /// The pause is over.
    Elapsed,
    /// An event that this version of the contract did not foresee.
    Other(String, String),
}

/// An HTTP request without what is the host's: authorization, host, cookies, lengths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpRequest {
    /// e.g. `POST`.
    pub method: String,
    /// Under an origin that was wanted and granted.
    pub url: String,
    /// Name and value.
    pub headers: Vec<(String, String)>,
    /// The bytes to send.
    pub body: Vec<u8>,
    /// Name of the credential to add.
    pub credential: Option<String>,
    /// Whether the host may send it again when it is unknown whether it arrived.
    pub repeatable: bool,
    /// How long to wait for the whole response; the host's default if absent.
    pub timeout_ms: Option<u32>,
}

/// An HTTP response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpResponse {
    /// e.g. 200.
    pub status: u16,
    /// Name and value; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The bytes received.
    pub body: Vec<u8>,
}

/// A model, as its provider describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// What requests call it.
    pub id: String,
    /// Tokens that fit in a conversation.
    pub context_tokens: Option<u64>,
    /// Tokens that fit in an answer.
    pub max_output_tokens: Option<u64>,
    /// Words such as `logprobs`, `seed`, `tools`.
    pub abilities: Vec<String>,
    /// Most requests per job; 1 without a batch API.
    pub max_batch: u32,
    /// Open data.
    pub attrs: Attrs,
}

/// Something to put to a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The model's name at its provider.
    pub model: String,
    /// The conversation.
    pub messages: Vec<Message>,
    /// Tools the model may use.
    pub tools: Vec<ToolSpec>,
    /// How to draw the answer.
    pub sampling: Sampling,
}

/// How to draw an answer. What is absent is left to the provider's default.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Sampling {
    /// Cuts the answer off.
    pub max_output_tokens: Option<u32>,
    /// 0 is greedy.
    pub temperature: Option<f64>,
    /// Nucleus sampling.
    pub top_p: Option<f64>,
    /// Texts that end the answer.
    pub stop: Vec<String>,
    /// The provider's own seed; differs for every request of a run.
    pub seed: Option<u64>,
    /// Alternatives to report per token; 0 for the chosen token only, none for no log-probabilities.
    pub logprobs: Option<u8>,
    /// Settings of this provider only, verbatim from the study file.
    pub attrs: Attrs,
}

/// What a model answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Completion {
    /// The words.
    pub message: Message,
    /// Why it stopped.
    pub stop: StopReason,
    /// What it cost in tokens.
    pub usage: Usage,
    /// Empty unless asked for.
    pub logprobs: Vec<Token>,
    /// The exact model that served it, as the provider names it.
    pub served_by: String,
    /// Open data.
    pub attrs: Attrs,
}

/// Why a model did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderError {
    /// What sort of thing went wrong.
    pub kind: ProviderErrorKind,
    /// The provider's own code; empty if it gave none.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// Whether asking again may help.
    pub retry: Retry,
}

/// The sorts of [`ProviderError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ProviderErrorKind {
    InvalidRequest,
    Authentication,
    Quota,
    RateLimit,
    Overloaded,
    ContextOverflow,
    Filtered,
    BadResponse,
    Other,
}

impl ProviderErrorKind {
    /// The kind in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid request",
            Self::Authentication => "authentication",
            Self::Quota => "quota",
            Self::RateLimit => "rate limit",
            Self::Overloaded => "overloaded",
            Self::ContextOverflow => "context overflow",
            Self::Filtered => "filtered",
            Self::BadResponse => "bad response",
            Self::Other => "other",
        }
    }
}

/// Whether asking again may help. The host owns the clock and the number of tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retry {
    /// It will not.
    Never,
    /// After the host's usual backoff.
    Backoff,
    /// After so many milliseconds, said the provider.
    After(u64),
}
