//! The degradations, a file each. Every one registers itself.

mod drop;
mod errors;
mod shorten;
mod shuffle;

use std::ops::Range;

use crate::degradation::{Change, Step};
use crate::text::Document;

/// The step that removes the piece at `place` of a row of pieces, with the blanks that follow it. Its weight
/// are its words.
fn removal(document: &Document<'_>, pieces: &[Range<usize>], place: usize) -> Step {
    let piece = &pieces[place];
    let end = pieces.get(place + 1).map_or(piece.end, |next| next.start);
    let weight = document.words_within(piece).len();
    Step { changes: vec![Change::remove(piece.start..end)], weight }
}
