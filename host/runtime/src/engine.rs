//! Every setting of the engine in one place, each with its reason.

use std::path::{Path, PathBuf};
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
    /// Where compiled code is kept between runs, by digest and engine version: an absolute path. None means
    /// nowhere, and so does one that cannot be used, with a warning.
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
        let cache = settings.cache.as_deref().and_then(open_cache);
        let engine = Engine::new(&config(cache.clone(), true))
            .or_else(|_| Engine::new(&config(cache, false)))
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

/// The cache of compiled code in a folder. One that cannot be used costs time and nothing else.
fn open_cache(folder: &Path) -> Option<Cache> {
    let mut cache = CacheConfig::new();
    cache.with_directory(folder);
    Cache::new(cache)
        .inspect_err(|error| tracing::warn!("compiled plugins are not kept for the next run: {error:#}"))
        .ok()
}

fn config(cache: Option<Cache>, pooling: bool) -> Config {
    let mut config = Config::new();
    // Deadlines in wall time. Fuel would be exact and costs more on every instruction.
    config.epoch_interruption(true);
    // No plugin function is async, and calls are twice as fast without the bookkeeping.
    config.concurrency_support(false);
    // The two places where WebAssembly leaves a result to the machine: with them closed, equal calls give
    // equal answers on every machine.
    config.cranelift_nan_canonicalization(true);
    config.wasm_relaxed_simd(false);
    config.cache(cache);
    if pooling {
        config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool()));
    } else {
        // Memories that move when they grow need no address space ahead of their growth.
        config.memory_reservation(0).memory_guard_size(0).memory_reservation_for_growth(1 << 20);
    }
    config
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::SystemTime;

    use wasmtime::component::Component;

    use super::*;

    const COMPONENT: &[u8] = br#"(component
        (core module $m (func (export "run") (result i32) (i32.const 7)))
        (core instance $i (instantiate $m))
        (func (export "run") (result u32) (canon lift (core func $i "run"))))"#;

    fn compile(config: &Config) {
        compile_with(&Engine::new(config).unwrap());
    }

    fn compile_with(engine: &Engine) {
        Component::from_binary(engine, &wat::parse_bytes(COMPONENT).unwrap()).unwrap();
    }

    fn cached(folder: &Path) -> Config {
        config(open_cache(folder), true)
    }

    /// The compiled files in a cache and when each was written; what wasmtime notes about their use left out.
    fn entries(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(entries(&path));
            } else if path.extension().is_none() {
                let written = path.metadata().unwrap().modified().unwrap();
                found.insert(path, written);
            }
        }
        found
    }

    /// Compiling writes an entry anew, so an entry that stays as it is was read.
    #[test]
    fn what_was_compiled_once_is_not_compiled_again() {
        let folder = tempfile::tempdir().unwrap();
        compile(&cached(folder.path()));
        let first = entries(folder.path());
        assert_eq!(first.len(), 1, "{first:?}");
        std::thread::sleep(Duration::from_millis(20));
        compile(&cached(folder.path()));
        assert_eq!(entries(folder.path()), first);
    }

    #[test]
    fn code_of_other_settings_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        compile(&cached(folder.path()));
        compile(cached(folder.path()).cranelift_nan_canonicalization(false));
        assert_eq!(entries(folder.path()).len(), 2);
        compile(cached(folder.path()).epoch_interruption(false));
        assert_eq!(entries(folder.path()).len(), 3);
    }

    #[test]
    fn a_damaged_entry_is_compiled_again() {
        let folder = tempfile::tempdir().unwrap();
        compile(&cached(folder.path()));
        let (entry, _) = entries(folder.path()).pop_first().unwrap();
        let sound = std::fs::read(&entry).unwrap();
        let damaged =
            [Vec::new(), sound[..sound.len() / 2].to_vec(), vec![0; 1_000], b"not compiled code".to_vec()];
        for bytes in damaged {
            std::fs::write(&entry, &bytes).unwrap();
            compile(&cached(folder.path()));
            assert_eq!(std::fs::read(&entry).unwrap(), sound, "the entry is sound again");
        }
    }

    #[test]
    fn a_cache_that_cannot_be_used_is_done_without() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let runtime = Runtime::new(&Settings { cache: Some(file.join("cache")) }).unwrap();
        compile_with(&runtime.engine);
    }
}
