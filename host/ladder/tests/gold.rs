//! Which gold pairs are drawn: balance, spread, and that what is appended disturbs nothing.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use motive_ladder::{
    Dose, GoldDesign, GoldDraw, GoldKind, GoldPair, Key, LadderError, Output, gold_pairs, widest,
};
use motive_study::file::Orders;
use motive_study::record::Side;
use proptest::prelude::*;

const KEY: Key = [9; 32];

fn rung(strategy: &str, dose: f64) -> GoldKind {
    GoldKind::Ladder { strategy: strategy.to_owned(), dose: Dose::new(dose).unwrap() }
}

fn design(pairs: usize, one_in: usize) -> GoldDesign {
    let mut kinds = vec![GoldKind::Identical, GoldKind::Resample];
    for strategy in ["drop", "errors", "shuffle"] {
        kinds.extend([0.1, 0.2, 0.4].map(|dose| rung(strategy, dose)));
    }
    let judges = ["judge-a", "judge-b", "judge-c"].map(str::to_owned).to_vec();
    GoldDesign { kinds, pairs, one_in, judges, orders: Orders::One }
}

/// Two samples of each prompt, in cells that take turns.
fn outputs(count: usize) -> Vec<Output> {
    (0..count)
        .map(|place| {
            let (round, cell) = (place / 4, place % 4);
            Output {
                id: format!("trial/{cell}/{round}"),
                cell: format!("cell-{cell}"),
                prompt: Some(format!("{cell}/{}", round / 2)),
            }
        })
        .collect()
}

fn draw(design: &GoldDesign, outputs: &[Output]) -> GoldDraw {
    gold_pairs(design, outputs, &|_, _, _| true, &KEY).unwrap()
}

fn counts<'a, T: Ord>(pairs: &'a [GoldPair], of: impl Fn(&'a GoldPair) -> T) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for pair in pairs {
        *counts.entry(of(pair)).or_default() += 1;
    }
    counts
}

/// For each judge and kind, how often it saw the first side first, and the second.
fn first_shown(pairs: &[GoldPair]) -> BTreeMap<(&str, &GoldKind), [usize; 2]> {
    let mut shown = BTreeMap::new();
    for pair in pairs {
        for (judge, orders) in &pair.first_shown {
            for side in orders {
                let counts: &mut [usize; 2] = shown.entry((judge.as_str(), &pair.kind)).or_default();
                counts[usize::from(*side == Side::Second)] += 1;
            }
        }
    }
    shown
}

#[test]
fn every_kind_is_drawn_as_often_as_wanted_from_all_cells() {
    let outputs = outputs(4 * 60);
    let design = design(5, widest(&outputs, design(5, 1).size()).unwrap());
    assert_eq!(design.one_in, 4);
    let found = draw(&design, &outputs);
    assert_eq!(found.short, []);
    assert_eq!(counts(&found.pairs, |pair| &pair.kind), design.kinds.iter().map(|kind| (kind, 5)).collect());
    let cells = counts(&found.pairs, |pair| &pair.cell);
    assert!(cells.len() == 4 && cells.values().all(|count| (13..=14).contains(count)), "{cells:?}");
    for (of, [first, second]) in first_shown(&found.pairs) {
        assert_eq!(first.abs_diff(second), 1, "{of:?}");
    }
}

#[test]
fn the_widest_spread_is_the_largest_that_suffices() {
    // Four cells of 60 outputs.
    let outputs = outputs(240);
    for (size, expected) in
        [(1, Some(60)), (4, Some(60)), (5, Some(30)), (55, Some(4)), (240, Some(1)), (241, None)]
    {
        assert_eq!(widest(&outputs, size), expected, "{size}");
    }
    assert_eq!(widest(&[], 1), None);
}

