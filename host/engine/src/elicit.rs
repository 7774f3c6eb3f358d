//! From the answers to forced choices to utilities and stakes: the second seal.
//!
//! A pure function of the plan and the choice records; it asks nobody.

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::framing::Stake;
use motive_study::Plan;
use motive_study::file::{Elicitation, Entry};
use motive_study::outcomes::OutcomeSet;
use motive_study::plan::TrialSlot;
use motive_study::record::{
    ActorUtilities, Ballot, ChoiceCounts, ChoiceRecord, OutcomeUtility, Side, StakeDraw, StakesRecord, Vote,
};
use motive_study::seal::{Finite, NotFinite};
use motive_utility::{Comparison, Fit, FitOptions, Outcome, StakeOptions, UtilityModels, draw_stakes};

use crate::error::EngineError;

/// Replacements of a draw that is not admitted.
const TRIES: usize = 20;

/// Utilities of every actor and the stakes of every trial.
pub(crate) fn derive(
    plan: &Plan,
    digest: &str,
    choices: &[ChoiceRecord],
) -> Result<StakesRecord, EngineError> {
    let mut record =
        StakesRecord { plan: digest.to_owned(), actors: BTreeMap::new(), draws: BTreeMap::new() };
    let (Some(elicitation), Some(outcomes)) = (&plan.study.elicitation, &plan.outcomes) else {
        return Ok(record);
    };
    for actor in &elicitation.actors {
        let own: Vec<&ChoiceRecord> = choices.iter().filter(|choice| choice.actor == *actor).collect();
        let utilities_error = |reason: String| EngineError::Utilities { actor: actor.clone(), reason };
        let fit = fit(elicitation, outcomes, &own).map_err(utilities_error)?;
        let summary = summary(outcomes, &own, &fit).map_err(|error| utilities_error(error.to_string()))?;
        record.actors.insert(actor.clone(), summary);
        draw(plan, elicitation, outcomes, actor, &fit, &mut record.draws)
            .map_err(|reason| EngineError::Stakes { actor: actor.clone(), reason })?;
    }
    Ok(record)
}

fn index_of(outcomes: &OutcomeSet) -> BTreeMap<&str, usize> {
    outcomes.outcome.iter().enumerate().map(|(index, outcome)| (outcome.id.as_str(), index)).collect()
}

fn fit(elicitation: &Elicitation, outcomes: &OutcomeSet, choices: &[&ChoiceRecord]) -> Result<Fit, String> {
    let index = index_of(outcomes);
    // Summed in the order of the outcomes, whatever the order in which the answers came.
    let mut sums: BTreeMap<(usize, usize), (f64, f64)> = BTreeMap::new();
    let mut sorted: Vec<&ChoiceRecord> = choices.to_vec();
    sorted.sort_by(|a, b| (&a.first, &a.second, a.sample).cmp(&(&b.first, &b.second, b.sample)));
    for choice in sorted {
        let (Some(first), Some(second)) =
            (index.get(choice.first.as_str()), index.get(choice.second.as_str()))
        else {
            return Err(format!(
                "a choice between `{}` and `{}`, which are not both in the set",
                choice.first, choice.second
            ));
        };
        if let Ballot::Read { vote, .. } = &choice.result {
            let (first_share, second_share) = vote.shares();
            let sum = sums.entry((*first, *second)).or_default();
            sum.0 += first_share;
            sum.1 += second_share;
        }
    }
    let comparisons: Vec<Comparison> = sums
        .into_iter()
        .map(|((first, second), (first_wins, second_wins))| Comparison {
            first,
            second,
            first_wins,
            second_wins,
        })
        .collect();
    let model = UtilityModels::find(&elicitation.model).map_err(|error| error.to_string())?;
    model.fit(outcomes.outcome.len(), &comparisons, &FitOptions::default()).map_err(|error| error.to_string())
}

fn summary(outcomes: &OutcomeSet, choices: &[&ChoiceRecord], fit: &Fit) -> Result<ActorUtilities, NotFinite> {
    let mut by_outcome = BTreeMap::new();
    for (index, outcome) in outcomes.outcome.iter().enumerate() {
        // An outcome that was never compared is on no scale.
        let Some(standard_error) = fit.standard_error[index] else { continue };
        let utility = OutcomeUtility {
            utility: Finite::new(fit.utility[index], "utility")?,
            standardized: Finite::new(fit.standardized[index], "standardized")?,
            standard_error: Finite::new(standard_error, "standard-error")?,
            bounded: fit.bounded[index],
        };
        by_outcome.insert(outcome.id.clone(), utility);
    }
    Ok(ActorUtilities {
        choices: count(choices),
        position: Finite::new(fit.position, "position")?,
        first_shown_share: Finite::new(fit.first_share(), "first-shown-share")?,
        log_likelihood: Finite::new(fit.log_likelihood, "log-likelihood")?,
        converged: fit.converged,
        components: fit.components.iter().collect::<BTreeSet<_>>().len(),
        outcomes: by_outcome,
    })
}

fn count(choices: &[&ChoiceRecord]) -> ChoiceCounts {
    let mut counts = ChoiceCounts { asked: choices.len() as u64, ..ChoiceCounts::default() };
    for choice in choices {
        match &choice.result {
            Ballot::Read { vote: Vote::Abstain, .. } => counts.abstained += 1,
            Ballot::Read { vote: Vote::Unreadable, .. } => counts.unreadable += 1,
            Ballot::Read { .. } => counts.readable += 1,
            Ballot::Failed(_) => counts.failed += 1,
        }
    }
    counts
}

