//! `--set key=value`: where values land, and what is said about bad ones.

#![allow(clippy::unwrap_used)]

mod common;

use common::{STUDY, edited, lines, read};
use motive_study::Study;

fn set(overrides: &[&str]) -> Study {
    match read(STUDY, overrides) {
        Ok(file) => file.study,
        Err(diagnostics) => panic!("{overrides:?}\n{diagnostics}"),
    }
}

#[test]
fn values_land_where_their_key_says() {
    assert_eq!(set(&["study.seed=8"]).study.seed, 8);
    assert_eq!(set(&["task.essay.items=2"]).task[0].items, Some(2), "an element is addressed by its id");
    assert_eq!(set(&["framing.donation.config.amount=3"]).framing[0].config["amount"], 3);
    assert_eq!(set(&["model.birch.sampling.temperature=0.5"]).model[1].sampling.temperature, Some(0.5));
    assert_eq!(set(&["panel.judges=[\"judge-b\"]"]).panel.judges, ["judge-b"]);
    assert_eq!(set(&["model.ash.sampling={ top-p = 0.9 }"]).model[0].sampling.top_p, Some(0.9));
    let quoted = set(&["provider.local.config.models.\"a.b\".x=1"]);
    assert_eq!(quoted.provider[0].config["models"]["a.b"]["x"], 1);
}

#[test]
fn what_is_not_toml_is_a_bare_string() {
    assert_eq!(set(&["panel.rule=unanimous"]).panel.rule, "unanimous");
    assert_eq!(set(&["study.name=two words = one name"]).study.name, "two words = one name");
    assert_eq!(set(&["study.name=2026-01-31"]).study.name, "2026-01-31");
    assert_eq!(set(&["study.name=a\nseed = 3"]).study.name, "a\nseed = 3");
    assert_eq!(set(&["study.name=\"quoted\""]).study.name, "quoted");
}

#[test]
fn the_last_one_counts() {
    assert_eq!(set(&["study.seed=8", "study.seed=9"]).study.seed, 9);
}

#[test]
fn a_bundled_plugin_that_is_used_by_name_alone_can_be_set() {
    let study = set(&["provider.simulated.limits.concurrency=2", "provider.simulated.limits.tries=3"]);
    let simulated: Vec<_> = study.provider.iter().filter(|entry| entry.plugin == "simulated").collect();
    assert_eq!(simulated.len(), 1);
    assert_eq!((simulated[0].limits.concurrency, simulated[0].limits.tries), (2, 3));
    assert_eq!(set(&["rubric.quality-pairwise.config.ties=false"]).rubric[0].config["ties"], false);
}

#[test]
fn errors_stand_in_the_text_of_the_override() {
    let cases: &[(&[&str], &[&str])] = &[
        (
            &["study.seed"],
            &["--set study.seed:1:1: error: `study.seed` has no `=` (write --set dotted.key=value)"],
        ),
        (
            &["=3"],
            &[
                "--set =3:1:1: error: `` is not a key (write keys with dots between them, as in `task.essay.items`)",
            ],
        ),
        (
            &["study..seed=3"],
            &[
                "--set study..seed=3:1:1: error: `study..seed` is not a key (write keys with dots between them, as in `task.essay.items`)",
            ],
        ),
        (&["study.seed=abc"], &["--set study.seed=abc:1:12: error: `seed` is \"abc\", not a whole number"]),
        (
            &["task.essay.items=0"],
            &["--set task.essay.items=0:1:18: error: `items` is 0, and 1 is the least"],
        ),
        (
            &["task.esay.items=3"],
            &["--set task.esay.items=3:1:1: error: no [[task]] has the id `esay` (did you mean `essay`?)"],
        ),
        (
            &["model.oak.family=x"],
            &[
                "--set model.oak.family=x:1:1: error: no [[model]] has the id `oak` (there are: ash, birch, judge-a, judge-b)",
            ],
        ),
        (
            &["study.seed.x=3"],
            &["--set study.seed.x=3:1:1: error: `x` cannot be set inside a value that is not a table"],
        ),
        (
            &["panel.judges.0=ash"],
            &[
                "--set panel.judges.0=ash:1:1: error: `judges` is a plain list: `0` cannot name an element of it (set the whole list)",
            ],
        ),
        (
            &["panel.rulle=net"],
            &["--set panel.rulle=net:1:1: error: unknown key `rulle` (did you mean `rule`?)"],
        ),
        (
            &["pannel.rule=net"],
            &["--set pannel.rule=net:1:1: error: unknown key `pannel` (did you mean `panel`?)"],
        ),
        (
            &["panel.rule=nett", "study.seed=-3"],
            &[
                "--set panel.rule=nett:1:12: error: no panel rule is called `nett` (did you mean `net`?)",
                "--set study.seed=-3:1:12: error: `seed` is -3, and 0 is the least",
            ],
        ),
        (
            &["framing.donatoin.config.x=1"],
            &[
                "--set framing.donatoin.config.x=1:1:1: error: no [[framing]] has the id `donatoin` (did you mean `donation`?)",
            ],
        ),
        (
            &["contrast.utility.arms=[\"donation/high\"]"],
            &[
                "--set contrast.utility.arms=[\"donation/high\"]:1:23: error: `arms` has 1 of at least 2 elements",
            ],
        ),
        (
            &["model.ash.sampling.temperature=inf"],
            &["--set model.ash.sampling.temperature=inf:1:32: error: `temperature` is \"inf\", not a number"],
        ),
    ];
    let mut wrong = String::new();
    for (overrides, expected) in cases {
        let found = read(STUDY, overrides).err().map(|diagnostics| lines(&diagnostics)).unwrap_or_default();
        if found != *expected {
            wrong.push_str(&format!("{overrides:?}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn errors_of_the_file_come_before_those_of_overrides() {
    let diagnostics =
        read(&edited(&[("rule = \"net\"", "rule = \"nett\"")]), &["study.zebra=1"]).unwrap_err();
    assert_eq!(
        lines(&diagnostics),
        [
            "42:8: error: no panel rule is called `nett` (did you mean `net`?)",
            "--set study.zebra=1:1:1: error: unknown key `zebra` (there are: actors, name, seed)"
        ]
    );
}
