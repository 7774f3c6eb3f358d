//! `motive show`: a pair as its judges saw it.
//!
//! The texts are called P and Q, in an order drawn for the pair, so that whoever reads them is as blind as a judge. Who wants to
//! know the arms is told, and the journal keeps it.

use std::collections::{BTreeMap, HashMap};
use std::process::ExitCode;

use motive_engine::{Folder, gold_texts, redacted};
use motive_journal::{Journal, Reader};
use motive_ladder::GoldPair;
use motive_study::Plan;
use motive_study::file::{Entry, OnLeak};
use motive_study::plan::PairSlot;
use motive_study::record::sampled_arm;
use motive_study::record::{
    Ballot, BallotRecord, GoldBallotRecord, GuessRecord, Score, ScoreRecord, Side, TrialOutcome, TrialRecord,
    UnblindedRecord, Vote, kind,
};
use serde::Serialize;

use crate::arguments;
use crate::commands::{Failure, failed, print_json, sealed_journal};
use crate::out::print;
use crate::registration::now;

/// What the texts are called: nothing that a rubric calls them, since its judges name them by the order shown.
const NAMES: [&str; 2] = ["P", "Q"];
const SIDES: [Side; 2] = [Side::First, Side::Second];

/// `motive show`
pub(crate) fn show(arguments: &arguments::Show) -> Result<ExitCode, Failure> {
    let folder = Folder::open(&arguments.run).map_err(|error| Failure::Usage(error.to_string()))?;
    let plan = folder.plan().map_err(failed)?;
    let reader = sealed_journal(&folder, &plan)?;
    let gold: Vec<GoldPair> = match reader.record(kind::GOLD, kind::GOLD).map_err(failed)? {
        Some(body) => serde_json::from_str(&body).map_err(failed)?,
        None => Vec::new(),
    };
    let Some(id) = &arguments.pair else {
        list(&plan, &gold, arguments.json)?;
        return Ok(ExitCode::SUCCESS);
    };
    let shown = match gold.iter().find(|pair| pair.id == *id) {
        // Its name tells what was done, and no arm is claimed anything of.
        Some(pair) => Shown::gold(&plan, &reader, pair, arguments.unblind)?,
        None => {
            let pair = find(&plan, &gold, id)?;
            let mut shown = Shown::read(&plan, &reader, pair)?;
            drop(reader);
            if arguments.unblind {
                unblind(&folder, &plan, pair, &mut shown)?;
            }
            shown
        }
    };
    match arguments.json {
        true => print_json(&serde_json::to_value(&shown).map_err(failed)?)?,
        false => print(&shown.text())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The ids of all pairs, those of the plan first.
fn ids(plan: &Plan, gold: &[GoldPair]) -> Vec<String> {
    plan.pairs.iter().map(PairSlot::id).chain(gold.iter().map(|pair| pair.id.clone())).collect()
}

/// Prints the ids of all pairs.
fn list(plan: &Plan, gold: &[GoldPair], json: bool) -> Result<(), Failure> {
    let ids = ids(plan, gold);
    match json {
        true => print_json(&ids.into()),
        false => print(&ids.iter().map(|id| format!("{id}\n")).collect::<String>()),
    }
}

fn find<'a>(plan: &'a Plan, gold: &[GoldPair], id: &str) -> Result<&'a PairSlot, Failure> {
    if let Some(pair) = plan.pairs.iter().find(|pair| pair.id() == id) {
        return Ok(pair);
    }
    let ids = ids(plan, gold);
    let hint = match motive_study::diagnostic::closest(id, ids.iter().map(String::as_str)) {
        Some(closest) => format!("did you mean `{closest}`?"),
        None => "`motive show DIR` lists them; one is CONTRAST/ACTOR/TASK/ITEM/REPLICATE".to_owned(),
    };
    Err(Failure::Usage(format!("no pair has the id `{id}`: {hint}")))
}

/// A pair as its judges saw it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Shown {
    pair: String,
    brief: String,
    criterion: String,
    /// Text P and text Q; none where there is no work.
    texts: [Option<String>; 2],
    /// Why a text is not there.
    reasons: [Option<String>; 2],
    ballots: Vec<Cast>,
    /// Which text had the better incentive, as judges guess; a tie is not knowing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    guesses: Vec<Cast>,
    /// The scores of text P and text Q, by judge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scores: Vec<Scored>,
    /// The arms of text P and text Q, and what was at stake, for whoever asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    arms: Option<[Arm; 2]>,
    /// Which side of the contrast text P is.
    #[serde(skip)]
    first: Side,
}

