//! The stages of a run, one after the other: what comes before the stakes are sealed (`elicit`), trials, ballots.
//!
//! Each stage works through its slots with many under way at once. A slot whose record is in the journal is
//! done. The order in which answers come changes nothing but the order of rows.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::StreamExt;
use motive_contract::framing::Stake;
use motive_contract::rubric::Subject;
use motive_journal::Journal;
use motive_study::elicitation::{Elicitation, Variant};
use motive_study::plan::TrialSlot;
use motive_study::record::{Ballot, FromReading, StakesRecord, TrialOutcome, TrialRecord, kind};
use motive_study::{Plan, Plugins};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::{Notify, OnceCell};

use crate::answers::Answers;
use crate::elicit::Sealed;
use crate::episode::{Course, Episode};
use crate::error::EngineError;
use crate::faults::{Broken, Faults};
use crate::folder::Folder;
use crate::grants::Grants;
use crate::http::Client;
use crate::offer::stakes_of;
use crate::progress::{Observer, Stage};
use crate::respond::Respondent;

/// Fewest slots under way at once. Requests are held to their provider's limits; this only keeps work ready.
const AT_ONCE: usize = 256;

/// A wish to stop that everything that waits hears of.
#[derive(Clone, Default)]
pub struct Stop(Arc<StopState>);

#[derive(Default)]
struct StopState {
    asked: AtomicBool,
    notify: Notify,
}

impl Stop {
    /// Asks the run to stop: nothing new is begun, requests under way are waited for.
    pub fn ask(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
        self.0.notify.notify_waiters();
    }

    /// Whether it was asked to.
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }

    /// Waits for `future`, or for the wish to stop.
    pub(crate) async fn or<T>(&self, future: impl Future<Output = T>) -> Result<T, EngineError> {
        let stopped = self.0.notify.notified();
        tokio::pin!(stopped);
        // Registered before the flag is read, so that a wish between the two is heard.
        stopped.as_mut().enable();
        if self.is_asked() {
            return Err(EngineError::Interrupted);
        }
        tokio::select! {
            biased;
            () = stopped => Err(EngineError::Interrupted),
            value = future => Ok(value),
        }
    }
}

/// A run that went as far as its answers allow.
#[derive(Debug)]
pub struct Finished {
    /// Slots that have no answer; `resume` asks them again. With a failed choice there are no stakes yet, and so no
    /// trials.
    pub failed: u64,
}

/// What the slots of a run share.
pub(crate) struct Run {
    pub(crate) plan: Arc<Plan>,
    /// What forced choices are asked with; not empty if there are any.
    pub(crate) variants: Vec<Variant>,
    pub(crate) plugins: Plugins,
    pub(crate) journal: Journal,
    pub(crate) answers: Answers,
    pub(crate) observer: Arc<dyn Observer>,
    stop: Stop,
    at_once: usize,
    /// Whether the providers were looked at.
    preflight: OnceCell<()>,
    pub(crate) faults: Faults,
    /// Whether stakes are drawn although choices have no answer.
    pub(crate) leave_failed: bool,
}

/// What a run begins with, or goes on with.
pub struct Setup {
    /// The sealed plan.
    pub plan: Plan,
    /// The plugins of the plan's lock.
    pub plugins: Plugins,
    /// The journal in the run's folder.
    pub journal: Journal,
    /// What providers may reach.
    pub grants: Grants,
    /// Whether stakes are drawn although choices have no answer, from those that have one.
    pub leave_failed: bool,
    /// Whether the run stops when the stakes are sealed.
    pub until_stakes: bool,
}

/// Runs a sealed plan, or goes on with it.
///
/// # Errors
/// Why it stopped. What was answered is in the journal.
pub async fn run(
    folder: &Folder,
    setup: Setup,
    observer: Arc<dyn Observer>,
    stop: Stop,
) -> Result<Finished, EngineError> {
    let Setup { plan, plugins, journal, grants, leave_failed, until_stakes } = setup;
    let plan = Arc::new(plan);
    let client = Client::new(None)
        .map_err(|error| EngineError::File { path: folder.path().to_owned(), reason: error.to_string() })?;
    let answers =
        Answers::new(plan.clone(), &plugins, grants, client, journal.clone(), observer.clone(), stop.clone());
    let requests: u32 = plan.study.provider.iter().map(|entry| entry.limits.concurrency).sum();
    let at_once = AT_ONCE.max(requests as usize);
    let run = Arc::new(Run {
        variants: plan.study.elicitation.iter().flat_map(Elicitation::variants).collect(),
        plan,
        plugins,
        journal,
        answers,
        observer,
        stop,
        at_once,
        preflight: OnceCell::new(),
        faults: Faults::default(),
        leave_failed,
    });
    let stakes = match run.stakes(folder).await? {
        Sealed::Stakes(stakes) => Arc::new(stakes),
        Sealed::NotYet { failed } => return Ok(Finished { failed }),
    };
    if until_stakes {
        return Ok(Finished { failed: 0 });
    }
    let mut failed = run.trials(&stakes).await? + run.screenings(&stakes).await?;
    failed += run.recalls(&stakes).await?;
    failed += run.ballots().await? + run.guesses().await? + run.scores().await?;
    let broken = run.faults.in_all();
    if broken > 0 {
        run.observer.note(&format!("{broken} slots: a plugin broke on them; the journal says how"));
    }
    Ok(Finished { failed })
}

