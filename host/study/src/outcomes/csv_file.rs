//! An outcome set as CSV: a header that names the columns, then one outcome for each row.
//!
//! `id`, `text` and `category` are needed; `entity`, `count` and `anchor` mean what they mean in TOML, with `yes` in the
//! row of the anchor; any other column is an attribute, which an empty cell leaves out.

use std::collections::{BTreeMap, BTreeSet};

use super::Outcome;
use super::check::{KEYS, attribute_fault};
use super::draft::{Draft, Drafts, Origin};
use crate::cells::{Cell, Row, rows};
use crate::diagnostic::{Diagnostic, closest};
use crate::source::{Sources, Span};

const NEEDED: [&str; 3] = ["id", "text", "category"];

const HEADER: &str = "a set begins with the names of its columns, as in `id,text,category`";

/// Reads what can be read; what is wrong with the rest goes to `list`.
pub(super) fn read(sources: &Sources, source: usize, list: &mut Vec<Diagnostic>) -> Drafts {
    let text = sources.get(source).map_or("", |source| source.text.as_str());
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for row in rows(text) {
        match row {
            Ok(row) => found.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    let header_at = found.first().map_or(text.len(), |row| row.cells[0].range.start);
    let is_headless = faults.first().is_some_and(|fault| fault.range.start < header_at);
    list.extend(
        faults
            .into_iter()
            .map(|fault| Diagnostic::error(Span::new(source, fault.range), fault.message).hint(fault.hint)),
    );
    if is_headless {
        return Drafts::default();
    }
    let mut reading = Reading { source, list, anchor: None };
    let Some((header, rows)) = found.split_first() else {
        reading.fault(0..0, "the outcome set has no header".to_owned(), HEADER);
        return Drafts::default();
    };
    let Some(columns) = reading.columns(header) else { return Drafts::default() };
    let outcomes = rows.iter().filter_map(|row| reading.outcome(&columns, row)).collect();
    Drafts { anchor: reading.anchor.map(|(id, span, _)| (id, span)), outcomes }
}

/// A file that is being read.
struct Reading<'a> {
    source: usize,
    list: &'a mut Vec<Diagnostic>,
    /// Id, place and line of the anchor.
    anchor: Option<(String, Span, usize)>,
}

impl Reading<'_> {
    fn fault(&mut self, range: std::ops::Range<usize>, message: String, hint: &str) {
        self.list.push(Diagnostic::error(Span::new(self.source, range), message).hint(hint));
    }

    /// The names of the columns; none if what is needed is not among them.
    fn columns<'h>(&mut self, header: &'h Row<'_>) -> Option<Vec<&'h str>> {
        let names: Vec<&str> = header.cells.iter().map(|cell| cell.text.as_ref()).collect();
        let start = header.cells[0].range.clone();
        let missing: Vec<&str> = NEEDED.into_iter().filter(|key| !names.contains(key)).collect();
        if missing == NEEDED {
            let hint = match names.as_slice() {
                [name] if name.contains([';', '\t']) => "columns are separated by commas",
                _ => HEADER,
            };
            self.fault(start, "the first row is no header".to_owned(), hint);
            return None;
        }
        for key in &missing {
            let others = names.iter().copied().filter(|name| !KEYS.contains(name));
            let hint = closest(key, others).map(|name| format!("is it `{name}`?")).unwrap_or_default();
            self.fault(start.clone(), format!("the header lacks `{key}`"), &hint);
        }
        self.column_names(header);
        missing.is_empty().then_some(names)
    }

    fn column_names(&mut self, header: &Row<'_>) {
        let mut seen = BTreeSet::new();
        for Cell { text: name, range } in &header.cells {
            if name.is_empty() {
                self.fault(range.clone(), "a column without a name".to_owned(), "");
            } else if !seen.insert(name) {
                self.fault(range.clone(), format!("two columns are called `{name}`"), "");
            } else if !KEYS.contains(&name.as_ref())
                && let Some((message, hint)) = attribute_fault(name)
            {
                let known = KEYS.into_iter().find(|key| name.eq_ignore_ascii_case(key));
                let hint = known.map_or_else(|| hint.to_owned(), |key| format!("did you mean `{key}`?"));
                self.fault(range.clone(), message, &hint);
            }
        }
    }

    fn outcome(&mut self, columns: &[&str], row: &Row<'_>) -> Option<Draft> {
        let (has, wants) = (row.cells.len(), columns.len());
        let start = row.cells[0].range.clone();
        if has != wants {
            let message = format!("a row of {has} cells under a header of {wants}");
            let hint = if has > wants { "a cell that holds a comma is put in quotes" } else { "" };
            self.fault(start, message, hint);
            return None;
        }
        let span = Span::new(self.source, start);
        let mut outcome = Outcome {
            id: String::new(),
            text: String::new(),
            category: String::new(),
            entity: None,
            entity_name: None,
            count: None,
            attributes: BTreeMap::new(),
            parts: Vec::new(),
        };
        let mut anchor_at = None;
        let mut places = Vec::new();
        for (&column, cell) in columns.iter().zip(&row.cells) {
            let at = Span::new(self.source, cell.range.clone());
            let text = cell.text.to_string();
            match column {
                "id" => outcome.id = text,
                "text" => outcome.text = text,
                "category" => outcome.category = text,
                _ if text.trim().is_empty() => {}
                "entity" => outcome.entity = Some(text),
                "entity-name" => outcome.entity_name = Some(text),
                "count" => outcome.count = self.count(cell),
                "anchor" => anchor_at = self.says_yes(cell).then(|| at.clone()),
                attribute if attribute_fault(attribute).is_some() => {}
                attribute => {
                    outcome.attributes.insert(attribute.to_owned(), text);
                    places.push((format!("attributes.{attribute}"), at));
                    continue;
                }
            }
            places.push((column.to_owned(), at));
        }
        if let Some(at) = anchor_at {
            self.take_anchor(&outcome.id, at, row.line);
        }
        Some(Draft { outcome, origin: Origin::Line(row.line), span, places })
    }

    fn count(&mut self, cell: &Cell<'_>) -> Option<f64> {
        let count = cell.text.trim().parse::<f64>().ok();
        let message = match count {
            Some(count) if count.is_finite() => return Some(count),
            Some(_) => format!("`{}` is not a finite number", cell.text),
            None => format!("`count` is `{}`, not a number", cell.text),
        };
        self.fault(cell.range.clone(), message, "a count is written as in 1000 or 0.5");
        None
    }

    fn says_yes(&mut self, cell: &Cell<'_>) -> bool {
        if !matches!(cell.text.as_ref(), "yes" | "no") {
            let message = format!("`anchor` cannot be `{}`", cell.text);
            self.fault(
                cell.range.clone(),
                message,
                "it is `yes` in one row, and empty or `no` in the others",
            );
        }
        cell.text == "yes"
    }

    fn take_anchor(&mut self, id: &str, at: Span, line: usize) {
        match &self.anchor {
            Some((first, _, first_line)) => {
                let message = format!("`{id}` is an anchor, and so is `{first}` in line {first_line}");
                self.list.push(Diagnostic::error(at, message).hint("a set has one anchor"));
            }
            None => self.anchor = Some((id.to_owned(), at, line)),
        }
    }
}
