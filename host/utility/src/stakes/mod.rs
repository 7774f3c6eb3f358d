//! Stakes: the outcomes that an actor is offered for good work, drawn from its own utilities.
//!
//! A stake rule says which outcomes of a domain may be drawn; [`draw_stakes`] draws. What a stake
//! looks like in a prompt, and whether an actor notices it, is decided and measured elsewhere.

mod draw;
mod error;
mod extremes;
mod neutral;

use crate::model::Fit;
use motive_registry::{Registry, Strategy};

pub use draw::{Admission, Outcome, RejectedDraw, Stake, StakeOptions, StakeSlot, draw_stakes};
pub use error::StakeError;

/// The outcomes of one category, with what a rule may look at. They all lie in one component.
#[derive(Debug, Clone, Copy)]
pub struct Domain<'a> {
    /// The category.
    pub name: &'a str,
    /// Its outcomes as indices into the fit, ascending; never the anchor.
    pub options: &'a [usize],
    /// The actor's utilities.
    pub fit: &'a Fit,
    /// The outcome "nothing changes", if the set has one.
    pub anchor: Option<usize>,
    /// The share of a domain that counts as an extreme, above 0 and at most 1/2.
    pub share: f64,
}

/// How many outcomes a rule finds in a domain of so many, at a share of so much that counts as an extreme.
pub type PoolSize = fn(options: usize, share: f64) -> usize;

/// A rule for which outcomes of a domain may become a stake, selected by name.
pub trait StakeRule: Sync {
    /// The name that an arm uses: lower case, digits and hyphens.
    fn name(&self) -> &'static str;

    /// One line for lists: which outcomes the rule takes.
    fn about(&self) -> &'static str;

    /// Where the rule aims: above 0 for the upper extreme, below 0 for the lower, 0 for neither. The
    /// rules of highest and lowest rank in a draw must be told apart by the actor's choices.
    fn rank(&self) -> i8;

    /// Whether the rule needs an outcome in which nothing changes.
    fn needs_anchor(&self) -> bool {
        false
    }

    /// The length of [`StakeRule::pool`], which no utility changes: with it a study is checked before anyone
    /// is asked.
    fn pool_size(&self) -> PoolSize;

    /// The outcomes of `domain` that may be drawn, each equally likely.
    ///
    /// # Errors
    ///
    /// [`StakeError`] if the domain lacks what the rule needs.
    fn pool(&self, domain: &Domain<'_>) -> Result<Vec<usize>, StakeError>;
}

inventory::collect!(&'static dyn StakeRule);

impl Strategy for dyn StakeRule {
    const KIND: &'static str = "stake rule";

    fn name(&self) -> &'static str {
        StakeRule::name(self)
    }
}

/// The registered stake rules.
pub type StakeRules = Registry<dyn StakeRule>;
