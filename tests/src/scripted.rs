//! A server on loopback that speaks OpenAI's chat completions from a script, and counts what it is asked.
//!
//! For what a real server cannot be made to do: fail on purpose, and say exactly what was paid for. Its
//! answers are a function of the request, so two runs of one study are told the same.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value, json};

/// How the server reacts to a completion request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reaction {
    /// Answers.
    Answer,
    /// Answers with this status, these headers and this body.
    Status(u16, &'static str, &'static str),
    /// Closes the connection.
    HangUp,
    /// Takes the request and says nothing, for ever.
    Silence,
}

type Script = dyn Fn(usize, &str) -> Reaction + Send + Sync;

/// A scripted server; its threads end with the test process.
pub struct Scripted {
    address: String,
    state: Arc<State>,
}

struct State {
    script: Mutex<Arc<Script>>,
    latency: Duration,
    count: AtomicUsize,
    /// The body of each request, in the order in which they came.
    received: Mutex<Vec<String>>,
    /// How often each body was answered.
    answered: Mutex<BTreeMap<String, usize>>,
    /// The header that each request was authorised with.
    authorizations: Mutex<Vec<String>>,
    /// Whether the list of models is refused.
    hides_models: AtomicBool,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Scripted {
    /// Starts a server that takes `latency` for an answer and reacts as `script` says, which is given the
    /// number of the request, from 0, and its body.
    ///
    /// # Panics
    /// When loopback cannot be listened on.
    pub fn start(
        latency: Duration,
        script: impl Fn(usize, &str) -> Reaction + Send + Sync + 'static,
    ) -> Self {
        let listener = match TcpListener::bind("127.0.0.1:0") {
            Ok(listener) => listener,
            Err(error) => panic!("cannot listen on loopback: {error}"),
        };
        let address = listener.local_addr().map(|address| address.to_string()).unwrap_or_default();
        let state = Arc::new(State {
            script: Mutex::new(Arc::new(script)),
            latency,
            count: AtomicUsize::new(0),
            received: Mutex::default(),
            answered: Mutex::default(),
            authorizations: Mutex::default(),
            hides_models: AtomicBool::new(false),
        });
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                std::thread::spawn(move || serve(&stream, &state));
            }
        });
        Self { address, state }
    }

    /// The base URL for a study.
    pub fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// From now on every request is answered.
    pub fn heal(&self) {
        *lock(&self.state.script) = Arc::new(|_, _| Reaction::Answer);
    }

    /// From now on the list of models is refused.
    pub fn hide_models(&self) {
        self.state.hides_models.store(true, Ordering::SeqCst);
    }

    /// Completion requests so far.
    pub fn requests(&self) -> usize {
        self.state.count.load(Ordering::SeqCst)
    }

    /// The completion requests so far, in the order in which they came.
    pub fn received(&self) -> Vec<Value> {
        lock(&self.state.received).iter().map(|body| parse(body)).collect()
    }

    /// How often each body was answered.
    pub fn answered(&self) -> BTreeMap<String, usize> {
        lock(&self.state.answered).clone()
    }

    /// What requests were authorised with.
    pub fn authorizations(&self) -> Vec<String> {
        lock(&self.state.authorizations).clone()
    }
}

/// Serves one connection, request after request.
fn serve(stream: &TcpStream, state: &State) {
    let Ok(clone) = stream.try_clone() else { return };
    let mut reader = BufReader::new(clone);
    while let Some((path, authorization, body)) = read_request(&mut reader) {
        lock(&state.authorizations).push(authorization);
        if path.ends_with("/models") && state.hides_models.load(Ordering::SeqCst) {
            write(stream, 403, "", r#"{"error":{"message":"this key may not list models"}}"#);
            continue;
        }
        if path.ends_with("/models") {
            write(stream, 200, "", r#"{"object":"list","data":[{"id":"scripted"}]}"#);
            continue;
        }
        lock(&state.received).push(body.clone());
        let number = state.count.fetch_add(1, Ordering::SeqCst);
        let script = lock(&state.script).clone();
        std::thread::sleep(state.latency);
        match script(number, &body) {
            Reaction::HangUp => return,
            Reaction::Silence => loop {
                std::thread::park();
            },
            Reaction::Status(status, headers, text) => write(stream, status, headers, text),
            Reaction::Answer => {
                write(stream, 200, "", &completion(&body));
                *lock(&state.answered).entry(body).or_default() += 1;
            }
        }
    }
}

fn read_request(reader: &mut BufReader<TcpStream>) -> Option<(String, String, String)> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let path = line.split_whitespace().nth(1)?.to_owned();
    let (mut length, mut authorization) = (0, String::new());
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => authorization = value.trim().to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((path, authorization, String::from_utf8(body).ok()?))
}

fn write(mut stream: &TcpStream, status: u16, headers: &str, body: &str) {
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    // A client that has gone away is part of the tests.
    let _ = stream.write_all(format!("{head}{body}").as_bytes());
}

fn parse(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_default()
}

/// Calls of tools where there are any; otherwise a letter for a choice, a verdict for two texts, a text for what asks for
/// one. All of it follows from the request.
fn completion(body: &str) -> String {
    let sum: usize = body.bytes().map(usize::from).sum();
    let request = parse(body);
    let calls = calls(&request, sum);
    let text = if body.contains("Verdict:") {
        format!("One reason. \nVerdict: {}", ["first", "second", "tie"][sum % 3])
    } else if body.contains("essay") {
        format!("Essay number {sum}. It holds a reason, for example this one.")
    } else if body.contains("handover") {
        format!("# Handover {sum}\n\nNothing is known of the cause.")
    } else {
        ["X", "Y"][sum % 2].to_owned()
    };
    let (finish, message) = if calls.is_empty() {
        ("stop", json!({ "role": "assistant", "content": text }))
    } else {
        ("tool_calls", json!({ "role": "assistant", "content": null, "tool_calls": calls }))
    };
    json!({
        "id": "x",
        "object": "chat.completion",
        "model": "scripted-1",
        "choices": [{ "index": 0, "finish_reason": finish, "message": message }],
        "usage": { "prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15 },
    })
    .to_string()
}

/// The n-th answer of a conversation calls the n-th tool and the one after it, each with the n-th word where there is a
/// choice of words. Nothing else in the messages moves it, so whoever is framed differently does the same; the ids of the
/// calls differ from request to request.
fn calls(request: &Value, sum: usize) -> Vec<Value> {
    let list = |key: &str| request[key].as_array().cloned().unwrap_or_default();
    let number = list("messages").iter().filter(|message| message["role"] == "assistant").count();
    let call = |(index, tool): (usize, &Value)| {
        let function = &tool["function"];
        let arguments = arguments(&function["parameters"], number).to_string();
        json!({
            "id": format!("call-{sum}-{index}"),
            "type": "function",
            "function": { "name": function["name"], "arguments": arguments },
        })
    };
    list("tools").iter().skip(number).take(2).enumerate().map(call).collect()
}

/// What a tool has to be given.
fn arguments(parameters: &Value, number: usize) -> Value {
    let required = parameters["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let argument = |name: &str| match parameters["properties"][name]["enum"].as_array() {
        Some(words) => words[number % words.len()].clone(),
        None => format!("After {number} answers.").into(),
    };
    required.map(|name| (name.to_owned(), argument(name))).collect::<Map<String, Value>>().into()
}
