//! Registration: what a study says before its first request, in a file that it can be held to later.
//!
//! A plan's digest proves that nothing was changed; it does not say what was. So the file also holds the effective study and
//! the digests of what the study names, and a plan that differs is told apart from it in words. Does not own: what a run did
//! with its plan, nor who may be believed about a date.

mod difference;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::file::{ContrastRole, Panel, Study};
use crate::plan::Plan;
use crate::plugins::{Lock, LockedAsset, LockedPlugin};
use crate::seal;

/// The version of this format.
const FORMAT: u32 = 1;

/// A registration file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Registration {
    /// The version of this format.
    pub format: u32,
    /// The study's name.
    pub study: String,
    /// When it was registered: RFC 3339, UTC.
    pub date: String,
    /// Who registered it.
    pub signed_by: Vec<String>,
    /// The version of motive that made it.
    pub motive: String,
    /// SHA-256 of the plan.
    pub plan: String,
    /// SHA-256 of the lock.
    pub lock: String,
    /// What the study claims something about.
    pub primary: Vec<Claim>,
    /// How outputs are judged and ballots are counted.
    pub analysis: Panel,
    /// The effective study: completed, overrides and defaults filled in.
    pub effective_study: Study,
    /// What the study names, by digest.
    pub contents: Contents,
    /// The plugins.
    pub plugins: Vec<LockedPlugin>,
    /// The files that plugins read.
    pub assets: Vec<LockedAsset>,
}

/// A primary contrast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Claim {
    /// The contrast's id.
    pub contrast: String,
    /// The arms compared; the rate is the first one's.
    pub arms: [String; 2],
    /// Its cells, each `actor/task`.
    pub cells: Vec<String>,
}

/// SHA-256 of the canonical JSON of each thing that a plan holds beside its study.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contents {
    /// By id.
    pub outcomes: BTreeMap<String, String>,
    /// Utilities from elsewhere, by actor.
    pub utilities: BTreeMap<String, String>,
    /// By `task/item`.
    pub items: BTreeMap<String, String>,
    /// By `framing/arm`.
    pub arms: BTreeMap<String, String>,
    /// By rubric.
    pub schemes: BTreeMap<String, String>,
    /// The questions of the elicitation that the plan holds, by actor.
    pub choices: BTreeMap<String, String>,
    /// Trials, pairs and the orders in which they are shown.
    pub draws: BTreeMap<String, String>,
}

/// A registration file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// It is not JSON, or of another shape.
    #[error("not a registration: {0}")]
    Shape(#[from] serde_json::Error),
    /// It was written by a later motive.
    #[error("a registration of format {0}, and this motive reads format {FORMAT}")]
    Format(u32),
}

impl Registration {
    /// Registers a plan with its lock. `date` is RFC 3339, in UTC.
    ///
    /// # Errors
    /// Never for a plan that was made here; the types allow for it.
    pub fn of(
        plan: &Plan,
        lock: &Lock,
        date: String,
        signed_by: Vec<String>,
        motive: &str,
    ) -> Result<Self, serde_json::Error> {
        let primary = plan.study.contrast.iter().filter(|contrast| contrast.role == ContrastRole::Primary);
        let claim = |contrast: &crate::file::ContrastEntry| Claim {
            contrast: contrast.id.clone(),
            arms: contrast.arms.clone(),
            cells: cells(plan, &contrast.id),
        };
        Ok(Self {
            format: FORMAT,
            study: plan.study.study.name.clone(),
            date,
            signed_by,
            motive: motive.to_owned(),
            plan: plan.digest()?,
            lock: plan.lock.clone(),
            primary: primary.map(claim).collect(),
            analysis: plan.study.panel.clone(),
            effective_study: plan.study.clone(),
            contents: Contents::of(plan)?,
            plugins: lock.plugin.clone(),
            assets: lock.asset.clone(),
        })
    }

    /// The file's text: canonical JSON.
    ///
    /// # Errors
    /// Never for a registration that was made here; the types allow for it.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        seal::canonical(self)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`RegistrationError`].
    pub fn from_text(text: &str) -> Result<Self, RegistrationError> {
        /// What every format has.
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let head: Head = serde_json::from_str(text)?;
        if head.format != FORMAT {
            return Err(RegistrationError::Format(head.format));
        }
        Ok(serde_json::from_str(text)?)
    }

    /// What a plan and its lock have other than what was registered, each in words; empty if they are the same.
    ///
    /// # Errors
    /// Never for a plan that was made here; the types allow for it.
    pub fn deviations(&self, plan: &Plan, lock: &Lock) -> Result<Vec<String>, serde_json::Error> {
        let now = Self::of(plan, lock, self.date.clone(), self.signed_by.clone(), &self.motive)?;
        if (&now.plan, &now.lock) == (&self.plan, &self.lock) {
            // What it says of the plan has to be what the plan says.
            let found = difference::values(&serde_json::to_value(self)?, &serde_json::to_value(&now)?);
            return Ok(found
                .into_iter()
                .map(|line| format!("the registration contradicts its plan: {line}"))
                .collect());
        }
        let mut found = difference::values(
            &serde_json::to_value(&self.effective_study)?,
            &serde_json::to_value(&now.effective_study)?,
        );
        found.extend(difference::contents(&self.contents, &now.contents));
        found.extend(difference::plugins(&self.plugins, &now.plugins));
        found.extend(difference::assets(&self.assets, &now.assets));
        if found.is_empty() {
            found.push("the plan is written in another format: another motive made it".to_owned());
        }
        Ok(found)
    }
}

/// The cells of a contrast, in the order of the plan.
fn cells(plan: &Plan, contrast: &str) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for pair in plan.pairs.iter().filter(|pair| pair.contrast == contrast) {
        let cell = format!("{}/{}", pair.actor, pair.task);
        if cells.last() != Some(&cell) {
            cells.push(cell);
        }
    }
    cells
}

fn digest(value: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(seal::sha256(seal::canonical(value)?.as_bytes()))
}

impl Contents {
    fn of(plan: &Plan) -> Result<Self, serde_json::Error> {
        let mut contents = Self::default();
        for outcome in plan.outcomes.iter().flat_map(|set| &set.outcome) {
            contents.outcomes.insert(outcome.id.clone(), digest(outcome)?);
        }
        for (actor, utilities) in &plan.utilities {
            contents.utilities.insert(actor.clone(), digest(utilities)?);
        }
        for (task, item) in
            plan.items.iter().flat_map(|(task, items)| items.iter().map(move |item| (task, item)))
        {
            contents.items.insert(format!("{task}/{}", item.id), digest(item)?);
        }
        for (framing, arm) in
            plan.arms.iter().flat_map(|(framing, arms)| arms.iter().map(move |arm| (framing, arm)))
        {
            contents.arms.insert(format!("{framing}/{}", arm.id), digest(arm)?);
        }
        for (rubric, scheme) in &plan.schemes {
            contents.schemes.insert(rubric.clone(), digest(scheme)?);
        }
        for (actor, first_round) in &plan.choices {
            let asked = (first_round, plan.held_out.get(actor), plan.planned_pairs.get(actor));
            contents.choices.insert(actor.clone(), digest(&asked)?);
        }
        contents.draws.insert("trials".to_owned(), digest(&plan.trials)?);
        contents.draws.insert("pairs".to_owned(), digest(&plan.pairs)?);
        Ok(contents)
    }
}
