//! Plugins that do what they should not: each call ends in time, in bounded memory, and in the error that names
//! who is to blame and what a user can do.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use motive_contract::framing::View;
use motive_contract::task::Item;
use motive_contract::types::{Message, Part, Role};
use motive_contract::{CallError, Provider, provider};
use motive_runtime::{Limits, LoadError, Reuse};
use support::{Guest, context, failure, failure_within, framing, hasty, message, roomy, view};

const SPIN: &str = "(loop $again (br $again)) (i32.const 16)";

#[test]
fn an_endless_loop_meets_the_deadline_of_the_second_try() {
    let cases = [
        ("in a call", Guest::arms(SPIN)),
        ("after an answer", Guest::arms("(i32.const 16)").afterwards("arms", "(loop $again (br $again))")),
    ];
    for (case, guest) in cases {
        let (error, took) = failure_within(&guest, &hasty(Reuse::Fresh));
        let CallError::Deadline { first, limit, .. } = &error else { panic!("{case}: {error:?}") };
        assert_eq!((first.as_millis(), limit.as_millis()), (40, 400), "{case}");
        assert!(took >= Duration::from_millis(440), "{case}: {took:?}");
        assert!(took < Duration::from_secs(5), "{case}: {took:?}");
        assert_eq!(
            error.to_string(),
            "guest: arms: no answer within 400ms, on a fresh instance after a first try of 40ms; \
             raise `sandbox.final-time` for this plugin if it needs longer",
            "{case}"
        );
    }
}

#[test]
fn an_endless_start_meets_the_deadline_when_it_is_loaded() {
    let guest = Guest::of(&["framing"]).with("(func $spin (loop $again (br $again))) (start $spin)");
    let error = guest.load(&hasty(Reuse::Fresh)).unwrap_err();
    assert!(matches!(error, LoadError::Call(CallError::Deadline { function: "describe", .. })), "{error:?}");
}

/// A call that is too slow for the first try and not for the second is answered.
#[test]
fn a_slow_call_is_answered_by_the_second_try() {
    // About a second's worth on a slow machine, far above the first limit on a fast one.
    let slow = "(local $left i64) (local.set $left (i64.const 200000000))
        (loop $again
          (local.set $left (i64.sub (local.get $left) (i64.const 1)))
          (br_if $again (i64.gt_u (local.get $left) (i64.const 0))))
        (i32.const 16)";
    let limits = Limits { time: Duration::from_millis(10), ..roomy(Reuse::Warm) };
    let framing = framing(&Guest::arms(slow), &limits);
    let start = Instant::now();
    assert_eq!(framing.arms(&context(0)), Ok(Vec::new()));
    assert!(start.elapsed() > Duration::from_millis(30), "not slow enough to test anything");
}

#[test]
fn a_memory_bomb_at_the_start_is_refused_when_it_is_loaded() {
    // 2,000 pages of 64 KiB from the outset, in a second memory.
    let guest = Guest::of(&["framing"]).with("(memory $bomb 2000)");
    let error = guest.load(&roomy(Reuse::Fresh)).unwrap_err();
    let LoadError::Call(CallError::Memory { wanted, limit, .. }) = &error else { panic!("{error:?}") };
    assert_eq!((*wanted, *limit), (2001 * 65_536, 4 << 20));
    assert_eq!(
        error.to_string(),
        "guest: describe: wanted 131137536 bytes of memory, the limit is 4194304; \
         raise `sandbox.memory` for this plugin if it needs more"
    );
}

const EAT: &str = "(block $full
      (loop $more
        (br_if $full (i32.eq (memory.grow (i32.const 16)) (i32.const -1)))
        (br $more)))";

#[test]
fn a_memory_bomb_in_a_call_meets_the_limit() {
    let (error, _) = failure(&Guest::arms(&format!("{EAT} (unreachable)")));
    let CallError::Memory { wanted, limit, .. } = error else { panic!("{error:?}") };
    assert_eq!(limit, 4 << 20);
    assert!(wanted > limit && wanted <= limit + (1 << 20), "{wanted}");
}

