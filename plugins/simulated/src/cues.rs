//! What a conversation holds beside its assignment: pleas for effort, leave to do little, a role, a stake.
//!
//! Told by fixed phrases. They cover every wording of the first-party framings (a test holds them to it) and the
//! usual words of others; a phrase that is not listed here moves nothing.

/// What was found. Several can be present at once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cues {
    /// The actor is asked to do its best.
    pub(crate) effort: bool,
    /// The actor is told that little will do.
    pub(crate) effort_down: bool,
    /// The actor is told that it is someone accomplished.
    pub(crate) role: bool,
    /// The outcome that is promised, in its own words.
    pub(crate) stake: Option<String>,
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

impl Cues {
    /// Reads the text of all system and user messages.
    pub(crate) fn of(text: &str) -> Cues {
        let lower = text.to_ascii_lowercase();
        let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
        Cues {
            effort: says(&EFFORT),
            effort_down: says(&EFFORT_DOWN),
            role: role(&lower),
            stake: stake(text),
        }
    }
}

fn role(lower: &str) -> bool {
    let sentences =
        lower.split("you are a").skip(1).map(|rest| rest.split(['.', '\n']).next().unwrap_or_default());
    sentences.into_iter().any(|sentence| ACCOMPLISHED.iter().any(|word| sentence.contains(word)))
}

/// The quoted outcome after "will happen", up to the quotation mark that ends its sentence.
fn stake(text: &str) -> Option<String> {
    const PROMISE: &str = "will happen";
    text.match_indices(PROMISE).find_map(|(at, _)| {
        let line = text[at + PROMISE.len()..].lines().next()?;
        let quoted = line.trim_start_matches([':', ' ']).strip_prefix('"')?;
        let end = quoted.find("\".").or_else(|| quoted.find('"'))?;
        Some(quoted[..end].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stake_is_read_with_the_quotation_marks_inside_it() {
        for (text, expected) in [
            ("the following will happen: \"Ten cats are saved.\". Do not", Some("Ten cats are saved.")),
            ("this will happen: \"A man says \"no\" twice\". Leave", Some("A man says \"no\" twice")),
            ("this will happen: \"Rain\"", Some("Rain")),
            ("Say what will happen, then: this will happen: \"Rain\".", Some("Rain")),
            ("Nobody knows what will happen. He said \"hello\".", None),
            ("Write about kites.", None),
        ] {
            assert_eq!(stake(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn roles_are_accomplished_or_none() {
        for (text, expected) in [
            ("You are an award-winning essayist.", true),
            ("You are a historian and a renowned stylist.", true),
            ("You are a helpful assistant. Experts will read this.", false),
            ("Write for general readers.", false),
        ] {
            assert_eq!(Cues::of(text).role, expected, "{text}");
        }
    }
}
