//! Conditions that are set for a sentence, read from the words of the question.
//!
//! A closed reader: seven kinds of condition, each in one form of words. A condition in other words is not understood and
//! is passed over; whether the sentence meets it is left to chance. Writing the sentence is `sentence`'s business.

use motive_plugin::Random;

/// A condition that a sentence can meet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    /// It has so many words.
    Words(usize),
    /// It has this word.
    Holds(String),
    /// This letter is nowhere in it.
    Lacks(char),
    /// Its first letter.
    Begins(char),
    /// Its last word has so many letters.
    Ends(usize),
    /// It has one comma.
    OneComma,
    /// No word comes twice.
    NoWordTwice,
}

/// The conditions of a round.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    /// Those that were understood.
    pub(crate) conditions: Vec<Condition>,
    /// How many rounds are over.
    pub(crate) rounds_before: u32,
}

impl Problem {
    /// The numbered lines below "Conditions:", if any of them is understood. The round is told by a line "Round 2 of 5",
    /// and is the first without one.
    pub(crate) fn of(text: &str) -> Option<Problem> {
        let (before, below) = text.split_once("Conditions:\n")?;
        let conditions: Vec<Condition> = below.lines().map_while(numbered).filter_map(condition).collect();
        let round = before.lines().rev().find_map(|line| line.strip_prefix("Round ")?.split_once(" of "));
        let round: u32 = round.and_then(|(number, _)| number.parse().ok()).unwrap_or(1);
        (!conditions.is_empty()).then(|| Problem { conditions, rounds_before: round.saturating_sub(1) })
    }

    /// Which conditions are to be met: each with this probability, by a draw of its own.
    pub(crate) fn drawn(&self, probability: f64, random: &mut Random) -> Vec<bool> {
        self.conditions.iter().map(|_| random.unit() < probability).collect()
    }
}

/// What stands behind a number and a stop.
fn numbered(line: &str) -> Option<&str> {
    let (number, told) = line.split_once(". ")?;
    number.parse::<u32>().ok().map(|_| told)
}

fn condition(told: &str) -> Option<Condition> {
    let inside = |before, after| told.strip_prefix(before)?.strip_suffix(after);
    let number = |before, after| inside(before, after)?.parse().ok();
    let letter = |before, after| {
        let mut letters = inside(before, after)?.chars();
        let letter = letters.next().filter(char::is_ascii_alphabetic)?;
        letters.next().is_none().then(|| letter.to_ascii_lowercase())
    };
    if let Some(count) = number("The sentence has exactly ", " words.") {
        Some(Condition::Words(count))
    } else if let Some(word) = inside("It has the word \"", "\".") {
        Some(Condition::Holds(word.to_owned()))
    } else if let Some(letter) = letter("The letter ", " is nowhere in it.") {
        Some(Condition::Lacks(letter))
    } else if let Some(letter) = letter("Its first letter is ", ".") {
        Some(Condition::Begins(letter))
    } else if let Some(count) = number("Its last word has exactly ", " letters.") {
        Some(Condition::Ends(count))
    } else {
        match told {
            "It has exactly one comma." => Some(Condition::OneComma),
            "No word is in it twice." => Some(Condition::NoWordTwice),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_and_others_are_passed_over() {
        for (told, expected) in [
            ("The sentence has exactly 16 words.", Some(Condition::Words(16))),
            ("It has the word \"rope\".", Some(Condition::Holds("rope".into()))),
            ("The letter G is nowhere in it.", Some(Condition::Lacks('g'))),
            ("Its first letter is T.", Some(Condition::Begins('t'))),
            ("Its last word has exactly 5 letters.", Some(Condition::Ends(5))),
            ("It has exactly one comma.", Some(Condition::OneComma)),
            ("No word is in it twice.", Some(Condition::NoWordTwice)),
            ("The sentence has exactly ten words.", None),
            ("The letter GH is nowhere in it.", None),
            ("It rhymes.", None),
            ("", None),
        ] {
            assert_eq!(condition(told), expected, "{told}");
        }
    }

    #[test]
    fn a_problem_is_the_numbered_lines_and_its_round() {
        let conditions =
            "Conditions:\n1. It rhymes.\n2. It has exactly one comma.\n\n3. No word is in it twice.";
        for (before, rounds_before) in [
            ("Round 1 of 5\nScene: Rain.\n", 0),
            ("Your sentence met 3.\n\nRound 4 of 5\nScene: Rain.\n", 3),
            ("Scene: Rain.\n", 0),
            ("Round two of 5\n", 0),
            ("Round 0 of 5\n", 0),
        ] {
            let expected = Problem { conditions: vec![Condition::OneComma], rounds_before };
            assert_eq!(Problem::of(&format!("{before}{conditions}")), Some(expected), "{before}");
        }
        for text in ["", "Conditions:\n", "Conditions:\n1. It rhymes.", "Conditions: one.", "Round 1 of 2"] {
            assert_eq!(Problem::of(text), None, "{text}");
        }
    }
}
