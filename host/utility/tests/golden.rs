//! Fits against choix, statsmodels and scipy; `golden/make.py` makes the values.
#![allow(clippy::unwrap_used)]

use motive_utility::{Comparison, FitOptions, OneSided, UtilityModels};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    fits: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    source: String,
    model: String,
    options: usize,
    comparisons: Vec<(usize, usize, f64, f64, f64)>,
    penalty: f64,
    position: bool,
    utility: Vec<f64>,
    standard_error: Option<Vec<f64>>,
    fitted_position: Option<f64>,
    position_standard_error: Option<f64>,
    log_likelihood: f64,
    /// The tie parameter and the standard error of its logarithm.
    tie: Option<(f64, f64)>,
    variance: Option<Vec<f64>>,
    /// Options with a limit: below the utility (-1) or above (1), and where.
    one_sided: Vec<(usize, i32, f64)>,
}

fn comparisons(rows: &[(usize, usize, f64, f64, f64)]) -> Vec<Comparison> {
    rows.iter()
        .map(|&(first, second, first_wins, second_wins, ties)| Comparison {
            first,
            second,
            first_wins,
            second_wins,
            ties,
        })
        .collect()
}

#[test]
fn agrees_with_other_libraries() {
    let golden: Golden = serde_json::from_str(include_str!("golden/golden.json")).unwrap();
    assert_eq!(golden.fits.len(), 24);
    for row in golden.fits {
        let what = format!("{} ({}, {})", row.name, row.model, row.source);
        let how = FitOptions { penalty: row.penalty, position: row.position, ..FitOptions::default() };
        let model = UtilityModels::find(&row.model).unwrap();
        let fit = model.fit(row.options, &comparisons(&row.comparisons), &how).unwrap();
        let close = |field: &str, got: f64, want: f64| {
            assert!((got - want).abs() < 1e-6, "{what}, {field}: {got}, not {want}");
        };
        assert!(fit.converged, "{what}");
        for (&got, &want) in fit.utility.iter().zip(&row.utility) {
            close("utility", got, want);
        }
        for (&got, &want) in fit.standard_error.iter().zip(row.standard_error.iter().flatten()) {
            close("standard error", got.unwrap(), want);
        }
        close("position", fit.position, row.fitted_position.unwrap_or(0.0));
        assert_eq!(fit.position_standard_error.is_some(), row.position_standard_error.is_some());
        if let (Some(got), Some(want)) = (fit.position_standard_error, row.position_standard_error) {
            close("standard error of the position", got, want);
        }
        assert_eq!((fit.tie.is_some(), fit.variance.is_some()), (row.tie.is_some(), row.variance.is_some()));
        if let Some((tie, error)) = row.tie {
            close("tie", fit.tie.unwrap(), tie);
            close("standard error of the logarithm of tie", fit.tie_standard_error.unwrap(), error);
        }
        for (&got, &want) in fit.variance.iter().flatten().zip(row.variance.iter().flatten()) {
            close("variance", got, want);
        }
        for &(option, direction, want) in &row.one_sided {
            match (fit.one_sided[option].unwrap(), direction) {
                (OneSided::AtLeast(got), -1) | (OneSided::AtMost(got), 1) => close("limit", got, want),
                other => panic!("{what}: {other:?}"),
            }
        }
        close("log-likelihood", fit.log_likelihood, row.log_likelihood);
    }
}

/// The figures that the project's method quotes.
#[test]
fn reproduces_the_published_figures() {
    let rows = comparisons(&[(0, 1, 7.0, 3.0, 0.0), (1, 2, 6.0, 4.0, 0.0), (0, 2, 9.0, 1.0, 0.0)]);
    let how = FitOptions { penalty: 0.0, position: false, ..FitOptions::default() };
    let model = UtilityModels::find("bradley-terry").unwrap();
    let fit = model.fit(3, &rows, &how).unwrap();
    for (got, want) in fit.utility.iter().zip([0.943_606, -0.160_161, -0.783_445]) {
        assert!((got - want).abs() < 1e-6, "{:?}", fit.utility);
    }
}
