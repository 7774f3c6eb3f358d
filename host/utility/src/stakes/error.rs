//! Why stakes cannot be drawn.

use motive_registry::RegistryError;

/// Why stakes cannot be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StakeError {
    /// A rule that is not registered.
    #[error(transparent)]
    Rule(#[from] RegistryError),
    /// No rule to draw by.
    #[error("no stake rule was asked for: name at least one, for example `high`")]
    NoRules,
    /// One rule twice in one draw.
    #[error("stake rule `{0}` is asked for twice in one draw")]
    RepeatedRule(&'static str),
    /// Outcomes and fit of different length.
    #[error("{outcomes} outcomes, but the fit has utilities for {utilities}")]
    OutcomeCount {
        /// Outcomes given.
        outcomes: usize,
        /// Utilities in the fit.
        utilities: usize,
    },
    /// An anchor that is no outcome.
    #[error("the anchor is outcome {anchor}, but there are only {outcomes} (from 0)")]
    AnchorOutOfRange {
        /// The anchor given.
        anchor: usize,
        /// How many outcomes there are.
        outcomes: usize,
    },
    /// A share outside its domain.
    #[error("share {0}: it must be above 0 and at most 0.5, for example 0.3333")]
    Share(f64),
    /// An admission threshold that is no probability.
    #[error("admission threshold {0}: it must be a probability from 0 to 1, for example 0.9")]
    Threshold(f64),
    /// No outcome has a category.
    #[error("no outcome beside the anchor has a category, so there is no domain to draw from")]
    NoDomains,
    /// Outcomes of one domain without a common scale.
    #[error(
        "domain `{domain}`: no choices link `{one}` and `{other}`, so their utilities cannot be compared; \
         ask more pairs or leave one out"
    )]
    Unlinked {
        /// The domain.
        domain: String,
        /// The first outcome's id.
        one: String,
        /// The id of the first outcome that it is not linked with.
        other: String,
    },
    /// A rule that needs the anchor, in a set without one.
    #[error("stake rule `{rule}` takes the outcome nearest the anchor, but the outcome set names no anchor")]
    NoAnchor {
        /// The rule.
        rule: &'static str,
    },
    /// A rule that needs the anchor, in a domain that shares no scale with it.
    #[error(
        "stake rule `{rule}`, domain `{domain}`: no choices link the anchor with the domain, so no outcome \
         is known to be near it; ask more pairs"
    )]
    AnchorUnlinked {
        /// The rule.
        rule: &'static str,
        /// The domain.
        domain: String,
    },
    /// A rule that may take nothing.
    #[error(
        "stake rule `{rule}` finds nothing in domain `{domain}`: share {share} of {options} outcomes is \
         less than one"
    )]
    EmptyPool {
        /// The rule.
        rule: &'static str,
        /// The domain.
        domain: String,
        /// The share of a domain that counts as an extreme.
        share: f64,
        /// How many outcomes the domain has.
        options: usize,
    },
    /// A rule that finds only what other rules have drawn.
    #[error(
        "stake rule `{rule}` finds nothing in domain `{domain}`: the other rules have taken all it may take of \
         the {options} outcomes; add outcomes to the domain"
    )]
    NoneLeft {
        /// The rule.
        rule: &'static str,
        /// The domain.
        domain: String,
        /// How many outcomes the domain has.
        options: usize,
    },
}
