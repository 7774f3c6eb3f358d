//! A host in small: keeps the conversation, counts the asks, and hands every state over as JSON.

use motive_plugin::task::{Action, Ask, Conversation, Event, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Context, FailureKind, Message, Metric, Part, Role, StopReason, ToolCall, Usage, read_json,
    write_json,
};

use crate::{Config, IncidentResponse, State};

/// Someone who answers: sees the conversation and the ask, as a model does.
pub(super) type Actor<'a> = dyn FnMut(&[Message], &Ask) -> Answer + 'a;

/// What became of an episode.
pub(super) struct Played {
    pub(super) outcome: Outcome,
    /// Of every step, the first included.
    pub(super) steps: Vec<Step<State>>,
    /// The conversation at its end.
    pub(super) conversation: Vec<Message>,
    /// The events that were answered with the steps after the first.
    pub(super) events: Vec<Event>,
}

pub(super) fn context() -> Context<Config> {
    Context { config: Config::default(), seed: 7 }
}

pub(super) fn item(id: &str) -> Item {
    IncidentResponse::items(&context()).unwrap().into_iter().find(|item| item.id == id).unwrap()
}

/// Plays an incident to its end.
pub(super) fn play(ctx: &Context<Config>, id: &str, actor: &mut Actor<'_>) -> Played {
    play_within(ctx, id, u32::MAX, actor)
}

/// Plays an incident with a budget of so many asks.
pub(super) fn play_within(ctx: &Context<Config>, id: &str, budget: u32, actor: &mut Actor<'_>) -> Played {
    let item = &IncidentResponse::items(ctx).unwrap().into_iter().find(|item| item.id == id).unwrap();
    let (mut conversation, mut steps, mut events, mut asks) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut step = IncidentResponse::begin(ctx, item).unwrap();
    loop {
        steps.push(step.clone());
        let ask = match &step.action {
            Action::Finish(outcome) => {
                return Played { outcome: outcome.clone(), steps, conversation, events };
            }
            Action::Ask(ask) => ask,
            Action::Other(..) => panic!("an action that nobody knows"),
        };
        let event = if asks >= item.max_steps.min(budget) {
            Event::OutOfBudget("steps".into())
        } else {
            match &ask.conversation {
                Conversation::Extend(messages) => conversation.extend(messages.clone()),
                Conversation::Replace(messages) => conversation = messages.clone(),
            }
            asks += 1;
            let answer = actor(&conversation, ask);
            conversation.push(answer.message.clone());
            Event::Answered(answer)
        };
        events.push(event.clone());
        step = IncidentResponse::advance(ctx, item, through_json(&step.state), event).unwrap();
    }
}

/// The state as it comes back from a journal.
pub(super) fn through_json(state: &State) -> State {
    let written = write_json(state).unwrap();
    let read: State = read_json(FailureKind::BadState, "state", &written).unwrap();
    assert_eq!(write_json(&read).unwrap(), written);
    read
}

pub(super) fn answer(parts: Vec<Part>, stop: StopReason) -> Answer {
    let message = Message { role: Role::Assistant, parts };
    Answer { message, stop, usage: Usage::default(), logprobs: Vec::new(), attrs: Vec::new() }
}

pub(super) fn says(text: &str) -> Answer {
    answer(vec![Part::Text(text.into())], StopReason::End)
}

/// An answer with these calls: names and arguments.
pub(super) fn calls(calls: &[(&str, serde_json::Value)]) -> Answer {
    let part = |(index, (name, arguments)): (usize, &(&str, serde_json::Value))| {
        Part::ToolCall(ToolCall {
            id: format!("c{}", index + 1),
            name: (*name).into(),
            arguments: arguments.to_string(),
        })
    };
    answer(calls.iter().enumerate().map(part).collect(), StopReason::ToolUse)
}

/// The contents of the tool results in the last message that has any: (content, whether it is an error).
pub(super) fn results(conversation: &[Message]) -> Vec<(String, bool)> {
    let Some(message) = conversation.iter().rev().find(|message| message.role == Role::Tool) else {
        return Vec::new();
    };
    let result = |part: &Part| match part {
        Part::ToolResult(result) => (result.content.clone(), result.is_error),
        _ => panic!("a tool message with something else"),
    };
    message.parts.iter().map(result).collect()
}

pub(super) fn measure(metrics: &[Metric], name: &str) -> f64 {
    metrics.iter().find(|(of, _)| of == name).unwrap_or_else(|| panic!("no measure `{name}`")).1
}
