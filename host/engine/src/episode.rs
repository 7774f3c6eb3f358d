//! One trial: a task's episode with an actor, under one arm of a framing.

use std::collections::BTreeSet;

use motive_contract::framing::{Stake, Turn, View};
use motive_contract::provider::ProviderErrorKind;
use motive_contract::task::{Action, Ask, Conversation as Say, Event, Item, Outcome};
use motive_contract::types::{Message, Metric, Part, Role, StopReason, ToolResult};
use motive_contract::{CallError, Framing, TaskFamily, words};
use motive_study::Plan;
use motive_study::plan::TrialSlot;
use motive_study::record::{TrialOutcome, TrialRecord};

use crate::answers::{Answers, Asked, Question, is_an_answer};
use crate::blind::Blinder;
use crate::error::EngineError;
use crate::insert::Conversation;

/// An episode that is under way.
pub(crate) struct Episode<'a> {
    pub(crate) answers: &'a Answers,
    pub(crate) plan: &'a Plan,
    pub(crate) slot: &'a TrialSlot,
    pub(crate) item: &'a Item,
    pub(crate) task: &'a dyn TaskFamily,
    pub(crate) framing: &'a dyn Framing,
    /// By the rule's name, in the order of the arm's `stakes`.
    pub(crate) stakes: Vec<(String, Stake)>,
    /// Whether the work is done once more.
    pub(crate) again: bool,
}

/// What has happened in an episode so far.
#[derive(Default)]
pub(crate) struct Course {
    conversation: Conversation,
    blinder: Blinder,
    transcript: Vec<Turn>,
    framing_state: String,
    metrics: Vec<Metric>,
    asks: u32,
    tokens: (u64, u64),
    inserted: u32,
    told: Vec<String>,
    served_by: BTreeSet<String>,
    last_stop: Option<StopReason>,
}

impl Course {
    /// A fork of the conversation, as the model has to see it, in which it is asked something else. What it called last and
    /// nobody answered is answered, as servers want it.
    pub(crate) fn fork(&self, question: String) -> Vec<Message> {
        let mut messages = self.conversation.messages();
        let calls = messages.last().into_iter().flat_map(|message| &message.parts);
        let result = |part: &Part| match part {
            Part::ToolCall(call) => Some(Part::ToolResult(ToolResult {
                id: call.id.clone(),
                content: "The work is over.".to_owned(),
                is_error: false,
            })),
            _ => None,
        };
        let parts: Vec<Part> = calls.filter_map(result).collect();
        if !parts.is_empty() {
            messages.push(Message { role: Role::Tool, parts });
        }
        messages.push(Message::text(Role::User, question));
        self.blinder.restore(&messages)
    }
}

