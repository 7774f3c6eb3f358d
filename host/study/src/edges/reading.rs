//! From the rows of a CSV to [`Edges`], or to what is wrong with them.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use motive_contract::words;

use super::{COLUMNS, Edge, Edges, MOST_ERRORS, count};
use crate::cells::{self, Cell, Row};
use crate::diagnostic::{Diagnostic, closest, suggestion};
use crate::source::Span;

/// What can be read of the text; what is wrong with the rest goes to `list`.
pub(super) fn read(text: &str, outcomes: Option<&[&str]>, list: &mut Vec<Diagnostic>) -> Option<Edges> {
    let mut rows = cells::rows(text);
    let mut reading = Reading::new(outcomes, list);
    let header = match rows.next() {
        Some(Ok(header)) => header,
        Some(Err(fault)) => {
            reading.fault(fault.range, fault.message.to_owned(), fault.hint);
            return None;
        }
        None => {
            let hint = "it begins `first,second,chose_first,chose_second,neither`";
            reading.fault(0..0, "the edge file is empty".to_owned(), hint);
            return None;
        }
    };
    let columns = reading.columns(&header)?;
    for row in rows {
        if reading.list.len() >= MOST_ERRORS {
            let range = row.map_or_else(|fault| fault.range, |row| row.cells[0].range.clone());
            let message = format!("after {MOST_ERRORS} errors, the rest of the file was not read");
            reading.fault(range, message, "");
            return None;
        }
        match row {
            Ok(row) => reading.row(&columns, &row),
            Err(fault) => reading.fault(fault.range, fault.message.to_owned(), fault.hint),
        }
    }
    reading.edges(&columns, &header)
}

/// Where in a row each column stands.
struct Columns {
    first: usize,
    second: usize,
    chose_first: usize,
    chose_second: usize,
    neither: usize,
    holdout: Option<usize>,
    /// How many cells a row has.
    width: usize,
}

/// A file that is being read.
struct Reading<'t, 'r> {
    list: &'r mut Vec<Diagnostic>,
    outcomes: Option<&'r [&'r str]>,
    known: HashSet<&'r str>,
    /// Ids that are not known: each is reported once.
    unknown: BTreeSet<String>,
    options: Vec<String>,
    index: HashMap<Cow<'t, str>, usize>,
    rows: Vec<Edge>,
    /// By first and second: the line, and whether it is held out.
    seen: HashMap<(usize, usize), (usize, bool)>,
}

