//! A probability as an actor is told it: in words and in figures, which agree.

/// A probability in whole percent, 1 to 99.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Percent(u8);

/// One to nineteen.
#[rustfmt::skip]
const UNITS: [&str; 19] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];

/// Twenty to ninety.
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

impl Percent {
    /// The percentage of a probability; none if it is not a whole one from 1 to 99.
    pub(crate) fn of(probability: f64) -> Option<Percent> {
        let percent = (probability * 100.0).round();
        // A hundredth is no binary fraction: 0.29 times 100 is not quite 29.
        let is_whole = (probability * 100.0 - percent).abs() < 1e-9;
        (is_whole && (1.0..=99.0).contains(&percent)).then_some(Percent(percent as u8))
    }

    /// "a fifty percent (50 %) chance"
    pub(crate) fn of_happening(self) -> String {
        let words = self.words();
        // Eight, eleven, eighteen and the eighties begin with a vowel; one does not sound like it.
        let article = if words.starts_with('e') { "an" } else { "a" };
        format!("{article} {words} percent ({} %) chance", self.0)
    }

    /// "twenty-one"
    fn words(self) -> String {
        let unit = |number: u8| UNITS[usize::from(number) - 1];
        match (self.0 / 10, self.0 % 10) {
            (0 | 1, _) => unit(self.0).into(),
            (tens, 0) => TENS[usize::from(tens) - 2].into(),
            (tens, rest) => format!("{}-{}", TENS[usize::from(tens) - 2], unit(rest)),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn words_and_figures_agree() {
        for (probability, told) in [
            (0.01, "a one percent (1 %) chance"),
            (0.08, "an eight percent (8 %) chance"),
            (0.1, "a ten percent (10 %) chance"),
            (0.11, "an eleven percent (11 %) chance"),
            (0.18, "an eighteen percent (18 %) chance"),
            (0.2, "a twenty percent (20 %) chance"),
            (0.29, "a twenty-nine percent (29 %) chance"),
            (0.5, "a fifty percent (50 %) chance"),
            (0.57, "a fifty-seven percent (57 %) chance"),
            (0.8, "an eighty percent (80 %) chance"),
            (0.99, "a ninety-nine percent (99 %) chance"),
        ] {
            assert_eq!(Percent::of(probability).unwrap().of_happening(), told);
        }
    }

    #[test]
    fn every_whole_percent_has_words_of_its_own() {
        let percents = (1..=99_u8).map(|percent| Percent::of(f64::from(percent) / 100.0).unwrap());
        let told: BTreeSet<String> = percents.clone().map(Percent::words).collect();
        assert_eq!(told.len(), 99);
        assert!(percents.eq((1..=99).map(Percent)));
    }

    #[test]
    fn other_probabilities_are_none() {
        for probability in [0.0, 0.001, 0.005, 0.125, 0.5001, 0.999, 1.0, 1.5, -0.5, f64::NAN, f64::INFINITY]
        {
            assert_eq!(Percent::of(probability), None, "{probability}");
        }
    }
}
