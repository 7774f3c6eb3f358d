//! A choice read from the log-probabilities of an answer's first token.

use motive_plugin::Token;

/// What the first token's alternatives put on each label, whatever the case and the white space around it (" X", "x").
/// Nothing without a first token.
pub(crate) fn masses(tokens: &[Token], labels: &[String; 2]) -> [f64; 2] {
    let mut masses = [0.0; 2];
    let Some(token) = tokens.first() else { return masses };
    let listed = token.alternatives.iter().map(|(text, logprob)| (text, *logprob));
    // Servers list the sampled token among the alternatives, unless it is too unlikely for that.
    let sampled = (!token.alternatives.iter().any(|(text, _)| *text == token.text))
        .then_some((&token.text, token.logprob));
    for (text, logprob) in listed.chain(sampled) {
        for (mass, label) in masses.iter_mut().zip(labels) {
            if text.trim().eq_ignore_ascii_case(label) {
                *mass += logprob.exp();
            }
        }
    }
    // Rounding of the log-probabilities can lift their sum above 1.
    let total = (masses[0] + masses[1]).max(1.0);
    masses.map(|mass| mass / total)
}
