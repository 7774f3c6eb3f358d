//! The log-probabilities of an answer, in either of the shapes that servers give them in.

use motive_plugin::Token;
use motive_plugin::provider::{ProviderError, ProviderErrorKind, Retry};
use serde_json::Value;

use crate::lenient::list;

/// Reads `{"content": [{"token", "logprob", "top_logprobs": [...]}]}`, or the older `{"tokens": [...],
/// "token_logprobs": [...], "top_logprobs": [{...}]}` of three lists side by side.
pub(crate) fn read(logprobs: &Value) -> Vec<Token> {
    match logprobs["content"].as_array() {
        Some(tokens) => tokens.iter().map(token).collect(),
        None => list(&logprobs["tokens"])
            .iter()
            .enumerate()
            .map(|(index, text)| Token {
                text: word(text),
                logprob: logprob(&logprobs["token_logprobs"][index]),
                alternatives: older_alternatives(&logprobs["top_logprobs"][index]),
            })
            .collect(),
    }
}

fn token(token: &Value) -> Token {
    let alternative = |alternative: &Value| (word(&alternative["token"]), logprob(&alternative["logprob"]));
    Token {
        text: word(&token["token"]),
        logprob: logprob(&token["logprob"]),
        alternatives: list(&token["top_logprobs"]).iter().map(alternative).collect(),
    }
}

/// A table from token to log-probability, here from the likeliest on, as the newer shape has it.
fn older_alternatives(table: &Value) -> Vec<(String, f64)> {
    let entries = table.as_object().into_iter().flatten();
    let mut alternatives: Vec<(String, f64)> =
        entries.map(|(text, value)| (text.clone(), logprob(value))).collect();
    alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
    alternatives
}

fn word(text: &Value) -> String {
    text.as_str().unwrap_or_default().to_owned()
}

/// JSON has no infinities: servers write `null` for the logarithm of zero.
fn logprob(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NEG_INFINITY)
}

/// Whether an answer with words in it has what the question wanted: the log-probabilities of its tokens and, of
/// `wanted` alternatives, some. A choice is read from them, and without them it cannot be; asking again would not
/// help.
pub(crate) fn check(wanted: Option<u8>, tokens: &[Token]) -> Result<(), ProviderError> {
    let lacking = match wanted {
        Some(_) if tokens.is_empty() => "no log-probabilities".to_owned(),
        Some(most) if most > 0 && tokens.iter().all(|token| token.alternatives.is_empty()) => {
            format!("no alternatives to its tokens, and {most} were asked for")
        }
        _ => return Ok(()),
    };
    Err(ProviderError {
        kind: ProviderErrorKind::Other,
        code: String::new(),
        message: format!(
            "the answer has {lacking}: this server does not give them, or not for this model; use one that does, \
             or a rubric that reads the text of an answer"
        ),
        retry: Retry::Never,
    })
}
