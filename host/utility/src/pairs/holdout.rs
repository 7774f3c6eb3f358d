//! Pairs that are asked after the fit, to test it, and never trained on.

use super::design::check_options;
use super::{Pair, PairError};
use crate::graph;
use crate::random::{keyed, shuffle};
use std::collections::BTreeSet;

/// The published share of all pairs that is held out.
pub const HOLDOUT_SHARE: f64 = 0.05;

/// The published limit to the number of held-out pairs.
pub const HOLDOUT_CAP: usize = 1000;

/// A random sample of pairs that are never trained on: `floor(share N(N-1)/2)` of the N options' pairs,
/// at most `cap`.
///
/// The anchor's pairs are not eligible. The other pairs left to train on connect all options but the
/// anchor; where the share is so large that they would not, fewer are held out.
///
/// # Errors
///
/// [`PairError`] for fewer than two options, an anchor that is none of them, or a share outside [0, 1).
pub fn holdout(
    options: usize,
    anchor: Option<usize>,
    share: f64,
    cap: usize,
    seed: [u8; 32],
) -> Result<BTreeSet<(usize, usize)>, PairError> {
    check_options(options, anchor)?;
    if !(0.0..1.0).contains(&share) {
        return Err(PairError::Share(share));
    }
    let wanted = (share * (options * (options - 1) / 2) as f64).floor() as usize;
    let sampled: Vec<usize> = (0..options).filter(|&option| Some(option) != anchor).collect();
    let mut order: Vec<Pair> = sampled
        .iter()
        .enumerate()
        .flat_map(|(nth, &i)| sampled[nth + 1..].iter().map(move |&j| (i, j)))
        .collect();
    shuffle(&mut keyed(seed, &[b"pairs", b"holdout"]), &mut order);

    let mut chosen = BTreeSet::new();
    let mut times_chosen = vec![0; options];
    for (i, j) in order {
        if chosen.len() == wanted.min(cap) {
            break;
        }
        chosen.insert((i, j));
        // If this cuts i from j, one of them is on the smaller side of the cut and has lost its pair with every
        // option of the larger, which has half of them or more. So the costly check is rare.
        let half = sampled.len().div_ceil(2);
        if times_chosen[i].max(times_chosen[j]) + 1 >= half && !connects(&sampled, &chosen) {
            chosen.remove(&(i, j));
        } else {
            times_chosen[i] += 1;
            times_chosen[j] += 1;
        }
    }
    Ok(chosen)
}

/// Whether the pairs of `sampled` without those in `chosen` connect them.
fn connects(sampled: &[usize], chosen: &BTreeSet<Pair>) -> bool {
    let count = sampled.len();
    let left = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
    let left = left.filter(|&(a, b)| !chosen.contains(&(sampled[a], sampled[b])));
    graph::components(count, left).iter().all(|&component| component == 0)
}
