//! From results to what a person reads. Pure.

mod grid;
mod table;

pub use table::table;
