//! Takes passages out of a text, so that judges can read the rest.

use std::ops::Range;

/// What stands in place of a passage that was taken out: the same whatever it was and however long.
pub const MARK: &str = "[…]";

/// The text with [`MARK`] in place of these ranges of bytes. Ranges may overlap, touch and come in any order; one that
/// ends inside a character or outside the text is widened to the character or cut to the text.
///
/// Meant for both texts of a pair: the mark says that something was taken out and not what.
pub fn redact(text: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges: Vec<Range<usize>> = ranges
        .iter()
        .map(|range| text.floor_char_boundary(range.start)..ceil(text, range.end))
        .filter(|range| range.start < range.end)
        .collect();
    ranges.sort_by_key(|range| range.start);
    let mut redacted = String::with_capacity(text.len());
    let mut end = 0;
    for (index, range) in ranges.iter().enumerate() {
        if index == 0 || range.start > end {
            redacted.push_str(&text[end..range.start]);
            redacted.push_str(MARK);
        }
        end = end.max(range.end);
    }
    redacted.push_str(&text[end..]);
    redacted
}

fn ceil(text: &str, at: usize) -> usize {
    text.ceil_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::single_range_in_vec_init, clippy::reversed_empty_ranges)]
    fn passages_are_replaced_by_one_mark_each() {
        for (text, ranges, expected) in [
            ("abcdef", [].as_slice(), "abcdef"),
            ("abcdef", &[1..3], "a[…]def"),
            ("abcdef", &[4..6, 0..1], "[…]bcd[…]"),
            ("abcdef", &[1..4, 2..3, 3..5], "a[…]f"),
            ("abcdef", &[1..3, 3..4], "a[…]ef"),
            ("aéb", &[2..2, 2..3], "a[…]b"),
            ("abc", &[2..90, 80..90], "ab[…]"),
            ("abc", &[2..1], "abc"),
            ("", &[0..1], ""),
        ] {
            assert_eq!(redact(text, ranges), expected, "{text} {ranges:?}");
        }
    }
}
