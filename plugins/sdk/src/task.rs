//! Kind 1: task families. What the actor is asked to do, over one step or many.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bindings::about::motive::plugin::types;
use crate::bindings::task::exports::motive::plugin::task as wit;
use crate::{
    Answer, Artifact, Context, Exported, Failure, FailureKind, Message, Metric, Plugin, StopReason, panic,
    read_json, write_json,
};

pub use wit::{Action, Ask, Conversation, Event, Item, Outcome};

/// A family of problems. A single-output family writes `items` and `begin`; the rest has bodies that suit it.
pub trait Task: Plugin {
    /// What the task remembers between two calls; `()` for a single-output task.
    type State: Serialize + DeserializeOwned;

    /// The whole family, in an order that never changes for the same context. The SDK cuts it into pages.
    fn items(ctx: &Context<Self::Config>) -> Result<Vec<Item>, Failure>;

    /// The first ask of an item.
    fn begin(ctx: &Context<Self::Config>, item: &Item) -> Result<Step<Self::State>, Failure>;

    /// The next step. Ends with the first answer, unless said otherwise.
    fn advance(
        ctx: &Context<Self::Config>,
        item: &Item,
        state: Self::State,
        event: Event,
    ) -> Result<Step<Self::State>, Failure> {
        match event {
            Event::Answered(answer) => Ok(Step::finish(state, Self::outcome(ctx, item, &answer))),
            Event::OutOfBudget(_) => Ok(Step::finish(state, Outcome::nothing())),
            Event::Other((kind, _)) => Err(Failure::unsupported(format!("the event `{kind}`"))),
        }
    }

    /// What a single answer amounts to. Its text is the work, unless said otherwise.
    fn outcome(_ctx: &Context<Self::Config>, _item: &Item, answer: &Answer) -> Outcome {
        Outcome::text(Artifact::markdown("text", answer.text()), answer.stop)
    }
}

/// What happens next, and what the task wants to remember until then.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<S> {
    /// Comes back with the next event.
    pub state: S,
    /// Ask or finish.
    pub action: Action,
    /// Measures known so far.
    pub metrics: Vec<Metric>,
}

impl<S> Step<S> {
    /// Put something to a model.
    pub fn ask(state: S, ask: Ask) -> Self {
        Step { state, action: Action::Ask(ask), metrics: Vec::new() }
    }

    /// The episode is over.
    pub fn finish(state: S, outcome: Outcome) -> Self {
        Step { state, action: Action::Finish(outcome), metrics: Vec::new() }
    }
}

impl Default for Item {
    /// A single-step item with nothing in it: for `..Item::default()`.
    fn default() -> Self {
        Item {
            id: String::new(),
            title: String::new(),
            brief: String::new(),
            criterion: String::new(),
            input: "null".into(),
            tags: Vec::new(),
            max_steps: 1,
            attrs: Vec::new(),
        }
    }
}

impl Item {
    /// The item's input as the type it was written from. An input of another shape is a bad subject.
    pub fn read_input<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        read_json(FailureKind::BadSubject, &format!("input of item `{}`", self.id), &self.input)
    }
}

impl Ask {
    /// Adds messages to the actor's conversation; no tools, and no limit beyond the study's.
    pub fn actor(messages: impl Into<Vec<Message>>) -> Self {
        Ask {
            to: "actor".into(),
            conversation: Conversation::Extend(messages.into()),
            tools: Vec::new(),
            max_output_tokens: None,
            attrs: Vec::new(),
        }
    }
}

impl Outcome {
    /// One text. Complete if it is not empty and the model came to its own end or to a stop sequence: incomplete, and
    /// so not judged, if it was cut off, declined, was filtered, or stopped for a reason that its provider does not
    /// name ([`StopReason::Other`]), since the contract does not say that such a text is whole.
    pub fn text(artifact: Artifact, stop: StopReason) -> Self {
        let complete = stop.is_end() && !artifact.text.trim().is_empty();
        Outcome { artifacts: vec![artifact], metrics: Vec::new(), complete, attrs: Vec::new() }
    }

    /// No work at all: what a single-output task has when its budget runs out before the answer.
    pub fn nothing() -> Self {
        Outcome { artifacts: Vec::new(), metrics: Vec::new(), complete: false, attrs: Vec::new() }
    }

    /// The same as work that is not there to be judged, with the reason in words: "the actor refused".
    #[must_use]
    pub fn incomplete(mut self, reason: &str) -> Self {
        self.complete = false;
        self.attrs.push(("reason".into(), reason.into()));
        self
    }

    /// The same with one more measure.
    #[must_use]
    pub fn with_metric(mut self, name: &str, value: f64) -> Self {
        self.metrics.push((name.into(), value));
        self
    }
}

impl<S: Serialize> Step<S> {
    fn write(self) -> Result<wit::Step, Failure> {
        Ok(wit::Step { state: write_json(&self.state)?, action: self.action, metrics: self.metrics })
    }
}

impl<T: Task> wit::Guest for Exported<T> {
    fn items(ctx: types::Context, start: u32, limit: u32) -> Result<wit::Page, Failure> {
        panic::report_to_log();
        let all = T::items(&Context::parse(&ctx)?)?;
        let end = start.saturating_add(limit);
        let next = (limit > 0 && (end as usize) < all.len()).then_some(end);
        let items = all.into_iter().skip(start as usize).take(limit as usize).collect();
        Ok(wit::Page { items, next })
    }

    fn begin(ctx: types::Context, item: Item) -> Result<wit::Step, Failure> {
        panic::report_to_log();
        T::begin(&Context::parse(&ctx)?, &item)?.write()
    }

    fn advance(ctx: types::Context, item: Item, state: String, event: Event) -> Result<wit::Step, Failure> {
        panic::report_to_log();
        let state = read_json(FailureKind::BadState, "state", &state)?;
        T::advance(&Context::parse(&ctx)?, &item, state, event)?.write()
    }
}
