//! What an actor is offered: the stakes of a trial, and the words of a framing for an outcome.

use motive_contract::Framing;
use motive_contract::framing::{Stake, View};
use motive_study::Plan;
use motive_study::plan::TrialSlot;
use motive_study::record::{ActorUtilities, StakesRecord};

use crate::error::EngineError;

/// The stakes of one trial, in the order of its arm's rules.
pub(crate) fn stakes_of(
    plan: &Plan,
    record: &StakesRecord,
    slot: &TrialSlot,
) -> Result<Vec<(String, Stake)>, String> {
    let arm =
        plan.arm(&slot.framing, &slot.arm).ok_or_else(|| format!("no arm {}/{}", slot.framing, slot.arm))?;
    if arm.stakes.is_empty() {
        return Ok(Vec::new());
    }
    let key = slot.stakes();
    let draw = record.draws.get(&key).ok_or_else(|| format!("no stakes were drawn for {key}"))?;
    let utilities =
        record.actors.get(&slot.actor).ok_or_else(|| format!("no utilities of {}", slot.actor))?;
    let stake = |rule: &String| {
        let id = draw.outcomes.get(rule).ok_or_else(|| format!("no stake by the rule `{rule}` for {key}"))?;
        Ok((rule.clone(), stake_of(plan, utilities, id)?))
    };
    arm.stakes.iter().map(stake).collect()
}

/// An outcome as a stake of the actor with these utilities.
pub(crate) fn stake_of(plan: &Plan, utilities: &ActorUtilities, id: &str) -> Result<Stake, String> {
    let outcome = plan.outcomes.iter().flat_map(|set| &set.outcome).find(|outcome| outcome.id == id);
    let text = outcome.map(|outcome| outcome.text.clone()).ok_or_else(|| format!("no outcome `{id}`"))?;
    let utility = utilities.outcomes.get(id).ok_or_else(|| format!("no utility of `{id}`"))?;
    let deviation = utilities.deviations.get(utility.component).map_or(0.0, |deviation| deviation.get());
    Ok(Stake {
        outcome_id: id.to_owned(),
        text,
        utility: utility.standardized.get(),
        // Where all outcomes are worth the same, there is no unit to standardise by.
        standard_error: match utility.standard_error {
            Some(error) if deviation > 0.0 => error.get() / deviation,
            _ => 0.0,
        },
        attrs: Vec::new(),
    })
}

/// The words in which the framing offers an outcome to an actor: what it would insert at the beginning of a trial.
///
/// # Errors
/// When the framing fails, or no trial of the plan has a stake under it.
pub(crate) fn offered(
    plan: &Plan,
    framing_id: &str,
    framing: &dyn Framing,
    stake: &Stake,
) -> Result<String, EngineError> {
    let offers = |trial: &&TrialSlot| {
        trial.framing == framing_id
            && plan.arm(framing_id, &trial.arm).is_some_and(|arm| arm.stakes.len() == 1)
    };
    let missing = || EngineError::Record {
        what: format!("the framing `{framing_id}`"),
        reason: "the plan has no trial in which it offers one stake".to_owned(),
    };
    let trial = plan.trials.iter().find(offers).ok_or_else(missing)?;
    let arm = plan.arm(framing_id, &trial.arm).ok_or_else(missing)?;
    let item = plan.item(&trial.task, &trial.item).ok_or_else(missing)?;
    let text = stake.text.clone();
    let view = View {
        arm: arm.id.clone(),
        stakes: arm.stakes.iter().map(|rule| (rule.clone(), stake.clone())).collect(),
        step: 0,
        max_steps: item.max_steps,
        transcript: Vec::new(),
        pending: Vec::new(),
        restarted: false,
        metrics: Vec::new(),
        state: String::new(),
        attrs: Vec::new(),
    };
    let context = plan.framing_context(framing_id, &trial.task, &trial.item, trial.replicate);
    let inserts = framing.frame(&context, &view)?.inserts;
    let words: Vec<String> = inserts.into_iter().map(|insert| insert.text).collect();
    // A framing that says nothing at first has no words of its own for it.
    Ok(if words.is_empty() { text } else { words.join("\n\n") })
}
