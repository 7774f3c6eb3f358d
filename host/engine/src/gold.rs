//! Gold pairs: outputs beside themselves made worse, put to the judges among the pairs of the study.
//!
//! Which outputs and how is drawn from the outputs that were delivered and are fit to be judged, and goes to the journal before
//! any is asked. What a judge reads of them has the form of every other pair.

use std::collections::{BTreeMap, HashMap};

use motive_contract::types::Artifact;
use motive_ladder::{
    Degradations, Dose, GoldDesign, GoldDraw, GoldKind, GoldPair, Key, LadderError, Output, damage_key,
    gold_pairs, widest,
};
use motive_study::file::Gold;
use motive_study::plan::TrialSlot;
use motive_study::record::{ScreeningRecord, kind};
use motive_study::{Plan, seal};

use crate::error::EngineError;
use crate::run::{Run, parse, unreadable};

/// The slot of the gold pairs in the journal.
const SLOT: &str = "gold";

/// What the study wants drawn.
fn design(plan: &Plan, gold: &Gold) -> Result<GoldDesign, LadderError> {
    let mut kinds = Vec::new();
    for (strategy, doses) in &gold.doses {
        for dose in doses {
            kinds.push(GoldKind::Ladder { strategy: strategy.clone(), dose: Dose::new(*dose)? });
        }
    }
    if gold.identical {
        kinds.push(GoldKind::Identical);
    }
    let mut design = GoldDesign {
        kinds,
        pairs: gold.pairs as usize,
        one_in: 1,
        judges: plan.study.panel.judges.clone(),
        orders: plan.study.panel.orders,
    };
    // By the trials that are planned, so that it does not hang on which of them deliver.
    let planned: Vec<Output> = plan.trials.iter().map(output).collect();
    design.one_in = widest(&planned, design.size()).unwrap_or(1);
    Ok(design)
}

fn output(slot: &TrialSlot) -> Output {
    Output { id: slot.slot(), cell: format!("{}/{}", slot.actor, slot.task), prompt: None }
}

/// What gold pairs are drawn and damaged with.
pub(crate) fn key(plan: &Plan) -> Key {
    plan.draws().key("gold", &[])
}

/// The texts of a gold pair in the order of its sides.
///
/// # Errors
/// When an output of the pair is not among the works, or cannot be made worse as the pair says.
pub fn texts(
    plan: &Plan,
    pair: &GoldPair,
    works: &HashMap<String, Artifact>,
) -> Result<[String; 2], EngineError> {
    let text = |output: &str| works.get(output).map(|work| work.text.as_str());
    let texts = pair.texts(&key(plan), text).map_err(|error| unreadable(&pair.id, &error))?;
    Ok([texts.first.to_owned(), texts.second.into_owned()])
}

/// The gold pairs of these works: what is drawn of those that are fit to be judged.
///
/// # Errors
/// When the study names what does not exist here.
pub(crate) fn drawn(
    plan: &Plan,
    works: &HashMap<String, Artifact>,
    screened: &HashMap<String, ScreeningRecord>,
) -> Result<GoldDraw, EngineError> {
    let Some(gold) = &plan.study.gold else { return Ok(GoldDraw::default()) };
    let wrong = |error: LadderError| unreadable("the gold pairs", &error);
    let is_fit = |slot: &&TrialSlot| {
        let found = screened.get(&slot.slot());
        slot.sample == 0 && found.is_some_and(|found| !found.leaks && found.inadmissible.is_empty())
    };
    let outputs: Vec<Output> = plan.trials.iter().filter(is_fit).map(output).collect();
    let key = key(plan);
    let takes = |output: &Output, strategy: &str, dose: Dose| {
        let Some(work) = works.get(&output.id) else { return false };
        let key = damage_key(&key, &output.id, strategy);
        Degradations::find(strategy).is_ok_and(|found| found.apply(&work.text, dose, &key).is_some())
    };
    let mut drawn = gold_pairs(&design(plan, gold).map_err(wrong)?, &outputs, &takes, &key).map_err(wrong)?;
    let actors: BTreeMap<String, &str> =
        plan.trials.iter().map(|slot| (slot.slot(), slot.actor.as_str())).collect();
    for pair in &mut drawn.pairs {
        // A judge that does not judge its own outputs does not judge them made worse either.
        let actor = actors.get(&pair.first).copied().unwrap_or_default();
        pair.first_shown.retain(|judge, _| plan.study.is_judged_by(actor, judge));
    }
    Ok(drawn)
}

impl Run {
    /// The gold pairs of the run: from the journal, or drawn now.
    pub(crate) async fn gold(
        &self,
        works: &HashMap<String, Artifact>,
        screened: &HashMap<String, ScreeningRecord>,
    ) -> Result<Vec<GoldPair>, EngineError> {
        let Some(gold) = &self.plan.study.gold else { return Ok(Vec::new()) };
        if let Some(body) = self.journal.record(kind::GOLD, SLOT)? {
            return parse(SLOT, &body);
        }
        let GoldDraw { pairs, short } = drawn(&self.plan, works, screened)?;
        for short in &short {
            self.observer.note(&format!("gold pairs, {}: {} of {}", short.kind, short.drawn, gold.pairs));
        }
        let body = seal::canonical(&pairs).map_err(|error| unreadable("the gold pairs", &error))?;
        self.journal.append_record(kind::GOLD, SLOT, body).await?;
        Ok(pairs)
    }
}
