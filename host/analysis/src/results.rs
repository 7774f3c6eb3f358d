//! `results.json`: what a run says, and how it was found.
//!
//! Holds no time, path, latency or number of tries: two runs of one plan that got the same answers have
//! byte-equal results.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use motive_registry::RegistryError;
use motive_study::Plan;
use motive_study::file::ContrastRole;
use motive_study::record::{Ballot, BallotRecord, ChoiceCounts, ScreeningRecord, TrialOutcome, TrialRecord};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::agreement::Agreement;
use crate::blinding::{Blinding, guesses};
use crate::calibration::{Calibration, calibration};
use crate::cell::{Rates, Stakes, Tally};
use crate::judges::{JudgeResult, judges};
use crate::measures::{self, Measure, Measures};
use crate::offered::{Offered, offered};
use crate::panel::Panel;
use crate::recall::{Recalled, recalled, recalls};
use crate::records::Records;
use crate::rule::PanelRules;
use crate::scores::{ScoreDifference, Scores, by_trial, scores};
use crate::screened::{Screened, screened};
use crate::sensitivity::Sensed;
use crate::unanswered::Unanswered;

/// What a run says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Results {
    /// The version of this format.
    pub format: u32,
    /// The study's name.
    pub study: String,
    /// The first seal: SHA-256 of `plan.json`.
    pub plan: String,
    /// The second seal: SHA-256 of `stakes.json`; absent before the stakes are drawn.
    pub stakes: Option<String>,
    /// SHA-256 of `motive.lock`.
    pub lock: String,
    /// Providers behind which there is no model. Not empty: nothing here is about real models alone.
    pub simulated: Vec<String>,
    /// The panel rule.
    pub panel_rule: String,
    /// By actor.
    pub elicitation: BTreeMap<String, ElicitationResult>,
    /// The answers of actors that chose no outcome, and so have no utilities and no stakes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub silent: BTreeMap<String, ChoiceCounts>,
    /// What the stakes that were drawn are worth, by actor and stake rule.
    pub offered: Offered,
    /// In the order of the study.
    pub contrasts: Vec<ContrastResult>,
    /// What the gold pairs say of the judges; absent without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
    /// By judge.
    pub judges: BTreeMap<String, JudgeResult>,
    /// By actor, then by task, then by arm.
    pub delivery: BTreeMap<String, BTreeMap<String, BTreeMap<String, Delivery>>>,
    /// What was found in outputs before judges saw them.
    #[serde(default)]
    pub screening: Screened,
    /// What actors remembered of what they were told, by actor, task, arm and question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recall: Recalled,
    /// What judges scored outputs by themselves; absent where they were not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<Scores>,
    /// What is asked beside pairs and has no answer yet.
    #[serde(default, skip_serializing_if = "Unanswered::is_none")]
    pub unanswered: Unanswered,
    /// What the tasks measured, by actor, task, arm and measure.
    pub measures: Measures,
    /// By arm: the characters that the framing added to what the actor read, over all actors and tasks.
    pub inserted: BTreeMap<String, Measure>,
    /// The exact models that answered, by the model's id, as the providers name them. More than one: the model behind
    /// a name changed during the run.
    pub served_by: BTreeMap<String, BTreeSet<String>>,
}

/// How the elicitation of one actor went; the utilities are in `stakes.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ElicitationResult {
    /// Answers by what could be read from them.
    pub choices: ChoiceCounts,
    /// The share of first-shown choices between equal outcomes that the fit implies.
    pub first_shown_share: Finite,
    /// Whether the fit converged.
    pub converged: bool,
    /// Pieces of the comparison graph.
    pub components: usize,
}

/// The results of one contrast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ContrastResult {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub role: ContrastRole,
    /// The arms compared; rates are the first one's.
    pub arms: [String; 2],
    /// How far the judges agree about its pairs; absent where no pair has two verdicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// How well judges guess which text had the better incentive; absent where they were not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blinding: Option<Blinding>,
    /// The difference of the arms by scores, over all cells; absent where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<ScoreDifference>,
    /// One per actor and task.
    pub cells: Vec<Cell>,
    /// All cells together.
    pub pooled: Pooled,
    /// By the levels that the framing of an arm crosses, such as its wordings; empty where none does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelResult>,
}

