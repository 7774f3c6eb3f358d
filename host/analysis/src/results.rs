//! `results.json`: what a run says, and how it was found.
//!
//! Holds no time, path, latency or number of tries: two runs of one plan that got the same answers have
//! byte-equal results.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use motive_registry::RegistryError;
use motive_study::Plan;
use motive_study::file::{ContrastEntry, ContrastRole, Entry};
use motive_study::plan::PairSlot;
use motive_study::record::{
    Admission, Ballot, BallotRecord, ChoiceCounts, ScreeningRecord, Side, StakesRecord, TrialOutcome,
    TrialRecord,
};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

use crate::agreement::Agreement;
use crate::calibration::{Calibration, calibration};
use crate::cell::{Rates, Stakes, Tally};
use crate::judges::{JudgeResult, judges};
use crate::measures::{self, Measure, Measures};
use crate::offered::{Offered, offered};
use crate::records::Records;
use crate::rule::{self, JudgeVotes, PanelRule, PanelRules};
use crate::screened::{Screened, screened};

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
    /// One per actor and task.
    pub cells: Vec<Cell>,
    /// All cells together.
    pub pooled: Pooled,
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

/// The arms of a contrast.
const SIDES: [Side; 2] = [Side::First, Side::Second];

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
    let panel = Panel { plan, rule, stakes, trials, screenings, ballots };
    let contrasts =
        plan.study.contrast.iter().map(|contrast| panel.contrast(contrast)).collect::<Result<_, _>>()?;
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
        calibration: calibration(records, &plan.study.panel.judges, rule)?,
        judges: judges(&plan.study, records.ballots.iter().map(|(_, ballot)| ballot))?,
        delivery: delivery(records),
        screening: screened(records),
        measures: measures::measures(&records.trials)?,
        inserted: measures::inserted(&records.trials)?,
        served_by: served_by(records),
    })
}

/// The ballots of a run, by the rule that reads them.
struct Panel<'a> {
    plan: &'a Plan,
    rule: &'static dyn PanelRule,
    stakes: Option<&'a StakesRecord>,
    trials: HashMap<&'a str, &'a TrialRecord>,
    screenings: HashMap<&'a str, &'a ScreeningRecord>,
    ballots: HashMap<&'a str, &'a BallotRecord>,
}

