//! What a plan is made of: trials, pairs, and the orders in which pairs are shown, from a study and its items.
//!
//! Every order is drawn by a keyed hash of what it belongs to, so that what is added to a study leaves earlier draws as they
//! were. Does not own: what a study may say, and how plans are written.

use std::collections::BTreeMap;

use motive_contract::task::Item;

use crate::draw::Draws;
use crate::file::{Entry, Orders, Study};
use crate::plan::{PairSlot, TrialSlot};
use crate::record::Side;

/// The sides of a pair.
const SIDES: [Side; 2] = [Side::First, Side::Second];

/// The trials that the contrasts of a study need, in the order in which they are started: in blocks of one item and
/// replicate, each with every task, actor and arm, in an order that is drawn. So every prefix of a run is balanced over them
/// up to one block, and no arm always comes before another, should a model change while it is asked.
pub(crate) fn trial_slots(
    study: &Study,
    items: &BTreeMap<String, Vec<Item>>,
    draws: &Draws,
) -> Vec<TrialSlot> {
    let replicates = study.task.iter().map(|task| task.replicates).max().unwrap_or(0);
    let most_items = items.values().map(Vec::len).max().unwrap_or(0);
    let mut slots = Vec::new();
    for replicate in 0..replicates {
        for index in 0..most_items {
            let mut block = Vec::new();
            for task in study.task.iter().filter(|task| replicate < task.replicates) {
                let Some(item) = items.get(task.id()).and_then(|items| items.get(index)) else { continue };
                for actor in study.actors() {
                    let arms = arms_on(study, actor, task.id());
                    block.extend(arms.into_iter().map(|(framing, arm, sample)| TrialSlot {
                        actor: actor.clone(),
                        task: task.id().to_owned(),
                        item: item.id.clone(),
                        replicate,
                        framing: framing.to_owned(),
                        arm: arm.to_owned(),
                        sample,
                    }));
                }
            }
            block.sort_by_cached_key(|trial| draws.key("start", &[&trial.slot()]));
            slots.extend(block);
        }
    }
    slots
}

/// The arms that contrasts compare for an actor on a task, each with its sample, each once, in the order of the contrasts.
pub(crate) fn arms_on<'a>(study: &'a Study, actor: &str, task: &str) -> Vec<(&'a str, &'a str, u32)> {
    let mut arms = Vec::new();
    for contrast in study.contrast.iter().filter(|contrast| contrast.covers(actor, task)) {
        for side in SIDES {
            let Some((framing, arm)) = contrast.arm(side) else { continue };
            let arm = (framing, arm, contrast.sample(side));
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
            let judges: Vec<&String> = study.judges_of(actor).collect();
            for task in study.task.iter().filter(|task| contrast.covers(actor, task.id())) {
                // Item by item, so that items added later leave the indices of earlier pairs as they were.
                let mut index = 0;
                for item in items.get(task.id()).into_iter().flatten() {
                    for replicate in 0..task.replicates {
                        let cell = [contrast.id.as_str(), actor, task.id()];
                        let shown = |judge: &&String| {
                            let orders = match study.panel.orders {
                                Orders::Both => SIDES.to_vec(),
                                Orders::One => vec![first_shown(draws, "order", &cell, judge, index)],
                            };
                            ((*judge).clone(), orders)
                        };
                        slots.push(PairSlot {
                            contrast: contrast.id.clone(),
                            actor: actor.clone(),
                            task: task.id().to_owned(),
                            item: item.id.clone(),
                            replicate,
                            first_shown: judges.iter().map(shown).collect(),
                        });
                        index += 1;
                    }
                }
            }
        }
    }
    slots
}

/// Which arm a judge is shown first where it sees a pair once: each block of two consecutive pairs of a cell has both, in an
/// order drawn for cell, judge and block. The imbalance is never more than one.
pub(crate) fn first_shown(draws: &Draws, purpose: &str, cell: &[&str], judge: &str, index: usize) -> Side {
    let block = (index / 2).to_string();
    let mut names = cell.to_vec();
    names.extend([judge, &block]);
    let swapped = draws.coin(purpose, &names) != (index % 2 == 1);
    if swapped { Side::Second } else { Side::First }
}
