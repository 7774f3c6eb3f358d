//! Pair strategies: which pairs of options an actor is asked to choose between, batch by batch.
//!
//! A strategy is a pure function of what was fixed before the first question ([`PairDesign`], a seed) and
//! of what was asked and answered since ([`PairView`]), so a resumed run derives the batches again. Every
//! draw is keyed by seed, purpose and round; the order of the answers does not matter.
//!
//! A pair is unordered here. In which orders and how often it is asked, and how the answers are read
//! and fitted, is decided by the caller.

mod active;
mod batch;
mod design;
mod error;
mod full;
mod holdout;
mod information;
mod opening;
mod random;
mod swiss;
mod view;

pub use design::{PairDesign, PairParams};
pub use error::PairError;
pub use holdout::{HOLDOUT_CAP, HOLDOUT_SHARE, holdout};
use motive_registry::{Registry, Strategy};
pub use view::PairView;

/// Two options, the smaller index first.
type Pair = (usize, usize);

/// A way to choose pairs, selected by name.
pub trait PairStrategy: Sync {
    /// The name that a study file uses: lower case, digits and hyphens.
    fn name(&self) -> &'static str;

    /// One line for lists: which pairs are chosen.
    fn about(&self) -> &'static str;

    /// Whether answers decide what is asked next. If not, the first batch is everything.
    fn adaptive(&self) -> bool;

    /// How many pairs the strategy asks in all: exact, and known before any answer.
    ///
    /// # Errors
    ///
    /// [`PairError`] for a design that is not valid.
    fn planned(&self, design: &PairDesign<'_>) -> Result<usize, PairError>;

    /// The next batch: pairs `(i, j)` with `i < j`, ascending, none of them held out or asked before.
    /// An empty batch ends the elicitation.
    ///
    /// The first batch connects all options, unless the held-out pairs make that impossible, and has
    /// the anchor, if there is one, against every other option. Equal views give equal batches,
    /// whatever the order of the comparisons.
    ///
    /// # Errors
    ///
    /// [`PairError`] for a design that is not valid, rounds that name no pair, and comparisons that
    /// cannot be fitted because they cannot be read. Choices that only do not suffice for a fit are no
    /// error: see [`PairView::fit`].
    fn next(&self, view: &PairView<'_>) -> Result<Vec<(usize, usize)>, PairError>;
}

inventory::collect!(&'static dyn PairStrategy);

impl Strategy for dyn PairStrategy {
    const KIND: &'static str = "pair strategy";

    fn name(&self) -> &'static str {
        PairStrategy::name(self)
    }
}

/// The registered pair strategies.
pub type PairStrategies = Registry<dyn PairStrategy>;

fn pair(a: usize, b: usize) -> Pair {
    (a.min(b), a.max(b))
}

/// A utility to compare by, in millionths. The last digits of a fit differ between processors; what
/// only they would decide is a tie here, and ties are broken by keyed draws.
fn millionths(utility: f64) -> i64 {
    (utility * 1e6).round() as i64
}
