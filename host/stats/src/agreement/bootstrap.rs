//! How firm a coefficient is.

use super::Table;
use crate::interval::{Interval, IntervalError};
use crate::percentile::percentile_interval;
use crate::random::{below, stream};

/// What resampling the units says about a coefficient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// The percentile interval of the replicates in which the coefficient is defined; absent where fewer than two
    /// are, or where they are all equal.
    pub interval: Option<Interval>,
    /// Replicates in which it is not: by chance all verdicts fell into one category.
    pub undefined: usize,
}

/// Draws the units of the table with replacement, `replicates` times, and works out `coefficient` of each draw.
///
/// The verdicts on a unit stay together, so raters may depend on each other in any way. Units count as independent:
/// where several are of one item, the interval is too narrow. The same table and seed give the same interval.
///
/// # Errors
///
/// [`IntervalError`] for a confidence outside (0, 1) or a coefficient that is not finite.
pub fn bootstrap(
    table: &Table,
    coefficient: impl Fn(&Table) -> Option<f64>,
    replicates: usize,
    confidence: f64,
    seed: [u8; 32],
) -> Result<Bootstrap, IntervalError> {
    let mut rng = stream(seed);
    let units = table.units();
    let draw = |_| coefficient(&table.of_units((0..units).map(|_| below(&mut rng, units))));
    let values: Vec<f64> = (0..replicates).filter_map(draw).collect();
    let interval = percentile_interval(&values, confidence)?;
    Ok(Bootstrap { interval, undefined: replicates - values.len() })
}
