//! What plugins cost: a call with 8 KB in and 8 KB out, warm and on a fresh instance, and the way from bytes to
//! the first answer, cold and from the cache. Beside each call stands the same through wasmtime alone, with its
//! own settings: the floor.
//!
//! Held against: warm 3 us, fresh 40 us, cold 60 ms and cached 5 ms for a component of 30 KB.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use motive_contract::Framing;
use motive_runtime::{Assets, Limits, Reuse, Runtime, Settings};
use wasmtime::component::{Component, HasSelf, InstancePre, Linker};
use wasmtime::{Config, Engine, InstanceAllocationStrategy, Store};

#[path = "../tests/support/mod.rs"]
mod support;

const STATE: usize = 8 << 10;

/// The defaults of a task, framing or rubric, without the repeated calls.
fn limits(reuse: Reuse) -> Limits {
    Limits { recheck: 0, ..Limits::standard(reuse) }
}

fn echo(reuse: Reuse) -> Arc<dyn Framing> {
    support::echo().load(&limits(reuse)).unwrap().framing().unwrap().unwrap()
}

fn calls(criterion: &mut Criterion) {
    let (context, view) = (support::context(1), support::view("x".repeat(STATE)));
    let mut group = criterion.benchmark_group("8 KB in, 8 KB out");
    for (name, reuse) in [("warm", Reuse::Warm), ("fresh", Reuse::Fresh)] {
        let framing = echo(reuse);
        group.bench_function(name, |bencher| bencher.iter(|| framing.frame(&context, &view).unwrap()));
    }
    let (context, view) = (bare::context(), bare::view());
    let floor = bare::echo();
    group.bench_function("warm, wasmtime alone", |bencher| {
        let (mut store, plugin) = bare::instance(&floor);
        bencher.iter(|| bare::call(&mut store, &plugin, &context, &view));
    });
    group.bench_function("fresh, wasmtime alone", |bencher| {
        bencher.iter(|| {
            let (mut store, plugin) = bare::instance(&floor);
            bare::call(&mut store, &plugin, &context, &view);
        });
    });
    group.finish();
}

/// The echo among functions that are compiled and not called, 30 KB in all.
fn of_30_kb() -> Vec<u8> {
    let filler: String = (0..190)
        .map(|index| {
            format!(
                "(func $f{index} (export \"f{index}\") (param i32 i32) (result i32) (local i32)
                   (loop $again
                     (local.set 2 (i32.add (local.get 2) (i32.load8_u (local.get 0))))
                     (if (i32.gt_u (local.get 2) (i32.const {index}000))
                       (then (i32.store offset={index} (local.get 1) (i32.mul (local.get 2) (local.get 2)))
                             (local.set 2 (i32.rem_u (local.get 2) (i32.const 977))))
                       (else (memory.fill (local.get 1) (local.get 2) (i32.const {index}))))
                     (local.set 0 (i32.add (local.get 0) (i32.const 1)))
                     (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
                     (br_if $again (i32.and (local.get 1) (local.get 0))))
                   (i32.xor (local.get 2) (i32.shl (local.get 1) (i32.const 3))))"
            )
        })
        .collect();
    support::echo().with(&filler).component()
}

fn loading(criterion: &mut Criterion) {
    let bundled = motive_bundled::PLUGINS.iter().find(|(name, _)| *name == "essay");
    let mut components = vec![("echo", of_30_kb())];
    components.extend(bundled.map(|(name, bytes)| (*name, bytes.to_vec())));
    let folder = tempfile::tempdir().unwrap();
    let cold = Runtime::new(&Settings::default()).unwrap();
    let cached = Runtime::new(&Settings { cache: Some(folder.path().to_owned()) }).unwrap();
    let mut group = criterion.benchmark_group("bytes to first answer");
    group.sample_size(20);
    for (name, bytes) in &components {
        let size = format!("{name}, {} KB", bytes.len().div_ceil(1 << 10));
        for (way, runtime) in [("cold", &cold), ("from the cache", &cached)] {
            first_answer(runtime, bytes);
            group.bench_function(BenchmarkId::new(way, &size), |bencher| {
                bencher.iter(|| first_answer(runtime, bytes));
            });
        }
    }
    group.finish();
}

fn first_answer(runtime: &Runtime, bytes: &[u8]) {
    let plugin = runtime.load("plugin", bytes, &limits(Reuse::Warm), Assets::new()).unwrap();
    let context = support::context(1);
    if let Some(framing) = plugin.framing().unwrap() {
        black_box(framing.frame(&context, &support::view("x".repeat(STATE))).unwrap());
    }
    if let Some(task) = plugin.task().unwrap() {
        black_box(task.items(&context, 0, 30).unwrap());
    }
}

/// The same component and function without our layer.
mod bare {
    use super::*;
    use exports::motive::plugin::framing::View;
    use motive::plugin::{log, types};

    wasmtime::component::bindgen!({ path: "../../wit/v0.1", world: "framing-plugin" });

    pub(super) struct Silent;

    impl types::Host for Silent {}

    impl log::Host for Silent {
        fn emit(&mut self, _: log::Level, _: String, _: Vec<(String, String)>) {}
    }

    pub(super) fn echo() -> FramingPluginPre<Silent> {
        let mut config = Config::new();
        config.concurrency_support(false);
        config.allocation_strategy(InstanceAllocationStrategy::pooling());
        let engine = Engine::new(&config).unwrap();
        let mut linker = Linker::new(&engine);
        FramingPlugin::add_to_linker::<_, HasSelf<_>>(&mut linker, |silent: &mut Silent| silent).unwrap();
        let component = Component::from_binary(&engine, &support::echo().component()).unwrap();
        let linked: InstancePre<Silent> = linker.instantiate_pre(&component).unwrap();
        FramingPluginPre::new(linked).unwrap()
    }

    pub(super) fn instance(echo: &FramingPluginPre<Silent>) -> (Store<Silent>, FramingPlugin) {
        let mut store = Store::new(echo.engine(), Silent);
        let plugin = echo.instantiate(&mut store).unwrap();
        (store, plugin)
    }

    pub(super) fn call(
        store: &mut Store<Silent>,
        plugin: &FramingPlugin,
        context: &types::Context,
        view: &View,
    ) {
        let framed = plugin.motive_plugin_framing().call_frame(store, context, view).unwrap();
        black_box(framed.unwrap());
    }

    pub(super) fn context() -> types::Context {
        types::Context { config: "{}".to_owned(), seed: 1 }
    }

    pub(super) fn view() -> View {
        View {
            arm: String::new(),
            stakes: Vec::new(),
            step: 0,
            max_steps: 1,
            transcript: Vec::new(),
            pending: Vec::new(),
            restarted: false,
            metrics: Vec::new(),
            state: "x".repeat(STATE),
            attrs: Vec::new(),
        }
    }
}

criterion_group!(benches, calls, loading);
criterion_main!(benches);
