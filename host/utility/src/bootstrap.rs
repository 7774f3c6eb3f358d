//! The bootstrap over pairs: how utilities would vary if other pairs had been asked.
//!
//! A pair of options is resampled with all its choices in both orders, since what an actor makes of a pair
//! is shared by them. So the bootstrap, unlike standard errors from the information matrix, does not take the
//! choices of a pair for independent draws from the model. Which pairs are asked is not decided here.

use crate::link::Link;
use crate::model::{Comparison, Fit, FitError, FitOptions, UtilityModel};
use crate::random::{below, keyed};
use rayon::prelude::*;
use statrs::function::erf::erfc_inv;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::f64::consts::SQRT_2;

/// Utilities fitted to resampled pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    /// The fit to all pairs, without standard errors.
    pub estimate: Fit,
    /// How many pairs are resampled.
    pub pairs: usize,
    /// The replicates, in the order of their numbers.
    pub replicates: Vec<Replicate>,
}

/// The fit to one resample.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicate {
    /// Utility of every option on the model's scale, centred over the options of its component that have one.
    /// `None` where the resampled pairs do not link the option to the largest part of its component.
    pub utility: Vec<Option<f64>>,
    /// What being shown first adds.
    pub position: f64,
    /// Whether a component of the estimate fell in pieces.
    pub split: bool,
    /// Whether the fit converged.
    pub converged: bool,
}

/// Fits `model` to `replicates` resamples of the pairs in `comparisons`: as many pairs as there are, drawn
/// with replacement, each with all its choices. `how` is as in [`UtilityModel::fit`]; standard errors and
/// limits are not computed. A positive penalty keeps every replicate finite, also where an option happens
/// to win throughout.
///
/// Replicate `r` draws from a stream keyed by `seed` and `r`, so more replicates leave earlier ones as they
/// are, and the number of threads changes nothing.
///
/// # Errors
///
/// As [`UtilityModel::fit`], for the estimate or for the first replicate that has none.
pub fn bootstrap(
    model: &dyn UtilityModel,
    options: usize,
    comparisons: &[Comparison],
    how: &FitOptions,
    replicates: usize,
    seed: [u8; 32],
) -> Result<Bootstrap, FitError> {
    let how = FitOptions { standard_errors: false, one_sided: false, ..*how };
    let estimate = model.fit(options, comparisons, &how)?;
    let pairs = by_pair(comparisons);
    let replicate = |number: usize| {
        let sample = resample(&pairs, number, seed);
        let fit = model.fit_from(options, &sample, &how, Some(&estimate))?;
        Ok(Replicate::new(&fit, &estimate.components))
    };
    let replicates =
        (0..replicates).into_par_iter().map(replicate).collect::<Vec<Result<Replicate, FitError>>>();
    // In the order of their numbers, so that the first error is always the same.
    let replicates = replicates.into_iter().collect::<Result<_, _>>()?;
    Ok(Bootstrap { estimate, pairs: pairs.len(), replicates })
}

/// The comparisons of every pair that has a choice.
fn by_pair(comparisons: &[Comparison]) -> Vec<Vec<Comparison>> {
    let mut pairs: BTreeMap<(usize, usize), Vec<Comparison>> = BTreeMap::new();
    for choices in comparisons.iter().filter(|choices| choices.weight() > 0.0) {
        let key = (choices.first.min(choices.second), choices.first.max(choices.second));
        pairs.entry(key).or_default().push(*choices);
    }
    pairs.into_values().collect()
}

/// As many pairs as there are, with replacement: each with its weight times the number of its draws.
fn resample(pairs: &[Vec<Comparison>], number: usize, seed: [u8; 32]) -> Vec<Comparison> {
    let mut rng = keyed(seed, &[b"bootstrap", &(number as u64).to_le_bytes()]);
    let mut draws = vec![0_u32; pairs.len()];
    for _ in 0..pairs.len() {
        draws[below(&mut rng, pairs.len())] += 1;
    }
    let drawn = pairs.iter().zip(draws).filter(|(_, times)| *times > 0);
    drawn
        .flat_map(|(pair, times)| {
            let times = f64::from(times);
            pair.iter().map(move |choices| Comparison {
                first_wins: times * choices.first_wins,
                second_wins: times * choices.second_wins,
                ties: times * choices.ties,
                ..*choices
            })
        })
        .collect()
}

impl Replicate {
    /// Keeps of each component of the estimate its largest piece.
    fn new(fit: &Fit, components: &[usize]) -> Self {
        let mut sizes = vec![0_usize; components.len()];
        for &piece in &fit.components {
            sizes[piece] += 1;
        }
        // The largest piece of every component; of equally large ones the first.
        let mut largest: Vec<Option<usize>> = vec![None; components.len()];
        for (&piece, &component) in fit.components.iter().zip(components) {
            if largest[component].is_none_or(|largest| sizes[piece] > sizes[largest]) {
                largest[component] = Some(piece);
            }
        }
        let kept = |option: usize| largest[components[option]] == Some(fit.components[option]);
        let utility: Vec<Option<f64>> =
            fit.utility.iter().enumerate().map(|(option, &u)| kept(option).then_some(u)).collect();
        Self { split: utility.contains(&None), utility, position: fit.position, converged: fit.converged }
    }
}

impl Bootstrap {
    /// How many replicates had a component that fell in pieces.
    pub fn splits(&self) -> usize {
        self.replicates.iter().filter(|replicate| replicate.split).count()
    }

