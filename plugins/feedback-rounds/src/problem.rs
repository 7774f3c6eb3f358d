//! A problem: a scene, and eight conditions on a sentence that can be checked exactly.
//!
//! Every problem has the same eight kinds of condition; what is drawn is their particulars, from ranges in which they ask
//! about as much of a writer. How a sentence is scored is decided here and nowhere else.

use motive_plugin::Random;

use crate::scenes::Scene;

/// How many conditions a problem has.
pub(crate) const CONDITIONS: usize = 8;

/// Letters that may be forbidden: the eight whose share of English text is 1.9 to 2.8 per cent (Lewand, "Cryptological
/// Mathematics", 2000), so that none of them is much harder to do without than another.
const LETTERS: [char; 8] = ['c', 'f', 'g', 'm', 'p', 'u', 'w', 'y'];

/// Letters that a sentence may have to begin with: common ones at the start of a sentence.
const INITIALS: [char; 6] = ['a', 'b', 'h', 'i', 's', 't'];

/// Fewest and most words that a sentence may have to have.
const WORDS: (usize, usize) = (16, 20);

/// Fewest and most letters that the last word may have to have.
const LAST: (usize, usize) = (5, 7);

/// A scene, and what is asked of the sentence on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    scene: &'static str,
    words: [&'static str; 2],
    length: usize,
    initial: char,
    forbidden: char,
    last: usize,
}

impl Problem {
    /// Draws the conditions for a scene. The required words never hold the forbidden letter, and the sentence never has to
    /// begin with it.
    pub(crate) fn draw(random: &mut Random, scene: &Scene) -> Problem {
        let mut between = |(least, most): (usize, usize)| least + random.below(most - least + 1);
        let (length, last) = (between(WORDS), between(LAST));
        let initial = INITIALS[random.below(INITIALS.len())];
        let free = free_letters(scene);
        // Every scene leaves some; the tests hold them all to it.
        let forbidden = free[random.below(free.len())];
        Problem { scene: scene.told, words: scene.words, length, initial, forbidden, last }
    }

    /// The problem as the actor reads it.
    pub(crate) fn told(&self) -> String {
        let Problem { scene, words: [one, other], length, initial, forbidden, last } = self;
        format!(
            "Scene: {scene}\n\
             Conditions:\n\
             1. The sentence has exactly {length} words.\n\
             2. It has the word \"{one}\".\n\
             3. It has the word \"{other}\".\n\
             4. The letter {forbidden} is nowhere in it.\n\
             5. Its first letter is {initial}.\n\
             6. Its last word has exactly {last} letters.\n\
             7. It has exactly one comma.\n\
             8. No word is in it twice.",
            forbidden = forbidden.to_uppercase(),
            initial = initial.to_uppercase(),
        )
    }

    /// How many conditions an answer meets, as a share of them. All of the answer counts. One without a word meets none,
    /// since what is not there breaks no prohibition.
    ///
    /// A word is a run of letters and digits, with apostrophes and hyphens inside of it; case does not matter.
    pub(crate) fn score(&self, answer: &str) -> f64 {
        let met = self.met(answer).into_iter().filter(|met| *met).count();
        met as f64 / CONDITIONS as f64
    }

    /// Which conditions an answer meets, in their order.
    fn met(&self, answer: &str) -> [bool; CONDITIONS] {
        let lower = answer.to_lowercase().replace('’', "'");
        let words = words(&lower);
        let Some(last) = words.last() else { return [false; CONDITIONS] };
        let mut sorted = words.clone();
        sorted.sort_unstable();
        let is_letter = |c: &char| c.is_alphabetic();
        [
            words.len() == self.length,
            words.contains(&self.words[0]),
            words.contains(&self.words[1]),
            !lower.contains(self.forbidden),
            lower.chars().find(is_letter) == Some(self.initial),
            last.chars().filter(is_letter).count() == self.last,
            lower.chars().filter(|c| *c == ',').count() == 1,
            sorted.windows(2).all(|pair| pair[0] != pair[1]),
        ]
    }
}

