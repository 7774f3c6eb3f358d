//! Mistakes of a plugin written in Rust on the SDK, and what the host says of them.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;

use motive_contract::types::Context;
use motive_contract::{CallError, Framing};
use motive_runtime::{Assets, Limits, Reuse};
use support::roomy;

/// `tests/guests/misbehaving`.
fn misbehaving(limits: &Limits) -> Arc<dyn Framing> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/guests/misbehaving.wasm");
    let bytes = std::fs::read(path)
        .unwrap_or_else(|error| panic!("{path}: {error}; `cargo xtask test` builds this plugin"));
    let plugin = support::runtime().load("misbehaving", &bytes, limits, Assets::new()).unwrap();
    plugin.framing().unwrap().unwrap()
}

fn context(wrong: &str) -> Context {
    Context { config: format!(r#"{{"wrong":"{wrong}"}}"#), seed: 0 }
}

#[test]
fn a_panic_tells_its_message_and_place() {
    let framing = misbehaving(&roomy(Reuse::Warm));
    let error = framing.arms(&context("panic")).unwrap_err();
    let CallError::Trapped { frames, output, .. } = &error else { panic!("{error:?}") };
    let (start, end) =
        ("panicked at misbehaving/src/lib.rs:", ": index out of bounds: the len is 2 but the index is 7");
    assert!(output.starts_with(start) && output.ends_with(end), "{output}");
    assert!(frames.contains("misbehaving") && !frames.contains("_ZN"), "{frames}");
    // The instance is gone, and with it what a panic may have left half done.
    assert_eq!(framing.arms(&context("nothing")).unwrap().len(), 2);
}

#[test]
fn a_long_panic_is_cut() {
    let error = misbehaving(&roomy(Reuse::Fresh)).arms(&context("lament")).unwrap_err();
    let CallError::Trapped { output, .. } = &error else { panic!("{error:?}") };
    assert!(output.contains(": alas alas") && output.len() < 20_000, "{} bytes", output.len());
}

#[test]
fn endless_recursion_ends_in_an_error() {
    let error = misbehaving(&roomy(Reuse::Fresh)).arms(&context("recursion")).unwrap_err();
    assert!(matches!(error, CallError::Trapped { .. }), "{error:?}");
}

#[test]
fn a_hoard_of_memory_is_told_with_the_limit() {
    let error = misbehaving(&roomy(Reuse::Fresh)).arms(&context("hoard")).unwrap_err();
    let CallError::Memory { limit, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*limit, 4 << 20);
}

#[test]
fn a_static_that_is_remembered_is_found() {
    let framing = misbehaving(&Limits { recheck: 1, ..roomy(Reuse::Warm) });
    assert_eq!(framing.arms(&context("count")).unwrap()[0].label, "0");
    let error = framing.arms(&context("count")).unwrap_err();
    assert!(matches!(error, CallError::Contract { .. }), "{error:?}");
}
