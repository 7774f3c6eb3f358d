//! Promises of money: a sum, its currency, and who receives it.

use motive_plugin::Finding;

/// The outcome that a sum goes to a recipient, or, without one, that it is donated. The currency is a plural, so sums are
/// 2 or more.
pub fn outcome(sum: u64, currency: &str, recipient: &str) -> String {
    let sum = format!("A sum of {} {}", grouped(sum), currency.trim());
    match recipient.trim() {
        "" => format!("{sum} is donated."),
        recipient => format!("{sum} goes to {recipient}."),
    }
}

/// What keeps the keys `currency` and `recipient` of a config from standing in that sentence.
pub fn check(currency: &str, recipient: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if currency.trim().is_empty() {
        findings.push(Finding::fatal("/currency", "the sums need a currency, such as \"euros\""));
    }
    for (pointer, name, text) in [("/currency", "currency", currency), ("/recipient", "recipient", recipient)]
    {
        if text.contains(|c: char| c == '"' || c.is_control()) {
            let message = format!(
                "{name} ({text:?}) stands inside a quoted sentence: write it without quotation marks and line breaks"
            );
            findings.push(Finding::fatal(pointer, message));
        }
    }
    if recipient.trim_end().ends_with('.') {
        let message = format!("the sentence adds its own full stop after recipient ({recipient:?})");
        findings.push(Finding::advice("/recipient", message));
    }
    findings
}

/// Digits in groups of three: "1,000,000".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_grouped_by_thousands() {
        for (number, written) in
            [(2, "2"), (100, "100"), (1_000, "1,000"), (12_345, "12,345"), (1_000_000, "1,000,000")]
        {
            assert_eq!(grouped(number), written);
        }
        assert_eq!(grouped(u64::MAX), "18,446,744,073,709,551,615");
    }
}
