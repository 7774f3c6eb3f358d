//! A small seeded random stream.
//!
//! SplitMix64 (Steele, Lea and Flood, 2014): a 64-bit counter with an output mix. It is fast, needs no state beyond
//! eight bytes, and passes the usual statistical batteries; it is not for cryptography. Streams of different keys are
//! independent for every practical purpose: the key is hashed into the starting point.

/// A stream of random numbers, the same for the same seed and key on every machine.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The stream of a seed and a key. The parts of the key are kept apart: `["ab", "c"]` is not `["a", "bc"]`.
    pub fn keyed<T: AsRef<[u8]>>(seed: u64, key: impl IntoIterator<Item = T>) -> Self {
        let state = key.into_iter().fold(mix(seed), |hash, part| absorb(hash, part.as_ref()));
        Random { state }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.state)
    }

    /// Uniform on `[0, 1)`, in steps of 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform on `0..n`, with a bias below n / 2^64; 0 for `n = 0`.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// Standard normal, by Box and Muller's method.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Standard logistic: the difference of two choices' noise in a logit model.
    pub fn logistic(&mut self) -> f64 {
        // Half a step above 0, so that the logarithm is finite.
        let u = self.unit() + 0.5 / (1u64 << 53) as f64;
        (u / (1.0 - u)).ln()
    }

    /// Puts the elements into a uniformly drawn order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Hashes `bytes` and their length into `hash`, eight bytes at a time.
fn absorb(hash: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let step = |hash: u64, word: u64| mix((hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let hash = words.iter().fold(hash, |hash, word| step(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(step(hash, u64::from_le_bytes(last)), bytes.len() as u64)
}

/// SplitMix64's output function: a bijection in which every input bit reaches every output bit.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_splitmix64() {
        // First outputs of SplitMix64 from state 0, as in its reference implementation.
        let mut random = Random { state: 0 };
        assert_eq!(random.bits(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(random.bits(), 0x6e78_9e6a_a1b9_65f4);
        assert_eq!(random.bits(), 0x06c4_5d18_8009_454f);
    }

    #[test]
    fn keys_are_kept_apart() {
        let first = |seed, key: &[&str]| Random::keyed(seed, key).bits();
        let streams = [
            first(1, &[]),
            first(2, &[]),
            first(1, &["ab", "c"]),
            first(1, &["a", "bc"]),
            first(1, &["abc"]),
        ];
        for (i, a) in streams.iter().enumerate() {
            assert!(!streams[i + 1..].contains(a), "stream {i} is not its own");
        }
        assert_eq!(first(7, &["x"]), first(7, &["x"]));
    }

    #[test]
    fn draws_have_the_moments_they_should() {
        let n = 40_000;
        let mut random = Random::keyed(5, ["moments"]);
        let mut moments = |draw: fn(&mut Random) -> f64| {
            let draws: Vec<f64> = (0..n).map(|_| draw(&mut random)).collect();
            let mean = draws.iter().sum::<f64>() / n as f64;
            (mean, draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n as f64)
        };
        for (name, (mean, variance), (true_mean, true_variance)) in [
            ("unit", moments(Random::unit), (0.5, 1.0 / 12.0)),
            ("normal", moments(Random::normal), (0.0, 1.0)),
            ("logistic", moments(Random::logistic), (0.0, std::f64::consts::PI.powi(2) / 3.0)),
        ] {
            // Four standard errors of a mean of n draws; the variance's own is at most 1.4 times that here.
            let four_errors = 4.0 * (true_variance / n as f64).sqrt();
            assert!((mean - true_mean).abs() < four_errors, "{name}: mean {mean}");
            assert!((variance / true_variance - 1.0).abs() < 0.05, "{name}: variance {variance}");
        }
    }

    #[test]
    fn a_shuffle_keeps_every_element() {
        let mut items: Vec<usize> = (0..20).collect();
        Random::keyed(3, ["shuffle"]).shuffle(&mut items);
        assert_ne!(items, (0..20).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..20).collect::<Vec<_>>());
        assert_eq!(Random::keyed(3, ["none"]).below(0), 0);
    }
}
