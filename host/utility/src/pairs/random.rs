//! A random cycle through all options, filled up with uniform pairs, and the anchor with everyone.
//!
//! The cycle gives every option at least two pairs and connects them all. A larger multiplier draws
//! further from the same stream, so it only ever adds pairs.

use super::{PairError, PairParams, PairStrategy, all_pairs, check};
use crate::random::{below, shuffle, stream};
use std::collections::BTreeSet;

struct Random;

impl PairStrategy for Random {
    fn name(&self) -> &'static str {
        "random"
    }

    fn about(&self) -> &'static str {
        "multiplier x N log2 N pairs drawn by seed, connected, and the anchor against every option"
    }

    fn pairs(
        &self,
        options: usize,
        anchor: Option<usize>,
        params: &PairParams,
        seed: [u8; 32],
    ) -> Result<Vec<(usize, usize)>, PairError> {
        check(options, anchor)?;
        let wanted = wanted(options, params)?;
        if wanted >= options * (options - 1) / 2 {
            return Ok(all_pairs(options));
        }
        let mut rng = stream(seed);
        let mut order: Vec<usize> = (0..options).collect();
        shuffle(&mut rng, &mut order);
        let next = order.iter().cycle().skip(1);
        let mut pairs: BTreeSet<_> = order.iter().zip(next).map(|(&a, &b)| pair(a, b)).collect();
        while pairs.len() < wanted {
            let (a, b) = (below(&mut rng, options), below(&mut rng, options - 1));
            // Skipping `a` makes all ordered pairs of different options equally likely.
            pairs.insert(pair(a, if b < a { b } else { b + 1 }));
        }
        if let Some(anchor) = anchor {
            pairs.extend((0..options).filter(|&o| o != anchor).map(|o| pair(anchor, o)));
        }
        Ok(pairs.into_iter().collect())
    }
}

inventory::submit!(&Random as &'static dyn PairStrategy);

/// How many pairs to draw before the anchor's are added. The cycle is drawn even if it has more.
fn wanted(options: usize, params: &PairParams) -> Result<usize, PairError> {
    let multiplier = params.multiplier;
    if !(multiplier.is_finite() && multiplier > 0.0) {
        return Err(PairError::Multiplier(multiplier));
    }
    let count = options as f64;
    Ok((multiplier * count * count.log2()).floor() as usize)
}

fn pair(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}
