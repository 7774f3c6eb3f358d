//! What no golden file shows: requests that cannot be sent, servers that do not answer, lists of models.
#![allow(clippy::unwrap_used, missing_docs)]

use motive_plugin::provider::{Action, Event, HttpResponse, Job, Provider, Request, Retry, Sampling};
use motive_plugin::{
    Blob, Context, Failure, FailureKind, Message, OtherPart, Part, Role, ToolCall, ToolResult, ToolSpec,
};
use openai_chat::{Config, OpenAiChat};
use serde_json::{Value, json};

fn local() -> Context<Config> {
    let config = serde_json::from_value(json!({ "base-url": "http://127.0.0.1:8080/v1" })).unwrap();
    Context { config, seed: 1 }
}

fn request(messages: Vec<Message>, sampling: Sampling) -> Request {
    Request { model: "small".into(), messages, tools: Vec::new(), sampling }
}

fn blob(media_type: &str, data: &[u8]) -> Part {
    Part::Blob(Blob { media_type: media_type.into(), data: data.to_vec() })
}

fn other(kind: &str) -> Part {
    Part::Other(OtherPart { kind: kind.into(), data: "\"hm\"".into() })
}

fn of(role: Role, part: Part) -> Request {
    request(vec![Message { role, parts: vec![part] }], Sampling::default())
}

fn refusal(ctx: &Context<Config>, request: Request) -> Failure {
    OpenAiChat::begin(ctx, &Job::Complete(vec![request])).unwrap_err()
}

#[test]
fn parts_without_a_place_are_refused_by_name() {
    let call = || Part::ToolCall(ToolCall { id: "c".into(), name: "clock".into(), arguments: "{}".into() });
    let result = || Part::ToolResult(ToolResult { id: "c".into(), content: "12:00".into(), is_error: false });
    let text = || Part::Text("12:00".into());
    for (role, part, message) in [
        (
            Role::User,
            blob("audio/wav", &[0]),
            "files (audio/wav) are not supported in user messages, which take",
        ),
        (Role::User, blob("image", &[0]), "files (image) are not supported in user messages"),
        (Role::User, blob("text/plain", &[0xff]), "a file (text/plain) is not UTF-8"),
        (Role::System, blob("image/png", &[0]), "files (image/png) are not supported in system messages"),
        (
            Role::Assistant,
            blob("image/png", &[0]),
            "files (image/png) are not supported in assistant messages",
        ),
        (Role::User, call(), "tool calls are not supported in user messages"),
        (Role::User, result(), "tool results are not supported in user messages"),
        (Role::Assistant, result(), "tool results are not supported in assistant messages"),
        (Role::Tool, text(), "text is not supported in tool messages, which take tool results"),
        (Role::Tool, call(), "tool calls are not supported in tool messages"),
        (Role::Assistant, other("signed"), "parts of kind `signed` are not supported in assistant messages"),
        (Role::User, other("reasoning"), "parts of kind `reasoning` are not supported in user messages"),
    ] {
        let failure = refusal(&local(), of(role, part));
        assert_eq!(
            (failure.kind, failure.pointer.as_str()),
            (FailureKind::Unsupported, "/0/messages/0/parts/0")
        );
        assert!(failure.message.starts_with(message), "{}", failure.message);
    }
}

#[test]
fn reasoning_of_another_provider_is_not_returned() {
    let request = || of(Role::Assistant, other("reasoning"));
    assert!(OpenAiChat::begin(&local(), &Job::Complete(vec![request()])).is_ok());
    let config = Config { return_reasoning: true, ..local().config };
    let failure = refusal(&Context { config, seed: 1 }, request());
    assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::Unsupported, "/0/messages/0/parts/0"));
    assert!(failure.message.starts_with("this reasoning does not come from"), "{}", failure.message);
}

#[test]
fn requests_that_cannot_be_sent_are_refused_by_name() {
    let hello = || Part::Text("Hello.".into());
    let tool = |schema: &str| {
        let spec = ToolSpec { name: "clock".into(), description: String::new(), input_schema: schema.into() };
        Request { tools: vec![spec], ..of(Role::User, hello()) }
    };
    let setting = |key: &str| {
        let attrs = vec![(key.to_owned(), "1".to_owned())];
        let sampling = Sampling { attrs, temperature: Some(1.0), ..Sampling::default() };
        request(vec![Message::user("Hello.")], sampling)
    };
    let critic = of(Role::Other("critic".into()), hello());
    let schema = "/0/tools/0/input-schema";
    use FailureKind::{BadSubject, Unsupported};
    for (request, kind, pointer, message) in [
        (critic, Unsupported, "/0/messages/0/role", "the role `critic` is not supported"),
        (tool("[]"), BadSubject, schema, "the schema of the tool `clock` is not a JSON object"),
        (tool("{"), BadSubject, schema, "the schema of the tool `clock` is not a JSON object"),
        (setting("stream"), Unsupported, "/0/sampling", "the setting `stream` is not free"),
        (setting("tools"), Unsupported, "/0/sampling", "the setting `tools` is not free"),
        (setting("temperature"), Unsupported, "/0/sampling", "the setting `temperature` is not free"),
        // Not sent, and not free: a study that is refused is refused at its first question, whatever that is.
        (setting("logprobs"), Unsupported, "/0/sampling", "the setting `logprobs` is not free"),
        // Whichever of the two names is sent, the other would override the limit.
        (setting("max_tokens"), Unsupported, "/0/sampling", "the setting `max_tokens` is not free"),
        (
            setting("max_completion_tokens"),
            Unsupported,
            "/0/sampling",
            "the setting `max_completion_tokens` is",
        ),
    ] {
        let failure = refusal(&local(), request);
        assert_eq!((failure.kind, failure.pointer.as_str()), (kind, pointer), "{message}");
        assert!(failure.message.starts_with(message), "{}", failure.message);
    }
    let failure = OpenAiChat::begin(&local(), &Job::Complete(Vec::new())).unwrap_err();
    assert_eq!(failure.kind, FailureKind::BadSubject);
}

