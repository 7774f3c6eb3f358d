//! What is wrong with a study, where, and what to do about it. All of it at once.

use motive_contract::words;

use crate::source::{Sources, Span};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The study does not run.
    Error,
    /// It runs, and a person should know.
    Advice,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, with the offending value.
    pub message: String,
    /// Where.
    pub span: Span,
    /// The way out; empty if there is nothing to add.
    pub hint: String,
}

impl Diagnostic {
    /// Something that stops the study.
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: shown(message), span, hint: String::new() }
    }

    /// Something a person should know.
    pub fn advice(span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::error(span, message) }
    }

    /// The same with a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = shown(hint);
        self
    }

    /// One line for a log or a test: `file:line:column: error: message (hint)`.
    pub fn line(&self, sources: &Sources) -> String {
        let (line, column) = sources.line_column(&self.span);
        let name = sources.get(self.span.source).map_or("?", |source| source.name.as_str());
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Advice => "advice",
        };
        let hint = if self.hint.is_empty() { String::new() } else { format!(" ({})", self.hint) };
        format!("{name}:{line}:{column}: {severity}: {}{hint}", self.message)
    }
}

/// Words of a plugin may be among them, and a terminal must not obey those.
fn shown(text: impl Into<String>) -> String {
    words::printable(&text.into()).into_owned()
}

/// Everything that is wrong, with the texts it is wrong in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// The texts.
    pub sources: Sources,
    /// In the order of the texts.
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Whether anything stops the study.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Puts them in the order of the texts and drops repetitions.
    pub fn settle(&mut self) {
        self.list.sort_by(|a, b| (&a.span, &a.message).cmp(&(&b.span, &b.message)));
        self.list.dedup();
    }
}

impl std::fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> = self.list.iter().map(|diagnostic| diagnostic.line(&self.sources)).collect();
        out.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Diagnostics {}

/// The one of `known` that was probably meant by `word`: a few letters off, or longer with the same beginning.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .filter_map(|candidate| {
            let distance = distance(word, candidate);
            let longest = word.chars().count().max(candidate.chars().count());
            // Half of a short word is no resemblance: `b` is not a misspelt `a`.
            let misspelt = distance <= 1 + longest / 4 && 2 * distance < longest;
            let shortened = word.len() >= 3 && candidate.starts_with(word);
            (misspelt || shortened).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// "did you mean" or the list of what there is.
pub fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match closest(word, known.clone()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => {
            let names: Vec<&str> = known.into_iter().collect();
            match names.as_slice() {
                [] => "there are none".to_owned(),
                [name] => format!("there is only `{name}`"),
                names => format!("there are: {}", names.join(", ")),
            }
        }
    }
}

/// Edit distance: insert, delete, replace, or swap two neighbours.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let replaced = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_by_a_word() {
        let known = ["high", "low", "neutral", "high-same-count", "forced-choice", "j"];
        for (word, expected) in [
            ("hihg", Some("high")),
            ("hgh", Some("high")),
            ("lwo", Some("low")),
            ("nuetral", Some("neutral")),
            ("forced", Some("forced-choice")),
            ("n", None),
            ("zebra", None),
            ("", None),
            ("hägh", Some("high")),
        ] {
            assert_eq!(closest(word, known), expected, "{word}");
        }
    }

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let mut sources = Sources::default();
        let source = sources.add("study.toml", "a = 1\nü = \"é\" # x");
        let at = |start: usize| sources.line_column(&Span::new(source, start..start));
        assert_eq!([at(0), at(4), at(6), at(11)], [(1, 1), (1, 5), (2, 1), (2, 5)]);
        assert_eq!(at(999), (2, 12), "past the end is the end");
    }
}
