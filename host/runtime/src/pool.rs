//! Instances of one component, and what happens around a call: limits, deadlines, blame.
//!
//! A fresh instance serves one call and is dropped. A warm one goes back to the pool after an answer, and is
//! dropped after anything else, so a trap poisons nothing. Since plugins are reducers, which of the two it
//! was cannot be seen in an answer; every so many calls one is repeated on a fresh instance to hold a plugin
//! to that.

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use motive_contract::types::Failure;
use motive_contract::{Call, CallError};
use wasmtime::component::{Instance, InstancePre};
use wasmtime::{Store, Trap, WasmBacktrace};

use crate::engine::TICK;
use crate::guest::{Guest, LogFlood};
use crate::limits::{Limits, Reuse, size};
use crate::plugin::Assets;

/// The functions of one interface of the contract, found in a component and callable in a store.
pub(crate) trait Interface: Sized + Send {
    /// Where the functions are in the component.
    type Indices: Send + Sync;
    /// Finds them, once per component.
    fn find(component: &InstancePre<Guest>) -> wasmtime::Result<Self::Indices>;
    /// Binds them to an instance.
    fn bind(indices: &Self::Indices, store: &mut Store<Guest>, instance: &Instance)
    -> wasmtime::Result<Self>;
}

/// What a call of a plugin gives: the outer error is the machine's, the inner one the plugin's own.
pub(crate) type Returned<T> = wasmtime::Result<Result<T, Failure>>;

struct Live<I> {
    store: Store<Guest>,
    interface: I,
}

/// Instances of a component behind one interface.
pub(crate) struct Pool<I: Interface> {
    component: InstancePre<Guest>,
    indices: I::Indices,
    plugin: Arc<str>,
    limits: Limits,
    assets: Arc<Assets>,
    wasi: bool,
    idle: Mutex<Vec<Live<I>>>,
    calls: AtomicU64,
}

impl<I: Interface> Pool<I> {
    pub(crate) fn new(
        component: InstancePre<Guest>,
        plugin: Arc<str>,
        limits: Limits,
        assets: Arc<Assets>,
        wasi: bool,
    ) -> wasmtime::Result<Self> {
        let indices = I::find(&component)?;
        let idle = Mutex::new(Vec::new());
        Ok(Self { component, indices, plugin, limits, assets, wasi, idle, calls: AtomicU64::new(0) })
    }

    /// What errors and the log call the plugin.
    pub(crate) fn name(&self) -> &str {
        &self.plugin
    }

    /// Calls a function. `input` is the size of what goes in; `run` does the call and turns the answer into
    /// the contract's types.
    pub(crate) fn call<T: PartialEq + Debug>(
        &self,
        function: &'static str,
        input: usize,
        run: impl Fn(&I, &mut Store<Guest>) -> Returned<T>,
    ) -> Call<T> {
        let span = tracing::debug_span!("call", plugin = %self.plugin, function);
        let _entered = span.enter();
        if input > self.limits.input {
            return Err(CallError::TooLarge {
                plugin: self.plugin.to_string(),
                function,
                what: format!("an input of {input} bytes"),
                limit: size(self.limits.input),
                setting: "input",
            });
        }
        // Streams of a WASI guest wait for one another inside a small executor, which must not be started on
        // a thread that drives another one.
        let answer = if self.wasi {
            outside_executor(|| self.answer(function, &run))
        } else {
            self.answer(function, &run)
        }?;
        let count = self.calls.fetch_add(1, Ordering::Relaxed);
        let recheck = u64::from(self.limits.recheck);
        if recheck > 0 && count.is_multiple_of(recheck) {
            self.hold_to(function, &answer, &run)?;
        }
        answer.map_err(|failure| CallError::Failed { plugin: self.plugin.to_string(), function, failure })
    }

