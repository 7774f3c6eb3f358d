//! Many calls at once, of one plugin and of many.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use motive_contract::Framing;
use motive_runtime::{Assets, Limits, Reuse};
use support::{Guest, context, roomy, runtime, view};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

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

/// A guest that takes sixteen of the 256 memories there are, half of which are for calls.
fn wide(body: &str) -> Guest {
    let memories: String = (0..15).map(|index| format!("(memory $m{index} 1)")).collect();
    Guest::arms(body).with(&memories)
}

/// Counts calls that are under way, and holds each at its first line of the log until all may go.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<UnderWay>, Condvar)>);

#[derive(Default)]
struct UnderWay {
    now: usize,
    most: usize,
    open: bool,
}

impl<S: Subscriber> Layer<S> for Gate {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        if event.metadata().target() != "plugin" {
            return;
        }
        let (state, changed) = &*self.0;
        let mut state = state.lock().unwrap();
        // A guest says "in" at the level of information, and "out" at that of a warning.
        if *event.metadata().level() == tracing::Level::WARN {
            state.now -= 1;
            return;
        }
        state.now += 1;
        state.most = state.most.max(state.now);
        changed.notify_all();
        drop(changed.wait_while(state, |state| !state.open).unwrap());
    }
}

/// More memories are wanted at once than there are: as many calls are under way as there is room for, the others wait,
/// and each is answered.
#[test]
fn calls_wait_for_room() {
    const ROOM: usize = 8;
    let say = |level: u32| {
        format!("(call $emit (i32.const {level}) (i32.const 16) (i32.const 0) (i32.const 0) (i32.const 0))")
    };
    let guest = wide(&format!("{} {} (i32.const 16)", say(2), say(3))).logging();
    let framing = guest.load(&roomy(Reuse::Fresh)).unwrap().framing().unwrap().unwrap();
    let gate = Gate::default();
    std::thread::scope(|scope| {
        for _ in 0..40 {
            let (gate, framing) = (gate.clone(), &framing);
            scope.spawn(move || {
                let subscriber = tracing_subscriber::registry().with(gate);
                let answer = tracing::subscriber::with_default(subscriber, || framing.arms(&context(0)));
                assert_eq!(answer, Ok(Vec::new()));
            });
        }
        // What does not hold is said at the end, so that no call is held for ever.
        let (state, changed) = &*gate.0;
        let long = Duration::from_secs(20);
        drop(changed.wait_timeout_while(state.lock().unwrap(), long, |state| state.now < ROOM).unwrap());
        // Time enough for one call more than there is room for, if it did not wait.
        std::thread::sleep(Duration::from_millis(200));
        state.lock().unwrap().open = true;
        changed.notify_all();
    });
    let state = gate.0.0.lock().unwrap();
    assert_eq!((state.now, state.most), (0, ROOM));
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
