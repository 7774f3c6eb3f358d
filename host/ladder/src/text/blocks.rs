//! Blocks and passages of a Markdown text.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::sentences::{Whole, sentences, trimmed};
use super::{Block, BlockKind, Passage};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH);

/// The top-level blocks of a text and its passages of prose.
pub(super) fn read(text: &str, words: &[Range<usize>]) -> (Vec<Block>, Vec<Passage>) {
    let mut reader =
        Reader { text, words, blocks: Vec::new(), passages: Vec::new(), open: Vec::new(), run: None };
    for (event, span) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        reader.event(&event, span);
    }
    (with_definitions(text, reader.blocks), reader.passages)
}

/// Whether a text on its own is one paragraph: then it begins no list, heading or other block, and may stand
/// wherever a sentence stands.
pub(crate) fn is_plain_paragraph(text: &str) -> bool {
    let mut depth = 0;
    let mut paragraphs = 0;
    for event in Parser::new_ext(text, OPTIONS) {
        match event {
            Event::Start(Tag::Paragraph) if depth == 0 => (depth, paragraphs) = (1, paragraphs + 1),
            Event::Start(_) if depth == 0 => return false,
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ if depth == 0 => return false,
            _ => {}
        }
    }
    paragraphs == 1
}

/// What is open around a piece of text.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Paragraph,
    List,
    Item,
    /// A link or an image, whose words are left alone.
    Link,
    /// Any other inline markup.
    Inline,
    /// A block whose text is no prose: heading, code, table, quotation.
    Other,
}

impl Open {
    fn of(tag: &Tag<'_>) -> Self {
        match tag {
            Tag::Paragraph => Self::Paragraph,
            Tag::List(_) => Self::List,
            Tag::Item => Self::Item,
            Tag::Link { .. } | Tag::Image { .. } => Self::Link,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => Self::Inline,
            _ => Self::Other,
        }
    }

    fn inline(self) -> bool {
        matches!(self, Self::Link | Self::Inline)
    }
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
}

/// Inline content that no block interrupts.
#[derive(Default)]
struct Run {
    span: Range<usize>,
    closed: Vec<Range<usize>>,
    breaks: Vec<Range<usize>>,
    plain: Vec<Range<usize>>,
}

struct Reader<'t> {
    text: &'t str,
    words: &'t [Range<usize>],
    blocks: Vec<Block>,
    passages: Vec<Passage>,
    open: Vec<Open>,
    run: Option<Run>,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let open = Open::of(tag);
                if open.inline() {
                    self.inline(span.clone()).closed.push(span);
                } else {
                    self.end_run();
                    self.block(block_kind(tag), span);
                }
                self.open.push(open);
            }
            Event::End(tag) => {
                if !is_inline_end(*tag) {
                    self.end_run();
                }
                self.open.pop();
            }
            Event::Rule => self.block(BlockKind::Body, span),
            Event::Text(_) => {
                let plain = !self.open.contains(&Open::Link);
                let run = self.inline(span.clone());
                match run.plain.last_mut() {
                    Some(last) if plain && last.end == span.start => last.end = span.end,
                    _ if plain => run.plain.push(span),
                    _ => {}
                }
            }
            Event::Code(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => self.inline(span.clone()).closed.push(span),
            Event::HardBreak => self.inline(span.clone()).breaks.push(span),
            Event::SoftBreak | Event::TaskListMarker(_) | Event::Html(_) => {}
        }
    }

    /// A block begins; only top-level ones are kept.
    fn block(&mut self, kind: BlockKind, span: Range<usize>) {
        if self.open.is_empty() {
            self.blocks.push(Block { span: trimmed_to_line(self.text, span), kind });
        }
    }

    /// The run that inline content at `span` belongs to.
    fn inline(&mut self, span: Range<usize>) -> &mut Run {
        // The backslash of an escape belongs to what it escapes.
        let escaped = self.run.is_none() && self.text[..span.start].ends_with('\\');
        let start = span.start - usize::from(escaped);
        let run = self.run.get_or_insert_with(|| Run { span: start..start, ..Run::default() });
        run.span.end = run.span.end.max(span.end);
        run
    }

    /// A block begins or ends, so what ran ends; if it was prose, it is a passage.
    fn end_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        let prose = self.open.iter().all(|open| matches!(open, Open::Paragraph | Open::List | Open::Item));
        let in_list = self.open.len() > 1 || self.open.first() != Some(&Open::Paragraph);
        if !prose || (in_list && self.text[run.span.clone()].contains(['\n', '\r'])) {
            return;
        }
        let whole = Whole { words: self.words, closed: &run.closed };
        let sentences = sentences(self.text, &run.span, whole, &run.breaks);
        if !sentences.is_empty() {
            self.passages.push(Passage { in_list, sentences, plain: run.plain });
        }
    }
}

