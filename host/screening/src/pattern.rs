//! Patterns of words, and finding them in a text.
//!
//! A pattern is a row of elements, and matches inside one sentence:
//!
//! | written | matches |
//! | --- | --- |
//! | `prize\|prizes` | one of these words |
//! | `donat*` | a word that starts so |
//! | `do_not\|don't` | one of these words or rows of words |
//! | `?please` | these, or nothing |
//! | `..3` | up to three words, whichever |
//!
//! Words are compared in the form of [`crate::words`], so in Chinese each character is one, and `奖金` is a row of two.

use std::collections::HashMap;

use crate::words::{Word, words};

/// A word, or the start of one.
#[derive(Debug, Clone, PartialEq)]
struct Atom {
    text: String,
    stem: bool,
}

impl Atom {
    fn matches(&self, word: &Word<'_>) -> bool {
        if self.stem { word.form.starts_with(self.text.as_str()) } else { word.form == self.text }
    }
}

type Row = Vec<Atom>;

#[derive(Debug, Clone, PartialEq)]
enum Element {
    OneOf(Vec<Row>),
    Optional(Vec<Row>),
    Gap(usize),
}

/// A row of elements, the first of which is `OneOf`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pattern {
    elements: Vec<Element>,
    /// The most words that a match has: no more are looked at, so that a text without stops costs no more than another.
    longest: usize,
}

impl Pattern {
    /// Reads the notation.
    ///
    /// # Errors
    /// The element that cannot be read, with the reason.
    pub(crate) fn parse(text: &str) -> Result<Pattern, String> {
        let elements = text.split_whitespace().map(element).collect::<Result<Vec<_>, _>>()?;
        match elements.first() {
            Some(Element::OneOf(_)) => Ok(Pattern::new(elements)),
            _ => Err(format!("`{text}` has to begin with a word")),
        }
    }

    /// One of these words, then one of those: words in the form of [`crate::words`], with up to `gap` words between.
    pub(crate) fn rows(parts: &[Vec<String>], gap: usize) -> Pattern {
        let mut elements = Vec::new();
        for part in parts {
            if !elements.is_empty() && gap > 0 {
                elements.push(Element::Gap(gap));
            }
            elements.push(Element::OneOf(part.iter().map(|row| plain(row)).collect()));
        }
        Pattern::new(elements)
    }

    fn new(elements: Vec<Element>) -> Pattern {
        let longest = |element: &Element| match element {
            Element::OneOf(rows) | Element::Optional(rows) => rows.iter().map(Vec::len).max().unwrap_or(0),
            Element::Gap(most) => *most,
        };
        Pattern { longest: elements.iter().map(longest).sum(), elements }
    }

