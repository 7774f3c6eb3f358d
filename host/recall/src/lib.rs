//! The manipulation check: what an actor is asked about what it was told, and how its answer is read.
//!
//! Each question has four answers, one of them right; which of the places the right one has is the plan's. The wrong ones are
//! such as the study has: outcomes of the same draw and domain, other entities, other conditions, and that nothing was told.
//! Does not own: when and on which fork it is asked, and what shares of right answers say.

mod options;
mod reading;

use motive_contract::framing::Arm;
use motive_study::Plan;
use motive_study::beside::{NO_OUTCOME, condition};
use motive_study::file::RecallQuestion;
use motive_study::outcomes::Outcome;
use motive_study::plan::TrialSlot;
use motive_study::record::StakesRecord;

pub use reading::read;

/// How many answers there are to choose from.
const OPTIONS: usize = motive_study::beside::OPTIONS as usize;
/// Their letters.
const LETTERS: [char; OPTIONS] = ['A', 'B', 'C', 'D'];

/// A question with four answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// As it is put to the actor.
    pub text: String,
    /// The answers, in the order shown.
    pub options: [String; OPTIONS],
}

/// The question after a trial, with the right answer at `place` of the four. None where there is nothing to ask by: an
/// outcome that concerns nobody in particular, or fewer than three wrong answers.
pub fn question(
    plan: &Plan,
    stakes: &StakesRecord,
    trial: &TrialSlot,
    question: RecallQuestion,
    place: u32,
) -> Option<Question> {
    let arm = plan.arm(&trial.framing, &trial.arm)?;
    let told = told(plan, stakes, trial, arm);
    let (right, wrong) = match question {
        // Where several outcomes were told of, none is the right one.
        RecallQuestion::What if told.is_none() && condition(arm) != Some(NO_OUTCOME) => return None,
        RecallQuestion::What => options::outcomes(plan, stakes, trial, told),
        RecallQuestion::Whom => options::entities(plan, trial, told?)?,
        RecallQuestion::Condition => options::conditions(condition(arm)?)?,
    };
    let options = options::placed(plan, trial, question, right, wrong, place as usize)?;
    let asked = match question {
        RecallQuestion::What => "Which outcome were you told about?",
        RecallQuestion::Whom => "Whom or what does the outcome concern that you were told about?",
        RecallQuestion::Condition => "When does the outcome come about that you were told about?",
    };
    let listed: Vec<String> =
        LETTERS.iter().zip(&options).map(|(letter, option)| format!("{letter}) {option}")).collect();
    let text = format!(
        "The work is over, and this changes nothing about it. One question about what you were told before it.\n\n\
         {asked}\n{}\n\n\
         Answer with one letter.",
        listed.join("\n")
    );
    Some(Question { text, options })
}

/// The outcome that the trial's arm tells of; none if it tells of none, or of several.
fn told<'a>(plan: &'a Plan, stakes: &StakesRecord, trial: &TrialSlot, arm: &Arm) -> Option<&'a Outcome> {
    let [rule] = arm.stakes.as_slice() else { return None };
    let id = stakes.draws.get(&trial.stakes())?.outcomes.get(rule)?;
    outcomes(plan).find(|outcome| outcome.id == *id)
}

/// All outcomes of the study but the one in which nothing changes.
fn outcomes(plan: &Plan) -> impl Iterator<Item = &Outcome> {
    let set = plan.outcomes.iter();
    set.flat_map(|set| set.outcome.iter().filter(|outcome| Some(&outcome.id) != set.anchor.as_ref()))
}
