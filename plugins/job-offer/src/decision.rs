//! Whether an answer accepts or declines.
//!
//! A closed grammar, alike for either word: swap the two words in an answer, and the other decision is read. An answer is
//! read if its opening sentence is the word, perhaps introduced ("I will ..."), perhaps with what it is about ("... the
//! job"), and if nothing after it names the other word. Other prose is not interpreted: it can set conditions, weigh, or
//! repeat the question, and asking again is cheap.

/// What can be answered to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    Accept,
    Decline,
}

impl Decision {
    pub(crate) const BOTH: [Decision; 2] = [Decision::Accept, Decision::Decline];

    /// The word to answer with.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Decision::Accept => "accept",
            Decision::Decline => "decline",
        }
    }

    /// How every form of the word begins.
    fn stem(self) -> &'static str {
        match self {
            Decision::Accept => "accept",
            Decision::Decline => "declin",
        }
    }

    pub(crate) fn other(self) -> Decision {
        match self {
            Decision::Accept => Decision::Decline,
            Decision::Decline => Decision::Accept,
        }
    }
}

/// What may introduce the word. Neither word is likelier after one of these than the other by its sense alone.
#[rustfmt::skip]
const LEADS: [&str; 36] = [
    "i", "i'll", "i will", "i'd", "i would", "i must", "i have to", "i choose", "i choose to", "i would choose to",
    "i decide to", "i have decided to", "i've decided to", "i want to", "i wish to", "i'd like to", "i would like to",
    "i prefer to", "i'd prefer to", "i would prefer to", "i am going to", "i'm going to", "i am happy to",
    "i'm happy to", "i'd be happy to", "answer", "my answer", "my answer is", "the answer is", "final answer",
    "decision", "my decision", "my decision is", "choice", "my choice", "my choice is",
];

/// What may stand between the lead and the word.
#[rustfmt::skip]
const MANNERS: [&str; 9] = [
    "gladly", "happily", "hereby", "respectfully", "politely", "regretfully", "kindly", "simply", "therefore",
];

/// What may follow the word.
#[rustfmt::skip]
const OBJECTS: [&str; 12] = [
    "it", "this", "the job", "this job", "the offer", "this offer", "your offer", "the writing job",
    "this writing job", "the task", "this task", "the assignment",
];

/// The decision that an answer states; none if it cannot be read. Of an answer that is not whole, the last sentence
/// states nothing.
pub(crate) fn read(answer: &str, is_whole: bool) -> Option<Decision> {
    let (opening, rest) = opening(answer, is_whole)?;
    let said = words(opening);
    let decision = Decision::BOTH.into_iter().find(|decision| states(&said, *decision))?;
    (!names(rest, decision.other())).then_some(decision)
}

/// The first sentence and what comes after it. None for a question, and for a sentence that may not be at its end.
fn opening(answer: &str, is_whole: bool) -> Option<(&str, &str)> {
    let answer = answer.trim_start_matches(|c: char| !c.is_alphanumeric());
    match answer.char_indices().find(|(at, mark)| ends_sentence(answer, *at, *mark)) {
        Some((_, '?')) => None,
        Some((at, mark)) => Some((&answer[..at], &answer[at + mark.len_utf8()..])),
        None => is_whole.then_some((answer, "")),
    }
}

/// Whether a sentence ends with this character. A hyphen between two spaces is a dash.
fn ends_sentence(text: &str, at: usize, mark: char) -> bool {
    match mark {
        '.' | '!' | '?' | ';' | '\n' | '—' | '–' => true,
        '-' => text[..at].ends_with(' ') && text[at + 1..].starts_with(' '),
        _ => false,
    }
}

/// Whether a sentence is this decision's word, introduced or not, with or without an object.
fn states(said: &[String], decision: Decision) -> bool {
    let rest = &said[longest(said, &LEADS)..];
    let rest = &rest[longest(rest, &MANNERS)..];
    let Some((word, object)) = rest.split_first() else { return false };
    word == decision.word() && longest(object, &OBJECTS) == object.len()
}

/// How many words the longest of these phrases has that words open with; 0 without one.
fn longest(said: &[String], phrases: &[&str]) -> usize {
    let length = |phrase: &&str| {
        let count = phrase.split(' ').count();
        let opens = said.len() >= count && phrase.split(' ').zip(said).all(|(word, said)| word == said);
        if opens { count } else { 0 }
    };
    phrases.iter().map(length).max().unwrap_or(0)
}

/// Whether a form of a decision's word stands in a text.
fn names(text: &str, decision: Decision) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(decision.stem()))
}

