//! What the degradations do to real texts: every text of `fixtures`, and any text at all.
#![allow(clippy::unwrap_used)]

use motive_ladder::{
    BlockKind, Change, Degradation, Degradations, Degraded, Document, Dose, Key, damage_key,
};
use proptest::prelude::*;

const TEXTS: [(&str, &str); 6] = [
    ("ar", include_str!("fixtures/ar.md")),
    ("de", include_str!("fixtures/de.md")),
    ("en", include_str!("fixtures/en.md")),
    ("es", include_str!("fixtures/es.md")),
    ("fr", include_str!("fixtures/fr.md")),
    ("zh", include_str!("fixtures/zh.md")),
];

/// A ladder for each strategy that the long fixtures can take.
const LADDERS: [(&str, [f64; 4]); 4] = [
    ("drop", [0.2, 0.4, 0.6, 0.8]),
    ("errors", [0.01, 0.02, 0.05, 0.1]),
    ("shorten", [0.1, 0.2, 0.4, 0.6]),
    ("shuffle", [0.1, 0.25, 0.5, 0.9]),
];

fn dose(value: f64) -> Dose {
    Dose::new(value).unwrap()
}

fn degradation(name: &str) -> &'static dyn Degradation {
    Degradations::find(name).unwrap()
}

fn fixture(language: &str) -> &'static str {
    TEXTS.iter().find(|(name, _)| *name == language).unwrap().1
}

/// Whether all of the lower changes are among the higher, or within one that removes more.
fn contains(higher: &[Change], lower: &[Change]) -> bool {
    lower.iter().all(|low| {
        higher.iter().any(|high| {
            high == low
                || (low.with.is_empty()
                    && high.with.is_empty()
                    && high.start <= low.start
                    && low.end <= high.end)
        })
    })
}

/// What must hold of any damage.
fn check(text: &str, wanted: f64, found: &Degraded) {
    assert_ne!(found.text, text);
    assert!(found.text.contains(char::is_alphanumeric));
    assert!(found.dose > 0.0 && found.dose <= 1.0);
    assert!(found.dose <= 2.0 * wanted && 2.0 * found.dose >= wanted);
    // Between the changes stand the bytes of the original.
    let mut rest = found.text.as_str();
    let mut at = 0;
    for change in &found.changes {
        assert!(at <= change.start && change.start < change.end);
        rest = rest.strip_prefix(&text[at..change.start]).unwrap();
        rest = rest.strip_prefix(change.with.as_str()).unwrap();
        at = change.end;
    }
    assert_eq!(rest, &text[at..]);
}

fn sentences(text: &str) -> Vec<String> {
    let document = Document::read(text);
    let spans = document.passages().iter().flat_map(|passage| passage.sentences.clone());
    spans.map(|span| text[span].to_owned()).collect()
}

#[test]
fn fixtures_read_as_sentences_and_words() {
    // Counted by hand.
    let cases = [("ar", 14), ("de", 24), ("en", 21), ("es", 14), ("fr", 14), ("zh", 25)];
    for (language, expected) in cases {
        let text = fixture(language);
        let found = sentences(text);
        assert_eq!(found.len(), expected, "{language}: {found:#?}");
        assert!(found.iter().all(|sentence| sentence.ends_with(['.', '?', '!', '。', '？', '؟', '”', '！'])));
    }
    for language in ["de", "en", "zh"] {
        let words = Document::read(fixture(language)).words().len();
        assert!((250..=460).contains(&words), "{language}: {words}");
    }
}

#[test]
fn long_texts_take_whole_ladders() {
    for language in ["de", "en", "zh"] {
        for (name, doses) in LADDERS {
            let mut taken = Vec::new();
            for byte in 0..10 {
                for value in doses {
                    let text = fixture(language);
                    let found = degradation(name).apply(text, dose(value), &[byte; 32]);
                    let found = found.unwrap_or_else(|| panic!("{name} {value} of {language}"));
                    check(text, value, &found);
                    assert!(name == "drop" || kinds(&found.text) == kinds(text), "{}", found.text);
                    taken.push((found.dose - value).abs() / value);
                }
            }
            let mean = taken.iter().sum::<f64>() / taken.len() as f64;
            assert!(mean < 0.25, "{name} of {language} misses its doses by {mean}");
        }
    }
}