impl Episode<'_> {
    /// Plays the episode to its end. What it has come to is in `course`, also where a plugin breaks.
    pub(crate) async fn play(&self, course: &mut Course) -> Result<TrialOutcome, EngineError> {
        let TrialSlot { task, item, replicate, .. } = self.slot;
        let context = self.plan.task_context(task, item, *replicate);
        let mut step = self.task.begin(&context, self.item)?;
        let mut out_of_budget = false;
        loop {
            course.metrics.clone_from(&step.metrics);
            let ask = match step.action {
                Action::Finish(outcome) => return Ok(delivered(outcome, course.last_stop)),
                Action::Ask(ask) => ask,
                Action::Other(word, _) => {
                    return Err(self.broken(&self.slot.task, "advance", format!("wants `{word}` done")));
                }
            };
            if out_of_budget {
                let reason = "the task went on asking after its budget was used up".to_owned();
                return Ok(TrialOutcome::NotDelivered { reason, metrics: course.metrics.clone() });
            }
            let event = if course.asks >= self.item.max_steps {
                Event::OutOfBudget(format!("steps: the item allows {}", self.item.max_steps))
            } else {
                match self.ask(course, ask).await? {
                    Reply::Event(event) => event,
                    Reply::Failed(reason) => return Ok(TrialOutcome::Failed(reason)),
                }
            };
            out_of_budget = matches!(event, Event::OutOfBudget(_));
            step = self.task.advance(&context, self.item, &step.state, &event)?;
        }
    }

    /// The name of its questions in the journal; each has a sampling seed of its own.
    fn name(&self) -> String {
        let slot = self.slot.slot();
        if self.again { format!("{slot}/again") } else { slot }
    }

    /// The record of a trial that came to this.
    pub(crate) fn record(&self, outcome: TrialOutcome, course: Course) -> TrialRecord {
        let TrialSlot { actor, task, item, replicate, framing, arm, sample } = self.slot.clone();
        TrialRecord {
            actor,
            task,
            item,
            framing,
            arm,
            replicate,
            sample,
            outcome,
            steps: course.asks,
            tokens: course.tokens,
            inserted: course.inserted,
            told: course.told,
            stop: course.last_stop,
            again: self.again,
            served_by: course.served_by.into_iter().collect(),
        }
    }

    /// Frames an ask, puts it to the actor, and hears the answer.
    async fn ask(&self, course: &mut Course, ask: Ask) -> Result<Reply, EngineError> {
        if ask.to != "actor" {
            let problem = format!("asks the role `{}`, and the study binds no model to it", ask.to);
            return Err(self.broken(&self.slot.task, "advance", problem));
        }
        let (pending, restarted) = match ask.conversation {
            Say::Extend(messages) => (messages, false),
            Say::Replace(messages) => {
                let restarted = !course.conversation.is_empty();
                course.conversation.restart();
                (messages, restarted)
            }
        };
        let TrialSlot { task, item, replicate, framing, arm, .. } = self.slot;
        let view = View {
            arm: arm.clone(),
            stakes: self.stakes.clone(),
            step: course.asks,
            max_steps: self.item.max_steps,
            transcript: course.transcript.clone(),
            pending: pending.clone(),
            restarted,
            metrics: course.metrics.clone(),
            state: std::mem::take(&mut course.framing_state),
            attrs: Vec::new(),
        };
        let context = self.plan.framing_context(framing, task, item, *replicate);
        let framed = match self.framing.frame(&context, &view) {
            // All that was said is more than a plugin may read, as it may be more than a model can.
            Err(error @ CallError::TooLarge { setting: "input", .. }) => {
                tracing::warn!("{error}");
                return Ok(out_of_budget(ProviderErrorKind::ContextOverflow));
            }
            framed => framed?,
        };
        course.framing_state = framed.state;
        let added: usize = framed.inserts.iter().map(|insert| insert.text.chars().count()).sum();
        course.inserted = course.inserted.saturating_add(u32::try_from(added).unwrap_or(u32::MAX));
        for insert in &framed.inserts {
            if !course.told.contains(&insert.text) {
                course.told.push(insert.text.clone());
            }
        }
        let sent = course
            .conversation
            .say(pending, &framed.inserts)
            .map_err(|problem| self.broken(framing, "frame", problem))?;
        let question = Question {
            slot: &self.name(),
            step: course.asks,
            model: &self.slot.actor,
            messages: course.blinder.restore(&course.conversation.messages()),
            tools: ask.tools,
            max_output_tokens: ask.max_output_tokens,
            logprobs: None,
        };
        let completion = match self.answers.ask(question).await? {
            Asked::Answered(completion) => completion,
            // The conversation itself is at an end: the task finishes with what it has.
            // A server's own words would tell the task who the actor is.
            Asked::GaveUp(error) if is_an_answer(error.kind) => {
                return Ok(out_of_budget(error.kind));
            }
            Asked::GaveUp(error) => {
                return Ok(Reply::Failed(format!("{}: {}", error.kind.words(), error.message)));
            }
        };
        course.asks += 1;
        course.tokens.0 = course.tokens.0.saturating_add(completion.usage.input_tokens);
        course.tokens.1 = course.tokens.1.saturating_add(completion.usage.output_tokens);
        course.served_by.insert(completion.served_by.clone());
        course.last_stop = Some(completion.stop);
        let answer = course.blinder.blind(completion);
        course.conversation.hear(answer.message.clone());
        course.transcript.push(Turn { sent, answer: answer.clone() });
        Ok(Reply::Event(Event::Answered(answer)))
    }

    fn broken(&self, plugin: &str, function: &'static str, problem: String) -> EngineError {
        CallError::Contract { plugin: plugin.to_owned(), function, problem }.into()
    }
}

/// The attribute of an outcome in which a task says why there is no work to judge.
const REASON: &str = "reason";

enum Reply {
    Event(Event),
    Failed(String),
}

/// The end of a conversation that cannot go on, in words that say nothing of the actor or the arm.
fn out_of_budget(why: ProviderErrorKind) -> Reply {
    Reply::Event(Event::OutOfBudget(why.words().to_owned()))
}

/// What an outcome comes to: work that can be judged, or not.
fn delivered(outcome: Outcome, last_stop: Option<StopReason>) -> TrialOutcome {
    let Outcome { artifacts, metrics, complete, attrs } = outcome;
    let mut artifacts = artifacts.into_iter();
    match artifacts.next() {
        Some(artifact) if complete && !artifact.text.trim().is_empty() => {
            TrialOutcome::Delivered { artifact, others: artifacts.collect(), metrics }
        }
        artifact => {
            let why = match (last_stop, artifact) {
                (Some(StopReason::Refusal), _) => "the actor refused",
                (Some(StopReason::Filtered), _) => "the provider's filter stopped the answer",
                (Some(StopReason::Length), _) => "the answer was cut off by its token limit",
                (_, None) => "the task ended without an artifact",
                (_, Some(artifact)) if artifact.text.trim().is_empty() => "the artifact is empty",
                _ => "the task ended incomplete",
            };
            let in_words = attrs.into_iter().find(|(key, words)| key == REASON && !words.trim().is_empty());
            let reason = in_words.map_or_else(|| why.to_owned(), |(_, words)| words::line(&words));
            TrialOutcome::NotDelivered { reason, metrics }
        }
    }
}