/// Memory that was refused may be the cause of what goes wrong later in the call, and it may not: only a guest that
/// gives up right away has nothing else to tell.
#[test]
fn refused_memory_hides_no_other_error() {
    let refused = "; before that, 4259840 bytes of memory were refused: the limit is 4194304, \
                   and `sandbox.memory` sets it";
    let ask = "(drop (memory.grow (i32.const 64)))";
    let trapped = |words: &str| format!("guest: arms: the plugin crashed: {words}{refused}");
    let flood =
        "(loop $again (call $emit (i32.const 2) (i32.const 3000) (i32.const 4) (i32.const 0) (i32.const 0))
                   (br $again)) (i32.const 16)";
    for (case, then, words) in [
        (
            "it gives up",
            "(unreachable)".to_owned(),
            "guest: arms: wanted 4259840 bytes of memory, ".to_owned(),
        ),
        (
            "a division",
            "(i32.div_s (i32.const 1) (i32.const 0))".to_owned(),
            trapped("integer divide by zero"),
        ),
        ("a pointer", "(i32.load (i32.const 0x7ffffff0))".to_owned(), trapped("out of bounds memory access")),
        (
            "a flood",
            flood.to_owned(),
            "guest: arms: the log of the call is over the limit of 50 lines".to_owned(),
        ),
        (
            "an answer that is too large",
            format!("(drop (memory.grow (i32.const 40))) {}", message(0, 2 << 20)),
            "guest: arms: what the plugin passed to the host is over the limit of 64 KiB".to_owned(),
        ),
        (
            "an answer that cannot be read",
            "(i32.const 2049)".to_owned(),
            "guest: arms: broke the contract: what it returned cannot be read: ".to_owned(),
        ),
        ("a failure", message(3000, 4), "guest: arms: \\u{0}".to_owned()),
    ] {
        let (error, _) = failure(&Guest::arms(&format!("{ask} {then}")).logging());
        assert!(error.to_string().starts_with(&words), "{case}: {error}\n{words}");
        if case == "an answer that cannot be read" {
            assert!(error.to_string().ends_with(refused), "{error}");
        }
    }
}

