//! Krippendorff's alpha.

use super::{ROUNDING, Table};

/// What the distance between two categories means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Same or not.
    Nominal,
    /// How many verdicts lie between them, half of their own included.
    Ordinal,
    /// The difference of their values.
    Interval,
}

/// Krippendorff's alpha: 1 minus observed over expected disagreement.
///
/// With the coincidences `o_ck = sum over units of (ordered pairs of verdicts c, k)/(r_i - 1)`, their sums `n_c` and
/// `n`, and squared distances `d_ck`: `1 - (n - 1) sum o_ck d_ck / sum n_c n_k d_ck`. Distances are 0 or 1 (nominal),
/// `sum of n_g for g from c to k, minus (n_c + n_k)/2` (ordinal), or the difference of the values (interval).
/// Krippendorff, Content Analysis, 3rd edition, chapter 12.
///
/// `None` without a unit with two verdicts, and with one category: then there is no disagreement to expect.
pub fn krippendorff_alpha(table: &Table, scale: Scale) -> Option<f64> {
    let coincidences = coincidences(table);
    let totals: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let all: f64 = totals.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for (c, row) in coincidences.iter().enumerate() {
        for (k, coincidence) in row.iter().enumerate() {
            let squared = distance(scale, table.categories(), &totals, c.min(k), c.max(k)).powi(2);
            observed += coincidence * squared;
            expected += totals[c] * totals[k] * squared;
        }
    }
    (expected > ROUNDING).then(|| 1.0 - (all - 1.0) * observed / expected)
}

/// How often two verdicts on one unit are `c` and `k`, each unit with the weight of its verdicts.
fn coincidences(table: &Table) -> Vec<Vec<f64>> {
    let categories = table.categories().len();
    let mut coincidences = vec![vec![0.0; categories]; categories];
    for counts in table.counts() {
        let others = counts.iter().sum::<f64>() - 1.0;
        for c in (0..categories).filter(|c| counts[*c] > 0.0) {
            for k in 0..categories {
                let partners = if c == k { counts[k] - 1.0 } else { counts[k] };
                coincidences[c][k] += counts[c] * partners / others;
            }
        }
    }
    coincidences
}

/// The distance of the categories at places `low <= high`.
fn distance(scale: Scale, categories: &[i64], totals: &[f64], low: usize, high: usize) -> f64 {
    match scale {
        Scale::Nominal => f64::from(low != high),
        Scale::Ordinal => totals[low..=high].iter().sum::<f64>() - (totals[low] + totals[high]) / 2.0,
        Scale::Interval => categories[high] as f64 - categories[low] as f64,
    }
}
