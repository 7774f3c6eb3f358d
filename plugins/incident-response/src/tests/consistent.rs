//! What steps print and logs go on with does not contradict what was done.

use super::actors::cures;
use crate::incident::{Effect, Health, Incident};
use crate::incidents::ALL;
use crate::perform;
use crate::state::{Act, Deed};
use crate::world::World;

/// Takes steps, each at a step of the work, and returns what they print.
fn taken(incident: &Incident, steps: &[(u32, &str)]) -> (Vec<Act>, Vec<String>) {
    let (mut acts, mut said): (Vec<Act>, Vec<String>) = Default::default();
    for (step, id) in steps {
        let act = Act { step: *step, deed: Deed::RunStep { step: (*id).into() } };
        said.push(perform::tell(incident, &acts, &act.deed, act.minute()));
        acts.push(act);
    }
    (acts, said)
}

fn incident(id: &str) -> &'static Incident {
    ALL.iter().find(|incident| incident.id == id).unwrap()
}

fn read(incident: &Incident, acts: &[Act], source: &str, since: i32, until: i32) -> Vec<String> {
    let log = incident.log(source).unwrap();
    World::after(incident, acts).lines(log, since, until).into_iter().map(|line| line.text).collect()
}

#[test]
fn a_step_taken_again_says_so() {
    for incident in ALL {
        for entry in incident.runbook {
            let (_, said) = taken(incident, &[(1, entry.id), (3, entry.id), (5, entry.id)]);
            let at = |step: i32| incident.clock(5 * step);
            assert!(!said[0].contains("already"), "{}", said[0]);
            assert!(said[1].contains("already") && said[1].contains(&at(1)), "{}: {}", entry.id, said[1]);
            assert_ne!(said[1], said[2], "{}", entry.id);
        }
    }
}

#[test]
fn a_restart_empties_the_memory_of_the_collector_and_harms_no_store() {
    let incident = incident("rain-gauges");
    let (acts, _) = taken(incident, &[(0, "restart-collector"), (10, "delete-store-journal")]);
    let lines = read(incident, &acts, "collector-1", 1, 75);
    let count = |line: &str| {
        let (_, rest) = line.split_once(": ")?;
        rest.split(';').next()?.parse::<f64>().ok()
    };
    assert!(count(&lines[0]).unwrap() < 1800.0, "{lines:?}");
    assert!(lines[..2].iter().all(|line| line.contains("since the restart")), "{lines:?}");
    let damaged = lines.iter().position(|line| line.contains("store damaged")).unwrap();
    let deleted = lines.iter().position(|line| line.contains("missing journal")).unwrap();
    assert!(damaged > deleted, "{lines:?}");
    let (_, said) = taken(incident, &[(0, "set-log-level-notice"), (1, "restart-collector")]);
    assert!(said[1].contains("loglevel=notice"), "{}", said[1]);
}

/// What a step prints before the cure and after it.
const BEFORE_AND_AFTER: [(&str, &str, &str, &str); 8] = [
    ("tram-displays", "restart-forecast", "cannot look positions up", "departures for all lines"),
    ("library-connections", "restart-catalogue", "waiting for connections", "have their connections"),
    ("library-connections", "restart-report-builder", "4.12 restarted", "4.11 restarted"),
    ("parcel-labels", "restart-labeller", "took job 55374", "are taking jobs"),
    ("parcel-labels", "switch-carrier", "no requests are coming in", "asks the second carrier now."),
    ("sign-in-codes", "set-clock-auth-b", "set forward by 95 s", "nothing to set"),
    ("craft-market-payments", "hold-sale-banner", "get through more often", "go through as before"),
    ("exam-results", "restart-portal", "2.31", "2.30"),
];

#[test]
fn what_a_step_prints_depends_on_the_state() {
    for (id, step, broken, well) in BEFORE_AND_AFTER {
        let incident = incident(id);
        let (_, said) = taken(incident, &[(0, step)]);
        assert!(said[0].contains(broken), "{step}: {}", said[0]);
        let mut steps: Vec<(u32, &str)> = cures(incident).iter().map(|entry| (0, entry.id)).collect();
        steps.push((0, step));
        let (_, said) = taken(incident, &steps);
        let last = said.last().unwrap();
        assert!(last.contains(well) && !last.contains(broken), "{step}: {last}");
    }
}

#[test]
fn a_limit_that_is_taken_back_is_said_to_be() {
    let incident = incident("library-connections");
    let (acts, said) = taken(incident, &[(0, "raise-session-limit")]);
    assert!(said[0].contains("limit was put back to 200"), "{}", said[0]);
    assert!(read(incident, &acts, "shelf-db", 0, 5).iter().any(|line| line.contains("limit back at 200")));
}

#[test]
fn no_line_of_the_past_repeats_its_time() {
    for incident in ALL {
        for log in incident.logs {
            for line in log.lines {
                let starts_with_time = incident.minute(line.text.split(' ').next().unwrap()).is_some();
                assert!(!starts_with_time, "{}: {}", incident.id, line.text);
            }
        }
    }
    let tax = incident("bookshop-invoices").log("tax").unwrap();
    let cut_over = tax.lines.iter().find(|line| line.text.starts_with("cut-over reached")).unwrap();
    assert_eq!(incident("bookshop-invoices").clock(-cut_over.before), "12:00");
}

/// Where only one step does such harm, a line that shows it is not shown for another's.
#[test]
fn a_harm_is_shown_by_lines_of_its_own() {
    for incident in ALL {
        for entry in incident.runbook {
            let (acts, _) = taken(incident, &[(0, entry.id)]);
            let others = incident.logs.iter().flat_map(|log| {
                let of = |health: &Health| matches!(health, Health::HarmedBy(id) if *id != entry.id);
                log.ongoing.iter().filter(move |(health, _)| of(health)).map(|(_, text)| (log.source, *text))
            });
            for (source, text) in others.filter(|(_, text)| !text.contains('{')) {
                let shown = read(incident, &acts, source, 1, 10);
                assert!(!shown.iter().any(|line| line == text), "{} {}: {text}", incident.id, entry.id);
            }
        }
    }
}

#[test]
fn a_part_of_the_cause_that_is_removed_shows_in_the_logs() {
    for (id, source, part, gone) in [
        ("rain-gauges", "collector-1", "level", "WIRE output goes on"),
        ("bookshop-invoices", "tax", "name", "not found"),
        ("meter-accounts", "jobs", "job", "going on over all"),
        ("ferry-seats", "seats", "switch", "killed"),
        ("tram-displays", "names", "zone", "feed.depot.tram.internal.tram.internal"),
    ] {
        let incident = incident(id);
        let cure =
            cures(incident).into_iter().find(|entry| entry.course.effect == Effect::Cure(part)).unwrap();
        let (acts, _) = taken(incident, &[(0, cure.id)]);
        assert!(read(incident, &[], source, 5, 10).iter().any(|line| line.contains(gone)), "{id}");
        assert!(!read(incident, &acts, source, 5, 10).iter().any(|line| line.contains(gone)), "{id}");
        assert!(!World::after(incident, &acts).is_well(10), "{id}");
    }
}

#[test]
fn harm_of_a_step_too_early_ends_when_it_is_taken_in_its_time() {
    for incident in ALL {
        for entry in incident.runbook {
            let Some((first, _)) = entry.before else { continue };
            let (acts, _) = taken(incident, &[(0, entry.id), (1, first), (1, entry.id)]);
            assert!(World::after(incident, &acts).is_well(5), "{}", incident.id);
        }
    }
}
