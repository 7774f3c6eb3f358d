//! Opening the SQLite file: its settings, and whether it is a journal that this program can read.
//!
//! Everything is asked through SQLite. Opening the file ourselves, if only to look at its first bytes, would on closing
//! drop the locks of every SQLite connection that this process has on it (fcntl(2), and SQLite's own warnings).

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::schema;

/// How long to wait for another program that looks into the file, before calling it an error.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Opens a file for appending: a new one that holds `meta` if given, otherwise the one that is there, brought to the
/// current format.
///
/// The caller holds the folder's lock.
pub(crate) fn for_writing(path: &Path, meta: Option<&[(&str, &str)]>) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, meta.is_some());
    let mut connection =
        Connection::open_with_flags(path, flags).map_err(Error::sqlite(path, "open the journal"))?;
    connection.busy_timeout(PATIENCE).map_err(Error::sqlite(path, "open the journal"))?;
    let from = match meta {
        Some(_) => empty(&connection, path)?,
        None => format(&connection, path)?,
    };
    schema::migrate(&mut connection, from, meta.unwrap_or_default())
        .and_then(|()| durable(&connection))
        .map_err(Error::sqlite(path, "prepare the journal for writing"))?;
    Ok(connection)
}

/// A second connection of the writing process, for look-ups while rows are written.
pub(crate) fn beside_writer(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(path, flags).map_err(Error::sqlite(path, "open the journal"))?;
    connection.busy_timeout(PATIENCE).map_err(Error::sqlite(path, "open the journal"))?;
    Ok(connection)
}

/// Opens a file for reading only, mid-run or finished, in a folder that may be read-only.
pub(crate) fn for_reading(path: &Path) -> Result<Connection> {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    let connection = beside_writer(path)?;
    match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Ok(()) => {}
        // A database in WAL mode wants a file for shared memory beside it, and this folder takes none.
        Err(error) if matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly)) => {
            return sealed(path);
        }
        Err(error) => return Err(Error::sqlite(path, "read the journal")(error)),
    }
    format(&connection, path)?;
    Ok(connection)
}

/// Opens a file in WAL mode in a read-only folder: possible only if the log beside it holds nothing.
fn sealed(path: &Path) -> Result<Connection> {
    if has_log(path) {
        return Err(Error::ReadOnlyUnfinished { path: path.to_owned() });
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(immutable_uri(path)?, flags)
        .map_err(Error::sqlite(path, "open the journal"))?;
    format(&connection, path)?;
    Ok(connection)
}

/// The URI that tells SQLite to take a file as it is, without locks or files beside it (sqlite.org/uri.html).
fn immutable_uri(path: &Path) -> Result<String> {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    let absolute = path.canonicalize().map_err(Error::io(path, "find the journal"))?;
    let mut uri = String::from("file://");
    for byte in absolute.as_os_str().as_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                uri.push(char::from(*byte));
            }
            other => {
                // Writing to a String cannot fail.
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    Ok(uri)
}

/// Format 0, if nothing is in the file: a crash in the middle of creating a journal leaves it so.
fn empty(connection: &Connection, path: &Path) -> Result<i64> {
    match connection.query_row("PRAGMA page_count", [], |row| row.get::<_, i64>(0)) {
        // SQLite also counts no page in a file that is too short to have one.
        Ok(0) if length(path)? == 0 => Ok(0),
        Ok(_) => Err(Error::Exists { path: path.to_owned() }),
        Err(error) => Err(match Error::sqlite(path, "look at the file")(error) {
            Error::NotAJournal { .. } | Error::Damaged { .. } => Error::Exists { path: path.to_owned() },
            other => other,
        }),
    }
}

/// The format version of a file, if it is a journal of one that this program reads.
fn format(connection: &Connection, path: &Path) -> Result<i64> {
    let number = |pragma: &str| -> Result<i64> {
        connection
            .query_row(pragma, [], |row| row.get(0))
            .map_err(Error::sqlite(path, "read the journal's format"))
    };
    let not = |reason: &str| Err(Error::NotAJournal { path: path.to_owned(), reason: reason.to_owned() });
    if number("PRAGMA page_count")? == 0 {
        return not("it is empty, or too short to be one");
    }
    // Reading the schema makes SQLite compare the file's pages with what its header says, but not look whether the last
    // one is whole. While there is a log, what the file lacks may be there.
    number("SELECT count(*) FROM sqlite_schema")?;
    let length = length(path)?;
    if length % number("PRAGMA page_size")?.unsigned_abs() != 0 && !has_log(path) {
        return Err(Error::Damaged {
            path: path.to_owned(),
            reason: format!("it ends within a page, after {length} bytes"),
        });
    }
    let version = number("PRAGMA user_version")?;
    match number("PRAGMA application_id")? {
        schema::APPLICATION_ID if version > schema::VERSION => {
            Err(Error::Newer { path: path.to_owned(), found: version, supported: schema::VERSION })
        }
        schema::APPLICATION_ID if version > 0 => Ok(version),
        schema::APPLICATION_ID => not("its format version is not positive"),
        _ => not("it is an SQLite database of another program"),
    }
}

/// The file's length in bytes, without opening it.
fn length(path: &Path) -> Result<u64> {
    Ok(std::fs::metadata(path).map_err(Error::io(path, "look at the file"))?.len())
}

/// Whether committed rows may lie in SQLite's log beside the file.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(&log).is_ok_and(|log| log.len() > 0)
}

/// A commit is on disk when it returns, and readers do not wait for it.
fn durable(connection: &Connection) -> rusqlite::Result<()> {
    set_mode(connection, "wal")?;
    connection.pragma_update(None, "synchronous", "FULL")
}

/// Sets SQLite's journal mode. SQLite may answer with another mode instead of an error.
pub(crate) fn set_mode(connection: &Connection, mode: &str) -> rusqlite::Result<()> {
    let set: String = connection.pragma_update_and_check(None, "journal_mode", mode, |row| row.get(0))?;
    if set == mode {
        Ok(())
    } else {
        Err(rusqlite::Error::InvalidParameterName(format!("the journal mode stays {set:?}")))
    }
}
