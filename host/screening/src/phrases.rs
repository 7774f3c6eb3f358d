//! The phrases of each language: what speaks of a prize, of the instruction, of declining; and function words.
//!
//! They are data: one file per language in `data/`, whose head explains the notation. A test reads them all.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use crate::language::Language;
use crate::pattern::{Index, Pattern};
use crate::words::Word;

/// The files, by language code.
const FILES: [(&str, &str); 5] = [
    ("en", include_str!("../data/en.txt")),
    ("de", include_str!("../data/de.txt")),
    ("es", include_str!("../data/es.txt")),
    ("fr", include_str!("../data/fr.txt")),
    ("zh", include_str!("../data/zh.txt")),
];

/// What a phrase is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    /// Words of prizes, donations and judging.
    Lexicon,
    /// Talk about the instruction.
    Remark,
    /// Declining the work.
    Refusal,
}

/// What a matched phrase says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phrase {
    pub(crate) section: Section,
    /// Phrases of one group, in any language, mean about the same.
    pub(crate) group: String,
    /// What a find counts, 1 is a leak by itself.
    pub(crate) weight: f64,
    /// How many patterns have to match in one sentence, in any order.
    parts: usize,
}

/// The phrases and function words of one language.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// ISO 639-1.
    pub(crate) code: &'static str,
    pub(crate) phrases: Vec<Phrase>,
    index: Index,
    /// The phrase that each pattern of the index belongs to, and which part of it it is.
    parts: Vec<(usize, usize)>,
    /// Words that name nothing.
    pub(crate) function_words: HashSet<String>,
    /// Words so general that one of them alone names no stake.
    pub(crate) general_words: HashSet<String>,
    /// Words that may stand before a refusal in its sentence.
    pub(crate) leads: HashSet<String>,
    /// What words of numbers are worth.
    pub(crate) numbers: HashMap<String, u64>,
    /// Plurals and singulars that no ending tells.
    pub(crate) irregular: Vec<(String, String)>,
}

impl Phrases {
    /// Calls `found` with every phrase of these sections in the text, its first and its last word.
    pub(crate) fn each(&self, words: &[Word<'_>], mut found: impl FnMut(&Phrase, usize, usize)) {
        // The last match of each part of the phrases that have several: its first and its last word.
        let mut seen: HashMap<usize, Vec<Option<(usize, usize)>>> = HashMap::new();
        for start in 0..words.len() {
            self.index.at(words, start, |pattern, last| {
                let (id, part) = self.parts[pattern];
                let phrase = &self.phrases[id];
                if phrase.parts == 1 {
                    return found(phrase, start, last);
                }
                let parts = seen.entry(id).or_insert_with(|| vec![None; phrase.parts]);
                parts[part] = Some((start, last));
                let here = |span: &&(usize, usize)| words[span.0].sentence == words[start].sentence;
                let together: Vec<(usize, usize)> = parts.iter().flatten().filter(here).copied().collect();
                if together.len() == phrase.parts {
                    let first = together.iter().map(|span| span.0).min().unwrap_or(start);
                    let last = together.iter().map(|span| span.1).max().unwrap_or(last);
                    parts.fill(None);
                    found(phrase, first, last);
                }
            });
        }
    }

    /// Whether a phrase of one part of this section begins at this word.
    pub(crate) fn begins(&self, section: Section, words: &[Word<'_>], start: usize) -> bool {
        let mut begins = false;
        self.index.at(words, start, |pattern, _| {
            let phrase = &self.phrases[self.parts[pattern].0];
            begins |= phrase.section == section && phrase.parts == 1;
        });
        begins
    }
}

/// All languages.
static ALL: LazyLock<Vec<Phrases>> = LazyLock::new(|| {
    // The tests read every file, so that an unreadable line never gets here.
    FILES.into_iter().filter_map(|(code, file)| read(code, file).ok()).collect()
});

/// The phrases for a text in this language: its own and the English ones; all where it is not known.
pub(crate) fn phrases(language: Option<Language>) -> impl Iterator<Item = &'static Phrases> {
    let known = language.filter(|language| FILES.iter().any(|(code, _)| *code == language.code()));
    let wanted = move |code: &str| known.is_none_or(|known| known.code() == code || code == "en");
    ALL.iter().filter(move |phrases| wanted(phrases.code))
}

/// The phrases of English.
pub(crate) fn english() -> &'static Phrases {
    static NONE: LazyLock<Phrases> = LazyLock::new(Phrases::default);
    ALL.first().unwrap_or(&NONE)
}

