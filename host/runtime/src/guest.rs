//! What an instance carries with it: its limits as they are used up, its log, its files, its frozen WASI.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wasmtime::ResourceLimiter;

use crate::limits::Limits;
use crate::plugin::Assets;
use crate::wasi::Wasi;

/// Elements that the tables of an instance may have together.
const TABLE_ELEMENTS: usize = 1_000_000;
/// Characters of a log line that are kept.
const LINE: usize = 4_096;
/// Lines that an error shows of what a plugin said last.
const TAIL: usize = 20;

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
            memory: MemoryUse { limit: limits.memory, used: 0, refused: None, elements: 0 },
            log: Log::new(plugin.clone(), limits.log_lines),
            assets: assets.clone(),
            wasi: None,
        }
    }
}

/// Memory of all linear memories of a store together.
pub(crate) struct MemoryUse {
    limit: usize,
    used: usize,
    elements: usize,
    /// What was wanted in all when it was more than the limit.
    pub(crate) refused: Option<usize>,
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
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.elements = self.elements.saturating_add(desired.saturating_sub(current));
        Ok(self.elements <= TABLE_ELEMENTS)
    }
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
    /// A line of standard output or error that is not complete yet.
    partial: Vec<u8>,
}

/// More log lines than a call may write.
#[derive(Debug, thiserror::Error)]
#[error("more than {0} log lines")]
pub(crate) struct LogFlood(pub(crate) u32);

impl Log {
    fn new(plugin: Arc<str>, limit: u32) -> Self {
        Self(Arc::new(Mutex::new(Lines {
            plugin,
            limit,
            count: 0,
            tail: VecDeque::new(),
            partial: Vec::new(),
        })))
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        // A panic elsewhere leaves at worst a line out of the log.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts the count anew, for the next call on a warm instance.
    pub(crate) fn restart(&self) {
        let mut lines = self.lines();
        lines.count = 0;
        lines.tail.clear();
        lines.partial.clear();
    }

    /// One line.
    pub(crate) fn emit(&self, level: tracing::Level, message: &str, fields: &str) -> Result<(), LogFlood> {
        let mut lines = self.lines();
        lines.count += 1;
        if lines.count > lines.limit {
            return Err(LogFlood(lines.limit));
        }
        let message: String = message.chars().take(LINE).collect();
        let plugin = lines.plugin.clone();
        match level {
            tracing::Level::ERROR => tracing::error!(target: "plugin", %plugin, fields, "{message}"),
            tracing::Level::WARN => tracing::warn!(target: "plugin", %plugin, fields, "{message}"),
            tracing::Level::INFO => tracing::info!(target: "plugin", %plugin, fields, "{message}"),
            tracing::Level::DEBUG => tracing::debug!(target: "plugin", %plugin, fields, "{message}"),
            tracing::Level::TRACE => tracing::trace!(target: "plugin", %plugin, fields, "{message}"),
        }
        if lines.tail.len() == TAIL {
            lines.tail.pop_front();
        }
        lines.tail.push_back(message);
        Ok(())
    }

    /// Bytes of standard output or error, cut into lines.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), LogFlood> {
        let complete: Vec<String> = {
            let mut lines = self.lines();
            lines.partial.extend_from_slice(bytes);
            // A guest that never ends a line must not make the host hold all of it.
            if lines.partial.len() > 4 * LINE && !lines.partial.contains(&b'\n') {
                lines.partial.push(b'\n');
            }
            let Some(end) = lines.partial.iter().rposition(|byte| *byte == b'\n') else { return Ok(()) };
            let rest = lines.partial.split_off(end + 1);
            let complete = std::mem::replace(&mut lines.partial, rest);
            String::from_utf8_lossy(&complete).lines().map(str::to_owned).collect()
        };
        complete.iter().try_for_each(|line| self.emit(tracing::Level::INFO, line, ""))
    }

    /// The last lines, for an error.
    pub(crate) fn tail(&self) -> String {
        let lines = self.lines();
        let mut tail: Vec<String> = lines.tail.iter().cloned().collect();
        if !lines.partial.is_empty() {
            tail.push(String::from_utf8_lossy(&lines.partial).into_owned());
        }
        tail.join("\n")
    }
}
