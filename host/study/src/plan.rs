//! The plan: everything about a run that is fixed before the first request.
//!
//! Its canonical JSON is `plan.json`, and the SHA-256 of that is the registration. It holds the effective
//! study, the items, the arms, every trial slot, every pair and the order in which each judge sees it.

use std::collections::BTreeMap;

use motive_contract::framing::Arm;
use motive_contract::rubric::Scheme;
use motive_contract::task::Item;
use motive_contract::types::Context;
use serde::{Deserialize, Serialize};

use crate::draw::Draws;
use crate::file::{ContrastEntry, Entry, Orders, SelfJudging, Study};
use crate::outcomes::OutcomeSet;
use crate::record::Side;
use crate::seal::{self, Finite};

/// A checked plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Plan {
    /// The version of this format.
    pub format: u32,
    /// The effective study: completed, overrides and defaults filled in.
    pub study: Study,
    /// SHA-256 of `motive.lock`.
    pub lock: String,
    /// Ids of the providers behind which there is no model.
    pub simulated: Vec<String>,
    /// What the actors are asked to choose between.
    pub outcomes: Option<OutcomeSet>,
    /// Utilities that were elicited elsewhere, by actor.
    pub utilities: BTreeMap<String, GivenUtilities>,
    /// The pairs of outcomes that each actor is asked about before anything is known of it, in both orders.
    pub choices: BTreeMap<String, Vec<[String; 2]>>,
    /// The pairs that each actor is asked about to test its utilities, and that nothing is fitted to.
    pub held_out: BTreeMap<String, Vec<[String; 2]>>,
    /// How many pairs each actor is asked about in all: what is asked after the first round depends on its answers.
    pub planned_pairs: BTreeMap<String, u64>,
    /// The items of each task family, in its order.
    pub items: BTreeMap<String, Vec<Item>>,
    /// The arms of each framing.
    pub arms: BTreeMap<String, Vec<Arm>>,
    /// What each rubric asks.
    pub schemes: BTreeMap<String, Scheme>,
    /// The trials, in the order in which they are started.
    pub trials: Vec<TrialSlot>,
    /// The pairs, in the order of their contrasts, actors, tasks, items and replicates.
    pub pairs: Vec<PairSlot>,
}

/// Utilities that were elicited elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct GivenUtilities {
    /// The model that was asked, as far as the file tells.
    pub model: Option<String>,
    /// SHA-256 of the file that they are from.
    pub sha256: String,
    /// By outcome id. Outcomes that the file does not have are no stakes.
    pub outcomes: BTreeMap<String, GivenUtility>,
}

/// A utility that is normal with a mean and a variance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct GivenUtility {
    pub mean: Finite,
    pub variance: Finite,
}

/// One trial to be run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct TrialSlot {
    /// Who does the task.
    pub actor: String,
    /// The task's id.
    pub task: String,
    /// The item's id.
    pub item: String,
    /// Which repetition, from 0.
    pub replicate: u32,
    /// The framing's id.
    pub framing: String,
    /// The arm's id.
    pub arm: String,
}

impl TrialSlot {
    /// The slot's name in the journal.
    pub fn slot(&self) -> String {
        let Self { actor, task, item, replicate, framing, arm } = self;
        format!("trial/{actor}/{task}/{item}/{replicate}/{framing}/{arm}")
    }

    /// The name of its stakes in `stakes.json`: the arms of a framing share them.
    pub fn stakes(&self) -> String {
        let Self { actor, task, item, replicate, framing, .. } = self;
        format!("{actor}/{framing}/{task}/{item}/{replicate}")
    }
}

/// One pair to be judged: the outputs of the two arms of a contrast on one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PairSlot {
    /// The contrast's id.
    pub contrast: String,
    /// Whose outputs.
    pub actor: String,
    /// The task's id.
    pub task: String,
    /// The item's id.
    pub item: String,
    /// Which repetition, from 0.
    pub replicate: u32,
    /// For each judge, the arms that it is shown first, one ballot each.
    pub first_shown: BTreeMap<String, Vec<Side>>,
}

impl PairSlot {
    /// The name in the journal of one judge's ballot in one order.
    pub fn ballot(&self, judge: &str, first_shown: Side) -> String {
        let Self { contrast, actor, task, item, replicate, .. } = self;
        format!("ballot/{contrast}/{actor}/{task}/{item}/{replicate}/{judge}/{}", first_shown.word())
    }

