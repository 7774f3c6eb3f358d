//! Order sensitivity and completeness.

use crate::actors::{ask, choices, close, pairs_of, tallies};
use crate::common::{Source, logistic};
use motive_utility::coherence::{Tally, completeness, order_sensitivity};

#[test]
fn an_actor_that_answers_first_is_all_order() {
    let rows = ask(&mut Source::new(1), &pairs_of(6), 10, |_, _| 1.0);
    let report = order_sensitivity(&choices(6, &rows), 0.95).unwrap().unwrap();
    assert_eq!((report.pairs, report.difference.value, report.flips.value), (15, 1.0, 1.0));
    assert_eq!(report.first_share.value, 1.0);
    // All pairs are alike, so nothing says how far off the mean is; the share of flips is bounded.
    assert_eq!(report.difference.interval, None);
    assert!(report.flips.interval.unwrap().lower > 0.75);
    // Ten wins and ten losses split at random.
    assert!((0.1..0.25).contains(&report.difference_by_chance.unwrap()));
    let decided = completeness(&choices(6, &rows), 0.95).unwrap().unwrap();
    assert_eq!(decided.mean.value, 0.5);
}

#[test]
fn an_actor_that_never_wavers_has_no_order() {
    let rows =
        ask(&mut Source::new(1), &pairs_of(6), 10, |first, second| f64::from(u8::from(first > second)));
    let report = order_sensitivity(&choices(6, &rows), 0.95).unwrap().unwrap();
    assert_eq!((report.difference.value, report.difference_by_chance), (0.0, Some(0.0)));
    assert_eq!((report.flips.value, report.flips_by_chance), (0.0, Some(0.0)));
    assert_eq!(report.first_share.value, 0.5);
    let decided = completeness(&choices(6, &rows), 0.95).unwrap().unwrap();
    assert_eq!((decided.mean.value, decided.mean.interval, decided.one_order), (1.0, None, 0));
}

/// One win, one loss in all: either order gets both, one time in... worked out by hand.
#[test]
fn chance_is_the_split_of_the_pooled_answers() {
    // Two answers each, two wins of option 0 in all. Of the 6 ways 1 gives both wins to the first order, 1
    // to the second, 4 one each: mean difference 1/3, flips 1/3.
    let rows = tallies(&[(0, 1, 1.0, 1.0), (1, 0, 1.0, 1.0)]);
    let report = order_sensitivity(&choices(2, &rows), 0.95).unwrap().unwrap();
    close("difference", report.difference_by_chance.unwrap(), 1.0 / 3.0, 1e-12);
    close("flips", report.flips_by_chance.unwrap(), 1.0 / 3.0, 1e-12);
    close("excess", report.excess.unwrap().value, -1.0 / 3.0, 1e-12);
    // A coin: shares of 0, 1/4, 1/2, 3/4, 1 with weights 1 4 6 4 1.
    let decided = completeness(&choices(2, &rows), 0.95).unwrap().unwrap();
    close("coin", decided.of_a_coin.unwrap(), (2.0 + 8.0 * 0.75 + 6.0 * 0.5) / 16.0, 1e-12);
    // A win and a tie: always half a share apart, and one of them is never a majority.
    let tied = Tally { first: 1, second: 0, ties: 1.0, ..Tally::default() };
    let report = order_sensitivity(&choices(2, &[rows[0], tied]), 0.95).unwrap().unwrap();
    assert_eq!((report.difference.value, report.flips.value), (0.0, 0.0));
}

#[test]
fn what_was_not_asked_is_missing() {
    assert_eq!(order_sensitivity(&choices(3, &[]), 0.95).unwrap(), None);
    assert_eq!(completeness(&choices(3, &[]), 0.95).unwrap(), None);
    let one_order = tallies(&[(0, 1, 3.0, 1.0), (2, 1, 3.0, 1.0)]);
    assert_eq!(order_sensitivity(&choices(3, &one_order), 0.95).unwrap(), None);
    let decided = completeness(&choices(3, &one_order), 0.95).unwrap().unwrap();
    assert_eq!((decided.mean.value, decided.one_order), (0.75, 2));
    close("coin of four", decided.of_a_coin.unwrap(), (2.0 + 8.0 * 0.75 + 6.0 * 0.5) / 16.0, 1e-12);
    // Probabilities have no such noise, and that of many answers is negligible.
    for rows in
        [tallies(&[(0, 1, 0.7, 0.3), (1, 0, 0.2, 0.8)]), tallies(&[(0, 1, 300.0, 1.0), (1, 0, 1.0, 1.0)])]
    {
        let report = order_sensitivity(&choices(3, &rows), 0.95).unwrap().unwrap();
        assert_eq!((report.difference_by_chance, report.excess, report.flips_by_chance), (None, None, None));
        assert_eq!(completeness(&choices(3, &rows), 0.95).unwrap().unwrap().of_a_coin, None);
    }
}

/// Without an order effect the excess is 0 on average and its interval says so; with one it does not.
#[test]
fn the_excess_shows_the_order_beyond_noise() {
    let mut source = Source::new(21);
    let utility: Vec<f64> = (0..15).map(|_| source.normal()).collect();
    let pairs = pairs_of(15);
    let (runs, mut covered) = (300, 0);
    for _ in 0..runs {
        let rows = ask(&mut source, &pairs, 5, |i, j| logistic(utility[i] - utility[j]));
        let report = order_sensitivity(&choices(15, &rows), 0.95).unwrap().unwrap();
        covered += usize::from(report.excess.unwrap().interval.unwrap().contains(0.0));
    }
    let coverage = f64::from(covered as u32) / f64::from(runs);
    assert!((0.91..=0.985).contains(&coverage), "{coverage}");
    let rows = ask(&mut source, &pairs, 5, |i, j| logistic(utility[i] - utility[j] + 1.5));
    let report = order_sensitivity(&choices(15, &rows), 0.95).unwrap().unwrap();
    assert!(report.excess.unwrap().interval.unwrap().lower > 0.1);
    assert!(report.flips.value > report.flips_by_chance.unwrap());
}

/// An actor that tosses coins is as decided as a coin.
#[test]
fn a_coin_is_as_decided_as_a_coin() {
    let mut source = Source::new(22);
    let rows = ask(&mut source, &pairs_of(40), 7, |_, _| 0.5);
    let report = completeness(&choices(40, &rows), 0.99).unwrap().unwrap();
    assert!(report.mean.interval.unwrap().contains(report.of_a_coin.unwrap()));
}
