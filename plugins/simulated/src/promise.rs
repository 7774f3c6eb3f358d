//! What is promised for the best text, told by the words of the promise.
//!
//! A sum of money is told by its figure, and a donation to a cause by what its recipient does. What is promised in any
//! other words is an outcome, which a model has a utility of. How far it hangs on the text is told by the words before
//! it. Of several promises the last one holds.

/// Something that comes about if the text is judged the best.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Promise {
    /// An outcome, in its own words.
    Outcome(String),
    /// A sum of money, in units of whatever currency.
    Sum(f64),
    /// Money for a cause: 1 for one that helps, -1 for one that harms, 0 for neither.
    Cause(f64),
}

/// What recipients do that help.
#[rustfmt::skip]
const HELPING: [&str; 12] = [
    "tighten the laws", "find each one a lasting home", "clear lost nets", "help remote villages cast",
    "which injection protects", "keep its poisons out of wells", "forgives their debts", "brings parents back",
    "brings their elders to one table", "let it stand for all time", "replaces the cracked ones for free",
    "offers them somebody to talk to",
];

/// What recipients do that harm.
#[rustfmt::skip]
const HARMING: [&str; 12] = [
    "loosen the laws", "make them fight", "drag secret nets", "stop remote villages", "measles poison children",
    "keep its poisons from being found", "takes their fields", "betrays them", "stirs their sons up", "burn it down",
    "sells the cracked ones as sound", "urges them to hurt",
];

impl Promise {
    /// Reads the text of a conversation: what is promised, and its contingency (see [`Terms::contingency`]).
    pub(crate) fn of(text: &str) -> Option<(Promise, f64)> {
        let (terms, outcome) = offered(text)?;
        let money = sum(outcome).map(Promise::Sum).or_else(|| cause(outcome).map(Promise::Cause));
        Some((money.unwrap_or_else(|| Promise::Outcome(outcome.to_owned())), terms.contingency()))
    }
}

/// The outcome that is offered last, in its own words.
pub(crate) fn promised(text: &str) -> Option<&str> {
    offered(text).map(|(_, outcome)| outcome)
}

/// When the outcome comes about that is offered last, and its words.
pub(crate) fn offered(text: &str) -> Option<(Terms, &str)> {
    let in_line = |line| {
        let quotes = str::match_indices(line, '"');
        quotes.into_iter().find_map(|(at, _)| {
            let terms = Terms::told_by(line[..at].trim_end_matches([':', ' ']))?;
            Some((terms, quoted(&line[at + 1..])?))
        })
    };
    text.lines().rev().find_map(in_line)
}

/// When an outcome comes about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Terms {
    /// If the text is judged the best.
    Best,
    /// However it is judged.
    Always,
    /// If it is judged the worst.
    Worst,
    /// It is settled, and called off unless the text is judged the best.
    UnlessBest,
    /// With this probability, if the text is judged the best.
    Chance(f64),
}

impl Terms {
    /// By the words before the outcome. None if they offer nothing.
    fn told_by(opening: &str) -> Option<Terms> {
        if opening.contains(" is called off unless ") {
            Some(Terms::UnlessBest)
        } else if let Some(opening) = opening.strip_suffix(" %) chance") {
            let (_, percent) = opening.rsplit_once('(')?;
            Some(Terms::Chance(percent.parse::<f64>().ok()? / 100.0))
        } else if !opening.ends_with("will happen") {
            None
        } else if opening.contains("Whether or not ") {
            Some(Terms::Always)
        } else if opening.contains(" the worst") {
            Some(Terms::Worst)
        } else {
            Some(Terms::Best)
        }
    }

    /// How much more likely the outcome becomes if the text is judged the best: 1 for a promise, and for what is called off
    /// otherwise; a probability for a lottery; 0 for what comes about anyway; -1 for what the worst text brings.
    fn contingency(self) -> f64 {
        match self {
            Terms::Best | Terms::UnlessBest => 1.0,
            Terms::Chance(probability) => probability,
            Terms::Always => 0.0,
            Terms::Worst => -1.0,
        }
    }
}

