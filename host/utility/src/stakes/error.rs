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
    #[error("{outcomes} outcomes, but the fit of {whose} has utilities for {utilities}")]
    OutcomeCount {
        /// Outcomes given.
        outcomes: usize,
        /// `the actor` or `the other actor`.
        whose: &'static str,
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
    /// A count that is no number.
    #[error("outcome `{outcome}` has the count {count}: a count is a finite number, for example 10")]
    Count {
        /// The outcome's id.
        outcome: String,
        /// The count given.
        count: f64,
    },
    /// A share outside its domain.
    #[error("share {0}: it must be above 0 and at most 0.5, for example 0.3333")]
    Share(f64),
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
    #[error(
        "stake rule `{rule}` takes the outcome nearest the anchor, but the outcome set names no anchor; name \
         the outcome in which nothing changes"
    )]
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
    /// A rule that needs another actor's utilities, where there are none.
    #[error(
        "stake rule `{rule}` takes what another actor ranks high, but there is no other actor's utility; \
         elicit a second actor over the same outcomes"
    )]
    NoAnotherActor {
        /// The rule.
        rule: &'static str,
    },
    /// Outcomes of one domain without a common scale for the other actor.
    #[error(
        "stake rule `{rule}`, domain `{domain}`: no choices of the other actor link `{one}` and `{other}`, so \
         its utilities of them cannot be compared; ask it more pairs or leave one out"
    )]
    AnotherUnlinked {
        /// The rule.
        rule: &'static str,
        /// The domain.
        domain: String,
        /// The first outcome's id.
        one: String,
        /// The id of the first outcome that it is not linked with.
        other: String,
    },
    /// A rule that draws within levels, in a domain without any.
    #[error(
        "stake rule `{rule}` finds nothing in domain `{domain}`: it draws among outcomes of the same count, and \
         none there has a count; give them counts, or take a set without the domain"
    )]
    NoCounts {
        /// The rule.
        rule: &'static str,
        /// The domain.
        domain: String,
    },
    /// A rule that draws within levels, in a domain where all are too small.
    #[error(
        "stake rule `{rule}` finds nothing in {place}, the domain's largest level: share {share} of {options} \
         outcomes is less than one; add outcomes of the same measure and count, or raise the share"
    )]
    SmallLevels {
        /// The rule.
        rule: &'static str,
        /// The domain and its largest level.
        place: String,
        /// The share of a level that counts as an extreme.
        share: f64,
        /// How many outcomes the level has.
        options: usize,
    },
    /// A rule that may take nothing.
    #[error(
        "stake rule `{rule}` finds nothing in {place}: share {share} of {options} outcomes is less than one; \
         add outcomes or raise the share"
    )]
    EmptyPool {
        /// The rule.
        rule: &'static str,
        /// The domain, and the level if the rule draws within one.
        place: String,
        /// The share that counts as an extreme.
        share: f64,
        /// How many outcomes there are.
        options: usize,
    },
    /// A rule that finds only what other rules have drawn.
    #[error(
        "stake rule `{rule}` finds nothing in {place}: the other rules have taken all it may take of the \
         {options} outcomes; add outcomes"
    )]
    NoneLeft {
        /// The rule.
        rule: &'static str,
        /// The domain, and the level if the rule draws within one.
        place: String,
        /// How many outcomes there are.
        options: usize,
    },
}
