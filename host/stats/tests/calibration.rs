//! Calibration of judges against scipy (`golden/calibration.py`), its properties, and how well simulated judges are
//! recovered.
#![allow(clippy::unwrap_used)]

use motive_stats::calibration::{
    Estimate, FirstShown, GoldCounts, Outcomes, Psychometric, Sensitivity, accuracy_by_dose, d_prime,
    smallest_detectable,
};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    doses: Vec<Shares>,
    d_prime: Vec<(f64, f64)>,
    detectable: Vec<Effect>,
    fits: Vec<Fit>,
}

#[derive(Deserialize)]
struct Shares {
    outcomes: [u64; 4],
    confidence: f64,
    accuracy: [f64; 3],
    net_accuracy: f64,
    tie_share: [f64; 3],
    unread_share: [f64; 3],
}

#[derive(Deserialize)]
struct Effect {
    pairs: f64,
    confidence: f64,
    power: f64,
    rate: f64,
}

#[derive(Deserialize)]
struct Fit {
    rows: Vec<(f64, String, u64, u64, u64, u64)>,
    slope: f64,
    lean: Option<f64>,
    lapse: Option<f64>,
    threshold: Option<f64>,
    accuracy_at_top: f64,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/calibration.json")).unwrap()
}

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance * want.abs().max(1.0), "{got}, not {want}");
}

fn close_option(got: Option<f64>, want: Option<f64>, tolerance: f64) {
    assert_eq!(got.is_some(), want.is_some(), "{got:?}, not {want:?}");
    got.zip(want).iter().for_each(|(got, want)| close(*got, *want, tolerance));
}

fn close_estimate(got: Option<Estimate>, want: [f64; 3]) {
    let got = got.unwrap();
    [got.value, got.interval.lower, got.interval.upper]
        .into_iter()
        .zip(want)
        .for_each(|(g, w)| close(g, w, 1e-9));
}

fn counts(dose: f64, first_shown: FirstShown, [right, wrong, ties, unread]: [u64; 4]) -> GoldCounts {
    GoldCounts { dose, first_shown, outcomes: Outcomes { right, wrong, ties, unread } }
}

#[test]
fn shares_agree_with_scipy() {
    for row in golden().doses {
        let [at] =
            accuracy_by_dose(&[counts(2.0, FirstShown::Both, row.outcomes)], row.confidence).unwrap()[..]
        else {
            panic!("one dose");
        };
        close_estimate(at.accuracy, row.accuracy);
        close(at.net_accuracy.unwrap(), row.net_accuracy, 1e-12);
        close_estimate(at.tie_share, row.tie_share);
        close_estimate(at.unread_share, row.unread_share);
    }
}

#[test]
fn both_orders_of_a_dose_are_added_up() {
    let rows = [
        counts(2.0, FirstShown::Worse, [1, 2, 3, 4]),
        counts(0.5, FirstShown::Better, [0, 0, 0, 7]),
        counts(2.0, FirstShown::Better, [10, 20, 30, 40]),
    ];
    let [low, high] = accuracy_by_dose(&rows, 0.95).unwrap()[..] else { panic!("two doses") };
    assert_eq!((low.dose, high.dose), (0.5, 2.0));
    assert_eq!(high.outcomes, Outcomes { right: 11, wrong: 22, ties: 33, unread: 44 });
    assert_eq!((low.accuracy, low.net_accuracy, low.tie_share), (None, None, None));
    assert_eq!(low.unread_share.unwrap().value, 1.0);
}

#[test]
fn d_prime_agrees_with_scipy() {
    for (accuracy, want) in golden().d_prime {
        close(d_prime(accuracy).unwrap(), want, 1e-9);
    }
    assert_eq!([0.0, 1.0, -0.1, f64::NAN].map(d_prime), [None; 4]);
}

#[test]
fn detectable_effects_agree_with_scipy() {
    for row in golden().detectable {
        let seen = smallest_detectable(row.pairs, None, row.confidence, row.power).unwrap().unwrap();
        close(seen.observed, row.rate, 1e-9);
    }
}

