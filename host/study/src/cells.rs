//! Comma-separated values as rows of cells that know where they were written (RFC 4180).
//!
//! A cell that holds a comma, a quote or a line break is put in quotes, and a quote inside is doubled. Spaces around a
//! cell do not count, and neither do rows of nothing but empty cells. What is not CSV is an error, not a guess: that
//! is why no lenient reader does. Rows are read one by one and borrow from the text, so a long file costs its rows
//! only. Does not own: what the cells mean.

use std::borrow::Cow;
use std::ops::Range;

/// One row.
#[derive(Debug, PartialEq)]
pub(crate) struct Row<'t> {
    /// The line that it starts in, from 1.
    pub(crate) line: usize,
    /// Its cells, one at least.
    pub(crate) cells: Vec<Cell<'t>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell<'t> {
    /// What it holds, without quotes.
    pub(crate) text: Cow<'t, str>,
    /// Where, in bytes of the text, quotes included.
    pub(crate) range: Range<usize>,
}

/// Something that is not CSV.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    /// Where, in bytes of the text.
    pub(crate) range: Range<usize>,
    /// What.
    pub(crate) message: &'static str,
    /// The way out.
    pub(crate) hint: &'static str,
}

const IN_QUOTES: &str = "put the whole cell in quotes, and double the quotes inside";

/// The rows of a text in their order, and what stands in the place of a row and is none.
pub(crate) fn rows(text: &str) -> Rows<'_> {
    Rows { text, at: 0, line: 1, width: 0 }
}

/// See [`rows`].
pub(crate) struct Rows<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    /// Cells of the row before, to make room for as many.
    width: usize,
}

impl<'t> Iterator for Rows<'t> {
    type Item = Result<Row<'t>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            match self.row() {
                Ok(row) if row.cells.iter().all(|cell| cell.range.is_empty()) => {}
                Ok(row) => {
                    self.width = row.cells.len();
                    return Some(Ok(row));
                }
                Err(fault) => {
                    self.skip_line();
                    return Some(Err(fault));
                }
            }
        }
        None
    }
}

