//! Outcomes as they were read, with the places to point at when something is wrong with them.

use std::fmt;

use super::Outcome;
use crate::source::Span;

/// What a file holds, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// Id of the anchor, and where it was written.
    pub(super) anchor: Option<(String, Span)>,
    /// The outcomes, in the order of the set.
    pub(super) outcomes: Vec<Draft>,
}

/// An outcome that was read and not yet checked.
#[derive(Debug)]
pub(super) struct Draft {
    /// The outcome.
    pub(super) outcome: Outcome,
    /// Where it comes from.
    pub(super) origin: Origin,
    /// The place that stands for the whole of it.
    pub(super) span: Span,
    /// Where its keys or cells were written.
    pub(super) places: Vec<(String, Span)>,
}

impl Draft {
    /// Where a key (`attributes.colour`: a key of a table) was written, or else its table, or the whole outcome.
    pub(super) fn at(&self, key: &str) -> Span {
        let find = |key: &str| self.places.iter().find(|(name, _)| name == key).map(|(_, span)| span);
        let table = key.split('.').next().unwrap_or_default();
        find(key).or_else(|| find(table)).unwrap_or(&self.span).clone()
    }

    /// What a person finds this outcome by in the file.
    pub(super) fn called(&self) -> Called<'_> {
        Called(self)
    }
}

/// Where an outcome comes from.
#[derive(Debug)]
pub(super) enum Origin {
    /// The nth `[[outcome]]`, from 1.
    Number(usize),
    /// The row that starts in this line, from 1.
    Line(usize),
    /// The grid with this id.
    Grid(String),
    /// The lottery with this id.
    Lottery(String),
}

/// An outcome by its place in the file, in words.
pub(super) struct Called<'a>(&'a Draft);

impl fmt::Display for Called<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.origin {
            Origin::Number(number) => write!(out, "outcome no. {number}"),
            Origin::Line(line) => write!(out, "the outcome in line {line}"),
            Origin::Lottery(lottery) => write!(out, "the lottery `{lottery}`"),
            Origin::Grid(grid) => write!(out, "outcome `{}` of the grid `{grid}`", self.0.outcome.id),
        }
    }
}
