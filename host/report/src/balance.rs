//! How balanced a plan is, as a table: one line for cells that are alike.

use motive_study::Plan;
use motive_study::balance::{Balance, CellBalance};

use crate::grid::{Align, Grid};

/// The tables of a plan.
pub fn balance(plan: &Plan, balance: &Balance) -> String {
    let mut text = String::new();
    for contrast in &plan.study.contrast {
        let [first, second] = &contrast.arms;
        let cells: Vec<&CellBalance> =
            balance.cells.iter().filter(|cell| cell.contrast == contrast.id).collect();
        text.push_str(&format!("\n{}: {first} against {second} ({})\n", contrast.id, contrast.role.words()));
        let mut grid = Grid::new(&[
            ("task", Align::Left),
            ("actors", Align::Left),
            ("pairs", Align::Right),
            ("items", Align::Right),
            ("stakes", Align::Right),
            ("judges", Align::Right),
            ("first arm shown first", Align::Left),
        ]);
        alike(&cells).into_iter().for_each(|(cell, actors)| grid.row(row(plan, cell, &actors)));
        text.push_str(&grid.lines());
    }
    let mut grid = Grid::new(&[("arm", Align::Left), ("trials", Align::Right)]);
    balance.arms.iter().for_each(|(arm, trials)| grid.row(vec![arm.clone(), trials.to_string()]));
    text.push('\n');
    text.push_str(&grid.lines());
    if !balance.unused_arms.is_empty() {
        text.push_str("no contrast compares:\n");
        text.push_str(&listed(&balance.unused_arms));
    }
    text.push_str(&format!(
        "in every prefix of the run, the two arms of a cell differ by {} trial{} at most\n",
        balance.prefix_imbalance,
        if balance.prefix_imbalance == 1 { "" } else { "s" }
    ));
    text.push_str(&beside(balance));
    text
}

/// What is balanced beside trials and ballots.
fn beside(balance: &Balance) -> String {
    let mut text = String::new();
    for (framing, trials) in &balance.levels {
        let counts: Vec<String> = trials.iter().map(u64::to_string).collect();
        text.push_str(&format!("levels of {framing}, trials of each combination: {}\n", counts.join(", ")));
    }
    for (judge, [first, all]) in &balance.guesses {
        text.push_str(&format!("guesses of {judge}: first arm shown first in {first} of {all}\n"));
    }
    if balance.recall_places.iter().any(|count| *count > 0) {
        let [a, b, c, d] = balance.recall_places;
        text.push_str(&format!("recall: the right answer is A in {a}, B in {b}, C in {c}, D in {d}\n"));
    }
    text
}

/// Names in lines of at most 100 columns.
fn listed(names: &[String]) -> String {
    const WIDTH: usize = 100;
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.len() + name.len() + 2 <= WIDTH => line.push_str(&format!(", {name}")),
            _ => lines.push(format!("  {name}")),
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Cells of a contrast that differ by their actor only, with their actors.
fn alike<'a>(cells: &[&'a CellBalance]) -> Vec<(&'a CellBalance, Vec<&'a str>)> {
    let mut groups: Vec<(&CellBalance, Vec<&str>)> = Vec::new();
    for cell in cells {
        let is_alike =
            |other: &CellBalance| CellBalance { actor: cell.actor.clone(), ..other.clone() } == **cell;
        match groups.iter_mut().find(|(other, _)| is_alike(other)) {
            Some((_, actors)) => actors.push(&cell.actor),
            None => groups.push((cell, vec![&cell.actor])),
        }
    }
    groups
}

fn row(plan: &Plan, cell: &CellBalance, actors: &[&str]) -> Vec<String> {
    let all = plan.study.actors().len();
    let actors = match actors {
        [only] => (*only).to_owned(),
        several if several.len() == all => format!("all {all}"),
        several => several.join(", "),
    };
    vec![
        cell.task.clone(),
        actors,
        cell.pairs.to_string(),
        cell.items.to_string(),
        cell.stakes.to_string(),
        cell.first_arm_first.len().to_string(),
        shown_first(cell),
    ]
}

/// `30 of 60 by each judge`, or the judges with their numbers.
fn shown_first(cell: &CellBalance) -> String {
    let mut counts: Vec<[u64; 2]> = cell.first_arm_first.values().copied().collect();
    counts.dedup();
    match counts.as_slice() {
        [] => "nobody judges".to_owned(),
        [[first, all]] => format!("{first} of {all} by each judge"),
        _ => {
            let judges = cell.first_arm_first.iter();
            let judges = judges.map(|(judge, [first, all])| format!("{first} of {all} by {judge}"));
            judges.collect::<Vec<_>>().join(", ")
        }
    }
}
