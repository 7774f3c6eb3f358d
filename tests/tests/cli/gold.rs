//! Gold pairs from end to end: mixed into the ballots, and what they say of judges with a planted sensitivity.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::{SMALL, prints, read, results, run_into};

/// Gold pairs of which a part is left out, at two doses.
const GOLD: &str = "gold={ pairs = 30, doses = { drop = [0.25, 0.5] } }";
/// A judge that misses what is left out, and two that see nothing of it.
const SHARP: &str = "provider.simulated.config.models.justice-a.judge={ length = 4.0, sensitivity = 0.0, position-bias = 0.0, tie-width = 0.0 }";
const BLUNT: &str = "provider.simulated.config.models.justice-b.judge={ sensitivity = 0.0, position-bias = 1.0, tie-width = 0.0 }";

fn run_with(folder: &Path, more: &[&str]) -> Value {
    run_into(folder, &[&SMALL[..], &["task.essay.items=30", GOLD, SHARP, BLUNT], more].concat());
    results(folder)
}

/// Accuracy at both doses.
fn accuracy(results: &Value, judge: &str) -> [f64; 2] {
    let doses = results["calibration"]["judges"][judge]["drop"]["doses"].as_array().unwrap();
    [0, 1].map(|at| doses[at]["accuracy"].as_f64().unwrap())
}

#[test]
fn the_ladder_tells_a_judge_that_sees_from_one_that_does_not() {
    let folder = TempDir::new().unwrap();
    let results = run_with(folder.path(), &[]);
    let calibration = &results["calibration"];
    // Two doses and identical texts, thirty of each.
    assert_eq!(calibration["pairs"], 90);
    // 4 times the logarithm of the share that is left: .76 at a quarter, .94 at a half. Sixty ballots each.
    let [quarter, half] = accuracy(&results, "justice-a");
    assert!(
        (quarter - 0.76).abs() < 0.22 && (half - 0.94).abs() < 0.13 && half > quarter,
        "{quarter} {half}"
    );
    let [quarter, half] = accuracy(&results, "justice-b");
    assert!((quarter - 0.5).abs() < 0.26 && (half - 0.5).abs() < 0.26, "{quarter} {half}");
    // A lean of 1 takes the first of two identical texts in 73 %.
    let identical = &calibration["identical"]["justice-b"];
    let (first, second) = (identical["first"].as_f64().unwrap(), identical["second"].as_f64().unwrap());
    assert!((first / (first + second) - 0.73).abs() < 0.23, "{identical}");
    let text = prints(&["analyse", folder.path().to_str().unwrap()]);
    assert!(text.contains("gold pairs (90)"), "{text}");
}

#[test]
fn gold_pairs_change_nothing_about_the_others() {
    let folder = TempDir::new().unwrap();
    let (with, without) = (folder.path().join("with"), folder.path().join("without"));
    let with_gold = run_with(&with, &[]);
    run_into(&without, &[&SMALL[..], &["task.essay.items=30", SHARP, BLUNT]].concat());
    let without_gold = results(&without);
    for key in ["contrasts", "judges", "screening"] {
        assert_eq!(with_gold[key], without_gold[key], "{key}");
    }
    assert!(without_gold.get("calibration").is_none());
    prints(&["resume", with.to_str().unwrap()]);
    assert_eq!(serde_json::from_str::<Value>(&read(&with, "results.json")).unwrap(), with_gold);
    prints(&["verify", with.to_str().unwrap()]);
}
