//! The objective measures, computed from what was done and written.

use motive_plugin::Metric;

use crate::incident::{Cause, Effect, Incident};
use crate::perform;
use crate::state::{Act, Deed, State};
use crate::world::World;

/// All measures of an episode as it stands; `handover` is its text once there is one.
pub(crate) fn measures(incident: &Incident, state: &State, handover: Option<&str>) -> Vec<Metric> {
    let acts = state.acts.iter().enumerate().map(|(index, act)| (&state.acts[..index], act));
    let harmful = acts
        .clone()
        .filter(|(before, act)| matches!(perform::effect(incident, before, act), Some(Effect::Harm(_))));
    let updates = acts.clone().filter(|(_, act)| matches!(act.deed, Deed::PostUpdate { .. }));
    let wasted = acts.filter(|(before, act)| is_wasted(incident, before, act));
    let count = |n: usize| n as f64;
    let flag = |is: bool| f64::from(u8::from(is));
    vec![
        ("root-cause-found".into(), flag(found(incident, state, handover))),
        ("resolved".into(), flag(is_resolved(incident, state))),
        ("steps".into(), f64::from(state.steps)),
        ("harmful-actions".into(), count(harmful.count())),
        ("updates".into(), count(updates.count())),
        ("wasted-actions".into(), count(wasted.count())),
    ]
}

/// Whether the actor has seen what gives the cause away, and named the cause in its closing words or its handover.
fn found(incident: &Incident, state: &State, handover: Option<&str>) -> bool {
    let has_seen = || {
        let acts = state.acts.iter().enumerate();
        acts.into_iter()
            .any(|(index, act)| perform::shows_evidence(incident, &state.acts[..index], &act.deed))
    };
    let texts = [state.declared(), handover];
    texts.into_iter().flatten().any(|text| names(&incident.cause, text)) && has_seen()
}

/// Words of the longest paragraph that can name a cause: a log that is copied out whole explains nothing.
const MOST_WORDS: usize = 120;

/// Whether one paragraph of a text names the cause: it is no longer than an explanation and holds one word of each
/// group of the cause's signs.
///
/// A closed list of words, in English: a measure that no model's taste enters. It takes a cause that is denied for one
/// that is named.
pub(crate) fn names(cause: &Cause, text: &str) -> bool {
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    let mut paragraph = String::new();
    // An empty line at the end closes the last paragraph.
    for line in lower.lines().chain([""]) {
        if !line.trim().is_empty() {
            paragraph.push_str(line);
            paragraph.push(' ');
            continue;
        }
        let is_short = paragraph.split_whitespace().count() <= MOST_WORDS;
        if is_short && cause.signs.iter().all(|group| group.iter().any(|word| paragraph.contains(word))) {
            return true;
        }
        paragraph.clear();
    }
    false
}

/// Whether the cause is gone and no harm is felt at the end of the work, declared or not.
fn is_resolved(incident: &Incident, state: &State) -> bool {
    let last = match state.acts.last() {
        // The work ends with the declaration, and not when its five minutes are over.
        Some(act) if state.declared().is_some() => act.minute(),
        _ => state.now(),
    };
    World::after(incident, &state.acts).is_well(last)
}

/// Whether an act came to nothing: a mistake, an answer without a call, a step without effect, the same again.
fn is_wasted(incident: &Incident, before: &[Act], act: &Act) -> bool {
    match &act.deed {
        Deed::Mistake { .. } | Deed::Silence => true,
        Deed::RunStep { .. } => {
            matches!(perform::effect(incident, before, act), None | Some(Effect::Nothing))
        }
        _ => before.contains(act),
    }
}
