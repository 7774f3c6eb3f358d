//! Episodes of a task with a simulated actor, from beginning to end.

use motive_plugin::task::{Action as TaskAction, Ask, Conversation, Event, Outcome};

use super::*;

/// Plays an item to its end, with this text after the first message, and returns the messages of each ask too.
pub(super) fn play<T: Task>(
    task_ctx: &Context<T::Config>,
    config: &Config,
    item: &Item,
    insert: &str,
    seed: u64,
) -> (Outcome, Vec<Vec<Message>>) {
    let mut step = T::begin(task_ctx, item).unwrap();
    let (mut conversation, mut asked) = (Vec::new(), Vec::new());
    for round in 0..=item.max_steps {
        let Ask { conversation: said, tools, .. } = match step.action {
            TaskAction::Finish(outcome) => return (outcome, asked),
            TaskAction::Ask(ask) => ask,
            TaskAction::Other(..) => panic!("another action"),
        };
        match said {
            Conversation::Replace(messages) => conversation = messages,
            Conversation::Extend(messages) => conversation.extend(messages),
        }
        if conversation.len() == 1 {
            conversation[0] = Message::user(format!("{}\n\n{insert}", conversation[0].text()).trim_end());
        }
        asked.push(conversation.clone());
        let sampling = seeded(seed * 100 + u64::from(round));
        let request = Request { model: "m".into(), messages: conversation.clone(), tools, sampling };
        let Completion { message, stop, usage, logprobs, attrs, .. } =
            ask_with(&ctx(config.clone()), request);
        conversation.push(message.clone());
        let event = Event::Answered(Answer { message, stop, usage, logprobs, attrs });
        step = T::advance(task_ctx, item, step.state, event).unwrap();
    }
    panic!("{}: no end", item.id)
}

pub(super) fn measure(outcome: &Outcome, name: &str) -> f64 {
    outcome.metrics.iter().find(|(of, _)| of == name).unwrap_or_else(|| panic!("no measure `{name}`")).1
}