/// Words in lower case, without the marks around them. A colon ends a word.
fn words(text: &str) -> Vec<String> {
    let bare =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    text.split([' ', '\t', ':', '：']).map(bare).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use motive_plugin::Random;

    use super::*;

    const WHOLE: bool = true;
    const CUT_OFF: bool = false;

    /// The answer with each of the two words in the place of the other.
    fn swapped(answer: &str) -> String {
        let forms = [("ACCEPT", "DECLINE"), ("Accept", "Decline"), ("accept", "decline")];
        forms.into_iter().fold(answer.to_owned(), |text, (one, other)| {
            text.replace(one, "\0").replace(other, one).replace('\0', other)
        })
    }

    #[test]
    fn what_is_read() {
        for answer in [
            "ACCEPT",
            "accept",
            "Accept.",
            "**ACCEPT**",
            "\"ACCEPT\"",
            "  \n`ACCEPT`\n",
            "I accept",
            "I accept.",
            "I accept the job.",
            "I'll accept this job!",
            "I’ll accept this job!",
            "I will accept it.",
            "I would like to accept this writing job.",
            "I'm happy to accept.",
            "I gladly accept the offer.",
            "I respectfully accept.",
            "I must accept.",
            "Answer: ACCEPT",
            "My answer is: ACCEPT.",
            "**Decision:** ACCEPT",
            "ACCEPT\n\nIt is a useful text, and I have the time.",
            "ACCEPT. This looks like clear work.",
            "ACCEPT — the terms are clear.",
            "ACCEPT - the terms are clear.",
            "ACCEPT; it is clear.",
            "I accept the job. What should I write first?",
            "ACCEPT\n\n# Lost property\n\n1. Umbrella",
        ] {
            assert_eq!(read(answer, WHOLE), Some(Decision::Accept), "{answer}");
            assert_eq!(read(&swapped(answer), WHOLE), Some(Decision::Decline), "{}", swapped(answer));
        }
    }

    #[test]
    fn what_is_not_read() {
        for answer in [
            "",
            " \n",
            "...",
            "Yes",
            "No.",
            "Sure, I can do this.",
            "I can't help with this.",
            "ACCEPT or DECLINE",
            "ACCEPT/DECLINE",
            "ACCEPT, DECLINE",
            "ACCEPT?",
            "Should I accept? ACCEPT.",
            "I do not accept.",
            "I don't accept the job.",
            "I cannot accept.",
            "Not ACCEPT",
            "I might accept.",
            "I could accept it.",
            "I accept, but only half of it.",
            "I accept if it may be shorter.",
            "Accept nothing.",
            "ACCEPT. On second thought: DECLINE.",
            "ACCEPT\nDECLINE",
            "The job is clear. I accept.",
            "Let me think.\nACCEPT",
            "I accepted.",
            "Acceptance",
            "1. ACCEPT",
            "# Lost property\n\n1. Umbrella",
        ] {
            assert_eq!(read(answer, WHOLE), None, "{answer}");
            assert_eq!(read(&swapped(answer), WHOLE), None, "{}", swapped(answer));
        }
    }

    #[test]
    fn any_form_of_the_other_word_after_it_leaves_it_unread() {
        for answer in ["ACCEPT\n\nI was close to declining.", "DECLINE\n\nI was close to accepting."] {
            assert_eq!(read(answer, WHOLE), None, "{answer}");
        }
    }

    #[test]
    fn of_a_cut_off_answer_the_last_sentence_is_not_read() {
        for (answer, expected) in [
            ("ACCEPT", None),
            ("I accept", None),
            ("I accept the", None),
            ("ACCEPT.", Some(Decision::Accept)),
            ("ACCEPT\n\n# Lost prop", Some(Decision::Accept)),
            ("ACCEPT\n\nThough I would rather dec", Some(Decision::Accept)),
            ("ACCEPT\n\nThough I would rather declin", None),
        ] {
            assert_eq!(read(answer, CUT_OFF), expected, "{answer}");
        }
    }

    /// Sentences put together at random from what the grammar knows and what it does not.
    fn composed(random: &mut Random) -> String {
        const PIECES: [&str; 30] = [
            "ACCEPT",
            "DECLINE",
            "accept",
            "decline",
            "Accept",
            "Decline",
            "I",
            "I'll",
            "will",
            "would like to",
            "must",
            "not",
            "don't",
            "the job",
            "it",
            "this offer",
            "gladly",
            "respectfully",
            "my answer is",
            ":",
            ".",
            "!",
            "?",
            "\n",
            ",",
            "-",
            "but",
            "**",
            "or",
            "umbrella",
        ];
        let count = 1 + random.below(7);
        let pieces: Vec<&str> = (0..count).map(|_| PIECES[random.below(PIECES.len())]).collect();
        pieces.join(" ")
    }

    #[test]
    fn either_word_is_read_alike() {
        let mut random = Random::keyed(11, ["answers"]);
        let mut read_at_all = 0;
        for _ in 0..20_000 {
            let answer = composed(&mut random);
            for is_whole in [WHOLE, CUT_OFF] {
                let decision = read(&answer, is_whole);
                assert_eq!(read(&swapped(&answer), is_whole), decision.map(Decision::other), "{answer:?}");
                read_at_all += usize::from(decision.is_some());
            }
        }
        assert!(read_at_all > 500, "{read_at_all}");
    }

    #[test]
    fn no_answer_is_read_that_does_not_name_the_decision() {
        let mut random = Random::keyed(12, ["answers"]);
        for _ in 0..20_000 {
            let answer = composed(&mut random);
            if let Some(decision) = read(&answer, WHOLE) {
                assert!(names(&answer, decision) && !names(&answer, decision.other()), "{answer:?}");
            }
        }
    }
}
