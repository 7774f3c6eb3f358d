//! Components that import WASI 0.2 find a world in which nothing moves, nothing is there and nothing is let out, on
//! whatever thread they are called.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use motive_contract::task::Item;
use motive_contract::{CallError, TaskFamily};
use motive_runtime::{Limits, Reuse};
use support::{Guest, context, hasty, roomy};

const WORLD: &str = "
    import wasi:clocks/wall-clock@0.2.0; import wasi:clocks/monotonic-clock@0.2.0; import wasi:io/poll@0.2.0;
    import wasi:random/random@0.2.0; import wasi:random/insecure@0.2.0; import wasi:random/insecure-seed@0.2.0;
    import wasi:cli/environment@0.2.0; import wasi:cli/exit@0.2.0;
    import wasi:cli/stdin@0.2.0; import wasi:cli/stdout@0.2.0; import wasi:cli/stderr@0.2.0; import wasi:io/streams@0.2.0;
    import wasi:filesystem/preopens@0.2.0;
    import wasi:sockets/tcp-create-socket@0.2.0; import wasi:sockets/udp-create-socket@0.2.0;";

const IMPORTS: &str = r#"
  (import "wasi:clocks/wall-clock@0.2.0" "now" (func $wall (param i32)))
  (import "wasi:clocks/monotonic-clock@0.2.0" "now" (func $monotonic (result i64)))
  (import "wasi:clocks/monotonic-clock@0.2.0" "subscribe-instant" (func $when (param i64) (result i32)))
  (import "wasi:clocks/monotonic-clock@0.2.0" "subscribe-duration" (func $after (param i64) (result i32)))
  (import "wasi:io/poll@0.2.0" "[method]pollable.block" (func $block (param i32)))
  (import "wasi:io/poll@0.2.0" "[resource-drop]pollable" (func $forget (param i32)))
  (import "wasi:io/poll@0.2.0" "poll" (func $poll (param i32 i32 i32)))
  (import "wasi:random/random@0.2.0" "get-random-bytes" (func $bytes (param i64 i32)))
  (import "wasi:random/random@0.2.0" "get-random-u64" (func $random (result i64)))
  (import "wasi:random/insecure@0.2.0" "get-insecure-random-u64" (func $insecure (result i64)))
  (import "wasi:random/insecure-seed@0.2.0" "insecure-seed" (func $insecure-seed (param i32)))
  (import "wasi:cli/environment@0.2.0" "get-environment" (func $environment (param i32)))
  (import "wasi:cli/environment@0.2.0" "get-arguments" (func $arguments (param i32)))
  (import "wasi:filesystem/preopens@0.2.0" "get-directories" (func $directories (param i32)))
  (import "wasi:sockets/tcp-create-socket@0.2.0" "create-tcp-socket" (func $tcp (param i32 i32)))
  (import "wasi:sockets/udp-create-socket@0.2.0" "create-udp-socket" (func $udp (param i32 i32)))
  (import "wasi:cli/stdin@0.2.0" "get-stdin" (func $stdin (result i32)))
  (import "wasi:io/streams@0.2.0" "[method]input-stream.blocking-read" (func $read (param i32 i64 i32)))
  (import "wasi:cli/stdout@0.2.0" "get-stdout" (func $stdout (result i32)))
  (import "wasi:io/streams@0.2.0" "[method]output-stream.subscribe" (func $writable (param i32) (result i32)))
  (import "wasi:cli/stderr@0.2.0" "get-stderr" (func $stderr (result i32)))
  (import "wasi:io/streams@0.2.0" "[method]output-stream.blocking-write-and-flush"
    (func $write (param i32 i32 i32 i32)))
  (import "wasi:cli/exit@0.2.0" "exit" (func $exit (param i32)))"#;

