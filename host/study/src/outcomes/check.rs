//! What has to hold for the outcomes of a set, however they were written.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Drafts};
use super::{Scale, number};
use crate::check::is_id;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::source::Span;

/// Most outcomes of a set: 200 million pairs, more than any study asks about, and few enough to hold in memory.
pub(super) const MOST: usize = 20_000;

/// Longest text of an outcome, in characters: it stands in a prompt beside another and in an incentive.
const LONGEST_TEXT: usize = 400;

/// Longest id, category, entity, and name or value of an attribute, in characters: they stand in tables.
const LONGEST_NAME: usize = 100;

/// The names that mean something else than an attribute.
pub(super) const KEYS: [&str; 6] = ["id", "text", "category", "entity", "count", "anchor"];

/// Adds everything that is wrong with the outcomes to `list`. What was found before may have left some of them out:
/// then nothing is said about what seems to be missing.
pub(super) fn check(drafts: &Drafts, source: usize, list: &mut Vec<Diagnostic>) {
    let is_whole = list.is_empty();
    let mut checker = Checker { list, said: BTreeSet::new() };
    checker.each(&drafts.outcomes);
    checker.ids(&drafts.outcomes);
    checker.texts(&drafts.outcomes);
    checker.scales(&drafts.outcomes);
    if let Some(first_beyond) = drafts.outcomes.get(MOST) {
        let message = format!(
            "there are {} outcomes, {} at most",
            number::digits(drafts.outcomes.len() as f64),
            most()
        );
        checker.say("size", first_beyond.span.clone(), message, "");
    }
    if is_whole {
        checker.anchor(drafts);
        if drafts.outcomes.len() < 2 {
            let message = format!("the outcome set has {} of at least 2 outcomes", drafts.outcomes.len());
            checker.say("size", Span::new(source, 0..0), message, "");
        }
    }
}

/// [`MOST`] as people write it.
pub(super) fn most() -> String {
    number::digits(MOST as f64)
}

/// Why a word cannot be the name of an attribute, and the way out.
pub(super) fn attribute_fault(name: &str) -> Option<(String, &'static str)> {
    if KEYS.contains(&name) {
        Some((format!("`{name}` cannot be an attribute"), "it means something else; take another name"))
    } else if !is_id(name) {
        Some((format!("`{name}` cannot be the name of an attribute"), "a name is made of a-z, 0-9 and -"))
    } else {
        too_long(name, LONGEST_NAME).map(|length| (format!("the name `{name}` {length}"), ""))
    }
}

/// Outcomes of a grid share their places: there, the same thing is said once.
struct Checker<'a> {
    list: &'a mut Vec<Diagnostic>,
    said: BTreeSet<(Span, String)>,
}