#[test]
fn pairs_say_what_is_known() {
    let outputs = outputs(400);
    for pair in draw(&design(3, 2), &outputs).pairs {
        let of = |id: &str| outputs.iter().find(|output| output.id == id).unwrap();
        let (first, second) = (of(&pair.first), of(&pair.second));
        assert_eq!(pair.cell, second.cell);
        assert_eq!(pair.id, format!("gold/{}/{}", pair.kind, pair.second));
        match pair.kind {
            GoldKind::Ladder { .. } => {
                assert_eq!((pair.better, first), (Some(Side::First), second));
            }
            GoldKind::Identical => assert_eq!((pair.better, first), (None, second)),
            GoldKind::Resample => {
                assert_eq!((pair.better, &first.prompt), (None, &second.prompt));
                assert_ne!(first, second);
            }
        }
    }
}

#[test]
fn judges_see_orders_of_their_own_and_both_if_the_study_says_so() {
    let mut design = design(20, 1);
    let found = draw(&design, &outputs(800));
    let of = |judge: &str| found.pairs.iter().map(|pair| pair.first_shown[judge][0]).collect::<Vec<_>>();
    assert_ne!(of("judge-a"), of("judge-b"));
    // What one judge sees is the same whoever judges beside it.
    design.judges = vec!["judge-b".to_owned(), "judge-d".to_owned()];
    let others = draw(&design, &outputs(800));
    assert_eq!(
        of("judge-b"),
        others.pairs.iter().map(|pair| pair.first_shown["judge-b"][0]).collect::<Vec<_>>()
    );

    design.orders = Orders::Both;
    let both = draw(&design, &outputs(800));
    assert!(both.pairs.iter().all(|pair| pair.first_shown["judge-b"] == [Side::First, Side::Second]));
}

#[test]
fn a_kind_that_few_texts_take_comes_first_where_one_does() {
    let outputs = outputs(400);
    let design = design(6, 5);
    let rare = rung("drop", 0.1);
    let takes = |output: &Output, strategy: &str, dose: Dose| {
        rung(strategy, dose.get()) != rare || output.id.ends_with('3')
    };
    let found = gold_pairs(&design, &outputs, &takes, &KEY).unwrap();
    assert_eq!(found.short, []);
    assert!(found.pairs.iter().filter(|pair| pair.kind == rare).all(|pair| pair.first.ends_with('3')));

    let found = gold_pairs(&design, &outputs, &|_, strategy, _| strategy != "drop", &KEY).unwrap();
    let short: Vec<(String, usize)> =
        found.short.iter().map(|short| (short.kind.to_string(), short.drawn)).collect();
    assert_eq!(short, [("drop/0.1".into(), 0), ("drop/0.2".into(), 0), ("drop/0.4".into(), 0)]);
    assert_eq!(found.pairs.len(), 6 * 8);
}

#[test]
fn renaming_an_output_changes_only_its_block() {
    let before = outputs(160);
    let design = design(20, 4);
    let mut after = before.clone();
    after[50].id = "renamed".to_owned();
    let (before, after) = (draw(&design, &before), draw(&design, &after));
    let differ = before.pairs.iter().zip(&after.pairs).filter(|(one, other)| one != other).count();
    assert_eq!(before.pairs.len(), after.pairs.len());
    // Its block, and the resample whose earlier side it is.
    assert!(differ <= 2, "{differ}");
}

