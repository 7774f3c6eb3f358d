//! From results to what a person reads. Pure.

mod grid;
mod measures;
mod table;

pub use table::table;
