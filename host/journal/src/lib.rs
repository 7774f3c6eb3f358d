//! The SQLite file of a run: append, read, migrate.
//!
//! The journal is what a run knows of the outside world. A row is on disk before anyone is told that it is
//! written, so whatever was acted upon survives a crash, and a run that died goes on where it stopped.
//!
//! [`Journal`] appends (one per folder at a time), [`Reader`] only reads. Both look rows up by their *slot*,
//! an opaque name that the engine gives to each call, trial or ballot of a plan. What a slot or a body means,
//! and what is computed from them, is not this crate's business: it knows nothing of studies.
//! The tables are documented in [`schema`] and in the file itself, for readers in Python, R or DuckDB.

mod error;
mod event;
mod folder;
mod index;
mod journal;
mod open;
mod queue;
mod reader;
mod rows;
pub mod schema;
mod writer;

pub use error::{Error, Result};
pub use event::{Event, EventKind};
pub use folder::FILE_NAME;
pub use journal::{Closed, Journal};
pub use reader::Reader;
