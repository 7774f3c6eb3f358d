//! What went wrong, and whether to try again.
//!
//! First the server's own words (code, type, message), since statuses are used freely; then the status.

use motive_plugin::provider::{HttpResponse, ProviderError, ProviderErrorKind, Retry};
use serde_json::Value;

use crate::date;

/// The longest message that is passed on, in characters.
const LONGEST: usize = 500;

/// What a server said about an error.
struct Said {
    code: String,
    kind: String,
    message: String,
}

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

/// Reads an error response: one with an error's status, or with an `error` under status 200.
pub(crate) fn of(response: &HttpResponse) -> ProviderError {
    let said = said(response);
    // Under status 200, the code is often the status that a server further on has given.
    let status = match response.status {
        200..300 => said.code.parse().unwrap_or(response.status),
        status => status,
    };
    let kind = kind_by_words(&said).unwrap_or_else(|| kind_by_status(status));
    let retry = match kind {
        ProviderErrorKind::RateLimit | ProviderErrorKind::Overloaded => retry_after(response),
        ProviderErrorKind::BadResponse => Retry::Backoff,
        _ => Retry::Never,
    };
    // A code that only repeats a status says less than the error's type.
    let says_more = |code: &String| !code.is_empty() && !code.bytes().all(|byte| byte.is_ascii_digit());
    let code =
        [&said.code, &said.kind].into_iter().find(|code| says_more(code)).unwrap_or(&said.code).clone();
    ProviderError { kind, code, message: format!("HTTP {}: {}", response.status, said.message), retry }
}

fn kind_by_words(said: &Said) -> Option<ProviderErrorKind> {
    let words = |words: &[&str]| words.iter().any(|word| said.code == *word || said.kind == *word);
    let message = said.message.to_lowercase();
    if words(&["insufficient_quota", "billing_hard_limit_reached", "insufficient_balance"]) {
        Some(ProviderErrorKind::Quota)
    } else if words(&["context_length_exceeded", "exceed_context_size_error"])
        || message.contains("maximum context length")
        || message.contains("context size")
    {
        Some(ProviderErrorKind::ContextOverflow)
    } else if words(&["content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation"]) {
        Some(ProviderErrorKind::Filtered)
    } else {
        None
    }
}

fn kind_by_status(status: u16) -> ProviderErrorKind {
    match status {
        401 | 403 => ProviderErrorKind::Authentication,
        402 => ProviderErrorKind::Quota,
        408 | 409 | 425 | 429 => ProviderErrorKind::RateLimit,
        400..500 => ProviderErrorKind::InvalidRequest,
        500..600 => ProviderErrorKind::Overloaded,
        // An error under status 200 that names no status.
        200..300 => ProviderErrorKind::BadResponse,
        // A redirect: the host does not follow it, and the base URL should be its target.
        _ => ProviderErrorKind::Other,
    }
}

/// The error of a body in one of the shapes that servers use: `{"error": {...}}`, `{"error": "..."}`, the object itself,
/// `{"detail": ...}`, or text.
fn said(response: &HttpResponse) -> Said {
    let text = String::from_utf8_lossy(&response.body);
    let json: Value = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
    let error = json.get("error").unwrap_or(&json);
    let word = |key: &str| match &error[key] {
        Value::String(word) => word.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let message = [&error["message"], error, &json["detail"]].into_iter().find_map(Value::as_str);
    let message: String = message.unwrap_or(&text).trim().chars().take(LONGEST).collect();
    Said { code: word("code"), kind: word("type"), message }
}

/// When the server wants to be asked again. A date is taken relative to the response's own, since there is no clock
/// here; without one it is up to the host.
fn retry_after(response: &HttpResponse) -> Retry {
    let number =
        |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    if let Some(milliseconds) = response.header("retry-after-ms").and_then(number) {
        return Retry::After(milliseconds.ceil() as u64);
    }
    let Some(after) = response.header("retry-after") else { return Retry::Backoff };
    if let Some(seconds) = number(after) {
        return Retry::After((seconds * 1000.0).ceil() as u64);
    }
    let seconds = |text: &str| date::seconds(text.trim());
    match (seconds(after), response.header("date").and_then(seconds)) {
        (Some(then), Some(now)) => Retry::After(then.saturating_sub(now) * 1000),
        _ => Retry::Backoff,
    }
}
