//! What went wrong, and whether to try again.
//!
//! First the server's own words (code, type, message), since statuses are used freely; then the status.

use motive_plugin::provider::{HttpResponse, ProviderError, ProviderErrorKind, Retry};
use serde_json::Value;

use crate::{date, lenient};

/// The longest message that is passed on, in characters.
const LONGEST: usize = 500;

/// A response that should be JSON of a certain shape and is not: servers behind a busy proxy do this.
pub(crate) fn bad_response(message: impl Into<String>) -> ProviderError {
    let message = message.into();
    ProviderError {
        kind: ProviderErrorKind::BadResponse,
        code: String::new(),
        message,
        retry: Retry::Backoff,
    }
}

/// An answer that the server began and gave up, for the reason it gives in place of a stop reason.
pub(crate) fn given_up(response: &HttpResponse, reason: &str) -> ProviderError {
    ProviderError {
        kind: ProviderErrorKind::Overloaded,
        code: reason.into(),
        message: format!("the server gave the answer up: {}", shortened(reason)),
        retry: retry_after(response),
    }
}

/// Reads an error response: one with an error's status, or with an `error` under status 200. Servers use several shapes:
/// `{"error": {...}}`, `{"error": "..."}`, the object itself, `{"detail": ...}`, or text.
pub(crate) fn of(response: &HttpResponse) -> ProviderError {
    let text = String::from_utf8_lossy(&response.body);
    let json: Value = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
    let error = lenient::error(&json["error"]).unwrap_or(&json);
    read(response, error, json["detail"].as_str().unwrap_or(&text))
}

/// Reads an error that stands in a response's choice, where a server puts what failed at a server further on.
pub(crate) fn of_choice(response: &HttpResponse, error: &Value) -> ProviderError {
    read(response, error, &error.to_string())
}

/// What a server said about an error.
struct Said {
    /// The response's status, or the one that it hands on under status 200.
    status: u16,
    code: String,
    kind: String,
    message: String,
    /// The whole error in lower case, with the metadata of a server further on; nothing if it is no JSON.
    everything: String,
}