impl Panel<'_> {
    fn contrast(&self, contrast: &ContrastEntry) -> Result<ContrastResult, AnalysisError> {
        let mut cells = Vec::new();
        for actor in self.plan.study.actors() {
            for task in self.plan.study.task.iter().filter(|task| contrast.covers(actor, task.id())) {
                let is_of_cell = |pair: &&PairSlot| {
                    pair.contrast == contrast.id && pair.actor == *actor && pair.task == task.id()
                };
                let pairs: Vec<&PairSlot> = self.plan.pairs.iter().filter(is_of_cell).collect();
                let tally = self.tally(contrast, &pairs);
                cells.push(Cell {
                    actor: actor.clone(),
                    task: task.id().to_owned(),
                    tally,
                    rates: Rates::of(&tally)?,
                    stakes: self.stakes(contrast, &pairs),
                });
            }
        }
        let seed = self.plan.draws().key("agreement", &[&contrast.id]);
        let agreement = Agreement::of(&self.votes(contrast), seed)?;
        let mut tally = Tally::default();
        cells.iter().for_each(|cell| tally.add(&cell.tally));
        let rates: Vec<f64> = cells.iter().filter_map(|cell| cell.rates.rate).map(Finite::get).collect();
        let mean = (!rates.is_empty()).then(|| rates.iter().sum::<f64>() / rates.len() as f64);
        let mean_rate = mean.map(|mean| Finite::new(mean, "mean-rate")).transpose()?;
        let mean_rate_cells = rates.len() as u64;
        let pooled = Pooled { mean_rate, mean_rate_cells, tally, rates: Rates::of(&tally)? };
        Ok(ContrastResult {
            id: contrast.id.clone(),
            role: contrast.role,
            arms: contrast.arms.clone(),
            agreement,
            cells,
            pooled,
        })
    }

    /// The votes on the pairs of a contrast that were judged, of every judge of the panel, in its order.
    fn votes(&self, contrast: &ContrastEntry) -> Vec<Vec<JudgeVotes>> {
        let pairs = self.plan.pairs.iter().filter(|pair| pair.contrast == contrast.id);
        let of_pair = |pair: &PairSlot| match self.judged(contrast, pair) {
            Judged::By(votes) => {
                let of_judges: HashMap<&String, JudgeVotes> = pair.first_shown.keys().zip(votes).collect();
                let nobody = JudgeVotes { votes: Vec::new(), asked: 0 };
                let judges = self.plan.study.panel.judges.iter();
                Some(judges.map(|judge| of_judges.get(judge).unwrap_or(&nobody).clone()).collect())
            }
            Judged::Undelivered | Judged::Excluded | Judged::Open => None,
        };
        pairs.filter_map(of_pair).collect()
    }

    fn tally(&self, contrast: &ContrastEntry, pairs: &[&PairSlot]) -> Tally {
        let mut tally = Tally { pairs: pairs.len() as u64, ..Tally::default() };
        for pair in pairs {
            match self.judged(contrast, pair) {
                Judged::Undelivered => tally.undelivered += 1,
                Judged::Excluded => tally.excluded += 1,
                Judged::Open => tally.open += 1,
                Judged::By(judges) => {
                    let half = judges
                        .iter()
                        .filter(|judge| !judge.votes.is_empty() && judge.votes.len() < judge.asked);
                    tally.half_read += half.count() as u64;
                    tally.count(self.rule.verdict(&judges));
                }
            }
        }
        tally
    }

    /// What was at stake in a cell: a draw counts once for each of its pairs, and is tested if the arms compared
    /// are the two extremes of it.
    fn stakes(&self, contrast: &ContrastEntry, pairs: &[&PairSlot]) -> Stakes {
        let mut stakes = Stakes::default();
        for pair in pairs {
            let mut rules: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
            for trial in SIDES.into_iter().filter_map(|side| pair.trial(contrast, side)) {
                let arm = self.plan.arm(&trial.framing, &trial.arm);
                let arm = arm.into_iter().flat_map(|arm| arm.stakes.iter().map(String::as_str));
                rules.entry(trial.stakes()).or_default().extend(arm);
            }
            for (name, rules) in rules.iter().filter(|(_, rules)| !rules.is_empty()) {
                let Some(draw) = self.stakes.and_then(|record| record.draws.get(name)) else { continue };
                stakes.drawn += 1;
                let has_both = |test: &&Admission| {
                    [&test.highest, &test.lowest].into_iter().all(|rule| rules.contains(rule.as_str()))
                };
                match draw.admissions.iter().find(has_both) {
                    Some(test) => stakes.admitted += u64::from(test.admitted),
                    None => stakes.not_tested += 1,
                }
            }
        }
        stakes
    }

    fn judged(&self, contrast: &ContrastEntry, pair: &PairSlot) -> Judged {
        let outcomes = SIDES.map(|side| {
            let trial = pair.trial(contrast, side)?;
            self.trials.get(trial.slot().as_str()).map(|trial| &trial.outcome)
        });
        // One output that is missing for good settles it, whatever becomes of the other.
        if outcomes.iter().any(|outcome| matches!(outcome, Some(TrialOutcome::NotDelivered { .. }))) {
            return Judged::Undelivered;
        }
        if !outcomes.iter().all(|outcome| matches!(outcome, Some(TrialOutcome::Delivered { .. }))) {
            return Judged::Open;
        }
        let found = SIDES.map(|side| {
            let trial = pair.trial(contrast, side)?;
            self.screenings.get(trial.slot().as_str()).copied()
        });
        let [Some(first), Some(second)] = found else { return Judged::Open };
        if self.plan.study.screening.excludes([first, second]) {
            return Judged::Excluded;
        }
        let mut judges = Vec::new();
        for (judge, orders) in &pair.first_shown {
            let mut votes = Vec::new();
            for first_shown in orders {
                // What failed is asked again when the run is resumed.
                match self.ballots.get(pair.ballot(judge, *first_shown).as_str()) {
                    Some(ballot) if matches!(ballot.result, Ballot::Read { .. }) => {
                        votes.extend(rule::choice(ballot));
                    }
                    _ => return Judged::Open,
                }
            }
            judges.push(JudgeVotes { votes, asked: orders.len() });
        }
        Judged::By(judges)
    }
}

enum Judged {
    Undelivered,
    Excluded,
    Open,
    By(Vec<JudgeVotes>),
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
    let mut served: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (model, names) in choices.chain(trials).chain(ballots) {
        served.entry(model.clone()).or_default().extend(names.iter().cloned());
    }
    served
}

/// The exact models behind a ballot.
fn by(ballot: &Ballot) -> &[String] {
    match ballot {
        Ballot::Read { served_by, .. } => served_by,
        Ballot::Failed(_) => &[],
    }
}
