//! Text in columns.

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
    /// To the right, and left out where it holds nothing but zeros.
    IfAny,
}

/// Rows of text under headings, in columns as wide as their widest text, two spaces apart.
pub(crate) struct Grid {
    headings: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    pub(crate) fn new(headings: &[(&str, Align)]) -> Self {
        let headings = headings.iter().map(|(text, align)| ((*text).to_owned(), *align)).collect();
        Self { headings, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The lines, each indented by two spaces.
    pub(crate) fn lines(&self) -> String {
        let head: Vec<String> = self.headings.iter().map(|(text, _)| text.clone()).collect();
        let all = || std::iter::once(&head).chain(&self.rows);
        let width = |column: usize| {
            all().map(|row| row.get(column).map_or(0, |text| text.chars().count())).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.headings.len()).map(width).collect();
        let is_zero = |row: &Vec<String>, column: usize| {
            row.get(column).is_none_or(|text| text.is_empty() || text == "0")
        };
        let is_shown = |column: usize| {
            self.headings[column].1 != Align::IfAny || !self.rows.iter().all(|row| is_zero(row, column))
        };
        let shown: Vec<bool> = (0..self.headings.len()).map(is_shown).collect();
        let mut text = String::new();
        for row in all() {
            let mut line = String::new();
            let columns = row.iter().zip(&widths).zip(&self.headings).zip(&shown);
            for (((cell, width), (_, align)), _) in columns.filter(|(_, is_shown)| **is_shown) {
                let padding = " ".repeat(width - cell.chars().count());
                line.push_str("  ");
                match align {
                    Align::Left => line.extend([cell.as_str(), &padding]),
                    Align::Right | Align::IfAny => line.extend([padding.as_str(), cell]),
                }
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}
