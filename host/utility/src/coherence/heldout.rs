//! Held-out pairs: how well a fit predicts choices that it was not fitted to, beside how well the true
//! probabilities would.
//!
//! Scored are choices; ties are counted and left out, so that models with and without ties, and all
//! treatments, are scored on the same answers. The prediction of a choice includes the fitted position. Pairs
//! are clusters: both orders of a pair go together.

use super::CoherenceError;
use super::estimate::Estimate;
use super::noise::{Attainable, Kinds};
use super::predict::first_chosen;
use super::tally::{Choices, EQUAL, Tally};
use crate::{Fit, random};
use motive_stats::{Interval, percentile_interval};
use serde::{Deserialize, Serialize};

/// Predicted probabilities are kept this far from 0 and 1, as in the published recipe, so that one choice
/// costs at most 11.5 nats.
const CLIP: f64 = 1e-5;
/// Predictions this near .5 are even: fits are exact to about 1e-8.
const EVEN: f64 = 1e-8;

/// How well a fit predicts held-out choices.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HeldOut {
    /// Pairs scored.
    pub pairs: usize,
    /// Choices scored.
    pub choices: f64,
    /// Ties between them, left out.
    pub ties: f64,
    /// Pairs with choices that the fit puts on no common scale, left out.
    pub unlinked: usize,
    /// The share of choices that fell on the option predicted to be likelier; a prediction of .5
    /// counts as half right.
    pub accuracy: Score,
    /// Mean `-ln` of the predicted probability of the choice made, in nats; `ln 2 = .693` says nothing.
    pub log_loss: Score,
    /// The share of pairs whose majority, averaged over both orders and ties as halves, is the fit's
    /// favourite: the published accuracy. Pairs of exactly .5 are left out.
    pub majority: Option<Estimate>,
}

/// What a fit reaches and what could be reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// What the fit reaches. Units are pairs.
    pub reached: Estimate,
    /// What the true probabilities would reach on such choices: the ceiling of an accuracy, the floor of a
    /// log loss. Estimated from tallies of at least four choices; `None` without any and for fractions.
    /// The interval is a percentile bootstrap over pairs.
    pub attainable: Option<Estimate>,
    /// How far the fit falls short of it, positive if it does; the interval likewise.
    pub shortfall: Option<Estimate>,
}

/// How the bootstrap of the attainable scores is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resampling {
    /// The seed of the draws.
    pub seed: [u8; 32],
    /// How many, at least 2.
    pub replicates: usize,
}

/// Scores `fit` on held-out choices; `None` if there is none that it can predict.
///
/// # Errors
///
/// [`CoherenceError`] for options beyond the fit's, a confidence outside (0, 1), or fewer than two
/// replicates.
pub fn held_out(
    fit: &Fit,
    choices: &Choices,
    resampling: &Resampling,
    confidence: f64,
) -> Result<Option<HeldOut>, CoherenceError> {
    CoherenceError::same_options(fit, choices)?;
    if resampling.replicates < 2 {
        return Err(CoherenceError::TooFew { name: "replicates", least: 2, given: resampling.replicates });
    }
    let (clusters, unlinked) = clusters(fit, choices);
    let scored = Scored::of(&clusters);
    let (accuracy, log_loss) = (
        Estimate::share(&scored.right, confidence)?,
        Estimate::ratio(&scored.loss, confidence)?.map(|loss| loss.within(0.0, f64::INFINITY)),
    );
    let (Some(accuracy), Some(log_loss)) = (accuracy, log_loss) else { return Ok(None) };
    let noise = Noise::of(&clusters, &scored, resampling);
    Ok(Some(HeldOut {
        pairs: clusters.len(),
        choices: scored.right.iter().map(|cluster| cluster.1).sum(),
        ties: clusters.iter().flatten().map(|(tally, _)| tally.ties).sum(),
        unlinked,
        accuracy: noise.score(accuracy, 1.0, |reached| reached.accuracy, confidence)?,
        log_loss: noise.score(log_loss, -1.0, |reached| reached.log_loss, confidence)?,
        majority: majority(fit, choices, confidence)?,
    }))
}

/// A tally and the predicted probability that its first is chosen.
type Predicted = (Tally, f64);

/// The predicted tallies of every pair with a choice, and how many pairs cannot be predicted.
fn clusters(fit: &Fit, choices: &Choices) -> (Vec<Vec<Predicted>>, usize) {
    let mut by_pair: std::collections::BTreeMap<(usize, usize), Vec<Tally>> =
        std::collections::BTreeMap::new();
    for tally in choices.tallies().iter().filter(|tally| tally.decided() > 0.0) {
        let pair = (tally.first.min(tally.second), tally.first.max(tally.second));
        by_pair.entry(pair).or_default().push(*tally);
    }
    let predict = |tally: &Tally| Some((*tally, first_chosen(fit, tally.first, tally.second)?));
    let predicted: Vec<Vec<Predicted>> =
        by_pair.values().filter_map(|tallies| tallies.iter().map(predict).collect()).collect();
    let unlinked = by_pair.len() - predicted.len();
    (predicted, unlinked)
}

