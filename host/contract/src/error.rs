//! Why a call gave no answer, by who is to blame.
//!
//! Messages may hold words of a plugin. They are shown without control characters, lines after the first indented; how
//! long they may be is up to whoever takes them over from the plugin (see [`crate::words`]).

use std::time::Duration;

use thiserror::Error;

use crate::types::Failure;
use crate::words::{indented, line};

/// A call that gave no answer. The variants keep apart who is to blame.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CallError {
    /// The plugin said that it could not, and why.
    #[error(
        "{plugin}: {function}: {} ({}){}",
        indented(&failure.message, 4),
        failure.kind.word(),
        at(&failure.pointer)
    )]
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
        "{plugin}: {function}: the plugin crashed: {}{}{}",
        indented(trap, 4),
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
    #[error("{plugin}: {function}: broke the contract: {}", indented(problem, 4))]
    Contract {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// What was wrong, with the field's name.
        problem: String,
    },
    /// The host's own fault.
    #[error("{plugin}: {function}: the host failed: {}", indented(problem, 4))]
    Host {
        /// The plugin's name in the study.
        plugin: String,
        /// The function of the contract that was called.
        function: &'static str,
        /// What happened.
        problem: String,
    },
}

impl CallError {
    /// The name of the plugin that was called.
    pub fn plugin(&self) -> &str {
        match self {
            Self::Failed { plugin, .. }
            | Self::Trapped { plugin, .. }
            | Self::Deadline { plugin, .. }
            | Self::Memory { plugin, .. }
            | Self::TooLarge { plugin, .. }
            | Self::Contract { plugin, .. }
            | Self::Host { plugin, .. } => plugin,
        }
    }
}

fn at(pointer: &str) -> String {
    if pointer.is_empty() { String::new() } else { format!(" at {}", line(pointer)) }
}

fn block(title: &str, text: &str) -> String {
    if text.trim_end().is_empty() {
        String::new()
    } else {
        format!("\n  {title}:\n    {}", indented(text, 4))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::FailureKind;

    #[test]
    fn words_of_a_plugin_cannot_leave_their_place() {
        let plugin = || "essay".to_owned();
        let failure = Failure {
            kind: FailureKind::BadConfig,
            message: "no \u{1b}[31mred\u{1b}[0m\r\nsee below\n".to_owned(),
            pointer: "/a\nb".to_owned(),
        };
        let trapped = CallError::Trapped {
            plugin: plugin(),
            function: "begin",
            trap: "un\u{7}reachable".to_owned(),
            frames: "0: f\u{1b}]0;x\n1: g".to_owned(),
            output: "one\n\ntwo\u{9b}2J\n".to_owned(),
        };
        let contract = |problem: &str| CallError::Contract {
            plugin: plugin(),
            function: "begin",
            problem: problem.to_owned(),
        };
        for (error, words) in [
            (
                CallError::Failed { plugin: plugin(), function: "begin", failure },
                "essay: begin: no \\u{1b}[31mred\\u{1b}[0m\n    see below (bad-config) at /a\\nb",
            ),
            (
                trapped,
                "essay: begin: the plugin crashed: un\\u{7}reachable\n  frames:\n    0: f\\u{1b}]0;x\n    1: g\n  \
                 its last output:\n    one\n    \n    two\\u{9b}2J",
            ),
            (contract("`a\u{8}b` is\nNaN"), "essay: begin: broke the contract: `a\\u{8}b` is\n    NaN"),
        ] {
            assert_eq!(error.to_string(), words);
        }
    }
}
