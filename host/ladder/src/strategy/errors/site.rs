//! Where an error can be planted: words of prose, written in letters.

use std::ops::Range;

use crate::text::{Document, is_character};

/// A word and its neighbours.
pub(super) struct Site<'t> {
    text: &'t str,
    /// The word's bytes.
    pub(super) span: Range<usize>,
    previous: Option<Range<usize>>,
    next: Option<Range<usize>>,
}

impl<'t> Site<'t> {
    /// The word.
    pub(super) fn word(&self) -> &'t str {
        &self.text[self.span.clone()]
    }

    /// The word before, if only `gap` is between them.
    pub(super) fn previous_after(&self, gap: &str) -> Option<&'t str> {
        let previous = self.previous.clone()?;
        (&self.text[previous.end..self.span.start] == gap).then(|| &self.text[previous])
    }

    /// The word after, if only `gap` is between them.
    pub(super) fn next_after(&self, gap: &str) -> Option<&'t str> {
        let next = self.next.clone()?;
        (&self.text[self.span.end..next.start] == gap).then(|| &self.text[next])
    }

    /// Whether the word is one character of a script that writes no spaces between words.
    pub(super) fn is_character(&self) -> bool {
        is_character(self.word())
    }
}

/// The words of a text's prose that are written in letters and belong to no address.
pub(super) fn sites<'t>(document: &Document<'t>) -> Vec<Site<'t>> {
    let text = document.text();
    let mut sites = Vec::new();
    for plain in document.passages().iter().flat_map(|passage| &passage.plain) {
        let words = document.words_within(plain);
        let words: Vec<&Range<usize>> =
            document.words()[words].iter().filter(|word| word.end <= plain.end).collect();
        let addresses = addresses(text, plain);
        let in_address = |word: &Range<usize>| {
            let place = addresses.partition_point(|address| address.end <= word.start);
            addresses.get(place).is_some_and(|address| address.start < word.end)
        };
        for (place, &span) in words.iter().enumerate() {
            if is_written_in_letters(&text[span.clone()]) && !in_address(span) {
                let neighbour = |place: Option<usize>| Some((*words.get(place?)?).clone());
                let (previous, next) = (neighbour(place.checked_sub(1)), neighbour(Some(place + 1)));
                sites.push(Site { text, span: span.clone(), previous, next });
            }
        }
    }
    sites
}

fn is_written_in_letters(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && !word.contains(|letter: char| letter.is_numeric() || letter == '_')
}

/// What stands between blanks and looks like an address, an escape or code.
fn addresses(text: &str, plain: &Range<usize>) -> Vec<Range<usize>> {
    let inner = &text[plain.clone()];
    inner
        .split_whitespace()
        .filter(|token| {
            token.contains(['@', '\\', '_', '=', '{', '&']) || token.contains("//") || token.contains("www.")
        })
        .map(|token| {
            let start = plain.start + (token.as_ptr() as usize - inner.as_ptr() as usize);
            start..start + token.len()
        })
        .collect()
}
