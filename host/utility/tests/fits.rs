//! What a fit promises beyond numbers: invariances, components, bounded options, refusals.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Source, all_pairs, simulated};
use motive_utility::{Comparison, Fit, FitError, FitOptions, RegistryError, UtilityModels};
use proptest::prelude::*;

const DEFAULT: FitOptions = FitOptions { penalty: 0.01, position: true };
const TEXTBOOK: FitOptions = FitOptions { penalty: 0.0, position: true };

fn choices(first: usize, second: usize, first_wins: f64, second_wins: f64) -> Comparison {
    Comparison { first, second, first_wins, second_wins }
}

fn fit(model: &str, options: usize, comparisons: &[Comparison], how: &FitOptions) -> Result<Fit, FitError> {
    UtilityModels::find(model).unwrap().fit(options, comparisons, how)
}

fn assert_close(one: &[f64], other: &[f64]) {
    assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(other) {
        assert!((a - b).abs() < 1e-7, "{one:?} and {other:?}");
    }
}

fn errors(fit: &Fit) -> Vec<f64> {
    fit.standard_error.iter().flatten().copied().collect()
}

#[test]
fn models_are_listed_by_name() {
    let names: Vec<_> = UtilityModels::all().unwrap().iter().map(|model| model.name()).collect();
    assert_eq!(names, ["bradley-terry", "thurstone"]);
    let error = UtilityModels::find("elo").err().unwrap();
    assert!(matches!(error, RegistryError::Unknown { .. }));
    assert_eq!(error.to_string(), "no utility model is named `elo`; there are: bradley-terry, thurstone");
}

/// Choices in which every option wins and loses, so that every fit exists.
fn mixed_choices() -> impl Strategy<Value = (usize, Vec<Comparison>)> {
    (3_usize..8, any::<u64>()).prop_map(|(options, seed)| {
        let mut source = Source::new(seed);
        let utility: Vec<f64> = (0..options).map(|_| source.normal()).collect();
        let mut comparisons = simulated(&mut source, &utility, &all_pairs(options), 0.6, 6);
        for choices in &mut comparisons {
            choices.first_wins += 0.5;
            choices.second_wins += 0.5;
        }
        (options, comparisons)
    })
}

