//! Phrases of the lexicon and remarks in an output, but for the groups that the explained texts have themselves.

use std::collections::HashSet;

use super::{Found, Kind, THRESHOLD};
use crate::phrases::{Phrase, Phrases, Section};
use crate::words::Word;

/// The phrases that are looked for.
#[derive(Debug, Clone)]
pub(super) struct Mentions {
    languages: Vec<&'static Phrases>,
    explained: HashSet<(Section, String, bool)>,
}

impl Mentions {
    pub(super) fn new(languages: Vec<&'static Phrases>, explained: &[Vec<Word<'_>>]) -> Mentions {
        let mut groups = HashSet::new();
        for phrases in &languages {
            for words in explained {
                phrases.each(words, |phrase, _, _| {
                    groups.insert(key(phrase));
                });
            }
        }
        Mentions { languages, explained: groups }
    }

    pub(super) fn find(&self, words: &[Word<'_>], found: &mut Found<'_>) {
        let mut find = |phrase: &Phrase, first, last| {
            let kind = match phrase.section {
                Section::Lexicon => Kind::Lexicon,
                Section::Remark => Kind::Remark,
                Section::Refusal => return,
            };
            if !self.explained.contains(&key(phrase)) {
                found(kind, first, last, phrase.weight, &phrase.group);
            }
        };
        for phrases in &self.languages {
            phrases.each(words, &mut find);
        }
    }
}

/// Phrases that explain one another: of one group, and both a leak alone or both not.
fn key(phrase: &Phrase) -> (Section, String, bool) {
    (phrase.section, phrase.group.clone(), phrase.weight >= THRESHOLD)
}
