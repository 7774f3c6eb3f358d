//! The prompt, and what is said after an answer that could not be read.

use motive_plugin::rubric::{Ask, Subject};
use motive_plugin::{Failure, Message};

use crate::config::{Config, Method};

/// The question.
pub(crate) fn question(config: &Config, subject: &Subject) -> Result<Ask, Failure> {
    let (a, b) = subject.pair()?;
    let ([first, second], points) = (&config.labels, config.points);
    // An outcome stays on its line, so that an option is a line.
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = format!(
        "{}\n\n\
         Option {first}: {}\n\
         Option {second}: {}\n\n\
         Answer on a scale from 1 to {points}: 1 is a strong preference for {first}, {points} a strong preference for \
         {second}, and {} no preference. Answer with one number and nothing else.",
        config.wording.question(),
        line(&a.text),
        line(&b.text),
        config.middle(),
    );
    let (usual_limit, logprobs) = match config.method {
        Method::Number => (16, None),
        Method::Logprob => (1, Some(config.alternatives)),
    };
    let limit = config.max_output_tokens.unwrap_or(usual_limit);
    Ok(Ask { logprobs, ..Ask::new(vec![Message::user(text)], limit) })
}

/// What is said after an answer that could not be read.
pub(crate) fn clarification(config: &Config) -> String {
    let points = config.points;
    format!("I could not read a number from that. Please answer with one number from 1 to {points} alone.")
}
