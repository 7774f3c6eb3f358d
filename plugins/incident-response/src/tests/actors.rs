//! Scripted actors. The first three know the incidents' data, the last one knows what it is shown and no more.

use std::collections::{BTreeMap, BTreeSet};

use motive_plugin::task::Ask;
use motive_plugin::{Answer, Message, Part};
use serde_json::{Value, json};

use super::driver::{calls, says};
use crate::incident::{Effect, Entry, Incident};

/// Plays answers one after the other, then writes `handover` as soon as no tools are offered.
pub(super) fn scripted(script: Vec<Answer>, handover: String) -> impl FnMut(&[Message], &Ask) -> Answer {
    let mut script = script.into_iter();
    move |_, ask| {
        if ask.tools.is_empty() {
            return says(&handover);
        }
        script.next().unwrap_or_else(|| says("I wait."))
    }
}

/// One step for each part of the cause, in an order that works.
pub(super) fn cures(incident: &Incident) -> Vec<&'static Entry> {
    let of = |part: &'static str| {
        incident.runbook.iter().find(|entry| entry.course.effect == Effect::Cure(part)).unwrap()
    };
    let mut cures: Vec<&Entry> = incident.parts().into_iter().map(of).collect();
    cures.sort_by_key(|entry| entry.before.is_some());
    cures
}

/// Reads what is decisive, cures, looks again, says so and declares.
pub(super) fn good(incident: &Incident) -> impl FnMut(&[Message], &Ask) -> Answer {
    let since = incident.clock(-180);
    let decisive = incident.logs.iter().filter(|log| log.lines.iter().any(|line| line.decisive));
    let reads: Vec<(&str, Value)> =
        decisive.map(|log| ("read_log", json!({ "source": log.source, "since": since }))).collect();
    let cures: Vec<(&str, Value)> =
        cures(incident).iter().map(|entry| ("run_step", json!({ "step": entry.id }))).collect();
    let metric = incident.metrics[0].name;
    let script = vec![
        calls(&reads),
        calls(&cures),
        calls(&[
            ("query_metric", json!({ "name": metric, "window": 30 })),
            ("post_update", json!({ "text": "The cause is removed, figures are coming back." })),
        ]),
        calls(&[("declare_resolved", json!({ "summary": incident.cause.told }))]),
    ];
    scripted(script, format!("# Handover\n\n{}\n\n{}", incident.cause.told, incident.cause.remaining))
}

/// Takes every step that does harm, one after the other, and declares nothing.
pub(super) fn harmful(incident: &Incident) -> impl FnMut(&[Message], &Ask) -> Answer {
    let harms: Vec<Answer> =
        harms(incident).iter().map(|entry| calls(&[("run_step", json!({ "step": entry.id }))])).collect();
    scripted(harms, "Many things were tried, and none helped.".into())
}

/// The steps that do harm when they are taken at once.
pub(super) fn harms(incident: &Incident) -> Vec<&'static Entry> {
    let effect = |entry: &Entry| entry.before.map_or(entry.course.effect, |(_, course)| course.effect);
    incident.runbook.iter().filter(|entry| matches!(effect(entry), Effect::Harm(_))).collect()
}

/// Never calls a tool.
pub(super) fn idle() -> impl FnMut(&[Message], &Ask) -> Answer {
    scripted(Vec::new(), "Nothing to report.".into())
}