/// What the texts of a pair were made under.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Arm {
    arm: String,
    /// Outcome by stake rule.
    stakes: BTreeMap<String, String>,
}

/// What one judge scored one text.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Scored {
    judge: String,
    /// P or Q.
    text: &'static str,
    /// The score, `abstained`, `unreadable`, or why there is no answer.
    result: String,
    reason: String,
}

/// One ballot.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Cast {
    judge: String,
    /// The text shown first: P or Q.
    shown_first: &'static str,
    /// The text that it prefers, `tie`, `abstained`, `unreadable`, or why there is no answer.
    result: String,
    reason: String,
}

impl Shown {
    fn read(plan: &Plan, reader: &Reader, pair: &PairSlot) -> Result<Self, Failure> {
        let contrast = plan.contrast(&pair.contrast).ok_or_else(|| failed("the plan lacks the contrast"))?;
        let item = plan.item(&pair.task, &pair.item).ok_or_else(|| failed("the plan lacks the item"))?;
        let first = if plan.draws().coin("show", &[&pair.id()]) { Side::Second } else { Side::First };
        let mut texts = [None, None];
        let mut reasons = [None, None];
        for (at, side) in [first, first.other()].into_iter().enumerate() {
            let slot = pair.trial(contrast, side).map(|trial| trial.slot()).unwrap_or_default();
            let outcome = match reader.record(kind::TRIAL, &slot).map_err(failed)? {
                Some(body) => Some(serde_json::from_str::<TrialRecord>(&body).map_err(failed)?.outcome),
                None => None,
            };
            match outcome {
                Some(TrialOutcome::Delivered { artifact, .. }) => {
                    let found = reader.record(kind::SCREENING, &slot).map_err(failed)?;
                    texts[at] = Some(seen(plan, &artifact.text, found.as_deref())?);
                }
                Some(TrialOutcome::NotDelivered { reason, .. }) => {
                    reasons[at] = Some(format!("not delivered: {reason}"));
                }
                Some(TrialOutcome::Failed(reason)) => reasons[at] = Some(format!("no answer: {reason}")),
                None => reasons[at] = Some("not asked yet".to_owned()),
            }
        }
        let mut ballots = Vec::new();
        for (judge, orders) in &pair.first_shown {
            for side in orders {
                let Some(body) = reader.record(kind::BALLOT, &pair.ballot(judge, *side)).map_err(failed)?
                else {
                    continue;
                };
                let BallotRecord { result, .. } = serde_json::from_str(&body).map_err(failed)?;
                ballots.push(cast(judge, *side, first, result, &BALLOT));
            }
        }
        let mut guesses = Vec::new();
        for judge in pair.first_shown.keys() {
            let Some(body) = reader.record(kind::GUESS, &pair.guess(judge)).map_err(failed)? else {
                continue;
            };
            let GuessRecord { result, first_shown, .. } = serde_json::from_str(&body).map_err(failed)?;
            guesses.push(cast(judge, first_shown, first, result, &GUESS));
        }
        let mut scores = Vec::new();
        for (text, side) in NAMES.into_iter().zip([first, first.other()]) {
            let slot = pair.trial(contrast, side).map(|trial| trial.slot()).unwrap_or_default();
            for judge in pair.first_shown.keys() {
                let name = ScoreRecord::slot(&slot, judge);
                let Some(body) = reader.record(kind::SCORE, &name).map_err(failed)? else { continue };
                let ScoreRecord { result, .. } = serde_json::from_str(&body).map_err(failed)?;
                scores.push(scored(judge, text, result));
            }
        }
        let (brief, criterion) = (item.brief.clone(), item.criterion.clone());
        let pair = pair.id();
        Ok(Self { pair, brief, criterion, texts, reasons, ballots, guesses, scores, arms: None, first })
    }

