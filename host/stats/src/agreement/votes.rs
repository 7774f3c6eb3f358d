//! How many independent votes a panel is worth.

use super::{ROUNDING, Table};

/// The mean correlation between the verdicts of two raters, beyond the agreement that their own shares of categories
/// give by chance.
///
/// The verdicts of a rater are taken as vectors with a 1 at the category, and correlated as vectors: over the units
/// that both judged, with agreement `P` and shares `p_k` and `q_k`, the correlation is
/// `(P - sum p_k q_k)/sqrt((1 - sum p_k²)(1 - sum q_k²))`. The numerator is Cohen's; with two categories it is the phi
/// coefficient; names and order of categories do not matter. Chosen over kappa and alpha because it is what Kish's
/// formula asks for: the variance of a mean of vectors is made of these covariances, and raters who lean to different
/// categories are not taken for independent. Pairs of raters weigh as many units as they share.
///
/// It measures all that raters have in common, the quality they see as well as their shared errors. Where the right
/// answer is known, a table of right and wrong verdicts gives the correlation of errors.
///
/// `None` without a unit with two verdicts, and where in every pair of raters one does not vary over the units that
/// both judged, as with one category.
pub fn mean_correlation(table: &Table) -> Option<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    for one in 0..table.places() {
        for other in one + 1..table.places() {
            if let Some((correlation, units)) = correlation(table, one, other) {
                sum += units * correlation;
                weight += units;
            }
        }
    }
    (weight > 0.0).then(|| sum / weight)
}

/// The correlation of two raters, and the units that both judged.
fn correlation(table: &Table, one: usize, other: usize) -> Option<(f64, f64)> {
    let categories = table.categories().len();
    let (mut units, mut agreed) = (0.0, 0.0);
    let mut shares = [vec![0.0; categories], vec![0.0; categories]];
    for (a, b) in table.rows().filter_map(|row| row[one].zip(row[other])) {
        units += 1.0;
        agreed += f64::from(a == b);
        shares[0][a] += 1.0;
        shares[1][b] += 1.0;
    }
    let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>() / (units * units);
    let [p, q] = &shares;
    let variances = (1.0 - product(p, p)) * (1.0 - product(q, q));
    let covariance = agreed / units - product(p, q);
    (units > 0.0 && variances > ROUNDING).then(|| (covariance / variances.sqrt(), units))
}

/// Kish's effective number of votes of `raters` whose verdicts correlate: `k/(1 + (k - 1) rho)`.
///
/// The number of independent raters whose mean would vary as much. A negative correlation counts as 0, so the result
/// lies between 1 and the number of raters. `None` without a rater, or for a correlation outside -1 to 1.
///
/// ```
/// use motive_stats::agreement::effective_votes;
/// assert_eq!(effective_votes(3, 0.0), Some(3.0));
/// assert!((effective_votes(3, 0.4).unwrap() - 1.67).abs() < 0.005);
/// assert_eq!(effective_votes(3, 1.0), Some(1.0));
/// ```
pub fn effective_votes(raters: usize, correlation: f64) -> Option<f64> {
    let raters = raters as f64;
    (raters > 0.0 && (-1.0..=1.0).contains(&correlation))
        .then(|| raters / (1.0 + (raters - 1.0) * correlation.max(0.0)))
}
