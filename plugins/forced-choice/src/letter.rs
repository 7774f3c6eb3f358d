//! A choice read from an answer in words.
//!
//! Two readings, from certain to plausible. What an answer *states* is a choice even beside a disclaimer; what it only
//! *mentions* counts if the respondent did not decline. An answer that points both ways is not read at all.

use motive_plugin::rubric::Preference;

/// Words after which a label is a choice: "I choose A", "Answer: A", "I'd go with option B".
#[rustfmt::skip]
const CUES: [&str; 18] = [
    "answer", "choice", "choose", "chose", "choosing", "pick", "picking", "prefer", "preferred", "preference",
    "select", "selecting", "rather", "opt", "go", "favor", "favour", "verdict",
];

/// Words that may stand between a cue and its label.
#[rustfmt::skip]
const FILLERS: [&str; 13] = [
    "is", "would", "be", "with", "option", "the", "for", "to", "see", "have", "outcome", "letter", "definitely",
];

/// Words that follow the label "A" and never the article.
#[rustfmt::skip]
const AFTER_LABEL: [&str; 17] = [
    "is", "seems", "sounds", "looks", "would", "over", "to", "than", "rather", "instead", "because", "since", "as",
    "but", "and", "or", "here",
];

const NEGATIONS: [&str; 4] = ["not", "never", "cannot", "neither"];

/// The longest answer, in words, in which a lone label counts as a choice.
const SHORT: usize = 12;

/// What the answer says outright: the label alone, first, last on a line of its own, or after a cue.
pub(crate) fn stated(text: &str, labels: &[String; 2]) -> Option<Preference> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_label = |label: &String| bare.eq_ignore_ascii_case(label);
    if let Some(index) = labels.iter().position(is_label) {
        return Some([Preference::First, Preference::Second][index]);
    }
    match cued(text, labels).as_slice() {
        [] => leading(text, labels).or_else(|| last_line(text, labels)),
        // "Option A is cheaper, but I choose B": the cues agree, or the answer is not read.
        [choice, rest @ ..] => rest.iter().all(|other| other == choice).then_some(*choice),
    }
}

/// What a short answer names without saying that it chooses it: "Option B seems kinder."
pub(crate) fn mentioned(text: &str, labels: &[String; 2]) -> Option<Preference> {
    let words = words(text);
    if words.len() > SHORT || words.iter().any(|word| is_negation(word)) {
        return None;
    }
    let mut choice = None;
    for (i, word) in words.iter().enumerate() {
        let Some(named) = label(word, labels) else { continue };
        if is_article(text, &words, i) || choice.is_some_and(|other| other != named) {
            return None;
        }
        choice = Some(named);
    }
    choice
}

/// Every label that follows a cue which is not negated, with nothing but filler in between. "Answer with A or B" repeats
/// the question and chooses nothing.
fn cued(text: &str, labels: &[String; 2]) -> Vec<Preference> {
    let words = words(text);
    let is_filler = |word: &&&str| FILLERS.contains(&lower(word).as_str());
    let mut choices = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let negated = words[i.saturating_sub(3)..i].iter().any(|word| is_negation(word));
        if negated || !CUES.contains(&lower(word).as_str()) {
            continue;
        }
        let at = i + 1 + words[i + 1..].iter().take_while(is_filler).count();
        let Some(choice) = words.get(at).and_then(|word| label(word, labels)) else { continue };
        let next = words[at + 1..].iter().find(|word| !matches!(**word, "or" | "and"));
        let names_both = next.and_then(|word| label(word, labels)).is_some_and(|other| other != choice);
        if !names_both && !is_article(text, &words, at) {
            choices.push(choice);
        }
    }
    choices
}

/// The label with which an answer opens, set off by punctuation: "A) because ...", "(B) The second". "A better world"
/// opens with an article.
fn leading(text: &str, labels: &[String; 2]) -> Option<Preference> {
    const SET_OFF: [char; 13] = [')', ']', '.', ':', ',', ';', '*', '`', '"', '\n', '\r', '–', '—'];
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let text = match text.get(..6) {
        Some(option) if option.eq_ignore_ascii_case("option") => text[6..].trim_start(),
        _ => text,
    };
    let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphanumeric())?);
    let set_off = rest.starts_with(SET_OFF) || rest.trim_start().starts_with(['-', '–', '—']);
    set_off.then(|| label(word, labels)).flatten()
}

/// The label that stands alone on the last line, after whatever came before.
fn last_line(text: &str, labels: &[String; 2]) -> Option<Preference> {
    let line = text.trim_end().lines().next_back()?;
    label(line.trim_matches(|c: char| !c.is_alphanumeric()), labels)
}

/// Whether the word at `i` is an article and no label: a capital A that goes on with a small letter, as in "A kinder
/// world".
fn is_article(text: &str, words: &[&str], i: usize) -> bool {
    let after_option = i > 0 && lower(words[i - 1]) == "option";
    let Some(next) = words.get(i + 1) else { return false };
    let end = words[i].as_ptr() as usize - text.as_ptr() as usize + words[i].len();
    let goes_on = text[end..].starts_with(' ') && next.starts_with(char::is_lowercase);
    words[i] == "A" && !after_option && goes_on && !AFTER_LABEL.contains(next)
}

fn is_negation(word: &str) -> bool {
    let word = lower(word);
    NEGATIONS.contains(&word.as_str()) || word.ends_with("n't")
}

/// Runs of letters, digits and apostrophes.
fn words(text: &str) -> Vec<&str> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    text.split(|c| !inside(c)).filter(|word| !word.is_empty()).collect()
}

fn lower(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// A word that is one of the labels, case and all.
fn label(word: &str, labels: &[String; 2]) -> Option<Preference> {
    match word {
        word if word == labels[0] => Some(Preference::First),
        word if word == labels[1] => Some(Preference::Second),
        _ => None,
    }
}
