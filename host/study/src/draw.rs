//! Keyed draws: every random choice of a study, by (plan seed, purpose, names).
//!
//! A draw depends on nothing else, in particular not on the order of execution or on what other draws there
//! are: adding an actor, an item or a judge leaves every earlier draw as it was.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// The source of all draws of one study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    seed: u64,
}

impl Draws {
    /// The draws of the study with this plan seed.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// 256 bits for a purpose and names: SHA-256 over each part with its length before it, so that no two
    /// lists of names are written alike.
    pub fn key(&self, purpose: &str, names: &[&str]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"motive draw 1");
        hash.update(self.seed.to_le_bytes());
        for part in std::iter::once(&purpose).chain(names) {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().into()
    }

    /// 64 bits for a purpose and names.
    pub fn seed(&self, purpose: &str, names: &[&str]) -> u64 {
        let key = self.key(purpose, names);
        u64::from_le_bytes([key[0], key[1], key[2], key[3], key[4], key[5], key[6], key[7]])
    }

    /// A fair coin for a purpose and names.
    pub fn coin(&self, purpose: &str, names: &[&str]) -> bool {
        self.key(purpose, names)[0] & 1 == 1
    }

    /// A permutation of `0..count` for a purpose and names (Fisher-Yates over a ChaCha8 stream).
    pub fn permutation(&self, purpose: &str, names: &[&str], count: usize) -> Vec<usize> {
        let mut stream = ChaCha8Rng::from_seed(self.key(purpose, names));
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, below(&mut stream, last as u64 + 1) as usize);
        }
        order
    }
}

/// A uniform number below `bound`, without bias: draws that fall into the uneven rest are drawn again.
fn below(stream: &mut ChaCha8Rng, bound: u64) -> u64 {
    let zone = u64::MAX - u64::MAX % bound;
    loop {
        let draw = stream.next_u64();
        if draw < zone {
            return draw % bound;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_pinned() {
        // A published plan is checked by redoing its draws, so these values may never change.
        let draws = Draws::new(20_260_622);
        assert_eq!(draws.seed("task", &["essay", "remote-work", "0"]), PINNED_SEED);
        assert_eq!(draws.permutation("order", &["a"], 8), PINNED_ORDER);
    }

    const PINNED_SEED: u64 = 11_517_146_404_643_286_811;
    const PINNED_ORDER: [usize; 8] = [5, 2, 0, 1, 7, 6, 3, 4];

    #[test]
    fn names_do_not_run_into_one_another() {
        let draws = Draws::new(1);
        assert_ne!(draws.key("p", &["ab", "c"]), draws.key("p", &["a", "bc"]));
        assert_ne!(draws.key("p", &["a"]), draws.key("p", &["a", ""]));
    }

    proptest::proptest! {
        #[test]
        fn a_permutation_has_every_index_once(seed: u64, count in 0usize..200) {
            let mut order = Draws::new(seed).permutation("x", &[], count);
            order.sort_unstable();
            proptest::prop_assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }
}
