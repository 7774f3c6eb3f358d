//! Shares of answers that chose neither option.

use crate::actors::pairs_of;
use crate::common::Source;
use motive_utility::coherence::{AnswerShares, Answers, Tally, answer_shares};

fn measured(tallies: &[Tally], categories: &[&str]) -> Option<AnswerShares> {
    let categories: Vec<String> = categories.iter().map(|&category| category.to_owned()).collect();
    answer_shares(&Answers::new(4, tallies).unwrap(), &categories, 0.95).unwrap()
}

fn tally(first: usize, second: usize, [first_wins, ties, abstained, unreadable]: [f64; 4]) -> Tally {
    Tally { first, second, first_wins, second_wins: 0.0, ties, abstained, unreadable }
}

#[test]
fn shares_are_counted_by_category_of_either_option() {
    let rows = [
        tally(0, 1, [6.0, 2.0, 1.0, 1.0]),
        tally(1, 0, [10.0, 0.0, 0.0, 0.0]),
        tally(0, 2, [5.0, 0.0, 5.0, 0.0]),
        tally(2, 3, [0.0, 0.0, 0.0, 4.0]),
    ];
    let report = measured(&rows, &["animal", "animal", "money", "money"]).unwrap();
    let numbers = |shares: &motive_utility::coherence::Shares| {
        [shares.answers, shares.ties.value, shares.abstained.value, shares.unreadable.value]
    };
    assert_eq!(numbers(&report.all), [34.0, 2.0 / 34.0, 6.0 / 34.0, 5.0 / 34.0]);
    assert_eq!(report.all.ties.units, 3);
    let by_category: Vec<_> =
        report.by_category.iter().map(|row| (row.category.as_str(), numbers(&row.shares))).collect();
    assert_eq!(
        by_category,
        [("animal", [30.0, 2.0 / 30.0, 0.2, 1.0 / 30.0]), ("money", [14.0, 0.0, 5.0 / 14.0, 4.0 / 14.0])]
    );
    let between: Vec<_> = report
        .by_categories
        .iter()
        .map(|row| (row.categories.each_ref().map(String::as_str), row.shares.answers))
        .collect();
    assert_eq!(
        between,
        [(["animal", "animal"], 20.0), (["animal", "money"], 10.0), (["money", "money"], 4.0)]
    );
}

#[test]
fn without_answers_or_categories_there_is_less() {
    assert_eq!(measured(&[], &[]), None);
    let report = measured(&[tally(0, 1, [1.0, 0.0, 0.0, 0.0])], &[]).unwrap();
    assert!(report.by_category.is_empty() && report.by_categories.is_empty());
    let error = answer_shares(&Answers::new(4, &[]).unwrap(), &["a".to_owned()], 0.95).unwrap_err();
    assert_eq!(error.to_string(), "categories: 1 entries for 4 options; there must be one for each");
}

/// Refusals that come and go with the pair: the interval knows, where one for single answers would not.
#[test]
fn intervals_cover_although_answers_to_a_pair_go_together() {
    let mut source = Source::new(51);
    let pairs = pairs_of(12);
    let (runs, mut covered) = (1000, 0);
    for _ in 0..runs {
        // One pair in ten is mostly refused, the others hardly ever: .1 x .8 + .9 x .02 = .098.
        let rows: Vec<Tally> = pairs
            .iter()
            .map(|&(first, second)| {
                let refused = if source.uniform() < 0.1 { 0.8 } else { 0.02 };
                let abstained = source.binomial(20, refused);
                Tally { first, second, first_wins: 20.0 - abstained, abstained, ..Tally::default() }
            })
            .collect();
        let report = answer_shares(&Answers::new(12, &rows).unwrap(), &[], 0.95).unwrap().unwrap();
        covered += usize::from(report.all.abstained.interval.unwrap().contains(0.098));
    }
    let coverage = covered as f64 / f64::from(runs);
    assert!((0.92..=0.985).contains(&coverage), "{coverage}");
}
