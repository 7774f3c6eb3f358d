//! A verdict read from a judge's answer.
//!
//! A closed grammar: what it does not know is not read, and asking again is cheap. Prose is never interpreted, since
//! "first" and "1" are words of any prose, and a reading that leans to one of the two texts is worse than none.

use motive_plugin::rubric::Preference;

use Preference::{First, Second, Tie};

/// What a verdict is introduced by.
const MARK: &str = "verdict";

/// Words that may stand before the mark in its sentence: "My final verdict: ...".
const BEFORE_MARK: [&str; 9] = ["my", "the", "final", "overall", "so", "thus", "hence", "therefore", "and"];

/// What a verdict is called, without articles.
#[rustfmt::skip]
const WORDS: [(&str, Preference); 17] = [
    ("first", First), ("1st", First), ("1", First),
    ("second", Second), ("2nd", Second), ("2", Second),
    ("tie", Tie), ("tied", Tie), ("draw", Tie), ("equal", Tie), ("equally good", Tie), ("equally strong", Tie),
    ("equal in quality", Tie), ("equals", Tie), ("even", Tie), ("neither", Tie), ("no difference", Tie),
];

/// What the two texts are called.
const NOUNS: [&str; 6] = ["text", "essay", "script", "submission", "piece", "option"];

/// What may introduce a verdict, and be left out.
#[rustfmt::skip]
const LEADS: [&str; 10] = [
    "it is", "it's", "they are", "both are", "both texts are", "texts are", "two texts are", "i choose", "i prefer",
    "clearly",
];

/// What may follow one of the two texts in a verdict, and says the same once more.
#[rustfmt::skip]
const TAILS: [&str; 10] = [
    "is better", "is clearly better", "is slightly better", "is stronger", "is better one", "is better text",
    "is best", "is superior", "is preferred", "wins",
];

/// How a reason begins that follows a verdict after a comma or a dash.
#[rustfmt::skip]
const REASONS: [&str; 12] =
    ["because", "since", "as", "for", "given", "due", "with", "by", "thanks", "it", "its", "which"];

/// How a sentence begins that takes back the one before.
#[rustfmt::skip]
const SECOND_THOUGHTS: [&str; 10] =
    ["no", "not", "or", "but", "wait", "actually", "correction", "sorry", "rather", "although"];

/// The preference and the words for why: what stands before the verdict, or else what follows it on its line.
///
/// The last verdict counts, and if it cannot be read, none. Without a mark only an answer is read that is nothing but
/// the words themselves. Of an answer that was cut off, only a line that has ended is read.
pub(crate) fn verdict(answer: &str, cut_off: bool) -> Option<(Preference, &str)> {
    let Some((start, after)) = last_mark(answer).ok()? else {
        return side(&bare_words(answer)).filter(|_| !cut_off).map(|preference| (preference, ""));
    };
    let rest = &answer[after..];
    let said = rest.trim_start_matches(is_margin);
    let (line, following, ended) = match said.split_once('\n') {
        Some((line, following)) => (line, following, true),
        None => (said, "", !cut_off),
    };
    let on_its_own_line = rest[..rest.len() - said.len()].contains('\n');
    let (clause, reason) = split_clause(line)?;
    // Under a heading, "1. The essay is clear" begins a list.
    if !ended || (on_its_own_line && !reason.is_empty()) || opens_with(following, &SECOND_THOUGHTS) {
        return None;
    }
    let before = answer[..start].trim_end_matches(is_margin).trim_start();
    Some((stated(&words(clause))?, if before.is_empty() { reason } else { before }))
}

/// The last verdict is not one that can be read.
struct Unreadable;

/// A "verdict" with a separator after it.
enum Mark {
    /// It opens its sentence, which starts here.
    Opens(usize),
    /// It stands in quotation marks inside a sentence: somebody else's.
    Quoted,
    /// It stands in the middle of a sentence.
    Inside,
}

/// Where the last mark's sentence starts, and where what it says starts. An error if it is in the middle of a sentence:
/// the question repeated, perhaps.
fn last_mark(answer: &str) -> Result<Option<(usize, usize)>, Unreadable> {
    // ASCII lower case keeps every byte in its place, so that positions hold for the answer itself.
    let lower = answer.to_ascii_lowercase();
    for (at, _) in lower.rmatch_indices(MARK) {
        let end = at + MARK.len();
        let Some((separator, length)) = separator(&lower[end..]) else { continue };
        match mark(&lower[..at]) {
            Mark::Opens(start) => return Ok(Some((start, end + length))),
            Mark::Inside if separator.ends_with(':') => return Err(Unreadable),
            Mark::Inside | Mark::Quoted => {}
        }
    }
    Ok(None)
}

/// What a mark is, given all that stands before it.
fn mark(before: &str) -> Mark {
    let mut rest = before.trim_end_matches(is_dress);
    while !opens_sentence(rest) {
        let bare = rest.trim_end_matches([' ', ',']);
        let Some(start) = BEFORE_MARK.iter().find_map(|word| bare.strip_suffix(word)) else {
            let is_quoted = before.trim_end_matches(['*', '_']).ends_with(['"', '`', '“']);
            return if is_quoted { Mark::Quoted } else { Mark::Inside };
        };
        rest = start.trim_end_matches(is_dress);
    }
    Mark::Opens(rest.len())
}

