//! `[elicitation]` of a study file: who is asked what, and how, before the first trial.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// `[elicitation]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Elicitation {
    /// Ids of the models whose utilities are elicited.
    pub actors: Vec<String>,
    /// The outcome set: a file, relative to the study file, or the name of one that comes with motive.
    pub outcomes: String,
    /// The rubric's id.
    #[serde(default = "forced_choice")]
    pub rubric: String,
    /// Keys of the rubric's config with the levels that are crossed: each pair is asked in all combinations, in turn.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cross: BTreeMap<String, Vec<Json>>,
    /// Questions per pair and order; with `cross`, a multiple of the number of combinations.
    #[serde(default = "five")]
    #[schemars(range(min = 1, max = 1000))]
    pub samples: u32,
    /// Which pairs are asked.
    #[serde(default)]
    pub pairs: Pairs,
    /// The utility model's name.
    #[serde(default = "thurstone")]
    pub model: String,
    /// How stakes are drawn from the utilities.
    #[serde(default)]
    pub stakes: Stakes,
}

/// One combination of the levels of `cross`.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The id of the rubric that asks with these levels.
    pub rubric: String,
    /// By key of the rubric's config.
    pub levels: BTreeMap<String, Json>,
}

impl Elicitation {
    /// What is asked with: the full factorial of `cross`, or the rubric as it is. Sample `n` of a pair and order is
    /// asked with the variant `n` modulo their number.
    pub fn variants(&self) -> Vec<Variant> {
        if self.cross.is_empty() {
            return vec![Variant { rubric: self.rubric.clone(), levels: BTreeMap::new() }];
        }
        let mut combinations = vec![BTreeMap::new()];
        for (key, levels) in &self.cross {
            let with = |combination: &BTreeMap<String, Json>, level: &Json| {
                let mut combination = combination.clone();
                combination.insert(key.clone(), level.clone());
                combination
            };
            combinations = combinations
                .iter()
                .flat_map(|combination| levels.iter().map(move |level| with(combination, level)))
                .collect();
        }
        let named = |(index, levels)| Variant { rubric: format!("{}-{}", self.rubric, index + 1), levels };
        combinations.into_iter().enumerate().map(named).collect()
    }
}

fn forced_choice() -> String {
    "forced-choice".to_owned()
}

fn five() -> u32 {
    5
}

fn thurstone() -> String {
    "thurstone".to_owned()
}

/// `pairs = { ... }` of `[elicitation]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pairs {
    /// The strategy's name.
    #[serde(default = "full")]
    pub strategy: String,
    /// For strategies that choose: pairs per outcome and bit, `multiplier * N * log2 N` in all.
    #[serde(default = "two")]
    #[schemars(range(min = 0.1, max = 100.0))]
    pub multiplier: f64,
}

impl Default for Pairs {
    fn default() -> Self {
        Self { strategy: full(), multiplier: two() }
    }
}

fn full() -> String {
    "full".to_owned()
}

fn two() -> f64 {
    2.0
}

/// `stakes = { ... }` of `[elicitation]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Stakes {
    /// The share of a domain's outcomes that counts as high, and the share that counts as low.
    #[serde(default = "third")]
    #[schemars(range(min = 0.01, max = 0.5))]
    pub share: f64,
    /// The fitted probability with which the high stake has to be preferred to the low one.
    #[serde(default = "nine_tenths")]
    #[schemars(range(min = 0.5, max = 1.0))]
    pub admission: f64,
}

impl Default for Stakes {
    fn default() -> Self {
        Self { share: third(), admission: nine_tenths() }
    }
}

fn third() -> f64 {
    1.0 / 3.0
}

fn nine_tenths() -> f64 {
    0.9
}
