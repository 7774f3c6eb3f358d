//! How much a call is given, in bytes: text and data, and of what there may be any number of (messages, parts, tokens) a
//! little for each, since a million of them without a text are no small input. Names and tags do not count.

use motive_contract::framing::View;
use motive_contract::provider::{Event as ProviderEvent, Job};
use motive_contract::rubric::Subject;
use motive_contract::task::{Event, Item};
use motive_contract::types::{Answer, Message, Part};

/// About what a message, a part or a token takes beside its text.
const EACH: usize = 32;

pub(crate) fn item(item: &Item) -> usize {
    item.brief.len() + item.criterion.len() + item.input.len()
}

pub(crate) fn event(event: &Event) -> usize {
    match event {
        Event::Answered(given) => answer(given),
        Event::OutOfBudget(text) | Event::Other(_, text) => text.len(),
    }
}

pub(crate) fn view(view: &View) -> usize {
    let turns = view.transcript.iter().map(|turn| messages(&turn.sent) + answer(&turn.answer));
    turns.sum::<usize>() + messages(&view.pending) + view.state.len()
}

pub(crate) fn subject(subject: &Subject) -> usize {
    let candidates = subject.candidates.iter().map(|candidate| candidate.text.len());
    subject.brief.len() + subject.criterion.len() + candidates.sum::<usize>()
}

pub(crate) fn job(job: &Job) -> usize {
    match job {
        Job::ListModels => 0,
        Job::Complete(requests) => requests.iter().map(|request| messages(&request.messages)).sum(),
    }
}

pub(crate) fn provider_event(event: &ProviderEvent) -> usize {
    match event {
        ProviderEvent::Received(response) => response.body.len(),
        ProviderEvent::Unreachable(text) | ProviderEvent::Other(_, text) => text.len(),
        ProviderEvent::Elapsed => 0,
    }
}

pub(crate) fn answer(answer: &Answer) -> usize {
    let logprobs = answer.logprobs.iter().map(|token| {
        let alternatives = token.alternatives.iter().map(|alternative| EACH + alternative.text.len());
        EACH + token.text.len() + alternatives.sum::<usize>()
    });
    message(&answer.message) + logprobs.sum::<usize>()
}

fn messages(list: &[Message]) -> usize {
    list.iter().map(message).sum()
}

fn message(message: &Message) -> usize {
    let parts = message.parts.iter().map(|part| {
        let text = match part {
            Part::Text(text) => text.len(),
            Part::Blob(blob) => blob.data.len(),
            Part::ToolCall(call) => call.arguments.len(),
            Part::ToolResult(result) => result.content.len(),
            Part::Other(other) => other.data.len(),
        };
        EACH + text
    });
    EACH + parts.sum::<usize>()
}
