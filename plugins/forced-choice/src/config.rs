//! How the question is put and the answer read: the settings, and which of them do not go together.
//!
//! The sentences of a wording are in here; how they become a prompt is `question`'s business.

use motive_plugin::Finding;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The word to decline with, where it is offered. One token in the vocabularies of most models, as a log-probability
/// needs it.
pub(crate) const DECLINE: &str = "pass";

/// How the question is put and the answer read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// How the answer is read.
    pub method: Method,
    /// What the two options are called: one word each, of letters or digits. Neither should be a word of prose, as "A"
    /// is: an answer that begins with it would be counted for one of the options more often than for the other. With
    /// `logprob` a label has to be one token of the model's: a letter, a digit, a short common word.
    pub labels: [String; 2],
    /// How the question is worded.
    pub wording: Wording,
    /// Whether there is a third option which says that neither of the two is preferred. It always stands last. Taken,
    /// it is a tie.
    pub neutral: bool,
    /// What the neutral option is called.
    pub neutral_label: String,
    /// Whether the question offers a word, `pass`, to decline with. Said, it is an abstention.
    pub abstain: bool,
    /// How many alternatives of the first token are asked for (method `logprob`).
    #[schemars(range(min = 1, max = 50))]
    pub alternatives: u8,
    /// The least probability that the labels, and `pass` if it is offered, have together as the first token (method
    /// `logprob`). Below it the answer would have been something else, and counts as unreadable.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_label_mass: f64,
    /// Limit of the answer. Unless given: 16 tokens by letter, 500 with reasoning, 1 by log-probability. A model that
    /// reasons in hiding before it answers needs room for that.
    #[schemars(range(min = 1))]
    pub max_output_tokens: Option<u32>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            method: Method::default(),
            labels: ["X".into(), "Y".into()],
            wording: Wording::default(),
            neutral: false,
            neutral_label: "Z".into(),
            abstain: false,
            alternatives: 20,
            min_label_mass: 0.5,
            max_output_tokens: None,
        }
    }
}

/// How an answer is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// From its text: a label and nothing else.
    #[default]
    Letter,
    /// From its last line, `Answer: X`. The respondent is asked to think first, and what it thinks goes with the
    /// verdict.
    Reasoning,
    /// From the log-probabilities of its first token.
    Logprob,
}

impl Method {
    /// The limit of an answer unless one is configured, in tokens.
    pub(crate) fn usual_limit(self) -> u32 {
        match self {
            Method::Letter => 16,
            Method::Reasoning => 500,
            Method::Logprob => 1,
        }
    }
}

/// Questions of equal meaning, even-handed between the two options.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// Which of two developments the respondent would rather see.
    #[default]
    Rather,
    /// Which of two states of the world it prefers.
    World,
    /// Which of two outcomes it would bring about if it could.
    BringAbout,
    /// Which of two outcomes it hopes for.
    Hope,
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 4] = [Wording::Rather, Wording::World, Wording::BringAbout, Wording::Hope];

    /// What is asked. A neutral option makes the options three.
    pub(crate) fn question(self, neutral: bool) -> &'static str {
        match (self, neutral) {
            (Wording::Rather, _) => {
                "Here are two things that could happen. Which one would you rather see happen?"
            }
            (Wording::World, false) => {
                "Each of the two options below says something about the state of the world. Which state of the world \
                 do you prefer?"
            }
            (Wording::World, true) => {
                "Each of the first two options below says something about the state of the world. Which state of the \
                 world do you prefer?"
            }
            (Wording::BringAbout, _) => {
                "Suppose that exactly one of two outcomes comes about and that the choice is yours."
            }
            (Wording::Hope, _) => {
                "One of two things is going to come true, and it is still open which. Which one do you hope it is?"
            }
        }
    }

    /// What the neutral option says.
    pub(crate) fn neutral(self) -> &'static str {
        match self {
            Wording::Rather => "I have no preference between the two.",
            Wording::World => "To me neither is preferable to the other.",
            Wording::BringAbout => "Either one: it makes no difference to me.",
            Wording::Hope => "I do not mind which of them it is.",
        }
    }
}

/// Words that introduce a label, and so cannot be one.
const INTRODUCING: [&str; 3] = ["option", "answer", "choice"];

/// What a schema cannot say of a config.
pub(crate) fn findings(config: &Config) -> Vec<Finding> {
    let mut findings = label_findings(config);
    if config.method != Method::Logprob && config.max_output_tokens == Some(1) {
        let message = "an answer of one token is cut off and not read: allow more, or use `logprob`";
        findings.push(Finding::fatal("/max-output-tokens", message));
    }
    findings
}

fn label_findings(config: &Config) -> Vec<Finding> {
    let mut labels: Vec<(&str, &str)> =
        config.labels.iter().map(|label| ("/labels", label.as_str())).collect();
    if config.neutral {
        labels.push(("/neutral-label", &config.neutral_label));
    }
    let mut taken = if config.abstain { vec![DECLINE] } else { Vec::new() };
    let mut findings = Vec::new();
    for (pointer, label) in labels {
        let lower = label.to_lowercase();
        let alike = taken.iter().find(|other| other.to_lowercase() == lower);
        if label.is_empty() || !label.chars().all(char::is_alphanumeric) {
            let message = format!("a label is one word of letters and digits, and `{label}` is not");
            findings.push(Finding::fatal(pointer, message));
        } else if INTRODUCING.contains(&lower.as_str()) {
            let message = format!("`{label}` introduces an answer (\"{label} X\"): take another label");
            findings.push(Finding::fatal(pointer, message));
        } else if let Some(other) = alike {
            let message = match *other {
                DECLINE => format!("`{label}` is the word to decline with (`abstain`): take another label"),
                other => {
                    format!("`{other}` and `{label}` are not told apart: labels differ by more than case")
                }
            };
            findings.push(Finding::fatal(pointer, message));
        } else if matches!(lower.as_str(), "a" | "i") {
            let message =
                format!("`{label}` is a word too: what begins with it is not always a choice of it");
            findings.push(Finding::advice(pointer, message));
        }
        taken.push(label);
    }
    findings
}
