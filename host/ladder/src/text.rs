//! What a text is made of, as far as damage has to know: top-level blocks, passages of prose with their
//! sentences, and words; each as bytes of the text.
//!
//! Texts are read as Markdown, which plain text is too. It decides nothing about which parts are damaged.

mod blocks;
mod sentences;
mod words;

use std::ops::Range;

pub(crate) use blocks::is_plain_paragraph;
pub(crate) use words::is_character;

/// A text and its parts. All spans are bytes of the text and lie on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    passages: Vec<Passage>,
    words: Vec<Range<usize>>,
}

/// A top-level block, without the blank lines around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
}

/// What a top-level block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph, list, table, quotation, code block and the like: what a text is made of.
    Body,
    /// What is not shown where it stands: definitions of link targets.
    Definition,
}

/// A piece of prose: a top-level paragraph, or the text of a list item that stands on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Whether it is the text of a list item.
    pub in_list: bool,
    /// Its sentences, without the blanks between them; at least one, each with at least one word. No sentence
    /// ends within an emphasis, a link or inline code.
    pub sentences: Vec<Range<usize>>,
    /// Where its plain words stand: not in inline code, mathematics, HTML or links.
    pub plain: Vec<Range<usize>>,
}

impl<'t> Document<'t> {
    /// Reads a text.
    pub fn read(text: &'t str) -> Self {
        let words = words::words(text);
        let (blocks, passages) = blocks::read(text, &words);
        Self { text, blocks, passages, words }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The top-level blocks in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The passages of prose in order.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The words in order, by Unicode's rules (UAX #29). In scripts that write no spaces between words a
    /// word is a character, as Chinese length is commonly counted; of Thai, Lao, Khmer and Burmese, a run.
    pub fn words(&self) -> &[Range<usize>] {
        &self.words
    }

    /// The places in [`Document::words`] of the words that begin within a span.
    pub fn words_within(&self, span: &Range<usize>) -> Range<usize> {
        let from = self.words.partition_point(|word| word.start < span.start);
        from..self.words.partition_point(|word| word.start < span.end).max(from)
    }
}