impl Run {
    /// All records of a kind.
    pub(crate) fn all<R: DeserializeOwned>(&self, kind: &'static str) -> Result<Vec<R>, EngineError> {
        self.journal.records(kind)?.into_iter().map(|(slot, body)| parse(&slot, &body)).collect()
    }

    pub(crate) async fn respond<V: FromReading>(
        &self,
        rubric_id: &str,
        names: &[&str],
        model: &str,
        slot: &str,
        subject: &Subject,
    ) -> Result<(Ballot<V>, u64), EngineError> {
        let missing = || EngineError::Record {
            what: format!("the rubric `{rubric_id}`"),
            reason: "the plan lacks it".to_owned(),
        };
        let rubric = self.plugins.rubrics.get(rubric_id).ok_or_else(missing)?;
        let criterion = self
            .plan
            .schemes
            .get(rubric_id)
            .and_then(|scheme| scheme.criteria.first())
            .ok_or_else(missing)?;
        let respondent = Respondent {
            answers: &self.answers,
            rubric_id,
            rubric: &**rubric,
            criterion,
            model,
            slot,
            context: self.plan.rubric_context(rubric_id, names),
        };
        Ok(match self.faults.settle(&[rubric_id], respondent.judge(subject).await)? {
            Ok(answer) => answer,
            Err(Broken::Slow(reason)) => (Ballot::Failed(reason), 0),
            Err(Broken::ForGood(reason)) => {
                let (attrs, served_by) = (BTreeMap::new(), Vec::new());
                (Ballot::Read { vote: V::UNREADABLE, reason, attrs, served_by }, 0)
            }
        })
    }

    async fn trials(self: &Arc<Self>, stakes: &Arc<StakesRecord>) -> Result<u64, EngineError> {
        let slots = self.plan.trials.clone();
        let stakes = stakes.clone();
        self.stage(Stage::Trials, kind::TRIAL, slots, TrialSlot::slot, failed_trial, move |run, slot| {
            let stakes = stakes.clone();
            async move { run.trial(&slot, &stakes, false).await }
        })
        .await
    }

