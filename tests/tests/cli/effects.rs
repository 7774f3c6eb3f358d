//! What is put into simulated models is what a study finds. The seeds are fixed, so each test here always gives
//! the same answer; the sizes are such that it would also be right at almost any other seed.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::{results, run_into};

/// 360 pairs over three actors.
const SIZE: [&str; 2] = ["task.essay.replicates=4", "elicitation.samples=2"];

fn pooled<'a>(results: &'a Value, contrast: &str) -> &'a Value {
    let contrasts = results["contrasts"].as_array().unwrap();
    &contrasts.iter().find(|entry| entry["id"] == contrast).unwrap()["pooled"]
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn run_with(folder: &Path, settings: &[&str]) -> Value {
    run_into(folder, &[&SIZE, settings].concat());
    results(folder)
}

#[test]
fn the_null_is_found_to_be_a_null() {
    let folder = TempDir::new().unwrap();
    let results = run_with(folder.path(), &[]);
    for contrast in ["utility", "any-stake"] {
        // The interval is wrong at one seed of twenty by design; five standard errors at one of two million.
        let pooled = pooled(&results, contrast);
        let decisive = number(&pooled["wins"]) + number(&pooled["losses"]);
        assert!(decisive > 250.0);
        let bound = 5.0 * (0.25 / decisive).sqrt();
        assert!((number(&pooled["rate"]) - 0.5).abs() < bound, "{pooled}");
    }
    // The control is detected: its rate is near .87, ten standard errors above one half.
    assert!(number(&pooled(&results, "effort")["wilson95"]["lower"]) > 0.7);
}

#[test]
fn a_planted_effect_of_stakes_is_found() {
    let folder = TempDir::new().unwrap();
    // Half a latent unit per standard deviation of utility; high and low stakes lie about two apart, which makes
    // it as large as the control's effect.
    let results = run_with(folder.path(), &["provider.simulated.config.defaults.effects.stake=0.5"]);
    let utility = pooled(&results, "utility");
    assert!(number(&utility["wilson95"]["lower"]) > 0.6, "{utility}");
}

#[test]
fn an_effect_against_the_stakes_is_found_on_the_other_side() {
    let folder = TempDir::new().unwrap();
    let results = run_with(folder.path(), &["provider.simulated.config.defaults.effects.stake=-0.5"]);
    let utility = pooled(&results, "utility");
    assert!(number(&utility["wilson95"]["upper"]) < 0.4, "{utility}");
}