/// The figures that the project's method quotes, to the digits quoted there.
#[test]
fn reproduces_the_published_figures() {
    let table = [(150.0, 0.614), (320.0, 0.578), (530.0, 0.561), (2_220.0, 0.530), (10_230.0, 0.514)];
    for (pairs, rate) in table {
        let seen = smallest_detectable(pairs, None, 0.95, 0.8).unwrap().unwrap();
        assert!((seen.observed - rate).abs() < 0.001, "{pairs}: {seen:?}");
    }
}

#[test]
fn an_effect_that_judges_halve_needs_to_be_twice_as_large() {
    let seen = |accuracy| {
        smallest_detectable(320.0, Sensitivity::of_accuracy(accuracy), 0.95, 0.8).unwrap().unwrap()
    };
    close(seen(0.75).latent.unwrap() - 0.5, 2.0 * (seen(0.75).observed - 0.5), 1e-12);
    assert_eq!(seen(1.0).latent, Some(seen(1.0).observed));
    // Judges too near to chance, and an effect that would need a rate above 1.
    assert_eq!(seen(0.6).latent, None);
    let few = smallest_detectable(12.0, Sensitivity::of_accuracy(0.7), 0.95, 0.8).unwrap().unwrap();
    assert!(few.observed < 1.0 && few.latent.is_none(), "{few:?}");
    assert_eq!(smallest_detectable(3.0, None, 0.95, 0.8), Ok(None));
    assert_eq!(smallest_detectable(0.0, None, 0.95, 0.8), Ok(None));
}

#[test]
fn sensitivity_is_for_judges_that_see_something() {
    for accuracy in [0.0, 0.5, 0.649, 1.001, f64::NAN] {
        assert_eq!(Sensitivity::of_accuracy(accuracy), None, "{accuracy}");
    }
    for (accuracy, factor) in [(0.65, 0.3), (0.8, 0.6), (1.0, 1.0)] {
        close(Sensitivity::of_accuracy(accuracy).unwrap().factor(), factor, 1e-12);
    }
}

#[test]
fn psychometric_functions_agree_with_scipy() {
    for fit in golden().fits {
        let first_shown = |order: &str| match order {
            "better" => FirstShown::Better,
            "worse" => FirstShown::Worse,
            _ => FirstShown::Both,
        };
        let rows: Vec<GoldCounts> = fit
            .rows
            .iter()
            .map(|(dose, order, right, wrong, ties, unread)| {
                counts(*dose, first_shown(order), [*right, *wrong, *ties, *unread])
            })
            .collect();
        let got = Psychometric::fit(&rows).unwrap().unwrap();
        // The simplex search of the reference is good to about six digits of the parameters.
        close(got.slope, fit.slope, 1e-6);
        close_option(got.lean, fit.lean, 1e-6);
        close_option(got.lapse, fit.lapse, 1e-6);
        close_option(got.threshold(), fit.threshold, 1e-6);
        close(got.accuracy(got.largest_dose), fit.accuracy_at_top, 1e-7);
    }
}

#[test]
fn what_cannot_be_estimated_is_absent() {
    let nothing: [&[GoldCounts]; 3] = [
        &[],
        &[counts(0.0, FirstShown::Better, [5, 5, 0, 0])],
        &[counts(1.0, FirstShown::Better, [0, 0, 5, 5])],
    ];
    for rows in nothing {
        assert_eq!(Psychometric::fit(rows), Ok(None));
    }
    let one_order =
        [counts(1.0, FirstShown::Better, [30, 10, 0, 0]), counts(2.0, FirstShown::Better, [36, 4, 0, 0])];
    let fit = Psychometric::fit(&one_order).unwrap().unwrap();
    assert_eq!((fit.lean, fit.first_shown_share()), (None, None));
    assert!(fit.lapse.is_some());
    let one_dose =
        [counts(1.0, FirstShown::Better, [30, 10, 0, 0]), counts(1.0, FirstShown::Worse, [25, 15, 0, 0])];
    let fit = Psychometric::fit(&one_dose).unwrap().unwrap();
    assert_eq!(fit.lapse, None);
    assert!(fit.lean.unwrap() > 0.0);
}