    /// The episode of a trial; `again` if its work is done once more.
    fn episode<'a>(
        &'a self,
        slot: &'a TrialSlot,
        stakes: Vec<(String, Stake)>,
        again: bool,
    ) -> Result<Episode<'a>, EngineError> {
        let missing = || EngineError::Record {
            what: slot.slot(),
            reason: "the plan lacks its task, framing or item".to_owned(),
        };
        Ok(Episode {
            answers: &self.answers,
            plan: &self.plan,
            slot,
            item: self.plan.item(&slot.task, &slot.item).ok_or_else(missing)?,
            task: &**self.plugins.tasks.get(&slot.task).ok_or_else(missing)?,
            framing: &**self.plugins.framings.get(&slot.framing).ok_or_else(missing)?,
            stakes,
            again,
        })
    }

    /// Plays an episode as far as it goes. Where answers are in the journal, they are taken from there.
    pub(crate) async fn play(
        &self,
        slot: &TrialSlot,
        stakes: &StakesRecord,
        again: bool,
    ) -> Result<(TrialOutcome, Course), EngineError> {
        let drawn = stakes_of(&self.plan, stakes, slot)
            .map_err(|reason| EngineError::Stakes { actor: slot.actor.clone(), reason })?;
        let mut course = Course::default();
        let played = self.episode(slot, drawn, again)?.play(&mut course).await;
        let outcome = match self.faults.settle(&[&slot.task, &slot.framing], played)? {
            Ok(outcome) => outcome,
            Err(Broken::Slow(reason)) => TrialOutcome::Failed(reason),
            Err(Broken::ForGood(reason)) => TrialOutcome::NotDelivered { reason, metrics: Vec::new() },
        };
        Ok((outcome, course))
    }

    /// Plays a trial; `again` if its work is done once more.
    pub(crate) async fn trial(
        &self,
        slot: &TrialSlot,
        stakes: &StakesRecord,
        again: bool,
    ) -> Result<(TrialRecord, bool, u64), EngineError> {
        let episode = self.episode(slot, Vec::new(), again)?;
        let has_stakes = self.plan.arm(&slot.framing, &slot.arm).is_some_and(|arm| !arm.stakes.is_empty());
        // Nothing is known that could be at stake.
        if has_stakes && stakes.silent.contains_key(&slot.actor) {
            let reason = "nothing to offer: the actor chose no outcome and has no utilities".to_owned();
            let outcome = TrialOutcome::NotDelivered { reason, metrics: Vec::new() };
            return Ok((episode.record(outcome, Course::default()), true, 0));
        }
        let (outcome, course) = self.play(slot, stakes, again).await?;
        let record = episode.record(outcome, course);
        let answered = !matches!(record.outcome, TrialOutcome::Failed(_));
        let tokens = record.tokens.0.saturating_add(record.tokens.1);
        Ok((record, answered, tokens))
    }

    async fn look_at_providers(&self) -> Result<(), EngineError> {
        for advice in self.answers.preflight().await? {
            self.observer.note(&advice);
        }
        Ok(())
    }

    /// Works through the slots of a stage; how many of them the models did not answer.
    pub(crate) async fn stage<S, R, W, F>(
        self: &Arc<Self>,
        stage: Stage,
        kind: &'static str,
        slots: Vec<S>,
        name: impl Fn(&S) -> String,
        has_failed: fn(&R) -> bool,
        work: W,
    ) -> Result<u64, EngineError>
    where
        S: Send + 'static,
        R: Serialize + DeserializeOwned + Send + 'static,
        W: Fn(Arc<Self>, S) -> F,
        F: Future<Output = Result<(R, bool, u64), EngineError>> + Send + 'static,
    {
        let total = slots.len() as u64;
        let open = self.open(kind, slots, name, has_failed)?;
        self.observer.begin(stage, total, total - open.len() as u64);
        let failed = self.work_through(stage, move |_| kind, open, work).await;
        self.observer.end(stage);
        failed
    }

    /// The slots without an answer in the journal, each with its name.
    pub(crate) fn open<S, R: DeserializeOwned>(
        &self,
        kind: &'static str,
        slots: Vec<S>,
        name: impl Fn(&S) -> String,
        has_failed: fn(&R) -> bool,
    ) -> Result<Vec<(String, S)>, EngineError> {
        let mut open = Vec::new();
        for slot in slots {
            let name = name(&slot);
            let done = match self.journal.record(kind, &name)? {
                Some(body) => !has_failed(&parse(&name, &body)?),
                None => false,
            };
            if !done {
                open.push((name, slot));
            }
        }
        Ok(open)
    }

    /// Works through open slots; how many of them the models did not answer. `kind` is that of a record.
    pub(crate) async fn work_through<S, R, W, F>(
        self: &Arc<Self>,
        stage: Stage,
        kind: impl Fn(&R) -> &'static str + Clone + Send + 'static,
        open: Vec<(String, S)>,
        work: W,
    ) -> Result<u64, EngineError>
    where
        S: Send + 'static,
        R: Serialize + Send + 'static,
        W: Fn(Arc<Self>, S) -> F,
        F: Future<Output = Result<(R, bool, u64), EngineError>> + Send + 'static,
    {
        if !open.is_empty() {
            self.preflight.get_or_try_init(|| self.look_at_providers()).await?;
        }
        let tasks = open.into_iter().take_while(|_| !self.stop.is_asked()).map(|(name, slot)| {
            let run = self.clone();
            let kind = kind.clone();
            let future = work(self.clone(), slot);
            tokio::spawn(async move {
                let (record, answered, tokens) = future.await?;
                let kind = kind(&record);
                let body = serde_json::to_string(&record).map_err(|error| unreadable(&name, &error))?;
                run.journal.append_record(kind, name, body).await?;
                run.observer.advance(stage, answered, tokens);
                Ok::<bool, EngineError>(answered)
            })
        });
        let mut running = futures_util::stream::iter(tasks).buffer_unordered(self.at_once);
        let mut failed = 0;
        let mut first_error = None;
        while let Some(joined) = running.next().await {
            let result = joined.unwrap_or_else(|error| Err(unreadable(stage.word(), &error)));
            match result {
                Ok(answered) => failed += u64::from(!answered),
                Err(error) => {
                    // What is under way is waited for, since it is paid for; nothing else is begun.
                    self.stop.ask();
                    let is_cause = !matches!(error, EngineError::Interrupted);
                    if first_error.is_none()
                        || (is_cause && matches!(first_error, Some(EngineError::Interrupted)))
                    {
                        first_error = Some(error);
                    }
                }
            }
        }
        match first_error {
            Some(error) => Err(error),
            None if self.stop.is_asked() => Err(EngineError::Interrupted),
            None => Ok(failed),
        }
    }
}

fn failed_trial(record: &TrialRecord) -> bool {
    matches!(record.outcome, TrialOutcome::Failed(_))
}

pub(crate) fn parse<T: DeserializeOwned>(what: &str, body: &str) -> Result<T, EngineError> {
    serde_json::from_str(body).map_err(|error| unreadable(what, &error))
}

pub(crate) fn unreadable(what: &str, error: &dyn std::fmt::Display) -> EngineError {
    EngineError::Record { what: what.to_owned(), reason: error.to_string() }
}
