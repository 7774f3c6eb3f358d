//! Where the rows of a slot are, held in memory.
//!
//! An index inside the file would cost more than the rows themselves: slots arrive in no useful order, so every insert
//! would dirty a page of its own. Here a key costs 24 bytes, and a second row of the same key 16 more.

use std::collections::HashMap;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

/// The first half of a SHA-256: wide enough that two keys of one run never share it.
type Key = [u8; 16];

/// Row ids by key. Keys are hashed, so the length of a slot's name costs no memory.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The newest row of each key.
    last: HashMap<Key, i64>,
    /// The row before, for rows that have one of the same key before them.
    previous: HashMap<i64, i64>,
}

impl Index {
    /// Reads every key of the file once.
    pub(crate) fn build(connection: &Connection) -> rusqlite::Result<Self> {
        let mut index = Self::default();
        let mut events = connection.prepare("SELECT id, slot FROM event ORDER BY id")?;
        let mut rows = events.query([])?;
        while let Some(row) = rows.next()? {
            index.add_event(row.get_ref(1)?.as_str()?, row.get(0)?);
        }
        let mut records = connection.prepare("SELECT id, kind, slot FROM record ORDER BY id")?;
        let mut rows = records.query([])?;
        while let Some(row) = rows.next()? {
            index.add_record(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?, row.get(0)?);
        }
        Ok(index)
    }

    pub(crate) fn add_event(&mut self, slot: &str, row: i64) {
        if let Some(earlier) = self.last.insert(key("event", "", slot), row) {
            self.previous.insert(row, earlier);
        }
    }

    pub(crate) fn add_record(&mut self, kind: &str, slot: &str, row: i64) {
        self.last.insert(key("record", kind, slot), row);
    }

    /// The events of a slot, oldest first.
    pub(crate) fn events(&self, slot: &str) -> Vec<i64> {
        let newest = self.last.get(&key("event", "", slot)).copied();
        let mut rows: Vec<i64> =
            std::iter::successors(newest, |row| self.previous.get(row).copied()).collect();
        rows.reverse();
        rows
    }

    /// The record that stands for this kind and slot: the newest.
    pub(crate) fn record(&self, kind: &str, slot: &str) -> Option<i64> {
        self.last.get(&key("record", kind, slot)).copied()
    }
}

/// Hashes the parts with their lengths, so that no two different triples are the same bytes.
fn key(table: &str, kind: &str, slot: &str) -> Key {
    let mut hash = Sha256::new();
    for part in [table, kind, slot] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest: [u8; 32] = hash.finalize().into();
    std::array::from_fn(|i| digest[i])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The index answers as a plain list of all rows would.
        #[test]
        fn agrees_with_a_list(rows in prop::collection::vec((any::<bool>(), "[ab]{0,2}", "[ab]{0,2}"), 0..60)) {
            let mut index = Index::default();
            for (id, (is_event, kind, slot)) in rows.iter().enumerate() {
                if *is_event { index.add_event(slot, id as i64) } else { index.add_record(kind, slot, id as i64) }
            }
            for (_, kind, slot) in &rows {
                let events: Vec<i64> = (0..rows.len()).filter(|&i| rows[i].0 && rows[i].2 == *slot).map(|i| i as i64).collect();
                prop_assert_eq!(index.events(slot), events);
                let record = rows.iter().rposition(|row| !row.0 && row.1 == *kind && row.2 == *slot).map(|i| i as i64);
                prop_assert_eq!(index.record(kind, slot), record);
            }
        }
    }
}