/// What stands before the quotation mark that ends it: one behind the stop of its sentence, or else one before a stop.
fn quoted(text: &str) -> Option<&str> {
    let with_stop = [".\" ", "!\" ", "?\" "].into_iter().filter_map(|end| Some(text.find(end)? + 1)).min();
    let end = with_stop.or_else(|| text.find("\".")).or_else(|| text.find('"'))?;
    Some(&text[..end])
}

/// "A sum of 1,000,000 US dollars ..."
fn sum(outcome: &str) -> Option<f64> {
    let (figure, _) = outcome.strip_prefix("A sum of ")?.split_once(' ')?;
    figure.replace(',', "").parse::<u64>().ok().map(|sum| sum as f64)
}

/// "A thousand dollars go to ..."
fn cause(outcome: &str) -> Option<f64> {
    let recipient = outcome.strip_prefix("A thousand dollars go to ")?;
    let does = |deeds: &[&str]| f64::from(u8::from(deeds.iter().any(|deed| recipient.contains(deed))));
    Some(does(&HELPING) - does(&HARMING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_read_with_the_quotation_marks_inside_it() {
        for (text, expected) in [
            ("the following will happen: \"Ten cats are saved.\". Do not", Some("Ten cats are saved.")),
            ("this will happen: \"A man says \"no\" twice\". Leave", Some("A man says \"no\" twice")),
            ("this will happen: \"Rain\"", Some("Rain")),
            ("Say what will happen, then: this will happen: \"Rain\".", Some("Rain")),
            ("Nobody knows what will happen. He said \"hello\".", None),
            ("this will happen: \"Rain", None),
            ("Write about kites.", None),
        ] {
            assert_eq!(promised(text), expected, "{text}");
        }
    }

    #[test]
    fn the_last_promise_holds() {
        let text = "This will happen: \"Rain.\" Leave it out.\nWork.\nRaised. This will happen: \"Sun.\" Leave it out.";
        assert_eq!(promised(text), Some("Sun."));
    }

    #[test]
    fn what_an_outcome_hangs_on_is_told_before_it() {
        for (opening, expected) in [
            ("If it is the best, this will happen:", Some((Terms::Best, 1.0))),
            ("Whether or not it is the best, this will happen:", Some((Terms::Always, 0.0))),
            ("If it is judged the worst, this will happen:", Some((Terms::Worst, -1.0))),
            ("This is settled, and is called off unless it is the best:", Some((Terms::UnlessBest, 1.0))),
            ("If it is the best, this has a five percent (5 %) chance:", Some((Terms::Chance(0.05), 0.05))),
            ("If it is the best, this has a fair (some %) chance:", None),
            ("If it is the best, this has a chance:", None),
            ("They said:", None),
        ] {
            let text = format!("{opening} \"The worst will happen, whether or not.\" Leave it out.");
            let read = offered(&text).map(|(terms, _)| (terms, terms.contingency()));
            assert_eq!(read, expected, "{opening}");
        }
    }

    #[test]
    fn money_is_told_from_outcomes() {
        let outcome = |text: &str| Promise::Outcome(text.into());
        for (text, expected) in [
            ("A sum of 1,000,000 US dollars goes to a hospital.", Promise::Sum(1e6)),
            ("A sum of 2 euros is donated.", Promise::Sum(2.0)),
            ("A sum of money is lost.", outcome("A sum of money is lost.")),
            (
                "A sum of 99,999,999,999,999,999,999 euros",
                outcome("A sum of 99,999,999,999,999,999,999 euros"),
            ),
            (
                "A thousand dollars go to the owners of an ancient forest, who burn it down.",
                Promise::Cause(-1.0),
            ),
            ("A thousand dollars go to a museum.", Promise::Cause(0.0)),
            ("A museum gets a thousand dollars.", outcome("A museum gets a thousand dollars.")),
        ] {
            let promise = Promise::of(&format!("this will happen: \"{text}\". Leave this out."));
            assert_eq!(promise, Some((expected, 1.0)), "{text}");
        }
    }
}
