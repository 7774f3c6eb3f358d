//! Stakes: the outcomes that an actor is offered for good work, drawn from its own utilities.
//!
//! A stake rule says which outcomes may be drawn; [`draw_stakes`] draws, and asks the caller's test whether
//! the actor's choices tell two opposite extremes apart. What that test asks for, what a stake looks like
//! in a prompt, and whether an actor notices it, is decided and measured elsewhere.

mod admission;
mod any;
mod draw;
mod error;
mod extremes;
mod group;
mod level;
mod neutral;
mod ranking;
mod rule;
mod slot;
mod source;
mod stream;

pub use admission::{Admission, Decision, RejectedDraw, wanted_pairs};
pub use draw::{StakeOptions, draw_stakes};
pub use error::StakeError;
pub use level::Level;
pub use rule::{Candidates, PoolSize, Scope, StakeRule, StakeRules};
pub use slot::{Stake, StakeSlot};
pub use source::{Outcome, StakeSource};
