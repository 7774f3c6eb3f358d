//! Lists and texts that are not what they claim to be: longer than the memory that they lie in, larger for the host than
//! they are for the guest, or no text at all.
#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use motive_contract::CallError;
use motive_runtime::{Limits, LoadError, Reuse};
use support::{Guest, context, failure, failure_within, framing, message, roomy};

/// `ok` with a list of so many arms, of 40 bytes each, from this address on.
fn arms(from: u32, count: u32) -> String {
    format!(
        "(i32.store (i32.const 2052) (i32.const {from}))
         (i32.store (i32.const 2056) (i32.const {count}))
         (i32.const 2048)"
    )
}

/// So many more pages of 64 KiB.
fn more(pages: u32) -> String {
    format!("(drop (memory.grow (i32.const {pages})))")
}

#[test]
fn a_huge_answer_is_not_read() {
    let cases = [
        ("a string of 2 MiB", format!("{} {}", more(40), message(0, 2 << 20))),
        ("a list of 2 MB", format!("{} {}", more(40), arms(0, 50_000))),
    ];
    for (case, body) in cases {
        let (error, _) = failure(&Guest::arms(&body));
        assert_eq!(
            error.to_string(),
            "guest: arms: what the plugin passed to the host is over the limit of 64 KiB; \
             `sandbox.result` sets it",
            "{case}"
        );
        assert!(matches!(error, CallError::TooLarge { setting: "result", .. }), "{case}");
    }
}

/// The limit is one of each crossing, not of an instance's life.
#[test]
fn answers_within_the_limit_may_be_many() {
    let guest = Guest::arms(&message(4096, 60_000));
    let framing = framing(&guest, &roomy(Reuse::Warm));
    for _ in 0..20 {
        let error = framing.arms(&context(0)).unwrap_err();
        assert!(matches!(error, CallError::Failed { .. }), "{error:?}");
    }
}

/// Ten thousand arms that all point to the same ten thousand attributes.
const SHARED: &str = "(local $arm i32) (local.set $arm (i32.const 65536))
    (drop (memory.grow (i32.const 40)))
    (loop $again
      (i32.store offset=32 (local.get $arm) (i32.const 1048576))
      (i32.store offset=36 (local.get $arm) (i32.const 10000))
      (local.set $arm (i32.add (local.get $arm) (i32.const 40)))
      (br_if $again (i32.lt_u (local.get $arm) (i32.const 465536))))";

/// What is small for the guest may be large for the host. It is held to what it is for the host, before that has made room
/// for it.
#[test]
fn a_list_that_grows_on_its_way_is_not_followed() {
    let emit = |message: u32, length: u32, fields: u32, count: u32| {
        format!(
            "(call $emit (i32.const 2) (i32.const {message}) (i32.const {length}) (i32.const {fields}) \
             (i32.const {count})) (i32.const 16)"
        )
    };
    let cases = [
        // 1.2 MB in the guest, and 4.8 GB in the host.
        ("shared by many", format!("{SHARED} {}", arms(65_536, 10_000))),
        // 40 and 120 MB.
        ("a million records of nothing", format!("{} {}", more(800), arms(65_536, 1_000_000))),
        // 16 and 48 MB, as an argument.
        ("a million fields of a log line", format!("{} {}", more(800), emit(0, 4, 65_536, 1_000_000))),
        ("a log line of 40 MB", format!("{} {}", more(800), emit(0, 40_000_000, 0, 0))),
    ];
    // As a framing has it: 64 MiB for itself, and 4 MiB for an answer.
    let limits = Limits::standard(Reuse::Fresh);
    let before = peak();
    for (case, body) in cases {
        let (error, took) = failure_within(&Guest::arms(&body).logging(), &limits);
        assert!(matches!(error, CallError::TooLarge { setting: "result", .. }), "{case}: {error:?}");
        assert!(took < Duration::from_secs(5), "{case}: {took:?}");
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after < before + (64 << 20), "{} MiB more", (after - before) >> 20);
    }
}

