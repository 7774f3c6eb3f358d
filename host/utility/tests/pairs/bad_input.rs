//! Designs and answers that cannot be used, or do not suffice.

use crate::case::{
    ADAPTIVE, Case, Fitting, NAMES, Pair, answers, bradley_terry, connected, find, no_choices,
};
use motive_utility::{Comparison, FitError, PairParams};
use std::collections::BTreeSet;

#[test]
fn bad_input_is_refused_in_words() {
    let published = PairParams::default();
    let with = |params| Case { params, ..Case::new(3) };
    let cases = [
        (Case::new(1), "1 options make no pair: there must be at least two"),
        (Case { anchor: Some(3), ..Case::new(3) }, "the anchor is option 3, but there are only 3 (from 0)"),
        (
            with(PairParams { multiplier: 0.0, ..published }),
            "multiplier 0: it must be finite and above 0, for example 2",
        ),
        (
            with(PairParams { multiplier: f64::NAN, ..published }),
            "multiplier NaN: it must be finite and above 0, for example 2",
        ),
        (
            with(PairParams { batch: 0, ..published }),
            "batch 0: a batch has at least one pair, for example 500",
        ),
        (
            with(PairParams { degree: 1, ..published }),
            "degree 1: the first graph connects the options only from 2 on",
        ),
        (
            with(PairParams { gap_percentile: 0.0, ..published }),
            "gap-percentile 0: a percentile is above 0 and at most 100, for example 10",
        ),
        (
            with(PairParams { degree_percentile: 101.0, ..published }),
            "degree-percentile 101: a percentile is above 0 and at most 100, for example 20",
        ),
        (
            Case { held_out: BTreeSet::from([(2, 1)]), ..Case::new(3) },
            "the held-out set has the pair (2, 1): of 3 options, name the smaller index first",
        ),
    ];
    for (case, expected) in cases {
        for strategy in NAMES {
            let error = case.next(strategy, &[], &[], &no_choices).unwrap_err();
            assert_eq!(error.to_string(), expected);
            assert_eq!(find(strategy).planned(&case.design()).unwrap_err().to_string(), expected);
        }
    }
    let rounds = [vec![(0, 1)], vec![(1, 5)]];
    let error = Case::new(3).next("active", &rounds, &[], &no_choices).unwrap_err();
    assert_eq!(error.to_string(), "round 1 has the pair (1, 5): of 3 options, name the smaller index first");
}

/// Where no fit is possible, every adaptive strategy asks the same random pairs.
#[test]
fn without_a_fit_batches_are_random() {
    let case = Case { params: PairParams { batch: 7, ..PairParams::default() }, ..Case::new(20) };
    let too_little: [&Fitting<'_>; 3] =
        [&no_choices, &|_| Err(FitError::Unbounded { option: 0, outcome: "wins" }), &|_| {
            Err(FitError::Undetermined { penalty: 0.0 })
        }];
    let batches = case.batches("active", &no_choices);
    assert!(batches[1..].iter().rev().skip(1).all(|batch| batch.len() == 7));
    assert_ne!(batches[1], batches[2]);
    for strategy in ADAPTIVE {
        for fit in too_little {
            assert_eq!(case.batches(strategy, fit), batches);
        }
    }
}

#[test]
fn comparisons_that_cannot_be_read_are_errors() {
    let case = Case::new(20);
    let rounds = [case.first("active")];
    let unreadable = [Comparison { first: 0, second: 0, first_wins: 1.0, second_wins: 0.0, ties: 0.0 }];
    for strategy in ADAPTIVE {
        let error = case.next(strategy, &rounds, &unreadable, &|all| bradley_terry(20, all)).unwrap_err();
        assert_eq!(error.to_string(), "comparison 0 compares option 0 with itself");
        let error = case.next(strategy, &rounds, &answers(&(3, 20)), &no_choices).unwrap_err();
        assert_eq!(error.to_string(), "comparison 0 names option 20, but there are only 20 (from 0)");
        let error = case.next(strategy, &rounds, &[], &|_| bradley_terry(3, &answers(&(0, 1)))).unwrap_err();
        assert_eq!(error.to_string(), "the fit has 3 options, but the pairs are chosen among 20");
    }
}

/// Where unreadable answers leave options apart, the next batch asks what links them.
#[test]
fn pieces_are_linked_first() {
    let case = Case { params: PairParams { batch: 19, ..PairParams::default() }, ..Case::new(20) };
    let rounds = [case.first("active")];
    // Only some questions about the first options get readable answers.
    let readable: Vec<Pair> = rounds[0].iter().copied().filter(|&(i, _)| i < 8).collect();
    let comparisons: Vec<_> = readable.iter().flat_map(answers).collect();
    for strategy in ADAPTIVE {
        let batch = case.next(strategy, &rounds, &comparisons, &|all| bradley_terry(20, all)).unwrap();
        assert_eq!(batch.len(), 19);
        assert!(connected(20, &[readable.clone(), batch].concat()), "{strategy}");
    }
}
