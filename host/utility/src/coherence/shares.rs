//! How often the actor did not choose: ties, abstentions and unreadable answers, before any treatment, by the
//! categories of the two options.
//!
//! Repeated answers to one pair tend to be refused together, so pairs are clusters.

use super::CoherenceError;
use super::estimate::Estimate;
use super::tally::{Answers, Tally};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Shares of answers that chose neither option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerShares {
    /// Over all answers.
    pub all: Shares,
    /// Over the answers in which either option is of the category, by category.
    pub by_category: Vec<CategoryShares>,
    /// Over the answers in which one option is of the one and one of the other category, which may be the
    /// same, ascending.
    pub by_categories: Vec<CategoriesShares>,
}

/// The shares of one category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryShares {
    /// The category.
    pub category: String,
    /// Its shares.
    pub shares: Shares,
}

/// The shares of the pairs between two categories or within one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoriesShares {
    /// The categories, ascending.
    pub categories: [String; 2],
    /// Their shares.
    pub shares: Shares,
}

/// Shares of all answers. Intervals are Wilson's with pairs as clusters; units are pairs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// The answers.
    pub answers: f64,
    /// The share in which neither was preferred.
    pub ties: Estimate,
    /// The share in which the actor declined to answer.
    pub abstained: Estimate,
    /// The share that could not be read.
    pub unreadable: Estimate,
}

/// The shares of `answers`; `None` without any. `categories` has an entry per option, or none if options
/// have no categories.
///
/// # Errors
///
/// [`CoherenceError`] for another number of categories or a confidence outside (0, 1).
pub fn answer_shares(
    answers: &Answers,
    categories: &[String],
    confidence: f64,
) -> Result<Option<AnswerShares>, CoherenceError> {
    if !categories.is_empty() {
        CoherenceError::one_each("categories", categories.len(), answers.options())?;
    }
    let mut all = Clusters::default();
    let mut by_category: BTreeMap<&str, Clusters> = BTreeMap::new();
    let mut by_categories: BTreeMap<[&str; 2], Clusters> = BTreeMap::new();
    for tally in answers.tallies() {
        all.add(tally);
        let (Some(one), Some(other)) = (categories.get(tally.first), categories.get(tally.second)) else {
            continue;
        };
        let both: [&str; 2] = [one.min(other), one.max(other)];
        by_categories.entry(both).or_default().add(tally);
        by_category.entry(both[0]).or_default().add(tally);
        if both[0] != both[1] {
            by_category.entry(both[1]).or_default().add(tally);
        }
    }
    let Some(all) = all.shares(confidence)? else { return Ok(None) };
    let mut report = AnswerShares { all, by_category: Vec::new(), by_categories: Vec::new() };
    for (category, clusters) in by_category {
        if let Some(shares) = clusters.shares(confidence)? {
            report.by_category.push(CategoryShares { category: category.to_owned(), shares });
        }
    }
    for (categories, clusters) in by_categories {
        if let Some(shares) = clusters.shares(confidence)? {
            let categories = categories.map(str::to_owned);
            report.by_categories.push(CategoriesShares { categories, shares });
        }
    }
    Ok(Some(report))
}

/// Answers by pair: both orders of a pair are one cluster.
#[derive(Debug, Default)]
struct Clusters(BTreeMap<(usize, usize), Cluster>);

#[derive(Debug, Clone, Copy, Default)]
struct Cluster {
    answers: f64,
    ties: f64,
    abstained: f64,
    unreadable: f64,
}

impl Clusters {
    fn add(&mut self, tally: &Tally) {
        let pair = (tally.first.min(tally.second), tally.first.max(tally.second));
        let cluster = self.0.entry(pair).or_default();
        cluster.answers += tally.asked();
        cluster.ties += tally.ties;
        cluster.abstained += tally.abstained;
        cluster.unreadable += tally.unreadable;
    }

    fn shares(&self, confidence: f64) -> Result<Option<Shares>, CoherenceError> {
        let share = |of: fn(&Cluster) -> f64| {
            // A sum of fractions may exceed the sum of more of them by rounding.
            let cluster = |c: &Cluster| (of(c).min(c.answers), c.answers);
            Estimate::share(&self.0.values().map(cluster).collect::<Vec<_>>(), confidence)
        };
        let (Some(ties), Some(abstained), Some(unreadable)) =
            (share(|c| c.ties)?, share(|c| c.abstained)?, share(|c| c.unreadable)?)
        else {
            return Ok(None);
        };
        let answers = self.0.values().map(|cluster| cluster.answers).sum();
        Ok(Some(Shares { answers, ties, abstained, unreadable }))
    }
}
