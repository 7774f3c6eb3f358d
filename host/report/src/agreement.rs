//! How far judges agree, by contrast.

use motive_analysis::Results;
use motive_analysis::agreement::{Agreement, Coefficient};

use crate::grid::{Align, Grid};

/// One line for each contrast that has pairs with two verdicts; nothing without any.
pub(crate) fn agreement_table(results: &Results) -> String {
    let mut grid = Grid::new(&[
        ("contrast", Align::Left),
        ("pairs", Align::Right),
        ("same verdict", Align::Right),
        ("alpha", Align::Right),
        ("95 %", Align::Left),
        ("kappa", Align::Right),
        ("AC1", Align::Right),
        ("votes", Align::Left),
    ]);
    let mut is_empty = true;
    for contrast in &results.contrasts {
        let Some(agreement) = &contrast.agreement else { continue };
        is_empty = false;
        grid.row(row(&contrast.id, agreement));
    }
    if is_empty {
        return String::new();
    }
    format!(
        "agreement of judges about pairs: of what they see in common, which need not be right\n{}",
        grid.lines()
    )
}

fn row(contrast: &str, agreement: &Agreement) -> Vec<String> {
    let dash = || "-".to_owned();
    let value = |of: &Option<Coefficient>| of.map_or_else(dash, |of| format!("{:.3}", of.value.get()));
    let alpha = &agreement.krippendorff_alpha;
    let interval = alpha.and_then(|alpha| alpha.interval);
    vec![
        contrast.to_owned(),
        agreement.pairs.to_string(),
        agreement.raw.map_or_else(dash, |raw| format!("{:.1} %", raw.value.get() * 100.0)),
        value(alpha),
        interval.map_or_else(dash, |of| format!("{:.3} to {:.3}", of.lower.get(), of.upper.get())),
        value(&agreement.fleiss_kappa),
        value(&agreement.gwet_ac1),
        agreement
            .effective_votes
            .map_or_else(dash, |votes| format!("{:.1} of {}", votes.get(), agreement.judges)),
    ]
}
