//! Whether a run followed its plan: what can be computed again is computed again and held against what is in the folder.
//!
//! Does not own: the registration that a plan may be held to, and the results, which the analysis makes.

mod beside;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use motive_contract::types::Artifact;
use motive_elicitation::{derive, estimate, rounds};
use motive_journal::Reader;
use motive_ladder::GoldPair;
use motive_study::plan::{PairSlot, TrialSlot};
use motive_study::record::{
    BallotRecord, ChoiceRecord, GoldBallotRecord, HeadToHeadRecord, ScreeningRecord, Side, StakesRecord,
    TrialOutcome, TrialRecord, UnblindedRecord, kind,
};
use motive_study::{Plan, seal};

use crate::elicit::has_failed;
use crate::error::EngineError;
use crate::folder::Folder;
use crate::gold;
use crate::run::parse;
use crate::screen::Screens;

/// One thing that was looked at, and what is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    /// What holds if nothing deviates.
    pub check: String,
    /// What deviates, in words; empty if it holds.
    pub deviations: Vec<String>,
}

impl Check {
    /// A check with what deviates from it.
    pub fn new(check: &str, deviations: Vec<String>) -> Self {
        Self { check: check.to_owned(), deviations }
    }
}

/// Holds what a run did against its plan. Plan, lock and stakes are those that the run began with.
///
/// # Errors
/// When the folder or the journal cannot be read.
pub fn verify(folder: &Folder, plan: &Plan, reader: &Reader) -> Result<Vec<Check>, EngineError> {
    let stakes = reader.record(kind::STAKES, kind::STAKES)?;
    let choices: Vec<ChoiceRecord> = all(reader, kind::CHOICE)?;
    Ok(vec![
        Check::new("plugins and files are those of the lock", contents(folder)?),
        Check::new("trials, pairs and orders follow from study, items and seed", drawn(plan)),
        Check::new(
            "choices are those that the plan and earlier answers lead to",
            asked(plan, reader, &choices)?,
        ),
        Check::new(
            "utilities and stakes follow from the answers",
            sealed(plan, reader, &choices, stakes.as_deref())?,
        ),
        Check::new(
            "what the screening found follows from the outputs",
            screened(plan, reader, stakes.as_deref())?,
        ),
        Check::new("gold pairs are those that the outputs lead to", golden(plan, reader)?),
        Check::new(
            "recall, guesses and scores are those of the plan",
            beside::beside(plan, reader, stakes.as_deref())?,
        ),
        Check::new("every trial and ballot has its place in the plan", places(plan, reader)?),
        Check::new("all of the plan has an answer", answered(plan, reader, &choices, stakes.as_deref())?),
        Check::new("nobody was shown arms before all was judged", unblinded(reader)?),
    ])
}

fn all<R: serde::de::DeserializeOwned>(reader: &Reader, kind: &str) -> Result<Vec<R>, EngineError> {
    reader.records(kind)?.into_iter().map(|(slot, body)| parse(&slot, &body)).collect()
}

fn contents(folder: &Folder) -> Result<Vec<String>, EngineError> {
    let lock = folder.lock()?;
    let plugins = lock.plugin.iter().map(|plugin| folder.plugin(&plugin.sha256));
    let assets = lock.asset.iter().map(|asset| folder.asset(&asset.sha256));
    Ok(plugins.chain(assets).filter_map(Result::err).map(|error| error.to_string()).collect())
}

fn drawn(plan: &Plan) -> Vec<String> {
    match plan.is_as_drawn() {
        true => Vec::new(),
        false => {
            vec!["the plan has other trials, pairs or orders than its study, items and seed give".to_owned()]
        }
    }
}