    /// The trial of one of the contrast's arms. None if the contrast's arm is not written `framing/arm`.
    pub fn trial(&self, contrast: &ContrastEntry, side: Side) -> Option<TrialSlot> {
        let (framing, arm) = contrast.arm(side)?;
        Some(TrialSlot {
            actor: self.actor.clone(),
            task: self.task.clone(),
            item: self.item.clone(),
            replicate: self.replicate,
            framing: framing.to_owned(),
            arm: arm.to_owned(),
        })
    }
}

impl ContrastEntry {
    /// Framing and arm of one side.
    pub fn arm(&self, side: Side) -> Option<(&str, &str)> {
        let text = match side {
            Side::First => &self.arms[0],
            Side::Second => &self.arms[1],
        };
        text.split_once('/')
    }

    /// Whether the contrast is run on a task.
    pub fn covers(&self, task: &str) -> bool {
        self.tasks.as_ref().is_none_or(|tasks| tasks.iter().any(|id| id == task))
    }
}

/// How large a plan is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Size {
    /// Forced choices: actors x pairs x orders x samples.
    pub choices: u64,
    /// Episodes.
    pub trials: u64,
    /// Pairs to be judged.
    pub pairs: u64,
    /// Judges x orders x pairs.
    pub ballots: u64,
}

impl Plan {
    /// The draws of this plan.
    pub fn draws(&self) -> Draws {
        Draws::new(self.study.study.seed)
    }

    /// The plan as it is sealed.
    ///
    /// # Errors
    /// Never for a plan that was made here; the types allow for it.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        seal::canonical(self)
    }

    /// The registration: SHA-256 of the plan's canonical JSON.
    ///
    /// # Errors
    /// As [`Plan::to_text`].
    pub fn digest(&self) -> Result<String, serde_json::Error> {
        Ok(seal::sha256(self.to_text()?.as_bytes()))
    }

    /// How much there is to do.
    pub fn size(&self) -> Size {
        let samples = self.study.elicitation.as_ref().map_or(0, |elicitation| u64::from(elicitation.samples));
        let pairs: u64 = self.planned_pairs.values().sum();
        let ballots: usize = self.pairs.iter().flat_map(|pair| pair.first_shown.values()).map(Vec::len).sum();
        Size {
            choices: pairs * 2 * samples,
            trials: self.trials.len() as u64,
            pairs: self.pairs.len() as u64,
            ballots: ballots as u64,
        }
    }

    /// The contrast with this id.
    pub fn contrast(&self, id: &str) -> Option<&ContrastEntry> {
        self.study.contrast.iter().find(|contrast| contrast.id == id)
    }

    /// The item with this id.
    pub fn item(&self, task: &str, id: &str) -> Option<&Item> {
        self.items.get(task)?.iter().find(|item| item.id == id)
    }

    /// The arm with this id.
    pub fn arm(&self, framing: &str, id: &str) -> Option<&Arm> {
        self.arms.get(framing)?.iter().find(|arm| arm.id == id)
    }

    /// What a task is called with: its seed depends on item and replicate, never on arm or actor.
    pub fn task_context(&self, task: &str, item: &str, replicate: u32) -> Context {
        let seed = self.draws().seed("task", &[task, item, &replicate.to_string()]);
        context(config(&self.study.task, task), seed)
    }

    /// What a framing is called with: its seed depends on item, replicate and framing, never on the arm.
    pub fn framing_context(&self, framing: &str, task: &str, item: &str, replicate: u32) -> Context {
        let seed = self.draws().seed("framing", &[framing, task, item, &replicate.to_string()]);
        context(config(&self.study.framing, framing), seed)
    }

    /// What a rubric is called with: its seed depends on what `names` says, which never holds an arm.
    pub fn rubric_context(&self, rubric: &str, names: &[&str]) -> Context {
        let mut all = vec![rubric];
        all.extend(names);
        context(config(&self.study.rubric, rubric), self.draws().seed("rubric", &all))
    }

    /// What a provider is called with: its seed depends on the trial or ballot and the step.
    pub fn provider_context(&self, provider: &str, slot: &str, step: u32) -> Context {
        let seed = self.draws().seed("provider", &[slot, &step.to_string()]);
        context(config(&self.study.provider, provider), seed)
    }

    /// The sampling seed of a request: 31 bits, which every API takes. Includes arm and sample by the slot.
    pub fn sampling_seed(&self, slot: &str, step: u32) -> u64 {
        self.draws().seed("sampling", &[slot, &step.to_string()]) >> 33
    }
}

