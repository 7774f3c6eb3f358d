//! What the incidents must be like.

use std::collections::BTreeSet;

use motive_plugin::Plugin;
use motive_plugin::task::{Action, Conversation, Task};

use super::actors::cures;
use super::driver::{context, item};
use crate::incident::{CHANNEL, Course, Effect, HISTORY, Health, Incident, When};
use crate::{Config, IncidentResponse, incidents::ALL, prompt};

fn courses(incident: &Incident) -> Vec<Course> {
    let all = incident.runbook.iter();
    all.flat_map(|entry| {
        let others = entry.otherwise.iter().flatten().map(|(_, course)| *course);
        std::iter::once(entry.course).chain(entry.before.map(|(_, course)| course)).chain(others)
    })
    .collect()
}

/// All that is authored for an incident.
fn source_text(incident: &Incident) -> String {
    let mut text = vec![incident.setting, incident.page, incident.cause.told, incident.cause.misleading];
    text.push(incident.cause.remaining);
    text.extend(incident.services.iter().flat_map(|(name, what)| [*name, *what]));
    text.extend(incident.metrics.iter().map(|metric| metric.what));
    text.extend(incident.runbook.iter().map(|entry| entry.what));
    let log_text = log_text(incident);
    text.push(&log_text);
    text.extend(courses(incident).iter().map(|course| course.says));
    text.join("\n")
}

