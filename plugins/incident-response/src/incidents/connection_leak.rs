//! Cancelled exports keep their database connections.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, HarmedBy, Relieved, Well};
use crate::incident::When::{Cured, Eased};
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "library-connections",
    title: "A library catalogue that runs out of connections",
    area: "database",
    paged_at: time(15, 20),
    setting: "the lending site of the county libraries around Nakuru: catalogue, reservations and the librarians' reports.",
    page: "Catalogue search: 31 % of requests fail with a timeout (limit 5 %). Reservations slow. Branches at Gilgil and Molo are calling in.",
    services: &[
        ("catalogue", "search and reservations, what readers use"),
        ("report-builder", "exports for librarians, started from their desk pages"),
        ("shelf-db", "the database that all services share, 200 connections at most"),
        ("indexer", "rebuilds the search index in small portions all day"),
    ],
    logs: &[
        Log {
            source: "catalogue",
            lines: &[
                line(150, "info  search p95 180 ms over 15 min, 41 req/s"),
                line(96, "info  school group of 60 registered at branch Njoro"),
                line(48, "warn  waited 900 ms for a connection to shelf-db"),
                line(31, "warn  waited 2400 ms for a connection to shelf-db"),
                line(14, "error gave up after 5000 ms without a connection, GET /search?q=achebe"),
                line(6, "error gave up after 5000 ms without a connection, POST /reserve"),
            ],
            ongoing: &[
                (Broken, "error gave up after 5000 ms without a connection, {search-failures} % of searches in 5 min"),
                (Relieved, "info  connection waits below 50 ms again"),
                (Well, "info  connection waits below 20 ms"),
                (HarmedBy("fail-over-shelf-db"), "error old primary of shelf-db does not answer, reading the new address, {search-failures} % of searches in 5 min"),
                (HarmedBy("raise-session-limit"), "error shelf-db refused us: not accepting sessions"),
            ],
        },
        Log {
            source: "report-builder",
            lines: &[
                line(128, "info  version 4.12 started, replaces 4.11 (smaller memory for big exports)"),
                line(110, "info  export loans-by-branch done, 8812 rows, lease 3301 given back"),
                decisive(92, "info  export overdue-2019 cancelled by reader desk Molo; lease 3318 not given back"),
                line(77, "info  export loans-by-branch done, 9020 rows, lease 3330 given back"),
                decisive(59, "info  export donors-all cancelled by browser; lease 3342 not given back (open since 59 s)"),
                decisive(25, "warn  139 leases of cancelled exports are still held, oldest 67 min"),
            ],
            ongoing: &[
                (Broken, "warn  leases held without an export at work: {idle-sessions}"),
                (Relieved, "info  leases held without an export at work: {idle-sessions}"),
                (Well, "info  all leases belong to an export at work"),
            ],
        },
        Log {
            source: "shelf-db",
            lines: &[
                line(140, "checkpoint complete, 2.1 s"),
                line(70, "long statement 11.8 s: indexer portion 17 of 40, sequential scan on copies"),
                line(33, "long statement 12.4 s: indexer portion 18 of 40, sequential scan on copies"),
                line(21, "sessions 194 of 200"),
                line(9, "sessions 200 of 200, new ones are turned away; statements at work: 14"),
            ],
            ongoing: &[
                (Broken, "sessions {sessions} of 200, of which idle in transaction {idle-sessions}"),
                (Well, "sessions {sessions} of 200"),
                (HarmedBy("fail-over-shelf-db"), "primary since the promotion, sessions {sessions} of 200"),
                (HarmedBy("raise-session-limit"), "recovery in progress, sessions are not accepted"),
            ],
        },
        Log {
            source: "channel",
            lines: &[
                line(100, "Wanjiru (branches): reading week starts today, expect schools on the site"),
                line(40, "Otieno (data): the indexer's scan looks slow to me, might be worth a look?"),
                line(3, "Wanjiru (branches): Gilgil cannot reserve anything, readers are queuing"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("search-failures", "searches that fail, in %", 0.4).broken(31.0, 35).harmed(92.0).pace(0.3, 0.8).decimals(1),
        Metric::steady("sessions", "sessions at shelf-db", 46.0).broken(235.0, 95).harmed(12.0).relieved(60.0).pace(0.1, 0.8).exact().most(200.0),
        Metric::steady("idle-sessions", "sessions at shelf-db that sit idle inside a transaction", 3.0).broken(184.0, 95).harmed(0.0).relieved(22.0).pace(0.1, 0.9).exact(),
        Metric::steady("search-rate", "searches a second", 41.0).lasting(53.0, 100),
        Metric::steady("db-cpu", "processor of shelf-db, in %", 22.0).broken(19.0, 60).bump(80, 65, 48.0),
    ],
    runbook: &[
        Entry::new("restart-report-builder", "Restart report-builder. Exports under way are lost.", Relief(20),
            "report-builder 4.12 restarted; its sessions were closed.")
            .trace("report-builder", "info  version 4.12 started")
            .when(Cured, Nothing, "report-builder 4.11 restarted; exports under way were lost.")
            .when_trace("report-builder", "info  version 4.11 started")
            .repeatable(),
        Entry::new("rollback-report-builder", "Put back the release of report-builder before the present one.", Cure("leak"),
            "report-builder 4.11 is running in place of 4.12; the sessions of 4.12 were closed.")
            .trace("report-builder", "info  version 4.11 started, replaces 4.12"),
        Entry::new("raise-session-limit", "Set the limit of shelf-db to 400 sessions; needs a restart of the database.", Harm(15),
            "Limit 400 set. shelf-db restarted and ran short of memory; the limit was put back to 200, and it is in recovery.")
            .trace("shelf-db", "out of memory at start with limit 400; limit back at 200, recovery from checkpoint")
            .repeatable(),
        Entry::new("fail-over-shelf-db", "Make the standby of shelf-db the primary.", Harm(10),
            "The standby is primary now; it was 4 minutes behind, and reservations of these minutes are lost.")
            .trace("shelf-db", "standby promoted; replay ended 4 min before the last commit of the old primary"),
        Entry::new("pause-indexer", "Pause the indexer until it is started again.", Nothing,
            "indexer paused after portion 19."),
        Entry::new("restart-catalogue", "Restart the catalogue's four processes, one by one.", Nothing,
            "4 of 4 processes restarted; they are waiting for connections.")
            .when(Eased, Nothing, "4 of 4 processes restarted; they have their connections.")
            .repeatable(),
        Entry::new("end-idle-sessions", "End the sessions that have sat idle inside a transaction for 10 minutes.", Relief(10),
            "Sessions ended, nearly all of them opened by report-builder.")
            .when(Cured, Nothing, "No session had sat idle for so long.")
            .repeatable(),
    ],
    cause: Cause {
        told: "report-builder 4.12, started two hours before the page, does not give back the database connection (lease) of an export that is cancelled. The connections stay idle in a transaction until shelf-db's 200 are used up and the catalogue gets none. Its log says so of each cancelled export, and idle sessions rise from then on.",
        misleading: "the indexer's slow statements, which are as slow on other days, and the higher number of searches in a reading week.",
        remaining: "mend the handling of cancelled exports before 4.12 goes out again; alert on leases held without an export; tell librarians which exports were lost.",
        signs: &[
            &["report-builder", "report builder"],
            &["cancel"],
            &["not given back", "lease", "connection", "session"],
        ],
    },
};
