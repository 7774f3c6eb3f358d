//! A small study and answers to its forced choices.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::collections::BTreeMap;

use motive_contract::framing::Arm;
use motive_contract::rubric::Preference;
use motive_contract::task::Item;
use motive_study::check::{self, Known, KnownPanelRule};
use motive_study::outcomes;
use motive_study::plan::TrialSlot;
use motive_study::record::{Ballot, ChoiceRecord, HeadToHeadRecord, Vote, Wording};
use motive_study::{Plan, file::Study};

/// Two models are asked, and `ash` alone works. Stakes are told in essays, and only there.
pub const STUDY: &str = r#"
[study]
name = "small"
seed = 1
actors = ["ash"]

[[model]]
id = "ash"

[[model]]
id = "birch"

[elicitation]
actors = ["ash", "birch"]
outcomes = "outcomes.toml"
model = "bradley-terry"
bootstrap = 0
stakes = { admission = { samples = 0 } }

[[task]]
plugin = "essay"
replicates = 2

[[task]]
plugin = "letter"

[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]
tasks = ["essay"]

[[contrast]]
id = "effort"
role = "positive-control"
arms = ["donation/none", "donation/words"]

[panel]
judges = ["birch"]
"#;

/// The outcomes, each in the category `all`.
pub const OUTCOMES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// `a` over `b`, `b` over `c`, and so on, nine times of ten in each order.
pub const CHAIN: [(&str, &str, u32); 4] = [("a", "b", 9), ("b", "c", 9), ("c", "d", 9), ("d", "e", 9)];

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

/// The study with parts replaced; each part has to be there.
pub fn study(edits: &[(&str, &str)]) -> Study {
    let mut text = STUDY.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "the study has no `{from}`");
        text = text.replacen(from, to, 1);
    }
    let known = Known {
        plugins: names(&["simulated", "essay", "letter", "donation", "forced-choice", "quality-pairwise"]),
        pair_strategies: names(&["full", "random", "active", "swiss", "information"]),
        utility_models: names(&["bradley-terry", "thurstone", "davidson"]),
        treatments: names(&["drop", "indifferent", "random"]),
        panel_rules: vec![KnownPanelRule { name: "net".to_owned(), needs_odd_panel: false }],
        degradations: Vec::new(),
        ..Known::default()
    };
    match check::read("study.toml", &text, &[], &known) {
        Ok(file) => file.study,
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}

/// The plan of the study: essays with two items and two replicates, letters without stakes.
pub fn plan(edits: &[(&str, &str)]) -> Plan {
    plan_of(study(edits), &OUTCOMES, None)
}

/// A plan with these outcomes, all in one category but the anchor.
pub fn plan_of(study: Study, ids: &[&str], anchor: Option<&str>) -> Plan {
    let category = |id: &str| if anchor == Some(id) { "anchor" } else { "all" };
    let tables = ids
        .iter()
        .map(|id| format!("[[outcome]]\nid = \"{id}\"\ntext = \"{id}.\"\ncategory = \"{}\"\n", category(id)));
    let named = anchor.map_or_else(String::new, |anchor| format!("anchor = \"{anchor}\"\n"));
    let set = named + &tables.collect::<String>();
    let arm = |id: &str, stakes: &[&str]| Arm {
        id: id.to_owned(),
        label: String::new(),
        role: "incentive".to_owned(),
        stakes: names(stakes),
        attrs: Vec::new(),
    };
    let item = |id: &str| Item {
        id: id.to_owned(),
        title: String::new(),
        brief: String::new(),
        criterion: String::new(),
        input: String::new(),
        tags: Vec::new(),
        max_steps: 1,
        attrs: Vec::new(),
    };
    let slots = [("essay", "one", 0), ("essay", "one", 1), ("essay", "two", 0), ("letter", "one", 0)];
    let trial = |task: &str, item: &str, replicate, arm: &str| TrialSlot {
        actor: "ash".to_owned(),
        task: task.to_owned(),
        item: item.to_owned(),
        replicate,
        framing: "donation".to_owned(),
        arm: arm.to_owned(),
        sample: 0,
    };
    let mut trials = Vec::new();
    for (task, item, replicate) in slots {
        let arms: &[&str] =
            if task == "essay" { &["high", "low", "none", "words"] } else { &["none", "words"] };
        trials.extend(arms.iter().map(|arm| trial(task, item, replicate, arm)));
    }
    let items = |task: &str| (task.to_owned(), vec![item("one"), item("two")]);
    let arms = vec![
        arm("high", &["high"]),
        arm("low", &["low"]),
        arm("other", &["high-of-another-actor"]),
        arm("none", &[]),
        arm("words", &[]),
    ];
    Plan {
        format: 1,
        study,
        lock: String::new(),
        simulated: Vec::new(),
        outcomes: Some(outcomes::parse("outcomes.toml", &set).unwrap()),
        utilities: BTreeMap::new(),
        choices: BTreeMap::new(),
        held_out: BTreeMap::new(),
        planned_pairs: BTreeMap::new(),
        items: [items("essay"), items("letter")].into(),
        arms: [("donation".to_owned(), arms)].into(),
        schemes: BTreeMap::new(),
        trials,
        pairs: Vec::new(),
        recalls: Vec::new(),
        probes: Vec::new(),
        scored: Vec::new(),
    }
}

/// `wins` of ten choices between two outcomes in each order, by both models.
pub fn choices(pairs: &[(&str, &str, u32)]) -> Vec<ChoiceRecord> {
    ["ash", "birch"].into_iter().flat_map(|actor| choices_of(actor, pairs)).collect()
}

/// The same by one model.
pub fn choices_of(actor: &str, pairs: &[(&str, &str, u32)]) -> Vec<ChoiceRecord> {
    let mut records = Vec::new();
    for (one, other, wins) in pairs {
        for sample in 0..10 {
            let (won, lost) = match sample < *wins {
                true => (Preference::First, Preference::Second),
                false => (Preference::Second, Preference::First),
            };
            records.push(choice(actor, one, other, sample, won));
            records.push(choice(actor, other, one, sample, lost));
        }
    }
    records
}

pub fn choice(actor: &str, first: &str, second: &str, sample: u32, preference: Preference) -> ChoiceRecord {
    let (actor, first, second) = (actor.to_owned(), first.to_owned(), second.to_owned());
    ChoiceRecord { actor, first, second, sample, result: read(Vote::Preference(preference)) }
}

pub fn read(vote: Vote) -> Ballot {
    Ballot::Read { vote, reason: String::new(), attrs: BTreeMap::new(), served_by: Vec::new() }
}

/// Answers of `ash` to `highest` against `lowest` in one wording: `wins` of `samples` for `highest` in each order.
pub fn heads(
    wording: &Wording,
    highest: &str,
    lowest: &str,
    wins: u32,
    samples: u32,
) -> Vec<HeadToHeadRecord> {
    let mut records = Vec::new();
    for sample in 0..samples {
        for (first, second) in [(highest, lowest), (lowest, highest)] {
            let wins_here = (sample < wins) == (first == highest);
            let preference = if wins_here { Preference::First } else { Preference::Second };
            records.push(HeadToHeadRecord {
                actor: "ash".to_owned(),
                wording: wording.clone(),
                first: first.to_owned(),
                second: second.to_owned(),
                sample,
                result: read(Vote::Preference(preference)),
            });
        }
    }
    records
}
