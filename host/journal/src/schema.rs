//! The tables of a journal, and how a file of an older format becomes one of the current.
//!
//! [`MIGRATIONS`] is the documentation of the tables: SQLite keeps the comments, so `.schema` shows them in the file.
//! The file is told from other databases by SQLite's `application_id`, its format by `user_version`.

use rusqlite::Connection;

/// `application_id` of a journal: the bytes "mtvj".
pub const APPLICATION_ID: i64 = 0x6d74_766a;

/// The format that this program writes, and the newest that it reads.
pub const VERSION: i64 = MIGRATIONS.len() as i64;

/// Step `n` (from 0) turns format `n` into format `n + 1`. Released steps never change.
pub const MIGRATIONS: &[&str] = &["
CREATE TABLE meta (             -- what the run is: digests of plan and plugins, versions
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
);
CREATE TABLE event (            -- what came back from the outside world; rows are only ever added, in order of id
  id INTEGER PRIMARY KEY,       -- order of writing
  slot TEXT NOT NULL,           -- the place in the plan that this belongs to
  attempt INTEGER NOT NULL,     -- which try of the slot, from 0
  seq INTEGER NOT NULL,         -- the place within the attempt, from 0
  request TEXT,                 -- SHA-256 (hex) of what was sent; NULL where nothing was
  kind TEXT NOT NULL,           -- 'received', 'unreachable' (no response came), 'lost' (none came, and it was sent
                                -- again), 'elapsed' (a pause is over)
  status INTEGER,               -- HTTP status; NULL unless received
  headers TEXT,                 -- JSON array of [name, value]; NULL unless received
  body BLOB,                    -- the response body, decompressed; for 'unreachable' and 'lost' the reason; else NULL
  at INTEGER NOT NULL           -- milliseconds since 1970-01-01 UTC
);
CREATE TABLE record (           -- what was derived from events; of two rows with one kind and slot the later one stands
  id INTEGER PRIMARY KEY,       -- order of writing
  kind TEXT NOT NULL,           -- what the row is about
  slot TEXT NOT NULL,           -- the place in the plan that this belongs to
  body TEXT NOT NULL            -- JSON
);
"];

/// Brings a database from format `from` to the current one and adds `meta`, all or nothing.
///
/// # Errors
/// SQLite's, when a step fails; the database is then as it was.
pub(crate) fn migrate(connection: &mut Connection, from: i64, meta: &[(&str, &str)]) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    take_steps(&transaction, from, MIGRATIONS)?;
    for (key, value) in meta {
        transaction.execute("INSERT INTO meta (key, value) VALUES (?, ?)", [key, value])?;
    }
    transaction.commit()
}

fn take_steps(transaction: &Connection, from: i64, steps: &[&str]) -> rusqlite::Result<()> {
    let missing = usize::try_from(from).ok().and_then(|done| steps.get(done..)).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", steps.len() as i64)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> i64 {
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    }

    #[test]
    fn only_the_missing_steps_are_taken() {
        let connection = Connection::open_in_memory().unwrap();
        take_steps(&connection, 0, &["CREATE TABLE a (x)"]).unwrap();
        assert_eq!(version(&connection), 1);
        let steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y"];
        take_steps(&connection, 1, &steps).unwrap();
        take_steps(&connection, 2, &steps).unwrap();
        assert_eq!(version(&connection), 2);
        connection.execute("INSERT INTO a (x, y) VALUES (1, 2)", []).unwrap();
    }

    #[test]
    fn a_failure_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, 0, &[("plan", "a"), ("plan", "b")]).unwrap_err();
        assert_eq!(version(&connection), 0);
        migrate(&mut connection, 0, &[("plan", "a")]).unwrap();
        assert_eq!(version(&connection), VERSION);
    }
}
