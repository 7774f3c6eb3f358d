//! Before judges see an output: whether it tells of the incentive, and whether it is work to compare.
//!
//! All outputs of an actor on one item and replicate are held against everything that any of its arms was told there, so that
//! the rates of two arms are of one scan. What is found is in the journal; what becomes of it is the study's choice.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use motive_contract::framing::Arm;
use motive_contract::task::Item;
use motive_contract::types::StopReason;
use motive_screening::{Expectation, LeakScan, Limits, Stake, Stop, Told, admit, redact};
use motive_study::Plan;
use motive_study::plan::TrialSlot;
use motive_study::record::{Leak, ScreeningRecord, StakesRecord, TrialOutcome, TrialRecord, kind};

use crate::error::EngineError;
use crate::progress::Stage;
use crate::run::{Run, parse, unreadable};

/// What the outputs of one actor on one item and replicate are held against.
#[derive(Default)]
struct Group {
    /// What any arm was told.
    told: Vec<String>,
    /// Outcomes that were at stake in any arm: their words and, if they have one, their entity.
    stakes: Vec<(String, Option<String>)>,
    /// Outputs of arms to which nothing was said, by the slot of their trials.
    plain: Vec<(String, String)>,
    /// The scan of all outputs but the plain ones: made when it is first wanted.
    scan: OnceLock<LeakScan>,
}

/// The name of a group: actor, task, item and replicate.
type GroupName = (String, String, String, u32);

impl Group {
    /// The scan of the output of a trial.
    fn scan(&self, item: Option<&Item>, slot: &str, expected: &Expectation) -> LeakScan {
        let assignment = item.map_or_else(Vec::new, |item| {
            vec![item.title.as_str(), item.brief.as_str(), item.criterion.as_str(), item.input.as_str()]
        });
        // What others write to whom nothing was said comes from the assignment.
        let plain = self.plain.iter().filter(|(other, _)| other != slot).map(|(_, text)| text.as_str());
        let explained: Vec<&str> = assignment.into_iter().chain(plain).collect();
        let inserted: Vec<&str> = self.told.iter().map(String::as_str).collect();
        let entities: Vec<Vec<&str>> =
            self.stakes.iter().map(|(_, entity)| entity.iter().map(String::as_str).collect()).collect();
        let stakes = self.stakes.iter().zip(&entities);
        let stakes: Vec<Stake<'_>> = stakes.map(|((text, _), entities)| Stake { text, entities }).collect();
        LeakScan::new(&Told {
            explained: &explained,
            inserted: &inserted,
            stakes: &stakes,
            language: expected.language,
        })
    }
}

fn group_of(record: &TrialRecord) -> GroupName {
    (record.actor.clone(), record.task.clone(), record.item.clone(), record.replicate)
}

/// What is scanned, and what against.
pub(crate) struct Screens {
    plan: Arc<Plan>,
    groups: BTreeMap<GroupName, Group>,
}

impl Screens {
    /// From the trials of a run, and the stakes that they had.
    pub(crate) fn of(plan: Arc<Plan>, stakes: &StakesRecord, trials: &HashMap<String, TrialRecord>) -> Self {
        let outcomes: HashMap<&str, _> = plan
            .outcomes
            .iter()
            .flat_map(|set| &set.outcome)
            .map(|outcome| (outcome.id.as_str(), outcome))
            .collect();
        let mut groups: BTreeMap<GroupName, Group> = BTreeMap::new();
        for slot in &plan.trials {
            let name = slot.slot();
            let Some(record) = trials.get(&name) else { continue };
            let group = groups.entry(group_of(record)).or_default();
            for text in &record.told {
                if !group.told.contains(text) {
                    group.told.push(text.clone());
                }
            }
            let arm = plan.arm(&slot.framing, &slot.arm);
            let rules = arm.into_iter().flat_map(|arm| &arm.stakes);
            let drawn = rules.filter_map(|rule| stakes.draws.get(&slot.stakes())?.outcomes.get(rule));
            for outcome in drawn.filter_map(|id| outcomes.get(id.as_str())) {
                let stake = (outcome.text.clone(), outcome.entity.clone());
                if !group.stakes.contains(&stake) {
                    group.stakes.push(stake);
                }
            }
            if let (Some(Arm { role, .. }), TrialOutcome::Delivered { artifact, .. }) = (arm, &record.outcome)
                && role == "baseline"
            {
                group.plain.push((name, artifact.text.clone()));
            }
        }
        Self { plan, groups }
    }

    /// What is found in the output of a trial; nothing in one that was not delivered.
    ///
    /// # Errors
    /// When the study's limits cannot be used.
    pub(crate) fn screen(&self, slot: &str, record: &TrialRecord) -> Result<ScreeningRecord, EngineError> {
        let TrialOutcome::Delivered { artifact, .. } = &record.outcome else {
            return Ok(ScreeningRecord::default());
        };
        let none = Group::default();
        let group = self.groups.get(&group_of(record)).unwrap_or(&none);
        let item = self.plan.item(&record.task, &record.item);
        let expected = item.map_or_else(Expectation::default, |item| Expectation::of_brief(&item.brief));
        // No output explains itself.
        let report = match group.plain.iter().any(|(plain, _)| plain == slot) {
            true => group.scan(item, slot, &expected).scan(&artifact.text),
            false => group.scan.get_or_init(|| group.scan(item, slot, &expected)).scan(&artifact.text),
        };
        let limits = Limits::new(self.plan.study.screening.length_factor)
            .map_err(|error| unreadable("`screening.length-factor`", &error))?;
        let reasons = admit(&artifact.text, stop_of(record), &expected, &limits);
        let findings = report.findings.into_iter().map(|finding| Leak {
            kind: word(&finding.kind),
            range: [finding.range.start, finding.range.end],
            text: finding.text,
            reason: finding.reason,
        });
        Ok(ScreeningRecord {
            leaks: report.leaks,
            findings: findings.collect(),
            inadmissible: reasons.iter().map(word).collect(),
            first: None,
        })
    }
}

