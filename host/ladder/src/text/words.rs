//! Words by Unicode's word boundaries (UAX #29).

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// The words of a text: segments with a letter or a digit.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let script = Script::of(first);
        let rest = &text[start..];
        let end = match script {
            Script::Character => start + first.len_utf8(),
            _ => start + rest.find(|letter| Script::of(letter) != script).unwrap_or(rest.len()),
        };
        match script {
            Script::Spaced => spaced_words(text, start..end, &mut words),
            _ => words.extend(text[start..end].contains(char::is_alphanumeric).then_some(start..end)),
        }
        start = end;
    }
    words
}

fn spaced_words(text: &str, span: Range<usize>, words: &mut Vec<Range<usize>>) {
    let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let bounds: Vec<usize> = segmenter.segment_str(&text[span.clone()]).collect();
    let spans = bounds.array_windows().map(|[start, end]| span.start + start..span.start + end);
    words.extend(spans.filter(|word| text[word.clone()].contains(char::is_alphanumeric)));
}

/// How a script shows where words end. Without a dictionary only spaces do, and damage can be redone by
/// Unicode's rules alone.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    /// By spaces and signs.
    Spaced,
    /// Chinese and Japanese: not at all, and a character is counted as a word.
    Character,
    /// Thai, Lao, Burmese, Khmer and their neighbours: not at all, and a run is counted as a word.
    Run,
}

impl Script {
    fn of(letter: char) -> Self {
        match letter {
            '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{1b000}'..='\u{1b16f}'
            | '\u{20000}'..='\u{323af}' => Self::Character,
            '\u{0e00}'..='\u{0eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{1950}'..='\u{19ff}'
            | '\u{1a20}'..='\u{1aaf}'
            | '\u{a9e0}'..='\u{a9ff}'
            | '\u{aa60}'..='\u{aadf}' => Self::Run,
            _ => Self::Spaced,
        }
    }
}

/// Whether a word is one character of a script that writes no spaces between words.
pub(crate) fn is_character(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| Script::of(letter) == Script::Character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_languages() {
        let cases: &[(&str, &[&str])] = &[
            ("Well, it's 3.5 metres — no more.", &["Well", "it's", "3.5", "metres", "no", "more"]),
            ("Straßen-Café, z. B.", &["Straßen", "Café", "z", "B"]),
            ("¿Qué pasó?", &["Qué", "pasó"]),
            ("L’eau monte.", &["L’eau", "monte"]),
            ("河水上涨了。", &["河", "水", "上", "涨", "了"]),
            ("はい、Wi-Fiです。", &["は", "い", "Wi", "Fi", "で", "す"]),
            ("น้ำขึ้น แล้ว", &["น้ำขึ้น", "แล้ว"]),
            ("ارتفع الماء.", &["ارتفع", "الماء"]),
            ("—!🙂", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = words(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }
}
