//! Choices between outcomes that were asked for elsewhere: a CSV of one row for each pair and order.
//!
//! `first` was shown first; `chose_first`, `chose_second` and `neither` count the answers; `holdout`, if there is such a
//! column, is 1 in the rows that are kept from the fit. A file is read whole or not at all: a row that is left out, or
//! counted twice, would be a wrong utility later. Does not own: files, and what the choices say about utilities.

mod count;
mod reading;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Sources, Span};

/// The columns, in any order. `holdout` may be left out.
pub const COLUMNS: [&str; 6] = ["first", "second", "chose_first", "chose_second", "neither", "holdout"];

/// The choices of an edge file. At least one row is not held out and has a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edges {
    /// Ids of the outcomes, at least two, in the order in which they first appear.
    pub options: Vec<String>,
    /// In the order of the file.
    pub rows: Vec<Edge>,
    /// Whether the file itself says which rows are held out.
    pub has_holdout_column: bool,
}

/// The answers to one pair in one order. No other row has the same pair in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The outcome shown first: an index into [`Edges::options`].
    pub first: usize,
    /// The outcome shown second, another one.
    pub second: usize,
    /// How many answers chose the first. Like the other counts, 1,000,000,000 at most.
    pub chose_first: u64,
    /// How many answers chose the second.
    pub chose_second: u64,
    /// How many answers chose neither: refusals, abstentions, ties and what could not be read.
    pub neither: u64,
    /// Whether the row is kept from the fit. A pair has the same value in both orders.
    pub holdout: bool,
}

/// Reads an edge file. `outcomes`, if given, are the ids that may occur in it.
///
/// # Errors
/// What is wrong with the file, with line and column. After [`MOST_ERRORS`] errors, the rest of it is not read.
pub fn parse(name: &str, bytes: &[u8], outcomes: Option<&[&str]>) -> Result<Edges, Diagnostics> {
    let mut list = Vec::new();
    let text = decode(bytes, &mut list);
    // Text that is not what was written is good for showing the place only.
    let edges = if list.is_empty() { reading::read(&text, outcomes, &mut list) } else { None };
    match edges {
        Some(edges) if list.is_empty() => Ok(edges),
        _ => {
            let mut sources = Sources::default();
            sources.add(name, text);
            let mut diagnostics = Diagnostics { sources, list };
            diagnostics.settle();
            Err(diagnostics)
        }
    }
}

/// More errors than these are one error again and again, or a file of another kind.
pub const MOST_ERRORS: usize = 20;

/// The text of the only source of the diagnostics, without a byte order mark.
fn decode<'b>(bytes: &'b [u8], list: &mut Vec<Diagnostic>) -> Cow<'b, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Cow::Borrowed(text),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let (message, hint) = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            ("the edge file is UTF-16, not UTF-8".to_owned(), "save it as CSV UTF-8")
        }
        _ => (format!("the byte {:#04x} is not UTF-8", bytes[at]), "save the file as CSV UTF-8"),
    };
    list.push(Diagnostic::error(Span::new(0, at..at), message).hint(hint));
    String::from_utf8_lossy(bytes)
}
