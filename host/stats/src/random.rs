//! Random draws from a seed, the same on every machine: ChaCha20 is a fixed algorithm and the sampling is here.

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

/// The stream of `seed`.
pub(crate) fn stream(seed: [u8; 32]) -> ChaCha20Rng {
    ChaCha20Rng::from_seed(seed)
}

/// A uniform index below `bound`, which is at least 1. Values of the incomplete last block are rejected, so there is
/// no modulo bias.
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
