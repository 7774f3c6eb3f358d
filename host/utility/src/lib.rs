//! From choices between outcomes to utilities, and from utilities to stakes.
//!
//! Three steps, each a pure function, each open to new strategies that register themselves by name:
//! which pairs of options to ask ([`PairStrategy`]), what the answers say about the utility of every
//! option ([`UtilityModel`]; [`bootstrap()`] says how firmly, and [`coherence`] whether they are
//! preferences), and which options an actor is offered for good work ([`StakeRule`], [`draw_stakes`]).
//!
//! Options are indices, `0..options`. How a question is worded, asked, repeated or read is decided
//! elsewhere, as is everything about studies, actors and files. All randomness comes from seeds that
//! the caller passes in.

mod bootstrap;
mod cholesky;
pub mod coherence;
mod graph;
mod link;
mod model;
mod pairs;
mod random;
mod stakes;

pub use bootstrap::{Bootstrap, Replicate, bootstrap};
pub use model::{Comparison, Fit, FitError, FitOptions, OneSided, Prediction, UtilityModel, UtilityModels};
pub use motive_registry::RegistryError;
pub use pairs::{
    HOLDOUT_CAP, HOLDOUT_SHARE, PairDesign, PairError, PairParams, PairStrategies, PairStrategy, PairView,
    holdout,
};
pub use stakes::{
    Admission, Candidates, Decision, Level, Outcome, PoolSize, RejectedDraw, Scope, Stake, StakeError,
    StakeOptions, StakeRule, StakeRules, StakeSlot, StakeSource, draw_stakes, wanted_pairs,
};
