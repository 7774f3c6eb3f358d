//! Coherence measures: closed-form cases, golden values (`../golden/coherence.py`), simulated actors whose
//! truth is known, and what must not matter.
#![allow(clippy::unwrap_used, unreachable_pub)]

mod actors;
#[path = "../common/mod.rs"]
mod common;

mod compare;
mod golden;
mod held_out;
mod lotteries_and_counts;
mod order;
mod report;
mod retest;
mod shares;
mod tallies;
mod transitivity;
