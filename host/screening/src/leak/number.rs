//! Numbers in words and figures.

use crate::phrases::Phrases;

/// Words that multiply what stands before them.
const UNITS: [u64; 4] = [100, 1000, 1_000_000, 1_000_000_000];

/// What a word of a number is worth.
pub(super) fn value(form: &str, language: &Phrases) -> Option<u64> {
    form.parse().ok().or_else(|| language.numbers.get(form).copied())
}

/// What the words of a number come to: "two thousand five hundred" is 2,500.
fn sum(written: &[&str], language: &Phrases) -> u64 {
    let (mut total, mut current) = (0_u64, 0_u64);
    for form in written {
        let worth = value(form, language).unwrap_or(0);
        let in_figures = form.starts_with(|c: char| c.is_ascii_digit());
        match worth {
            100 if !in_figures => current = current.max(1).saturating_mul(100),
            unit if UNITS.contains(&unit) && !in_figures => {
                total = total.saturating_add(current.max(1).saturating_mul(unit));
                current = 0;
            }
            worth => current = current.saturating_add(worth),
        }
    }
    total.saturating_add(current)
}

/// The ways to write a number: as it stands, in figures, and with a unit in words ("thousand", "5 million", "two
/// hundred").
pub(super) fn spellings(written: &[&str], language: &Phrases) -> Vec<String> {
    let sum = sum(written, language);
    let words = |wanted: u64| {
        language.numbers.iter().filter(move |(_, value)| **value == wanted).map(|(word, _)| word.as_str())
    };
    let mut spellings = vec![written.join(" "), sum.to_string()];
    spellings.extend(words(sum).map(str::to_owned));
    for unit in UNITS.into_iter().filter(|unit| sum > *unit && sum.is_multiple_of(*unit)) {
        let count = sum / unit;
        for unit in words(unit) {
            spellings.push(format!("{count} {unit}"));
            spellings.extend(words(count).map(|count| format!("{count} {unit}")));
        }
    }
    spellings.sort();
    spellings.dedup();
    spellings
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::phrases::phrases;

    #[test]
    fn numbers_have_spellings() {
        for (code, written, spelling) in [
            ("en", "1000", "thousand"),
            ("en", "two hundred", "200"),
            ("en", "two thousand five hundred", "2500"),
            ("en", "twelve hundred", "1200"),
            ("en", "200", "two hundred"),
            ("en", "five million", "5000000"),
            ("en", "5000000", "5 million"),
            ("en", "seventeen", "seventeen"),
            ("fr", "mille", "1000"),
            ("de", "5000", "fünftausend"),
        ] {
            let language = phrases(None).find(|phrases| phrases.code == code).unwrap();
            let written: Vec<&str> = written.split(' ').collect();
            let spellings = spellings(&written, language);
            assert!(spellings.iter().any(|one| one == spelling), "{written:?}: {spellings:?}");
        }
    }
}
