//! Whether an output declines its task in words.
//!
//! A refusal is short, and one of its first sentences opens with declining, apart from apologies. What opens with a
//! heading, a quotation or a list is work, so a text about refusals is none; and who declines and then writes the text
//! all the same has not refused.

use crate::phrases::{Phrases, Section, phrases};
use crate::words::Word;

/// From so many words on an output is work, whatever it opens with: refusals of chat models, offers of something else
/// included, are shorter.
const WORK: usize = 150;

/// In how many of its first sentences a refusal declines.
const SENTENCES: u32 = 3;

/// Whether the text declines.
pub(super) fn refuses(text: &str, words: &[Word<'_>]) -> bool {
    let opens_as_work = text.trim_start().starts_with(['#', '>', '"', '“', '«', '「', '|', '-', '`']);
    if words.len() >= WORK || opens_as_work {
        return false;
    }
    let languages: Vec<&Phrases> = phrases(None).collect();
    let mut sentence = None;
    let mut led = false;
    for (at, word) in words.iter().enumerate().take_while(|(_, word)| word.sentence < SENTENCES) {
        if sentence.replace(word.sentence) != Some(word.sentence) {
            led = true;
        }
        if led && languages.iter().any(|phrases| phrases.begins(Section::Refusal, words, at)) {
            return true;
        }
        led = led && languages.iter().any(|phrases| phrases.leads.contains(word.form.as_ref()));
    }
    false
}
