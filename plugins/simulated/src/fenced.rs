//! Questions to a judge, with the texts between fences: which is better, how good one is, which writer had more reason.
//!
//! Told by the headings above the fences and by what is said outside of them. What lies inside a fence is never read as
//! a heading or as a form. Answering is `judge`'s business.

/// What a judge is asked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Question {
    /// Which of two texts is better?
    Ballot {
        /// In the order in which they are shown.
        texts: [String; 2],
        /// Whether they may be called equal.
        allows_ties: bool,
    },
    /// Whose writer had been given more reason to do well?
    Guess {
        /// In the order in which they are shown.
        texts: [String; 2],
    },
    /// How good is a text?
    Score {
        /// The one that is shown.
        text: String,
        /// The lowest and the highest point of the scale.
        scale: (u32, u32),
    },
}

/// A question, and the form in which the answer is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judging {
    pub(crate) question: Question,
    pub(crate) wants_reason: bool,
}

impl Judging {
    /// The question of a text; `is_latest` if nothing was said after it.
    pub(crate) fn of(text: &str, is_latest: bool) -> Option<Judging> {
        let Fenced { mut blocks, outside } = Fenced::of(text);
        if blocks.is_empty() {
            return None;
        }
        let outside = outside.to_lowercase();
        // The last block under a heading is the one that counts.
        let mut block = |wanted: &str| {
            let at = blocks.iter().rposition(|(heading, _)| heading == wanted)?;
            Some(blocks.remove(at).1)
        };
        let question = match (block("text 1"), block("text 2")) {
            (Some(first), Some(second)) if outside.contains("`guess: first`") => {
                Question::Guess { texts: [first, second] }
            }
            (Some(first), Some(second)) => Question::Ballot {
                texts: [first, second],
                allows_ties: outside.contains("tie`") || outside.contains("a tie"),
            },
            _ => Question::Score { text: block("the text")?, scale: scale(&outside)? },
        };
        // More reason to write well is what a guess is about.
        let reason = if matches!(question, Question::Guess { .. }) { "your reason" } else { "reason" };
        // A judge that is asked again answers with the verdict alone.
        Some(Judging { question, wants_reason: is_latest && outside.contains(reason) })
    }
}

/// The ends of a scale: "`score: n`, where n is a whole number from 1 to 7".
fn scale(outside: &str) -> Option<(u32, u32)> {
    let (_, after) = outside.split_once("`score: n`, where n is a whole number from ")?;
    let mut numbers = after.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let mut number = || numbers.next()?.parse().ok();
    let (lowest, highest) = (number()?, number()?);
    (lowest < highest).then_some((lowest, highest))
}

/// A text parted into what its fences hold and the rest.
struct Fenced {
    /// Headings, in lower case and without marks, and what stands between the fences below them.
    blocks: Vec<(String, String)>,
    /// The rest.
    outside: String,
}

impl Fenced {
    fn of(text: &str) -> Fenced {
        let mut blocks = Vec::new();
        let mut outside = String::new();
        let mut heading = "";
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if !is_fence(line) {
                outside.push_str(line);
                outside.push('\n');
                heading = line;
                continue;
            }
            let block: Vec<&str> = lines.by_ref().take_while(|inside| *inside != line).collect();
            let heading = heading.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            blocks.push((heading, block.join("\n")));
        }
        Fenced { blocks, outside }
    }
}

fn is_fence(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() >= 3 && matches!(bytes[0], b'~' | b'`' | b'=') && bytes.iter().all(|byte| *byte == bytes[0])
}
