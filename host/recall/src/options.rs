//! The answers to choose from: the right one, and wrong ones from likely to unlikely.

use std::collections::BTreeSet;

use motive_study::Plan;
use motive_study::beside::NO_OUTCOME;
use motive_study::file::RecallQuestion;
use motive_study::outcomes::Outcome;
use motive_study::plan::TrialSlot;
use motive_study::record::StakesRecord;

use crate::OPTIONS;

const NO_OUTCOME_TOLD: &str = "None: I was told of no outcome.";
const NOBODY: &str = "Nobody: I was told of no outcome.";

/// The words of an arm's `condition`, and what they are to the actor. In the order in which they are wrong answers.
const CONDITIONS: [(&str, &str); 6] = [
    (NO_OUTCOME, "Never: I was told of no outcome."),
    ("best", "Only if my work is judged the best."),
    ("always", "However my work is judged."),
    ("worst", "Only if my work is judged the worst."),
    ("unless-best", "It is settled, and called off unless my work is judged the best."),
    ("chance", "With some chance, if my work is judged the best."),
];

/// A right answer with wrong ones, of which the first are taken.
type Answers = (String, Vec<String>);

/// Which outcome was told of. The wrong ones are first those that other arms have, then others of the domain, then of any.
pub(crate) fn outcomes(
    plan: &Plan,
    stakes: &StakesRecord,
    trial: &TrialSlot,
    told: Option<&Outcome>,
) -> Answers {
    let draw = stakes.draws.get(&trial.stakes());
    let is_drawn =
        |outcome: &Outcome| draw.is_some_and(|draw| draw.outcomes.values().any(|id| *id == outcome.id));
    let is_of_domain = |outcome: &Outcome| draw.is_some_and(|draw| draw.domain == outcome.category);
    let list = nearest(plan, trial, [&is_drawn, &is_of_domain, &|_| true]);
    let texts = list.into_iter().map(|outcome| outcome.text.clone());
    match told {
        Some(outcome) => {
            (outcome.text.clone(), std::iter::once(NO_OUTCOME_TOLD.to_owned()).chain(texts).collect())
        }
        None => (NO_OUTCOME_TOLD.to_owned(), texts.collect()),
    }
}

/// Whom the outcome concerns. The wrong ones are first entities of its domain, then of any.
pub(crate) fn entities(plan: &Plan, trial: &TrialSlot, told: &Outcome) -> Option<Answers> {
    let right = told.called()?;
    let mut list: Vec<&Outcome> = crate::outcomes(plan).filter(|outcome| outcome.entity.is_some()).collect();
    // One outcome of each entity of each domain stands for all.
    let mut seen = BTreeSet::new();
    list.retain(|outcome| seen.insert((&outcome.category, &outcome.entity)));
    sort(plan, trial, &mut list);
    list.sort_by_key(|outcome| outcome.category != told.category);
    // An entity that the outcome names as well would be right, by its word or by what it is called.
    let text = told.text.to_lowercase();
    let is_named = |name: String| text.contains(&name.to_lowercase());
    let others = list.into_iter().filter(|outcome| {
        let word = outcome.entity.as_ref().map(|entity| entity.replace('-', " "));
        !outcome.called().into_iter().chain(word).any(is_named)
    });
    let others = others.filter_map(Outcome::called);
    Some((right, std::iter::once(NOBODY.to_owned()).chain(others).collect()))
}

/// When the outcome comes about.
pub(crate) fn conditions(condition: &str) -> Option<Answers> {
    let (_, right) = CONDITIONS.into_iter().find(|(word, _)| *word == condition)?;
    let wrong = CONDITIONS.into_iter().filter(|(word, _)| *word != condition);
    Some((right.to_owned(), wrong.map(|(_, words)| words.to_owned()).collect()))
}

/// Outcomes that are of the first of some kinds, then those of the next, each kind in an order that is drawn, as far as they are
/// needed.
fn nearest<'a>(plan: &'a Plan, trial: &TrialSlot, kinds: [&dyn Fn(&Outcome) -> bool; 3]) -> Vec<&'a Outcome> {
    let mut list: Vec<&Outcome> = Vec::new();
    for is_kind in kinds {
        // The right one may be among them.
        if list.len() > OPTIONS {
            break;
        }
        let mut more: Vec<&Outcome> = crate::outcomes(plan)
            .filter(|outcome| is_kind(outcome) && !list.iter().any(|listed| listed.id == outcome.id))
            .collect();
        sort(plan, trial, &mut more);
        list.extend(more);
    }
    list
}

/// An order that is drawn for the item and replicate: arms and actors have the same wrong answers.
fn sort(plan: &Plan, trial: &TrialSlot, list: &mut [&Outcome]) {
    let TrialSlot { task, item, replicate, .. } = trial;
    let (draws, replicate) = (plan.draws(), replicate.to_string());
    list.sort_by_cached_key(|outcome| draws.key("wrong answers", &[task, item, &replicate, &outcome.id]));
}

/// The right answer at its place among the first wrong ones that differ, in an order that is drawn.
pub(crate) fn placed(
    plan: &Plan,
    trial: &TrialSlot,
    question: RecallQuestion,
    right: String,
    wrong: Vec<String>,
    place: usize,
) -> Option<[String; OPTIONS]> {
    let mut others: Vec<String> = Vec::new();
    for other in wrong {
        if others.len() < OPTIONS - 1 && other != right && !others.contains(&other) {
            others.push(other);
        }
    }
    let (draws, slot) = (plan.draws(), trial.slot());
    others.sort_by_cached_key(|other| draws.key("answers", &[&slot, question.word(), other]));
    others.insert(place.min(others.len()), right);
    others.try_into().ok()
}
