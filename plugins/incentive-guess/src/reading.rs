//! A guess read from a judge's answer: the words for the two writers, and for not knowing.
//!
//! Where the guess stands in an answer, and what may stand around it, is every rubric's: `judging` has it.

use judging::{Grammar, Sides};
use motive_plugin::rubric::Preference;

/// What guesses call the two writers, and not knowing.
#[rustfmt::skip]
const SIDES: Sides = Sides {
    nouns: &["text", "writer", "author", "person", "essay", "script", "submission", "piece", "option"],
    neither: &[
        "unknown", "unclear", "unsure", "undecided", "not sure", "no idea", "tie", "neither", "don't know",
        "do not know", "i don't know", "i do not know", "i'm not sure", "i am not sure", "i have no idea", "can't tell",
        "cannot tell", "i can't tell", "i cannot tell", "it is unknown", "impossible to tell", "impossible to say",
    ],
};

/// What may introduce the name of a writer.
const LEADS: [&str; 6] = ["it is", "it's", "it was", "i guess", "i choose", "probably"];

/// What may follow the name of a writer, and says the question once more.
#[rustfmt::skip]
const TAILS: [&str; 6] = [
    "had more reason", "had more reason to write well", "had more reason to do well", "was given more reason",
    "was given more reason to write well", "was told more",
];

/// The guess and the words for why.
pub(crate) fn guess(answer: &str, cut_off: bool) -> Option<(Preference, &str)> {
    judging::read(&Guesses, answer, cut_off)
}

struct Guesses;

impl Grammar for Guesses {
    type Said = Preference;

    const MARK: &'static str = "guess";

    fn named(&self, words: &[String]) -> Option<Preference> {
        SIDES.named(words)
    }

    /// "it was the second writer", "the first had more reason to write well".
    fn stated(&self, words: &[String]) -> Option<Preference> {
        let text = words.join(" ");
        let claim = LEADS.iter().find_map(|lead| text.strip_prefix(lead)?.strip_prefix(' ')).unwrap_or(&text);
        let tail = TAILS.iter().find_map(|tail| claim.strip_suffix(tail)?.strip_suffix(' '));
        let name: Vec<String> = tail.unwrap_or(claim).split(' ').map(String::from).collect();
        let guess = SIDES.named(&name)?;
        // Neither writer has had more than the other: that is a claim, and not a lack of knowledge.
        (tail.is_none() || guess != Preference::Tie).then_some(guess)
    }
}
