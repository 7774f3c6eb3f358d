//! A verdict read from a judge's answer.

use motive_plugin::rubric::Preference;

/// What a judge may say.
const WORDS: [(&str, Preference); 8] = [
    ("first", Preference::First),
    ("1", Preference::First),
    ("second", Preference::Second),
    ("2", Preference::Second),
    ("tie", Preference::Tie),
    ("tied", Preference::Tie),
    ("draw", Preference::Tie),
    ("equal", Preference::Tie),
];

/// What a verdict line starts with.
const MARK: &str = "verdict";

/// The longest verdict, in words.
const LONGEST: usize = 8;

/// The preference and the reason before it. None if the answer has no verdict, or names several in one line.
///
/// The last line with a verdict counts: a judge that quotes a text, or thinks again, concludes at the end. A line with
/// different verdicts repeats the question. Without the word "verdict" only an answer that is nothing but the word
/// itself is read; prose is not interpreted.
pub(crate) fn verdict(answer: &str) -> Option<(Preference, &str)> {
    // ASCII lower case keeps every byte in its place, so that positions hold for the answer itself.
    let lower = answer.to_ascii_lowercase();
    let mut end = lower.len();
    for line in lower.split_inclusive('\n').rev() {
        let (start, after) = (end - line.len(), &lower[end..]);
        end = start;
        let verdicts = verdicts(line, after);
        if let Some((preference, rest)) = verdicts.split_first() {
            let at = start + line.find(MARK).unwrap_or_default();
            return rest
                .iter()
                .all(|other| other == preference)
                .then(|| (*preference, without_marks(&answer[..at])));
        }
    }
    Some((preference(&lower)?, ""))
}

/// What is said after each mark of a line; after a mark that ends its line, the next line says it.
fn verdicts(line: &str, after: &str) -> Vec<Preference> {
    let says_something = |text: &&str| text.contains(char::is_alphanumeric);
    let said = line.split(MARK).skip(1);
    said.filter_map(|said| {
        preference(Some(said).filter(says_something).or_else(|| after.lines().find(says_something))?)
    })
    .collect()
}

/// The one preference in a few words: "first", "**Text 2**", "the second text". None if there are several or a "not".
fn preference(text: &str) -> Option<Preference> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > LONGEST || words.contains(&"not") {
        return None;
    }
    let of = |word: &&str| WORDS.iter().find(|(name, _)| name == word).map(|(_, preference)| *preference);
    let mut found = words.iter().filter_map(of);
    let preference = found.next()?;
    found.all(|other| other == preference).then_some(preference)
}

/// A reason without the Markdown that led over to the verdict.
fn without_marks(reason: &str) -> &str {
    reason
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '#' | '`' | '>'))
        .trim_start()
}