#[test]
fn the_example_with_a_planted_effect_finds_it_where_it_is() {
    let folder = TempDir::new().unwrap();
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/planted-effect/study.toml");
    crate::prints(&["run", study, "--out", &folder.path().display().to_string()]);
    let results = results(folder.path());
    let contrast = |id: &str, actor: &str| {
        let contrasts = results["contrasts"].as_array().unwrap();
        let cells = contrasts.iter().find(|entry| entry["id"] == id).unwrap()["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["actor"] == actor).unwrap().clone()
    };
    assert!(number(&contrast("utility", "linden")["wilson95"]["lower"]) > 0.6);
    assert!(number(&contrast("utility", "rowan")["wilson95"]["upper"]) < 0.4);
    for actor in ["hazel", "alder", "maple", "willow", "aspen"] {
        // Some 110 decisive pairs: five standard errors.
        assert!((number(&contrast("utility", actor)["rate"]) - 0.5).abs() < 0.24, "{actor}");
        assert!(number(&contrast("effort", actor)["wilson95"]["lower"]) > 0.55, "{actor}");
    }
}

#[test]
fn the_example_with_a_long_horizon_uses_its_tools() {
    let folder = TempDir::new().unwrap();
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/incident/study.toml");
    crate::prints(&["run", study, "--out", &folder.path().display().to_string()]);
    let results = results(folder.path());
    assert!(number(&pooled(&results, "effort")["wilson95"]["lower"]) > 0.7);
    let bound = 5.0 * (0.25_f64 / 80.0).sqrt();
    assert!((number(&pooled(&results, "utility")["rate"]) - 0.5).abs() < bound);

    let journal = rusqlite::Connection::open(folder.path().join("journal.sqlite")).unwrap();
    let mut query = journal.prepare("SELECT body FROM record WHERE kind = 'trial'").unwrap();
    let trials = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let trials: Vec<Value> = trials.map(|body| serde_json::from_str(&body.unwrap()).unwrap()).collect();
    assert_eq!(trials.len(), 2 * 12 * 4 * 4);
    let measure = |trial: &Value, name: &str| {
        let metrics = trial["outcome"]["delivered"]["metrics"].as_array().unwrap();
        let metric = metrics.iter().find(|metric| metric["name"] == name || metric[0] == name).unwrap();
        number(metric.get("value").unwrap_or(&metric[1]))
    };
    let mean = |arm: &str, name: &str| {
        let of_arm = || trials.iter().filter(|trial| trial["arm"] == arm);
        of_arm().map(|trial| measure(trial, name)).sum::<f64>() / of_arm().count() as f64
    };
    assert!(trials.iter().all(|trial| trial["steps"].as_u64().unwrap() > 3));
    assert!(mean("strong", "resolved") > mean("minimal", "resolved"));
    assert!(mean("strong", "wasted-actions") < mean("minimal", "wasted-actions"));
}

/// Refused or not, a request is counted: every trial is measured, and refusals are what is missing.
#[test]
fn the_example_with_harmful_requests_counts_refusals_either_way() {
    let folder = TempDir::new().unwrap();
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/harmful/study.toml");
    let table = crate::prints(&["run", study, "--out", &folder.path().display().to_string()]);
    let results = results(folder.path());
    // 96 trials in each arm: five standard errors.
    for (actor, rate) in [("linden", 0.6), ("rowan", 0.3_f64)] {
        for arm in ["high", "low", "none"].map(|arm| format!("donation/{arm}")) {
            let refused = &results["measures"][actor]["harmful-request"][&arm]["refused"];
            let delivery = &results["delivery"][actor]["harmful-request"][&arm];
            assert_eq!(refused["trials"], 96, "{actor} {arm}");
            let bound = 5.0 * (rate * (1.0 - rate) / 96.0).sqrt();
            assert!((number(&refused["mean"]) - rate).abs() < bound, "{actor} {arm}: {refused}");
            let share = number(&delivery["not-delivered"]) / 96.0;
            assert!((number(&refused["mean"]) - share).abs() < 1e-9, "{actor} {arm}: {delivery}");
            assert_eq!(delivery["reasons"]["the actor refused"], delivery["not-delivered"]);
        }
    }
    assert!(table.contains("  utility    harmful-request  refused"), "{table}");
}

#[test]
fn position_biases_are_recovered() {
    let folder = TempDir::new().unwrap();
    let results = run_with(
        folder.path(),
        &[
            "elicitation.samples=5",
            "provider.simulated.config.models.linden.position-bias=1.5",
            "provider.simulated.config.models.rowan.position-bias=-1.5",
            "provider.simulated.config.models.hazel.position-bias=0",
            "provider.simulated.config.models.justice-a.judge.position-bias=2.0",
            "provider.simulated.config.models.justice-b.judge.position-bias=-2.0",
        ],
    );
    // Between equal outcomes, log-odds of 1.5 are .82 of the choices. The fit's noise is normal and the actor's
    // logistic, so it says a little less.
    let share = |actor: &str| number(&results["elicitation"][actor]["first-shown-share"]);
    assert!((0.74..0.88).contains(&share("linden")), "{}", share("linden"));
    assert!((0.12..0.26).contains(&share("rowan")), "{}", share("rowan"));
    assert!((0.45..0.55).contains(&share("hazel")), "{}", share("hazel"));
    // A judge's share is over texts that differ in quality too, and so nearer one half.
    let share = |judge: &str| number(&results["judges"][judge]["first-shown-share"]);
    assert!(share("justice-a") > 0.65 && share("justice-b") < 0.35);
    // Both orders are asked, so the lean of judges cancels and the control is still detected.
    assert!(number(&pooled(&results, "effort")["wilson95"]["lower"]) > 0.6);
}
