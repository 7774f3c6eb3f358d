//! What holds of the family as a whole.

use std::collections::BTreeSet;

use motive_plugin::task::{Action, Conversation, Event};
use motive_plugin::{FailureKind, OtherPart, Part, Role, StopReason, Usage};

use super::*;
use crate::passage::Passage;

fn all_items() -> Vec<Item> {
    items(&Config::default(), None).unwrap()
}

fn passages() -> impl Iterator<Item = (Language, &'static Passage<'static>)> {
    Language::ALL.into_iter().flat_map(|language| language.passages().iter().map(move |it| (language, it)))
}

fn passage(id: &str) -> &'static Passage<'static> {
    passages().find(|(_, passage)| passage.id == id).unwrap().1
}

fn prompt_of(item: &Item) -> String {
    let step = Translation::begin(&Context::default(), item).unwrap();
    let Action::Ask(Ask { conversation: Conversation::Extend(messages), .. }) = step.action else {
        panic!("no ask")
    };
    assert_eq!(messages.len(), 1);
    messages[0].text()
}

fn answer(parts: Vec<Part>, stop: StopReason) -> Answer {
    let message = Message { role: Role::Assistant, parts };
    Answer { message, stop, usage: Usage::default(), logprobs: Vec::new(), attrs: Vec::new() }
}

/// The words in double quotation marks.
fn quotations(text: &str) -> Vec<&str> {
    text.split('“').skip(1).filter_map(|rest| rest.split_once('”')).map(|(quoted, _)| quoted).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// The words of a text; each Chinese character is one.
fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase).chain([' ']) {
        if c.is_alphanumeric() && !is_han(c) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            terms.push(std::mem::take(&mut word));
        }
        if is_han(c) {
            terms.push(c.into());
        }
    }
    terms
}

fn similarity(a: &str, b: &str) -> f64 {
    let grams = |text: &str| terms(text).windows(3).map(<[String]>::to_vec).collect::<BTreeSet<_>>();
    let (a, b) = (grams(a), grams(b));
    a.intersection(&b).count() as f64 / a.union(&b).count() as f64
}

