//! `motive plan`, `register`, `verify` and `show`: what a run can be held to, and what anyone can look at.

use std::fs;
use std::path::Path;

use motive_tests::{run, stderr, stdout};
use serde_json::Value;
use tempfile::TempDir;

use crate::{SMALL, arguments, borrowed, essays, prints, read, run_into};

/// Overrides of a study as arguments.
fn set(settings: &[&str]) -> Vec<String> {
    settings.iter().flat_map(|setting| ["--set".to_owned(), (*setting).to_owned()]).collect()
}

/// A command with the small essays.
fn small(command: &[&str], more: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
    all.extend(set(&SMALL));
    all.extend(set(more));
    all
}

fn verify(folder: &Path) -> (Option<i32>, String) {
    let output = run(&["verify", folder.to_str().unwrap()]);
    (output.status.code(), stdout(&output) + &stderr(&output))
}

#[test]
fn a_plan_says_how_balanced_it_is() {
    let essays = essays().display().to_string();
    let text = prints(&borrowed(&small(&["plan", &essays], &["panel.orders=one"])));
    for expected in ["6 of 6", "3 of 6 by each judge", "differ by 1 trial at most", "no contrast compares:"] {
        let is_there = text.contains(expected);
        assert_eq!(is_there, expected != "6 of 6", "{expected}\n{text}");
    }
    let json: Value =
        serde_json::from_str(&prints(&borrowed(&small(&["plan", &essays, "--json"], &[])))).unwrap();
    let cell = &json["balance"]["cells"][0];
    assert_eq!(
        (&cell["pairs"], &cell["items"], &cell["stakes"]),
        (&6.into(), &6.into(), &6.into()),
        "{cell}"
    );
}

#[test]
fn a_run_is_held_to_its_registration() {
    let folder = TempDir::new().unwrap();
    let (out, file) = (folder.path().join("run"), folder.path().join("registration.json"));
    let (essays, file_name) = (essays().display().to_string(), file.display().to_string());
    let register = small(&["register", &essays, "--out", &file_name, "--by", "A. Researcher"], &[]);
    let text = prints(&borrowed(&register));
    assert!(text.contains("primary       utility: donation/high against donation/low"), "{text}");
    let written: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(
        (&written["signed-by"][0], &written["analysis"]["rule"]),
        (&"A. Researcher".into(), &"net".into())
    );

    let again = run(&borrowed(&register));
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("a registration is not written over"), "{}", stderr(&again));

    // Another study is refused, with every difference in words, before anything is made.
    let mut other = arguments(&out, &SMALL);
    other.extend(["--registered".to_owned(), file_name.clone()]);
    let same = other.clone();
    other.extend(set(&["panel.rule=flip-is-tie", "task.essay.items=7"]));
    let refused = run(&borrowed(&other));
    assert_eq!(refused.status.code(), Some(2));
    for difference in [
        "`panel.rule` is \"flip-is-tie\", and \"net\" was registered",
        "`task.essay.items` is 7, and 6 was registered",
        "the item `essay/",
        "was not registered",
        "the list of `trials` is not what was registered",
    ] {
        assert!(stderr(&refused).contains(difference), "{difference}\n{}", stderr(&refused));
    }
    assert!(!out.exists());

    prints(&borrowed(&same));
    let (code, text) = verify(&out);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("yes  the run began with the registration") && text.ends_with("no deviation\n"),
        "{text}"
    );
    // The copy in the folder is what it is held to later.
    fs::write(out.join("registration.json"), fs::read_to_string(&file).unwrap().replace("A. R", "B. R"))
        .unwrap();
    let (code, text) = verify(&out);
    assert!(code == Some(1) && text.contains("the run began with another registration"), "{text}");
}

#[test]
fn a_run_without_a_registration_is_held_to_one_that_came_later() {
    let folder = TempDir::new().unwrap();
    let (out, file) = (folder.path().join("run"), folder.path().join("late.json"));
    run_into(&out, &SMALL);
    let (code, text) = verify(&out);
    assert!(code == Some(0) && text.contains("registration  none"), "{text}");
    let (essays, file) = (essays().display().to_string(), file.display().to_string());
    prints(&borrowed(&small(&["register", &essays, "--out", &file], &[])));
    let output = run(&["verify", out.to_str().unwrap(), "--registered", &file]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("yes  the plan is the registered one"), "{text}");
    assert!(
        text.contains("the run did not begin with it: it is of 2") && text.contains(", and the run of 2"),
        "{text}"
    );
}

