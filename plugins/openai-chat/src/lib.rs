//! Provider: the chat completions of any OpenAI-compatible server.
//!
//! A codec: a request in motive's words becomes one HTTP request, and a response becomes a completion or an error with
//! a kind and advice on trying again. Text, images and tool results go in, text and tool calls come out, and reasoning
//! is kept with the turn it belongs to; what the API has no place for is refused by name. Sockets, secrets, waiting and
//! counting tries are the host's.
//!
//! What a server offers beyond that stands in a model's `sampling.extra`, and goes to it as it is: `response_format`
//! for an answer of a certain shape, `reasoning_effort`, `tool_choice`. The contract has no place for a schema of an
//! answer, so there is none here either.

mod advice;
mod base64;
mod date;
mod error;
mod headers;
mod lenient;
mod logprobs;
mod message;
mod origin;
mod reasoning;
mod request;
mod response;
mod tags;
mod tools;
mod turn;
mod usage;

use std::collections::BTreeMap;

use motive_plugin::provider::{
    Action, Event, HttpRequest, Job, Provider, ProviderError, ProviderErrorKind, Request, Retry, Step,
};
use motive_plugin::{
    Context, Credential, Failure, Finding, Manifest, Placement, Plugin, Want, WantWhat, export_provider,
    manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which server, and its manners.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Where the API lies, e.g. "http://127.0.0.1:8080/v1"; "/chat/completions" and "/models" are appended.
    pub base_url: String,
    /// Name of the credential to send. Unless given, none is sent, as suits a local server without a key.
    #[serde(default)]
    pub credential: Option<String>,
    /// Header that carries the credential. Unless given, it goes as "Authorization: Bearer ...".
    #[serde(default)]
    pub credential_header: Option<String>,
    /// Headers sent with every request. Not for secrets: a study file is no place for them.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// How long a request may take, in milliseconds. Unless given, as long as the host allows.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub timeout_ms: Option<u32>,
    /// What the server calls the limit of an answer. A server that does not know `max_tokens` says so; many that do
    /// not know `max_completion_tokens` ignore it, and answer without a limit.
    #[serde(default)]
    pub max_tokens_field: MaxTokensField,
    /// Whether the readable reasoning of a turn is sent back with it, in the field it came from. DeepSeek and Kimi want
    /// that while a model that thinks uses tools, and answer status 400 without it; other servers leave it out of the
    /// prompt, or refuse it. Signed or encrypted reasoning is always sent back.
    #[serde(default)]
    pub return_reasoning: bool,
}

/// The two names of a limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MaxTokensField {
    /// The older name, which most servers know.
    #[default]
    MaxTokens,
    /// The newer name, which hosted reasoning models insist on.
    MaxCompletionTokens,
}

/// The plugin.
pub struct OpenAiChat;

impl Plugin for OpenAiChat {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/openai-chat",
            title: "OpenAI-compatible chat completions",
            summary: "Models behind any server that speaks the chat completions API: hosted services, llama.cpp, vLLM, \
                      SGLang and others. Tools, images, reasoning, seeds, stop sequences, log-probabilities and usage; \
                      whatever else a server offers goes to it from a model's `sampling.extra`, such as \
                      `response_format`.",
        }
    }

    fn wants(config: &Config) -> Vec<Want> {
        // A base URL that cannot be read wants nothing: `check` refuses it.
        let Ok(origin) = origin::of(&config.base_url) else { return Vec::new() };
        let want = |what| Want { what, optional: false };
        let credential = config.credential.clone().map(|name| {
            let placement = config.credential_header.clone().map_or(Placement::Bearer, Placement::Header);
            want(WantWhat::Credential(Credential { name, origin: origin.clone(), placement }))
        });
        std::iter::once(want(WantWhat::Origin(origin.clone()))).chain(credential).collect()
    }

    fn check(config: &Config) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Err(reason) = origin::of(&config.base_url) {
            findings.push(Finding::fatal("/base-url", reason));
        }
        if config.credential_header.is_some() && config.credential.is_none() {
            findings.push(Finding::fatal(
                "/credential-header",
                "there is no `credential` to put into this header",
            ));
        }
        findings.extend(headers::check(&config.headers, config.credential_header.as_deref()));
        findings
    }
}

impl Provider for OpenAiChat {
    type State = ();

    fn begin(ctx: &Context<Config>, job: &Job) -> Result<Step<()>, Failure> {
        let config = &ctx.config;
        let request = match job {
            Job::ListModels => http(config, "GET", "models", Vec::new()),
            Job::Complete(requests) => {
                let body = request::body(config, single(requests)?)?;
                http(config, "POST", "chat/completions", body)
            }
        };
        Ok(Step { state: (), action: Action::Send(request) })
    }

    fn advance(_ctx: &Context<Config>, job: &Job, (): (), event: Event) -> Result<Step<()>, Failure> {
        let outcome = match event {
            Event::Received(response) => Ok(response),
            Event::Unreachable(reason) => Err(unreachable_server(&reason)),
            Event::Elapsed => return Err(Failure::bad_state("this provider does not pause")),
            Event::Other((kind, _)) => return Err(Failure::unsupported(format!("the event `{kind}`"))),
        };
        let action = match job {
            Job::ListModels => {
                let models = outcome.and_then(|response| response::models(&response));
                Action::Models(models.map_err(|error| cannot_list(&error))?)
            }
            Job::Complete(requests) => {
                let request = single(requests)?;
                Action::Completions(vec![
                    outcome
                        .and_then(|response| response::completion(request, &response))
                        .map_err(|error| advice::advised(request, error)),
                ])
            }
        };
        Ok(Step { state: (), action })
    }
}

/// The one request of a job: there is no batch API here, and `max-batch` says so.
fn single(requests: &[Request]) -> Result<&Request, Failure> {
    match requests {
        [request] => Ok(request),
        requests => Err(Failure::bad_subject(format!("one request per job, not {}", requests.len()))),
    }
}

fn http(config: &Config, method: &str, path: &str, body: Vec<u8>) -> HttpRequest {
    let own = [("accept", "application/json"), ("content-type", "application/json")];
    let own = own.into_iter().filter(|(name, _)| *name == "accept" || !body.is_empty());
    let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
    HttpRequest {
        method: method.into(),
        url: format!("{}/{path}", config.base_url.trim_end_matches('/')),
        headers: own.chain(config.headers.clone()).collect(),
        body,
        credential: config.credential.clone(),
        repeatable: true,
        timeout_ms: config.timeout_ms,
    }
}

/// The host has tried again as often as it will, so this is final.
fn unreachable_server(reason: &str) -> ProviderError {
    ProviderError {
        kind: ProviderErrorKind::Other,
        code: "unreachable".into(),
        message: format!("no response: {reason}"),
        retry: Retry::Never,
    }
}

/// A list of models has no place for an error of the server.
fn cannot_list(error: &ProviderError) -> Failure {
    Failure::unsupported(format!("the server does not list its models: {}", error.message))
}

export_provider!(OpenAiChat);
