//! The quality that is visible in a text.
//!
//! A sentence is strong if it gives a reason, an example or a measurement, told by a fixed list of marks. Visible
//! quality is the log-odds of strong sentences, so a writer with latent quality q makes a share 1/(1+exp(-q)) of its
//! sentences strong, and a reader gets q back up to rounding. It can be read off any text, simulated or not.

/// What marks a strong sentence. In lower case: a sentence is compared without regard to case.
pub(crate) const MARKS: [&str; 7] =
    ["because", "for example", "for instance", "which means", "as a result", "according to", "measured"];

/// The quality of a text without a single sentence: below any that an essay of usual length can show.
const NOTHING: f64 = -5.0;

/// Log-odds of strong sentences, with half a sentence added to either side so that it is finite.
pub(crate) fn visible(text: &str) -> f64 {
    let (strong, all) = count(text);
    if all == 0 {
        return NOTHING;
    }
    ((strong as f64 + 0.5) / ((all - strong) as f64 + 0.5)).ln()
}

/// How many sentences of a text are strong, and how many there are. Headings are none.
pub(crate) fn count(text: &str) -> (usize, usize) {
    let prose = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let sentences =
        prose.flat_map(|line| line.split(['.', '!', '?'])).filter(|sentence| sentence.contains(' '));
    sentences.fold((0, 0), |(strong, all), sentence| (strong + usize::from(is_strong(sentence)), all + 1))
}

/// Whether a sentence, or a part of one, holds a mark.
pub(crate) fn is_strong(sentence: &str) -> bool {
    let bytes = sentence.as_bytes();
    let starts = |i: usize| i == 0 || !bytes[i - 1].is_ascii_alphabetic();
    let marked = |i: usize| {
        let rest = &bytes[i..];
        MARKS
            .iter()
            .any(|mark| rest.get(..mark.len()).is_some_and(|word| word.eq_ignore_ascii_case(mark.as_bytes())))
    };
    // The first letters of the marks, so that most words are passed over at once.
    (0..bytes.len())
        .any(|i| matches!(bytes[i] | 0x20, b'b' | b'f' | b'w' | b'a' | b'm') && starts(i) && marked(i))
}

/// The share of strong sentences that shows a latent quality.
pub(crate) fn share(quality: f64) -> f64 {
    1.0 / (1.0 + (-quality).exp())
}

/// The latent quality that shows as a share: infinite for 0 and 1.
pub(crate) fn log_odds(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{STRONG, WEAK};

    #[test]
    fn the_stock_is_what_it_says() {
        for sentence in STRONG {
            assert_eq!(count(sentence), (1, 1), "{sentence}");
        }
        for sentence in WEAK {
            assert_eq!(count(sentence), (0, 1), "{sentence}");
        }
    }

    #[test]
    fn shares_and_qualities_are_two_names_of_one_thing() {
        for quality in [-3.0, 0.0, 1.5] {
            assert!((log_odds(share(quality)) - quality).abs() < 1e-12);
        }
        assert_eq!((share(log_odds(0.0) + 5.0), share(log_odds(1.0) - 5.0)), (0.0, 1.0));
    }

    #[test]
    fn sentences_are_counted() {
        for (text, expected) in [
            ("", (0, 0)),
            ("# Because of a heading", (0, 0)),
            ("It rains. It rains because it is wet! Is it?\n\nFor Example, here.", (2, 4)),
            ("Unmeasured words are no mark.", (0, 1)),
            ("It was 3.5 metres, measured twice.", (1, 2)),
        ] {
            assert_eq!(count(text), expected, "{text:?}");
        }
        assert!(visible("") < visible("It rains and rains."));
        assert!(visible("It rains and rains.") < visible("It rains because it can."));
    }
}