    /// How many replicates did not converge.
    pub fn unconverged(&self) -> usize {
        self.replicates.iter().filter(|replicate| !replicate.converged).count()
    }

    /// The standard deviation of an option's utility over the replicates in which it has one; `None` with
    /// fewer than two, or if there is no such option.
    pub fn standard_error(&self, option: usize) -> Option<f64> {
        let values = self.values(option);
        let count = values.len() as f64;
        if values.len() < 2 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Some((squares / (count - 1.0)).sqrt())
    }

    /// The interval of an option's utility at `level`, for example .95, over the replicates in which it has
    /// one: bias-corrected percentiles (Efron 1981, BC), by linear interpolation between order statistics.
    /// `None` with fewer than two, if there is no such option, or if `level` is not between 0 and 1.
    ///
    /// Utilities are estimated somewhat too far from the middle, the more so the fewer choices there are, and
    /// a resample goes further still. Plain percentiles take that for uncertainty in the wrong direction: in
    /// small simulations their 95 % intervals cover .91 to .94, the corrected ones .93 to .95.
    pub fn interval(&self, option: usize, level: f64) -> Option<[f64; 2]> {
        let mut values = self.values(option);
        if values.len() < 2 || !(0.0..=1.0).contains(&level) {
            return None;
        }
        values.sort_by(f64::total_cmp);
        let bias = normal_quantile(share_below(&values, self.estimate.utility[option]));
        let end = |share: f64| {
            let corrected = Link::Probit.probability(2.0 * bias + normal_quantile(share));
            quantile(&values, corrected)
        };
        Some([end(0.5 - 0.5 * level), end(0.5 + 0.5 * level)])
    }

    /// The share of replicates in which `a` has a higher utility than `b`. A replicate that gives them the
    /// same, or does not link them, says nothing for either and counts half. `None` if the estimate does
    /// not link them, if they do not exist, or without a replicate.
    pub fn probability(&self, a: usize, b: usize) -> Option<f64> {
        if self.estimate.components.get(a)? != self.estimate.components.get(b)? || self.replicates.is_empty()
        {
            return None;
        }
        let higher = |replicate: &Replicate| match (replicate.utility[a], replicate.utility[b]) {
            (Some(a), Some(b)) if a > b => 1.0,
            (Some(a), Some(b)) if a < b => 0.0,
            _ => 0.5,
        };
        Some(self.replicates.iter().map(higher).sum::<f64>() / self.replicates.len() as f64)
    }

    /// For every replicate the correlation (Pearson) of its utilities with `utilities`, one per option, over
    /// `options` that have one in the replicate: with the estimate's, how stable it is; with another
    /// elicitation's, how far the two agree. `None` where fewer than three options are left or either
    /// does not vary. Correlate inside one component: others share no scale.
    pub fn correlations(&self, utilities: &[f64], options: &[usize]) -> Vec<Option<f64>> {
        let correlation = |replicate: &Replicate| {
            let both = |&option: &usize| Some(((*replicate.utility.get(option)?)?, *utilities.get(option)?));
            correlation(&options.iter().filter_map(both).collect::<Vec<_>>())
        };
        self.replicates.iter().map(correlation).collect()
    }

    /// The reliability of the estimated utilities of `options`: the share of their variance that is not
    /// error, `1 - mean squared standard error / variance`, and 0 if that is negative. Its square root is
    /// the highest correlation to be expected with anything else. `None` with fewer than two options,
    /// without a standard error for each, or if the estimates do not vary. Meaningful inside one component.
    pub fn reliability(&self, options: &[usize]) -> Option<f64> {
        let count = options.len() as f64;
        let values: Vec<f64> = options
            .iter()
            .map(|&option| self.estimate.utility.get(option).copied())
            .collect::<Option<_>>()?;
        let errors: Vec<f64> =
            options.iter().map(|&option| self.standard_error(option)).collect::<Option<_>>()?;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let error = errors.iter().map(|error| error * error).sum::<f64>() / count;
        (options.len() >= 2 && variance > 0.0).then(|| (1.0 - error / variance).max(0.0))
    }

    fn values(&self, option: usize) -> Vec<f64> {
        let of_option = |replicate: &Replicate| replicate.utility.get(option).copied().flatten();
        self.replicates.iter().filter_map(of_option).collect()
    }
}

/// The share of values below `value`, equal ones counted half; at least half a value on either side.
fn share_below(values: &[f64], value: f64) -> f64 {
    let weight = |other: &f64| match other.total_cmp(&value) {
        Ordering::Less => 1.0,
        Ordering::Equal => 0.5,
        Ordering::Greater => 0.0,
    };
    let count = values.len() as f64;
    values.iter().map(weight).sum::<f64>().clamp(0.5, count - 0.5) / count
}

/// The quantile of the standard normal distribution.
fn normal_quantile(share: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * share)
}

/// The quantile of sorted values at `share`, which lies in [0, 1], by linear interpolation.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    let count = pairs.len() as f64;
    let mean = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / count, sum.1 + pair.1 / count));
    let mut products = (0.0, 0.0, 0.0);
    for (x, y) in pairs.iter().map(|pair| (pair.0 - mean.0, pair.1 - mean.1)) {
        products = (products.0 + x * x, products.1 + x * y, products.2 + y * y);
    }
    let scale = (products.0 * products.2).sqrt();
    (scale > 0.0).then(|| (products.1 / scale).clamp(-1.0, 1.0))
}
