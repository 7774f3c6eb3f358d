//! Agreement of pairs of raters, as it is and beyond chance, for any number of verdicts per unit.
//!
//! With `n_ik` the verdicts on unit `i` for category `k`, `r_i` their number, and a mean over units in which every
//! unit weighs the same: agreement `P = mean of sum_k n_ik (n_ik - 1) / (r_i (r_i - 1))`, shares
//! `p_k = mean of n_ik / r_i`. This is Gwet's generalisation to unequal numbers of raters (Handbook of Inter-Rater
//! Reliability, 4th edition, chapter 2), as in the package irrCAC; with equal numbers it is Fleiss' (1971).

use super::{ROUNDING, Table};

/// The probability that two raters of a unit agree: `P`.
///
/// `None` without a unit with two verdicts, which is also the case of a single rater.
pub fn raw_agreement(table: &Table) -> Option<f64> {
    let agreement = |counts: Vec<f64>| {
        let raters: f64 = counts.iter().sum();
        counts.iter().map(|count| count * (count - 1.0)).sum::<f64>() / (raters * (raters - 1.0))
    };
    let units = table.units() as f64;
    (units > 0.0).then(|| table.counts().map(agreement).sum::<f64>() / units)
}

/// Fleiss' kappa: `(P - Pe)/(1 - Pe)` with `Pe = sum p_k²`.
///
/// `None` without a unit with two verdicts, and with one category: then agreement by chance is certain.
///
/// ```
/// use motive_stats::agreement::{Table, fleiss_kappa};
/// let table = Table::new(&[[Some(1), Some(1)], [Some(2), Some(2)], [Some(1), Some(2)], [Some(2), Some(1)]])?;
/// assert_eq!(fleiss_kappa(&table), Some(0.0));
/// # Ok::<(), motive_stats::agreement::TableError>(())
/// ```
pub fn fleiss_kappa(table: &Table) -> Option<f64> {
    let by_chance = shares(table)?.iter().map(|share| share * share).sum();
    beyond_chance(raw_agreement(table)?, by_chance)
}

/// Gwet's AC1: `(P - Pe)/(1 - Pe)` with `Pe = sum p_k (1 - p_k)/(q - 1)` for the `q` categories of the table.
///
/// `None` without a unit with two verdicts, and with one category: then `Pe` is 0/0.
pub fn gwet_ac1(table: &Table) -> Option<f64> {
    let categories = table.categories().len() as f64;
    if categories < 2.0 {
        return None;
    }
    let spread: f64 = shares(table)?.iter().map(|share| share * (1.0 - share)).sum();
    beyond_chance(raw_agreement(table)?, spread / (categories - 1.0))
}

fn beyond_chance(agreement: f64, by_chance: f64) -> Option<f64> {
    (1.0 - by_chance > ROUNDING).then(|| (agreement - by_chance) / (1.0 - by_chance))
}

/// The share of each category, `p_k`.
fn shares(table: &Table) -> Option<Vec<f64>> {
    let mut shares = vec![0.0; table.categories().len()];
    for counts in table.counts() {
        let raters: f64 = counts.iter().sum();
        shares.iter_mut().zip(&counts).for_each(|(share, count)| *share += count / raters);
    }
    let units = table.units() as f64;
    (units > 0.0).then(|| shares.into_iter().map(|share| share / units).collect())
}
