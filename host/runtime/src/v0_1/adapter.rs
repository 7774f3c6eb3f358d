//! The contract's traits on a component of version 0.1.

use std::sync::Arc;

use motive_contract::about::{Finding, Manifest, Want};
use motive_contract::framing::{Arm, Framed, View};
use motive_contract::provider::{self as provider_contract, Job};
use motive_contract::rubric::{self as rubric_contract, Scheme, Subject};
use motive_contract::task::{self as task_contract, Event, Item, Page};
use motive_contract::types::{Answer, Context};
use motive_contract::{self as contract, Call, words};
use wasmtime::Engine;
use wasmtime::component::{Component, HasSelf, Linker};

use super::bindings::{about, assets, framing, log, provider, rubric, task, types};
use super::convert::Mirror;
use super::size;
use crate::engine::Runtime;
use crate::error::LoadError;
use crate::guest::Guest;
use crate::limits::{Limits, Reuse};
use crate::plugin::{Assets, Kind};
use crate::pool::{Interface, Pool, Returned, Source};
use crate::shape::Shape;
use crate::{manifest, slots, wasi};

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
    source: Arc<Source>,
    about: Arc<AboutPlugin>,
}

/// What every kind shares.
struct AboutPlugin {
    pool: Pool<about::About>,
    manifest: Manifest,
}

impl Adapter {
    /// Links a component and asks it who it is.
    pub(crate) fn new(
        runtime: &Runtime,
        name: &str,
        component: &Component,
        limits: &Limits,
        assets: Assets,
        shape: &Shape,
    ) -> Result<Self, LoadError> {
        let unlinked = |error: wasmtime::Error| LoadError::Unlinked {
            name: name.to_owned(),
            reason: words::paragraph(&format!("{error:#}")),
        };
        let weight = slots::weight(component.resources_required().as_ref());
        let component = linker(&runtime.engine, shape).and_then(|linker| linker.instantiate_pre(component));
        let source = Arc::new(Source {
            component: component.map_err(unlinked)?,
            plugin: Arc::from(name),
            limits: limits.clone(),
            assets: Arc::new(assets),
            wasi: shape.wasi,
            slots: runtime.slots.clone(),
            weight,
        });
        // Asked a few times per study, so an instance that waits for the next time is not worth its memory.
        let pool = Pool::<about::About>::new(source.clone(), Reuse::Fresh).map_err(unlinked)?;
        let manifest = pool.call("describe", 0, |about, store| {
            Ok(Ok(about.motive_plugin_about().call_describe(store)?.mirror()))
        })?;
        let manifest = manifest::checked(name, manifest)?;
        Ok(Self { source, about: Arc::new(AboutPlugin { pool, manifest }) })
    }

    /// Who the plugin says it is.
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.about.manifest
    }

    fn of_kind<I: Interface>(&self) -> Result<OfKind<I>, LoadError> {
        let pool = Pool::new(self.source.clone(), self.source.limits.reuse).map_err(|error| {
            LoadError::Unlinked { name: self.source.plugin.to_string(), reason: format!("{error:#}") }
        })?;
        Ok(OfKind { about: self.about.clone(), pool })
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
        let findings: Vec<Finding> = self.about.pool.call("check", config.len(), |about, store| {
            Ok(Ok(about.motive_plugin_about().call_check(store, &config)?.mirror()))
        })?;
        let shown = |finding: Finding| Finding {
            pointer: words::line(&finding.pointer),
            message: words::line(&finding.message),
            fatal: finding.fatal,
        };
        Ok(findings.into_iter().map(shown).collect())
    }
}

/// Mirrors a result whose error is the plugin's own failure.
fn returned<A: Mirror<B>, B>(answer: wasmtime::Result<Result<A, types::Failure>>) -> Returned<B> {
    Ok(answer?.mirror())
}

impl contract::TaskFamily for OfKind<task::Task> {
    fn items(&self, ctx: &Context, start: u32, limit: u32) -> Call<Page> {
        let context: types::Context = ctx.clone().mirror();
        self.pool.call("items", ctx.config.len(), |task, store| {
            returned(task.motive_plugin_task().call_items(store, &context, start, limit))
        })
    }

    fn begin(&self, ctx: &Context, item: &Item) -> Call<task_contract::Step> {
        let input = ctx.config.len() + size::item(item);
        let (context, subject) = (ctx.clone().mirror(), item.clone().mirror());
        self.pool.call("begin", input, |task, store| {
            returned(task.motive_plugin_task().call_begin(store, &context, &subject))
        })
    }

    fn advance(&self, ctx: &Context, item: &Item, state: &str, event: &Event) -> Call<task_contract::Step> {
        let input = ctx.config.len() + size::item(item) + state.len() + size::event(event);
        let (context, subject, event) = (ctx.clone().mirror(), item.clone().mirror(), event.clone().mirror());
        let state = state.to_owned();
        self.pool.call("advance", input, |task, store| {
            returned(task.motive_plugin_task().call_advance(store, &context, &subject, &state, &event))
        })
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
        let input = ctx.config.len() + size::view(view);
        let (context, view) = (ctx.clone().mirror(), view.clone().mirror());
        self.pool.call("frame", input, |framing, store| {
            returned(framing.motive_plugin_framing().call_frame(store, &context, &view))
        })
    }
}

impl contract::Provider for OfKind<provider::Provider> {
    fn begin(&self, ctx: &Context, job: &Job) -> Call<provider_contract::Step> {
        let input = ctx.config.len() + size::job(job);
        let (context, job) = (ctx.clone().mirror(), job.clone().mirror());
        self.pool.call("begin", input, |provider, store| {
            returned(provider.motive_plugin_provider().call_begin(store, &context, &job))
        })
    }

    fn advance(
        &self,
        ctx: &Context,
        job: &Job,
        state: &str,
        event: &provider_contract::Event,
    ) -> Call<provider_contract::Step> {
        let input = ctx.config.len() + size::job(job) + state.len() + size::provider_event(event);
        let (context, job, event) = (ctx.clone().mirror(), job.clone().mirror(), event.clone().mirror());
        let state = state.to_owned();
        self.pool.call("advance", input, |provider, store| {
            returned(provider.motive_plugin_provider().call_advance(store, &context, &job, &state, &event))
        })
    }
}

impl contract::Rubric for OfKind<rubric::Rubric> {
    fn judging(&self, ctx: &Context) -> Call<Scheme> {
        let context: types::Context = ctx.clone().mirror();
        self.pool.call("judging", ctx.config.len(), |rubric, store| {
            returned(rubric.motive_plugin_rubric().call_judging(store, &context))
        })
    }

    fn begin(&self, ctx: &Context, subject: &Subject) -> Call<rubric_contract::Step> {
        let input = ctx.config.len() + size::subject(subject);
        let (context, subject) = (ctx.clone().mirror(), subject.clone().mirror());
        self.pool.call("begin", input, |rubric, store| {
            returned(rubric.motive_plugin_rubric().call_begin(store, &context, &subject))
        })
    }

    fn advance(
        &self,
        ctx: &Context,
        subject: &Subject,
        state: &str,
        answer: &Answer,
    ) -> Call<rubric_contract::Step> {
        let input = ctx.config.len() + size::subject(subject) + state.len() + size::answer(answer);
        let (context, subject, answer) =
            (ctx.clone().mirror(), subject.clone().mirror(), answer.clone().mirror());
        let state = state.to_owned();
        self.pool.call("advance", input, |rubric, store| {
            returned(rubric.motive_plugin_rubric().call_advance(store, &context, &subject, &state, &answer))
        })
    }
}
