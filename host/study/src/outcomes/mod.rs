//! Outcome sets: what could happen, in words, and in which domain.
//!
//! A set is written as TOML, with grids of entities and counts and with lotteries, or as CSV. Both become the same list of outcomes,
//! and the same checks hold for both. Does not own: which outcomes are compared or become stakes.

mod check;
mod csv_file;
mod draft;
mod grid;
mod lottery;
mod number;
mod template;
mod toml_file;

use std::collections::BTreeMap;

use motive_contract::types::Artifact;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostics;
use crate::source::Sources;

/// A set of outcomes between which an actor is asked to choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OutcomeSet {
    /// Id of the outcome in which nothing changes. It is compared with all that are sampled, and is no stake.
    pub anchor: Option<String>,
    /// The outcomes: those written one by one, then those of the grids, in the order of the file.
    pub outcome: Vec<Outcome>,
}

/// Something that could happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Outcome {
    /// Stable within the set.
    pub id: String,
    /// One sentence, as the actor reads it.
    pub text: String,
    /// The domain that it is drawn from and ranked in.
    pub category: String,
    /// What there is more or less of: a word of a-z, 0-9 and -.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// What the entity is called, as in `wild cats`; absent means by its word, with spaces for `-`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_name: Option<String>,
    /// How much of the entity, in the unit that the text names: above 0. No two outcomes of a [`Scale`] have the same
    /// count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<f64>,
    /// Anything else to tell outcomes apart by, as in `self-regarding = "yes"`. No actor sees it. `measure` says what is
    /// measured, where an entity is counted in more than one way.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Of a lottery, what may come about. Written as `[[lottery]]`, which has no text of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(skip)]
    pub parts: Vec<Part>,
}

/// What a lottery may come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Part {
    /// Id of an outcome that is no lottery.
    pub outcome: String,
    /// Its probability, between 0 and 1.
    pub probability: f64,
}

impl Outcome {
    /// What its entity is called, if it has one.
    pub fn called(&self) -> Option<String> {
        let by_word = || self.entity.as_ref().map(|entity| entity.replace('-', " "));
        self.entity_name.clone().or_else(by_word)
    }
}

impl OutcomeSet {
    /// The outcomes that can be a stake, by the domain that they are drawn from: all but the anchor and lotteries.
    pub fn domains(&self) -> BTreeMap<&str, Vec<&Outcome>> {
        let mut domains: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
        for outcome in self.beside_the_anchor().filter(|outcome| outcome.parts.is_empty()) {
            domains.entry(outcome.category.as_str()).or_default().push(outcome);
        }
        domains
    }

    /// The scales: outcomes of one [`Scale`] that have a count, the smallest count first.
    pub fn scales(&self) -> BTreeMap<Scale<'_>, Vec<&Outcome>> {
        let mut scales: BTreeMap<Scale<'_>, Vec<(f64, &Outcome)>> = BTreeMap::new();
        for outcome in self.beside_the_anchor() {
            if let (Some(scale), Some(count)) = (outcome.scale(), outcome.count) {
                scales.entry(scale).or_default().push((count, outcome));
            }
        }
        let by_count = |mut scale: Vec<(f64, _)>| {
            scale.sort_by(|(one, _), (other, _)| one.total_cmp(other));
            scale.into_iter().map(|(_, outcome)| outcome).collect()
        };
        scales.into_iter().map(|(scale, outcomes)| (scale, by_count(outcomes))).collect()
    }

    fn beside_the_anchor(&self) -> impl Iterator<Item = &Outcome> {
        self.outcome.iter().filter(|outcome| Some(&outcome.id) != self.anchor.as_ref())
    }
}

/// What outcomes have in common that differ by their count: one entity in one category, measured in one way. Utility by
/// count, exchange rates and stakes of the same count look at one scale, or at scales of one measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale<'a> {
    /// The attribute `measure`, as in "saved" and "lost"; empty where there is none.
    pub measure: &'a str,
    /// The category.
    pub category: &'a str,
    /// The entity.
    pub entity: &'a str,
}

/// The attribute that keeps what is measured in two ways apart.
const MEASURE: &str = "measure";

impl Outcome {
    /// The scale that the outcome is on, if it has an entity.
    pub fn scale(&self) -> Option<Scale<'_>> {
        let measure = self.attributes.get(MEASURE).map_or("", String::as_str);
        Some(Scale { measure, category: &self.category, entity: self.entity.as_deref()? })
    }

    /// The outcome as a rubric sees it: without its id, which might mean something.
    pub fn artifact(&self) -> Artifact {
        Artifact {
            name: "outcome".to_owned(),
            media_type: "text/plain".to_owned(),
            text: self.text.clone(),
            attrs: Vec::new(),
        }
    }
}

/// Parses an outcome set: CSV if `name` ends in `.csv`, otherwise TOML. A byte order mark is no part of the text.
/// Everything wrong with it is in the error, at once.
///
/// # Errors
/// The diagnostics, with places in the text.
pub fn parse(name: &str, text: &str) -> Result<OutcomeSet, Diagnostics> {
    let mut sources = Sources::default();
    let source = sources.add(name, text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut list = Vec::new();
    let drafts = match is_csv(name) {
        true => csv_file::read(&sources, source, &mut list),
        false => toml_file::read(&sources, source, &mut list),
    };
    check::check(&drafts, source, &mut list);
    let mut diagnostics = Diagnostics { sources, list };
    diagnostics.settle();
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    Ok(OutcomeSet {
        anchor: drafts.anchor.map(|(id, _)| id),
        outcome: drafts.outcomes.into_iter().map(|draft| draft.outcome).collect(),
    })
}

fn is_csv(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}
