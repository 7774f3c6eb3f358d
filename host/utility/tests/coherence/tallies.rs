//! Answers and what they count as.

use crate::actors::{SEED, tallies};
use motive_utility::coherence::{Answers, Tally, Treatments};

const MIXED: Tally = Tally {
    first: 2,
    second: 0,
    first_wins: 6.0,
    second_wins: 2.0,
    ties: 1.0,
    abstained: 30.0,
    unreadable: 20.0,
};

fn treated(name: &str, tally: &Tally, seed: [u8; 32]) -> Tally {
    let answers = Answers::new(3, std::slice::from_ref(tally)).unwrap();
    answers.treated(Treatments::find(name).unwrap(), seed).tallies()[0]
}

#[test]
fn treatments_are_named() {
    let names: Vec<_> = Treatments::all().unwrap().iter().map(|treatment| treatment.name()).collect();
    assert_eq!(names, ["drop", "indifferent", "random"]);
}

#[test]
fn dropped_answers_are_gone_and_indifferent_ones_are_ties() {
    let kept = Tally { abstained: 0.0, unreadable: 0.0, ..MIXED };
    assert_eq!(treated("drop", &MIXED, SEED), kept);
    assert_eq!(treated("indifferent", &MIXED, SEED), Tally { ties: 51.0, ..kept });
}

#[test]
fn random_answers_fall_on_either_by_seed() {
    let mut first = 0.0;
    for seed in 0..200 {
        let tally = treated("random", &MIXED, [seed; 32]);
        assert_eq!(tally, treated("random", &MIXED, [seed; 32]));
        assert_eq!((tally.ties, tally.abstained, tally.unreadable), (1.0, 0.0, 0.0));
        assert_eq!(tally.decided(), 58.0);
        assert!(tally.first_wins >= 6.0 && tally.second_wins >= 2.0);
        first += tally.first_wins - 6.0;
    }
    // Five standard deviations of 10,000 tosses.
    assert!((first - 5000.0).abs() < 250.0, "{first}");
    let fraction = Tally { abstained: 0.25, unreadable: 0.0, ..MIXED };
    assert_eq!(treated("random", &fraction, SEED).decided(), 8.25);
}

/// What is drawn for one pair in one order does not depend on what else was asked.
#[test]
fn a_random_treatment_is_keyed_by_pair_and_order() {
    let other = Tally { first: 0, second: 2, ..MIXED };
    let random = Treatments::find("random").unwrap();
    let both = Answers::new(3, &[MIXED, other]).unwrap().treated(random, SEED);
    assert_eq!(both.tallies(), [treated("random", &other, SEED), treated("random", &MIXED, SEED)]);
    assert_ne!(both.tallies()[0].first_wins, both.tallies()[1].first_wins);
}

#[test]
fn ties_count_as_half_a_choice_of_either() {
    let answers = Answers::new(3, &[MIXED]).unwrap();
    let comparisons = answers.treated(Treatments::find("drop").unwrap(), SEED).comparisons();
    let weights: f64 = comparisons.iter().map(|c| c.first_wins - c.second_wins).sum();
    assert_eq!((comparisons.len(), weights), (1, 4.0));
}

#[test]
fn answers_are_merged_whatever_their_order() {
    let parts = [0.1, 0.2, 0.3, 0.7].map(|weight| (1, 0, weight, 1.0 - weight));
    let mut rows = tallies(&[parts.as_slice(), &[(0, 1, 0.0, 0.0), (0, 2, 4.0, 0.0)]].concat());
    let merged = Answers::new(3, &rows).unwrap();
    rows.reverse();
    assert_eq!(merged, Answers::new(3, &rows).unwrap());
    let seen: Vec<_> = merged.tallies().iter().map(|tally| (tally.first, tally.second)).collect();
    assert_eq!(seen, [(0, 2), (1, 0)]);
    let (some, rest) = rows.split_at(3);
    let (some, rest) = (Answers::new(3, some).unwrap(), Answers::new(3, rest).unwrap());
    assert_eq!(some.and(&rest).tallies().len(), 2);
}

#[test]
fn refuses_what_is_no_answer() {
    let cases = [
        ((0, 3, 1.0, 1.0), "tally 1 names option 3, but there are only 3 (from 0)"),
        ((2, 2, 1.0, 1.0), "tally 1 compares option 2 with itself"),
        ((0, 1, -1.0, 1.0), "tally 1 has first_wins = -1: weights must lie between 0 and 1e9"),
        ((0, 1, 1.0, f64::NAN), "tally 1 has second_wins = NaN: weights must lie between 0 and 1e9"),
        ((0, 1, 1e300, 1.0), "tally 1 has first_wins = 1"),
    ];
    for (row, message) in cases {
        let error = Answers::new(3, &tallies(&[(0, 1, 1.0, 1.0), row])).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
