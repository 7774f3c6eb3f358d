//! From motive's request to the JSON that a server reads.

use std::collections::BTreeMap;

use motive_plugin::provider::{Request, Sampling};
use motive_plugin::{Failure, FailureKind};
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::{Config, MaxTokensField, message, tools};

/// Keys that a study's own settings cannot take over: with the first line, the answer would not be one to the request;
/// the second has the names under which servers know the limit of an answer, of which the one that motive does not
/// send would override the study's limit; for the third, the study or the question has a word of its own.
#[rustfmt::skip]
const RESERVED: [&str; 15] = [
    "model", "messages", "stream", "n", "tools", "functions",
    "max_tokens", "max_completion_tokens", "n_predict",
    "temperature", "top_p", "stop", "seed", "logprobs", "top_logprobs",
];

/// Settings about tools, which servers refuse in a request without any. A model of a study is asked both with and
/// without.
const OF_TOOLS: [&str; 2] = ["tool_choice", "parallel_tool_calls"];

/// The members of a JSON object, as JSON texts: what a study or a task wrote goes as it was written, in its order.
type Members = BTreeMap<String, String>;

/// The body of a completion's request. Refuses what this plugin cannot say to a server.
pub(crate) fn body(config: &Config, request: &Request) -> Result<Vec<u8>, Failure> {
    let mut body = Members::new();
    body.insert("model".into(), Value::from(request.model.as_str()).to_string());
    body.insert("messages".into(), Value::from(message::chat(config, &request.messages)?).to_string());
    if !request.tools.is_empty() {
        body.insert("tools".into(), tools::specs(&request.tools)?);
    }
    add_sampling(&mut body, config, &request.sampling);
    add_settings(&mut body, request)?;
    let members = body.iter().map(|(key, text)| format!("{}:{text}", Value::from(key.as_str())));
    Ok(format!("{{{}}}", members.collect::<Vec<_>>().join(",")).into_bytes())
}

fn add_sampling(body: &mut Members, config: &Config, sampling: &Sampling) {
    let mut set =
        |key: &str, value: Option<Value>| value.map(|value| body.insert(key.into(), value.to_string()));
    let max_tokens = match config.max_tokens_field {
        MaxTokensField::MaxTokens => "max_tokens",
        MaxTokensField::MaxCompletionTokens => "max_completion_tokens",
    };
    set(max_tokens, sampling.max_output_tokens.map(Value::from));
    set("temperature", sampling.temperature.map(Value::from));
    set("top_p", sampling.top_p.map(Value::from));
    set("stop", (!sampling.stop.is_empty()).then(|| sampling.stop.as_slice().into()));
    // Folded to 31 bits: every server takes that, and some refuse what a signed 32-bit number cannot hold.
    set("seed", sampling.seed.map(|seed| (seed % (1 << 31)).into()));
    set("logprobs", sampling.logprobs.map(|_| true.into()));
    set("top_logprobs", sampling.logprobs.filter(|most| *most > 0).map(Value::from));
}

/// The study's own settings, `response_format` among them. What is not JSON is a text.
fn add_settings(body: &mut Members, request: &Request) -> Result<(), Failure> {
    for (key, value) in &request.sampling.attrs {
        if RESERVED.contains(&key.as_str()) {
            return Err(Failure {
                kind: FailureKind::Unsupported,
                message: format!(
                    "the setting `{key}` is not free: motive sets it, from the study's own keys"
                ),
                pointer: "/0/sampling".into(),
            });
        }
        if OF_TOOLS.contains(&key.as_str()) && request.tools.is_empty() {
            continue;
        }
        let is_json = serde_json::from_str::<IgnoredAny>(value).is_ok();
        let text = if is_json { value.clone() } else { Value::from(value.as_str()).to_string() };
        body.insert(key.clone(), text);
    }
    Ok(())
}
