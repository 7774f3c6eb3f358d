//! Rubric: which of two outcomes a respondent prefers.
//!
//! Two labelled options, perhaps a neutral third one, perhaps a word to decline with. The answer is read by letter,
//! from a last line after some reasoning, or from the log-probabilities of the first token. A text that cannot be read
//! is asked about once; with log-probabilities nothing is asked twice. Which pairs are asked, in which order, and what
//! utilities follow is the host's business.

mod config;
mod letter;
mod logprob;
mod question;
mod reasoning;

use motive_plugin::rubric::{Asked, Reading, Rubric, Scheme, Step, Subject, Verdict, declines};
use motive_plugin::{
    Answer, Context, Failure, Finding, Manifest, Plugin, StopReason, export_rubric, manifest,
};

pub use config::{Config, Method, Wording};

use question::Choice;

/// The plugin.
pub struct ForcedChoice;

impl Plugin for ForcedChoice {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/forced-choice",
            title: "Forced choice",
            summary: "Asks which of two outcomes is preferred. Reads a label, the last line after some reasoning, or \
                      the log-probabilities of the first token. A neutral option and a word to decline with can be \
                      offered. Refusals are abstentions; what cannot be read is asked once more, then unreadable.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        config::findings(config)
    }
}

const CRITERION: &str = "preference";

impl Rubric for ForcedChoice {
    type State = Asked;

    fn judging(ctx: &Context<Config>) -> Result<Scheme, Failure> {
        let description = "Which outcome the respondent prefers.";
        Ok(Scheme::pairwise("preference", CRITERION, description, ctx.config.neutral))
    }

    fn begin(ctx: &Context<Config>, subject: &Subject) -> Result<Step<Asked>, Failure> {
        let choices = question::choices(&ctx.config, subject)?;
        Ok(Step::ask(Asked::Once, question::question(&ctx.config, &choices)))
    }

    fn advance(
        ctx: &Context<Config>,
        subject: &Subject,
        asked: Asked,
        answer: &Answer,
    ) -> Result<Step<Asked>, Failure> {
        let config = &ctx.config;
        let choices = question::choices(config, subject)?;
        if let Some(verdict) = verdict(config, &choices, asked, answer) {
            return Ok(Step::verdict(asked, verdict));
        }
        let clarification = question::clarification(config, &choices);
        Ok(Step::ask(Asked::Twice, question::question(config, &choices).again(answer, &clarification)))
    }
}

/// The verdict; none if nothing can be read from the answer and it is the first.
fn verdict(config: &Config, choices: &[Choice<'_>], asked: Asked, answer: &Answer) -> Option<Verdict> {
    let (text, cut_off) = (answer.text(), answer.stop == StopReason::Length);
    let chosen = match config.method {
        Method::Logprob => return Some(logprob::verdict(config, choices, answer)),
        Method::Letter => letter::choice(choices, &text, cut_off).map(|meaning| (meaning, "")),
        Method::Reasoning => reasoning::choice(choices, &text, cut_off),
    };
    if let Some((meaning, reason)) = chosen {
        return Some(meaning.verdict().because(reason));
    }
    match asked {
        Asked::Once if may_choose(config, choices, &text, cut_off) => None,
        _ if declines(answer, asked) => Some(abstention(config, &text)),
        Asked::Once => None,
        Asked::Twice => Some(Verdict::new(Reading::Unreadable)),
    }
}

/// Whether an answer that seems to decline may be on the way to a choice all the same, so that it is asked about before
/// it counts as an abstention.
fn may_choose(config: &Config, choices: &[Choice<'_>], text: &str, cut_off: bool) -> bool {
    // "I have no preference. X is safer."
    letter::names_one(choices, text)
        // "I have no preference", where that is an option.
        || (config.neutral && letter::words(text).iter().any(|word| word.starts_with("preference")))
        // Reasoning that broke off.
        || (config.method == Method::Reasoning && cut_off)
}

/// A refusal. In reasoning it has words for why.
fn abstention(config: &Config, text: &str) -> Verdict {
    let verdict = Verdict::new(Reading::Abstain);
    if config.method == Method::Reasoning { verdict.because(text) } else { verdict }
}

export_rubric!(ForcedChoice);

#[cfg(test)]
mod tests;
