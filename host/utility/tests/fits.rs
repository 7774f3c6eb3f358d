//! What a fit promises beyond numbers: components, ties, variances, refusals.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DEFAULT, MODELS, Source, TEXTBOOK, all_pairs, assert_close, choices, fit};
use motive_utility::{Comparison, Fit, FitError, FitOptions, RegistryError, UtilityModels};

#[test]
fn models_are_listed_by_name() {
    let names: Vec<_> = UtilityModels::all().unwrap().iter().map(|model| model.name()).collect();
    assert_eq!(
        names,
        ["bradley-terry", "davidson", "thurstone", "thurstone-published", "thurstone-variances"]
    );
    let error = UtilityModels::find("elo").err().unwrap();
    assert!(matches!(error, RegistryError::Unknown { .. }));
    assert_eq!(
        error.to_string(),
        "no utility model is named `elo`; there are: bradley-terry, davidson, thurstone, \
         thurstone-published, thurstone-variances"
    );
}

#[test]
fn options_that_no_choices_link_share_no_scale() {
    // 0-2 and 1-4 are linked; 3 was asked about and never answered.
    let comparisons = [choices(0, 2, 3.0, 1.0), choices(4, 1, 2.0, 2.0), choices(3, 0, 0.0, 0.0)];
    for model in MODELS {
        let fit = fit(model, 5, &comparisons, &DEFAULT).unwrap();
        assert_eq!(fit.components, [0, 1, 0, 2, 1]);
        assert_eq!(fit.observations, 8.0);
        assert_close(&[fit.utility[0]], &[-fit.utility[2]]);
        // Of u and -u, over one degree of freedom.
        let spread = |option: usize| 2.0_f64.sqrt() * fit.utility[option].abs();
        assert_close(&fit.deviations, &[spread(0), spread(1), 0.0]);
        assert!((spread(0) / spread(1) - 1.0).abs() > 0.1, "each component has its own");
        let half = 0.5_f64.sqrt();
        let standardized: Vec<_> = fit.standardized.iter().map(|u| u.abs()).collect();
        assert_close(&standardized, &[half, half, half, 0.0, half]);
        assert_eq!((fit.utility[3], fit.standard_error[3], fit.bounded[3]), (0.0, None, false));
        assert_eq!(fit.probability(0, 1), None);
        assert_eq!(fit.probability(0, 9), None);
        assert!(fit.probability(0, 2).unwrap() > 0.5);
    }
}

#[test]
fn a_tie_is_half_a_choice_of_each_except_with_ties() {
    let tied = [
        Comparison { ties: 4.0, ..choices(0, 1, 5.0, 1.0) },
        Comparison { ties: 2.0, ..choices(1, 0, 3.0, 5.0) },
    ];
    let halved = [choices(0, 1, 7.0, 3.0), choices(1, 0, 4.0, 6.0)];
    for model in ["bradley-terry", "thurstone", "thurstone-published", "thurstone-variances"] {
        let [tied, halved] = [tied, halved].map(|choices| fit(model, 2, &choices, &DEFAULT).unwrap());
        assert_eq!(tied, halved);
        assert_eq!(tied.observations, 20.0);
    }
    let with_ties = fit("davidson", 2, &tied, &DEFAULT).unwrap();
    assert!(with_ties.tie.unwrap() > 0.0 && with_ties.tie_standard_error.unwrap() > 0.0);
    // An option that tied did not always win.
    let spared = [Comparison { ties: 1.0, ..choices(0, 1, 9.0, 0.0) }];
    assert_eq!(fit("bradley-terry", 2, &spared, &DEFAULT).unwrap().bounded, [false, false]);
}

/// Without a single tie, or with nothing else, the penalty keeps the tie parameter finite.
#[test]
fn davidson_without_ties_is_bradley_terry() {
    let comparisons = [choices(0, 1, 7.0, 3.0), choices(1, 2, 6.0, 4.0), choices(2, 0, 3.0, 7.0)];
    let [davidson, plain] =
        ["davidson", "bradley-terry"].map(|model| fit(model, 3, &comparisons, &DEFAULT).unwrap());
    assert!(davidson.converged && davidson.tie.unwrap() < 0.01);
    for (one, other) in davidson.utility.iter().zip(&plain.utility) {
        assert!((one - other).abs() < 0.01, "{one} and {other}");
    }
    assert_eq!(fit("davidson", 3, &comparisons, &TEXTBOOK), Err(FitError::Undetermined { penalty: 0.0 }));
    let nothing_else = [Comparison { ties: 20.0, ..choices(0, 1, 0.0, 0.0) }];
    let fit = fit("davidson", 2, &nothing_else, &DEFAULT).unwrap();
    assert!(fit.converged && fit.predict(0, 1, true).unwrap().tie > 0.95);
    assert_close(&fit.utility, &[0.0, 0.0]);
}

