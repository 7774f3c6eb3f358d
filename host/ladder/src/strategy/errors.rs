//! Language errors.
//!
//! Of every kind of error that the language allows there are as many, in an order drawn for the text. Words
//! in code, links and addresses are left alone, and no two errors touch.

mod anywhere;
mod english;
mod site;

use std::collections::{BTreeSet, VecDeque};

use crate::degradation::{Change, Degradation, Step, Steps};
use crate::keyed::{Key, order};
use crate::text::Document;
use site::{Site, sites};

struct Errors;

impl Degradation for Errors {
    fn name(&self) -> &'static str {
        "errors"
    }

    fn about(&self) -> &'static str {
        "plants errors: doubled words and swapped letters; in English also wrong agreement, wrong homophones \
         and missing words. The dose is errors per word of the text: 0.03 is three in a hundred words"
    }

    fn steps(&self, text: &Document<'_>, key: &Key) -> Steps {
        Steps { steps: plant(text, key), total: text.words().len() }
    }
}

inventory::submit!(&Errors as &'static dyn Degradation);

/// A kind of error: its name keys its draws, and it says how to make it at a word, if it can be made there.
struct Kind {
    name: &'static str,
    make: fn(&Site<'_>, &Key) -> Option<Change>,
}

/// Plants errors of each kind in turn until there is no place left for any.
fn plant(text: &Document<'_>, key: &Key) -> Vec<Step> {
    let sites = sites(text);
    let mut kinds: Vec<&Kind> = anywhere::KINDS.iter().collect();
    if english::is_english(text) {
        kinds.extend(&english::KINDS);
    }
    let mut waiting: VecDeque<(&Kind, std::vec::IntoIter<usize>)> = order(key, "kinds", kinds.len())
        .into_iter()
        .map(|kind| (kinds[kind], order(key, kinds[kind].name, sites.len()).into_iter()))
        .collect();
    let mut wrong = BTreeSet::new();
    let mut steps = Vec::new();
    while let Some((kind, mut places)) = waiting.pop_front() {
        let next = places.find_map(|place| {
            let change = (kind.make)(&sites[place], key)?;
            let words = text.words_within(&(change.start..change.end));
            // Neither these words nor their neighbours are wrong yet.
            let near = words.start.saturating_sub(1)..=words.end;
            wrong.range(near).next().is_none().then_some((words, change))
        });
        if let Some((words, change)) = next {
            wrong.extend(words);
            steps.push(Step { changes: vec![change], weight: 1 });
            waiting.push_back((kind, places));
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn made(kinds: &[Kind], name: &str, text: &str) -> Vec<String> {
        let kind = kinds.iter().find(|kind| kind.name == name).unwrap();
        sites(&Document::read(text))
            .iter()
            .filter_map(|site| (kind.make)(site, &[5; 32]))
            .map(|change| format!("{}{}{}", &text[..change.start], change.with, &text[change.end..]))
            .collect()
    }

    #[test]
    fn errors_in_any_language() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &[&str])] = &[
            ("doubled", "Das Haus steht.", &["Das Das Haus steht.", "Das Haus Haus steht."]),
            ("doubled", "the end, and", &["the the end, and"]),
            ("doubled", "so so 12 a", &[]),
            ("doubled", "水上。", &["水水上。"]),
            ("doubled", "天天上河", &["天天上上河"]),
            ("doubled", "早就有", &["早就就有"]),
            ("swapped", "Flüss rise", &["Fülss rise"]),
            ("swapped", "aabbb oooo 12345", &["ababb oooo 12345"]),
            ("swapped", "河水。", &["水河。"]),
            ("swapped", "`stand` http://stand.org a@stand.org [stand](x)", &[]),
        ];
        for (name, text, expected) in cases {
            assert_eq!(&made(&anywhere::KINDS, name, text), expected, "{name}: {text}");
        }
    }

    #[test]
    fn errors_in_english() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &[&str])] = &[
            ("agreement", "It is so.", &["It are so."]),
            ("agreement", "These were ALL.", &["This were ALL.", "These was ALL."]),
            ("homophone", "It’s too late.", &["Its too late.", "It’s to late."]),
            ("homophone", "More than there.", &["More then there.", "More than their."]),
            ("missing", "A lot of rain. To be", &["A lot rain. To be"]),
        ];
        for (name, text, expected) in cases {
            assert_eq!(&made(&english::KINDS, name, text), expected, "{name}: {text}");
        }
    }

    #[test]
    fn english_is_told_from_its_neighbours() {
        let cases = [
            ("The flood came at night, and most of the town slept.", true),
            ("De vloed kwam in de nacht, en het grootste deel van de stad sliep.", false),
            ("Das Wasser kam in der Nacht, und die Stadt war still.", false),
            ("河水在夜里上涨。", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(english::is_english(&Document::read(text)), expected, "{text}");
        }
    }

    #[test]
    fn no_two_errors_touch() {
        let text =
            "The men who live near there say that it is too late to be of any use to the town this year.";
        let document = Document::read(text);
        for byte in 0..50 {
            let mut words: Vec<_> = plant(&document, &[byte; 32])
                .iter()
                .map(|step| document.words_within(&(step.changes[0].start..step.changes[0].end)))
                .collect();
            words.sort_by_key(|words| words.start);
            assert!(words.len() > 3);
            assert!(words.array_windows().all(|[one, next]| one.end < next.start), "{words:?}");
        }
    }
}
