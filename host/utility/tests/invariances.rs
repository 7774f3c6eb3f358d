//! What must not matter to a fit: names, order, division and scale of the choices, and where the search starts.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DEFAULT, MODELS, Source, TEXTBOOK, all_pairs, assert_close, choices, fit, simulated};
use motive_utility::{Comparison, Fit, UtilityModels};
use proptest::prelude::*;

fn errors(fit: &Fit) -> Vec<f64> {
    fit.standard_error.iter().flatten().copied().collect()
}

/// Choices in which every option wins, loses and ties, so that every fit exists.
fn mixed_choices() -> impl Strategy<Value = (usize, Vec<Comparison>)> {
    (3_usize..8, any::<u64>()).prop_map(|(options, seed)| {
        let mut source = Source::new(seed);
        let utility: Vec<f64> = (0..options).map(|_| source.normal()).collect();
        let mut comparisons = simulated(&mut source, &utility, &all_pairs(options), 0.6, 6);
        for choices in &mut comparisons {
            choices.first_wins += 0.5;
            choices.second_wins += 0.5;
            choices.ties += 0.5;
        }
        (options, comparisons)
    })
}

fn model_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&MODELS[..])
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
            .map(|c| Comparison { ties: c.ties, ..choices(c.second, c.first, c.second_wins, c.first_wins) })
            .collect();
        let one = fit(model, options, &comparisons, &DEFAULT).unwrap();
        let other = fit(model, options, &reversed, &DEFAULT).unwrap();
        assert_close(&one.utility, &other.utility);
        assert_close(&errors(&one), &errors(&other));
        assert_close(&[one.position], &[-other.position]);
    }

    #[test]
    fn how_choices_are_divided_among_comparisons_does_not_matter(
        (options, comparisons) in mixed_choices(),
        model in model_name(),
        share in 0.0_f64..1.0,
    ) {
        let part = |share: f64| {
            move |c: &Comparison| Comparison {
                first_wins: share * c.first_wins,
                second_wins: share * c.second_wins,
                ties: share * c.ties,
                ..*c
            }
        };
        let mut divided: Vec<_> = comparisons.iter().map(part(share)).collect();
        divided.extend(comparisons.iter().rev().map(part(1.0 - share)));
        let one = fit(model, options, &comparisons, &DEFAULT).unwrap();
        let other = fit(model, options, &divided, &DEFAULT).unwrap();
        assert_close(&one.utility, &other.utility);
        assert_close(&errors(&one), &errors(&other));
        assert_close(&[one.position, one.log_likelihood], &[other.position, other.log_likelihood]);
    }

    #[test]
    fn where_the_search_starts_does_not_matter(
        (options, comparisons) in mixed_choices(),
        model in model_name(),
        other_model in model_name(),
    ) {
        let cold = fit(model, options, &comparisons, &DEFAULT).unwrap();
        let start = fit(other_model, options, &comparisons[2..], &DEFAULT).unwrap();
        let model = UtilityModels::find(model).unwrap();
        let warm = model.fit_from(options, &comparisons, &DEFAULT, Some(&start)).unwrap();
        assert_close(&cold.utility, &warm.utility);
        assert_close(&errors(&cold), &errors(&warm));
        assert_close(&[cold.position, cold.log_likelihood], &[warm.position, warm.log_likelihood]);
        let again = model.fit_from(options, &comparisons, &DEFAULT, Some(&warm)).unwrap();
        prop_assert!(again.iterations <= 1);
    }

    /// Not with variances, whose prior weighs less against more choices.
    #[test]
    fn more_of_the_same_choices_leave_the_textbook_estimate(
        (options, comparisons) in mixed_choices(),
        model in prop::sample::select(vec!["bradley-terry", "davidson", "thurstone"]),
        factor in 0.01_f64..100.0,
    ) {
        let scaled: Vec<_> = comparisons
            .iter()
            .map(|c| Comparison {
                first_wins: factor * c.first_wins,
                second_wins: factor * c.second_wins,
                ties: factor * c.ties,
                ..*c
            })
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
            prop_assert!(ab <= ba || fit.utility[a] > fit.utility[b]);
            let [neutral, shown] = [false, true].map(|position| fit.predict(a, b, position).unwrap());
            prop_assert_eq!((neutral.first, neutral.second), (ab, ba));
            prop_assert!((ab + ba + neutral.tie - 1.0).abs() < 1e-12);
            prop_assert!((shown.first + shown.second + shown.tie - 1.0).abs() < 1e-12);
            prop_assert!(shown.first >= neutral.first || fit.position < 0.0);
            prop_assert_eq!(neutral.tie > 0.0, model == "davidson");
        }
    }
}
