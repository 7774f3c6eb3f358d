//! A feature flag for all, and a service whose memory only grows.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, Harmed, HarmedBy, Relieved, Well, Without};
use crate::incident::When::After;
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "ferry-seats",
    title: "A ferry's seat service that keeps dying",
    area: "memory",
    paged_at: time(10, 25),
    setting: "the booking of a ferry line between the islands of the Aegean, on the Friday before a long weekend.",
    page: "seats: killed by the kernel 5 times in 30 minutes. One booking in four breaks off at the choice of seats. Next sailing closes at 12:00.",
    services: &[
        ("seats", "keeps which seat on which sailing is taken; six instances of 4 GB"),
        ("booking", "leads a passenger from sailing to ticket"),
        ("fares", "computes prices"),
        ("switches", "turns features on and off for shares of the visitors"),
    ],
    logs: &[
        Log {
            source: "seats",
            lines: &[
                line(172, "start of version 118, six of six in service (change: new deck plan of the Thalassini)"),
                line(140, "heap 1.1 GB after collection"),
                line(84, "heap 1.2 GB after collection"),
                decisive(66, "subscriber opened by live-plan, sailing 2207; open on all instances 24,000, closed 12"),
                line(58, "heap 2.3 GB after collection"),
                decisive(40, "subscribers of live-plan open: 56,000; no viewer behind 53,400 of them"),
                line(28, "instance 4 gone: killed, heap 4.0 GB"),
                line(11, "instance 2 gone: killed, heap 4.0 GB"),
            ],
            ongoing: &[
                (Broken, "instance killed, heap 4.0 GB; subscribers of live-plan open, all instances: {subscribers}"),
                (Relieved, "heap {heap} GB and growing; subscribers of live-plan open: {subscribers}"),
                (Well, "heap {heap} GB after collection, flat"),
                (HarmedBy("allow-8-gb"), "hosts out of memory, no instance answers"),
                (Harmed, "holds of seats are gone, passengers choose anew"),
                (Without("switch"), "heap {heap} GB after collection, full and no longer growing; subscribers of live-plan open, all instances: {subscribers}"),
            ],
        },
        Log {
            source: "switches",
            lines: &[
                line(155, "winter-banner off for all"),
                line(90, "live-plan: 2 percent of visitors, no complaint for a week"),
                line(75, "live-plan: 100 percent of visitors (Stavroula, product)"),
                line(32, "points-display: 10 percent of visitors (Minas, product)"),
            ],
            ongoing: &[],
        },
        Log {
            source: "fares",
            lines: &[
                line(131, "collector paused 340 ms, young generation small"),
                line(73, "collector paused 410 ms, young generation small"),
                line(29, "collector paused 390 ms, young generation small"),
                line(10, "price requests 160/s, errors 0"),
            ],
            ongoing: &[(Broken, "collector paused 400 ms; errors 0"), (Well, "collector paused 380 ms; errors 0")],
        },
        Log {
            source: "channel",
            lines: &[
                line(171, "Eleni (seats): 118 is out, only the deck plan changed"),
                line(74, "Stavroula (product): everybody sees seats change colour live now, so pretty"),
                line(27, "Eleni (seats): should I go back to 117? it was fine all of yesterday"),
                line(9, "Piraeus desk: people at the counter have paid and hold no seat"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("broken-bookings", "bookings that break off at the choice of seats, in %", 1.2).broken(25.0, 32).harmed(64.0).decimals(1).pace(0.4, 0.8),
        Metric::steady("heap", "memory of an average instance of seats, in GB", 1.1).broken(3.9, 75).harmed(0.6).held_without("switch").relieved(2.2).decimals(1).pace(0.2, 0.9),
        Metric::steady("subscribers", "open subscribers of live-plan at seats", 1200.0).broken(98000.0, 75).relieved(40000.0).held_without("switch").pace(0.1, 0.9).decisive(),
        Metric::steady("instances", "instances of seats in service, of 6", 6.0).broken(4.0, 30).harmed(0.0).exact(),
        Metric::steady("bookings", "bookings begun in a minute", 70.0).lasting(95.0, 120).pace(0.1, 0.1),
    ],
    runbook: &[
        Entry::new("go-back-to-117", "Put version 117 of seats in place of 118.", Nothing,
            "117 in service on six of six, with the holds and subscribers of 118. It opens more for live-plan as 118 does.")
            .when(After("turn-off-live-plan"), Nothing, "117 in service on six of six, with the holds and subscribers of 118."),
        Entry::new("turn-off-live-plan", "Turn the feature live-plan off for all visitors. What it has opened stays open.", Cure("switch"),
            "live-plan: 0 percent of visitors. Open subscribers stay until their instance is restarted.")
            .trace("switches", "live-plan: 0 percent of visitors (on-call)"),
        Entry::new("restart-seats-in-turn", "Restart the instances of seats one after another; holds of seats are passed on.", Cure("memory"),
            "Six of six restarted in turn, holds kept.")
            .trace("seats", "six of six restarted in turn by on-call")
            .unless_after("turn-off-live-plan", Relief(15), "Six of six restarted in turn, holds kept. Subscribers of live-plan are opening again."),
        Entry::new("restart-seats-at-once", "Restart all instances of seats together; holds of seats are dropped.", Harm(10),
            "All instances restarted together; 3,100 held seats were dropped, some of them paid for.")
            .repeatable(),
        Entry::new("turn-off-points-display", "Turn the feature points-display off for all visitors.", Nothing,
            "points-display: 0 percent of visitors."),
        Entry::new("tune-fares-collector", "Give fares a larger young generation and restart it.", Nothing,
            "fares restarted with a larger young generation; pauses are as before."),
        Entry::new("allow-8-gb", "Let each instance of seats have 8 GB. The hosts have 32 GB for six instances and the rest.", Harm(15),
            "Limits raised; the hosts ran out of memory and took booking down with them. They are starting with the former limits.")
            .repeatable(),
    ],
    cause: Cause {
        told: "the feature live-plan, turned on for all visitors 75 minutes before the page. seats opens a subscriber for each view of a plan and does not close it when the viewer leaves, so memory grows until instances are killed. At 2 percent of visitors nobody noticed. The log of seats counts open subscribers without viewers, and memory rises from the minute of the switch. Turning it off ends the growth; only a restart in turn frees what is held.",
        misleading: "version 118 of seats, out 100 minutes earlier with flat memory, the pauses of fares, which are as on other days, and points-display, turned on after the first signs.",
        remaining: "close subscribers when viewers leave, and test it under load, before live-plan comes back; alert on memory growth; settle the passengers who paid and hold no seat.",
        signs: &[
            &["live-plan", "live plan"],
            &["subscriber", "memory", "heap"],
            &["leak", "grow", "not closed", "never closed", "not close", "never close", "piling up", "pile up", "accumulat", "no viewer", "without viewer"],
        ],
    },
};
