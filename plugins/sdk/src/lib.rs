//! What a motive plugin in Rust is written on.
//!
//! A plugin is a type that implements [`Plugin`] (what it is, its config) and one trait of a kind: [`task::Task`],
//! [`framing::Framing`], [`provider::Provider`] or [`rubric::Rubric`]. One macro per kind turns the type into a
//! component. Config and state are ordinary serde types; what does not parse becomes a [`Failure`] with a JSON
//! pointer, never a panic. A panic is written to the host's log, with message and place, before the trap.
//!
//! Plugins are pure: every function gets all that its answer may depend on and returns a value. The one source of
//! randomness is [`Context::random`]. Not in here: anything that waits or reaches out; the host does that.
//!
//! A plugin is a crate of type `cdylib` that depends on this one, on `serde` and on `schemars`, built for
//! `wasm32-unknown-unknown` with `panic = "abort"`. What cargo writes carries its component type, and the host takes it
//! as it is or componentised. Natively the same crate is ordinary code, so `cargo test` tests it (`crate-type` with
//! "rlib" as well). `docs/plugins.md` has the way from `cargo new` to a run and the rules of the host, and
//! `examples/own-plugin` a crate of its own with its study.
//!
//! A whole task plugin:
//!
//! ```
//! use motive_plugin::task::{Ask, Item, Step, Task};
//! use motive_plugin::{Context, Failure, Manifest, Message, Plugin, export_task, manifest};
//!
//! /// This plugin's table in the study file.
//! #[derive(serde::Deserialize, schemars::JsonSchema)]
//! #[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
//! struct Config {
//!     /// How many lines a poem has.
//!     lines: u32,
//! }
//!
//! impl Default for Config {
//!     fn default() -> Self {
//!         Config { lines: 8 }
//!     }
//! }
//!
//! struct Poem;
//!
//! impl Plugin for Poem {
//!     type Config = Config;
//!
//!     fn manifest() -> Manifest {
//!         manifest! { id: "example/poem", title: "Poem", summary: "Write a poem on a subject." }
//!     }
//! }
//!
//! impl Task for Poem {
//!     type State = ();
//!
//!     fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
//!         let item = |subject: &str| Item {
//!             id: subject.into(),
//!             title: format!("A poem on {subject}"),
//!             brief: format!("Write a poem of {} lines on {subject}.", ctx.config.lines),
//!             criterion: "The better poem is the more surprising and the more exact.".into(),
//!             ..Item::default()
//!         };
//!         Ok(["rain", "salt", "doors"].into_iter().map(item).collect())
//!     }
//!
//!     fn begin(_: &Context<Config>, item: &Item) -> Result<Step<()>, Failure> {
//!         Ok(Step::ask((), Ask::actor([Message::user(&item.brief)])))
//!     }
//! }
//!
//! export_task!(Poem);
//! ```

// The bindings name this crate by its own name, so that export macros work in other crates as well.
extern crate self as motive_plugin;

mod about;
#[doc(hidden)]
pub mod bindings;
pub mod choose;
mod context;
mod decline;
mod first_token;
pub mod framing;
pub mod lines;
mod message;
mod panic;
pub mod provider;
mod random;
pub mod rubric;
pub mod task;

#[doc(hidden)]
pub use wit_bindgen;

pub use about::Plugin;
#[doc(hidden)]
pub use about::authors;
pub use bindings::about::exports::motive::plugin::about::{
    Credential, Finding, Manifest, Placement, Want, WantWhat,
};
pub use bindings::about::motive::plugin::types::{
    Answer, Artifact, Attrs, Blob, Failure, FailureKind, Message, Metric, OtherPart, Part, Role, StopReason,
    Token, ToolCall, ToolResult, ToolSpec, Usage,
};
pub use bindings::about::motive::plugin::{assets, log};
pub use context::{Context, read_json, write_json};
pub use random::Random;

/// What the host sees of the plugin `T`: the contract's functions, with config and state parsed.
#[doc(hidden)]
pub struct Exported<T>(std::marker::PhantomData<T>);

/// Turns a [`task::Task`] into a component.
#[macro_export]
macro_rules! export_task {
    ($plugin:ty) => {
        $crate::export_kind!($plugin, task, export_task_half);
    };
}

/// Turns a [`framing::Framing`] into a component.
#[macro_export]
macro_rules! export_framing {
    ($plugin:ty) => {
        $crate::export_kind!($plugin, framing, export_framing_half);
    };
}

/// Turns a [`provider::Provider`] into a component.
#[macro_export]
macro_rules! export_provider {
    ($plugin:ty) => {
        $crate::export_kind!($plugin, provider, export_provider_half);
    };
}

/// Turns a [`rubric::Rubric`] into a component.
#[macro_export]
macro_rules! export_rubric {
    ($plugin:ty) => {
        $crate::export_kind!($plugin, rubric, export_rubric_half);
    };
}

/// Exports `about` and one kind. Only on wasm: the exported names mean nothing to a native linker.
#[doc(hidden)]
#[macro_export]
macro_rules! export_kind {
    ($plugin:ty, $kind:ident, $export:ident) => {
        // Natively this is the one use of a type that need not be public.
        const _: Option<$crate::Exported<$plugin>> = None;

        #[cfg(target_arch = "wasm32")]
        #[allow(unsafe_code)]
        mod component {
            use super::*;
            type Exported = $crate::Exported<$plugin>;
            $crate::bindings::about::export_about_half!(Exported with_types_in $crate::bindings::about);
            $crate::bindings::$kind::$export!(Exported with_types_in $crate::bindings::$kind);
        }
    };
}
