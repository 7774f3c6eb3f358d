//! What a conversation holds beside its assignment: pleas for effort, leave to do little, a role, a promise.
//!
//! Told by fixed phrases. They cover every wording of the first-party framings (a test holds them to it) and the
//! usual words of others; a phrase that is not listed here moves nothing.

use crate::promise::Promise;

/// What was found. Several can be present at once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cues {
    /// The actor is asked to do its best.
    pub(crate) effort: bool,
    /// The actor is told that little will do.
    pub(crate) effort_down: bool,
    /// The actor is told that it is someone accomplished.
    pub(crate) role: bool,
    /// The actor is told that it is a beginner.
    pub(crate) role_down: bool,
    /// What is promised for the best text.
    pub(crate) promise: Option<Promise>,
    /// How much more likely that becomes if the text is the best, -1 to 1; 0 where nothing is promised.
    pub(crate) contingency: f64,
}

#[rustfmt::skip]
const EFFORT: [&str; 12] = [
    "full effort", "utmost care", "greatest pains", "your very best", "do your best", "try your hardest",
    "hard as you can", "the best text you are capable of", "every effort", "all your skill", "give it your all",
    "nothing less than excellent",
];

#[rustfmt::skip]
const EFFORT_DOWN: [&str; 9] = [
    "little effort", "little care", "take no pains", "minimal effort", "bare minimum", "rough draft", "hasty draft",
    "first comes to mind", "good enough will do",
];

/// After "you are a ..." in the same sentence.
#[rustfmt::skip]
const ACCOMPLISHED: [&str; 9] = [
    "award-winning", "renowned", "world-class", "leading", "distinguished", "acclaimed", "expert", "seasoned",
    "celebrated",
];

/// After "you are a ..." in the same sentence.
#[rustfmt::skip]
const BEGINNING: [&str; 8] = [
    "beginner", "newcomer", "novice", "recent entrant", "amateur", "trainee", "inexperienced", "untrained",
];

impl Cues {
    /// Reads the text of all system and user messages.
    pub(crate) fn of(text: &str) -> Cues {
        let lower = text.to_ascii_lowercase();
        let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
        let (promise, contingency) = Promise::of(text).unzip();
        Cues {
            effort: says(&EFFORT),
            effort_down: says(&EFFORT_DOWN),
            role: is_called(&lower, &ACCOMPLISHED),
            role_down: is_called(&lower, &BEGINNING),
            promise,
            contingency: contingency.unwrap_or_default(),
        }
    }
}

/// Whether a sentence says "you are a ..." with one of these words.
fn is_called(lower: &str, words: &[&str]) -> bool {
    let mut sentences =
        lower.split("you are a").skip(1).map(|rest| rest.split(['.', '\n']).next().unwrap_or_default());
    sentences.any(|sentence| words.iter().any(|word| sentence.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_accomplished_or_beginning_or_none() {
        for (text, expected) in [
            ("You are an award-winning essayist.", (true, false)),
            ("You are a historian and a renowned stylist.", (true, false)),
            ("You are a mere novice at this.", (false, true)),
            ("You are a helpful assistant. Experts and beginners will read this.", (false, false)),
            ("Write for general readers.", (false, false)),
        ] {
            let cues = Cues::of(text);
            assert_eq!((cues.role, cues.role_down), expected, "{text}");
        }
    }
}
