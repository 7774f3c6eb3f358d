//! Pair strategies: which pairs of options an actor is asked to choose between.
//!
//! A pair is unordered here. In which orders and how often it is asked is decided by the caller.

mod full;
mod random;

use motive_registry::{Registry, Strategy};

/// The parameters of the pair strategies; each reads those it knows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairParams {
    /// Pairs per `N log2 N`, where N is the number of options: finite and above 0.
    pub multiplier: f64,
}

impl Default for PairParams {
    fn default() -> Self {
        Self { multiplier: 2.0 }
    }
}

/// Why no pairs can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PairError {
    /// Fewer than two options.
    #[error("{0} options make no pair: there must be at least two")]
    TooFewOptions(usize),
    /// An anchor that is no option.
    #[error("the anchor is option {anchor}, but there are only {options} (from 0)")]
    AnchorOutOfRange {
        /// The anchor given.
        anchor: usize,
        /// How many options there are.
        options: usize,
    },
    /// A multiplier that gives no number of pairs.
    #[error("multiplier {0}: it must be finite and above 0, for example 2")]
    Multiplier(f64),
}

/// A way to choose pairs, selected by name.
pub trait PairStrategy: Sync {
    /// The name that a study file uses: lower case, digits and hyphens.
    fn name(&self) -> &'static str;

    /// One line for lists: which pairs are chosen.
    fn about(&self) -> &'static str;

    /// Pairs `(i, j)` with `i < j` of options `0..options`, ascending and without repetition.
    ///
    /// The pairs connect all options, and `anchor`, if there is one, is paired with every other
    /// option. Equal arguments give equal pairs.
    ///
    /// # Errors
    ///
    /// [`PairError`] for fewer than two options, an anchor that is none of them, or a parameter
    /// outside its domain.
    fn pairs(
        &self,
        options: usize,
        anchor: Option<usize>,
        params: &PairParams,
        seed: [u8; 32],
    ) -> Result<Vec<(usize, usize)>, PairError>;
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

/// Checks what every strategy needs.
fn check(options: usize, anchor: Option<usize>) -> Result<(), PairError> {
    if options < 2 {
        return Err(PairError::TooFewOptions(options));
    }
    match anchor {
        Some(anchor) if anchor >= options => Err(PairError::AnchorOutOfRange { anchor, options }),
        _ => Ok(()),
    }
}

/// All pairs, ascending.
fn all_pairs(options: usize) -> Vec<(usize, usize)> {
    (0..options).flat_map(|i| (i + 1..options).map(move |j| (i, j))).collect()
}
