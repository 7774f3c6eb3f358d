//! What one plugin may use, with the defaults of its kind.

use std::time::Duration;

/// What one plugin may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of linear memory of one instance.
    pub memory: usize,
    /// Wall time of a call.
    pub time: Duration,
    /// Wall time of the second try of a call that took longer, on a fresh instance. A loaded machine must not
    /// change results, so only this one counts as the plugin's fault.
    pub final_time: Duration,
    /// Bytes of text and data that a call may be given.
    pub input: usize,
    /// Bytes that a call may return. The host stops reading an answer at twice as much, counted as it holds
    /// it, since a list of small records takes more room there than its text.
    pub result: usize,
    /// Log lines of a call.
    pub log_lines: u32,
    /// Whether instances are used again.
    pub reuse: Reuse,
    /// The second call of each function of a plugin, and from there every so many, is repeated on a fresh instance;
    /// 0 is never.
    pub recheck: u32,
}

/// Whether instances are used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reuse {
    /// A new instance for every call: no state can leak from one to the next.
    Fresh,
    /// Instances are pooled. For plugins whose checks prove that warm equals fresh.
    Warm,
}

const MIB: usize = 1 << 20;

impl Limits {
    /// For tasks, framings and rubrics.
    pub fn standard(reuse: Reuse) -> Self {
        Self {
            memory: 64 * MIB,
            time: Duration::from_millis(250),
            final_time: Duration::from_secs(10),
            input: 16 * MIB,
            result: 4 * MIB,
            log_lines: 1_000,
            reuse,
            recheck: 100,
        }
    }

    /// For providers, which carry whole conversations and batches. What goes in is a response of up to 32 MiB, which is
    /// as much as the host takes over HTTP, beside the request that it answers.
    pub fn provider(reuse: Reuse) -> Self {
        Self { memory: 256 * MIB, input: 40 * MIB, result: 32 * MIB, ..Self::standard(reuse) }
    }
}

/// Bytes as a person reads them.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        bytes if bytes >= MIB && bytes.is_multiple_of(MIB) => format!("{} MiB", bytes / MIB),
        bytes if bytes >= 1024 && bytes.is_multiple_of(1024) => format!("{} KiB", bytes / 1024),
        bytes => format!("{bytes} B"),
    }
}
