//! What was asked beside trials and ballots, held against the plan.

use std::collections::{HashMap, HashSet};

use motive_journal::Reader;
use motive_study::Plan;
use motive_study::plan::{PairSlot, RecallSlot};
use motive_study::record::{
    Ballot, GuessRecord, RecallAnswer, RecallRecord, Said, Score, ScoreRecord, ScreeningRecord, Side,
    StakesRecord, TrialOutcome, TrialRecord, kind,
};

use crate::error::EngineError;
use crate::run::parse;

/// Records without a place in the plan, recall questions with other answers to choose from than stakes and seed give, and what
/// has no answer.
pub(super) fn beside(plan: &Plan, reader: &Reader, stakes: Option<&str>) -> Result<Vec<String>, EngineError> {
    let Some(stakes) = stakes else { return Ok(Vec::new()) };
    let stakes: StakesRecord = parse(kind::STAKES, stakes)?;
    let mut trials: HashMap<String, TrialRecord> = HashMap::new();
    for (slot, body) in reader.records(kind::TRIAL)? {
        trials.insert(slot.clone(), parse(&slot, &body)?);
    }
    let mut screened: HashMap<String, ScreeningRecord> = HashMap::new();
    for (slot, body) in reader.records(kind::SCREENING)? {
        screened.insert(slot.clone(), parse(&slot, &body)?);
    }
    let mut deviations = recalls(plan, reader, &stakes, &trials)?;
    let shown = Shown { plan, trials: &trials, screened: &screened };
    let slots = |pair| guesses_of(pair).map(|(slot, _)| slot);
    let guesses: HashSet<String> =
        plan.probes.iter().filter(|pair| shown.pair(pair)).flat_map(slots).collect();
    let planned: HashMap<String, &[Side]> = plan.probes.iter().flat_map(guesses_of).collect();
    let mut answered = HashSet::new();
    for (slot, body) in reader.records(kind::GUESS)? {
        let record: GuessRecord = parse(&slot, &body)?;
        if !record.result.has_failed() {
            answered.insert(slot.clone());
        }
        match planned.get(&slot) {
            None => deviations.push(format!("the plan has no guess {slot}")),
            Some(orders) if **orders != [record.first_shown] => {
                deviations.push(format!("{slot} was shown in another order than the plan has"));
            }
            Some(_) => {}
        }
    }
    deviations.extend(open("guesses", &guesses, &answered));
    let of_trial = |slot: &String, actor: &str| -> Vec<String> {
        plan.study.models_judging(actor).map(|judge| ScoreRecord::slot(slot, judge)).collect()
    };
    let all = plan.scored.iter().map(|trial| (trial.slot(), trial.actor.as_str()));
    let planned: HashSet<String> = all.clone().flat_map(|(slot, actor)| of_trial(&slot, actor)).collect();
    let wanted: HashSet<String> =
        all.filter(|(slot, _)| shown.alone(slot)).flat_map(|(slot, actor)| of_trial(&slot, actor)).collect();
    let scheme = plan.study.scoring.as_ref().and_then(|scoring| plan.schemes.get(&scoring.rubric));
    let scale = scheme.and_then(|scheme| scheme.criteria.first());
    let mut answered = HashSet::new();
    for (slot, body) in reader.records(kind::SCORE)? {
        let record: ScoreRecord = parse(&slot, &body)?;
        if !record.result.has_failed() {
            answered.insert(slot.clone());
        }
        if let Ballot::Read { vote: Score::Value(value), .. } = &record.result
            && !scale.is_some_and(|scale| (scale.min..=scale.max).contains(&value.get()))
        {
            deviations.push(format!("{slot} is {}, which is not on the rubric's scale", value.get()));
        }
        if !planned.contains(&slot) || ScoreRecord::slot(&record.trial, &record.judge) != slot {
            deviations.push(format!("the plan has no score {slot}"));
        }
    }
    deviations.extend(open("scores", &wanted, &answered));
    Ok(deviations)
}

/// The guesses of a pair, each with the orders in which it is shown.
fn guesses_of(pair: &PairSlot) -> impl Iterator<Item = (String, &[Side])> {
    pair.first_shown.iter().map(move |(judge, orders)| (pair.guess(judge), orders.as_slice()))
}

fn open(what: &str, wanted: &HashSet<String>, answered: &HashSet<String>) -> Option<String> {
    let open = wanted.difference(answered).count();
    (open > 0).then(|| format!("{open} {what} have no answer"))
}

/// Which outputs judges are shown.
struct Shown<'a> {
    plan: &'a Plan,
    trials: &'a HashMap<String, TrialRecord>,
    screened: &'a HashMap<String, ScreeningRecord>,
}

impl Shown<'_> {
    fn alone(&self, slot: &str) -> bool {
        let delivered = |trial: &TrialRecord| matches!(trial.outcome, TrialOutcome::Delivered { .. });
        let kept = |found: &ScreeningRecord| !self.plan.study.screening.excludes_alone(found);
        self.trials.get(slot).is_some_and(delivered) && self.screened.get(slot).is_some_and(kept)
    }

    fn pair(&self, pair: &PairSlot) -> bool {
        let Some(contrast) = self.plan.contrast(&pair.contrast) else { return false };
        let slots = [Side::First, Side::Second].map(|side| pair.trial(contrast, side));
        slots.iter().all(|slot| slot.as_ref().is_some_and(|slot| self.alone(&slot.slot())))
    }
}

/// The questions about what was told, made again.
fn recalls(
    plan: &Plan,
    reader: &Reader,
    stakes: &StakesRecord,
    trials: &HashMap<String, TrialRecord>,
) -> Result<Vec<String>, EngineError> {
    let planned: HashMap<String, &RecallSlot> =
        plan.recalls.iter().map(|recall| (recall.trial.slot(), recall)).collect();
    let mut deviations = Vec::new();
    let mut answered: HashSet<String> = HashSet::new();
    for (slot, body) in reader.records(kind::RECALL)? {
        let record: RecallRecord = parse(&slot, &body)?;
        let Some(recall) = planned.get(&slot) else {
            deviations.push(format!("the plan asks nothing after the trial {slot}"));
            continue;
        };
        if !record.has_failed() {
            answered.insert(slot.clone());
        }
        let asked = recall.places.iter().filter_map(|(question, place)| {
            let asked = motive_recall::question(plan, stakes, &recall.trial, *question, *place)?;
            Some((*question, (asked.options.to_vec(), *place)))
        });
        let beyond = |answer: &RecallAnswer| matches!(answer.said, Said::Option(option) if option as usize >= answer.options.len());
        if record.answers.values().any(beyond) {
            deviations.push(format!("{slot} has an answer that was not among those to choose from"));
        }
        let found =
            record.answers.into_iter().map(|(question, answer)| (question, (answer.options, answer.right)));
        if !asked.eq(found) {
            deviations.push(format!("{slot} was asked other questions than stakes and seed give"));
        }
    }
    let is_wanted = |slot: &&String| {
        let wanted =
            |trial: &TrialRecord| trial.steps > 0 && !matches!(trial.outcome, TrialOutcome::Failed(_));
        trials.get(*slot).is_some_and(wanted)
    };
    let wanted: HashSet<String> = planned.keys().filter(is_wanted).cloned().collect();
    deviations.extend(open("questions about what was told", &wanted, &answered));
    Ok(deviations)
}
