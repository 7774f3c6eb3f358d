//! Choices that bound utilities on one side only, or not at all.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DEFAULT, MODELS, TEXTBOOK, all_pairs, assert_close, choices, fit};
use motive_utility::{FitError, FitOptions, OneSided};

#[test]
fn an_option_that_always_wins_is_bounded_and_finite() {
    let comparisons = [
        choices(0, 1, 10.0, 0.0),
        choices(1, 0, 0.0, 10.0),
        choices(1, 2, 6.0, 4.0),
        choices(2, 1, 5.0, 5.0),
    ];
    for model in MODELS {
        let bounded = fit(model, 3, &comparisons, &DEFAULT).unwrap();
        assert!(bounded.converged);
        assert_eq!(bounded.bounded, [true, false, false]);
        assert!(bounded.utility[0] > 1.0 && bounded.utility[0] < 10.0);
        let Some(OneSided::AtLeast(limit)) = bounded.one_sided[0] else { panic!("{:?}", bounded.one_sided) };
        assert!(limit > 0.5 && limit < bounded.utility[0], "{model}: {limit}");
        assert_eq!(bounded.one_sided[1..], [None, None]);
        let error = fit(model, 3, &comparisons, &TEXTBOOK).unwrap_err();
        assert_eq!(
            error.to_string(),
            "option 0 always wins, so without a penalty its utility is infinite: set a positive penalty, \
             for example 0.01"
        );
        let quick = FitOptions { standard_errors: false, one_sided: false, ..DEFAULT };
        let quick = fit(model, 3, &comparisons, &quick).unwrap();
        assert_eq!(quick.utility, bounded.utility);
        assert_eq!((quick.standard_error, quick.one_sided), (vec![None; 3], vec![None; 3]));
    }
}

/// What a stronger limit needs is more choices.
#[test]
fn more_choices_raise_the_limit() {
    let limit = |samples: f64| {
        let comparisons = [choices(0, 1, samples, 0.0), choices(1, 2, 5.0, 5.0), choices(2, 0, 0.0, samples)];
        match fit("thurstone", 3, &comparisons, &DEFAULT).unwrap().one_sided[0] {
            Some(OneSided::AtLeast(limit)) => limit,
            other => panic!("{other:?}"),
        }
    };
    assert!(limit(3.0) < limit(10.0) && limit(10.0) < limit(100.0));
}

/// Who beats whom, against what bounds each option: nothing (`.`), its wins (`+`), its losses (`-`), or neither
/// side (`?`).
#[test]
fn sets_that_always_win_or_lose_are_bounded() {
    type Case = (&'static str, &'static [(usize, usize)], &'static str);
    let cases: [Case; 7] = [
        ("one circle", &[(0, 1), (1, 2), (2, 0)], "..."),
        ("a set above the core", &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 2)], "++..."),
        ("one above and one below", &[(3, 0), (0, 1), (1, 2), (2, 0), (1, 4)], "...+-"),
        ("a chain has no core", &[(0, 1), (1, 2), (2, 3)], "+??-"),
        ("neither of two equal sets is the core", &[(0, 1), (1, 0), (2, 3), (3, 2), (0, 2)], "++--"),
        ("a chain above the core", &[(0, 1), (1, 2), (2, 3), (3, 2)], "++.."),
        ("linked through an option above the core", &[(0, 1), (1, 0), (2, 0), (2, 3), (3, 4)], "..+?-"),
    ];
    for (name, edges, expected) in cases {
        let comparisons: Vec<_> =
            edges.iter().map(|&(winner, loser)| choices(winner, loser, 4.0, 0.0)).collect();
        let fit = fit("bradley-terry", expected.len(), &comparisons, &DEFAULT).unwrap();
        let signs = fit.bounded.iter().zip(&fit.one_sided).map(|what| match what {
            (false, None) => '.',
            (true, Some(OneSided::AtLeast(_))) => '+',
            (true, Some(OneSided::AtMost(_))) => '-',
            (true, None) => '?',
            other => panic!("{name}: {other:?}"),
        });
        assert_eq!(signs.collect::<String>(), expected, "{name}");
    }
}

/// An actor that always answers with the first position has no preferences that choices could show.
#[test]
fn always_the_first_is_all_position() {
    let comparisons: Vec<_> = all_pairs(5)
        .into_iter()
        .flat_map(|(i, j)| [choices(i, j, 10.0, 0.0), choices(j, i, 10.0, 0.0)])
        .collect();
    for model in MODELS {
        let penalised = fit(model, 5, &comparisons, &DEFAULT).unwrap();
        assert!(penalised.converged);
        assert!(penalised.first_share() > 0.99 && penalised.position_bounded);
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
    let how = FitOptions { position: false, ..TEXTBOOK };
    for model in MODELS {
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
    for model in MODELS {
        let fit = fit(model, 60, &comparisons, &DEFAULT).unwrap();
        assert!(fit.converged, "{model}: {} steps", fit.iterations);
        assert!(fit.utility.is_sorted_by(|a, b| a > b));
        assert_eq!(fit.bounded, [true; 60], "no option both won and lost against another");
        assert!(matches!(fit.one_sided[0], Some(OneSided::AtLeast(_))));
        assert!(matches!(fit.one_sided[59], Some(OneSided::AtMost(_))));
        assert_eq!(fit.one_sided[1..59], [None; 58]);
    }
}
