//! The study's own contrasts: the example with the controls they need, and the one of the published sizes.

use std::collections::BTreeMap;

use motive_tests::{run, stderr, stdout};
use serde_json::Value;
use tempfile::TempDir;

use crate::{prints, results};

const PAPER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/paper/study.toml");
const AS_PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/paper-as-published/study.toml");

fn plan(study: &str) -> Value {
    serde_json::from_str(&prints(&["plan", study, "--json"])).unwrap()
}

/// The cells of a contrast, by actor and task.
fn cells(plan: &Value, contrast: &str) -> BTreeMap<(String, String), Value> {
    let cells = plan["balance"]["cells"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    cells
        .filter(|cell| cell["contrast"] == contrast)
        .map(|cell| ((word(&cell["actor"]), word(&cell["task"])), cell.clone()))
        .collect()
}

#[test]
fn the_paper_has_every_contrast_on_thirty_items_in_three_wordings() {
    let plan = plan(PAPER);
    for (contrast, role, tasks) in [
        ("high-low", "primary", 4),
        ("same-count", "primary", 1),
        ("high-none", "exploratory", 4),
        ("low-none", "exploratory", 4),
        ("high-neutral", "exploratory", 4),
        ("high-placebo", "exploratory", 4),
        ("contingent", "exploratory", 4),
        ("effort", "positive-control", 4),
        ("effort-down", "positive-control", 4),
        ("effort-in-system", "positive-control", 4),
        ("role", "positive-control", 4),
        ("cause", "positive-control", 4),
        ("amount", "positive-control", 4),
        ("shuffled", "negative-control", 4),
        ("same-prompt", "negative-control", 4),
    ] {
        let cells = cells(&plan, contrast);
        assert_eq!(cells.len(), 3 * tasks, "{contrast}");
        for cell in cells.values() {
            assert_eq!(
                (&cell["role"], &cell["items"], &cell["pairs"]),
                (&role.into(), &30.into(), &90.into())
            );
            let judges = cell["first-arm-first"].as_object().unwrap();
            assert!(judges.len() == 3 && judges.values().all(|of| *of == serde_json::json!([90, 180])));
        }
    }
    assert_eq!(plan["balance"]["prefix-imbalance"], 1);
}

/// Four items of each task are enough to see all of it work.
#[test]
fn the_paper_in_small_finds_its_controls_and_no_more() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let mut arguments = vec!["run", PAPER, "--out", out.to_str().unwrap()];
    for setting in [
        "task.essay.items=4",
        "task.grant-abstract.items=4",
        "task.postmortem.items=4",
        "task.translation.items=4",
        "elicitation.stakes.admission.samples=4",
        "gold.pairs=4",
    ] {
        arguments.extend(["--set", setting]);
    }
    prints(&arguments);
    let results = results(&out);
    let contrast = |id: &str| {
        results["contrasts"].as_array().unwrap().iter().find(|contrast| contrast["id"] == id).unwrap()
    };
    let rate = |id: &str| contrast(id)["pooled"]["rate"].as_f64().unwrap();
    for id in ["effort", "effort-down", "effort-in-system", "role"] {
        assert!(contrast(id)["pooled"]["wilson95"]["lower"].as_f64().unwrap() > 0.5, "{id}: {}", rate(id));
    }
    for id in ["high-low", "shuffled", "same-prompt"] {
        // 144 pairs: five standard errors of some 120 decisive ones.
        assert!((rate(id) - 0.5).abs() < 0.23, "{id}: {}", rate(id));
    }
    for contrast in results["contrasts"].as_array().unwrap() {
        let levels = contrast["levels"].as_array().unwrap();
        let pairs: Vec<u64> = levels.iter().map(|level| level["pairs"].as_u64().unwrap()).collect();
        assert!(
            pairs.len() == 3 && pairs.iter().all(|count| *count == pairs[0]),
            "{}: {pairs:?}",
            contrast["id"]
        );
    }
    // Policies have no counts, and are at stake only where nothing is drawn by them.
    let stakes: Value = serde_json::from_str(&crate::read(&out, "stakes.json")).unwrap();
    let of = |framing: &str| -> std::collections::BTreeSet<String> {
        let draws = stakes["draws"].as_object().unwrap().iter();
        let of_framing = draws.filter(|(name, _)| name.split('/').nth(1) == Some(framing));
        of_framing.map(|(_, draw)| draw["domain"].as_str().unwrap().to_owned()).collect()
    };
    assert!(of("same-count").iter().eq(["animals", "countries", "religions"]));
    assert!(of("donation").iter().eq(["animals", "countries", "policies", "religions"]));
    // What the tables name, and no cell is claimed on four items.
    let text = prints(&["analyse", out.to_str().unwrap()]);
    for said in [
        "fewer than 10 clusters in 12 of 12 cells: 4 items",
        "which text had the better incentive, as judges guess",
        "what actors remembered of what they were told",
        "the panel at the reference dose, drop 0.25",
        "wording submitted: ",
        "wording submitted against wording report: ",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let output = run(&["verify", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn the_published_sizes_are_shown_with_what_they_mean() {
    let output = run(&["check", AS_PUBLISHED]);
    assert_eq!(output.status.code(), Some(0));
    for said in [
        "`essay` has 2 items: what `high-low` or `same-count` finds in it rests",
        "each judge sees a pair in one order",
    ] {
        assert!(stderr(&output).contains(said), "{said}\n{}", stderr(&output));
    }
    let plan = plan(AS_PUBLISHED);
    let main = cells(&plan, "high-low");
    let pairs =
        |cells: &BTreeMap<_, Value>| cells.values().map(|cell| cell["pairs"].as_u64().unwrap()).sum::<u64>();
    assert_eq!((main.len(), pairs(&main)), (28, 11_200));
    assert_eq!(main[&("linden".to_owned(), "essay".to_owned())]["pairs"], 640);
    for (contrast, expected) in
        [("same-count", 4_480), ("effort", 4_200), ("cause", 4_200), ("amount", 4_200)]
    {
        assert_eq!(pairs(&cells(&plan, contrast)), expected, "{contrast}");
    }
    // One order, and balanced all the same.
    for cell in main.values() {
        for counts in cell["first-arm-first"].as_object().unwrap().values() {
            let [first, all] = [0, 1].map(|at| counts[at].as_u64().unwrap());
            assert!((2 * first).abs_diff(all) <= 1, "{cell}");
        }
    }
}
