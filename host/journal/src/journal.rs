//! The writing end of a journal.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use rusqlite::{Connection, ErrorCode};
use tokio::sync::oneshot;

use crate::error::{Error, Result};
use crate::event::Event;
use crate::folder::{self, FILE_NAME, FolderLock};
use crate::index::Index;
use crate::queue::Queue;
use crate::rows::{self, NewRow};
use crate::{open, writer};

/// The journal of a run, open for appending. Clones are handles on the same journal.
///
/// Nobody else can write in the folder while a handle lives. [`Journal::close`] leaves the folder with one file that
/// can be copied anywhere. When the last handle is dropped without it, rows already appended are still written and
/// the journal can be opened again, but the file may stay in SQLite's WAL mode.
#[derive(Clone)]
pub struct Journal {
    inner: Arc<Inner>,
}

/// How a journal was left by [`Journal::close`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The folder holds one file, with everything in it.
    OneFile,
    /// Another program has the journal open for reading, so SQLite's `-wal` file stays beside it, and belongs to it.
    /// Opening and closing the journal again, when that program has ended, makes it one file.
    HeldByReader,
}

struct Inner {
    path: PathBuf,
    queue: Arc<Queue>,
    index: Arc<RwLock<Index>>,
    /// For look-ups; none once the journal is closed.
    look_up: Arc<Mutex<Option<Connection>>>,
    /// What the writer thread ends with; none once someone waits for it.
    end: Mutex<Option<oneshot::Receiver<Result<Closed>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Journal {
    /// Creates the journal of a new run in `folder`, which exists, with what describes the run.
    ///
    /// # Errors
    /// [`Error::Exists`] if a journal or any other file of its name is there, [`Error::Held`] if another process writes in
    /// the folder, [`Error::NetworkFileSystem`]; [`Error::Io`] and [`Error::Sqlite`] for what the system refuses.
    pub fn create(folder: impl AsRef<Path>, meta: &[(&str, &str)]) -> Result<Self> {
        let folder = folder.as_ref();
        folder::refuse_network(folder)?;
        let lock = FolderLock::take(folder)?;
        let path = folder.join(FILE_NAME);
        let connection = open::for_writing(&path, Some(meta))?;
        Self::start(path, connection, lock)
    }

    /// Opens the journal in `folder` to go on with it. Reads every key once.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Held`], [`Error::NetworkFileSystem`], [`Error::NotAJournal`], [`Error::Newer`],
    /// [`Error::Damaged`]; [`Error::Io`] and [`Error::Sqlite`] for what the system refuses.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        let path = folder.join(FILE_NAME);
        if !path.exists() {
            return Err(Error::Missing { path });
        }
        folder::refuse_network(folder)?;
        let lock = FolderLock::take(folder)?;
        let connection = open::for_writing(&path, None)?;
        Self::start(path, connection, lock)
    }

