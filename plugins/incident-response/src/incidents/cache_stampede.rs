//! After a deploy all cached pages expire together.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, Harmed, HarmedBy, Relieved, Well};
use crate::incident::When::After;
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "exam-results",
    title: "Exam results that fail every few minutes",
    area: "cache",
    paged_at: time(12, 30),
    setting: "the results portal of a West African examination council, on the day on which 310,000 candidates look up their grades.",
    page: "Portal: 22 % of result pages answer 503, in waves. Grade database at its limit. Radio stations report that the portal is down.",
    services: &[
        ("portal", "renders a candidate's result page"),
        ("page-cache", "keeps rendered pages in memory, in front of the portal"),
        ("grades", "the database of grades, slow to read by design of the exam"),
        ("gateway", "text message lookups, a separate path to grades"),
    ],
    logs: &[
        Log {
            source: "portal",
            lines: &[
                line(175, "release 2.30 healthy, hit share of page-cache 97 percent"),
                line(62, "release 2.31 rolled out to 8 of 8 hosts: new crest, shorter footer, cache settings moved to one file"),
                decisive(60, "2.31 settings: expiry=fixed(600s from :00), spread=0 (was expiry=600s per page, spread=0.3)"),
                line(50, "503 for 40 s around 11:40, 2100 renders at once"),
                line(40, "503 for 55 s around 11:50, 3400 renders at once"),
                line(30, "503 for 70 s around 12:00, 5200 renders at once"),
                line(10, "503 for 95 s around 12:20, 7700 renders at once"),
            ],
            ongoing: &[
                (Broken, "renders at once up to {renders}, pages answered 503: {failed-pages} percent"),
                (Relieved, "waiting page shown to half of the visitors, renders at once up to {renders}"),
                (Well, "renders at once up to {renders}, steady"),
                (HarmedBy("add-grade-copies"), "reads of grades time out, pages answered 503: {failed-pages} percent"),
                (HarmedBy("empty-page-cache"), "every visit renders, nothing comes from memory"),
            ],
        },
        Log {
            source: "page-cache",
            lines: &[
                line(120, "97 hits of 100, 188k pages kept"),
                decisive(50, "11:40:00 expired in one second: 151,204 pages"),
                decisive(40, "11:50:00 expired in one second: 160,877 pages"),
                line(39, "refilled to 120k pages by 11:53"),
                decisive(20, "12:10:00 expired in one second: 171,930 pages"),
            ],
            ongoing: &[
                (Broken, "all pages expired together at the last full ten minutes; hits {hit-share} of 100"),
                (Well, "expiries spread evenly; hits {hit-share} of 100"),
                (HarmedBy("empty-page-cache"), "empty, filling; hits {hit-share} of 100"),
            ],
        },
        Log {
            source: "grades",
            lines: &[
                line(110, "reads 140/s, slowest 80 ms"),
                line(58, "nightly copy to archive was started late, runs at low priority"),
                line(49, "reads 2300/s, slowest 9 s, queue 1900"),
                line(35, "nightly copy to archive finished"),
                line(19, "reads 2900/s, slowest 14 s, queue 4100"),
            ],
            ongoing: &[
                (Broken, "reads {grade-reads}/s, queue long"),
                (Well, "reads {grade-reads}/s, queue empty"),
                (Harmed, "reads {grade-reads}/s, queue refuses new readers"),
            ],
        },
        Log {
            source: "channel",
            lines: &[
                line(90, "Efua (council): press release is out, expect everybody at noon"),
                line(61, "Kwabena (portal): 2.31 is live, looks the same apart from the crest"),
                line(24, "Ibrahim (database): we sized this for twice last year's visitors, more copies could be added"),
                line(9, "Efua (council): a minister's office asks if we were attacked"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("failed-pages", "result pages answered with 503, in %", 0.1).broken(22.0, 52).harmed(81.0).relieved(4.0).decimals(1).pace(0.35, 0.8),
        Metric::steady("hit-share", "pages answered from page-cache, of 100", 97.0).broken(58.0, 60).under(&[("empty-page-cache", 6.0)]).relieved(75.0),
        Metric::steady("renders", "pages rendered at the same time, highest in five minutes", 60.0).broken(7600.0, 60).harmed(11000.0).relieved(1500.0).pace(0.3, 0.9),
        Metric::steady("grade-reads", "reads a second at grades", 140.0).broken(2900.0, 60).harmed(4800.0).relieved(900.0),
        Metric::steady("visits", "visits a second", 720.0).lasting(1150.0, 85).pace(0.2, 0.2),
    ],
    runbook: &[
        Entry::new("empty-page-cache", "Empty page-cache, so that only fresh pages are shown.", Harm(15),
            "page-cache is empty. All visits go to the portal and to grades.")
            .repeatable(),
        Entry::new("roll-back-portal", "Put the release of the portal before the present one back on all hosts; page-cache keeps its pages.", Cure("expiry"),
            "2.30 on 8 of 8 hosts; pages get an expiry of their own again.")
            .trace("portal", "release 2.30 rolled out to 8 of 8 hosts, spread=0.3"),
        Entry::new("one-render-per-page", "Make page-cache ask for each expired page once only, and spread expiries by a third.", Cure("expiry"),
            "One render per page; expiries spread over 400 to 800 seconds.")
            .trace("page-cache", "single render per page on, expiries spread"),
        Entry::new("add-grade-copies", "Add two read copies of grades. They need twenty minutes to fill and read from the primary meanwhile.", Harm(20),
            "Two copies are filling; the primary has their load on top.")
            .trace("grades", "copy-3 and copy-4 started to fill from primary"),
        Entry::new("waiting-page", "Show every second visitor a waiting page for a quarter of an hour.", Relief(15),
            "Every second visitor waits.")
            .repeatable(),
        Entry::new("block-busy-addresses", "Block the 200 addresses with the most visits.", Nothing,
            "200 addresses blocked, most of them schools and mobile operators. Load as before."),
        Entry::new("restart-portal", "Restart the portal host by host.", Nothing,
            "8 of 8 hosts restarted with 2.31.")
            .when(After("roll-back-portal"), Nothing, "8 of 8 hosts restarted with 2.30.")
            .repeatable(),
    ],
    cause: Cause {
        told: "release 2.31 of the portal, an hour before the page, gave all cached pages the same fixed expiry (every full ten minutes, spread 0 instead of 0.3). All pages expire in one second, and every visitor's page is rendered from grades at once. page-cache's log shows 150,000 and more pages expiring in one second; failures come at full ten minutes.",
        misleading: "the rush of visitors, which was planned for, the late archive copy, which ended half an hour before the page, and talk of an attack.",
        remaining: "mend the expiry settings before 2.31 goes out again; keep one render per page and spread expiries for good; unblock addresses if any were blocked; tell the council that it was no attack.",
        signs: &[
            &["expir"],
            &["2.31", "page-cache", "page cache", "all pages", "cached pages"],
            &["one second", "same second", "together", "same time", "same moment", "simultaneous", "fixed", "stampede", "spread=0"],
        ],
    },
};
