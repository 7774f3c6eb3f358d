//! The table of what the stakes are worth to their actors.

use std::collections::BTreeSet;

use motive_analysis::Results;

use crate::grid::{Align, Grid};

/// By actor, the mean probability of each rule's stakes against nothing changing; empty where nothing is known of it.
pub(crate) fn offered_table(results: &Results) -> String {
    let known = results.offered.values().flatten().filter(|(_, by)| by.over_anchor.is_some());
    let rules: BTreeSet<&str> = known.map(|(rule, _)| rule.as_str()).collect();
    if rules.is_empty() {
        return String::new();
    }
    let columns = rules.iter().map(|rule| (*rule, Align::Right));
    let headings: Vec<(&str, Align)> = std::iter::once(("actor", Align::Left)).chain(columns).collect();
    let mut grid = Grid::new(&headings);
    for (actor, drawn) in &results.offered {
        let mean = |rule: &&str| {
            let mean = drawn.get(*rule).and_then(|by| by.over_anchor);
            mean.map_or_else(|| "-".to_owned(), |mean| format!("{:.3}", mean.get()))
        };
        grid.row(std::iter::once(actor.clone()).chain(rules.iter().map(mean)).collect());
    }
    format!(
        "stakes by rule: mean fitted probability that the actor prefers them to nothing changing\n{}",
        grid.lines()
    )
}
