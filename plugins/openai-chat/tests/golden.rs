//! Requests and responses, one file each under `golden/`: what goes in, and what is expected to come out.
//!
//! A request file holds config, request and the HTTP request expected; a response file holds an HTTP response and the
//! completion or error expected, and how many log-probabilities were asked for, if any were. A body that is a JSON string
//! is sent as its text.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

use motive_plugin::provider::{
    Action, Completion, Event, HttpRequest, HttpResponse, Job, Provider, ProviderError, Request, Retry,
    Sampling,
};
use motive_plugin::{
    Attrs, Blob, Context, FailureKind, Message, OtherPart, Part, Plugin, Role, ToolSpec, Want, WantWhat,
};
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

fn read_request(json: &Value) -> Request {
    let messages = json["messages"].as_array().unwrap().iter().map(|message| {
        let role = match message[0].as_str().unwrap() {
            "system" => Role::System,
            "assistant" => Role::Assistant,
            _ => Role::User,
        };
        let text = |text: &Value| Part::Text(text.as_str().unwrap().to_owned());
        let parts =
            message[1].as_array().map_or_else(|| vec![text(&message[1])], |m| m.iter().map(text).collect());
        Message { role, parts }
    });
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
    request(messages.collect(), sampling)
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
    let reasoning = completion.message.parts.iter().find_map(|part| match part {
        Part::Other(OtherPart { kind, data }) if kind == "reasoning" => {
            serde_json::from_str::<Value>(data).ok()
        }
        _ => None,
    });
    let usage = completion.usage;
    json!({
        "text": completion.message.text(),
        "reasoning": reasoning,
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
    })
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

#[test]
fn what_cannot_be_said_is_refused_by_name() {
    let with =
        |part: Part| request(vec![Message { role: Role::User, parts: vec![part] }], Sampling::default());
    let image = with(Part::Blob(Blob { media_type: "image/png".into(), data: vec![0] }));
    let signed = with(Part::Other(OtherPart { kind: "signed".into(), data: "1".into() }));
    let tool = ToolSpec { name: "clock".into(), description: String::new(), input_schema: "{}".into() };
    let tools = Request { tools: vec![tool], ..with(Part::Text("Hello.".into())) };
    let setting = |key: &str| {
        let attrs = vec![(key.to_owned(), "1".to_owned())];
        request(
            vec![Message::user("Hello.")],
            Sampling { attrs, temperature: Some(1.0), ..Sampling::default() },
        )
    };
    for (request, pointer, message) in [
        (image, "/0/messages/0/parts/0", "files (image/png) are not supported"),
        (signed, "/0/messages/0/parts/0", "parts of kind `signed` are not supported"),
        (tools, "/0/tools", "tools are not supported"),
        (setting("stream"), "/0/sampling", "the setting `stream` is not free"),
        (setting("temperature"), "/0/sampling", "the setting `temperature` is not free"),
        // Not sent, and not free: a study that is refused is refused at its first question, whatever that is.
        (setting("logprobs"), "/0/sampling", "the setting `logprobs` is not free"),
        // Whichever of the two names is sent, the other would override the limit.
        (setting("max_tokens"), "/0/sampling", "the setting `max_tokens` is not free"),
        (setting("max_completion_tokens"), "/0/sampling", "the setting `max_completion_tokens` is not free"),
    ] {
        let failure = OpenAiChat::begin(&local(), &Job::Complete(vec![request])).unwrap_err();
        assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::Unsupported, pointer));
        assert!(failure.message.starts_with(message), "{}", failure.message);
    }
    // A past turn is sent without its reasoning.
    let reasoning = with(Part::Other(OtherPart { kind: "reasoning".into(), data: "\"hm\"".into() }));
    assert!(OpenAiChat::begin(&local(), &Job::Complete(vec![reasoning])).is_ok());
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

