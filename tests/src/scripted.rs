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

/// How the server reacts to a completion request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reaction {
    /// Answers.
    Answer,
    /// Answers with this status, these headers and this body.
    Status(u16, &'static str, &'static str),
    /// Closes the connection.
    HangUp,
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
        let number = state.count.fetch_add(1, Ordering::SeqCst);
        let script = lock(&state.script).clone();
        std::thread::sleep(state.latency);
        match script(number, &body) {
            Reaction::HangUp => return,
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

/// A letter for a choice, a verdict for two texts, an essay otherwise; which one follows from the request.
fn completion(body: &str) -> String {
    let sum: usize = body.bytes().map(usize::from).sum();
    let text = if body.contains("Verdict:") {
        format!("One reason. \\nVerdict: {}", ["first", "second", "tie"][sum % 3])
    } else if body.contains("essay") {
        format!("Essay number {sum}. It holds a reason, for example this one.")
    } else {
        ["X", "Y"][sum % 2].to_owned()
    };
    format!(
        r#"{{"id":"x","object":"chat.completion","model":"scripted-1","choices":[{{"index":0,"finish_reason":"stop","message":{{"role":"assistant","content":"{text}"}}}}],"usage":{{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}}}"#
    )
}
