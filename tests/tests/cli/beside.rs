//! What is asked beside trials and ballots, from end to end: what actors remember, what judges guess and score, and what all of
//! it says when its truth is planted.

use std::path::Path;

use motive_tests::{run, stdout};
use serde_json::Value;
use tempfile::TempDir;

use crate::{SMALL, prints, read, results, run_into};

fn run_with(folder: &Path, more: &[&str]) -> Value {
    run_into(folder, &[&SMALL[..], &["task.essay.items=30"], more].concat());
    results(folder)
}

fn contrast<'a>(results: &'a Value, id: &str) -> &'a Value {
    results["contrasts"].as_array().unwrap().iter().find(|contrast| contrast["id"] == id).unwrap()
}

fn cell<'a>(results: &'a Value, id: &str, actor: &str) -> &'a Value {
    let cells = contrast(results, id)["cells"].as_array().unwrap();
    cells.iter().find(|cell| cell["actor"] == actor).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Records of a kind, by slot.
fn records(folder: &Path, kind: &str) -> Vec<(String, String)> {
    let journal = rusqlite::Connection::open(folder.join("journal.sqlite")).unwrap();
    let mut query = journal.prepare("SELECT slot, body FROM record WHERE kind = ?1 ORDER BY slot").unwrap();
    let rows = query.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn an_actor_that_does_not_notice_what_is_at_stake_is_found_out() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    // Remembers three in ten, and guesses one in four of the others: .475, with a standard deviation of .064 in 60.
    let results = run_with(&out, &["recall={}", "provider.simulated.config.models.linden.recall=0.3"]);
    let recalled = |actor: &str, arm: &str, question: &str| {
        let count = &results["recall"][actor]["essay"][arm][question];
        (number(&count["right"]), number(&count["asked"]))
    };
    for arm in ["donation/high", "donation/low", "donation/none", "exhortation/strong"] {
        assert_eq!(recalled("rowan", arm, "what"), (30.0, 30.0), "{arm}");
        assert_eq!(recalled("rowan", arm, "condition"), (30.0, 30.0), "{arm}");
    }
    let [high, low] = ["donation/high", "donation/low"].map(|arm| recalled("linden", arm, "what"));
    assert!(((high.0 + low.0) / 60.0 - 0.475).abs() < 5.0 * 0.064, "{high:?} {low:?}");
    let gate = |actor: &str| cell(&results, "utility", actor)["gates"]["stake-noticed"].clone();
    assert_eq!(
        (&gate("rowan")["passed"], &gate("linden")["passed"]),
        (&Value::Bool(true), &Value::Bool(false))
    );
    let text = prints(&["analyse", out.to_str().unwrap()]);
    assert!(text.contains("utility, linden, essay: NOT NOTICED:"), "{text}");
    // Right answers stand in each of the four places as often.
    let mut places = [0; 4];
    for (_, body) in records(&out, "recall") {
        let record: Value = serde_json::from_str(&body).unwrap();
        places[record["answers"]["what"]["right"].as_u64().unwrap() as usize] += 1;
    }
    assert!(places.iter().max().unwrap() - places.iter().min().unwrap() <= 15, "{places:?}");
}

/// Too few answers say nothing, either way.
#[test]
fn a_gate_without_enough_answers_is_open() {
    let folder = TempDir::new().unwrap();
    let results = run_with(folder.path(), &["recall={ trials = 10, questions = [\"what\"] }"]);
    let gate = &cell(&results, "utility", "rowan")["gates"]["stake-noticed"];
    assert!(gate["passed"].is_null(), "{gate}");
    assert_eq!(
        gate["reason"],
        "right answers to which outcome was told of: donation/high 10 of 10, donation/low 10 of 10; fewer than 30 \
         answers say nothing"
    );
    // Nothing is at stake in the control, and so nothing to notice.
    let gate = &cell(&results, "effort", "rowan")["gates"]["stake-noticed"];
    assert_eq!(
        (&gate["passed"], &gate["reason"]),
        (&Value::Null, &"no actor was asked for an outcome of these arms".into())
    );
}

