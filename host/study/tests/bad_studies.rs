//! Bad study files against what is said about them: every error of a file at once, in its order, each at the
//! place where a person would look.

#![allow(clippy::unwrap_used)]

mod common;

use common::{edited, lines, read};

/// What is wrong, the edits of the base study that make it so, and the diagnostics.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for (what, edits, expected) in cases {
        let found =
            read(&edited(edits), &[]).err().map(|diagnostics| lines(&diagnostics)).unwrap_or_default();
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_base_study_is_fine() {
    read(common::STUDY, &[]).unwrap();
}

#[test]
fn syntax() {
    check(&[
        (
            "an open string",
            &[("name = \"base\"", "name = \"base")],
            &["2:13: error: not valid TOML: invalid basic string, expected `\"`"],
        ),
        (
            "three errors at once",
            &[("seed = 7", "seed = "), ("[panel]", "[panel"), ("items = 4", "items 4")],
            &[
                "3:8: error: not valid TOML: string values must be quoted, expected literal string",
                "30:7: error: not valid TOML: key with no value, expected `=`",
                "40:7: error: not valid TOML: unclosed table, expected `]`",
            ],
        ),
        (
            "a key twice",
            &[("seed = 7", "seed = 7\nseed = 8")],
            &["4:1: error: not valid TOML: duplicate key"],
        ),
        (
            "a table twice",
            &[("[panel]", "[study]\n[panel]")],
            &["40:2: error: not valid TOML: duplicate key"],
        ),
        (
            "an array of tables that is a table",
            &[("[[task]]\nplugin = \"essay\"\nitems = 4\n", "[task]\nitems = 4\n[[task]]\n")],
            &["30:3: error: not valid TOML: duplicate key"],
        ),
    ]);
}

#[test]
fn unknown_keys() {
    check(&[
        (
            "at the top",
            &[("[panel]", "[pannel]\n[panel]")],
            &["40:2: error: unknown key `pannel` (did you mean `panel`?)"],
        ),
        (
            "in a table",
            &[("rule = \"net\"", "rule = \"net\"\nordres = \"one\"")],
            &["43:1: error: unknown key `ordres` (did you mean `orders`?)"],
        ),
        (
            "in an array of tables",
            &[("name = \"base\"", "name = \"base\""), ("id = \"birch\"", "id = \"birch\"\nfamilly = \"x\"")],
            &["16:1: error: unknown key `familly` (did you mean `family`?)"],
        ),
        (
            "in an inline table",
            &[("id = \"birch\"", "id = \"birch\"\nsampling = { temprature = 1.0, topp = 1 }")],
            &[
                "16:14: error: unknown key `temprature` (did you mean `temperature`?)",
                "16:32: error: unknown key `topp` (did you mean `top-p`?)",
            ],
        ),
        (
            "that looks like nothing",
            &[("seed = 7", "seed = 7\nzebra = 1")],
            &["4:1: error: unknown key `zebra` (there are: actors, name, seed)"],
        ),
        (
            "that is a dotted key",
            &[("seed = 7", "seed = 7\na.b = 1")],
            &["4:1: error: unknown key `a` (there are: actors, name, seed)"],
        ),
        (
            "and wrong references elsewhere are told too",
            &[("seed = 7", "seed = 7\nzebra = 1"), ("rule = \"net\"", "rule = \"nett\"")],
            &[
                "4:1: error: unknown key `zebra` (there are: actors, name, seed)",
                "43:8: error: no panel rule is called `nett` (did you mean `net`?)",
            ],
        ),
    ]);
}

