//! Rubric: how strongly a respondent prefers one of two outcomes, as a number on a balanced scale.
//!
//! What is read is the side of the scale, with the middle as a tie: a choice, as the utility models take it. How
//! strong it is goes with the verdict as `rating` and is put into no probability, since a respondent that is twice as
//! sure of something need not choose it more often. By log-probability the numbers do have probabilities, and those of
//! a side are added up. Which pairs are asked, in which order, and what utilities follow is the host's business.

mod config;
mod logprob;
mod number;
mod question;

use std::cmp::Ordering;

use motive_plugin::rubric::{Asked, Preference, Reading, Rubric, Scheme, Step, Subject, Verdict, declines};
use motive_plugin::{
    Answer, Context, Failure, Finding, Manifest, Plugin, StopReason, export_rubric, manifest,
};

pub use config::{Config, Method, Wording};

/// The plugin.
pub struct Likert;

impl Plugin for Likert {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/likert",
            title: "Likert scale",
            summary: "Asks how strongly one of two outcomes is preferred, as a number whose middle is no preference. \
                      Reads the number, or the log-probabilities of the first token. The side of the scale is the \
                      choice, its middle a tie; the number itself goes with the verdict as `rating`.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        config::findings(config)
    }
}

const CRITERION: &str = "preference";

/// The attribute of a verdict that holds the number, or the expected one. 1 is the end of the option shown first.
const RATING: &str = "rating";

impl Rubric for Likert {
    type State = Asked;

    fn judging(_: &Context<Config>) -> Result<Scheme, Failure> {
        Ok(Scheme::pairwise("preference", CRITERION, "Which outcome the respondent prefers.", true))
    }

    fn begin(ctx: &Context<Config>, subject: &Subject) -> Result<Step<Asked>, Failure> {
        Ok(Step::ask(Asked::Once, question::question(&ctx.config, subject)?))
    }

    fn advance(
        ctx: &Context<Config>,
        subject: &Subject,
        asked: Asked,
        answer: &Answer,
    ) -> Result<Step<Asked>, Failure> {
        let config = &ctx.config;
        let verdict = match config.method {
            Method::Logprob => Some(logprob::verdict(config, answer)),
            Method::Number => verdict(config, asked, answer),
        };
        if let Some(verdict) = verdict {
            return Ok(Step::verdict(asked, verdict));
        }
        let clarification = question::clarification(config);
        Ok(Step::ask(Asked::Twice, question::question(config, subject)?.again(answer, &clarification)))
    }
}

/// The verdict of an answer in words; none if nothing can be read from it and it is the first.
fn verdict(config: &Config, asked: Asked, answer: &Answer) -> Option<Verdict> {
    let text = answer.text();
    if let Some(rating) = number::rating(&text, config.points, answer.stop == StopReason::Length) {
        let verdict = Verdict::preference(CRITERION, side(config, rating));
        return Some(Verdict { attrs: vec![(RATING.into(), rating.to_string())], ..verdict });
    }
    // "I have no preference" may be the middle of the scale, and "I can't be sure, 5" a rating: both are asked about
    // before they count as abstentions.
    let may_rate = number::names_one(&text, config.points) || text.to_lowercase().contains("preference");
    match asked {
        Asked::Once if may_rate => None,
        _ if declines(answer, asked) => Some(Verdict::new(Reading::Abstain)),
        Asked::Once => None,
        Asked::Twice => Some(Verdict::new(Reading::Unreadable)),
    }
}

/// The side of the scale that a number is on.
fn side(config: &Config, rating: u8) -> Preference {
    match rating.cmp(&config.middle()) {
        Ordering::Less => Preference::First,
        Ordering::Equal => Preference::Tie,
        Ordering::Greater => Preference::Second,
    }
}

export_rubric!(Likert);

#[cfg(test)]
mod tests;