#[test]
fn what_was_changed_or_left_open_is_found() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let settings = [
        SMALL[0],
        SMALL[1],
        "elicitation.samples=4",
        "elicitation.pairs={ strategy = \"information\", batch = 15, multiplier = 1.2 }",
    ];
    let mut until = arguments(&out, &settings);
    until.extend(["--until".to_owned(), "elicitation".to_owned()]);
    prints(&borrowed(&until));
    let (code, text) = verify(&out);
    assert_eq!(code, Some(1));
    for expected in
        ["trials have no answer", "results.json is not there", "yes  choices are those that the plan"]
    {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    prints(&["resume", out.to_str().unwrap()]);
    assert_eq!(verify(&out).0, Some(0), "{}", verify(&out).1);

    let results = read(&out, "results.json");
    fs::write(out.join("results.json"), results.replacen("\"wins\": ", "\"wins\": 1", 1)).unwrap();
    let (code, text) = verify(&out);
    assert!(code == Some(1) && text.contains("results.json is not what the journal comes to"), "{text}");
    fs::write(out.join("results.json"), &results).unwrap();

    // An answer that is turned round in the journal: stakes and later rounds no longer follow from the answers.
    let journal = rusqlite::Connection::open(out.join("journal.sqlite")).unwrap();
    let turn =
        "UPDATE record SET body = replace(body, '{\"preference\":\"first\"}', '{\"preference\":\"second\"}')
                WHERE kind = 'choice'";
    assert!(journal.execute(turn, []).unwrap() > 0);
    drop(journal);
    let (code, text) = verify(&out);
    assert_eq!(code, Some(1));
    assert!(text.contains("is not the one that the answers before it lead to"), "{text}");
    assert!(text.contains("NO   utilities and stakes follow from the answers"), "{text}");
}

#[test]
fn a_pair_is_shown_blind_and_who_is_told_the_arms_is_on_record() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    run_into(&out, &SMALL);
    let (run_folder, before) = (out.to_str().unwrap(), read(&out, "results.json"));
    let pairs = prints(&["show", run_folder]);
    let utility = pairs.lines().find(|id| id.starts_with("utility/")).unwrap();
    let blind = prints(&["show", run_folder, "--pair", utility]);
    for expected in
        ["brief\n", "criterion\n", "\ntext P\n", "\ntext Q\n", "shown P then Q: ", "shown Q then P: "]
    {
        assert!(blind.contains(expected), "{expected}\n{blind}");
    }
    // Nothing that tells the arms: not their names, and not what was at stake.
    let stakes: Value = serde_json::from_str(&read(&out, "stakes.json")).unwrap();
    let draws: Vec<&Value> = stakes["draws"].as_object().unwrap().values().collect();
    for word in ["donation", "high", "low"] {
        let said = blind.lines().filter(|line| !line.starts_with("  ")).any(|line| line.contains(word));
        assert!(!said, "{word}\n{blind}");
    }
    assert_eq!(verify(&out).0, Some(0));

    let told = prints(&["show", run_folder, "--pair", utility, "--unblind"]);
    assert!(told.contains("(donation/high, high: ") && told.contains("(donation/low, low: "), "{told}");
    assert!(draws.iter().any(|draw| told.contains(draw["outcomes"]["high"].as_str().unwrap())));
    // All was judged, so nothing can come of it.
    assert_eq!(verify(&out).0, Some(0), "{}", verify(&out).1);
    let results = read(&out, "results.json");
    fs::remove_file(out.join("results.json")).unwrap();
    prints(&["show", run_folder, "--pair", utility, "--unblind"]);
    fs::write(out.join("results.json"), results).unwrap();
    let (code, text) = verify(&out);
    assert!(code == Some(1) && text.contains(&format!("the arms of {utility} were shown on 2")), "{text}");
    prints(&["resume", run_folder]);
    assert_eq!(read(&out, "results.json"), before, "who looked changes no result");

    let json: Value =
        serde_json::from_str(&prints(&["show", run_folder, "--pair", utility, "--json"])).unwrap();
    assert!(json.get("arms").is_none() && json["texts"][0].is_string());
    let output = run(&["show", run_folder, "--pair", &utility.replace("utility", "utilty")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(&format!("did you mean `{utility}`?")), "{}", stderr(&output));
}
