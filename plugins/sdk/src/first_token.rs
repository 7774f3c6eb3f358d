//! What an answer's first token says of the words that it could have begun with.
//!
//! For rubrics that read log-probabilities. Which words there are, and what their probabilities mean, is theirs.

use crate::Token;

/// The probability that the first token is one of `words`, for each of them: whatever the case and the white space
/// around it (" X", "x"), and 0 without a first token. A word of several tokens is not found. The words differ by more
/// than case.
///
/// If the log-probabilities are rounded so that their sum is above 1, it is divided by that sum.
pub fn first_token_masses(tokens: &[Token], words: &[&str]) -> Vec<f64> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut masses = vec![0.0; words.len()];
    let Some(token) = tokens.first() else { return masses };
    let listed = token.alternatives.iter().map(|(text, logprob)| (text, *logprob));
    // Servers list the sampled token among the alternatives, unless it is too unlikely for that.
    let sampled = (!token.alternatives.iter().any(|(text, _)| *text == token.text))
        .then_some((&token.text, token.logprob));
    for (text, logprob) in listed.chain(sampled) {
        let text = text.trim().to_lowercase();
        if let Some(word) = words.iter().position(|word| *word == text) {
            masses[word] += logprob.exp();
        }
    }
    let total = masses.iter().sum::<f64>().max(1.0);
    masses.into_iter().map(|mass| mass / total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str, p: f64, alternatives: &[(&str, f64)]) -> Token {
        Token {
            text: text.into(),
            logprob: p.ln(),
            alternatives: alternatives.iter().map(|(text, p)| ((*text).to_owned(), p.ln())).collect(),
        }
    }

    #[test]
    fn a_words_spellings_are_added_up() {
        let spread = [("A", 0.5), (" B", 0.25), ("a", 0.125), ("I", 0.1), ("B", 0.0), ("Ab", 0.02)];
        for (token, words, expected) in [
            (token("A", 0.5, &spread), ["A", "B"], [0.625, 0.25]),
            (token("A", 0.5, &spread), ["b", "i"], [0.25, 0.1]),
            // A sampled token that is not among the alternatives counts as well.
            (token("B", 0.25, &[("A", 0.5)]), ["A", "B"], [0.5, 0.25]),
            // Rounding above 1 is undone.
            (token("A", 0.75, &[("A", 0.75), ("B", 0.75)]), ["A", "B"], [0.5, 0.5]),
            (token("I", 0.9, &[("I", 0.9), ("As", 0.1)]), ["A", "B"], [0.0, 0.0]),
            // Digits of other scripts are other words, and letters have case in any script.
            (token("１", 0.9, &[("１", 0.9), ("1", 0.05)]), ["1", "2"], [0.05, 0.0]),
            (token("É", 0.9, &[("É", 0.5), ("é", 0.25)]), ["é", "è"], [0.75, 0.0]),
        ] {
            let masses = first_token_masses(std::slice::from_ref(&token), &words);
            let near = masses.iter().zip(expected).all(|(mass, expected)| (mass - expected).abs() < 1e-12);
            assert!(near, "{token:?}: {masses:?} and not {expected:?}");
        }
        assert_eq!(first_token_masses(&[], &["A"]), [0.0]);
    }

    #[test]
    fn the_first_token_alone_is_read() {
        let tokens = [token("I", 1.0, &[("I", 1.0)]), token("A", 1.0, &[("A", 1.0)])];
        assert_eq!(first_token_masses(&tokens, &["A"]), [0.0]);
    }
}