#[test]
fn thirty_items_with_ids_and_texts_of_their_own() {
    let items = all_items();
    assert_eq!(items.len(), 30);
    let texts: [fn(&Item) -> &String; 5] =
        [|item| &item.id, |item| &item.title, |item| &item.brief, |item| &item.criterion, |item| &item.input];
    for text in texts {
        assert_eq!(items.iter().map(text).collect::<BTreeSet<_>>().len(), 30);
    }
    for item in &items {
        assert!(item.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", item.id);
        assert!(item.id.starts_with(&format!("{}-", item.tags[0])), "{}", item.id);
        assert_eq!((item.max_steps, item.tags.len()), (1, 2));
    }
    let counts = Language::ALL.map(|language| language.passages().len());
    assert_eq!(counts, [8, 8, 7, 7]);
}

#[test]
fn a_language_has_no_sort_of_text_twice() {
    for language in Language::ALL {
        let kinds: BTreeSet<&str> = language.passages().iter().map(|passage| passage.kind).collect();
        assert_eq!(kinds.len(), language.passages().len(), "{}", language.name());
    }
}

#[test]
fn a_passage_is_worth_about_150_to_250_english_words() {
    for (language, Passage { id, source, .. }) in passages() {
        let (length, wanted) = match language {
            Language::Zh => (source.chars().filter(|&c| is_han(c)).count(), 250..=400),
            Language::Es => (measures::words(source), 160..=260),
            Language::De => (measures::words(source), 140..=230),
            // Articles, prepositions and pronouns are parts of words.
            Language::Ar => (measures::words(source), 110..=190),
        };
        assert!(wanted.contains(&length), "{id}: {length}");
    }
}

#[test]
fn the_source_is_in_its_language() {
    for (language, Passage { id, source, .. }) in passages() {
        let share = measures::untranslated(source).unwrap();
        let is_latin = matches!(language, Language::Es | Language::De);
        assert!(if is_latin { share < 0.001 } else { share > 0.9 }, "{id}: {share}");
        assert!(!source.contains(prompt::FENCES.1), "{id}");
        for line in source.lines() {
            assert_eq!(line, line.trim(), "{id}");
        }
        // Next to a Chinese character stands Chinese punctuation.
        for (a, b) in source.chars().zip(source.chars().skip(1)) {
            let mixed = |a, b| is_han(a) && matches!(b, ',' | ':' | ';' | '?' | '!' | '(' | ')');
            assert!(!mixed(a, b) && !mixed(b, a), "{id}: {a}{b}");
        }
    }
}

#[test]
fn every_point_quotes_the_source() {
    for (_, Passage { id, source, points, .. }) in passages() {
        assert!((4..=6).contains(&points.len()), "{id}");
        for point in *points {
            let quoted = quotations(point);
            assert!(!quoted.is_empty(), "{id}: {point}");
            for words in quoted {
                assert!(source.contains(words), "{id}: {words}");
            }
            assert!(point.split_whitespace().count() <= 40, "{id}: {point}");
        }
    }
}

#[test]
fn no_two_sources_are_near_copies() {
    assert_eq!(similarity("一二三四", "一二三五"), 1.0 / 3.0);
    assert_eq!(similarity("Eins, zwei, drei.", "eins zwei drei"), 1.0);
    let all: Vec<_> = passages().collect();
    for (at, (_, a)) in all.iter().enumerate() {
        for (_, b) in &all[..at] {
            let found = similarity(a.source, b.source);
            assert!(found < 0.15, "{} and {}: {found}", a.id, b.id);
        }
    }
}

#[test]
fn no_word_of_an_incentive() {
    let words = [
        "prize",
        "reward",
        "donat",
        "award",
        "stake",
        "compet",
        "judge",
        "winner",
        "score",
        "experiment",
        "language model",
    ];
    for item in all_items() {
        let source = passage(&item.id).source;
        let text =
            format!("{} {} {}", item.title, item.brief.replace(source, ""), item.criterion).to_lowercase();
        for word in words {
            assert!(!text.contains(word), "{}: `{word}`", item.id);
        }
    }
}

#[test]
fn the_actor_is_shown_the_source_and_none_of_the_points() {
    for item in all_items() {
        let Passage { source, setting, voice, points, .. } = passage(&item.id);
        let prompt = prompt_of(&item);
        assert!(prompt.contains(source) && prompt.contains(setting), "{}", item.id);
        assert!(item.brief.contains(source) && item.brief.contains(setting), "{}", item.id);
        assert!(item.criterion.contains(voice) && !prompt.contains(voice), "{}", item.id);
        for point in *points {
            assert!(item.brief.contains(&format!("\n- {point}")), "{}: {point}", item.id);
            assert!(!prompt.contains(point) && !item.input.contains(point), "{}: {point}", item.id);
        }
    }
}

#[test]
fn the_prompt_and_the_brief_word_for_word() {
    let own = concat!(
        r#"{"id":"door","language":"de","kind":"note","title":"A note","setting":"A note on a shop's door.","#,
        r#""voice":"a note in haste","source":"Bin gleich zurück.\nIm Notfall: klopfen.","#,
        r#""points":["“gleich”: in a moment","“klopfen”: knock"]}"#,
    );
    let items = items(&Config::default(), Some(own.as_bytes())).unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        prompt_of(&items[0]),
        "Translate the German text below into English. A note on a shop's door.\n\
         \n\
         <source>\n\
         Bin gleich zurück.\n\
         Im Notfall: klopfen.\n\
         </source>\n\
         \n\
         Translate all of it, the title included where there is one, and keep its paragraphs. Write in Markdown. Give the \
         translation and nothing else: no notes on the text and no alternatives."
    );
    assert_eq!(
        items[0].brief,
        "Translate the German text below into English. A note on a shop's door.\n\
         \n\
         <source>\n\
         Bin gleich zurück.\n\
         Im Notfall: klopfen.\n\
         </source>\n\
         \n\
         All of it is to be translated, and its paragraphs kept. A good translation gets these points right, in whatever \
         words:\n\
         \n\
         - “gleich”: in a moment\n\
         - “klopfen”: knock"
    );
    assert!(items[0].criterion.contains("It reads like a note in haste."));
    assert_eq!((items[0].id.as_str(), items[0].title.as_str()), ("door", "A note"));
    assert_eq!(items[0].tags, ["de", "note"]);
}

#[test]
fn languages_take_turns() {
    let order = |languages: &[Language], count: usize| -> Vec<String> {
        let items = items(&Config { languages: languages.into() }, None).unwrap();
        items.into_iter().map(|item| item.tags[0].clone()).take(count).collect()
    };
    assert_eq!(order(&Language::ALL, 5), ["zh", "es", "de", "ar", "zh"]);
    assert_eq!(order(&[Language::De, Language::Zh], 16)[12..], ["de", "zh", "zh"]);
    assert_eq!(order(&[Language::Ar], 30).len(), 7);
    assert_eq!(in_turn(vec![vec![1, 2, 3], vec![], vec![4]]), [1, 4, 2, 3]);
}

