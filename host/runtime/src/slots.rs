//! How many instances may live at once, over all plugins of a process.
//!
//! The engine reserves room for a fixed number of memories. A call waits here for its share of them instead of
//! failing there, and idle instances have a share of their own, so that a plugin that was busy once cannot
//! keep others from being called. A call never waits while it holds an instance and its time is limited, so
//! every wait ends.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use wasmtime::ResourcesRequired;

/// Memories of all instances of a process together.
pub(crate) const MEMORIES: u32 = 256;
/// Tables for every memory. Components of interpreters have many.
pub(crate) const TABLES_PER_MEMORY: u32 = 16;

/// The room for instances, counted in memories.
#[derive(Default)]
pub(crate) struct Slots {
    used: Mutex<Used>,
    freed: Condvar,
}

#[derive(Default)]
struct Used {
    busy: u32,
    idle: u32,
    /// Calls that wait for room. Waking nobody costs a system call too.
    waiting: u32,
}

/// Either half of the room.
#[derive(Clone, Copy)]
enum Half {
    Busy,
    Idle,
}

impl Half {
    const SIZE: u32 = MEMORIES / 2;
}

/// Room that is held until this is dropped.
pub(crate) struct Slot {
    slots: Arc<Slots>,
    half: Half,
    weight: u32,
}

impl Slots {
    /// Room for an instance that is called, when there is some.
    pub(crate) fn busy(self: &Arc<Self>, weight: u32) -> Slot {
        let mut used = self.lock();
        // What is larger than the half has it to itself.
        while used.busy > 0 && used.busy + weight > Half::SIZE {
            used.waiting += 1;
            used = self.freed.wait(used).unwrap_or_else(PoisonError::into_inner);
            used.waiting -= 1;
        }
        used.busy += weight;
        Slot { slots: self.clone(), half: Half::Busy, weight }
    }

    /// Room for an instance that waits for its next call, if there is some.
    pub(crate) fn idle(self: &Arc<Self>, weight: u32) -> Option<Slot> {
        let mut used = self.lock();
        if used.idle + weight > Half::SIZE {
            return None;
        }
        used.idle += weight;
        Some(Slot { slots: self.clone(), half: Half::Idle, weight })
    }

    fn lock(&self) -> MutexGuard<'_, Used> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut used = self.slots.lock();
        match self.half {
            Half::Busy => {
                used.busy -= self.weight;
                if used.waiting > 0 {
                    self.slots.freed.notify_all();
                }
            }
            Half::Idle => used.idle -= self.weight,
        }
    }
}

/// How much room an instance takes: its memories, or more if its tables are many. A component that does not
/// say beforehand counts as one of the largest.
pub(crate) fn weight(required: Option<&ResourcesRequired>) -> u32 {
    required.map_or(Half::SIZE, |required| {
        required.num_memories.max(required.num_tables.div_ceil(TABLES_PER_MEMORY)).max(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    /// A call of this weight on a thread of its own; it ends when there was room for it.
    fn call(slots: &Arc<Slots>, weight: u32) -> std::thread::JoinHandle<()> {
        let slots = slots.clone();
        std::thread::spawn(move || drop(slots.busy(weight)))
    }

    /// Whether a call comes to wait.
    fn waits(slots: &Slots) -> bool {
        let start = Instant::now();
        while slots.lock().waiting == 0 && start.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(1));
        }
        slots.lock().waiting == 1
    }

    #[test]
    fn a_call_waits_for_room_and_idle_instances_take_none_of_it() {
        let slots = Arc::new(Slots::default());
        let idle: Vec<_> = std::iter::from_fn(|| slots.idle(1)).collect();
        assert_eq!(idle.len(), Half::SIZE as usize);
        let all = slots.busy(Half::SIZE);
        let waiting = call(&slots, 1);
        assert!(waits(&slots));
        drop(all);
        assert!(waiting.join().is_ok());
    }

    #[test]
    fn what_is_larger_than_the_room_is_called_alone() {
        let slots = Arc::new(Slots::default());
        let small = slots.busy(1);
        let large = call(&slots, 10 * MEMORIES);
        assert!(waits(&slots), "while anyone is called");
        drop(small);
        assert!(large.join().is_ok());

        let large = slots.busy(10 * MEMORIES);
        let small = call(&slots, 1);
        assert!(waits(&slots), "while it is called");
        drop(large);
        assert!(small.join().is_ok());
        assert_eq!(slots.lock().busy, 0);
    }
}
