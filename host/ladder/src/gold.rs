//! Gold pairs: pairs of texts of which it is known which is better, or that neither is. They are asked like
//! any other pair, and show what judges can see.

mod draw;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use motive_study::file::Orders;
use motive_study::record::Side;
use serde::{Deserialize, Serialize};

use crate::degradation::Degradations;
use crate::dose::Dose;
use crate::error::LadderError;
use crate::keyed::{Key, damage_key};

pub use draw::{gold_pairs, widest};

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct GoldDesign {
    /// The kinds of pair, each drawn equally often.
    pub kinds: Vec<GoldKind>,
    /// How many pairs are wanted of each kind. All judges see the same ones.
    pub pairs: usize,
    /// Of how many successive outputs of a cell one is drawn. It spreads the pairs over items; [`widest`]
    /// says how far it can be.
    pub one_in: usize,
    /// The judges.
    pub judges: Vec<String>,
    /// In which orders each judge sees a pair.
    pub orders: Orders,
}

/// A kind of gold pair.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoldKind {
    /// An output, and the same made worse.
    Ladder {
        /// The degradation, by name.
        strategy: String,
        /// The dose that was wanted.
        dose: Dose,
    },
    /// An output against itself.
    Identical,
    /// Two outputs that one prompt has brought.
    Resample,
}

impl fmt::Display for GoldKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ladder { strategy, dose } => write!(out, "{strategy}/{dose}"),
            Self::Identical => out.write_str("identical"),
            Self::Resample => out.write_str("resample"),
        }
    }
}

/// An output that pairs can be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its name, different from all others.
    pub id: String,
    /// The cell that it stands in. Pairs are spread evenly over cells.
    pub cell: String,
    /// The prompt that brought it, if others may have come of the same one.
    pub prompt: Option<String>,
}

/// Two texts, and what is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct GoldPair {
    /// Its name, made of its kind and outputs.
    pub id: String,
    /// What was done.
    pub kind: GoldKind,
    /// The cell that its outputs stand in.
    pub cell: String,
    /// The output on the first side, as it is.
    pub first: String,
    /// The output on the second side; of a ladder the same as the first, made worse.
    pub second: String,
    /// The better side, if either is: of a ladder the first.
    pub better: Option<Side>,
    /// For each judge, the sides that it is shown first, one ballot each.
    pub first_shown: BTreeMap<String, Vec<Side>>,
}

/// What a gold pair's two sides read.
#[derive(Debug, Clone, PartialEq)]
pub struct Texts<'t> {
    /// The first side.
    pub first: &'t str,
    /// The second side.
    pub second: Cow<'t, str>,
    /// The dose that the second side has taken; none where nothing was made worse.
    pub dose: Option<f64>,
}

impl GoldPair {
    /// The texts of both sides. `key` is the one that the pair was drawn with, `text` finds the text of an
    /// output.
    ///
    /// # Errors
    ///
    /// [`LadderError::NoText`], [`LadderError::Strategy`], or [`LadderError::NotTaken`] if the text cannot
    /// take the dose.
    pub fn texts<'t>(
        &self,
        key: &Key,
        text: impl Fn(&str) -> Option<&'t str>,
    ) -> Result<Texts<'t>, LadderError> {
        let of = |output: &str| {
            text(output)
                .ok_or_else(|| LadderError::NoText { pair: self.id.clone(), output: output.to_owned() })
        };
        let first = of(&self.first)?;
        let GoldKind::Ladder { strategy, dose } = &self.kind else {
            return Ok(Texts { first, second: Cow::Borrowed(of(&self.second)?), dose: None });
        };
        let degraded = Degradations::find(strategy)?
            .apply(first, *dose, &damage_key(key, &self.first, strategy))
            .ok_or_else(|| LadderError::NotTaken { pair: self.id.clone(), output: self.first.clone() })?;
        Ok(Texts { first, second: Cow::Owned(degraded.text), dose: Some(degraded.dose) })
    }
}

/// The gold pairs that were drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldDraw {
    /// The pairs, in the order in which outputs made them possible.
    pub pairs: Vec<GoldPair>,
    /// Kinds of which fewer pairs could be drawn than were wanted.
    pub short: Vec<Shortfall>,
}

/// A kind of which fewer pairs were drawn than wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The kind.
    pub kind: GoldKind,
    /// How many were drawn.
    pub drawn: usize,
}

impl GoldDesign {
    /// How many outputs have to be drawn for all pairs that are wanted.
    pub fn size(&self) -> usize {
        self.kinds.len() * self.pairs
    }

    /// # Errors
    ///
    /// [`LadderError::Empty`], [`LadderError::Twice`] or [`LadderError::Strategy`].
    fn check(&self) -> Result<(), LadderError> {
        for (what, count) in [
            ("kinds", self.kinds.len()),
            ("pairs", self.pairs),
            ("outputs to take one of", self.one_in),
            ("judges", self.judges.len()),
        ] {
            if count == 0 {
                return Err(LadderError::Empty { what });
            }
        }
        each_once("judge", self.judges.iter())?;
        each_once("kind of gold pair", self.kinds.iter())?;
        for kind in &self.kinds {
            if let GoldKind::Ladder { strategy, .. } = kind {
                Degradations::find(strategy)?;
            }
        }
        Ok(())
    }
}

fn each_once(what: &'static str, names: impl IntoIterator<Item = impl ToString>) -> Result<(), LadderError> {
    let mut seen = BTreeSet::new();
    for name in names {
        let name = name.to_string();
        if seen.contains(&name) {
            return Err(LadderError::Twice { what, name });
        }
        seen.insert(name);
    }
    Ok(())
}
