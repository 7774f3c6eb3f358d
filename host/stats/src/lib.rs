//! Intervals for rates, means and correlations; how far raters agree ([`agreement`]); what pairs with a known answer
//! say about a judge ([`calibration`]).
//!
//! Pure functions from counts and values to numbers. What a count means (which ballots are wins, whether
//! ties are in the denominator, what a cluster is, which interval a finding may rest on) is decided by the
//! crates that call them. Every interval says what it assumes to be independent.

pub mod agreement;
pub mod calibration;
mod cluster;
mod correlation;
mod interval;
mod percentile;
mod random;
mod wilson;

pub use cluster::{clustered_wilson, mean_interval, ratio_interval};
pub use correlation::{CorrelationKind, correlation_interval, pearson, spearman};
pub use interval::{Interval, IntervalError, normal_quantile, t_quantile};
pub use percentile::percentile_interval;
pub use wilson::wilson;
