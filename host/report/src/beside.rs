//! What was asked beside trials and ballots: what actors remembered, what judges guessed and what they scored.

use std::collections::BTreeMap;

use motive_analysis::Results;
use motive_analysis::blinding::BlindingIndex;
use motive_analysis::cell::Bounds;
use motive_analysis::recall::RecallCount;
use motive_analysis::scores::ScoreCounts;
use motive_study::file::RecallQuestion;
use motive_study::seal::Finite;

use crate::grid::{Align, Grid};

/// All actors and tasks together, by arm and question; the JSON has each. Nothing where nothing was asked.
pub(crate) fn recall_table(results: &Results) -> String {
    let mut arms: BTreeMap<&str, BTreeMap<RecallQuestion, RecallCount>> = BTreeMap::new();
    for (arm, questions) in results.recall.values().flat_map(BTreeMap::values).flatten() {
        for (question, count) in questions {
            let sum = arms.entry(arm).or_default().entry(*question).or_default();
            sum.asked += count.asked;
            sum.right += count.right;
            sum.unreadable += count.unreadable;
        }
    }
    if arms.is_empty() {
        return String::new();
    }
    let mut grid = Grid::new(&[
        ("arm", Align::Left),
        ("what", Align::Right),
        ("whom", Align::Right),
        ("condition", Align::Right),
        ("unreadable", Align::Right),
    ]);
    for (arm, questions) in &arms {
        let share = |question| match questions.get(&question) {
            Some(RecallCount { asked, right, .. }) if *asked > 0 => {
                format!("{:.0} % of {asked}", *right as f64 / *asked as f64 * 100.0)
            }
            _ => "-".to_owned(),
        };
        let [what, whom, condition] = RecallQuestion::ALL.map(share);
        let unreadable: u64 = questions.values().map(|count| count.unreadable).sum();
        grid.row(vec![(*arm).to_owned(), what, whom, condition, unreadable.to_string()]);
    }
    let mut text =
        format!("what actors remembered of what they were told, of four answers\n{}", grid.lines());
    let cells =
        results.contrasts.iter().flat_map(|contrast| contrast.cells.iter().map(move |cell| (contrast, cell)));
    for (contrast, cell) in cells {
        if let Some(gate) = cell.gates.get("stake-noticed").filter(|gate| gate.passed == Some(false)) {
            text.push_str(&format!(
                "  {}, {}, {}: NOT NOTICED: {}\n",
                contrast.id, cell.actor, cell.task, gate.reason
            ));
        }
    }
    for contrast in &results.contrasts {
        let gates = contrast.cells.iter().filter_map(|cell| cell.gates.get("stake-noticed"));
        let count = |passed: Option<bool>| gates.clone().filter(|gate| gate.passed == passed).count();
        let (noticed, not, open) = (count(Some(true)), count(Some(false)), count(None));
        // Where nothing is at stake there is nothing to notice.
        if contrast.cells.iter().any(|cell| cell.n_stakes.is_some()) {
            text.push_str(&format!(
                "  {}: noticed in {noticed} cells, not in {not}, open in {open}\n",
                contrast.id
            ));
        }
    }
    text
}

/// One line for the panel on each contrast, and one for each judge; nothing where nobody guessed.
pub(crate) fn blinding_table(results: &Results) -> String {
    let mut grid = Grid::new(&[
        ("contrast", Align::Left),
        ("who", Align::Left),
        ("right", Align::Right),
        ("wrong", Align::Right),
        ("don't know", Align::Right),
        ("unread", Align::IfAny),
        ("index", Align::Right),
        ("95 %", Align::Left),
    ]);
    let mut is_empty = true;
    for contrast in &results.contrasts {
        let Some(blinding) = &contrast.blinding else { continue };
        is_empty = false;
        grid.row(index_row(&contrast.id, "panel", &blinding.panel));
        for (judge, index) in &blinding.judges {
            grid.row(index_row("", judge, index));
        }
    }
    if is_empty {
        return String::new();
    }
    format!(
        "which text had the better incentive, as judges guess: 0 is blind, 1 always the first arm's\n{}",
        grid.lines()
    )
}

fn index_row(contrast: &str, who: &str, index: &BlindingIndex) -> Vec<String> {
    vec![
        contrast.to_owned(),
        who.to_owned(),
        index.right.to_string(),
        index.wrong.to_string(),
        index.unknown.to_string(),
        index.unread.to_string(),
        number(index.index),
        interval(index.ci95),
    ]
}

/// One line for each contrast; nothing where nothing was scored. The cells have theirs in the contrast's table.
pub(crate) fn scores_table(results: &Results) -> String {
    let Some(scores) = &results.scores else { return String::new() };
    let mut grid = Grid::new(&[
        ("contrast", Align::Left),
        ("pairs", Align::Right),
        ("arm 1", Align::Right),
        ("arm 2", Align::Right),
        ("difference", Align::Right),
        ("95 %", Align::Left),
    ]);
    let mut is_empty = true;
    for contrast in &results.contrasts {
        let Some(difference) = &contrast.scores else { continue };
        is_empty = false;
        grid.row(vec![
            contrast.id.clone(),
            difference.pairs.to_string(),
            format!("{:.2}", difference.first.get()),
            format!("{:.2}", difference.second.get()),
            number(Some(difference.difference)),
            interval(difference.ci95),
        ]);
    }
    let unread: Vec<String> =
        scores.judges.iter().filter_map(|(judge, counts)| unread(judge, counts)).collect();
    if is_empty && unread.is_empty() {
        return String::new();
    }
    let [lowest, highest] = scores.scale;
    let lines = if is_empty { "  no pair has both outputs scored\n".to_owned() } else { grid.lines() };
    format!(
        "{} of each text by itself, from {} to {}: means over judges and all cells, arm 1 less arm 2\n{}",
        scores.criterion,
        lowest.get(),
        highest.get(),
        lines + &unread.concat()
    )
}

/// What of a judge's scores says nothing.
fn unread(judge: &str, counts: &ScoreCounts) -> Option<String> {
    let ScoreCounts { scored, abstained, unreadable, failed, .. } = counts;
    (abstained + unreadable + failed > 0).then(|| {
        format!("  {judge}: {scored} scored, {abstained} declined, {unreadable} unreadable, {failed} without an answer\n")
    })
}

fn number(value: Option<Finite>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{:.3}", value.get()))
}

fn interval(bounds: Option<Bounds>) -> String {
    bounds.map_or_else(
        || "-".to_owned(),
        |bounds| format!("{:.3} to {:.3}", bounds.lower.get(), bounds.upper.get()),
    )
}
