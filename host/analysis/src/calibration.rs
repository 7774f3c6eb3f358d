//! What the gold pairs say of the judges and of the panel: how often they are right, by how much worse a text was made.

use std::collections::{BTreeMap, HashMap};

use motive_ladder::{GoldKind, GoldPair};
use motive_stats::calibration::{
    AtDose, CalibrationError, FirstShown, GoldCounts, Outcomes, Psychometric, accuracy_by_dose,
};
use motive_study::file::{Gold, ReferenceDose};
use motive_study::record::{Ballot, BallotRecord, GoldBallotRecord, Side};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

use crate::cell::Bounds;
use crate::records::Records;
use crate::rule::{self, Choice, JudgeVotes, PanelRule, Verdict};

const CONFIDENCE: f64 = 0.95;

/// What the gold pairs say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Calibration {
    /// Gold pairs.
    pub pairs: u64,
    /// Of the panel's verdicts, by degradation.
    pub panel: BTreeMap<String, Ladder>,
    /// Of single ballots, by judge and degradation.
    pub judges: BTreeMap<String, BTreeMap<String, Ladder>>,
    /// Ballots on identical texts, by judge.
    pub identical: BTreeMap<String, Identical>,
    /// The panel's accuracy at the dose that stands for it; absent where the study names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ReferenceAccuracy>,
}

/// How often the panel is right at the dose by which observed rates are turned into latent ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReferenceAccuracy {
    /// The degradation's name.
    pub degradation: String,
    /// The dose.
    pub dose: Finite,
    /// `right / (right + wrong)` of the panel's verdicts; absent where nothing was decided.
    pub accuracy: Option<Finite>,
    /// Its Wilson interval at 95 %, as if pairs were independent.
    pub wilson95: Option<Bounds>,
}

/// Accuracy by dose.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Ladder {
    /// By the dose wanted, the smallest first.
    pub doses: Vec<Rung>,
    /// The dose at which three in four are right; absent where the largest dose does not reach that, or too little was read.
    pub threshold: Option<Finite>,
    /// How often the text shown first is chosen where both are equally good; absent for a panel.
    pub first_shown_share: Option<Finite>,
    /// The share of answers given without looking; absent where it cannot be told.
    pub lapse: Option<Finite>,
}

/// One dose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Rung {
    /// The dose.
    pub dose: Finite,
    /// The output was called the better one.
    pub right: u64,
    /// The output made worse was.
    pub wrong: u64,
    /// Neither.
    pub ties: u64,
    /// Nothing could be read.
    pub unread: u64,
    /// `right / (right + wrong)`.
    pub accuracy: Option<Finite>,
    /// Wilson interval of the accuracy at 95 %, as if answers were independent.
    pub wilson95: Option<Bounds>,
}

/// Ballots on two identical texts: what is preferred is preferred for its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Identical {
    /// The text shown first.
    pub first: u64,
    /// The text shown second.
    pub second: u64,
    /// Neither.
    pub ties: u64,
    /// Nothing could be read.
    pub unread: u64,
    /// Pairs that were read in both orders, which are the very same question twice.
    #[serde(default)]
    pub repeated: u64,
    /// Those of them to which the same was said both times: how repeatable a judge is.
    #[serde(default)]
    pub same: u64,
}

/// What is known of a ladder before doses are put together: its counts by degradation.
type Counts = BTreeMap<String, Vec<GoldCounts>>;

/// Works out the calibration; none without gold pairs.
pub(crate) fn calibration(
    records: &Records,
    gold: Option<&Gold>,
    panel: &[String],
    rule: &dyn PanelRule,
) -> Result<Option<Calibration>, NotFinite> {
    if records.gold.is_empty() {
        return Ok(None);
    }
    let ballots: HashMap<&str, &GoldBallotRecord> =
        records.gold_ballots.iter().map(|(slot, ballot)| (slot.as_str(), ballot)).collect();
    let mut calibration = Calibration { pairs: records.gold.len() as u64, ..Calibration::default() };
    let mut of_panel = Counts::new();
    let mut of_judges: BTreeMap<String, Counts> = BTreeMap::new();
    for pair in &records.gold {
        let cast = |judge: &String, side| {
            ballots.get(GoldBallotRecord::slot(&pair.id, judge, side).as_str()).copied()
        };
        match &pair.kind {
            GoldKind::Ladder { strategy, dose } => {
                for (judge, orders) in &pair.first_shown {
                    for side in orders {
                        let Some(ballot) = cast(judge, *side) else { continue };
                        let shown = if *side == Side::First { FirstShown::Better } else { FirstShown::Worse };
                        let counts = of_judges.entry(judge.clone()).or_default();
                        let row = counts.entry(strategy.clone()).or_default();
                        row.push(GoldCounts {
                            dose: dose.get(),
                            first_shown: shown,
                            outcomes: outcome(choice(ballot)),
                        });
                    }
                }
                if let Some(verdict) = verdict(pair, panel, rule, &cast) {
                    let row = of_panel.entry(strategy.clone()).or_default();
                    row.push(GoldCounts {
                        dose: dose.get(),
                        first_shown: FirstShown::Both,
                        outcomes: verdict,
                    });
                }
            }
            GoldKind::Identical | GoldKind::Resample => {
                for (judge, orders) in &pair.first_shown {
                    let ballots: Vec<_> = orders.iter().filter_map(|side| cast(judge, *side)).collect();
                    if !ballots.is_empty() {
                        calibration.identical.entry(judge.clone()).or_default().count(&ballots);
                    }
                }
            }
        }
    }
    calibration.panel = ladders(of_panel)?;
    if let Some(ReferenceDose { degradation, dose }) = gold.and_then(|gold| gold.reference.as_ref()) {
        let ladder = calibration.panel.get(degradation);
        let rung = ladder.and_then(|ladder| ladder.doses.iter().find(|rung| rung.dose.get() == *dose));
        calibration.reference = Some(ReferenceAccuracy {
            degradation: degradation.clone(),
            dose: Finite::new(*dose, "dose")?,
            accuracy: rung.and_then(|rung| rung.accuracy),
            wilson95: rung.and_then(|rung| rung.wilson95),
        });
    }
    for (judge, counts) in of_judges {
        calibration.judges.insert(judge, ladders(counts)?);
    }
    Ok(Some(calibration))
}

