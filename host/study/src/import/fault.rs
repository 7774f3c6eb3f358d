//! What is wrong with a file of results, where, and the way out.

/// Most faults that are listed: more of them are one fault again and again, or a file of another kind.
pub const MOST_FAULTS: usize = 20;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: a JSON pointer (RFC 6901), empty for the whole file.
    pub pointer: String,
    /// What, with the offending value.
    pub message: String,
    /// The way out; empty if there is nothing to add.
    pub hint: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.pointer.is_empty() {
            write!(out, "{}: ", self.pointer)?;
        }
        out.write_str(&self.message)?;
        if self.hint.is_empty() { Ok(()) } else { write!(out, " ({})", self.hint) }
    }
}

/// Everything that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.lines())]
pub struct Faults {
    /// The name of the file.
    pub name: String,
    /// The first [`MOST_FAULTS`] of them, in the order in which they were found.
    pub list: Vec<Fault>,
    /// How many there are beyond the list.
    pub more: usize,
}

impl Faults {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), list: Vec::new(), more: 0 }
    }

    pub(super) fn add(&mut self, pointer: impl Into<String>, message: impl Into<String>, hint: &str) {
        if self.list.len() == MOST_FAULTS {
            self.more += 1;
        } else {
            let (pointer, message) = (pointer.into(), message.into());
            self.list.push(Fault { pointer, message, hint: hint.to_owned() });
        }
    }

    fn lines(&self) -> String {
        let mut lines: Vec<String> =
            self.list.iter().map(|fault| format!("{}: {fault}", self.name)).collect();
        if self.more > 0 {
            lines.push(format!("{}: and {} more", self.name, self.more));
        }
        lines.join("\n")
    }
}