fn block_kind(tag: &Tag<'_>) -> BlockKind {
    match tag {
        Tag::Heading { level, .. } => BlockKind::Heading(*level as u8),
        _ => BlockKind::Body,
    }
}

/// A block's span without blanks at its end, and with the indentation of its first line.
fn trimmed_to_line(text: &str, span: Range<usize>) -> Range<usize> {
    let end = trimmed(text, span.clone()).end;
    let indented = text[..span.start].trim_end_matches([' ', '\t']).len();
    let line_begins = indented == 0 || text[..indented].ends_with(['\n', '\r']);
    (if line_begins { indented } else { span.start })..end.max(span.start)
}

/// Blocks with what lies between them and is no block.
fn with_definitions(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut all = Vec::with_capacity(blocks.len());
    let mut at = 0;
    let gap = |from: usize, to: usize, all: &mut Vec<Block>| {
        let span = trimmed(text, from..to.max(from));
        if !span.is_empty() {
            all.push(Block { span, kind: BlockKind::Definition });
        }
    };
    for block in blocks {
        gap(at, block.span.start, &mut all);
        at = block.span.end.max(at);
        all.push(block);
    }
    gap(at, text.len(), &mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::*;

    const TEXT: &str = "# Title\n\nFirst *one. Still* one. Second with `a. B` in.\nSame line\\\nNew line.\n\n\
        - Item one. Its end.\n- [ ] Task\n  wrapped here\n\n1. Deep\n   - Deeper. *End.*\n\n\
        > Quoted. Words.\n\n```\nfn main() {}\n```\n\n| a | b |\n|---|---|\n| c. D | d |\n\n---\n\n\
        [x]: http://example.org\n\nLast [a. B](http://example.org/c.D) word. <http://example.org>\n";

    #[test]
    fn blocks_are_the_top_level_ones() {
        let document = Document::read(TEXT);
        let found: Vec<(BlockKind, &str)> = document
            .blocks()
            .iter()
            .map(|block| (block.kind, TEXT[block.span.clone()].split(['\n', ' ']).next().unwrap_or("")))
            .collect();
        use BlockKind::{Body, Definition, Heading};
        let expected = [
            (Heading(1), "#"),
            (Body, "First"),
            (Body, "-"),
            (Body, "1."),
            (Body, ">"),
            (Body, "```"),
            (Body, "|"),
            (Body, "---"),
            (Definition, "[x]:"),
            (Body, "Last"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn passages_are_prose_with_whole_sentences() {
        let document = Document::read(TEXT);
        let found: Vec<Vec<&str>> = document
            .passages()
            .iter()
            .map(|passage| passage.sentences.iter().map(|span| &TEXT[span.clone()]).collect())
            .collect();
        let expected: &[&[&str]] = &[
            &["First *one. Still* one.", "Second with `a. B` in.", "Same line", "New line."],
            &["Item one.", "Its end."],
            &["Deep"],
            &["Deeper.", "*End.*"],
            &["Last [a. B](http://example.org/c.D) word. <http://example.org>"],
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn plain_words_are_those_of_no_code_and_no_link() {
        let document = Document::read(TEXT);
        let plain = |place: usize| {
            let spans = document.passages()[place].plain.iter();
            spans.map(|span| &TEXT[span.clone()]).collect::<Vec<_>>()
        };
        assert_eq!(
            plain(0),
            ["First ", "one. Still", " one. Second with ", " in.", "Same line", "New line."]
        );
        assert_eq!(plain(4), ["Last ", " word. "]);
    }

    #[test]
    fn a_sentence_that_would_begin_a_block_is_no_plain_paragraph() {
        for plain in ["A sentence.", "*Emphasis* begins it.", "2019 was wet.", "“Well.”", "¿Qué?", "河水。"]
        {
            assert!(is_plain_paragraph(plain), "{plain}");
        }
        for block in ["# One", "12. Februar", "- a", "> a", "---", "```", "<div>a</div>", "[a]: b", ""] {
            assert!(!is_plain_paragraph(block), "{block}");
        }
    }
}
