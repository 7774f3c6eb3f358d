//! Errors that are errors in any language: what a hand does on a keyboard.

use super::Kind;
use super::site::Site;
use crate::degradation::Change;
use crate::keyed::{Key, pick};
use crate::text::is_character;

pub(super) const KINDS: [Kind; 2] =
    [Kind { name: "doubled", make: doubled }, Kind { name: "swapped", make: swapped }];

/// Fewest letters of a word whose inner letters are swapped: in shorter ones that often gives another word.
const FEWEST_LETTERS: usize = 5;

/// English words that are at times written twice on purpose.
const TWICE: [&str; 5] = ["had", "that", "very", "really", "so"];

/// Chinese characters that are at times written twice on purpose, as in `慢慢` or `早早`.
const TWICE_CHARACTERS: &str = "早慢看常刚天人个年好大小多轻渐偏往每日家说想试走听笑等谢爸妈哥弟姐妹种条件片点步次处时代\
    事层张句字星深远高长久静默悄白红黑明仅屡频纷恰";

/// The word, twice.
fn doubled(site: &Site<'_>, _: &Key) -> Option<Change> {
    let word = site.word();
    let gap = if site.is_character() { "" } else { " " };
    let next = site.next_after(gap)?;
    let twice = next == word
        || site.previous_after(gap) == Some(word)
        || TWICE.contains(&word.to_lowercase().as_str())
        || (site.is_character() && TWICE_CHARACTERS.contains(word))
        || next.chars().any(char::is_numeric);
    (!twice).then(|| Change::replace(site.span.clone(), format!("{word}{gap}{word}")))
}

/// Two inner letters of the word exchanged; of a Chinese or Japanese one, the character and the next.
fn swapped(site: &Site<'_>, key: &Key) -> Option<Change> {
    let word = site.word();
    if site.is_character() {
        let next = site.next_after("").filter(|next| *next != word && is_character(next))?;
        return Some(Change::replace(site.span.start..site.span.end + next.len(), format!("{next}{word}")));
    }
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < FEWEST_LETTERS {
        return None;
    }
    let differ: Vec<usize> = (1..letters.len() - 2)
        .filter(|&place| {
            let (one, other) = (letters[place], letters[place + 1]);
            one != other && one.is_alphabetic() && other.is_alphabetic()
        })
        .collect();
    if differ.is_empty() {
        return None;
    }
    let place = differ[pick(key, "letters", site.span.start, differ.len())];
    letters.swap(place, place + 1);
    Some(Change::replace(site.span.clone(), letters.into_iter().collect::<String>()))
}
