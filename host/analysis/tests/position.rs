//! Judges that lean to the text shown first, and no effect: what a panel in both orders finds, what one order finds where
//! it is drawn in balance, and what it finds where one arm is shown first more rarely, as in the published study.
//!
//! Ballots are drawn directly, from (seed, pair); all seeds are fixed, so that a test here always gives the same answer.

#![allow(clippy::unwrap_used)]

use std::cmp::Ordering;
use std::collections::BTreeMap;

use motive_analysis::cell::Rates;
use motive_analysis::{Records, analyse};
use motive_contract::rubric::Preference;
use motive_contract::types::Artifact;
use motive_study::Plan;
use motive_study::check::{self, Known, KnownPanelRule};
use motive_study::draw::Draws;
use motive_study::plan::{PairSlot, TrialSlot};
use motive_study::record::{Ballot, BallotRecord, ScreeningRecord, Side, TrialOutcome, TrialRecord, Vote};
use motive_study::seal::Finite;
use serde_json::json;

const STUDY: &str = r#"
[study]
name = "position"
seed = 1
actors = ["ash"]

[[model]]
id = "ash"

[[model]]
id = "judge-a"

[[model]]
id = "judge-b"

[[model]]
id = "judge-c"

[[task]]
plugin = "essay"

[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]

[panel]
judges = ["judge-a", "judge-b", "judge-c"]
"#;

/// The share of ballots on equal texts that prefer the one shown first.
const LEAN: f64 = 0.85;
/// The share of the published study's pairs whose high arm was shown first.
const HIGH_FIRST: f64 = 0.458;

const SIDES: [Side; 2] = [Side::First, Side::Second];

/// A plan of one cell. All judges see each pair in the same orders: those that `shown` says for its index.
fn plan(pairs: usize, judges: &[&str], rule: &str, shown: impl Fn(usize) -> Vec<Side>) -> Plan {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    let rules = ["net", "published-plurality"];
    let known = Known {
        plugins: names(&["simulated", "essay", "donation", "quality-pairwise"]),
        panel_rules: rules
            .map(|rule| KnownPanelRule { name: rule.to_owned(), needs_odd_panel: false })
            .into(),
        ..Known::default()
    };
    let panel = [format!("panel.judges={judges:?}"), format!("panel.rule={rule}")];
    let study = check::read("study.toml", STUDY, &panel, &known).unwrap().study;
    let pair = |index: usize| PairSlot {
        contrast: "utility".to_owned(),
        actor: "ash".to_owned(),
        task: "essay".to_owned(),
        item: format!("item-{index}"),
        replicate: 0,
        first_shown: study.panel.judges.iter().map(|judge| (judge.clone(), shown(index))).collect(),
    };
    let pairs: Vec<PairSlot> = (0..pairs).map(pair).collect();
    let trials =
        pairs.iter().flat_map(|pair| SIDES.map(|side| pair.trial(&study.contrast[0], side).unwrap()));
    let trials: Vec<TrialSlot> = trials.collect();
    let plan = json!({
        "format": 1, "study": study, "lock": "", "simulated": [], "outcomes": null, "utilities": {}, "choices": {},
        "held-out": {}, "planned-pairs": {}, "items": {}, "arms": {}, "schemes": {}, "trials": trials, "pairs": pairs,
    });
    serde_json::from_value(plan).unwrap()
}

fn trial(slot: &TrialSlot) -> TrialRecord {
    let artifact = Artifact {
        name: "text".to_owned(),
        media_type: "text/plain".to_owned(),
        text: "Work.".to_owned(),
        attrs: Vec::new(),
    };
    TrialRecord {
        actor: slot.actor.clone(),
        task: slot.task.clone(),
        item: slot.item.clone(),
        framing: slot.framing.clone(),
        arm: slot.arm.clone(),
        replicate: slot.replicate,
        sample: slot.sample,
        outcome: TrialOutcome::Delivered { artifact, others: Vec::new(), metrics: Vec::new() },
        steps: 1,
        tokens: (1, 1),
        inserted: 0,
        told: Vec::new(),
        stop: None,
        again: false,
        served_by: Vec::new(),
    }
}

/// The records of a plan, with ballots that are drawn by [`cast`].
fn records(plan: &Plan) -> Records {
    let mut records = Records {
        trials: plan.trials.iter().map(|slot| (slot.slot(), trial(slot))).collect(),
        screenings: plan.trials.iter().map(|slot| (slot.slot(), ScreeningRecord::default())).collect(),
        ..Records::default()
    };
    for pair in &plan.pairs {
        for (judge, first_shown) in
            pair.first_shown.iter().flat_map(|(judge, sides)| sides.iter().map(move |side| (judge, *side)))
        {
            let record = BallotRecord {
                contrast: pair.contrast.clone(),
                actor: pair.actor.clone(),
                task: pair.task.clone(),
                item: pair.item.clone(),
                replicate: pair.replicate,
                judge: judge.clone(),
                first_shown,
                result: read(Preference::Tie),
            };
            records.ballots.push((pair.ballot(judge, first_shown), record));
        }
    }
    records
}

