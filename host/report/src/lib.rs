//! From results to what a person reads. Pure.

mod agreement;
mod balance;
mod beside;
mod calibration;
mod grid;
mod measures;
mod offered;
mod screened;
mod table;
mod utilities;

pub use balance::balance;
pub use table::table;
pub use utilities::{agreement, utilities};
