//! Lotteries, told by the words in which outcome sets put them. A simulated model values them by what they give on
//! average.

/// What may come about, with its probability: none if the text is no lottery.
pub(crate) fn parts(outcome: &str) -> Option<Vec<(f64, &str)>> {
    const BEGIN: &str = "One of these things happens, by a draw of lots.";
    const CHANCE: &str = " With a chance of ";
    let parts = outcome.trim().strip_prefix(BEGIN)?.split(CHANCE).skip(1);
    let part = |part| {
        let (percent, outcome) = str::split_once(part, " %: ")?;
        Some((percent.parse::<f64>().ok()? / 100.0, outcome))
    };
    parts.map(part).collect::<Option<Vec<_>>>().filter(|parts| !parts.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lotteries_are_told_from_other_outcomes() {
        for (text, expected) in [
            (
                "One of these things happens, by a draw of lots. With a chance of 12.5 %: Ten cats are saved. With \
                 a chance of 87.5 %: Nothing changes.",
                Some(vec![(0.125, "Ten cats are saved."), (0.875, "Nothing changes.")]),
            ),
            ("One of these things happens, by a draw of lots.", None),
            ("One of these things happens, by a draw of lots. With a chance of ten %: Rain.", None),
            ("With a chance of 10 %: Rain.", None),
            ("A draw of lots is held.", None),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }
}
