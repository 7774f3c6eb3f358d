//! JSON lines, for items of one's own in a granted file: one JSON object per line, in UTF-8. Lines of white space are passed over.
//!
//! What is wrong is said with the line's number in the file, counted from 1. Knows the form of a line and nothing of
//! what the objects mean.

use serde::de::DeserializeOwned;

use crate::Failure;

/// A value and the line it stands on.
#[derive(Debug, PartialEq)]
pub struct Line<T> {
    /// The line's number in the file, from 1.
    pub number: usize,
    /// What stands on it.
    pub value: T,
}

/// Reads the asset `name`. The first line that is not a `T` is a bad subject.
pub fn read<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<Vec<Line<T>>, Failure> {
    // Some editors begin a file with a byte order mark, which JSON does not know.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut values = Vec::new();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let number = index + 1;
        let text = std::str::from_utf8(line).map_err(|_| wrong(name, number, "not UTF-8"))?;
        if text.trim().is_empty() {
            continue;
        }
        let value = serde_json::from_str(text).map_err(|error| wrong(name, number, &reason(&error)))?;
        values.push(Line { number, value });
    }
    Ok(values)
}

/// What is wrong on a line of the asset `name`.
pub fn wrong(name: &str, number: usize, reason: &str) -> Failure {
    Failure::bad_subject(format!("asset `{name}`, line {number}: {reason}"))
}

/// The error with its column. Its own line is 1 on every line of the file and would mislead.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match text.strip_suffix(&place) {
        Some(message) => format!("{message} (column {})", error.column()),
        None => text,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn numbers(bytes: &[u8]) -> Result<Vec<Line<BTreeMap<String, u8>>>, Failure> {
        read("numbers", bytes)
    }

    #[test]
    fn values_come_with_their_lines() {
        let lines = numbers(b"\xef\xbb\xbf{\"a\": 1}\r\n \t\r\n\n{\"b\": 2}").unwrap();
        let found: Vec<_> = lines.iter().map(|line| (line.number, line.value.values().sum::<u8>())).collect();
        assert_eq!(found, [(1, 1), (4, 2)]);
        assert_eq!(numbers(b"").unwrap(), []);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let cases: [(&[u8], &str); 5] = [
            (b"{\"a\": 1}\n{\"a\": }", "asset `numbers`, line 2: expected value (column 7)"),
            (b"\n\n{\"a\": \"one\"}", "asset `numbers`, line 3: invalid type: string \"one\", expected u8"),
            (b"{\"a\": 1} {\"a\": 2}", "asset `numbers`, line 1: trailing characters (column 10)"),
            (b"{\"a\":", "asset `numbers`, line 1: EOF while parsing a value (column 5)"),
            (b"{\"a\": 1}\n\xff", "asset `numbers`, line 2: not UTF-8"),
        ];
        for (bytes, message) in cases {
            let failure = numbers(bytes).unwrap_err();
            assert!(failure.message.starts_with(message), "{}", failure.message);
            assert!(!failure.message.contains("at line"), "{}", failure.message);
        }
    }
}
