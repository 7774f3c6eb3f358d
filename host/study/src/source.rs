//! Texts that people wrote, and places in them.

use std::ops::Range;

/// A text with the name a person knows it by: a file's path, or `--set key=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As shown in errors.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// The texts of one study: the file first, then each override.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources(Vec<Source>);

/// A place in one of the [`Sources`]; the range counts bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Which text.
    pub source: usize,
    /// From where.
    pub start: usize,
    /// To where, exclusive.
    pub end: usize,
}

impl Span {
    /// A place in the text with this index.
    pub fn new(source: usize, range: Range<usize>) -> Self {
        Self { source, start: range.start, end: range.end }
    }
}

impl Sources {
    /// Adds a text and returns its index.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> usize {
        self.0.push(Source { name: name.into(), text: text.into() });
        self.0.len() - 1
    }

    /// The text with this index.
    pub fn get(&self, index: usize) -> Option<&Source> {
        self.0.get(index)
    }

    /// Puts a star in the place of every byte, so that places stay what they are.
    pub(crate) fn hide(&mut self, span: &Span) {
        let Some(source) = self.0.get_mut(span.source) else { return };
        let Some(hidden) = source.text.get(span.start..span.end).map(str::to_owned) else { return };
        source.text.replace_range(span.start..span.end, &"*".repeat(hidden.len()));
        // The name of an override repeats it.
        if !hidden.is_empty() {
            source.name = source.name.replace(&hidden, &"*".repeat(hidden.len()));
        }
    }

    /// Line and column of a place's start, both from 1; columns count characters.
    pub fn line_column(&self, span: &Span) -> (usize, usize) {
        let Some(source) = self.get(span.source) else { return (1, 1) };
        let before = source.text.get(..span.start).unwrap_or(&source.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The text of a place, cut to one line and 80 characters.
    pub fn snippet(&self, span: &Span) -> String {
        let text =
            self.get(span.source).and_then(|source| source.text.get(span.start..span.end)).unwrap_or("");
        let line = text.lines().next().unwrap_or("");
        if line.chars().count() > 80 {
            let cut: String = line.chars().take(79).collect();
            format!("{cut}…")
        } else {
            line.to_owned()
        }
    }
}
