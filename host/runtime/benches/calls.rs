//! What a call costs: warm, on a fresh instance, from cold bytes, from the cache. 8 KB in, 8 KB out, beside the
//! same call through wasmtime alone.
#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use motive_contract::framing::View;
use motive_contract::types::Context;
use motive_runtime::{Assets, Limits, Reuse, Runtime, Settings};
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Config, Engine, Store};

#[path = "../tests/support/mod.rs"]
mod support;

/// The same call without our layer.
mod bare {
    wasmtime::component::bindgen!({ path: "../../wit/v0.1", world: "framing-plugin" });
}

struct Silent;
impl bare::motive::plugin::types::Host for Silent {}
impl bare::motive::plugin::log::Host for Silent {
    fn emit(&mut self, _: bare::motive::plugin::log::Level, _: String, _: Vec<(String, String)>) {}
}

fn view(state: String) -> View {
    View {
        arm: "a".to_owned(),
        stakes: Vec::new(),
        step: 0,
        max_steps: 1,
        transcript: Vec::new(),
        pending: Vec::new(),
        restarted: false,
        metrics: Vec::new(),
        state,
        attrs: Vec::new(),
    }
}

fn limits(reuse: Reuse) -> Limits {
    Limits { recheck: 0, ..Limits::standard(reuse) }
}

fn calls(criterion: &mut Criterion) {
    let state = "x".repeat(8 << 10);
    let context = Context { config: "{}".to_owned(), seed: 1 };
    let mut group = criterion.benchmark_group("8 KB in, 8 KB out");
    for (name, reuse) in [("warm", Reuse::Warm), ("fresh instance", Reuse::Fresh)] {
        let framing = support::echo().load(&limits(reuse)).unwrap().framing().unwrap().unwrap();
        let view = view(state.clone());
        group.bench_function(name, |bencher| bencher.iter(|| framing.frame(&context, &view).unwrap()));
    }
    group.bench_function("warm, wasmtime alone", |bencher| {
        let mut config = Config::new();
        config.concurrency_support(false);
        let engine = Engine::new(&config).unwrap();
        let mut linker = Linker::new(&engine);
        bare::FramingPlugin::add_to_linker::<_, HasSelf<_>>(&mut linker, |silent: &mut Silent| silent)
            .unwrap();
        let component = Component::from_binary(&engine, &support::echo().component()).unwrap();
        let mut store = Store::new(&engine, Silent);
        let plugin = bare::FramingPlugin::instantiate(&mut store, &component, &linker).unwrap();
        let context = bare::motive::plugin::types::Context { config: "{}".to_owned(), seed: 1 };
        let view = bare::exports::motive::plugin::framing::View {
            arm: "a".to_owned(),
            stakes: Vec::new(),
            step: 0,
            max_steps: 1,
            transcript: Vec::new(),
            pending: Vec::new(),
            restarted: false,
            metrics: Vec::new(),
            state: state.clone(),
            attrs: Vec::new(),
        };
        bencher.iter(|| {
            plugin.motive_plugin_framing().call_frame(&mut store, &context, &view).unwrap().unwrap()
        });
    });
    group.finish();
}

fn loading(criterion: &mut Criterion) {
    let essay = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/plugins/essay.wasm"));
    let mut components = vec![("echo component".to_owned(), support::echo().component())];
    components.extend(essay.ok().map(|bytes| (format!("essay, {} KB", bytes.len() >> 10), bytes)));
    for (name, bytes) in components {
        let mut group = criterion.benchmark_group(format!("bytes to first answer: {name}"));
        group.sample_size(20);
        let cold = Runtime::new(&Settings::default()).unwrap();
        let load =
            |runtime: &Runtime| runtime.load("p", &bytes, &limits(Reuse::Fresh), Assets::new()).unwrap();
        group.bench_function("cold", |bencher| bencher.iter(|| load(&cold)));
        let folder = tempfile::tempdir().unwrap();
        let cached = Runtime::new(&Settings { cache: Some(folder.path().to_owned()) }).unwrap();
        load(&cached);
        group.bench_function("from the cache", |bencher| {
            bencher.iter_batched(|| (), |()| load(&cached), BatchSize::PerIteration);
        });
        group.finish();
    }
}

criterion_group!(benches, calls, loading);
criterion_main!(benches);
