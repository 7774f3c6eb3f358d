//! What is asked beside trials and ballots: actors what they were told, on forks of their conversations; judges which text had
//! the better incentive, and how good each is by itself. None of it touches an output or a ballot.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use motive_contract::rubric::Subject;
use motive_contract::types::Artifact;
use motive_study::file::RecallQuestion;
use motive_study::plan::{PairSlot, RecallSlot, TrialSlot};
use motive_study::record::{
    GuessRecord, RecallAnswer, RecallRecord, Said, ScoreRecord, Side, StakesRecord, TrialOutcome,
    TrialRecord, kind,
};

use crate::answers::{self, Asked, Question, is_an_answer};
use crate::episode::Course;
use crate::error::EngineError;
use crate::progress::Stage;
use crate::run::{Run, parse};

/// One guess that is to be made.
#[derive(Clone)]
struct GuessSlot {
    pair: PairSlot,
    judge: String,
    first_shown: Side,
    /// The outputs, in the order shown.
    shown: [Artifact; 2],
}

/// One score that is to be given.
#[derive(Clone)]
struct ScoreSlot {
    trial: TrialSlot,
    judge: String,
    shown: Artifact,
}

impl Run {
    /// Asks actors what they were told; how many of them did not answer.
    pub(crate) async fn recalls(self: &Arc<Self>, stakes: &Arc<StakesRecord>) -> Result<u64, EngineError> {
        let mut played: HashMap<String, bool> = HashMap::new();
        for (slot, body) in self.journal.records(kind::TRIAL)? {
            let record: TrialRecord = parse(&slot, &body)?;
            // There is no conversation to ask on where nothing was said.
            if record.steps > 0 && !matches!(record.outcome, TrialOutcome::Failed(_)) {
                played.insert(slot, record.again);
            }
        }
        let slots: Vec<(RecallSlot, bool)> = self
            .plan
            .recalls
            .iter()
            .filter_map(|recall| Some((recall.clone(), *played.get(&recall.trial.slot())?)))
            .collect();
        if slots.is_empty() {
            return Ok(0);
        }
        let stakes = stakes.clone();
        let name = |(recall, _): &(RecallSlot, bool)| recall.trial.slot();
        self.stage(Stage::Recalls, kind::RECALL, slots, name, RecallRecord::has_failed, move |run, slot| {
            let stakes = stakes.clone();
            async move { run.recall(&slot.0, slot.1, &stakes).await }
        })
        .await
    }

    /// Asks an actor about one trial. Its answers are in the journal, so that the trial is played again for nothing.
    async fn recall(
        &self,
        recall: &RecallSlot,
        again: bool,
        stakes: &StakesRecord,
    ) -> Result<(RecallRecord, bool, u64), EngineError> {
        let (_, course) = self.play(&recall.trial, stakes, again).await?;
        let mut record = RecallRecord { answers: BTreeMap::new() };
        let mut tokens = 0;
        for (question, place) in &recall.places {
            let asked = motive_recall::question(&self.plan, stakes, &recall.trial, *question, *place);
            let Some(motive_recall::Question { text, options }) = asked else { continue };
            let (said, used) = self.asked_on_a_fork(&recall.trial, *question, text, &course).await?;
            tokens += used;
            record.answers.insert(*question, RecallAnswer { options: options.into(), right: *place, said });
        }
        let answered = !record.has_failed();
        Ok((record, answered, tokens))
    }

    async fn asked_on_a_fork(
        &self,
        trial: &TrialSlot,
        question: RecallQuestion,
        text: String,
        course: &Course,
    ) -> Result<(Said, u64), EngineError> {
        let question = Question {
            slot: &format!("recall/{}/{}", trial.slot(), question.word()),
            step: 0,
            model: &trial.actor,
            messages: course.fork(text),
            tools: Vec::new(),
            max_output_tokens: None,
            logprobs: None,
        };
        Ok(match self.answers.ask(question).await? {
            Asked::Answered(completion) => {
                let answer = completion.message.plain_text();
                let said =
                    motive_recall::read(&answer).map_or_else(|| Said::Unreadable(answer), Said::Option);
                (said, answers::tokens(&completion.usage))
            }
            Asked::GaveUp(error) => {
                let words = format!("{}: {}", error.kind.words(), error.message);
                let said =
                    if is_an_answer(error.kind) { Said::Unreadable(words) } else { Said::Failed(words) };
                (said, 0)
            }
        })
    }

