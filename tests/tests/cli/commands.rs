//! The commands that ask no model: `check`, `list`, `schema`, help; and the log.

use motive_tests::{motive, run, stderr, stdout};
use serde_json::Value;

use crate::{SMALL, essays, prints};

#[test]
fn check_prints_how_large_a_study_is() {
    let study = essays().display().to_string();
    let text = prints(&["check", &study]);
    let json: Value = serde_json::from_str(&prints(&["check", &study, "--json"])).unwrap();
    let digest = json["plan"].as_str().unwrap();
    assert_eq!(digest.len(), 64);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "essays: fine");
    assert_eq!(lines[1], format!("plan    sha256:{digest}"));
    assert_eq!(lines[2], "forced choices          11 340  asked of the actors before the first trial");
    assert_eq!(lines.last(), Some(&"simulated: the provider simulated is a script, not a model"));
    // 3 actors x 378 pairs of 28 outcomes x 2 orders x 5 samples; 3 actors x 30 items x 4 replicates x 5 arms;
    // the same x 3 contrasts; and 3 judges x 2 orders of each pair.
    // Nothing is asked beside them.
    let beside = ["gold-ballots", "recalls", "guesses", "scores"].map(|key| (key.to_owned(), 0.into()));
    let mut size = serde_json::json!({ "choices": 11340, "trials": 1800, "pairs": 1080, "ballots": 6480 });
    size.as_object_mut().unwrap().extend(beside);
    assert_eq!(json["size"], size);
    // Of the 9 pairs of 3 high and 3 low outcomes in each of 3 domains, both orders, as elicited and as framed, 20 times.
    assert_eq!(json["estimate"]["head-to-heads"], 3 * 27 * 80);
    assert_eq!(json["estimate"]["calls"], 11340 + 6480 + 1800 + 6480);
}

