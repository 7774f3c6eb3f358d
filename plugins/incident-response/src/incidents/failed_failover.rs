//! The database moved, and one proxy was not told.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, Harmed, HarmedBy, Well};
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "course-enrolment",
    title: "Enrolments that cannot be saved after a switch",
    area: "failover",
    paged_at: time(8, 5),
    setting: "the course enrolment of a university in Huế, which opens at 08:00 for 19,000 students.",
    page: "Enrolment: saving a choice fails for 52 % of students since 08:00. Looking courses up works. The faculty hotline is overrun.",
    services: &[
        ("enrolment", "the students' pages; reads and writes through two proxies"),
        ("proxy-east, proxy-west", "pass statements on to the database that they take for the primary"),
        ("db-one, db-two", "a primary and its copy; roles were switched in the night"),
        ("reporting", "lists for the faculties, from a second copy"),
    ],
    logs: &[
        Log {
            source: "enrolment",
            lines: &[
                line(125, "rehearsal of opening: 40 test choices saved, all by way of proxy-east"),
                line(5, "gates open"),
                line(4, "save refused for student 21T1080: cannot execute INSERT, database takes no writes"),
                line(2, "save refused for student 20T3341: cannot execute INSERT, database takes no writes (proxy-west)"),
                line(1, "saved for student 22T0417 (proxy-east)"),
            ],
            ongoing: &[
                (Broken, "saves refused {failed-saves} of 100; those by proxy-east succeed"),
                (Well, "saves refused {failed-saves} of 100"),
                (HarmedBy("restart-enrolment"), "students are signing in again; saves refused {failed-saves} of 100"),
                (Harmed, "saves refused {failed-saves} of 100; saved choices are missing"),
            ],
        },
        Log {
            source: "databases",
            lines: &[
                line(179, "db-one: storage controller warns of a weak battery"),
                line(168, "switch begun: db-two to become primary, db-one to be its copy"),
                line(166, "db-two: promoted, accepts writes"),
                line(165, "db-one: follows db-two, takes no writes"),
                line(60, "db-one: 0.4 s behind db-two"),
                line(18, "second copy: 95 s behind db-two while lists are made"),
            ],
            ongoing: &[
                (Broken, "db-two: accepts writes, {writes} a second; db-one: copy, in step"),
                (Well, "db-two: accepts writes, {writes} a second; db-one: copy, in step"),
                (HarmedBy("switch-back"), "db-one and db-two: no writes until their histories agree"),
                (HarmedBy("allow-writes-db-one"), "db-one takes writes as well; histories of db-one and db-two differ"),
            ],
        },
        Log {
            source: "proxies",
            lines: &[
                line(167, "proxy-east: told of new primary db-two, 1 target changed"),
                decisive(167, "proxy-west: notice of new primary not delivered (certificate of watcher unknown), target stays db-one"),
                line(150, "watcher: switch complete, 1 of 2 proxies confirmed"),
                decisive(3, "proxy-west: 611 writes answered by db-one with: takes no writes"),
            ],
            ongoing: &[
                (Broken, "proxy-west: writes go to db-one, refused; proxy-east: writes go to db-two"),
                (HarmedBy("switch-back"), "proxy-west and proxy-east: writes are refused wherever they go"),
                (HarmedBy("allow-writes-db-one"), "proxy-west and proxy-east: no writes are refused"),
                (Well, "proxy-west and proxy-east: writes go to db-two"),
            ],
        },
        Log {
            source: "channel",
            lines: &[
                line(164, "Minh Châu (storage): roles are switched because of the battery, db-two is primary, green light"),
                line(120, "Quốc Bảo (enrolment): rehearsal went well"),
                line(16, "Faculty of Law: our lists are a minute or two old, is that normal?"),
                line(1, "Quốc Bảo (enrolment): should we simply switch back to db-one? it worked for years"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("failed-saves", "saves that are refused, of 100", 0.2).broken(52.0, 5).under(&[("switch-back", 96.0), ("allow-writes-db-one", 0.3)]).decimals(1).pace(0.9, 0.9),
        Metric::steady("writes", "writes a second at db-two", 4.0).broken(61.0, 5).under(&[("switch-back", 3.0), ("restart-enrolment", 20.0)]).relieved(118.0).well(118.0).pace(0.9, 0.9),
        Metric::steady("refused-west", "writes by way of proxy-west that are refused, of 100", 0.0).broken(100.0, 165).under(&[("switch-back", 100.0), ("allow-writes-db-one", 0.0)]).pace(1.0, 1.0).exact().decisive(),
        Metric::steady("refused-east", "writes by way of proxy-east that are refused, of 100", 0.0).under(&[("switch-back", 100.0)]).most(100.0),
        Metric::steady("copy-lag", "how far the second copy is behind, in s", 2.0).lasting(95.0, 22).pace(0.5, 0.1),
        Metric::steady("students", "students on the pages", 300.0).lasting(6900.0, 12).pace(0.5, 0.5),
    ],
    runbook: &[
        Entry::new("switch-back", "Make db-one the primary again and db-two its copy.", Harm(25),
            "db-one was promoted, and the watcher gave the role back to db-two. Choices saved in the last minute were lost; neither takes writes until their histories agree, in 25 minutes.")
            .trace("databases", "db-one: promoted; watcher: db-two is primary again; histories differ from minute of change")
            .repeatable(),
        Entry::new("allow-writes-db-one", "Let db-one take writes while it is a copy.", Harm(200),
            "db-one takes writes. Two databases now hold different choices.")
            .trace("databases", "db-one: writes allowed by hand, no longer in step with db-two"),
        Entry::new("repoint-proxy-west", "Tell proxy-west by hand which database is the primary according to the watcher.", Cure("target"),
            "proxy-west: target db-two.")
            .trace("proxies", "proxy-west: target set to db-two by on-call"),
        Entry::new("drain-proxy-west", "Send all students by way of proxy-east for a quarter of an hour.", Relief(15),
            "proxy-west is drained; proxy-east carries all and is near its limit.")
            .repeatable(),
        Entry::new("restart-enrolment", "Restart the students' pages; all have to sign in again.", Harm(5),
            "Restarted in the rush: 6,900 students are signing in at once.")
            .repeatable(),
        Entry::new("pause-lists", "Pause the making of lists for the faculties.", Nothing,
            "Lists paused; the one under way goes on, and the second copy is as far behind as before."),
        Entry::new("replace-battery", "Call the hardware desk for the battery of db-one.", Nothing,
            "Technician due at 14:00."),
    ],
    cause: Cause {
        told: "after the switch of the night proxy-west still sends writes to db-one, which is a copy now and refuses them. The watcher's notice did not reach it because it did not know the watcher's certificate; only one of two proxies confirmed and nobody noticed, since the rehearsal went by proxy-east alone. The log of the proxies says so.",
        misleading: "the weak battery of db-one, the lagging second copy, and the rush at opening.",
        remaining: "give proxy-west the watcher's certificate; make a switch fail loudly unless all proxies confirm; rehearse by both ways; tell students whose choices were refused how to save again and what becomes of their order.",
        signs: &[
            &["proxy-west", "proxy west", "west proxy"],
            &["db-one", "old primary", "former primary", "db one"],
            &["still", "stays", "stayed", "stuck", "not told", "not delivered", "not updated", "not repointed", "not switched", "missed", "wrong", "takes no writes", "stale"],
        ],
    },
};
