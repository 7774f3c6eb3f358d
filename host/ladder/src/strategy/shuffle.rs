//! Sentences out of place.

use std::ops::Range;

use crate::degradation::{Change, Degradation, Step, Steps};
use crate::keyed::{Key, order};
use crate::text::{Document, is_plain_paragraph};

struct Shuffle;

impl Degradation for Shuffle {
    fn name(&self) -> &'static str {
        "shuffle"
    }

    fn about(&self) -> &'static str {
        "swaps sentences, those of paragraphs and those of lists among themselves; none is moved twice. The \
         dose is the share of the text's sentences that are out of place"
    }

    fn steps(&self, text: &Document<'_>, key: &Key) -> Steps {
        let mut swaps = Vec::new();
        for (in_list, purpose) in [(false, "paragraphs"), (true, "lists")] {
            let movable = movable(text, in_list);
            let order = order(key, purpose, movable.len());
            swaps.extend(
                order.chunks_exact(2).map(|pair| (movable[pair[0]].clone(), movable[pair[1]].clone())),
            );
        }
        swaps.retain(|(one, other)| text.text()[one.clone()] != text.text()[other.clone()]);
        let steps =
            order(key, "swaps", swaps.len()).into_iter().map(|place| swap(text, &swaps[place])).collect();
        Steps { steps, total: text.passages().iter().map(|passage| passage.sentences.len()).sum() }
    }
}

inventory::submit!(&Shuffle as &'static dyn Degradation);

/// The sentences that may be moved.
fn movable(text: &Document<'_>, in_list: bool) -> Vec<Range<usize>> {
    text.passages()
        .iter()
        .filter(|passage| passage.in_list == in_list)
        .flat_map(|passage| passage.sentences.iter().cloned())
        .filter(|span| text.text()[span.clone()].lines().all(reads_the_same_elsewhere))
        .collect()
}

/// Whether a line of a sentence begins no block, whatever is around it: `12. Februar` would begin a list, and
/// bars may make a table.
fn reads_the_same_elsewhere(line: &str) -> bool {
    !line.contains('|') && is_plain_paragraph(line.trim())
}

fn swap(text: &Document<'_>, (one, other): &(Range<usize>, Range<usize>)) -> Step {
    let at = |span: &Range<usize>| &text.text()[span.clone()];
    let changes = vec![Change::replace(one.clone(), at(other)), Change::replace(other.clone(), at(one))];
    Step { changes, weight: 2 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::dose::Dose;

    fn dose(value: f64) -> Dose {
        Dose::new(value).unwrap()
    }

    #[test]
    fn all_of_an_even_number_of_sentences_can_be_out_of_place() {
        let text = "One. Two.\n\nThree.\nFour.";
        let found = Shuffle.apply(text, dose(1.0), &[1; 32]).unwrap();
        assert_eq!(found.dose, 1.0);
        let places: Vec<usize> =
            ["One.", "Two.", "Three.", "Four."].iter().map(|word| found.text.find(word).unwrap()).collect();
        assert!(places[0] != 0 && places[3] + 5 != text.len());
        assert_eq!(found.text.len(), text.len());
    }

    #[test]
    fn what_would_begin_a_block_stays_and_equal_sentences_are_not_swapped() {
        let cases = [
            "Am Montag. 12. Februar war es.",
            "One | two. Three.",
            "Same. Same.",
            "Alone.",
            "One.\n\n- Two.",
        ];
        for text in cases {
            assert_eq!(Shuffle.apply(text, dose(1.0), &[1; 32]), None, "{text}");
        }
    }
}
