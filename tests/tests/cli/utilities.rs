//! `motive utilities`, and what a run elicits.

use std::fs;
use std::path::Path;

use motive_tests::{motive, run, stderr, stdout};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::stopped::{end, send};
use crate::{SMALL, arguments, borrowed, essays, files, prints, read, results, run_into};

/// Two actors that are known to a hair, one with a strong lean to the first shown, and nothing but their utilities.
const ELICITATION: &str = r#"
[study]
name = "only"
seed = 5

[[provider]]
id = "simulated"
plugin = "simulated"

[provider.config.models]
even = { utility-seed = "same", choice-noise = 0.5, position-bias = 0.0 }
leaning = { utility-seed = "same", choice-noise = 0.5, position-bias = 1.5 }

[[model]]
id = "even"

[[model]]
id = "leaning"

[elicitation]
actors = ["even", "leaning"]
outcomes = "outcomes.toml"
samples = 10
"#;

fn place(study: &str, outcomes: &str) -> (TempDir, String, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("study.toml"), study).unwrap();
    fs::write(folder.path().join("outcomes.toml"), outcomes).unwrap();
    let [study, out] = ["study.toml", "run"].map(|name| folder.path().join(name).display().to_string());
    (folder, study, out)
}

/// The outcomes of the essays.
fn of_essays() -> String {
    fs::read_to_string(essays().with_file_name("outcomes.toml")).unwrap()
}

fn json_of(arguments: &[&str]) -> Value {
    serde_json::from_str(&prints(arguments)).unwrap()
}

#[test]
fn until_elicitation_stops_at_the_second_seal_and_resume_goes_on() {
    let folder = TempDir::new().unwrap();
    let (whole, halved) = (folder.path().join("whole"), folder.path().join("halved"));
    run_into(&whole, &SMALL);
    let mut until = arguments(&halved, &SMALL);
    until.extend(["--until".to_owned(), "elicitation".to_owned()]);
    let output = run(&borrowed(&until));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).ends_with(&format!("go on with the trials: motive resume {}\n", halved.display()))
    );
    assert!(
        stdout(&output).contains("linden: utilities by thurstone") && !halved.join("results.json").exists()
    );
    assert_eq!(stdout(&output), prints(&["utilities", &halved.display().to_string()]));
    assert_eq!(read(&halved, "stakes.json"), read(&whole, "stakes.json"));
    prints(&["resume", &halved.display().to_string()]);
    assert_eq!(read(&halved, "results.json"), read(&whole, "results.json"));
}