#[test]
fn models_are_listed() {
    let request = sent(&local(), &Job::ListModels);
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

#[test]
fn wants_its_origin_and_its_credential() {
    let wants = |config: Value| -> Vec<String> {
        let show = |want: Want| match want.what {
            WantWhat::Origin(origin) => origin,
            WantWhat::Credential(credential) => {
                format!("{} at {} as {:?}", credential.name, credential.origin, credential.placement)
            }
            other => panic!("{other:?}"),
        };
        OpenAiChat::wants(&context(&config).config).into_iter().map(show).collect()
    };
    let url = "https://api.example.com/v1";
    assert_eq!(wants(json!({ "base-url": url })), ["https://api.example.com"]);
    assert_eq!(
        wants(json!({ "base-url": url, "credential": "api-key" })),
        ["https://api.example.com", "api-key at https://api.example.com as Placement::Bearer"]
    );
    assert_eq!(
        wants(json!({ "base-url": url, "credential": "key", "credential-header": "x-api-key" })),
        ["https://api.example.com", "key at https://api.example.com as Placement::Header(\"x-api-key\")"]
    );
    assert_eq!(wants(json!({ "base-url": "nonsense" })), Vec::<String>::new());
}

#[test]
fn configs_that_would_not_work_are_found() {
    let found = |config: Value| -> Vec<String> {
        let findings = OpenAiChat::check(&context(&config).config);
        assert!(findings.iter().all(|finding| finding.fatal));
        findings.into_iter().map(|finding| finding.pointer).collect()
    };
    for (config, pointers) in [
        (json!({ "base-url": "http://127.0.0.1:8080/v1" }), vec![]),
        (json!({ "base-url": "https://u:p@example.com" }), vec!["/base-url"]),
        (
            json!({ "base-url": "https://example.com", "credential-header": "x-api-key" }),
            vec!["/credential-header"],
        ),
    ] {
        assert_eq!(found(config.clone()), pointers, "{config}");
    }
    for (name, value, fine) in [
        ("x-ok", "y", true),
        ("User-Agent", "mine", true),
        ("x-tab", "a\tb ü", true),
        ("Authorization", "x", false),
        ("Proxy-Authorization", "x", false),
        ("proxy-anything", "x", false),
        ("HOST", "x", false),
        ("cookie", "x", false),
        ("Content-Length", "3", false),
        ("transfer-encoding", "chunked", false),
        ("connection", "close", false),
        ("Expect", "100-continue", false),
        ("TE", "trailers", false),
        ("Trailer", "x", false),
        ("Upgrade", "h2c", false),
        ("Keep-Alive", "1", false),
        ("HTTP2-Settings", "x", false),
        ("Accept-Encoding", "br", false),
        ("accept", "x", false),
        ("Content-Type", "x", false),
        // The header of the credential.
        ("X-API-Key", "mine", false),
        ("", "x", false),
        ("x y", "z", false),
        ("x:", "z", false),
        ("ü", "z", false),
        ("x", "y\r\nhost: evil.example", false),
        ("x", "y\nz", false),
        ("x", "y\u{0}", false),
        ("x", "y\u{7f}", false),
    ] {
        let config = json!({
            "base-url": "https://example.com", "credential": "key", "credential-header": "x-api-key",
            "headers": { name: value },
        });
        let expected = if fine { vec![] } else { vec![format!("/headers/{name}")] };
        assert_eq!(found(config), expected, "{name}: {value:?}");
    }
    let slashed = json!({ "base-url": "https://example.com", "headers": { "x/~y": "z" } });
    assert_eq!(found(slashed), ["/headers/x~1~0y"]);
}

#[test]
fn a_credential_goes_into_a_header_that_can_carry_it() {
    for (header, fine) in [
        ("x-api-key", true),
        ("Authorization", true),
        ("accept", false),
        ("Content-Type", false),
        ("host", false),
        ("Proxy-Authorization", false),
        ("te", false),
        ("x y", false),
        ("", false),
    ] {
        let config =
            json!({ "base-url": "https://example.com", "credential": "key", "credential-header": header });
        let found = OpenAiChat::check(&context(&config).config);
        assert_eq!(
            found.iter().map(|f| f.pointer.as_str()).collect::<Vec<_>>(),
            if fine { vec![] } else { vec!["/credential-header"] },
            "{header}"
        );
    }
}
