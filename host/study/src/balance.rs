//! How balanced a plan is: what anyone can count in it before the first request.
//!
//! Does not own: how a plan is drawn (`slots`), nor how tables look.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::beside::OPTIONS;
use crate::file::{ContrastRole, Entry};
use crate::plan::{PairSlot, Plan, TrialSlot};
use crate::record::Side;

/// What a plan comes to, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Balance {
    /// In the order of contrasts, actors and tasks.
    pub cells: Vec<CellBalance>,
    /// Trials by arm, as `framing/arm`.
    pub arms: BTreeMap<String, u64>,
    /// Arms that the framings offer and no contrast compares.
    pub unused_arms: Vec<String>,
    /// The largest difference, in any cell and any prefix of the run, between the trials of the two arms compared.
    pub prefix_imbalance: u64,
    /// Of framings that cross levels: trials by combination, in their order.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<String, Vec<u64>>,
    /// Guesses in which the first arm is shown first, and all guesses, by judge.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub guesses: BTreeMap<String, [u64; 2]>,
    /// How often the right answer about what was told stands in each of the four places.
    pub recall_places: [u64; OPTIONS as usize],
}

/// One cell: actor x task x contrast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CellBalance {
    /// The contrast's id.
    pub contrast: String,
    /// What it is for.
    pub role: ContrastRole,
    /// The actor.
    pub actor: String,
    /// The task.
    pub task: String,
    /// Pairs to be judged.
    pub pairs: u64,
    /// Different items among them.
    pub items: u64,
    /// Stakes that are drawn for them: one for each item and replicate, or none. How many of them differ is known when they are
    /// sealed.
    pub stakes: u64,
    /// By judge: ballots in which the first arm is shown first, and all ballots.
    pub first_arm_first: BTreeMap<String, [u64; 2]>,
}

impl Balance {
    /// Counts what is in a plan.
    pub fn of(plan: &Plan) -> Self {
        let mut arms: BTreeMap<String, u64> = BTreeMap::new();
        for TrialSlot { framing, arm, .. } in &plan.trials {
            *arms.entry(format!("{framing}/{arm}")).or_default() += 1;
        }
        let offered = plan
            .arms
            .iter()
            .flat_map(|(framing, list)| list.iter().map(move |arm| format!("{framing}/{}", arm.id)));
        let unused_arms = offered.filter(|arm| !arms.contains_key(arm)).collect();
        Self {
            cells: cells(plan),
            unused_arms,
            prefix_imbalance: prefix_imbalance(plan),
            levels: levels(plan),
            guesses: guesses(plan),
            recall_places: recall_places(plan),
            arms,
        }
    }
}

fn cells(plan: &Plan) -> Vec<CellBalance> {
    let mut cells: Vec<CellBalance> = Vec::new();
    let mut items: BTreeSet<&str> = BTreeSet::new();
    let mut stakes: BTreeSet<String> = BTreeSet::new();
    for pair in &plan.pairs {
        let Some(contrast) = plan.contrast(&pair.contrast) else { continue };
        let is_same = |cell: &CellBalance| {
            cell.contrast == pair.contrast && cell.actor == pair.actor && cell.task == pair.task
        };
        // Pairs of a cell stand together.
        if !cells.last().is_some_and(is_same) {
            (items, stakes) = Default::default();
            cells.push(CellBalance {
                contrast: pair.contrast.clone(),
                role: contrast.role,
                actor: pair.actor.clone(),
                task: pair.task.clone(),
                pairs: 0,
                items: 0,
                stakes: 0,
                first_arm_first: BTreeMap::new(),
            });
        }
        let Some(cell) = cells.last_mut() else { continue };
        items.insert(&pair.item);
        stakes.extend(draws(plan, pair));
        cell.pairs += 1;
        cell.items = items.len() as u64;
        cell.stakes = stakes.len() as u64;
        for (judge, orders) in &pair.first_shown {
            let [first, all] = cell.first_arm_first.entry(judge.clone()).or_default();
            *first += orders.iter().filter(|side| **side == Side::First).count() as u64;
            *all += orders.len() as u64;
        }
    }
    cells
}

fn levels(plan: &Plan) -> BTreeMap<String, Vec<u64>> {
    let mut levels = BTreeMap::new();
    for framing in plan.study.framing.iter().filter(|framing| !framing.cross.is_empty()) {
        let count = framing.combinations().len();
        let mut trials = vec![0; count];
        for trial in plan.trials.iter().filter(|trial| trial.framing == framing.id()) {
            trials[plan.level(count, &trial.task, &trial.item, trial.replicate)] += 1;
        }
        levels.insert(framing.id().to_owned(), trials);
    }
    levels
}

fn guesses(plan: &Plan) -> BTreeMap<String, [u64; 2]> {
    let mut guesses: BTreeMap<String, [u64; 2]> = BTreeMap::new();
    for (judge, orders) in plan.probes.iter().flat_map(|pair| &pair.first_shown) {
        let [first, all] = guesses.entry(judge.clone()).or_default();
        *first += orders.iter().filter(|side| **side == Side::First).count() as u64;
        *all += orders.len() as u64;
    }
    guesses
}

fn recall_places(plan: &Plan) -> [u64; OPTIONS as usize] {
    let mut counts = [0; OPTIONS as usize];
    for place in plan.recalls.iter().flat_map(|recall| recall.places.values()) {
        counts[*place as usize] += 1;
    }
    counts
}

/// The names of the stakes of a pair's trials, of those that have any.
fn draws<'a>(plan: &'a Plan, pair: &'a PairSlot) -> impl Iterator<Item = String> + 'a {
    let contrast = plan.contrast(&pair.contrast);
    let trials = [Side::First, Side::Second].into_iter().filter_map(move |side| pair.trial(contrast?, side));
    let has_stakes =
        |trial: &TrialSlot| plan.arm(&trial.framing, &trial.arm).is_some_and(|arm| !arm.stakes.is_empty());
    trials.filter(has_stakes).map(|trial| trial.stakes())
}

/// See [`Balance::prefix_imbalance`].
fn prefix_imbalance(plan: &Plan) -> u64 {
    let mut most = 0;
    for contrast in plan.study.contrast.iter().filter(|contrast| !contrast.is_with_itself()) {
        let mut balances: BTreeMap<(&str, &str), i64> = BTreeMap::new();
        for trial in plan.trials.iter().filter(|trial| trial.sample == 0) {
            let arm = Some((trial.framing.as_str(), trial.arm.as_str()));
            let step =
                i64::from(arm == contrast.arm(Side::First)) - i64::from(arm == contrast.arm(Side::Second));
            if step == 0 || !contrast.covers(&trial.actor, &trial.task) {
                continue;
            }
            let balance = balances.entry((&trial.actor, &trial.task)).or_default();
            *balance += step;
            most = most.max(balance.unsigned_abs());
        }
    }
    most
}
