//! Every setting of the engine in one place, each with its reason.

use std::path::PathBuf;
use std::time::Duration;

use wasmtime::{
    Cache, CacheConfig, Config, Engine, EngineWeak, InstanceAllocationStrategy, PoolingAllocationConfig,
};

use crate::error::LoadError;

/// How often the clock that deadlines are measured with moves on.
pub(crate) const TICK: Duration = Duration::from_millis(10);

/// What can be chosen about a runtime.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where compiled code is kept between runs, by digest and engine version; none means nowhere.
    pub cache: Option<PathBuf>,
}

/// The engine that all plugins of a process share.
#[derive(Clone)]
pub struct Runtime {
    pub(crate) engine: Engine,
}

impl Runtime {
    /// Sets up the engine and the clock for deadlines, which ends with the last plugin.
    ///
    /// # Errors
    /// [`LoadError::Engine`] when the machine cannot run it.
    pub fn new(settings: &Settings) -> Result<Self, LoadError> {
        // On a machine that limits address space the pool cannot be reserved; instances then cost a few
        // microseconds more each, and nothing else changes.
        let engine = config(settings, true)
            .and_then(|config| Engine::new(&config))
            .or_else(|_| config(settings, false).and_then(|config| Engine::new(&config)))
            .map_err(|error| LoadError::Engine(format!("{error:#}")))?;
        let clock = engine.weak();
        std::thread::Builder::new()
            .name("motive-clock".to_owned())
            .spawn(move || tick(&clock))
            .map_err(|error| LoadError::Engine(error.to_string()))?;
        Ok(Self { engine })
    }
}

fn tick(engine: &EngineWeak) {
    loop {
        std::thread::sleep(TICK);
        match engine.upgrade() {
            Some(engine) => engine.increment_epoch(),
            None => return,
        }
    }
}

fn config(settings: &Settings, pooling: bool) -> wasmtime::Result<Config> {
    let mut config = Config::new();
    // Deadlines in wall time. Fuel would be exact and costs more on every instruction.
    config.epoch_interruption(true);
    // No plugin function is async, and calls are twice as fast without the bookkeeping.
    config.concurrency_support(false);
    // The two places where WebAssembly leaves a result to the machine: with them closed, equal calls give
    // equal answers on every machine.
    config.cranelift_nan_canonicalization(true);
    config.wasm_relaxed_simd(false);
    if let Some(directory) = &settings.cache {
        let mut cache = CacheConfig::new();
        cache.with_directory(directory);
        config.cache(Some(Cache::new(cache)?));
    }
    if pooling {
        config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool()));
    }
    Ok(config)
}

/// Room for 256 memories of 4 GiB address space each (1 TiB reserved, none of it used before it is touched).
/// How much memory an instance may really have is the limit of its plugin.
fn pool() -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_memories(256)
        .max_memory_size(4 << 30)
        .total_tables(1_024)
        .table_elements(65_536)
        .total_core_instances(4_096)
        .total_component_instances(512)
        // Interpreters (Python, JavaScript) come as components of dozens of core modules.
        .max_core_instances_per_component(64)
        .max_memories_per_component(16)
        .max_tables_per_component(64)
        .max_component_instance_size(8 << 20)
        .max_core_instance_size(8 << 20);
    pool
}
