//! The four kinds of plugin as Rust traits and owned types: [`TaskFamily`], [`Framing`], [`Provider`],
//! [`Rubric`].
//!
//! The types mirror `wit/v0.1/motive.wit` one to one; that file is where their meaning is documented at
//! length. This crate has no trace of WebAssembly and does no I/O: whatever implements a trait, a component
//! or native code, the rest of the house cannot tell.
//!
//! Every function is a reducer. All that the answer may depend on goes in, and a value that says what should
//! happen next comes out; nothing waits. So the traits are synchronous, and a call may be repeated at will.

pub mod about;
pub mod error;
pub mod framing;
pub mod provider;
pub mod rubric;
pub mod task;
pub mod types;
pub mod words;

pub use about::About;
pub use error::CallError;
pub use framing::Framing;
pub use provider::Provider;
pub use rubric::Rubric;
pub use task::TaskFamily;

/// What every call of a trait returns: the answer, or who is to blame for there being none.
pub type Call<T> = Result<T, CallError>;
