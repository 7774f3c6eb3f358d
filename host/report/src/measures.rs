//! The table of what needs no judge: what the tasks measured, and how much the framings added.

use motive_analysis::Results;
use motive_analysis::results::ContrastResult;
use motive_study::record::sampled_arm;

use crate::grid::{Align, Grid};

/// Means by arm, over all actors of a contrast; empty where nothing was measured.
pub(crate) fn measures_table(results: &Results) -> String {
    let mut grid = Grid::new(&[
        ("contrast", Align::Left),
        ("task", Align::Left),
        ("measure", Align::Left),
        ("arm 1", Align::Right),
        ("arm 2", Align::Right),
    ]);
    let mut any = false;
    for contrast in &results.contrasts {
        let arms = samples(contrast);
        for (task, measure) in measured(results, contrast) {
            any = true;
            let is_cell =
                |actor: &str| contrast.cells.iter().any(|cell| cell.actor == actor && cell.task == task);
            let [first, second] = shown(arms.each_ref().map(|arm| {
                mean_of(results, |actor| {
                    if !is_cell(actor) {
                        return None;
                    }
                    let of_arm = results.measures.get(actor)?.get(task)?.get(arm)?.get(measure)?;
                    Some((of_arm.trials, of_arm.mean.get()))
                })
            }));
            grid.row(vec![contrast.id.clone(), task.to_owned(), measure.to_owned(), first, second]);
        }
        let added = arms.each_ref().map(|arm| results.inserted.get(arm).map(|added| added.mean.get()));
        if added.iter().flatten().any(|characters| *characters > 0.0) {
            any = true;
            let [first, second] = shown(added);
            grid.row(vec![
                contrast.id.clone(),
                "all".to_owned(),
                "characters added".to_owned(),
                first,
                second,
            ]);
        }
    }
    if any {
        format!(
            "measures: means over the trials of each arm, all actors of the contrast together\n{}",
            grid.lines()
        )
    } else {
        String::new()
    }
}

/// The arms of a contrast; of one beside itself, its two samples.
fn samples(contrast: &ContrastResult) -> [String; 2] {
    let [first, second] = &contrast.arms;
    [first.clone(), sampled_arm(second, u32::from(first == second))]
}

/// The measures of a contrast, by task.
fn measured<'a>(results: &'a Results, contrast: &ContrastResult) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    for tasks in results.measures.values() {
        for (task, arms) in
            tasks.iter().filter(|(task, _)| contrast.cells.iter().any(|cell| cell.task == **task))
        {
            let of_contrast = contrast.arms.iter().filter_map(|arm| arms.get(arm));
            found.extend(
                of_contrast.flat_map(|measures| {
                    measures.keys().map(move |measure| (task.as_str(), measure.as_str()))
                }),
            );
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The mean over the trials of the actors that have one.
fn mean_of(results: &Results, of_actor: impl Fn(&str) -> Option<(u64, f64)>) -> Option<f64> {
    let means: Vec<(u64, f64)> = results.measures.keys().filter_map(|actor| of_actor(actor)).collect();
    let trials: u64 = means.iter().map(|(trials, _)| trials).sum();
    (trials > 0).then(|| means.iter().map(|(of_actor, mean)| mean * (*of_actor as f64 / trials as f64)).sum())
}

/// Two means with one number of decimals, about three digits of the larger.
fn shown(means: [Option<f64>; 2]) -> [String; 2] {
    let largest = means.iter().flatten().fold(0.0, |largest: f64, mean| largest.max(mean.abs()));
    let decimals = match largest {
        100.0.. => 0,
        10.0.. => 1,
        _ => 3,
    };
    means.map(|mean| mean.map_or_else(|| "-".to_owned(), |mean| format!("{mean:.decimals$}")))
}
