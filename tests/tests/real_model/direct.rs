//! Questions that the bundled `openai-chat` is given here and not by a run: what no bundled task sends, and what a
//! journal does not show.

use std::sync::Arc;

use motive_contract::Provider;
use motive_contract::provider::{
    Action, Completion, Event, HttpResponse, Job, ProviderError, ProviderErrorKind, Request, Retry, Sampling,
};
use motive_contract::types::{Blob, Context, Message, Part, Role, ToolCall, ToolResult, ToolSpec, Usage};
use motive_runtime::{Assets, Limits, Reuse, Runtime, Settings};
use motive_tests::server::{MODEL, Server};
use serde_json::{Value, json};

/// A white pixel.
const PNG: &[u8] =
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\
    \x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\xf8\x0f\x00\x01\
    \x01\x01\x00\xb1\x38\xf6\x14\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// A server, and the plugin that speaks to it.
struct Line {
    server: Server,
    plugin: Arc<dyn Provider>,
}

impl Line {
    /// None where there is no server.
    fn open() -> Option<Self> {
        let server = Server::start(None)?;
        let Some((name, bytes)) = motive_bundled::PLUGINS.iter().find(|(name, _)| *name == "openai-chat")
        else {
            panic!("built without plugins: run `cargo xtask plugins`, and build this again");
        };
        let runtime = Runtime::new(&Settings::default()).unwrap();
        let limits = Limits::provider(Reuse::Warm);
        let plugin = runtime.load(name, bytes, &limits, Assets::new()).unwrap();
        Some(Self { server, plugin: plugin.provider().unwrap().unwrap() })
    }

    fn ask(&self, return_reasoning: bool, request: Request) -> Result<Completion, ProviderError> {
        let config = json!({ "base-url": self.server.url(), "return-reasoning": return_reasoning });
        let context = Context { config: config.to_string(), seed: 1 };
        let job = Job::Complete(vec![request]);
        let step = self.plugin.begin(&context, &job).unwrap();
        let Action::Send(request) = step.action else { panic!("{:?}", step.action) };
        let path = request.url.strip_prefix(self.server.url()).unwrap();
        let (status, body) = self.server.post(path, &request.body);
        let response = HttpResponse { status, headers: Vec::new(), body };
        let event = Event::Received(response);
        let step = self.plugin.advance(&context, &job, &step.state, &event).unwrap();
        let Action::Completions(mut answers) = step.action else { panic!("{:?}", step.action) };
        answers.remove(0)
    }
}

fn read_log() -> ToolSpec {
    let schema = json!({
        "type": "object",
        "properties": { "source": { "type": "string", "enum": ["api", "database"] } },
        "required": ["source"],
        "additionalProperties": false,
    });
    ToolSpec { name: "read_log".into(), description: "Read a log.".into(), input_schema: schema.to_string() }
}

/// A question at temperature 0 whose answer has so many tokens at most.
fn request(messages: Vec<Message>, most: u32) -> Request {
    let sampling = Sampling { temperature: Some(0.0), max_output_tokens: Some(most), ..Sampling::default() };
    Request { model: MODEL.into(), messages, tools: Vec::new(), sampling }
}

fn question() -> Message {
    Message::text(Role::User, "You are on call. Which log tells why the library cannot lend books?")
}

#[test]
fn a_model_that_sees_nothing_is_named_and_so_is_the_way_out() {
    let Some(line) = Line::open() else { return };
    let image = Part::Blob(Blob { media_type: "image/png".into(), data: PNG.to_vec() });
    let words = Part::Text("What is to be seen here?".into());
    let message = Message { role: Role::User, parts: vec![image, words] };
    let error = line.ask(false, request(vec![message], 1)).unwrap_err();
    assert_eq!((error.kind, error.retry), (ProviderErrorKind::InvalidRequest, Retry::Never), "{error:?}");
    for part in ["HTTP 500", "image input is not supported", MODEL, "use a model that does"] {
        assert!(error.message.contains(part), "{part}: {}", error.message);
    }
}

#[test]
fn arguments_that_are_no_object_go_back_all_the_same() {
    let Some(line) = Line::open() else { return };
    for arguments in [r#"{"source": "da"#, "database", r#""database""#, "[]", "null", "12", "", "{}"] {
        let call = ToolCall { id: "call00000".into(), name: "read_log".into(), arguments: arguments.into() };
        let result =
            ToolResult { id: "call00000".into(), content: "These are not JSON.".into(), is_error: true };
        let messages = vec![
            question(),
            Message { role: Role::Assistant, parts: vec![Part::ToolCall(call)] },
            Message { role: Role::Tool, parts: vec![Part::ToolResult(result)] },
        ];
        let request = Request { tools: vec![read_log()], ..request(messages, 1) };
        let answer = line.ask(false, request);
        assert!(answer.is_ok(), "{arguments}: {answer:?}");
    }

    // Why they go in an object: as it came, the server would not have the first of them.
    let call = json!({
        "id": "c", "type": "function", "function": { "name": "read_log", "arguments": r#"{"source": "da"# },
    });
    let body = json!({
        "messages": [
            { "role": "user", "content": "Hello." },
            { "role": "assistant", "content": null, "tool_calls": [call] },
            { "role": "tool", "tool_call_id": "c", "content": "These are not JSON." },
        ],
    });
    let (status, body) = line.server.post("/chat/completions", body.to_string().as_bytes());
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(status, 500, "{body}");
    assert!(body["error"]["message"].as_str().unwrap().contains("tool call arguments"), "{body}");
}

/// Tokens of a thought, after which the server ends it.
const THOUGHT: u64 = 12;

#[test]
fn a_thought_goes_back_if_the_study_says_so() {
    let Some(line) = Line::open() else { return };
    let thinking = |messages: Vec<Message>, most: u32| {
        let mut request = Request { tools: vec![read_log()], ..request(messages, most) };
        let attrs = [
            ("chat_template_kwargs", r#"{"begin":"thought"}"#.to_owned()),
            ("thinking_budget_tokens", THOUGHT.to_string()),
        ];
        request.sampling.attrs.extend(attrs.map(|(key, value)| (key.to_owned(), value)));
        request
    };
    let answer = line.ask(false, thinking(vec![question()], 40)).unwrap();
    let thoughts: Vec<Value> = answer
        .message
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Other(other) if other.kind == "reasoning" => serde_json::from_str(&other.data).ok(),
            _ => None,
        })
        .collect();
    let [thought] = thoughts.as_slice() else { panic!("{:?}", answer.message) };
    let thought = thought["reasoning_content"].as_str().unwrap();
    assert!(!thought.trim().is_empty(), "{:?}", answer.message);

    let messages = vec![question(), answer.message.clone(), Message::text(Role::User, "Are you sure?")];
    let [without, with] =
        [false, true].map(|back| line.ask(back, thinking(messages.clone(), 1)).unwrap().usage.input_tokens);
    // The tokens of the thought, and its tags'.
    assert!(with > without + THOUGHT / 2, "{with} tokens with the thought, {without} without");
}

#[test]
fn cached_tokens_are_told() {
    let Some(line) = Line::open() else { return };
    let ask = || line.ask(false, request(vec![question()], 1)).unwrap().usage;
    let [first, second]: [Usage; 2] = [ask(), ask()];
    assert_eq!((first.input_tokens, first.output_tokens), (second.input_tokens, 1));
    assert_eq!(first.cached_tokens, Some(0));
    // All but the last, which is read again to go on from.
    assert_eq!(second.cached_tokens, Some(first.input_tokens - 1));
    // llama.cpp does not count thoughts apart.
    assert_eq!(second.reasoning_tokens, None);
}
