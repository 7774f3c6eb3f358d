//! Keyed draws: SHA-256 over a key and names. A draw depends on nothing else, so no draw disturbs another.

use sha2::{Digest, Sha256};

/// What draws are keyed by: 256 bits, drawn by the caller from its plan seed.
pub type Key = [u8; 32];

/// The key of the damage that `strategy` does to `output`, from the key of the draw. It is one key for all
/// doses: this is what makes them a ladder.
pub fn damage_key(key: &Key, output: &str, strategy: &str) -> Key {
    digest(key, &[b"damage", output.as_bytes(), strategy.as_bytes()])
}

/// 256 bits for `names`, each written with its length before it, so that no two lists are written alike.
pub(crate) fn digest(key: &Key, names: &[&[u8]]) -> Key {
    let mut hash = Sha256::new();
    hash.update(b"motive ladder 1");
    hash.update(key);
    for name in names {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
    }
    hash.finalize().into()
}

/// A permutation of `0..count`, drawn for `purpose`: places sorted by their digests.
pub(crate) fn order(key: &Key, purpose: &str, count: usize) -> Vec<usize> {
    let mut places: Vec<(Key, usize)> = (0..count)
        .map(|place| (digest(key, &[purpose.as_bytes(), &(place as u64).to_le_bytes()]), place))
        .collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

/// One of `0..count`, drawn for `purpose` and a place; `count` is at least 1. With counts as small as those
/// of a word's letters the remainder of 64 bits is uniform for all that can be told.
pub(crate) fn pick(key: &Key, purpose: &str, place: usize, count: usize) -> usize {
    let bits = digest(key, &[purpose.as_bytes(), &(place as u64).to_le_bytes()]);
    let bits = u64::from_le_bytes([bits[0], bits[1], bits[2], bits[3], bits[4], bits[5], bits[6], bits[7]]);
    (bits % count as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_pinned() {
        // Damage is redone from its key when a result is checked, so these values may never change.
        assert_eq!(order(&[7; 32], "units", 8), PINNED_ORDER);
        assert_eq!(damage_key(&[7; 32], "trial/a", "drop")[..4], PINNED_KEY);
    }

    const PINNED_ORDER: [usize; 8] = [6, 5, 7, 0, 3, 4, 2, 1];
    const PINNED_KEY: [u8; 4] = [253, 16, 164, 105];

    #[test]
    fn names_do_not_run_into_one_another() {
        assert_ne!(digest(&[1; 32], &[b"ab", b"c"]), digest(&[1; 32], &[b"a", b"bc"]));
        assert_ne!(damage_key(&[1; 32], "a", "b"), damage_key(&[1; 32], "b", "a"));
    }

    #[test]
    fn every_permutation_is_about_as_likely() {
        let mut counts = std::collections::BTreeMap::new();
        for round in 0..6_000_u64 {
            let key = digest(&[3; 32], &[&round.to_le_bytes()]);
            *counts.entry(order(&key, "test", 3)).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        // Five standard deviations of a binomial count with n = 6000 and p = 1/6.
        assert!(counts.values().all(|&n: &i32| (n - 1000).abs() < 145), "{counts:?}");
    }
}
