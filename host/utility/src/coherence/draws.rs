//! Draws from distributions by a keyed stream.

use rand_chacha::ChaCha20Rng;
use rand_core::Rng;
use rand_distr::{Binomial, Distribution};

/// Uniform on [0, 1), in steps of 2^-53.
pub(super) fn uniform(rng: &mut ChaCha20Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Trials up to which the sum of blocks is no slower than rejection.
const MANY: f64 = 1000.0;

/// Successes in a whole number of trials, 2^53 at most. Up to a thousand, one uniform number per hundred trials, inverted
/// through the distribution function summed from the likelier end; of more, by rejection in a time that does not depend on
/// their number (Kachitvichyanukul and Schmeiser 1988).
pub(super) fn binomial(rng: &mut ChaCha20Rng, trials: f64, probability: f64) -> f64 {
    if trials > MANY
        && let Ok(binomial) = Binomial::new(trials as u64, probability)
    {
        return binomial.sample(rng) as f64;
    }
    let rarer = probability.min(1.0 - probability);
    let (mut left, mut successes) = (trials, 0.0);
    while left > 0.0 {
        // Of at most a hundred trials even the rarest likely term is far from underflow: .5^100.
        let block = left.min(100.0);
        successes += inverse(uniform(rng), block, rarer);
        left -= block;
    }
    if probability <= 0.5 { successes } else { trials - successes }
}

/// The smallest count whose distribution function exceeds `uniform`.
fn inverse(uniform: f64, trials: f64, probability: f64) -> f64 {
    let odds = probability / (1.0 - probability);
    let mut term = (1.0 - probability).powf(trials);
    let (mut count, mut below) = (0.0, term);
    while below <= uniform && count < trials {
        term *= odds * (trials - count) / (count + 1.0);
        count += 1.0;
        below += term;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::stream;

    #[test]
    fn certain_trials_are_certain() {
        let mut rng = stream([1; 32]);
        for trials in [0.0, 1.0, 100.0, 1234.0, 1e9] {
            assert_eq!(binomial(&mut rng, trials, 0.0), 0.0);
            assert_eq!(binomial(&mut rng, trials, 1.0), trials);
        }
    }

    #[test]
    fn successes_are_binomial() {
        let mut rng = stream([2; 32]);
        let draws = 20_000;
        // The probabilities of 0 to 3 of 3 at .7.
        let mut counts = [0.0; 4];
        (0..draws).for_each(|_| counts[binomial(&mut rng, 3.0, 0.7) as usize] += 1.0);
        for (count, probability) in counts.into_iter().zip([0.027, 0.189, 0.441, 0.343]) {
            let expected: f64 = probability * f64::from(draws);
            assert!((count - expected).abs() < 5.0 * expected.sqrt(), "{counts:?}");
        }
        for (trials, probability) in
            [(250.0, 0.02), (250.0, 0.5), (1000.0, 0.97), (1e9, 0.3), (1e9, 0.999), (5000.0, 1e-3)]
        {
            let (mut sum, mut squares) = (0.0, 0.0);
            for _ in 0..draws {
                let off = binomial(&mut rng, trials, probability) - trials * probability;
                (sum, squares) = (sum + off, squares + off * off);
            }
            let variance = trials * probability * (1.0 - probability);
            let (mean, spread) = (sum / f64::from(draws), squares / f64::from(draws));
            assert!(mean.abs() < 5.0 * (variance / f64::from(draws)).sqrt(), "{mean}");
            assert!((spread / variance - 1.0).abs() < 0.06, "{spread}, not {variance}");
        }
    }
}
