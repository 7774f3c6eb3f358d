//! Reasoning that stands in the content of an answer, between tags, where a server has no parser for it.

/// The tags of the models that are known to write them.
const TAGS: [(&str, &str); 8] = [
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("<reason>", "</reason>"),
    ("<seed:think>", "</seed:think>"),
    ("[THINK]", "[/THINK]"),
    ("◁think▷", "◁/think▷"),
];

/// The closing tags that count without an opening one, which is part of the prompt of some models. The other words
/// may as well be those of an answer about tags.
const CLOSING_ALONE: [&str; 3] = ["</think>", "</seed:think>", "◁/think▷"];

/// The reasoning with its tags and the space after them, if there is any, and the answer. Where the closing tag is
/// missing the answer was cut off within the reasoning.
pub(crate) fn split(content: &str) -> (Option<&str>, &str) {
    let trimmed = content.trim_start();
    let opened = TAGS.iter().find_map(|(open, close)| Some((trimmed.strip_prefix(open)?, *close)));
    let (thought, rest) = match opened {
        Some((thought, close)) => thought.split_once(close).unwrap_or((thought, "")),
        None => match CLOSING_ALONE.iter().find_map(|close| content.split_once(close)) {
            Some(split) => split,
            None => return (None, content),
        },
    };
    let answer = rest.trim_start();
    let tagged = &content[..content.len() - answer.len()];
    ((!thought.trim().is_empty()).then_some(tagged), answer)
}

#[cfg(test)]
mod tests {
    use super::{TAGS, split};

    #[test]
    fn every_tag() {
        for (open, close) in TAGS {
            for tagged in [format!("{open}\nhm\n{close}\n\n"), format!(" \n{open}hm{close}")] {
                assert_eq!(split(&format!("{tagged}Yes.")), (Some(tagged.as_str()), "Yes."), "{open}");
            }
            assert_eq!(split(&format!("{open}\n\n{close}\n\nYes.")), (None, "Yes."), "{open}");
            let cut_off = format!("{open}hm");
            assert_eq!(split(&cut_off), (Some(cut_off.as_str()), ""), "{open}");
            let later = format!("Write {open}x{close}.");
            // After other words a pair of tags is part of the answer, but for those that close without an opening.
            if !super::CLOSING_ALONE.contains(&close) {
                assert_eq!(split(&later), (None, later.as_str()), "{open}");
            }
        }
    }

    #[test]
    fn other_texts() {
        for (content, expected) in [
            ("Yes.", (None, "Yes.")),
            ("hm</think>Yes.", (Some("hm</think>"), "Yes.")),
            ("a </reasoning> b", (None, "a </reasoning> b")),
            ("<b>Yes.</b>", (None, "<b>Yes.</b>")),
            ("", (None, "")),
        ] {
            assert_eq!(split(content), expected, "{content}");
        }
    }
}
