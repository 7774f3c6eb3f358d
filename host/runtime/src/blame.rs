//! Who is to blame for a call without an answer: from the engine's error to the contract's.

use std::time::Duration;

use motive_contract::{CallError, words};
use wasmtime::{Trap, WasmBacktrace};
use wasmtime_wasi::I32Exit;

use crate::guest::{Guest, LogFlood};
use crate::limits::size;
use crate::pool::Source;

/// The most characters of a frame that an error shows.
const FRAME: usize = 200;

/// For an instance that did not come up.
pub(crate) fn of_start(
    source: &Source,
    function: &'static str,
    error: &wasmtime::Error,
    guest: &Guest,
    time: Duration,
) -> CallError {
    // A trap is the guest's own even without a frame: that of a data segment beyond its memory has none. With neither,
    // nothing of the guest has run.
    let is_its_own = error.is::<Trap>() || error.downcast_ref::<WasmBacktrace>().is_some();
    let plugin = source.plugin.to_string();
    match guest.memory.refused {
        _ if is_its_own => of_call(source, function, error, guest, time),
        Some(wanted) => CallError::Memory { plugin, function, wanted, limit: source.limits.memory },
        None => CallError::Host {
            plugin,
            function,
            problem: words::paragraph(&format!("no instance: {error:#}")),
        },
    }
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
    let exit = error.downcast_ref::<I32Exit>().map(|exit| exit.0);
    // What a guest does that has no way to go on without the memory. Whatever else goes wrong after a refusal may be
    // due to it or not, so the refusal is a note to it.
    let gave_up = trap == Some(&Trap::UnreachableCodeReached) || exit.is_some_and(|status| status != 0);
    let note = match guest.memory.refused {
        Some(wanted) if gave_up => {
            return CallError::Memory { plugin, function, wanted, limit: limits.memory };
        }
        Some(wanted) => format!(
            "; before that, {wanted} bytes of memory were refused: the limit is {}, and `sandbox.memory` sets it",
            limits.memory
        ),
        None => String::new(),
    };
    let frames = error.downcast_ref::<WasmBacktrace>().map(frames);
    let trap = match (trap, exit) {
        (Some(trap), _) => trap.to_string().replace("wasm trap: ", ""),
        (None, Some(status)) => format!("it ended itself with status {status}"),
        (None, None) if frames.is_none() => {
            let problem = words::paragraph(&format!("what it returned cannot be read: {text}{note}"));
            return CallError::Contract { plugin, function, problem };
        }
        (None, None) => text,
    };
    CallError::Trapped {
        plugin,
        function,
        trap: words::paragraph(&format!("{trap}{note}")),
        frames: frames.unwrap_or_default(),
        output: guest.log.tail(),
    }
}

/// The innermost frames with demangled names, as many as the engine collects: the first dozen of a Rust panic is the
/// panic's own. A name may be of any length.
fn frames(backtrace: &WasmBacktrace) -> String {
    let text = backtrace.to_string();
    let lines: Vec<String> = text
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()))
        .map(|line| words::cut(&words::line(line), FRAME))
        .collect();
    lines.join("\n")
}