    /// The plugin's answer: on an idle or a fresh instance, and if that takes too long, once more on a
    /// fresh one with more time.
    fn answer<T>(
        &self,
        function: &'static str,
        run: &impl Fn(&I, &mut Store<Guest>) -> Returned<T>,
    ) -> Call<Result<T, Failure>> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match self.once(function, idle, self.limits.time, run) {
            Err(CallError::Deadline { .. }) => {
                tracing::warn!(limit = ?self.limits.time, "a call took too long and is tried once more with more time");
                self.once(function, None, self.limits.final_time, run)
            }
            other => other,
        }
    }

    fn once<T>(
        &self,
        function: &'static str,
        idle: Option<Live<I>>,
        time: Duration,
        run: &impl Fn(&I, &mut Store<Guest>) -> Returned<T>,
    ) -> Call<Result<T, Failure>> {
        let mut live = match idle {
            Some(live) => live,
            None => self.instantiate(function, time)?,
        };
        set_deadline(&mut live.store, time);
        match run(&live.interface, &mut live.store) {
            Ok(answer) => {
                if self.limits.reuse == Reuse::Warm {
                    live.store.data_mut().log.restart();
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(live);
                }
                Ok(answer)
            }
            Err(error) => Err(self.blame(function, &error, live.store.data(), time)),
        }
    }

    fn instantiate(&self, function: &'static str, time: Duration) -> Call<Live<I>> {
        let guest = Guest::new(&self.plugin, &self.limits, &self.assets);
        let mut store = Store::new(self.component.engine(), guest);
        store.limiter(|guest| &mut guest.memory);
        store.set_hostcall_fuel(self.limits.result.saturating_mul(2));
        set_deadline(&mut store, time);
        let bound = self
            .component
            .instantiate(&mut store)
            .and_then(|instance| I::bind(&self.indices, &mut store, &instance));
        match bound {
            Ok(interface) => Ok(Live { store, interface }),
            Err(error) => Err(self.blame(function, &error, store.data(), time)),
        }
    }

    /// Repeats a call on a fresh instance: the same question has to get the same answer.
    fn hold_to<T: PartialEq + Debug>(
        &self,
        function: &'static str,
        answer: &Result<T, Failure>,
        run: &impl Fn(&I, &mut Store<Guest>) -> Returned<T>,
    ) -> Call<()> {
        let mut live = self.instantiate(function, self.limits.final_time)?;
        set_deadline(&mut live.store, self.limits.final_time);
        let again = run(&live.interface, &mut live.store)
            .map_err(|error| self.blame(function, &error, live.store.data(), self.limits.final_time))?;
        if again == *answer {
            return Ok(());
        }
        let problem = format!(
            "two equal calls gave different answers: {}",
            first_difference(&format!("{answer:?}"), &format!("{again:?}"))
        );
        Err(CallError::Contract { plugin: self.plugin.to_string(), function, problem })
    }

    /// Who is to blame for a call without an answer.
    fn blame(
        &self,
        function: &'static str,
        error: &wasmtime::Error,
        guest: &Guest,
        time: Duration,
    ) -> CallError {
        let plugin = self.plugin.to_string();
        if let Some(flood) = error.downcast_ref::<LogFlood>() {
            let what = "the log of the call".to_owned();
            return CallError::TooLarge {
                plugin,
                function,
                what,
                limit: format!("{} lines", flood.0),
                setting: "log-lines",
            };
        }
        if let Some(wanted) = guest.memory.refused {
            return CallError::Memory { plugin, function, wanted, limit: self.limits.memory };
        }
        if let Some(Trap::Interrupt) = error.downcast_ref::<Trap>() {
            return CallError::Deadline { plugin, function, first: self.limits.time, limit: time };
        }
        let text = format!("{:#}", error.root_cause());
        // wasmtime keeps the type of this error to itself, and a test holds us to its wording.
        if text.contains("fuel allocated for hostcalls") {
            let what = "what the plugin passed to the host".to_owned();
            return CallError::TooLarge {
                plugin,
                function,
                what,
                limit: size(self.limits.result),
                setting: "result",
            };
        }
        if text.contains("maximum concurrent") {
            return CallError::Host { plugin, function, problem: text };
        }
        let frames = error.downcast_ref::<WasmBacktrace>().map(frames).unwrap_or_default();
        let trap =
            error.downcast_ref::<Trap>().map_or(text, |trap| trap.to_string().replace("wasm trap: ", ""));
        CallError::Trapped { plugin, function, trap, frames, output: guest.log.tail() }
    }
}

/// Runs `work` where a small executor may be started: here, or on this thread once tokio has handed over
/// what it was driving.
fn outside_executor<T>(work: impl FnOnce() -> T) -> T {
    match tokio::runtime::Handle::try_current() {
        Ok(handle) if handle.runtime_flavor() == tokio::runtime::RuntimeFlavor::MultiThread => {
            tokio::task::block_in_place(work)
        }
        _ => work(),
    }
}

fn set_deadline(store: &mut Store<Guest>, time: Duration) {
    // One tick more, since the current one may be nearly over.
    let ticks = time.as_nanos().div_ceil(TICK.as_nanos()) as u64 + 1;
    store.set_epoch_deadline(ticks);
}

/// The innermost frames with demangled names.
fn frames(backtrace: &WasmBacktrace) -> String {
    let text = backtrace.to_string();
    let lines: Vec<&str> =
        text.lines().filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit())).collect();
    lines.iter().take(12).map(|line| line.trim()).collect::<Vec<_>>().join("\n")
}

/// The stretch in which two texts begin to differ.
fn first_difference(a: &str, b: &str) -> String {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let from = common.saturating_sub(20);
    let cut = |text: &str| text.chars().skip(from).take(60).collect::<String>();
    format!("`…{}…` and `…{}…`", cut(a), cut(b))
}
