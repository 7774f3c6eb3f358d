//! Numbers as an English sentence writes them.

/// One to ten.
const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// A whole number from one to ten as a word, any other as [`digits`]: the rule of the style guide of *The Economist*
/// (words for one to ten, figures from 11 and for all decimals).
pub(super) fn words(number: f64) -> String {
    let word = WORDS.iter().zip(1..).find(|(_, value)| f64::from(*value) == number);
    word.map_or_else(|| digits(number), |(word, _)| (*word).to_owned())
}

/// Figures, with a comma before every three of a whole part of four or more, and a point before decimals. For numbers
/// that are not negative.
pub(super) fn digits(number: f64) -> String {
    let plain = number.to_string();
    let (whole, decimals) = match plain.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (plain.as_str(), None),
    };
    let mut out = String::new();
    for (at, figure) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_sentence() {
        for (number, in_words, in_digits) in [
            (1.0, "one", "1"),
            (2.0, "two", "2"),
            (9.0, "nine", "9"),
            (10.0, "ten", "10"),
            (11.0, "11", "11"),
            (12.0, "12", "12"),
            (100.0, "100", "100"),
            (999.0, "999", "999"),
            (1000.0, "1,000", "1,000"),
            (12_345.0, "12,345", "12,345"),
            (123_456.0, "123,456", "123,456"),
            (1e9, "1,000,000,000", "1,000,000,000"),
            (1e15, "1,000,000,000,000,000", "1,000,000,000,000,000"),
            (0.1, "0.1", "0.1"),
            (1.5, "1.5", "1.5"),
            (1234.5678, "1,234.5678", "1,234.5678"),
            (0.000_001, "0.000001", "0.000001"),
        ] {
            assert_eq!((words(number).as_str(), digits(number).as_str()), (in_words, in_digits));
        }
    }
}
