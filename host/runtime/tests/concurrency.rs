//! Many calls at once, of one plugin and of many.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;

use motive_contract::Framing;
use motive_runtime::{Assets, Limits, Reuse};
use support::{Guest, context, roomy, runtime, view};

#[test]
fn sixty_four_threads_each_get_their_own_answer() {
    for reuse in [Reuse::Warm, Reuse::Fresh] {
        let limits = Limits { recheck: 7, ..roomy(reuse) };
        let echo = support::echo().load(&limits).unwrap().framing().unwrap().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..64 {
                let echo = &echo;
                scope.spawn(move || {
                    for round in 0..50 {
                        let state = format!("{thread}/{round} ").repeat(200);
                        let framed = echo.frame(&context(0), &view(state.clone())).unwrap();
                        assert!(framed.state == state, "{thread}/{round}");
                    }
                });
            }
        });
    }
}

/// A guest that takes sixteen of the 256 memories there are.
fn wide(body: &str) -> Guest {
    let memories: String = (0..15).map(|index| format!("(memory $m{index} 1)")).collect();
    Guest::arms(body).with(&memories)
}

/// More memories are wanted at once than there are: calls wait for one another, and each is answered.
#[test]
fn calls_wait_for_room() {
    let spin = "(local $left i64) (local.set $left (i64.const 5000000))
        (loop $again
          (local.set $left (i64.sub (local.get $left) (i64.const 1)))
          (br_if $again (i64.gt_u (local.get $left) (i64.const 0))))
        (i32.const 16)";
    let framing = wide(spin).load(&roomy(Reuse::Fresh)).unwrap().framing().unwrap().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..40 {
            scope.spawn(|| assert_eq!(framing.arms(&context(0)), Ok(Vec::new())));
        }
    });
}

/// Instances that wait for their next call leave room for other plugins.
#[test]
fn idle_instances_do_not_keep_others_out() {
    let runtime = runtime();
    let component = wide("(i32.const 16)").component();
    let plugins: Vec<Arc<dyn Framing>> = (0..40)
        .map(|index| {
            let name = format!("plugin-{index}");
            let plugin = runtime.load(&name, &component, &roomy(Reuse::Warm), Assets::new()).unwrap();
            plugin.framing().unwrap().unwrap()
        })
        .collect();
    for _ in 0..3 {
        for plugin in &plugins {
            assert_eq!(plugin.arms(&context(0)), Ok(Vec::new()));
        }
    }
}

/// On a machine that limits address space the engine sets up with less of it, and plugins run all the same.
#[cfg(target_os = "linux")]
#[test]
fn limited_address_space_is_enough() {
    const INSIDE: &str = "MOTIVE_TEST_ADDRESS_SPACE";
    if std::env::var_os(INSIDE).is_some() {
        let echo = support::echo().load(&roomy(Reuse::Warm)).unwrap().framing().unwrap().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..32 {
                scope.spawn(|| {
                    let framed = echo.frame(&context(0), &view("here".repeat(2_000))).unwrap();
                    assert!(framed.state == "here".repeat(2_000));
                });
            }
        });
        return;
    }
    let again = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 2000000 && exec \"$0\" --exact limited_address_space_is_enough"])
        .arg(std::env::current_exe().unwrap())
        .env(INSIDE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
}
