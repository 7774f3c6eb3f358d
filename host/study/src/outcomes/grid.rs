//! Grids: one outcome for every entity and count, from one template.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::Outcome;
use super::check::{MOST, most};
use super::draft::{Draft, Origin};
use super::number::digits;
use super::template::{Template, is_singular};
use crate::check::is_id;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};
use crate::tree::Node;

/// Largest count of a grid. All whole numbers up to it are exact.
const LARGEST: f64 = 1e15;

/// `[[grid]]` of an outcome set.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Grid {
    /// What the ids of its outcomes begin with: `saved` makes `saved-dog-10`.
    id: String,
    /// The category of all entities that do not name their own.
    category: Option<String>,
    /// The template of the sentence.
    text: String,
    /// The counts, ascending.
    #[schemars(length(min = 1))]
    counts: Vec<f64>,
    /// Attributes of all its outcomes.
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    /// The entities.
    #[schemars(length(min = 1))]
    entity: Vec<GridEntity>,
}

/// `[[grid.entity]]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct GridEntity {
    /// Its word, in ids and tables.
    id: String,
    /// Its singular, needed where a sentence names it with the count 1.
    one: Option<String>,
    /// Its plural, needed where a sentence names it with any other count.
    many: Option<String>,
    /// Its category, where the grid's is not meant.
    category: Option<String>,
}

impl Grid {
    /// What the ids of its outcomes begin with.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The outcomes of the grid: entity by entity, each with all counts. `node` is where the grid was written, and
    /// `room` how many outcomes the set can still take. A grid with faults has no outcomes; the faults go to `list`.
    pub(super) fn expand(
        &self,
        node: &Node,
        sources: &Sources,
        room: usize,
        list: &mut Vec<Diagnostic>,
    ) -> Vec<Draft> {
        let mut reading = Reading { grid: self, node, sources, faults: Vec::new() };
        let template = reading.template();
        reading.name();
        reading.counts(template.as_ref());
        reading.entities(template.as_ref());
        reading.size(room);
        let is_sound = reading.faults.is_empty();
        list.append(&mut reading.faults);
        match template {
            Some(template) if is_sound => self.outcomes(&template, node),
            _ => Vec::new(),
        }
    }

    fn outcomes(&self, template: &Template, node: &Node) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (index, entity) in self.entity.iter().enumerate() {
            let at = |key: &str| node.nearest(&format!("/entity/{index}/{key}")).span.clone();
            let category_at = if entity.category.is_some() {
                at("category")
            } else {
                node.nearest("/category").span.clone()
            };
            let attributes_at = node.nearest("/attributes").span.clone();
            for count in &self.counts {
                let outcome = Outcome {
                    // An id has no point: 0.5 is 0-5.
                    id: format!("{}-{}-{}", self.id, entity.id, count.to_string().replace('.', "-")),
                    text: template.render(*count, entity.one(), entity.many()),
                    category: self.category_of(entity).unwrap_or_default().to_owned(),
                    entity: Some(entity.id.clone()),
                    entity_name: entity.many.clone().or_else(|| entity.one.clone()),
                    count: Some(*count),
                    attributes: self.attributes.clone(),
                    parts: Vec::new(),
                };
                drafts.push(Draft {
                    outcome,
                    origin: Origin::Grid(self.id.clone()),
                    span: at("id"),
                    places: vec![
                        ("category".to_owned(), category_at.clone()),
                        ("attributes".to_owned(), attributes_at.clone()),
                    ],
                });
            }
        }
        drafts
    }

    fn category_of<'a>(&'a self, entity: &'a GridEntity) -> Option<&'a str> {
        entity.category.as_deref().or(self.category.as_deref())
    }
}

impl GridEntity {
    fn one(&self) -> &str {
        self.one.as_deref().unwrap_or_default()
    }

    fn many(&self) -> &str {
        self.many.as_deref().unwrap_or_default()
    }
}

