//! Test-retest: agreement of two halves.

use crate::actors::{ask, choices, close, fitted, pairs_of, shares, tallies};
use crate::common::{Source, logistic};
use motive_utility::coherence::{Answers, Retest, Tally, Treatments, retest};
use motive_utility::{FitOptions, UtilityModels};

fn measured(options: usize, one: &[Tally], other: &[Tally]) -> Retest {
    let model = UtilityModels::find("bradley-terry").unwrap();
    let halves = [&choices(options, one), &choices(options, other)];
    retest(halves, model, &FitOptions::default(), 0.95).unwrap()
}

#[test]
fn shares_are_correlated_about_even() {
    let one = shares(&[(0, 1, 0.9), (1, 2, 0.2), (0, 2, 0.5), (2, 3, 0.6)]);
    let other = shares(&[(0, 1, 0.7), (1, 2, 0.4), (0, 2, 0.6), (0, 3, 0.9)]);
    // The three pairs of both halves: deviations .4 -.3 0 and .2 -.1 .1.
    let expected = (0.08 + 0.03) / (0.25_f64 * 0.06).sqrt();
    let agreement = measured(4, &one, &other).shares.unwrap();
    close("halves", agreement.halves.value, expected, 1e-12);
    assert_eq!((agreement.halves.units, agreement.halves.interval), (3, None));
    close("full length", agreement.full_length.unwrap().value, 2.0 * expected / (1.0 + expected), 1e-12);
}

#[test]
fn halves_that_disagree_have_no_reliability() {
    let one = shares(&[(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.9)]);
    let other = shares(&[(0, 1, 0.1), (1, 2, 0.3), (0, 2, 0.1)]);
    let report = measured(3, &one, &other);
    for agreement in [report.shares.unwrap(), report.utilities.unwrap()] {
        assert!(agreement.halves.value < -0.9);
        assert_eq!(agreement.full_length, None);
    }
}

#[test]
fn what_halves_do_not_share_is_missing() {
    let half = shares(&[(0, 1, 0.9), (1, 2, 0.2)]);
    assert_eq!(measured(3, &half, &[]), Retest { shares: None, utilities: None });
    // A share of one order is not set against the share of both.
    let one_order = tallies(&[(0, 1, 9.0, 1.0), (1, 2, 2.0, 8.0)]);
    assert_eq!(measured(3, &half, &one_order).shares, None);
    let even = shares(&[(0, 1, 0.5), (1, 2, 0.5)]);
    assert_eq!(measured(3, &half, &even), Retest { shares: None, utilities: None });
    let model = UtilityModels::find("bradley-terry").unwrap();
    let error = retest([&choices(3, &half), &choices(2, &[])], model, &FitOptions::default(), 0.95);
    assert_eq!(
        error.unwrap_err().to_string(),
        "second half: 2 entries for 3 options; there must be one for each"
    );
}

/// The reliability at full length is the squared correlation of all answers' utilities with the truth.
#[test]
fn the_reliability_is_that_of_all_answers() {
    let mut source = Source::new(41);
    let (options, runs) = (30, 30);
    let pairs: Vec<_> = pairs_of(options).into_iter().filter(|_| source.uniform() < 0.4).collect();
    let (mut reliability, mut squared) = (0.0, 0.0);
    for _ in 0..runs {
        let utility: Vec<f64> = (0..options).map(|_| source.normal()).collect();
        let at = |i: usize, j: usize| logistic(utility[i] - utility[j]);
        let (one, other) = (ask(&mut source, &pairs, 2, at), ask(&mut source, &pairs, 2, at));
        let report = measured(options, &one, &other);
        reliability += report.utilities.unwrap().full_length.unwrap().value / f64::from(runs);
        let both = Answers::new(options, &[one, other].concat()).unwrap();
        let fit = fitted(&both.treated(Treatments::find("drop").unwrap(), [0; 32]));
        let points: Vec<(f64, f64)> = fit.utility.iter().copied().zip(utility).collect();
        squared += motive_stats::pearson(&points).unwrap().powi(2) / f64::from(runs);
    }
    close("reliability", reliability, squared, 0.02);
    assert!((0.8..0.98).contains(&reliability), "{reliability}");
}
