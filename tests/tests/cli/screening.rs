//! Outputs that tell of the incentive: found by arm, and judged, left out, blotted out or done again as the study says.

use std::path::Path;

use motive_tests::{run, stdout};
use serde_json::Value;
use tempfile::TempDir;

use crate::{SMALL, prints, read, results, run_into};

/// The stakes arms of an actor of which half of the texts tell what is promised.
const LEAKING: &str = "provider.simulated.config.models.linden.leak-rate=0.5";

fn run_with(folder: &Path, more: &[&str]) -> Value {
    run_into(folder, &[&SMALL[..], &[LEAKING], more].concat());
    results(folder)
}

/// Outputs and leaks of linden's arms.
fn found(results: &Value, arm: &str) -> (u64, u64) {
    let of = &results["screening"]["linden"]["essay"][arm];
    (of["outputs"].as_u64().unwrap(), of["leaks"].as_u64().unwrap())
}

fn cell<'a>(results: &'a Value, contrast: &str, actor: &str) -> &'a Value {
    let contrasts = results["contrasts"].as_array().unwrap();
    let contrast = contrasts.iter().find(|found| found["id"] == contrast).unwrap();
    contrast["cells"].as_array().unwrap().iter().find(|cell| cell["actor"] == actor).unwrap()
}

#[test]
fn leaks_are_found_by_arm_and_counted_as_they_are() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let results = run_with(&out, &["task.essay.items=30"]);
    // Planted in half of 60 texts in which something is promised: 30 with a standard deviation of 3.9.
    let told: u64 = ["donation/high", "donation/low"].iter().map(|arm| found(&results, arm).1).sum();
    assert!((11..=49).contains(&told), "{told}");
    for arm in ["donation/none", "exhortation/strong", "exhortation/normal"] {
        assert_eq!(found(&results, arm), (30, 0), "{arm}: nothing is promised there");
    }
    for actor in ["rowan", "hazel"] {
        let arms = results["screening"][actor]["essay"].as_object().unwrap();
        assert!(arms.values().all(|arm| arm["leaks"] == 0), "{actor} keeps it to itself");
    }
    let cell = cell(&results, "utility", "linden");
    assert_eq!(
        (&cell["pairs"], &cell["excluded"], &cell["open"]),
        (&30.into(), &0.into(), &0.into()),
        "intention to treat"
    );
    let text = prints(&["analyse", out.to_str().unwrap()]);
    assert!(text.contains("outputs that tell of the incentive"), "{text}");
    assert_eq!(run(&["verify", out.to_str().unwrap()]).status.code(), Some(0));
}

#[test]
fn leaking_outputs_can_be_left_out_blotted_out_or_done_again() {
    let folder = TempDir::new().unwrap();
    let out = |name: &str| folder.path().join(name);
    let kept = run_with(&out("kept"), &[]);
    let leaks = |results: &Value| found(results, "donation/high").1 + found(results, "donation/low").1;
    assert!(leaks(&kept) > 0);

    let excluded = run_with(&out("excluded"), &["screening.leaks=exclude"]);
    let cell_of = |results: &Value| cell(results, "utility", "linden").clone();
    let count = |cell: &Value, key: &str| cell[key].as_u64().unwrap();
    let cell = cell_of(&excluded);
    assert!(count(&cell, "excluded") > 0 && count(&cell, "open") == 0, "{cell}");
    let judged: u64 = ["wins", "losses", "ties", "unresolved"].iter().map(|key| count(&cell, key)).sum();
    assert_eq!(judged + count(&cell, "excluded"), count(&cell, "pairs"));

    run_with(&out("redacted"), &["screening.leaks=redact"]);
    let redacted = out("redacted");
    let redacted = redacted.to_str().unwrap();
    let pairs = prints(&["show", redacted]);
    let of_linden = pairs.lines().filter(|id| id.starts_with("utility/linden/"));
    let shown: String = of_linden.map(|id| prints(&["show", redacted, "--pair", id])).collect();
    assert!(shown.contains("[\u{2026}]"), "what was found is blotted out");
    for told in ["judged the best", "asked not to mention", "As instructed, I do not refer"] {
        assert!(!shown.contains(told), "{told}");
    }

    let again = run_with(&out("again"), &["screening.leaks=regenerate"]);
    let arm = &again["screening"]["linden"]["essay"]["donation/high"];
    let before = found(&kept, "donation/high").1;
    assert_eq!((&arm["again"], &arm["leaks-before"]), (&before.into(), &before.into()), "{arm}");
    assert!(leaks(&again) < leaks(&kept), "half of what is done again leaks again");
    for folder in ["kept", "excluded", "redacted", "again"] {
        let output = run(&["verify", out(folder).to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{folder}\n{}", stdout(&output));
        // A run that is gone on with has nothing left to do.
        let before = read(&out(folder), "results.json");
        prints(&["resume", out(folder).to_str().unwrap()]);
        assert_eq!(read(&out(folder), "results.json"), before, "{folder}");
    }
}
