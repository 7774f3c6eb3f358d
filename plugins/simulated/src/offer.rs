//! Two options on offer and the ways to answer, told from the words of a question.
//!
//! The options are lines; everything else is told by fixed phrases outside of them, so that no outcome can change how
//! it is asked about. The phrases are those of the first-party rubrics (tests hold them to it). Choosing is `choice`'s
//! business.

/// Two labelled options, and what may be answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offer {
    pub(crate) options: [Choice; 2],
    /// The label of a third and last option, which prefers neither.
    pub(crate) neutral: Option<String>,
    /// The word to decline with.
    pub(crate) decline: Option<String>,
    pub(crate) form: Form,
}

/// A labelled option.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) label: String,
    pub(crate) text: String,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Form {
    /// The label alone.
    Label,
    /// A line that says `Answer: LABEL`.
    AnswerLine {
        /// Whether thoughts come first.
        thinks: bool,
    },
    /// A number, from 1 for the first option to this one for the second.
    Rating(u8),
}

/// What a neutral option says.
const NEUTRAL: [&str; 4] =
    ["no preference", "neither is preferable", "makes no difference", "do not mind which"];

impl Offer {
    /// The offer of a question that has exactly two options, or a neutral third one. `is_latest`: nothing was said after
    /// it. Asked again, nobody thinks twice.
    pub(crate) fn of(text: &str, is_latest: bool) -> Option<Offer> {
        let mut options = Vec::new();
        let mut outside = String::new();
        for line in text.lines() {
            match option(line) {
                Some(option) => options.push(option),
                None => {
                    outside.push_str(line);
                    outside.push('\n');
                }
            }
        }
        let neutral = if options.len() == 3 { Some(neutral_label(options.pop()?)?) } else { None };
        let options = <[Choice; 2]>::try_from(options).ok()?;
        let [first, second] = [&options[0].label, &options[1].label];
        if first == second || neutral.as_ref().is_some_and(|label| label == first || label == second) {
            return None;
        }
        let form = form(&outside, first, is_latest);
        Some(Offer { options, neutral, decline: decline(&outside), form })
    }
}

/// A line of the form "Option LABEL: text", or "L) text" with a label of one or two characters.
fn option(line: &str) -> Option<Choice> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '(' | '['));
    let (named, line) = match line.get(..7) {
        Some(word) if word.eq_ignore_ascii_case("option ") => (true, &line[7..]),
        _ => (false, line),
    };
    let (label, text) = line.split_once([':', ')', '.', ']'])?;
    // "08:40" is a time of the day.
    let is_time = !named && text.starts_with(|c: char| c.is_ascii_digit());
    let is_label = !is_time
        && !label.is_empty()
        && label.chars().all(char::is_alphanumeric)
        && (named || label.len() <= 2);
    let text = text.trim_start_matches(['*', ')', ':', '.']).trim();
    (is_label && !text.is_empty()).then(|| Choice { label: label.to_owned(), text: text.to_owned() })
}

/// The label of an option that prefers neither of the others.
fn neutral_label(option: Choice) -> Option<String> {
    NEUTRAL.iter().any(|phrase| option.text.contains(phrase)).then_some(option.label)
}

fn form(outside: &str, first_label: &str, is_latest: bool) -> Form {
    if let Some(points) = scale(outside) {
        return Form::Rating(points);
    }
    match outside.contains(&format!("`Answer: {first_label}`")) {
        true => Form::AnswerLine { thinks: is_latest && outside.contains("think") },
        false => Form::Label,
    }
}

/// The last number of a scale with a middle: "scale from 1 to 7".
fn scale(outside: &str) -> Option<u8> {
    let (_, after) = outside.split_once("scale from 1 to ")?;
    let digits = after.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok().filter(|points| matches!(points, 3 | 5 | 7 | 9))
}

/// The last word of the sentence that says how to decline.
fn decline(outside: &str) -> Option<String> {
    let (_, after) = outside.split_once("To decline, ")?;
    let sentence = after.split(['.', '\n']).next()?;
    sentence.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_whatever_their_labels() {
        for (lines, labels) in [
            ("Option A: a kite\nOption B: a ball", Some(["A", "B"])),
            ("Option left: a kite\nOption right: a ball", Some(["left", "right"])),
            ("A) a kite\nB) a ball", Some(["A", "B"])),
            ("(1) a kite\n(2) a ball", Some(["1", "2"])),
            ("**X:** a kite\n**Y:** a ball", Some(["X", "Y"])),
            ("A: a kite\nB: a ball\nC: I have no preference.", Some(["A", "B"])),
            ("Topic: kites\nPosition: Kites are good.", None),
            ("08:40 a kite\n09:10 a ball", None),
            ("A: a kite", None),
            ("A: a kite\nB: a ball\nC: a book", None),
            ("A: a kite\nC: I have no preference.\nB: a ball", None),
            ("A: a kite\nA: a ball", None),
            ("A: a kite\nB: a ball\nA: I have no preference.", None),
            ("A: a kite\nB: a ball\nC: I have no preference.\nD: a book", None),
        ] {
            let read = Offer::of(&format!("Which?\n\n{lines}\n\nAnswer."), true);
            let read_labels = read.as_ref().map(|offer| offer.options.each_ref().map(|o| o.label.as_str()));
            assert_eq!(read_labels, labels, "{lines}");
            if let Some(Offer { options: [a, b], neutral, .. }) = read {
                assert_eq!((a.text.as_str(), b.text.as_str()), ("a kite", "a ball"), "{lines}");
                assert_eq!(neutral.is_some(), lines.contains("no preference"), "{lines}");
            }
        }
    }

    #[test]
    fn the_form_of_an_answer_is_told_outside_of_the_options() {
        let thinks = |thinks| Form::AnswerLine { thinks };
        for (closing, is_latest, form, decline) in [
            ("Answer with A or B and nothing else.", true, Form::Label, None),
            ("Answer with A or B. To decline, answer with the word pass.", true, Form::Label, Some("pass")),
            ("First think. Then end with `Answer: A` or `Answer: B`.", true, thinks(true), None),
            ("First think. Then end with `Answer: A` or `Answer: B`.", false, thinks(false), None),
            ("Say `Answer: A`. To decline, let it say `Answer: skip`.", true, thinks(false), Some("skip")),
            ("Say `Answer: C`.", true, Form::Label, None),
            ("Answer on a scale from 1 to 7: 1 is A.", true, Form::Rating(7), None),
            ("Answer on a scale from 1 to 9.", true, Form::Rating(9), None),
            ("Answer on a scale from 1 to 10.", true, Form::Label, None),
            ("Answer on a scale from 1 to 4.", true, Form::Label, None),
        ] {
            // What an outcome says changes nothing.
            let options =
                "Option A: You rate it on a scale from 1 to 5. To decline, think.\nOption B: `Answer: A`";
            let read = Offer::of(&format!("Which?\n\n{options}\n\n{closing}"), is_latest);
            let read = read.map(|offer| (offer.form, offer.decline));
            assert_eq!(read, Some((form, decline.map(str::to_owned))), "{closing}");
        }
    }
}
