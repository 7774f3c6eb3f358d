//! Parts left out.

use std::ops::Range;

use super::removal;
use crate::degradation::{Degradation, Step, Steps};
use crate::keyed::{Key, order};
use crate::text::{BlockKind, Document};

/// Fewest sections or paragraphs that are worth dropping one of: with fewer, sentences go.
const FEWEST: usize = 4;

struct Drop;

impl Degradation for Drop {
    fn name(&self) -> &'static str {
        "drop"
    }

    fn about(&self) -> &'static str {
        "leaves out sections; paragraphs, if there are fewer than four sections; sentences, if fewer than \
         four paragraphs. The dose is the share of the text's words that are gone"
    }

    fn steps(&self, text: &Document<'_>, key: &Key) -> Steps {
        let parts = sections(text).or_else(|| paragraphs(text));
        let steps = match parts {
            Some(parts) => parts.steps(text, key),
            None => sentences(text, key),
        };
        Steps { steps, total: text.words().len() }
    }
}

inventory::submit!(&Drop as &'static dyn Degradation);

/// A text as a row of parts, of which some may be left out.
struct Parts {
    spans: Vec<Range<usize>>,
    droppable: Vec<usize>,
}

impl Parts {
    /// All but one of the droppable parts, in keyed order. None if they are too few.
    fn steps(&self, text: &Document<'_>, key: &Key) -> Vec<Step> {
        let mut places = order(key, "parts", self.droppable.len());
        places.pop();
        places.into_iter().map(|place| removal(text, &self.spans, self.droppable[place])).collect()
    }

    fn worth_dropping(mut self, text: &Document<'_>) -> Option<Self> {
        self.droppable.retain(|&place| !text.words_within(&self.spans[place]).is_empty());
        (self.droppable.len() >= FEWEST).then_some(self)
    }
}

/// The sections of the highest level of heading that has enough of them, and what stands before the first.
fn sections(text: &Document<'_>) -> Option<Parts> {
    (1..=6).find_map(|wanted| {
        let mut parts = Parts { spans: Vec::new(), droppable: Vec::new() };
        for block in text.blocks() {
            match (block.kind, parts.spans.last_mut()) {
                (BlockKind::Heading(level), _) if level <= wanted => {
                    if level == wanted {
                        parts.droppable.push(parts.spans.len());
                    }
                    parts.spans.push(block.span.clone());
                }
                // Definitions serve the whole text and stay.
                (BlockKind::Heading(_) | BlockKind::Body, Some(last)) => last.end = block.span.end,
                _ => parts.spans.push(block.span.clone()),
            }
        }
        parts.worth_dropping(text)
    })
}

/// The paragraphs and what else makes up the text, each with the headings right before it.
fn paragraphs(text: &Document<'_>) -> Option<Parts> {
    let mut parts = Parts { spans: Vec::new(), droppable: Vec::new() };
    let mut heading: Option<usize> = None;
    for block in text.blocks() {
        let start = heading.unwrap_or(block.span.start);
        match block.kind {
            BlockKind::Heading(_) => heading = Some(start),
            BlockKind::Body => {
                parts.droppable.push(parts.spans.len());
                parts.spans.push(start..block.span.end);
                heading = None;
            }
            BlockKind::Definition => {
                parts.spans.push(start..block.span.end);
                heading = None;
            }
        }
    }
    if let (Some(start), Some(last)) = (heading, text.blocks().last()) {
        parts.spans.push(start..last.span.end);
    }
    parts.worth_dropping(text)
}

/// Sentences of all passages in keyed order; every passage keeps one.
fn sentences(text: &Document<'_>, key: &Key) -> Vec<Step> {
    let places: Vec<(usize, usize)> = text
        .passages()
        .iter()
        .enumerate()
        .flat_map(|(passage, held)| (0..held.sentences.len()).map(move |sentence| (passage, sentence)))
        .collect();
    let mut left: Vec<usize> = text.passages().iter().map(|passage| passage.sentences.len()).collect();
    let mut steps = Vec::new();
    for place in order(key, "sentences", places.len()) {
        let (passage, sentence) = places[place];
        if left[passage] > 1 {
            left[passage] -= 1;
            steps.push(removal(text, &text.passages()[passage].sentences, sentence));
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn spans<'t>(text: &'t str, parts: &Parts) -> Vec<&'t str> {
        parts.droppable.iter().map(|&place| &text[parts.spans[place].clone()]).collect()
    }

    #[test]
    fn sections_go_with_their_headings_and_definitions_stay() {
        let text = "# T\n\nIntro.\n\n## A\n\na\n\n### A1\n\nb\n\n## B\n\n[x]: y\n\n## C\n\nc\n\n\
            ## D\n\nd\n\n# U\n\n## E\n\ne";
        let found = sections(&Document::read(text)).unwrap();
        let expected = ["## A\n\na\n\n### A1\n\nb", "## B", "## C\n\nc", "## D\n\nd", "## E\n\ne"];
        assert_eq!(spans(text, &found), expected);
    }

    #[test]
    fn a_heading_goes_with_what_it_introduces() {
        let text = "# T\n\n## S\n\na\n\nb\n\n- c\n- d\n\n***\n\n```\ne\n```\n\n## End";
        let document = Document::read(text);
        assert!(sections(&document).is_none());
        let found = paragraphs(&document).unwrap();
        assert_eq!(spans(text, &found), ["# T\n\n## S\n\na", "b", "- c\n- d", "```\ne\n```"]);
    }

    #[test]
    fn few_paragraphs_lose_sentences_and_each_keeps_one() {
        let text = "A one. A two. A three.\n\nB one. B two.\n\n- C one.";
        let document = Document::read(text);
        for byte in 0..20 {
            let steps = Drop.steps(&document, &[byte; 32]).steps;
            assert_eq!(steps.len(), 3);
        }
    }
}