    /// Has judges guess the incentives; how many of them did not answer.
    pub(crate) async fn guesses(self: &Arc<Self>) -> Result<u64, EngineError> {
        if self.plan.probes.is_empty() {
            return Ok(0);
        }
        let (works, screened) = (self.works()?, self.screened()?);
        let mut slots = Vec::new();
        for pair in &self.plan.probes {
            let Some([first, second]) = self.shown_pair(pair, &works, &screened) else { continue };
            for (judge, orders) in &pair.first_shown {
                for first_shown in orders {
                    let shown = match first_shown {
                        Side::First => [first.clone(), second.clone()],
                        Side::Second => [second.clone(), first.clone()],
                    };
                    let (pair, judge, first_shown) = (pair.clone(), judge.clone(), *first_shown);
                    slots.push(GuessSlot { pair, judge, first_shown, shown });
                }
            }
        }
        let name = |slot: &GuessSlot| slot.pair.guess(&slot.judge);
        let has_failed = |record: &GuessRecord| record.result.has_failed();
        self.stage(Stage::Guesses, kind::GUESS, slots, name, has_failed, |run, slot| async move {
            run.guess(slot).await
        })
        .await
    }

    async fn guess(&self, slot: GuessSlot) -> Result<(GuessRecord, bool, u64), EngineError> {
        let GuessSlot { pair, judge, first_shown, shown } = slot;
        let name = pair.guess(&judge);
        let subject = self.subject(&pair.task, &pair.item, shown.into(), &name)?;
        let replicate = pair.replicate.to_string();
        // The seed of a rubric does not tell the order.
        let names = [&pair.contrast, &pair.actor, &pair.task, &pair.item, &replicate, &judge];
        let rubric = self.plan.study.blinding.as_ref().map_or("", |probe| &probe.rubric);
        let (result, tokens) =
            self.respond(rubric, &names.map(String::as_str), &judge, &name, &subject).await?;
        let record = GuessRecord { pair: pair.id(), judge, first_shown, result };
        let answered = !record.result.has_failed();
        Ok((record, answered, tokens))
    }

    /// Has judges score outputs; how many of them did not answer.
    pub(crate) async fn scores(self: &Arc<Self>) -> Result<u64, EngineError> {
        if self.plan.scored.is_empty() {
            return Ok(0);
        }
        let (works, screened) = (self.works()?, self.screened()?);
        let mut slots = Vec::new();
        for trial in &self.plan.scored {
            let slot = trial.slot();
            let (Some(work), Some(found)) = (works.get(&slot), screened.get(&slot)) else { continue };
            if self.plan.study.screening.excludes_alone(found) {
                continue;
            }
            for judge in self.plan.study.models_judging(&trial.actor) {
                let shown = self.shown(work, found);
                slots.push(ScoreSlot { trial: trial.clone(), judge: judge.clone(), shown });
            }
        }
        // As with ballots: no arm is always scored before another.
        let draws = self.plan.draws();
        let name = |slot: &ScoreSlot| ScoreRecord::slot(&slot.trial.slot(), &slot.judge);
        slots.sort_by_cached_key(|slot| draws.key("scored", &[&name(slot)]));
        let has_failed = |record: &ScoreRecord| record.result.has_failed();
        self.stage(Stage::Scores, kind::SCORE, slots, name, has_failed, |run, slot| async move {
            run.score(slot).await
        })
        .await
    }

    async fn score(&self, slot: ScoreSlot) -> Result<(ScoreRecord, bool, u64), EngineError> {
        let ScoreSlot { trial, judge, shown } = slot;
        let name = ScoreRecord::slot(&trial.slot(), &judge);
        let subject = self.subject(&trial.task, &trial.item, vec![shown], &name)?;
        let replicate = trial.replicate.to_string();
        // The seed of a rubric tells no arm.
        let names = [&trial.actor, &trial.task, &trial.item, &replicate, &judge];
        let rubric = self.plan.study.scoring.as_ref().map_or("", |scoring| &scoring.rubric);
        let (result, tokens) =
            self.respond(rubric, &names.map(String::as_str), &judge, &name, &subject).await?;
        let record = ScoreRecord { trial: trial.slot(), judge, result };
        let answered = !record.result.has_failed();
        Ok((record, answered, tokens))
    }

    /// What a judge may know: the assignment and the texts.
    pub(crate) fn subject(
        &self,
        task: &str,
        item: &str,
        candidates: Vec<Artifact>,
        slot: &str,
    ) -> Result<Subject, EngineError> {
        let missing =
            || EngineError::Record { what: slot.to_owned(), reason: "the plan lacks its item".to_owned() };
        let item = self.plan.item(task, item).ok_or_else(missing)?;
        let (brief, criterion) = (item.brief.clone(), item.criterion.clone());
        Ok(Subject { brief, criterion, candidates, attrs: Vec::new() })
    }
}