#[test]
fn extreme_judges_have_finite_functions() {
    let extremes: [[u64; 4]; 4] =
        [[1_000_000, 0, 0, 0], [0, 1_000_000, 0, 0], [1, 0, 0, 0], [500_000, 500_000, 0, 0]];
    for outcomes in extremes {
        let rows: Vec<GoldCounts> = [0.5, 1.0]
            .iter()
            .flat_map(|dose| {
                [FirstShown::Better, FirstShown::Worse].map(|shown| counts(*dose, shown, outcomes))
            })
            .collect();
        let fit = Psychometric::fit(&rows).unwrap().unwrap();
        let numbers = [fit.slope, fit.lean.unwrap(), fit.lapse.unwrap(), fit.accuracy(1.0), fit.d_prime(1.0)];
        assert!(numbers.iter().all(|number| number.is_finite()), "{outcomes:?}: {fit:?}");
    }
}

#[test]
fn refuses_what_is_no_dose_no_power_and_no_number_of_pairs() {
    let rows = [counts(0.0, FirstShown::Both, [1; 4]), counts(-1.0, FirstShown::Both, [1; 4])];
    let dose = "gold counts 1 have dose -1: a dose must be finite and not negative";
    assert_eq!(accuracy_by_dose(&rows, 0.95).unwrap_err().to_string(), dose);
    assert_eq!(Psychometric::fit(&rows).unwrap_err().to_string(), dose);
    let cases = [
        (smallest_detectable(-1.0, None, 0.95, 0.8), "-1 pairs: the number must be finite and not negative"),
        (
            smallest_detectable(10.0, None, 0.95, 1.0),
            "power 1: it must be at least 0.5 and below 1, for example 0.8",
        ),
        (
            smallest_detectable(10.0, None, 95.0, 0.8),
            "confidence 95: it must lie strictly between 0 and 1, for example 0.95",
        ),
    ];
    for (result, message) in cases {
        assert_eq!(result.unwrap_err().to_string(), message);
    }
    let message = "confidence 2: it must lie strictly between 0 and 1, for example 0.95";
    assert_eq!(accuracy_by_dose(&[], 2.0).unwrap_err().to_string(), message);
}

