//! A rating read from the log-probabilities of an answer's first token.

use motive_plugin::rubric::{Probabilities, Reading, Verdict, first_token_masses};
use motive_plugin::{Answer, StopReason};

use crate::RATING;
use crate::config::Config;

/// The probabilities of either side of the scale and of its middle, if its numbers have enough of the mass. With it goes
/// the expected rating `sum(r p(r)) / sum(p(r))`, over the numbers r of the scale.
pub(crate) fn verdict(config: &Config, answer: &Answer) -> Verdict {
    let numbers: Vec<String> = (1..=config.points).map(|number| number.to_string()).collect();
    let masses =
        first_token_masses(&answer.logprobs, &numbers.iter().map(String::as_str).collect::<Vec<_>>());
    let mass: f64 = masses.iter().sum();
    let mut attrs = vec![("rating-mass".into(), mass.to_string())];
    let reading = if mass > 0.0 && mass >= config.min_rating_mass {
        let expected = (1..).zip(&masses).map(|(number, mass)| f64::from(number) * mass).sum::<f64>() / mass;
        attrs.push((RATING.into(), expected.to_string()));
        let middle = usize::from(config.middle()) - 1;
        let (first, second) = (masses[..middle].iter().sum(), masses[middle + 1..].iter().sum());
        Reading::Probabilities(Probabilities { first, second, tie: masses[middle] })
    } else if matches!(answer.stop, StopReason::Refusal | StopReason::Filtered) {
        Reading::Abstain
    } else {
        Reading::Unreadable
    };
    Verdict { attrs, ..Verdict::new(reading) }
}
