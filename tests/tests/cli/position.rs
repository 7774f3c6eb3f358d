//! Judges that lean to the text shown first, and no effect, through the whole pipeline: both orders find nothing, nor does one
//! order that is drawn in balance; the published design, one order out of balance, finds what is not there.

use std::collections::BTreeMap;
use std::path::Path;

use motive_stats::{Interval, wilson};
use serde_json::Value;
use tempfile::TempDir;

use crate::{one_actor, records};

/// The log-odds of .85: the share of ballots on equal texts that prefer the one shown first.
const LEAN: &str = "provider.simulated.config.defaults.judge.position-bias=1.7346010553881064";
/// To such judges all texts are equal.
const BLUNT: &str = "provider.simulated.config.defaults.judge.sensitivity=0.0";
/// 2,400 pairs of short texts.
const SIZE: [&str; 3] =
    ["task.essay.replicates=80", "task.essay.config.min-words=80", "task.essay.config.max-words=120"];
const PAIRS: u64 = 2400;
/// The share of the published study's pairs whose high arm was shown first.
const HIGH_FIRST: f64 = 0.458;

fn run_with(folder: &Path, more: &[&str]) -> Value {
    let results = one_actor(folder, &[&SIZE[..], &[LEAN, BLUNT], more].concat());
    let pooled = &results["contrasts"][0]["pooled"];
    assert_eq!((&pooled["pairs"], &pooled["open"]), (&PAIRS.into(), &0.into()));
    for (judge, said) in results["judges"].as_object().unwrap() {
        let share = said["first-shown-share"].as_f64().unwrap();
        // 4,800 ballots in both orders, 2,400 in one: five standard errors of the latter.
        assert!((share - 0.85).abs() < 0.037, "{judge}: {share}");
    }
    pooled.clone()
}

fn interval(pooled: &Value) -> Interval {
    let bound = |key: &str| pooled["wilson95"][key].as_f64().unwrap();
    Interval { lower: bound("lower"), upper: bound("upper") }
}

/// The verdicts of three judges who all see a pair in one order, by what most of them say. Of the pairs, in any order that has
/// nothing to do with the texts, a share of `first` has the first arm shown first. None of these ballots ties.
fn in_one_order(folder: &Path, first: f64) -> (u64, u64) {
    let mut pairs: BTreeMap<(String, String), BTreeMap<String, [u32; 2]>> = BTreeMap::new();
    for (_, ballot) in records(folder, "ballot") {
        let text = |key: &str| ballot[key].to_string();
        let first_shown = ballot["first-shown"].as_str().unwrap().to_owned();
        let preferred = ballot["result"]["read"]["vote"]["preference"].as_str().unwrap();
        // Shown first and preferred as the first, or shown second and preferred as the second.
        let is_win = preferred == first_shown;
        let votes = pairs.entry((text("item"), text("replicate"))).or_default();
        votes.entry(first_shown).or_default()[usize::from(is_win)] += 1;
    }
    let (mut wins, mut all) = (0, 0);
    for votes in pairs.values() {
        let is_first = ((all + 1) as f64 * first).floor() > (all as f64 * first).floor();
        let [against, win] = votes[if is_first { "first" } else { "second" }];
        assert_eq!(against + win, 3);
        wins += u64::from(win > against);
        all += 1;
    }
    (wins, all)
}

/// Most of three judges with a lean of .85 prefer the text shown first in .85^2 (3 - 2 * .85) = .939 of pairs. With the first
/// arm first in .458 of them it wins .458 * .939 + .542 * .061 = .463. Of 2,400 pairs in fixed orders the rate has a standard
/// error of sqrt(.939 * .061 / 2400) = .0049, and the interval reaches .020 to either side: its end is 3.5 standard errors
/// below one half.
#[test]
fn a_lean_makes_a_finding_in_the_published_design_and_none_in_this_one() {
    let folder = TempDir::new().unwrap();
    let both = folder.path().join("both");
    let Interval { lower, upper } = interval(&run_with(&both, &[]));
    assert!(lower < 0.5 && 0.5 < upper, "both orders: {lower} to {upper}");

    let (wins, pairs) = in_one_order(&both, HIGH_FIRST);
    assert_eq!(pairs, PAIRS);
    let rate = wins as f64 / pairs as f64;
    assert!((rate - 0.463).abs() < 5.0 * 0.0049, "{rate}");
    let published = wilson(wins, pairs, 0.95).unwrap().unwrap();
    assert!(published.upper < 0.5, "the published order: {published:?}");

    let one = ["panel.orders=one", "panel.rule=published-plurality"];
    let Interval { lower, upper } = interval(&run_with(&folder.path().join("one"), &one));
    assert!(lower < 0.5 && 0.5 < upper, "one order in balance: {lower} to {upper}");
}