/// Damage is redone from its key when a result is checked, so what a key does to a text may never change.
/// Where it has to, the test prints what the file is to hold.
#[test]
fn damage_is_pinned() {
    let mut found = String::new();
    for (language, text) in TEXTS {
        for (name, value) in [("drop", 0.2), ("errors", 0.03), ("shorten", 0.1), ("shuffle", 0.1)] {
            let key = damage_key(&[1; 32], language, name);
            let Some(degraded) = degradation(name).apply(text, dose(value), &key) else {
                found += &format!("{language} {name} {value}: not taken\n");
                continue;
            };
            found += &format!("{language} {name} {value}: {:.6}\n", degraded.dose);
            for Change { start, end, with } in degraded.changes {
                found += &format!("  {start}..{end} {with:?}\n");
            }
        }
    }
    assert!(found == include_str!("golden/changes.txt"), "{found}");
}

#[test]
fn higher_doses_contain_lower_ones() {
    for (_, text) in TEXTS {
        for (name, doses) in LADDERS {
            for byte in 0..10 {
                let ladder: Vec<Degraded> = doses
                    .iter()
                    .filter_map(|value| degradation(name).apply(text, dose(*value), &[byte; 32]))
                    .collect();
                for [lower, higher] in ladder.array_windows() {
                    assert!(lower.dose <= higher.dose);
                    assert!(contains(&higher.changes, &lower.changes), "{name}: {lower:#?} {higher:#?}");
                }
            }
        }
    }
}

#[test]
fn shuffling_keeps_every_sentence_and_shortening_keeps_every_paragraph() {
    for (language, text) in TEXTS {
        let shuffled = degradation("shuffle").apply(text, dose(0.9), &[3; 32]).unwrap();
        let (mut before, mut after) = (sentences(text), sentences(&shuffled.text));
        let stayed = before.iter().zip(&after).filter(|(one, other)| one == other).count();
        assert_eq!(stayed, before.len() - (shuffled.dose * before.len() as f64).round() as usize);
        before.sort();
        after.sort();
        assert_eq!(before, after, "{language}");

        let shortened = degradation("shorten").apply(text, dose(0.4), &[3; 32]).unwrap();
        let shortened = Document::read(&shortened.text).passages().to_vec();
        let whole = Document::read(text);
        assert_eq!(shortened.len(), whole.passages().len());
        for (short, long) in shortened.iter().zip(whole.passages()) {
            assert!(short.sentences.len() <= long.sentences.len());
        }
    }
}

#[test]
fn dropping_takes_whole_sections_and_paragraphs() {
    let text = fixture("de");
    for byte in 0..10 {
        let found = degradation("drop").apply(text, dose(0.5), &[byte; 32]).unwrap();
        let kept: Vec<&str> = text.split("\n\n").filter(|part| found.text.contains(part)).collect();
        // The title stays, headings go with their sections, and nothing is torn.
        assert_eq!(kept.join("\n\n").trim_end(), found.text.trim_end());
        assert_eq!(kept[0], "# Das Hochwasser an der Lohe");
        assert!(kept.last().is_some_and(|last| !last.starts_with('#')));
        assert!(kept.array_windows().all(|[one, next]| !(one.starts_with("## ") && next.starts_with("## "))));
    }
    let found = degradation("drop").apply(fixture("en"), dose(0.2), &[1; 32]).unwrap();
    assert_eq!(found.text.split("\n\n").count(), 4);
    assert_eq!(found.changes.len(), 1);
}

#[test]
fn code_tables_links_and_headings_are_left_alone() {
    let code = "```rust\nfn main() { println!(\"There there. Is it?\"); }\n```";
    let table = "| word. Word | count |\n| --- | --- |\n| there. Their | 3 |";
    let text = format!(
        "# The heading is there\n\n{}\n\n{code}\n\n{}\n\n{table}\n\n> The quotation is there. It is.\n\n{}",
        "The gate is there, and `their there is` stands in it. That is [the there. Is](http://the.re/is.there).",
        "Their weather is of no use to the town. It was written to the mill. The mill is to be closed.",
        "The last of these paragraphs is right here. It does not end well. Ask the@there.is or www.there.is."
    );
    for (name, _) in LADDERS.into_iter().filter(|(name, _)| *name != "drop") {
        for byte in 0..20 {
            for value in [0.05, 0.1, 0.2, 0.4, 0.8] {
                let Some(found) = degradation(name).apply(&text, dose(value), &[byte; 32]) else { continue };
                check(&text, value, &found);
                for part in [code, table, "# The heading is there\n", "> The quotation is there. It is.\n"] {
                    assert!(found.text.contains(part), "{name}: {}", found.text);
                }
                if name != "shorten" {
                    for part in [
                        "`their there is`",
                        "[the there. Is](http://the.re/is.there)",
                        "the@there.is",
                        "www.there.is",
                    ] {
                        assert!(found.text.contains(part), "{name}: {}", found.text);
                    }
                }
            }
        }
    }
}