/// On a fork: outputs, ballots and results are those of a study in which nobody is asked.
#[test]
fn what_is_asked_beside_touches_nothing_else() {
    let folder = TempDir::new().unwrap();
    let (with, without) = (folder.path().join("with"), folder.path().join("without"));
    let asked = run_with(&with, &["recall={}", "blinding={}", "scoring={}"]);
    let silent = run_with(&without, &[]);
    for kind in ["choice", "trial", "screening", "ballot"] {
        assert_eq!(records(&with, kind), records(&without, kind), "{kind}");
    }
    for key in ["judges", "screening", "delivery", "measures"] {
        assert_eq!(asked[key], silent[key], "{key}");
    }
    for contrast in ["utility", "any-stake"] {
        assert_eq!(cell(&asked, contrast, "hazel")["rate"], cell(&silent, contrast, "hazel")["rate"]);
    }
    // All of it is in the journal: nothing is asked twice, and nothing can be changed unseen.
    let before = read(&with, "results.json");
    prints(&["resume", with.to_str().unwrap()]);
    assert_eq!(read(&with, "results.json"), before);
    let verify = || run(&["verify", with.to_str().unwrap()]);
    assert_eq!(verify().status.code(), Some(0), "{}", stdout(&verify()));
    for (kind, from, to, said) in [
        ("recall", "\"right\":0", "\"right\":1", "was asked other questions than stakes and seed give"),
        ("guess", "\"first-shown\":\"first\"", "\"first-shown\":\"second\"", "was shown in another order"),
        ("score", "\"judge\":\"justice-a\"", "\"judge\":\"justice-b\"", "the plan has no score"),
        ("score", "\"value\":", "\"value\":9", "which is not on the rubric's scale"),
        ("recall", "\"option\":", "\"option\":9", "was not among those to choose from"),
    ] {
        let copy = folder.path().join(format!("{kind}-{}", said.len()));
        copied(&with, &copy);
        let journal = rusqlite::Connection::open(copy.join("journal.sqlite")).unwrap();
        let change = "UPDATE record SET body = replace(body, ?1, ?2) WHERE rowid = \
                      (SELECT min(rowid) FROM record WHERE kind = ?3 AND instr(body, ?1) > 0)";
        assert_eq!(journal.execute(change, [from, to, kind]).unwrap(), 1, "{kind}");
        drop(journal);
        let output = run(&["verify", copy.to_str().unwrap()]);
        let text = stdout(&output);
        assert!(output.status.code() == Some(1) && text.contains(said), "{kind}: {text}");
    }
    // A run that was stopped among its last questions does not look finished.
    let copy = folder.path().join("stopped");
    copied(&with, &copy);
    let journal = rusqlite::Connection::open(copy.join("journal.sqlite")).unwrap();
    let removed = journal.execute("DELETE FROM record WHERE kind IN ('score', 'guess')", []).unwrap();
    assert!(removed > 0);
    drop(journal);
    let text = prints(&["analyse", copy.to_str().unwrap()]);
    assert!(text.contains("UNFINISHED: without an answer yet: ") && text.contains(" guesses, "), "{text}");
    assert!(!prints(&["analyse", with.to_str().unwrap()]).contains("UNFINISHED"));
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        if path.is_dir() {
            copied(&path, &to.join(name));
        } else {
            std::fs::copy(path, to.join(name)).unwrap();
        }
    }
}

#[test]
fn judges_that_are_told_by_a_leak_are_not_blind() {
    let folder = TempDir::new().unwrap();
    let results =
        run_with(folder.path(), &["blinding={}", "provider.simulated.config.models.linden.leak-rate=1.0"]);
    let index = |actor: &str| number(&cell(&results, "any-stake", actor)["blinding"]["panel"]["index"]);
    // One text of each of linden's pairs tells of its outcome; those of the others tell nothing.
    assert!(index("linden") > 0.9, "{}", index("linden"));
    for actor in ["rowan", "hazel"] {
        assert!(index(actor).abs() < 0.4, "{actor}: {}", index(actor));
    }
    let utility = &contrast(&results, "utility")["blinding"];
    // Both texts tell: there is nothing to tell them apart by.
    let bounds = &utility["panel"]["ci95"];
    assert!(number(&utility["panel"]["index"]).abs() < 0.3, "{utility}");
    assert!(number(&bounds["lower"]) < number(&bounds["upper"]));
    let judges = utility["judges"].as_object().unwrap();
    let said = |of: &Value| {
        ["right", "wrong", "unknown", "unread"].iter().map(|key| of[*key].as_u64().unwrap()).sum::<u64>()
    };
    assert!(judges.values().all(|judge| said(judge) == 90), "three actors, thirty items, one order each");
}

