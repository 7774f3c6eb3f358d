//! Which of the four letters an answer is.

use crate::LETTERS;

/// The place of the letter that an answer chooses: the answer itself, as in `B`, `b)` or `(B).`; or else the only one of the
/// four that it has as a word of its own, in capitals. None if there are several or none.
///
/// A capital `A` that begins a sentence, as in `A museum opens`, is an article and no choice.
///
/// ```
/// use motive_recall::read;
/// assert_eq!(read(" b)"), Some(1));
/// assert_eq!(read("The answer is **C**."), Some(2));
/// assert_eq!(read("A museum opens in Lyon, so it is D."), Some(3));
/// assert_eq!(read("B or C"), None);
/// ```
pub fn read(answer: &str) -> Option<u32> {
    let bare = answer.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let mut letters = bare.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return place(letter.to_ascii_uppercase());
    }
    let mut found = None;
    for (at, word) in words(answer) {
        let mut letters = word.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { continue };
        let Some(place) = place(letter) else { continue };
        if letter == 'A' && is_article(&answer[at + 1..]) {
            continue;
        }
        if found.is_some_and(|found| found != place) {
            return None;
        }
        found = Some(place);
    }
    found
}

fn place(letter: char) -> Option<u32> {
    LETTERS.iter().position(|listed| *listed == letter).map(|place| place as u32)
}

/// The words of a text, each with the byte where it begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// Whether what follows a letter makes it an article: a space and a word.
fn is_article(after: &str) -> bool {
    let mut letters = after.chars();
    letters.next() == Some(' ') && letters.next().is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn letters_are_read() {
        for (answer, place) in [
            ("A", Some(0)),
            ("d", Some(3)),
            ("(C)", Some(2)),
            ("B) Twelve dogs find a home.", Some(1)),
            ("A) Ten stray cats find a home.", Some(0)),
            ("A: Ten stray cats find a home.", Some(0)),
            ("**D**", Some(3)),
            ("Answer: B", Some(1)),
            ("I was told about cats, so A.", Some(0)),
            ("It is A. A museum was not named.", Some(0)),
            ("A museum opens.", None),
            ("B, not C", None),
            ("B. I am sure that it is B.", Some(1)),
            ("E", None),
            ("AB", None),
            ("", None),
            ("Die Antwort ist Ä.", None),
            ("I do not remember.", None),
            ("答案是 C。", Some(2)),
        ] {
            assert_eq!(read(answer), place, "{answer}");
        }
    }
}
