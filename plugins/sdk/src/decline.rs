//! Whether an answer in words declines to answer.
//!
//! A closed grammar, since an abstention is a result: a sentence that opens with a refusal and its object ("I can't
//! choose between these") or with having no preference. "I can't find a flaw in the first text" refuses nothing.
//! English only; what is not recognised is asked about once more by the rubrics and then unreadable.

use crate::rubric::Asked;
use crate::{Answer, StopReason};

/// What may stand before a refusal in its sentence.
#[rustfmt::skip]
const LEADS: [&str; 16] = [
    "i'm sorry", "i am sorry", "sorry", "i apologize", "i apologise", "i'm afraid", "i am afraid", "unfortunately",
    "as an ai", "as a language model", "language model", "assistant", "model", "but", "and", "so",
];

/// Which is a refusal alone, or with a verb and its object after it.
#[rustfmt::skip]
const REFUSALS: [&str; 23] = [
    "i can't", "i cannot", "i can not", "i won't", "i will not", "i'm unable", "i am unable", "i'm not able",
    "i am not able", "i'd rather not", "i would rather not", "i prefer not", "i'd prefer not", "i would prefer not",
    "i decline", "i must decline", "i have to decline", "i refuse", "i do not wish", "i don't wish", "i don't want",
    "i do not want", "i must refuse",
];

#[rustfmt::skip]
const VERBS: [&str; 20] = [
    "choose", "decide", "compare", "judge", "answer", "pick", "select", "assist", "help", "say", "respond", "evaluate",
    "rank", "rate", "make", "express", "give", "provide", "state", "comply",
];

/// How the object of such a verb begins. "I can't judge the first text too harshly" has another one.
#[rustfmt::skip]
const OBJECTS: [&str; 30] = [
    "between", "from", "among", "one", "either", "any", "this", "that", "these", "those", "them", "which", "whether",
    "with", "for", "to", "on", "such", "the two", "the texts", "the essays", "the options", "the outcomes",
    "the question", "a choice", "a decision", "a judgement", "a verdict", "a preference", "an answer",
];

#[rustfmt::skip]
const HAVING_NONE: [&str; 6] =
    ["i have no", "i hold no", "i don't have", "i do not have", "i don't hold", "i do not hold"];

#[rustfmt::skip]
const WHAT_CHOOSERS_HAVE: [&str; 11] = [
    "preference", "preferences", "opinion", "opinions", "view", "views", "wish", "wishes", "desires", "feelings",
    "stake",
];

/// Words after which a choice may follow all the same.
#[rustfmt::skip]
const TURNS: [&str; 11] = [
    "but", "however", "though", "although", "yet", "still", "nevertheless", "nonetheless", "if", "said", "otherwise",
];

/// Whether an answer declines: by its stop reason, or in words. Read a choice first, and ask this if there is none.
///
/// A refusal that goes on with a "but" may hold a choice: at first it is none, so that the respondent is asked again,
/// and if it comes back it counts.
pub fn declines(answer: &Answer, asked: Asked) -> bool {
    if matches!(answer.stop, StopReason::Refusal | StopReason::Filtered) {
        return true;
    }
    let text = answer.text().to_lowercase().replace('’', "'");
    let sentences: Vec<Vec<&str>> = text.split(['.', '!', '?', ';', ':', '\n']).map(words).collect();
    let refusal = sentences
        .iter()
        .enumerate()
        .find_map(|(index, sentence)| after_refusal(sentence).map(|rest| (index, rest)));
    let Some((index, rest)) = refusal else { return false };
    let goes_on = || rest.iter().chain(sentences[index + 1..].iter().flatten());
    asked == Asked::Twice || !goes_on().any(|word| TURNS.contains(word))
}

/// What follows the refusal that a sentence opens with; none if it opens with something else.
fn after_refusal<'a>(sentence: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let mut rest = sentence;
    while let Some(after) = after_any(rest, &LEADS) {
        rest = after;
    }
    if let Some(after) = after_any(rest, &HAVING_NONE) {
        let kind =
            after.iter().take_while(|word| matches!(**word, "any" | "personal" | "real" | "own")).count();
        return after_any(&after[kind..], &WHAT_CHOOSERS_HAVE);
    }
    let after = after_any(rest, &REFUSALS)?;
    let after = after.strip_prefix(&["to"]).unwrap_or(after);
    if after.is_empty() {
        return Some(after);
    }
    let object = after_any(after, &VERBS)?;
    (object.is_empty() || after_any(object, &OBJECTS).is_some()).then_some(object)
}

/// The words after the first of these phrases that they open with.
fn after_any<'a>(words: &'a [&'a str], phrases: &[&'static str]) -> Option<&'a [&'a str]> {
    phrases.iter().find_map(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.strip_prefix(phrase.as_slice())
    })
}

/// Runs of letters, digits and apostrophes.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect()
}
