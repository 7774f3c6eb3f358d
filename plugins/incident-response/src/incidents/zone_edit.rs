//! A zone file without its closing dot, and resolvers that remember.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, HarmedBy, Well, Without};
use crate::incident::When::Cured;
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "tram-displays",
    title: "Tram stops that show no departures",
    area: "names",
    paged_at: time(17, 5),
    setting: "the passenger information of the trams in the north of Szczecin: 96 displays at stops, fed with departures from the vehicles' positions.",
    page: "Displays: 71 of 96 show \"please see timetable\" (limit 4). Rush hour. Control room asks when they will be back.",
    services: &[
        ("positions", "collects where each tram is, reached as positions.tram.internal"),
        ("forecast", "turns positions into departure times, one instance for each of eight lines"),
        ("displays", "96 panels that show what forecast has for their lines"),
        ("names", "the name server of tram.internal, with two resolvers, north and south"),
    ],
    logs: &[
        Log {
            source: "forecast",
            lines: &[
                line(130, "positions of 58 vehicles merged in 0.4 s"),
                line(55, "positions of 57 vehicles merged in 0.5 s, 1 gateway silent (tram 1027)"),
                line(39, "lookup positions.tram.internal via south: no such name; using last known positions"),
                line(29, "last known positions are older than 10 min, departures withheld"),
                line(28, "lookup positions.tram.internal via north: 10.8.4.20"),
            ],
            ongoing: &[
                (Broken, "lookup positions.tram.internal: no such name in {failed-lookups} % of tries"),
                (Well, "positions merged, departures for all lines"),
                (HarmedBy("forget-names"), "lookup timed out, resolvers do not answer"),
            ],
        },
        Log {
            source: "names",
            lines: &[
                line(150, "zone tram.internal serial 311 in force, 44 records"),
                line(46, "zone tram.internal serial 312 loaded (edit by kowal: add depot cameras)"),
                decisive(46, "serial 312: positions CNAME feed.depot.tram.internal (no closing dot) reads as feed.depot.tram.internal.tram.internal"),
                line(44, "south fetched serial 312"),
                line(27, "north: keeps the answer of serial 311 until it runs out, 58 min to go"),
                decisive(16, "query feed.depot.tram.internal.tram.internal from south: no such name (1400 in 5 min)"),
            ],
            ongoing: &[
                (Broken, "query feed.depot.tram.internal.tram.internal: no such name, share {failed-lookups} %"),
                (Without("zone"), "serial 313 in force; missing names from memory: share {failed-lookups} %"),
                (Well, "serial 313 in force on both resolvers"),
                (HarmedBy("forget-names"), "resolvers are starting with empty memory, load {resolver-load}"),
            ],
        },
        Log {
            source: "vehicle-gateway",
            lines: &[
                line(140, "tram 1027: mobile link lost near the viaduct"),
                line(70, "tram 1031: firmware 5.2 installed at depot, reports every 8 s"),
                line(62, "packet loss 6 % in cell Gumieńce, as on most afternoons"),
                line(22, "58 of 59 vehicles report on time"),
            ],
            ongoing: &[(Broken, "58 of 59 vehicles report on time"), (Well, "58 of 59 vehicles report on time")],
        },
        Log {
            source: "channel",
            lines: &[
                line(72, "Bogna (vehicles): new firmware goes onto five trams today, shout if positions look odd"),
                line(47, "Kowal (network): camera names are in the zone, serial 312"),
                line(25, "Control room: lines 1 and 8 still show departures, the other six are dark"),
                line(7, "Bogna (vehicles): I could take the firmware back, but gateways look fine to me"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("dark-displays", "displays without departures, of 96", 1.0).broken(72.0, 36).harmed(96.0).pace(0.4, 0.6).most(96.0),
        Metric::steady("failed-lookups", "lookups of positions that find no such name, in %", 0.0).broken(75.0, 44).under(&[("forget-names", 99.0)]).relieved(75.0).pace(0.3, 0.8).most(100.0),
        Metric::steady("vehicles-reporting", "vehicles that report on time, of 59", 58.0).exact(),
        Metric::steady("packet-loss", "packets lost on the mobile links, in %", 5.0).decimals(1).bump(68, 50, 7.0),
        Metric::steady("resolver-load", "queries a second at both resolvers", 210.0).broken(330.0, 40).under(&[("forget-names", 4200.0)]).relieved(330.0),
    ],
    runbook: &[
        Entry::new("restore-zone", "Put the zone before the present one back in force, with a new serial.", Cure("zone"),
            "Records of serial 311 are in force as serial 313. Resolvers remember a missing name for up to an hour.")
            .trace("names", "zone tram.internal serial 313 in force, records as in 311"),
        Entry::new("forget-names", "Let both resolvers forget what they remember.", Cure("memory"),
            "north and south have forgotten; both answer positions.tram.internal with 10.8.4.20.")
            .trace("names", "memory of north and south cleared")
            .unless_after("restore-zone", Harm(10), "north and south have forgotten, the good answers that north still had among them; every lookup fails until north has read its own back, in ten minutes."),
        Entry::new("restart-forecast", "Restart forecast with empty memory of positions.", Nothing,
            "forecast restarted; it cannot look positions up.")
            .when(Cured, Nothing, "forecast restarted; it looks positions up and has departures for all lines.")
            .repeatable(),
        Entry::new("take-back-firmware", "Install firmware 5.1 on the trams that have 5.2, at the next stop with a gateway.", Nothing,
            "Firmware 5.1 on 5 trams. 58 of 59 vehicles report on time."),
        Entry::new("restart-displays", "Restart all displays. Each is dark for ten minutes.", Harm(10),
            "96 displays are restarting, those that still showed departures too.")
            .repeatable(),
        Entry::new("show-timetable", "Let displays show planned departures with a note for twenty minutes.", Relief(20),
            "Displays show planned departures, marked as such.")
            .repeatable(),
        Entry::new("send-all-to-north", "Let every lookup go to resolver north.", Nothing,
            "north refuses the clients of south; their lookups went back to south.")
            .repeatable(),
    ],
    cause: Cause {
        told: "serial 312 of the zone tram.internal, loaded 46 minutes before the page to add cameras, lost the closing dot of the target of positions, so the name leads to feed.depot.tram.internal.tram.internal, which does not exist. Resolver south had it at once; north goes on with its remembered answer until that runs out, so two of eight lines still show departures. Restoring the zone is not enough until the resolvers forget the missing name; to let them forget first makes all lookups fail.",
        misleading: "new firmware on five trams and lost packets on mobile links: 58 of 59 vehicles reported throughout.",
        remaining: "add the camera names again with a checked zone file; have zone files tested before they are loaded; shorten how long a missing name is remembered.",
        signs: &[
            &["zone", "serial 312", "tram.internal.tram.internal"],
            &["dot", "tram.internal.tram.internal"],
            &["no such name", "no closing dot", "positions", "missing", "does not exist", "lost", "without"],
        ],
    },
};
