//! Why a call gave no answer, by who is to blame.

use std::time::Duration;

use thiserror::Error;

use crate::types::Failure;

/// A call that gave no answer. The variants keep apart who is to blame.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CallError {
    /// The plugin said that it could not, and why.
    #[error("{plugin}: {function}: {} ({}){}", failure.message, failure.kind.word(), at(&failure.pointer))]
    Failed {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// The plugin's words.
        failure: Failure,
    },
    /// The plugin crashed.
    #[error(
        "{plugin}: {function}: the plugin crashed: {trap}{}{}",
        block("frames", frames),
        block("its last output", output)
    )]
    Trapped {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// What the machine says happened.
        trap: String,
        /// Demangled frames, innermost first; empty if there are none.
        frames: String,
        /// The end of what the plugin wrote to its log and its standard error.
        output: String,
    },
    /// The plugin took too long, twice.
    #[error(
        "{plugin}: {function}: no answer within {limit:?}, on a fresh instance after a first try of {first:?}; \
         raise `sandbox.final-time` for this plugin if it needs longer"
    )]
    Deadline {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// The first try's limit.
        first: Duration,
        /// The limit that was hit in the end.
        limit: Duration,
    },
    /// The plugin wanted more memory than it may have.
    #[error(
        "{plugin}: {function}: wanted {wanted} bytes of memory, the limit is {limit}; \
         raise `sandbox.memory` for this plugin if it needs more"
    )]
    Memory {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// Bytes wanted.
        wanted: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// What went in or came out was larger than it may be.
    #[error("{plugin}: {function}: {what} is over the limit of {limit}; `sandbox.{setting}` sets it")]
    TooLarge {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// What was too large, with its size where it is known.
        what: String,
        /// The limit with its unit.
        limit: String,
        /// The setting that holds it.
        setting: &'static str,
    },
    /// The plugin broke the contract: a number that is not finite, a word nobody knows, another answer to
    /// the same question.
    #[error("{plugin}: {function}: broke the contract: {problem}")]
    Contract {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// What was wrong, with the field's name.
        problem: String,
    },
    /// The host's own fault.
    #[error("{plugin}: {function}: the host failed: {problem}")]
    Host {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// What happened.
        problem: String,
    },
}

fn at(pointer: &str) -> String {
    if pointer.is_empty() { String::new() } else { format!(" at {pointer}") }
}

fn block(title: &str, text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    format!("\n  {title}:\n{}", lines.join("\n"))
}
