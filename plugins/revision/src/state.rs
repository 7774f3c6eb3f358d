//! What the task remembers between two calls, and the measures that follow from it.

use motive_plugin::{Failure, Metric};
use serde::{Deserialize, Serialize};

use crate::Config;
use crate::changed::changed;

/// The course of an episode so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct State {
    /// The first version; none while it is being written.
    pub(crate) first: Option<String>,
    /// The last version, if it is not the first.
    pub(crate) last: Option<String>,
    /// New versions after the first.
    pub(crate) revisions: u32,
    /// Answers that were neither a new version nor the word.
    pub(crate) unreadable: u32,
    /// Of all answers, as their provider counts them.
    pub(crate) output_tokens: u64,
}

impl State {
    /// The text as it stands.
    pub(crate) fn latest(&self) -> Option<&str> {
        self.last.as_deref().or(self.first.as_deref())
    }

    /// How often it was asked about: every answer that does not hand the text in counts as one of these.
    pub(crate) fn asked(&self) -> u32 {
        self.revisions.saturating_add(self.unreadable)
    }

    pub(crate) fn revise(&mut self, version: &str) {
        self.last = Some(version.to_owned());
        self.revisions += 1;
    }

    /// What is known so far; of a text, once there is one.
    pub(crate) fn measures(&self) -> Vec<Metric> {
        let mut measures = vec![
            ("revisions".to_owned(), f64::from(self.revisions)),
            ("unreadable".to_owned(), f64::from(self.unreadable)),
            ("output-tokens".to_owned(), self.output_tokens as f64),
        ];
        if let (Some(first), Some(latest)) = (&self.first, self.latest()) {
            measures.push(("words".to_owned(), latest.split_whitespace().count() as f64));
            measures.push(("changed".to_owned(), changed(first, latest)));
        }
        measures
    }

    /// Refuses what no episode can have come to that waits for an answer.
    pub(crate) fn check(&self, config: &Config) -> Result<(), Failure> {
        let has_text = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let possible = match &self.first {
            None => self.last.is_none() && self.asked() == 0,
            Some(_) => {
                has_text(&self.first)
                    && has_text(&self.last) == (self.revisions > 0)
                    && self.asked() < config.revisions
            }
        };
        if possible {
            return Ok(());
        }
        let message = format!(
            "state: {} revisions and {} unreadable answers of {} do not go with these versions",
            self.revisions, self.unreadable, config.revisions
        );
        Err(Failure::bad_state(message))
    }
}
