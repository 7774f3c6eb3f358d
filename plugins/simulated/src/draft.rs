//! A text that is revised or handed in.
//!
//! A revision works on the version before it, which stands in the conversation: some of the weak sentences become strong
//! ones, and the others stay. Whether to revise is decided by whoever answers.

use motive_plugin::{Message, Random, Role};

use crate::compose::another;
use crate::quality::{is_strong, share, visible};
use crate::stock::{STRONG, WEAK};

/// What comes before the word to hand a text in with.
const HAND_IN: &str = "To hand it in as it is, answer with the one word ";

/// A text as it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    version: String,
    /// Hands it in.
    pub(crate) word: String,
}

impl Draft {
    /// The latest version, if a text asks whether it is to be revised.
    pub(crate) fn of(text: &str, messages: &[Message]) -> Option<Draft> {
        let (_, after) = text.split_once(HAND_IN)?;
        let word = after.split(|c: char| !c.is_alphabetic()).next().filter(|word| !word.is_empty())?;
        let version = messages.iter().rfind(|message| message.role == Role::Assistant)?.text();
        Some(Draft { version, word: word.to_owned() })
    }

    /// The next version. Each weak sentence becomes strong with one probability, such that the visible quality grows by the
    /// gain on average. One sentence is written anew in any case: the same text once more would hand it in.
    pub(crate) fn revised(&self, gain: f64, random: &mut Random) -> String {
        let quality = visible(&self.version);
        let [before, after] = [quality, quality + gain].map(share);
        let chance = (after - before) / (1.0 - before);
        let topic = self.version.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or("this matter");
        let pieces: Vec<&str> = self.version.split_inclusive(['.', '!', '?', '\n']).collect();
        let anew = random.below(pieces.iter().filter(|piece| is_sentence(piece)).count());
        let mut text = String::new();
        let mut sentences = 0;
        for piece in pieces {
            if !is_sentence(piece) {
                text.push_str(piece);
                continue;
            }
            let was_strong = is_strong(piece);
            let strong = was_strong || random.unit() < chance;
            if strong != was_strong || sentences == anew {
                let stock = if strong { &STRONG } else { &WEAK };
                text.push_str(&piece[..piece.len() - piece.trim_start().len()]);
                text.push_str(&another(stock, &self.version, topic, random));
            } else {
                text.push_str(piece);
            }
            sentences += 1;
        }
        text
    }
}

/// Whether a piece of a text is a sentence with its stop.
fn is_sentence(piece: &str) -> bool {
    let is_heading = piece.trim_start().starts_with('#');
    !is_heading && piece.trim().contains(' ') && piece.ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::count;

    fn draft(version: &str) -> Draft {
        Draft { version: version.into(), word: "SUBMIT".into() }
    }

    #[test]
    fn a_draft_is_the_latest_version_and_the_word_is_that_of_the_question() {
        let question =
            "Revise it or not. To hand it in as it is, answer with the one word DONE. It is up to you.";
        let messages = [
            Message::user("Write."),
            Message::assistant("One."),
            Message::user(question),
            Message::assistant("Two."),
        ];
        let read = Draft::of(question, &messages);
        assert_eq!(read, Some(Draft { version: "Two.".into(), word: "DONE".into() }));
        assert_eq!(Draft::of(question, &messages[..1]), None);
        assert_eq!(Draft::of("Revise it.", &messages), None);
    }

    #[test]
    fn a_revision_raises_the_quality_by_its_gain_and_keeps_most_of_the_text() {
        let paragraph = |sentence: &str| [sentence; 10].join(" ");
        let version =
            format!("# Rain\n\n{}\n\n{}\n", paragraph("It is as it is."), paragraph("It is because it is."));
        for gain in [0.0, 0.3, 1.0] {
            let n = 400;
            let mut strong_sentences = 0;
            for seed in 0..n {
                let revised = draft(&version).revised(gain, &mut Random::keyed(seed, ["revision"]));
                assert_ne!(revised, version);
                assert!(revised.starts_with("# Rain\n\n"), "{revised}");
                let (strong, all) = count(&revised);
                assert!(strong >= 10 && all == 20, "{strong} of {all}: {revised}");
                strong_sentences += strong;
            }
            let mean = strong_sentences as f64 / (20 * n) as f64;
            // Ten weak sentences, of which each may become strong: four standard errors.
            let error = 4.0 * (10.0 * 0.25 / n as f64).sqrt() / 20.0;
            assert!((mean - share(gain)).abs() < error, "{gain}: {mean}, {}", share(gain));
        }
    }

    #[test]
    fn whatever_stands_there_can_be_revised() {
        for (version, is_changed) in [
            ("", false),
            ("# A heading of its own?", false),
            ("No stop here", false),
            ("Stop.", false),
            ("One sentence.", true),
            ("Ünïcode — is. Fine!", true),
            ("First.\n\nA list:\n- one\n- two of them!", true),
        ] {
            let revised = draft(version).revised(0.5, &mut Random::keyed(1, ["revision"]));
            assert_eq!(revised != version, is_changed, "{revised}");
        }
    }
}
