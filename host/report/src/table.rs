//! The table that `motive run` and `motive analyse` print.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use motive_analysis::Results;
use motive_analysis::cell::{Rates, Tally};
use motive_analysis::results::{Cell, ContrastResult, Delivery, Pooled};
use motive_analysis::scores::ScoreDifference;
use motive_analysis::sensitivity::Sensed;
use motive_analysis::unanswered::Unanswered;
use motive_study::file::ContrastRole;
use motive_study::seal::Finite;
use serde_json::Value as Json;

use crate::agreement::agreement_table;
use crate::beside::{blinding_table, recall_table, scores_table};
use crate::calibration::calibration_table;
use crate::grid::{Align, Grid};
use crate::measures::measures_table;
use crate::offered::offered_table;
use crate::screened::screened_table;

/// What the interval leaves out.
const INDEPENDENCE: &str = "Wilson 95 % and smallest rates take pairs as independent; pairs share items and stakes, so the\n\
     intervals may be too narrow and the rates too small\n";

/// The results as text, at most 100 columns wide unless ids are long.
pub fn table(results: &Results) -> String {
    let mut text = head(results);
    for contrast in &results.contrasts {
        text.push('\n');
        text.push_str(&contrast_table(contrast));
    }
    if !results.contrasts.is_empty() {
        text.push('\n');
        text.push_str(INDEPENDENCE);
    }
    let parts = [
        elicitation_table(results),
        offered_table(results),
        judge_table(results),
        agreement_table(results),
        calibration_table(results),
        blinding_table(results),
        scores_table(results),
        recall_table(results),
        screened_table(results),
        measures_table(results),
        delivery_table(results),
    ];
    for part in parts {
        if !part.is_empty() {
            text.push('\n');
            text.push_str(&part);
        }
    }
    text
}

fn head(results: &Results) -> String {
    let mut text = format!("{}\n", results.study);
    if !results.simulated.is_empty() {
        text.push_str(&format!(
            "SIMULATED: the provider {} is a script, not a model; this says nothing about any model\n",
            results.simulated.join(", ")
        ));
    }
    let sum = |count: fn(&Tally) -> u64| -> u64 {
        results.contrasts.iter().map(|contrast| count(&contrast.pooled.tally)).sum()
    };
    let (open, pairs) = (sum(|tally| tally.open), sum(|tally| tally.pairs));
    if open > 0 {
        text.push_str(&format!("UNFINISHED: {open} of {pairs} pairs are open; `motive resume` goes on\n"));
    }
    let Unanswered { recalls, guesses, scores } = results.unanswered;
    let beside = [("recalls", recalls), ("guesses", guesses), ("scores", scores)];
    let beside: Vec<String> = beside
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{count} {what}"))
        .collect();
    if !beside.is_empty() {
        let beside = beside.join(", ");
        text.push_str(&format!("UNFINISHED: without an answer yet: {beside}; `motive resume` goes on\n"));
    }
    text.push_str(&format!("plan    sha256:{}\n", results.plan));
    if let Some(stakes) = &results.stakes {
        text.push_str(&format!("stakes  sha256:{stakes}\n"));
    }
    text
}

fn contrast_table(contrast: &ContrastResult) -> String {
    let [first, second] = &contrast.arms;
    let mut grid = Grid::new(&[
        ("actor", Align::Left),
        ("task", Align::Left),
        ("win", Align::Right),
        ("loss", Align::Right),
        ("tie", Align::Right),
        ("unres.", Align::Right),
        ("missing", Align::IfAny),
        ("excl.", Align::IfAny),
        ("open", Align::IfAny),
        ("decisive", Align::Right),
        ("rate", Align::Right),
        ("Wilson 95 %", Align::Left),
        ("score diff.", Align::IfAny),
    ]);
    for cell in &contrast.cells {
        grid.row(row(&cell.actor, &cell.task, &cell.tally, &cell.rates, cell.scores.as_ref()));
    }
    if contrast.cells.len() > 1 {
        let Pooled { tally, rates, .. } = &contrast.pooled;
        grid.row(row("all", "raw sum", tally, rates, contrast.scores.as_ref()));
        grid.row(mean_row(contrast));
    }
    let mut text =
        format!("{} ({}): {first} against {second}\n{}", contrast.id, contrast.role.words(), grid.lines());
    contrast.cells.iter().for_each(|cell| text.push_str(&notes(cell)));
    text.push_str(&levels(contrast));
    text.push_str(&clusters(contrast));
    text.push_str(&detectable(contrast));
    text
}