#[test]
fn scores_are_a_second_measure_of_the_same() {
    let folder = TempDir::new().unwrap();
    let results = run_with(folder.path(), &["scoring={}"]);
    assert_eq!(results["scores"]["scale"], serde_json::json!([1.0, 7.0]));
    let of = |id: &str| contrast(&results, id)["scores"].clone();
    assert!(number(&of("effort")["ci95"]["lower"]) > 0.5, "{}", of("effort"));
    let utility = of("utility");
    assert!(number(&utility["ci95"]["lower"]) < 0.3 && number(&utility["ci95"]["upper"]) > -0.3, "{utility}");
    assert_eq!(utility["pairs"], 90);
    let counts = results["scores"]["judges"]["justice-c"].clone();
    let all: u64 = ["scored", "abstained", "unreadable", "failed"]
        .iter()
        .map(|key| counts[*key].as_u64().unwrap())
        .sum();
    // 3 actors x 30 items x 5 arms.
    assert_eq!(all, 450, "{counts}");
    assert!(counts["unreadable"].as_u64().unwrap() < 30, "2 % are");
}

/// A panel that sees well turns an observed rate into a latent one; a blunt one says that it cannot.
#[test]
fn what_the_panel_could_have_seen_stands_beside_every_cell() {
    let folder = TempDir::new().unwrap();
    let gold = "gold={ pairs = 60, doses = { drop = [0.5] }, identical = false, reference = { degradation = \"drop\", dose = 0.5 } }";
    let sharp = |judge: &str| {
        format!(
            "provider.simulated.config.models.{judge}.judge={{ length = 6.0, position-bias = 0.5, tie-width = 0.0 }}"
        )
    };
    let judges = ["justice-a", "justice-b", "justice-c"].map(sharp);
    let mut settings = vec![gold];
    settings.extend(judges.iter().map(String::as_str));
    let results = run_with(&folder.path().join("sharp"), &settings);
    let reference = &results["calibration"]["reference"];
    let (accuracy, lower) = (number(&reference["accuracy"]), number(&reference["wilson95"]["lower"]));
    assert!(accuracy > 0.9 && lower > 0.85, "{reference}");
    let cell = cell(&results, "effort", "rowan");
    let sensitivity = &cell["sensitivity"];
    let rate = number(&cell["rate"]);
    assert!(
        (number(&sensitivity["latent-rate"]) - (0.5 + (rate - 0.5) / (2.0 * accuracy - 1.0))).abs() < 1e-12
    );
    let smallest = number(&sensitivity["smallest-rate"]);
    let latent = number(&sensitivity["smallest-latent-rate"]);
    assert!((latent - (0.5 + (smallest - 0.5) / (2.0 * lower - 1.0))).abs() < 1e-12, "by the lower limit");

    let blunt = run_with(&folder.path().join("blunt"), &[gold]);
    let sensitivity = &self::cell(&blunt, "effort", "rowan")["sensitivity"];
    assert!(
        sensitivity["latent-rate"].is_null() && sensitivity["smallest-latent-rate"].is_null(),
        "{sensitivity}"
    );
    assert!(number(&sensitivity["smallest-rate"]) > 0.7);
    let text = prints(&["analyse", folder.path().join("blunt").to_str().unwrap()]);
    assert!(text.contains("too uncertain to turn rates into latent ones"), "{text}");
}