/// The most memory that this process has had at once, in bytes, where the system tells.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?;
    Some(kilobytes.trim().parse::<usize>().ok()? << 10)
}

#[test]
fn an_answer_that_cannot_be_read_breaks_the_contract() {
    let cases = [
        ("a string beyond the memory", message(65_000, 60_000), "out of bounds"),
        ("a string of 2^31 bytes", message(3_000, 1 << 31), "out of bounds"),
        ("a list longer than the memory", arms(0, 0x1000_0000), "out of bounds"),
        ("a list of 2^31 records", arms(0, 1 << 31), "out of bounds"),
        // Its bytes are 40 in a number of 32 bits that has gone around.
        ("a list of 2^29 + 1 records", arms(0, (1 << 29) + 1), "out of bounds"),
        ("a list of 2^32 - 1 records", arms(0, u32::MAX), "out of bounds"),
        ("a list beyond the last address", arms(0xffff_fff8, 1), "out of bounds"),
        ("a list that is not aligned", arms(4097, 1), "aligned"),
        (
            "a case that there is not",
            "(i32.store8 (i32.const 2048) (i32.const 7)) (i32.const 2048)".to_owned(),
            "discriminant",
        ),
        ("an address that is not aligned", "(i32.const 2049)".to_owned(), "aligned"),
        ("an address beyond the memory", "(i32.const 0x7ffffff0)".to_owned(), "out of bounds"),
    ];
    for (case, body, words) in cases {
        let (error, _) = failure(&Guest::arms(&body));
        let CallError::Contract { problem, .. } = &error else { panic!("{case}: {error:?}") };
        assert!(problem.starts_with("what it returned cannot be read: "), "{case}: {problem}");
        assert!(problem.contains(words), "{case}: {problem}");
    }
}

#[test]
fn a_text_that_is_none_is_read_nowhere() {
    let label = "(i32.store (i32.const 4104) (i32.const 3000)) (i32.store (i32.const 4108) (i32.const 6))";
    for (case, bytes) in [
        ("no beginning", r"ok\fe\ff.."),
        ("a middle alone", r"ok\80..."),
        ("more bytes than it takes", r"ok\c0\80.."),
        ("half of a pair", r"ok\ed\a0\80."),
        ("beyond the last character", r"ok\f4\90\80\80"),
        ("cut short", r"okok\e2\82"),
    ] {
        let text = format!(r#"(data (i32.const 3000) "{bytes}")"#);
        for (place, body) in
            [("a failure", message(3_000, 6)), ("a list", format!("{label} {}", arms(4_096, 1)))]
        {
            let (error, _) = failure(&Guest::arms(&body).with(&text));
            let CallError::Contract { problem, .. } = &error else { panic!("{case} in {place}: {error:?}") };
            assert!(problem.contains("cannot be read") && problem.contains("utf-8"), "{case}: {problem}");
        }
        // What is wrong in an argument is told with the place in the plugin.
        let say = "(call $emit (i32.const 2) (i32.const 3000) (i32.const 6) (i32.const 0) (i32.const 0))";
        let (error, _) = failure(&Guest::arms(&format!("{say} (i32.const 16)")).logging().with(&text));
        let CallError::Trapped { trap, frames, .. } = &error else { panic!("{case} in the log: {error:?}") };
        assert!(trap.contains("utf-8") && frames.contains("framing-arms"), "{case}: {trap} {frames}");
    }
    // The first byte of the manifest's id, before anyone asks for it.
    let start = "(start $spoil) (func $spoil (i32.store8 (i32.load (i32.const 1024)) (i32.const 0xff)))";
    let error = Guest::of(&["framing"]).with(start).load(&roomy(Reuse::Fresh)).unwrap_err();
    assert!(
        matches!(&error, LoadError::Call(CallError::Contract { function: "describe", problem, .. }) if problem.contains("utf-8")),
        "{error:?}"
    );
}