/// Writes down one measure: the first is `a`, the second `b` and so on. Answers of the host go to 2560.
const MEASURE: &str = r#"
  (data (i32.const 2900) "abcdefghijklmn")
  (func $measure (param $value f64)
    (local $count i32) (local $entry i32)
    (local.set $count (i32.load (i32.const 2112)))
    (local.set $entry (i32.add (i32.const 3072) (i32.mul (local.get $count) (i32.const 16))))
    (i32.store (local.get $entry) (i32.add (i32.const 2900) (local.get $count)))
    (i32.store offset=4 (local.get $entry) (i32.const 1))
    (f64.store offset=8 (local.get $entry) (local.get $value))
    (i32.store (i32.const 2108) (i32.const 3072))
    (i32.store (i32.const 2112) (i32.add (local.get $count) (i32.const 1))))
  (func $low (param i64) (result f64) (f64.convert_i64_u (i64.and (local.get 0) (i64.const 0xffffffff))))
  (func $length (result f64) (f64.convert_i32_u (i32.load (i32.const 2564))))
  ;; 100 and the error's number, or 0 for a socket
  (func $refused (result f64)
    (f64.convert_i32_u
      (i32.add
        (i32.mul (i32.load8_u (i32.const 2560)) (i32.const 100))
        (i32.load8_u (i32.const 2564)))))"#;

/// A task whose `begin` looks around in its world.
fn looking_around() -> Guest {
    Guest::of(&["task"]).import(WORLD, IMPORTS).with(MEASURE).function(
        "begin",
        "(i32.store (i32.const 2112) (i32.const 0))
         (call $wall (i32.const 2560)) (call $measure (f64.convert_i64_u (i64.load (i32.const 2560))))
         (call $measure (f64.convert_i64_u (call $monotonic)))
         (call $block (call $after (i64.const 3600000000000)))
         (call $measure (f64.convert_i64_u (call $monotonic)))
         (call $measure (call $low (call $random)))
         (call $measure (call $low (call $random)))
         (call $measure (call $low (call $insecure)))
         (call $insecure-seed (i32.const 2560)) (call $measure (call $low (i64.load (i32.const 2560))))
         (call $environment (i32.const 2560)) (call $measure (call $length))
         (call $arguments (i32.const 2560)) (call $measure (call $length))
         (call $directories (i32.const 2560)) (call $measure (call $length))
         (call $tcp (i32.const 0) (i32.const 2560)) (call $measure (call $refused))
         (call $udp (i32.const 1) (i32.const 2560)) (call $measure (call $refused))
         (i32.const 2048)",
    )
}

fn task(guest: &Guest, limits: &Limits) -> Arc<dyn TaskFamily> {
    guest.load(limits).unwrap().task().unwrap().unwrap()
}

fn item() -> Item {
    Item {
        id: "one".to_owned(),
        title: String::new(),
        brief: String::new(),
        criterion: String::new(),
        input: "{}".to_owned(),
        tags: Vec::new(),
        max_steps: 1,
        attrs: Vec::new(),
    }
}

fn seen(task: &dyn TaskFamily) -> BTreeMap<String, f64> {
    task.begin(&context(0), &item()).unwrap().metrics.into_iter().collect()
}

#[test]
fn nothing_moves_and_nothing_is_there() {
    let start = Instant::now();
    let world = seen(&*task(&looking_around(), &roomy(Reuse::Fresh)));
    assert!(start.elapsed() < Duration::from_secs(60), "an hour's sleep is over at once");
    assert_eq!(world["a"], 946_684_800.0, "1 January 2000");
    assert_eq!((world["b"], world["c"]), (0.0, 0.0), "before and after an hour's sleep");
    assert_ne!(world["d"], world["e"], "two random numbers");
    assert_eq!((world["h"], world["i"], world["j"]), (0.0, 0.0, 0.0), "environment, arguments, directories");
    assert_eq!((world["k"], world["l"]), (101.0, 101.0), "sockets: access-denied");
}

#[test]
fn chance_is_the_same_in_every_call_of_every_instance() {
    let warm = task(&looking_around(), &Limits { recheck: 1, ..roomy(Reuse::Warm) });
    let fresh = task(&looking_around(), &roomy(Reuse::Fresh));
    let first = seen(&*fresh);
    for _ in 0..3 {
        assert_eq!(seen(&*fresh), first);
        assert_eq!(seen(&*warm), first);
    }
}