/// A judge that looks, leans and lapses as the function says, on 100 pairs per dose, each in both orders.
fn judged(rng: &mut ChaCha20Rng, truth: &Psychometric) -> Vec<GoldCounts> {
    let mut rows = Vec::new();
    for dose in [0.0, 0.25, 0.5, 0.75, 1.0] {
        for first_shown in [FirstShown::Better, FirstShown::Worse] {
            let probability = truth.right(dose, first_shown);
            let mut uniform = || (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
            let right = (0..100).filter(|_| uniform() < probability).count() as u64;
            rows.push(counts(dose, first_shown, [right, 100 - right, 0, 0]));
        }
    }
    rows
}

/// Over 300 simulated judges of each kind, the mean estimate lies within 5 % of the slope and of d' at the largest dose,
/// within .05 probits of the lean, within .03 of the lapse rate, and, among judges that reach it, within 3 % of the
/// threshold. Of judges that never lapse some seem to, since the rate cannot fall below 0; that steepens the rest.
#[test]
fn simulated_judges_are_recovered() {
    let truths = [(2.0, 0.5, 0.05), (1.2, -1.0, 0.0), (3.0, 0.0, 0.1), (1.0, 0.2, 0.02)];
    for (place, (slope, lean, lapse)) in truths.into_iter().enumerate() {
        let truth = Psychometric { slope, lean: Some(lean), lapse: Some(lapse), largest_dose: 1.0 };
        let mut rng = ChaCha20Rng::from_seed([place as u8; 32]);
        let fits: Vec<Psychometric> =
            (0..300).map(|_| Psychometric::fit(&judged(&mut rng, &truth)).unwrap().unwrap()).collect();
        let mean = |of: &dyn Fn(&Psychometric) -> f64| fits.iter().map(of).sum::<f64>() / 300.0;
        let [slope_mean, lean_mean, lapse_mean] =
            [mean(&|fit| fit.slope), mean(&|fit| fit.lean.unwrap()), mean(&|fit| fit.lapse.unwrap())];
        let reached: Vec<f64> = fits.iter().filter_map(Psychometric::threshold).collect();
        let threshold = reached.iter().sum::<f64>() / reached.len() as f64;
        let d_prime = mean(&|fit| fit.d_prime(1.0));
        assert!((slope_mean / slope - 1.0).abs() < 0.05, "slope {slope_mean}, not {slope}");
        assert!((lean_mean - lean).abs() < 0.05, "lean {lean_mean}, not {lean}");
        assert!((lapse_mean - lapse).abs() < 0.03, "lapse {lapse_mean}, not {lapse}");
        assert!((threshold / truth.threshold().unwrap() - 1.0).abs() < 0.03, "threshold {threshold}");
        assert!((d_prime / truth.d_prime(1.0) - 1.0).abs() < 0.05, "d' {d_prime}");
    }
}

prop_compose! {
    fn ladder()(
        doses in prop::collection::btree_set(0_u32..8, 1..5),
        outcomes in prop::collection::vec((0_u64..40, 0_u64..40), 8),
    ) -> Vec<GoldCounts> {
        let rows = doses.iter().flat_map(|dose| [FirstShown::Better, FirstShown::Worse].map(|shown| (*dose, shown)));
        rows.zip(outcomes).map(|((dose, shown), (right, wrong))| counts(f64::from(dose), shown, [right, wrong, 0, 0])).collect()
    }
}

proptest! {
    #[test]
    fn the_other_order_leans_the_other_way_and_another_unit_of_dose_changes_only_the_slope(rows in ladder(), unit in 0.1_f64..10.0) {
        let other = |row: &GoldCounts| GoldCounts {
            dose: row.dose * unit,
            first_shown: if row.first_shown == FirstShown::Better { FirstShown::Worse } else { FirstShown::Better },
            outcomes: row.outcomes,
        };
        let turned: Vec<GoldCounts> = rows.iter().rev().map(other).collect();
        let (fit, turned) = (Psychometric::fit(&rows).unwrap(), Psychometric::fit(&turned).unwrap());
        prop_assert_eq!(fit.is_some(), turned.is_some());
        if let Some((fit, turned)) = fit.zip(turned) {
            prop_assert!((fit.slope - turned.slope * unit).abs() < 1e-6, "{:?} {:?}", fit, turned);
            prop_assert!(fit.lean.zip(turned.lean).is_none_or(|(one, other)| (one + other).abs() < 1e-6));
            prop_assert!(fit.lapse.zip(turned.lapse).is_none_or(|(one, other)| (one - other).abs() < 1e-6));
        }
    }

    #[test]
    fn the_function_passes_through_one_half_at_dose_nought(rows in ladder()) {
        if let Some(fit) = Psychometric::fit(&rows).unwrap() {
            prop_assert!((fit.accuracy(0.0) - 0.5).abs() < 1e-12);
            prop_assert!((fit.right(0.0, FirstShown::Both) - 0.5).abs() < 1e-12);
            if let Some(threshold) = fit.threshold() {
                prop_assert!((fit.accuracy(threshold) - 0.75).abs() < 1e-9);
                prop_assert!(0.0 < threshold && threshold <= fit.largest_dose);
            }
        }
    }

    #[test]
    fn latent_and_observed_undo_each_other(accuracy in 0.65_f64..1.0, rate in 0.0_f64..1.0) {
        if let Some(sensitivity) = Sensitivity::of_accuracy(accuracy) {
            prop_assert!((sensitivity.latent(sensitivity.observed(rate)) - rate).abs() < 1e-12);
            prop_assert!((sensitivity.observed(rate) - 0.5).abs() <= (rate - 0.5).abs());
        }
    }

    #[test]
    fn more_pairs_show_smaller_effects(pairs in 5_u32..10_000, power in 0.5_f64..0.99) {
        let seen = |pairs| smallest_detectable(f64::from(pairs), None, 0.95, power).unwrap().unwrap().observed;
        prop_assert!(seen(pairs + 1) < seen(pairs));
        prop_assert!(0.5 < seen(pairs) && seen(pairs) <= 1.0);
    }
}
