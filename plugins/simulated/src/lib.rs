//! Provider: scripted actors and judges that need no server.
//!
//! The yardstick: what a study finds with these models can be compared with what was put into them. An actor has
//! latent utilities over outcomes, writes texts whose quality is visible in the text and revises them, works incidents
//! with tools as well as its skill allows, writes sentences that meet some of their conditions, accepts or declines a
//! job, refuses what is harmful, and remembers what it was told; a judge reads the quality of texts, and what they give
//! away of what their writers were told. They see what a real model would see, messages and tools, and every draw is
//! keyed by seed, model name and messages, so an answer never depends on what was asked before. All that comes out says
//! that it is simulated.
//!
//! A token is a word here, in usage, limits and log-probabilities. Log-probabilities are given where a choice between
//! outcomes is answered with a label or a number. Limits and stop sequences cut texts and leave calls of tools whole.

mod assignment;
mod choice;
mod compose;
mod conditions;
mod config;
mod cues;
mod draft;
mod fenced;
mod harmful;
mod job;
mod judge;
mod leak;
mod lottery;
mod offer;
mod on_call;
mod promise;
mod quality;
mod recall;
mod runbooks;
mod scene;
mod sentence;
mod stock;

use motive_plugin::provider::{Action, Completion, Job, Model as ListedModel, Provider, Request, Step};
use motive_plugin::{
    Context, Failure, Finding, Manifest, Message, Part, Plugin, Random, Role, StopReason, Token, ToolCall,
    Usage, export_provider, manifest,
};

pub use config::{Config, Effects, Judge, Model};

use cues::Cues;
use on_call::Duty;
use promise::Promise;
use recall::Recall;
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

/// The models with a table of their own. None if there is no table: any name is served, and no list says so.
fn list_models(config: &Config) -> Vec<ListedModel> {
    let listed = |id: &String| ListedModel {
        id: id.clone(),
        context_tokens: None,
        max_output_tokens: None,
        // A temperature is accepted and moves nothing: the noise is configured.
        abilities: ["logprobs", "seed", "stop-sequences", "system-messages", "temperature", "tools"]
            .map(String::from)
            .into(),
        max_batch: 1,
        attrs: vec![simulated()],
    };
    config.models.keys().map(listed).collect()
}

/// What a simulated model says: a text, with log-probabilities where they make sense, or calls of tools.
#[derive(Default)]
struct Said {
    text: String,
    /// Of the first token, if it has a distribution.
    token: Option<Token>,
    /// If there are any, there is no text.
    calls: Vec<ToolCall>,
}

impl Said {
    fn text(text: impl Into<String>) -> Self {
        Said { text: text.into(), ..Said::default() }
    }
}

