//! What is printed: results on standard output, and everything that is said to a person on standard error.
//!
//! A reader that goes away, as `head` does, is no error, and above all does not end a run.

use std::io::{self, ErrorKind, Write};

use motive_contract::words::printable;

use crate::commands::Failure;

/// Prints a result.
///
/// # Errors
/// When it cannot be written, other than that nobody reads any more.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Run { problem: format!("cannot write to standard output: {error}"), folder: None })
        }
        _ => Ok(()),
    }
}

/// Says a line or more. What servers and plugins have said may be in it, so control characters are shown and not sent
/// to the terminal.
pub(crate) fn say(text: &str) {
    say_styled(&printable(text));
}

/// Says a text with its colours.
pub(crate) fn say_styled(text: &str) {
    // There is nobody to tell that nobody listens.
    let _ = writeln!(io::stderr(), "{text}");
}

#[cfg(test)]
mod tests {
    use motive_contract::words::printable;

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(printable("a\n\tb\u{1b}[2Jc\rd\u{7}"), "a\n\tb\\u{1b}[2Jc\\rd\\u{7}");
    }
}
