//! The number of times something was chosen, as people and programs write it.

use motive_contract::words;

/// Most answers of a row: so many that no study has them, and few enough that sums over all rows are exact.
const MOST: u64 = 1_000_000_000;

/// What is wrong with a count, and the way out.
pub(super) type Fault = (String, &'static str);

/// A whole number from 0 to [`MOST`]. What counts is its value: `12.0` and `1e3`, as some programs write 12 and 1000,
/// are whole numbers.
pub(super) fn read(column: &str, text: &str) -> Result<u64, Fault> {
    if let Some(count) = digits(text) {
        return if count <= MOST { Ok(count) } else { Err(too_many(column, text)) };
    }
    let shown = words::line(text);
    match text.parse::<f64>() {
        _ if text.is_empty() => Err((format!("`{column}` is empty"), "write 0 if there was none")),
        Err(_) => Err((format!("`{column}` is `{shown}`, not a number"), "")),
        Ok(value) if !value.is_finite() => Err((format!("`{column}` is `{shown}`, not a count"), "")),
        Ok(value) if value < 0.0 => {
            Err((format!("`{column}` is `{shown}`"), "it counts answers, so it is 0 or more"))
        }
        Ok(value) if value.fract() != 0.0 => {
            Err((format!("`{column}` is `{shown}`"), "it counts answers: write how many, not their share"))
        }
        Ok(value) if value > MOST as f64 => Err(too_many(column, text)),
        Ok(value) => Ok(value as u64),
    }
}

/// The value of a text of digits, of at most 18 of them.
fn digits(text: &str) -> Option<u64> {
    let is_short = (1..=18).contains(&text.len());
    (is_short && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn too_many(column: &str, text: &str) -> Fault {
    (format!("`{column}` is `{}`, 1,000,000,000 at most", words::line(text)), "")
}
