//! Words of a plugin on their way to a person: of a bounded length, and without the characters that a terminal or a
//! text display obeys instead of showing.
//!
//! What a plugin says is shown in errors, findings and lists. Escape sequences in it could repaint a terminal, and a
//! change of direction could show a text in another order than it has.

use std::borrow::Cow;

/// The most characters of one text of a plugin that are shown.
pub const LONGEST: usize = 2_000;

/// A text of a plugin with its line breaks, other control characters escaped, as in `\u{1b}`, and cut after
/// [`LONGEST`] characters.
pub fn paragraph(text: &str) -> String {
    cut(&printable(text), LONGEST)
}

/// The same on one line: line breaks are escaped as well.
pub fn line(text: &str) -> String {
    cut(&printable(text).replace('\n', "\\n"), LONGEST)
}

/// The first characters of a text, with an ellipsis where there were more than `most`.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The text without control characters other than `\n`, and with every line but the first indented by `width` columns.
pub(crate) fn indented(text: &str, width: usize) -> String {
    printable(text).trim_end().replace('\n', &format!("\n{:width$}", ""))
}

/// The text with control characters, other than line breaks and tabs, escaped. Windows' line breaks become plain ones.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        if is_obeyed(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Control characters, and those that separate lines or change the direction of writing.
fn is_obeyed(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        for (text, as_paragraph, as_line) in [
            ("plain, ümlaut\tand 猫", "plain, ümlaut\tand 猫", "plain, ümlaut\tand 猫"),
            ("two\nlines", "two\nlines", "two\\nlines"),
            ("two\r\nlines", "two\nlines", "two\\nlines"),
            ("over\rwritten", "over\\rwritten", "over\\rwritten"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("\u{9b}31m\u{7f}\u{0}\u{8}", "\\u{9b}31m\\u{7f}\\u{0}\\u{8}", "\\u{9b}31m\\u{7f}\\u{0}\\u{8}"),
            (
                "a\u{202e}b\u{2066}c\u{2028}",
                "a\\u{202e}b\\u{2066}c\\u{2028}",
                "a\\u{202e}b\\u{2066}c\\u{2028}",
            ),
        ] {
            assert_eq!(paragraph(text), as_paragraph, "{text:?}");
            assert_eq!(line(text), as_line, "{text:?}");
            // What is shown is shown as it is.
            assert_eq!(paragraph(as_paragraph), as_paragraph);
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(line(&"ü".repeat(LONGEST)), "ü".repeat(LONGEST));
        assert_eq!(line(&"ü".repeat(LONGEST + 1)), format!("{}…", "ü".repeat(LONGEST)));
        assert_eq!(paragraph(&"\u{1b}".repeat(10_000)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn lines_after_the_first_are_indented() {
        assert_eq!(indented("one\r\ntwo\nthree\n", 4), "one\n    two\n    three");
    }
}
