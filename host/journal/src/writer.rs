//! The one thread that writes: a batch at a time, each in a transaction of its own.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::index::Index;
use crate::queue::{Pending, Queue, Work};
use crate::rows::{self, NewRow};

/// Writes until the queue ends.
///
/// A row is reported as done after the commit that made it durable, and after look-ups can find it.
///
/// # Errors
/// The first commit that fails. Nothing more is written then: every row that waits, and every later one, gets that
/// error, because a run whose disk is full or broken must stop and not leave holes.
pub(crate) fn write(
    connection: &Connection,
    path: &Path,
    queue: &Queue,
    index: &RwLock<Index>,
) -> Result<()> {
    let _end = EndOfQueue { path, queue };
    while let Work::Commit(batch) = queue.next() {
        match commit(connection, &batch) {
            Ok(ids) => {
                add_to_index(&mut index.write().unwrap_or_else(PoisonError::into_inner), &batch, &ids);
                tell(batch, &Ok(()));
            }
            Err(error) => {
                let error = Error::Sqlite {
                    path: path.to_owned(),
                    doing: "write to the journal",
                    source: Arc::new(error),
                };
                queue.end(error.clone());
                tell(batch.into_iter().chain(queue.take_back()), &Err(error.clone()));
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Lets nobody wait for a writer that is gone, should it panic.
struct EndOfQueue<'a> {
    path: &'a Path,
    queue: &'a Queue,
}

impl Drop for EndOfQueue<'_> {
    fn drop(&mut self) {
        self.queue.end(Error::Closed { path: self.path.to_owned() });
        // Dropping what waits tells its owners; after an orderly end nothing does.
        drop(self.queue.take_back());
    }
}

fn commit(connection: &Connection, batch: &[Pending]) -> rusqlite::Result<Vec<i64>> {
    // Rolls back when dropped before its commit.
    let transaction = connection.unchecked_transaction()?;
    let ids = batch
        .iter()
        .map(|pending| rows::insert(&transaction, &pending.row))
        .collect::<rusqlite::Result<_>>()?;
    transaction.commit()?;
    Ok(ids)
}

fn add_to_index(index: &mut Index, batch: &[Pending], ids: &[i64]) {
    for (pending, id) in batch.iter().zip(ids) {
        match &pending.row {
            NewRow::Event(event) => index.add_event(&event.slot, *id),
            NewRow::Record { kind, slot, .. } => index.add_record(kind, slot, *id),
        }
    }
}

fn tell(batch: impl IntoIterator<Item = Pending>, result: &Result<()>) {
    for pending in batch {
        // Whoever asked may have gone; the row stays written.
        let _ = pending.done.send(result.clone());
    }
}
