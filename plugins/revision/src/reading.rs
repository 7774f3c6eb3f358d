//! What an answer to "revise it or hand it in" is: a new version, the word, both, or neither.
//!
//! A closed grammar. A remark must not become the work, and a new version must not be lost: what is as long as a version
//! has to be is one, and only a short answer or a line of its own hands in. Whatever could be either is neither.

/// The word to hand the text in with.
pub(crate) const WORD: &str = "SUBMIT";

/// What an answer comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading<'a> {
    /// The version before is handed in.
    HandedIn,
    /// A new version.
    Revised(&'a str),
    /// A new version, which is handed in at once.
    RevisedAndHandedIn(&'a str),
    Unreadable,
}

/// What may introduce the word.
#[rustfmt::skip]
const LEADS: [&str; 18] = [
    "i", "i'll", "i will", "i'd", "i would", "i choose", "i choose to", "i want to", "i'd like to", "i would like to",
    "i am ready to", "i'm ready to", "i hereby", "answer", "my answer", "my answer is", "final answer", "decision",
];

/// What may follow the word.
#[rustfmt::skip]
const OBJECTS: [&str; 14] = [
    "it", "this", "it as is", "it as it is", "as is", "the text", "the text as is", "the text as it is", "this text",
    "this text as it is", "my text", "this version", "the current version", "the last version",
];

/// Reads an answer that came to its own end. A version has half of the fewest words asked for, `fewest`, or more; one
/// that is `before` again, word for word, hands in.
pub(crate) fn read<'a>(answer: &'a str, fewest: u32, before: &str) -> Reading<'a> {
    let answer = answer.trim();
    let is_version = |text: &str| 2 * words(text).count() >= fewest as usize;
    let (sentence, rest) = opening(answer);
    if hands_in(sentence) {
        // After the word comes a remark; or a text, which may or may not be meant to count.
        return if is_version(rest) { Reading::Unreadable } else { Reading::HandedIn };
    }
    match answer.rsplit_once('\n').filter(|(_, line)| hands_in(line)) {
        Some((text, _)) if is_version(text) => version(text.trim_end(), before, Reading::RevisedAndHandedIn),
        Some(_) => Reading::HandedIn,
        None if is_version(answer) => version(answer, before, Reading::Revised),
        None => Reading::Unreadable,
    }
}

/// A version, unless it is the one before.
fn version<'a>(text: &'a str, before: &str, reading: fn(&'a str) -> Reading<'a>) -> Reading<'a> {
    if words(text).eq(words(before)) { Reading::HandedIn } else { reading(text) }
}

/// What white space parts.
fn words(text: &str) -> std::str::SplitWhitespace<'_> {
    text.split_whitespace()
}

/// The first sentence, at most the first line, and what comes after it.
fn opening(answer: &str) -> (&str, &str) {
    answer.split_at(answer.find(['.', '!', ';', '—', '–', '\n']).unwrap_or(answer.len()))
}

/// Whether a sentence or a line is the word, introduced or not, with or without an object. A question is not.
fn hands_in(sentence: &str) -> bool {
    if sentence.contains('?') {
        return false;
    }
    let bare =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    let said: Vec<String> =
        sentence.split([' ', '\t', ':']).map(bare).filter(|word| !word.is_empty()).collect();
    let Some(at) = said.iter().position(|word| word.eq_ignore_ascii_case(WORD)) else { return false };
    let is_one_of =
        |phrases: &[&str], words: &[String]| words.is_empty() || phrases.contains(&words.join(" ").as_str());
    is_one_of(&LEADS, &said[..at]) && is_one_of(&OBJECTS, &said[at + 1..])
}

#[cfg(test)]
mod tests {
    use motive_plugin::Random;

    use super::*;

    const BEFORE: &str = "one two three four five six seven eight nine ten";
    const AFTER: &str = "One thing, two things.\n\nThree things, and then four: five six seven eight.";
    const FEWEST: u32 = 10;

