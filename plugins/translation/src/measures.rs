//! What is measured of a translation without reading it. Says nothing about how good it is.

/// Words, as white space separates them.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The share of the letters that are of another script than Latin, 0 to 1: what was left in Chinese or Arabic. Spanish
/// and German cannot be told from English by their letters. None for a text without letters.
pub(crate) fn untranslated(text: &str) -> Option<f64> {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other) =
        letters.fold(
            (0_u32, 0_u32),
            |(latin, other), c| {
                if is_latin(c) { (latin + 1, other) } else { (latin, other + 1) }
            },
        );
    let all = f64::from(latin) + f64::from(other);
    (all > 0.0).then(|| f64::from(other) / all)
}

/// Whether a letter is Latin, by the blocks of Unicode that hold the script. Modifier letters, which transliterations
/// of Arabic use, and the micro sign, the letterlike symbols and the Roman numerals are counted with it.
fn is_latin(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{02FF}'
            | '\u{1D00}'..='\u{1DBF}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{2071}'..='\u{218F}'
            | '\u{2C60}'..='\u{2C7F}'
            | '\u{A720}'..='\u{A7FF}'
            | '\u{AB30}'..='\u{AB6F}'
            | '\u{FB00}'..='\u{FB06}'
            | '\u{FF21}'..='\u{FF5A}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_white_space_separates() {
        for (text, count) in [("", 0), (" \n", 0), ("One two,\nthree-four.", 3), ("押一付三 (yā yī)", 3)]
        {
            assert_eq!(words(text), count, "{text:?}");
        }
    }

    #[test]
    fn untranslated_is_the_share_of_letters_of_another_script() {
        for (text, share) in [
            ("", None),
            ("12 % – 3.5", None),
            ("Plain English.", Some(0.0)),
            ("Señor Müller, Łódź, Ḥusayn ʿAlī, ỏ, ﬁ", Some(0.0)),
            ("头七", Some(1.0)),
            ("ab头七", Some(0.5)),
            ("abc ة", Some(0.25)),
            ("Привет", Some(1.0)),
            ("五 five five five", Some(1.0 / 13.0)),
        ] {
            assert_eq!(untranslated(text), share, "{text:?}");
        }
    }
}