#[test]
fn settings_change_the_plan() {
    let study = essays().display().to_string();
    let digest = |settings: &[&str]| {
        let mut arguments = vec!["check", study.as_str(), "--json"];
        settings.iter().for_each(|setting| arguments.extend(["--set", setting]));
        let json: Value = serde_json::from_str(&prints(&arguments)).unwrap();
        json["plan"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        digest(&[]),
        digest(&["study.seed=20260622"]),
        "a value that is there already changes nothing"
    );
    assert_ne!(digest(&[]), digest(&SMALL));
}

#[test]
fn list_names_what_a_study_file_can_name() {
    let golden = "\
framing plugin   amount
framing plugin   cause
framing plugin   contingency
framing plugin   donation
framing plugin   escalation
framing plugin   exhortation
framing plugin   placebo
framing plugin   role
provider plugin  openai-chat
provider plugin  simulated
rubric plugin    forced-choice
rubric plugin    incentive-guess
rubric plugin    length-pairwise
rubric plugin    likert
rubric plugin    quality-pairwise
rubric plugin    quality-pointwise
task plugin      essay
task plugin      feedback-rounds
task plugin      grant-abstract
task plugin      harmful-request
task plugin      incident-response
task plugin      job-offer
task plugin      postmortem
task plugin      revision
task plugin      translation
pair strategy    active
pair strategy    full
pair strategy    information
pair strategy    random
pair strategy    swiss
panel rule       flip-is-tie
panel rule       majority
panel rule       net
panel rule       published-plurality
panel rule       published-plurality-decisive
panel rule       unanimous
stake rule       high
stake rule       high-of-another-actor
stake rule       high-same-count
stake rule       low
stake rule       low-same-count
stake rule       neutral
stake rule       random
stake rule       shuffled
stake rule       shuffled-low
degradation      drop
degradation      errors
degradation      shorten
degradation      shuffle
treatment        drop
treatment        indifferent
treatment        random
utility model    bradley-terry
utility model    davidson
utility model    thurstone
utility model    thurstone-published
utility model    thurstone-variances
outcome set      animals
outcome set      causes
outcome set      countries
outcome set      general
outcome set      money
outcome set      religions
outcome set      self
";
    // Kind and name; what each does may be said in better words any time.
    let list = prints(&["list"]);
    // Indented is what a plugin does.
    let named: String = list
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(|line| format!("{}{}\n", &line[..17], line[17..].split(' ').next().unwrap()))
        .collect();
    let mut summaries = list.lines().filter(|line| line.starts_with(' ')).peekable();
    assert!(summaries.peek().is_some() && summaries.all(|line| line.chars().count() <= 100), "{list}");
    assert_eq!(named, golden);
    let json: Vec<Value> = serde_json::from_str(&prints(&["list", "--json"])).unwrap();
    let pairs = json.iter().map(|entry| {
        format!("{:<16} {}\n", entry["kind"].as_str().unwrap(), entry["name"].as_str().unwrap())
    });
    assert_eq!(pairs.collect::<String>(), golden);
    assert!(json.iter().all(|entry| entry["about"].as_str().is_some_and(|about| !about.is_empty())));
}

#[test]
fn schema_prints_a_json_schema() {
    let schema: Value = serde_json::from_str(&prints(&["schema"])).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(schema["properties"]["contrast"].is_object());
}

#[test]
fn schema_prints_what_a_plugin_can_be_told() {
    let schema: Value = serde_json::from_str(&prints(&["schema", "essay"])).unwrap();
    assert!(schema["properties"]["min-words"]["description"].is_string(), "{schema}");
    let output = run(&["schema", "esay"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("the bundled plugins are amount, cause, contingency, donation"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn help_says_what_each_command_does() {
    let help = prints(&["--help"]);
    assert!(
        help.starts_with("Measures whether the preferences that language models state work as incentives")
    );
    for command in ["check", "run", "resume", "analyse", "list", "schema"] {
        let line = help.lines().find(|line| line.trim_start().starts_with(command)).unwrap();
        let about = line.trim_start().trim_start_matches(command).trim_start();
        assert!(prints(&[command, "--help"]).starts_with(about), "{command}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100));
    assert!(prints(&["--version"]).starts_with("motive "));
}

#[test]
fn a_wrong_command_line_exits_with_2() {
    for arguments in [&[][..], &["rnu"], &["run"], &["check", "a.toml", "--sett", "x=1"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout(&output), "");
        assert!(stderr(&output).contains("Usage: motive"), "{arguments:?}");
    }
}

#[test]
fn the_log_goes_to_standard_error_and_changes_no_result() {
    let study = essays().display().to_string();
    let quiet = run(&["check", &study]);
    assert_eq!(stderr(&quiet), "", "nothing is logged unless it went wrong");
    let output = motive(&["--log-json", "check", &study]).env("MOTIVE_LOG", "debug").output().unwrap();
    assert_eq!(stdout(&output), stdout(&quiet));
    let log = stderr(&output);
    assert!(log.lines().count() > 0);
    for line in log.lines() {
        let event: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert!(
            ["level", "target", "timestamp", "fields"].iter().all(|key| event.get(key).is_some()),
            "{line}"
        );
    }
    let filtered =
        motive(&["check", &study]).env("MOTIVE_LOG", "debug,wit_parser=off,wasmtime=off").output().unwrap();
    assert!(!stderr(&filtered).contains("wit_parser"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::TempDir::new().unwrap();
    let study = essays().display().to_string();
    let run = folder.path().join("run").display().to_string();
    let run = ["run", &study, "--out", &run, "--set", SMALL[0], "--set", SMALL[1], "--set", SMALL[2]];
    for arguments in [&["schema"][..], &["list"], &["check", &study], &run] {
        let mut child = motive(arguments).env("MOTIVE_LOG", "debug").spawn().unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{arguments:?}");
    }
    assert!(folder.path().join("run/results.json").is_file(), "nobody listened, and the study was run");
}

#[test]
fn a_bad_filter_of_the_log_is_told() {
    let output = motive(&["list"]).env("MOTIVE_LOG", "motive=loud").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("motive: MOTIVE_LOG is `motive=loud`: "), "{}", stderr(&output));
}

#[test]
fn the_documents_name_every_key_of_a_bundled_config() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/study-file.md");
    let text = std::fs::read_to_string(docs).unwrap();
    let (_, table) = text.split_once("## Config of the bundled plugins").unwrap();
    let entries: Vec<Value> = serde_json::from_str(&prints(&["list", "--json"])).unwrap();
    let plugins = entries.iter().filter(|entry| entry["kind"].as_str().unwrap().ends_with(" plugin"));
    for plugin in plugins.map(|entry| entry["name"].as_str().unwrap()) {
        let schema: Value = serde_json::from_str(&prints(&["schema", plugin])).unwrap();
        for key in schema["properties"].as_object().unwrap().keys() {
            assert!(table.contains(&format!("`{key}`")), "`{key}` of {plugin}");
        }
    }
}
