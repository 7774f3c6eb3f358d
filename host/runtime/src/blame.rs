//! Who is to blame for a call without an answer: from the engine's error to the contract's.

use std::time::Duration;

use motive_contract::CallError;
use wasmtime::{Trap, WasmBacktrace};
use wasmtime_wasi::I32Exit;

use crate::guest::{Guest, LogFlood};
use crate::limits::size;
use crate::pool::Source;

/// For an instance that did not come up.
pub(crate) fn of_start(
    source: &Source,
    function: &'static str,
    error: &wasmtime::Error,
    guest: &Guest,
    time: Duration,
) -> CallError {
    // Without a frame of the guest nothing of it has run.
    if guest.memory.refused.is_none() && error.downcast_ref::<WasmBacktrace>().is_none() {
        let problem = format!("no instance: {error:#}");
        return CallError::Host { plugin: source.plugin.to_string(), function, problem };
    }
    of_call(source, function, error, guest, time)
}

/// For a call on an instance.
pub(crate) fn of_call(
    source: &Source,
    function: &'static str,
    error: &wasmtime::Error,
    guest: &Guest,
    time: Duration,
) -> CallError {
    let plugin = source.plugin.to_string();
    let limits = &source.limits;
    let trap = error.downcast_ref::<Trap>();
    // First, since it is the one that a second try may undo.
    if trap == Some(&Trap::Interrupt) {
        return CallError::Deadline { plugin, function, first: limits.time, limit: time };
    }
    if let Some(wanted) = guest.memory.refused {
        return CallError::Memory { plugin, function, wanted, limit: limits.memory };
    }
    let too_large = |what: &str, limit, setting| CallError::TooLarge {
        plugin: plugin.clone(),
        function,
        what: what.to_owned(),
        limit,
        setting,
    };
    if let Some(flood) = error.downcast_ref::<LogFlood>() {
        return too_large("the log of the call", format!("{} lines", flood.0), "log-lines");
    }
    let text = error.root_cause().to_string();
    // The engine keeps the type of this error to itself; a test holds us to its wording.
    if text.contains("fuel allocated for hostcalls") {
        return too_large("what the plugin passed to the host", size(limits.result), "result");
    }
    let frames = error.downcast_ref::<WasmBacktrace>().map(frames);
    let trap = match (trap, error.downcast_ref::<I32Exit>()) {
        (Some(trap), _) => trap.to_string().replace("wasm trap: ", ""),
        (None, Some(I32Exit(status))) => format!("it ended itself with status {status}"),
        (None, None) if frames.is_none() => {
            let problem = format!("what it returned cannot be read: {text}");
            return CallError::Contract { plugin, function, problem };
        }
        (None, None) => text,
    };
    CallError::Trapped {
        plugin,
        function,
        trap,
        frames: frames.unwrap_or_default(),
        output: guest.log.tail(),
    }
}

/// The innermost frames with demangled names, as many as the engine collects: the first dozen of a Rust panic is the
/// panic's own.
fn frames(backtrace: &WasmBacktrace) -> String {
    let text = backtrace.to_string();
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()))
        .collect();
    lines.join("\n")
}