    /// A gold pair, with what was done to which text if that is asked for.
    fn gold(plan: &Plan, reader: &Reader, pair: &GoldPair, unblind: bool) -> Result<Self, Failure> {
        let mut works = HashMap::new();
        for output in [&pair.first, &pair.second] {
            let body = reader.record(kind::TRIAL, output).map_err(failed)?.unwrap_or_default();
            let trial: TrialRecord = serde_json::from_str(&body).map_err(failed)?;
            if let TrialOutcome::Delivered { artifact, .. } = trial.outcome {
                works.insert(output.clone(), artifact);
            }
        }
        let trial = plan.trials.iter().find(|trial| trial.slot() == pair.first);
        let item = trial.and_then(|trial| plan.item(&trial.task, &trial.item));
        let item = item.ok_or_else(|| failed("the plan lacks the item"))?;
        let [one, other] = gold_texts(plan, pair, &works).map_err(failed)?;
        let first = if plan.draws().coin("show", &[&pair.id]) { Side::Second } else { Side::First };
        let mut ballots = Vec::new();
        for (judge, orders) in &pair.first_shown {
            for side in orders {
                let slot = GoldBallotRecord::slot(&pair.id, judge, *side);
                let Some(body) = reader.record(kind::GOLD_BALLOT, &slot).map_err(failed)? else { continue };
                let GoldBallotRecord { result, .. } = serde_json::from_str(&body).map_err(failed)?;
                ballots.push(cast(judge, *side, first, result, &BALLOT));
            }
        }
        let arm = |side| {
            let what = match (side, &pair.better) {
                (Side::Second, Some(_)) => format!("the output made worse by {}", pair.kind),
                _ => "the output as it is".to_owned(),
            };
            Arm { arm: what, stakes: BTreeMap::new() }
        };
        let texts = if first == Side::First { [Some(one), Some(other)] } else { [Some(other), Some(one)] };
        Ok(Self {
            pair: pair.id.clone(),
            brief: item.brief.clone(),
            criterion: item.criterion.clone(),
            texts,
            reasons: [None, None],
            ballots,
            guesses: Vec::new(),
            scores: Vec::new(),
            arms: unblind.then(|| [arm(first), arm(first.other())]),
            first,
        })
    }

    fn text(&self) -> String {
        let mut text = format!(
            "{}\n\nbrief\n{}\n\ncriterion\n{}\n",
            self.pair,
            indented(&self.brief),
            indented(&self.criterion)
        );
        for (at, (work, reason)) in self.texts.iter().zip(&self.reasons).enumerate() {
            let arm = self.arms.as_ref().map_or_else(String::new, |arms| arms[at].words());
            let work = work.as_ref().or(reason.as_ref()).map_or("", String::as_str);
            text.push_str(&format!("\ntext {}{arm}\n{}\n", NAMES[at], indented(work)));
        }
        text.push_str("\nballots (in a reason, texts have the names that the judge was given)\n");
        if self.ballots.is_empty() {
            text.push_str("  none\n");
        }
        let mut said = |line: String, reason: &str| {
            text.push_str(&line);
            if !reason.is_empty() {
                text.push_str(&format!("{}\n", indented(&indented(reason))));
            }
        };
        let line = |Cast { judge, shown_first, result, .. }: &Cast| {
            format!("  {judge}, shown {shown_first} then {}: {result}\n", other(shown_first))
        };
        self.ballots.iter().for_each(|ballot| said(line(ballot), &ballot.reason));
        if !self.guesses.is_empty() {
            said("\nwhich text had the better incentive, as judges guess\n".to_owned(), "");
            self.guesses.iter().for_each(|guess| said(line(guess), &guess.reason));
        }
        if !self.scores.is_empty() {
            said("\nscores\n".to_owned(), "");
            for Scored { judge, text, result, reason } in &self.scores {
                said(format!("  {judge}, {text}: {result}\n"), reason);
            }
        }
        text
    }
}

impl Arm {
    fn words(&self) -> String {
        let stakes: Vec<String> =
            self.stakes.iter().map(|(rule, outcome)| format!("{rule}: {outcome}")).collect();
        match stakes.as_slice() {
            [] => format!(" ({})", self.arm),
            stakes => format!(" ({}, {})", self.arm, stakes.join(", ")),
        }
    }
}

