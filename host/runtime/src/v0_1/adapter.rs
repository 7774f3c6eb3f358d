//! The contract's traits on a component of version 0.1.

use std::sync::Arc;

use motive_contract::about::{Finding, Manifest, Want};
use motive_contract::framing::{Arm, Framed, View};
use motive_contract::rubric::{Reading, Scheme, Subject};
use motive_contract::task::{Event, Item, Page};
use motive_contract::types::{Answer, Context, Message, Metric, Part, Token};
use motive_contract::{self as contract, Call, CallError};
use wasmtime::Engine;
use wasmtime::component::{Component, HasSelf, InstancePre, Linker};

use super::bindings::{about, assets, framing, log, provider, rubric, task, types};
use super::convert::Mirror;
use crate::error::LoadError;
use crate::guest::Guest;
use crate::limits::Limits;
use crate::plugin::{Assets, Kind};
use crate::pool::{Interface, Pool, Returned};
use crate::shape::Shape;
use crate::wasi;

impl types::Host for Guest {}

impl log::Host for Guest {
    fn emit(&mut self, level: log::Level, message: String, fields: types::Attrs) -> wasmtime::Result<()> {
        let level = match level {
            log::Level::Trace => tracing::Level::TRACE,
            log::Level::Debug => tracing::Level::DEBUG,
            log::Level::Info => tracing::Level::INFO,
            log::Level::Warn => tracing::Level::WARN,
            log::Level::Error => tracing::Level::ERROR,
        };
        let fields: Vec<String> = fields.iter().map(|(key, value)| format!("{key}={value}")).collect();
        self.log.emit(level, &message, &fields.join(" ")).map_err(wasmtime::Error::from)
    }
}

impl assets::Host for Guest {
    fn names(&mut self) -> wasmtime::Result<Vec<String>> {
        Ok(self.assets.keys().cloned().collect())
    }

    fn read(&mut self, name: String) -> wasmtime::Result<Option<Vec<u8>>> {
        Ok(self.assets.get(&name).cloned())
    }
}

/// A component of version 0.1, ready to be called.
pub(crate) struct Adapter {
    component: InstancePre<Guest>,
    name: Arc<str>,
    limits: Limits,
    assets: Arc<Assets>,
    wasi: bool,
    about: Arc<AboutPlugin>,
}

/// What every kind shares.
struct AboutPlugin {
    pool: Pool<about::About>,
    manifest: Manifest,
}

impl Adapter {
    pub(crate) fn new(
        engine: &Engine,
        name: &str,
        component: &Component,
        limits: &Limits,
        assets: Arc<Assets>,
        shape: &Shape,
    ) -> Result<Self, LoadError> {
        let invalid = |error: wasmtime::Error| LoadError::Invalid {
            name: name.to_owned(),
            reason: format!("{error:#}"),
        };
        let component =
            linker(engine, shape).and_then(|linker| linker.instantiate_pre(component)).map_err(invalid)?;
        let name: Arc<str> = Arc::from(name);
        let pool = Pool::new(component.clone(), name.clone(), limits.clone(), assets.clone(), shape.wasi);
        let about = AboutPlugin { pool: pool.map_err(invalid)?, manifest: unknown() };
        Ok(Self { component, name, limits: limits.clone(), assets, wasi: shape.wasi, about: Arc::new(about) })
    }

    /// Asks the plugin who it is.
    pub(crate) fn describe(&self) -> Call<Manifest> {
        self.about.pool.call("describe", 0, |about, store| {
            Ok(Ok(about.motive_plugin_about().call_describe(store)?.mirror()))
        })
    }

    /// The same with what `describe` said.
    pub(crate) fn with_manifest(self, manifest: Manifest) -> Result<Self, LoadError> {
        let about = AboutPlugin { pool: self.pool()?, manifest };
        Ok(Self { about: Arc::new(about), ..self })
    }

    fn pool<I: Interface>(&self) -> Result<Pool<I>, LoadError> {
        let Self { component, name, limits, assets, wasi, .. } = self;
        Pool::new(component.clone(), name.clone(), limits.clone(), assets.clone(), *wasi)
            .map_err(|error| LoadError::Invalid { name: name.to_string(), reason: format!("{error:#}") })
    }

