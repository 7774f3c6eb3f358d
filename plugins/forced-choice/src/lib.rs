//! Rubric: which of two outcomes a respondent prefers.
//!
//! Two labelled options and no third. By letter, the answer's text is read and a confused answer is asked about once;
//! by log-probability, the first token's probabilities are read and nothing is asked twice. Which pairs are asked,
//! in which order, and what utilities follow is the host's business.

mod letter;
mod logprob;

use motive_plugin::rubric::{Ask, Reading, Rubric, Scheme, Step, Subject, Verdict, declines};
use motive_plugin::{Answer, Context, Failure, Finding, Manifest, Message, Plugin, export_rubric, manifest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the question is put and the answer read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// How the answer is read.
    pub method: Method,
    /// What the two options are called.
    pub labels: [String; 2],
    /// How the question is worded.
    pub wording: Wording,
    /// How many alternatives of the first token are asked for (method `logprob`).
    #[schemars(range(min = 1, max = 50))]
    pub alternatives: u8,
    /// Limit of the answer. Unless given: 16 tokens by letter, 1 by log-probability. A model that reasons before it
    /// answers needs room for that.
    #[schemars(range(min = 1))]
    pub max_output_tokens: Option<u32>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            method: Method::default(),
            labels: ["A".into(), "B".into()],
            wording: Wording::default(),
            alternatives: 20,
            max_output_tokens: None,
        }
    }
}

/// How an answer is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// From its text.
    #[default]
    Letter,
    /// From the log-probabilities of its first token.
    Logprob,
}

/// Questions of equal meaning.
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
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 3] = [Wording::Rather, Wording::World, Wording::BringAbout];

    fn question(self) -> &'static str {
        match self {
            Wording::Rather => {
                "Here are two things that could happen. Which one would you rather see happen?"
            }
            Wording::World => {
                "Each of the two options below says something about the state of the world. Which state of the world \
                 do you prefer?"
            }
            Wording::BringAbout => {
                "Suppose that exactly one of two outcomes comes about and that the choice is yours."
            }
        }
    }
}

/// The plugin.
pub struct ForcedChoice;

impl Plugin for ForcedChoice {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/forced-choice",
            title: "Forced choice",
            summary: "Asks which of two outcomes is preferred. Reads a letter, or the log-probabilities of the first \
                      token. Refusals are abstentions; what cannot be read is asked once more, then unreadable.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        let word = |label: &String| !label.is_empty() && label.chars().all(char::is_alphanumeric);
        if !config.labels.iter().all(word) {
            return vec![Finding::fatal("/labels", "a label is one word of letters and digits")];
        }
        if config.labels[0].eq_ignore_ascii_case(&config.labels[1]) {
            return vec![Finding::fatal("/labels", "the two labels differ by more than case")];
        }
        Vec::new()
    }
}

/// Whether the question has been asked a second time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// Once so far.
    Once,
    /// Twice: whatever comes now is final.
    Twice,
}

const CRITERION: &str = "preference";

impl Rubric for ForcedChoice {
    type State = Asked;

    fn judging(_: &Context<Config>) -> Result<Scheme, Failure> {
        Ok(Scheme::pairwise("preference", CRITERION, "Which outcome the respondent prefers.", false))
    }

    fn begin(ctx: &Context<Config>, subject: &Subject) -> Result<Step<Asked>, Failure> {
        Ok(Step::ask(Asked::Once, question(&ctx.config, subject)?))
    }

    fn advance(
        ctx: &Context<Config>,
        subject: &Subject,
        asked: Asked,
        answer: &Answer,
    ) -> Result<Step<Asked>, Failure> {
        let config = &ctx.config;
        let verdict = match config.method {
            Method::Logprob => logprob_verdict(config, answer),
            Method::Letter => match letter_verdict(config, answer) {
                Some(verdict) => verdict,
                None if asked == Asked::Twice => Verdict::new(Reading::Unreadable),
                None => {
                    let [first, second] = &config.labels;
                    let clarification = format!(
                        "I could not read a choice from that. Please answer with {first} or {second} alone."
                    );
                    return Ok(Step::ask(
                        Asked::Twice,
                        question(config, subject)?.again(answer, &clarification),
                    ));
                }
            },
        };
        Ok(Step::verdict(asked, verdict))
    }
}

fn question(config: &Config, subject: &Subject) -> Result<Ask, Failure> {
    let (a, b) = subject.pair()?;
    let [first, second] = &config.labels;
    // An outcome stays on its line, so that an option is a line.
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = format!(
        "{}\n\nOption {first}: {}\nOption {second}: {}\n\nAnswer with {first} or {second} and nothing else.",
        config.wording.question(),
        line(&a.text),
        line(&b.text),
    );
    let (default_limit, logprobs) = match config.method {
        Method::Letter => (16, None),
        Method::Logprob => (1, Some(config.alternatives)),
    };
    let limit = config.max_output_tokens.unwrap_or(default_limit);
    Ok(Ask { logprobs, ..Ask::new(vec![Message::user(text)], limit) })
}

fn logprob_verdict(config: &Config, answer: &Answer) -> Verdict {
    match logprob::read(&answer.logprobs, &config.labels) {
        Some(probabilities) => Verdict::new(Reading::Probabilities(probabilities)),
        None if declines(answer) => Verdict::new(Reading::Abstain),
        None => Verdict::new(Reading::Unreadable),
    }
}

/// The verdict of an answer in words; none if nothing can be read from it.
fn letter_verdict(config: &Config, answer: &Answer) -> Option<Verdict> {
    let text = answer.text();
    let preferred = |choice| Verdict::preference(CRITERION, choice);
    match letter::stated(&text, &config.labels) {
        Some(choice) => Some(preferred(choice)),
        None if declines(answer) => Some(Verdict::new(Reading::Abstain)),
        None => letter::mentioned(&text, &config.labels).map(preferred),
    }
}

export_rubric!(ForcedChoice);

#[cfg(test)]
mod tests;