/// Writes a line and a half to standard output, and one to standard error, then traps if the seed is 1 and ends the
/// program if it is 2.
fn talking() -> Guest {
    Guest::of(&["task"])
        .import(WORLD, IMPORTS)
        .with(r#"(data (i32.const 2900) "one line\nand a halftrouble\n")"#)
        .with("(global $out (mut i32) (i32.const 0))")
        .function(
            "begin",
            // The stream is kept from one call to the next, as the C library of a guest keeps it.
            "(if (i32.eqz (global.get $out)) (then (global.set $out (call $stdout))))
             (call $write (global.get $out) (i32.const 2900) (i32.const 19) (i32.const 2560))
             (call $write (call $stderr) (i32.const 2919) (i32.const 8) (i32.const 2560))
             (if (i64.eq (i64.load offset=8 (local.get 0)) (i64.const 1)) (then (unreachable)))
             (if (i64.eq (i64.load offset=8 (local.get 0)) (i64.const 2)) (then (call $exit (i32.const 1))))
             (i32.const 2048)",
        )
}

#[test]
fn what_is_written_goes_to_the_log_and_into_the_error_of_a_trap() {
    let task = task(&talking(), &roomy(Reuse::Warm));
    for _ in 0..2 {
        let (answer, events) = support::events::during(|| task.begin(&context(0), &item()));
        answer.unwrap();
        let lines: Vec<&str> = events.iter().map(|event| event.message.as_str()).collect();
        assert_eq!(lines, ["one line", "trouble", "and a half"]);
        assert!(events.iter().all(|event| event.span("call").is_some()));
    }
    let error = task.begin(&context(1), &item()).unwrap_err();
    let CallError::Trapped { output, .. } = &error else { panic!("{error:?}") };
    assert_eq!(output, "one line\ntrouble\nand a half");
}

#[test]
fn a_guest_that_ends_its_program_has_crashed() {
    let error = task(&talking(), &roomy(Reuse::Fresh)).begin(&context(2), &item()).unwrap_err();
    let CallError::Trapped { trap, output, .. } = &error else { panic!("{error:?}") };
    assert_eq!(trap, "it ended itself with status 1");
    assert!(output.contains("trouble"), "{output}");
}

#[test]
fn a_flood_of_output_ends_the_call() {
    let flood = Guest::of(&["task"]).import(WORLD, IMPORTS).function(
        "begin",
        "(loop $again
           (call $write (call $stdout) (i32.const 0) (i32.const 4096) (i32.const 2560))
           (br $again))
         (i32.const 2048)",
    );
    let error = task(&flood, &roomy(Reuse::Fresh)).begin(&context(0), &item()).unwrap_err();
    assert!(matches!(error, CallError::TooLarge { setting: "log-lines", .. }), "{error:?}");
}

/// What a guest holds on the host's side is bounded too, whatever it is.
#[test]
fn a_hoard_of_things_of_the_host_ends_the_call() {
    for (what, get) in [
        ("sleeps", "(call $after (i64.const 1))"),
        ("moments", "(call $when (i64.const 1))"),
        ("inputs", "(call $stdin)"),
        ("outputs", "(call $stdout)"),
        ("waits for room to write", "(call $writable (local.get $out))"),
    ] {
        let body = format!(
            "(local $out i32) (local.set $out (call $stdout)) (loop $again (drop {get}) (br $again)) (i32.const 2048)"
        );
        let hoard = Guest::of(&["task"]).import(WORLD, IMPORTS).function("begin", &body);
        let error = task(&hoard, &roomy(Reuse::Fresh)).begin(&context(0), &item()).unwrap_err();
        let CallError::Trapped { trap, .. } = &error else { panic!("{what}: {error:?}") };
        assert!(trap.contains("table"), "{what}: {trap}");
    }
}

/// What a guest does not give back it has to keep, so an instance is not used again before it may hold no more.
#[test]
fn a_slow_hoard_of_pollables_never_reaches_the_limit() {
    // Two things of the host for each, and 10,000 are the limit.
    let hoard = Guest::of(&["task"]).import(WORLD, IMPORTS).function(
        "begin",
        "(local $left i32) (local.set $left (i32.const 900))
         (loop $again
           (drop (call $after (i64.const 1)))
           (local.set $left (i32.sub (local.get $left) (i32.const 1)))
           (br_if $again (local.get $left)))
         (i32.const 2048)",
    );
    let task = task(&hoard, &roomy(Reuse::Warm));
    for call in 0..20 {
        let answer = task.begin(&context(0), &item());
        assert!(answer.is_ok(), "call {call}: {answer:?}");
    }
}