    fn of_kind<I: Interface>(&self) -> Result<OfKind<I>, LoadError> {
        Ok(OfKind { about: self.about.clone(), pool: self.pool()? })
    }

    pub(crate) fn task(&self) -> Result<impl contract::TaskFamily + use<>, LoadError> {
        self.of_kind::<task::Task>()
    }

    pub(crate) fn framing(&self) -> Result<impl contract::Framing + use<>, LoadError> {
        self.of_kind::<framing::Framing>()
    }

    pub(crate) fn provider(&self) -> Result<impl contract::Provider + use<>, LoadError> {
        self.of_kind::<provider::Provider>()
    }

    pub(crate) fn rubric(&self) -> Result<impl contract::Rubric + use<>, LoadError> {
        self.of_kind::<rubric::Rubric>()
    }
}

/// The manifest before it has been asked for.
fn unknown() -> Manifest {
    Manifest {
        id: String::new(),
        version: String::new(),
        title: String::new(),
        summary: String::new(),
        authors: Vec::new(),
        license: String::new(),
        citation: String::new(),
        config_schema: String::new(),
        attrs: Vec::new(),
    }
}

/// Links what the component's world imports, and nothing else.
fn linker(engine: &Engine, shape: &Shape) -> wasmtime::Result<Linker<Guest>> {
    let mut linker = Linker::new(engine);
    types::add_to_linker::<_, HasSelf<_>>(&mut linker, |guest| guest)?;
    log::add_to_linker::<_, HasSelf<_>>(&mut linker, |guest| guest)?;
    if shape.kinds.iter().any(|kind: &Kind| kind.has_assets()) {
        assets::add_to_linker::<_, HasSelf<_>>(&mut linker, |guest| guest)?;
    }
    if shape.wasi {
        wasi::link(&mut linker)?;
    }
    Ok(linker)
}

/// A plugin as one of the kinds.
struct OfKind<I: Interface> {
    about: Arc<AboutPlugin>,
    pool: Pool<I>,
}

impl<I: Interface> contract::About for OfKind<I> {
    fn manifest(&self) -> &Manifest {
        &self.about.manifest
    }

    fn wants(&self, config: &str) -> Call<Vec<Want>> {
        let config = config.to_owned();
        self.about.pool.call("wants", config.len(), |about, store| {
            Ok(Ok(about.motive_plugin_about().call_wants(store, &config)?.mirror()))
        })
    }

    fn check(&self, config: &str) -> Call<Vec<Finding>> {
        let config = config.to_owned();
        self.about.pool.call("check", config.len(), |about, store| {
            Ok(Ok(about.motive_plugin_about().call_check(store, &config)?.mirror()))
        })
    }
}

/// Mirrors a result whose error is the plugin's own failure.
fn returned<A: Mirror<B>, B>(answer: wasmtime::Result<Result<A, types::Failure>>) -> Returned<B> {
    Ok(answer?.mirror())
}

impl<I: Interface> OfKind<I> {
    /// Refuses numbers that are not finite, by the name of their field.
    fn finite(&self, function: &'static str, fields: impl IntoIterator<Item = (String, f64)>) -> Call<()> {
        match fields.into_iter().find(|(_, value)| !value.is_finite()) {
            None => Ok(()),
            Some((field, value)) => Err(CallError::Contract {
                plugin: self.pool.name().to_owned(),
                function,
                problem: format!("`{field}` is {value}; numbers have to be finite"),
            }),
        }
    }
}

fn metric_fields(field: &str, metrics: &[Metric]) -> Vec<(String, f64)> {
    metrics.iter().map(|(name, value)| (format!("{field}.{name}"), *value)).collect()
}

impl contract::TaskFamily for OfKind<task::Task> {
    fn items(&self, ctx: &Context, start: u32, limit: u32) -> Call<Page> {
        let context: types::Context = ctx.clone().mirror();
        self.pool.call("items", ctx.config.len(), |task, store| {
            returned(task.motive_plugin_task().call_items(store, &context, start, limit))
        })
    }

