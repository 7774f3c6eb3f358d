//! Task family: work an incident with tools over many steps, then hand it over in writing.
//!
//! The world is simulated: its course follows from the incident and from what was done, never from chance, so both
//! arms of a contrast meet the same one. Each answer of the actor is a step of five minutes. When the work is over, a
//! fresh conversation with the record of what was done asks for the handover, which judges compare; what was done is
//! measured beside it. Knows nothing of arms, actors or judges.

mod author;
mod incident;
mod incidents;
mod measures;
mod perform;
mod prompt;
mod record;
mod state;
mod tools;
mod world;

use motive_plugin::task::{Ask, Conversation, Event, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Artifact, Context, Failure, Finding, Manifest, Message, Plugin, export_task, manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use incident::Incident;
pub use state::State;

/// How long the work may take, and how long the handovers are.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The most steps of five minutes that the actor has for its work; the handover comes on top.
    #[schemars(range(min = 1, max = 48))]
    pub max_steps: u32,
    /// The fewest words the handover is asked to have.
    #[schemars(range(min = 1))]
    pub handover_min_words: u32,
    /// The most words the handover is asked to have.
    #[schemars(range(min = 1))]
    pub handover_max_words: u32,
}

impl Default for Config {
    fn default() -> Self {
        Config { max_steps: 12, handover_min_words: 200, handover_max_words: 450 }
    }
}

/// The plugin.
pub struct IncidentResponse;

impl Plugin for IncidentResponse {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/incident-response",
            title: "Incident response",
            summary: "Work an incident with tools (logs, metrics, runbook, channel) in a simulated world, over up to 12 \
                      steps, then write a handover, which is the work that is judged. 12 incidents. Measures \
                      `root-cause-found`, `resolved`, `steps`, `harmful-actions`, `updates` and `wasted-actions` after \
                      every step, and the handover's `words`. Needs models that use tools.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        let Config { handover_min_words: min, handover_max_words: max, .. } = config;
        if min <= max {
            return Vec::new();
        }
        let message = format!("handover-min-words ({min}) is above handover-max-words ({max})");
        vec![Finding::fatal("/handover-min-words", message)]
    }
}

impl Task for IncidentResponse {
    type State = State;

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        Ok(incidents::ALL.iter().map(|incident| item(&ctx.config, incident)).collect())
    }

    fn begin(ctx: &Context<Config>, item: &Item) -> Result<Step<State>, Failure> {
        let incident = incident_of(item)?;
        let opening = Message::user(prompt::opening(&ctx.config, incident));
        Ok(work(incident, State::default(), vec![opening]))
    }

    fn advance(
        ctx: &Context<Config>,
        item: &Item,
        state: State,
        event: Event,
    ) -> Result<Step<State>, Failure> {
        let incident = incident_of(item)?;
        state.check(incident, ctx.config.max_steps)?;
        match event {
            Event::Answered(answer) if state.is_over(ctx.config.max_steps) => {
                Ok(hand_over(incident, state, &answer))
            }
            Event::Answered(answer) => Ok(go_on(&ctx.config, incident, state, &answer)),
            Event::OutOfBudget(_) => {
                let outcome = finished(incident, &state, None, Outcome::nothing());
                Ok(with_measures(incident, Step::finish(state, outcome)))
            }
            Event::Other((kind, _)) => Err(Failure::unsupported(format!("the event `{kind}`"))),
        }
    }
}

fn item(config: &Config, incident: &Incident) -> Item {
    Item {
        id: incident.id.into(),
        title: incident.title.into(),
        brief: prompt::brief(config, incident),
        criterion: prompt::criterion(incident),
        tags: vec![incident.area.into()],
        // One more than the work has: the handover.
        max_steps: config.max_steps.saturating_add(1),
        ..Item::default()
    }
}

fn incident_of(item: &Item) -> Result<&'static Incident, Failure> {
    let found = incidents::ALL.iter().copied().find(|incident| incident.id == item.id);
    found.ok_or_else(|| Failure::bad_subject(format!("`{}` is not an incident of this family", item.id)))
}

/// Plays a step, and goes on with the next or with the handover.
fn go_on(config: &Config, incident: &Incident, mut state: State, answer: &Answer) -> Step<State> {
    let results = perform::answer(incident, &mut state, answer);
    if state.is_over(config.max_steps) {
        let request = Message::user(prompt::handover(config, incident, &state));
        let ask = Ask { conversation: Conversation::Replace(vec![request]), ..Ask::actor([]) };
        return with_measures(incident, Step::ask(state, ask));
    }
    let messages = match results {
        // A user message goes with the results, so that a framing may speak at every step.
        Some(results) => vec![results, Message::user(prompt::status(config, incident, &state))],
        None => vec![Message::user(prompt::reminder(config, incident, &state))],
    };
    work(incident, state, messages)
}

/// Asks for the next step of the work.
fn work(incident: &Incident, state: State, messages: Vec<Message>) -> Step<State> {
    let ask = Ask { tools: tools::specs(incident), ..Ask::actor(messages) };
    with_measures(incident, Step::ask(state, ask))
}

/// The end: the handover is the work, and the record is kept with it.
fn hand_over(incident: &Incident, state: State, answer: &Answer) -> Step<State> {
    let text = answer.text();
    let words = text.split_whitespace().count();
    let work = Outcome::text(Artifact::markdown("handover", text.as_str()), answer.stop);
    let outcome = finished(incident, &state, Some(&text), work).with_metric("words", words as f64);
    let metrics = outcome.metrics.clone();
    Step { metrics, ..Step::finish(state, outcome) }
}

/// An outcome with the record and the measures. The record comes second, and only after work: the first artifact is
/// the one that is judged.
fn finished(incident: &Incident, state: &State, handover: Option<&str>, work: Outcome) -> Outcome {
    let mut outcome = work;
    if !outcome.artifacts.is_empty() {
        outcome.artifacts.push(Artifact::markdown("record", record::record(incident, state)));
    }
    outcome.metrics = measures::measures(incident, state, handover);
    outcome
}

fn with_measures(incident: &Incident, step: Step<State>) -> Step<State> {
    let metrics = measures::measures(incident, &step.state, None);
    Step { metrics, ..step }
}

export_task!(IncidentResponse);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