/// Per pair, what the fit got right and its loss, each with the choices.
struct Scored {
    right: Vec<(f64, f64)>,
    loss: Vec<(f64, f64)>,
}

impl Scored {
    fn of(clusters: &[Vec<Predicted>]) -> Self {
        let sum = |of: fn(&Predicted) -> f64| -> Vec<(f64, f64)> {
            let choices = |cluster: &[Predicted]| cluster.iter().map(|(tally, _)| tally.decided()).sum();
            clusters.iter().map(|cluster| (cluster.iter().map(of).sum(), choices(cluster))).collect()
        };
        Self { right: sum(right), loss: sum(loss) }
    }
}

/// Choices of the option predicted to be likelier.
fn right((tally, p): &Predicted) -> f64 {
    if is_even(*p) {
        0.5 * tally.decided()
    } else if *p > 0.5 {
        tally.first_wins
    } else {
        tally.second_wins
    }
}

fn is_even(p: f64) -> bool {
    (p - 0.5).abs() <= EVEN
}

/// Summed log loss of the choices.
fn loss((tally, p): &Predicted) -> f64 {
    let p = p.clamp(CLIP, 1.0 - CLIP);
    -(tally.first_wins * p.ln() + tally.second_wins * (1.0 - p).ln())
}

/// What the true probabilities would reach, on all pairs and on resampled ones.
struct Noise {
    attainable: Option<Attainable>,
    /// What the fit and what the true probabilities reach on resampled pairs.
    replicates: Vec<(Attainable, Attainable)>,
}

impl Noise {
    fn of(clusters: &[Vec<Predicted>], scored: &Scored, resampling: &Resampling) -> Self {
        let tallies: Vec<Tally> = clusters.iter().flatten().map(|(tally, _)| *tally).collect();
        let kinds = Kinds::of(&tallies);
        let attainable = |times: &[usize]| {
            let by_tally =
                clusters.iter().zip(times).flat_map(|(cluster, &n)| cluster.iter().map(move |_| n));
            kinds.as_ref()?.attainable(&by_tally.collect::<Vec<_>>())
        };
        let replicate = |nth: usize| {
            let mut rng = random::keyed(resampling.seed, &[b"held out", &(nth as u64).to_le_bytes()]);
            let mut times = vec![0; clusters.len()];
            (0..clusters.len()).for_each(|_| times[random::below(&mut rng, clusters.len())] += 1);
            Some((scored.reached(&times), attainable(&times)?))
        };
        let all = attainable(&vec![1; clusters.len()]);
        // Without noise that could be estimated there is nothing to resample.
        let replicates = if all.is_some() { resampling.replicates } else { 0 };
        Self { attainable: all, replicates: (0..replicates).filter_map(replicate).collect() }
    }

    /// `sign` is 1 where more is better and -1 where less is.
    fn score(
        &self,
        reached: Estimate,
        sign: f64,
        of: fn(&Attainable) -> f64,
        confidence: f64,
    ) -> Result<Score, CoherenceError> {
        let units = reached.units;
        let interval = |values: Vec<f64>| -> Result<Option<Interval>, CoherenceError> {
            Ok(percentile_interval(&values, confidence)?)
        };
        let Some(attainable) = self.attainable.as_ref().map(of) else {
            return Ok(Score { reached, attainable: None, shortfall: None });
        };
        let attained = self.replicates.iter().map(|(_, attainable)| of(attainable)).collect();
        let short = self.replicates.iter().map(|(fit, best)| sign * (of(best) - of(fit))).collect();
        Ok(Score {
            reached,
            attainable: Some(Estimate { value: attainable, interval: interval(attained)?, units }),
            shortfall: Some(Estimate {
                value: sign * (attainable - reached.value),
                interval: interval(short)?,
                units,
            }),
        })
    }
}

impl Scored {
    /// What the fit reaches if pair i occurred `times[i]` times.
    fn reached(&self, times: &[usize]) -> Attainable {
        let ratio = |clusters: &[(f64, f64)]| {
            let sum = |of: fn(&(f64, f64)) -> f64| -> f64 {
                clusters.iter().zip(times).map(|(cluster, &times)| of(cluster) * times as f64).sum()
            };
            sum(|c| c.0) / sum(|c| c.1)
        };
        Attainable { accuracy: ratio(&self.right), log_loss: ratio(&self.loss) }
    }
}

fn majority(fit: &Fit, choices: &Choices, confidence: f64) -> Result<Option<Estimate>, CoherenceError> {
    let agrees = |share: f64, predicted: f64| {
        if is_even(predicted) { 0.5 } else { f64::from(u8::from((share > 0.5) == (predicted > 0.5))) }
    };
    let pairs: Vec<(f64, f64)> = choices
        .pairs()
        .iter()
        .filter(|pair| (pair.share() - 0.5).abs() > EQUAL)
        .filter_map(|pair| Some((agrees(pair.share(), fit.probability(pair.a, pair.b)?), 1.0)))
        .collect();
    Estimate::share(&pairs, confidence)
}
