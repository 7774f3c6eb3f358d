//! Intervals for rates.
//!
//! Pure functions from counts to numbers. What a count means (which ballots are wins, whether ties
//! are in the denominator, which interval a finding may rest on) is decided by the crates that call
//! them; an interval here assumes independent trials.

mod wilson;

pub use wilson::{Interval, IntervalError, wilson};
