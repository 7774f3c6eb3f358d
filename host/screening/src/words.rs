//! Words of a text, in the form in which they are compared.
//!
//! Boundaries are those of Unicode's UAX #29. Two more rules make them independent of what stands around: a letter of a
//! script that is written without spaces (Chinese, Japanese, Thai, ...) is a word of its own, and an elided article
//! ("l'") is split off. No dictionary is asked, since where it cuts depends on the context, and the same sentence has
//! to give the same words wherever it is inserted.

use std::borrow::Cow;
use std::ops::Range;

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

const SEGMENTER: WordSegmenterBorrowed<'static> =
    WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfkc();

/// What French and Italian put before an apostrophe and a word.
const ELIDED: [&str; 15] =
    ["l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "dell", "all", "un"];

/// Ends a sentence.
const STOPS: [char; 9] = ['.', '!', '?', ';', '。', '！', '？', '；', '…'];

/// One word of a text.
#[derive(Debug, Clone)]
pub(crate) struct Word<'a> {
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
    /// Composed (NFKC), in lower case, without the possessive "'s" and without the separators of thousands.
    pub(crate) form: Cow<'a, str>,
    /// Which sentence it is in, counted from 0 by full stops and blank lines. For keeping apart, not for counting:
    /// an abbreviation ends a sentence as well.
    pub(crate) sentence: u32,
    /// Whether it is a letter of a script without spaces.
    pub(crate) unspaced: bool,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word<'_>> {
    let mut reader = Reader { text, words: Vec::with_capacity(text.len() / 6), sentence: 0, blank: false };
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_unspaced(*c)) {
        let end = at + c.len_utf8();
        reader.spaced(start..at);
        if c.is_alphanumeric() {
            reader.push(at..end, true);
        }
        start = end;
    }
    reader.spaced(start..text.len());
    reader.words
}

/// A text that is being cut into words.
struct Reader<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
    sentence: u32,
    /// Whether a line ended since the last word.
    blank: bool,
}

impl Reader<'_> {
    fn push(&mut self, range: Range<usize>, unspaced: bool) {
        let form = form(&self.text[range.clone()]);
        self.words.push(Word { range, form, sentence: self.sentence, unspaced });
        self.blank = false;
    }

    /// A stretch without letters of scripts that have no spaces.
    fn spaced(&mut self, stretch: Range<usize>) {
        let mut start = stretch.start;
        for end in SEGMENTER.segment_str(&self.text[stretch.clone()]).map(|end| stretch.start + end) {
            let segment = &self.text[start..end];
            if segment.contains(char::is_alphanumeric) {
                pieces(segment, |range| self.push(start + range.start..start + range.end, false));
            } else {
                let newline = segment.contains('\n');
                if segment.contains(STOPS) || (newline && self.blank) {
                    self.sentence += 1;
                }
                self.blank = newline || (self.blank && segment.trim().is_empty());
            }
            start = end;
        }
    }
}

/// Cuts a segment where UAX #29 leaves together what are several words here.
fn pieces(segment: &str, mut push: impl FnMut(Range<usize>)) {
    let mut start = 0;
    let mut flush = |range: Range<usize>| {
        if segment[range.clone()].contains(char::is_alphanumeric) {
            push(range);
        }
    };
    let mut before = ' ';
    for (at, c) in segment.char_indices() {
        let after = at + c.len_utf8();
        let digit_follows = || segment[after..].starts_with(|c: char| c.is_ascii_digit());
        let separates = match c {
            // "1,000.5" is one number; "end.Start" and "12:30" are two words.
            '.' | ',' => !(before.is_ascii_digit() && digit_follows()),
            '\'' | '’' => ELIDED.contains(&segment[start..at].to_ascii_lowercase().as_str()),
            c => c.is_ascii_punctuation(),
        };
        if separates {
            flush(start..at);
            start = after;
        }
        before = c;
    }
    flush(start..segment.len());
}

/// Whether a character belongs to a script that is written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' // Thai, Lao, Myanmar, Khmer
        | '\u{1950}'..='\u{19DF}' | '\u{1A20}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}' // Tai scripts, Myanmar
        | '\u{AA60}'..='\u{AADF}' | '\u{11700}'..='\u{1174F}' // Myanmar, Tai Viet, Ahom
        | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' // kana
        | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' // Han
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The form in which a word is compared.
pub(crate) fn form(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let lower = if word.is_ascii() { word.to_ascii_lowercase() } else { NFKC.normalize(word).to_lowercase() };
    let lower = lower.replace('’', "'");
    let bare = lower.strip_suffix("'s").unwrap_or(&lower).trim_matches('\'');
    Cow::Owned(if is_grouped(bare) { bare.replace([',', '.'], "") } else { bare.to_owned() })
}

/// Whether a number is written with separators of thousands: "1,000" or "1.000.000".
fn is_grouped(word: &str) -> bool {
    let mut groups = word.split([',', '.']);
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|group| group.len() <= 3 && digits(group));
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.form.into_owned()).collect()
    }

    #[test]
    fn words_and_their_forms() {
        for (text, expected) in [
            ("The Children’s Hospital", ["the", "children", "hospital"].as_slice()),
            ("I can't, I won’t.", &["i", "can't", "i", "won't"]),
            ("1,000 dogs; 2.5 cats; 1.000.000 Hühner", &["1000", "dogs", "2.5", "cats", "1000000", "hühner"]),
            (
                "L'incitation qu’il cache aujourd'hui",
                &["l", "incitation", "qu", "il", "cache", "aujourd'hui"],
            ),
            ("_prize_ **won**.Then at 12:30", &["prize", "won", "then", "at", "12", "30"]),
            ("一千只狗 and ３ cats", &["一", "千", "只", "狗", "and", "3", "cats"]),
            ("cafe\u{301} CAFÉ", &["café", "café"]),
            ("well-known e-mail", &["well", "known", "e", "mail"]),
            ("🦊 — …", &[]),
            ("", &[]),
        ] {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_at_stops_and_blank_lines() {
        let sentences = |text: &str| words(text).iter().map(|word| word.sentence).collect::<Vec<_>>();
        assert_eq!(sentences("One two. Three!"), [0, 0, 1]);
        assert_eq!(sentences("# One\n\ntwo\nthree"), [0, 1, 1]);
        assert_eq!(sentences("一。二"), [0, 1]);
        assert_eq!(sentences("It is 2.5 metres"), [0, 0, 0, 0]);
    }
}
