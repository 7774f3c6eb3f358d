//! How a text is seen to name a cause.

use crate::measures::names;
use crate::{Config, incidents::ALL, prompt};

#[test]
fn the_cause_is_named_by_its_evidence_and_by_nothing_that_misleads() {
    for incident in ALL {
        let id = incident.id;
        let lines = incident.logs.iter().flat_map(|log| {
            log.lines
                .iter()
                .filter(|line| line.decisive)
                .map(move |line| format!("{}: {}", log.source, line.text))
        });
        let evidence = lines.collect::<Vec<_>>().join("\n");
        assert!(names(&incident.cause, incident.cause.told), "{id}: told");
        assert!(names(&incident.cause, &evidence), "{id}: evidence\n{evidence}");
        assert!(!names(&incident.cause, incident.cause.misleading), "{id}: misleading");
        assert!(!names(&incident.cause, incident.page), "{id}: page");
        assert!(!names(&incident.cause, &prompt::opening(&Config::default(), incident)), "{id}: opening");
        for entry in incident.runbook {
            assert!(!names(&incident.cause, entry.what), "{id}: {}", entry.id);
        }
    }
}

#[test]
fn a_cause_is_named_in_one_paragraph_and_not_across_two() {
    let cause = &ALL[0].cause;
    assert!(names(cause, "Report-Builder keeps the\nsessions of CANCELLED exports."));
    assert!(names(
        cause,
        "# Handover\n\nAll is well.\n\n- report-builder\n- cancelled exports keep connections"
    ));
    assert!(!names(cause, "report-builder was restarted.\n\nReaders cancelled orders; sessions ran out."));
    assert!(!names(cause, ""));
    // A log that is copied out whole explains nothing.
    assert!(!names(cause, &format!("{} report-builder, cancelled, lease", "warn ".repeat(120))));
}

/// One sentence that names each cause, and one that stops short of it.
const SENTENCES: [(&str, &str, &str); 12] = [
    (
        "library-connections",
        "report-builder 4.12 keeps the connections of cancelled exports.",
        "The indexer's long scans use up the connections of shelf-db.",
    ),
    (
        "clinic-letters",
        "The client certificate of exchange expired at 06:00.",
        "The firewall change cuts exchange off from records.",
    ),
    (
        "parcel-labels",
        "Job 55374 has a character in its address that makes every worker die.",
        "The carrier answers slowly, so labels come late and workers die.",
    ),
    (
        "tram-displays",
        "Zone serial 312 lost the closing dot of the target of positions.",
        "The new firmware of five trams sends no positions.",
    ),
    (
        "exam-results",
        "Since 2.31 all pages expire in one second.",
        "Twice the visitors of last year are too many for grades.",
    ),
    (
        "sign-in-codes",
        "The clock of auth-b is 94 seconds behind, since timekeeper is not in its settings.",
        "Release 8.0 of the app makes wrong codes.",
    ),
    (
        "craft-market-payments",
        "refund-sync asks again at once on 429 and uses up the allowance.",
        "The sale doubles the orders, and the partner's limit is too low.",
    ),
    (
        "rain-gauges",
        "The log level of collector-1 was left at wire and filled the disk.",
        "The nightly copy of the new gauges filled the disk.",
    ),
    (
        "ferry-seats",
        "live-plan opens subscribers at seats that are never closed.",
        "Version 118 of seats needs more memory than 117.",
    ),
    (
        "course-enrolment",
        "proxy-west still sends writes to db-one, which is a copy now.",
        "The weak battery of db-one slows writes down.",
    ),
    (
        "bookshop-invoices",
        "The flag was set as new-rates-2O25, with the letter O, and tax does not find it.",
        "The revenue service is overloaded by the new rates.",
    ),
    (
        "meter-accounts",
        "tariff-recalc runs with an empty ward and locks the rows of all customers.",
        "The heat wave doubles the top-ups, and accounts cannot keep up.",
    ),
];

#[test]
fn a_sentence_is_enough_to_name_a_cause_and_another_cause_is_not_it() {
    for (incident, (id, right, wrong)) in ALL.iter().zip(SENTENCES) {
        assert_eq!(incident.id, id);
        assert!(names(&incident.cause, right), "{id}: {right}");
        assert!(!names(&incident.cause, wrong), "{id}: {wrong}");
    }
}
