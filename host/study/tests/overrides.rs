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
        (&["study.seed"], &["?"]),
        (&["=3"], &["?"]),
        (&["study..seed=3"], &["?"]),
        (&["study.seed=abc"], &["?"]),
        (&["task.essay.items=0"], &["?"]),
        (&["task.esay.items=3"], &["?"]),
        (&["model.oak.family=x"], &["?"]),
        (&["study.seed.x=3"], &["?"]),
        (&["panel.judges.0=ash"], &["?"]),
        (&["panel.rulle=net"], &["?"]),
        (&["pannel.rule=net"], &["?"]),
        (&["panel.rule=nett", "study.seed=-3"], &["?"]),
        (&["framing.donatoin.config.x=1"], &["?"]),
        (&["contrast.utility.arms=[\"donation/high\"]"], &["?"]),
        (&["model.ash.sampling.temperature=inf"], &["?"]),
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
    assert_eq!(lines(&diagnostics), ["?"]);
}