impl<'t> Rows<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Bytes from here to the first one that `is_end`, or to the end of the text.
    fn length_to(&self, is_end: impl Fn(u8) -> bool) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        rest.iter().position(|byte| is_end(*byte)).unwrap_or(rest.len())
    }

    /// One row with its line break.
    fn row(&mut self) -> Result<Row<'t>, Fault> {
        let line = self.line;
        let mut cells = Vec::with_capacity(self.width);
        loop {
            self.skip_spaces();
            cells.push(if self.peek() == Some(b'"') { self.quoted()? } else { self.plain()? });
            self.skip_spaces();
            match self.peek() {
                Some(b',') => self.at += 1,
                _ => break,
            }
        }
        self.skip_line();
        Ok(Row { line, cells })
    }

    /// A cell in quotes. After it comes a comma, a line break or the end.
    fn quoted(&mut self) -> Result<Cell<'t>, Fault> {
        let start = self.at;
        let mut text = Cow::Borrowed("");
        loop {
            self.at += 1;
            let length = self.length_to(|byte| byte == b'"');
            let piece = &self.text[self.at..self.at + length];
            self.at += length;
            if self.peek().is_none() {
                // Whatever follows may be inside the quotes: there is nothing more to read.
                let range = start..start + 1;
                return Err(Fault { range, message: "a quote that is not closed", hint: "" });
            }
            text += piece;
            self.at += 1;
            if self.peek() != Some(b'"') {
                break;
            }
            text += "\"";
        }
        let range = start..self.at;
        self.line += text.matches('\n').count();
        self.skip_spaces();
        match self.peek() {
            None | Some(b',' | b'\n') => Ok(Cell { text, range }),
            Some(_) => {
                let message = "text after the quote that closes a cell";
                Err(Fault { range, message, hint: IN_QUOTES })
            }
        }
    }

    fn plain(&mut self) -> Result<Cell<'t>, Fault> {
        let start = self.at;
        let length = self.length_to(|byte| matches!(byte, b',' | b'\n'));
        let text = self.text[start..start + length].trim_end_matches([' ', '\t', '\r']);
        if let Some(quote) = text.find('"') {
            let range = start + quote..start + quote + 1;
            let message = "a quote inside a cell that is not in quotes";
            return Err(Fault { range, message, hint: IN_QUOTES });
        }
        self.at = start + length;
        Ok(Cell { text: Cow::Borrowed(text), range: start..start + text.len() })
    }

    /// A carriage return is a part of the line break after it.
    fn skip_spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    fn skip_line(&mut self) {
        self.at += self.length_to(|byte| byte == b'\n');
        if self.peek().is_some() {
            self.at += 1;
            self.line += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    /// The rows of a text that are CSV, and what is wrong with the others.
    fn sorted(text: &str) -> (Vec<Row<'_>>, Vec<Fault>) {
        let (rows, faults): (Vec<_>, Vec<_>) = rows(text).partition(Result::is_ok);
        (
            rows.into_iter().filter_map(Result::ok).collect(),
            faults.into_iter().filter_map(Result::err).collect(),
        )
    }

    fn texts(text: &str) -> Vec<Vec<String>> {
        let (rows, faults) = sorted(text);
        assert_eq!(faults, [], "{text}");
        let texts = |row: Row<'_>| row.cells.into_iter().map(|cell| cell.text.into_owned()).collect();
        rows.into_iter().map(texts).collect()
    }

    #[test]
    fn texts_and_their_cells() {
        let cases: &[(&str, &[&[&str]])] = &[
            ("", &[]),
            ("\n\n", &[]),
            ("a", &[&["a"]]),
            ("a,b\nc,d", &[&["a", "b"], &["c", "d"]]),
            ("a,b\r\nc,d\r\n", &[&["a", "b"], &["c", "d"]]),
            ("a,,\n,\n,b", &[&["a", "", ""], &["", "b"]]),
            (" a b , c \n\n \n d ", &[&["a b", "c"], &["d"]]),
            ("\"a, b\", \"c\"\"d\"\"\" ,\"\"", &[&["a, b", "c\"d\"", ""]]),
            ("\"\"", &[&[""]]),
            ("\" a\nb \",é", &[&[" a\nb ", "é"]]),
        ];
        for (text, expected) in cases {
            assert_eq!(texts(text), *expected, "{text}");
        }
    }

    #[test]
    fn rows_know_their_lines() {
        let lines: Vec<usize> =
            sorted("a\n\n\"b\nb\nb\",\"\n\"\r\nc\n").0.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 7]);
    }

    #[test]
    fn what_is_not_csv() {
        /// A text, how many of its rows are CSV, and the places and names of the faults of the others.
        type Case = (&'static str, usize, &'static [(Range<usize>, &'static str)]);
        let cases: &[Case] = &[
            ("a,\"b\nc", 0, &[(2..3, "a quote that is not closed")]),
            ("a,b \"c\" d\ne", 1, &[(4..5, "a quote inside a cell that is not in quotes")]),
            ("\"a\" b,c\nd", 1, &[(0..3, "text after the quote that closes a cell")]),
            (
                "a\"\nb\"\nc",
                1,
                &[
                    (1..2, "a quote inside a cell that is not in quotes"),
                    (4..5, "a quote inside a cell that is not in quotes"),
                ],
            ),
        ];
        for (text, good, expected) in cases {
            let (rows, faults) = sorted(text);
            let faults: Vec<_> = faults.into_iter().map(|fault| (fault.range, fault.message)).collect();
            assert_eq!((rows.len(), faults.as_slice()), (*good, *expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_in_quotes_is_read_back(table in prop::collection::vec(prop::collection::vec("[a\", é\r\n]{0,6}", 1..4), 0..5)) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
            let text = table.iter().map(line).collect::<Vec<_>>().join("\r\n");
            prop_assert_eq!(texts(&text), table);
        }

        #[test]
        fn any_text_is_read_or_refused_at_a_place_inside_it(text in "[a\", é\r\n]{0,30}") {
            let (rows, faults) = sorted(&text);
            for row in rows {
                for cell in row.cells {
                    prop_assert!(text.get(cell.range).is_some());
                }
            }
            for fault in faults {
                prop_assert!(text.get(fault.range).is_some());
            }
        }
    }
}
