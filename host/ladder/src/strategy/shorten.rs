//! Paragraphs that end too soon.

use super::removal;
use crate::degradation::{Degradation, Steps};
use crate::keyed::{Key, order};
use crate::text::Document;

struct Shorten;

impl Degradation for Shorten {
    fn name(&self) -> &'static str {
        "shorten"
    }

    fn about(&self) -> &'static str {
        "cuts whole sentences from the ends of paragraphs, one from each before a second from any; every \
         paragraph keeps its first. The dose is the share of the text's words that are gone"
    }

    fn steps(&self, text: &Document<'_>, key: &Key) -> Steps {
        let passages = text.passages();
        let order = order(key, "passages", passages.len());
        let rounds = passages.iter().map(|passage| passage.sentences.len()).max().unwrap_or(0);
        let mut steps = Vec::new();
        for round in 1..rounds {
            for sentences in order.iter().map(|&place| &passages[place].sentences) {
                if sentences.len() > round {
                    steps.push(removal(text, sentences, sentences.len() - round));
                }
            }
        }
        Steps { steps, total: text.words().len() }
    }
}

inventory::submit!(&Shorten as &'static dyn Degradation);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::dose::Dose;

    #[test]
    fn paragraphs_lose_their_ends_in_turn() {
        let text = "A one. A two. A three.\n\nB one. B two.";
        let cases = [(0.4, "A one. A two.\n\nB one."), (0.6, "A one.\n\nB one.")];
        for (dose, expected) in cases {
            let found = Shorten.apply(text, Dose::new(dose).unwrap(), &[1; 32]).unwrap();
            assert_eq!((found.text.as_str(), found.dose), (expected, dose));
        }
        assert_eq!(Shorten.apply("Only one sentence.", Dose::new(0.5).unwrap(), &[1; 32]), None);
    }
}
