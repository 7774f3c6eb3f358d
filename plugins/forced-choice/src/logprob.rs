//! A choice read from the log-probabilities of an answer's first token.

use motive_plugin::rubric::{Preference, Probabilities, Reading, Verdict, first_token_masses};
use motive_plugin::{Answer, StopReason};

use crate::config::Config;
use crate::question::{Choice, Meaning};

/// The probabilities, if what may be answered has enough of the mass; an abstention, if more of that is on the word to
/// decline with than on the labels. The masses go with the verdict.
pub(crate) fn verdict(config: &Config, choices: &[Choice<'_>], answer: &Answer) -> Verdict {
    let labels: Vec<&str> = choices.iter().map(|choice| choice.label).collect();
    let masses = first_token_masses(&answer.logprobs, &labels);
    let of = |meaning: Meaning| {
        choices
            .iter()
            .zip(&masses)
            .filter(|(choice, _)| choice.meaning == meaning)
            .map(|(_, mass)| mass)
            .sum()
    };
    let first: f64 = of(Meaning::Prefers(Preference::First));
    let second: f64 = of(Meaning::Prefers(Preference::Second));
    let tie: f64 = of(Meaning::Prefers(Preference::Tie));
    let declined: f64 = of(Meaning::Declines);
    let labels = first + second + tie;
    let read = labels + declined;
    let reading = if read > 0.0 && read >= config.min_label_mass {
        match declined > labels {
            true => Reading::Abstain,
            false => Reading::Probabilities(Probabilities { first, second, tie }),
        }
    } else if matches!(answer.stop, StopReason::Refusal | StopReason::Filtered) {
        Reading::Abstain
    } else {
        Reading::Unreadable
    };
    let mut attrs = vec![("label-mass".into(), labels.to_string())];
    if config.abstain {
        attrs.push(("decline-mass".into(), declined.to_string()));
    }
    Verdict { attrs, ..Verdict::new(reading) }
}
