//! Requests and responses, one file each under `golden/`: what goes in, and what is expected to come out.
//!
//! A request file holds config, request and the HTTP request expected; a response file holds an HTTP response and the
//! completion or error expected, and how many log-probabilities were asked for, if any were. A body that is a JSON string
//! is sent as its text. A file of turns holds a response's body, what the task says then, and the messages expected of
//! the next request, from the answer on.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

use motive_plugin::provider::{
    Action, Completion, Event, HttpRequest, HttpResponse, Job, Provider, ProviderError, Request, Retry,
    Sampling,
};
use motive_plugin::{Attrs, Blob, Context, Message, OtherPart, Part, Role, ToolCall, ToolResult, ToolSpec};
use openai_chat::{Config, OpenAiChat};
use serde_json::{Map, Value, json};

fn context(config: &Value) -> Context<Config> {
    Context { config: serde_json::from_value(config.clone()).unwrap(), seed: 1 }
}

fn local() -> Context<Config> {
    context(&json!({ "base-url": "http://127.0.0.1:8080/v1" }))
}

fn request(messages: Vec<Message>, sampling: Sampling) -> Request {
    Request { model: "small".into(), messages, tools: Vec::new(), sampling }
}

fn sent(ctx: &Context<Config>, job: &Job) -> HttpRequest {
    match OpenAiChat::begin(ctx, job).unwrap().action {
        Action::Send(request) => request,
        other => panic!("{other:?}"),
    }
}

fn cases(folder: &str) -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let case = |file: &std::path::PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        (name, serde_json::from_slice(&fs::read(file).unwrap()).unwrap())
    };
    files.iter().map(case).collect()
}

#[test]
fn requests() {
    for (name, case) in cases("requests") {
        let sent = sent(&context(&case["config"]), &Job::Complete(vec![read_request(&case["request"])]));
        let headers: Map<String, Value> =
            sent.headers.into_iter().map(|(key, value)| (key, value.into())).collect();
        let actual = json!({
            "method": sent.method,
            "url": sent.url,
            "headers": headers,
            "credential": sent.credential,
            "timeout-ms": sent.timeout_ms,
            "body": serde_json::from_slice::<Value>(&sent.body).unwrap(),
        });
        assert_eq!(actual, case["expect"], "{name}");
        assert!(sent.repeatable, "{name}");
    }
}

#[test]
fn responses() {
    for (name, case) in cases("responses") {
        let logprobs = case["logprobs"].as_u64().map(|n| n as u8);
        let sampling = Sampling { logprobs, ..Sampling::default() };
        let job = Job::Complete(vec![request(vec![Message::user("Hello.")], sampling)]);
        let event = Event::Received(read_response(&case));
        let actual = match OpenAiChat::advance(&local(), &job, (), event).unwrap().action {
            Action::Completions(mut answers) => match answers.remove(0) {
                Ok(completion) => json!({ "completion": show_completion(completion) }),
                Err(error) => json!({ "error": show_error(&error) }),
            },
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(actual, case["expect"], "{name}");
    }
}

#[test]
fn turns() {
    for (name, case) in cases("turns") {
        let ctx = context(&case["config"]);
        let mut messages = vec![Message::user("Hello.")];
        let job = Job::Complete(vec![request(messages.clone(), Sampling::default())]);
        let response =
            HttpResponse { status: 200, headers: Vec::new(), body: case["body"].to_string().into_bytes() };
        let action = OpenAiChat::advance(&ctx, &job, (), Event::Received(response)).unwrap().action;
        let Action::Completions(mut answers) = action else { panic!("{name}: {action:?}") };
        messages.push(answers.remove(0).unwrap().message);
        messages.extend(read_messages(&case["then"]));
        let sent = sent(&ctx, &Job::Complete(vec![request(messages, Sampling::default())]));
        let mut body: Value = serde_json::from_slice(&sent.body).unwrap();
        let actual: Vec<Value> = body["messages"].as_array_mut().unwrap().drain(1..).collect();
        assert_eq!(Value::from(actual), case["expect"], "{name}");
    }
}

fn read_messages(messages: &Value) -> Vec<Message> {
    let message = |message: &Value| {
        let role = match message[0].as_str().unwrap() {
            "system" => Role::System,
            "assistant" => Role::Assistant,
            "tool" => Role::Tool,
            _ => Role::User,
        };
        let parts = message[1]
            .as_array()
            .map_or_else(|| vec![read_part(&message[1])], |m| m.iter().map(read_part).collect());
        Message { role, parts }
    };
    messages.as_array().unwrap().iter().map(message).collect()
}

/// A text, or an object of one key: `blob` (media type, text), `call` (id, name, arguments), `result` (id, content, and
/// true for an error).
fn read_part(part: &Value) -> Part {
    let Some((kind, fields)) = part.as_object().and_then(|object| object.iter().next()) else {
        return Part::Text(part.as_str().unwrap().to_owned());
    };
    let text = |index: usize| fields[index].as_str().unwrap().to_owned();
    match kind.as_str() {
        "blob" => Part::Blob(Blob { media_type: text(0), data: text(1).into_bytes() }),
        "call" => Part::ToolCall(ToolCall { id: text(0), name: text(1), arguments: text(2) }),
        "result" => {
            let is_error = fields[2].as_bool().unwrap_or_default();
            Part::ToolResult(ToolResult { id: text(0), content: text(1), is_error })
        }
        kind => panic!("a part of kind {kind}"),
    }
}

fn read_tools(tools: &Value) -> Vec<ToolSpec> {
    let tool = |tool: &Value| ToolSpec {
        name: tool[0].as_str().unwrap().to_owned(),
        description: tool[1].as_str().unwrap().to_owned(),
        input_schema: tool[2].to_string(),
    };
    tools.as_array().map_or_else(Vec::new, |tools| tools.iter().map(tool).collect())
}

fn read_request(json: &Value) -> Request {
    let from = &json["sampling"];
    let strings = |value: &Value| serde_json::from_value(value.clone()).unwrap_or_default();
    let attrs: Attrs = serde_json::from_value(from["attrs"].clone()).unwrap_or_default();
    let sampling = Sampling {
        max_output_tokens: from["max-output-tokens"].as_u64().map(|n| n as u32),
        temperature: from["temperature"].as_f64(),
        top_p: from["top-p"].as_f64(),
        stop: strings(&from["stop"]),
        seed: from["seed"].as_u64(),
        logprobs: from["logprobs"].as_u64().map(|n| n as u8),
        attrs,
    };
    Request { tools: read_tools(&json["tools"]), ..request(read_messages(&json["messages"]), sampling) }
}

fn read_response(case: &Value) -> HttpResponse {
    let headers = case["headers"].as_object().unwrap().iter();
    HttpResponse {
        status: case["status"].as_u64().unwrap() as u16,
        headers: headers.map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned())).collect(),
        body: case["body"].as_str().map_or_else(|| case["body"].to_string(), str::to_owned).into_bytes(),
    }
}

