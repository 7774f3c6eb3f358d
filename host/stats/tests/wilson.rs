//! The Wilson interval against statsmodels and scipy (`golden/make.py`), its properties, its refusals.
#![allow(clippy::unwrap_used)]

use motive_stats::{Interval, IntervalError, wilson};
use proptest::prelude::*;
use serde_json::Value;

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

#[test]
fn agrees_with_statsmodels_and_scipy() {
    let document: Value = serde_json::from_str(include_str!("golden/wilson.json")).unwrap();
    let rows = document["wilson"].as_array().unwrap();
    assert_eq!(rows.len(), 70);
    for row in rows {
        let interval = wilson(
            row["successes"].as_u64().unwrap(),
            row["trials"].as_u64().unwrap(),
            row["confidence"].as_f64().unwrap(),
        )
        .unwrap()
        .unwrap();
        assert!(
            close(interval.lower, row["lower"].as_f64().unwrap(), 1e-12)
                && close(interval.upper, row["upper"].as_f64().unwrap(), 1e-12),
            "{row}: {interval:?}"
        );
    }
}

/// The figures the project's method quotes, to the digits quoted there.
#[test]
fn reproduces_the_published_figures() {
    let table = [
        (7, 10, 0.396_778_15, 0.892_208_73),
        (293, 609, 0.441_676_80, 0.520_793_11),
        (4955, 10230, 0.474_683_13, 0.494_048_07),
    ];
    for (successes, trials, lower, upper) in table {
        let interval = wilson(successes, trials, 0.95).unwrap().unwrap();
        assert!(close(interval.lower, lower, 5e-9), "{successes}/{trials}: {interval:?}");
        assert!(close(interval.upper, upper, 5e-9), "{successes}/{trials}: {interval:?}");
    }
}

#[test]
fn no_trials_have_no_interval() {
    assert_eq!(wilson(0, 0, 0.95), Ok(None));
}

#[test]
fn the_ends_are_exact() {
    for trials in [1, 2, 3, 7, 10, 999, 1_000_000] {
        for confidence in [0.5, 0.9, 0.95, 0.999] {
            let none = wilson(0, trials, confidence).unwrap().unwrap();
            let all = wilson(trials, trials, confidence).unwrap().unwrap();
            assert_eq!(none.lower, 0.0);
            assert_eq!(all.upper, 1.0);
        }
    }
}

#[test]
fn refuses_what_is_no_rate_or_no_confidence() {
    assert_eq!(
        wilson(11, 10, 0.95).unwrap_err().to_string(),
        "11 successes in 10 trials: the successes must be among the trials counted"
    );
    for confidence in [0.0, 1.0, -0.5, 95.0, f64::INFINITY] {
        assert_eq!(wilson(1, 2, confidence), Err(IntervalError::Confidence(confidence)));
    }
    assert!(wilson(1, 2, f64::NAN).is_err());
}

fn counts() -> impl Strategy<Value = (u64, u64)> {
    (1_u64..100_000).prop_flat_map(|trials| (0..=trials, Just(trials)))
}

proptest! {
    #[test]
    fn contains_the_rate_and_stays_in_the_unit_interval(
        (successes, trials) in counts(),
        confidence in 0.01_f64..0.9999,
    ) {
        let Interval { lower, upper } = wilson(successes, trials, confidence).unwrap().unwrap();
        let rate = successes as f64 / trials as f64;
        prop_assert!(0.0 <= lower && lower <= rate && rate <= upper && upper <= 1.0);
    }

    #[test]
    fn swapping_wins_and_losses_mirrors_it((wins, trials) in counts(), confidence in 0.5_f64..0.999) {
        let one = wilson(wins, trials, confidence).unwrap().unwrap();
        let other = wilson(trials - wins, trials, confidence).unwrap().unwrap();
        prop_assert!(close(one.lower, 1.0 - other.upper, 1e-15));
        prop_assert!(close(one.upper, 1.0 - other.lower, 1e-15));
    }

    #[test]
    fn shrinks_with_more_trials_at_one_rate(
        (successes, trials) in counts(),
        times in 2_u64..50,
        confidence in 0.5_f64..0.999,
    ) {
        let few = wilson(successes, trials, confidence).unwrap().unwrap();
        let many = wilson(successes * times, trials * times, confidence).unwrap().unwrap();
        prop_assert!(many.upper - many.lower < few.upper - few.lower);
    }

    #[test]
    fn widens_with_confidence((successes, trials) in counts(), confidence in 0.5_f64..0.99) {
        let narrow = wilson(successes, trials, confidence).unwrap().unwrap();
        let wide = wilson(successes, trials, confidence + 0.009).unwrap().unwrap();
        prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
    }
}
