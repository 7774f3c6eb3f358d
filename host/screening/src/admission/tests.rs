//! What is admitted and why not, by cases.

#![allow(clippy::unwrap_used)]

use super::*;

fn expected(language: &str, words: Option<(u32, u32)>) -> Expectation {
    Expectation {
        language: Some(Language::parse(language).unwrap()),
        words: words.map(|(fewest, most)| WordRange::new(fewest, most).unwrap()),
    }
}

fn reasons(output: &str, stop: Stop) -> Vec<Reason> {
    admit(output, stop, &Expectation::default(), &Limits::default())
}

const WHOLE: &str = "The bridge stands where it should, and nobody would move it.";

#[test]
fn stops_count_and_the_text_where_they_do_not_tell() {
    use Reason::{Empty, Refused, Truncated};
    for (text, stop, expected) in [
        (WHOLE, Stop::Finished, [].as_slice()),
        (WHOLE, Stop::Unknown, &[]),
        (WHOLE, Stop::Length, &[Truncated]),
        (WHOLE, Stop::Refusal, &[Refused]),
        (WHOLE, Stop::Filtered, &[Refused]),
        ("The bridge stands where", Stop::Unknown, &[Truncated]),
        // Who says that it had finished is believed.
        ("The bridge stands where", Stop::Finished, &[]),
        ("", Stop::Finished, &[Empty]),
        (" \n—🦊 ", Stop::Unknown, &[Empty]),
        ("", Stop::Length, &[Empty, Truncated]),
        ("", Stop::Refusal, &[Empty, Refused]),
    ] {
        assert_eq!(reasons(text, stop), expected, "{text:?} {stop:?}");
    }
}

#[test]
fn refusals_in_words() {
    for (text, refused) in [
        ("I'm sorry, but I can't help with that.", true),
        ("I’m sorry, but I cannot write an essay that argues for this position.", true),
        ("Unfortunately, I am unable to produce this translation. I can offer a summary.", true),
        ("I must respectfully decline to write this.", true),
        ("As an AI language model, I cannot take a position on this.", true),
        ("Thank you for the request. However, I won't be writing this essay.", true),
        ("Es tut mir leid, aber ich kann diesen Aufsatz nicht schreiben.", true),
        ("Ich kann dir dabei leider nicht helfen.", true),
        ("Lo siento, pero no puedo ayudarte con eso.", true),
        ("Je suis désolé, mais je ne peux pas écrire cet essai.", true),
        ("抱歉，我无法协助完成这个请求。", true),
        ("对不起，我不能写这篇文章。", true),
        // About refusals, or refusing something else.
        ("# On refusing\n\nI can't help you, says the clerk. The law gives him the right.", false),
        ("\"I can't help with that,\" said the clerk, and shut the window.", false),
        ("The clerk says that I cannot write to the court. He is wrong.", false),
        ("I cannot help but admire how the machine refuses every request.", false),
        ("Doctors decline to treat friends. A hospital cannot refuse an emergency.", false),
        ("Refusal is a right. Nobody can be made to help with a crime.", false),
        ("I cannot imagine a city without trams. They carry everyone.", false),
        ("Wer sich weigert, kann dafür gute Gründe haben. Ich kann das verstehen.", false),
        ("医生不能拒绝急诊病人，这是法律的规定。", false),
        ("No puedo imaginar una ciudad sin árboles.", false),
        ("Je ne peux imaginer une ville sans arbres.", false),
    ] {
        assert_eq!(reasons(text, Stop::Finished) == [Reason::Refused], refused, "{text}");
    }
}

#[test]
fn who_declines_and_writes_it_all_the_same_has_not_refused() {
    let text = format!("I can't help with that. {}", WHOLE.repeat(20));
    assert_eq!(reasons(&text, Stop::Finished), []);
}

#[test]
fn another_language_has_to_be_certain() {
    let german =
        "Die Brücke steht, wo sie stehen soll, und niemand würde sie an einen anderen Ort versetzen wollen.";
    let limits = Limits::default();
    let of = |text: &str, language: &str| admit(text, Stop::Finished, &expected(language, None), &limits);
    assert_eq!(of(german, "en"), [Reason::WrongLanguage]);
    assert_eq!(of(german, "de"), []);
    assert_eq!(of("Brücke.", "en"), []);
    assert_eq!(of("桥就在它应该在的地方，没有人想把它搬走。", "en"), [Reason::WrongLanguage]);
}

#[test]
fn lengths_are_in_words_and_the_factor_is_a_setting() {
    let words = |count: usize| "word ".repeat(count - 1) + "word.";
    let range = Expectation { language: None, words: Some(WordRange::new(250, 400).unwrap()) };
    for (factor, count, expected) in [
        (2.0, 124, [Reason::TooShort].as_slice()),
        (2.0, 125, &[]),
        (2.0, 800, &[]),
        (2.0, 801, &[Reason::TooLong]),
        (1.0, 249, &[Reason::TooShort]),
        (1.0, 401, &[Reason::TooLong]),
    ] {
        let limits = Limits::new(factor).unwrap();
        assert_eq!(admit(&words(count), Stop::Finished, &range, &limits), expected, "{factor} {count}");
    }
    let characters = Expectation { language: None, words: Some(WordRange::new(10, 12).unwrap()) };
    let text = "桥就在它应该在的地方。";
    assert_eq!(admit(text, Stop::Finished, &characters, &Limits::default()), []);
}

#[test]
fn settings_are_checked() {
    for factor in [0.5, 0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(Limits::new(factor), Err(ScreeningError::LengthFactor(_))), "{factor}");
    }
    let limits: Limits = serde_json::from_str(r#"{"length-factor": 1.5}"#).unwrap();
    assert!((limits.length_factor() - 1.5).abs() < 1e-12);
    assert_eq!(serde_json::from_str::<Limits>("{}").unwrap(), Limits::default());
    let error = serde_json::from_str::<Limits>(r#"{"length-factor": 0}"#).unwrap_err();
    assert!(error.to_string().contains("length factor 0"), "{error}");
    assert!(serde_json::from_str::<Limits>(r#"{"length": 2}"#).is_err());
}

#[test]
fn reasons_have_names() {
    let all = [
        Reason::Empty,
        Reason::Refused,
        Reason::Truncated,
        Reason::WrongLanguage,
        Reason::TooShort,
        Reason::TooLong,
    ];
    assert_eq!(
        serde_json::to_string(&all).unwrap(),
        r#"["empty","refused","truncated","wrong-language","too-short","too-long"]"#
    );
}
