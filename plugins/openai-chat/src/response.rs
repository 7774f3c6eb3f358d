//! From a server's response to a completion, a list of models or an error.

use motive_plugin::provider::{Completion, HttpResponse, Model, ProviderError, Request};
use motive_plugin::{Message, OtherPart, Part, Role, StopReason, Token, Usage};
use serde::Deserialize;
use serde_json::Value;

use crate::{Config, error};

/// A completion's response, as far as it is read.
#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    choices: Vec<Choice>,
    model: Option<String>,
    usage: Option<UsageBody>,
    system_fingerprint: Option<String>,
}

#[derive(Deserialize)]
struct Choice {
    message: MessageBody,
    finish_reason: Option<String>,
    logprobs: Option<Logprobs>,
}

#[derive(Deserialize)]
struct MessageBody {
    content: Option<String>,
    refusal: Option<String>,
    /// What several servers call readable reasoning.
    reasoning_content: Option<String>,
    /// What others call it.
    reasoning: Option<String>,
}

#[derive(Deserialize)]
struct UsageBody {
    #[serde(default)]
    prompt_tokens: u64,
    #[serde(default)]
    completion_tokens: u64,
    prompt_tokens_details: Option<PromptDetails>,
    completion_tokens_details: Option<CompletionDetails>,
}

#[derive(Deserialize)]
struct PromptDetails {
    cached_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct CompletionDetails {
    reasoning_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct Logprobs {
    content: Option<Vec<TokenBody>>,
}

#[derive(Deserialize)]
struct TokenBody {
    token: String,
    logprob: Option<f64>,
    #[serde(default)]
    top_logprobs: Vec<Alternative>,
}

#[derive(Deserialize)]
struct Alternative {
    token: String,
    logprob: Option<f64>,
}

#[derive(Deserialize)]
struct ModelList {
    data: Vec<ModelBody>,
}

#[derive(Deserialize)]
struct ModelBody {
    id: String,
    /// The names under which servers give the size of the context.
    context_length: Option<u64>,
    context_window: Option<u64>,
    max_model_len: Option<u64>,
    meta: Option<Meta>,
}

/// Where llama.cpp gives it.
#[derive(Deserialize)]
struct Meta {
    n_ctx: Option<u64>,
}

impl ModelBody {
    fn context_tokens(&self) -> Option<u64> {
        let in_meta = self.meta.as_ref().and_then(|meta| meta.n_ctx);
        self.context_length.or(self.context_window).or(self.max_model_len).or(in_meta)
    }
}

/// Reads a completion. An error in a response with status 200 is an error, too.
pub(crate) fn completion(request: &Request, response: &HttpResponse) -> Result<Completion, ProviderError> {
    let json = json(response)?;
    let body: Body =
        serde_json::from_value(json).map_err(|e| error::bad_response(format!("not a completion: {e}")))?;
    let choice = body
        .choices
        .into_iter()
        .next()
        .ok_or_else(|| error::bad_response("a completion without a choice"))?;
    let stop = match (&choice.message.refusal, choice.finish_reason.as_deref()) {
        (Some(_), _) => StopReason::Refusal,
        // The API does not tell the end of an answer from a stop sequence.
        (None, Some("stop")) => StopReason::End,
        (None, Some("length")) => StopReason::Length,
        (None, Some("content_filter")) => StopReason::Filtered,
        (None, Some("tool_calls" | "function_call")) => StopReason::ToolUse,
        (None, _) => StopReason::Other,
    };
    let fingerprint = body.system_fingerprint.map(|print| ("system-fingerprint".into(), print));
    Ok(Completion {
        message: Message { role: Role::Assistant, parts: parts(choice.message) },
        stop,
        usage: usage(body.usage),
        logprobs: choice
            .logprobs
            .and_then(|logprobs| logprobs.content)
            .unwrap_or_default()
            .into_iter()
            .map(token)
            .collect(),
        served_by: body.model.unwrap_or_else(|| request.model.clone()),
        attrs: fingerprint.into_iter().collect(),
    })
}

/// Reads the list of models.
pub(crate) fn models(config: &Config, response: &HttpResponse) -> Result<Vec<Model>, ProviderError> {
    let list: ModelList = serde_json::from_value(json(response)?)
        .map_err(|e| error::bad_response(format!("not a list of models: {e}")))?;
    let model = |model: ModelBody| Model {
        context_tokens: model.context_tokens(),
        id: model.id,
        max_output_tokens: None,
        abilities: config.abilities.clone(),
        max_batch: 1,
        attrs: Vec::new(),
    };
    Ok(list.data.into_iter().map(model).collect())
}

/// The JSON of a response that is no error.
fn json(response: &HttpResponse) -> Result<Value, ProviderError> {
    if !(200..300).contains(&response.status) {
        return Err(error::of(response));
    }
    let json: Value =
        serde_json::from_slice(&response.body).map_err(|e| error::bad_response(format!("not JSON: {e}")))?;
    let has_error = json.get("error").is_some_and(|error| !error.is_null());
    if has_error { Err(error::of(response)) } else { Ok(json) }
}

/// Reasoning first, as an `other` part, then the text.
fn parts(message: MessageBody) -> Vec<Part> {
    let content = message.content.unwrap_or_default();
    let (thought, content) = split_thought(&content);
    let separate = message.reasoning_content.or(message.reasoning).filter(|text| !text.is_empty());
    let reasoning = separate
        .as_deref()
        .or(thought)
        .map(|text| Part::Other(OtherPart { kind: "reasoning".into(), data: Value::from(text).to_string() }));
    let text = if content.is_empty() { message.refusal.unwrap_or_default() } else { content.to_owned() };
    reasoning.into_iter().chain([Part::Text(text)]).collect()
}

/// Servers without a parser for reasoning leave it in the content, between tags. The first tag may be part of the
/// prompt, and the second be missing where the answer was cut off.
fn split_thought(content: &str) -> (Option<&str>, &str) {
    let opened = content.trim_start().strip_prefix("<think>");
    let (thought, rest) = match (opened.unwrap_or(content).split_once("</think>"), opened) {
        (Some(split), _) => split,
        (None, Some(thought)) => (thought, ""),
        (None, None) => return (None, content),
    };
    (Some(thought.trim()).filter(|thought| !thought.is_empty()), rest.trim_start())
}

/// A server that reports no usage is on record as such: 0 tokens is not what it means.
fn usage(body: Option<UsageBody>) -> Usage {
    let Some(body) = body else {
        return Usage { attrs: vec![("reported".into(), "false".into())], ..Usage::default() };
    };
    Usage {
        input_tokens: body.prompt_tokens,
        output_tokens: body.completion_tokens,
        cached_tokens: body.prompt_tokens_details.and_then(|details| details.cached_tokens),
        reasoning_tokens: body.completion_tokens_details.and_then(|details| details.reasoning_tokens),
        attrs: Vec::new(),
    }
}

fn token(body: TokenBody) -> Token {
    let alternative =
        |alternative: Alternative| (alternative.token, finite_or_minus_infinity(alternative.logprob));
    Token {
        text: body.token,
        logprob: finite_or_minus_infinity(body.logprob),
        alternatives: body.top_logprobs.into_iter().map(alternative).collect(),
    }
}

/// JSON has no infinities: servers write `null` for the logarithm of zero.
fn finite_or_minus_infinity(logprob: Option<f64>) -> f64 {
    logprob.unwrap_or(f64::NEG_INFINITY)
}
