//! Sentences by Unicode's sentence boundaries (UAX #29), minus those that no reader sees: after
//! abbreviations, initials and ordinals, within inline markup, and where only the line is full.
//!
//! A boundary that is missed makes a larger sentence, which is harmless; one too many would tear a sentence.
//! So doubt joins.

use std::ops::Range;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

/// Abbreviations that a sentence rarely ends with, without their last full stop, in lower case.
#[rustfmt::skip]
const ABBREVIATIONS: [&str; 62] = [
    // English
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "fig", "figs", "cf", "eq", "vol", "pp", "ed", "eds",
    "approx", "gen", "rev", "hon", "al",
    // German
    "nr", "bzw", "ca", "vgl", "str", "abb", "evtl", "ggf", "inkl", "hr", "fr", "bspw", "sog", "hrsg", "dipl",
    "mio", "mrd", "tel", "geb", "kap", "max",
    // Spanish
    "sr", "sra", "srta", "dña", "pág", "págs", "art", "núm", "ej", "ud", "uds", "aprox",
    // French
    "mme", "mlle", "env", "chap", "ex", "av", "boul", "éd",
];

/// What sentences may not tear.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    /// The words of the text in order.
    pub(super) words: &'a [Range<usize>],
    /// Inline markup: emphases, links, code.
    pub(super) closed: &'a [Range<usize>],
}

impl Whole<'_> {
    fn torn_at(self, bound: usize) -> bool {
        let word = self.words.partition_point(|word| word.end <= bound);
        self.words
            .get(word)
            .into_iter()
            .chain(self.closed)
            .any(|whole| whole.start < bound && bound < whole.end)
    }

    fn has_word(self, span: &Range<usize>) -> bool {
        let word = self.words.partition_point(|word| word.start < span.start);
        self.words.get(word).is_some_and(|word| word.start < span.end)
    }
}

/// The sentences of the passage at `span`, without the blanks between them. `breaks` are line breaks that the
/// writer meant, where one always ends.
pub(super) fn sentences(
    text: &str,
    span: &Range<usize>,
    whole: Whole<'_>,
    breaks: &[Range<usize>],
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = span.start;
    for cut in breaks {
        piece(text, start..cut.start, whole, &mut found);
        start = cut.end;
    }
    piece(text, start..span.end, whole, &mut found);
    found
}

/// The sentences between two breaks.
fn piece(text: &str, span: Range<usize>, whole: Whole<'_>, found: &mut Vec<Range<usize>>) {
    // A line that is full ends no sentence, so line feeds count as blanks, which are as many bytes.
    let unwrapped = text[span.clone()].replace(['\n', '\r'], " ");
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut start = span.start;
    for bound in segmenter.segment_str(&unwrapped).map(|bound| span.start + bound) {
        let bound = before_opening(text, start..bound);
        let ends = !whole.torn_at(bound)
            && whole.has_word(&(start..bound))
            && whole.has_word(&(bound..span.end))
            && !ends_in_abbreviation(&text[start..bound]);
        if ends {
            found.push(trimmed(text, start..bound));
            start = bound;
        }
    }
    if whole.has_word(&(start..span.end)) {
        found.push(trimmed(text, start..span.end));
    }
}

/// A span without the blanks around what it holds.
pub(super) fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let inner = &text[span.clone()];
    let end = span.start + inner.trim_end().len();
    (end - inner.trim_end().trim_start().len())..end
}

/// Where a sentence ends that was taken to end with what opens the next: without spaces between sentences the
/// rules cannot tell. A German closing mark is a Chinese opening one, so that only follows a Chinese full
/// stop.
fn before_opening(text: &str, fragment: Range<usize>) -> usize {
    let inner = &text[fragment.clone()];
    let closed = inner.trim_end_matches(['「', '『', '《', '〈', '（', '【', '“', '‘']);
    let chinese = closed.ends_with(['。', '！', '？', '”', '’', '…']) || !inner.ends_with(['“', '‘']);
    if chinese { fragment.start + closed.len() } else { fragment.end }
}

fn ends_in_abbreviation(fragment: &str) -> bool {
    let Some(stem) = fragment.trim_end().strip_suffix('.') else { return false };
    let token = stem.rsplit(char::is_whitespace).next().unwrap_or(stem);
    let token = token.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let last = token.rsplit(['.', '-']).next().unwrap_or(token);
    let ordinal = token.len() <= 2 && token.bytes().all(|byte| byte.is_ascii_digit());
    let initial = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    ordinal || initial || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let whole = Whole { words: &super::super::words::words(text), closed: &[] };
        sentences(text, &(0..text.len()), whole, &[]).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn sentences_of_many_languages() {
        #[rustfmt::skip]
        let cases: &[&[&str]] = &[
            &["It rained.", "Nobody had an umbrella!", "Why?"],
            &["Dr. Ames met J. K. Obi, i.e. the mayor, at 3.15 p.m. sharp.", "He left."],
            &["She paid $3.50 (about 3 euros).", "“Too much,” he said."],
            &["Am 12. Februar kam Frau Dr. Lohbeck, z. B. mit dem Zug.", "Sie blieb."],
            &["»Kommst du?«", "„Nein.“", "Er kam nicht."],
            &["¿Vienes?", "El Sr. Ruiz vino.", "¡Por fin!"],
            &["Où est Mme Roy ?", "Elle est partie, p. ex. à Lyon."],
            &["河水上涨了。", "谁都没有想到！", "“怎么办？”", "他问。"],
            &["ارتفع الماء.", "لماذا؟", "لا أحد يعرف."],
            &["नदी बढ़ी।", "कोई नहीं आया।"],
        ];
        for expected in cases {
            let spaced = if expected[0].contains('。') { expected.concat() } else { expected.join(" ") };
            assert_eq!(&split(&spaced), expected);
        }
    }

    #[test]
    fn a_full_line_ends_no_sentence_and_a_fragment_without_words_is_none() {
        assert_eq!(split("The river\nRhine rose. \nIt fell."), ["The river\nRhine rose.", "It fell."]);
        assert_eq!(split("He left. 🙂 Then she left. 🙂"), ["He left.", "🙂 Then she left. 🙂"]);
        assert!(split(" — ").is_empty());
    }
}
