//! Order sensitivity: how much the answer about a pair depends on which option is shown first.
//!
//! Two shares of a few answers differ by chance too. What chance alone gives is exact and needs no estimate
//! of any probability: if the order does not matter, the answers to a pair are as likely to have fallen on
//! either order, so that the counts of one order are hypergeometric given the counts of both. The position
//! term that all pairs share is the fit's; this is what it leaves out as well.

use super::CoherenceError;
use super::estimate::Estimate;
use super::tally::{Choices, Pair, Shown};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Answers in one order beyond which chance is not enumerated: the shares of 200 answers differ by less than
/// .04 on average.
const MOST_ANSWERS: f64 = 200.0;

/// How much the order matters. Pairs asked in both orders; shares are those of one option of the pair, ties
/// as halves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OrderSensitivity {
    /// The pairs asked in both orders.
    pub pairs: usize,
    /// Mean |share in one order - share in the other|, 0 to 1. Units are pairs.
    pub difference: Estimate,
    /// What chance alone gives on average, with these numbers of answers. `None` if a count is not whole or
    /// an order has more than 200 answers.
    pub difference_by_chance: Option<f64>,
    /// The mean of the difference beyond chance: 0 if the order does not matter.
    pub excess: Option<Estimate>,
    /// The share of pairs whose majority is one option in one order and the other in the other. A share of
    /// exactly .5 is no majority.
    pub flips: Estimate,
    /// What chance alone gives on average.
    pub flips_by_chance: Option<f64>,
    /// The mean share of the option shown first, over pairs and both orders; .5 is no preference for a
    /// position.
    pub first_share: Estimate,
}

/// The order sensitivity of `choices`; `None` if no pair was asked in both orders.
///
/// # Errors
///
/// [`CoherenceError`] for a confidence outside (0, 1).
pub fn order_sensitivity(
    choices: &Choices,
    confidence: f64,
) -> Result<Option<OrderSensitivity>, CoherenceError> {
    let pairs: Vec<BothOrders> = choices.pairs().iter().filter_map(BothOrders::of).collect();
    let differences: Vec<f64> = pairs.iter().map(BothOrders::difference).collect();
    let first_shares: Vec<f64> = pairs.iter().map(BothOrders::first_share).collect();
    let flips: Vec<(f64, f64)> = pairs.iter().map(|pair| (f64::from(u8::from(pair.flips())), 1.0)).collect();
    let (Some(difference), Some(flips), Some(first_share)) = (
        Estimate::mean(&differences, confidence)?.map(|estimate| estimate.within(0.0, 1.0)),
        Estimate::share(&flips, confidence)?,
        Estimate::mean(&first_shares, confidence)?.map(|estimate| estimate.within(0.0, 1.0)),
    ) else {
        return Ok(None);
    };
    let chance = chances(&pairs);
    let mean = |of: fn(&Chance) -> f64| {
        chance.as_ref().map(|chance| chance.iter().map(of).sum::<f64>() / pairs.len() as f64)
    };
    let excess = match &chance {
        Some(chance) => {
            let beyond: Vec<f64> = differences.iter().zip(chance).map(|(d, c)| d - c.difference).collect();
            Estimate::mean(&beyond, confidence)?
        }
        None => None,
    };
    Ok(Some(OrderSensitivity {
        pairs: pairs.len(),
        difference,
        difference_by_chance: mean(|chance| chance.difference),
        excess,
        flips,
        flips_by_chance: mean(|chance| chance.flips),
        first_share,
    }))
}

/// A pair asked in both orders: with its smaller option first, and with that second.
struct BothOrders {
    ahead: Shown,
    behind: Shown,
}

impl BothOrders {
    fn of(pair: &Pair) -> Option<Self> {
        let [Some(ahead), Some(behind)] = pair.shown else { return None };
        Some(Self { ahead, behind })
    }

    fn difference(&self) -> f64 {
        (self.ahead.share() - self.behind.share()).abs()
    }

    fn flips(&self) -> bool {
        opposed(self.ahead.share(), self.behind.share())
    }

    fn first_share(&self) -> f64 {
        0.5 * (self.ahead.share() + 1.0 - self.behind.share())
    }

    /// What chance depends on: answers in one order and, over both, answers, wins and ties.
    fn counts(&self) -> Option<[u32; 4]> {
        let all = |of: fn(&Shown) -> f64| of(&self.ahead) + of(&self.behind);
        let counts = [self.ahead.answers, all(|s| s.answers), all(|s| s.wins), all(|s| s.ties)];
        let countable = [self.ahead, self.behind].iter().all(|s| s.is_whole() && s.answers <= MOST_ANSWERS);
        countable.then(|| counts.map(|count| count as u32))
    }
}

fn opposed(one: f64, other: f64) -> bool {
    (one > 0.5 && other < 0.5) || (one < 0.5 && other > 0.5)
}

/// The means over all ways in which the answers to a pair can fall on the two orders.
#[derive(Debug, Clone, Copy)]
struct Chance {
    difference: f64,
    flips: f64,
}

/// Per pair; pairs of equal counts share the work. `None` unless all can be enumerated.
fn chances(pairs: &[BothOrders]) -> Option<Vec<Chance>> {
    let mut known: BTreeMap<[u32; 4], Chance> = BTreeMap::new();
    let chance = |pair: &BothOrders| {
        let counts = pair.counts()?;
        Some(*known.entry(counts).or_insert_with(|| Chance::of(counts)))
    };
    pairs.iter().map(chance).collect()
}

impl Chance {
    fn of([ahead, answers, wins, ties]: [u32; 4]) -> Self {
        let behind = answers - ahead;
        let losses = answers - wins - ties;
        let logs = log_factorials(answers);
        let choose = |n: u32, k: u32| logs[n as usize] - logs[k as usize] - logs[(n - k) as usize];
        let mut chance = Self { difference: 0.0, flips: 0.0 };
        for ties_ahead in ties.saturating_sub(behind)..=ties.min(ahead) {
            let rest = ahead - ties_ahead;
            for wins_ahead in rest.saturating_sub(losses)..=wins.min(rest) {
                let ways =
                    choose(ties, ties_ahead) + choose(wins, wins_ahead) + choose(losses, rest - wins_ahead);
                let probability = (ways - choose(answers, ahead)).exp();
                let share =
                    |wins: u32, ties: u32, of: u32| (f64::from(wins) + 0.5 * f64::from(ties)) / f64::from(of);
                let one = share(wins_ahead, ties_ahead, ahead);
                let other = share(wins - wins_ahead, ties - ties_ahead, behind);
                chance.difference += probability * (one - other).abs();
                chance.flips += probability * f64::from(u8::from(opposed(one, other)));
            }
        }
        chance
    }
}

/// `ln n!` for n up to `largest`.
fn log_factorials(largest: u32) -> Vec<f64> {
    let mut logs = vec![0.0];
    for n in 1..=largest {
        logs.push(logs[n as usize - 1] + f64::from(n).ln());
    }
    logs
}