/// All cells of a contrast together, of the pairs with these levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LevelResult {
    /// By key of the framing's config.
    pub levels: BTreeMap<String, Json>,
    /// Those of the second arm, if its framing has others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<BTreeMap<String, Json>>,
    /// Counts.
    #[serde(flatten)]
    pub tally: Tally,
    /// Rates.
    #[serde(flatten)]
    pub rates: Rates,
}

/// Actor x task x contrast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cell {
    /// The actor.
    pub actor: String,
    /// The task.
    pub task: String,
    /// Counts.
    #[serde(flatten)]
    pub tally: Tally,
    /// Rates.
    #[serde(flatten)]
    pub rates: Rates,
    /// What was at stake.
    pub stakes: Stakes,
    /// Different items among the pairs that were judged.
    #[serde(default)]
    pub n_items: u64,
    /// Different outcomes, or sets of them, that were at stake in the pairs that were judged; absent where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_stakes: Option<u64>,
    /// What the panel could have seen.
    #[serde(default)]
    pub sensitivity: Sensed,
    /// How well judges guess which text had the better incentive; absent where they were not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blinding: Option<Blinding>,
    /// The difference of the arms by scores; absent where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<ScoreDifference>,
    /// What has to hold before the cell says anything, by the gate's name. Only gates that something was measured for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub gates: BTreeMap<String, Gate>,
}

/// Something that has to hold before a cell says anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Gate {
    /// Whether it holds; absent where too little was measured.
    pub passed: Option<bool>,
    /// What was measured, in words.
    pub reason: String,
}

/// All cells of a contrast together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Pooled {
    /// The mean of the cells' rates, each cell with the same weight.
    pub mean_rate: Option<Finite>,
    /// How many cells it is the mean of: those with a decisive pair.
    pub mean_rate_cells: u64,
    /// Counts of all cells.
    #[serde(flatten)]
    pub tally: Tally,
    /// Rates of the raw sum.
    #[serde(flatten)]
    pub rates: Rates,
    /// What the panel could have seen in the raw sum.
    #[serde(default)]
    pub sensitivity: Sensed,
}

/// What came of the trials of one arm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Delivery {
    /// Work that can be judged.
    pub delivered: u64,
    /// The actor answered and there is no work to judge.
    pub not_delivered: u64,
    /// The model gave no answer.
    pub failed: u64,
    /// Why work was not delivered, with how often.
    pub reasons: BTreeMap<String, u64>,
}

