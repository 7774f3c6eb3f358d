//! What can go wrong with a journal, in words that name the file and the way out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The result of a journal operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a journal could not be created, opened, appended to or read.
///
/// Cheap to clone, because one failed commit is reported to every append that waited for it.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no journal in the folder.
    #[error("{path}: there is no journal here; is this the folder of a run?", path = path.display())]
    Missing {
        /// The file that was looked for.
        path: PathBuf,
    },

    /// The folder holds a journal already, and a new one was to be created.
    #[error("{path}: a journal is here already; resume that run, or choose another folder", path = path.display())]
    Exists {
        /// The file that is there.
        path: PathBuf,
    },

    /// Another writer has the folder.
    #[error("{folder}: another process is writing here; wait for it to end, or stop it", folder = folder.display())]
    Held {
        /// The folder of the run.
        folder: PathBuf,
    },

    /// The folder lies on a file system of another machine.
    #[error(
        "{folder}: this folder is on a network file system ({kind}, mounted at {mount}), where SQLite's locks and shared \
         memory cannot be relied on; run in a folder on a local disk and copy it when the run has ended",
        folder = folder.display(),
        mount = mount.display()
    )]
    NetworkFileSystem {
        /// The folder of the run.
        folder: PathBuf,
        /// The file system's type as the kernel names it, such as `nfs4`.
        kind: String,
        /// Where that file system is mounted.
        mount: PathBuf,
    },

    /// The file is something else than a journal.
    #[error("{path}: this file is not a journal: {reason}", path = path.display())]
    NotAJournal {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        reason: String,
    },

    /// The file was written by a newer version of the program.
    #[error(
        "{path}: this journal has format version {found}, and this program reads up to {supported}; use a newer version \
         of the program",
        path = path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The file's format version.
        found: i64,
        /// The newest format version that this program reads.
        supported: i64,
    },

    /// The file is a journal, and parts of it are lost or wrong.
    #[error("{path}: this journal is damaged: {reason}; restore it from a copy", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },

    /// An unfinished run's journal lies where reading it needs a writable folder.
    #[error(
        "{path}: the run was not closed, and reading what it wrote last needs a writable folder; copy the whole folder \
         to one and read it there",
        path = path.display()
    )]
    ReadOnlyUnfinished {
        /// The file.
        path: PathBuf,
    },

    /// The operating system refused something.
    #[error("{path}: cannot {doing}: {source}", path = path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// The system's answer.
        source: Arc<std::io::Error>,
    },

    /// SQLite refused something.
    #[error("{path}: cannot {doing}: {source}", path = path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// SQLite's answer.
        source: Arc<rusqlite::Error>,
    },

    /// The journal was closed before this was asked.
    #[error("{path}: the journal is closed", path = path.display())]
    Closed {
        /// The file.
        path: PathBuf,
    },
}

impl Error {
    pub(crate) fn io(path: &Path, doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, doing, source: Arc::new(source) }
    }

    /// Sorts SQLite's own verdicts on the file (not a database, corrupt) from refusals of one operation.
    pub(crate) fn sqlite(path: &Path, doing: &'static str) -> impl FnOnce(rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        let path = path.to_owned();
        move |source| match source.sqlite_error_code() {
            Some(NotADatabase) => Self::NotAJournal { path, reason: "it is not an SQLite database".into() },
            Some(DatabaseCorrupt) => Self::Damaged { path, reason: source.to_string() },
            _ => Self::Sqlite { path, doing, source: Arc::new(source) },
        }
    }
}