/// The raw sums by the levels that are crossed, as by wording.
fn levels(contrast: &ContrastResult) -> String {
    let mut text = String::new();
    for level in &contrast.levels {
        let named = |levels: &BTreeMap<String, Json>| {
            let words = levels.iter().map(|(key, value)| match value.as_str() {
                Some(word) => format!("{key} {word}"),
                None => format!("{key} {value}"),
            });
            words.collect::<Vec<_>>().join(", ")
        };
        let against = level.against.as_ref().map(|levels| format!(" against {}", named(levels)));
        let named = named(&level.levels) + &against.unwrap_or_default();
        let Tally { pairs, wins, losses, ties, .. } = level.tally;
        let rate = number(level.rates.rate);
        let interval = wilson(&level.rates);
        text.push_str(&format!(
            "  {named}: {rate} ({interval}); {wins} won, {losses} lost, {ties} tied of {pairs}\n"
        ));
    }
    text
}

/// Fewest clusters that an interval by cluster is to be trusted with.
const FEW_CLUSTERS: u64 = 10;

/// Cells whose claim rests on few clusters, where the contrast carries one.
fn clusters(contrast: &ContrastResult) -> String {
    if contrast.role != ContrastRole::Primary {
        return String::new();
    }
    let fewest = |cell: &&Cell| cell.n_stakes.map_or(cell.n_items, |stakes| stakes.min(cell.n_items));
    // Where nothing was judged yet, there is no claim.
    let judged: Vec<&Cell> = contrast.cells.iter().filter(|cell| cell.n_items > 0).collect();
    let few: Vec<&Cell> = judged.iter().copied().filter(|cell| fewest(cell) < FEW_CLUSTERS).collect();
    let range = |counts: Vec<u64>| match (counts.iter().min(), counts.iter().max()) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        _ => "0".to_owned(),
    };
    if few.is_empty() {
        return String::new();
    }
    let items = range(few.iter().map(|cell| cell.n_items).collect());
    let stakes: Vec<u64> = few.iter().filter_map(|cell| cell.n_stakes).collect();
    let stakes = if stakes.is_empty() { String::new() } else { format!(", {} stakes", range(stakes)) };
    let (few, all) = (few.len(), judged.len());
    format!(
        "  fewer than {FEW_CLUSTERS} clusters in {few} of {all} cells: {items} items{stakes}; intervals may be too narrow\n"
    )
}

/// The smallest effect that would probably have shown, and what is behind it by the panel's accuracy.
fn detectable(contrast: &ContrastResult) -> String {
    // What has to show is judged by whether it did.
    if contrast.role == ContrastRole::PositiveControl {
        return String::new();
    }
    let latent = contrast.pooled.sensitivity.latent_rate;
    let latent = latent.map(|rate| format!("  latent rate of the raw sum: {:.3}\n", rate.get()));
    let line = |what: &str, of: fn(&Sensed) -> Option<Finite>| {
        let cells = contrast.cells.iter().filter_map(|cell| of(&cell.sensitivity)).map(Finite::get);
        let (least, most) = cells.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), rate| {
            (least.min(rate), most.max(rate))
        });
        let (least, most) = (format!("{least:.3}"), format!("{most:.3}"));
        let range = match (least.as_str(), most.as_str()) {
            // No cell has one.
            ("inf", _) => return String::new(),
            _ if least == most => least,
            _ => format!("{least} to {most}"),
        };
        let all = of(&contrast.pooled.sensitivity).filter(|_| contrast.cells.len() > 1);
        let all = all.map_or_else(String::new, |all| format!(", {:.3} in the raw sum", all.get()));
        format!("  {what}: {range} in a cell{all}\n")
    };
    line("smallest rate to show at 80 % power", |sensed| sensed.smallest_rate)
        + &line("latent rate behind it", |sensed| sensed.smallest_latent_rate)
        + &latent.unwrap_or_default()
}

