//! From a study file to a checked plan.
//!
//! Owns: the study file's shape and its errors ([`mod@file`], [`elicitation`], [`check`]), outcome sets
//! ([`outcomes`]), keyed draws ([`draw`]), the plan and its seal ([`plan`], [`beside`], [`seal`]), the shape of the records
//! that a run writes ([`record`]), and how choices and utilities from elsewhere are read ([`edges`], [`import`]).
//! Does not own: anything that asks a model, reads a clock or opens a socket. The only files it reads are the ones
//! whose text it is handed.

pub mod balance;
pub mod beside;
mod cells;
pub mod check;
pub mod diagnostic;
pub mod draw;
pub mod edges;
pub mod elicitation;
pub mod file;
pub mod import;
pub mod make;
pub mod outcomes;
mod overrides;
pub mod plan;
pub mod plugins;
pub mod record;
mod references;
pub mod registration;
pub mod schema;
pub mod seal;
mod secrets;
mod slots;
pub mod source;
pub mod tree;
pub mod units;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use file::Study;
pub use plan::Plan;
pub use plugins::Plugins;
