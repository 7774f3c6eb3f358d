//! Comma-separated values as rows of cells that know where they were written (RFC 4180).
//!
//! A cell that holds a comma, a quote or a line break is put in quotes, and a quote inside is doubled. Spaces around a
//! cell do not count, and neither do rows of nothing but empty cells. What is not CSV is an error, not a guess.

use std::ops::Range;

/// One row.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    /// The line that it starts in, from 1.
    pub(super) line: usize,
    /// Its cells, one at least.
    pub(super) cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// What it holds, without quotes.
    pub(super) text: String,
    /// Where, in bytes of the text, quotes included.
    pub(super) range: Range<usize>,
}

/// Something that is not CSV.
#[derive(Debug, PartialEq)]
pub(super) struct Fault {
    /// Where, in bytes of the text.
    pub(super) range: Range<usize>,
    /// What.
    pub(super) message: &'static str,
    /// The way out.
    pub(super) hint: &'static str,
}

const IN_QUOTES: &str = "put the whole cell in quotes, and double the quotes inside";

/// The rows of a text that are CSV, and what is wrong with the others.
pub(super) fn rows(text: &str) -> (Vec<Row>, Vec<Fault>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut reader = Reader { text, at: 0, line: 1 };
    while reader.at < text.len() {
        match reader.row() {
            Ok(row) if row.cells.iter().all(|cell| cell.range.is_empty()) => {}
            Ok(row) => rows.push(row),
            Err(fault) => {
                faults.push(fault);
                reader.skip_line();
            }
        }
    }
    (rows, faults)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Reader<'_> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// One row with its line break.
    fn row(&mut self) -> Result<Row, Fault> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            self.skip_spaces();
            cells.push(if self.next() == Some(b'"') { self.quoted()? } else { self.plain()? });
            self.skip_spaces();
            match self.next() {
                Some(b',') => self.at += 1,
                _ => break,
            }
        }
        self.skip_line();
        Ok(Row { line, cells })
    }

    /// A cell in quotes. After it comes a comma, a line break or the end.
    fn quoted(&mut self) -> Result<Cell, Fault> {
        let start = self.at;
        let mut text = String::new();
        loop {
            self.at += 1;
            let Some(length) = self.text[self.at..].find('"') else {
                // Whatever follows may be inside the quotes: there is nothing more to read.
                self.at = self.text.len();
                return Err(Fault {
                    range: start..start + 1,
                    message: "a quote that is not closed",
                    hint: "",
                });
            };
            text.push_str(&self.text[self.at..self.at + length]);
            self.at += length + 1;
            if self.next() != Some(b'"') {
                break;
            }
            text.push('"');
        }
        let range = start..self.at;
        self.line += text.matches('\n').count();
        self.skip_spaces();
        match self.next() {
            None | Some(b',' | b'\n') => Ok(Cell { text, range }),
            Some(_) => {
                Err(Fault { range, message: "text after the quote that closes a cell", hint: IN_QUOTES })
            }
        }
    }

    fn plain(&mut self) -> Result<Cell, Fault> {
        let start = self.at;
        let length = self.text[start..].find([',', '\n']).unwrap_or(self.text.len() - start);
        let text = self.text[start..start + length].trim_end_matches([' ', '\t', '\r']);
        if let Some(quote) = text.find('"') {
            let range = start + quote..start + quote + 1;
            return Err(Fault {
                range,
                message: "a quote inside a cell that is not in quotes",
                hint: IN_QUOTES,
            });
        }
        self.at = start + length;
        Ok(Cell { text: text.to_owned(), range: start..start + text.len() })
    }

    /// A carriage return is a part of the line break after it.
    fn skip_spaces(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    fn skip_line(&mut self) {
        match self.text[self.at..].find('\n') {
            Some(length) => {
                self.at += length + 1;
                self.line += 1;
            }
            None => self.at = self.text.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    /// A text, how many of its rows are good, and where what is wrong.
    type Case<'a> = (&'a str, usize, &'a [(Range<usize>, &'a str)]);

    fn texts(text: &str) -> Vec<Vec<String>> {
        let (rows, faults) = rows(text);
        assert_eq!(faults, [], "{text}");
        rows.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect()
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
        let lines: Vec<usize> = rows("a\n\n\"b\nb\nb\",\"\n\"\r\nc\n").0.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 7]);
    }

    #[test]
    fn what_is_not_csv() {
        let cases: &[Case<'_>] = &[
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
            let (rows, faults) = rows(text);
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
            let (rows, faults) = rows(&text);
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