    /// Where a match that begins at this word ends: the index after its last word.
    pub(crate) fn match_at(&self, words: &[Word<'_>], start: usize) -> Option<usize> {
        let sentence = words.get(start)?.sentence;
        let reach = words[start..].iter().take(self.longest);
        let end = start + reach.take_while(|word| word.sentence == sentence).count();
        matches(&self.elements, &words[..end], start)
    }

    /// The rows that a match can begin with.
    fn openings(&self) -> &[Row] {
        match self.elements.first() {
            Some(Element::OneOf(rows)) => rows,
            _ => &[],
        }
    }
}

fn plain(row: &str) -> Row {
    words(row).into_iter().map(|word| Atom { text: word.form.into_owned(), stem: false }).collect()
}

fn element(text: &str) -> Result<Element, String> {
    if let Some(most) = text.strip_prefix("..") {
        return most.parse().map(Element::Gap).map_err(|_| format!("`{text}` does not say how many words"));
    }
    let (optional, text) = text.strip_prefix('?').map_or((false, text), |rest| (true, rest));
    let rows = text.split('|').map(row).collect::<Result<Vec<_>, _>>()?;
    Ok(if optional { Element::Optional(rows) } else { Element::OneOf(rows) })
}

fn row(text: &str) -> Result<Row, String> {
    let mut row = Row::new();
    for piece in text.split('_') {
        let (piece, stem) = piece.strip_suffix('*').map_or((piece, false), |stem| (stem, true));
        row.extend(plain(piece));
        if let Some(last) = row.last_mut() {
            last.stem = stem;
        }
    }
    if row.is_empty() { Err(format!("`{text}` holds no word")) } else { Ok(row) }
}

/// Matches the elements one after the other, the shortest gap first.
fn matches(elements: &[Element], words: &[Word<'_>], at: usize) -> Option<usize> {
    let Some((first, rest)) = elements.split_first() else { return Some(at) };
    let one_of = |rows: &[Row]| rows.iter().find_map(|row| matches(rest, words, after(row, words, at)?));
    match first {
        Element::OneOf(rows) => one_of(rows),
        Element::Optional(rows) => one_of(rows).or_else(|| matches(rest, words, at)),
        Element::Gap(most) => {
            (at..=(at + most).min(words.len())).find_map(|start| matches(rest, words, start))
        }
    }
}

fn after(row: &Row, words: &[Word<'_>], at: usize) -> Option<usize> {
    let end = at + row.len();
    let found = words.get(at..end)?;
    row.iter().zip(found).all(|(atom, word)| atom.matches(word)).then_some(end)
}

/// Patterns by what they begin with, so that a text is read once however many there are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    patterns: Vec<Pattern>,
    whole: HashMap<String, Vec<usize>>,
    /// By their first characters, [`STEM`] of them or fewer.
    stems: HashMap<String, Vec<usize>>,
}

/// Characters by which stems are looked up.
const STEM: usize = 3;

impl Index {
    /// An index of these patterns, which are known by their place.
    pub(crate) fn new(patterns: Vec<Pattern>) -> Index {
        let mut index = Index::default();
        for (id, pattern) in patterns.iter().enumerate() {
            for atom in pattern.openings().iter().filter_map(|row| row.first()) {
                let (map, key) = if atom.stem {
                    (&mut index.stems, atom.text.chars().take(STEM).collect())
                } else {
                    (&mut index.whole, atom.text.clone())
                };
                let ids: &mut Vec<usize> = map.entry(key).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
        }
        index.patterns = patterns;
        index
    }

    /// The pattern with this place.
    pub(crate) fn pattern(&self, id: usize) -> &Pattern {
        &self.patterns[id]
    }

    /// Calls `found` with the pattern and the first and last word of every match that begins at this word.
    pub(crate) fn at(&self, words: &[Word<'_>], start: usize, mut found: impl FnMut(usize, usize)) {
        let form = &words[start].form;
        let prefixes = form.char_indices().map(|(at, c)| &form[..at + c.len_utf8()]).take(STEM);
        let stems = prefixes.filter_map(|prefix| self.stems.get(prefix));
        for &id in self.whole.get(form.as_ref()).into_iter().chain(stems).flatten() {
            if let Some(end) = self.patterns[id].match_at(words, start).filter(|end| *end > start) {
                found(id, end - 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn find(pattern: &str, text: &str) -> Option<String> {
        let index = Index::new(vec![Pattern::parse(pattern).unwrap()]);
        let words = words(text);
        let mut first = None;
        for start in 0..words.len() {
            index.at(&words, start, |_, last| {
                first.get_or_insert_with(|| text[words[start].range.start..words[last].range.end].to_owned());
            });
        }
        first
    }

    #[test]
    fn the_notation_matches_what_it_says() {
        for (pattern, text, expected) in [
            ("prize|prizes", "Two Prizes.", Some("Prizes")),
            ("prize|prizes", "prized", None),
            ("donat*", "She donated it", Some("donated")),
            ("do*", "to do", Some("do")),
            ("i do_not|don't mention", "I don’t mention it; I do not mention it", Some("I don’t mention")),
            ("i do_not|don't mention", "So I do not mention it", Some("I do not mention")),
            ("as ?i was told", "As I was told", Some("As I was told")),
            ("as ?i was told", "as was told", Some("as was told")),
            ("this ..2 wins", "this small essay wins", Some("this small essay wins")),
            ("this ..2 wins", "this quite small essay wins", None),
            ("this ..2 wins", "this. It wins", None),
            ("奖金|奖项", "他得了奖金。", Some("奖金")),
            ("如果 ..6 获胜", "如果这篇文章获胜", Some("如果这篇文章获胜")),
            ("l'incitation", "Voici l’incitation.", Some("l’incitation")),
        ] {
            assert_eq!(find(pattern, text).as_deref(), expected, "{pattern} in {text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (pattern, error) in [
            ("", "`` has to begin with a word"),
            ("..3 wins", "`..3 wins` has to begin with a word"),
            ("?a b", "`?a b` has to begin with a word"),
            ("a ..x", "`..x` does not say how many words"),
            ("a b||c", "`` holds no word"),
            ("a —", "`—` holds no word"),
        ] {
            assert_eq!(Pattern::parse(pattern).unwrap_err(), error);
        }
    }
}
