//! The power of a small study: an effect that is planted is found as often as the simulated models' own formulas say that it
//! should be, and what is not there is found as seldom.
//!
//! The prediction uses nothing that was measured: latent qualities differ by the effect and normal noise, a ballot is logistic
//! in the difference and the place, and the panel's sum of six ballots decides. That a text shows its quality up to the
//! rounding to whole sentences is left out, and makes a rate of .656 one of .65.

use motive_stats::normal_quantile;
use tempfile::TempDir;

use crate::one_actor;

/// 30 items, two replicates.
const PAIRS: usize = 60;
const SIZE: &str = "task.essay.replicates=2";
/// Studies of each effect.
const STUDIES: usize = 60;

/// Log-odds per unit of quality, and for the text shown first: the simulated judge's defaults.
const SENSITIVITY: f64 = 2.0;
const LEAN: f64 = 0.3;
/// Standard deviation of the latent quality from text to text: the simulated actor's default.
const NOISE: f64 = 0.6;
/// Standard deviations of utility between the high and the low stake of the study.
const STAKES_APART: f64 = 2.646;

/// The effect per standard deviation of utility that is planted.
const EFFECT: f64 = 0.125;

/// The probabilities that three judges in both orders find the first of two texts better, and the second, if it is better by
/// so much in quality.
fn verdicts(difference: f64) -> [f64; 2] {
    let prefers_first = |lean: f64| 1.0 / (1.0 + (-(SENSITIVITY * difference + lean)).exp());
    // By the number of ballots for the first text.
    let mut votes = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    for ballot in 0..6 {
        let first = prefers_first(if ballot % 2 == 0 { LEAN } else { -LEAN });
        for count in (0..7).rev() {
            votes[count] =
                votes[count] * (1.0 - first) + if count > 0 { votes[count - 1] * first } else { 0.0 };
        }
    }
    [votes[4..].iter().sum(), votes[..3].iter().sum()]
}

/// The probabilities that a pair is won by the high arm, and by the low one: over normal qualities, by the midpoint rule.
fn predicted(effect: f64) -> [f64; 2] {
    const STEPS: usize = 600;
    let (mut all, mut sums) = (0.0, [0.0; 2]);
    for step in 0..STEPS {
        let z = 12.0 * ((step as f64 + 0.5) / STEPS as f64 - 0.5);
        let weight = (-z * z / 2.0).exp();
        let won = verdicts(effect * STAKES_APART + NOISE * 2.0_f64.sqrt() * z);
        all += weight;
        sums.iter_mut().zip(won).for_each(|(sum, won)| *sum += weight * won);
    }
    sums.map(|sum| sum / all)
}

fn log_factorial(n: usize) -> f64 {
    (2..=n).map(|k| (k as f64).ln()).sum()
}

/// The probability of so many of each in independent draws.
fn multinomial(counts: &[usize], probabilities: &[f64]) -> f64 {
    let all = log_factorial(counts.iter().sum());
    let each = counts.iter().zip(probabilities).map(|(n, p)| *n as f64 * p.ln() - log_factorial(*n));
    (all + each.sum::<f64>()).exp()
}

/// The probability that the 95 % Wilson interval of the rate excludes one half: that wins and losses differ by more than the
/// quantile times the root of their number, over all that a study may come to.
fn power([win, lose]: [f64; 2]) -> f64 {
    let z = normal_quantile(0.95).unwrap();
    let mut power = 0.0;
    for wins in 0..=PAIRS {
        for losses in 0..=PAIRS - wins {
            let excludes = wins.abs_diff(losses) as f64 > z * ((wins + losses) as f64).sqrt();
            if excludes {
                let ties = PAIRS - wins - losses;
                power += multinomial(&[wins, losses, ties], &[win, lose, 1.0 - win - lose]);
            }
        }
    }
    power
}

/// The least and the most of so many studies that find something, each passed by chance once in 2,000 times.
fn limits(power: f64) -> [usize; 2] {
    let of = |found: usize| multinomial(&[found, STUDIES - found], &[power, 1.0 - power]);
    let reaches = |tail: &[usize]| {
        let mut sum = 0.0;
        tail.iter().copied().find(|found| {
            sum += of(*found);
            sum > 0.0005
        })
    };
    let counts: Vec<usize> = (0..=STUDIES).collect();
    let reversed: Vec<usize> = counts.iter().rev().copied().collect();
    [&counts, &reversed].map(|tail| reaches(tail).unwrap())
}

/// Wins, losses and studies whose interval excludes one half, above or below.
#[derive(Debug, Default)]
struct Found {
    wins: u64,
    losses: u64,
    above: usize,
    below: usize,
}

/// Runs studies that differ in their seeds alone.
fn run_all(effect: f64) -> Found {
    let effect = format!("provider.simulated.config.defaults.effects.stake={effect}");
    let mut found = Found::default();
    for seed in 0..STUDIES {
        let folder = TempDir::new().unwrap();
        let results = one_actor(folder.path(), &[SIZE, &effect, &format!("study.seed={seed}")]);
        let pooled = &results["contrasts"][0]["pooled"];
        found.wins += pooled["wins"].as_u64().unwrap();
        found.losses += pooled["losses"].as_u64().unwrap();
        found.above += usize::from(pooled["wilson95"]["lower"].as_f64().unwrap() > 0.5);
        found.below += usize::from(pooled["wilson95"]["upper"].as_f64().unwrap() < 0.5);
    }
    found
}

/// All pairs of the studies together are won and lost as often as predicted: within five standard errors.
fn agrees(found: &Found, [win, lose]: [f64; 2]) {
    let pairs = (STUDIES * PAIRS) as f64;
    for (count, expected) in [(found.wins, win), (found.losses, lose)] {
        let bound = 5.0 * (expected * (1.0 - expected) / pairs).sqrt();
        assert!(
            (count as f64 / pairs - expected).abs() < bound,
            "{found:?}: {count} of {pairs}, not {expected}"
        );
    }
}

/// Of all pairs .568 should be won and .298 lost, a rate of .656, and 62 studies of 100 should find that.
#[test]
fn a_planted_effect_is_found_at_the_predicted_power() {
    let predicted = predicted(EFFECT);
    let power = power(predicted);
    assert!((0.5..0.8).contains(&power), "{predicted:?}: {power}");
    let found = run_all(EFFECT);
    agrees(&found, predicted);
    let [least, most] = limits(power);
    assert!((least..=most).contains(&found.above), "{found:?}: {power}, {least} to {most}");
    assert_eq!(found.below, 0, "{found:?}");
}

/// One study in twenty should find something, up to the steps in which wins and losses come.
#[test]
fn without_an_effect_one_study_in_twenty_finds_one() {
    let predicted = predicted(0.0);
    let power = power(predicted);
    assert!((0.04..0.06).contains(&power), "{power}");
    let found = run_all(0.0);
    agrees(&found, predicted);
    let [least, most] = limits(power);
    let all = found.above + found.below;
    assert!((least..=most).contains(&all), "{found:?}: {power}, {least} to {most}");
}
