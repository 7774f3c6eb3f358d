//! Sizes and times as people write them: `64 MiB`, `250 ms`.

use std::time::Duration;

/// Bytes: `512 B`, `64 KiB`, `4 MiB`, `1 GiB`.
///
/// # Errors
/// In words.
pub fn bytes(text: &str) -> Result<u64, String> {
    let units = [("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    quantity(text, &units).ok_or_else(|| {
        format!("`{text}` is not a size: write a whole number above 0 and B, KiB, MiB or GiB, as in `64 MiB`")
    })
}

/// A time: `250 ms`, `10 s`, `2 min`.
///
/// # Errors
/// In words.
pub fn duration(text: &str) -> Result<Duration, String> {
    let units = [("ms", 1), ("s", 1_000), ("min", 60_000)];
    quantity(text, &units).map(Duration::from_millis).ok_or_else(|| {
        format!("`{text}` is not a time: write a whole number above 0 and ms, s or min, as in `250 ms`")
    })
}

fn quantity(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_').len();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.replace('_', "").parse().ok().filter(|number| *number > 0)?;
    let (_, factor) = units.iter().find(|(name, _)| *name == unit.trim())?;
    number.checked_mul(*factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let cases = [
            ("1 B", Some(1)),
            ("64 KiB", Some(65_536)),
            ("64MiB", Some(67_108_864)),
            ("1_024 KiB", Some(1_048_576)),
            ("2 GiB", Some(2_147_483_648)),
            ("0 B", None),
            ("64", None),
            ("MiB", None),
            ("-1 B", None),
            ("1.5 MiB", None),
            ("64 MB", None),
            ("64 mib", None),
            ("20000000000 GiB", None),
            ("99999999999999999999 B", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(bytes(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn times() {
        for (text, expected) in [
            ("250 ms", Some(250)),
            ("10s", Some(10_000)),
            ("2 min", Some(120_000)),
            ("1 h", None),
            ("0 s", None),
        ] {
            assert_eq!(duration(text).ok(), expected.map(Duration::from_millis), "{text}");
        }
    }
}
