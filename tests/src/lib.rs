//! Shared by the end-to-end tests, which drive the real `motive` binary.

pub mod scripted;
pub mod server;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The `motive` binary of the build that this test belongs to.
///
/// # Panics
/// When it is not there, with the command that builds it.
pub fn motive_binary() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    // target/PROFILE/deps/TEST
    let folder = test.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    let binary = folder.join(format!("motive{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.is_file(),
        "{} is not there; build it with: cargo xtask plugins && cargo build -p motive",
        binary.display()
    );
    binary
}

/// A `motive` command with its input closed and its output caught.
pub fn motive(arguments: &[&str]) -> Command {
    let mut command = Command::new(motive_binary());
    command
        .args(arguments)
        .env_remove("MOTIVE_LOG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a `motive` command to its end.
///
/// # Panics
/// When it cannot be started.
pub fn run(arguments: &[&str]) -> Output {
    match motive(arguments).output() {
        Ok(output) => output,
        Err(error) => panic!("motive cannot be started: {error}"),
    }
}

/// What a command printed on standard output.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a command printed on standard error.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Says why a test had nothing to run on, past the harness, which shows nothing of a test that passes.
pub fn skipped(reason: &str) {
    let _ = std::io::stdout().write_all(format!("SKIPPED: {reason}\n").as_bytes());
}