/// The rounds of every actor, derived again.
fn asked(plan: &Plan, reader: &Reader, choices: &[ChoiceRecord]) -> Result<Vec<String>, EngineError> {
    let (Some(elicitation), Some(set)) = (&plan.study.elicitation, &plan.outcomes) else {
        return Ok(Vec::new());
    };
    let mut deviations = Vec::new();
    let anchor = set.outcome.iter().position(|outcome| Some(&outcome.id) == set.anchor.as_ref());
    for (actor, first_round) in &plan.choices {
        let key = plan.draws().key("choices", &[actor]);
        let questions = rounds::open(elicitation, set.outcome.len(), anchor, key);
        let named = |pairs: &[(usize, usize)]| -> Vec<[String; 2]> {
            pairs.iter().map(|(a, b)| [*a, *b].map(|place| set.outcome[place].id.clone())).collect()
        };
        match questions {
            Ok(open) if named(&open.first_round) != *first_round => {
                deviations.push(format!("{actor}: the first round is not the one that the strategy chooses"));
            }
            Ok(_) => {}
            Err(problem) => deviations.push(format!("{actor}: {problem}")),
        }
        let held_out = plan.held_out.get(actor).into_iter().flatten();
        let mut planned: BTreeSet<&[String; 2]> = first_round.iter().chain(held_out).collect();
        let mut so_far = vec![first_round.clone()];
        let mut later: Vec<Vec<[String; 2]>> = Vec::new();
        while let Some(body) = reader.record(kind::PAIRS, &format!("pairs/{actor}/{}", so_far.len()))? {
            let pairs: Vec<[String; 2]> = parse("a round of pairs", &body)?;
            if pairs.is_empty() {
                break;
            }
            // The answers that there were: of rounds before this one, and of the held-out pairs.
            let known: HashSet<&[String; 2]> = so_far.iter().flatten().collect();
            let is_known = |choice: &&ChoiceRecord| {
                let pair = [choice.first.clone(), choice.second.clone()];
                let turned = [choice.second.clone(), choice.first.clone()];
                known.contains(&pair) || known.contains(&turned)
            };
            let earlier: Vec<ChoiceRecord> = choices.iter().filter(is_known).cloned().collect();
            if rounds::next(plan, actor, &so_far, &earlier)? != pairs {
                deviations.push(format!(
                    "{actor}: round {} is not the one that the answers before it lead to",
                    so_far.len() + 1
                ));
            }
            so_far.push(pairs.clone());
            later.push(pairs);
        }
        planned.extend(later.iter().flatten());
        let is_planned = |choice: &&ChoiceRecord| {
            let [a, b] = [&choice.first, &choice.second];
            planned.contains(&[a.clone(), b.clone()]) || planned.contains(&[b.clone(), a.clone()])
        };
        let of_actor = choices.iter().filter(|choice| choice.actor == *actor);
        let samples = elicitation.samples as usize;
        let wanted = planned.len() * 2 * samples;
        let there = choices.iter().filter(|choice| choice.actor == *actor).filter(is_planned).count();
        if there < wanted && reader.first(kind::STAKES)?.is_some() {
            deviations
                .push(format!("{actor}: {} choices are missing, and the stakes are drawn", wanted - there));
        }
        let strays = of_actor.filter(|choice| !is_planned(choice)).count();
        if strays > 0 {
            deviations.push(format!("{actor}: {strays} choices between outcomes that no round has"));
        }
    }
    Ok(deviations)
}

/// The stakes, derived again.
fn sealed(
    plan: &Plan,
    reader: &Reader,
    choices: &[ChoiceRecord],
    stakes: Option<&str>,
) -> Result<Vec<String>, EngineError> {
    let Some(text) = stakes else { return Ok(Vec::new()) };
    let digest = plan
        .digest()
        .map_err(|error| EngineError::Record { what: "the plan".to_owned(), reason: error.to_string() })?;
    let heads: Vec<HeadToHeadRecord> = all(reader, kind::HEAD_TO_HEAD)?;
    let derived = derive(plan, &digest, &estimate(plan, choices)?, &heads)?.record;
    let again = seal::canonical(&derived)
        .map_err(|error| EngineError::Record { what: "the stakes".to_owned(), reason: error.to_string() })?;
    if again == text {
        return Ok(Vec::new());
    }
    let found: StakesRecord = parse(kind::STAKES, text)?;
    let mut deviations: Vec<String> = found
        .draws
        .iter()
        .filter(|(name, draw)| derived.draws.get(*name).is_none_or(|again| again.outcomes != draw.outcomes))
        .map(|(name, _)| format!("the stakes of {name} are not those that the answers lead to"))
        .collect();
    if deviations.is_empty() && !is_close(&again, text) {
        deviations.push("the utilities in stakes.json are not those that the answers lead to".to_owned());
    }
    Ok(deviations)
}

/// Whether two JSON texts say the same, numbers up to 1e-9 of their size or of 1: as another machine computes them.
pub fn is_close(one: &str, other: &str) -> bool {
    fn close(one: &serde_json::Value, other: &serde_json::Value) -> bool {
        use serde_json::Value;
        match (one, other) {
            (Value::Number(one), Value::Number(other)) => match (one.as_f64(), other.as_f64()) {
                (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
                _ => one == other,
            },
            (Value::Array(one), Value::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| close(one, other))
            }
            (Value::Object(one), Value::Object(other)) => {
                one.len() == other.len()
                    && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| close(value, other)))
            }
            _ => one == other,
        }
    }
    match (serde_json::from_str(one), serde_json::from_str(other)) {
        (Ok(one), Ok(other)) => close(&one, &other),
        _ => one == other,
    }
}

