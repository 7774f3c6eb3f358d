//! What a stake rule is: a name for some of the outcomes that it is shown. It does not draw.

use std::fmt;

use super::{Level, StakeError, StakeSource};
use motive_registry::{Registry, Strategy};

/// The outcomes that a rule chooses from, with what it may look at: those of one domain, or of one level
/// of it. They all lie in one component of the actor's comparison graph.
#[derive(Debug, Clone)]
pub struct Candidates<'a> {
    /// What all stakes are drawn from.
    pub source: StakeSource<'a>,
    /// The domain.
    pub domain: &'a str,
    /// The level, if the outcomes are those of one.
    pub level: Option<Level<'a>>,
    /// The outcomes as indices into the source, ascending; never the anchor.
    pub options: Vec<usize>,
    /// The share of them that counts as an extreme, above 0. At most 1/2, unless so few are left by other
    /// rules that one of them is more.
    pub share: f64,
    /// The seed of the draw, for a rule that takes some by chance.
    pub seed: [u8; 32],
}

impl Candidates<'_> {
    /// Those that are not `taken`. However few are left, the share of them is at least one outcome.
    pub(super) fn without(&self, taken: &[usize]) -> Self {
        let options: Vec<usize> =
            self.options.iter().copied().filter(|option| !taken.contains(option)).collect();
        let share = self.share.max(1.0 / options.len().max(1) as f64);
        Self { options, share, ..self.clone() }
    }
}

/// The place in words, for messages: the domain, and the level if there is one.
impl fmt::Display for Candidates<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "domain `{}`", self.domain)?;
        self.level.map_or(Ok(()), |level| write!(f, ", {level}"))
    }
}

/// Where a rule looks for the stake of a slot; the narrower scope first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Among the outcomes of the slot's domain that have the slot's [`Level`]: one measure and one count.
    Level,
    /// Among all outcomes of the slot's domain.
    Domain,
}

/// How many of so many candidates a rule may take, at a share of so much that counts as an extreme.
pub type PoolSize = fn(options: usize, share: f64) -> usize;

/// A rule for which outcomes may become a stake, selected by name.
pub trait StakeRule: Sync {
    /// The name that an arm uses: lower case, digits and hyphens.
    fn name(&self) -> &'static str;

    /// One line for lists: which outcomes the rule takes.
    fn about(&self) -> &'static str;

    /// Where it looks.
    fn scope(&self) -> Scope {
        Scope::Domain
    }

    /// Where the rule aims by the actor's own utilities: above 0 for the upper extreme, below 0 for the
    /// lower, 0 for neither. The rules of highest and of lowest rank in one scope are opposites, which the
    /// actor's choices must tell apart.
    fn rank(&self) -> i8 {
        0
    }

    /// Whether the rule needs an outcome in which nothing changes.
    fn needs_anchor(&self) -> bool {
        false
    }

    /// Whether the rule needs the utilities of another actor.
    fn needs_another_actor(&self) -> bool {
        false
    }

    /// The length of [`StakeRule::pool`] for so many candidates, whatever their utilities: with it a study
    /// is checked before anyone is asked. A rule of level scope can draw in a domain if this is above 0
    /// for one of its levels.
    fn pool_size(&self) -> PoolSize;

    /// Those of the candidates that may be drawn, each equally likely.
    ///
    /// # Errors
    ///
    /// [`StakeError`] if the candidates lack what the rule needs.
    fn pool(&self, from: &Candidates<'_>) -> Result<Vec<usize>, StakeError>;
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