    fn begin(&self, ctx: &Context, item: &Item) -> Call<contract::task::Step> {
        let (context, subject) = (ctx.clone().mirror(), item.clone().mirror());
        let step = self.pool.call("begin", ctx.config.len() + item_size(item), |task, store| {
            returned(task.motive_plugin_task().call_begin(store, &context, &subject))
        })?;
        self.check_step("begin", step)
    }

    fn advance(&self, ctx: &Context, item: &Item, state: &str, event: &Event) -> Call<contract::task::Step> {
        let size = ctx.config.len()
            + item_size(item)
            + state.len()
            + match event {
                Event::Answered(answer) => answer_size(answer),
                Event::OutOfBudget(text) | Event::Other(_, text) => text.len(),
            };
        let (context, subject, event) = (ctx.clone().mirror(), item.clone().mirror(), event.clone().mirror());
        let state = state.to_owned();
        let step = self.pool.call("advance", size, |task, store| {
            returned(task.motive_plugin_task().call_advance(store, &context, &subject, &state, &event))
        })?;
        self.check_step("advance", step)
    }
}

impl OfKind<task::Task> {
    fn check_step(&self, function: &'static str, step: contract::task::Step) -> Call<contract::task::Step> {
        self.finite(function, metric_fields("metrics", &step.metrics))?;
        if let contract::task::Action::Finish(outcome) = &step.action {
            self.finite(function, metric_fields("finish.metrics", &outcome.metrics))?;
        }
        Ok(step)
    }
}

impl contract::Framing for OfKind<framing::Framing> {
    fn arms(&self, ctx: &Context) -> Call<Vec<Arm>> {
        let context: types::Context = ctx.clone().mirror();
        self.pool.call("arms", ctx.config.len(), |framing, store| {
            returned(framing.motive_plugin_framing().call_arms(store, &context))
        })
    }

    fn frame(&self, ctx: &Context, view: &View) -> Call<Framed> {
        let size = ctx.config.len() + view_size(view);
        let (context, view) = (ctx.clone().mirror(), view.clone().mirror());
        self.pool.call("frame", size, |framing, store| {
            returned(framing.motive_plugin_framing().call_frame(store, &context, &view))
        })
    }
}

impl contract::Provider for OfKind<provider::Provider> {
    fn begin(&self, ctx: &Context, job: &contract::provider::Job) -> Call<contract::provider::Step> {
        let size = ctx.config.len() + job_size(job);
        let (context, job) = (ctx.clone().mirror(), job.clone().mirror());
        let step = self.pool.call("begin", size, |provider, store| {
            returned(provider.motive_plugin_provider().call_begin(store, &context, &job))
        })?;
        self.check_step("begin", step)
    }

    fn advance(
        &self,
        ctx: &Context,
        job: &contract::provider::Job,
        state: &str,
        event: &contract::provider::Event,
    ) -> Call<contract::provider::Step> {
        let body = match event {
            contract::provider::Event::Received(response) => response.body.len(),
            _ => 0,
        };
        let size = ctx.config.len() + job_size(job) + state.len() + body;
        let (context, job, event) = (ctx.clone().mirror(), job.clone().mirror(), event.clone().mirror());
        let state = state.to_owned();
        let step = self.pool.call("advance", size, |provider, store| {
            returned(provider.motive_plugin_provider().call_advance(store, &context, &job, &state, &event))
        })?;
        self.check_step("advance", step)
    }
}

impl OfKind<provider::Provider> {
    fn check_step(
        &self,
        function: &'static str,
        step: contract::provider::Step,
    ) -> Call<contract::provider::Step> {
        if let contract::provider::Action::Completions(completions) = &step.action {
            for completion in completions.iter().flatten() {
                self.finite(function, logprob_fields(&completion.logprobs))?;
            }
        }
        Ok(step)
    }
}

/// Log-probabilities as fields; minus infinity, which is allowed here, is left out.
fn logprob_fields(tokens: &[Token]) -> impl Iterator<Item = (String, f64)> {
    tokens
        .iter()
        .flat_map(|token| {
            std::iter::once(token.logprob)
                .chain(token.alternatives.iter().map(|alternative| alternative.logprob))
        })
        .filter(|logprob| *logprob != f64::NEG_INFINITY)
        .map(|logprob| ("logprob".to_owned(), logprob))
}