/// What was found in the outputs, found again.
fn screened(plan: &Plan, reader: &Reader, stakes: Option<&str>) -> Result<Vec<String>, EngineError> {
    let Some(stakes) = stakes else { return Ok(Vec::new()) };
    let stakes: StakesRecord = parse(kind::STAKES, stakes)?;
    let mut trials: HashMap<String, TrialRecord> = HashMap::new();
    for (slot, body) in reader.records(kind::TRIAL)? {
        trials.insert(slot.clone(), parse(&slot, &body)?);
    }
    let delivered: HashMap<String, TrialRecord> = trials
        .iter()
        .filter(|(_, trial)| matches!(trial.outcome, TrialOutcome::Delivered { .. }))
        .map(|(slot, trial)| (slot.clone(), trial.clone()))
        .collect();
    let screens = Screens::of(Arc::new(plan.clone()), &stakes, &delivered);
    let mut deviations = Vec::new();
    let mut open: BTreeSet<&String> = delivered.keys().collect();
    let has_begun = reader.first(kind::SCREENING)?.is_some() || reader.first(kind::BALLOT)?.is_some();
    for (slot, body) in reader.records(kind::SCREENING)? {
        open.remove(&slot);
        let found: ScreeningRecord = parse(&slot, &body)?;
        let Some(trial) = delivered.get(&slot) else {
            deviations.push(format!("a screening of {slot}, which delivered nothing"));
            continue;
        };
        let again = ScreeningRecord { first: found.first.clone(), ..screens.screen(&slot, trial)? };
        if again != found {
            deviations.push(format!("the screening of {slot} is not what its output comes to"));
        }
    }
    if has_begun && !open.is_empty() {
        deviations.push(format!("{} outputs were not screened", open.len()));
    }
    Ok(deviations)
}

/// The gold pairs, drawn again, and the ballots on them.
fn golden(plan: &Plan, reader: &Reader) -> Result<Vec<String>, EngineError> {
    let Some(body) = reader.record(kind::GOLD, kind::GOLD)? else { return Ok(Vec::new()) };
    let found: Vec<GoldPair> = parse(kind::GOLD, &body)?;
    let mut works: HashMap<String, Artifact> = HashMap::new();
    for (slot, body) in reader.records(kind::TRIAL)? {
        if let TrialRecord { outcome: TrialOutcome::Delivered { artifact, .. }, .. } = parse(&slot, &body)? {
            works.insert(slot, artifact);
        }
    }
    let mut screened: HashMap<String, ScreeningRecord> = HashMap::new();
    for (slot, body) in reader.records(kind::SCREENING)? {
        screened.insert(slot.clone(), parse(&slot, &body)?);
    }
    let mut deviations = Vec::new();
    if gold::drawn(plan, &works, &screened)?.pairs != found {
        deviations.push("the gold pairs are not those that the outputs lead to".to_owned());
    }
    let known: HashSet<String> = found
        .iter()
        .flat_map(|pair| {
            let shown = pair.first_shown.iter();
            shown.flat_map(move |(judge, sides)| {
                sides.iter().map(move |side| GoldBallotRecord::slot(&pair.id, judge, *side))
            })
        })
        .collect();
    let cast = reader.records(kind::GOLD_BALLOT)?;
    let strays = cast.iter().filter(|(slot, _)| !known.contains(slot));
    deviations.extend(strays.map(|(slot, _)| format!("there is no gold pair for {slot}")));
    let open = known.len().saturating_sub(cast.len());
    if open > 0 {
        deviations.push(format!("{open} gold ballots have no answer"));
    }
    Ok(deviations)
}

