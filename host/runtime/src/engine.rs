//! Every setting of the engine in one place, each with its reason.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use wasmtime::{
    Cache, CacheConfig, Config, Engine, EngineWeak, InstanceAllocationStrategy, PoolingAllocationConfig,
};

use crate::error::LoadError;
use crate::slots::{MEMORIES, Slots, TABLES_PER_MEMORY};

/// How often the clock that deadlines are measured with moves on.
pub(crate) const TICK: Duration = Duration::from_millis(10);
/// Elements that one table of an instance may have: functions, for the most part.
pub(crate) const TABLE_ELEMENTS: usize = 65_536;
/// The largest linear memory there can be, whatever a plugin's own limit is.
const LARGEST_MEMORY: usize = 4 << 30;
/// Core modules that one component may be made of. Interpreters (Python, JavaScript) come as dozens.
const CORE_INSTANCES: u32 = 64;
/// Memories that one component may have.
const MEMORIES_EACH: u32 = 16;
/// Tables that one component may have.
const TABLES_EACH: u32 = 64;

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
    pub(crate) slots: Arc<Slots>,
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
        Ok(Self { engine, slots: Arc::default() })
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
    } else {
        // Memories that move when they grow need no address space ahead of their growth.
        config.memory_reservation(0).memory_guard_size(0).memory_reservation_for_growth(1 << 20);
    }
    Ok(config)
}

/// Room for instances: 4 GiB of address space for each memory (1 TiB reserved, none of it used before it is
/// touched). How much memory an instance may really have is the limit of its plugin.
fn pool() -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_memories(MEMORIES)
        .max_memory_size(LARGEST_MEMORY)
        .total_tables(MEMORIES * TABLES_PER_MEMORY)
        .table_elements(TABLE_ELEMENTS)
        .total_core_instances(MEMORIES * CORE_INSTANCES)
        .total_component_instances(MEMORIES)
        .max_core_instances_per_component(CORE_INSTANCES)
        .max_memories_per_component(MEMORIES_EACH)
        .max_memories_per_module(MEMORIES_EACH)
        .max_tables_per_component(TABLES_EACH)
        .max_tables_per_module(TABLES_EACH)
        .max_component_instance_size(8 << 20)
        .max_core_instance_size(8 << 20);
    pool
}
