//! Texts that are asked for: how long, and on what.
//!
//! Told from the words of the prompt: a length in words or the source of a translation, and a line that names the
//! topic. Writing the text is `compose`'s business.

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

impl Writing {
    /// A prompt that can be nothing else, whatever lists come with it: a source to translate, or a line that begins
    /// with "Write" and names a length.
    pub(crate) fn assigned(text: &str) -> Option<Writing> {
        if let Some(words) = source(text).map(words_of_translation) {
            return Some(Writing::on(text, words));
        }
        let words = text.lines().filter(|line| line.starts_with("Write ")).find_map(words_asked)?;
        Some(Writing::on(text, words))
    }

    /// A prompt that names a length in words, or says "write".
    pub(crate) fn wanted(text: &str) -> Option<Writing> {
        let words = words_asked(text);
        let says_write =
            || text.split(|c: char| !c.is_alphabetic()).any(|word| word.eq_ignore_ascii_case("write"));
        (words.is_some() || says_write()).then(|| Writing::on(text, words.unwrap_or(USUAL_WORDS)))
    }

    /// A text of the usual length on what a prompt is about.
    pub(crate) fn usual(text: &str) -> Writing {
        Writing::on(text, USUAL_WORDS)
    }

    fn on(text: &str, words: (u64, u64)) -> Writing {
        let position = field(text, "Position:").map(str::to_owned);
        Writing { topic: topic(text), position, words }
    }
}

/// What follows a name at the start of a line.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.trim_start().strip_prefix(name)).map(str::trim)
}

/// What a prompt is about: its topic as it is named, or else its project, incident or heading, what is to be
/// translated, or whose service was worked on.
fn topic(text: &str) -> String {
    if let Some(topic) = field(text, "Topic:") {
        return topic.to_owned();
    }
    let titled = ["Project:", "Incident:", "Title:", "# "].iter().find_map(|name| field(text, name));
    let source =
        || text.lines().find_map(|line| line.strip_prefix("Translate ")?.split_once("into English. "));
    let translated = || source().and_then(|(_, setting)| setting.split('.').next());
    let served =
        || text.split_once("You were on call for ").and_then(|(_, rest)| rest.split([',', ':', '.']).next());
    // A stop inside a sentence would end it.
    let title = |topic: &str| capitalised(topic.trim_end_matches(['.', '?', '!']));
    titled.or_else(translated).or_else(served).map_or_else(|| "this matter".to_owned(), title)
}

pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What stands between the lines `<source>` and `</source>`.
fn source(text: &str) -> Option<&str> {
    let (_, source) = text.split_once("<source>\n")?;
    source.split_once("\n</source>").map(|(source, _)| source)
}

/// How long a source is in English: an Arabic word makes about 1.35 words, a Chinese character 0.6,
/// a word of another language 0.95.
fn words_of_translation(source: &str) -> (u64, u64) {
    let is_han = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}');
    let is_arabic = |c: char| matches!(c, '\u{0600}'..='\u{06FF}');
    let words = source.split_whitespace().map(|word| {
        let han = word.chars().filter(|c| is_han(*c)).count();
        match han {
            0 if word.chars().any(is_arabic) => 1.35,
            0 => 0.95,
            characters => 0.6 * characters as f64,
        }
    });
    let words = words.sum::<f64>().min(MOST_WORDS as f64);
    ((0.9 * words).round() as u64, words.round() as u64)
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
    fn the_length_of_a_translation_is_that_of_its_source() {
        for (source, expected) in [
            ("", (0, 0)),
            ("diez palabras ".repeat(10).as_str(), (17, 19)),
            ("电梯更换通知一二三四", (5, 6)),
            ("ساعة ساعة", (2, 3)),
        ] {
            assert_eq!(words_of_translation(source), expected, "{source}");
        }
    }

    #[test]
    fn topics_are_read() {
        for (text, expected) in [
            ("Write.\nTopic: Open salaries?\nTitle: x", "Open salaries?"),
            ("Write.\nProject: Do bats sleep?\nField: x", "Do bats sleep"),
            ("Incident: Two charges.\n\n# Notes", "Two charges"),
            ("# Kites\n\nWrite about them.", "Kites"),
            (
                "Translate the German text below into English. A letter, in ink. It is for friends.",
                "A letter, in ink",
            ),
            ("You were on call for the ferries of Samos, in summer.", "The ferries of Samos"),
            ("Write something.", "this matter"),
        ] {
            assert_eq!(topic(text), expected, "{text}");
        }
    }
}
