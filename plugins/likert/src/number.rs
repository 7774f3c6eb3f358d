//! A rating read from an answer in words.
//!
//! Strict, and alike for every number of the scale: an answer is read if it is the number in Arabic numerals, perhaps
//! introduced ("My rating is 5") or followed by the scale's length ("5 out of 7", "5/7"), or if its first line is that
//! and nothing below it is another number of the scale. Prose is not interpreted; asking again is cheap.

/// What may introduce a number.
#[rustfmt::skip]
const LEADS: [&str; 14] = [
    "answer", "my answer", "my answer is", "the answer is", "final answer", "my final answer is", "rating", "my rating",
    "my rating is", "number", "my number is", "i choose", "i would choose", "i would say",
];

/// The rating that an answer states. If it was cut off, its last line is none.
pub(crate) fn rating(answer: &str, points: u8, cut_off: bool) -> Option<u8> {
    let whole = if cut_off { None } else { stated(answer, points) };
    whole.or_else(|| {
        let (line, after) = answer.trim_start().split_once('\n')?;
        stated(line, points)
            .filter(|rating| !(1..=points).any(|other| other != *rating && names(after, other)))
    })
}

/// Whether an answer names one number of the scale and no other: it may well be its rating.
pub(crate) fn names_one(answer: &str, points: u8) -> bool {
    (1..=points).filter(|rating| names(answer, *rating)).count() == 1
}

/// The rating that a text states, and nothing else.
fn stated(text: &str, points: u8) -> Option<u8> {
    let text = words(text).join(" ");
    let said = LEADS.iter().filter_map(|lead| text.strip_prefix(lead)?.strip_prefix(' '));
    // The longest lead leaves the least.
    let said = said.min_by_key(|rest| rest.len()).unwrap_or(&text);
    (1..=points).find(|rating| {
        let forms = [rating.to_string(), format!("{rating} out of {points}"), format!("{rating}/{points}")];
        forms.iter().any(|form| said == form)
    })
}

/// Whether a number stands in a text by itself.
fn names(text: &str, number: u8) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == number.to_string())
}

/// Words in lower case, without Markdown, quotation marks, brackets and stops around them. A sign or a point before a
/// number stays with it: "-3" and ".5" are other numbers. A colon ends a word.
fn words(text: &str) -> Vec<String> {
    let is_dress =
        |c: char| matches!(c, '*' | '_' | '`' | '#' | '>' | '"' | '“' | '”' | '(' | ')' | '[' | ']');
    let is_stop = |c: char| is_dress(c) || matches!(c, '.' | ',' | '!' | ';');
    let bare = |word: &str| word.trim_start_matches(is_dress).trim_end_matches(is_stop).to_lowercase();
    let is_between = |c: char| c.is_whitespace() || matches!(c, ':' | '：');
    text.split(is_between).map(bare).filter(|word| !word.is_empty()).collect()
}
