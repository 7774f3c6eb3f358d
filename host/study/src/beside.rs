//! What is asked beside trials and ballots: actors what they were told, judges what they guess and what they score.
//!
//! None of it touches a trial or a ballot, and all of it is drawn as they are: what is added to a study leaves earlier draws as
//! they were. Does not own: the words of a question, and what answers come to.

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::framing::Arm;
use motive_contract::task::Item;

use crate::draw::Draws;
use crate::file::{Entry, RecallQuestion, Study, TaskEntry};
use crate::outcomes::OutcomeSet;
use crate::plan::{PairSlot, RecallSlot, TrialSlot};
use crate::slots::{arms_on, first_shown};

/// Answers to a question of the manipulation check.
pub const OPTIONS: u32 = 4;

/// The attribute of an arm that says when its outcome comes about.
const CONDITION: &str = "condition";

/// When the outcome of an arm comes about, in a word: the arm's attribute `condition`.
pub fn condition(arm: &Arm) -> Option<&str> {
    arm.attrs.iter().find(|(key, _)| key == CONDITION).map(|(_, word)| word.as_str())
}

/// The condition of an arm that tells of no outcome.
pub const NO_OUTCOME: &str = "none";

/// What is asked beside trials and ballots.
#[derive(Debug, PartialEq)]
pub(crate) struct Beside {
    pub(crate) recalls: Vec<RecallSlot>,
    pub(crate) probes: Vec<PairSlot>,
    pub(crate) scored: Vec<TrialSlot>,
}

impl Beside {
    /// What a study asks.
    pub(crate) fn of(
        study: &Study,
        items: &BTreeMap<String, Vec<Item>>,
        arms: &BTreeMap<String, Vec<Arm>>,
        outcomes: Option<&OutcomeSet>,
        draws: &Draws,
    ) -> Self {
        let none = Self { recalls: Vec::new(), probes: Vec::new(), scored: Vec::new() };
        let mut beside = none;
        if let Some(recall) = &study.recall {
            let questions: Vec<RecallQuestion> = recall
                .questions
                .iter()
                .copied()
                .filter(|question| has_answers(*question, outcomes))
                .collect();
            for (index, trial) in
                each_trial(study, items, recall.trials).filter(|(_, trial)| trial.sample == 0)
            {
                let arm = arms.get(&trial.framing).into_iter().flatten().find(|arm| arm.id == trial.arm);
                let places = arm.map(|arm| places(&questions, arm, draws, &trial, index)).unwrap_or_default();
                if !places.is_empty() {
                    beside.recalls.push(RecallSlot { trial, places });
                }
            }
        }
        if let Some(probe) = &study.blinding {
            beside.probes = probes(study, items, draws, probe.pairs);
        }
        if let Some(scoring) = &study.scoring {
            beside.scored = each_trial(study, items, scoring.trials).map(|(_, trial)| trial).collect();
        }
        beside
    }
}

/// The items of a task with its replicates: all items once, then all of them again, up to `most`. Each has its number among
/// those of its replicate, so that items added later leave those of earlier ones as they were.
fn each_item<'a>(
    task: &TaskEntry,
    items: &'a BTreeMap<String, Vec<Item>>,
    most: Option<u32>,
) -> impl Iterator<Item = (usize, &'a Item, u32)> + use<'a> {
    let most = most.map_or(usize::MAX, |most| most as usize);
    let items = items.get(task.id()).map_or(&[][..], Vec::as_slice);
    let each = move |replicate| items.iter().enumerate().map(move |(index, item)| (index, item, replicate));
    (0..task.replicates).flat_map(each).take(most)
}

/// The trials of a study by actor, task and arm, up to `most` of each arm, each with its number among those of its replicate.
fn each_trial<'a>(
    study: &'a Study,
    items: &'a BTreeMap<String, Vec<Item>>,
    most: Option<u32>,
) -> impl Iterator<Item = (usize, TrialSlot)> + 'a {
    let cells = study.actors().iter().flat_map(|actor| study.task.iter().map(move |task| (actor, task)));
    let arms = cells.flat_map(|(actor, task)| {
        arms_on(study, actor, task.id()).into_iter().map(move |arm| (actor, task, arm))
    });
    arms.flat_map(move |(actor, task, (framing, arm, sample))| {
        each_item(task, items, most).map(move |(index, item, replicate)| {
            let slot = TrialSlot {
                actor: actor.clone(),
                task: task.id().to_owned(),
                item: item.id.clone(),
                replicate,
                framing: framing.to_owned(),
                arm: arm.to_owned(),
                sample,
            };
            (index, slot)
        })
    })
}