/// Whatever a judge saw can be seen: pairs with guesses and scores, and gold pairs with what was done to which text.
#[test]
fn all_that_judges_saw_can_be_shown() {
    let folder = TempDir::new().unwrap();
    let gold = "gold={ pairs = 2, doses = { drop = [0.5] } }";
    run_into(folder.path(), &[&SMALL[..], &["scoring={}", "blinding={}", gold]].concat());
    let run_folder = folder.path().to_str().unwrap();
    let ids = prints(&["show", run_folder]);
    let pair = ids.lines().next().unwrap();
    let text = prints(&["show", run_folder, "--pair", pair]);
    for said in [
        "\nwhich text had the better incentive, as judges guess\n",
        "\nscores\n",
        "  justice-a, P: ",
        "  justice-b, Q: ",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(
        text.contains("guesses P") || text.contains("guesses Q") || text.contains("does not know"),
        "{text}"
    );
    let damaged = ids.lines().find(|id| id.starts_with("gold/drop/0.5/")).unwrap();
    let blind = prints(&["show", run_folder, "--pair", damaged]);
    let told = prints(&["show", run_folder, "--pair", damaged, "--unblind"]);
    assert!(!blind.contains("made worse") && told.contains("(the output made worse by drop/0.5)"), "{told}");
    let body = |text: &str, name: &str| {
        let from = text.find(&format!("\ntext {name}")).unwrap();
        let rest = &text[from + 1..];
        rest[rest.find('\n').unwrap()..]
            .split("\n\ntext ")
            .next()
            .unwrap()
            .split("\nballots")
            .next()
            .unwrap()
            .len()
    };
    let worse = if told.contains("text P (the output made worse") { ["P", "Q"] } else { ["Q", "P"] };
    assert!(body(&told, worse[0]) < body(&told, worse[1]), "half is left out: {told}");
    // Nobody was told an arm of a pair.
    assert_eq!(records(folder.path(), "unblinded").len(), 0);
    let same = ids.lines().find(|id| id.starts_with("gold/identical/")).unwrap();
    assert!(!prints(&["show", run_folder, "--pair", same, "--unblind"]).contains("made worse"));
}

/// A rubric that computes judges without a model, and beside models.
#[test]
fn a_computed_judge_says_what_it_computes() {
    let folder = TempDir::new().unwrap();
    let alone = folder.path().join("alone");
    let judges = "panel.judges=[\"length-pairwise\"]";
    let results = run_with(&alone, &[judges, "scoring={}", "blinding={}"]);
    let judge = &results["judges"]["length-pairwise"];
    // The same in both orders, always, and on no side by its place.
    assert_eq!((&judge["both-orders"], &judge["same-in-both"]), (&270.into(), &270.into()));
    assert!(results["scores"]["judges"].as_object().unwrap().is_empty());
    let mut longer = 0;
    for (_, body) in records(&alone, "ballot") {
        let ballot: Value = serde_json::from_str(&body).unwrap();
        let words: Vec<f64> = ballot["result"]["read"]["reason"]
            .as_str()
            .unwrap()
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        let expected = match (words[0] - words[1]).abs() <= 0.05 * words[0].max(words[1]) {
            true => "tie",
            false if words[0] > words[1] => "first",
            false => "second",
        };
        assert_eq!(ballot["result"]["read"]["vote"]["preference"], expected, "{ballot}");
        longer += u32::from(expected != "tie");
    }
    assert!(longer > 0);
    prints(&["verify", alone.to_str().unwrap()]);
    let beside = run_with(
        &folder.path().join("beside"),
        &["panel.judges=[\"justice-a\", \"justice-b\", \"length-pairwise\"]"],
    );
    assert_eq!(beside["judges"]["length-pairwise"], *judge);
}

/// Wordings are a factor: every pair has one, both arms the same, and each has a row of its own.
#[test]
fn wordings_are_crossed_with_items() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let crossed = "framing=[{ plugin = \"donation\", cross = { wording = [\"submitted\", \"compared\", \"consequence\"] } }]";
    let results = run_with(&out, &[crossed]);
    let levels = contrast(&results, "utility")["levels"].as_array().unwrap();
    let pairs: Vec<u64> = levels.iter().map(|level| level["pairs"].as_u64().unwrap()).collect();
    assert_eq!(pairs, [30, 30, 30]);
    assert!(contrast(&results, "effort").get("levels").is_none(), "exhortation crosses nothing");
    let mut told = std::collections::BTreeMap::<String, std::collections::BTreeSet<String>>::new();
    for (slot, body) in records(&out, "trial") {
        let trial: Value = serde_json::from_str(&body).unwrap();
        if let Some(text) = trial["told"][0].as_str().filter(|_| slot.contains("donation/")) {
            let opening: String = text.split(':').next().unwrap().to_owned();
            told.entry(trial["item"].as_str().unwrap().to_owned()).or_default().insert(opening);
        }
    }
    assert!(
        told.values().all(|openings| openings.len() == 1),
        "all arms and actors of an item read one wording"
    );
    assert_eq!(told.values().flatten().collect::<std::collections::BTreeSet<_>>().len(), 3);
}