/// Reads one file.
///
/// # Errors
/// The line that cannot be read, with the reason.
fn read(code: &'static str, file: &str) -> Result<Phrases, String> {
    let mut read = Phrases { code, ..Phrases::default() };
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    let mut patterns = Vec::new();
    let mut section = "";
    for (number, line) in file.lines().enumerate() {
        let problem = |what: &str| format!("{code}.txt, line {}: {what}: `{line}`", number + 1);
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
        } else if let Some((name, words)) = line.split_once(" = ").filter(|_| line.starts_with('@')) {
            named.insert(name, words);
        } else {
            match section {
                "lexicon" | "remarks" | "refusals" => {
                    let (mut phrase, pattern) = phrase(section, line).ok_or_else(|| problem("no phrase"))?;
                    let pattern = expanded(pattern, &named);
                    if pattern.contains('@') {
                        return Err(problem("a name that stands for nothing"));
                    }
                    for part in pattern.split(" & ") {
                        patterns.push(Pattern::parse(part).map_err(|error| problem(&error))?);
                        read.parts.push((read.phrases.len(), phrase.parts));
                        phrase.parts += 1;
                    }
                    read.phrases.push(phrase);
                }
                "function words" => read.function_words.extend(line.split_whitespace().map(str::to_owned)),
                "general words" => read.general_words.extend(line.split_whitespace().map(str::to_owned)),
                "leads" => read.leads.extend(line.split_whitespace().map(str::to_owned)),
                "numbers" => {
                    let (word, value) = line.split_once(' ').ok_or_else(|| problem("no number"))?;
                    let value = value.trim().parse().map_err(|_| problem("no number"))?;
                    read.numbers.insert(word.to_owned(), value);
                }
                "irregular" => {
                    let (one, many) = line.split_once(' ').ok_or_else(|| problem("no pair of words"))?;
                    read.irregular.push((one.to_owned(), many.trim().to_owned()));
                }
                _ => return Err(problem("no section")),
            }
        }
    }
    read.index = Index::new(patterns);
    Ok(read)
}

/// A line `WEIGHT GROUP: PATTERN`.
fn phrase<'a>(section: &str, line: &'a str) -> Option<(Phrase, &'a str)> {
    let (head, pattern) = line.split_once(": ")?;
    let (weight, group) = head.split_once(' ')?;
    let section = match section {
        "lexicon" => Section::Lexicon,
        "remarks" => Section::Remark,
        _ => Section::Refusal,
    };
    Some((Phrase { section, group: group.to_owned(), weight: weight.parse().ok()?, parts: 0 }, pattern))
}

/// A pattern with the words that its `@names` stand for.
fn expanded(pattern: &str, named: &BTreeMap<&str, &str>) -> String {
    // Longer names first: `@work` is no part of `@works`.
    named.iter().rev().fold(pattern.to_owned(), |text, (name, words)| text.replace(name, words))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_file_reads_and_has_every_section() {
        for (code, file) in FILES {
            let read = read(code, file).unwrap();
            for section in [Section::Lexicon, Section::Remark, Section::Refusal] {
                assert!(read.phrases.iter().any(|phrase| phrase.section == section), "{code} {section:?}");
            }
            assert!(!read.function_words.is_empty(), "{code}");
            for phrase in &read.phrases {
                assert!(phrase.weight > 0.0 && phrase.weight <= 1.0, "{code} {phrase:?}");
            }
        }
    }

    #[test]
    fn parts_of_a_phrase_match_in_one_sentence_in_any_order() {
        let phrases = read("en", "[remarks]\n1 a: this|my essay & prize & wins|won").unwrap();
        let found = |text: &str| {
            let words = crate::words::words(text);
            let mut found = Vec::new();
            phrases.each(&words, |_, first, last| {
                found.push(text[words[first].range.start..words[last].range.end].to_owned());
            });
            found
        };
        assert_eq!(found("A prize is won by my essay, then."), ["prize is won by my essay"]);
        assert_eq!(
            found("My essay wins a prize. My essay wins no prize."),
            ["My essay wins a prize", "My essay wins no prize"]
        );
        assert!(found("This essay wins. A prize for it!").is_empty());
    }

    #[test]
    fn words_of_the_lexicon_are_no_leak_however_many() {
        let mut groups: BTreeMap<&str, f64> = BTreeMap::new();
        for phrase in ALL
            .iter()
            .flat_map(|phrases| &phrases.phrases)
            .filter(|phrase| phrase.weight < 1.0 && phrase.section == Section::Lexicon)
        {
            let most = groups.entry(&phrase.group).or_default();
            *most = most.max(phrase.weight);
        }
        assert!(groups.values().sum::<f64>() < 1.0, "{groups:?}");
    }

    #[test]
    fn an_unreadable_line_is_named() {
        for (file, error) in [
            ("prize", "en.txt, line 1: no section: `prize`"),
            ("[lexicon]\nprize", "en.txt, line 2: no phrase: `prize`"),
            ("[lexicon]\n1 a: ..2 b", "en.txt, line 2: `..2 b` has to begin with a word: `1 a: ..2 b`"),
            ("[remarks]\n1 a: @b c", "en.txt, line 2: a name that stands for nothing: `1 a: @b c`"),
            ("[numbers]\ntwo 2a", "en.txt, line 2: no number: `two 2a`"),
        ] {
            assert_eq!(read("en", file).unwrap_err(), error);
        }
    }
}
