//! What a conversation asks for, told from its words alone.
//!
//! A simulated model sees what a real one sees. It recognises three scenes by their form and not by who made them:
//! two fenced texts to compare, two labelled options to choose from, and a text to write. The latest user message that
//! shows one of them counts, so a request to answer more clearly still belongs to the question before it.

use motive_plugin::{Message, Role};

/// What to answer to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scene {
    /// Which of two texts is better?
    Judging(Judging),
    /// Which of two options?
    Choice([Choice; 2]),
    /// Write something.
    Writing(Writing),
    /// None of these.
    Other,
}

/// Two texts, and the form in which the verdict is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judging {
    pub(crate) texts: [String; 2],
    pub(crate) allows_ties: bool,
    pub(crate) wants_reason: bool,
}

/// One of two labelled options.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) label: String,
    pub(crate) text: String,
}

/// An assignment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Writing {
    /// What the prompt calls its topic; "this matter" if it names none.
    pub(crate) topic: String,
    /// The sentence to argue for, if the prompt has one.
    pub(crate) position: Option<String>,
    /// Fewest and most words.
    pub(crate) words: (u64, u64),
}

/// The length of a text whose prompt names none, in words.
const USUAL_WORDS: (u64, u64) = (250, 350);

/// The longest text that is written, whatever is asked for.
const MOST_WORDS: u64 = 5000;

impl Scene {
    pub(crate) fn of(messages: &[Message]) -> Scene {
        let from_user = messages.iter().rev().filter(|message| message.role == Role::User);
        for (age, message) in from_user.enumerate() {
            let text = message.text();
            let scene = judging(&text, age == 0).map(Scene::Judging);
            let scene = scene.or_else(|| choice(&text).map(Scene::Choice));
            if let Some(scene) = scene.or_else(|| writing(&text).map(Scene::Writing)) {
                return scene;
            }
        }
        Scene::Other
    }
}

/// Two fenced blocks under the headings "Text 1" and "Text 2". What lies inside a fence is never read as a heading.
fn judging(text: &str, is_latest: bool) -> Option<Judging> {
    let mut texts: [Option<String>; 2] = [None, None];
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
        match heading.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str() {
            "text 1" => texts[0] = Some(block.join("\n")),
            "text 2" => texts[1] = Some(block.join("\n")),
            _ => {}
        }
    }
    let [Some(first), Some(second)] = texts else { return None };
    let outside = outside.to_lowercase();
    Some(Judging {
        texts: [first, second],
        allows_ties: outside.contains("tie`") || outside.contains("a tie"),
        // A judge that is asked again answers with the verdict alone.
        wants_reason: is_latest && outside.contains("reason"),
    })
}

fn is_fence(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() >= 3 && matches!(bytes[0], b'~' | b'`' | b'=') && bytes.iter().all(|byte| *byte == bytes[0])
}

/// Exactly two lines of the form "Option LABEL: text", or "L) text" with a label of one or two characters.
fn choice(text: &str) -> Option<[Choice; 2]> {
    let options: Vec<Choice> = text.lines().filter_map(option).collect();
    <[Choice; 2]>::try_from(options).ok().filter(|[a, b]| a.label != b.label)
}

fn option(line: &str) -> Option<Choice> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '(' | '['));
    let (named, line) = match line.get(..7) {
        Some(word) if word.eq_ignore_ascii_case("option ") => (true, &line[7..]),
        _ => (false, line),
    };
    let (label, text) = line.split_once([':', ')', '.', ']'])?;
    let is_label =
        !label.is_empty() && label.chars().all(char::is_alphanumeric) && (named || label.len() <= 2);
    let text = text.trim_start_matches(['*', ')', ':', '.']).trim();
    (is_label && !text.is_empty()).then(|| Choice { label: label.to_owned(), text: text.to_owned() })
}

/// A prompt that names a length in words, or says "write".
fn writing(text: &str) -> Option<Writing> {
    let words = words_asked(text);
    let says_write =
        || text.split(|c: char| !c.is_alphabetic()).any(|word| word.eq_ignore_ascii_case("write"));
    if words.is_none() && !says_write() {
        return None;
    }
    let field =
        |name: &str| text.lines().find_map(|line| line.trim_start().strip_prefix(name)).map(str::trim);
    Some(Writing {
        topic: field("Topic:").unwrap_or("this matter").to_owned(),
        position: field("Position:").map(str::to_owned),
        words: words.unwrap_or(USUAL_WORDS),
    })
}

/// "250 to 400 words", "250-400 words", "between 250 and 400 words", "about 300 words".
fn words_asked(text: &str) -> Option<(u64, u64)> {
    let mut last = ["", "", ""];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.eq_ignore_ascii_case("words")
            && let Ok(most) = last[2].parse::<u64>()
        {
            let joined = matches!(last[1], "to" | "and" | "or");
            let fewest = if joined { last[0] } else { last[1] }.parse().unwrap_or(most);
            return Some((fewest.min(most).min(MOST_WORDS), most.min(MOST_WORDS)));
        }
        last = [last[1], last[2], word];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read() {
        for (text, expected) in [
            ("Write an essay of 250 to 400 words that argues", Some((250, 400))),
            ("500-700 words", Some((500, 700))),
            ("between 100 and 120 words.", Some((100, 120))),
            ("about 300 words", Some((300, 300))),
            ("a billion or 1000000000 words", Some((5000, 5000))),
            ("in your own words", None),
        ] {
            assert_eq!(words_asked(text), expected, "{text}");
        }
    }

    #[test]
    fn options_are_read_whatever_their_labels() {
        for (lines, labels) in [
            ("Option A: a kite\nOption B: a ball", Some(["A", "B"])),
            ("Option left: a kite\nOption right: a ball", Some(["left", "right"])),
            ("A) a kite\nB) a ball", Some(["A", "B"])),
            ("(1) a kite\n(2) a ball", Some(["1", "2"])),
            ("**X:** a kite\n**Y:** a ball", Some(["X", "Y"])),
            ("Topic: kites\nPosition: Kites are good.", None),
            ("A: a kite", None),
            ("A: a kite\nB: a ball\nC: a book", None),
        ] {
            let read = choice(&format!("Which?\n\n{lines}\n\nAnswer."));
            assert_eq!(read.as_ref().map(|[a, b]| [a.label.as_str(), b.label.as_str()]), labels, "{lines}");
            if let Some([a, b]) = read {
                assert_eq!((a.text.as_str(), b.text.as_str()), ("a kite", "a ball"), "{lines}");
            }
        }
    }
}