    fn start(path: PathBuf, connection: Connection, lock: FolderLock) -> Result<Self> {
        let index = Index::build(&connection).map_err(Error::sqlite(&path, "read the journal's keys"))?;
        let (report, end) = oneshot::channel();
        let queue = Arc::new(Queue::default());
        let index = Arc::new(RwLock::new(index));
        let look_up = Arc::new(Mutex::new(Some(open::beside_writer(&path)?)));
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn({
                let (path, queue, index, look_up) =
                    (path.clone(), Arc::clone(&queue), Arc::clone(&index), Arc::clone(&look_up));
                move || {
                    let written = writer::write(&connection, &path, &queue, &index);
                    // SQLite leaves WAL mode for the last connection only.
                    drop(look_up.lock().unwrap_or_else(PoisonError::into_inner).take());
                    let closed = written.and_then(|()| leave_wal(&connection, &path));
                    drop(connection);
                    drop(lock);
                    // Nobody waits when the last handle was dropped.
                    let _ = report.send(closed);
                }
            })
            .map_err(Error::io(&path, "start the journal's thread"))?;
        let inner = Inner {
            path,
            queue,
            index,
            look_up,
            end: Mutex::new(Some(end)),
            thread: Mutex::new(Some(thread)),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Appends an event and returns when it is on disk and can be looked up.
    ///
    /// A caller that stops waiting may still have its row written.
    ///
    /// # Errors
    /// [`Error::Closed`], or the cause of the first commit that failed: after that every append fails with it.
    pub async fn append_event(&self, event: Event) -> Result<()> {
        self.append(NewRow::Event(event)).await
    }

    /// Appends a derived row, whose `body` is JSON, and returns when it is on disk and can be looked up.
    ///
    /// A later row with the same `kind` and `slot` takes the place of an earlier one in look-ups; both stay in the file.
    /// A caller that stops waiting may still have its row written.
    ///
    /// # Errors
    /// As [`Journal::append_event`].
    pub async fn append_record(
        &self,
        kind: impl Into<String>,
        slot: impl Into<String>,
        body: impl Into<String>,
    ) -> Result<()> {
        self.append(NewRow::Record { kind: kind.into(), slot: slot.into(), body: body.into() }).await
    }

    async fn append(&self, row: NewRow) -> Result<()> {
        let (done, written) = oneshot::channel();
        self.inner.queue.push(row, done)?;
        written.await.unwrap_or_else(|_| Err(self.closed()))
    }

    /// The events of a slot, in the order in which they were written.
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::Damaged`], [`Error::Sqlite`].
    pub fn events(&self, slot: &str) -> Result<Vec<Event>> {
        let ids = self.index(|index| index.events(slot));
        self.look_up(|connection| rows::events(connection, &self.inner.path, &ids))
    }

    /// The body of the newest record of this kind and slot.
    ///
    /// # Errors
    /// As [`Journal::events`].
    pub fn record(&self, kind: &str, slot: &str) -> Result<Option<String>> {
        let Some(id) = self.index(|index| index.record(kind, slot)) else { return Ok(None) };
        self.look_up(|connection| rows::record(connection, &self.inner.path, id)).map(Some)
    }

    /// The newest record (slot, body) of every slot of this kind, in the order in which those were written.
    ///
    /// That order depends on which answer came first: whoever computes with these sorts them by slot.
    ///
    /// # Errors
    /// As [`Journal::events`].
    pub fn records(&self, kind: &str) -> Result<Vec<(String, String)>> {
        self.look_up(|connection| rows::records(connection, &self.inner.path, kind))
    }

    /// A value that [`Journal::create`] was given.
    ///
    /// # Errors
    /// As [`Journal::events`].
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        self.look_up(|connection| rows::meta(connection, &self.inner.path, key))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Writes what was appended, moves it all into one file, and lets go of the folder.
    ///
    /// Other handles can do nothing any more.
    ///
    /// # Errors
    /// The cause of the first commit that failed; [`Error::Closed`] if the journal was closed before; [`Error::Sqlite`] if
    /// the file cannot be put in order, which loses nothing.
    pub async fn close(self) -> Result<Closed> {
        self.inner.queue.end(self.closed());
        let end = self.inner.end.lock().unwrap_or_else(PoisonError::into_inner).take();
        match end {
            Some(end) => end.await.unwrap_or_else(|_| Err(self.closed())),
            None => Err(self.closed()),
        }
    }

    fn closed(&self) -> Error {
        Error::Closed { path: self.inner.path.clone() }
    }

    fn index<T>(&self, read: impl FnOnce(&Index) -> T) -> T {
        read(&self.inner.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn look_up<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let connection = self.inner.look_up.lock().unwrap_or_else(PoisonError::into_inner);
        read(connection.as_ref().ok_or_else(|| self.closed())?)
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

impl Drop for Inner {
    /// Waits for the writer, so that the folder is free when this returns.
    fn drop(&mut self) {
        self.queue.end(Error::Closed { path: self.path.clone() });
        if let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // A panic of the writer was already reported to everyone who waited for a row.
            let _ = thread.join();
        }
    }
}

/// Moves the log into the file and removes it, unless another program reads.
fn leave_wal(connection: &Connection, path: &Path) -> Result<Closed> {
    match open::set_mode(connection, "delete") {
        Ok(()) => Ok(Closed::OneFile),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(Closed::HeldByReader),
        Err(error) => Err(Error::sqlite(path, "close the journal")(error)),
    }
}
