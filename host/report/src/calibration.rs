//! What the gold pairs say of judges and panel.

use motive_analysis::Results;
use motive_analysis::calibration::{Calibration, Ladder, ReferenceAccuracy, Rung};
use motive_stats::calibration::Sensitivity;
use motive_study::seal::Finite;

use crate::grid::{Align, Grid};

/// One line for the panel and each judge on each degradation; nothing without gold pairs.
pub(crate) fn calibration_table(results: &Results) -> String {
    let Some(calibration) = &results.calibration else { return String::new() };
    let mut grid = Grid::new(&[
        ("who", Align::Left),
        ("degradation", Align::Left),
        ("right of decided, by dose", Align::Left),
        ("75 % at", Align::Right),
        ("first shown", Align::Right),
        ("lapse", Align::Right),
    ]);
    for (strategy, ladder) in &calibration.panel {
        grid.row(row("panel", strategy, ladder));
    }
    for (judge, ladders) in &calibration.judges {
        ladders.iter().for_each(|(strategy, ladder)| grid.row(row(judge, strategy, ladder)));
    }
    format!(
        "gold pairs ({}): the share of decided answers that know an output from the same made worse\n{}{}",
        calibration.pairs,
        grid.lines(),
        identical(calibration) + &reference(calibration)
    )
}

/// The accuracy that latent rates are computed by.
fn reference(calibration: &Calibration) -> String {
    let Some(ReferenceAccuracy { degradation, dose, accuracy, wilson95 }) = &calibration.reference else {
        return String::new();
    };
    let words = match (accuracy, wilson95) {
        (Some(accuracy), Some(bounds)) => {
            let (accuracy, lower, upper) = (accuracy.get(), bounds.lower.get(), bounds.upper.get());
            let low = Sensitivity::of_accuracy(lower).is_none();
            let note = if low { "; too uncertain to turn rates into latent ones" } else { "" };
            format!("right in {:.1} % ({:.1} to {:.1}){note}", accuracy * 100.0, lower * 100.0, upper * 100.0)
        }
        _ => "nothing decided".to_owned(),
    };
    format!("  the panel at the reference dose, {degradation} {}: {words}\n", dose.get())
}

fn row(who: &str, strategy: &str, ladder: &Ladder) -> Vec<String> {
    let number =
        |value: Option<Finite>| value.map_or_else(|| "-".to_owned(), |value| format!("{:.2}", value.get()));
    let rung = |rung: &Rung| {
        format!("{}: {} of {}", rung.dose.get(), number(rung.accuracy), rung.right + rung.wrong)
    };
    vec![
        who.to_owned(),
        strategy.to_owned(),
        ladder.doses.iter().map(rung).collect::<Vec<_>>().join("  "),
        number(ladder.threshold),
        number(ladder.first_shown_share),
        number(ladder.lapse),
    ]
}

/// What judges said of identical texts.
fn identical(calibration: &Calibration) -> String {
    let mut text = String::new();
    for (judge, found) in &calibration.identical {
        let again = match found.repeated {
            0 => String::new(),
            repeated => format!("; the same when asked again: {} of {repeated}", found.same),
        };
        text.push_str(&format!(
            "  {judge}, two identical texts: {} for the first, {} for the second, {} ties, {} unread{again}\n",
            found.first, found.second, found.ties, found.unread
        ));
    }
    text
}
