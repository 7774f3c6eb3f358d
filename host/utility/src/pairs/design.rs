//! What is fixed before the first question, and the numbers of pairs that follow from it.
//!
//! With an anchor, a strategy runs its scheme on the other options, as if the anchor did not exist, and
//! asks the anchor against each of them beside it. So the anchor's pairs are in no target and no batch
//! size, and without an anchor the published numbers hold exactly.

use super::{Pair, PairError, pair};
use std::collections::BTreeSet;

/// The parameters of the pair strategies; each reads those it knows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairParams {
    /// Pairs per `n log2 n`, where n is the number of options without the anchor: finite and above 0.
    /// The target is `floor(multiplier n log2 n)` pairs.
    pub multiplier: f64,
    /// Pairs per batch after the first, at least 1.
    pub batch: usize,
    /// Pairs of every option in the first batch, at least 2.
    pub degree: usize,
    /// `active`: pairs are taken from this lowest percentage by gap of utilities. Above 0, at most 100.
    pub gap_percentile: f64,
    /// `active`: and from this lowest percentage by how often their two options were asked about.
    /// Above 0, at most 100.
    pub degree_percentile: f64,
}

impl Default for PairParams {
    /// The published values (Mazeika et al. 2025, their released code).
    fn default() -> Self {
        Self { multiplier: 2.0, batch: 500, degree: 2, gap_percentile: 10.0, degree_percentile: 20.0 }
    }
}

/// What is fixed before the first question.
#[derive(Debug, Clone, Copy)]
pub struct PairDesign<'a> {
    /// How many options there are; they are `0..options`.
    pub options: usize,
    /// The option that is compared with every other, if there is one.
    pub anchor: Option<usize>,
    /// The parameters.
    pub params: &'a PairParams,
    /// Pairs `(i, j)` with `i < j` that are never chosen; see [`super::holdout`].
    pub held_out: &'a BTreeSet<(usize, usize)>,
}

impl PairDesign<'_> {
    pub(super) fn check(&self) -> Result<(), PairError> {
        check_options(self.options, self.anchor)?;
        let params = self.params;
        if !(params.multiplier.is_finite() && params.multiplier > 0.0) {
            return Err(PairError::Multiplier(params.multiplier));
        }
        if params.batch == 0 {
            return Err(PairError::Batch);
        }
        if params.degree < 2 {
            return Err(PairError::Degree(params.degree));
        }
        let published = PairParams::default();
        for (field, value, example) in [
            ("gap-percentile", params.gap_percentile, published.gap_percentile),
            ("degree-percentile", params.degree_percentile, published.degree_percentile),
        ] {
            if !(value > 0.0 && value <= 100.0) {
                return Err(PairError::Percentile { field, value, example });
            }
        }
        self.check_pairs(self.held_out, || "the held-out set".to_owned())
    }

    pub(super) fn check_pairs<'p>(
        &self,
        pairs: impl IntoIterator<Item = &'p Pair>,
        place: impl Fn() -> String,
    ) -> Result<(), PairError> {
        let options = self.options;
        match pairs.into_iter().find(|&&(first, second)| first >= second || second >= options) {
            Some(&(first, second)) => Err(PairError::NoPair { place: place(), first, second, options }),
            None => Ok(()),
        }
    }

    /// The options without the anchor, ascending.
    pub(super) fn sampled(&self) -> Vec<usize> {
        (0..self.options).filter(|&option| Some(option) != self.anchor).collect()
    }

    /// The anchor's pairs.
    pub(super) fn with_anchor(&self) -> Vec<Pair> {
        let Some(anchor) = self.anchor else { return Vec::new() };
        let pairs = self.sampled().into_iter().map(|option| pair(anchor, option));
        pairs.filter(|pair| !self.held_out.contains(pair)).collect()
    }

    /// How many pairs of sampled options may be asked.
    pub(super) fn available(&self) -> usize {
        let sampled = self.options - usize::from(self.anchor.is_some());
        let held_out =
            self.held_out.iter().filter(|&&(i, j)| Some(i) != self.anchor && Some(j) != self.anchor);
        sampled * (sampled - 1) / 2 - held_out.count()
    }

    /// How many pairs the first graph has: `floor(n degree / 2)`, or all there are.
    pub(super) fn opening(&self) -> usize {
        let sampled = self.options - usize::from(self.anchor.is_some());
        (sampled.saturating_mul(self.params.degree) / 2).min(self.available())
    }

    /// How many pairs of sampled options are asked in all: the target, or all there are, but never less
    /// than the first graph.
    pub(super) fn total(&self) -> usize {
        let sampled = (self.options - usize::from(self.anchor.is_some())) as f64;
        let target = (self.params.multiplier * sampled * sampled.log2()).floor() as usize;
        target.min(self.available()).max(self.opening())
    }

    /// What a scheme with this target asks in all, the anchor's pairs included.
    pub(super) fn planned(&self) -> Result<usize, PairError> {
        self.check()?;
        Ok(self.with_anchor().len() + self.total())
    }
}

pub(super) fn check_options(options: usize, anchor: Option<usize>) -> Result<(), PairError> {
    if options < 2 {
        return Err(PairError::TooFewOptions(options));
    }
    match anchor {
        Some(anchor) if anchor >= options => Err(PairError::AnchorOutOfRange { anchor, options }),
        _ => Ok(()),
    }
}
