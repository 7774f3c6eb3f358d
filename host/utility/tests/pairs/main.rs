//! Which pairs the strategies choose.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod case;
mod choices;
#[path = "../common/mod.rs"]
mod common;
mod design;
mod holdout;
#[path = "../pairs_actors/mod.rs"]
mod pairs_actors;
mod rules;