impl Identical {
    /// Counts the ballots of one judge on one pair.
    fn count(&mut self, ballots: &[&GoldBallotRecord]) {
        // By the place that was preferred; which side stood there means nothing.
        let said: Vec<Option<Choice>> = ballots
            .iter()
            .map(|ballot| match choice(ballot) {
                Some(Choice::Arm(side)) if side == ballot.first_shown => Some(Choice::Arm(Side::First)),
                Some(Choice::Arm(_)) => Some(Choice::Arm(Side::Second)),
                other => other,
            })
            .collect();
        for place in &said {
            let count = match place {
                Some(Choice::Arm(Side::First)) => &mut self.first,
                Some(Choice::Arm(Side::Second)) => &mut self.second,
                Some(Choice::Tie) => &mut self.ties,
                None => &mut self.unread,
            };
            *count += 1;
        }
        if let [Some(one), Some(other)] = said.as_slice() {
            self.repeated += 1;
            self.same += u64::from(one == other);
        }
    }
}

/// The vote of a gold ballot by side, as of any ballot.
fn choice(ballot: &GoldBallotRecord) -> Option<Choice> {
    rule::choice(&BallotRecord {
        contrast: String::new(),
        actor: String::new(),
        task: String::new(),
        item: String::new(),
        replicate: 0,
        judge: ballot.judge.clone(),
        first_shown: ballot.first_shown,
        result: ballot.result.clone(),
    })
}

/// What the panel says of a gold pair; none while a ballot is missing, or where nothing that counts could be read.
fn verdict<'a>(
    pair: &GoldPair,
    panel: &[String],
    rule: &dyn PanelRule,
    cast: &impl Fn(&String, Side) -> Option<&'a GoldBallotRecord>,
) -> Option<Outcomes> {
    let mut votes = Vec::new();
    for judge in panel {
        let Some(orders) = pair.first_shown.get(judge) else { continue };
        let mut read = Vec::new();
        for side in orders {
            let ballot = cast(judge, *side).filter(|ballot| matches!(ballot.result, Ballot::Read { .. }))?;
            read.extend(choice(ballot));
        }
        votes.push(JudgeVotes { votes: read, asked: orders.len() });
    }
    Some(match rule.verdict(&votes) {
        Verdict::Arm(side) => outcome(Some(Choice::Arm(side))),
        Verdict::Tie => outcome(Some(Choice::Tie)),
        Verdict::Unresolved => outcome(None),
    })
}

/// The first side of a ladder is the better one.
fn outcome(choice: Option<Choice>) -> Outcomes {
    let mut outcomes = Outcomes::default();
    match choice {
        Some(Choice::Arm(Side::First)) => outcomes.right = 1,
        Some(Choice::Arm(Side::Second)) => outcomes.wrong = 1,
        Some(Choice::Tie) => outcomes.ties = 1,
        None => outcomes.unread = 1,
    }
    outcomes
}

fn ladders(counts: Counts) -> Result<BTreeMap<String, Ladder>, NotFinite> {
    counts.into_iter().map(|(strategy, rows)| Ok((strategy, ladder(&rows)?))).collect()
}

fn ladder(rows: &[GoldCounts]) -> Result<Ladder, NotFinite> {
    // Doses are those of a checked study, and the confidence is a constant: there is nothing to refuse.
    let refused = |_: CalibrationError| NotFinite { field: "dose".to_owned(), value: f64::NAN };
    let finite = |value: f64, field: &str| Finite::new(value, field);
    let at = accuracy_by_dose(rows, CONFIDENCE).map_err(refused)?;
    let fit = Psychometric::fit(rows).map_err(refused)?;
    let of_fit = |of: fn(&Psychometric) -> Option<f64>, field: &str| {
        fit.as_ref().and_then(of).map(|value| finite(value, field)).transpose()
    };
    Ok(Ladder {
        doses: at.iter().map(rung).collect::<Result<_, _>>()?,
        threshold: of_fit(Psychometric::threshold, "threshold")?,
        first_shown_share: of_fit(Psychometric::first_shown_share, "first-shown-share")?,
        lapse: of_fit(|fit| fit.lapse, "lapse")?,
    })
}

fn rung(at: &AtDose) -> Result<Rung, NotFinite> {
    let Outcomes { right, wrong, ties, unread } = at.outcomes;
    let bounds = |interval: &motive_stats::Interval| {
        Ok(Bounds {
            lower: Finite::new(interval.lower, "wilson95.lower")?,
            upper: Finite::new(interval.upper, "wilson95.upper")?,
        })
    };
    Ok(Rung {
        dose: Finite::new(at.dose, "dose")?,
        right,
        wrong,
        ties,
        unread,
        accuracy: at.accuracy.as_ref().map(|of| Finite::new(of.value, "accuracy")).transpose()?,
        wilson95: at.accuracy.as_ref().map(|of| bounds(&of.interval)).transpose()?,
    })
}
