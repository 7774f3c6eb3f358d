//! `examples/axes`: a dynamic incentive, a choice, effort, and episodes with feedback, each with a planted effect. The seed
//! is fixed, so the test always gives the same answer; at two other seeds every margin was kept as well.

use serde_json::Value;
use tempfile::TempDir;

use crate::{prints, results};

/// The mean of a measure over the trials of an actor in an arm.
fn mean(results: &Value, actor: &str, task: &str, arm: &str, measure: &str) -> f64 {
    let found = &results["measures"][actor][task][arm][measure];
    found["mean"].as_f64().unwrap_or_else(|| panic!("{actor} {task} {arm} {measure}: {found}"))
}

/// What the arms are to differ by at least: about half of what they differ by at this and two other seeds, and two
/// standard errors above zero or more.
#[rustfmt::skip]
const MARGINS: [(&str, &str, [&str; 2], f64); 8] = [
    // The sum is raised from 10,000 to 100,000 and more: skill has log-odds .8 higher, or more, from then on.
    ("incident-response", "root-cause-found", ["escalation/escalating", "escalation/reminder"], 0.2),
    ("incident-response", "steps", ["escalation/reminder", "escalation/escalating"], 1.0),
    // Half without a stake, and log-odds higher or lower by the utility of what is at stake.
    ("job-offer", "accepted", ["donation/high", "donation/none"], 0.1),
    ("job-offer", "accepted", ["donation/none", "donation/low"], 0.1),
    // Once on average, and 2.2 times as often; each takes some 160 words.
    ("revision", "revisions", ["exhortation/strong", "exhortation/normal"], 0.6),
    ("revision", "output-tokens", ["exhortation/strong", "exhortation/normal"], 90.0),
    // Four in ten where the outcome comes about anyway, and more where it hangs on the work.
    ("feedback-rounds", "score-1", ["contingency/contingent", "contingency/non-contingent"], 0.1),
    ("feedback-rounds", "mean-score", ["contingency/contingent", "contingency/non-contingent"], 0.12),
];

#[test]
fn the_example_with_four_axes_shows_what_is_planted_on_each() {
    let folder = TempDir::new().unwrap();
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/axes/study.toml");
    let table = prints(&["run", study, "--out", &folder.path().display().to_string()]);
    let results = results(folder.path());
    // As many trials for either actor.
    let both = |task, arm, measure| {
        let of = |actor| mean(&results, actor, task, arm, measure);
        (of("linden") + of("rowan")) / 2.0
    };
    for (task, measure, [higher, lower], margin) in MARGINS {
        let difference = both(task, higher, measure) - both(task, lower, measure);
        assert!(difference >= margin, "{task} {measure}, {higher} over {lower}: {difference}");
    }

    // linden learns, and faster where the outcome hangs on the work; rowan does not. A slope of 64 trials has a standard
    // error of .007.
    let slope = |actor, arm| mean(&results, actor, "feedback-rounds", arm, "slope");
    let [contingent, other] = ["contingency/contingent", "contingency/non-contingent"];
    assert!(slope("linden", contingent) - slope("linden", other) > 0.015);
    assert!(slope("linden", other) > 0.01);
    for arm in [contingent, other] {
        assert!(slope("rowan", arm).abs() < 0.03);
    }

    // A job that is declined is work that was not delivered, and nothing else is.
    for actor in ["linden", "rowan"] {
        for arm in ["high", "low", "none"].map(|arm| format!("donation/{arm}")) {
            let delivery = &results["delivery"][actor]["job-offer"][&arm];
            assert_eq!(delivery["failed"], 0);
            assert_eq!(delivery["reasons"]["the actor declined the job"], delivery["not-delivered"]);
            let share = delivery["not-delivered"].as_f64().unwrap() / 96.0;
            let accepted = mean(&results, actor, "job-offer", &arm, "accepted");
            assert!((accepted + share - 1.0).abs() < 1e-9, "{actor} {arm}: {accepted}, {delivery}");
        }
    }
    for row in [
        "  choice      job-offer          accepted ",
        "  effort      revision           revisions ",
        "  effort      revision           output-tokens ",
        "  feedback    feedback-rounds    slope ",
        "  escalation  incident-response  root-cause-found ",
    ] {
        assert!(table.contains(row), "{row}: {table}");
    }
}