fn config<E: Entry>(entries: &[E], id: &str) -> String {
    entries
        .iter()
        .find(|entry| entry.id() == id)
        .map_or_else(|| "{}".to_owned(), |entry| entry.config().to_string())
}

fn context(config: String, seed: u64) -> Context {
    Context { config, seed }
}

/// The trials that the contrasts of a study need. Each stretch of the order has every arm, actor and task:
/// replicates first, then items, then tasks, actors and arms.
pub(crate) fn trial_slots(study: &Study, items: &BTreeMap<String, Vec<Item>>) -> Vec<TrialSlot> {
    let replicates = study.task.iter().map(|task| task.replicates).max().unwrap_or(0);
    let most_items = items.values().map(Vec::len).max().unwrap_or(0);
    let mut slots = Vec::new();
    for replicate in 0..replicates {
        for index in 0..most_items {
            for task in study.task.iter().filter(|task| replicate < task.replicates) {
                let Some(item) = items.get(task.id()).and_then(|items| items.get(index)) else { continue };
                let arms = arms_on(study, task.id());
                for actor in study.actors() {
                    slots.extend(arms.iter().map(|(framing, arm)| TrialSlot {
                        actor: actor.clone(),
                        task: task.id().to_owned(),
                        item: item.id.clone(),
                        replicate,
                        framing: (*framing).to_owned(),
                        arm: (*arm).to_owned(),
                    }));
                }
            }
        }
    }
    slots
}

/// The arms that contrasts compare on a task, each once, in the order of the contrasts.
pub(crate) fn arms_on<'a>(study: &'a Study, task: &str) -> Vec<(&'a str, &'a str)> {
    let mut arms = Vec::new();
    for contrast in study.contrast.iter().filter(|contrast| contrast.covers(task)) {
        for arm in [Side::First, Side::Second].into_iter().filter_map(|side| contrast.arm(side)) {
            if !arms.contains(&arm) {
                arms.push(arm);
            }
        }
    }
    arms
}

/// The pairs of a study, with the orders in which each judge sees them.
pub(crate) fn pair_slots(study: &Study, items: &BTreeMap<String, Vec<Item>>, draws: &Draws) -> Vec<PairSlot> {
    let mut slots = Vec::new();
    for contrast in &study.contrast {
        for actor in study.actors() {
            for task in study.task.iter().filter(|task| contrast.covers(task.id())) {
                let judges: Vec<&String> = study
                    .panel
                    .judges
                    .iter()
                    .filter(|judge| {
                        study.panel.self_judging != SelfJudging::Exclude || !study.is_same_model(judge, actor)
                    })
                    .collect();
                // Item by item, so that items added later leave the indices of earlier pairs as they were.
                let mut index = 0;
                for item in items.get(task.id()).into_iter().flatten() {
                    for replicate in 0..task.replicates {
                        let cell = [contrast.id.as_str(), actor, task.id()];
                        let first_shown = judges
                            .iter()
                            .map(|judge| {
                                ((*judge).clone(), orders(study.panel.orders, draws, &cell, judge, index))
                            })
                            .collect();
                        slots.push(PairSlot {
                            contrast: contrast.id.clone(),
                            actor: actor.clone(),
                            task: task.id().to_owned(),
                            item: item.id.clone(),
                            replicate,
                            first_shown,
                        });
                        index += 1;
                    }
                }
            }
        }
    }
    slots
}

/// Which arm a judge is shown first. With one order, each block of two consecutive pairs of a cell has
/// both, in an order drawn for cell, judge and block: the imbalance is never more than one.
fn orders(orders: Orders, draws: &Draws, cell: &[&str], judge: &str, index: usize) -> Vec<Side> {
    match orders {
        Orders::Both => vec![Side::First, Side::Second],
        Orders::One => {
            let block = (index / 2).to_string();
            let mut names = cell.to_vec();
            names.extend([judge, &block]);
            let swapped = draws.coin("order", &names) != (index % 2 == 1);
            vec![if swapped { Side::Second } else { Side::First }]
        }
    }
}
