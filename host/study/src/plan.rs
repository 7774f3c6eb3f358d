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
use serde_json::Value as Json;

use crate::beside::Beside;
use crate::draw::Draws;
use crate::elicitation::full_factorial;
use crate::file::{ContrastEntry, Entry, FramingEntry, RecallQuestion, Study};
use crate::outcomes::OutcomeSet;
use crate::record::Side;
use crate::seal::{self, Finite};
use crate::slots::{pair_slots, trial_slots};

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
    /// What actors are asked after their trials.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recalls: Vec<RecallSlot>,
    /// Pairs of which judges guess the incentives, each with the order in which they see it then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probes: Vec<PairSlot>,
    /// Trials whose outputs are scored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scored: Vec<TrialSlot>,
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
    /// Which sample of the very same prompts, from 0: there is a second one where an arm is compared with itself.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sample: u32,
}

/// Whether a number need not be written.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde passes references
pub(crate) fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl TrialSlot {
    /// The slot's name in the journal.
    pub fn slot(&self) -> String {
        let Self { actor, task, item, replicate, framing, arm, sample } = self;
        let slot = format!("trial/{actor}/{task}/{item}/{replicate}/{framing}/{arm}");
        if *sample == 0 { slot } else { format!("{slot}/{sample}") }
    }

    /// The name of its stakes in `stakes.json`: the arms of a framing share them, and so do all samples.
    pub fn stakes(&self) -> String {
        let Self { actor, task, item, replicate, framing, .. } = self;
        format!("{actor}/{framing}/{task}/{item}/{replicate}")
    }
}

/// What an actor is asked after one trial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RecallSlot {
    /// After which trial.
    pub trial: TrialSlot,
    /// Where the right one stands among the four answers to each question, from 0.
    pub places: BTreeMap<RecallQuestion, u32>,
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
        format!("ballot/{}/{judge}/{}", self.id(), first_shown.word())
    }

    /// The name in the journal of what one judge guesses of its incentives.
    pub fn guess(&self, judge: &str) -> String {
        format!("guess/{}/{judge}", self.id())
    }

    /// The trial of one of the contrast's arms: of an arm that is compared with itself, another sample. None if the
    /// contrast's arm is not written `framing/arm`.
    pub fn trial(&self, contrast: &ContrastEntry, side: Side) -> Option<TrialSlot> {
        let (framing, arm) = contrast.arm(side)?;
        Some(TrialSlot {
            actor: self.actor.clone(),
            task: self.task.clone(),
            item: self.item.clone(),
            replicate: self.replicate,
            framing: framing.to_owned(),
            arm: arm.to_owned(),
            sample: contrast.sample(side),
        })
    }

    /// The pair's name: contrast, actor, task, item and replicate.
    pub fn id(&self) -> String {
        let Self { contrast, actor, task, item, replicate, .. } = self;
        format!("{contrast}/{actor}/{task}/{item}/{replicate}")
    }
}

impl FramingEntry {
    /// Whether its stakes are drawn from a domain.
    pub fn draws_from(&self, domain: &str) -> bool {
        self.domains.as_ref().is_none_or(|domains| domains.iter().any(|listed| listed == domain))
    }

    /// All combinations of the levels that it crosses; one of nothing where it crosses none.
    pub fn combinations(&self) -> Vec<BTreeMap<String, Json>> {
        full_factorial(&self.cross)
    }

    /// Its config with these levels.
    pub fn config_at(&self, levels: &BTreeMap<String, Json>) -> Json {
        let mut config = self.config.clone();
        if let Some(config) = config.as_object_mut() {
            config.extend(levels.clone());
        }
        config
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

    /// Whether an arm is compared with itself: two samples of the same prompts, which differ by nothing but luck.
    pub fn is_with_itself(&self) -> bool {
        self.arms[0] == self.arms[1]
    }

    /// Which sample of its arm's prompts a side is.
    pub fn sample(&self, side: Side) -> u32 {
        u32::from(side == Side::Second && self.is_with_itself())
    }

    /// Whether actor and task are a cell of the contrast: those of a product of lists, or those listed one by one.
    pub fn covers(&self, actor: &str, task: &str) -> bool {
        let among = |list: &Option<Vec<String>>, id: &str| {
            list.as_ref().is_none_or(|list| list.iter().any(|listed| listed == id))
        };
        let is_listed =
            |cells: &Vec<String>| cells.iter().any(|cell| cell.split_once('/') == Some((actor, task)));
        among(&self.actors, actor) && among(&self.tasks, task) && self.cells.as_ref().is_none_or(is_listed)
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
    /// Judges x orders x gold pairs, if there are as many outputs as are wanted.
    #[serde(default)]
    pub gold_ballots: u64,
    /// Questions to actors about what they were told, at most: an outcome without an entity concerns nobody.
    #[serde(default)]
    pub recalls: u64,
    /// Guesses of judges.
    #[serde(default)]
    pub guesses: u64,
    /// Scores of judges.
    #[serde(default)]
    pub scores: u64,
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

    /// Whether trials, pairs, orders and what is asked beside them are those that its study, items, arms and seed give.
    pub fn is_as_drawn(&self) -> bool {
        let draws = self.draws();
        trial_slots(&self.study, &self.items, &draws) == self.trials
            && pair_slots(&self.study, &self.items, &draws) == self.pairs
            && Beside::of(&self.study, &self.items, &self.arms, self.outcomes.as_ref(), &draws)
                == Beside {
                    recalls: self.recalls.clone(),
                    probes: self.probes.clone(),
                    scored: self.scored.clone(),
                }
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
            gold_ballots: self.study.gold.as_ref().map_or(0, |gold| gold.ballots(&self.study.panel)),
            recalls: self.recalls.iter().map(|recall| recall.places.len() as u64).sum(),
            guesses: self.probes.iter().map(|pair| pair.first_shown.len() as u64).sum(),
            scores: self
                .scored
                .iter()
                .map(|trial| self.study.models_judging(&trial.actor).count() as u64)
                .sum(),
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

    /// What a framing is called with: its seed depends on item, replicate and framing, never on the arm, and so do the levels
    /// of what it crosses.
    pub fn framing_context(&self, framing: &str, task: &str, item: &str, replicate: u32) -> Context {
        let seed = self.draws().seed("framing", &[framing, task, item, &replicate.to_string()]);
        let entry = self.study.framing.iter().find(|entry| entry.id() == framing);
        match entry.filter(|entry| !entry.cross.is_empty()) {
            None => context(config(&self.study.framing, framing), seed),
            Some(entry) => {
                let mut combinations = entry.combinations();
                let level = self.level(combinations.len(), task, item, replicate);
                context(entry.config_at(&combinations.swap_remove(level)).to_string(), seed)
            }
        }
    }

    /// Which of so many combinations of levels comes with an item and replicate of a task: in consecutive blocks each comes
    /// once, in an order drawn for the block. It is the same for all framings with as many, so that the arms of a contrast of
    /// two framings have like levels.
    pub fn level(&self, combinations: usize, task: &str, item: &str, replicate: u32) -> usize {
        let at = self.items.get(task).and_then(|items| items.iter().position(|listed| listed.id == item));
        let replicates =
            self.study.task.iter().find(|entry| entry.id() == task).map_or(1, |task| task.replicates);
        let index = at.unwrap_or_default() * replicates as usize + replicate as usize;
        let block = (index / combinations).to_string();
        let draws = self.draws();
        let mut order: Vec<usize> = (0..combinations).collect();
        order.sort_by_cached_key(|level| draws.key("levels", &[task, &block, &level.to_string()]));
        order[index % combinations]
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
