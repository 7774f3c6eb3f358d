//! What holds of any text.

use motive_screening::{Expectation, LeakScan, Limits, Stake, Stop, Told, admit, redact};
use proptest::prelude::*;

/// Any text, also one of many scripts, and one with the marks of Markdown and prose.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ \\n.,'’#*|_\\-a-zäßéA-Z0-9一-鿿ก-๙ぁ-んא-ת🦊\\u{300}-\\u{303}]{0,300}",
        "([A-Za-z]{1,8}[ .,!?\\n]){0,80}",
    ]
}

/// What a framing may insert: sentences of words of any language.
fn inserted() -> impl Strategy<Value = String> {
    prop_oneof!["([a-zäöüßéñ]{2,9} ){7,20}", "[一-龥]{12,40}", "([а-я]{2,9}[ ,]{1,2}){8,20}"]
}

/// The text with another put in at the character boundary nearest to this share of it.
fn put_in(text: &str, other: &str, share: f64) -> String {
    let at = text.floor_char_boundary((text.len() as f64 * share) as usize);
    format!("{}{other}{}", &text[..at], &text[at..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranges_are_inside_the_text_and_on_characters(
        explained in text(), insert in text(), outcome in text(), name in text(), output in text(),
    ) {
        let stakes = [Stake { text: &outcome, entities: &[&name] }];
        let told = Told { explained: &[&explained], inserted: &[&insert], stakes: &stakes, language: None };
        // What was told and what was made of it, so that there is something to find.
        let output = put_in(&put_in(&output, &insert, 0.3), &outcome, 0.6);
        let report = LeakScan::new(&told).scan(&output);
        for find in &report.findings {
            prop_assert_eq!(output.get(find.range.clone()), Some(find.text.as_str()));
            prop_assert!(find.weight > 0.0 && find.weight <= 1.0);
        }
        let ranges: Vec<_> = report.findings.iter().map(|find| find.range.clone()).collect();
        prop_assert!(redact(&output, &ranges).len() <= output.len() + ranges.len() * motive_screening::MARK.len());
        prop_assert_eq!(redact(&output, &[]), output);
    }

    #[test]
    fn admission_takes_any_text(brief in text(), output in text(), stop in 0..5_usize) {
        let stops = [Stop::Finished, Stop::Length, Stop::Refusal, Stop::Filtered, Stop::Unknown];
        let reasons = admit(&output, stops[stop], &Expectation::of_brief(&brief), &Limits::default());
        prop_assert!(reasons.is_sorted());
    }

    #[test]
    fn an_inserted_text_is_found_wherever_it_is_put(insert in inserted(), output in text(), share in 0.0..=1.0) {
        let told = Told { inserted: &[&insert], ..Told::default() };
        let report = LeakScan::new(&told).scan(&put_in(&output, &insert, share));
        prop_assert!(report.leaks, "{:?}", report);
    }

    #[test]
    fn a_brief_is_no_leak_of_itself(brief in text(), insert in text(), outcome in text(), name in text()) {
        let stakes = [Stake { text: &outcome, entities: &[&name] }];
        let brief = put_in(&put_in(&brief, &insert, 0.5), &format!(" {name} if this essay wins a prize, {outcome}"), 1.0);
        let told = Told { explained: &[&brief], inserted: &[&insert], stakes: &stakes, language: None };
        let report = LeakScan::new(&told).scan(&brief);
        prop_assert!(report.findings.is_empty(), "{:?}", report);
    }
}
