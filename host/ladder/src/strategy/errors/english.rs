//! Errors of English.

use super::Kind;
use super::site::Site;
use crate::degradation::Change;
use crate::keyed::Key;
use crate::text::Document;

pub(super) const KINDS: [Kind; 3] = [
    Kind { name: "agreement", make: agreement },
    Kind { name: "homophone", make: homophone },
    Kind { name: "missing", make: missing },
];

/// Words that every English text is full of, and that are rare or no words in other languages.
const COMMON: [&str; 8] = ["the", "and", "of", "to", "that", "with", "for", "are"];

/// Least share of them in an English text. In running English they are about a fifth of all words; a Dutch
/// text, which has `of`, stays below a hundredth.
const SHARE: f64 = 0.06;

/// Forms that are taken for each other.
const AGREEMENT: [(&str, &str); 5] =
    [("is", "are"), ("was", "were"), ("has", "have"), ("does", "do"), ("this", "these")];

/// Words that sound alike, or nearly, and are taken for each other.
#[rustfmt::skip]
const HOMOPHONES: [(&str, &str); 24] = [
    ("their", "there"), ("its", "it's"), ("your", "you're"), ("whose", "who's"), ("than", "then"),
    ("too", "to"), ("of", "off"), ("were", "where"), ("affect", "effect"), ("affects", "effects"),
    ("lose", "loose"), ("accept", "except"), ("principal", "principle"), ("weather", "whether"),
    ("passed", "past"), ("hear", "here"), ("know", "no"), ("one", "won"), ("right", "write"),
    ("our", "hour"), ("which", "witch"), ("through", "threw"), ("week", "weak"), ("by", "buy"),
];

/// Words without which what follows is rarely a sentence. Not articles before plurals, and no auxiliaries of
/// the passive: `the town was closed` is right without its third word.
const NEEDED: [&str; 5] = ["of", "to", "a", "an", "be"];

/// Whether a text is English, by its most common words.
pub(super) fn is_english(text: &Document<'_>) -> bool {
    let words = text.words();
    let common = words
        .iter()
        .filter(|span| COMMON.iter().any(|common| common.eq_ignore_ascii_case(&text.text()[(*span).clone()])))
        .count();
    common > 0 && common as f64 >= SHARE * words.len() as f64
}

fn agreement(site: &Site<'_>, _: &Key) -> Option<Change> {
    exchanged(site, &AGREEMENT)
}

fn homophone(site: &Site<'_>, _: &Key) -> Option<Change> {
    exchanged(site, &HOMOPHONES)
}

/// The word for the one that it is taken for, capitalised as it was. Words in capitals are left alone.
fn exchanged(site: &Site<'_>, pairs: &[(&str, &str)]) -> Option<Change> {
    let word = site.word().replace('’', "'");
    let lower = word.to_lowercase();
    let wrong = pairs.iter().find_map(|(one, other)| match lower.as_str() {
        word if word == *one => Some(*other),
        word if word == *other => Some(*one),
        _ => None,
    })?;
    if word.chars().skip(1).any(char::is_uppercase) {
        return None;
    }
    let capital = word.starts_with(char::is_uppercase);
    let wrong = if capital { wrong[..1].to_uppercase() + &wrong[1..] } else { wrong.to_owned() };
    Some(Change::replace(site.span.clone(), wrong))
}

/// The word and the blank after it left out, within a sentence.
fn missing(site: &Site<'_>, _: &Key) -> Option<Change> {
    let within = site.previous_after(" ").is_some() && site.next_after(" ").is_some();
    (within && NEEDED.contains(&site.word())).then(|| Change::remove(site.span.start..site.span.end + 1))
}
