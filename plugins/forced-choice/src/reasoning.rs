//! A choice read from the last line of an answer that thinks first.
//!
//! A closed grammar, alike for every label: a line that says `Answer: X`, perhaps dressed in Markdown, introduced in
//! another of a few ways ("My final answer is X"), or followed by the option's own text. The label may stand on the
//! line below. Whatever else is said is prose, and not interpreted. Lines that choose different things, and an answer
//! line that says something else, are no choice; asking again is cheap.

use crate::letter::{is_colon, lead, names_another, stated, words};
use crate::question::{Choice, Meaning};

/// What an answer line opens with.
#[rustfmt::skip]
const LEADS: [&str; 9] = [
    "answer", "my answer", "my answer is", "the answer is", "final answer", "my final answer", "my final answer is",
    "the final answer", "the final answer is",
];

/// What is chosen, and the words before it. Of an answer that was cut off, only lines that have ended are read.
pub(crate) fn choice<'a>(
    choices: &[Choice<'_>],
    answer: &'a str,
    cut_off: bool,
) -> Option<(Meaning, &'a str)> {
    let lines = answer_lines(choices, answer, cut_off);
    let Some(last) = lines.last() else {
        // Asked for one line alone, some give the label alone.
        let alone = if cut_off { None } else { stated(choices, &words(answer)) };
        return alone.map(|meaning| (meaning, ""));
    };
    let meaning = last.chosen?;
    let agree = lines.iter().all(|line| line.chosen == Some(meaning));
    let stands = !names_another(choices, meaning, &answer[last.end..]);
    (agree && stands).then(|| (meaning, answer[..last.start].trim()))
}

/// A line that says what the answer is, or that and the one below it.
struct AnswerLine {
    /// Where it starts and ends, in bytes.
    start: usize,
    end: usize,
    /// None if it says something that is no choice.
    chosen: Option<Meaning>,
}

fn answer_lines(choices: &[Choice<'_>], answer: &str, cut_off: bool) -> Vec<AnswerLine> {
    let mut found = Vec::new();
    let mut heading = None;
    let mut end = 0;
    for line in answer.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let said = words(line);
        if said.is_empty() {
            continue;
        }
        let has_ended = line.ends_with('\n') || !cut_off;
        let chosen = |said: &[String]| stated(choices, said).filter(|_| has_ended);
        match (heading.take(), kind(choices, line, &said)) {
            (_, Kind::Heading) => heading = Some(start),
            (_, Kind::Answer) => found.push(AnswerLine { start, end, chosen: chosen(&said) }),
            (Some(heading), Kind::Prose) => {
                found.push(AnswerLine { start: heading, end, chosen: chosen(&said) });
            }
            (None, Kind::Prose) => {}
        }
    }
    // A heading with nothing below it.
    found.extend(heading.map(|start| AnswerLine { start, end, chosen: None }));
    found
}

enum Kind {
    Prose,
    Answer,
    /// The answer is on the line below.
    Heading,
}

/// "Answer: ..." is an answer whatever follows; "My answer is ..." only if what follows is a choice.
fn kind(choices: &[Choice<'_>], line: &str, said: &[String]) -> Kind {
    let opening = lead(said, &LEADS);
    if opening == 0 {
        return Kind::Prose;
    }
    if opening == said.len() {
        return Kind::Heading;
    }
    let before_colon = line.find(is_colon).map(|at| words(&line[..at]));
    let is_marked = before_colon.is_some_and(|before| before == said[..opening]);
    if is_marked || stated(choices, said).is_some() { Kind::Answer } else { Kind::Prose }
}