/// Whether a sentence begins after this text.
fn opens_sentence(before: &str) -> bool {
    let said = before.trim_end_matches(is_margin);
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    is_apart
        && (said.is_empty() || before[said.len()..].contains('\n') || said.ends_with(['.', '!', '?', ';']))
}

/// What divides a mark from its verdict (a colon, a dash, "is", or the end of its line), and where it ends.
fn separator(after: &str) -> Option<(&'static str, usize)> {
    const SEPARATORS: [&str; 9] = [":", "is:", "is ", "-", "–", "—", "=", "\n", "\r\n"];
    let bare = after.trim_start_matches(|c| c == ' ' || is_dress(c));
    let found = SEPARATORS.into_iter().find(|separator| bare.starts_with(separator))?;
    // The line's end belongs to what follows.
    let length = if found.ends_with('\n') { 0 } else { found.len() };
    Some((found, after.len() - bare.len() + length))
}

/// A verdict's line as its clause and the reason after it. None for what goes on in any other way.
fn split_clause(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let ends = [". ", "! ", "; ", ", ", ": ", " – ", " — ", "—", " - ", " because ", " since ", " ("];
    let first = ends.iter().filter_map(|end| Some((line.find(end)?, *end))).min_by_key(|(at, _)| *at);
    let Some((at, end)) = first else { return Some((line, "")) };
    let (clause, rest) = (&line[..at], &line[at + end.len()..]);
    let is_reason = match end {
        " because " | " since " => true,
        ". " | "! " => !opens_with(rest, &SECOND_THOUGHTS),
        // "first (Text 1)"
        " (" => stated(&words(clause)).is_some() && stated(&words(clause)) == side(&bare_words(rest)),
        _ => opens_with(rest, &REASONS),
    };
    is_reason.then_some((clause, rest))
}

/// What a clause says: "text 1 is better than text 2". What is turned round ("the first is weaker", "not the first") or
/// compared in another way is not in the grammar.
fn stated(clause: &[String]) -> Option<Preference> {
    let text = clause.join(" ");
    let (claim, compared) = match text.split_once(" than ") {
        Some((claim, compared)) => (claim, Some(compared)),
        None => (text.as_str(), None),
    };
    let claim = LEADS.iter().find_map(|lead| claim.strip_prefix(lead)?.strip_prefix(' ')).unwrap_or(claim);
    let tail = TAILS.iter().find_map(|tail| claim.strip_suffix(tail)?.strip_suffix(' '));
    let preference = side(&words(tail.unwrap_or(claim)))?;
    // "Neither is better" is a tie, and a tie is not better.
    let takes_tail = preference != Tie || claim.starts_with("neither");
    let fits = match (tail, compared) {
        (None, None) => true,
        (Some(_), None | Some("other")) => takes_tail,
        (Some(_), Some(other)) => {
            matches!((preference, side(&words(other))?), (First, Second) | (Second, First))
        }
        (None, Some(_)) => false,
    };
    fits.then_some(preference)
}

/// The side that words name, and do nothing else: "second", "text 2", "2nd text".
fn side(words: &[String]) -> Option<Preference> {
    let is_noun = |word: &String| NOUNS.contains(&word.as_str());
    let bare = match words {
        [noun, bare @ ..] if is_noun(noun) => bare,
        // "The first one" is the first; "one" alone is no verdict.
        [bare @ .., last] if is_noun(last) || (last == "one" && !bare.is_empty()) => bare,
        bare => bare,
    };
    let name = bare.join(" ");
    WORDS.iter().find(|(word, _)| *word == name).map(|(_, preference)| *preference)
}

/// The words of an answer that is nothing but a verdict. Empty if it has several lines.
fn bare_words(answer: &str) -> Vec<String> {
    if answer.trim().contains('\n') { Vec::new() } else { words(answer) }
}

fn opens_with(text: &str, list: &[&str]) -> bool {
    words(text).first().is_some_and(|word| list.contains(&word.as_str()))
}

/// Words in lower case, without articles, and without what stands around them: "**Text 2**." is "text", "2".
fn words(text: &str) -> Vec<String> {
    let bare = |word: &str| {
        let dress = |c: char| is_dress(c) || matches!(c, '.' | '!' | '(' | ')' | ',');
        word.trim_matches(dress).to_lowercase().replace('’', "'")
    };
    let words = text.split_whitespace().map(bare);
    words.filter(|word| !word.is_empty() && !matches!(word.as_str(), "the" | "a")).collect()
}

/// What may stand before a line's words: white space, bullets, Markdown.
fn is_margin(c: char) -> bool {
    c.is_whitespace() || is_dress(c) || matches!(c, '-' | '•')
}

/// Markdown and quotation marks.
fn is_dress(c: char) -> bool {
    matches!(c, '*' | '_' | '`' | '#' | '>' | '"' | '“' | '”' | '[' | ']')
}
