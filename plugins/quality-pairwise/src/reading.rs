//! A verdict read from a judge's answer: the words for the two texts, and how they are compared in a verdict.
//!
//! Where the verdict stands in an answer, and what may stand around it, is every rubric's: `judging` has it.

use judging::{Grammar, Sides};
use motive_plugin::rubric::Preference;

use Preference::{First, Second, Tie};

/// What verdicts call the two texts, and a tie.
#[rustfmt::skip]
const SIDES: Sides = Sides {
    nouns: &["text", "essay", "script", "submission", "piece", "option"],
    neither: &[
        "tie", "tied", "draw", "equal", "equally good", "equally strong", "equal in quality", "equals", "even",
        "neither", "no difference",
    ],
};

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

/// The preference and the words for why.
pub(crate) fn verdict(answer: &str, cut_off: bool) -> Option<(Preference, &str)> {
    judging::read(&Verdicts, answer, cut_off)
}

struct Verdicts;

impl Grammar for Verdicts {
    type Said = Preference;

    const MARK: &'static str = "verdict";

    fn named(&self, words: &[String]) -> Option<Preference> {
        SIDES.named(words)
    }

    /// "text 1 is better than text 2". What is turned round ("the first is weaker", "not the first") or compared in
    /// another way is not in the grammar.
    fn stated(&self, words: &[String]) -> Option<Preference> {
        let side = |text: &str| SIDES.named(&text.split(' ').map(String::from).collect::<Vec<_>>());
        let text = words.join(" ");
        let (claim, compared) = match text.split_once(" than ") {
            Some((claim, compared)) => (claim, Some(compared)),
            None => (text.as_str(), None),
        };
        let claim =
            LEADS.iter().find_map(|lead| claim.strip_prefix(lead)?.strip_prefix(' ')).unwrap_or(claim);
        let tail = TAILS.iter().find_map(|tail| claim.strip_suffix(tail)?.strip_suffix(' '));
        let preference = side(tail.unwrap_or(claim))?;
        // "Neither is better" is a tie, and a tie is not better.
        let takes_tail = preference != Tie || claim.starts_with("neither");
        let fits = match (tail, compared) {
            (None, None) => true,
            (Some(_), None | Some("other")) => takes_tail,
            (Some(_), Some(other)) => {
                matches!((preference, side(other)?), (First, Second) | (Second, First))
            }
            (None, Some(_)) => false,
        };
        fits.then_some(preference)
    }
}
