//! What stakes are drawn from: outcomes, the domains they are in, and what actors showed of valuing them.

use std::collections::BTreeMap;

use super::{Level, StakeError};
use crate::model::Fit;

/// An outcome as far as the draw is concerned; its place in the list is its index in the fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome<'a> {
    /// Its id, unique in the list: it names the outcome in messages and keys its shuffled utility.
    pub id: &'a str,
    /// The domain it can be drawn from; `None` keeps it out of every draw. The anchor's is ignored.
    pub category: Option<&'a str>,
    /// Its level, if it has a count.
    pub level: Option<Level<'a>>,
}

/// What the stakes of one actor are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct StakeSource<'a> {
    /// The actor's utilities.
    pub fit: &'a Fit,
    /// The utilities of another actor for the same outcomes, for the rules that need them.
    pub another: Option<&'a Fit>,
    /// The options of both fits.
    pub outcomes: &'a [Outcome<'a>],
    /// The outcome "nothing changes", if the set has one. It is never a stake.
    pub anchor: Option<usize>,
}

impl<'a> StakeSource<'a> {
    pub(super) fn check(&self) -> Result<(), StakeError> {
        let outcomes = self.outcomes.len();
        for (whose, fit) in [("the actor", Some(self.fit)), ("the other actor", self.another)] {
            let utilities = fit.map_or(outcomes, |fit| fit.utility.len());
            if utilities != outcomes {
                return Err(StakeError::OutcomeCount { outcomes, whose, utilities });
            }
        }
        if let Some(anchor) = self.anchor.filter(|&anchor| anchor >= outcomes) {
            return Err(StakeError::AnchorOutOfRange { anchor, outcomes });
        }
        let countless = |outcome: &&Outcome<'_>| outcome.level.is_some_and(|level| !level.count.is_finite());
        match self.outcomes.iter().find(countless) {
            Some(Outcome { id, level: Some(level), .. }) => {
                Err(StakeError::Count { outcome: (*id).to_owned(), count: level.count })
            }
            _ => Ok(()),
        }
    }

    /// The outcomes of every category, without the anchor.
    pub(super) fn domains(&self) -> BTreeMap<&'a str, Vec<usize>> {
        let mut domains = BTreeMap::<_, Vec<usize>>::new();
        for (option, outcome) in self.outcomes.iter().enumerate() {
            if let Some(category) = outcome.category
                && Some(option) != self.anchor
            {
                domains.entry(category).or_default().push(option);
            }
        }
        domains
    }

    /// The ids of the first two neighbours of a list whose utilities in `fit` share no scale.
    pub(super) fn unlinked(&self, fit: &Fit, options: &[usize]) -> Option<[String; 2]> {
        let mut neighbours = options.array_windows();
        let [one, other] = neighbours.find(|[one, other]| fit.components[*one] != fit.components[*other])?;
        Some([one, other].map(|&option| self.outcomes[option].id.to_owned()))
    }
}
