//! A task that has never done enough: it asks and asks, as its config says, and sees to what becomes of it.
//!
//! Every word of it follows from the config, the seed and the number of the ask, so a test can write down what the actor
//! has to be sent.

use motive_plugin::task::{Action, Ask, Conversation, Event, Item, Outcome, Step, Task};
use motive_plugin::{Artifact, Context, Failure, Manifest, Message, Plugin, Role, export_task, manifest};

#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
struct Config {
    /// The `max-steps` of its one item.
    max_steps: u32,
    /// Starts the conversation over at every ask whose number it divides; 0 is never.
    replace_every: u32,
    /// Bytes that the text of each ask has beside its number.
    text: usize,
    /// Empty messages in each ask, beside the one with the text.
    empty_messages: usize,
    /// Bytes that its state grows by at each ask.
    state: usize,
    /// Goes on asking when it is told that there is nothing left.
    deaf: bool,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct State {
    answers: u32,
    ballast: String,
}

struct Endless;

impl Plugin for Endless {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! { id: "test/endless", title: "Endless", summary: "Asks without end." }
    }
}

impl Task for Endless {
    type State = State;

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        Ok(vec![Item {
            id: "one".into(),
            title: "Going on".into(),
            brief: "Go on.".into(),
            criterion: "The better text goes on for longer.".into(),
            max_steps: ctx.config.max_steps,
            ..Item::default()
        }])
    }

    fn begin(ctx: &Context<Config>, _: &Item) -> Result<Step<State>, Failure> {
        Ok(next(ctx, State { answers: 0, ballast: String::new() }))
    }

    fn advance(
        ctx: &Context<Config>,
        _: &Item,
        mut state: State,
        event: Event,
    ) -> Result<Step<State>, Failure> {
        match event {
            Event::OutOfBudget(reason) if !ctx.config.deaf => {
                let text = format!("told after {} answers: {reason}", state.answers);
                let artifacts = vec![Artifact::markdown("text", text)];
                let outcome = Outcome { artifacts, complete: true, ..Outcome::nothing() };
                return Ok(Step::finish(state, outcome));
            }
            Event::Answered(_) => state.answers += 1,
            _ => {}
        }
        Ok(next(ctx, state))
    }
}

/// What is said next: "ask 2 of seed 7".
fn next(ctx: &Context<Config>, mut state: State) -> Step<State> {
    let Config { replace_every, text, empty_messages, state: grows, .. } = ctx.config;
    let number = state.answers;
    let words = format!("ask {number} of seed {}{}", ctx.seed, "x".repeat(text));
    let mut messages = vec![Message::user(words)];
    messages.resize_with(empty_messages + 1, || Message { role: Role::User, parts: Vec::new() });
    let starts_over = replace_every > 0 && number.is_multiple_of(replace_every);
    let conversation =
        if starts_over { Conversation::Replace(messages) } else { Conversation::Extend(messages) };
    state.ballast.push_str(&"x".repeat(grows));
    let ask = Ask { conversation, ..Ask::actor([]) };
    let metrics = vec![("answers".into(), f64::from(number))];
    Step { state, action: Action::Ask(ask), metrics }
}

export_task!(Endless);
