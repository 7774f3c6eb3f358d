//! Which of two texts words name.

use motive_plugin::rubric::Preference;

use Preference::{First, Second, Tie};

/// What the two texts are called by themselves.
const ORDINALS: [(&str, Preference); 6] =
    [("first", First), ("1st", First), ("1", First), ("second", Second), ("2nd", Second), ("2", Second)];

/// The words for the two texts, and for neither.
#[derive(Debug, Clone, Copy)]
pub struct Sides {
    /// What may stand with the name of a text: "text", as in "text 2" or "second text".
    pub nouns: &'static [&'static str],
    /// What is neither of the two, without articles.
    pub neither: &'static [&'static str],
}

impl Sides {
    /// The side that words name, and do nothing else: "second", "text 2", "2nd text". A tie for what is neither.
    pub fn named(&self, words: &[String]) -> Option<Preference> {
        let is_noun = |word: &String| self.nouns.contains(&word.as_str());
        let bare = match words {
            [noun, bare @ ..] if is_noun(noun) => bare,
            // "The first one" is the first; "one" alone is no name.
            [bare @ .., last] if is_noun(last) || (last == "one" && !bare.is_empty()) => bare,
            bare => bare,
        };
        let name = bare.join(" ");
        let ordinal = ORDINALS.iter().find(|(word, _)| *word == name).map(|(_, side)| *side);
        ordinal.or_else(|| self.neither.contains(&name.as_str()).then_some(Tie))
    }
}
