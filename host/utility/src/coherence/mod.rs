//! Coherence: whether an actor's choices can be called preferences.
//!
//! From counted answers, a fit and what is known about the options to measures with intervals: how well
//! held-out choices are predicted, how much order matters, whether preferences are complete and transitive,
//! whether they repeat, rise with the amount, trade off and follow expected utility; and how two elicitations
//! agree. Where sampling noise alone moves a measure, what noise alone would give stands beside it. What the
//! answers cannot say is missing, never a number.
//!
//! Which questions to ask, how answers are read and what a study concludes from coherence are decided
//! elsewhere. Options are indices; ids, categories and entities come from the caller.

mod compare;
mod completeness;
mod counts;
mod draws;
mod error;
mod estimate;
mod exchange;
mod heldout;
mod lottery;
mod noise;
mod order;
mod predict;
mod report;
mod retest;
mod shares;
mod tally;
mod transitivity;
mod treatment;
mod triads;

pub use compare::{
    Agreement, Convergence, Disattenuated, Elicited, NamedAgreement, Overlap, compare, convergence,
};
pub use completeness::{Completeness, completeness};
pub use counts::{Count, EntityMonotonicity, Monotonicity, Trend, monotonicity};
pub use error::CoherenceError;
pub use estimate::Estimate;
pub use exchange::{Curve, EntityCurve, Exchange, ExchangeOptions, Rate, Unused, equal_amount, exchange};
pub use heldout::{HeldOut, Resampling, Score, held_out};
pub use lottery::{ExpectedUtility, Lottery, expected_utility};
pub use order::{OrderSensitivity, order_sensitivity};
pub use report::{Coherence, CoherenceOptions, Evidence, Position, coherence};
pub use retest::{Reliability, Retest, retest};
pub use shares::{AnswerShares, CategoriesShares, CategoryShares, Shares, answer_shares};
pub use tally::{Answers, Choices, Tally};
pub use transitivity::{Expected, Figure, Transitivity, TriadSampling, transitivity};
pub use treatment::{Treatment, Treatments};
