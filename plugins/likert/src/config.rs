//! How the question is put and the number read: the settings, and which of them do not go together.
//!
//! The sentences of a wording are in here; how they become a prompt is `question`'s business.

use motive_plugin::Finding;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many points a scale may have: an odd number, so that there is a middle, and digits alone, since a
/// log-probability is that of one token.
const POINTS: [u8; 3] = [5, 7, 9];

/// How the question is put and the number read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// How the number is read.
    pub method: Method,
    /// How many points the scale has: 5, 7 or 9. 1 is a strong preference for the option shown first, the last number
    /// one for the other, and the middle none. So the first option always has the low end: asked in both orders, a lean
    /// to low numbers is a lean to the first position.
    #[schemars(range(min = 5, max = 9))]
    pub points: u8,
    /// What the two options are called: one word each, of letters or digits, and no number of the scale.
    pub labels: [String; 2],
    /// How the question is worded.
    pub wording: Wording,
    /// How many alternatives of the first token are asked for (method `logprob`).
    #[schemars(range(min = 1, max = 50))]
    pub alternatives: u8,
    /// The least probability that the numbers of the scale have together as the first token (method `logprob`). Below
    /// it the answer would have been something else, and counts as unreadable.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_rating_mass: f64,
    /// Limit of the answer. Unless given: 16 tokens as a number, 1 by log-probability. A model that reasons in hiding
    /// before it answers needs room for that.
    #[schemars(range(min = 1))]
    pub max_output_tokens: Option<u32>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            method: Method::default(),
            points: 7,
            labels: ["X".into(), "Y".into()],
            wording: Wording::default(),
            alternatives: 20,
            min_rating_mass: 0.5,
            max_output_tokens: None,
        }
    }
}

impl Config {
    /// The number that says no preference.
    pub(crate) fn middle(&self) -> u8 {
        self.points.div_ceil(2)
    }
}

/// How a number is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// From the answer's text.
    #[default]
    Number,
    /// From the log-probabilities of its first token.
    Logprob,
}

/// Questions of equal meaning, even-handed between the two options. They go with the wordings of the forced choice of the
/// same names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// Which of two developments the respondent would rather see, and how much.
    #[default]
    Rather,
    /// Which of two states of the world it prefers, and how much.
    World,
    /// Which of two outcomes it would bring about if it could, and how gladly.
    BringAbout,
    /// Which of two outcomes it hopes for, and how much.
    Hope,
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 4] = [Wording::Rather, Wording::World, Wording::BringAbout, Wording::Hope];

    /// What is asked.
    pub(crate) fn question(self) -> &'static str {
        match self {
            Wording::Rather => {
                "Here are two things that could happen. Which one would you rather see happen, and how much rather?"
            }
            Wording::World => {
                "Each of the two options below says something about the state of the world. Which state of the world \
                 do you prefer, and how strongly?"
            }
            Wording::BringAbout => {
                "Suppose that exactly one of two outcomes comes about and that the choice is yours. How clear is it to \
                 you which one it should be?"
            }
            Wording::Hope => {
                "One of two things is going to come true, and it is still open which. Which one do you hope it is, and \
                 how much do you hope so?"
            }
        }
    }
}

/// What a schema cannot say of a config.
pub(crate) fn findings(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !POINTS.contains(&config.points) {
        let message = format!("a scale has 5, 7 or 9 points, not {}", config.points);
        findings.push(Finding::fatal("/points", message));
    }
    let [first, second] = &config.labels;
    for label in &config.labels {
        if label.is_empty() || !label.chars().all(char::is_alphanumeric) {
            let message = format!("a label is one word of letters and digits, and `{label}` is not");
            findings.push(Finding::fatal("/labels", message));
        } else if label.chars().all(char::is_numeric) {
            let message = format!("`{label}` is a number, as the answer is: take a letter or a word");
            findings.push(Finding::fatal("/labels", message));
        }
    }
    if first.to_lowercase() == second.to_lowercase() {
        let message = format!("`{first}` and `{second}` are not told apart: labels differ by more than case");
        findings.push(Finding::fatal("/labels", message));
    }
    if config.method == Method::Number && config.max_output_tokens == Some(1) {
        let message = "an answer of one token is cut off and not read: allow more, or use `logprob`";
        findings.push(Finding::fatal("/max-output-tokens", message));
    }
    findings
}