#[test]
fn what_cannot_be_made_worse_by_that_dose_is_not_made_worse() {
    let cases = [
        ("", 0.5),
        (" \n\n ", 0.5),
        ("…", 0.5),
        ("```\nOne. Two.\n```", 0.5),
        ("One.", 0.5),
        ("One. Two. Three.", 0.01),
        ("One. Two.", 0.2),
    ];
    for (text, value) in cases {
        for name in ["drop", "errors", "shorten"] {
            assert_eq!(
                degradation(name).apply(text, dose(value), &[1; 32]),
                None,
                "{name} {value} of {text:?}"
            );
        }
    }
}

/// Texts that look like Markdown and texts that look like nothing.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("# ".to_owned()),
        Just("- ".to_owned()),
        Just("1. ".to_owned()),
        Just("> ".to_owned()),
        Just("    ".to_owned()),
        Just("```\n".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just(". ".to_owned()),
        Just("。".to_owned()),
        Just("؟ ".to_owned()),
        Just("**".to_owned()),
        Just("_".to_owned()),
        Just("`".to_owned()),
        Just("[x](y)".to_owned()),
        Just("[x]: y\n".to_owned()),
        Just("| a | b |\n|--|--|\n".to_owned()),
        Just("<b>".to_owned()),
        Just("$x$".to_owned()),
        Just("\\".to_owned()),
        Just("The town is there, and of the river. ".to_owned()),
        Just("Water rose there. Nobody saw it. ".to_owned()),
        Just("河水上涨了。谁都没有想到！".to_owned()),
        Just("ارتفع النهر. لم يتوقع أحد ذلك. ".to_owned()),
        "[A-Za-z]{1,8} ".boxed(),
        "\\PC{0,6}".boxed(),
        any::<String>().boxed(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

const SENTENCE: &str = "[A-Z][a-z]{2,7}( [a-z]{2,7}){2,6}[.!?]";

/// The kinds of the top-level blocks.
fn kinds(text: &str) -> Vec<BlockKind> {
    Document::read(text).blocks().iter().map(|block| block.kind).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn documents_of_any_text_are_in_order(text in any_text()) {
        let document = Document::read(&text);
        for [one, next] in document.blocks().array_windows() {
            prop_assert!(one.span.start < one.span.end && one.span.end <= next.span.start);
        }
        for [one, next] in document.words().array_windows() {
            prop_assert!(one.start < one.end && one.end <= next.start);
        }
        let mut at = 0;
        for span in document.passages().iter().flat_map(|passage| &passage.sentences) {
            prop_assert!(at <= span.start && span.start < span.end);
            let sentence = &text[span.clone()];
            prop_assert_eq!(sentence.trim(), sentence);
            prop_assert!(!document.words_within(span).is_empty());
            at = span.end;
        }
    }

    #[test]
    fn any_text_gets_worse_step_by_step(
        text in any_text(),
        key in any::<Key>(),
        mut values in prop::collection::vec(0.001..=1.0, 4),
    ) {
        values.sort_by(f64::total_cmp);
        for degradation in Degradations::all().unwrap() {
            let mut last: Option<Degraded> = None;
            for value in &values {
                let found = degradation.apply(&text, dose(*value), &key);
                prop_assert_eq!(&found, &degradation.apply(&text, dose(*value), &key));
                let Some(found) = found else { continue };
                check(&text, *value, &found);
                if let Some(last) = last {
                    prop_assert!(last.dose <= found.dose);
                    prop_assert!(contains(&found.changes, &last.changes), "{:#?} {:#?}", last, found);
                }
                last = Some(found);
            }
        }
    }

    #[test]
    fn plain_prose_keeps_its_blocks(
        paragraphs in prop::collection::vec(prop::collection::vec(SENTENCE, 1..6), 1..6),
        key in any::<Key>(),
        value in 0.02..=1.0,
    ) {
        let text = paragraphs.iter().map(|sentences| sentences.join(" ")).collect::<Vec<_>>().join("\n\n");
        for name in ["errors", "shorten", "shuffle"] {
            if let Some(found) = degradation(name).apply(&text, dose(value), &damage_key(&key, "output", name)) {
                prop_assert_eq!(kinds(&found.text), kinds(&text));
            }
        }
    }
}
