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
    /// The outcome set: a file, relative to the study file, or the name of one that comes with motive. A `.json` file is a
    /// published result, whose options are the outcomes.
    pub outcomes: String,
    /// Published results, relative to the study file, by the actor whose utilities they are: it is not asked for its own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub utilities: BTreeMap<String, String>,
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
    /// The share of all pairs, at most 1,000 of them, that is asked to test the utilities and that nothing is fitted to.
    #[serde(default = "twentieth")]
    #[schemars(range(min = 0.0, max = 0.5))]
    pub held_out: f64,
    /// The utility model's name.
    #[serde(default = "thurstone")]
    pub model: String,
    /// What answers count as that choose nothing: the treatment's name.
    #[serde(default = "drop_them")]
    pub treatment: String,
    /// How many times the utilities are fitted to resampled pairs, for intervals and for the admission of stakes.
    #[serde(default = "two_hundred")]
    #[schemars(range(max = 10_000))]
    pub bootstrap: u32,
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
        let named = |(index, levels)| Variant { rubric: format!("{}-{}", self.rubric, index + 1), levels };
        full_factorial(&self.cross).into_iter().enumerate().map(named).collect()
    }
}

/// All combinations of the levels of what is crossed, the last key changing fastest; one of nothing where nothing is.
pub(crate) fn full_factorial(cross: &BTreeMap<String, Vec<Json>>) -> Vec<BTreeMap<String, Json>> {
    let mut combinations = vec![BTreeMap::new()];
    for (key, levels) in cross {
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
    combinations
}

fn twentieth() -> f64 {
    0.05
}

fn drop_them() -> String {
    "drop".to_owned()
}

fn two_hundred() -> u32 {
    200
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
    /// For strategies that choose by what was answered: pairs per round after the first.
    #[serde(default = "five_hundred")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub batch: u32,
    /// For strategies that choose by what was answered: pairs of every outcome in the first round.
    #[serde(default = "degree")]
    #[schemars(range(min = 2, max = 1000))]
    pub degree: u32,
    /// Of `active`: it takes pairs from this lowest percentage by the difference of their utilities.
    #[serde(default = "ten")]
    #[schemars(range(min = 0.1, max = 100.0))]
    pub gap_percentile: f64,
    /// Of `active`: and from this lowest percentage by how often their outcomes were asked about.
    #[serde(default = "twenty")]
    #[schemars(range(min = 0.1, max = 100.0))]
    pub degree_percentile: f64,
}

impl Default for Pairs {
    fn default() -> Self {
        Self {
            strategy: full(),
            multiplier: two(),
            batch: five_hundred(),
            degree: degree(),
            gap_percentile: ten(),
            degree_percentile: twenty(),
        }
    }
}

fn five_hundred() -> u32 {
    500
}

fn degree() -> u32 {
    2
}

fn ten() -> f64 {
    10.0
}

fn twenty() -> f64 {
    20.0
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
    /// How well the actor has to tell the high stake from the low one.
    #[serde(default)]
    pub admission: Admission,
}

impl Default for Stakes {
    fn default() -> Self {
        Self { share: third(), admission: Admission::default() }
    }
}

/// `admission = { ... }` of the stakes: what a pair of opposite stakes has to pass before it is offered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Admission {
    /// The fitted probability with which the high one is preferred, at least.
    #[serde(default = "nine_tenths")]
    #[schemars(range(min = 0.5, max = 1.0))]
    pub probability: f64,
    /// The share of bootstrap fits in which its utility is the higher one, at least; without bootstrap fits it is not
    /// looked at.
    #[serde(default = "nineteen_twentieths")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub bootstrap: f64,
    /// The share in which it is chosen when the two are put to the actor once more, at least: in each order, as they were
    /// elicited and in the framing's words.
    #[serde(default = "nine_tenths")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub head_to_head: f64,
    /// How often they are put to it, for each order and wording; 0 leaves the head-to-head out.
    #[serde(default = "twenty_times")]
    #[schemars(range(max = 1000))]
    pub samples: u32,
}

impl Default for Admission {
    fn default() -> Self {
        Self {
            probability: nine_tenths(),
            bootstrap: nineteen_twentieths(),
            head_to_head: nine_tenths(),
            samples: twenty_times(),
        }
    }
}

fn nineteen_twentieths() -> f64 {
    0.95
}

fn twenty_times() -> u32 {
    20
}

fn third() -> f64 {
    1.0 / 3.0
}

fn nine_tenths() -> f64 {
    0.9
}