/// Draws the stakes of one actor: for each framing and task one stream, a slot for each item and replicate.
fn draw(
    plan: &Plan,
    elicitation: &Elicitation,
    outcomes: &OutcomeSet,
    actor: &str,
    fit: &Fit,
    draws: &mut BTreeMap<String, StakeDraw>,
) -> Result<(), String> {
    let index = index_of(outcomes);
    let anchor = outcomes.anchor.as_deref().and_then(|anchor| index.get(anchor).copied());
    // Outcomes that the answers do not link to the rest share no scale with it and are no stakes.
    let main = largest(&fit.components);
    let listed: Vec<Outcome<'_>> = outcomes
        .outcome
        .iter()
        .zip(&fit.components)
        .map(|(outcome, component)| Outcome {
            id: &outcome.id,
            category: (*component == main).then_some(outcome.category.as_str()),
        })
        .collect();
    let options = StakeOptions {
        share: elicitation.stakes.share,
        admission: elicitation.stakes.admission,
        tries: TRIES,
    };
    for framing in &plan.study.framing {
        let rules = rules(plan, framing.id());
        if rules.is_empty() {
            continue;
        }
        for task in &plan.study.task {
            let items = plan.items.get(task.id()).map(Vec::as_slice).unwrap_or_default();
            let slots = items.len() * task.replicates as usize;
            let key = plan.draws().key("stakes", &[actor, framing.id(), task.id()]);
            let drawn = draw_stakes(fit, &listed, anchor, &rules, slots, &options, key)
                .map_err(|error| error.to_string())?;
            let places =
                items.iter().flat_map(|item| (0..task.replicates).map(move |replicate| (item, replicate)));
            for ((item, replicate), slot) in places.zip(drawn) {
                let named = slot
                    .stakes
                    .iter()
                    .map(|stake| (stake.rule.clone(), outcomes.outcome[stake.option].id.clone()));
                let probability = slot.probability.map(|p| Finite::new(p, "probability")).transpose();
                let draw = StakeDraw {
                    domain: slot.domain.clone(),
                    outcomes: named.collect(),
                    probability: probability.map_err(|error| error.to_string())?,
                    admitted: slot.admitted,
                    rejected: slot.rejected.len() as u32,
                };
                draws.insert(draw_key(actor, framing.id(), task.id(), &item.id, replicate), draw);
            }
        }
    }
    Ok(())
}

/// The stake rules of the arms of a framing that contrasts compare, each once, sorted.
fn rules<'a>(plan: &'a Plan, framing: &str) -> Vec<&'a str> {
    let mut rules = BTreeSet::new();
    for contrast in &plan.study.contrast {
        for side in [Side::First, Side::Second] {
            if let Some((of, arm)) = contrast.arm(side)
                && of == framing
                && let Some(arm) = plan.arm(framing, arm)
            {
                rules.extend(arm.stakes.iter().map(String::as_str));
            }
        }
    }
    rules.into_iter().collect()
}

fn largest(components: &[usize]) -> usize {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for component in components {
        *sizes.entry(*component).or_default() += 1;
    }
    // Of equally large ones the first.
    sizes
        .into_iter()
        .max_by_key(|(component, size)| (*size, std::cmp::Reverse(*component)))
        .map_or(0, |(component, _)| component)
}

fn draw_key(actor: &str, framing: &str, task: &str, item: &str, replicate: u32) -> String {
    format!("{actor}/{framing}/{task}/{item}/{replicate}")
}

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
    let key = draw_key(&slot.actor, &slot.framing, &slot.task, &slot.item, slot.replicate);
    let draw = record.draws.get(&key).ok_or_else(|| format!("no stakes were drawn for {key}"))?;
    let utilities =
        record.actors.get(&slot.actor).ok_or_else(|| format!("no utilities of {}", slot.actor))?;
    let scale = scale(utilities);
    let stake = |rule: &String| {
        let id = draw.outcomes.get(rule).ok_or_else(|| format!("no stake by the rule `{rule}` for {key}"))?;
        let outcome = plan.outcomes.iter().flat_map(|set| &set.outcome).find(|outcome| outcome.id == *id);
        let text = outcome.map(|outcome| outcome.text.clone()).ok_or_else(|| format!("no outcome `{id}`"))?;
        let utility = utilities.outcomes.get(id).ok_or_else(|| format!("no utility of `{id}`"))?;
        let stake = Stake {
            outcome_id: id.clone(),
            text,
            utility: utility.standardized.get(),
            standard_error: utility.standard_error.get() * scale,
            attrs: Vec::new(),
        };
        Ok((rule.clone(), stake))
    };
    arm.stakes.iter().map(stake).collect()
}

/// Standardised units per unit of the model's scale.
fn scale(utilities: &ActorUtilities) -> f64 {
    let extreme =
        utilities.outcomes.values().max_by(|a, b| a.utility.get().abs().total_cmp(&b.utility.get().abs()));
    extreme
        .filter(|outcome| outcome.utility.get() != 0.0)
        .map_or(0.0, |outcome| outcome.standardized.get() / outcome.utility.get())
}
