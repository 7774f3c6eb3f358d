//! The specification: what the items are, how the world answers, how an episode goes.

mod actors;
mod cause;
mod consistent;
mod contract;
mod data;
mod driver;
mod play;
mod resume;
mod world;