#[test]
fn no_response_is_final() {
    let job = Job::Complete(vec![request(vec![Message::user("Hello.")], Sampling::default())]);
    let event = Event::Unreachable("connection refused".into());
    let Action::Completions(answers) = OpenAiChat::advance(&local(), &job, (), event).unwrap().action else {
        panic!("no completions")
    };
    let error = answers[0].clone().unwrap_err();
    assert_eq!((error.code.as_str(), error.retry), ("unreachable", Retry::Never));
    assert_eq!(error.message, "no response: connection refused");
}

/// What is said of a request that a server refuses with these words.
fn refused(request: Request, status: u16, words: &str) -> String {
    let body = json!({ "error": { "message": words } }).to_string().into_bytes();
    let event = Event::Received(HttpResponse { status, headers: Vec::new(), body });
    let action = OpenAiChat::advance(&local(), &Job::Complete(vec![request]), (), event).unwrap().action;
    let Action::Completions(mut answers) = action else { panic!("no completions") };
    answers.remove(0).unwrap_err().message
}

#[test]
fn who_sends_what_a_model_does_not_take_is_told_what_to_do() {
    let image = || of(Role::User, blob("image/png", &[0]));
    let words = || of(Role::User, Part::Text("Hello.".into()));
    let tools = || {
        let spec = ToolSpec { name: "clock".into(), description: String::new(), input_schema: "{}".into() };
        Request { tools: vec![spec], ..words() }
    };
    for (request, status, said, advice) in [
        (image(), 500, "image input is not supported - hint: mmproj", "sent images"),
        (image(), 400, "small is not a multimodal model", "sent images"),
        (image(), 404, "No endpoints found that support image input", "sent images"),
        (tools(), 500, "tools param requires --jinja flag", "sent tools"),
        (tools(), 400, "registry/small does not support tools", "sent tools"),
        (tools(), 400, "\"auto\" tool choice requires --enable-auto-tool-choice", "sent tools"),
        // Neither sent nor meant.
        (words(), 400, "image input is not supported", ""),
        (tools(), 400, "unknown field `top_k`", ""),
        // Nothing that another model would change.
        (image(), 503, "the image is being loaded", ""),
    ] {
        let message = refused(request, status, said);
        match advice {
            "" => assert_eq!(message, format!("HTTP {status}: {said}")),
            advice => {
                let start =
                    format!("HTTP {status}: {said} (the model `small` was {advice}: if it takes none, ");
                assert!(message.starts_with(&start), "{message}");
            }
        }
    }
}

#[test]
fn models_are_listed() {
    let Action::Send(request) = OpenAiChat::begin(&local(), &Job::ListModels).unwrap().action else {
        panic!("no request")
    };
    assert_eq!((request.method.as_str(), request.url.as_str()), ("GET", "http://127.0.0.1:8080/v1/models"));
    assert!(request.body.is_empty());
    let list = |status: u16, body: Value| {
        let body = body.to_string().into_bytes();
        let event = Event::Received(HttpResponse { status, headers: Vec::new(), body });
        OpenAiChat::advance(&local(), &Job::ListModels, (), event).map(|step| step.action)
    };
    let body = json!({ "object": "list", "data": [
        { "id": "small", "object": "model", "max_model_len": 4096 },
        { "id": "large", "context_length": 131_072 },
        { "id": "local", "owned_by": "llamacpp", "meta": { "n_ctx": 4096, "n_ctx_train": 8192 } },
        { "id": "unknown", "context_length": null, "max_model_len": 2048.0, "meta": null },
        { "object": "model" },
    ] });
    let Action::Models(models) = list(200, body).unwrap() else { panic!("no models") };
    let listed: Vec<_> = models.iter().map(|model| (model.id.as_str(), model.context_tokens)).collect();
    assert_eq!(
        listed,
        [("small", Some(4096)), ("large", Some(131_072)), ("local", Some(4096)), ("unknown", Some(2048))]
    );
    assert!(models[0].abilities.is_empty(), "the API does not say");
    assert_eq!(models[0].max_batch, 1);
    let Action::Models(models) = list(200, json!([{ "id": "bare" }])).unwrap() else { panic!("no models") };
    assert_eq!(models[0].id, "bare");
    let failure = list(200, json!({ "models": [] })).unwrap_err();
    assert!(failure.message.contains("there is no `data` in it"), "{}", failure.message);
    let failure = list(404, json!({ "detail": "Not Found" })).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unsupported);
    assert_eq!(failure.message, "the server does not list its models: HTTP 404: Not Found");
}