/// Why the work ended. Of work in many steps, the last answer need not be the work, so its text has to tell.
fn stop_of(record: &TrialRecord) -> Stop {
    match record.stop {
        Some(_) if record.steps > 1 => Stop::Unknown,
        Some(StopReason::End | StopReason::StopSequence) => Stop::Finished,
        Some(StopReason::Length) => Stop::Length,
        Some(StopReason::Refusal) => Stop::Refusal,
        Some(StopReason::Filtered) => Stop::Filtered,
        _ => Stop::Unknown,
    }
}

/// The word that a value is written as.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A text with everything blotted out that was found in it.
pub fn redacted(text: &str, found: &ScreeningRecord) -> String {
    let ranges: Vec<_> = found.findings.iter().map(|Leak { range: [start, end], .. }| *start..*end).collect();
    redact(text, &ranges)
}

impl Run {
    /// What was found in the outputs, by the slots of their trials.
    pub(crate) fn screened(&self) -> Result<HashMap<String, ScreeningRecord>, EngineError> {
        let records = self.journal.records(kind::SCREENING)?.into_iter();
        records.map(|(slot, body)| Ok((slot.clone(), parse(&slot, &body)?))).collect()
    }

    /// Screens all outputs, and has the work done once more that the study wants done again; how many actors did not
    /// answer then.
    pub(crate) async fn screenings(self: &Arc<Self>, stakes: &Arc<StakesRecord>) -> Result<u64, EngineError> {
        self.screen(stakes).await?;
        let found = self.screened()?;
        let asks_again = |slot: &&TrialSlot| {
            found.get(&slot.slot()).is_some_and(|found| self.plan.study.screening.asks_again(found))
        };
        let slots: Vec<(String, TrialSlot)> =
            self.plan.trials.iter().filter(asks_again).map(|slot| (slot.slot(), slot.clone())).collect();
        if slots.is_empty() {
            return Ok(0);
        }
        self.observer.note(&format!("{} works are done once more", slots.len()));
        let stakes_again = stakes.clone();
        self.observer.begin(Stage::Trials, slots.len() as u64, 0);
        let again = move |run: Arc<Self>, slot: TrialSlot| {
            let stakes = stakes_again.clone();
            async move {
                let (record, answered, tokens) = run.trial(&slot, &stakes, true).await?;
                if answered {
                    return Ok((record, answered, tokens));
                }
                // What was delivered stays until something else is.
                let body = run.journal.record(kind::TRIAL, &slot.slot())?.unwrap_or_default();
                Ok((parse(&slot.slot(), &body)?, false, tokens))
            }
        };
        let failed = self.work_through(Stage::Trials, |_| kind::TRIAL, slots, again).await;
        self.observer.end(Stage::Trials);
        let failed = failed?;
        self.screen(stakes).await?;
        Ok(failed)
    }

    /// Screens the outputs that were not, or that were done once more since.
    async fn screen(self: &Arc<Self>, stakes: &Arc<StakesRecord>) -> Result<(), EngineError> {
        let mut trials: HashMap<String, TrialRecord> = HashMap::new();
        for (slot, body) in self.journal.records(kind::TRIAL)? {
            let record: TrialRecord = parse(&slot, &body)?;
            if matches!(record.outcome, TrialOutcome::Delivered { .. }) {
                trials.insert(slot, record);
            }
        }
        let done = self.screened()?;
        let is_open =
            |slot: &&String| done.get(*slot).is_none_or(|found| trials[*slot].again && found.first.is_none());
        let open: Vec<(String, String)> =
            trials.keys().filter(is_open).map(|slot| (slot.clone(), slot.clone())).collect();
        if open.is_empty() {
            return Ok(());
        }
        let total = trials.len() as u64;
        self.observer.begin(Stage::Screening, total, total - open.len() as u64);
        let screens = Arc::new(Screens::of(self.plan.clone(), stakes, &trials));
        let (trials, done) = (Arc::new(trials), Arc::new(done));
        let work = move |_: Arc<Self>, slot: String| {
            let (screens, trials, done) = (screens.clone(), trials.clone(), done.clone());
            async move {
                let record = &trials[&slot];
                let mut found = screens.screen(&slot, record)?;
                if record.again {
                    found.first = done.get(&slot).cloned().map(Box::new);
                }
                Ok((found, true, 0))
            }
        };
        let screened = self.work_through(Stage::Screening, |_| kind::SCREENING, open, work).await;
        self.observer.end(Stage::Screening);
        screened.map(|_| ())
    }
}