/// A task whose `begin` does this and has no work.
fn doing(body: &str) -> Guest {
    Guest::of(&["task"]).import(WORLD, IMPORTS).function("begin", &format!("{body} (i32.const 2048)"))
}

/// Whatever it waits for, a guest has waited long enough: nothing of the world is there that could still come.
#[test]
fn every_sleep_is_over_at_once() {
    let list = "(i32.store (i32.const 2600) (call $after (i64.const -1)))
                (i32.store (i32.const 2604) (call $when (i64.const -1)))";
    for (case, body) in [
        ("for centuries", "(call $block (call $after (i64.const -1)))".to_owned()),
        ("until the end of time", "(call $block (call $when (i64.const -1)))".to_owned()),
        (
            "for the first of two",
            format!("{list} (call $poll (i32.const 2600) (i32.const 2) (i32.const 2560))"),
        ),
        ("for room to write", "(call $block (call $writable (call $stdout)))".to_owned()),
        // The end of the input, which is an error of the case `closed`.
        (
            "for someone to type",
            "(call $read (call $stdin) (i64.const 0x10000000000) (i32.const 2560))
             (if (i32.ne (i32.load8_u (i32.const 2564)) (i32.const 1)) (then (unreachable)))"
                .to_owned(),
        ),
    ] {
        let task = task(&doing(&body), &roomy(Reuse::Fresh));
        let start = Instant::now();
        let answer = task.begin(&context(0), &item());
        assert!(answer.is_ok(), "{case}: {answer:?}");
        assert!(start.elapsed() < Duration::from_secs(5), "{case}: {:?}", start.elapsed());
    }
}

/// Since the clock stands still, who sleeps until it has moved never wakes, and is ended like any endless loop.
#[test]
fn a_sleeper_that_watches_the_clock_meets_the_deadline() {
    let watch = "(local $sleep i32)
        (loop $again
          (local.set $sleep (call $after (i64.const 1000000000)))
          (call $block (local.get $sleep))
          (call $forget (local.get $sleep))
          (br_if $again (i64.eqz (call $monotonic))))";
    let error = task(&doing(watch), &hasty(Reuse::Fresh)).begin(&context(0), &item()).unwrap_err();
    assert!(matches!(error, CallError::Deadline { .. }), "{error:?}");
}

/// The host makes what it gives, so what is asked for at once is bounded, and a list of things is a list like any other.
#[test]
fn what_is_asked_of_the_host_is_bounded() {
    let bytes = |count: &str| doing(&format!("(call $bytes (i64.const {count}) (i32.const 2560))"));
    assert!(task(&bytes("1048576"), &roomy(Reuse::Fresh)).begin(&context(0), &item()).is_ok());
    for (case, guest, words) in [
        ("a little more", bytes("1048577"), "1048577 exceeds limit 1048576"),
        ("a terabyte", bytes("0x10000000000"), "exceeds limit 1048576"),
        (
            "2^31 waits",
            doing("(call $poll (i32.const 2600) (i32.const 0x80000000) (i32.const 2560))"),
            "out of bounds",
        ),
        ("a wait that is none", doing("(call $block (i32.const 77))"), "unknown handle index 77"),
    ] {
        let error = task(&guest, &roomy(Reuse::Fresh)).begin(&context(0), &item()).unwrap_err();
        let CallError::Trapped { trap, .. } = &error else { panic!("{case}: {error:?}") };
        assert!(trap.contains(words), "{case}: {trap}");
    }
}

/// Loads and calls, as a guest that waits inside the host does in every one of these places.
fn load_and_call() {
    let world = seen(&*task(&looking_around(), &roomy(Reuse::Warm)));
    assert_eq!(world["c"], 0.0);
}

#[test]
fn calls_work_wherever_they_are_made() {
    use tokio::runtime::Builder;

    load_and_call();

    let threads = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    threads.block_on(async { load_and_call() });
    threads.block_on(async { tokio::spawn(async { load_and_call() }).await.unwrap() });
    threads.block_on(async { tokio::task::spawn_blocking(load_and_call).await.unwrap() });
    threads.block_on(async { tokio::task::LocalSet::new().run_until(async { load_and_call() }).await });

    let current = Builder::new_current_thread().enable_all().build().unwrap();
    current.block_on(async { load_and_call() });
    current.block_on(async { tokio::spawn(async { load_and_call() }).await.unwrap() });
}
