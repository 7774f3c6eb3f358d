//! Which pairs an actor is asked about, round by round.
//!
//! The first round and the held-out pairs stand in the plan. What follows is derived from the plan, the rounds before and
//! their answers, and goes to the journal before it is asked.

use std::collections::BTreeSet;

use motive_study::Plan;
use motive_study::elicitation::Elicitation;
use motive_study::make::Questions;
use motive_study::record::ChoiceRecord;
use motive_utility::{
    Comparison, Fit, FitError, FitOptions, HOLDOUT_CAP, PairDesign, PairParams, PairStrategies, PairStrategy,
    PairView,
};

use crate::ElicitationError;
use crate::answers::{ActorAnswers, held_out, index_of};
use crate::fit::Fitting;

/// What the plan says of the questions to an actor: the first round, the held-out pairs, and how many pairs it will be
/// asked about in all. `key` is the actor's.
///
/// # Errors
/// In words, why no pairs can be chosen.
pub fn open(
    elicitation: &Elicitation,
    options: usize,
    anchor: Option<usize>,
    key: [u8; 32],
) -> Result<Questions, String> {
    let strategy = strategy(elicitation)?;
    let held_out = motive_utility::holdout(options, anchor, elicitation.held_out, HOLDOUT_CAP, key)
        .map_err(|error| error.to_string())?;
    let params = params(elicitation);
    let design = PairDesign { options, anchor, params: &params, held_out: &held_out };
    let planned = strategy.planned(&design).map_err(|error| error.to_string())?;
    let no_answers = |_: &[Comparison]| Err(FitError::NoChoices { comparisons: 0 });
    let view = PairView { design, seed: key, rounds: &[], comparisons: &[], fit: &no_answers };
    let first_round = strategy.next(&view).map_err(|error| error.to_string())?;
    let planned = planned + held_out.len();
    Ok(Questions { first_round, planned, held_out: held_out.into_iter().collect() })
}

/// The pairs of the round after `rounds`, which `records` answer; empty if there is none.
///
/// # Errors
/// When the answers cannot be read, or the plan names what does not exist here.
pub fn next(
    plan: &Plan,
    actor: &str,
    rounds: &[Vec<[String; 2]>],
    records: &[ChoiceRecord],
) -> Result<Vec<[String; 2]>, ElicitationError> {
    let error = |reason: String| ElicitationError::Pairs { actor: actor.to_owned(), reason };
    let (Some(elicitation), Some(set)) = (&plan.study.elicitation, &plan.outcomes) else {
        return Ok(Vec::new());
    };
    let strategy = strategy(elicitation).map_err(error)?;
    if !strategy.adaptive() {
        return Ok(Vec::new());
    }
    let index = index_of(set);
    let place = |id: &String| {
        index
            .get(id.as_str())
            .copied()
            .ok_or_else(|| error(format!("a pair with `{id}`, which is not in the set")))
    };
    let placed = |[a, b]: &[String; 2]| Ok((place(a)?.min(place(b)?), place(a)?.max(place(b)?)));
    let rounds = rounds
        .iter()
        .map(|pairs| pairs.iter().map(placed).collect())
        .collect::<Result<Vec<Vec<(usize, usize)>>, ElicitationError>>()?;
    let fitting = Fitting::of(plan, elicitation, actor)?;
    let comparisons = fitting.choices(&ActorAnswers::of(plan, actor, records)?).comparisons();
    let params = params(elicitation);
    let held_out: BTreeSet<(usize, usize)> = held_out(plan, actor);
    let anchor = set.anchor.as_ref().and_then(|anchor| index.get(anchor.as_str()).copied());
    let options = set.outcome.len();
    // Strategies look at utilities alone, and limits of a decided actor take many fits.
    let how = FitOptions { standard_errors: false, one_sided: false, ..FitOptions::default() };
    let fit = |comparisons: &[Comparison]| -> Result<Fit, FitError> {
        fitting.model.fit(options, comparisons, &how)
    };
    let view = PairView {
        design: PairDesign { options, anchor, params: &params, held_out: &held_out },
        seed: plan.draws().key("choices", &[actor]),
        rounds: &rounds,
        comparisons: &comparisons,
        fit: &fit,
    };
    let pairs = strategy.next(&view).map_err(|problem| error(problem.to_string()))?;
    let id = |place: usize| set.outcome[place].id.clone();
    Ok(pairs.into_iter().map(|(a, b)| [id(a), id(b)]).collect())
}

/// Whether later rounds depend on the answers to earlier ones.
pub fn adapts(elicitation: &Elicitation) -> bool {
    strategy(elicitation).is_ok_and(PairStrategy::adaptive)
}

fn strategy(elicitation: &Elicitation) -> Result<&'static dyn PairStrategy, String> {
    PairStrategies::find(&elicitation.pairs.strategy).map_err(|error| error.to_string())
}

fn params(elicitation: &Elicitation) -> PairParams {
    let pairs = &elicitation.pairs;
    PairParams {
        multiplier: pairs.multiplier,
        batch: pairs.batch as usize,
        degree: pairs.degree as usize,
        gap_percentile: pairs.gap_percentile,
        degree_percentile: pairs.degree_percentile,
    }
}
