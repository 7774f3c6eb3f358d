//! How many pairs each strategy asks, and how it opens.

use crate::case::{ADAPTIVE, Case, NAMES, Pair, answers, bradley_terry, find, no_choices};
use crate::common::all_pairs;
use motive_utility::{PairDesign, PairParams, PairStrategies, PairView, holdout};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn strategies_are_listed_by_name() {
    let all = PairStrategies::all().unwrap();
    let names: Vec<_> = all.iter().map(|strategy| strategy.name()).collect();
    assert_eq!(names, NAMES);
    let adaptive: Vec<_> = all.iter().filter(|strategy| strategy.adaptive()).map(|s| s.name()).collect();
    assert_eq!(adaptive, ADAPTIVE);
    let error = PairStrategies::find("nearest").err().unwrap();
    assert_eq!(
        error.to_string(),
        "no pair strategy is named `nearest`; there are: active, full, information, random, swiss"
    );
}

#[test]
fn full_is_every_pair_once() {
    assert_eq!(Case::new(2).first("full"), [(0, 1)]);
    let mut case = Case { anchor: Some(2), ..Case::new(4) };
    assert_eq!(case.first("full"), all_pairs(4));
    case.held_out = BTreeSet::from([(0, 1), (1, 3)]);
    assert_eq!(case.first("full"), [(0, 2), (0, 3), (1, 2), (2, 3)]);
    assert_eq!(find("full").planned(&case.design()), Ok(4));
}

/// Options, target `floor(2 N log2 N)`, first graph, iterations of 500: the published elicitations.
#[test]
fn the_published_numbers() {
    for (options, target, opening, iterations) in [(510, 9174, 510, 18), (168, 2483, 168, 5)] {
        let mut case = Case::new(options);
        assert_eq!(case.first("random").len(), target);
        let fit = bradley_terry(options, &case.first("active").iter().flat_map(answers).collect::<Vec<_>>());
        case.held_out = holdout(options, None, 0.05, 1000, [0; 32]).unwrap();
        assert_eq!(case.held_out.len(), (options * (options - 1) / 40).min(1000));
        for strategy in ["active", "swiss"] {
            assert_eq!(find(strategy).planned(&case.design()), Ok(target));
            let sizes: Vec<_> = case.batches(strategy, &|_| fit.clone()).iter().map(Vec::len).collect();
            let mut expected = vec![500; iterations + 1];
            expected[0] = opening;
            expected[iterations] = target - opening - 500 * (iterations - 1);
            assert_eq!(sizes, expected);
        }
    }
}

/// The published first graph: every option in `degree` pairs.
#[test]
fn the_opening_is_regular() {
    for (options, degree) in [(510, 2), (61, 2), (60, 3), (61, 3)] {
        let params = PairParams { degree, ..PairParams::default() };
        let opening = Case { params, ..Case::new(options) }.first("active");
        assert_eq!(opening.len(), options * degree / 2);
        let mut degrees = vec![0; options];
        opening.iter().for_each(|&(i, j)| [i, j].into_iter().for_each(|option| degrees[option] += 1));
        let off: usize = degrees.iter().map(|&d: &usize| d.abs_diff(degree)).sum();
        // An odd number of options cannot all have an odd degree; a pair drawn twice is replaced at random.
        let drawn_twice = if degree > 2 { 12 } else { 0 };
        assert!(off <= drawn_twice + options * degree % 2, "{options} {degree}: {degrees:?}");
    }
}

#[test]
fn the_anchor_stands_beside_the_scheme() {
    let with_anchor = Case { anchor: Some(3), ..Case::new(41) };
    let without = Case::new(40);
    for strategy in ["active", "information", "random", "swiss"] {
        let planned = |case: &Case| find(strategy).planned(&case.design()).unwrap();
        assert_eq!(planned(&with_anchor), planned(&without) + 40);
    }
}

#[test]
fn everything_is_asked_when_everything_is_wanted() {
    let params = |multiplier| PairParams { multiplier, ..PairParams::default() };
    for strategy in NAMES {
        for (options, anchor, multiplier) in
            [(6, None, 10.0), (2, None, 0.1), (2, Some(0), 2.0), (3, Some(1), 2.0)]
        {
            let case = Case { anchor, params: params(multiplier), ..Case::new(options) };
            let mut asked = case.batches(strategy, &no_choices).concat();
            asked.sort_unstable();
            assert_eq!(asked, all_pairs(options), "{strategy}");
        }
    }
}

#[test]
fn seeds_matter() {
    for strategy in ["random", "active"] {
        let first = |seed| Case { seed, ..Case::new(30) }.first(strategy);
        assert_ne!(first(1), first(2));
    }
}

/// Over many seeds every pair is as likely as any other.
#[test]
fn random_pairs_are_uniform() {
    let mut counts = BTreeMap::new();
    let mut total = 0;
    let params = PairParams { multiplier: 0.5, ..PairParams::default() };
    let held_out = BTreeSet::new();
    for seed in 0..2_000_u32 {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&seed.to_le_bytes());
        let design = PairDesign { options: 8, anchor: None, params: &params, held_out: &held_out };
        let view = PairView { design, seed: key, rounds: &[], comparisons: &[], fit: &no_choices };
        for pair in find("random").next(&view).unwrap() {
            *counts.entry(pair).or_insert(0) += 1;
            total += 1;
        }
    }
    assert_eq!(counts.len(), 28);
    let mean = f64::from(total) / 28.0;
    // Five standard deviations of a binomial count are 111.
    assert!(counts.values().all(|&count| (f64::from(count) - mean).abs() < 111.0), "{mean}: {counts:?}");
}

proptest! {
    #[test]
    fn a_larger_multiplier_only_adds_random_pairs(
        options in 2_usize..40,
        multiplier in 0.1_f64..2.0,
        more in 0.0_f64..2.0,
        seed in any::<u8>(),
    ) {
        let drawn = |multiplier| -> BTreeSet<Pair> {
            let params = PairParams { multiplier, ..PairParams::default() };
            let case = Case { anchor: Some(0), params, seed, ..Case::new(options) };
            case.first("random").into_iter().collect()
        };
        prop_assert!(drawn(multiplier).is_subset(&drawn(multiplier + more)));
    }
}
