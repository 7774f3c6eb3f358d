//! WASI 0.2 with nothing behind it, for components whose toolchain imports it.
//!
//! Clocks stand still, random numbers follow from a fixed seed, there are no arguments, no environment,
//! no directories and no sockets, and standard output and error go to the log. A sleep is over at once: in a
//! world where time does not pass there is nothing to wait for, so no guest can hold a thread of the host.

use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use wasmtime::component::{HasData, Linker, Resource, ResourceTable};
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::bindings::clocks::monotonic_clock;
use wasmtime_wasi::p2::{DynPollable, OutputStream, Pollable, StreamError, StreamResult};
use wasmtime_wasi::{HostMonotonicClock, HostWallClock, WasiCtx, WasiCtxView, WasiView};

use crate::guest::{Guest, Log, Stream};

/// Where random numbers start, in every call alike.
const SEED: u64 = 0;
/// Things (streams, pollables) that a guest may hold at once.
const RESOURCES: usize = 10_000;
/// Random bytes that a guest may ask for at once. The host makes them beside the guest's memory and in one go, which no
/// deadline ends.
const RANDOM: u64 = 1 << 20;

/// The state of one guest's frozen WASI.
pub(crate) struct Wasi {
    ctx: WasiCtx,
    table: ResourceTable,
}

impl Wasi {
    fn frozen(log: &Log) -> Self {
        let mut table = ResourceTable::new();
        table.set_max_capacity(RESOURCES);
        Self { ctx: frozen(log), table }
    }

    /// Whether the guest holds more than half of the things that it may hold. From one call to the next it keeps them.
    pub(crate) fn is_high(&mut self) -> bool {
        self.table.iter_mut().count() > RESOURCES / 2
    }

    /// The same world from its beginning. What the guest holds (its standard output, say) it keeps.
    pub(crate) fn restart(&mut self, log: &Log) {
        self.ctx = frozen(log);
    }
}

fn frozen(log: &Log) -> WasiCtx {
    WasiCtx::builder()
        .stdout(LogStream(log.clone(), Stream::Output))
        .stderr(LogStream(log.clone(), Stream::Error))
        .wall_clock(Frozen)
        .monotonic_clock(Frozen)
        .secure_random(ChaCha8Rng::seed_from_u64(SEED))
        .insecure_random(ChaCha8Rng::seed_from_u64(SEED))
        .insecure_random_seed(u128::from(SEED))
        .max_random_size(RANDOM)
        .allow_tcp(false)
        .allow_udp(false)
        .allow_ip_name_lookup(false)
        .build()
}

impl WasiView for Guest {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        let log = &self.log;
        let wasi = self.wasi.get_or_insert_with(|| Box::new(Wasi::frozen(log)));
        WasiCtxView { ctx: &mut wasi.ctx, table: &mut wasi.table }
    }
}

/// Links WASI 0.2.
pub(crate) fn link(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    wasmtime_wasi::p2::add_to_linker_sync(linker)?;
    linker.allow_shadowing(true);
    monotonic_clock::add_to_linker::<Guest, HasStill>(linker, |guest| Still(guest.ctx().table))?;
    linker.allow_shadowing(false);
    Ok(())
}

/// A clock that always shows the same time: 1 January 2000.
struct Frozen;

impl HostWallClock for Frozen {
    fn resolution(&self) -> Duration {
        Duration::from_secs(1)
    }
    fn now(&self) -> Duration {
        Duration::from_secs(946_684_800)
    }
}

impl HostMonotonicClock for Frozen {
    fn resolution(&self) -> u64 {
        1
    }
    fn now(&self) -> u64 {
        0
    }
}

/// The monotonic clock of a world in which time stands still.
struct Still<'a>(&'a mut ResourceTable);

struct HasStill;

impl HasData for HasStill {
    type Data<'a> = Still<'a>;
}

/// What is over as soon as it is waited for.
struct Over;

#[wasmtime_wasi::async_trait]
impl Pollable for Over {
    async fn ready(&mut self) {}
}

impl monotonic_clock::Host for Still<'_> {
    fn now(&mut self) -> wasmtime::Result<u64> {
        Ok(0)
    }

    fn resolution(&mut self) -> wasmtime::Result<u64> {
        Ok(1)
    }

    fn subscribe_instant(&mut self, _when: u64) -> wasmtime::Result<Resource<DynPollable>> {
        self.subscribe_duration(0)
    }

    fn subscribe_duration(&mut self, _duration: u64) -> wasmtime::Result<Resource<DynPollable>> {
        let over = self.0.push(Over)?;
        wasmtime_wasi::p2::subscribe(self.0, over)
    }
}

/// Standard output and error: lines of the log.
struct LogStream(Log, Stream);

impl IsTerminal for LogStream {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for LogStream {
    fn async_stream(&self) -> Box<dyn tokio::io::AsyncWrite + Send + Sync> {
        Box::new(tokio::io::sink())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(LogStream(self.0.clone(), self.1))
    }
}

#[wasmtime_wasi::async_trait]
impl Pollable for LogStream {
    async fn ready(&mut self) {}
}

impl OutputStream for LogStream {
    fn write(&mut self, bytes: bytes::Bytes) -> StreamResult<()> {
        self.0.write(self.1, &bytes).map_err(|flood| StreamError::Trap(flood.into()))
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(64 << 10)
    }
}
