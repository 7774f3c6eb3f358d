//! From bytes to a plugin behind the contract's traits.
//!
//! Owns: the wasmtime engine and its settings, what is loaded and what is refused, limits and deadlines,
//! instances, the bridge from a plugin's log to `tracing`. One adapter per version of the contract
//! (module `v0_1`) implements the traits of `motive-contract`; nobody else in the house names wasmtime.
//! Does not own: study files, grants, HTTP, or anything that a plugin asks for.

mod answer;
mod artifact;
mod blame;
mod engine;
mod error;
mod guest;
mod limits;
mod manifest;
mod plugin;
mod pool;
mod schema;
mod shape;
mod slots;
mod v0_1;
mod wasi;

pub use engine::{Runtime, Settings};
pub use error::LoadError;
pub use limits::{Limits, Reuse};
pub use plugin::{Assets, Kind, Plugin};