    #[test]
    fn the_word_hands_in() {
        for answer in [
            "SUBMIT",
            "submit",
            "Submit.",
            "**SUBMIT**",
            " \n`SUBMIT`\n",
            "\"SUBMIT\"",
            "I submit it.",
            "I'd like to submit the text as it is.",
            "I’ll submit",
            "Answer: SUBMIT",
            "SUBMIT\n\nIt is fine.",
            "SUBMIT. It is fine.",
            "SUBMIT — it is fine.",
            "It is fine.\n\nSUBMIT",
            // The version before once more.
            BEFORE,
            "one two three four\nfive six seven eight nine ten\n",
            "one two three four five six seven eight nine ten\nSUBMIT",
        ] {
            assert_eq!(read(answer, FEWEST, BEFORE), Reading::HandedIn, "{answer:?}");
        }
    }

    #[test]
    fn a_text_revises() {
        for answer in [
            AFTER,
            // Of the length that a version has at least.
            "a b c d e",
            // A text may hold the word.
            "Whoever wants to submit a text does so by Friday.",
            "To the office\n\nplease submit your forms on Friday.",
            "Submit your forms on Friday at the office.",
            "Shall I submit? That is what many ask.",
        ] {
            assert_eq!(read(answer, FEWEST, BEFORE), Reading::Revised(answer), "{answer:?}");
        }
        let around = format!("\n  {AFTER}\n\n");
        assert_eq!(read(&around, FEWEST, BEFORE), Reading::Revised(AFTER));
    }

    #[test]
    fn a_text_and_the_word_on_the_last_line_do_both() {
        for end in ["SUBMIT", "**SUBMIT**", "I submit this version.", "Answer: SUBMIT"] {
            let answer = format!("{AFTER}\n\n{end}");
            assert_eq!(read(&answer, FEWEST, BEFORE), Reading::RevisedAndHandedIn(AFTER), "{end}");
        }
    }

    #[test]
    fn what_could_be_either_is_neither() {
        for answer in [
            "",
            " \n",
            "Fine.",
            "It is fine.",
            "SUBMIT?",
            "Do not SUBMIT",
            "I won't submit.",
            "SUBMIT or revise",
            "I am done.",
            "DONE",
            // The word first, and then a text.
            "SUBMIT\n\nOne thing, two things, three things, four.",
            "SUBMIT. One thing, two things, three things, four.",
        ] {
            assert_eq!(read(answer, FEWEST, BEFORE), Reading::Unreadable, "{answer:?}");
        }
    }

    #[test]
    fn what_is_read_as_a_version_is_long_enough_other_than_before_and_in_the_answer() {
        let pieces = ["SUBMIT", "submit", "one", "two", "it", "I", ".", "\n", "\n\n", "?", "the text", "**"];
        let mut random = Random::keyed(3, ["answers"]);
        let mut seen = [0; 4];
        for _ in 0..20_000 {
            let count = random.below(14);
            let answer: Vec<&str> = (0..count).map(|_| pieces[random.below(pieces.len())]).collect();
            let answer = answer.join(" ");
            let reading = read(&answer, FEWEST, BEFORE);
            seen[match reading {
                Reading::HandedIn => 0,
                Reading::Revised(_) => 1,
                Reading::RevisedAndHandedIn(_) => 2,
                Reading::Unreadable => 3,
            }] += 1;
            match reading {
                Reading::Revised(text) | Reading::RevisedAndHandedIn(text) => {
                    assert!(2 * text.split_whitespace().count() >= FEWEST as usize, "{answer:?}");
                    assert!(answer.contains(text) && text.trim() == text, "{answer:?}");
                }
                Reading::HandedIn => assert!(answer.to_lowercase().contains("submit"), "{answer:?}"),
                Reading::Unreadable => {}
            }
        }
        assert!(seen.iter().all(|count| *count > 20), "{seen:?}");
    }
}
