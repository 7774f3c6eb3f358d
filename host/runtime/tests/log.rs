//! A plugin's log arrives in `tracing` under the target `plugin`: level, words, fields, in the span of the call it
//! belongs to.
#![allow(clippy::unwrap_used)]

mod support;

use motive_runtime::{Limits, Reuse};
use support::{Guest, context, events, roomy};
use tracing::Level;

/// Says "ready" with the fields `step=1` and `word=x` at the level of the seed.
fn speaker() -> Guest {
    Guest::arms(
        "(call $emit (i32.wrap_i64 (local.get 2)) (i32.const 3000) (i32.const 5) (i32.const 3008) (i32.const 2))
         (i32.const 16)",
    )
    .logging()
    .with(r#"(data (i32.const 3000) "ready")"#)
    .with(
        r#"(data (i32.const 3008)
             "\40\0c\00\00\04\00\00\00\44\0c\00\00\01\00\00\00\45\0c\00\00\04\00\00\00\49\0c\00\00\01\00\00\00")"#,
    )
    .with(r#"(data (i32.const 3136) "step1wordx")"#)
}

#[test]
fn each_level_arrives_as_itself_in_the_span_of_the_call() {
    let framing = speaker().load(&roomy(Reuse::Warm)).unwrap().framing().unwrap().unwrap();
    let levels = [Level::TRACE, Level::DEBUG, Level::INFO, Level::WARN, Level::ERROR];
    for (number, level) in (0..).zip(levels) {
        let (answer, seen) = events::during(|| {
            let _trial = tracing::info_span!("trial", item = "one").entered();
            framing.arms(&context(number))
        });
        answer.unwrap();
        let [event] = seen.as_slice() else { panic!("{seen:?}") };
        assert_eq!((event.level, event.message.as_str()), (level, "ready"));
        assert_eq!(event.fields["plugin"], "guest");
        assert_eq!(event.fields["fields"], "step=1 word=x");
        let names: Vec<&str> = event.spans.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["trial", "call"]);
        let call = event.span("call").unwrap();
        assert_eq!((call["plugin"].as_str(), call["function"].as_str()), ("guest", "arms"));
    }
}

/// A call that is repeated to hold a plugin to its answers says so.
#[test]
fn lines_of_a_repeated_call_can_be_told_apart() {
    let limits = Limits { recheck: 1, ..roomy(Reuse::Warm) };
    let framing = speaker().load(&limits).unwrap().framing().unwrap().unwrap();
    let (_, seen) = events::during(|| framing.arms(&context(2)));
    let repeated: Vec<bool> = seen.iter().map(|event| event.span("recheck").is_some()).collect();
    assert_eq!(repeated, [false, true]);
}

#[test]
fn long_lines_are_cut() {
    let guest = Guest::arms(
        "(memory.fill (i32.const 4096) (i32.const 0x78) (i32.const 20000))
         (call $emit (i32.const 2) (i32.const 4096) (i32.const 20000) (i32.const 0) (i32.const 0))
         (i32.const 16)",
    )
    .logging();
    let framing = guest.load(&roomy(Reuse::Fresh)).unwrap().framing().unwrap().unwrap();
    let (_, seen) = events::during(|| framing.arms(&context(0)));
    assert_eq!(seen[0].message.len(), 4096);
}

#[test]
fn what_is_said_at_the_start_belongs_to_the_call_that_needed_the_instance() {
    let guest = Guest::of(&["framing"])
        .logging()
        .with(
            r#"(func (export "_initialize")
                 (call $emit (i32.const 2) (i32.const 3000) (i32.const 5) (i32.const 0) (i32.const 0)))"#,
        )
        .with(r#"(data (i32.const 3000) "hello")"#);
    let framing = guest.load(&roomy(Reuse::Warm)).unwrap().framing().unwrap().unwrap();
    let (_, first) = events::during(|| framing.arms(&context(0)));
    let (_, second) = events::during(|| framing.arms(&context(0)));
    assert_eq!((first.len(), second.len()), (1, 0));
    assert_eq!(first[0].span("call").unwrap()["function"], "arms");
}