#[test]
fn items_of_a_file_take_the_place_of_the_family() {
    let line = |id: &str, language: &str| {
        format!(
            r#"{{"id":"{id}","language":"{language}","kind":"k","title":"t","setting":"s.","voice":"v","source":"x","points":["p"]}}"#
        )
    };
    let file = [line("a", "es"), line("b", "es"), line("c", "zh")].join("\n");
    let ids = |languages: &[Language]| -> Vec<String> {
        let items = items(&Config { languages: languages.into() }, Some(file.as_bytes())).unwrap();
        items.into_iter().map(|item| item.id).collect()
    };
    assert_eq!(ids(&Language::ALL), ["c", "a", "b"]);
    assert_eq!(ids(&[Language::Es]), ["a", "b"]);

    let failure = items(&Config { languages: vec![Language::Ar] }, Some(file.as_bytes())).unwrap_err();
    assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::BadConfig, "/languages"));
    let failure = items(&Config::default(), Some(b"\nnonsense")).unwrap_err();
    assert_eq!(failure.kind, FailureKind::BadSubject);
    assert!(failure.message.starts_with("asset `items`, line 2"), "{}", failure.message);
}

#[test]
fn the_file_is_wanted_and_not_needed() {
    let wants = Translation::wants(&Config::default());
    assert_eq!(wants, [Want { what: WantWhat::Asset("items".into()), optional: true }]);
}

#[test]
fn languages_are_named_once_and_at_least_one() {
    let pointers = |languages: &[Language]| -> Vec<String> {
        let findings = Translation::check(&Config { languages: languages.into() });
        assert!(findings.iter().all(|finding| finding.fatal));
        findings.into_iter().map(|finding| finding.pointer).collect()
    };
    assert!(pointers(&Language::ALL).is_empty());
    assert_eq!(pointers(&[]), ["/languages"]);
    assert_eq!(pointers(&[Language::De, Language::Ar, Language::De]), ["/languages/2"]);

    let read = |json| motive_plugin::read_json::<Config>(FailureKind::BadConfig, "config", json);
    assert_eq!(read("{}").unwrap().languages, Language::ALL);
    assert_eq!(read(r#"{"languages": ["ar"]}"#).unwrap().languages, [Language::Ar]);
    assert_eq!(read(r#"{"languages": ["de", "fr"]}"#).unwrap_err().pointer, "/languages/1");
    assert!(read(r#"{"language": "de"}"#).unwrap_err().message.contains("unknown field `language`"));
}

#[test]
fn an_item_of_another_shape_is_a_bad_subject() {
    for input in ["null", "{}", r#"{"language":"fr","setting":"s","source":"x"}"#] {
        let item = Item { id: "one".into(), input: input.into(), ..Item::default() };
        let failure = Translation::begin(&Context::default(), &item).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadSubject, "{input}");
        assert!(failure.message.contains("`one`"), "{}", failure.message);
    }
}

#[test]
fn the_artifact_is_the_text_alone() {
    let reasoning = Part::Other(OtherPart { kind: "reasoning".into(), data: "\"头七\"".into() });
    let parts = vec![reasoning, Part::Text("On the 头七, the seventh day, I came.".into())];
    let event = Event::Answered(answer(parts, StopReason::End));
    let step = Translation::advance(&Context::default(), &all_items()[0], (), event).unwrap();
    let Action::Finish(outcome) = step.action else { panic!("not finished") };
    let text = "On the 头七, the seventh day, I came.";
    assert_eq!(outcome.artifacts, [Artifact::markdown("translation", text)]);
    assert_eq!(outcome.metrics, [("words".into(), 8.0), ("untranslated".into(), 2.0 / 25.0)]);
    assert!(outcome.complete);
}

#[test]
fn what_counts_as_incomplete() {
    for (text, stop, complete, metrics) in [
        ("Text.", StopReason::End, true, 2),
        ("Text.", StopReason::Length, false, 2),
        ("Text.", StopReason::Refusal, false, 2),
        (" \n", StopReason::End, false, 1),
    ] {
        let answer = answer(vec![Part::Text(text.into())], stop);
        let outcome = Translation::outcome(&Context::default(), &all_items()[0], &answer);
        assert_eq!((outcome.complete, outcome.metrics.len()), (complete, metrics), "{text:?} {stop:?}");
    }
    let event = Event::OutOfBudget("money".into());
    let step = Translation::advance(&Context::default(), &all_items()[0], (), event).unwrap();
    assert_eq!(step.action, Action::Finish(Outcome::nothing()));
}
