//! A real model server for a test: started before it, and ended with it, whatever becomes of the test.
//!
//! What is served and where it comes from is the business of `tests/realmodel/serve.sh`.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::skipped;

/// The name of the model that is served.
pub const MODEL: &str = "smollm2-135m";

/// The exit status by which `serve.sh` says that the machine or its network does not allow it.
const UNAVAILABLE: i32 = 3;

/// The file of the server's standard error.
const LOG: &str = "stderr";

/// How long the server may take to end before it is killed.
const GRACE: Duration = Duration::from_secs(5);

/// One server at a time: two on the same cores would only slow each other down.
static TURN: Mutex<()> = Mutex::new(());

/// A running server.
pub struct Server {
    _process: Process,
    url: String,
    key: Option<String>,
    _turn: MutexGuard<'static, ()>,
}

/// The server's process, ended when this is dropped.
struct Process {
    child: Child,
    /// Holds what it writes on standard error.
    folder: TempDir,
}

impl Process {
    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join(LOG)).unwrap_or_default()
    }
}

impl Server {
    /// Starts a server on a free port and waits until it answers. With a `key`, it refuses requests without it.
    ///
    /// None if its packages cannot be had on this machine; a line that starts with `SKIPPED: ` has then been printed.
    ///
    /// # Panics
    /// When it should start and does not.
    pub fn start(key: Option<&str>) -> Option<Self> {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = must("make a folder", TempDir::new());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("realmodel/serve.sh");
        let mut command = Command::new(&script);
        command
            // A signal from the terminal to the test is not for the server: it ends with the test.
            .process_group(0)
            .env_remove("MOTIVE_MODEL_PORT")
            .env_remove("MOTIVE_MODEL_API_KEY")
            .envs(key.map(|key| ("MOTIVE_MODEL_API_KEY", key)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(must("write the server's log", File::create(folder.path().join(LOG))));
        let mut process = Process { child: must("start tests/realmodel/serve.sh", command.spawn()), folder };
        let mut line = String::new();
        if let Some(stdout) = process.child.stdout.take() {
            must("read from the server", BufReader::new(stdout).read_line(&mut line));
        }
        let Some(url) = line.trim().strip_prefix("ready ") else {
            let status = must("wait for the server", process.child.wait());
            assert!(status.code() == Some(UNAVAILABLE), "the server did not start: {status}");
            let log = process.log();
            let reason = log.lines().last().unwrap_or_default().trim_start_matches("serve: ");
            skipped(&format!("no real model server: {reason}"));
            return None;
        };
        Some(Self { _process: process, url: url.to_owned(), key: key.map(ToOwned::to_owned), _turn: turn })
    }

    /// The base URL of its API.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// One of the server's own counters, as llama.cpp names it: `tokens_predicted_total` and others.
    ///
    /// # Panics
    /// When the server does not say.
    pub fn counter(&self, name: &str) -> u64 {
        let (_, body) = self.send("GET /metrics", b"");
        let text = String::from_utf8_lossy(&body);
        let prefix = format!("llamacpp:{name} ");
        let value = text.lines().find_map(|line| line.strip_prefix(&prefix)?.trim().parse().ok());
        value.unwrap_or_else(|| panic!("the server has no counter `{name}`:\n{text}"))
    }

    /// Posts JSON to a path below the base URL. Returns the status and the body of the response.
    ///
    /// # Panics
    /// When there is no response.
    pub fn post(&self, path: &str, json: &[u8]) -> (u16, Vec<u8>) {
        self.send(&format!("POST /v1{path}"), json)
    }

    fn send(&self, method_and_path: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let address = self.url.trim_start_matches("http://").trim_end_matches("/v1");
        let mut stream = must("reach the server", TcpStream::connect(address));
        let key = self.key.as_ref().map_or(String::new(), |key| format!("authorization: Bearer {key}\r\n"));
        let head = format!(
            "{method_and_path} HTTP/1.1\r\nhost: {address}\r\n{key}content-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        must("ask the server", stream.write_all(&[head.as_bytes(), body].concat()));
        let mut response = Vec::new();
        must("hear the server", stream.read_to_end(&mut response));
        let status = response.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        let end = response.windows(4).position(|window| window == b"\r\n\r\n");
        let (Some(status), Some(end)) = (status, end) else {
            panic!("no response to {method_and_path}: {}", String::from_utf8_lossy(&response));
        };
        (status, response.split_off(end + 4))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the model server, {:?}, said:\n{}", self.child.try_wait(), self.log());
        }
        // One that has ended and was waited for has no process id any more.
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        signal(self.child.id(), "TERM");
        let deadline = Instant::now() + GRACE;
        while Instant::now() < deadline {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal, by name, to a process that the test has started and not waited for.
///
/// # Panics
/// When there is no shell to send it with.
pub fn signal(pid: u32, name: &str) {
    let sent = Command::new("sh").args(["-c", &format!("kill -s {name} {pid}")]).status();
    must("send a signal", sent);
}

fn must<T>(what: &str, result: std::io::Result<T>) -> T {
    result.unwrap_or_else(|error| panic!("cannot {what}: {error}"))
}
