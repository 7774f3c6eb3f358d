//! What an answer has to hold besides its type: numbers are finite, probabilities are probabilities.

use std::fmt::Debug;

use motive_contract::about::{Finding, Manifest, Want};
use motive_contract::framing::{Arm, Framed};
use motive_contract::rubric::{Probabilities, Reading, Scheme};
use motive_contract::types::{Metric, Token};
use motive_contract::{provider, rubric, task};

/// What a plugin can answer with.
pub(crate) trait Answer: PartialEq + Debug + Send {
    /// What breaks the contract in it, by the name of the field; most types leave nothing to break.
    fn problem(&self) -> Option<String> {
        None
    }
}

impl Answer for Manifest {}
impl Answer for Vec<Want> {}
impl Answer for Vec<Finding> {}
impl Answer for task::Page {}
impl Answer for Vec<Arm> {}
impl Answer for Framed {}

impl Answer for task::Step {
    fn problem(&self) -> Option<String> {
        let outcome = match &self.action {
            task::Action::Finish(outcome) => outcome.metrics.as_slice(),
            _ => &[],
        };
        first_infinite("metrics", &self.metrics).or_else(|| first_infinite("finish.metrics", outcome))
    }
}

impl Answer for provider::Step {
    fn problem(&self) -> Option<String> {
        let provider::Action::Completions(completions) = &self.action else { return None };
        completions.iter().enumerate().find_map(|(index, completion)| {
            let logprobs = &completion.as_ref().ok()?.logprobs;
            bad_logprob(logprobs).map(|value| not_finite(&format!("completions[{index}].logprobs"), value))
        })
    }
}

impl Answer for Scheme {
    fn problem(&self) -> Option<String> {
        self.criteria.iter().find_map(|criterion| {
            finite(&format!("{}.min", criterion.id), criterion.min)
                .or_else(|| finite(&format!("{}.max", criterion.id), criterion.max))
        })
    }
}

impl Answer for rubric::Step {
    fn problem(&self) -> Option<String> {
        let rubric::Action::Verdict(verdict) = &self.action else { return None };
        match &verdict.reading {
            Reading::Scores(scores) => first_infinite("scores", scores),
            Reading::Probabilities(probabilities) => bad_probabilities(probabilities),
            _ => None,
        }
    }
}

fn finite(field: &str, value: f64) -> Option<String> {
    (!value.is_finite()).then(|| not_finite(field, value))
}

fn not_finite(field: &str, value: f64) -> String {
    format!("`{field}` is {value}; numbers have to be finite")
}

fn first_infinite(field: &str, metrics: &[Metric]) -> Option<String> {
    metrics.iter().find_map(|(name, value)| finite(&format!("{field}.{name}"), *value))
}

/// A log-probability that is neither finite nor minus infinity.
fn bad_logprob(tokens: &[Token]) -> Option<f64> {
    tokens
        .iter()
        .flat_map(|token| {
            let alternatives = token.alternatives.iter().map(|alternative| alternative.logprob);
            std::iter::once(token.logprob).chain(alternatives)
        })
        .find(|logprob| !logprob.is_finite() && *logprob != f64::NEG_INFINITY)
}

fn bad_probabilities(probabilities: &Probabilities) -> Option<String> {
    let Probabilities { first, second, tie } = probabilities;
    // Also false for what is not a number.
    let fine = [first, second, tie].iter().all(|value| (0.0..=1.0).contains(*value))
        && first + second + tie <= 1.0 + 1e-9;
    (!fine).then(|| {
        format!("probabilities of {first}, {second} and {tie}, which have to be 0 to 1 and sum to 1 at most")
    })
}