impl contract::Rubric for OfKind<rubric::Rubric> {
    fn judging(&self, ctx: &Context) -> Call<Scheme> {
        let context: types::Context = ctx.clone().mirror();
        let scheme: Scheme = self.pool.call("judging", ctx.config.len(), |rubric, store| {
            returned(rubric.motive_plugin_rubric().call_judging(store, &context))
        })?;
        let bounds = scheme.criteria.iter().flat_map(|criterion| {
            [
                (format!("{}.min", criterion.id), criterion.min),
                (format!("{}.max", criterion.id), criterion.max),
            ]
        });
        self.finite("judging", bounds)?;
        Ok(scheme)
    }

    fn begin(&self, ctx: &Context, subject: &Subject) -> Call<contract::rubric::Step> {
        let size = ctx.config.len() + subject_size(subject);
        let (context, subject) = (ctx.clone().mirror(), subject.clone().mirror());
        let step = self.pool.call("begin", size, |rubric, store| {
            returned(rubric.motive_plugin_rubric().call_begin(store, &context, &subject))
        })?;
        self.check_step("begin", step)
    }

    fn advance(
        &self,
        ctx: &Context,
        subject: &Subject,
        state: &str,
        answer: &Answer,
    ) -> Call<contract::rubric::Step> {
        let size = ctx.config.len() + subject_size(subject) + state.len() + answer_size(answer);
        let (context, subject, answer) =
            (ctx.clone().mirror(), subject.clone().mirror(), answer.clone().mirror());
        let state = state.to_owned();
        let step = self.pool.call("advance", size, |rubric, store| {
            returned(rubric.motive_plugin_rubric().call_advance(store, &context, &subject, &state, &answer))
        })?;
        self.check_step("advance", step)
    }
}

impl OfKind<rubric::Rubric> {
    fn check_step(
        &self,
        function: &'static str,
        step: contract::rubric::Step,
    ) -> Call<contract::rubric::Step> {
        let contract::rubric::Action::Verdict(verdict) = &step.action else { return Ok(step) };
        match &verdict.reading {
            Reading::Scores(scores) => self.finite(function, metric_fields("scores", scores))?,
            Reading::Probabilities(p) => {
                let fields = [("first", p.first), ("second", p.second), ("tie", p.tie)];
                self.finite(function, fields.map(|(name, value)| (format!("probabilities.{name}"), value)))?;
                if fields.iter().any(|(_, value)| !(0.0..=1.0).contains(value))
                    || p.first + p.second + p.tie > 1.0 + 1e-9
                {
                    let problem = format!(
                        "probabilities of {}, {} and {}, which have to be 0 to 1 and sum to 1 at most",
                        p.first, p.second, p.tie
                    );
                    return Err(CallError::Contract {
                        plugin: self.pool.name().to_owned(),
                        function,
                        problem,
                    });
                }
            }
            _ => {}
        }
        Ok(step)
    }
}

fn item_size(item: &Item) -> usize {
    item.brief.len() + item.criterion.len() + item.input.len()
}

fn message_size(message: &Message) -> usize {
    message
        .parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.len(),
            Part::Blob(blob) => blob.data.len(),
            Part::ToolCall(call) => call.arguments.len(),
            Part::ToolResult(result) => result.content.len(),
            Part::Other(other) => other.data.len(),
        })
        .sum()
}

fn answer_size(answer: &Answer) -> usize {
    message_size(&answer.message) + answer.logprobs.len() * 16
}

fn view_size(view: &View) -> usize {
    let turns = view
        .transcript
        .iter()
        .map(|turn| turn.sent.iter().map(message_size).sum::<usize>() + answer_size(&turn.answer));
    turns.sum::<usize>() + view.pending.iter().map(message_size).sum::<usize>() + view.state.len()
}

fn subject_size(subject: &Subject) -> usize {
    subject.brief.len()
        + subject.criterion.len()
        + subject.candidates.iter().map(|c| c.text.len()).sum::<usize>()
}

fn job_size(job: &contract::provider::Job) -> usize {
    match job {
        contract::provider::Job::ListModels => 0,
        contract::provider::Job::Complete(requests) => {
            requests.iter().flat_map(|request| &request.messages).map(message_size).sum()
        }
    }
}
