//! Transitivity over triads, beside what noisy answers of a perfectly transitive actor would show.
//!
//! Shares of few answers form cycles by chance, mostly among options of nearly equal utility, and active
//! pair strategies ask just those. So every figure stands beside its mean over data simulated from the fit,
//! which is transitive, with the same numbers of answers and ties per pair and order.
//!
//! Intervals are the jackknife over options (delete one option with all its triads; Lin, Lunde and Sarkar
//! 2020 for network counts), since triads share pairs and options. They generalise over options and are
//! conservative for this set of options alone.

use super::CoherenceError;
use super::draws;
use super::estimate::Estimate;
use super::predict::first_chosen;
use super::tally::{Choices, EQUAL, Pair};
use super::triads::{self, Triad, Triads};
use crate::{Fit, random};
use motive_stats::{Interval, mean_interval, percentile_interval};
use serde::{Deserialize, Serialize};

/// Which triads are looked at and how often noise is simulated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TriadSampling {
    /// The seed of the sample and of the simulated answers.
    pub seed: [u8; 32],
    /// The most triads: of more, so many are drawn uniformly.
    pub most: usize,
    /// Simulated data sets, at least 2.
    pub replicates: usize,
}

/// Transitivity of shares, each the mean over both orders with ties as halves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Transitivity {
    /// Triads looked at.
    pub triads: usize,
    /// Triads there are.
    pub triads_in_all: usize,
    /// Mean probability of a cycle, `pAB pBC pCA + pBA pCB pAC`: 0 for a deterministic and transitive actor,
    /// 1/4 for coin tosses. Unbiased however few the answers, since the three shares are independent.
    pub cycle_probability: Figure,
    /// The share of triads whose three majorities form a cycle, among those without a share of exactly .5;
    /// 1/4 for coin tosses.
    pub majority_cycles: Option<Figure>,
    /// The share of triads in which `pAB >= .5` and `pBC >= .5` imply `pAC >= .5`, however the three are
    /// named.
    pub weak: Figure,
    /// The share of triads in which `pAB >= .5` and `pBC >= .5` imply `pAC >= max(pAB, pBC)`, likewise.
    pub strong: Figure,
}

/// One figure and what noise alone makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What the choices show. Units are options in triads.
    pub observed: Estimate,
    /// Its mean over data simulated from the fit, with the interval in which the figure of so many percent of
    /// the simulated data lies. `None` if a count is not whole or the fit does not link a pair.
    pub expected: Option<Expected>,
}

/// A figure over simulated data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// The mean.
    pub mean: f64,
    /// Where single data sets lie; `None` where they do not vary.
    pub interval: Option<Interval>,
}

/// The transitivity of `choices`; `None` without a triad.
///
/// # Errors
///
/// [`CoherenceError`] for options beyond the fit's, a confidence outside (0, 1), no triad wanted, or fewer
/// than two replicates.
pub fn transitivity(
    fit: &Fit,
    choices: &Choices,
    sampling: &TriadSampling,
    confidence: f64,
) -> Result<Option<Transitivity>, CoherenceError> {
    CoherenceError::same_options(fit, choices)?;
    for (name, least, given) in [("most triads", 1, sampling.most), ("replicates", 2, sampling.replicates)] {
        if given < least {
            return Err(CoherenceError::TooFew { name, least, given });
        }
    }
    let pairs = choices.pairs();
    let ends: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    let Triads { triads, all } = triads::triads(choices.options(), &ends, sampling.most, sampling.seed);
    let shares: Vec<f64> = pairs.iter().map(Pair::share).collect();
    let mut by_option = vec![Counts::default(); choices.options()];
    let mut total = Counts::default();
    for triad in &triads {
        let counts = Counts::of(triad, &shares);
        total.add(&counts);
        let (a, b) = ends[triad.ab];
        [a, b, ends[triad.bc].1].into_iter().for_each(|option| by_option[option].add(&counts));
    }
    by_option.retain(|counts| counts.triads > 0.0);
    let simulated = simulated(fit, &pairs, &triads, sampling);
    let figure = |of: Ratio| figure(of, &total, &by_option, simulated.as_deref(), confidence);
    let (Some(cycle_probability), Some(weak), Some(strong)) = (
        figure(|c| (c.cycle_probability, c.triads))?,
        figure(|c| (c.weak, c.triads))?,
        figure(|c| (c.strong, c.triads))?,
    ) else {
        return Ok(None);
    };
    Ok(Some(Transitivity {
        triads: triads.len(),
        triads_in_all: all,
        cycle_probability,
        majority_cycles: figure(|c| (c.cycles, c.decided))?,
        weak,
        strong,
    }))
}

/// Sums over triads.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    triads: f64,
    cycle_probability: f64,
    /// Triads without a share of exactly .5.
    decided: f64,
    cycles: f64,
    weak: f64,
    strong: f64,
}

impl Counts {
    fn of(triad: &Triad, shares: &[f64]) -> Self {
        let (ab, bc, ca) = (shares[triad.ab], shares[triad.bc], 1.0 - shares[triad.ac]);
        let round = [ab, bc, ca];
        let count = |yes: bool| f64::from(u8::from(yes));
        let cycle = round.iter().all(|&p| above(p, 0.5)) || round.iter().all(|&p| above(0.5, p));
        let (weak, strong) = stochastic(round);
        Self {
            triads: 1.0,
            cycle_probability: ab * bc * ca + (1.0 - ab) * (1.0 - bc) * (1.0 - ca),
            decided: count(round.iter().all(|&p| above(p, 0.5) || above(0.5, p))),
            cycles: count(cycle),
            weak: count(weak),
            strong: count(strong),
        }
    }

