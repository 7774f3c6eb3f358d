//! Simulated actors, and fits to what they answer.

use crate::common::{Source, all_pairs, fit_with};
use motive_utility::coherence::{Answers, Choices, Tally, Treatments};
use motive_utility::{Fit, FitOptions, UtilityModels};

pub const SEED: [u8; 32] = [5; 32];

/// An actor that chooses the option shown first with the probability given for (first, second), asked
/// `samples` times in both orders of every pair.
pub fn ask(
    source: &mut Source,
    pairs: &[(usize, usize)],
    samples: usize,
    probability: impl Fn(usize, usize) -> f64,
) -> Vec<Tally> {
    let orders = pairs.iter().flat_map(|&(a, b)| [(a, b), (b, a)]);
    orders
        .map(|(first, second)| {
            let first_wins = source.binomial(samples, probability(first, second));
            Tally { first, second, first_wins, second_wins: samples as f64 - first_wins, ..Tally::default() }
        })
        .collect()
}

/// Tallies `(first, second, first wins, second wins)`.
pub fn tallies(rows: &[(usize, usize, f64, f64)]) -> Vec<Tally> {
    let tally = |&(first, second, first_wins, second_wins)| Tally {
        first,
        second,
        first_wins,
        second_wins,
        ..Tally::default()
    };
    rows.iter().map(tally).collect()
}

/// Both orders of pairs `(a, b, share of a)`, ten answers each.
pub fn shares(rows: &[(usize, usize, f64)]) -> Vec<Tally> {
    let orders = rows.iter().flat_map(|&(a, b, share)| [(a, b, share), (b, a, 1.0 - share)]);
    let counts = |(first, second, share): (usize, usize, f64)| {
        let wins = (10.0 * share).round();
        (first, second, wins, 10.0 - wins)
    };
    tallies(&orders.map(counts).collect::<Vec<_>>())
}

pub fn choices(options: usize, tallies: &[Tally]) -> Choices {
    let drop = Treatments::find("drop").unwrap();
    Answers::new(options, tallies).unwrap().treated(drop, SEED)
}

/// Bradley-Terry with the default penalty and a position.
pub fn fitted(choices: &Choices) -> Fit {
    let model = UtilityModels::find("bradley-terry").unwrap();
    model.fit(choices.options(), &choices.comparisons(), &FitOptions::default()).unwrap()
}

/// A fit with exactly these utilities (up to their mean) on one scale and no position.
pub fn exact(utility: &[f64]) -> Fit {
    fit_with(utility, &vec![0; utility.len()])
}

pub fn pairs_of(options: usize) -> Vec<(usize, usize)> {
    all_pairs(options)
}

pub fn close(what: &str, got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance, "{what}: {got}, not {want}");
}
