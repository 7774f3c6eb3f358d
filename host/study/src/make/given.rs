//! Utilities that were elicited elsewhere, for the outcomes of the study.

use std::collections::BTreeMap;

use super::Maker;
use crate::diagnostic::Diagnostic;
use crate::elicitation::Elicitation;
use crate::import::Published;
use crate::outcomes::OutcomeSet;
use crate::plan::{GivenUtilities, GivenUtility};
use crate::seal::Finite;

/// Outcomes that are named in a message.
const NAMED: usize = 3;

/// A published result, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenFile {
    /// What it says.
    pub published: Published,
    /// SHA-256 of the file.
    pub sha256: String,
}

impl Maker {
    /// The published utilities of the outcomes, by actor.
    pub(super) fn given(
        &mut self,
        elicitation: &Elicitation,
        outcomes: &OutcomeSet,
        files: &BTreeMap<String, GivenFile>,
    ) -> BTreeMap<String, GivenUtilities> {
        let mut given = BTreeMap::new();
        for (actor, file) in files {
            let pointer = format!("/elicitation/utilities/{actor}");
            let path = &elicitation.utilities[actor];
            let matched = file.published.matched(outcomes);
            let missing: Vec<String> =
                matched.outcomes.iter().map(|at| format!("`{}`", outcomes.outcome[*at].id)).collect();
            let named = match missing.len() {
                0..=NAMED => missing.join(", "),
                more => format!("{} and {} more", missing[..NAMED].join(", "), more - NAMED),
            };
            if matched.pairs.len() < 2 {
                let message =
                    format!("`{path}` has utilities for {} outcomes of the set", matched.pairs.len());
                let hint = format!(
                    "options are found by their words; `outcomes = \"{path}\"` takes those of the file"
                );
                self.error(&pointer, message, hint);
            } else if !missing.is_empty() {
                let message =
                    format!("`{path}` has no utility for {named}: for `{actor}`, they are no stakes");
                let span = self.tree.nearest(&pointer).span.clone();
                self.list.push(Diagnostic::advice(span, message));
            }
            let utility = |(outcome, option): &(usize, usize)| {
                let option = &file.published.options[*option];
                let mean = Finite::new(option.mean, "mean").ok()?;
                let variance = Finite::new(option.variance, "variance").ok()?;
                Some((outcomes.outcome[*outcome].id.clone(), GivenUtility { mean, variance }))
            };
            let utilities = GivenUtilities {
                model: file.published.model.clone(),
                sha256: file.sha256.clone(),
                outcomes: matched.pairs.iter().filter_map(utility).collect(),
            };
            given.insert(actor.clone(), utilities);
        }
        given
    }
}
