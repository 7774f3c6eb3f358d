//! Instances of one component, and what happens around a call: limits, deadlines, who is to blame.
//!
//! A fresh instance serves one call and is dropped. A warm one goes back to the pool after an answer, and is
//! dropped after anything else, so a trap poisons nothing. Since plugins are reducers, which of the two it
//! was cannot be seen in an answer; every so many calls one is repeated on a fresh instance to hold a plugin
//! to that.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use motive_contract::types::Failure;
use motive_contract::{Call, CallError, words};
use wasmtime::Store;
use wasmtime::component::{Instance, InstancePre};

use crate::answer::Answer;
use crate::blame;
use crate::engine::TICK;
use crate::guest::Guest;
use crate::limits::{Limits, Reuse, size};
use crate::plugin::Assets;
use crate::slots::{Slot, Slots};

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

/// A linked component and what its instances may use.
pub(crate) struct Source {
    pub(crate) component: InstancePre<Guest>,
    /// What errors and the log call the plugin.
    pub(crate) plugin: Arc<str>,
    pub(crate) limits: Limits,
    pub(crate) assets: Arc<Assets>,
    /// Whether it imports WASI.
    pub(crate) wasi: bool,
    pub(crate) slots: Arc<Slots>,
    /// The room that one instance takes.
    pub(crate) weight: u32,
}

/// Instances of a component behind one interface.
pub(crate) struct Pool<I: Interface> {
    source: Arc<Source>,
    indices: I::Indices,
    reuse: Reuse,
    idle: Mutex<Vec<(Live<I>, Slot)>>,
    /// Calls so far, by function.
    calls: Mutex<BTreeMap<&'static str, u64>>,
}

struct Live<I> {
    store: Store<Guest>,
    interface: I,
}

impl<I: Interface> Pool<I> {
    pub(crate) fn new(source: Arc<Source>, reuse: Reuse) -> wasmtime::Result<Self> {
        let indices = I::find(&source.component)?;
        Ok(Self { source, indices, reuse, idle: Mutex::default(), calls: Mutex::default() })
    }

    /// Calls a function. `input` is the size of what goes in; `run` does the call and turns the answer into
    /// the contract's types.
    pub(crate) fn call<T: Answer>(
        &self,
        function: &'static str,
        input: usize,
        run: impl Fn(&I, &mut Store<Guest>) -> Returned<T> + Sync,
    ) -> Call<T> {
        let Source { plugin, limits, wasi, .. } = &*self.source;
        // At this level the span is there whenever the log of a plugin is.
        let span = tracing::error_span!(target: "plugin", "call", %plugin, function);
        if input > limits.input {
            return Err(CallError::TooLarge {
                plugin: plugin.to_string(),
                function,
                what: format!("an input of {input} bytes"),
                limit: size(limits.input),
                setting: "input",
            });
        }
        let work = || span.in_scope(|| self.held_to(function, &run));
        if !wasi {
            return work();
        }
        outside_executor(work).unwrap_or_else(|error| {
            let problem = format!("no thread for the call: {error}");
            Err(CallError::Host { plugin: plugin.to_string(), function, problem })
        })
    }

    /// The plugin's answer, checked, and at times asked for twice: the same question has to get the same answer.
    fn held_to<T: Answer>(
        &self,
        function: &'static str,
        run: &impl Fn(&I, &mut Store<Guest>) -> Returned<T>,
    ) -> Call<T> {
        let plugin = || self.source.plugin.to_string();
        let contract = |problem: String| CallError::Contract {
            plugin: plugin(),
            function,
            problem: words::paragraph(&problem),
        };
        let _room = self.source.slots.busy(self.source.weight);
        let answer = self.answer(function, run)?;
        if let Some(problem) = answer.as_ref().ok().and_then(Answer::problem) {
            return Err(contract(problem));
        }
        if self.is_rechecked(function) {
            // Its instance is not kept: next to one that is fresh again and again, an old one would seldom be looked at.
            let (again, _) = tracing::error_span!(target: "plugin", "recheck")
                .in_scope(|| self.once(function, None, self.source.limits.final_time, run))?;
            if again != answer {
                return Err(contract(format!(
                    "two equal calls gave different answers: {}",
                    first_difference(&format!("{answer:?}"), &format!("{again:?}"))
                )));
            }
        }
        answer.map_err(|failure| {
            let message = words::paragraph(&failure.message);
            let pointer = words::line(&failure.pointer);
            let failure = Failure { kind: failure.kind, message, pointer };
            CallError::Failed { plugin: plugin(), function, failure }
        })
    }

