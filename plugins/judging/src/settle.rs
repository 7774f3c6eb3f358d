//! What follows an answer.

use motive_plugin::rubric::{Ask, Asked, Reading, Step, Verdict, declines};
use motive_plugin::{Answer, Failure};

/// The verdict that was read; or else an abstention, if the answer declines; or else `question` once more, with a
/// sentence on what is wanted; and after the second answer an unreadable verdict.
pub fn settle(
    read: Option<Verdict>,
    answer: &Answer,
    asked: Asked,
    question: impl FnOnce() -> Result<Ask, Failure>,
    clarification: &str,
) -> Result<Step<Asked>, Failure> {
    let verdict = match read {
        Some(verdict) => verdict,
        None if declines(answer, asked) => Verdict::new(Reading::Abstain).because(&answer.text()),
        None if asked == Asked::Twice => Verdict::new(Reading::Unreadable),
        None => return Ok(Step::ask(Asked::Twice, question()?.again(answer, clarification))),
    };
    Ok(Step::verdict(asked, verdict))
}