/// A grid that is looked at, with what is wrong with it so far.
struct Reading<'a> {
    grid: &'a Grid,
    node: &'a Node,
    sources: &'a Sources,
    faults: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn fault(&mut self, pointer: &str, message: String, hint: &str) {
        let span = self.node.nearest(pointer).span.clone();
        self.faults.push(Diagnostic::error(span, message).hint(hint));
    }

    fn name(&mut self) {
        if !is_id(&self.grid.id) {
            let message = format!("`{}` is not an id", self.grid.id);
            self.fault("/id", message, "an id is made of a-z, 0-9 and -");
        }
    }

    fn template(&mut self) -> Option<Template> {
        let text = &self.grid.text;
        let span = self.node.nearest("/text").span.clone();
        // Where the template stands in the file letter by letter, a fault has its own place; escapes move letters.
        let written = self.sources.get(span.source).and_then(|source| source.text.get(span.start..span.end));
        let start = written.and_then(|written| written.find(text.as_str())).map(|at| span.start + at);
        match Template::parse(text) {
            Ok(template) => Some(template),
            Err(faults) => {
                self.faults.extend(faults.into_iter().map(|fault| {
                    let place = start.map(|start| {
                        Span::new(span.source, start + fault.range.start..start + fault.range.end)
                    });
                    Diagnostic::error(place.unwrap_or_else(|| span.clone()), fault.message).hint(fault.hint)
                }));
                None
            }
        }
    }

    fn counts(&mut self, template: Option<&Template>) {
        let needs_whole_numbers = template.is_some_and(Template::needs_whole_numbers);
        let mut largest: Option<f64> = None;
        for (index, &count) in self.grid.counts.iter().enumerate() {
            let (name, shown) = (format!("element {} of `counts`", index + 1), digits(count));
            let before = largest.filter(|largest| count <= *largest);
            let (problem, hint) = if count <= 0.0 {
                (format!("{name} is {count}; it has to be above 0"), "")
            } else if count > LARGEST {
                (format!("{name} is {shown}, and {} is the most", digits(LARGEST)), "")
            } else if let Some(before) = before {
                (
                    format!("{name} is {shown}, after {}", digits(before)),
                    "counts are ascending, each of them once",
                )
            } else if needs_whole_numbers && count.fract() != 0.0 {
                (format!("{name} is {shown}, and `{{count}}` is for whole numbers"), "write `{number}`")
            } else {
                largest = Some(count);
                continue;
            };
            self.fault(&format!("/counts/{index}"), problem, hint);
        }
        let several = self.grid.counts.len();
        if several > 1 && template.is_some_and(|template| !template.says_count()) {
            let message =
                format!("the text of the grid `{}` is the same for all {several} counts", self.grid.id);
            self.fault("/text", message, "say `{count}` or `{number}` in it");
        }
    }

    fn entities(&mut self, template: Option<&Template>) {
        let says_entity = template.is_some_and(Template::says_entity);
        let several = self.grid.entity.len();
        if several > 1 && template.is_some() && !says_entity {
            let message =
                format!("the text of the grid `{}` is the same for all {several} entities", self.grid.id);
            self.fault("/text", message, "say `{entity}` in it");
        }
        let mut ids = BTreeSet::new();
        for (index, entity) in self.grid.entity.iter().enumerate() {
            let (id, at) = (entity.id.as_str(), format!("/entity/{index}/id"));
            if !is_id(id) {
                self.fault(&at, format!("`{id}` is not an id"), "an id is made of a-z, 0-9 and -");
            } else if !ids.insert(id) {
                self.fault(&at, format!("the grid `{}` has an entity `{id}` already", self.grid.id), "");
            }
            if self.grid.category_of(entity).is_none() {
                let message =
                    format!("the entity `{id}` has no category, and neither has the grid `{}`", self.grid.id);
                self.fault(&at, message, "add `category = \"...\"` to the grid or to the entity");
            }
            self.forms(index, entity, says_entity);
        }
    }

    /// An entity has the forms that its sentences need.
    fn forms(&mut self, index: usize, entity: &GridEntity, says_entity: bool) {
        let count_that = |is_one: bool| {
            self.grid.counts.iter().copied().find(|count| is_singular(*count) == is_one && says_entity)
        };
        let forms = [
            ("one", "singular", &entity.one, count_that(true)),
            ("many", "plural", &entity.many, count_that(false)),
        ];
        for (key, name, form, needed_for) in forms {
            match (form, needed_for) {
                (Some(form), _) if form.trim().is_empty() => {
                    let message = format!("`{key}` of the entity `{}` is empty", entity.id);
                    self.fault(&format!("/entity/{index}/{key}"), message, "");
                }
                (None, Some(count)) => {
                    let count = digits(count);
                    let message =
                        format!("the entity `{}` has no {name}, and there is a count of {count}", entity.id);
                    self.fault(&format!("/entity/{index}/id"), message, &format!("add `{key} = \"...\"`"));
                }
                _ => {}
            }
        }
    }

    fn size(&mut self, room: usize) {
        let (entities, counts) = (self.grid.entity.len(), self.grid.counts.len());
        if entities.saturating_mul(counts) > room {
            let message = format!(
                "the grid `{}` makes {entities} x {counts} outcomes, and a set has {} at most, of which {} are there",
                self.grid.id,
                most(),
                digits((MOST - room) as f64),
            );
            self.fault("/counts", message, "take fewer counts or entities");
        }
    }
}