fn log_text(incident: &Incident) -> String {
    let logs = incident.logs.iter();
    let lines = logs.flat_map(|log| {
        let past = log.lines.iter().map(|line| line.text);
        past.chain(log.ongoing.iter().map(|(_, text)| *text))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn trigrams(text: &str) -> BTreeSet<Vec<String>> {
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.windows(3).map(<[String]>::to_vec).collect()
}

#[test]
fn no_two_incidents_are_near_copies() {
    for (what, text) in [("all", source_text as fn(&Incident) -> String), ("logs", log_text)] {
        let sets: Vec<_> = ALL.iter().map(|incident| (incident.id, trigrams(&text(incident)))).collect();
        for (index, (one, a)) in sets.iter().enumerate() {
            for (other, b) in &sets[index + 1..] {
                let similarity = a.intersection(b).count() as f64 / a.union(b).count() as f64;
                assert!(similarity < 0.15, "{what}: {one} and {other}: {similarity:.3}");
            }
        }
    }
}

#[test]
fn twelve_items_with_ids_and_briefs_of_their_own() {
    let items = IncidentResponse::items(&context()).unwrap();
    assert_eq!(items.len(), 12);
    let distinct = |of: &dyn Fn(usize) -> String| (0..12).map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(&|index| items[index].id.clone()), 12);
    assert_eq!(distinct(&|index| items[index].title.clone()), 12);
    assert_eq!(distinct(&|index| items[index].brief.clone()), 12);
    assert_eq!(distinct(&|index| items[index].tags[0].clone()), 12);
    for item in items {
        assert!(item.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", item.id);
        assert_eq!(item.max_steps, 13);
    }
}

#[test]
fn no_word_of_an_incentive_or_of_a_study() {
    let forbidden = [
        "prize",
        "prizes",
        "reward",
        "rewards",
        "award",
        "awarded",
        "stake",
        "stakes",
        "donation",
        "judge",
        "judges",
        "judged",
        "comparison",
        "compared",
        "experiment",
        "model",
        "models",
        "score",
        "winner",
    ];
    for incident in ALL {
        let item = item(incident.id);
        let opening = prompt::opening(&Config::default(), incident);
        for text in [&item.title, &item.brief, &item.criterion, &opening] {
            let lower = text.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_alphanumeric());
            assert!(!words.any(|word| forbidden.contains(&word)), "{}: {text}", incident.id);
        }
    }
}

#[test]
fn every_name_leads_somewhere() {
    for incident in ALL {
        let id = incident.id;
        let all_distinct = |names: Vec<&str>| {
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{id}: {names:?}");
        };
        all_distinct(incident.logs.iter().map(|log| log.source).collect());
        all_distinct(incident.metrics.iter().map(|metric| metric.name).collect());
        all_distinct(incident.runbook.iter().map(|entry| entry.id).collect());
        assert!(incident.log(CHANNEL).is_some(), "{id}");
        for course in courses(incident) {
            assert!(course.trace.is_none_or(|(source, _)| incident.log(source).is_some()), "{id}");
        }
        for entry in incident.runbook {
            assert!(entry.before.is_none_or(|(first, _)| incident.entry(first).is_some()), "{id}");
        }
        let mut steps: Vec<&str> =
            incident.metrics.iter().flat_map(|metric| metric.under).map(|(step, _)| *step).collect();
        steps.extend(incident.metrics.iter().filter_map(|metric| metric.falls).map(|(step, _)| step));
        let mut parts: Vec<&str> =
            incident.metrics.iter().filter_map(|metric| metric.without).map(|(part, _)| part).collect();
        for (health, _) in incident.logs.iter().flat_map(|log| log.ongoing) {
            match health {
                Health::HarmedBy(step) => steps.push(step),
                Health::Without(part) => parts.push(part),
                _ => {}
            }
        }
        for (when, _) in incident.runbook.iter().flat_map(|entry| entry.otherwise.iter().flatten()) {
            if let When::After(step) = when {
                steps.push(step);
            }
        }
        assert!(steps.iter().all(|step| incident.entry(step).is_some()), "{id}: {steps:?}");
        assert!(parts.iter().all(|part| incident.parts().contains(part)), "{id}: {parts:?}");
        let ongoing = incident.logs.iter().flat_map(|log| log.ongoing).map(|(_, text)| *text);
        for text in ongoing.chain(courses(incident).iter().map(|course| course.says)) {
            for piece in text.split('{').skip(1) {
                let name = piece.split('}').next().unwrap();
                assert!(incident.metric(name).is_some(), "{id}: {name}");
            }
        }
    }
}

#[test]
fn the_past_is_in_order_and_the_day_is_long_enough() {
    for incident in ALL {
        assert!(incident.paged_at >= HISTORY && incident.paged_at + 49 * 5 < 24 * 60, "{}", incident.id);
        for log in incident.logs {
            let minutes: Vec<i32> = log.lines.iter().map(|line| line.before).collect();
            assert!(minutes.is_sorted_by(|a, b| a >= b), "{} {}", incident.id, log.source);
            assert!(minutes.iter().all(|before| (1..=HISTORY).contains(before)), "{}", incident.id);
        }
    }
}

#[test]
fn each_incident_has_help_harm_relief_and_what_changes_nothing() {
    for incident in ALL {
        let has = |wanted: fn(&Effect) -> bool| courses(incident).iter().any(|course| wanted(&course.effect));
        assert!(has(|effect| matches!(effect, Effect::Cure(_))), "{}", incident.id);
        assert!(has(|effect| matches!(effect, Effect::Harm(_))), "{}", incident.id);
        assert!(has(|effect| matches!(effect, Effect::Nothing)), "{}", incident.id);
        // All cures, in an order that works, fit into one answer.
        assert!((1..=4).contains(&cures(incident).len()), "{}", incident.id);
        assert!(incident.runbook.len() >= 6 && incident.logs.len() >= 4, "{}", incident.id);
    }
}

#[test]
fn a_runbook_step_belongs_to_one_incident() {
    let all: Vec<&str> = ALL.iter().flat_map(|incident| incident.runbook).map(|entry| entry.id).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

#[test]
fn briefs_hold_the_facts() {
    for incident in ALL {
        let item = item(incident.id);
        for fact in [incident.cause.told, incident.cause.misleading, incident.cause.remaining, incident.page]
        {
            assert!(item.brief.contains(fact), "{}", incident.id);
        }
        for entry in incident.runbook.iter().filter(|entry| entry.course.effect != Effect::Nothing) {
            assert!(item.brief.contains(&format!("`{}`", entry.id)), "{} {}", incident.id, entry.id);
        }
    }
}

#[test]
fn briefs_say_in_whole_sentences_what_comes_too_early() {
    let mut early = 0;
    for incident in ALL {
        let brief = item(incident.id).brief;
        for entry in incident.runbook {
            let Some((first, instead)) = entry.before else { continue };
            let does = match instead.effect {
                Effect::Relief(_) => "helps for a while only",
                Effect::Nothing => "changes nothing",
                Effect::Harm(_) => "does harm",
                Effect::Cure(_) => "helps all the same",
            };
            let wanted = format!(". `{}` taken before `{first}` {does}.", entry.id);
            assert!(brief.contains(&wanted), "{}: {wanted}\n{brief}", incident.id);
            early += 1;
        }
    }
    assert_eq!(early, 6);
}

#[test]
fn prompts_are_as_they_were() {
    let step = IncidentResponse::begin(&context(), &item("craft-market-payments")).unwrap();
    let Action::Ask(ask) = step.action else { panic!("no ask") };
    let Conversation::Extend(messages) = ask.conversation else { panic!("not extended") };
    assert_eq!(format!("{}\n", messages[0].text()), include_str!("opening.md"));
    assert_eq!(format!("{}\n", item("craft-market-payments").brief), include_str!("brief.md"));
}

#[test]
fn lengths_that_exclude_one_another_are_found() {
    assert!(IncidentResponse::check(&Config::default()).is_empty());
    let findings = IncidentResponse::check(&Config { handover_min_words: 500, ..Config::default() });
    assert_eq!(findings[0].pointer, "/handover-min-words");
    assert!(findings[0].fatal && findings[0].message.contains("500"));
}

#[test]
fn configs_are_read_with_defaults_and_without_strangers() {
    let read = |json: &str| {
        motive_plugin::read_json::<Config>(motive_plugin::FailureKind::BadConfig, "config", json)
    };
    assert_eq!(read("{\"max-steps\": 3}").unwrap().max_steps, 3);
    assert_eq!(read("{}").unwrap().handover_max_words, 450);
    for (json, pointer) in [("{\"max-steps\": \"many\"}", "/max-steps"), ("{\"steps\": 3}", "/steps")] {
        assert_eq!(read(json).unwrap_err().pointer, pointer);
    }
    let shorter = motive_plugin::Context { config: read("{\"max-steps\": 3}").unwrap(), seed: 1 };
    let item = &IncidentResponse::items(&shorter).unwrap()[0];
    assert_eq!(item.max_steps, 4);
    assert!(item.brief.contains("at most 3 steps"));
}
