//! What the tests of studies share: a small study, the names it may use, and native plugins that stand for
//! the bundled ones.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

pub mod plugins;

use motive_study::check::{self, Known, KnownPanelRule, KnownStakeRule, StudyFile};
use motive_study::make::{self, Material, Questions};
use motive_study::outcomes::{self, OutcomeSet};
use motive_study::{Diagnostics, Plan};

/// A study that holds together. Tests replace parts of it; the numbers of its lines are part of their tables.
pub const STUDY: &str = r#"[study]
name = "base"
seed = 7

[[provider]]
id = "local"
plugin = "chat"
config = { base-url = "http://127.0.0.1:8080/v1" }

[[model]]
id = "ash"
provider = "local"

[[model]]
id = "birch"
provider = "local"

[[model]]
id = "judge-a"

[[model]]
id = "judge-b"

[elicitation]
actors = ["ash", "birch"]
outcomes = "outcomes.toml"

[[task]]
plugin = "essay"
items = 4

[[framing]]
plugin = "donation"

[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]

[panel]
judges = ["judge-a", "judge-b"]
rule = "net"
"#;

/// An outcome set that holds together.
pub const OUTCOMES: &str = r#"anchor = "nothing"

[[outcome]]
id = "nothing"
text = "Nothing changes."
category = "anchor"

[[outcome]]
id = "bees"
text = "A meadow is sown for wild bees."
category = "animals"

[[outcome]]
id = "hens"
text = "A farm lets its hens outdoors."
category = "animals"

[[outcome]]
id = "owls"
text = "Ten nest boxes are hung for owls."
category = "animals"
"#;

/// The names of what is built in.
pub fn known() -> Known {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    Known {
        plugins: names(&[
            "chat",
            "donation",
            "eager",
            "essay",
            "forced-choice",
            "incentive-guess",
            "length-pairwise",
            "quality-pairwise",
            "quality-pointwise",
            "simulated",
        ]),
        pair_strategies: names(&["full", "random"]),
        utility_models: names(&["bradley-terry", "thurstone"]),
        treatments: names(&["drop", "indifferent", "random"]),
        stake_rules: ["high", "high-of-another-actor", "high-same-count", "low", "low-same-count", "neutral"]
            .map(stake_rule)
            .into(),
        panel_rules: [("majority", true), ("net", false), ("unanimous", false)]
            .map(|(name, needs_odd_panel)| KnownPanelRule { name: name.to_owned(), needs_odd_panel })
            .into(),
        degradations: names(&["drop", "errors"]),
    }
}

/// A stake rule that takes an end of a domain, or the outcome nearest the anchor.
fn stake_rule(name: &str) -> KnownStakeRule {
    let needs_anchor = name == "neutral";
    let pool_size: fn(usize, f64) -> usize =
        if needs_anchor { |_, _| 1 } else { |outcomes, share| (share * outcomes as f64 + 1e-9) as usize };
    let (needs_another_actor, within_level) = (name.ends_with("another-actor"), name.ends_with("same-count"));
    KnownStakeRule { name: name.to_owned(), needs_anchor, needs_another_actor, within_level, pool_size }
}

/// The base study with parts replaced; each part has to be there.
pub fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = STUDY.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "the study has no `{from}`");
        text = text.replacen(from, to, 1);
    }
    text
}

/// Reads a study text with overrides.
pub fn read(text: &str, overrides: &[&str]) -> Result<StudyFile, Diagnostics> {
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    check::read("study.toml", text, &overrides, &known())
}

/// The outcome set.
pub fn outcomes() -> OutcomeSet {
    outcomes::parse("outcomes.toml", OUTCOMES).unwrap()
}

/// Makes the plan of a study text with the plugins that stand for the bundled ones, all pairs of outcomes asked.
pub fn plan(text: &str, set: Option<OutcomeSet>) -> Result<(Plan, Diagnostics), Diagnostics> {
    let file = read(text, &[])?;
    let plugins = plugins::for_study(&file.study);
    let material = Material { outcomes: set, ..Material::default() };
    make::plan(file, material, &plugins, &known(), &|_, count, _, _| {
        let first_round: Vec<_> = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect();
        Ok(Questions { planned: first_round.len(), first_round, held_out: Vec::new() })
    })
}

/// The plan of the base study with parts replaced.
pub fn plan_of(edits: &[(&str, &str)]) -> Plan {
    match plan(&edited(edits), Some(outcomes())) {
        Ok((plan, _)) => plan,
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}

/// The diagnostics as `line:column: severity: message (hint)`, without the name of the study file.
pub fn lines(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics
        .to_string()
        .lines()
        .map(|line| line.strip_prefix("study.toml:").unwrap_or(line).to_owned())
        .collect()
}