fn show_completion(completion: Completion) -> Value {
    let attrs =
        |attrs: Attrs| attrs.into_iter().map(|(key, value)| (key, value.into())).collect::<Map<_, _>>();
    // JSON has no infinity, so the golden files say "-inf".
    let number = |x: f64| if x.is_finite() { json!(x) } else { json!(x.to_string()) };
    let logprobs = completion.logprobs.iter().map(|token| {
        let alternatives: Vec<Value> =
            token.alternatives.iter().map(|(text, p)| json!([text, number(*p)])).collect();
        json!([token.text, number(token.logprob), alternatives])
    });
    let parts = &completion.message.parts;
    let reasoning: Vec<Value> = parts.iter().filter_map(show_reasoning).collect();
    let calls: Vec<Value> = parts.iter().filter_map(show_call).collect();
    let usage = completion.usage;
    let mut shown = json!({
        "text": completion.message.text(),
        "reasoning": if reasoning.is_empty() { Value::Null } else { reasoning.into() },
        "stop": kebab(&format!("{:?}", completion.stop)),
        "usage": {
            "input": usage.input_tokens,
            "output": usage.output_tokens,
            "cached": usage.cached_tokens,
            "reasoning": usage.reasoning_tokens,
            "attrs": attrs(usage.attrs),
        },
        "served-by": completion.served_by,
        "logprobs": logprobs.collect::<Vec<_>>(),
        "attrs": attrs(completion.attrs),
    });
    if !calls.is_empty() {
        shown["calls"] = calls.into();
    }
    shown
}

fn show_reasoning(part: &Part) -> Option<Value> {
    match part {
        Part::Other(OtherPart { kind, data }) if kind == "reasoning" => serde_json::from_str(data).ok(),
        _ => None,
    }
}

fn show_call(part: &Part) -> Option<Value> {
    match part {
        Part::ToolCall(call) => Some(json!([call.id, call.name, call.arguments])),
        _ => None,
    }
}

fn show_error(error: &ProviderError) -> Value {
    let retry = match error.retry {
        Retry::Never => json!("never"),
        Retry::Backoff => json!("backoff"),
        Retry::After(milliseconds) => json!(milliseconds),
    };
    json!({ "kind": kebab(&format!("{:?}", error.kind)), "code": error.code, "message": error.message, "retry": retry })
}

/// "StopReason::StopSequence" or "StopSequence" as "stop-sequence".
fn kebab(name: &str) -> String {
    let name = name.rsplit("::").next().unwrap();
    let dashed = name.char_indices().flat_map(|(i, c)| {
        let dash = (i > 0 && c.is_uppercase()).then_some('-');
        dash.into_iter().chain(c.to_lowercase())
    });
    dashed.collect()
}