fn complete(ctx: &Context<Config>, request: &Request) -> Result<Completion, Failure> {
    let model = ctx.config.model(&request.model)?;
    let mut random = stream(ctx.seed, request);
    let said = answer(&model, request, &mut random);
    let input = request.messages.iter().flat_map(|message| &message.parts).map(count_tokens).sum();
    let logprobs = request.sampling.logprobs.and_then(|most| {
        let mut token = said.token?;
        token.alternatives.truncate(usize::from(most));
        Some(vec![token])
    });
    let (message, stop) = if said.calls.is_empty() {
        let (text, stop) = cut(said.text, request);
        (Message::assistant(text), stop)
    } else {
        let parts = said.calls.into_iter().map(Part::ToolCall).collect();
        (Message { role: Role::Assistant, parts }, StopReason::ToolUse)
    };
    let output = message.parts.iter().map(count_tokens).sum();
    Ok(Completion {
        message,
        stop,
        usage: Usage { input_tokens: input, output_tokens: output, ..Usage::default() },
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
    let messages = request.messages.iter().flat_map(|message| {
        // The ids of calls are the host's and say nothing.
        let used = message.parts.iter().filter_map(|part| match part {
            Part::ToolCall(call) => Some(format!("{} {}", call.name, call.arguments)),
            Part::ToolResult(result) => Some(result.content.clone()),
            _ => None,
        });
        [role(&message.role).to_owned(), message.text()].into_iter().chain(used)
    });
    let key = std::iter::once(request.model.clone()).chain(messages);
    Random::keyed(request.sampling.seed.unwrap_or(seed), key)
}

fn answer(model: &Model, request: &Request, random: &mut Random) -> Said {
    // It comes after work with tools as well, which are then still at hand.
    if let Some(question) = Recall::of(&request.messages) {
        return Said::text(question.answer(model.recall, random));
    }
    if let Some(duty) = Duty::of(&request.tools) {
        let skill = quality::share(moved(model, request, quality::log_odds(model.skill)));
        return Said { calls: duty.act(&request.messages, skill, random), ..Said::default() };
    }
    Said::text(match Scene::of(&request.messages) {
        Scene::Choice(offer) => return choice::choose(model, &request.model, &offer, random),
        Scene::Judging(judging) => judge::answer(&model.judge, &judging, random),
        Scene::Job => {
            let accepts = moved(model, request, quality::log_odds(model.acceptance));
            job::answer(random.unit() < quality::share(accepts)).into()
        }
        Scene::Draft(draft) => {
            // Whoever goes on with these odds each time does so as often, on average, as the odds say.
            let revises = moved(model, request, model.revisions.ln());
            let revises = random.unit() < quality::share(revises);
            if revises { draft.revised(model.revision_gain, random) } else { draft.word }
        }
        Scene::Sentence(problem) => {
            let shift = moved(model, request, 0.0);
            let learning = model.learning + model.effects.learning * shift;
            let learnt = learning * f64::from(problem.rounds_before);
            let meets = quality::log_odds(model.conditions_met) + shift + learnt;
            let meant = problem.drawn(quality::share(meets), random);
            sentence::write(&problem.conditions, &meant, random)
        }
        Scene::Harmful(_) if random.unit() < model.harmful_refusal_rate => harmful::refusal(random),
        Scene::Harmful(writing) | Scene::Writing(writing) => {
            let quality = moved(model, request, model.quality_mean) + model.quality_noise * random.normal();
            let text = compose::compose(&writing, quality, random);
            // Nothing is drawn for a model that does not leak.
            if model.leak_rate == 0.0 {
                return Said::text(text);
            }
            match promise::promised(&read_by(&request.messages)) {
                Some(outcome) if random.unit() < model.leak_rate => leak::tell(text, outcome, random),
                _ => text,
            }
        }
        Scene::Other => "This is a simulated model. It has nothing to say to that.".into(),
    })
}

/// The sum of money that moves nothing, in units of its currency.
const MIDDLING_SUM: f64 = 10_000.0;

/// Log-odds, moved by the effects of what the conversation holds.
fn moved(model: &Model, request: &Request, from: f64) -> f64 {
    let cues = Cues::of(&read_by(&request.messages));
    let Effects { effort, effort_down, role, role_down, stake, cause, amount, .. } = model.effects;
    let of = |present: bool, effect: f64| if present { effect } else { 0.0 };
    let promised = match cues.promise {
        Some(Promise::Outcome(text)) => stake * choice::standardised_utility(model, &request.model, &text),
        Some(Promise::Cause(direction)) => cause * direction,
        Some(Promise::Sum(sum)) => amount * (sum.max(1.0) / MIDDLING_SUM).log10(),
        None => 0.0,
    };
    from + of(cues.effort, effort)
        + of(cues.effort_down, effort_down)
        + of(cues.role, role)
        + of(cues.role_down, role_down)
        + cues.contingency * promised
}

/// What the actor was told, by whomever.
fn read_by(messages: &[Message]) -> String {
    let told = messages.iter().filter(|message| matches!(message.role, Role::System | Role::User));
    told.map(Message::text).collect::<Vec<_>>().join("\n")
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

/// Tokens of a part: the words of a text, of a call's arguments or of a result.
fn count_tokens(part: &Part) -> u64 {
    match part {
        Part::Text(text) => count_words(text),
        Part::ToolCall(call) => count_words(&call.arguments),
        Part::ToolResult(result) => count_words(&result.content),
        _ => 0,
    }
}

fn count_words(text: &str) -> u64 {
    text.split_whitespace().count() as u64
}

export_provider!(Simulated);

#[cfg(test)]
mod tests;