impl Checker<'_> {
    fn say(&mut self, what: &str, span: Span, message: String, hint: &str) {
        if self.said.insert((span.clone(), what.to_owned())) {
            self.list.push(Diagnostic::error(span, message).hint(hint));
        }
    }

    /// What an outcome can have wrong by itself.
    fn each(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            let outcome = &draft.outcome;
            let id = &outcome.id;
            if !is_id(id) {
                let message = format!("`{id}` is not an id");
                self.say("id", draft.at("id"), message, "an id is made of a-z, 0-9 and -");
            }
            self.length(draft, "id", id, LONGEST_NAME);
            if outcome.text.trim().is_empty() {
                self.say("text", draft.at("text"), format!("outcome `{id}` has no text"), "");
            }
            self.length(draft, "text", outcome.text.trim(), LONGEST_TEXT);
            if outcome.category.trim().is_empty() {
                self.say("category", draft.at("category"), format!("outcome `{id}` has no category"), "");
            }
            self.length(draft, "category", &outcome.category, LONGEST_NAME);
            self.entity_and_count(draft);
            self.attributes(draft);
        }
    }

    fn length(&mut self, draft: &Draft, key: &str, text: &str, longest: usize) {
        if let Some(length) = too_long(text, longest) {
            let owner = match key {
                "text" => format!("outcome `{}`", draft.outcome.id),
                _ => format!("the {key} of {}", draft.called()),
            };
            self.say(key, draft.at(key), format!("{owner} {length}"), "");
        }
    }

    fn entity_and_count(&mut self, draft: &Draft) {
        let outcome = &draft.outcome;
        if let Some(entity) = &outcome.entity {
            if !is_id(entity) {
                let message = format!("`{entity}` is not an entity");
                self.say("entity", draft.at("entity"), message, "an entity is a word of a-z, 0-9 and -");
            }
            self.length(draft, "entity", entity, LONGEST_NAME);
        }
        let Some(count) = outcome.count else { return };
        if !count.is_finite() || count <= 0.0 {
            let message = format!("the count of outcome `{}` is {count}; it has to be above 0", outcome.id);
            self.say("count", draft.at("count"), message, "");
        }
        if outcome.entity.is_none() {
            let message = format!("outcome `{}` has a count and no entity", outcome.id);
            self.say("entity", draft.at("count"), message, "say of what: `entity`");
        }
    }

    fn attributes(&mut self, draft: &Draft) {
        for (name, value) in &draft.outcome.attributes {
            let key = format!("attributes.{name}");
            if let Some((message, hint)) = attribute_fault(name) {
                self.say(&format!("name {name}"), draft.at(&key), message, hint);
            }
            let message = match value.trim().is_empty() {
                true => Some("is empty".to_owned()),
                false => too_long(value, LONGEST_NAME),
            };
            if let Some(message) = message {
                let message = format!("the attribute `{name}` of outcome `{}` {message}", draft.outcome.id);
                self.say(&format!("value {name}"), draft.at(&key), message, "");
            }
        }
    }

    fn ids(&mut self, drafts: &[Draft]) {
        let mut first_with: BTreeMap<&str, &Draft> = BTreeMap::new();
        for draft in drafts {
            let id = draft.outcome.id.as_str();
            match first_with.get(id) {
                Some(first) => {
                    let message = format!("`{id}` is the id of {} too", first.called());
                    self.say("id", draft.at("id"), message, "");
                }
                None => drop(first_with.insert(id, draft)),
            }
        }
    }

    /// Two texts that differ in capitals or spaces only are one outcome for whoever reads them.
    fn texts(&mut self, drafts: &[Draft]) {
        let mut first_with: BTreeMap<String, &Draft> = BTreeMap::new();
        for draft in drafts {
            let words: Vec<&str> = draft.outcome.text.split_whitespace().collect();
            let text = words.join(" ").to_lowercase();
            match first_with.get(&text) {
                _ if text.is_empty() => {}
                Some(first) => {
                    let message =
                        format!("outcome `{}` has the text of {}", draft.outcome.id, first.called());
                    self.say("text", draft.at("text"), message, "");
                }
                None => drop(first_with.insert(text, draft)),
            }
        }
    }

    /// A slope by count, and an exchange rate, need one outcome for each count.
    fn scales(&mut self, drafts: &[Draft]) {
        let mut first_with: BTreeMap<(Scale<'_>, u64), &Draft> = BTreeMap::new();
        for draft in drafts {
            let outcome = &draft.outcome;
            let count = outcome.count.filter(|count| *count > 0.0);
            let (Some(scale), Some(count)) = (outcome.scale(), count) else { continue };
            let step = (scale, count.to_bits());
            match first_with.get(&step) {
                Some(first) => {
                    let message = format!(
                        "outcome `{}` is {} of `{}` in the category `{}`, and so is {}",
                        outcome.id,
                        number::digits(count),
                        scale.entity,
                        scale.category,
                        first.called()
                    );
                    let hint = "give what is measured in another way an attribute `measure`, as in \"saved\" and \"lost\"";
                    self.say("scale", draft.at("count"), message, hint);
                }
                None => drop(first_with.insert(step, draft)),
            }
        }
    }

    fn anchor(&mut self, drafts: &Drafts) {
        let Some((anchor, span)) = &drafts.anchor else { return };
        let ids = drafts.outcomes.iter().map(|draft| draft.outcome.id.as_str());
        if !ids.clone().any(|id| id == anchor) {
            let message = format!("no outcome has the id `{anchor}`");
            // A list of all ids is no help when there are many.
            let hint = match crate::diagnostic::closest(anchor, ids.clone()) {
                None if drafts.outcomes.len() > 20 => String::new(),
                _ => suggestion(anchor, ids),
            };
            self.say("anchor", span.clone(), message, &hint);
        }
    }
}

fn too_long(text: &str, longest: usize) -> Option<String> {
    let length = text.chars().count();
    (length > longest).then(|| format!("has {length} characters, {longest} at most"))
}
