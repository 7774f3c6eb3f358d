//! Task family: write a short text, and revise it or hand it in.
//!
//! An effort measure. The first ask is the assignment and nothing else; after each version the actor is asked whether it
//! revises the text or hands it in, as often as the config allows. The last version is the work. How often it revised, how
//! much it wrote and how much it changed are measured. Which of the two possibilities stands first in the question is
//! drawn by the seed, so it is the same in all arms. Knows nothing of arms, actors or judges.

mod changed;
mod reading;
mod state;
mod texts;

use motive_plugin::task::{Ask, Event, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Artifact, Context, Failure, Finding, Manifest, Message, Plugin, choose, export_task, manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use reading::{Reading, WORD};
pub use state::State;
use texts::{TEXTS, Text};

/// How long the texts are, and how often they may be revised.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// How many times the actor is asked whether it revises the text, at most.
    #[schemars(range(min = 1, max = 50))]
    pub revisions: u32,
    /// The fewest words the assignment asks for. What is shorter than half of them is no new version.
    #[schemars(range(min = 1))]
    pub min_words: u32,
    /// The most words the assignment asks for.
    #[schemars(range(min = 1))]
    pub max_words: u32,
    /// The ids of the texts to use, in this order; all if empty.
    pub items: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config { revisions: 6, min_words: 120, max_words: 180, items: Vec::new() }
    }
}

/// The plugin.
pub struct Revision;

impl Plugin for Revision {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/revision",
            title: "Revision",
            summary: "Write a short text from given facts, then revise it or hand it in, up to 6 times: 16 notes, \
                      letters, notices, explanations and the like. The last version is judged. Measures `revisions`, \
                      `unreadable`, `output-tokens`, `words` and `changed` after every step.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        let Config { min_words, max_words, items, .. } = config;
        let message = || format!("min-words ({min_words}) is above max-words ({max_words})");
        let length = (min_words > max_words).then(|| Finding::fatal("/min-words", message()));
        length.into_iter().chain(choose::check(items)).collect()
    }
}

impl Task for Revision {
    type State = State;

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        let all = TEXTS.iter().map(|text| item(&ctx.config, text)).collect();
        choose::choose(all, &ctx.config.items)
    }

    fn begin(_: &Context<Config>, item: &Item) -> Result<Step<State>, Failure> {
        let state = State::default();
        let metrics = state.measures();
        let ask = Ask::actor([Message::user(&item.brief)]);
        Ok(Step { metrics, ..Step::ask(state, ask) })
    }

    fn advance(ctx: &Context<Config>, _: &Item, state: State, event: Event) -> Result<Step<State>, Failure> {
        state.check(&ctx.config)?;
        match event {
            Event::Answered(answer) => Ok(go_on(ctx, state, &answer)),
            Event::OutOfBudget(_) => Ok(hand_in(state)),
            Event::Other((kind, _)) => Err(Failure::unsupported(format!("the event `{kind}`"))),
        }
    }
}

fn item(config: &Config, text: &Text) -> Item {
    let Config { revisions, min_words, max_words, .. } = config;
    let Text { id, title, what, facts, care, kind } = text;
    Item {
        id: (*id).into(),
        title: (*title).into(),
        brief: format!(
            "Write {what}, {min_words} to {max_words} words long.\n\
             \n\
             {facts}\n\
             \n\
             The text says nothing that these facts do not give; not every one of them has to appear. Give the text and \
             nothing else."
        ),
        criterion: format!(
            "The better text serves its readers better: what they need is there, right, and where they look for it; the \
             tone suits the occasion; no word is idle. It keeps to the facts and to the length. It {care}."
        ),
        tags: vec![(*kind).into()],
        // The first version, and the revisions.
        max_steps: revisions.saturating_add(1),
        ..Item::default()
    }
}

/// Takes an answer in, and asks on while there is something to be asked.
fn go_on(ctx: &Context<Config>, mut state: State, answer: &Answer) -> Step<State> {
    state.output_tokens = state.output_tokens.saturating_add(answer.usage.output_tokens);
    let text = answer.text();
    let Some(before) = state.latest() else {
        return begun(ctx, state, answer, &text);
    };
    // Of an answer that broke off or was refused, nobody knows what it would have been.
    let is_whole = answer.stop.is_end();
    let reading =
        if is_whole { reading::read(&text, ctx.config.min_words, before) } else { Reading::Unreadable };
    match reading {
        Reading::HandedIn => return hand_in(state),
        Reading::RevisedAndHandedIn(version) => {
            state.revise(version);
            return hand_in(state);
        }
        Reading::Revised(version) => state.revise(version),
        Reading::Unreadable => state.unreadable += 1,
    }
    let note = if reading == Reading::Unreadable { UNREAD } else { "" };
    ask_on(ctx, state, note)
}

/// The first version. One that is empty or not whole is no work, and nothing to be revised.
fn begun(ctx: &Context<Config>, mut state: State, answer: &Answer, text: &str) -> Step<State> {
    let work = Outcome::text(Artifact::markdown(ARTIFACT, text), answer.stop);
    if work.complete {
        state.first = Some(text.trim().to_owned());
        return ask_on(ctx, state, "");
    }
    let metrics = state.measures();
    Step { metrics: metrics.clone(), ..Step::finish(state, Outcome { metrics, ..work }) }
}

/// Asks whether the text is to be revised, or hands it in if it has been asked often enough.
fn ask_on(ctx: &Context<Config>, state: State, note: &str) -> Step<State> {
    let left = ctx.config.revisions.saturating_sub(state.asked());
    if left == 0 {
        return hand_in(state);
    }
    let question = Message::user(format!("{note}{}", question(ctx, left)));
    let metrics = state.measures();
    Step { metrics, ..Step::ask(state, Ask::actor([question])) }
}

/// What comes before the question where the answer before was neither.
const UNREAD: &str =
    "This was neither a whole new version nor the one word, and the text is as it was before.\n\n";

/// The two possibilities, in an order that is a coin of the item and replicate, never of the arm.
fn question(ctx: &Context<Config>, left: u32) -> String {
    let mut possibilities = [
        "To revise it, answer with the whole new version and nothing else.".to_owned(),
        format!("To hand it in as it is, answer with the one word {WORD}."),
    ];
    let mut verbs = ["revise", "hand in"];
    if ctx.random("order").below(2) == 1 {
        possibilities.reverse();
        verbs.reverse();
    }
    let [first, second] = possibilities;
    let times = if left == 1 { "once more" } else { &format!("up to {left} more times") };
    format!(
        "You can {} or {} the text, and either is all right. {first} {second} It can be revised {times}.",
        verbs[0], verbs[1]
    )
}

const ARTIFACT: &str = "text";

/// The end: the last version is the work, if there is one.
fn hand_in(state: State) -> Step<State> {
    let work = match state.latest() {
        Some(text) => Outcome {
            artifacts: vec![Artifact::markdown(ARTIFACT, text)],
            complete: true,
            ..Outcome::nothing()
        },
        None => Outcome::nothing(),
    };
    let metrics = state.measures();
    Step { metrics: metrics.clone(), ..Step::finish(state, Outcome { metrics, ..work }) }
}

export_task!(Revision);

#[cfg(test)]
mod tests;
