//! What an answer states: a line that opens with a mark, such as `Verdict: first`, or the words alone.
//!
//! A closed grammar: what it does not know is not read, and asking again is cheap. Prose is never interpreted, since
//! "first" and "1" are words of any prose, and a reading that leans to one side is worse than none. What may follow the
//! mark is each rubric's own.

use crate::words::{bare_words, is_dress, is_margin, opens_with, words};

/// What a rubric's answer line may say.
pub trait Grammar {
    /// What is read.
    type Said: PartialEq;

    /// What the line opens with, in lower case.
    const MARK: &'static str;

    /// What words say that are nothing but a name of it. Words are in lower case and without articles and Markdown.
    fn named(&self, words: &[String]) -> Option<Self::Said>;

    /// What the words after the mark say, up to the reason that may follow them.
    fn stated(&self, words: &[String]) -> Option<Self::Said> {
        self.named(words)
    }
}

/// Words that may stand before the mark in its sentence: "My final verdict: ...".
const BEFORE_MARK: [&str; 10] =
    ["my", "the", "final", "best", "overall", "so", "thus", "hence", "therefore", "and"];

/// How a reason begins that follows a verdict after a comma or a dash.
#[rustfmt::skip]
const REASONS: [&str; 12] =
    ["because", "since", "as", "for", "given", "due", "with", "by", "thanks", "it", "its", "which"];

/// How a sentence begins that takes back the one before.
#[rustfmt::skip]
const SECOND_THOUGHTS: [&str; 10] =
    ["no", "not", "or", "but", "wait", "actually", "correction", "sorry", "rather", "although"];

/// What an answer says, and the words for why: what stands before the mark, or else what follows on its line.
///
/// The last mark counts, and if its line cannot be read, none. Without a mark only an answer is read that is nothing but
/// the words themselves. Of an answer that was cut off, only a line that has ended is read.
pub fn read<'a, G: Grammar>(grammar: &G, answer: &'a str, cut_off: bool) -> Option<(G::Said, &'a str)> {
    let Some((start, after)) = last_mark(answer, G::MARK).ok()? else {
        return grammar.named(&bare_words(answer)).filter(|_| !cut_off).map(|said| (said, ""));
    };
    let rest = &answer[after..];
    let line = without_margin(rest);
    let on_its_own_line = rest[..rest.len() - line.len()].contains('\n');
    let (line, following, ended) = match line.split_once('\n') {
        Some((line, following)) => (line, following, true),
        None => (line, "", !cut_off),
    };
    let (clause, reason) = split_clause(grammar, line)?;
    // Under a heading, "1. The essay is clear" begins a list.
    if !ended || (on_its_own_line && !reason.is_empty()) || opens_with(following, &SECOND_THOUGHTS) {
        return None;
    }
    let before = answer[..start].trim_end_matches(is_margin).trim_start();
    Some((grammar.stated(&words(clause))?, if before.is_empty() { reason } else { before }))
}

/// A text from its first word on. A dash right before a digit is a sign and stays: "-3" is not 3.
fn without_margin(text: &str) -> &str {
    let said = text.trim_start_matches(is_margin);
    let is_number = said.starts_with(|c: char| c.is_ascii_digit());
    let signed = text[..text.len() - said.len()].strip_suffix('-').filter(|_| is_number);
    signed.map_or(said, |margin| &text[margin.len()..])
}

/// The last line with a mark is not one that can be read.
struct Unreadable;

/// A mark with a separator after it.
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
fn last_mark(answer: &str, mark: &str) -> Result<Option<(usize, usize)>, Unreadable> {
    // ASCII lower case keeps every byte in its place, so that positions hold for the answer itself.
    let lower = answer.to_ascii_lowercase();
    for (at, _) in lower.rmatch_indices(mark) {
        let end = at + mark.len();
        let Some((separator, length)) = separator(&lower[end..]) else { continue };
        match place(&lower[..at]) {
            Mark::Opens(start) => return Ok(Some((start, end + length))),
            Mark::Inside if separator.ends_with(':') => return Err(Unreadable),
            Mark::Inside | Mark::Quoted => {}
        }
    }
    Ok(None)
}

/// What a mark is, given all that stands before it.
fn place(before: &str) -> Mark {
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

/// What divides a mark from what it says (a colon, a dash, "is", or the end of its line), and where it ends.
fn separator(after: &str) -> Option<(&'static str, usize)> {
    const SEPARATORS: [&str; 9] = [":", "is:", "is ", "-", "–", "—", "=", "\n", "\r\n"];
    let bare = after.trim_start_matches(|c| c == ' ' || is_dress(c));
    let found = SEPARATORS.into_iter().find(|separator| bare.starts_with(separator))?;
    let is_sign = found == "-" && bare[1..].starts_with(|c: char| c.is_ascii_digit());
    if is_sign {
        return None;
    }
    // The line's end belongs to what follows.
    let length = if found.ends_with('\n') { 0 } else { found.len() };
    Some((found, after.len() - bare.len() + length))
}

/// A line after its mark as a clause and the reason after it. None for what goes on in any other way.
fn split_clause<'a, G: Grammar>(grammar: &G, line: &'a str) -> Option<(&'a str, &'a str)> {
    let line = line.trim();
    let ends = [". ", "! ", "; ", ", ", ": ", " – ", " — ", "—", " - ", " because ", " since ", " ("];
    let first = ends.iter().filter_map(|end| Some((line.find(end)?, *end))).min_by_key(|(at, _)| *at);
    let Some((at, end)) = first else { return Some((line, "")) };
    let (clause, rest) = (&line[..at], &line[at + end.len()..]);
    let is_reason = match end {
        " because " | " since " => true,
        ". " | "! " => !opens_with(rest, &SECOND_THOUGHTS),
        // "first (Text 1)"
        " (" => {
            let said = grammar.stated(&words(clause));
            said.is_some() && said == grammar.named(&bare_words(rest))
        }
        _ => opens_with(rest, &REASONS),
    };
    is_reason.then_some((clause, rest))
}
