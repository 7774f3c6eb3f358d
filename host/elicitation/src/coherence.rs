//! How coherent one actor's answers in a run are.

use motive_study::Plan;
use motive_study::outcomes::{Outcome, OutcomeSet, Part};
use motive_utility::coherence::{self, Coherence, CoherenceOptions, Count, Evidence, Lottery};
use motive_utility::{Bootstrap, FitOptions};

use crate::ElicitationError;
use crate::answers::index_of;
use crate::fit::{Estimated, Fitting};

/// How coherent the answers are that an actor's utilities rest on.
///
/// # Errors
/// When the plan names what does not exist here, or nothing is elicited.
pub fn coherence(plan: &Plan, actor: &str, estimated: &Estimated) -> Result<Coherence, ElicitationError> {
    let error = |reason: String| ElicitationError::Utilities { actor: actor.to_owned(), reason };
    let (Some(elicitation), Some(set)) = (&plan.study.elicitation, &plan.outcomes) else {
        return Err(error("the study elicits none".to_owned()));
    };
    let fitting = Fitting::of(plan, elicitation, actor)?;
    let Estimated { answers, fit, bootstrap } = estimated;
    let [one, other] = &answers.halves;
    let evidence = Evidence {
        fit,
        answers: &answers.trained,
        held_out: (!answers.held_out.tallies().is_empty()).then_some(&answers.held_out),
        halves: (!other.tallies().is_empty()).then_some([one, other]),
        categories: &categories(set),
        counts: &counts(set),
        lotteries: &lotteries(set),
        bootstrap: &whole(bootstrap.as_ref()),
    };
    let how = CoherenceOptions::new(fitting.treatment, fitting.model, FitOptions::default(), fitting.seed);
    coherence::coherence(&evidence, &how).map_err(|problem| error(problem.to_string()))
}

/// The category of each outcome.
pub(crate) fn categories(set: &OutcomeSet) -> Vec<String> {
    set.outcome.iter().map(|outcome| outcome.category.clone()).collect()
}

/// The outcomes that leave to chance which of some others comes about.
pub(crate) fn lotteries(set: &OutcomeSet) -> Vec<Lottery> {
    let index = index_of(set);
    let part = |part: &Part| Some((*index.get(part.outcome.as_str())?, part.probability));
    let lottery = |(option, outcome): (usize, &Outcome)| {
        let parts = outcome.parts.iter().map(part).collect::<Option<Vec<_>>>()?;
        (!parts.is_empty()).then_some(Lottery { option, parts })
    };
    set.outcome.iter().enumerate().filter_map(lottery).collect()
}

/// The outcomes that are so and so many of an entity. Whether more of it is better is for the actor to say.
pub(crate) fn counts(set: &OutcomeSet) -> Vec<Count> {
    let places =
        set.outcome.iter().enumerate().filter(|(_, outcome)| Some(&outcome.id) != set.anchor.as_ref());
    let count = |(option, outcome): (usize, &Outcome)| {
        let scale = outcome.scale()?;
        let entity = match scale.measure {
            "" => format!("{} ({})", scale.entity, scale.category),
            measure => format!("{} {measure}", scale.entity),
        };
        Some(Count { option, entity, count: outcome.count?, desirable: None })
    };
    places.filter_map(count).collect()
}

/// The utilities of the replicates that did not fall in pieces.
pub(crate) fn whole(bootstrap: Option<&Bootstrap>) -> Vec<Vec<f64>> {
    let replicates = bootstrap.into_iter().flat_map(|bootstrap| &bootstrap.replicates);
    replicates.filter_map(|replicate| replicate.utility.iter().copied().collect()).collect()
}
