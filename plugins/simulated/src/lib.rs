//! Provider: scripted actors and judges that need no server.
//!
//! The yardstick: what a study finds with these models can be compared with what was put into them. An actor has
//! latent utilities over outcomes and writes texts whose quality is visible in the text; a judge reads that quality
//! and nothing else. They see what a real model would see, the messages, and every draw is keyed by seed, model name
//! and messages, so an answer never depends on what was asked before. All that comes out says that it is simulated.
//!
//! A token is a word here, in usage, limits and log-probabilities. Log-probabilities are given for forced choices.

mod choice;
mod compose;
mod config;
mod cues;
mod judge;
mod quality;
mod scene;
mod stock;

use motive_plugin::provider::{Action, Completion, Job, Model as ListedModel, Provider, Request, Step};
use motive_plugin::{
    Context, Failure, Finding, Manifest, Message, Plugin, Random, Role, StopReason, Usage, export_provider,
    manifest,
};

pub use config::{Config, Effects, Judge, Model};

use choice::Said;
use cues::Cues;
use scene::Scene;

/// The plugin.
pub struct Simulated;

impl Plugin for Simulated {
    type Config = Config;

    fn manifest() -> Manifest {
        let manifest = manifest! {
            id: "motive/simulated",
            title: "Simulated models",
            summary: "Actors with known utilities and effects, and judges with known sensitivity and biases, for tests \
                      and for finding out what a study could detect. Answers at once, costs nothing, and is no model.",
        };
        Manifest { attrs: vec![simulated()], ..manifest }
    }

    fn check(config: &Config) -> Vec<Finding> {
        let failures = config.models.keys().filter_map(|name| config.model(name).err());
        failures.map(|failure| Finding::fatal(failure.pointer, failure.message)).collect()
    }
}

impl Provider for Simulated {
    type State = ();

    fn begin(ctx: &Context<Config>, job: &Job) -> Result<Step<()>, Failure> {
        let action = match job {
            Job::ListModels => Action::Models(list_models(&ctx.config)),
            Job::Complete(requests) => {
                let answers = requests.iter().map(|request| complete(ctx, request).map(Ok));
                Action::Completions(answers.collect::<Result<_, Failure>>()?)
            }
        };
        Ok(Step { state: (), action })
    }
}

/// The mark on everything that comes out of here.
fn simulated() -> (String, String) {
    ("simulated".into(), "true".into())
}

/// The models with a table of their own, or one that stands for any name.
fn list_models(config: &Config) -> Vec<ListedModel> {
    let listed = |id: &str| ListedModel {
        id: id.into(),
        context_tokens: None,
        max_output_tokens: None,
        // A temperature is accepted and moves nothing: the noise is configured.
        abilities: ["logprobs", "seed", "stop-sequences", "system-messages", "temperature"]
            .map(String::from)
            .into(),
        max_batch: 1,
        attrs: vec![simulated()],
    };
    if config.models.is_empty() {
        return vec![listed("simulated")];
    }
    config.models.keys().map(|name| listed(name)).collect()
}

fn complete(ctx: &Context<Config>, request: &Request) -> Result<Completion, Failure> {
    let model = ctx.config.model(&request.model)?;
    let mut random = stream(ctx.seed, request);
    let said = answer(&model, request, &mut random);
    let (text, stop) = cut(said.text, request);
    let input = request.messages.iter().map(|message| count_words(&message.text())).sum();
    let usage = Usage { input_tokens: input, output_tokens: count_words(&text), ..Usage::default() };
    let logprobs = request.sampling.logprobs.and_then(|most| {
        let mut token = said.token?;
        token.alternatives.truncate(usize::from(most));
        Some(vec![token])
    });
    Ok(Completion {
        message: Message::assistant(text),
        stop,
        usage,
        logprobs: logprobs.unwrap_or_default(),
        served_by: format!("simulated/{}", request.model),
        attrs: vec![simulated()],
    })
}

/// The stream of a request: its own seed if it has one, its model and its messages.
fn stream(seed: u64, request: &Request) -> Random {
    let role = |role: &Role| match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
        Role::Tool => "tool",
        Role::Other(_) => "other",
    };
    let messages =
        request.messages.iter().flat_map(|message| [role(&message.role).to_owned(), message.text()]);
    let key = std::iter::once(request.model.clone()).chain(messages);
    Random::keyed(request.sampling.seed.unwrap_or(seed), key)
}

fn answer(model: &Model, request: &Request, random: &mut Random) -> Said {
    let text = match Scene::of(&request.messages) {
        Scene::Choice(options) => return choice::choose(model, &request.model, &options, random),
        Scene::Judging(judging) => judge::ballot(&model.judge, &judging, random),
        Scene::Writing(writing) => {
            let quality = quality(model, request, random);
            compose::compose(&writing, quality, random)
        }
        Scene::Other => "This is a simulated model. It has nothing to say to that.".into(),
    };
    Said { text, token: None }
}

/// The latent quality of a text: mean, effects of what the conversation holds, and noise.
fn quality(model: &Model, request: &Request, random: &mut Random) -> f64 {
    let framed = request.messages.iter().filter(|message| matches!(message.role, Role::System | Role::User));
    let cues = Cues::of(&framed.map(Message::text).collect::<Vec<_>>().join("\n"));
    let Effects { effort, effort_down, role, stake } = model.effects;
    let of = |present: bool, effect: f64| if present { effect } else { 0.0 };
    let at_stake = cues.stake.map_or(0.0, |text| choice::standardised_utility(model, &request.model, &text));
    model.quality_mean
        + of(cues.effort, effort)
        + of(cues.effort_down, effort_down)
        + of(cues.role, role)
        + stake * at_stake
        + model.quality_noise * random.normal()
}

/// The text up to the first stop sequence and the limit of words.
fn cut(mut text: String, request: &Request) -> (String, StopReason) {
    let mut stop = StopReason::End;
    let stops = request.sampling.stop.iter().filter(|sequence| !sequence.is_empty());
    if let Some(at) = stops.filter_map(|sequence| text.find(sequence.as_str())).min() {
        text.truncate(at);
        stop = StopReason::StopSequence;
    }
    let limit = request.sampling.max_output_tokens.unwrap_or(u32::MAX) as usize;
    // The end of the last word that fits, if there is another one after it.
    let mut ends =
        text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize + word.len());
    if let Some(end) = limit.checked_sub(1).and_then(|last| ends.nth(last))
        && ends.next().is_some()
    {
        text.truncate(end);
        stop = StopReason::Length;
    }
    (text, stop)
}

fn count_words(text: &str) -> u64 {
    text.split_whitespace().count() as u64
}

export_provider!(Simulated);

#[cfg(test)]
mod tests;
