//! The measures of the rounds that are over.

use motive_plugin::Metric;

/// `score-1`, `score-2` and so on, then `mean-score`, and from two rounds on `slope`.
pub(crate) fn measures(scores: &[f64]) -> Vec<Metric> {
    let each = scores.iter().enumerate().map(|(at, score)| (format!("score-{}", at + 1), *score));
    let mean = (!scores.is_empty()).then(|| ("mean-score".to_owned(), mean(scores)));
    let slope = slope(scores).map(|slope| ("slope".to_owned(), slope));
    each.chain(mean).chain(slope).collect()
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len() as f64
}

/// The slope of the line of least squares of score on round: the sum of (i - mean i) (s - mean s) over that of
/// (i - mean i) squared, with i = 1, 2, ... None for a single round.
fn slope(scores: &[f64]) -> Option<f64> {
    if scores.len() < 2 {
        return None;
    }
    let middle = (scores.len() + 1) as f64 / 2.0;
    let mean = mean(scores);
    let away = |at: usize| (at + 1) as f64 - middle;
    let both: f64 = scores.iter().enumerate().map(|(at, score)| away(at) * (score - mean)).sum();
    let squares: f64 = (0..scores.len()).map(|at| away(at).powi(2)).sum();
    Some(both / squares)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use motive_plugin::Random;

    use super::*;

    #[test]
    fn slopes_of_score_on_round() {
        for (scores, expected) in [
            (&[][..], None),
            (&[0.5], None),
            (&[0.25, 0.75], Some(0.5)),
            (&[0.5, 0.5, 0.5], Some(0.0)),
            (&[1.0, 0.75, 0.5, 0.25], Some(-0.25)),
            // (-2)(0) + (-1)(0.5) + (0)(0.25) + (1)(1) + (2)(0.75) = 2, over 4 + 1 + 0 + 1 + 4 = 10.
            (&[0.0, 0.5, 0.25, 1.0, 0.75], Some(0.2)),
        ] {
            let found = slope(scores);
            assert_eq!(found.is_some(), expected.is_some(), "{scores:?}");
            if let (Some(found), Some(expected)) = (found, expected) {
                assert!((found - expected).abs() < 1e-12, "{scores:?}: {found}");
            }
        }
    }

    #[test]
    fn a_slope_is_of_the_line_whatever_its_height_and_turns_with_it() {
        let mut random = Random::keyed(6, ["scores"]);
        for rounds in 2..9 {
            let scores: Vec<f64> = (0..rounds).map(|_| random.unit()).collect();
            let found = slope(&scores).unwrap();
            let close = |other: Vec<f64>, expected: f64| {
                assert!((slope(&other).unwrap() - expected).abs() < 1e-12, "{scores:?}");
            };
            close(scores.iter().map(|score| score + 3.0).collect(), found);
            close(scores.iter().map(|score| score * 2.0).collect(), 2.0 * found);
            close(scores.iter().rev().copied().collect(), -found);
            // What is left over from the line has no slope.
            close(scores.iter().enumerate().map(|(at, score)| score - found * at as f64).collect(), 0.0);
        }
    }

    #[test]
    fn measures_grow_with_the_rounds() {
        let names =
            |scores: &[f64]| -> Vec<String> { measures(scores).into_iter().map(|(name, _)| name).collect() };
        assert!(names(&[]).is_empty());
        assert_eq!(names(&[0.5]), ["score-1", "mean-score"]);
        assert_eq!(names(&[0.5, 0.75]), ["score-1", "score-2", "mean-score", "slope"]);
        let values: Vec<f64> = measures(&[0.5, 0.75]).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, [0.5, 0.75, 0.625, 0.25]);
    }
}
