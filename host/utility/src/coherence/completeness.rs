//! Completeness, also called confidence: how far an actor's choices are from even.
//!
//! Few answers look decided even where the actor tosses a coin, so the coin's value stands beside the
//! actor's.

use super::CoherenceError;
use super::estimate::Estimate;
use super::tally::{Choices, Pair};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Answers in one order beyond which the coin is not enumerated: its value is then below .53.
const MOST_ANSWERS: f64 = 200.0;

/// How decided the actor is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Completeness {
    /// Mean of max(p, 1-p), with p the mean share of an option over the orders in which its pair was asked,
    /// ties as halves: .5 to 1. An actor that goes by position alone has .5. Units are pairs.
    pub mean: Estimate,
    /// The same for an actor that tosses a coin where this one chose, with the same numbers of answers and
    /// of ties. `None` if a count is not whole or an order has more than 200 answers.
    pub of_a_coin: Option<f64>,
    /// Pairs asked in one order only: the preference for a position counts there.
    pub one_order: usize,
}

/// The completeness of `choices`; `None` without any.
///
/// # Errors
///
/// [`CoherenceError`] for a confidence outside (0, 1).
pub fn completeness(choices: &Choices, confidence: f64) -> Result<Option<Completeness>, CoherenceError> {
    let pairs = choices.pairs();
    let larger: Vec<f64> = pairs.iter().map(|pair| decided(pair.share())).collect();
    let Some(mean) = Estimate::mean(&larger, confidence)? else { return Ok(None) };
    Ok(Some(Completeness {
        // The larger share is one half at least.
        mean: mean.within(0.5, 1.0),
        of_a_coin: of_a_coin(&pairs),
        one_order: pairs.iter().filter(|pair| pair.shown.contains(&None)).count(),
    }))
}

fn decided(share: f64) -> f64 {
    share.max(1.0 - share)
}

/// The mean over pairs; pairs of equal counts share the work.
fn of_a_coin(pairs: &[Pair]) -> Option<f64> {
    let mut known: BTreeMap<Vec<(u32, u32)>, f64> = BTreeMap::new();
    let mut sum = 0.0;
    for pair in pairs {
        let orders = || pair.shown.iter().flatten();
        if !pair.is_whole() || orders().any(|shown| shown.answers > MOST_ANSWERS) {
            return None;
        }
        let counts: Vec<(u32, u32)> = orders().map(|s| (s.decided() as u32, s.ties as u32)).collect();
        sum += *known.entry(counts).or_insert_with_key(|counts| coin(counts));
    }
    Some(sum / pairs.len() as f64)
}

/// What is expected where the choices (without ties) of every order are tosses.
fn coin(orders: &[(u32, u32)]) -> f64 {
    let shares = |&(choices, ties): &(u32, u32)| -> Vec<(f64, f64)> {
        let answers = f64::from(choices + ties);
        let mut probability = 0.5_f64.powi(choices as i32);
        (0..=choices)
            .map(|wins| {
                let here = probability;
                probability *= f64::from(choices - wins) / f64::from(wins + 1);
                ((f64::from(wins) + 0.5 * f64::from(ties)) / answers, here)
            })
            .collect()
    };
    match orders {
        [one, other] => {
            let others = shares(other);
            let mean = |(s, p): (f64, f64)| others.iter().map(move |(t, q)| p * q * decided(0.5 * (s + t)));
            shares(one).into_iter().flat_map(mean).sum()
        }
        _ => orders.iter().flat_map(shares).map(|(share, p)| p * decided(share)).sum(),
    }
}
