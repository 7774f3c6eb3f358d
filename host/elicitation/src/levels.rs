//! What the levels of crossed factors make of the utilities: whether another label, order of words or paraphrase gives
//! other preferences.

use motive_study::Plan;
use motive_study::record::{Ballot, ChoiceRecord, Vote};
use motive_utility::FitOptions;
use motive_utility::coherence::{Elicited, Estimate, compare};
use serde::{Deserialize, Serialize};

use crate::ElicitationError;
use crate::answers::ActorAnswers;
use crate::fit::Fitting;

/// The confidence of the intervals.
const CONFIDENCE: f64 = 0.95;

/// The answers to questions with one level of one factor, whatever the levels of the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// The key of the rubric's config.
    pub factor: String,
    /// Its value, as JSON.
    pub level: String,
    /// Questions asked.
    pub asked: u64,
    /// The share of them that chose one of the two or neither: what was not declined, unreadable or failed.
    pub readable: f64,
    /// The share of the first shown between equals, by a fit to these answers alone. Absent where there is no such fit.
    pub first_shown_share: Option<f64>,
    /// The product-moment correlation of the utilities of these answers alone with those of the other levels' answers.
    pub with_others: Option<Estimate>,
}

/// The levels of an actor's answers, factor by factor in the order of the study; none where nothing is crossed.
///
/// # Errors
/// When a record names an outcome that the plan lacks, or the plan what does not exist here.
pub fn of(plan: &Plan, actor: &str, records: &[ChoiceRecord]) -> Result<Vec<Level>, ElicitationError> {
    let Some(elicitation) = &plan.study.elicitation else { return Ok(Vec::new()) };
    let fitting = Fitting::of(plan, elicitation, actor)?;
    let variants = elicitation.variants();
    let mut found = Vec::new();
    for (factor, levels) in &elicitation.cross {
        for level in levels {
            let has = |record: &&ChoiceRecord| {
                variants[record.sample as usize % variants.len()].levels.get(factor) == Some(level)
            };
            let own = records.iter().filter(|record| record.actor == actor);
            let (these, others): (Vec<&ChoiceRecord>, Vec<&ChoiceRecord>) = own.partition(has);
            let fit = |records: &[&ChoiceRecord]| -> Result<_, ElicitationError> {
                let choices = fitting.choices(&ActorAnswers::of(plan, actor, records.iter().copied())?);
                let how = FitOptions { one_sided: false, ..FitOptions::default() };
                Ok(fitting.model.fit(choices.options(), &choices.comparisons(), &how).ok())
            };
            let (fit, other_fit) = (fit(&these)?, fit(&others)?);
            let ids = plan.outcomes.iter().flat_map(|set| &set.outcome).map(|outcome| outcome.id.clone());
            let ids: Vec<String> = ids.collect();
            let with_others = fit.as_ref().zip(other_fit.as_ref()).and_then(|(one, other)| {
                let (one, other) = (Elicited::of(&ids, one).ok()?, Elicited::of(&ids, other).ok()?);
                compare(&one, &other, &[], CONFIDENCE).ok()?.pearson
            });
            let readable = these.iter().filter(|record| is_readable(&record.result)).count();
            found.push(Level {
                factor: factor.clone(),
                level: level.to_string(),
                asked: these.len() as u64,
                readable: if these.is_empty() { 0.0 } else { readable as f64 / these.len() as f64 },
                first_shown_share: fit.map(|fit| fit.first_share()),
                with_others,
            });
        }
    }
    Ok(found)
}

fn is_readable(result: &Ballot) -> bool {
    matches!(result, Ballot::Read { vote: Vote::Preference(_) | Vote::Probabilities(_), .. })
}