/// A text as judges see it.
fn seen(plan: &Plan, text: &str, found: Option<&str>) -> Result<String, Failure> {
    match found {
        Some(found) if plan.study.screening.leaks == OnLeak::Redact => {
            Ok(redacted(text, &serde_json::from_str(found).map_err(failed)?))
        }
        _ => Ok(text.to_owned()),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// What a vote is called: for one text, and for neither.
type Words = [&'static str; 2];
const BALLOT: Words = ["prefers", "tie"];
const GUESS: Words = ["guesses", "does not know"];

fn cast(judge: &str, shown_first: Side, first: Side, result: Ballot, words: &Words) -> Cast {
    let shown_first = if shown_first == first { NAMES[0] } else { NAMES[1] };
    let (result, reason) = match result {
        Ballot::Failed(problem) => (format!("no answer: {problem}"), String::new()),
        Ballot::Read { vote, reason, .. } => (said(&vote, shown_first, words), reason),
    };
    Cast { judge: judge.to_owned(), shown_first, result, reason }
}

fn scored(judge: &str, text: &'static str, result: Ballot<Score>) -> Scored {
    let (result, reason) = match result {
        Ballot::Failed(problem) => (format!("no answer: {problem}"), String::new()),
        Ballot::Read { vote: Score::Value(value), reason, .. } => (value.get().to_string(), reason),
        Ballot::Read { vote: Score::Abstain, reason, .. } => ("abstained".to_owned(), reason),
        Ballot::Read { vote: Score::Unreadable, reason, .. } => ("unreadable".to_owned(), reason),
    };
    Scored { judge: judge.to_owned(), text, result, reason }
}

/// The name of the other text.
fn other(name: &str) -> &'static str {
    if name == NAMES[0] { NAMES[1] } else { NAMES[0] }
}

/// A vote in the names of the texts, of which `first` was shown first.
fn said(vote: &Vote, first: &str, [prefers, tie]: &Words) -> String {
    use motive_contract::rubric::Preference;
    let second = other(first);
    match vote {
        Vote::Preference(Preference::First) => format!("{prefers} {first}"),
        Vote::Preference(Preference::Second) => format!("{prefers} {second}"),
        Vote::Preference(Preference::Tie) => (*tie).to_owned(),
        Vote::Probabilities(p) => {
            format!("{first} with {:.3}, {second} with {:.3}, tie with {:.3}", p.first, p.second, p.tie)
        }
        Vote::Abstain => "abstained".to_owned(),
        Vote::Unreadable => "unreadable".to_owned(),
    }
}

/// Adds the arms, after the journal says so.
fn unblind(folder: &Folder, plan: &Plan, pair: &PairSlot, shown: &mut Shown) -> Result<(), Failure> {
    let contrast = plan.contrast(&pair.contrast).ok_or_else(|| failed("the plan lacks the contrast"))?;
    let journal = Journal::open(folder.path()).map_err(failed)?;
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let judged = folder.results().map_err(failed)?.is_some();
    let record = UnblindedRecord { pair: pair.id(), date: now(), judged };
    let body = serde_json::to_string(&record).map_err(failed)?;
    let stakes = journal.record(kind::STAKES, kind::STAKES).map_err(failed)?;
    executor
        .block_on(async {
            journal.append_record(kind::UNBLINDED, record.slot(), body).await?;
            journal.close().await
        })
        .map_err(failed)?;
    let stakes: Option<motive_study::record::StakesRecord> =
        stakes.map(|body| serde_json::from_str(&body)).transpose().map_err(failed)?;
    let arm = |side: Side| {
        let trial = pair.trial(contrast, side);
        let rules =
            trial.iter().filter_map(|trial| plan.arm(&trial.framing, &trial.arm)).flat_map(|arm| &arm.stakes);
        let draw = trial.as_ref().and_then(|trial| stakes.as_ref()?.draws.get(&trial.stakes()));
        let drawn = rules.filter_map(|rule| Some((rule.clone(), draw?.outcomes.get(rule)?.clone())));
        let at = SIDES.iter().position(|known| *known == side).unwrap_or_default();
        let mut arm = sampled_arm(&contrast.arms[at], contrast.sample(side));
        let framing = trial.as_ref().and_then(|trial| {
            plan.study
                .framing
                .iter()
                .find(|framing| framing.id() == trial.framing && !framing.cross.is_empty())
        });
        if let Some(framing) = framing {
            let mut combinations = framing.combinations();
            let level = plan.level(combinations.len(), &pair.task, &pair.item, pair.replicate);
            for (key, value) in combinations.swap_remove(level) {
                arm.push_str(&format!(
                    ", {key} {}",
                    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
                ));
            }
        }
        Arm { arm, stakes: drawn.collect() }
    };
    shown.arms = Some([arm(shown.first), arm(shown.first.other())]);
    Ok(())
}