    /// Whether this call is one that is repeated. Every function is counted for itself: with one count of all, a period
    /// that fits the order of the calls would always meet the same one. The first call is not repeated: there was
    /// nothing before it that an instance could remember.
    fn is_rechecked(&self, function: &'static str) -> bool {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let count = calls.entry(function).or_insert(0_u64);
        let before = *count;
        *count += 1;
        match u64::from(self.source.limits.recheck) {
            0 => false,
            every => before % every == 1 % every,
        }
    }

    /// The plugin's answer: on an idle or a fresh instance, and if that takes too long, once more on a
    /// fresh one with more time.
    fn answer<T>(
        &self,
        function: &'static str,
        run: &impl Fn(&I, &mut Store<Guest>) -> Returned<T>,
    ) -> Call<Result<T, Failure>> {
        let limits = &self.source.limits;
        let idle = self.idle().pop().map(|(live, _)| live);
        let (answer, live) = match self.once(function, idle, limits.time, run) {
            Err(CallError::Deadline { .. }) => {
                tracing::warn!(
                    limit = ?limits.time,
                    "a call took too long and is tried once more with more time"
                );
                self.once(function, None, limits.final_time, run)?
            }
            other => other?,
        };
        self.keep(live);
        Ok(answer)
    }

    /// One try, with the instance that it was made on.
    fn once<T>(
        &self,
        function: &'static str,
        idle: Option<Live<I>>,
        time: Duration,
        run: &impl Fn(&I, &mut Store<Guest>) -> Returned<T>,
    ) -> Call<(Result<T, Failure>, Live<I>)> {
        let mut live = match idle {
            Some(mut live) => {
                set_deadline(&mut live.store, time);
                live
            }
            None => self.instantiate(function, time)?,
        };
        let answer = run(&live.interface, &mut live.store);
        live.store.data().log.finish();
        let answer = answer
            .map_err(|error| blame::of_call(&self.source, function, &error, live.store.data(), time))?;
        Ok((answer, live))
    }

    /// A fresh instance, whose time runs from its start.
    fn instantiate(&self, function: &'static str, time: Duration) -> Call<Live<I>> {
        let Source { component, plugin, limits, assets, .. } = &*self.source;
        let mut store = Store::new(component.engine(), Guest::new(plugin, limits, assets));
        store.limiter(|guest| &mut guest.memory);
        store.set_hostcall_fuel(limits.result.saturating_mul(2));
        set_deadline(&mut store, time);
        let bound = component
            .instantiate(&mut store)
            .and_then(|instance| I::bind(&self.indices, &mut store, &instance));
        match bound {
            Ok(interface) => Ok(Live { store, interface }),
            Err(error) => {
                store.data().log.finish();
                Err(blame::of_start(&self.source, function, &error, store.data(), time))
            }
        }
    }

    /// Keeps an instance that answered for the next call, if instances are used again, it is worth it and
    /// there is room.
    fn keep(&self, mut live: Live<I>) {
        if self.reuse == Reuse::Fresh || live.store.data_mut().is_worn() {
            return;
        }
        if let Some(room) = self.source.slots.idle(self.source.weight) {
            live.store.data_mut().restart();
            self.idle().push((live, room));
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(Live<I>, Slot)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs `work` on a thread that drives no executor of ours. Streams of a WASI guest wait for one another inside
/// a small executor, which must not be started inside another one.
fn outside_executor<T: Send>(work: impl FnOnce() -> T + Send) -> std::io::Result<T> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Ok(work());
    }
    let subscriber = tracing::dispatcher::get_default(Clone::clone);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("motive-wasi".to_owned())
            .spawn_scoped(scope, || tracing::dispatcher::with_default(&subscriber, work))?;
        Ok(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

fn set_deadline(store: &mut Store<Guest>, time: Duration) {
    // One tick more, since the current one may be nearly over. Half of the range is years of ticks, and cannot
    // overflow when the engine adds its own count.
    let ticks = u64::try_from(time.as_nanos().div_ceil(TICK.as_nanos())).unwrap_or(u64::MAX);
    store.set_epoch_deadline(ticks.saturating_add(1).min(u64::MAX / 2));
}

/// The stretch in which two texts begin to differ.
fn first_difference(a: &str, b: &str) -> String {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let from = common.saturating_sub(20);
    let cut = |text: &str| text.chars().skip(from).take(60).collect::<String>();
    format!("`…{}…` and `…{}…`", cut(a), cut(b))
}