#[test]
fn bad_designs_are_named() {
    let good = || design(1, 1);
    let cases: Vec<(GoldDesign, &str)> = vec![
        (GoldDesign { kinds: vec![], ..good() }, "a design of gold pairs has no kinds: give at least one"),
        (GoldDesign { pairs: 0, ..good() }, "a design of gold pairs has no pairs: give at least one"),
        (
            GoldDesign { one_in: 0, ..good() },
            "a design of gold pairs has no outputs to take one of: give at least one",
        ),
        (GoldDesign { judges: vec![], ..good() }, "a design of gold pairs has no judges: give at least one"),
        (
            GoldDesign { judges: vec!["a".into(), "a".into()], ..good() },
            "judge `a` is there twice: each is to be listed once",
        ),
        (
            GoldDesign { kinds: vec![rung("drop", 0.1), rung("drop", 0.1)], ..good() },
            "kind of gold pair `drop/0.1` is there twice: each is to be listed once",
        ),
        (
            GoldDesign { kinds: vec![rung("spoil", 0.1)], ..good() },
            "no degradation is named `spoil`; there are: drop, errors, shorten, shuffle",
        ),
    ];
    for (design, expected) in cases {
        let error = gold_pairs(&design, &outputs(8), &|_, _, _| true, &KEY).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let twice = [outputs(4), outputs(1)].concat();
    let error = gold_pairs(&good(), &twice, &|_, _, _| true, &KEY).unwrap_err();
    assert_eq!(error, LadderError::Twice { what: "output", name: "trial/0/0".to_owned() });
}

#[test]
fn texts_of_a_pair() {
    let text = "One is here. Two is there. Three is gone.\n\nFour was seen. Five was not.";
    let mut design = design(1, 1);
    design.kinds = vec![rung("shorten", 0.4), GoldKind::Identical];
    let found = draw(&design, &outputs(2));
    for pair in &found.pairs {
        let texts = pair.texts(&KEY, |_| Some(text)).unwrap();
        assert_eq!(texts.first, text);
        assert_eq!(texts.dose.is_some(), pair.better.is_some());
        assert_eq!(texts.second.len() < text.len(), pair.better.is_some());
        assert!(matches!(pair.texts(&KEY, |_| None), Err(LadderError::NoText { .. })));
    }
    let pair = found.pairs.iter().find(|pair| pair.better.is_some()).unwrap();
    assert!(matches!(pair.texts(&KEY, |_| Some("One.")), Err(LadderError::NotTaken { .. })));
}

#[test]
fn pairs_are_written_and_read() {
    let pair = &draw(&design(1, 1), &outputs(44)).pairs;
    let text = serde_json::to_string(pair).unwrap();
    assert_eq!(&serde_json::from_str::<Vec<GoldPair>>(&text).unwrap(), pair);
    let kind = serde_json::to_string(&rung("drop", 0.25)).unwrap();
    assert_eq!(kind, r#"{"ladder":{"strategy":"drop","dose":0.25}}"#);
    assert_eq!(serde_json::to_string(&GoldKind::Identical).unwrap(), r#""identical""#);
}

proptest! {
    #[test]
    fn appended_outputs_disturb_nothing_and_all_is_balanced(
        key in any::<Key>(),
        cells in prop::collection::vec(0..5_usize, 0..200),
        shown in 0.0..=1.0,
        pairs in 1..8_usize,
        one_in in 1..6_usize,
    ) {
        let outputs: Vec<Output> = cells
            .iter()
            .enumerate()
            .map(|(place, cell)| Output {
                id: format!("output-{place}"),
                cell: format!("cell-{cell}"),
                prompt: Some(format!("{cell}")),
            })
            .collect();
        let mut design = design(pairs, one_in);
        // Kinds that every output takes.
        design.kinds.retain(|kind| *kind != GoldKind::Resample);
        let draw = |outputs: &[Output]| gold_pairs(&design, outputs, &|_, _, _| true, &key).unwrap();
        let all = draw(&outputs);
        let some = draw(&outputs[..(outputs.len() as f64 * shown) as usize]);
        prop_assert_eq!(&some.pairs[..], &all.pairs[..some.pairs.len()]);

        let kinds = counts(&all.pairs, |pair| &pair.kind);
        let drawn = |kind| kinds.get(kind).copied().unwrap_or(0);
        let fewest = design.kinds.iter().map(drawn).min().unwrap();
        let most = design.kinds.iter().map(drawn).max().unwrap();
        prop_assert!(most - fewest <= 1 && most <= pairs);
        for (_, [first, second]) in first_shown(&all.pairs) {
            prop_assert!(first.abs_diff(second) <= 1);
        }
        let distinct: BTreeSet<&str> = all.pairs.iter().map(|pair| pair.second.as_str()).collect();
        prop_assert_eq!(distinct.len(), all.pairs.len());
        let possible: usize = (0..5).map(|cell| cells.iter().filter(|of| **of == cell).count() / one_in).sum();
        prop_assert_eq!(all.pairs.len(), possible.min(design.size()));
    }
}