fn model_name() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("bradley-terry"), Just("thurstone")]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn renaming_options_renames_the_result(
        (options, comparisons) in mixed_choices(),
        model in model_name(),
        shift in 1_usize..7,
    ) {
        let renamed = |option: usize| (option + shift) % options;
        let permuted: Vec<_> = comparisons
            .iter()
            .rev()
            .map(|c| Comparison { first: renamed(c.first), second: renamed(c.second), ..*c })
            .collect();
        let one = fit(model, options, &comparisons, &DEFAULT).unwrap();
        let other = fit(model, options, &permuted, &DEFAULT).unwrap();
        let back = |values: &[f64]| (0..options).map(|o| values[renamed(o)]).collect::<Vec<_>>();
        assert_close(&one.utility, &back(&other.utility));
        assert_close(&one.standardized, &back(&other.standardized));
        assert_close(&errors(&one), &back(&errors(&other)));
        assert_close(&[one.position, one.log_likelihood], &[other.position, other.log_likelihood]);
    }

    #[test]
    fn reversing_every_presentation_flips_the_position_only(
        (options, comparisons) in mixed_choices(),
        model in model_name(),
    ) {
        let reversed: Vec<_> = comparisons
            .iter()
            .map(|c| choices(c.second, c.first, c.second_wins, c.first_wins))
            .collect();
        let one = fit(model, options, &comparisons, &DEFAULT).unwrap();
        let other = fit(model, options, &reversed, &DEFAULT).unwrap();
        assert_close(&one.utility, &other.utility);
        assert_close(&errors(&one), &errors(&other));
        assert_close(&[one.position], &[-other.position]);
    }

    #[test]
    fn more_of_the_same_choices_leave_the_textbook_estimate(
        (options, comparisons) in mixed_choices(),
        model in model_name(),
        factor in 0.01_f64..100.0,
    ) {
        let scaled: Vec<_> = comparisons
            .iter()
            .map(|c| choices(c.first, c.second, factor * c.first_wins, factor * c.second_wins))
            .collect();
        let one = fit(model, options, &comparisons, &TEXTBOOK).unwrap();
        let other = fit(model, options, &scaled, &TEXTBOOK).unwrap();
        assert_close(&one.utility, &other.utility);
        assert_close(&[one.position], &[other.position]);
        let shrunk: Vec<_> = errors(&one).iter().map(|e| e / factor.sqrt()).collect();
        for (shrunk, error) in shrunk.iter().zip(errors(&other)) {
            prop_assert!((shrunk / error - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn utilities_are_centred_and_probabilities_complementary(
        (options, comparisons) in mixed_choices(),
        model in model_name(),
    ) {
        let fit = fit(model, options, &comparisons, &DEFAULT).unwrap();
        prop_assert!(fit.converged);
        prop_assert!(fit.utility.iter().sum::<f64>().abs() < 1e-12);
        let varies = fit.utility.iter().any(|u| u.abs() > 1e-6);
        let square: f64 = fit.standardized.iter().map(|u| u * u).sum();
        let deviation = (square / (options - 1) as f64).sqrt();
        prop_assert!((deviation - f64::from(u8::from(varies))).abs() < 1e-12);
        for (a, b) in all_pairs(options) {
            let (ab, ba) = (fit.probability(a, b).unwrap(), fit.probability(b, a).unwrap());
            prop_assert!((ab + ba - 1.0).abs() < 1e-12);
            prop_assert!(ab <= 0.5 || fit.utility[a] > fit.utility[b]);
        }
    }
}

#[test]
fn options_that_no_choices_link_share_no_scale() {
    // 0-2 and 1-4 are linked; 3 was asked about and never answered.
    let comparisons = [choices(0, 2, 3.0, 1.0), choices(4, 1, 2.0, 2.0), choices(3, 0, 0.0, 0.0)];
    for model in ["bradley-terry", "thurstone"] {
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
fn an_option_that_always_wins_is_bounded_and_finite() {
    let comparisons = [
        choices(0, 1, 10.0, 0.0),
        choices(1, 0, 0.0, 10.0),
        choices(1, 2, 6.0, 4.0),
        choices(2, 1, 5.0, 5.0),
    ];
    for model in ["bradley-terry", "thurstone"] {
        let bounded = fit(model, 3, &comparisons, &DEFAULT).unwrap();
        assert!(bounded.converged);
        assert_eq!(bounded.bounded, [true, false, false]);
        assert!(bounded.utility[0] > 1.0 && bounded.utility[0] < 10.0);
        let error = fit(model, 3, &comparisons, &TEXTBOOK).unwrap_err();
        assert_eq!(
            error.to_string(),
            "option 0 always wins, so without a penalty its utility is infinite: set a positive penalty, \
             for example 0.01"
        );
    }
}

/// An actor that always answers with the first position has no preferences that choices could show.
#[test]
fn always_the_first_is_all_position() {
    let comparisons: Vec<_> = all_pairs(5)
        .into_iter()
        .flat_map(|(i, j)| [choices(i, j, 10.0, 0.0), choices(j, i, 10.0, 0.0)])
        .collect();
    for model in ["bradley-terry", "thurstone"] {
        let penalised = fit(model, 5, &comparisons, &DEFAULT).unwrap();
        assert!(penalised.converged);
        assert!(penalised.first_share() > 0.99);
        assert_close(&penalised.utility, &[0.0; 5]);
        assert_eq!(penalised.standardized, [0.0; 5]);
        let error = fit(model, 5, &comparisons, &TEXTBOOK).unwrap_err();
        assert_eq!(error, FitError::Undetermined { penalty: 0.0 });
    }
}

/// Two groups of options, each of which wins and loses inside, and one that always beats the other.
#[test]
fn groups_that_never_meet_a_defeat_have_no_textbook_fit() {
    let comparisons =
        [choices(0, 1, 3.0, 2.0), choices(2, 3, 3.0, 2.0), choices(0, 2, 5.0, 0.0), choices(3, 1, 0.0, 5.0)];
    let how = FitOptions { penalty: 0.0, position: false };
    for model in ["bradley-terry", "thurstone"] {
        let error = fit(model, 4, &comparisons, &how).unwrap_err();
        assert_eq!(error, FitError::Undetermined { penalty: 0.0 });
        let penalised = fit(model, 4, &comparisons, &DEFAULT).unwrap();
        assert!(penalised.converged);
        assert!(penalised.probability(0, 2).unwrap() > 0.95);
    }
}

/// A pair asked in one order only: utility and position cannot be told apart.
#[test]
fn one_order_of_one_pair_does_not_determine_a_position() {
    let comparisons = [choices(0, 1, 7.0, 3.0)];
    let error = fit("bradley-terry", 2, &comparisons, &TEXTBOOK).unwrap_err();
    assert_eq!(error, FitError::Undetermined { penalty: 0.0 });
    assert!(fit("bradley-terry", 2, &comparisons, &DEFAULT).unwrap().converged);
}

/// Deterministic choices over a long chain: steep, lopsided, and still a maximum.
#[test]
fn a_perfectly_consistent_actor_converges() {
    let comparisons: Vec<_> = all_pairs(60)
        .into_iter()
        .flat_map(|(i, j)| [choices(i, j, 20.0, 0.0), choices(j, i, 0.0, 20.0)])
        .collect();
    for model in ["bradley-terry", "thurstone"] {
        let fit = fit(model, 60, &comparisons, &DEFAULT).unwrap();
        assert!(fit.converged, "{model}: {} steps", fit.iterations);
        assert!(fit.utility.is_sorted_by(|a, b| a > b));
        assert_eq!(fit.bounded.iter().filter(|&&bounded| bounded).count(), 2);
    }
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
        (2, &[good], -1.0, "penalty -1: it must be finite and not negative, for example 0.01"),
        (2, &[good], f64::NAN, "penalty NaN: it must be finite and not negative, for example 0.01"),
    ];
    for &(options, comparisons, penalty, expected) in cases {
        let how = FitOptions { penalty, position: true };
        let error = fit("thurstone", options, comparisons, &how).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn a_fit_survives_json() {
    let fit = fit("thurstone", 3, &[choices(0, 1, 3.0, 1.0)], &DEFAULT).unwrap();
    let json = serde_json::to_string(&fit).unwrap();
    let back: Fit = serde_json::from_str(&json).unwrap();
    assert_eq!(back, fit);
}
