//! From choices between outcomes to utilities, and from utilities to stakes.
//!
//! Three steps, each a pure function, each open to new strategies that register themselves by name:
//! which pairs of options to ask ([`PairStrategy`]), what the answers say about the utility of every
//! option ([`UtilityModel`]), and which options an actor is offered for good work ([`StakeRule`],
//! [`draw_stakes`]).
//!
//! Options are indices, `0..options`. How a question is worded, asked, repeated or read is decided
//! elsewhere, as is everything about studies, actors and files. All randomness comes from seeds that
//! the caller passes in.

mod graph;
mod link;
mod model;
mod pairs;
mod random;
mod stakes;

pub use model::{Comparison, Fit, FitError, FitOptions, UtilityModel, UtilityModels};
pub use motive_registry::RegistryError;
pub use pairs::{PairError, PairParams, PairStrategies, PairStrategy};
pub use stakes::{
    Admission, Domain, Outcome, PoolSize, RejectedDraw, Stake, StakeError, StakeOptions, StakeRule,
    StakeRules, StakeSlot, draw_stakes,
};