fn places(plan: &Plan, reader: &Reader) -> Result<Vec<String>, EngineError> {
    let trials: HashSet<String> = plan.trials.iter().map(TrialSlot::slot).collect();
    let ballots: HashSet<String> = plan.pairs.iter().flat_map(ballots).collect();
    let mut deviations = Vec::new();
    for (kind, known, word) in [(kind::TRIAL, trials, "trial"), (kind::BALLOT, ballots, "ballot")] {
        let strays = reader.records(kind)?.into_iter().filter(|(slot, _)| !known.contains(slot));
        deviations.extend(strays.map(|(slot, _)| format!("the plan has no {word} {slot}")));
    }
    // A record says itself where it belongs.
    for (slot, body) in reader.records(kind::TRIAL)? {
        let TrialRecord { actor, task, item, replicate, framing, arm, sample, .. } = parse(&slot, &body)?;
        let own = TrialSlot { actor, task, item, replicate, framing, arm, sample }.slot();
        if own != slot {
            deviations.push(format!("the trial {slot} says that it is {own}"));
        }
    }
    for (slot, body) in reader.records(kind::BALLOT)? {
        let BallotRecord { contrast, actor, task, item, replicate, judge, first_shown, .. } =
            parse(&slot, &body)?;
        let pair = PairSlot { contrast, actor, task, item, replicate, first_shown: BTreeMap::new() };
        let own = pair.ballot(&judge, first_shown);
        if own != slot {
            deviations.push(format!("the ballot {slot} says that it is {own}"));
        }
    }
    let sealed = reader.first(kind::STAKES)?;
    for (kind, word) in [(kind::TRIAL, "trial"), (kind::BALLOT, "ballot")] {
        if let Some(first) = reader.first(kind)?
            && sealed.is_none_or(|sealed| first < sealed)
        {
            deviations.push(format!("a {word} stands in the journal before the stakes were sealed"));
        }
    }
    Ok(deviations)
}

fn ballots(pair: &PairSlot) -> impl Iterator<Item = String> + '_ {
    let shown = pair.first_shown.iter();
    shown.flat_map(move |(judge, sides)| sides.iter().map(move |side| pair.ballot(judge, *side)))
}

/// What was not asked, or not answered.
fn answered(
    plan: &Plan,
    reader: &Reader,
    choices: &[ChoiceRecord],
    stakes: Option<&str>,
) -> Result<Vec<String>, EngineError> {
    let mut deviations = Vec::new();
    let unanswered = choices.iter().filter(|choice| has_failed(&choice.result)).count();
    if unanswered > 0 {
        let drawn = if stakes.is_some() { ", and the stakes were drawn without them" } else { "" };
        deviations.push(format!("{unanswered} choices have no answer{drawn}"));
    }
    if stakes.is_none() {
        deviations.push("the stakes are not sealed yet, and no trial was run".to_owned());
        return Ok(deviations);
    }
    let mut outcomes: HashMap<String, TrialOutcome> = HashMap::new();
    for (slot, body) in reader.records(kind::TRIAL)? {
        let TrialRecord { outcome, .. } = parse(&slot, &body)?;
        outcomes.insert(slot, outcome);
    }
    let mut read: HashSet<String> = HashSet::new();
    for (slot, body) in reader.records(kind::BALLOT)? {
        let BallotRecord { result, .. } = parse(&slot, &body)?;
        if !has_failed(&result) {
            read.insert(slot);
        }
    }
    let is_open = |trial: &&TrialSlot| {
        outcomes.get(&trial.slot()).is_none_or(|outcome| matches!(outcome, TrialOutcome::Failed(_)))
    };
    let mut found: HashMap<String, ScreeningRecord> = HashMap::new();
    for (slot, body) in reader.records(kind::SCREENING)? {
        found.insert(slot.clone(), parse(&slot, &body)?);
    }
    let is_judged = |pair: &&PairSlot| {
        let contrast = plan.contrast(&pair.contrast);
        let slots = [Side::First, Side::Second].map(|side| {
            let trial = contrast.and_then(|contrast| pair.trial(contrast, side));
            trial.map(|trial| trial.slot()).unwrap_or_default()
        });
        let delivered = |slot: &String| matches!(outcomes.get(slot), Some(TrialOutcome::Delivered { .. }));
        let screenings = slots.each_ref().map(|slot| found.get(slot));
        let is_excluded = match screenings {
            [Some(first), Some(second)] => plan.study.screening.excludes([first, second]),
            _ => false,
        };
        slots.iter().all(delivered) && !is_excluded
    };
    let trials = plan.trials.iter().filter(is_open).count();
    let ballots =
        plan.pairs.iter().filter(is_judged).flat_map(ballots).filter(|slot| !read.contains(slot)).count();
    let open = [("trials", trials), ("ballots", ballots)].into_iter().filter(|(_, count)| *count > 0);
    deviations.extend(open.map(|(what, count)| format!("{count} {what} have no answer")));
    Ok(deviations)
}

/// Who looked at arms while there was something left to judge.
fn unblinded(reader: &Reader) -> Result<Vec<String>, EngineError> {
    let mut deviations = Vec::new();
    for (slot, body) in reader.records(kind::UNBLINDED)? {
        let UnblindedRecord { pair, date, judged } = parse(&slot, &body)?;
        if !judged {
            deviations.push(format!("the arms of {pair} were shown on {date}"));
        }
    }
    Ok(deviations)
}
