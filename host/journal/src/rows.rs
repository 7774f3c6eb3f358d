//! Rows between Rust and SQL: the one place that names columns.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::{Error, Result};
use crate::event::{Event, EventKind};

/// A row on its way into the file.
#[derive(Debug)]
pub(crate) enum NewRow {
    Event(Event),
    Record { kind: String, slot: String, body: String },
}

/// Appends one row and returns its id.
pub(crate) fn insert(connection: &Connection, row: &NewRow) -> rusqlite::Result<i64> {
    match row {
        NewRow::Event(event) => insert_event(connection, event),
        NewRow::Record { kind, slot, body } => connection
            .prepare_cached("INSERT INTO record (kind, slot, body) VALUES (?, ?, ?)")?
            .insert(params![kind, slot, body]),
    }
}

fn insert_event(connection: &Connection, event: &Event) -> rusqlite::Result<i64> {
    let (status, headers, body) = match &event.kind {
        EventKind::Received { status, headers, body } => {
            let headers = serde_json::to_string(headers)
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
            (Some(*status), Some(headers), Some(body.as_slice()))
        }
        EventKind::Unreachable { reason } | EventKind::Lost { reason } => {
            (None, None, Some(reason.as_bytes()))
        }
        EventKind::Elapsed => (None, None, None),
    };
    let Event { slot, attempt, seq, request, kind, at } = event;
    connection
        .prepare_cached(
            "INSERT INTO event (slot, attempt, seq, request, kind, status, headers, body, at) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .insert(params![slot, attempt, seq, request, kind.word(), status, headers, body, at])
}

/// The rows of `event` with these ids, in the order given.
pub(crate) fn events(connection: &Connection, path: &Path, ids: &[i64]) -> Result<Vec<Event>> {
    let doing = "read events";
    let mut statement = connection
        .prepare_cached(
            "SELECT slot, attempt, seq, request, kind, status, headers, body, at FROM event WHERE id = ?",
        )
        .map_err(Error::sqlite(path, doing))?;
    ids.iter()
        .map(|id| {
            statement.query_row([id], |row| Ok(event(row))).map_err(Error::sqlite(path, doing))?.map_err(
                |reason| Error::Damaged { path: path.to_owned(), reason: format!("event {id}: {reason}") },
            )
        })
        .collect()
}

/// Reads one event, or says what is wrong with its row.
fn event(row: &Row<'_>) -> std::result::Result<Event, String> {
    let word: String = row.get("kind").map_err(|error| error.to_string())?;
    let kind = match word.as_str() {
        "received" => received(row)?,
        "unreachable" => EventKind::Unreachable { reason: reason(row)? },
        "lost" => EventKind::Lost { reason: reason(row)? },
        "elapsed" => EventKind::Elapsed,
        other => return Err(format!("its kind is {other:?}")),
    };
    let read = |row: &Row<'_>| {
        Ok(Event {
            slot: row.get("slot")?,
            attempt: row.get("attempt")?,
            seq: row.get("seq")?,
            request: row.get("request")?,
            kind,
            at: row.get("at")?,
        })
    };
    read(row).map_err(|error: rusqlite::Error| error.to_string())
}

fn reason(row: &Row<'_>) -> std::result::Result<String, String> {
    let bytes: Vec<u8> = row.get("body").map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn received(row: &Row<'_>) -> std::result::Result<EventKind, String> {
    let status = row.get("status").map_err(|error| error.to_string())?;
    let body = row.get("body").map_err(|error| error.to_string())?;
    let headers: String = row.get("headers").map_err(|error| error.to_string())?;
    let headers =
        serde_json::from_str(&headers).map_err(|error| format!("its headers are {headers:?}: {error}"))?;
    Ok(EventKind::Received { status, headers, body })
}

/// The body of one record.
pub(crate) fn record(connection: &Connection, path: &Path, id: i64) -> Result<String> {
    let doing = "read a record";
    connection
        .prepare_cached("SELECT body FROM record WHERE id = ?")
        .and_then(|mut statement| statement.query_row([id], |row| row.get(0)))
        .map_err(Error::sqlite(path, doing))
}

/// The records of a kind that stand: of each slot the newest, in the order in which those were written.
pub(crate) fn records(connection: &Connection, path: &Path, kind: &str) -> Result<Vec<(String, String)>> {
    let read = || {
        let mut statement =
            connection.prepare_cached("SELECT slot, body FROM record WHERE kind = ? ORDER BY id")?;
        let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<(String, String)>>>()
    };
    let rows = read().map_err(Error::sqlite(path, "read records"))?;
    let newest: HashMap<String, usize> =
        rows.iter().enumerate().map(|(i, (slot, _))| (slot.clone(), i)).collect();
    let standing = |(i, row): (usize, (String, String))| (newest.get(&row.0) == Some(&i)).then_some(row);
    Ok(rows.into_iter().enumerate().filter_map(standing).collect())
}

/// A value of the table `meta`.
pub(crate) fn meta(connection: &Connection, path: &Path, key: &str) -> Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?")
        .and_then(|mut statement| statement.query_row([key], |row| row.get(0)).optional())
        .map_err(Error::sqlite(path, "read the run's description"))
}