/// An option whose choices are all near even, among others that differ clearly, is felt with more noise.
#[test]
fn variances_tell_noisy_options_from_clear_ones() {
    let mut source = Source::new(5);
    let utility: Vec<f64> = (0..20).map(|i| f64::from(i) / 5.0 - 1.9).collect();
    let variance: Vec<f64> = (0..20).map(|i| if i == 10 { 8.0 } else { 0.4 }).collect();
    let comparisons = common::simulated_normal(&mut source, &utility, &variance, &all_pairs(20), 0.3, 10);
    let own = fit("thurstone-variances", 20, &comparisons, &DEFAULT).unwrap();
    let one = fit("thurstone", 20, &comparisons, &DEFAULT).unwrap();
    assert!(own.converged && own.log_likelihood > one.log_likelihood + 20.0);
    let variances = own.variance.clone().unwrap();
    assert!(variances.iter().enumerate().all(|(i, v)| (i == 10) == (*v > 2.0)), "{variances:?}");
    let mean_log: f64 = variances.iter().map(|v| (2.0 * v).ln()).sum();
    assert!(mean_log.abs() < 1e-9, "their geometric mean is 1/2");
}

#[test]
fn bad_input_is_refused_in_words() {
    let good = choices(0, 1, 1.0, 1.0);
    let cases: &[(usize, &[Comparison], f64, &str)] = &[
        (1, &[], 0.01, "1 options: utilities are differences, so there must be at least two"),
        (2, &[], 0.01, "no readable choice among 0 comparisons: there is nothing to fit"),
        (
            3,
            &[choices(0, 1, 0.0, 0.0), choices(1, 2, 0.0, 0.0)],
            0.01,
            "no readable choice among 2 comparisons: there is nothing to fit",
        ),
        (
            2,
            &[good, choices(0, 2, 1.0, 1.0)],
            0.01,
            "comparison 1 names option 2, but there are only 2 (from 0)",
        ),
        (2, &[choices(1, 1, 1.0, 1.0)], 0.01, "comparison 0 compares option 1 with itself"),
        (
            2,
            &[choices(0, 1, -1.0, 1.0)],
            0.01,
            "comparison 0 has first_wins = -1: weights must be finite and not negative",
        ),
        (
            2,
            &[good, choices(0, 1, 1.0, f64::NAN)],
            0.01,
            "comparison 1 has second_wins = NaN: weights must be finite and not negative",
        ),
        (
            2,
            &[good, Comparison { ties: f64::INFINITY, ..good }],
            0.01,
            "comparison 1 has ties = inf: weights must be finite and not negative",
        ),
        (2, &[good], -1.0, "penalty -1: it must be finite and not negative, for example 0.01"),
        (2, &[good], f64::NAN, "penalty NaN: it must be finite and not negative, for example 0.01"),
    ];
    for &(options, comparisons, penalty, expected) in cases {
        let how = FitOptions { penalty, ..DEFAULT };
        for model in UtilityModels::all().unwrap() {
            let error = model.fit(options, comparisons, &how).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
    }
    let start = fit("thurstone", 2, &[good], &DEFAULT).unwrap();
    for model in UtilityModels::all().unwrap() {
        let error = model.fit_from(3, &[good], &DEFAULT, Some(&start)).unwrap_err();
        assert_eq!(error.to_string(), "the fit to start from has 2 options, and 3 are to be fitted");
    }
}

#[test]
fn a_fit_survives_json() {
    for model in UtilityModels::all().unwrap() {
        let fit = model.fit(3, &[choices(0, 1, 3.0, 0.0)], &DEFAULT).unwrap();
        let json = serde_json::to_string(&fit).unwrap();
        let back: Fit = serde_json::from_str(&json).unwrap();
        assert_eq!(back, fit);
    }
}