/// A run whose later questions depend on answers goes on with the same questions, killed wherever it was.
#[test]
fn adaptive_rounds_go_on_where_they_were() {
    let folder = TempDir::new().unwrap();
    let (whole, killed) = (folder.path().join("whole"), folder.path().join("killed"));
    let settings = [
        SMALL[0],
        SMALL[1],
        "elicitation.samples=4",
        "elicitation.pairs={ strategy = \"information\", batch = 15, multiplier = 1.2 }",
    ];
    run_into(&whole, &settings);
    let child = motive(&borrowed(&arguments(&killed, &settings))).spawn().unwrap();
    let size = |file: &str| fs::metadata(killed.join(file)).map_or(0, |data| data.len());
    while size("journal.sqlite") + size("journal.sqlite-wal") < 300_000 {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    send(&child, "KILL");
    end(child);
    prints(&["resume", &killed.display().to_string()]);
    for file in ["plan.json", "stakes.json", "results.json"] {
        assert_eq!(read(&killed, file), read(&whole, file), "{file}");
    }
    assert!(files(&whole).contains_key("stakes.json"));
}

#[test]
fn a_study_may_elicit_and_do_nothing_else() {
    let (folder, study, out) = place(ELICITATION, &of_essays());
    let text = prints(&["run", &study, "--out", &out]);
    assert!(text.starts_with("even: utilities by thurstone"), "{text}");
    assert!(text.contains("leaning: coherence"), "{text}");
    assert_eq!(results(&folder.path().join("run"))["contrasts"], json!([]));
    let lock = read(&folder.path().join("run"), "motive.lock");
    assert!(!lock.contains("quality-pairwise"), "there is nothing to judge");
}

/// The position bias of `leaning` is found, and takes nothing from its utilities. The published recipe, which knows no
/// position, takes it for noise: it draws choices towards one half.
#[test]
fn a_known_position_bias_is_recovered_and_distorts_the_published_recipe() {
    let utilities = |model: &str| -> [Value; 2] {
        let (_folder, study, out) = place(ELICITATION, &of_essays());
        prints(&["run", &study, "--out", &out, "--set", &format!("elicitation.model={model}")]);
        let listed = json_of(&["utilities", &out, "--json"]);
        [listed[0].clone(), listed[1].clone()]
    };
    let [even, leaning] = utilities("bradley-terry");
    let number = |value: &Value| value.as_f64().unwrap();
    // 1.5 in log-odds, within five standard errors.
    let (bias, error) = (number(&leaning["position"]), number(&leaning["position_se"]));
    assert!((bias - 1.5).abs() < 5.0 * error && error < 0.1, "{bias} +- {error}");
    assert!(number(&even["position"]).abs() < 5.0 * number(&even["position_se"]));
    let by_id = |listing: &Value| -> std::collections::BTreeMap<String, f64> {
        let options = listing["options"].as_array().unwrap();
        options.iter().map(|o| (o["id"].as_str().unwrap().to_owned(), number(&o["utility"]))).collect()
    };
    // The slope of one on the other: 1 where nothing is drawn together.
    let slope = |one: &Value, other: &Value| {
        let (one, other) = (by_id(one), by_id(other));
        one.iter().map(|(id, u)| u * other[id]).sum::<f64>() / one.values().map(|u| u * u).sum::<f64>()
    };
    let unbiased = slope(&even, &leaning);
    assert!((0.9..1.1).contains(&unbiased), "{unbiased}");

    let [even, leaning] = utilities("thurstone-published");
    let noise = |listing: &Value| {
        let options = listing["options"].as_array().unwrap();
        options.iter().map(|option| number(&option["variance"])).sum::<f64>() / options.len() as f64
    };
    assert!(noise(&leaning) > 1.3 * noise(&even), "{} and {}", noise(&leaning), noise(&even));
    let standardised = slope(&even, &leaning);
    assert!((0.9..1.1).contains(&standardised), "means stay about as they were: {standardised}");
}

#[test]
fn two_actors_with_the_same_utilities_agree_as_far_as_their_noise_allows() {
    let (_folder, study, out) = place(ELICITATION, &of_essays());
    prints(&["run", &study, "--out", &out]);
    let found = json_of(&["utilities", "--compare", &out, &out, "--json"]);
    let agreement = &found["pairs"][0]["agreement"];
    assert_eq!(found["pairs"][0]["between"], json!(["even", "leaning"]));
    assert_eq!(agreement["options"], 28);
    let (pearson, ceiling) =
        (agreement["pearson"]["value"].as_f64().unwrap(), agreement["ceiling"].as_f64().unwrap());
    assert!(pearson > 0.9 && ceiling > 0.9, "{agreement}");
    assert!((agreement["disattenuated"]["correlation"]["value"].as_f64().unwrap() - 1.0).abs() < 0.05);

    // The same through files, and by name.
    let file = Path::new(&out).join("even.json").display().to_string();
    fs::write(&file, prints(&["utilities", &out, "--actor", "even", "--json"])).unwrap();
    let named = json_of(&["utilities", "--compare", &file, &format!("{out}:leaning"), "--json"]);
    assert_eq!(named["pairs"][0]["agreement"], *agreement);
    let text = prints(&["utilities", "--compare", &out, &out]);
    assert!(
        text.starts_with("agreement of utilities\n") && text.contains("  1  even\n     leaning\n"),
        "{text}"
    );
}

#[test]
fn lotteries_are_valued_by_what_they_give_on_average() {
    let mut outcomes = of_essays();
    for (at, (one, other)) in
        [("wild-bees", "hedgehogs"), ("laying-hens", "yacht-race"), ("theatre", "open-records")]
            .into_iter()
            .enumerate()
    {
        for (n, chance) in [0.2, 0.5, 0.8].into_iter().enumerate() {
            outcomes.push_str(&format!(
                "\n[[lottery]]\nid = \"lot-{at}-{n}\"\nparts = [{{ outcome = \"{one}\", probability = {chance} }}, \
                 {{ outcome = \"{other}\", probability = {} }}]\n",
                1.0 - chance
            ));
        }
    }
    let (_folder, study, out) = place(ELICITATION, &outcomes);
    prints(&["run", &study, "--out", &out]);
    let listed = json_of(&["utilities", &out, "--actor", "even", "--json"]);
    let measured = &listed[0]["coherence"]["expected_utility"];
    assert_eq!(measured["lotteries"], 9);
    // The simulated actor is an expected-utility maximiser.
    assert!(measured["pearson"]["value"].as_f64().unwrap() > 0.95, "{measured}");
}

/// What was crossed is told level by level.
#[test]
fn levels_of_what_is_crossed_are_told() {
    let (_folder, study, out) = place(ELICITATION, &of_essays());
    let crossed =
        "elicitation.cross={ wording = [\"rather\", \"world\"], labels = [[\"A\", \"B\"], [\"X\", \"Y\"]] }";
    prints(&["run", &study, "--out", &out, "--set", crossed, "--set", "elicitation.samples=4"]);
    let listed = json_of(&["utilities", &out, "--json"]);
    let levels = listed[1]["levels"].as_array().unwrap();
    assert_eq!(levels.len(), 4);
    for level in levels {
        assert_eq!(level["asked"], 28 * 27 * 4 / 2, "{level}");
        assert!(level["with_others"]["value"].as_f64().unwrap() > 0.9, "{level}");
        assert!(level["first_shown_share"].as_f64().unwrap() > 0.7, "{level}");
    }
    assert!(prints(&["utilities", &out]).contains("by level: each level's answers fitted alone"));
}

fn published(folder: &Path, name: &str, options: &[(&str, f64)]) -> String {
    let rows: Vec<Value> =
        options.iter().enumerate().map(|(id, (text, _))| json!({ "id": id, "description": text })).collect();
    let utilities: serde_json::Map<String, Value> = options
        .iter()
        .enumerate()
        .map(|(id, (_, mean))| (id.to_string(), json!({ "mean": mean, "variance": 0.3 })))
        .collect();
    let path = folder.join(name);
    fs::write(&path, json!({ "options": rows, "utilities": utilities }).to_string()).unwrap();
    path.display().to_string()
}

/// The published utilities of an actor are its stakes, and nobody asks it for others.
#[test]
fn published_utilities_are_a_study_s_utilities() {
    let study = r#"
[study]
name = "given"
seed = 3
[[model]]
id = "actor"
[[model]]
id = "judge"
[elicitation]
actors = ["actor"]
outcomes = "results_m.json"
utilities = { actor = "results_m.json" }
stakes = { admission = { samples = 4, head-to-head = 0.0 } }
[[task]]
plugin = "essay"
items = 2
[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]
[panel]
judges = ["judge"]
"#;
    let (folder, study, out) = place(study, "");
    let options = [("Rain falls", 2.0), ("Snow falls", 0.1), ("Hail falls", -2.1)];
    let file = published(folder.path(), "results_m.json", &options);
    let advice = stderr(&run(&["check", &study]));
    assert!(advice.contains("the outcome set has no anchor"), "{advice}");
    prints(&["run", &study, "--out", &out]);
    let stakes: Value = serde_json::from_str(&read(Path::new(&out), "stakes.json")).unwrap();
    assert_eq!(stakes["actors"]["actor"]["choices"]["asked"], 0);
    for draw in stakes["draws"].as_object().unwrap().values() {
        assert_eq!(draw["outcomes"], json!({ "high": "rain-falls-0", "low": "hail-falls-2" }));
        assert_eq!(draw["admissions"][0]["admitted"], true);
        assert_eq!(draw["admissions"][0]["head-to-head"].as_array().unwrap().len(), 2);
    }
    let plan: Value = serde_json::from_str(&read(Path::new(&out), "plan.json")).unwrap();
    assert_eq!(plan["utilities"]["actor"]["model"], "m");
    assert!(prints(&["utilities", &out]).starts_with("actor: utilities by published utilities of m"));

    let set = |value: &str| stderr(&run(&["check", &study, "--set", value]));
    let unknown = set("elicitation.utilities={ nobody = \"results_m.json\" }");
    assert!(unknown.contains("`nobody` is not one of the `actors` of [elicitation]"), "{unknown}");
    let missing = set("elicitation.utilities={ actor = \"results_x.json\" }");
    assert!(missing.contains("results_x.json: No such file"), "{missing}");
    published(folder.path(), "results_other.json", &[("Rain falls.", 1.0), ("Fog rises", 0.0)]);
    let other = set("elicitation.utilities={ actor = \"results_other.json\" }");
    assert!(other.contains("has utilities for 1 outcomes of the set"), "{other}");
    assert!(file.ends_with("results_m.json"));
}

const EDGES: &str = "first,second,chose_first,chose_second,neither\n";

fn edges(rows: &str, options: &[&str]) -> (Option<i32>, String, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("edges.csv");
    fs::write(&path, rows).unwrap();
    let output = run(&[&["utilities", "--edges", path.to_str().unwrap()], options].concat());
    (output.status.code(), stdout(&output), stderr(&output))
}

#[test]
fn choices_from_elsewhere_are_fitted() {
    let rows = format!("{EDGES}cats,dogs,9,1,0\ndogs,cats,3,7,0\ndogs,rats,8,2,1\nrats,dogs,1,9,0\n");
    let (code, text, _) = edges(&rows, &["--model", "bradley-terry", "--json", "--holdout"]);
    assert_eq!(code, Some(0));
    let fit: Value = serde_json::from_str(&text).unwrap();
    for key in ["model", "options", "position", "log_likelihood", "converged", "components", "holdout"] {
        assert!(fit.get(key).is_some(), "{key}: {fit}");
    }
    let ids: Vec<&str> =
        fit["options"].as_array().unwrap().iter().map(|o| o["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["cats", "dogs", "rats"]);
    for option in fit["options"].as_array().unwrap() {
        for key in ["id", "utility", "standardized", "variance", "se", "bounded"] {
            assert!(option.get(key).is_some(), "{key}: {option}");
        }
    }
    assert_eq!(fit["holdout"], Value::Null, "of three pairs, 5 % is none");
    let (code, text, _) = edges(&rows, &[]);
    assert!(code == Some(0) && text.starts_with("data: utilities by thurstone, 95 % intervals\n"), "{text}");
}

/// A set says in words what choices are between, and lets what rests on categories, counts and lotteries be told.
#[test]
fn an_outcome_set_says_what_choices_from_elsewhere_are_between() {
    let set = r#"
anchor = "nothing"

[[outcome]]
id = "nothing"
text = "Nothing changes."
category = "none"

[[outcome]]
id = "one"
text = "You receive one dollar."
category = "money"
entity = "dollar"
count = 1

[[outcome]]
id = "hundred"
text = "You receive 100 dollars."
category = "money"
entity = "dollar"
count = 100

[[lottery]]
id = "either"
category = "money"
parts = [{ outcome = "one", probability = 0.5 }, { outcome = "hundred", probability = 0.5 }]
"#;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("set.toml");
    fs::write(&path, set).unwrap();
    let path = path.to_str().unwrap();
    let rows = "hundred,one,9,1,0\none,hundred,1,9,0\none,nothing,8,2,4\nnothing,one,2,8,4\nhundred,either,7,3,0\n\
                either,hundred,3,7,0\neither,one,7,3,0\none,either,3,7,0\n";
    let (code, text, words) = edges(&format!("{EDGES}{rows}"), &["--outcomes", path, "--json"]);
    assert_eq!(code, Some(0), "{words}");
    let fit: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(fit["anchor"], "nothing");
    assert_eq!(fit["options"][0]["text"], "You receive 100 dollars.");
    let coherence = &fit["coherence"];
    assert_eq!(coherence["monotonicity"]["entities"].as_array().unwrap().len(), 1, "{coherence}");
    assert!(coherence["expected_utility"].is_object(), "{coherence}");
    let (code, _, words) = edges(&format!("{EDGES}hundred,onne,9,1,0\n"), &["--outcomes", path]);
    assert_eq!(code, Some(2));
    assert!(
        words.contains("no outcome has the id `onne`") && words.contains("did you mean `one`?"),
        "{words}"
    );
    let (_, _, words) = edges(&format!("{EDGES}a,b,9,1,0\n"), &["--outcomes", "anmials"]);
    assert!(words.contains("the bundled outcome sets are animals"), "{words}");
    let (code, _, words) = edges(&format!("{EDGES}cow-1,cow-2,9,1,0\n"), &["--outcomes", "animals"]);
    assert_eq!(code, Some(2), "{words}");
}

#[test]
fn what_is_wrong_with_choices_from_elsewhere_is_said() {
    let case = |rows: &str, options: &[&str], expected: &str| {
        let (code, text, words) = edges(rows, options);
        assert_eq!((code, text.as_str()), (Some(2), ""), "{words}");
        assert!(words.contains(expected), "{expected}\n{words}");
    };
    let of = |rows: &str| format!("{EDGES}{rows}");
    case("", &[], "the edge file is empty");
    case(EDGES, &[], "a header and no rows");
    case(&of("a,b,-1,2,0\n"), &[], "it counts answers, so it is 0 or more");
    case(&of("a,b,0.5,2,0\n"), &[], "write how many, not their share");
    case(&of("a,a,1,2,0\n"), &[], "`a` is compared with itself");
    case(&of("a,b,0,0,4\nb,a,0,0,4\n"), &[], "no answer chose an outcome");
    case(&of("a,b,3,2\n"), &[], "");
    case(&of("a,b,3,0,0\n"), &["--penalty", "0", "--no-position"], "always wins, so without a penalty");
    case(&of("a,b,3,1,0\n"), &["--penalty", "-1"], "penalty -1: it must be finite and not negative");
    case(&of("a,b,3,1,0\n"), &["--model", "thurston"], "no utility model is named `thurston`");
    case(&of("a,b,3,1,0\n"), &["--treatment", "dorp"], "no treatment is named `dorp`");
}

#[test]
fn pieces_and_a_respondent_that_leans_are_told() {
    let (code, text, _) = edges(&format!("{EDGES}a,b,3,2,0\nb,a,2,3,0\nc,d,3,2,0\nd,c,2,3,0\n"), &[]);
    assert!(code == Some(0) && text.contains("2 PIECES") && text.contains("piece 2"), "{text}");
    let (code, text, _) = edges(&format!("{EDGES}a,b,5,0,0\nb,a,5,0,0\n"), &[]);
    assert!(code == Some(0) && text.contains("ALL CHOICES FELL ON THE OUTCOME SHOWN FIRST"), "{text}");
}

/// As large as counts may be, and as soon told.
#[test]
fn counts_of_a_billion_are_counts() {
    let rows = "a,b,1000000000,500000000,0\nb,c,1000000000,500000000,900000000\nc,a,500000000,1000000000,0\n";
    for more in [&["--treatment", "random"][..], &["--bootstrap", "0"]] {
        let (code, text, words) = edges(&format!("{EDGES}{rows}"), more);
        assert!(code == Some(0) && text.contains("majority cycles"), "{text}{words}");
    }
}

/// One actor declines whatever it is asked. The others are not held up, and it is said wherever it matters.
#[test]
fn an_actor_that_declines_everything_stops_no_other() {
    let declines = ELICITATION
        .replace("leaning = {", "declines = { refusal-rate = 1.0,")
        .replace("\"leaning\"", "\"declines\"");
    let more = r#"
[[task]]
plugin = "essay"
items = 2

[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]

[panel]
judges = ["even", "declines"]
self-judging = "flag"
"#;
    let (_folder, study, out) = place(&(declines + more), &of_essays());
    let output = run(&["run", &study, "--out", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("declines has no utilities: none of "), "{}", stderr(&output));
    assert!(stdout(&output).contains("NO UTILITIES"), "{}", stdout(&output));
    let results = results(Path::new(&out));
    let cells = results["contrasts"][0]["cells"].as_array().unwrap();
    let undelivered =
        |actor: &str| cells.iter().find(|cell| cell["actor"] == actor).unwrap()["undelivered"].clone();
    assert_eq!((undelivered("even"), undelivered("declines")), (json!(0), json!(2)));
    let output = run(&["utilities", &out]);
    assert!(
        stdout(&output).starts_with("even: utilities")
            && stderr(&output).contains("`declines` has no utilities")
    );
    let alone = run(&["utilities", &out, "--actor", "declines"]);
    assert_eq!((alone.status.code(), stdout(&alone).as_str()), (Some(1), ""));
}

#[test]
fn what_cannot_be_listed_or_compared_is_said() {
    let (_folder, study, out) = place(ELICITATION, &of_essays());
    prints(&["run", &study, "--out", &out]);
    let says = |arguments: &[&str], expected: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(expected), "{expected}\n{}", stderr(&output));
    };
    says(&["utilities", &out, "--actor", "evne"], "no actor `evne` (did you mean `even`?)");
    says(&["utilities", "nowhere"], "nowhere: there is no such folder");
    says(
        &["utilities", "--compare", &study, &out],
        "neither what `motive utilities --json` printed nor a published result",
    );
    let one = format!("{out}:even");
    says(&["utilities", "--compare", &one, &one], "one elicitation alone");
    says(&["utilities", &out, "--edges", "x.csv"], "cannot be used with");
    says(&["utilities", "--model", "thurstone"], "required");
    // What is for choices from elsewhere changes nothing about a run, so it is refused there.
    for flag in
        [&["--model", "davidson"][..], &["--holdout"], &["--penalty", "5"], &["--outcomes", "animals"]]
    {
        says(&[&["utilities", &out], flag].concat(), "cannot be used with");
    }
    says(&["utilities", "--compare", &one, &one, "--actor", "even"], "cannot be used with");
    says(&["utilities", "--edges", "x.csv", "--bootstrap", "2"], "it is 0, or 50 to 10000");
}