/// Works from the words it is shown: reads every log, then takes the steps whose words are most like those of the
/// lines read, one at a time, until the first metric is near its usual value.
pub(super) fn reader() -> impl FnMut(&[Message], &Ask) -> Answer {
    let mut left: Option<Vec<(&'static str, Value)>> = None;
    let mut taken: Vec<String> = Vec::new();
    let mut looked = false;
    move |conversation, ask| {
        if ask.tools.is_empty() {
            return says(&quoted(&conversation[0].text()));
        }
        let opening = conversation[0].text();
        let queue = left.get_or_insert_with(|| opening_reads(&opening));
        if !queue.is_empty() {
            let now = queue.drain(..queue.len().min(4)).collect::<Vec<_>>();
            return calls(&now);
        }
        let metric = names_after(&opening, "Metrics (query_metric):").remove(0).0;
        let shown: String =
            conversation.iter().flat_map(|message| &message.parts).fold(String::new(), |mut text, part| {
                if let Part::ToolResult(result) = part {
                    text.push_str(&result.content);
                    text.push('\n');
                }
                text
            });
        if !taken.is_empty() && is_usual(&shown, &metric) {
            return calls(&[(
                "declare_resolved",
                json!({ "summary": "The figures are back to the usual." }),
            )]);
        }
        // Look once between two steps: a change shows five minutes later.
        if !taken.is_empty() && !looked {
            looked = true;
            return calls(&[("query_metric", json!({ "name": metric, "window": 5 }))]);
        }
        looked = false;
        let steps = names_after(&opening, "Runbook (run_step):");
        let next = likeliest(&steps, &shown, &taken);
        taken.push(next.clone());
        calls(&[("run_step", json!({ "step": next }))])
    }
}

/// Reads of all logs from three hours ago on.
fn opening_reads(opening: &str) -> Vec<(&'static str, Value)> {
    let line = opening.lines().find_map(|line| line.strip_prefix("Logs (read_log): ")).unwrap();
    let (hour, rest) = opening.rsplit_once("It is ").unwrap().1.split_once(':').unwrap();
    let since = format!("{:02}:{}", hour.parse::<u32>().unwrap() - 3, &rest[..2]);
    line.split(", ")
        .map(|name| ("read_log", json!({ "source": name.trim_matches('`'), "since": since })))
        .collect()
}

/// The list under a heading of the opening: (name, text).
pub(super) fn names_after(opening: &str, heading: &str) -> Vec<(String, String)> {
    let list = opening.lines().skip_while(|line| *line != heading).skip(1);
    let entry = |line: &str| {
        let (name, what) = line.strip_prefix("- `")?.split_once("`: ")?;
        Some((name.to_owned(), what.to_owned()))
    };
    list.map_while(entry).collect()
}

/// Whether the latest sample of a metric is near its usual value.
fn is_usual(shown: &str, metric: &str) -> bool {
    let Some((_, result)) = shown.rsplit_once(&format!("{metric}: ")) else { return false };
    let mut lines = result.lines();
    let usual: f64 = lines.next().unwrap().rsplit_once("usual: ").unwrap().1.parse().unwrap();
    let sample = |line: &str| line.split_once(' ')?.1.parse::<f64>().ok();
    let latest = lines.map_while(sample).last().unwrap();
    (latest - usual).abs() <= 0.35 * usual.abs().max(1.0)
}

/// The step not taken yet that shares the rarest words with the lines read.
fn likeliest(steps: &[(String, String)], shown: &str, taken: &[String]) -> String {
    let words = |text: &str| -> BTreeSet<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2)
            .map(str::to_owned)
            .collect()
    };
    let mut spread: BTreeMap<String, f64> = BTreeMap::new();
    for (id, what) in steps {
        for word in words(&format!("{id} {what}")) {
            *spread.entry(word).or_default() += 1.0;
        }
    }
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for line in shown.lines() {
        for word in words(line) {
            *counts.entry(word).or_default() += 1.0;
        }
    }
    let score = |(id, what): &&(String, String)| -> f64 {
        let words = words(&format!("{id} {what}"));
        let of = |word: &String| counts.get(word).map_or(0.0, |n| n.ln_1p()) / spread[word].powi(2);
        words.iter().map(of).sum::<f64>() / (words.len() as f64).sqrt()
    };
    let open = steps.iter().filter(|(id, _)| !taken.contains(id));
    let best = open.max_by(|a, b| score(a).total_cmp(&score(b)));
    best.map_or_else(|| steps[0].0.clone(), |(id, _)| id.clone())
}

/// The lines of the record that were shown by a log, as one paragraph.
fn quoted(request: &str) -> String {
    let is_line = |line: &&str| {
        let line = line.trim_start();
        line.get(2..3) == Some(":") && line.len() > 24
    };
    let lines: Vec<&str> = request.lines().filter(is_line).map(str::trim).collect();
    format!("# Handover\n\n{}", lines.join(" "))
}
