//! Forced choices: which of two outcomes a simulated actor prefers.

use motive_plugin::{Random, Token};

use crate::Said;
use crate::config::Model;
use crate::scene::Choice;

const REFUSAL: &str = "I'd rather not choose between these.";

/// Chooses by the utilities of the two outcomes: the log-odds of the first-shown one are the difference of utilities
/// over the noise, plus the position bias. A refusal comes first, at its own rate.
pub(crate) fn choose(model: &Model, name: &str, options: &[Choice; 2], random: &mut Random) -> Said {
    let utility = |option: &Choice| utility(model, name, &option.text);
    let log_odds = (utility(&options[0]) - utility(&options[1])) / model.choice_noise + model.position_bias;
    let first = 1.0 / (1.0 + (-log_odds).exp());
    let answers = 1.0 - model.refusal_rate;
    // Each of the three answers with its probability and the token that it starts with.
    let outcomes = [
        (first * answers, options[0].label.as_str(), options[0].label.as_str()),
        ((1.0 - first) * answers, options[1].label.as_str(), options[1].label.as_str()),
        (model.refusal_rate, REFUSAL, "I"),
    ];
    let draw = random.unit();
    let said = match draw {
        draw if draw < model.refusal_rate => 2,
        draw if draw < model.refusal_rate + outcomes[0].0 => 0,
        _ => 1,
    };
    let mut alternatives: Vec<(String, f64)> = outcomes
        .iter()
        .filter(|(p, ..)| *p > 0.0)
        .map(|(p, _, token)| ((*token).to_owned(), p.ln()))
        .collect();
    alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (probability, text, token) = outcomes[said];
    let token = Token { text: token.into(), logprob: probability.ln(), alternatives };
    Said { token: Some(token), ..Said::text(text) }
}

/// The utility of an outcome: the one configured for its text, or a standard normal derived from seed and text.
pub(crate) fn utility(model: &Model, name: &str, outcome: &str) -> f64 {
    // The same words as configured are the usual case, and quickly found.
    if let Some(utility) = model.utilities.get(outcome) {
        return *utility;
    }
    let outcome = normalised(outcome);
    let configured = model.utilities.iter().find(|(text, _)| normalised(text) == outcome);
    let seed = model.utility_seed.as_deref().unwrap_or(name);
    let derived = || Random::keyed(0, ["utility", seed, &outcome]).normal();
    configured.map_or_else(derived, |(_, utility)| *utility)
}

/// A utility in standard deviations of the configured ones; derived utilities are standard already.
pub(crate) fn standardised_utility(model: &Model, name: &str, outcome: &str) -> f64 {
    let utility = utility(model, name, outcome);
    let n = model.utilities.len() as f64;
    let mean = model.utilities.values().sum::<f64>() / n;
    let variance = model.utilities.values().map(|u| (u - mean).powi(2)).sum::<f64>() / n;
    if variance > 0.0 { (utility - mean) / variance.sqrt() } else { utility }
}

/// An outcome's text without what a prompt may add to it: case, white space, quotation marks and the final stop.
fn normalised(text: &str) -> String {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '.' | '“' | '”'));
    let mut normal = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.extend(word.chars().flat_map(char::to_lowercase));
    }
    normal
}
