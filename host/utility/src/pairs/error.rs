//! Why no pairs can be chosen.

use crate::FitError;

/// Why no pairs can be chosen.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
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
    /// Batches of nothing.
    #[error("batch 0: a batch has at least one pair, for example 500")]
    Batch,
    /// A first graph that could not connect the options.
    #[error("degree {0}: the first graph connects the options only from 2 on")]
    Degree(usize),
    /// A percentile that is none.
    #[error("{field} {value}: a percentile is above 0 and at most 100, for example {example}")]
    Percentile {
        /// `gap-percentile` or `degree-percentile`.
        field: &'static str,
        /// The value given.
        value: f64,
        /// The published value.
        example: f64,
    },
    /// A share of pairs to hold out that leaves none, or is none.
    #[error("share {0} of the pairs to hold out: it must be at least 0 and below 1, for example 0.05")]
    Share(f64),
    /// Something that is no pair of the options, smaller index first.
    #[error("{place} has the pair ({first}, {second}): of {options} options, name the smaller index first")]
    NoPair {
        /// Where it was found: `the held-out set` or `round N`.
        place: String,
        /// The pair's first index.
        first: usize,
        /// The pair's second index.
        second: usize,
        /// How many options there are.
        options: usize,
    },
    /// Comparisons that cannot be read.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// A fit of other options than the design has.
    #[error("the fit has {fitted} options, but the pairs are chosen among {options}")]
    FitOfOthers {
        /// How many options the fit has.
        fitted: usize,
        /// How many options the design has.
        options: usize,
    },
}