/// The letters that can be forbidden where a scene's words are required.
fn free_letters(scene: &Scene) -> Vec<char> {
    LETTERS.into_iter().filter(|letter| !scene.words.iter().any(|word| word.contains(*letter))).collect()
}

/// The words of a text in lower case.
fn words(lower: &str) -> Vec<&str> {
    let is_joint = |c: char| matches!(c, '\'' | '-');
    lower
        .split(|c: char| !c.is_alphanumeric() && !is_joint(c))
        .map(|word| word.trim_matches(is_joint))
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::scenes::SETTINGS;

    fn problem() -> Problem {
        Problem {
            scene: "A ferry leaves late.",
            words: ["rope", "horn"],
            length: 16,
            initial: 't',
            forbidden: 'g',
            last: 5,
        }
    }

    /// Meets everything.
    const GOOD: &str =
        "The horn called out twice, but nobody aboard had untied its rope since before noon today.";

    #[test]
    fn every_condition_is_checked_by_itself() {
        assert_eq!(problem().met(GOOD), [true; 8]);
        assert_eq!(problem().score(GOOD), 1.0);
        for (from, to, broken) in [
            ("called out", "called", 0),
            ("its rope", "its line", 1),
            ("horn", "bell", 2),
            ("nobody", "nothing", 3),
            ("The horn", "A horn", 4),
            ("today", "then", 5),
            ("twice,", "twice", 6),
            ("nobody", "the", 7),
        ] {
            let answer = GOOD.replacen(from, to, 1);
            assert_ne!(answer, GOOD);
            let met: Vec<usize> = problem()
                .met(&answer)
                .iter()
                .enumerate()
                .filter(|(_, met)| !*met)
                .map(|(at, _)| at)
                .collect();
            assert_eq!(met, [broken], "{answer}");
            assert_eq!(problem().score(&answer), 7.0 / 8.0);
        }
    }

    #[test]
    fn what_a_word_is() {
        for (text, expected) in [
            ("", vec![]),
            (" \n—!", vec![]),
            ("one two", vec!["one", "two"]),
            ("one,two;three", vec!["one", "two", "three"]),
            ("it's well-known - it's", vec!["it's", "well-known", "it's"]),
            ("'quoted' **bold** 3 o'clock", vec!["quoted", "bold", "3", "o'clock"]),
            ("étage ñandú", vec!["étage", "ñandú"]),
        ] {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }

    #[test]
    fn scores_of_answers_that_are_no_sentence() {
        let problem = problem();
        for (answer, met) in [
            ("", 0),
            (" \n.", 0),
            // Nothing forbidden, first letter, no word twice.
            ("to", 3),
            ("To", 3),
            ("horn rope", 4),
            ("HORN ROPE,", 5),
            ("Rope-horn", 2),
            ("ropes", 3),
            ("I can't help with this.", 2),
        ] {
            assert_eq!(problem.score(answer), f64::from(met) / 8.0, "{answer:?}: {:?}", problem.met(answer));
        }
    }

    #[test]
    fn case_and_marks_around_the_sentence_do_not_matter() {
        let mut random = Random::keyed(1, ["answers"]);
        for _ in 0..500 {
            let words: Vec<&str> = (0..12)
                .map(|_| ["the", "horn", "rope", "big", "ice", "today", "to,"][random.below(7)])
                .collect();
            let answer = words.join(" ");
            let score = problem().score(&answer);
            assert!((0.0..=1.0).contains(&score));
            for other in [
                answer.to_uppercase(),
                format!("\"{answer}.\""),
                format!("**{answer}**\n"),
                format!("  {answer}"),
            ] {
                assert_eq!(problem().score(&other), score, "{other}");
            }
        }
    }

    #[test]
    fn the_problem_as_it_is_told() {
        assert_eq!(
            problem().told(),
            "Scene: A ferry leaves late.\n\
             Conditions:\n\
             1. The sentence has exactly 16 words.\n\
             2. It has the word \"rope\".\n\
             3. It has the word \"horn\".\n\
             4. The letter G is nowhere in it.\n\
             5. Its first letter is T.\n\
             6. Its last word has exactly 5 letters.\n\
             7. It has exactly one comma.\n\
             8. No word is in it twice."
        );
    }

    /// Words to fill a sentence with that meets the conditions: of every length that a last word can have and every
    /// letter that a sentence can begin with, enough without each letter that can be forbidden.
    #[rustfmt::skip]
    const FILLERS: [&str; 58] = [
        "a", "an", "and", "are", "as", "at", "barn", "be", "behind", "beside", "bold", "both", "do", "each", "ear", "east",
        "else", "end", "ever", "had", "hard", "has", "have", "he", "held", "her", "here", "hold", "in", "inside", "into",
        "is", "it", "kind", "last", "late", "least", "less", "like", "nearest", "no", "north", "not", "older", "on", "one",
        "red", "see", "seldom", "she", "so", "still", "tall", "ten", "than", "that", "the", "tired",
    ];

    #[test]
    fn every_problem_that_can_be_drawn_can_be_solved() {
        let scenes = SETTINGS.iter().flat_map(|setting| &setting.scenes);
        for (at, scene) in scenes.enumerate() {
            let mut random = Random::keyed(at as u64, ["problems"]);
            for _ in 0..200 {
                let problem = Problem::draw(&mut random, scene);
                let allowed =
                    |word: &&&str| !word.contains(problem.forbidden) && !scene.words.contains(*word);
                let fillers: Vec<&str> = FILLERS.iter().filter(allowed).copied().collect();
                let first = fillers.iter().find(|word| word.starts_with(problem.initial)).unwrap();
                let ends = |word: &&&str| word.len() == problem.last && *word != first;
                let last = fillers.iter().find(ends).unwrap();
                let between = fillers.iter().filter(|word| *word != first && *word != last);
                let middle: Vec<&str> = between.copied().take(problem.length - 4).collect();
                let [one, other] = scene.words;
                let sentence = format!("{first}, {one} {} {other} {last}.", middle.join(" "));
                assert_eq!(
                    problem.score(&sentence),
                    1.0,
                    "{problem:?}: {sentence} {:?}",
                    problem.met(&sentence)
                );
            }
        }
    }

    #[test]
    fn scenes_are_alike_in_what_they_ask() {
        for setting in &SETTINGS {
            for scene in &setting.scenes {
                let [one, other] = scene.words;
                assert_ne!(one, other);
                for word in scene.words {
                    assert!((3..=7).contains(&word.len()), "{word}");
                    assert!(word.chars().all(|c| c.is_ascii_lowercase()), "{word}");
                }
                assert!(free_letters(scene).len() >= 4, "{scene:?}");
                assert!(!INITIALS.iter().any(|initial| LETTERS.contains(initial)));
            }
        }
    }

    #[test]
    fn all_that_can_be_drawn_is_drawn() {
        let mut random = Random::keyed(4, ["problems"]);
        let draws: Vec<Problem> =
            (0..2000).map(|_| Problem::draw(&mut random, &SETTINGS[0].scenes[0])).collect();
        let lengths: BTreeSet<usize> = draws.iter().map(|problem| problem.length).collect();
        let lasts: BTreeSet<usize> = draws.iter().map(|problem| problem.last).collect();
        let initials: BTreeSet<char> = draws.iter().map(|problem| problem.initial).collect();
        let forbidden: BTreeSet<char> = draws.iter().map(|problem| problem.forbidden).collect();
        assert_eq!(lengths.into_iter().collect::<Vec<_>>(), [16, 17, 18, 19, 20]);
        assert_eq!(lasts.into_iter().collect::<Vec<_>>(), [5, 6, 7]);
        assert_eq!(initials.into_iter().collect::<String>(), "abhist");
        // All but the P of "rope".
        assert_eq!(forbidden.into_iter().collect::<String>(), "cfgmuwy");
    }
}
