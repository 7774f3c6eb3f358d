//! The record of an episode: what was done in each step and what it showed, in Markdown.
//!
//! The handover is written from it in a fresh conversation, so it holds what the actor was shown; a line of a log or
//! a sample that was shown before is not repeated.

use std::collections::BTreeSet;

use crate::incident::Incident;
use crate::perform;
use crate::state::{Deed, State};
use crate::world::one_line;

/// One heading for each step, one entry for each act.
pub(crate) fn record(incident: &Incident, state: &State) -> String {
    let mut text = String::new();
    let mut shown = BTreeSet::new();
    for (index, act) in state.acts.iter().enumerate() {
        let is_first = index.checked_sub(1).is_none_or(|last| state.acts[last].step != act.step);
        if is_first {
            if index > 0 {
                text.push('\n');
            }
            text.push_str(&format!("{}\n", incident.clock(act.minute())));
        }
        text.push_str(&format!("- {}\n", done(&act.deed)));
        let told = perform::tell(incident, &state.acts[..index], &act.deed, act.minute());
        text.push_str(&match &act.deed {
            Deed::ReadLog { source, .. } => unseen(source, &told, &mut shown),
            Deed::QueryMetric { name, .. } => unseen(name, &told, &mut shown),
            Deed::RunStep { .. } => format!("  {told}\n"),
            _ => String::new(),
        });
    }
    text
}

fn done(deed: &Deed) -> String {
    match deed {
        Deed::ReadLog { source, .. } => format!("read the log `{source}`"),
        Deed::QueryMetric { name, .. } => format!("queried the metric `{name}`"),
        Deed::RunStep { step } => format!("took the runbook step `{step}`"),
        Deed::PostUpdate { text } => format!("wrote to the channel: {}", one_line(text)),
        Deed::DeclareResolved { summary } => format!("declared the incident resolved: {}", one_line(summary)),
        Deed::Mistake { tool, problem } => {
            format!("called `{}`, which failed: {}", one_line(tool), one_line(problem))
        }
        Deed::Silence => "answered without calling a tool".into(),
    }
}

/// The lines of a result that were not shown by an earlier one of the same source.
fn unseen(source: &str, told: &str, shown: &mut BTreeSet<(String, String)>) -> String {
    let mut text = String::new();
    let mut heading_and_lines = told.lines();
    if let Some(heading) = heading_and_lines.next() {
        text.push_str(&format!("  {heading}\n"));
    }
    let mut any = false;
    for line in heading_and_lines {
        if shown.insert((source.to_owned(), line.to_owned())) {
            text.push_str(&format!("  {line}\n"));
            any = true;
        }
    }
    if !any {
        text.push_str("  (nothing new)\n");
    }
    text
}