/// Why there are no results.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[allow(missing_docs)]
pub enum AnalysisError {
    #[error(transparent)]
    NotFinite(#[from] NotFinite),
    #[error("the plan cannot be digested: {0}")]
    Plan(String),
    #[error(transparent)]
    Rule(#[from] RegistryError),
}

/// The version of the format of `results.json`.
const FORMAT: u32 = 1;

/// Works out the results of a plan from its records, of a whole run or of a part of one.
///
/// # Errors
/// When the plan names a panel rule that does not exist here, or a number is not finite.
pub fn analyse(plan: &Plan, records: &Records) -> Result<Results, AnalysisError> {
    let rule = PanelRules::find(&plan.study.panel.rule)?;
    let trials: HashMap<&str, &TrialRecord> =
        records.trials.iter().map(|(slot, trial)| (slot.as_str(), trial)).collect();
    let ballots: HashMap<&str, &BallotRecord> =
        records.ballots.iter().map(|(slot, ballot)| (slot.as_str(), ballot)).collect();
    let screenings: HashMap<&str, &ScreeningRecord> =
        records.screenings.iter().map(|(slot, found)| (slot.as_str(), found)).collect();
    let stakes = records.stakes.as_ref().map(|(record, _)| record);
    let calibration = calibration(records, plan.study.gold.as_ref(), &plan.study.panel.judges, rule)?;
    let panel = Panel {
        plan,
        rule,
        stakes,
        trials,
        screenings,
        ballots,
        accuracy: calibration.as_ref().and_then(|calibration| calibration.reference.as_ref()),
        guesses: guesses(records),
        scores: by_trial(records),
        recalls: recalls(records),
    };
    let contrasts =
        plan.study.contrast.iter().map(|contrast| panel.contrast(contrast)).collect::<Result<_, _>>()?;
    drop(panel);
    let stakes = records.stakes.as_ref();
    Ok(Results {
        format: FORMAT,
        study: plan.study.study.name.clone(),
        plan: plan.digest().map_err(|error| AnalysisError::Plan(error.to_string()))?,
        stakes: stakes.filter(|(record, _)| !record.actors.is_empty()).map(|(_, digest)| digest.clone()),
        lock: plan.lock.clone(),
        simulated: plan.simulated.clone(),
        panel_rule: rule.name().to_owned(),
        elicitation: elicitation(records),
        silent: stakes.map_or_else(BTreeMap::new, |(record, _)| record.silent.clone()),
        offered: offered(records.stakes.as_ref().map(|(stakes, _)| stakes)),
        contrasts,
        calibration,
        judges: judges(&plan.study, records.ballots.iter().map(|(_, ballot)| ballot))?,
        delivery: delivery(records),
        screening: screened(records),
        recall: recalled(records),
        unanswered: Unanswered::of(plan, records),
        scores: scores(plan, records)?,
        measures: measures::measures(&records.trials)?,
        inserted: measures::inserted(&records.trials)?,
        served_by: served_by(records),
    })
}

fn elicitation(records: &Records) -> BTreeMap<String, ElicitationResult> {
    let Some((stakes, _)) = &records.stakes else { return BTreeMap::new() };
    let result = |(actor, utilities): (&String, &motive_study::record::ActorUtilities)| {
        let result = ElicitationResult {
            choices: utilities.choices,
            first_shown_share: utilities.first_shown_share,
            converged: utilities.converged,
            components: utilities.deviations.len(),
        };
        (actor.clone(), result)
    };
    // Utilities from elsewhere were not asked for.
    stakes.actors.iter().filter(|(_, utilities)| utilities.choices.asked > 0).map(result).collect()
}

fn delivery(records: &Records) -> BTreeMap<String, BTreeMap<String, BTreeMap<String, Delivery>>> {
    let mut delivery: BTreeMap<_, BTreeMap<_, BTreeMap<_, Delivery>>> = BTreeMap::new();
    for (_, trial) in &records.trials {
        let arms = delivery.entry(trial.actor.clone()).or_default().entry(trial.task.clone()).or_default();
        let arm = arms.entry(trial.sampled_arm()).or_default();
        match &trial.outcome {
            TrialOutcome::Delivered { .. } => arm.delivered += 1,
            TrialOutcome::NotDelivered { reason, .. } => {
                arm.not_delivered += 1;
                *arm.reasons.entry(reason.clone()).or_default() += 1;
            }
            TrialOutcome::Failed(_) => arm.failed += 1,
        }
    }
    delivery
}

fn served_by(records: &Records) -> BTreeMap<String, BTreeSet<String>> {
    let choices = records.choices.iter().map(|(_, choice)| (&choice.actor, by(&choice.result)));
    let trials = records.trials.iter().map(|(_, trial)| (&trial.actor, trial.served_by.as_slice()));
    let ballots = records.ballots.iter().map(|(_, ballot)| (&ballot.judge, by(&ballot.result)));
    let gold = records.gold_ballots.iter().map(|(_, ballot)| (&ballot.judge, by(&ballot.result)));
    let guesses = records.guesses.iter().map(|(_, guess)| (&guess.judge, by(&guess.result)));
    let scores = records.scores.iter().map(|(_, score)| (&score.judge, by(&score.result)));
    let of_judges = ballots.chain(gold).chain(guesses).chain(scores);
    let mut served: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (model, names) in choices.chain(trials).chain(of_judges) {
        served.entry(model.clone()).or_default().extend(names.iter().cloned());
    }
    served
}

/// The exact models behind a ballot.
fn by<V>(ballot: &Ballot<V>) -> &[String] {
    match ballot {
        Ballot::Read { served_by, .. } => served_by,
        Ballot::Failed(_) => &[],
    }
}