/// The mean of the cells' rates, of as many as have one.
fn mean_row(contrast: &ContrastResult) -> Vec<String> {
    let (of, cells) = (contrast.pooled.mean_rate_cells, contrast.cells.len());
    let mut row = vec![String::new(); 13];
    row[0] = "all".to_owned();
    row[1] = if of == cells as u64 { "mean of cells".to_owned() } else { format!("mean of {of} of {cells}") };
    row[10] = number(contrast.pooled.mean_rate);
    row
}

/// What a person has to know of a cell beside its row; mostly nothing.
fn notes(cell: &Cell) -> String {
    let mut text = String::new();
    let mut note = |words: String| text.push_str(&format!("  {}, {}: {words}\n", cell.actor, cell.task));
    let (lacking, drawn) = (cell.stakes.not_admitted(), cell.stakes.drawn);
    if lacking > 0 {
        note(format!("{lacking} of {drawn} stakes not admitted: its choices do not tell them apart"));
    }
    if cell.stakes.reversed > 0 {
        let (reversed, pairs) = (cell.stakes.reversed, cell.tally.pairs);
        note(format!("in {reversed} of {pairs} pairs the outcome that should be worth more to it is not"));
    }
    if cell.tally.half_read > 0 {
        note(format!("judges left out of a pair, one order unreadable: {}", cell.tally.half_read));
    }
    text
}

fn row(
    actor: &str,
    task: &str,
    tally: &Tally,
    rates: &Rates,
    scores: Option<&ScoreDifference>,
) -> Vec<String> {
    vec![
        actor.to_owned(),
        task.to_owned(),
        tally.wins.to_string(),
        tally.losses.to_string(),
        tally.ties.to_string(),
        tally.unresolved.to_string(),
        tally.undelivered.to_string(),
        tally.excluded.to_string(),
        tally.open.to_string(),
        rates.decisive_share.map_or_else(dash, |share| format!("{:.0} %", share.get() * 100.0)),
        number(rates.rate),
        wilson(rates),
        scores.map_or_else(String::new, |scores| format!("{:+.2}", scores.difference.get())),
    ]
}

fn wilson(rates: &Rates) -> String {
    let interval = rates.wilson95;
    interval.map_or_else(dash, |bounds| format!("{:.3} to {:.3}", bounds.lower.get(), bounds.upper.get()))
}

fn number(value: Option<Finite>) -> String {
    value.map_or_else(dash, |value| format!("{:.3}", value.get()))
}

fn dash() -> String {
    "-".to_owned()
}

fn elicitation_table(results: &Results) -> String {
    if results.elicitation.is_empty() && results.silent.is_empty() {
        return String::new();
    }
    let mut grid = Grid::new(&[
        ("actor", Align::Left),
        ("asked", Align::Right),
        ("readable", Align::Right),
        ("tie", Align::IfAny),
        ("abstained", Align::Right),
        ("unreadable", Align::Right),
        ("failed", Align::Right),
        ("first shown", Align::Right),
        ("fit", Align::Left),
    ]);
    for (actor, result) in &results.elicitation {
        let choices = &result.choices;
        let mut fit = if result.converged { "converged".to_owned() } else { "NOT CONVERGED".to_owned() };
        if result.components > 1 {
            fit.push_str(&format!(", {} pieces", result.components));
        }
        grid.row(vec![
            actor.clone(),
            choices.asked.to_string(),
            choices.readable.to_string(),
            choices.ties.to_string(),
            choices.abstained.to_string(),
            choices.unreadable.to_string(),
            choices.failed.to_string(),
            number(Some(result.first_shown_share)),
            fit,
        ]);
    }
    for (actor, choices) in &results.silent {
        grid.row(vec![
            actor.clone(),
            choices.asked.to_string(),
            choices.readable.to_string(),
            choices.ties.to_string(),
            choices.abstained.to_string(),
            choices.unreadable.to_string(),
            choices.failed.to_string(),
            "-".to_owned(),
            "NO UTILITIES".to_owned(),
        ]);
    }
    format!(
        "choices between outcomes, and the share of the first shown between equals that the fit implies\n{}",
        grid.lines()
    )
}

