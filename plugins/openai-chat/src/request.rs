//! From motive's request to the JSON that a server reads.

use motive_plugin::provider::{Request, Sampling};
use motive_plugin::{Failure, FailureKind, Message, Part, Role};
use serde_json::{Map, Value, json};

use crate::{Config, MaxTokensField};

/// Keys that a study's own settings cannot take over: with the first line, the answer would not be one to the request;
/// the second has the names under which servers know the limit of an answer, of which the one that motive does not
/// send would override the study's limit; for the third, the study or the question has a word of its own.
#[rustfmt::skip]
const RESERVED: [&str; 15] = [
    "model", "messages", "stream", "n", "tools", "functions",
    "max_tokens", "max_completion_tokens", "n_predict",
    "temperature", "top_p", "stop", "seed", "logprobs", "top_logprobs",
];

/// The body of a completion's request. Refuses what this plugin cannot say to a server.
pub(crate) fn body(config: &Config, request: &Request) -> Result<Vec<u8>, Failure> {
    if !request.tools.is_empty() {
        return Err(unsupported("tools are not supported by this provider", "/0/tools".into()));
    }
    let messages = request.messages.iter().enumerate().map(|(index, message)| chat_message(index, message));
    let messages = messages.collect::<Result<Vec<Value>, Failure>>()?;
    let mut body = Map::new();
    body.insert("model".into(), request.model.as_str().into());
    body.insert("messages".into(), messages.into());
    add_sampling(&mut body, config, &request.sampling)?;
    Ok(Value::Object(body).to_string().into_bytes())
}

fn chat_message(index: usize, message: &Message) -> Result<Value, Failure> {
    let at = |rest: &str| format!("/0/messages/{index}{rest}");
    let role = match &message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
        Role::Tool => {
            return Err(unsupported("tool messages are not supported by this provider", at("/role")));
        }
        Role::Other(role) => {
            return Err(unsupported(&format!("the role `{role}` is not supported"), at("/role")));
        }
    };
    let mut texts = Vec::new();
    for (index, part) in message.parts.iter().enumerate() {
        let refuse = |what: &str| {
            Err(unsupported(
                &format!("{what} not supported by this provider"),
                at(&format!("/parts/{index}")),
            ))
        };
        match part {
            Part::Text(text) => texts.push(text.as_str()),
            // Servers expect a past turn without its reasoning, and some refuse one with it.
            Part::Other(other) if other.kind == "reasoning" => {}
            Part::Other(other) => return refuse(&format!("parts of kind `{}` are", other.kind)),
            Part::Blob(blob) => return refuse(&format!("files ({}) are", blob.media_type)),
            Part::ToolCall(_) | Part::ToolResult(_) => return refuse("tool calls are"),
        }
    }
    // Two parts of a message are two paragraphs, as everywhere in motive.
    Ok(json!({ "role": role, "content": texts.join("\n\n") }))
}

fn add_sampling(body: &mut Map<String, Value>, config: &Config, sampling: &Sampling) -> Result<(), Failure> {
    let mut set = |key: &str, value: Option<Value>| value.map(|value| body.insert(key.into(), value));
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
    for (key, value) in &sampling.attrs {
        if RESERVED.contains(&key.as_str()) {
            return Err(unsupported(
                &format!("the setting `{key}` is not free: motive sets it, from the study's own keys"),
                "/0/sampling".into(),
            ));
        }
        let value = serde_json::from_str(value).unwrap_or_else(|_| value.as_str().into());
        body.insert(key.clone(), value);
    }
    Ok(())
}

fn unsupported(message: &str, pointer: String) -> Failure {
    Failure { kind: FailureKind::Unsupported, message: message.into(), pointer }
}