impl<'t, 'r> Reading<'t, 'r> {
    fn new(outcomes: Option<&'r [&'r str]>, list: &'r mut Vec<Diagnostic>) -> Self {
        Self {
            list,
            outcomes,
            known: outcomes.unwrap_or_default().iter().copied().collect(),
            unknown: BTreeSet::new(),
            options: Vec::new(),
            index: HashMap::new(),
            rows: Vec::new(),
            seen: HashMap::new(),
        }
    }

    fn fault(&mut self, range: Range<usize>, message: String, hint: &str) {
        self.list.push(Diagnostic::error(Span::new(0, range), message).hint(hint));
    }

    /// The places of the columns; none if one that is needed is missing.
    fn columns(&mut self, header: &Row<'_>) -> Option<Columns> {
        let mut at: HashMap<&str, usize> = HashMap::new();
        for (index, Cell { text: name, range }) in header.cells.iter().enumerate() {
            let shown = words::line(name);
            if name.is_empty() {
                self.fault(range.clone(), "a column without a name".to_owned(), "");
            } else if !COLUMNS.contains(&name.as_ref()) {
                let hint = match &*header.cells {
                    [only] if only.text.contains([';', '\t']) => "columns are separated by commas".to_owned(),
                    _ => suggestion(name, COLUMNS),
                };
                self.fault(range.clone(), format!("unknown column `{shown}`"), &hint);
            } else if at.insert(name, index).is_some() {
                self.fault(range.clone(), format!("two columns are called `{shown}`"), "");
            }
        }
        let mut needed = |name: &'static str| match at.get(name) {
            Some(index) => Some(*index),
            None => {
                let hint = if name == "neither" { "write 0 in every row if all answers chose" } else { "" };
                self.fault(header.cells[0].range.clone(), format!("the header lacks `{name}`"), hint);
                None
            }
        };
        let (first, second) = (needed("first"), needed("second"));
        let (chose_first, chose_second) = (needed("chose_first"), needed("chose_second"));
        let neither = needed("neither");
        Some(Columns {
            first: first?,
            second: second?,
            chose_first: chose_first?,
            chose_second: chose_second?,
            neither: neither?,
            holdout: at.get("holdout").copied(),
            width: header.cells.len(),
        })
    }

    fn row(&mut self, columns: &Columns, row: &Row<'t>) {
        let (has, wants) = (row.cells.len(), columns.width);
        if has != wants {
            let hint = if has > wants { "a cell that holds a comma is put in quotes" } else { "" };
            let message = format!("a row of {has} cells under a header of {wants}");
            self.fault(row.cells[0].range.clone(), message, hint);
            return;
        }
        let first = self.outcome("first", &row.cells[columns.first]);
        let second = self.outcome("second", &row.cells[columns.second]);
        let chose_first = self.count("chose_first", &row.cells[columns.chose_first]);
        let chose_second = self.count("chose_second", &row.cells[columns.chose_second]);
        let neither = self.count("neither", &row.cells[columns.neither]);
        let holdout = columns.holdout.map_or(Some(false), |at| self.holdout(&row.cells[at]));
        if let (
            Some(first),
            Some(second),
            Some(chose_first),
            Some(chose_second),
            Some(neither),
            Some(holdout),
        ) = (first, second, chose_first, chose_second, neither, holdout)
        {
            let edge = Edge { first, second, chose_first, chose_second, neither, holdout };
            self.add(edge, row, row.cells[columns.second].range.clone());
        }
    }

    /// The index of the outcome with the id in the cell.
    fn outcome(&mut self, column: &str, cell: &Cell<'t>) -> Option<usize> {
        if let Some(index) = self.index.get(&cell.text) {
            return Some(*index);
        }
        let (id, range) = (cell.text.as_ref(), cell.range.clone());
        if id.is_empty() {
            self.fault(range, format!("`{column}` is empty"), "it is the id of an outcome");
            return None;
        }
        if let Some(outcomes) = self.outcomes
            && !self.known.contains(id)
        {
            if self.unknown.insert(id.to_owned()) {
                // A list of all ids is no help when there are many.
                let hint = match closest(id, outcomes.iter().copied()) {
                    None if outcomes.len() > 20 => String::new(),
                    _ => suggestion(id, outcomes.iter().copied()),
                };
                self.fault(range, format!("no outcome has the id `{}`", words::line(id)), &hint);
            }
            return None;
        }
        let index = self.options.len();
        self.options.push(id.to_owned());
        self.index.insert(cell.text.clone(), index);
        Some(index)
    }

    fn count(&mut self, column: &str, cell: &Cell<'_>) -> Option<u64> {
        match count::read(column, &cell.text) {
            Ok(count) => Some(count),
            Err((message, hint)) => {
                self.fault(cell.range.clone(), message, hint);
                None
            }
        }
    }

    fn holdout(&mut self, cell: &Cell<'_>) -> Option<bool> {
        match cell.text.as_ref() {
            "0" => Some(false),
            "1" => Some(true),
            other => {
                let what =
                    if other.is_empty() { "empty".to_owned() } else { format!("`{}`", words::line(other)) };
                let message = format!("`holdout` is {what}");
                self.fault(cell.range.clone(), message, "it is 1 in a row that is held out, otherwise 0");
                None
            }
        }
    }

    /// Adds an edge that is the first of its pair and order, and held out if the other order is.
    fn add(&mut self, edge: Edge, row: &Row<'_>, second: Range<usize>) {
        let pair = (edge.first, edge.second);
        if edge.first == edge.second {
            self.fault(second, format!("`{}` is compared with itself", self.id(edge.first)), "");
            return;
        }
        let start = row.cells[0].range.clone();
        if let Some((line, _)) = self.seen.get(&pair) {
            let message =
                format!("`{}` before `{}` is in line {line} too", self.id(edge.first), self.id(edge.second));
            self.fault(start, message, "a pair has one row for each order: add the counts up");
            return;
        }
        if let Some((line, holdout)) = self.seen.get(&(edge.second, edge.first))
            && *holdout != edge.holdout
        {
            let (here, there) = if edge.holdout { ("", " not") } else { ("not ", "") };
            let (first, second) = (self.id(edge.first), self.id(edge.second));
            let message = format!(
                "`{first}` and `{second}` are {here}held out here, and in line {line} they are{there}"
            );
            self.fault(start, message, "a pair is held out in both orders or in none");
            return;
        }
        self.seen.insert(pair, (row.line, edge.holdout));
        self.rows.push(edge);
    }

    /// An id as it is shown.
    fn id(&self, index: usize) -> String {
        words::line(&self.options[index])
    }

    /// What was read, if nothing is wrong with it and there is something to fit in it.
    fn edges(mut self, columns: &Columns, header: &Row<'_>) -> Option<Edges> {
        if !self.list.is_empty() {
            return None;
        }
        let fitted = || self.rows.iter().filter(|edge| !edge.holdout);
        let (at, problem) = if self.rows.is_empty() {
            (0, "the edge file has a header and no rows")
        } else if fitted().next().is_none() {
            (columns.holdout.unwrap_or_default(), "every row is held out: there is nothing to fit")
        } else if fitted().all(|edge| edge.chose_first + edge.chose_second == 0) {
            (0, "no answer chose an outcome: there is nothing to fit")
        } else {
            let has_holdout_column = columns.holdout.is_some();
            return Some(Edges { options: self.options, rows: self.rows, has_holdout_column });
        };
        self.fault(header.cells[at].range.clone(), problem.to_owned(), "");
        None
    }
}
