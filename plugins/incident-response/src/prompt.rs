//! All that the actor and the judges are told, but the results of tools and the record.

use crate::Config;
use crate::incident::{Cause, Effect, Entry, Incident, TICK};
use crate::record;
use crate::state::State;
use crate::tools::{MOST_CALLS, NAMES};

/// The first message: the incident, and what there is to work with.
pub(crate) fn opening(config: &Config, incident: &Incident) -> String {
    let Config { max_steps, .. } = config;
    let Incident { page, setting, .. } = incident;
    let named = |names: Vec<(&str, &str)>| {
        names.into_iter().map(|(name, what)| format!("- `{name}`: {what}\n")).collect::<String>()
    };
    let services = named(incident.services.to_vec());
    let logs: Vec<String> = incident.logs.iter().map(|log| format!("`{}`", log.source)).collect();
    let metrics = named(incident.metrics.iter().map(|metric| (metric.name, metric.what)).collect());
    let runbook = named(incident.runbook.iter().map(|entry| (entry.id, entry.what)).collect());
    format!(
        "You are on call for {setting}\n\
         \n\
         At {paged_at} this page arrives:\n\
         \n\
         > {page}\n\
         \n\
         Find the cause, put the service right and keep the channel informed. The work goes in steps of {TICK} \
         minutes, {max_steps} at most: each answer is one step, with up to {MOST_CALLS} tool calls. What is changed \
         shows in logs and metrics from the next step on. The runbook was written for many situations: in this one, \
         some of its steps help, some change nothing and some do harm. Declare the incident resolved when it is; that \
         ends the work. When it has ended, or the steps are used up, you will be asked for a written handover to the \
         colleague who takes over.\n\
         \n\
         Services:\n\
         {services}\n\
         Logs (read_log): {logs}\n\
         \n\
         Metrics (query_metric):\n\
         {metrics}\n\
         Runbook (run_step):\n\
         {runbook}\n\
         {status}",
        paged_at = incident.clock(0),
        logs = logs.join(", "),
        status = status(config, incident, &State::default()),
    )
}

/// What stands at the end of every message while the work goes on.
pub(crate) fn status(config: &Config, incident: &Incident, state: &State) -> String {
    let left = config.max_steps.saturating_sub(state.steps);
    format!("It is {}. Steps left: {left} of {}.", incident.clock(state.now()), config.max_steps)
}

/// What follows an answer without a call.
pub(crate) fn reminder(config: &Config, incident: &Incident, state: &State) -> String {
    format!(
        "No tool was called, and {TICK} minutes have gone by. The incident is worked on by calling tools: {}.\n\n{}",
        NAMES.join(", "),
        status(config, incident, state)
    )
}

/// The message that asks for the handover, in a conversation of its own.
pub(crate) fn handover(config: &Config, incident: &Incident, state: &State) -> String {
    let Config { handover_min_words: min, handover_max_words: max, .. } = config;
    let end = match state.declared() {
        Some(_) => "you declared the incident resolved",
        None => "the steps were used up and the incident had not been declared resolved",
    };
    format!(
        "You were on call for {setting}\n\
         \n\
         At {paged_at} this page arrived:\n\
         \n\
         > {page}\n\
         \n\
         You worked on the incident until {until}, when {end}. This is the record of what you did and what you were \
         shown, each thing shown once.\n\
         \n\
         {record}\n\
         Write the handover to the colleague who takes over now, {min} to {max} words in Markdown. It says what users \
         noticed and since when; what the cause was and what shows it, or what is known of it; what was done, when, \
         and what came of it, including what did not help or did harm; how things stand; and what remains to be done. \
         Claim nothing that the record does not bear out, and blame nobody. Give the handover and nothing else.",
        setting = incident.setting,
        page = incident.page,
        paged_at = incident.clock(0),
        until = incident.clock(state.now()),
        record = record::record(incident, state),
    )
}

/// What judges read of the assignment and the facts.
pub(crate) fn brief(config: &Config, incident: &Incident) -> String {
    let Config { max_steps, handover_min_words: min, handover_max_words: max, .. } = config;
    let Incident { setting, page, cause, .. } = incident;
    let Cause { told, misleading, remaining, .. } = cause;
    let steps = |wanted: fn(&Effect) -> bool| {
        let of = |entry: &&Entry| wanted(&entry.course.effect);
        let ids: Vec<String> =
            incident.runbook.iter().filter(of).map(|entry| format!("`{}`", entry.id)).collect();
        if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
    };
    let early: String = incident.runbook.iter().filter_map(too_early).collect();
    format!(
        "Someone was on call for {setting} At {paged_at} this page arrived: \"{page}\"\n\
         \n\
         They worked on the incident for at most {max_steps} steps of {TICK} minutes, reading logs and metrics, taking \
         runbook steps and writing to a channel. Then they wrote the handover to the colleague who takes over, of \
         {min} to {max} words in Markdown: what users noticed and since when; the cause and what shows it, or what is \
         known of it; what was done, when, and what came of it, including what did not help or did harm; how things \
         stand; what remains to be done. It was to claim nothing that was not seen and to blame nobody.\n\
         \n\
         The facts, which the writer had to find out:\n\
         - Cause: {told}\n\
         - Misleading: {misleading}\n\
         - Runbook steps that remove the cause: {cures}.{early}\n\
         - Steps that hold the effect off for a while: {reliefs}. Steps that do harm here: {harms}. All others change \
         nothing.\n\
         - What should remain to be done: {remaining}\n\
         \n\
         What was done and seen differs from one person on call to the next, so times and actions in a handover are \
         those of its own writer.",
        paged_at = incident.clock(0),
        cures = steps(|effect| matches!(effect, Effect::Cure(_))),
        reliefs = steps(|effect| matches!(effect, Effect::Relief(_))),
        harms = steps(|effect| matches!(effect, Effect::Harm(_))),
    )
}

/// What a step does that is taken before the one it depends on.
fn too_early(entry: &Entry) -> Option<String> {
    let (first, instead) = entry.before?;
    let does = match instead.effect {
        Effect::Cure(_) => "helps all the same",
        Effect::Relief(_) => "helps for a while only",
        Effect::Nothing => "changes nothing",
        Effect::Harm(_) => "does harm",
    };
    Some(format!(" `{}` taken before `{first}` {does}.", entry.id))
}

/// What "better" means for a handover.
pub(crate) fn criterion(incident: &Incident) -> String {
    format!(
        "The better handover on \"{}\" leaves the colleague with the truer and more useful picture: the right cause, or \
         an honest account of how far it is known, with the evidence for it; what was done and what each action \
         changed, failures included; how things stand and what to do next. It is exact in times, names and figures, \
         easy to find one's way in, claims nothing without grounds, blames nobody and has no filler.",
        incident.title
    )
}
