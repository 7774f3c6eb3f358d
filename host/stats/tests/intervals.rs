//! Intervals for clusters, correlations and bootstraps against scipy (`golden/intervals.py`), their bounds,
//! their refusals.
#![allow(clippy::unwrap_used)]

use motive_stats::{
    CorrelationKind, Interval, IntervalError, clustered_wilson, correlation_interval, mean_interval,
    normal_quantile, pearson, percentile_interval, ratio_interval, spearman, t_quantile, wilson,
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    quantiles: Vec<Quantile>,
    clusters: Vec<Clusters>,
    correlations: Vec<Correlation>,
    percentiles: Vec<Percentile>,
}

#[derive(Deserialize)]
struct Quantile {
    confidence: f64,
    freedom: f64,
    t: f64,
    normal: f64,
}

#[derive(Deserialize)]
struct Clusters {
    clusters: Vec<(f64, f64)>,
    confidence: f64,
    ratio: [f64; 2],
    wilson: [f64; 2],
}

#[derive(Deserialize)]
struct Correlation {
    points: Vec<(f64, f64)>,
    confidence: f64,
    pearson: f64,
    pearson_interval: [f64; 2],
    spearman: f64,
    spearman_interval: [f64; 2],
}

#[derive(Deserialize)]
struct Percentile {
    values: Vec<f64>,
    confidence: f64,
    interval: [f64; 2],
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/intervals.json")).unwrap()
}

fn close(got: f64, want: f64) {
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1.0), "{got}, not {want}");
}

fn close_interval(got: Option<Interval>, want: [f64; 2]) {
    let got = got.unwrap();
    close(got.lower, want[0]);
    close(got.upper, want[1]);
}

#[test]
fn quantiles_agree_with_scipy() {
    for row in golden().quantiles {
        close(normal_quantile(row.confidence).unwrap(), row.normal);
        close(t_quantile(row.confidence, row.freedom).unwrap(), row.t);
    }
}

#[test]
fn cluster_intervals_agree_with_scipy() {
    for row in golden().clusters {
        close_interval(ratio_interval(&row.clusters, row.confidence).unwrap(), row.ratio);
        close_interval(clustered_wilson(&row.clusters, row.confidence).unwrap(), row.wilson);
    }
}

#[test]
fn correlations_agree_with_scipy() {
    for row in golden().correlations {
        let (r, rho) = (pearson(&row.points).unwrap(), spearman(&row.points).unwrap());
        close(r, row.pearson);
        close(rho, row.spearman);
        let interval =
            |kind, value| correlation_interval(kind, value, row.points.len(), row.confidence).unwrap();
        close_interval(interval(CorrelationKind::Pearson, r), row.pearson_interval);
        close_interval(interval(CorrelationKind::Spearman, rho), row.spearman_interval);
    }
}

#[test]
fn percentiles_agree_with_numpy() {
    for row in golden().percentiles {
        close_interval(percentile_interval(&row.values, row.confidence).unwrap(), row.interval);
    }
}

#[test]
fn what_does_not_vary_has_no_interval() {
    assert_eq!(mean_interval(&[], 0.95), Ok(None));
    assert_eq!(mean_interval(&[1.0], 0.95), Ok(None));
    assert_eq!(mean_interval(&[0.1, 0.1, 0.1], 0.95), Ok(None));
    // One and the same ratio in every cluster.
    assert_eq!(ratio_interval(&[(0.3, 1.0), (0.6, 2.0), (0.9, 3.0)], 0.95), Ok(None));
    assert_eq!(ratio_interval(&[(0.5, 1.0), (0.0, 0.0)], 0.95), Ok(None));
    assert_eq!(percentile_interval(&[2.0, 2.0], 0.95), Ok(None));
    assert_eq!(percentile_interval(&[], 0.95), Ok(None));
    for points in [&[][..], &[(1.0, 2.0)], &[(1.0, 2.0), (1.0, 3.0)], &[(1.0, f64::NAN), (2.0, 1.0)]] {
        assert_eq!((pearson(points), spearman(points)), (None, None), "{points:?}");
    }
    for (r, points) in [(0.5, 3), (1.0, 100), (-1.0, 100)] {
        assert_eq!(correlation_interval(CorrelationKind::Pearson, r, points, 0.95), Ok(None));
    }
}

