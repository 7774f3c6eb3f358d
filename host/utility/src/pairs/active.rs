//! The published active learning of utilities (Mazeika et al. 2025, their released code).
//!
//! Among the pairs not asked yet, those whose gap of utilities is in the lowest percentile P *and* whose
//! options were asked about least (the sum of their degrees in the lowest percentile Q) are eligible;
//! the batch is a uniform sample of them. If they are too few, P and Q grow by 1.5 up to 100, at most
//! five times, and then the batch is filled at random. Percentiles interpolate linearly and include
//! what equals them.
//!
//! Three things differ from the released code: every iteration draws from a stream of its own, where
//! there one seed serves all; the first graph connects (see `opening`); and no pseudo-labels are made,
//! which is a matter of fitting.

use super::{Pair, PairDesign, PairError, PairStrategy, PairView, batch, millionths};
use crate::Fit;
use crate::random::shuffle;
use rand_chacha::ChaCha20Rng;

/// What P and Q are multiplied with when too few pairs are eligible.
const GROWTH: f64 = 1.5;
/// How often.
const GROWTHS: usize = 5;

struct Active;

impl PairStrategy for Active {
    fn name(&self) -> &'static str {
        "active"
    }

    fn about(&self) -> &'static str {
        "The published scheme: batches of close and little-asked pairs, drawn at random"
    }

    fn adaptive(&self) -> bool {
        true
    }

    fn planned(&self, design: &PairDesign<'_>) -> Result<usize, PairError> {
        design.planned()
    }

    fn next(&self, view: &PairView<'_>) -> Result<Vec<Pair>, PairError> {
        batch::next(view, |batch, fit, _| {
            let eligible = eligible(&batch.open_pairs(), batch.room(), view, fit, view.stream("active"));
            batch.add(eligible);
        })
    }
}

inventory::submit!(&Active as &'static dyn PairStrategy);

/// The eligible pairs in random order: at least `wanted`, unless P and Q have grown in vain.
fn eligible(
    pairs: &[Pair],
    wanted: usize,
    view: &PairView<'_>,
    fit: &Fit,
    mut rng: ChaCha20Rng,
) -> Vec<Pair> {
    let mut degree = vec![0_u32; view.design.options];
    for (i, j) in view.asked() {
        degree[i] += 1;
        degree[j] += 1;
    }
    let utility: Vec<i64> = fit.utility.iter().map(|&utility| millionths(utility)).collect();
    let gap = |&(i, j): &Pair| utility[i].abs_diff(utility[j]) as f64;
    let degrees = |&(i, j): &Pair| f64::from(degree[i] + degree[j]);
    let sorted = |value: &dyn Fn(&Pair) -> f64| {
        let mut values: Vec<f64> = pairs.iter().map(value).collect();
        values.sort_unstable_by(f64::total_cmp);
        values
    };
    let (gaps, degree_sums) = (sorted(&gap), sorted(&degrees));

    let params = view.design.params;
    let mut eligible = Vec::new();
    for growth in 0..=GROWTHS {
        let grown = |percent: f64| (percent * GROWTH.powi(growth as i32)).min(100.0);
        let widest = percentile(&gaps, grown(params.gap_percentile));
        let most = percentile(&degree_sums, grown(params.degree_percentile));
        eligible =
            pairs.iter().filter(|pair| gap(pair) <= widest && degrees(pair) <= most).copied().collect();
        if eligible.len() >= wanted {
            break;
        }
    }
    shuffle(&mut rng, &mut eligible);
    eligible
}

/// The percentile of ascending values, by linear interpolation between the two nearest; 0 of none.
fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let place = percent / 100.0 * last as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn percentiles_interpolate() {
        let check = |values: &[f64], percent, expected: f64| {
            assert!((percentile(values, percent) - expected).abs() < 1e-12, "{values:?} {percent}");
        };
        check(&[], 10.0, 0.0);
        check(&[3.0], 10.0, 3.0);
        check(&[1.0, 2.0, 4.0], 50.0, 2.0);
        check(&[1.0, 2.0, 4.0], 75.0, 3.0);
        check(&[1.0, 2.0, 4.0], 100.0, 4.0);
        check(&[0.0, 10.0], 22.5, 2.25);
    }
}
