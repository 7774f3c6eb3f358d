//! A panic's message and place, written to the host's log before the trap.
//!
//! `wasm32-unknown-unknown` has no stderr and a panic aborts, so without this the host would see a trap and nothing
//! else.

use std::sync::Once;

use crate::bindings::about::motive::plugin::log;

/// Sets the hook on the first call of each instance. On a native target panics are left to the test harness.
pub(crate) fn report_to_log() {
    static HOOK: Once = Once::new();
    if cfg!(target_arch = "wasm32") {
        HOOK.call_once(|| {
            std::panic::set_hook(Box::new(|panic| {
                let message = panic.payload_as_str().unwrap_or("a panic without a message");
                let place = panic.location().map(ToString::to_string).unwrap_or_default();
                log::emit(log::Level::Error, &format!("panicked at {place}: {message}"), &[]);
            }));
        });
    }
}
