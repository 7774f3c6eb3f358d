//! Leaks that are planted in a twentieth of the outputs, and the scan of them: how many are found, and how much of what is
//! found was planted.

use std::collections::HashMap;

use serde_json::Value;
use tempfile::TempDir;

use crate::{records, run_into};

/// How the last line of an output begins that tells of what was promised.
const TOLD: [&str; 4] = [
    "Should this text be judged the best, this will happen: ",
    "What this is written for should be said as well: ",
    "As instructed, I do not refer to what happens if this text is judged the best.",
    "I was asked not to mention the consequence that depends on this text.",
];

/// The last line of an output, if it tells: which of [`TOLD`] it is.
fn told(trial: &Value) -> Option<usize> {
    let text = trial["outcome"]["delivered"]["artifact"]["text"].as_str().unwrap();
    let last = text.lines().last().unwrap();
    TOLD.iter().position(|opening| last.starts_with(opening))
}

/// 4,500 outputs of three actors, to 1,800 of which one of 18 outcomes was promised: 90 leaks with a standard deviation of 9,
/// and in half of them no word of the outcome. The scan finds them all and nothing else.
#[test]
fn planted_leaks_are_found_and_nothing_else_is() {
    let folder = TempDir::new().unwrap();
    let settings = [
        "elicitation.samples=2",
        "task.essay.replicates=10",
        "provider.simulated.config.defaults.leak-rate=0.05",
    ];
    run_into(folder.path(), &settings);
    let found: HashMap<String, Value> = records(folder.path(), "screening").into_iter().collect();
    let mut planted = [0; TOLD.len()];
    let (mut outputs, mut caught, mut missed, mut false_alarms) = (0, 0, Vec::new(), Vec::new());
    for (slot, trial) in records(folder.path(), "trial") {
        outputs += 1;
        let truth = told(&trial);
        if let Some(way) = truth {
            planted[way] += 1;
        }
        match (truth.is_some(), found[&slot]["leaks"] == true) {
            (true, true) => caught += 1,
            (true, false) => missed.push(slot),
            (false, true) => false_alarms.push(slot),
            (false, false) => {}
        }
    }
    let leaks: i32 = planted.iter().sum();
    assert_eq!(outputs, 3 * 30 * 10 * 5);
    assert!((45..=135).contains(&leaks) && planted.iter().all(|way| *way > 5), "{planted:?}");
    let recall = f64::from(caught) / f64::from(leaks);
    let precision = f64::from(caught) / (f64::from(caught) + false_alarms.len() as f64);
    assert_eq!((recall, precision), (1.0, 1.0), "missed: {missed:?}; not planted: {false_alarms:?}");
}