#[test]
fn a_rate_without_variation_counts_clusters() {
    assert_eq!(clustered_wilson(&[], 0.95), Ok(None));
    assert_eq!(clustered_wilson(&[(0.0, 0.0)], 0.95), Ok(None));
    assert_eq!(clustered_wilson(&[(7.0, 20.0)], 0.95), clustered_wilson(&[(0.35, 1.0)], 0.95));
    assert_eq!(clustered_wilson(&[(8.0, 8.0); 12], 0.95), wilson(12, 12, 0.95));
    // Weights of less than one trial are not counted as more.
    assert_eq!(clustered_wilson(&[(0.0, 0.5); 12], 0.95), wilson(0, 6, 0.95));
}

#[test]
fn refuses_what_is_no_number_no_rate_or_no_confidence() {
    let cases: [(Result<Option<Interval>, IntervalError>, &str); 7] = [
        (mean_interval(&[1.0, f64::NAN], 0.9), "value 1 is NaN: it must be finite"),
        (ratio_interval(&[(1.0, -2.0)], 0.9), "weight 0 is -2: it must be finite and not negative"),
        (
            clustered_wilson(&[(1.0, 2.0), (3.0, 2.0)], 0.9),
            "cluster 1 has 3 successes in 2 trials: both must be finite, and the successes between 0 and the trials",
        ),
        (percentile_interval(&[f64::INFINITY], 0.9), "value 0 is inf: it must be finite"),
        (
            correlation_interval(CorrelationKind::Spearman, 1.5, 9, 0.9),
            "correlation 1.5: it must lie between -1 and 1",
        ),
        (t_quantile(0.9, 0.0).map(|_| None), "0 degrees of freedom: they must be above 0"),
        (mean_interval(&[], 1.0), "confidence 1: it must lie strictly between 0 and 1, for example 0.95"),
    ];
    for (result, message) in cases {
        assert_eq!(result.unwrap_err().to_string(), message);
    }
}

proptest! {
    #[test]
    fn clusters_widen_and_never_leave_the_unit_interval(
        clusters in prop::collection::vec((0_u32..=20, 0_u32..=20), 1..40),
        confidence in 0.5_f64..0.99,
    ) {
        let clusters: Vec<(f64, f64)> =
            clusters.iter().map(|&(s, f)| (f64::from(s), f64::from(s + f))).collect();
        let sum = |of: fn(&(f64, f64)) -> f64| clusters.iter().map(of).sum::<f64>();
        let (successes, trials) = (sum(|c| c.0), sum(|c| c.1));
        prop_assume!(trials > 0.0);
        let interval = clustered_wilson(&clusters, confidence).unwrap().unwrap();
        let independent = wilson(successes as u64, trials as u64, confidence).unwrap().unwrap();
        prop_assert!(0.0 <= interval.lower && interval.upper <= 1.0);
        prop_assert!(interval.contains(successes / trials));
        prop_assert!(interval.lower <= independent.lower + 1e-12);
        prop_assert!(interval.upper >= independent.upper - 1e-12);
    }

    #[test]
    fn correlations_ignore_origin_unit_and_order(
        points in prop::collection::vec((-9.0_f64..9.0, -9.0_f64..9.0), 3..30),
        shift in -5.0_f64..5.0,
        unit in 0.1_f64..10.0,
    ) {
        let moved: Vec<_> = points.iter().rev().map(|&(x, y)| (y, unit * x + shift)).collect();
        for correlation in [pearson, spearman] {
            let (r, again) = (correlation(&points).unwrap(), correlation(&moved).unwrap());
            prop_assert!((-1.0..=1.0).contains(&r));
            prop_assert!((r - again).abs() < 1e-9);
        }
    }
}