fn judge_table(results: &Results) -> String {
    if results.judges.is_empty() {
        return String::new();
    }
    let mut grid = Grid::new(&[
        ("judge", Align::Left),
        ("ballots", Align::Right),
        ("arm 1 first", Align::Right),
        ("first", Align::Right),
        ("second", Align::Right),
        ("tie", Align::Right),
        ("abstained", Align::IfAny),
        ("unread", Align::Right),
        ("failed", Align::IfAny),
        ("first shown", Align::Right),
        ("both ways", Align::Right),
    ]);
    for (judge, result) in &results.judges {
        grid.row(vec![
            judge.clone(),
            result.ballots.to_string(),
            result.first_arm_shown_first.to_string(),
            result.chose_first_shown.to_string(),
            result.chose_second_shown.to_string(),
            result.ties.to_string(),
            result.abstained.to_string(),
            result.unreadable.to_string(),
            result.failed.to_string(),
            number(result.first_shown_share),
            match result.both_orders {
                0 => dash(),
                both => format!("{:.0} %", result.same_in_both as f64 / both as f64 * 100.0),
            },
        ]);
    }
    let mut text = format!(
        "judges: what they chose by the order shown (panel rule: {})\n{}",
        results.panel_rule,
        grid.lines()
    );
    for (judge, result) in &results.judges {
        let (own, family) = (result.own_outputs, result.family_outputs);
        if own + family > 0 {
            text.push_str(&format!(
                "  {judge}: {own} ballots on outputs of its own model, {family} on those of its family\n"
            ));
        }
    }
    text
}

/// Only where something is missing: a table of zeros tells nobody anything.
fn delivery_table(results: &Results) -> String {
    let mut grid = Grid::new(&[
        ("actor", Align::Left),
        ("task", Align::Left),
        ("arm", Align::Left),
        ("delivered", Align::Right),
        ("not delivered", Align::Right),
        ("failed", Align::Right),
    ]);
    let mut why = String::new();
    let mut any = false;
    for (actor, tasks) in &results.delivery {
        for (task, arms) in tasks {
            if arms.values().all(|arm| arm.not_delivered + arm.failed == 0) {
                continue;
            }
            any = true;
            for (arm, delivery) in arms {
                grid.row(vec![
                    actor.clone(),
                    task.clone(),
                    arm.clone(),
                    delivery.delivered.to_string(),
                    delivery.not_delivered.to_string(),
                    delivery.failed.to_string(),
                ]);
                if !delivery.reasons.is_empty() {
                    why.push_str(&format!("  {actor}, {task}, {arm}: {}\n", reasons(delivery)));
                }
            }
        }
    }
    if any { format!("trials without work to judge\n{}{why}", grid.lines()) } else { String::new() }
}

/// The most frequent reasons.
fn reasons(delivery: &Delivery) -> String {
    const SHOWN: usize = 2;
    let mut reasons: Vec<(&String, u64)> =
        delivery.reasons.iter().map(|(reason, count)| (reason, *count)).collect();
    reasons.sort_by_key(|(_, count)| Reverse(*count));
    let mut shown: Vec<String> =
        reasons.iter().take(SHOWN).map(|(reason, count)| format!("{reason} ({count})")).collect();
    if reasons.len() > SHOWN {
        shown.push(format!("{} more in results.json", reasons.len() - SHOWN));
    }
    shown.join("; ")
}
