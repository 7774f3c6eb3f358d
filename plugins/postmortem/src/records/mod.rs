//! The incident records. The order is part of the contract: studies take the first so many.
//!
//! Neighbours come from different domains, so that a study of a few items covers several. All services, people and
//! figures are invented. A record is what those on duty would have collected: it holds things that merely coincided,
//! and leaves it to the reader to tell causes from factors. What it supports is written down in `cause`, for judges
//! alone.

mod commerce;
mod data;
mod devices;
mod networks;
mod platform;
mod public;

use std::collections::BTreeMap;

use serde::Deserialize;

use motive_plugin::Failure;
use motive_plugin::lines::{self, Line};

/// What is known of an incident. `S` is text: borrowed in the built-in records, owned in a file's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record<S> {
    /// Made of a-z, 0-9 and -.
    pub(crate) id: S,
    pub(crate) title: S,
    /// What kind of service it is; the item's tag.
    pub(crate) domain: S,
    /// What the service does and for whom.
    pub(crate) service: S,
    /// Several lines: the day, then events with their times.
    pub(crate) timeline: S,
    /// Several lines.
    pub(crate) logs: S,
    pub(crate) impact: S,
    /// What was tried, with and without effect.
    pub(crate) tried: S,
    /// How the cause was found, and how it was mended.
    pub(crate) found: S,
    /// What else is known: of earlier days, of tests and alarms, of what helped.
    pub(crate) notes: S,
    /// The root cause, what contributed, and what was no cause, as the record supports it. Told to judges; may be
    /// empty.
    #[serde(default)]
    pub(crate) cause: S,
}

impl<S: AsRef<str>> Record<S> {
    /// The facts under their headings, in the order of the record.
    pub(crate) fn facts(&self) -> [(&'static str, &str); 7] {
        [
            ("Service", self.service.as_ref()),
            ("Timeline", self.timeline.as_ref()),
            ("Log excerpts", self.logs.as_ref()),
            ("Impact", self.impact.as_ref()),
            ("What was tried", self.tried.as_ref()),
            ("How it was found and mended", self.found.as_ref()),
            ("Notes", self.notes.as_ref()),
        ]
    }
}

const PER_DOMAIN: usize = 5;

const DOMAINS: [&[Record<&str>; PER_DOMAIN]; 6] = [
    &commerce::COMMERCE,
    &devices::DEVICES,
    &platform::PLATFORM,
    &public::PUBLIC,
    &data::DATA,
    &networks::NETWORKS,
];

/// The built-in records: one of each domain, then the next of each.
pub(crate) fn built_in() -> impl Iterator<Item = &'static Record<&'static str>> {
    (0..PER_DOMAIN).flat_map(|round| DOMAINS.into_iter().map(move |records| &records[round]))
}

/// The records of a file, one JSON object per line. A record without an id, title or fact, and an id that is taken, are
/// bad subjects.
pub(crate) fn from_file(name: &str, bytes: &[u8]) -> Result<Vec<Record<String>>, Failure> {
    let lines: Vec<Line<Record<String>>> = lines::read(name, bytes)?;
    if lines.is_empty() {
        return Err(Failure::bad_subject(format!("asset `{name}` holds no record")));
    }
    let mut taken = BTreeMap::new();
    for Line { number, value: record } in &lines {
        let wrong = |reason: String| Err(lines::wrong(name, *number, &reason));
        let is_id_char = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if record.id.is_empty() || !record.id.chars().all(is_id_char) {
            return wrong(format!("the id `{}` is not made of a-z, 0-9 and -", record.id));
        }
        if let Some(other) = taken.insert(record.id.as_str(), *number) {
            return wrong(format!("the id `{}` is that of line {other}", record.id));
        }
        let named = [("Title", record.title.as_str()), ("Domain", record.domain.as_str())];
        let mut texts = named.into_iter().chain(record.facts());
        if let Some((heading, _)) = texts.find(|(_, text)| text.trim().is_empty()) {
            return wrong(format!("the record `{}` says nothing under \"{heading}\"", record.id));
        }
    }
    Ok(lines.into_iter().map(|line| line.value).collect())
}
