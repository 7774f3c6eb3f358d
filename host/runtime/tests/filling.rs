//! Guests that fill what the host keeps for them beside their memory: the stack, tables, memories, and what it hands out
//! through WASI (`wasi.rs` has those that hoard one thing of it). Each is stopped, named, and nobody else's trouble.
#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use motive_contract::CallError;
use motive_runtime::{Limits, LoadError, Reuse};
use support::{Guest, context, failure_within, framing, roomy};

const DEEPER: &str = "(func $deep (call $deep) (call $deep))";

#[test]
fn a_stack_that_overflows_is_the_plugins_own_wherever_it_is() {
    let say = "(call $emit (i32.const 2) (i32.const 3000) (i32.const 4) (i32.const 0) (i32.const 0))";
    let answer = "(call $deep) (i32.const 16)";
    let locals: String = (0..10_000).map(|index| format!("(local $l{index} i64)")).collect();
    let cases = [
        ("in a call", Guest::arms(answer).with(DEEPER)),
        ("after an answer", Guest::arms("(i32.const 16)").afterwards("arms", "(call $deep)").with(DEEPER)),
        (
            "by steps of 80 kB",
            Guest::arms(answer).with(&format!(
                "(func $deep {locals} (call $deep) (drop (local.get $l0)) (drop (local.get $l9999)))"
            )),
        ),
        // The host is called at every depth, on the same stack.
        (
            "with the host at its end",
            Guest::arms(answer).logging().with(&format!("(func $deep {say} (call $deep) (call $deep))")),
        ),
    ];
    let limits = Limits { log_lines: u32::MAX, ..roomy(Reuse::Warm) };
    for (case, guest) in cases {
        let (error, took) = failure_within(&guest, &limits);
        let CallError::Trapped { trap, frames, .. } = &error else { panic!("{case}: {error:?}") };
        assert_eq!(trap, "call stack exhausted", "{case}");
        assert!(frames.contains("deep"), "{case}: {frames}");
        assert!(took < Duration::from_secs(5), "{case}: {took:?}");
    }
    let error = Guest::of(&["framing"]).with("(start $deep)").with(DEEPER).load(&limits).unwrap_err();
    let LoadError::Call(CallError::Trapped { trap, .. }) = &error else { panic!("{error:?}") };
    assert_eq!(trap, "call stack exhausted");
}

fn tables(count: usize, size: u32) -> String {
    (0..count).map(|index| format!("(table $t{index} {size} funcref)")).collect()
}

#[test]
fn more_than_a_component_may_have_is_refused_when_it_is_loaded() {
    let memories = |count: usize| "(memory 1)".repeat(count);
    for (case, fields, words) in [
        ("a large table", tables(1, 65_537), Some("65537 which exceeds the limit of 65536")),
        ("many tables", tables(65, 0), Some("tables count of 65 exceeds the per-instance limit of 64")),
        ("many memories", memories(16), Some("memories count of 17 exceeds the per-instance limit of 16")),
        ("as many and as large as they may be", tables(63, 65_536) + &memories(15), None),
    ] {
        let loaded = Guest::of(&["framing"]).with(&fields).load(&roomy(Reuse::Fresh));
        match (loaded, words) {
            (Ok(_), None) => {}
            (Err(error @ LoadError::Invalid { .. }), Some(words)) => {
                let error = error.to_string();
                assert!(error.starts_with("guest: not a valid component: "), "{case}: {error}");
                assert!(error.contains(words), "{case}: {error}");
            }
            (loaded, _) => panic!("{case}: {:?}", loaded.err()),
        }
    }
}

/// All of its tables grow to their limit, and not by one element more.
#[test]
fn tables_grow_to_their_limit() {
    let grow = |table: &str, by: &str, to: &str| {
        format!(
            "(if (i32.ne (table.grow ${table} (ref.null func) (i32.const {by})) (i32.const {to})) (then (unreachable)))"
        )
    };
    let each = |index: usize| {
        let table = format!("t{index}");
        grow(&table, "65536", "0") + &grow(&table, "1", "-1") + &grow(&table, "-1", "-1")
    };
    let wide = "(if (i64.ne (table.grow $wide (ref.null func) (i64.const 0x10000000000)) (i64.const -1)) \
                  (then (unreachable)))";
    let body: String = (0..63).map(each).collect();
    let fields = tables(63, 0) + "(table $wide i64 0 funcref)";
    let full =
        framing(&Guest::arms(&format!("{body} {wide} (i32.const 16)")).with(&fields), &roomy(Reuse::Fresh));
    let other = framing(&Guest::of(&["framing"]), &roomy(Reuse::Fresh));
    for _ in 0..3 {
        assert_eq!(full.arms(&context(0)), Ok(Vec::new()));
        assert_eq!(other.arms(&context(0)), Ok(Vec::new()));
    }
}

/// A memory of 64-bit addresses is memory like any other.
#[test]
fn a_wide_memory_is_held_to_the_limit() {
    let ask = "(if (i64.ne (memory.grow $wide (i64.const 0x100000000)) (i64.const -1)) (then (unreachable)))";
    let guest = Guest::arms(&format!("{ask} (i32.const 16)")).with("(memory $wide i64 0)");
    assert_eq!(framing(&guest, &roomy(Reuse::Fresh)).arms(&context(0)), Ok(Vec::new()));
    let guest = Guest::arms(&format!("{ask} (unreachable)")).with("(memory $wide i64 0)");
    let (error, _) = failure_within(&guest, &roomy(Reuse::Fresh));
    assert!(matches!(error, CallError::Memory { limit, .. } if limit == 4 << 20), "{error:?}");
}
