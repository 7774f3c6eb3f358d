//! What an instance carries with it: its limits as they are used up, its log, its files, its frozen WASI.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use motive_contract::words;
use wasmtime::ResourceLimiter;

use crate::engine::TABLE_ELEMENTS;
use crate::limits::Limits;
use crate::plugin::Assets;
use crate::wasi::Wasi;

/// Characters of a log line that are kept, of its message and of its fields each.
const LINE: usize = 4_096;
/// Lines that an error shows of what a plugin said last, as far as they are of one text's length together.
const TAIL: usize = 20;
/// Characters of each of them.
const TAIL_LINE: usize = 1_000;

/// The data of a store.
pub(crate) struct Guest {
    pub(crate) memory: MemoryUse,
    pub(crate) log: Log,
    pub(crate) assets: Arc<Assets>,
    pub(crate) wasi: Option<Box<Wasi>>,
}

impl Guest {
    pub(crate) fn new(plugin: &Arc<str>, limits: &Limits, assets: &Arc<Assets>) -> Self {
        Self {
            memory: MemoryUse { limit: limits.memory, used: 0, refused: None },
            log: Log::new(plugin.clone(), limits.log_lines),
            assets: assets.clone(),
            wasi: None,
        }
    }

    /// Whether more than half is used up of what is never given back as long as the instance lives. One that is used
    /// again and again would otherwise reach a limit by a small leak, in a call that a fresh one serves.
    pub(crate) fn is_worn(&mut self) -> bool {
        self.memory.is_high() || self.wasi.as_mut().is_some_and(|wasi| wasi.is_high())
    }

    /// Makes ready for another call: nothing that the host counts or draws for one call goes over into the
    /// next, so that a warm instance has what a fresh one has.
    pub(crate) fn restart(&mut self) {
        self.memory.refused = None;
        self.log.restart();
        if let Some(wasi) = &mut self.wasi {
            wasi.restart(&self.log);
        }
    }
}

/// Memory of all linear memories of a store together.
pub(crate) struct MemoryUse {
    limit: usize,
    used: usize,
    /// What was wanted in all when it was more than the limit.
    pub(crate) refused: Option<usize>,
}

impl MemoryUse {
    /// Whether more than half of the limit is used. Memory never shrinks.
    fn is_high(&self) -> bool {
        self.used > self.limit / 2
    }
}

impl ResourceLimiter for MemoryUse {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let wanted = self.used.saturating_add(desired.saturating_sub(current));
        if wanted > self.limit {
            self.refused = Some(wanted);
            return Ok(false);
        }
        self.used = wanted;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_ELEMENTS)
    }
}

/// Where a line of the log comes from when the guest did not call `log.emit`.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Output,
    Error,
}

/// A plugin's log of one call: into `tracing`, with the last lines kept for errors. Shared with the streams
/// that stand for a WASI guest's standard output and error.
#[derive(Clone)]
pub(crate) struct Log(Arc<Mutex<Lines>>);

struct Lines {
    plugin: Arc<str>,
    limit: u32,
    count: u32,
    tail: VecDeque<String>,
    /// Lines of standard output and of standard error that are not complete yet.
    partial: [Vec<u8>; 2],
}

/// More log lines than a call may write.
#[derive(Debug, thiserror::Error)]
#[error("more than {0} log lines")]
pub(crate) struct LogFlood(pub(crate) u32);

impl Log {
    fn new(plugin: Arc<str>, limit: u32) -> Self {
        let partial = [Vec::new(), Vec::new()];
        Self(Arc::new(Mutex::new(Lines { plugin, limit, count: 0, tail: VecDeque::new(), partial })))
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        // A panic elsewhere leaves at worst a line out of the log.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts the count anew, for the next call on a warm instance.
    fn restart(&self) {
        let mut lines = self.lines();
        lines.count = 0;
        lines.tail.clear();
    }

    /// One line.
    pub(crate) fn emit(&self, level: tracing::Level, message: &str, fields: &str) -> Result<(), LogFlood> {
        self.lines().emit(level, message, fields)
    }

    /// Bytes of standard output or error, cut into lines.
    pub(crate) fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), LogFlood> {
        let mut lines = self.lines();
        let mut partial = std::mem::take(&mut lines.partial[stream as usize]);
        partial.extend_from_slice(bytes);
        // A guest that never ends a line must not make the host hold all of it.
        if partial.len() > 4 * LINE && !partial.contains(&b'\n') {
            partial.push(b'\n');
        }
        let Some(end) = partial.iter().rposition(|byte| *byte == b'\n') else {
            lines.partial[stream as usize] = partial;
            return Ok(());
        };
        lines.partial[stream as usize] = partial.split_off(end + 1);
        let complete = String::from_utf8_lossy(&partial).into_owned();
        complete.lines().try_for_each(|line| lines.emit(tracing::Level::INFO, line, ""))
    }

    /// The call is over: what stands in a line without an end is said too, if there is room for it.
    pub(crate) fn finish(&self) {
        let mut lines = self.lines();
        for partial in std::mem::take(&mut lines.partial) {
            if !partial.is_empty() && lines.count < lines.limit {
                let line = String::from_utf8_lossy(&partial).into_owned();
                // The limit was looked at just before.
                let _ = lines.emit(tracing::Level::INFO, &line, "");
            }
        }
    }

    /// The last lines, for an error.
    pub(crate) fn tail(&self) -> String {
        let lines = self.lines();
        let mut left = words::LONGEST;
        let mut shown: Vec<&str> = lines
            .tail
            .iter()
            .rev()
            .map_while(|line| {
                left = left.checked_sub(line.chars().count())?;
                Some(line.as_str())
            })
            .collect();
        shown.reverse();
        shown.join("\n")
    }
}

impl Lines {
    fn emit(&mut self, level: tracing::Level, message: &str, fields: &str) -> Result<(), LogFlood> {
        if self.count >= self.limit {
            return Err(LogFlood(self.limit));
        }
        self.count += 1;
        let (plugin, message, fields) =
            (&self.plugin, words::printable(cut(message)), words::printable(cut(fields)));
        let fields = &*fields;
        match level {
            tracing::Level::ERROR => tracing::error!(target: "plugin", %plugin, fields, "{message}"),
            tracing::Level::WARN => tracing::warn!(target: "plugin", %plugin, fields, "{message}"),
            tracing::Level::INFO => tracing::info!(target: "plugin", %plugin, fields, "{message}"),
            tracing::Level::DEBUG => tracing::debug!(target: "plugin", %plugin, fields, "{message}"),
            tracing::Level::TRACE => tracing::trace!(target: "plugin", %plugin, fields, "{message}"),
        }
        if self.tail.len() == TAIL {
            self.tail.pop_front();
        }
        self.tail.push_back(words::cut(&message, TAIL_LINE));
        Ok(())
    }
}

/// The first [`LINE`] characters.
fn cut(text: &str) -> &str {
    text.char_indices().nth(LINE).map_or(text, |(end, _)| &text[..end])
}
