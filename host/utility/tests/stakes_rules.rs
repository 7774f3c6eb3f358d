//! Which outcomes every stake rule takes.
#![allow(clippy::unwrap_used)]

mod stakes_set;

use std::collections::BTreeMap;

use motive_utility::{Candidates, Fit, Level, Outcome, Scope, StakeOptions, StakeRules, StakeSource};
use stakes_set::{ALL, fit_with, set};

#[test]
fn rules_are_listed_by_name_with_what_they_need() {
    let rules = StakeRules::all().unwrap();
    let told: Vec<_> = rules
        .iter()
        .map(|rule| (rule.name(), rule.scope(), rule.rank(), rule.needs_anchor(), rule.needs_another_actor()))
        .collect();
    assert_eq!(
        told,
        [
            ("high", Scope::Domain, 1, false, false),
            ("high-of-another-actor", Scope::Domain, 0, false, true),
            ("high-same-count", Scope::Level, 1, false, false),
            ("low", Scope::Domain, -1, false, false),
            ("low-same-count", Scope::Level, -1, false, false),
            ("neutral", Scope::Domain, 0, true, false),
            ("random", Scope::Domain, 0, false, false),
            ("shuffled", Scope::Domain, 0, false, false),
            ("shuffled-low", Scope::Domain, 0, false, false),
        ]
    );
    assert_eq!(told.len(), ALL.len());
}

const IDS: [&str; 8] = ["nothing", "a", "b", "c", "d", "e", "f", "g"];

fn outcomes() -> [Outcome<'static>; 8] {
    IDS.map(|id| Outcome { id, category: Some("any"), level: None })
}

fn candidates<'a>(
    fit: &'a Fit,
    another: Option<&'a Fit>,
    outcomes: &'a [Outcome<'a>],
    options: &[usize],
    share: f64,
) -> Candidates<'a> {
    let source = StakeSource { fit, another, outcomes, anchor: Some(0) };
    Candidates { source, domain: "any", level: None, options: options.to_vec(), share, seed: [7; 32] }
}

#[test]
fn rules_take_the_ends_and_the_nearest_to_the_anchor() {
    // Anchor 0 at .4; the domain in no order. To the other actor the first outcomes are worth most.
    let fit = fit_with(&[0.4, 2.0, -1.0, 0.5, 3.0, -2.0, 0.0, 1.0], &[0; 8]);
    let other = fit_with(&[8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0], &[0; 8]);
    let third = 1.0 / 3.0;
    let cases: &[(&str, f64, &[usize], &[usize])] = &[
        ("high", third, &[1, 2, 3, 4, 5, 6], &[1, 4]),
        ("low", third, &[1, 2, 3, 4, 5, 6], &[5, 2]),
        ("high", 0.5, &[1, 2, 3, 4, 5, 6, 7], &[7, 1, 4]),
        ("low", 0.5, &[1, 2, 3, 4, 5, 6, 7], &[5, 2, 6]),
        ("high", 0.2, &[1, 2, 3, 4], &[]),
        ("high-same-count", third, &[1, 2, 3, 4, 5, 6], &[1, 4]),
        ("low-same-count", third, &[1, 2, 3, 4, 5, 6], &[5, 2]),
        ("high-of-another-actor", third, &[1, 2, 3, 4, 5, 6], &[2, 1]),
        ("high-of-another-actor", third, &[4, 7, 5], &[4]),
        ("neutral", 0.2, &[1, 2, 3, 4, 5, 6, 7], &[3]),
        ("neutral", 0.2, &[2, 5], &[2]),
        ("random", 0.2, &[2, 5, 7], &[2, 5, 7]),
    ];
    let outcomes = outcomes();
    for &(rule, share, options, expected) in cases {
        let from = candidates(&fit, Some(&other), &outcomes, options, share);
        let rule = StakeRules::find(rule).unwrap();
        let what = format!("{} {share} of {options:?}", rule.name());
        assert_eq!(rule.pool(&from).unwrap(), expected, "{what}");
    }
}

