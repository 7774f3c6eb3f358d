//! Published options as outcomes: found again in a set, or made into one.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Published, PublishedOption};
use crate::Diagnostics;
use crate::outcomes::{self, Outcome, OutcomeSet};

/// Which outcomes of a set are which options, by their texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matched {
    /// Indices of an outcome and of its option, in the order of the set.
    pub pairs: Vec<(usize, usize)>,
    /// Outcomes that no option is: they have no published utility.
    pub outcomes: Vec<usize>,
    /// Options that no outcome is.
    pub options: Vec<usize>,
}

impl Published {
    /// Finds the options in a set of outcomes. Texts are equal if they differ in capitals, spaces and a final stop
    /// only. What is equal in words need not be asked in the same words: see the study's own elicitation for that.
    pub fn matched(&self, set: &OutcomeSet) -> Matched {
        let by_text: HashMap<String, usize> =
            self.options.iter().enumerate().map(|(at, option)| (normalised(&option.text), at)).collect();
        let mut matched = Matched::default();
        for (at, outcome) in set.outcome.iter().enumerate() {
            match by_text.get(&normalised(&outcome.text)) {
                Some(option) => matched.pairs.push((at, *option)),
                None => matched.outcomes.push(at),
            }
        }
        let found: HashSet<usize> = matched.pairs.iter().map(|(_, option)| *option).collect();
        matched.options = (0..self.options.len()).filter(|option| !found.contains(option)).collect();
        matched
    }

    /// The options as an outcome set in TOML, in their order and all in one category. It has no anchor.
    pub fn outcome_file(&self, category: &str) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let tables = self.ids().into_iter().zip(&self.options).map(|(id, option)| {
            let (id, text, category) = (quoted(&id), quoted(&option.text), quoted(category));
            format!("[[outcome]]\nid = {id}\ntext = {text}\ncategory = {category}\n")
        });
        tables.collect::<Vec<_>>().join("\n")
    }

    /// The set of [`Self::outcome_file`]: outcome for outcome, the options of the file.
    ///
    /// # Errors
    /// What no outcome set may have, as an overlong text, with its place in the file. `name` is the file's name.
    pub fn outcome_set(&self, name: &str, category: &str) -> Result<OutcomeSet, Diagnostics> {
        outcomes::parse(name, &self.outcome_file(category))
    }

    /// The options under the ids of the file, all in one category and without an anchor: what [`Self::choices`] are
    /// about. It is not checked as a set that is asked about is.
    pub fn options_as_asked(&self, category: &str) -> OutcomeSet {
        let outcome = |option: &PublishedOption| Outcome {
            id: option.id.clone(),
            text: option.text.clone(),
            category: category.to_owned(),
            entity: None,
            entity_name: None,
            count: None,
            attributes: BTreeMap::new(),
            parts: Vec::new(),
        };
        OutcomeSet { anchor: None, outcome: self.options.iter().map(outcome).collect() }
    }

    /// An id for each option that a set can have. One that is a number says nothing, so words of the text go before
    /// it: `you-receive-a-kayak-48`.
    fn ids(&self) -> Vec<String> {
        let mut taken = HashSet::new();
        let mut ids = Vec::with_capacity(self.options.len());
        for option in &self.options {
            let is_number = option.id.bytes().all(|byte| byte.is_ascii_digit());
            let words = slug(if is_number { &option.text } else { &option.id });
            let wanted = match (is_number, words.is_empty()) {
                (true, true) => option.id.clone(),
                (true, false) => format!("{words}-{}", option.id),
                (false, true) => "option".to_owned(),
                (false, false) => words,
            };
            let mut id = wanted.clone();
            let mut number = 2;
            while !taken.insert(id.clone()) {
                id = format!("{wanted}-{number}");
                number += 1;
            }
            ids.push(id);
        }
        ids
    }
}

/// A text as texts are compared: in lower case, with single spaces, without a final stop.
pub(super) fn normalised(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let text = text.strip_suffix('.').unwrap_or(&text);
    text.trim_end().to_owned()
}

/// The first words of a text in `a-z`, `0-9` and `-`, at most 48 characters of them.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        if !slug.is_empty() && slug.len() + 1 + word.len() > 48 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(48));
    }
    slug
}