/// What fails before any function of the guest runs is its own as well.
#[test]
fn a_bad_data_segment_is_the_plugins_fault() {
    for (segment, words) in [
        (r#"(data (i32.const 65535) "too far")"#, "out of bounds memory access"),
        ("(table $t 1 funcref) (elem (table $t) (i32.const 1) func $free-all)", "out of bounds table access"),
    ] {
        let error = Guest::of(&["framing"]).with(segment).load(&roomy(Reuse::Fresh)).unwrap_err();
        let LoadError::Call(CallError::Trapped { trap, .. }) = &error else { panic!("{segment}: {error:?}") };
        assert!(trap.contains(words), "{segment}: {trap}");
    }
}

/// Memory that was refused is the cause of what follows in the same call, and of nothing in the next.
#[test]
fn refused_memory_is_not_held_against_a_later_call() {
    let body = format!(
        "(if (i64.eq (local.get 2) (i64.const 1)) (then {EAT}))
         (if (i64.eq (local.get 2) (i64.const 2)) (then (unreachable)))
         (i32.const 16)"
    );
    // Two pages and one half: the second is granted or not, and the instance stays under half of its limit.
    let framing = framing(&Guest::arms(&body), &Limits { memory: 160 << 10, ..roomy(Reuse::Warm) });
    assert_eq!(framing.arms(&context(1)), Ok(Vec::new()));
    let error = framing.arms(&context(2)).unwrap_err();
    assert!(matches!(error, CallError::Trapped { .. }), "{error:?}");
}

/// A plugin that leaks is given a new instance before it reaches its limit.
#[test]
fn a_slow_leak_never_reaches_the_limit() {
    let leak = "(if (i32.eq (memory.grow (i32.const 8)) (i32.const -1)) (then (unreachable))) (i32.const 16)";
    let framing = framing(&Guest::arms(leak), &roomy(Reuse::Warm));
    for _ in 0..100 {
        assert_eq!(framing.arms(&context(0)), Ok(Vec::new()));
    }
}

#[test]
fn a_trap_shows_its_frames_and_what_was_said_before() {
    let guest = Guest::arms("(call $say) (call $boom) (i32.const 16)")
        .logging()
        .with("(func $boom (unreachable))")
        .with("(func $say (call $emit (i32.const 2) (i32.const 3000) (i32.const 15) (i32.const 0) (i32.const 0)))")
        .with(r#"(data (i32.const 3000) "about to divide")"#);
    let (error, _) = failure(&guest);
    let CallError::Trapped { trap, frames, output, .. } = &error else { panic!("{error:?}") };
    assert_eq!(trap, "wasm `unreachable` instruction executed");
    let lines: Vec<&str> = frames.lines().collect();
    assert!(lines[0].contains("boom") && lines[1].contains("framing-arms"), "{frames}");
    assert_eq!(output, "about to divide");
    let text = error.to_string();
    assert!(text.starts_with("guest: arms: the plugin crashed: wasm `unreachable`"), "{text}");
    assert!(text.contains("its last output:\n    about to divide"), "{text}");
}

#[test]
fn crashes_of_every_sort_are_the_plugins_own() {
    let cases = [
        ("stack", "(call $deep (i32.const 0))", "call stack exhausted"),
        ("division", "(i32.div_s (i32.const 1) (i32.const 0))", "integer divide by zero"),
        ("memory", "(i32.load (i32.const 0x7ffffff0))", "out of bounds memory access"),
        (
            "table",
            "(loop $more
               (br_if $more (i32.ne (table.grow $t (ref.null func) (i32.const 1000)) (i32.const -1))))
             (if (i32.gt_u (table.size $t) (i32.const 65536)) (then (unreachable)))
             (call_indirect $t (result i32) (i32.const 0))",
            "uninitialized element",
        ),
    ];
    for (case, body, words) in cases {
        let guest = Guest::arms(body).with("(table $t 0 funcref)").with(
            "(func $deep (param i32) (result i32)
               (i32.add (call $deep (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))",
        );
        let (error, took) = failure(&guest);
        let CallError::Trapped { trap, frames, .. } = &error else { panic!("{case}: {error:?}") };
        assert!(trap.contains(words), "{case}: {trap}");
        assert!(!frames.is_empty() && frames.lines().count() <= 20, "{case}: {frames}");
        assert!(took < Duration::from_secs(5), "{case}: {took:?}");
    }
}

/// The allocator of the guest is its own too.
#[test]
fn an_allocator_that_lies_is_the_plugins_fault() {
    let guest =
        Guest::arms("(i32.const 16)").with("(start $lie) (func $lie (global.set $next (i32.const -64)))");
    let (error, _) = failure(&guest);
    assert!(matches!(error, CallError::Contract { .. }), "{error:?}");
}

#[test]
fn a_flood_of_log_lines_ends_the_call() {
    let say = "(call $emit (i32.const 2) (i32.const 3000) (i32.const 4) (i32.const 0) (i32.const 0))";
    let flood = Guest::arms(&format!("(loop $again {say} (br $again)) (i32.const 16)")).logging();
    let (error, _) = failure(&flood);
    assert_eq!(
        error.to_string(),
        "guest: arms: the log of the call is over the limit of 50 lines; `sandbox.log-lines` sets it"
    );
    // Fifty lines are within the limit, on a warm instance in every call.
    let fifty = "(local $left i32) (local.set $left (i32.const 50))
        (loop $again
          (call $emit (i32.const 2) (i32.const 3000) (i32.const 4) (i32.const 0) (i32.const 0))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br_if $again (local.get $left)))
        (i32.const 16)";
    let framing = framing(&Guest::arms(fifty).logging(), &roomy(Reuse::Warm));
    for _ in 0..3 {
        assert_eq!(framing.arms(&context(0)), Ok(Vec::new()));
    }
}

/// Counts its calls, and answers with as many arms.
fn counter() -> Guest {
    Guest::arms(
        "(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
         (i32.store (i32.const 2052) (i32.const 0))
         (i32.store (i32.const 2056) (global.get $calls))
         (i32.const 2048)",
    )
    .with("(global $calls (mut i32) (i32.const 0))")
}

#[test]
fn a_memory_of_former_calls_is_found_on_warm_instances_and_cannot_be_on_fresh_ones() {
    for recheck in [1, 100] {
        let warm = framing(&counter(), &Limits { recheck, ..roomy(Reuse::Warm) });
        assert_eq!(warm.arms(&context(0)).unwrap().len(), 1);
        let error = warm.arms(&context(0)).unwrap_err();
        let CallError::Contract { problem, .. } = &error else { panic!("{error:?}") };
        assert!(problem.starts_with("two equal calls gave different answers: `…"), "{problem}");
        assert!(problem.len() < 300, "{problem}");
    }
    let fresh = framing(&counter(), &Limits { recheck: 1, ..roomy(Reuse::Fresh) });
    for _ in 0..5 {
        assert_eq!(fresh.arms(&context(0)).unwrap().len(), 1);
    }
    let unwatched = framing(&counter(), &roomy(Reuse::Warm));
    assert_eq!((0..4).map(|_| unwatched.arms(&context(0)).unwrap().len()).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

/// A provider's life is a `begin` and an `advance` in turn: each is looked at, whatever the period.
#[test]
fn every_function_is_called_again_in_its_own_turn() {
    let counted = "(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                   (i32.store8 (i32.const 2064) (i32.const 1))
                   (i64.store (i32.const 2072) (i64.extend_i32_u (global.get $calls)))
                   (i32.const 2048)";
    for function in ["begin", "advance"] {
        let guest = Guest::of(&["provider"])
            .with("(global $calls (mut i32) (i32.const 0))")
            .function(function, counted);
        for recheck in [2, 4] {
            let limits = Limits { recheck, ..roomy(Reuse::Warm) };
            let provider = guest.load(&limits).unwrap().provider().unwrap().unwrap();
            let job = provider::Job::ListModels;
            let found = (0..6).any(|_| {
                let begun = provider.begin(&context(0), &job).is_err();
                let advanced = provider.advance(&context(0), &job, "", &provider::Event::Elapsed).is_err();
                begun || advanced
            });
            assert!(found, "{function} remembers, and every {recheck}th call is repeated");
        }
    }
}

#[test]
fn an_instance_that_trapped_is_not_used_again() {
    let poison = Guest::arms(
        "(if (global.get $poisoned) (then (drop (i32.div_s (i32.const 1) (i32.const 0)))))
         (if (i64.eq (local.get 2) (i64.const 13)) (then (global.set $poisoned (i32.const 1)) (unreachable)))
         (i32.const 16)",
    )
    .with("(global $poisoned (mut i32) (i32.const 0))");
    let framing = framing(&poison, &roomy(Reuse::Warm));
    for seed in [1, 13, 1, 13, 1] {
        let answer = framing.arms(&context(seed));
        match seed {
            13 => {
                let Err(CallError::Trapped { trap, .. }) = answer else { panic!("{answer:?}") };
                assert!(trap.contains("unreachable"), "{trap}");
            }
            _ => assert_eq!(answer, Ok(Vec::new())),
        }
    }
}

#[test]
fn an_input_over_the_limit_does_not_reach_the_plugin() {
    let framing = framing(&Guest::arms("(unreachable)"), &roomy(Reuse::Fresh));
    let large = motive_contract::types::Context { config: "x".repeat(70_000), seed: 0 };
    assert_eq!(
        framing.arms(&large).unwrap_err().to_string(),
        "guest: arms: an input of 70000 bytes is over the limit of 64 KiB; `sandbox.input` sets it"
    );
}

/// A conversation of messages that say nothing takes its room in a plugin all the same.
#[test]
fn many_small_things_are_a_large_input() {
    let empty = |parts: usize| Message { role: Role::User, parts: vec![Part::Text(String::new()); parts] };
    let framing = framing(&Guest::of(&["framing"]), &roomy(Reuse::Fresh));
    for (case, messages, fits) in [
        ("a thousand messages", vec![empty(0); 1_000], true),
        ("three thousand messages", vec![empty(0); 3_000], false),
        ("a thousand parts", vec![empty(1_000)], true),
        ("three thousand parts", vec![empty(3_000)], false),
    ] {
        let asked = View { pending: messages, ..view(String::new()) };
        match framing.frame(&context(0), &asked) {
            Ok(_) => assert!(fits, "{case}"),
            Err(error) => assert!(
                !fits && matches!(error, CallError::TooLarge { setting: "input", .. }),
                "{case}: {error}"
            ),
        }
    }
}

/// The largest response that the host takes over HTTP fits into a provider, with a request beside it.
#[test]
fn a_provider_is_given_the_largest_response() {
    let provider =
        Guest::of(&["provider"]).load(&Limits::provider(Reuse::Fresh)).unwrap().provider().unwrap().unwrap();
    let response = provider::HttpResponse { status: 200, headers: Vec::new(), body: vec![b' '; 32 << 20] };
    let message = Message::text(Role::User, "x".repeat(1 << 20));
    let request = provider::Request {
        model: "small".to_owned(),
        messages: vec![message],
        tools: Vec::new(),
        sampling: provider::Sampling::default(),
    };
    let job = provider::Job::Complete(vec![request]);
    let step = provider.advance(&context(0), &job, "", &provider::Event::Received(response));
    assert!(matches!(step, Ok(provider::Step { action: provider::Action::Send(_), .. })), "{step:?}");
}

#[test]
fn a_failure_of_the_plugins_own_is_passed_on() {
    let body = format!("(i32.store8 (i32.const 2052) (i32.const 2)) {}", message(3000, 9));
    let (error, _) = failure(&Guest::arms(&body).with(r#"(data (i32.const 3000) "no such x")"#));
    assert_eq!(error.to_string(), "guest: arms: no such x (bad-state)");
}

/// A task whose `begin` gives one measure, with this value and in this place.
fn measuring(value: &str, in_outcome: bool) -> Guest {
    // result, then step: state, action (its case at 12, an outcome from 16), metrics at 60
    let (list, length) = if in_outcome { (2072, 2076) } else { (2108, 2112) };
    let begin = format!(
        "(i32.store8 (i32.const 2060) (i32.const 1))
         (i32.store (i32.const {list}) (i32.const 3072))
         (i32.store (i32.const {length}) (i32.const 1))
         (i32.store (i32.const 3072) (i32.const 3200))
         (i32.store (i32.const 3076) (i32.const 5))
         (f64.store (i32.const 3080) (f64.const {value}))
         (i32.const 2048)"
    );
    Guest::of(&["task"]).function("begin", &begin).with(r#"(data (i32.const 3200) "words")"#)
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

#[test]
fn measures_have_to_be_finite() {
    // Rechecked: what is not equal to itself is named for what it is, and not as another answer.
    let limits = Limits { recheck: 1, ..roomy(Reuse::Warm) };
    for (value, in_outcome, words) in [
        ("nan", false, Some("`metrics.words` is NaN; numbers have to be finite")),
        ("nan:0x7", true, Some("`finish.metrics.words` is NaN; numbers have to be finite")),
        ("inf", false, Some("`metrics.words` is inf; numbers have to be finite")),
        ("-inf", true, Some("`finish.metrics.words` is -inf; numbers have to be finite")),
        ("312.5", false, None),
        ("-0", true, None),
    ] {
        let task = measuring(value, in_outcome).load(&limits).unwrap().task().unwrap().unwrap();
        match (task.begin(&context(0), &item()), words) {
            (Ok(_), None) => {}
            (Err(CallError::Contract { problem, .. }), Some(words)) => assert_eq!(problem, words),
            (answer, _) => panic!("{value}: {answer:?}"),
        }
    }
}

/// A provider with one completion of one token, whose log-probability and alternative's are these.
fn token(chosen: &str, alternative: &str) -> Arc<dyn Provider> {
    // result, step (state at 8, action's case at 16, completions at 24); a completion's log-probabilities at 88
    Guest::of(&["provider"])
        .function(
            "begin",
            &format!(
                "(i32.store8 (i32.const 2064) (i32.const 3))
                 (i32.store (i32.const 2072) (i32.const 2560))
                 (i32.store (i32.const 2076) (i32.const 1))
                 (i32.store (i32.const 2648) (i32.const 3072))
                 (i32.store (i32.const 2652) (i32.const 1))
                 (f64.store (i32.const 3080) (f64.const {chosen}))
                 (i32.store (i32.const 3088) (i32.const 3104))
                 (i32.store (i32.const 3092) (i32.const 1))
                 (f64.store (i32.const 3112) (f64.const {alternative}))
                 (i32.const 2048)"
            ),
        )
        .load(&Limits { recheck: 1, ..roomy(Reuse::Warm) })
        .unwrap()
        .provider()
        .unwrap()
        .unwrap()
}

#[test]
fn a_log_probability_may_be_minus_infinity_and_no_other_infinity() {
    for (chosen, alternative, bad) in [
        ("-0.5", "-inf", None),
        ("-inf", "-2", None),
        ("nan", "-2", Some("NaN")),
        ("-0.5", "nan", Some("NaN")),
        ("-0.5", "inf", Some("inf")),
    ] {
        let answer = token(chosen, alternative).begin(&context(0), &provider::Job::Complete(Vec::new()));
        match (answer, bad) {
            (Ok(step), None) => {
                let provider::Action::Completions(completions) = step.action else { panic!("{step:?}") };
                let token = &completions[0].as_ref().unwrap().logprobs[0];
                assert_eq!(token.logprob, chosen.parse::<f64>().unwrap());
                assert_eq!(token.alternatives[0].logprob, alternative.parse::<f64>().unwrap());
            }
            (Err(CallError::Contract { problem, .. }), Some(bad)) => {
                assert_eq!(problem, format!("`completions[0].logprobs` is {bad}; numbers have to be finite"));
            }
            (answer, _) => panic!("{chosen} {alternative}: {answer:?}"),
        }
    }
}

#[test]
fn probabilities_have_to_be_probabilities() {
    let subject = motive_contract::rubric::Subject {
        brief: String::new(),
        criterion: String::new(),
        candidates: Vec::new(),
        attrs: Vec::new(),
    };
    for (first, second, tie, fine) in [
        ("0.5", "0.25", "0.25", true),
        ("0.5", "0", "0", true),
        ("0.6", "0.6", "0", false),
        ("-0.1", "0.6", "0", false),
        ("nan", "0.5", "0", false),
    ] {
        // result, step (state at 8, action's case at 16), verdict from 24, reading's case there, payload at 32
        let rubric = Guest::of(&["rubric"])
            .function(
                "begin",
                &format!(
                    "(i32.store8 (i32.const 2064) (i32.const 1))
                     (i32.store8 (i32.const 2072) (i32.const 2))
                     (f64.store (i32.const 2080) (f64.const {first}))
                     (f64.store (i32.const 2088) (f64.const {second}))
                     (f64.store (i32.const 2096) (f64.const {tie}))
                     (i32.const 2048)"
                ),
            )
            .load(&Limits { recheck: 1, ..roomy(Reuse::Warm) })
            .unwrap()
            .rubric()
            .unwrap()
            .unwrap();
        match rubric.begin(&context(0), &subject) {
            Ok(_) => assert!(fine, "{first} {second} {tie}"),
            Err(CallError::Contract { problem, .. }) => {
                assert!(!fine && problem.contains("have to be 0 to 1 and sum to 1"), "{problem}");
            }
            Err(error) => panic!("{error:?}"),
        }
    }
}
