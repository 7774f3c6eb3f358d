//! What judges make of each output by itself: a second measure beside the pairs.

use std::collections::{BTreeMap, HashMap};

use motive_stats::ratio_interval;
use motive_study::Plan;
use motive_study::file::ContrastEntry;
use motive_study::plan::PairSlot;
use motive_study::record::{Ballot, Score, ScoreRecord, Side};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

use crate::cell::Bounds;
use crate::measures::Measure;
use crate::records::Records;

/// The values that judges gave to outputs, by the slots of the trials.
pub(crate) type TrialScores<'a> = HashMap<&'a str, Vec<f64>>;

/// The scores of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Scores {
    /// The rubric's first criterion.
    pub criterion: String,
    /// The lowest and the highest value of its scale.
    pub scale: [Finite; 2],
    /// By judge.
    pub judges: BTreeMap<String, ScoreCounts>,
    /// Means by actor, task and arm: of the outputs' means over their judges.
    pub arms: BTreeMap<String, BTreeMap<String, BTreeMap<String, Measure>>>,
}

/// The scores of one judge.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ScoreCounts {
    /// Outputs scored.
    pub scored: u64,
    /// Declined.
    pub abstained: u64,
    /// Nothing could be read.
    pub unreadable: u64,
    /// The model gave no answer.
    pub failed: u64,
    /// The mean of its scores.
    pub mean: Option<Finite>,
}

/// The difference of two arms by scores, in points of the rubric's scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ScoreDifference {
    /// Pairs of which both outputs were scored.
    pub pairs: u64,
    /// The mean of the first arm.
    pub first: Finite,
    /// The mean of the second arm.
    pub second: Finite,
    /// The mean over pairs of first minus second.
    pub difference: Finite,
    /// Its 95 % interval, by clusters of items; absent with fewer than two.
    pub ci95: Option<Bounds>,
}

/// The values of each output.
pub(crate) fn by_trial(records: &Records) -> TrialScores<'_> {
    let mut scores = TrialScores::new();
    for (_, record) in &records.scores {
        if let Ballot::Read { vote: Score::Value(value), .. } = &record.result {
            scores.entry(record.trial.as_str()).or_default().push(value.get());
        }
    }
    scores
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// All scores; none where the study asks for none.
pub(crate) fn scores(plan: &Plan, records: &Records) -> Result<Option<Scores>, NotFinite> {
    let scheme = plan.study.scoring.as_ref().and_then(|scoring| plan.schemes.get(&scoring.rubric));
    let Some(criterion) = scheme.and_then(|scheme| scheme.criteria.first()) else { return Ok(None) };
    let mut values: BTreeMap<&str, (ScoreCounts, Vec<f64>)> = BTreeMap::new();
    for (_, ScoreRecord { judge, result, .. }) in &records.scores {
        let (counts, values) = values.entry(judge).or_default();
        match result {
            Ballot::Failed(_) => counts.failed += 1,
            Ballot::Read { vote: Score::Abstain, .. } => counts.abstained += 1,
            Ballot::Read { vote: Score::Unreadable, .. } => counts.unreadable += 1,
            Ballot::Read { vote: Score::Value(value), .. } => {
                counts.scored += 1;
                values.push(value.get());
            }
        }
    }
    let mut judges = BTreeMap::new();
    for (judge, (mut counts, values)) in values {
        if !values.is_empty() {
            counts.mean = Some(Finite::new(mean(&values), "scores.mean")?);
        }
        judges.insert(judge.to_owned(), counts);
    }
    let by_trial = by_trial(records);
    let mut of_arms: BTreeMap<(&str, &str, String), Vec<f64>> = BTreeMap::new();
    for (slot, trial) in &records.trials {
        let Some(values) = by_trial.get(slot.as_str()) else { continue };
        of_arms.entry((&trial.actor, &trial.task, trial.sampled_arm())).or_default().push(mean(values));
    }
    let mut arms: BTreeMap<String, BTreeMap<String, BTreeMap<String, Measure>>> = BTreeMap::new();
    for ((actor, task, arm), values) in of_arms {
        let measure =
            Measure { trials: values.len() as u64, mean: Finite::new(mean(&values), "scores.mean")? };
        arms.entry(actor.to_owned()).or_default().entry(task.to_owned()).or_default().insert(arm, measure);
    }
    let scale = [Finite::new(criterion.min, "scale")?, Finite::new(criterion.max, "scale")?];
    Ok(Some(Scores { criterion: criterion.id.clone(), scale, judges, arms }))
}

impl ScoreDifference {
    /// The difference in these pairs; none where no pair has both outputs scored.
    pub(crate) fn of(
        contrast: &ContrastEntry,
        pairs: &[&PairSlot],
        scores: &TrialScores<'_>,
    ) -> Result<Option<Self>, NotFinite> {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        let mut clusters: BTreeMap<(&str, &str), (f64, f64)> = BTreeMap::new();
        for pair in pairs {
            let of = |side| Some(mean(scores.get(pair.trial(contrast, side)?.slot().as_str())?));
            let (Some(one), Some(other)) = (of(Side::First), of(Side::Second)) else { continue };
            first.push(one);
            second.push(other);
            let cluster = clusters.entry((&pair.task, &pair.item)).or_default();
            *cluster = (cluster.0 + one - other, cluster.1 + 1.0);
        }
        if first.is_empty() {
            return Ok(None);
        }
        let clusters: Vec<(f64, f64)> = clusters.into_values().collect();
        let bounds = |interval: motive_stats::Interval| {
            Ok(Bounds {
                lower: Finite::new(interval.lower, "scores.lower")?,
                upper: Finite::new(interval.upper, "scores.upper")?,
            })
        };
        Ok(Some(Self {
            pairs: first.len() as u64,
            first: Finite::new(mean(&first), "scores.first")?,
            second: Finite::new(mean(&second), "scores.second")?,
            difference: Finite::new(mean(&first) - mean(&second), "scores.difference")?,
            // Values of a checked scale and a constant level: there is nothing to refuse.
            ci95: ratio_interval(&clusters, 0.95).ok().flatten().map(bounds).transpose()?,
        }))
    }
}
