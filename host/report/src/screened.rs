//! What was found in outputs before judges saw them, by arm.

use std::collections::BTreeMap;

use motive_analysis::Results;
use motive_analysis::screened::ScreenedArm;

use crate::grid::{Align, Grid};

/// All actors and tasks together; the JSON has each. A line alone where nothing was found.
pub(crate) fn screened_table(results: &Results) -> String {
    let mut arms: BTreeMap<&str, ScreenedArm> = BTreeMap::new();
    let by_task = results.screening.values().flat_map(BTreeMap::values);
    for (arm, found) in by_task.flatten() {
        let sum = arms.entry(arm).or_default();
        sum.outputs += found.outputs;
        sum.leaks += found.leaks;
        sum.again += found.again;
        sum.leaks_before += found.leaks_before;
        for (reason, count) in &found.inadmissible {
            *sum.inadmissible.entry(reason.clone()).or_default() += count;
        }
    }
    let found = |arm: &ScreenedArm| arm.leaks + arm.again + arm.inadmissible.values().sum::<u64>() > 0;
    if !arms.values().any(found) {
        let outputs: u64 = arms.values().map(|arm| arm.outputs).sum();
        return match outputs {
            0 => String::new(),
            outputs => format!(
                "screening: none of {outputs} outputs, in {} arms, tells of the incentive or is no work to compare\n",
                arms.len()
            ),
        };
    }
    let mut grid = Grid::new(&[
        ("arm", Align::Left),
        ("outputs", Align::Right),
        ("leaks", Align::Right),
        ("share", Align::Right),
        ("done again", Align::IfAny),
        ("leaks before", Align::IfAny),
        ("refused", Align::IfAny),
        ("cut off", Align::IfAny),
        ("language", Align::IfAny),
        ("short", Align::IfAny),
        ("long", Align::IfAny),
    ]);
    for (name, arm) in &arms {
        let reason = |reason: &str| arm.inadmissible.get(reason).copied().unwrap_or(0).to_string();
        let share = if arm.outputs == 0 { 0.0 } else { arm.leaks as f64 / arm.outputs as f64 };
        grid.row(vec![
            (*name).to_owned(),
            arm.outputs.to_string(),
            arm.leaks.to_string(),
            format!("{:.1} %", share * 100.0),
            arm.again.to_string(),
            arm.leaks_before.to_string(),
            reason("refused"),
            reason("truncated"),
            reason("wrong-language"),
            reason("too-short"),
            reason("too-long"),
        ]);
    }
    format!("outputs that tell of the incentive, and outputs that are no work to compare\n{}", grid.lines())
}
