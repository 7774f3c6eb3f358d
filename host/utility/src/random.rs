//! Keyed random streams: the same seed and names give the same draws on every machine and in every
//! version of the dependencies (ChaCha20 and SHA-256 are fixed algorithms; the sampling is here).

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// The stream of `seed`.
pub(crate) fn stream(seed: [u8; 32]) -> ChaCha20Rng {
    ChaCha20Rng::from_seed(seed)
}

/// A stream of its own for `names`: SHA-256 of `seed` and the names, each preceded by its length, so
/// that no two lists of names share a stream.
pub(crate) fn keyed(seed: [u8; 32], names: &[&[u8]]) -> ChaCha20Rng {
    let mut hash = Sha256::new();
    hash.update(seed);
    for name in names {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
    }
    stream(hash.finalize().into())
}

/// A uniform index below `bound`, which is at least 1. Values of the incomplete last block are
/// rejected, so there is no modulo bias.
pub(crate) fn below(rng: &mut ChaCha20Rng, bound: usize) -> usize {
    let bound = bound as u64;
    let incomplete = (u64::MAX % bound + 1) % bound;
    loop {
        let value = rng.next_u64();
        if value <= u64::MAX - incomplete {
            return (value % bound) as usize;
        }
    }
}

/// A uniform permutation in place (Fisher-Yates).
pub(crate) fn shuffle<T>(rng: &mut ChaCha20Rng, items: &mut [T]) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(rng, last + 1));
    }
}

/// The `n`-th of an endless sequence over `0..count` in which every value comes once a block of `count`,
/// each block in an order of its own, keyed by `names` and the block. `count` is at least 1.
pub(crate) fn nth_in_blocks(seed: [u8; 32], names: &[&[u8]], count: usize, n: usize) -> usize {
    let block = ((n / count) as u64).to_le_bytes();
    let names: Vec<&[u8]> = names.iter().copied().chain([&block[..]]).collect();
    let mut order: Vec<usize> = (0..count).collect();
    shuffle(&mut keyed(seed, &names), &mut order);
    order[n % count]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_run_together() {
        let mut one = keyed([7; 32], &[b"ab", b"c"]);
        let mut other = keyed([7; 32], &[b"a", b"bc"]);
        assert_ne!(one.next_u64(), other.next_u64());
    }

    #[test]
    fn every_permutation_is_about_as_likely() {
        let mut rng = stream([1; 32]);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..6_000 {
            let mut items = [0, 1, 2];
            shuffle(&mut rng, &mut items);
            *counts.entry(items).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        // Five standard deviations of a binomial count with n = 6000 and p = 1/6.
        assert!(counts.values().all(|&n: &i32| (n - 1000).abs() < 145), "{counts:?}");
    }

    #[test]
    fn a_block_holds_every_value_once_in_an_order_of_its_own() {
        let sequence = |n| nth_in_blocks([3; 32], &[b"order"], 5, n);
        let blocks: Vec<Vec<usize>> =
            (0..20).map(|block| (5 * block..5 * block + 5).map(sequence).collect()).collect();
        for block in &blocks {
            let mut values = block.clone();
            values.sort_unstable();
            assert_eq!(values, [0, 1, 2, 3, 4]);
        }
        let distinct: std::collections::BTreeSet<_> = blocks.iter().collect();
        assert!(distinct.len() > 10, "{distinct:?}");
    }
}
