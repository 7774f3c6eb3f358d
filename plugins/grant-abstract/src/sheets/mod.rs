//! The project sheets. The order is part of the contract: studies take the first so many.
//!
//! Neighbours come from different fields, so that a study of a few items covers several. All projects, people and
//! figures are invented. Each sheet has a limit that is easily lost in the telling (a pilot of one, a condition, a
//! question left open): that is what `care` names, for judges alone.

mod agriculture;
mod engineering;
mod humanities;
mod medicine;
mod natural;
mod society;

use std::collections::BTreeMap;

use serde::Deserialize;

use motive_plugin::Failure;
use motive_plugin::lines::{self, Line};

/// What a project is, as its leaders wrote it down. `S` is text: borrowed in the built-in sheets, owned in a file's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sheet<S> {
    /// Made of a-z, 0-9 and -.
    pub(crate) id: S,
    pub(crate) title: S,
    /// The field of research; the item's tag.
    pub(crate) field: S,
    pub(crate) question: S,
    /// What is known and what is not.
    pub(crate) knowledge: S,
    pub(crate) aims: S,
    pub(crate) method: S,
    pub(crate) team: S,
    /// Duration and budget.
    pub(crate) resources: S,
    pub(crate) risks: S,
    pub(crate) results: S,
    /// A sentence that begins with "It": what a good abstract on this very sheet gets right. Told to judges; may be
    /// empty.
    #[serde(default)]
    pub(crate) care: S,
}

impl<S: AsRef<str>> Sheet<S> {
    /// The facts under their headings, in the order of the sheet.
    pub(crate) fn facts(&self) -> [(&'static str, &str); 8] {
        [
            ("Question", self.question.as_ref()),
            ("State of knowledge", self.knowledge.as_ref()),
            ("Aims", self.aims.as_ref()),
            ("Method", self.method.as_ref()),
            ("Team", self.team.as_ref()),
            ("Duration and budget", self.resources.as_ref()),
            ("Risks", self.risks.as_ref()),
            ("Expected results", self.results.as_ref()),
        ]
    }
}

const PER_FIELD: usize = 5;

const FIELDS: [&[Sheet<&str>; PER_FIELD]; 6] = [
    &natural::NATURAL,
    &society::SOCIETY,
    &engineering::ENGINEERING,
    &humanities::HUMANITIES,
    &medicine::MEDICINE,
    &agriculture::AGRICULTURE,
];

/// The built-in sheets: one of each field, then the next of each.
pub(crate) fn built_in() -> impl Iterator<Item = &'static Sheet<&'static str>> {
    (0..PER_FIELD).flat_map(|round| FIELDS.into_iter().map(move |sheets| &sheets[round]))
}

/// The sheets of a file, one JSON object per line. A sheet without an id, title or fact, and an id that is taken, are
/// bad subjects.
pub(crate) fn from_file(name: &str, bytes: &[u8]) -> Result<Vec<Sheet<String>>, Failure> {
    let lines: Vec<Line<Sheet<String>>> = lines::read(name, bytes)?;
    if lines.is_empty() {
        return Err(Failure::bad_subject(format!("asset `{name}` holds no sheet")));
    }
    let mut taken = BTreeMap::new();
    for Line { number, value: sheet } in &lines {
        let wrong = |reason: String| Err(lines::wrong(name, *number, &reason));
        let is_id_char = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if sheet.id.is_empty() || !sheet.id.chars().all(is_id_char) {
            return wrong(format!("the id `{}` is not made of a-z, 0-9 and -", sheet.id));
        }
        if let Some(other) = taken.insert(sheet.id.as_str(), *number) {
            return wrong(format!("the id `{}` is that of line {other}", sheet.id));
        }
        let named = [("Title", sheet.title.as_str()), ("Field", sheet.field.as_str())];
        let mut texts = named.into_iter().chain(sheet.facts());
        if let Some((heading, _)) = texts.find(|(_, text)| text.trim().is_empty()) {
            return wrong(format!("the sheet `{}` says nothing under \"{heading}\"", sheet.id));
        }
    }
    Ok(lines.into_iter().map(|line| line.value).collect())
}