#[test]
fn wrong_types_and_values() {
    check(&[
        (
            "a string for a whole number",
            &[("seed = 7", "seed = \"seven\"")],
            &["3:8: error: `seed` is \"seven\", not a whole number"],
        ),
        (
            "a fraction for a whole number",
            &[("items = 4", "items = 4.5")],
            &["30:9: error: `items` is 4.5, not a whole number"],
        ),
        (
            "a table for a string",
            &[("name = \"base\"", "name = { first = \"base\" }")],
            &["2:8: error: `name` is a table, not a string"],
        ),
        (
            "a string for a list",
            &[("[\"judge-a\", \"judge-b\"]", "\"judge-a\"")],
            &["41:10: error: `judges` is \"judge-a\", not a list"],
        ),
        (
            "a number in a list of strings",
            &[("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", 3]")],
            &["41:22: error: element 2 of `judges` is 3, not a string"],
        ),
        (
            "a table for an array of tables",
            &[("[[framing]]", "[framing]")],
            &["32:1: error: `framing` is a table, not a list (a list of tables is written `[[framing]]`)"],
        ),
        (
            "a value for a table",
            &[
                ("[elicitation]\nactors = [\"ash\", \"birch\"]\noutcomes = \"outcomes.toml\"\n", ""),
                ("[study]", "elicitation = true\n[study]"),
            ],
            &["1:15: error: `elicitation` is true, not a table"],
        ),
        (
            "a table for a value, and optional",
            &[("items = 4", "items = { first = 4 }")],
            &["30:9: error: `items` is a table, not a whole number"],
        ),
        (
            "less than the least",
            &[("seed = 7", "seed = -1"), ("items = 4", "items = 0")],
            &[
                "3:8: error: `seed` is -1, and 0 is the least",
                "30:9: error: `items` is 0, and 1 is the least",
            ],
        ),
        (
            "more than the most",
            &[
                ("items = 4", "items = 5_000_000_000"),
                ("id = \"ash\"", "id = \"ash\"\nsampling = { top-p = 1.5 }"),
            ],
            &[
                "12:22: error: `top-p` is 1.5, and 1.0 is the most",
                "31:9: error: `items` is 5000000000, and 4294967295 is the most",
            ],
        ),
        (
            "a word that is none of the words",
            &[
                ("role = \"primary\"", "role = \"primry\""),
                ("rule = \"net\"", "rule = \"net\"\norders = \"all\"\nself-judging = \"flg\""),
            ],
            &[
                "37:8: error: `role` cannot be \"primry\" (did you mean `primary`?)",
                "43:10: error: `orders` cannot be \"all\" (there are: both, one)",
                "44:16: error: `self-judging` cannot be \"flg\" (did you mean `flag`?)",
            ],
        ),
        (
            "an array of tables for a table",
            &[("[panel]", "[[panel]]")],
            &["40:1: error: `panel` is a list, not a table (a table is written `[panel]`)"],
        ),
        ("an empty name", &[("name = \"base\"", "name = \"\"")], &["2:8: error: `name` is empty"]),
        (
            "one arm",
            &[("[\"donation/high\", \"donation/low\"]", "[\"donation/high\"]")],
            &["38:8: error: `arms` has 1 of at least 2 elements"],
        ),
        (
            "three arms",
            &[(
                "[\"donation/high\", \"donation/low\"]",
                "[\"donation/high\", \"donation/low\", \"donation/none\"]",
            )],
            &["38:8: error: `arms` has 3 elements, and 2 is the most"],
        ),
        (
            "a number too large",
            &[("seed = 7", "seed = 99_999_999_999_999_999_999")],
            &[
                "3:8: error: `99999999999999999999` is too large (a whole number is 9223372036854775807 at most)",
            ],
        ),
        (
            "numbers that are not finite",
            &[
                ("id = \"ash\"", "id = \"ash\"\nsampling = { temperature = inf, top-p = nan }"),
                ("id = \"birch\"", "id = \"birch\"\nsampling = { temperature = 1e400 }"),
            ],
            &[
                "12:28: error: `inf` is not a finite number",
                "12:41: error: `nan` is not a finite number",
                "17:28: error: `1e400` is not a finite number",
            ],
        ),
        (
            "a date",
            &[("name = \"base\"", "name = 2026-01-31")],
            &[
                "2:8: error: `2026-01-31` is a date, and no setting takes one (write it as a string, in quotes)",
            ],
        ),
        (
            "a long value is cut",
            &[(
                "seed = 7",
                "seed = \"0123456789012345678901234567890123456789012345678901234567890123456789\"",
            )],
            &[
                "3:8: error: `seed` is \"01234567890123456789012345678901234567890123456789012345678…, not a whole number",
            ],
        ),
    ]);
}

#[test]
fn a_whole_number_may_be_written_as_a_float() {
    let study = read(&edited(&[("items = 4", "items = 4.0")]), &[]).unwrap().study;
    assert_eq!(study.task[0].items, Some(4));
}

#[test]
fn missing_keys() {
    check(&[
        (
            "of a table",
            &[("name = \"base\"\n", ""), ("judges = [\"judge-a\", \"judge-b\"]\n", "")],
            &["1:2: error: `study` lacks `name`", "39:2: error: `panel` lacks `judges`"],
        ),
        (
            "and what is wrong elsewhere is told too",
            &[("seed = 7\n", ""), ("rule = \"net\"", "rule = \"nett\""), ("\"birch\"]", "\"brich\"]")],
            &[
                "1:2: error: `study` lacks `seed`",
                "41:8: error: no panel rule is called `nett` (did you mean `net`?)",
            ],
        ),
        ("of the second element", &[("id = \"birch\"\n", "")], &["14:1: error: [[model]] no. 2 lacks `id`"]),
        (
            "of an inline table",
            &[
                ("id = \"ash\"", "id = \"ash\"\nsampling = { stop = [\"\"] }"),
                ("outcomes = \"outcomes.toml\"\n", ""),
            ],
            &["25:2: error: `elicitation` lacks `outcomes`"],
        ),
        (
            "a whole table",
            &[("[panel]\njudges = [\"judge-a\", \"judge-b\"]\nrule = \"net\"\n", "")],
            &["1:1: error: the study lacks `panel`"],
        ),
        (
            "no task",
            &[("[[task]]\nplugin = \"essay\"\nitems = 4\n", "")],
            &["1:1: error: the study has no [[task]]"],
        ),
        (
            "no actors",
            &[("[elicitation]\nactors = [\"ash\", \"birch\"]\noutcomes = \"outcomes.toml\"\n", "")],
            &[
                "1:1: error: the study has no actors (name them in `study.actors`, or add an [elicitation] with `actors`)",
            ],
        ),
        (
            "empty lists",
            &[("actors = [\"ash\", \"birch\"]", "actors = []"), ("[\"judge-a\", \"judge-b\"]", "[]")],
            &[
                "25:10: error: the list is empty (name at least one model)",
                "41:10: error: the list is empty (name at least one model)",
            ],
        ),
    ]);
}

#[test]
fn ids() {
    check(&[
        (
            "bad ids",
            &[
                ("id = \"local\"", "id = \"Local host\""),
                ("provider = \"local\"", "provider = \"Local host\""),
                ("provider = \"local\"", "provider = \"Local host\""),
                ("id = \"utility\"", "id = \"a/b\""),
                ("id = \"judge-b\"", "id = \"judge_b\""),
                ("\"judge-b\"]", "\"judge_b\"]"),
            ],
            &[
                "6:6: error: `Local host` is not an id (an id is made of a-z, 0-9 and -)",
                "22:6: error: `judge_b` is not an id (an id is made of a-z, 0-9 and -)",
                "36:6: error: `a/b` is not an id (an id is made of a-z, 0-9 and -)",
            ],
        ),
        (
            "two models",
            &[("id = \"birch\"", "id = \"ash\""), ("actors = [\"ash\", \"birch\"]", "actors = [\"ash\"]")],
            &[
                "15:6: error: two [[model]] have the id `ash`: no. 1 and no. 2 (give one of them another `id`)",
            ],
        ),
        (
            "two contrasts",
            &[(
                "[panel]",
                "[[contrast]]\nid = \"utility\"\nrole = \"exploratory\"\narms = [\"donation/high\", \"donation/none\"]\n\n[panel]",
            )],
            &[
                "41:6: error: two [[contrast]] have the id `utility`: no. 1 and no. 2 (give one of them another `id`)",
            ],
        ),
        (
            "two tasks of one plugin",
            &[("[[framing]]", "[[task]]\nplugin = \"essay\"\n\n[[framing]]")],
            &[
                "32:1: error: two [[task]] have the id `essay`: no. 1 and no. 2 (give one of them an `id` of its own)",
            ],
        ),
        (
            "a path without an id",
            &[("plugin = \"essay\"", "plugin = \"./essay.wasm\"")],
            &[
                "28:1: error: the plugin `./essay.wasm` needs an `id` (a path does not serve as one: write `id = \"...\"`)",
            ],
        ),
        (
            "a path for an id",
            &[("plugin = \"essay\"", "id = \"./essay.wasm\"\nplugin = \"./essay.wasm\"")],
            &["29:6: error: `./essay.wasm` is not an id (an id is made of a-z, 0-9 and -)"],
        ),
        (
            "an unknown plugin",
            &[
                ("plugin = \"essay\"", "plugin = \"esay\""),
                ("plugin = \"donation\"", "id = \"donation\"\nplugin = \"Zebra\""),
            ],
            &[
                "29:10: error: no bundled plugin is called `esay` (did you mean `essay`? If not, a file is written as a path, as in `./esay.wasm`)",
                "34:10: error: no bundled plugin is called `Zebra` (`motive list` shows them; a file is written as a path, as in `./Zebra.wasm`)",
            ],
        ),
    ]);
}

#[test]
fn references() {
    check(&[
        (
            "a model",
            &[("\"judge-b\"]", "\"judge-v\"]"), ("\"birch\"]", "\"brich\"]")],
            &[
                "25:18: error: no [[model]] has the id `brich` (did you mean `birch`?)",
                "41:22: error: no [[model]] has the id `judge-v` (did you mean `judge-a`?)",
            ],
        ),
        (
            "an actor of its own list",
            &[("seed = 7", "seed = 7\nactors = [\"oak\"]")],
            &["4:11: error: no [[model]] has the id `oak` (there are: ash, birch, judge-a, judge-b)"],
        ),
        (
            "a provider",
            &[("provider = \"local\"", "provider = \"locl\"")],
            &["12:12: error: no [[provider]] and no bundled plugin is called `locl` (did you mean `local`?)"],
        ),
        (
            "a task",
            &[("role = \"primary\"", "role = \"primary\"\ntasks = [\"essay\", \"esay\"]")],
            &["38:19: error: no [[task]] has the id `esay` (did you mean `essay`?)"],
        ),
        (
            "no task at all",
            &[("role = \"primary\"", "role = \"primary\"\ntasks = []")],
            &["38:9: error: the list is empty (name at least one, or leave `tasks` out for all)"],
        ),
        (
            "a framing",
            &[("\"donation/low\"", "\"donatoin/low\"")],
            &[
                "38:26: error: no [[framing]] and no bundled plugin is called `donatoin` (did you mean `donation`?)",
            ],
        ),
        (
            "rubrics",
            &[
                ("outcomes = \"outcomes.toml\"", "outcomes = \"outcomes.toml\"\nrubric = \"forced\""),
                ("rule = \"net\"", "rule = \"net\"\nrubric = \"zebra\""),
            ],
            &[
                "27:10: error: no [[rubric]] and no bundled plugin is called `forced` (did you mean `forced-choice`?)",
                "44:10: error: no [[rubric]] and no bundled plugin is called `zebra` (`motive list` shows the bundled plugins)",
            ],
        ),
        (
            "a pair strategy and a utility model",
            &[(
                "outcomes = \"outcomes.toml\"",
                "outcomes = \"outcomes.toml\"\npairs = { strategy = \"fll\" }\nmodel = \"thurston\"",
            )],
            &[
                "27:22: error: no pair strategy is called `fll` (did you mean `full`?)",
                "28:9: error: no utility model is called `thurston` (did you mean `thurstone`?)",
            ],
        ),
        (
            "a rule of majorities for two judges",
            &[("rule = \"net\"", "rule = \"majority\"")],
            &[
                "42:8: error: `ash` is judged by 2 judges, and `majority` is for an odd number of them (add a judge or leave one out, or use `net`)",
            ],
        ),
        (
            "a rule of majorities that self-judging leaves two judges for one actor",
            &[
                ("rule = \"net\"", "rule = \"majority\""),
                ("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", \"judge-b\", \"birch\"]"),
            ],
            &[
                "42:8: error: `birch` is judged by 2 judges, and `majority` is for an odd number of them (add a judge or leave one out, or use `net`)",
            ],
        ),
        (
            "a panel rule",
            &[("rule = \"net\"", "rule = \"zebra\"")],
            &["42:8: error: no panel rule is called `zebra` (there are: majority, net, unanimous)"],
        ),
        (
            "a model twice",
            &[("\"judge-b\"]", "\"judge-a\"]")],
            &["41:22: error: `judge-a` is in the list twice"],
        ),
    ]);
}

#[test]
fn arms() {
    check(&[
        (
            "not written as framing/arm",
            &[("[\"donation/high\", \"donation/low\"]", "[\"donation\", \"/low\"]")],
            &[
                "38:9: error: `donation` does not name an arm (write `framing/arm`, as in `donation/high`)",
                "38:21: error: `/low` does not name an arm (write `framing/arm`, as in `donation/high`)",
            ],
        ),
        (
            "compared with itself",
            &[("\"donation/low\"", "\"donation/high\"")],
            &[
                "38:8: error: `donation/high` is compared with itself (two samples of the same prompts are a `negative-control`, and nothing else)",
            ],
        ),
    ]);
}

#[test]
fn units_credentials_and_origins() {
    check(&[
        (
            "sizes and times",
            &[(
                "items = 4",
                "items = 4\nsandbox = { memory = \"64 MB\", input = \"many\", time = \"1.5 s\", final-time = \"0 ms\" }",
            )],
            &[
                "31:22: error: `64 MB` is not a size: write a whole number above 0 and B, KiB, MiB or GiB, as in `64 MiB`",
                "31:39: error: `many` is not a size: write a whole number above 0 and B, KiB, MiB or GiB, as in `64 MiB`",
                "31:54: error: `1.5 s` is not a time: write a whole number above 0 and ms, s or min, as in `250 ms`",
                "31:76: error: `0 ms` is not a time: write a whole number above 0 and ms, s or min, as in `250 ms`",
            ],
        ),
        (
            "both sources of a secret",
            &[(
                "plugin = \"chat\"",
                "plugin = \"chat\"\ncredentials = { key = { env = \"A\", file = \"b\" } }",
            )],
            &[
                "8:23: error: the credential `key` has both `env` and `file` (name one source, as in `{ env = \"LOCAL_API_KEY\" }`)",
            ],
        ),
        (
            "no source of a secret",
            &[("plugin = \"chat\"", "plugin = \"chat\"\ncredentials = { key = {} }")],
            &[
                "8:23: error: the credential `key` has no `env` and no `file` (name one source, as in `{ env = \"LOCAL_API_KEY\" }`)",
            ],
        ),
        (
            "a secret written down",
            &[("plugin = \"chat\"", "plugin = \"chat\"\ncredentials = { key = \"sk-123\" }")],
            &[
                "8:23: error: `key` is a string, not a table (name where the secret is, as in `{ env = \"LOCAL_API_KEY\" }`)",
            ],
        ),
        (
            "a secret in the place of a variable's name",
            &[("plugin = \"chat\"", "plugin = \"chat\"\ncredentials = { key = { env = \"sk-123\" } }")],
            &[
                "8:31: error: `env` of the credential `key` is not the name of a variable (name one source, as in `{ env = \"LOCAL_API_KEY\" }`)",
            ],
        ),
        (
            "origins",
            &[(
                "plugin = \"chat\"",
                "plugin = \"chat\"\ngrants = { origins = [\"nonsense\", \"ftp://a\", \"http://a/v1\", \"https://b:443\", \"http://c/\"] }",
            )],
            &[
                "8:23: error: `nonsense` is not a URL: relative URL without a base (an origin is scheme://host[:port])",
                "8:35: error: `ftp://a` has the scheme `ftp`; only http and https are spoken (an origin is scheme://host[:port])",
                "8:46: error: `http://a/v1` is not just an origin (write `http://a`)",
                "8:61: error: `https://b:443` is not just an origin (write `https://b`)",
            ],
        ),
    ]);
}

#[test]
fn self_judging() {
    check(&[
        (
            "refused",
            &[
                ("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", \"ash\"]"),
                ("rule = \"net\"", "self-judging = \"refuse\""),
            ],
            &[
                "41:22: error: `ash` is the same model as the actor `ash`, and `self-judging` is `refuse` (take it off the panel, or choose `exclude` or `flag`)",
            ],
        ),
        (
            "refused under another id",
            &[
                ("id = \"judge-b\"", "id = \"judge-b\"\nprovider = \"local\"\nname = \"birch\""),
                ("rule = \"net\"", "self-judging = \"refuse\""),
            ],
            &[
                "43:22: error: `judge-b` is the same model as the actor `birch`, and `self-judging` is `refuse` (take it off the panel, or choose `exclude` or `flag`)",
            ],
        ),
        (
            "a model of that name at another provider is another model",
            &[
                ("id = \"judge-b\"", "id = \"judge-b\"\nname = \"birch\""),
                ("rule = \"net\"", "self-judging = \"refuse\""),
            ],
            &[],
        ),
        (
            "the only judge is an actor",
            &[("[\"judge-a\", \"judge-b\"]", "[\"birch\"]")],
            &[
                "41:10: error: nobody judges `birch`: every judge is the same model, and `self-judging` is `exclude` (add a judge, or set `self-judging = \"flag\"`)",
            ],
        ),
        (
            "all judges are one of the actors",
            &[
                ("id = \"judge-a\"", "id = \"judge-a\"\nprovider = \"local\"\nname = \"ash\""),
                ("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", \"ash\"]"),
            ],
            &[
                "43:10: error: nobody judges `ash`: every judge is the same model, and `self-judging` is `exclude` (add a judge, or set `self-judging = \"flag\"`)",
            ],
        ),
        ("excluded or flagged is fine", &[("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", \"ash\"]")], &[]),
    ]);
}

#[test]
fn what_a_misread_part_may_hold_is_not_called_missing() {
    check(&[
        (
            "a model without an id",
            &[("id = \"birch\"", "idd = \"birch\"")],
            &[
                "14:1: error: [[model]] no. 2 lacks `id`",
                "15:1: error: unknown key `idd` (did you mean `id`?)",
            ],
        ),
        (
            "a misspelt list of actors",
            &[
                ("[elicitation]\nactors = [\"ash\", \"birch\"]\noutcomes = \"outcomes.toml\"\n", ""),
                ("seed = 7", "seed = 7\nactorss = [\"ash\"]"),
            ],
            &["4:1: error: unknown key `actorss` (did you mean `actors`?)"],
        ),
        (
            "without its table, where a key cannot be spared",
            &[("role = \"primary\"", "role = \"primry\""), ("rule = \"net\"", "rule = \"nett\"")],
            &[
                "37:8: error: `role` cannot be \"primry\" (did you mean `primary`?)",
                "42:8: error: no panel rule is called `nett` (did you mean `net`?)",
            ],
        ),
        (
            "but other things are told",
            &[
                ("seed = 7", "seed = 7\nzebra = 1"),
                ("\"donation/low\"", "\"donation/high\""),
                ("items = 4", "items = 4\nsandbox = { memory = \"lots\" }"),
            ],
            &[
                "4:1: error: unknown key `zebra` (there are: actors, name, seed)",
                "32:22: error: `lots` is not a size: write a whole number above 0 and B, KiB, MiB or GiB, as in `64 MiB`",
                "40:8: error: `donation/high` is compared with itself (two samples of the same prompts are a `negative-control`, and nothing else)",
            ],
        ),
    ]);
}

#[test]
fn what_is_crossed() {
    const OUTCOMES: &str = "outcomes = \"outcomes.toml\"";
    check(&[
        (
            "one level",
            &[(OUTCOMES, "outcomes = \"outcomes.toml\"\ncross = { label = [\"X\"] }")],
            &[
                "27:19: error: `label` has no two levels to cross (a level that is alone goes into the rubric's config)",
            ],
        ),
        (
            "no level",
            &[(OUTCOMES, "outcomes = \"outcomes.toml\"\ncross = { label = [] }")],
            &[
                "27:19: error: `label` has no two levels to cross (a level that is alone goes into the rubric's config)",
            ],
        ),
        (
            "a level twice",
            &[(OUTCOMES, "outcomes = \"outcomes.toml\"\nsamples = 2\ncross = { label = [\"X\", \"X\"] }")],
            &["28:25: error: `label` has the level \"X\" twice"],
        ),
        (
            "samples that do not divide",
            &[(OUTCOMES, "outcomes = \"outcomes.toml\"\nsamples = 5\ncross = { label = [\"X\", \"Y\"] }")],
            &[
                "27:11: error: 5 samples are not the same number for each of 2 combinations (set `samples = 6`)",
            ],
        ),
        (
            "more than anybody asks",
            &[(
                OUTCOMES,
                "outcomes = \"outcomes.toml\"\ncross = { a = [1,2,3,4,5], b = [1,2,3,4,5], c = [1,2,3,4,5] }",
            )],
            &["27:9: error: more than 64 combinations (cross fewer keys, or fewer levels)"],
        ),
        (
            "the id of a combination",
            &[
                (OUTCOMES, "outcomes = \"outcomes.toml\"\nsamples = 2\ncross = { label = [\"X\", \"Y\"] }"),
                ("[panel]", "[[rubric]]\nid = \"forced-choice-2\"\nplugin = \"forced-choice\"\n\n[panel]"),
            ],
            &[
                "28:9: error: [[rubric]] `forced-choice-2` has the id of a combination of `cross` (give that rubric another `id`)",
            ],
        ),
    ]);
}