    fn add(&mut self, other: &Self) {
        self.triads += other.triads;
        self.cycle_probability += other.cycle_probability;
        self.decided += other.decided;
        self.cycles += other.cycles;
        self.weak += other.weak;
        self.strong += other.strong;
    }
}

/// Whether weak and strong stochastic transitivity hold for the shares of A over B, B over C and C over A: in
/// either direction round, every two steps that are at least even imply the third backwards.
fn stochastic(round: [f64; 3]) -> (bool, bool) {
    let (mut weak, mut strong) = (true, true);
    for round in [round, round.map(|p| 1.0 - p)] {
        for start in 0..3 {
            let (one, two, back) = (round[start], round[(start + 1) % 3], round[(start + 2) % 3]);
            if !above(0.5, one) && !above(0.5, two) {
                let implied = 1.0 - back;
                weak &= !above(0.5, implied);
                strong &= !above(one.max(two), implied);
            }
        }
    }
    (weak, strong)
}

fn above(one: f64, other: f64) -> bool {
    one > other + EQUAL
}

/// A figure as numerator and denominator.
type Ratio = fn(&Counts) -> (f64, f64);

fn figure(
    of: Ratio,
    total: &Counts,
    by_option: &[Counts],
    simulated: Option<&[Counts]>,
    confidence: f64,
) -> Result<Option<Figure>, CoherenceError> {
    let value = |(part, whole): (f64, f64)| (whole > 0.0).then(|| part / whole);
    let Some(observed) = value(of(total)) else { return Ok(None) };
    let values: Option<Vec<f64>> =
        simulated.map(|all| all.iter().filter_map(|counts| value(of(counts))).collect());
    let expected = match values {
        Some(values) if !values.is_empty() => Some(Expected {
            mean: values.iter().sum::<f64>() / values.len() as f64,
            interval: percentile_interval(&values, confidence)?,
        }),
        _ => None,
    };
    let interval = jackknife(of, total, by_option, confidence)?;
    Ok(Some(Figure { observed: Estimate { value: observed, interval, units: by_option.len() }, expected }))
}

/// The interval of the mean of the jackknife's pseudovalues, n value - (n-1) value without the option
/// (Tukey).
fn jackknife(
    of: Ratio,
    total: &Counts,
    by_option: &[Counts],
    confidence: f64,
) -> Result<Option<Interval>, CoherenceError> {
    let (part, whole) = of(total);
    let count = by_option.len() as f64;
    let without = |(its_part, its_whole): (f64, f64)| {
        let rest = whole - its_whole;
        (rest > 0.0).then(|| count * part / whole - (count - 1.0) * (part - its_part) / rest)
    };
    let pseudovalues: Option<Vec<f64>> = by_option.iter().map(|counts| without(of(counts))).collect();
    let Some(pseudovalues) = pseudovalues else { return Ok(None) };
    let Some(interval) = mean_interval(&pseudovalues, confidence)? else { return Ok(None) };
    // Around the value itself: there is next to no bias for the pseudovalues' mean to correct. A share does
    // not leave 0 to 1.
    let reach = 0.5 * (interval.upper - interval.lower);
    let limit = |value: f64| value.clamp(0.0, 1.0);
    Ok(Some(Interval { lower: limit(part / whole - reach), upper: limit(part / whole + reach) }))
}

/// The sums over triads for every simulated data set.
fn simulated(fit: &Fit, pairs: &[Pair], triads: &[Triad], sampling: &TriadSampling) -> Option<Vec<Counts>> {
    let mut in_triads: Vec<usize> = triads.iter().flat_map(|triad| [triad.ab, triad.bc, triad.ac]).collect();
    in_triads.sort_unstable();
    in_triads.dedup();
    let predicted: Vec<(usize, [f64; 2])> = in_triads
        .into_iter()
        .map(|index| Some((index, predicted(fit, &pairs[index])?)))
        .collect::<Option<_>>()?;
    let mut shares = vec![0.0; pairs.len()];
    let data_set = |nth: usize| {
        let mut rng = random::keyed(sampling.seed, &[b"noise of triads", &(nth as u64).to_le_bytes()]);
        for (index, probabilities) in &predicted {
            shares[*index] = redrawn(&mut rng, &pairs[*index], probabilities).share();
        }
        let mut counts = Counts::default();
        triads.iter().for_each(|triad| counts.add(&Counts::of(triad, &shares)));
        counts
    };
    Some((0..sampling.replicates).map(data_set).collect())
}

/// The fit's probability of `a` in both orders; `None` if there is none or a count is not whole.
fn predicted(fit: &Fit, pair: &Pair) -> Option<[f64; 2]> {
    let behind = 1.0 - first_chosen(fit, pair.b, pair.a)?;
    pair.is_whole().then_some([first_chosen(fit, pair.a, pair.b)?, behind])
}

/// The pair with its choices drawn anew and its ties as they are.
fn redrawn(rng: &mut rand_chacha::ChaCha20Rng, pair: &Pair, probabilities: &[f64; 2]) -> Pair {
    let mut redrawn = *pair;
    for (shown, &probability) in redrawn.shown.iter_mut().zip(probabilities) {
        if let Some(shown) = shown {
            shown.wins = draws::binomial(rng, shown.decided(), probability);
        }
    }
    redrawn
}
