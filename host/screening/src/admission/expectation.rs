//! What a task asks of the form of an output: its language and its length.

use serde::{Deserialize, Serialize};

use crate::ScreeningError;
use crate::language::Language;
use crate::words::{Word, words};

/// The language and the length that an output is expected to have, where the task says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Expectation {
    /// The language of the output.
    pub language: Option<Language>,
    /// How many words are asked for.
    pub words: Option<WordRange>,
}

/// From so many words to so many, both included; serialised as `[250, 400]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct WordRange {
    fewest: u32,
    most: u32,
}

impl WordRange {
    /// From `fewest` words to `most`.
    ///
    /// # Errors
    /// A range that holds no number.
    pub fn new(fewest: u32, most: u32) -> Result<WordRange, ScreeningError> {
        if fewest <= most {
            Ok(WordRange { fewest, most })
        } else {
            Err(ScreeningError::WordRange(fewest, most))
        }
    }

    /// The fewest words.
    pub fn fewest(self) -> u32 {
        self.fewest
    }

    /// The most words.
    pub fn most(self) -> u32 {
        self.most
    }
}

impl TryFrom<(u32, u32)> for WordRange {
    type Error = ScreeningError;

    fn try_from((fewest, most): (u32, u32)) -> Result<WordRange, ScreeningError> {
        WordRange::new(fewest, most)
    }
}

impl From<WordRange> for (u32, u32) {
    fn from(range: WordRange) -> (u32, u32) {
        (range.fewest, range.most)
    }
}

/// What stands between the two numbers of a range. A dash is no word.
const TO: [&str; 11] = ["to", "and", "or", "bis", "und", "a", "y", "à", "et", "到", "至"];

/// What is counted.
const UNITS: [&str; 8] = ["words", "wörter", "wörtern", "worte", "palabras", "mots", "字", "词"];

impl Expectation {
    /// What a brief says: its range of words ("250 to 400 words", also in German, Spanish, French and Chinese), and the
    /// language after "into", or else the language that the brief itself is in. A brief that speaks of
    /// other numbers of words too speaks of parts of the work, and which one is for the whole is not known.
    pub fn of_brief(brief: &str) -> Expectation {
        let words = words(brief);
        Expectation { language: into(brief, &words).or_else(|| Language::of(brief)), words: asked(&words) }
    }
}

/// The range that is asked for, if it is the only number of words that is spoken of.
fn asked(words: &[Word<'_>]) -> Option<WordRange> {
    let mut ranges = (0..words.len()).filter_map(|at| range(&words[at..]));
    let first = ranges.next()?;
    let is_one = ranges.all(|range| range == first);
    // Every "400 words" is the end of a range.
    let is_number =
        |pair: &&[Word<'_>]| pair[0].form.parse::<u32>().is_ok() && UNITS.contains(&pair[1].form.as_ref());
    let numbers = words.windows(2).filter(is_number).filter(|pair| pair[0].form.parse() != Ok(first.most));
    (is_one && numbers.count() == 0).then_some(first)
}

/// The language of the first "into" that one follows, as in "Translate the text below into English".
fn into(brief: &str, words: &[Word<'_>]) -> Option<Language> {
    let mut pairs = words.windows(2).filter(|pair| pair[0].form == "into");
    pairs.find_map(|pair| Language::named(&brief[pair[1].range.clone()]))
}

/// The range that these words open with.
fn range(words: &[Word<'_>]) -> Option<WordRange> {
    let number = |word: &Word<'_>| word.form.parse::<u32>().ok();
    let (fewest, rest) = words.split_first()?;
    let is_to = rest.first().is_some_and(|word| TO.contains(&word.form.as_ref()));
    let (most, rest) = rest[usize::from(is_to)..].split_first()?;
    let counter = usize::from(rest.first().is_some_and(|word| word.form == "个"));
    let unit = rest.get(counter).is_some_and(|word| UNITS.contains(&word.form.as_ref()));
    let range = WordRange::new(number(fewest)?, number(most)?).ok()?;
    unit.then_some(range)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn ranges_are_read_from_briefs() {
        for (brief, expected) in [
            ("Write an essay of 250 to 400 words that argues.", Some((250, 400))),
            ("Write the abstract, 1,500–2,000 words long", Some((1500, 2000))),
            ("between 80 and 120 words, please", Some((80, 120))),
            ("Schreibe 250 bis 400 Wörter.", Some((250, 400))),
            ("Un ensayo de 250 a 400 palabras", Some((250, 400))),
            ("Un essai de 250 à 400 mots", Some((250, 400))),
            ("写一篇800到1000个字的文章", Some((800, 1000))),
            ("写一篇800至1000字的文章", Some((800, 1000))),
            ("In 2 to 3 weeks, 400 words", None),
            ("300 words: an entry of 20 to 30 words for each, and 8 to 12 words on top", None),
            ("A text of 300 words in all, with entries of 20 to 30 words", None),
            ("250 to 400 words, that is 250-400 words in all", Some((250, 400))),
            ("400 to 250 words", None),
            ("", None),
        ] {
            let found = Expectation::of_brief(brief).words.map(<(u32, u32)>::from);
            assert_eq!(found, expected, "{brief}");
        }
    }

    #[test]
    fn the_language_is_named_or_the_briefs_own() {
        for (brief, expected) in [
            (
                "Translate the Chinese text below into English. 关于更换三号楼电梯及临时停水的通知，尊敬的各位业主",
                Some("en"),
            ),
            ("Translate this into German, and look into the matter.", Some("de")),
            (
                "Write an essay that argues for the position below and is willing to look into objections.",
                Some("en"),
            ),
            (
                "Schreiben Sie einen Aufsatz, der für die folgende Auffassung eintritt und Einwände ernst nimmt.",
                Some("de"),
            ),
            ("42", None),
        ] {
            assert_eq!(Expectation::of_brief(brief).language.map(Language::code), expected, "{brief}");
        }
    }

    #[test]
    fn an_expectation_reads_back_and_an_empty_range_does_not() {
        let json = r#"{"language":"en","words":[250,400]}"#;
        let expectation: Expectation = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&expectation).unwrap(), json);
        let error = serde_json::from_str::<Expectation>(r#"{"words":[400,250]}"#).unwrap_err();
        assert!(error.to_string().contains("400 to 250 words is empty"), "{error}");
    }
}
