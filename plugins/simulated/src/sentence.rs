//! Sentences that meet the conditions they are to meet, and miss the others.
//!
//! Words of a small vocabulary in drawn order: they are checked for their letters and read by nobody for their sense. Where
//! conditions leave no room for one another, or no word of the vocabulary fits, what cannot be had is missed.

use motive_plugin::Random;

use crate::assignment::capitalised;
use crate::conditions::Condition;

/// How many words a sentence has of which nothing is said.
const USUAL_WORDS: usize = 14;

/// Each letter is in one of them, so that it can be let in. Without those with any one letter but the commonest, enough are
/// left for a sentence, for its beginning and for its end.
#[rustfmt::skip]
const VOCABULARY: [&str; 112] = [
    "a", "above", "again", "all", "along", "and", "any", "apart", "around", "as", "at", "away", "back", "before", "behind",
    "below", "beside", "better", "between", "black", "blue", "both", "bright", "brown", "by", "calm", "clear", "cold",
    "dark", "deep", "dim", "down", "dry", "each", "early", "empty", "ever", "exact", "far", "few", "first", "found",
    "from", "full", "good", "green", "half", "hard", "heavy", "here", "high", "hot", "in", "inside", "into", "it", "its",
    "jolly", "just", "keen", "kind", "large", "late", "lazy", "left", "less", "little", "long", "low", "many", "more",
    "narrow", "near", "new", "no", "not", "now", "of", "old", "on", "once", "open", "other", "out", "over", "quick",
    "quiet", "rare", "red", "several", "short", "silent", "small", "so", "soft", "still", "sudden", "tall", "than",
    "that", "the", "then", "thin", "this", "through", "today", "under", "until", "up", "white", "without", "yellow",
];

/// Writes a sentence. `meant` says of each condition whether it is to be met.
pub(crate) fn write(conditions: &[Condition], meant: &[bool], random: &mut Random) -> String {
    let form = Form::of(conditions.iter().zip(meant.iter().copied()), random);
    let mut stock = VOCABULARY.to_vec();
    random.shuffle(&mut stock);
    // A word that was asked for comes in where it is meant to, and nowhere else.
    stock.retain(|word| !form.asked.iter().any(|(asked, _)| asked == word));
    let has_letter = |word: &&str| form.lacks.is_some_and(|(letter, _)| word.contains(letter));
    let intruder = stock.iter().copied().find(has_letter);
    stock.retain(|word| !has_letter(word));

    let first =
        take(&mut stock, |word| form.begins.is_none_or(|(letter, met)| word.starts_with(letter) == met));
    let last = take(&mut stock, |word| form.ends.is_none_or(|(count, met)| (word.len() == count) == met));
    let mut middle: Vec<&str> = form.asked.iter().filter(|(_, met)| *met).map(|(word, _)| *word).collect();
    middle.extend(intruder.filter(|_| form.lacks.is_some_and(|(_, met)| !met)));
    middle.extend(first.filter(|_| form.repeats));
    let wanted = form.words.saturating_sub(2 + middle.len());
    middle.extend(stock.into_iter().take(wanted));
    random.shuffle(&mut middle);

    let mut words: Vec<String> = first.into_iter().chain(middle).chain(last).map(str::to_owned).collect();
    if form.has_comma && words.len() > 1 {
        let at = random.below(words.len() - 1);
        words[at].push(',');
    }
    capitalised(&words.join(" ")) + "."
}

/// What a sentence is made to be. Of a condition: what it asks for, and whether that is to be met.
struct Form<'a> {
    words: usize,
    asked: Vec<(&'a str, bool)>,
    lacks: Option<(char, bool)>,
    begins: Option<(char, bool)>,
    ends: Option<(usize, bool)>,
    has_comma: bool,
    repeats: bool,
}

impl<'a> Form<'a> {
    fn of(meant: impl Iterator<Item = (&'a Condition, bool)>, random: &mut Random) -> Form<'a> {
        let mut form = Form {
            words: USUAL_WORDS,
            asked: Vec::new(),
            lacks: None,
            begins: None,
            ends: None,
            has_comma: false,
            repeats: false,
        };
        for (condition, met) in meant {
            match condition {
                Condition::Words(count) if met => form.words = *count,
                Condition::Words(count) => form.words = count.saturating_add(1 + random.below(3)),
                Condition::Holds(word) => form.asked.push((word, met)),
                Condition::Lacks(letter) => form.lacks = Some((*letter, met)),
                Condition::Begins(letter) => form.begins = Some((*letter, met)),
                Condition::Ends(count) => form.ends = Some((*count, met)),
                Condition::OneComma => form.has_comma = met,
                Condition::NoWordTwice => form.repeats = !met,
            }
        }
        form
    }
}

/// Takes the first word that fits out of a stock, or any if none does.
fn take(stock: &mut Vec<&'static str>, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
    let at = stock.iter().position(|word| fits(word)).unwrap_or(0);
    (at < stock.len()).then(|| stock.remove(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::count;

    #[test]
    fn any_letter_can_be_let_in_and_no_word_makes_a_sentence_strong() {
        for letter in 'a'..='z' {
            assert!(VOCABULARY.iter().any(|word| word.contains(letter)), "{letter}");
        }
        assert_eq!(count(&VOCABULARY.join(" ")), (0, 1));
    }

    #[test]
    fn what_cannot_be_had_is_missed() {
        let mut random = Random::keyed(1, ["sentence"]);
        let mut written =
            |conditions: &[Condition]| write(conditions, &vec![true; conditions.len()], &mut random);
        let words = |text: &str| text.split(' ').count();
        // No word begins with it; more than there are; no room for a word beside the first and the last.
        assert!(!written(&[Condition::Begins('x')]).starts_with('X'));
        assert_eq!(words(&written(&[Condition::Words(5000)])), VOCABULARY.len());
        assert_eq!(words(&written(&[Condition::Words(2), Condition::Holds("rope".into())])), 3);
        assert_eq!(words(&written(&[Condition::Words(0)])), 2);
        assert_eq!(words(&written(&[])), USUAL_WORDS);
    }
}
