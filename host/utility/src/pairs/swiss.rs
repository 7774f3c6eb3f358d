//! A Swiss tournament: everyone meets the nearest in the standings whom it has not met.
//!
//! The standings are the current utilities. In a round, from the top down, every option without an
//! opponent is paired with the next one below that has none either and that it has not met; who finds
//! none sits out. A batch is as many rounds as fit, by the same standings; of a last round that does
//! not fit, a random part is asked.

use super::{Pair, PairDesign, PairError, PairStrategy, PairView, batch, millionths, pair};
use crate::random::shuffle;
use std::cmp::Reverse;

struct Swiss;

impl PairStrategy for Swiss {
    fn name(&self) -> &'static str {
        "swiss"
    }

    fn about(&self) -> &'static str {
        "A Swiss tournament: rounds between neighbours in the current ranking, nobody twice"
    }

    fn adaptive(&self) -> bool {
        true
    }

    fn planned(&self, design: &PairDesign<'_>) -> Result<usize, PairError> {
        design.planned()
    }

    fn next(&self, view: &PairView<'_>) -> Result<Vec<Pair>, PairError> {
        batch::next(view, |batch, fit, _| {
            let mut rng = view.stream("swiss");
            let mut standings = batch.sampled().to_vec();
            // The sort is stable, so equals stay in random order.
            shuffle(&mut rng, &mut standings);
            standings.sort_by_key(|&option| Reverse(millionths(fit.utility[option])));
            while batch.room() > 0 {
                let mut round = round(&standings, |pair| batch.is_open(pair));
                if round.is_empty() {
                    break;
                }
                shuffle(&mut rng, &mut round);
                batch.add(round);
            }
        })
    }
}

inventory::submit!(&Swiss as &'static dyn PairStrategy);

/// One round of pairs between neighbours in the standings.
fn round(standings: &[usize], open: impl Fn(Pair) -> bool) -> Vec<Pair> {
    let mut waiting = standings.to_vec();
    let mut pairs = Vec::new();
    while !waiting.is_empty() {
        let player = waiting.remove(0);
        if let Some(place) = waiting.iter().position(|&other| open(pair(player, other))) {
            pairs.push(pair(player, waiting.remove(place)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::round;

    #[test]
    fn neighbours_meet_once() {
        let standings = [3, 1, 0, 2, 4];
        assert_eq!(round(&standings, |_| true), [(1, 3), (0, 2)]);
        let met = [(1, 3), (0, 2)];
        assert_eq!(round(&standings, |pair| !met.contains(&pair)), [(0, 3), (1, 2)]);
        assert_eq!(round(&standings, |pair| pair == (0, 4)), [(0, 4)]);
        assert_eq!(round(&standings, |_| false), []);
    }
}
