//! How the world answers to what is done.

use super::actors::{cures, harms};
use crate::incident::{Effect, Incident, Metric};
use crate::incidents::ALL;
use crate::state::{Act, Deed};
use crate::world::World;

fn acts(steps: &[(u32, &str)]) -> Vec<Act> {
    let act = |(step, id): &(u32, &str)| Act { step: *step, deed: Deed::RunStep { step: (*id).into() } };
    steps.iter().map(act).collect()
}

fn value(incident: &Incident, metric: &Metric, acts: &[Act], minute: i32) -> f64 {
    World::after(incident, acts).samples(metric, minute, minute)[0].1
}

/// The metrics that the cause moves and a cure moves back.
fn symptoms(incident: &Incident) -> impl Iterator<Item = &'static Metric> {
    incident.metrics.iter().filter(|metric| metric.broken != metric.well)
}

#[test]
fn what_is_done_shows_from_the_next_sample_on() {
    for incident in ALL {
        let cures: Vec<(u32, &str)> = cures(incident).iter().map(|entry| (1, entry.id)).collect();
        let done = acts(&cures);
        assert!(!World::after(incident, &[]).is_well(5) && World::after(incident, &done).is_well(5));
        for metric in symptoms(incident) {
            let before = value(incident, metric, &done, 5);
            assert_eq!(before, value(incident, metric, &[], 5), "{} {}", incident.id, metric.name);
            let (after, without) = (value(incident, metric, &done, 50), value(incident, metric, &[], 50));
            let goal = metric.well;
            assert!(
                (after - goal).abs() < 0.2 * (without - goal).abs(),
                "{} {}: {before} then {after}, without {without}",
                incident.id,
                metric.name
            );
        }
    }
}

#[test]
fn the_logs_of_a_cured_incident_read_otherwise() {
    for incident in ALL {
        let cures: Vec<(u32, &str)> = cures(incident).iter().map(|entry| (1, entry.id)).collect();
        let done = acts(&cures);
        let read = |acts: &[Act]| -> Vec<String> {
            let world = World::after(incident, acts);
            let logs = incident.logs.iter().flat_map(|log| world.lines(log, 10, 60));
            logs.map(|line| line.text).collect()
        };
        assert_ne!(read(&done), read(&[]), "{}", incident.id);
    }
}

#[test]
fn harm_shows_and_passes() {
    for incident in ALL {
        for entry in harms(incident) {
            let done = acts(&[(2, entry.id)]);
            let moved = incident.metrics.iter().filter(|metric| {
                let (with, without) = (value(incident, metric, &done, 15), value(incident, metric, &[], 15));
                with != without
            });
            assert!(moved.count() > 0, "{}: {}", incident.id, entry.id);
            // What came too early is made good by coming in its time.
            let is_early = entry.before.is_some();
            let cured: Vec<(u32, &str)> = cures(incident).iter().map(|cure| (2, cure.id)).collect();
            let both: Vec<Act> = done.iter().cloned().chain(acts(&cured)).collect();
            assert_eq!(World::after(incident, &both).is_well(10), is_early, "{}: {}", incident.id, entry.id);
        }
    }
}

#[test]
fn relief_passes_and_the_cause_stays() {
    for incident in ALL {
        for entry in incident.runbook {
            let Effect::Relief(minutes) = entry.course.effect else { continue };
            let done = acts(&[(0, entry.id)]);
            assert!(!World::after(incident, &done).is_well(0), "{}: {}", incident.id, entry.id);
            let moved = symptoms(incident)
                .any(|metric| value(incident, metric, &done, 10) != value(incident, metric, &[], 10));
            assert!(moved, "{}: {}", incident.id, entry.id);
            let late = minutes + 120;
            for metric in symptoms(incident) {
                let (with, without) =
                    (value(incident, metric, &done, late), value(incident, metric, &[], late));
                let off = (with - without).abs() / (metric.broken - metric.well).abs();
                assert!(off < 0.25, "{} {}: {with} and {without}", incident.id, metric.name);
            }
        }
    }
}

#[test]
fn a_step_before_its_time_does_not_cure() {
    for incident in ALL {
        for entry in incident.runbook {
            let Some((first, instead)) = entry.before else { continue };
            let early = acts(&[(0, entry.id), (1, first)]);
            let world = World::after(incident, &early);
            assert_eq!(world.run(entry, 10).effect(), Some(entry.course.effect));
            assert!(!world.is_well(10), "{}", incident.id);
            assert!(instead.effect != entry.course.effect);
            let again = acts(&[(0, entry.id), (1, first), (10, entry.id)]);
            assert!(World::after(incident, &again).is_well(50), "{}", incident.id);
            // What has cured once does nothing more.
            assert!(World::after(incident, &again).run(entry, 55).course.is_none());
        }
    }
}

#[test]
fn figures_stay_within_what_they_can_be() {
    for incident in ALL {
        let all: Vec<(u32, &str)> =
            incident.runbook.iter().zip(0..).map(|(entry, n)| (n, entry.id)).collect();
        let done = acts(&all);
        for metric in incident.metrics {
            for (_, value) in World::after(incident, &done).samples(metric, -180, 240) {
                let is_percent = metric.what.contains("in %") || metric.what.contains("of 100");
                let most = if is_percent { 100.4 } else { metric.most };
                assert!(
                    value.is_finite() && (0.0..=most).contains(&value),
                    "{} {}: {value}",
                    incident.id,
                    metric.name
                );
            }
        }
    }
}

#[test]
fn clocks_are_read_and_written() {
    let incident = ALL[0];
    assert_eq!(incident.clock(0), "15:20");
    assert_eq!(incident.clock(-180), "12:20");
    for (text, minute) in [
        ("15:25", Some(5)),
        ("9:05", Some(-375)),
        ("24:00", None),
        ("12:60", None),
        ("-1:10", None),
        ("+1:10", None),
        ("noon", None),
        ("", None),
    ] {
        assert_eq!(incident.minute(text), minute, "{text}");
    }
}