/// Whether there is something to choose from: three outcomes beside the one in which nothing changes, or three
/// entities; the fourth answer is that nothing was told.
fn has_answers(question: RecallQuestion, outcomes: Option<&OutcomeSet>) -> bool {
    let listed = outcomes
        .into_iter()
        .flat_map(|set| set.outcome.iter().filter(|outcome| Some(&outcome.id) != set.anchor.as_ref()));
    match question {
        RecallQuestion::What => listed.count() >= OPTIONS as usize - 1,
        RecallQuestion::Whom => {
            let entities: BTreeSet<&String> = listed.filter_map(|outcome| outcome.entity.as_ref()).collect();
            entities.len() >= OPTIONS as usize - 1
        }
        RecallQuestion::Condition => true,
    }
}

/// Where the right answers stand: in consecutive blocks of trials of an arm and replicate, in each place once.
fn places(
    questions: &[RecallQuestion],
    arm: &Arm,
    draws: &Draws,
    trial: &TrialSlot,
    index: usize,
) -> BTreeMap<RecallQuestion, u32> {
    let condition = condition(arm);
    let is_asked = |question: &&RecallQuestion| match question {
        RecallQuestion::What => arm.stakes.len() == 1 || condition == Some(NO_OUTCOME),
        RecallQuestion::Whom => arm.stakes.len() == 1,
        RecallQuestion::Condition => condition.is_some(),
    };
    let place = |question: &RecallQuestion| {
        let TrialSlot { actor, task, framing, arm, replicate, .. } = trial;
        let block = format!("{replicate}/{}", index / OPTIONS as usize);
        let mut order: Vec<u32> = (0..OPTIONS).collect();
        order.sort_by_cached_key(|place| {
            let names = [actor, task, framing, arm, question.word(), &block, &place.to_string()];
            draws.key("recall", &names)
        });
        (*question, order[index % OPTIONS as usize])
    };
    questions.iter().filter(is_asked).map(place).collect()
}

/// The pairs of which judges guess the incentives: all but those of two samples of one arm, whose incentives are the same.
fn probes(
    study: &Study,
    items: &BTreeMap<String, Vec<Item>>,
    draws: &Draws,
    most: Option<u32>,
) -> Vec<PairSlot> {
    let mut slots = Vec::new();
    for contrast in study.contrast.iter().filter(|contrast| !contrast.is_with_itself()) {
        for actor in study.actors() {
            for task in study.task.iter().filter(|task| contrast.covers(actor, task.id())) {
                slots.extend(each_item(task, items, most).map(|(index, item, replicate)| {
                    let number = replicate.to_string();
                    let cell = [contrast.id.as_str(), actor, task.id(), &number];
                    let shown = |judge: &String| {
                        (judge.clone(), vec![first_shown(draws, "guess", &cell, judge, index)])
                    };
                    PairSlot {
                        contrast: contrast.id.clone(),
                        actor: actor.clone(),
                        task: task.id().to_owned(),
                        item: item.id.clone(),
                        replicate,
                        first_shown: study.models_judging(actor).map(shown).collect(),
                    }
                }));
            }
        }
    }
    slots
}
