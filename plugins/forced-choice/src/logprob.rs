//! A choice read from the log-probabilities of an answer's first token.

use motive_plugin::Token;
use motive_plugin::rubric::Probabilities;

/// Sums what the first token's alternatives put on each label, whatever the case and the white space around it
/// (" A", "a"). None if nothing fell on either, or there is no first token.
pub(crate) fn read(tokens: &[Token], labels: &[String; 2]) -> Option<Probabilities> {
    let token = tokens.first()?;
    let mut sums = [0.0; 2];
    let listed = token.alternatives.iter().map(|(text, logprob)| (text, *logprob));
    // Servers list the sampled token among the alternatives, unless it is too unlikely for that.
    let sampled = (!token.alternatives.iter().any(|(text, _)| *text == token.text))
        .then_some((&token.text, token.logprob));
    for (text, logprob) in listed.chain(sampled) {
        for (sum, label) in sums.iter_mut().zip(labels) {
            if text.trim().eq_ignore_ascii_case(label) {
                *sum += logprob.exp();
            }
        }
    }
    // Rounding of the log-probabilities can lift a sum above 1.
    let total = (sums[0] + sums[1]).max(1.0);
    (sums[0] + sums[1] > 0.0).then(|| Probabilities {
        first: sums[0] / total,
        second: sums[1] / total,
        tie: 0.0,
    })
}