/// What a study relies on before anyone is asked.
#[test]
fn the_size_of_a_pool_is_known_without_utilities() {
    let fit = fit_with(&[0.4, 2.0, -1.0, 0.5, 3.0, -2.0, 0.0, 1.0], &[0; 8]);
    let outcomes = outcomes();
    for rule in StakeRules::all().unwrap() {
        for share in [0.1, 0.25, 1.0 / 3.0, 0.5] {
            for size in 1..=7 {
                let options: Vec<usize> = (1..=size).collect();
                let from = candidates(&fit, Some(&fit), &outcomes, &options, share);
                let pool = rule.pool(&from).unwrap();
                assert_eq!(rule.pool_size()(size, share), pool.len(), "{} {share} {size}", rule.name());
            }
        }
    }
}

/// A third of a domain whose size is a multiple of three is exactly a third.
#[test]
fn a_third_is_a_third() {
    let size = StakeRules::find("high").unwrap().pool_size();
    for options in (3..=3000).step_by(3) {
        assert_eq!(size(options, StakeOptions::default().share), options / 3);
    }
}

#[test]
fn outcomes_of_equal_utility_are_at_one_end_only() {
    let fit = fit_with(&[0.0; 8], &[0; 8]);
    let outcomes = outcomes();
    for (top, bottom) in
        [("high", "low"), ("high-same-count", "low-same-count"), ("shuffled", "shuffled-low")]
    {
        let from = candidates(&fit, None, &outcomes, &[1, 2, 3, 4, 5, 6, 7], 0.5);
        let pool = |rule: &str| StakeRules::find(rule).unwrap().pool(&from).unwrap();
        let mut both = [pool(top), pool(bottom)].concat();
        both.sort_unstable();
        both.dedup();
        assert_eq!(both.len(), 6, "{top}");
    }
}

/// The third that counts as high, by seed: every outcome is in it as often as any other, whatever it is worth.
#[test]
fn shuffled_utilities_are_without_meaning() {
    let set = set(9);
    let options: Vec<usize> = (1..=9).collect();
    for name in ["shuffled", "shuffled-low"] {
        let rule = StakeRules::find(name).unwrap();
        let mut counts = BTreeMap::<usize, u32>::new();
        for seed in 0..900_u16 {
            let mut from = candidates(&set.fit, None, &set.outcomes, &options, 1.0 / 3.0);
            from.seed[..2].copy_from_slice(&seed.to_le_bytes());
            for option in rule.pool(&from).unwrap() {
                *counts.entry(option).or_default() += 1;
            }
        }
        // 300 expected; five standard deviations of a binomial count with n = 900 and p = 1/3 are 71.
        assert_eq!(counts.len(), 9);
        assert!(counts.values().all(|count| count.abs_diff(300) < 71), "{name} {counts:?}");
    }
}

#[test]
fn an_outcome_that_is_left_out_moves_no_other_when_shuffled() {
    let fit = fit_with(&[0.0; 8], &[0; 8]);
    let outcomes = outcomes();
    // All but one at the top: the one that is missing is the lowest.
    let lowest = |options: &[usize]| {
        let share = (options.len() - 1) as f64 / options.len() as f64;
        let pool = StakeRules::find("shuffled").unwrap();
        let pool = pool.pool(&candidates(&fit, None, &outcomes, options, share)).unwrap();
        *options.iter().find(|option| !pool.contains(option)).unwrap()
    };
    let mut left: Vec<usize> = (1..=7).collect();
    let first = lowest(&left);
    for other in (1..=7).filter(|&other| other != first) {
        let without: Vec<usize> = left.iter().copied().filter(|&option| option != other).collect();
        assert_eq!(lowest(&without), first);
    }
    left.retain(|&option| option != first);
    assert_ne!(lowest(&left), first);
}

#[test]
fn places_and_levels_read_well() {
    let fit = fit_with(&[0.0; 8], &[0; 8]);
    let outcomes = outcomes();
    let place = |level| Candidates { level, ..candidates(&fit, None, &outcomes, &[1], 0.5) }.to_string();
    assert_eq!(place(None), "domain `any`");
    assert_eq!(place(Some(Level { measure: "", count: 2.5 })), "domain `any`, count 2.5");
    assert_eq!(
        place(Some(Level { measure: "saved", count: 1000.0 })),
        "domain `any`, count 1000 of measure `saved`"
    );
}
