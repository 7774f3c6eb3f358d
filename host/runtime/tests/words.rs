//! What a plugin says on its way to a terminal: nothing of it is obeyed there, and there is an end to it.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;

use motive_contract::{CallError, Framing};
use motive_runtime::Reuse;
use support::{Guest, context, message, roomy};

fn framing(guest: &Guest) -> Arc<dyn Framing> {
    guest.load(&roomy(Reuse::Fresh)).unwrap().framing().unwrap().unwrap()
}

/// The error of a framing's `arms`.
fn error_of(guest: &Guest) -> CallError {
    framing(guest).arms(&context(0)).unwrap_err()
}

#[test]
fn words_of_a_plugin_are_fit_to_be_shown() {
    let hostile = r#"(data (i32.const 3000) "\1b[2J\07x\ny\c2\9b1m")"#;
    let error = error_of(&Guest::arms(&message(3000, 12)).with(hostile));
    assert_eq!(error.to_string(), "guest: arms: \\u{1b}[2J\\u{7}x\n    y\\u{9b}1m (bad-config)");
    let finding = "(i32.store (i32.const 2048) (i32.const 2560)) (i32.store (i32.const 2052) (i32.const 1))
        (i32.store (i32.const 2568) (i32.const 3000)) (i32.store (i32.const 2572) (i32.const 12)) (i32.const 2048)";
    let checked = framing(&Guest::of(&["framing"]).function("check", finding).with(hostile));
    assert_eq!(checked.check("{}").unwrap()[0].message, "\\u{1b}[2J\\u{7}x\\ny\\u{9b}1m");
    let long = "(memory.fill (i32.const 4096) (i32.const 0x78) (i32.const 28000))";
    let error = error_of(&Guest::arms(&format!("{long} {}", message(4096, 28_000))));
    let CallError::Failed { failure, .. } = &error else { panic!("{error:?}") };
    assert_eq!(failure.message, format!("{}…", "x".repeat(2_000)));

    let guest = Guest::arms("(call $say) (call $say) (call $say) (call $boom) (i32.const 16)")
        .logging()
        .with(&format!(
            "(func $boom (unreachable))
             (func $say {long}
               (call $emit (i32.const 2) (i32.const 4096) (i32.const 28000) (i32.const 0) (i32.const 0))
               (call $emit (i32.const 2) (i32.const 3000) (i32.const 12) (i32.const 0) (i32.const 0)))"
        ))
        .with(hostile);
    let error = error_of(&guest);
    let CallError::Trapped { output, .. } = &error else { panic!("{error:?}") };
    assert!(output.len() < 2_100, "{} bytes", output.len());
    assert!(output.ends_with("x…\n\\u{1b}[2J\\u{7}x\ny\\u{9b}1m"), "{output}");
    assert!(!error.to_string().contains('\u{1b}'), "{error}");
}

#[test]
fn names_of_frames_are_fit_to_be_shown() {
    // The name section of the text format takes any name.
    let name = format!("\\1b[31m{}", "long".repeat(500));
    let guest = Guest::arms("(call $boom) (i32.const 16)")
        .with(&format!("(func $boom (@name \"{name}\") (unreachable))"));
    let error = error_of(&guest);
    let CallError::Trapped { frames, .. } = &error else { panic!("{error:?}") };
    let innermost = frames.lines().next().unwrap();
    assert!(innermost.contains("\\u{1b}[31mlonglong") && innermost.ends_with('…'), "{frames}");
    assert!(frames.lines().all(|line| line.chars().count() <= 201), "{frames}");
}