fn read(response: &HttpResponse, error: &Value, otherwise: &str) -> ProviderError {
    let word = |key: &str| match &error[key] {
        Value::String(word) => word.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let code = word("code");
    let said = Said {
        status: match response.status {
            200..300 => code.parse().unwrap_or(response.status),
            status => status,
        },
        code,
        kind: word("type"),
        message: shortened(
            [&error["message"], error].into_iter().find_map(Value::as_str).unwrap_or(otherwise),
        ),
        everything: if error.is_null() { String::new() } else { error.to_string().to_lowercase() },
    };
    let kind = kind(&said);
    let retry = match kind {
        ProviderErrorKind::RateLimit | ProviderErrorKind::Overloaded => retry_after(response),
        ProviderErrorKind::BadResponse => Retry::Backoff,
        _ => Retry::Never,
    };
    let message = format!("HTTP {}: {}", response.status, said.message);
    // A code that only repeats a status says less than the error's type.
    let says_more = |code: &String| !code.is_empty() && !code.bytes().all(|byte| byte.is_ascii_digit());
    let code = if says_more(&said.code) || !says_more(&said.kind) { said.code } else { said.kind };
    ProviderError { kind, code, message, retry }
}

fn shortened(message: &str) -> String {
    message.trim().chars().take(LONGEST).collect()
}

fn kind(said: &Said) -> ProviderErrorKind {
    let words = |words: &[&str]| words.iter().any(|word| said.code == *word || said.kind == *word);
    match said.status {
        401 => ProviderErrorKind::Authentication,
        _ if words(&["insufficient_quota", "billing_hard_limit_reached", "insufficient_balance"]) => {
            ProviderErrorKind::Quota
        }
        _ if words(&["context_length_exceeded", "exceed_context_size_error"]) => {
            ProviderErrorKind::ContextOverflow
        }
        _ if words(&["content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation"]) => {
            ProviderErrorKind::Filtered
        }
        403 if is_about_content(said) => ProviderErrorKind::Filtered,
        403 => ProviderErrorKind::Authentication,
        402 => ProviderErrorKind::Quota,
        408 | 409 | 425 | 429 => ProviderErrorKind::RateLimit,
        413 => ProviderErrorKind::ContextOverflow,
        // Some servers give these, among others, for what does not fit.
        200..300 | 400 | 422 | 500 if is_about_length(said) => ProviderErrorKind::ContextOverflow,
        400..500 => ProviderErrorKind::InvalidRequest,
        500 if is_about_request(said) => ProviderErrorKind::InvalidRequest,
        500 if is_about_answer(said) => ProviderErrorKind::BadResponse,
        500..600 => ProviderErrorKind::Overloaded,
        // An error under status 200 that names no status.
        200..300 => ProviderErrorKind::BadResponse,
        // A redirect: the host does not follow it, and the base URL should be its target.
        _ => ProviderErrorKind::Other,
    }
}

/// Whether the message says that the conversation is longer than the model's context. Not asked of status 429, where
/// "too many tokens" are those of a minute.
fn is_about_length(said: &Said) -> bool {
    const WORDS: [&str; 15] = [
        "context length",
        "context size",
        "context window",
        "context limit",
        "prompt is too long",
        "prompt too long",
        "input is too long",
        "input too long",
        "maximum prompt length",
        "reduce the length of the",
        "too many tokens",
        "maximum number of tokens",
        "maximum number of input tokens",
        "`inputs` tokens",
        "`inputs` must have less",
    ];
    let message = said.message.to_lowercase();
    WORDS.iter().any(|words| message.contains(words))
}

/// Whether the message of an error inside a server says that the request is one it cannot serve, however often it is
/// sent: llama.cpp says so of tools without a template for them, and of images to a model that sees none.
fn is_about_request(said: &Said) -> bool {
    let message = said.message.to_lowercase();
    ["requires --jinja", "image input is not supported"].iter().any(|words| message.contains(words))
}

/// Whether the message of an error inside a server says that the model answered, and in a form that the server cannot
/// read: llama.cpp says so of calls that are not as its template has them.
fn is_about_answer(said: &Said) -> bool {
    said.message.starts_with("The model produced output that does not match")
}

/// Whether a refused request was refused for its content, by a filter, and not for its sender. A sender without rights is
/// often told of a "policy", too, and then of an account, of rights or of access.
fn is_about_content(said: &Said) -> bool {
    let message = said.message.to_lowercase();
    let is_about_sender =
        ["account", "access", "api key", "authoriz", "authoris", "credential", "permission", "terminated"]
            .iter()
            .any(|word| message.contains(word));
    !is_about_sender
        && ["moderation", "flagged", "policy", "policies", "refusal"]
            .iter()
            .any(|word| said.everything.contains(word))
}

/// When the server wants to be asked again. A date is taken relative to the response's own, since there is no clock
/// here; without one it is up to the host. However long that is: how long to wait at most is for the host to say.
fn retry_after(response: &HttpResponse) -> Retry {
    let number =
        |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    // A conversion of a float ends at the largest integer, so there is nothing to overflow.
    if let Some(milliseconds) = response.header("retry-after-ms").and_then(number) {
        return Retry::After(milliseconds.ceil() as u64);
    }
    let Some(after) = response.header("retry-after") else { return Retry::Backoff };
    if let Some(seconds) = number(after) {
        return Retry::After((seconds * 1000.0).ceil() as u64);
    }
    let seconds = |text: &str| date::seconds(text.trim());
    match (seconds(after), response.header("date").and_then(seconds)) {
        (Some(then), Some(now)) => Retry::After(then.saturating_sub(now).saturating_mul(1000)),
        _ => Retry::Backoff,
    }
}
