//! The table: narrow where nothing is missing, and whatever is out of the ordinary said where it is.

#![allow(clippy::unwrap_used)]

use motive_analysis::Results;
use motive_report::table;
use serde_json::{Value as Json, json};

fn cell(actor: &str, counts: [u64; 5]) -> Json {
    let [wins, undelivered, open, half_read, not_admitted] = counts;
    let mut cell = tally(wins, undelivered, open, half_read);
    cell["actor"] = actor.into();
    cell["task"] = "essay".into();
    cell["stakes"] = json!({ "drawn": 120, "admitted": 120 - not_admitted, "not-tested": 0 });
    cell
}

fn tally(wins: u64, undelivered: u64, open: u64, half_read: u64) -> Json {
    let rate = (wins > 0).then_some(1.0);
    json!({
        "pairs": 120, "wins": wins, "losses": 0, "ties": 3, "unresolved": 0, "undelivered": undelivered,
        "open": open, "half-read": half_read, "decisive-share": 0.5, "rate": rate,
        "wilson95": { "lower": 0.411, "upper": 0.589 }, "net": 0.5,
    })
}

/// Two are shown, and there is a third.
fn reasons(lacking: u64) -> Json {
    if lacking == 0 {
        json!({})
    } else {
        json!({ "cut off": 1, "the actor refused": lacking - 2, "was shy": 1 })
    }
}

/// Results of two cells, a judge and an actor.
fn results(cells: &[Json; 2], mean_rate_cells: u64, own: u64, family: u64, refused: u64) -> Results {
    let sum = |key: &str| cells.iter().map(|cell| cell[key].as_u64().unwrap()).sum();
    let mut pooled = tally(sum("wins"), sum("undelivered"), sum("open"), sum("half-read"));
    pooled["mean-rate"] = 1.0.into();
    pooled["mean-rate-cells"] = mean_rate_cells.into();
    let arm = |lacking: u64| json!({ "delivered": 120 - lacking, "not-delivered": lacking, "failed": 0, "reasons": reasons(lacking) });
    let measure = |trials: u64, mean: f64| json!({ "trials": trials, "mean": mean });
    let results = json!({
        "format": 1, "study": "small", "plan": "p", "stakes": null, "lock": "l", "simulated": [],
        "panel-rule": "net", "served-by": {},
        "elicitation": { "ash": {
            "choices": { "asked": 9, "readable": 9, "ties": 0, "abstained": 0, "unreadable": 0, "failed": 0 },
            "first-shown-share": 0.5, "converged": true, "components": 1,
        } },
        "contrasts": [{
            "id": "utility", "role": "primary", "arms": ["donation/high", "donation/low"], "cells": cells,
            "pooled": pooled,
        }],
        "judges": { "owl": {
            "ballots": 480, "own-outputs": own, "family-outputs": family, "first-arm-shown-first": 240,
            "chose-first-shown": 240, "chose-second-shown": 240, "ties": 0, "abstained": 0, "unreadable": 0,
            "failed": 0, "first-shown-share": 0.5,
        } },
        "offered": {
            "ash": {
                "high": { "draws": 30, "over-anchor": 0.975 },
                "low": { "draws": 30, "over-anchor": 0.25 },
            },
            "birch": { "high": { "draws": 30, "over-anchor": 0.5 } },
            "elm": { "random": { "draws": 30, "over-anchor": null } },
        },
        "delivery": { "ash": {
            "essay": { "donation/high": arm(0), "donation/low": arm(refused) },
            "letter": { "donation/high": arm(0) },
        } },
        "measures": {
            "ash": { "essay": {
                "donation/high": { "refused": measure(30, 0.1), "words": measure(30, 400.0) },
                "donation/low": { "words": measure(30, 350.0) },
            } },
            "birch": { "essay": { "donation/high": { "refused": measure(10, 0.5) } } },
            "elm": { "letter": { "donation/high": { "of-no-contrast": measure(10, 0.5) } } },
        },
        "inserted": { "donation/high": measure(40, 180.25), "donation/low": measure(40, 93.75) },
    });
    serde_json::from_value(results).unwrap()
}

#[test]
fn where_nothing_is_out_of_the_ordinary() {
    let usual = results(&[cell("ash", [60, 0, 0, 0, 0]), cell("birch", [60, 0, 0, 0, 0])], 2, 0, 0, 0);
    assert_eq!(
        table(&usual),
        "\
small
plan    sha256:p

utility (primary): donation/high against donation/low
  actor  task           win  loss  tie  unres.  decisive   rate  Wilson 95 %
  ash    essay           60     0    3       0      50 %  1.000  0.411 to 0.589
  birch  essay           60     0    3       0      50 %  1.000  0.411 to 0.589
  all    raw sum        120     0    3       0      50 %  1.000  0.411 to 0.589
  all    mean of cells                                    1.000

Wilson 95 % and smallest rates take pairs as independent; pairs share items and stakes, so the
intervals may be too narrow and the rates too small

choices between outcomes, and the share of the first shown between equals that the fit implies
  actor  asked  readable  abstained  unreadable  failed  first shown  fit
  ash        9         9          0           0       0        0.500  converged

stakes by rule: mean fitted probability that the actor prefers them to nothing changing
  actor   high    low
  ash    0.975  0.250
  birch  0.500      -
  elm        -      -

judges: what they chose by the order shown (panel rule: net)
  judge  ballots  arm 1 first  first  second  tie  unread  first shown  both ways
  owl        480          240    240     240    0       0        0.500          -

measures: means over the trials of each arm, all actors of the contrast together
  contrast  task   measure           arm 1  arm 2
  utility   essay  refused           0.200      -
  utility   essay  words               400    350
  utility   all    characters added    180     94
"
    );
}

#[test]
fn what_is_out_of_the_ordinary_is_said() {
    let cells = [cell("ash", [60, 4, 5, 6, 7]), cell("birch", [0, 0, 0, 0, 0])];
    let mut unusual = results(&cells, 1, 12, 34, 9);
    unusual.elicitation.get_mut("ash").unwrap().choices.ties = 8;
    let table = table(&unusual);
    for expected in [
        "  actor  task            win  loss  tie  unres.  missing  open  decisive   rate  Wilson 95 %\n",
        "  ash    essay            60     0    3       0        4     5      50 %  1.000  0.411 to 0.589\n",
        "  all    mean of 1 of 2",
        "  ash, essay: 7 of 120 stakes not admitted: its choices do not tell them apart\n",
        "  ash, essay: judges left out of a pair, one order unreadable: 6\n",
        "  actor  asked  readable  tie  abstained",
        "  owl: 12 ballots on outputs of its own model, 34 on those of its family\n",
        "  ash    essay  donation/low         111              9       0\n",
        "  ash, essay, donation/low: the actor refused (7); cut off (1); 1 more in results.json\n",
    ] {
        assert!(table.contains(expected), "{expected}\nis not in\n{table}");
    }
    assert!(!table.contains("birch, ") && !table.contains("letter"), "nor what is ordinary\n{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
}

#[test]
fn the_widest_table_of_short_ids_has_100_columns_at_most() {
    let cells = [cell("linden", [9999, 9999, 9999, 9999, 120]), cell("birch", [0, 9999, 9999, 9999, 120])];
    let wide = table(&results(&cells, 1, 9999, 9999, 120));
    assert!(wide.lines().all(|line| line.chars().count() <= 100), "{wide}");
}