fn read(preference: Preference) -> Ballot {
    Ballot::Read {
        vote: Vote::Preference(preference),
        reason: String::new(),
        attrs: BTreeMap::new(),
        served_by: Vec::new(),
    }
}

/// Draws all ballots anew: each prefers the text shown first with the probability [`LEAN`], whichever it is. A ballot is
/// drawn by seed, pair, judge and order, so that plans which ask for some of the same ballots get the same ones.
fn cast(records: &mut Records, seed: u64) {
    let draws = Draws::new(seed);
    for (slot, ballot) in &mut records.ballots {
        let unit = draws.seed("ballot", &[slot]) as f64 / u64::MAX as f64;
        ballot.result = read(if unit < LEAN { Preference::First } else { Preference::Second });
    }
}

/// What the contrast comes to at each of the seeds.
fn rates(plan: &Plan, seeds: std::ops::Range<u64>) -> Vec<Rates> {
    let mut records = records(plan);
    let at = |seed| {
        cast(&mut records, seed);
        analyse(plan, &records).unwrap().contrasts[0].pooled.rates.clone()
    };
    seeds.map(at).collect()
}

/// Whether the 95 % interval lies below one half, holds it, or lies above.
fn side_of_half(rates: &Rates) -> Ordering {
    let interval = rates.wilson95.unwrap();
    if interval.upper.get() < 0.5 {
        Ordering::Less
    } else if interval.lower.get() > 0.5 {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// The mean of a rate over the seeds.
fn mean(rates: &[Rates], of: fn(&Rates) -> Option<Finite>) -> f64 {
    rates.iter().map(|rates| of(rates).unwrap().get()).sum::<f64>() / rates.len() as f64
}

fn count(rates: &[Rates], side: Ordering) -> usize {
    rates.iter().filter(|rates| side_of_half(rates) == side).count()
}

/// Of 1,000 intervals that hold one half with probability .95, 926 to 971 do in 99.8 % of such tests.
#[test]
fn in_both_orders_a_lean_leaves_the_interval_where_it_belongs() {
    let plan = plan(100, &["judge-a", "judge-b", "judge-c"], "net", |_| SIDES.to_vec());
    let rates = rates(&plan, 0..1000);
    let held = count(&rates, Ordering::Equal);
    assert!((926..=971).contains(&held), "{held} of 1,000 hold one half");
    // Ballots that lean cancel in pairs and are no ties: half of the pairs stay decisive.
    let decisive = mean(&rates, |rates| rates.decisive_share);
    assert!((decisive - 0.51).abs() < 0.01, "{decisive}");
}

/// A judge that leans finds the high arm better in .5 + (.458 - .5) (2 * .85 - 1) = .4706 of pairs. With 4,000 of them the
/// interval ends .0155 above the rate, whose standard error is sqrt(.85 * .15 / 4000) = .0056 where the orders are fixed: the
/// end is 2.5 of them below one half, and lies there at 99 seeds of 100. Judges who see a pair in the same order and say
/// what most of them say lean more than each of them.
#[test]
fn one_order_that_is_out_of_balance_finds_what_is_not_there() {
    const PAIRS: usize = 4000;
    let of = |rule, seeds, shown: &dyn Fn(usize) -> Vec<Side>| {
        rates(&plan(PAIRS, &["judge-a"], rule, shown), 0..seeds)
    };
    let first = (HIGH_FIRST * PAIRS as f64).round() as usize;
    let unbalanced = of("published-plurality", 100, &|index| vec![SIDES[usize::from(index >= first)]]);
    let below = count(&unbalanced, Ordering::Less);
    assert!(below >= 90, "{below} of 100 lie below one half");
    let rate = mean(&unbalanced, |rates| rates.rate);
    assert!((rate - 0.4706).abs() < 0.003, "{rate}");

    // Of the same ballots, those of a balanced order, and those of both orders. Of 40 intervals that hold one half with
    // probability .95, fewer than 33 do in one of 1,000 such tests.
    let balanced = of("published-plurality", 40, &|index| vec![SIDES[index % 2]]);
    let both = of("net", 40, &|_| SIDES.to_vec());
    for (what, rates) in [("one order in balance", balanced), ("both orders", both)] {
        let held = count(&rates, Ordering::Equal);
        assert!(held >= 33, "{what}: {held} of 40 hold one half");
        let rate = mean(&rates, |rates| rates.rate);
        assert!((rate - 0.5).abs() < 0.005, "{what}: {rate}");
    }
}
