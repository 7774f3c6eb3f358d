//! Which pairs the strategies choose.
#![allow(clippy::unwrap_used)]

mod common;

use common::all_pairs;
use motive_utility::{PairParams, PairStrategies};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn pairs(
    strategy: &str,
    options: usize,
    anchor: Option<usize>,
    multiplier: f64,
    seed: u8,
) -> Vec<(usize, usize)> {
    PairStrategies::find(strategy)
        .unwrap()
        .pairs(options, anchor, &PairParams { multiplier }, [seed; 32])
        .unwrap()
}

/// Whether walking along `pairs` from option 0 reaches every option.
fn connected(options: usize, pairs: &[(usize, usize)]) -> bool {
    let mut reached = BTreeSet::from([0]);
    loop {
        let before = reached.len();
        for &(a, b) in pairs {
            if reached.contains(&a) || reached.contains(&b) {
                reached.extend([a, b]);
            }
        }
        if reached.len() == before {
            return before == options;
        }
    }
}

#[test]
fn strategies_are_listed_by_name() {
    let names: Vec<_> = PairStrategies::all().unwrap().iter().map(|strategy| strategy.name()).collect();
    assert_eq!(names, ["full", "random"]);
    let error = PairStrategies::find("swiss").err().unwrap();
    assert_eq!(error.to_string(), "no pair strategy is named `swiss`; there are: full, random");
}

#[test]
fn full_is_every_pair_once() {
    assert_eq!(pairs("full", 2, None, 2.0, 0), [(0, 1)]);
    assert_eq!(pairs("full", 4, Some(2), 2.0, 0), all_pairs(4));
}

/// The number of pairs of the published elicitation: floor(2 N log2 N).
#[test]
fn random_draws_the_published_number_of_pairs() {
    assert_eq!(pairs("random", 510, None, 2.0, 0).len(), 9174);
    assert_eq!(pairs("random", 168, None, 2.0, 0).len(), 2483);
}

#[test]
fn random_is_everything_when_everything_is_wanted() {
    assert_eq!(pairs("random", 6, None, 10.0, 0), all_pairs(6));
    assert_eq!(pairs("random", 2, None, 0.1, 0), all_pairs(2));
}

#[test]
fn seeds_matter() {
    assert_ne!(pairs("random", 30, None, 1.0, 1), pairs("random", 30, None, 1.0, 2));
}

/// Over many seeds every pair is as likely as any other.
#[test]
fn random_pairs_are_uniform() {
    let mut counts = std::collections::BTreeMap::new();
    let mut total = 0;
    for seed in 0..2_000_u32 {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&seed.to_le_bytes());
        let strategy = PairStrategies::find("random").unwrap();
        for pair in strategy.pairs(8, None, &PairParams { multiplier: 0.5 }, key).unwrap() {
            *counts.entry(pair).or_insert(0) += 1;
            total += 1;
        }
    }
    assert_eq!(counts.len(), 28);
    let mean = f64::from(total) / 28.0;
    // Five standard deviations of a binomial count are 111.
    assert!(counts.values().all(|&count| (f64::from(count) - mean).abs() < 111.0), "{mean}: {counts:?}");
}

#[test]
fn bad_input_is_refused_in_words() {
    let cases = [
        ("full", 1, None, 2.0, "1 options make no pair: there must be at least two"),
        ("random", 0, None, 2.0, "0 options make no pair: there must be at least two"),
        ("full", 3, Some(3), 2.0, "the anchor is option 3, but there are only 3 (from 0)"),
        ("random", 3, Some(7), 2.0, "the anchor is option 7, but there are only 3 (from 0)"),
        ("random", 3, None, 0.0, "multiplier 0: it must be finite and above 0, for example 2"),
        ("random", 3, None, f64::NAN, "multiplier NaN: it must be finite and above 0, for example 2"),
    ];
    for (strategy, options, anchor, multiplier, expected) in cases {
        let error = PairStrategies::find(strategy)
            .unwrap()
            .pairs(options, anchor, &PairParams { multiplier }, [0; 32])
            .unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

proptest! {
    #[test]
    fn random_pairs_are_a_connected_set_with_the_anchor_against_all(
        options in 2_usize..60,
        anchor in proptest::option::of(0_usize..60),
        multiplier in 0.05_f64..4.0,
        seed in any::<u8>(),
    ) {
        let anchor = anchor.map(|anchor| anchor % options);
        let drawn = pairs("random", options, anchor, multiplier, seed);
        prop_assert_eq!(&drawn, &pairs("random", options, anchor, multiplier, seed));
        prop_assert!(drawn.is_sorted_by(|a, b| a < b));
        prop_assert!(drawn.iter().all(|&(i, j)| i < j && j < options));
        prop_assert!(connected(options, &drawn));
        let with_anchor = drawn.iter().filter(|&&(i, j)| Some(i) == anchor || Some(j) == anchor).count();
        prop_assert!(anchor.is_none() || with_anchor == options - 1);

        let count = options as f64;
        let wanted = ((multiplier * count * count.log2()) as usize).max(options);
        let least = wanted.min(options * (options - 1) / 2);
        let most = least + if anchor.is_some() { options - 1 } else { 0 };
        prop_assert!((least..=most).contains(&drawn.len()));
    }

    #[test]
    fn a_larger_multiplier_only_adds_pairs(
        options in 2_usize..40,
        multiplier in 0.1_f64..2.0,
        more in 0.0_f64..2.0,
        seed in any::<u8>(),
    ) {
        let few: BTreeSet<_> = pairs("random", options, Some(0), multiplier, seed).into_iter().collect();
        let many = pairs("random", options, Some(0), multiplier + more, seed).into_iter().collect();
        prop_assert!(few.is_subset(&many));
    }
}
