//! The reading end of a journal.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::event::Event;
use crate::folder::FILE_NAME;
use crate::index::Index;
use crate::{open, rows};

/// A journal as it was when this was opened, of a run that goes on, has died or has ended.
///
/// While a reader lives, the log of a running journal cannot shrink: read what is needed and let go.
pub struct Reader {
    path: PathBuf,
    connection: Connection,
    /// Built by the first look-up of one slot: it costs a scan, and most analyses read whole kinds.
    index: OnceCell<Index>,
}

impl Reader {
    /// Opens the journal in `folder`. Neither the folder nor the file need be writable.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotAJournal`], [`Error::Newer`], [`Error::Damaged`], [`Error::Sqlite`];
    /// [`Error::ReadOnlyUnfinished`] if the run was not closed and the folder is read-only.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let path = folder.as_ref().join(FILE_NAME);
        if !path.exists() {
            return Err(Error::Missing { path });
        }
        let connection = open::for_reading(&path)?;
        // One transaction for the reader's life: what it tells is of one moment. It begins with its first read.
        connection
            .execute_batch("BEGIN; SELECT count(*) FROM meta;")
            .map_err(Error::sqlite(&path, "read the journal"))?;
        Ok(Self { path, connection, index: OnceCell::new() })
    }

    /// The events of a slot, in the order in which they were written.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Sqlite`].
    pub fn events(&self, slot: &str) -> Result<Vec<Event>> {
        rows::events(&self.connection, &self.path, &self.index()?.events(slot))
    }

    /// The body of the newest record of this kind and slot.
    ///
    /// # Errors
    /// As [`Reader::events`].
    pub fn record(&self, kind: &str, slot: &str) -> Result<Option<String>> {
        let id = self.index()?.record(kind, slot);
        id.map(|id| rows::record(&self.connection, &self.path, id)).transpose()
    }

    /// The newest record (slot, body) of every slot of this kind, in the order in which those were written.
    ///
    /// That order depends on which answer came first: whoever computes with these sorts them by slot.
    ///
    /// # Errors
    /// As [`Reader::events`].
    pub fn records(&self, kind: &str) -> Result<Vec<(String, String)>> {
        rows::records(&self.connection, &self.path, kind)
    }

    /// The place of the first record of this kind among all that were written.
    ///
    /// # Errors
    /// As [`Reader::events`].
    pub fn first(&self, kind: &str) -> Result<Option<i64>> {
        let first = "SELECT min(id) FROM record WHERE kind = ?";
        let read = self.connection.query_row(first, [kind], |row| row.get(0));
        read.map_err(Error::sqlite(&self.path, "read the journal"))
    }

    /// A value of the run's description.
    ///
    /// # Errors
    /// As [`Reader::events`].
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        rows::meta(&self.connection, &self.path, key)
    }

    fn index(&self) -> Result<&Index> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let index =
            Index::build(&self.connection).map_err(Error::sqlite(&self.path, "read the journal's keys"))?;
        Ok(self.index.get_or_init(|| index))
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("path", &self.path).finish_non_exhaustive()
    }
}
