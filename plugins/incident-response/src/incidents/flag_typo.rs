//! A switch that is asked for by one name and set under another.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, Harmed, HarmedBy, Well, Without};
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "bookshop-invoices",
    title: "A bookseller whose invoices are rejected",
    area: "configuration",
    paged_at: time(14, 0),
    setting: "the back office of a bookseller in Ljubljana that ships to 27 countries and must have each invoice confirmed by the revenue service.",
    page: "Invoices: 38 % rejected since noon (limit 1 %). 640 parcels stand packed and may not leave without an invoice. The courier comes at 16:30.",
    services: &[
        ("tax", "computes the tax on an order by the rules of its country"),
        ("invoicing", "writes invoices and sends them to the revenue service for confirmation"),
        ("flags", "settings that can be changed without a release"),
        ("rates", "fetches exchange rates once a day"),
    ],
    logs: &[
        Log {
            source: "invoicing",
            lines: &[
                line(160, "confirmed 31 invoices in 5 min, rejected 0"),
                line(118, "rejected RS-20514, country SK: code 214 rate not in force (found 20, expected 23)"),
                line(103, "rejected RS-20533, country EE: code 214 rate not in force (found 22, expected 24)"),
                line(71, "confirmed RS-20561, country AT"),
                line(33, "rejected RS-20640, country SK: code 214 rate not in force (found 20, expected 23)"),
            ],
            ongoing: &[
                (Broken, "rejected {rejected} of 100, all code 214, countries SK EE FI"),
                (Well, "rejected {rejected} of 100"),
                (HarmedBy("roll-back-tax"), "rejected {rejected} of 100, three more countries among them"),
                (Harmed, "revenue service has put our submissions on hold; rejected {rejected} of 100"),
                (Without("name"), "rejected {rejected} of 100; parcels that wait for an invoice: {parcels-held}"),
            ],
        },
        Log {
            source: "tax",
            lines: &[
                line(120, "cut-over reached; asking flags for new-rates-2025"),
                decisive(120, "flags has no new-rates-2025, taking the default: off (old rates)"),
                line(90, "rules for 27 countries loaded, table old"),
                decisive(14, "flags has no new-rates-2025, taking the default: off (old rates); asked 5,210 times since 12:00"),
            ],
            ongoing: &[(Broken, "flag new-rates-2025 not found, old rates used"), (HarmedBy("roll-back-tax"), "release of last month, asks for no flag"), (Without("name"), "flag new-rates-2025 on, new rates used"), (Well, "flag new-rates-2025 on, new rates used")],
        },
        Log {
            source: "flags",
            lines: &[
                line(176, "gift-wrap set on by Tjaša"),
                decisive(140, "new-rates-2O25 set on by Urban, from 12:00 (note: letter case and digits are not checked)"),
                line(66, "newsletter-popup set off by Tjaša"),
                line(65, "store healthy, 148 settings, reads 900/s"),
            ],
            ongoing: &[],
        },
        Log {
            source: "rates",
            lines: &[
                line(170, "feed of exchange rates late: 07:00 file missing, using yesterday's"),
                line(101, "feed arrived, 31 currencies, largest move 0.3 percent"),
                line(40, "revenue service: confirmation took 2.8 s (usual 1.1 s)"),
                line(22, "revenue service: confirmation took 2.2 s (usual 1.1 s)"),
            ],
            ongoing: &[],
        },
        Log {
            source: "channel",
            lines: &[
                line(139, "Urban (finance): new rates are switched on for noon, checked it in the list, green dot"),
                line(57, "Packing hall: printer says invoice pending for every second parcel to Bratislava"),
                line(35, "Maja (shop): exchange rates were late today, could it be that?"),
                line(8, "Urban (finance): the revenue service is slow since lunch, probably overloaded with new rules"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("rejected", "invoices rejected, of 100", 0.3).broken(38.0, 120).harmed(95.0).without("name", 0.3).decimals(1).pace(0.8, 0.9),
        Metric::steady("parcels-held", "packed parcels without a confirmed invoice", 8.0).broken(900.0, 120).harmed(1100.0).relieved(700.0).held_without("name").pace(0.05, 0.4),
        Metric::steady("missing-flag", "questions to flags for a name that is not there, in five minutes", 0.0).broken(210.0, 120).relieved(210.0).under(&[("roll-back-tax", 0.0)]).without("name", 0.0).pace(1.0, 1.0).decisive(),
        Metric::steady("confirm-time", "time of a confirmation by the revenue service, in s", 1.1).lasting(2.4, 45).decimals(1).pace(0.5, 0.1),
        Metric::steady("flag-reads", "reads a second at flags", 900.0),
    ],
    runbook: &[
        Entry::new("list-and-fix-flag", "Compare the names that tax asks for with those in flags, and correct a name that fits none.", Cure("name"),
            "new-rates-2O25 (letter O) renamed to new-rates-2025 (digit zero); it is on.")
            .trace("flags", "new-rates-2O25 renamed to new-rates-2025 by on-call"),
        Entry::new("resend-rejected", "Compute rejected invoices anew and send them again.", Cure("resend"),
            "Rejected invoices computed anew and sent; all were confirmed.")
            .trace("invoicing", "rejected invoices sent again, all confirmed")
            .unless_after("list-and-fix-flag", Harm(15), "The same invoices went out with the same rates; the revenue service put submissions on hold for repeated errors."),
        Entry::new("skip-confirmation", "Print invoices without confirmation.", Harm(200),
            "Invoices are printed unconfirmed; the revenue service noticed, opened a case and put submissions on hold."),
        Entry::new("restart-flags", "Restart flags.", Nothing,
            "flags restarted, 148 settings as before.")
            .repeatable(),
        Entry::new("fetch-rates-again", "Fetch the exchange rates of today again.", Nothing,
            "31 currencies fetched; nothing changed.")
            .repeatable(),
        Entry::new("roll-back-tax", "Put the release of tax from last month back, which does not know the countries' new rates.", Harm(20),
            "tax of last month is running; orders to three more countries fail. The present release comes back by itself in 20 minutes.")
            .repeatable(),
        Entry::new("ship-home-only", "Send only parcels within Slovenia for twenty minutes; their rate has not changed.", Relief(20),
            "Only parcels within the country are invoiced for now.")
            .repeatable(),
    ],
    cause: Cause {
        told: "the flag for the new tax rates was set under the name new-rates-2O25, with the letter O, while tax asks for new-rates-2025, with a zero, does not find it and takes the old rates. Invoices to countries whose rate changed at noon are rejected with code 214. The log of tax says that the flag does not exist; the log of flags has the misspelt one.",
        misleading: "the late exchange rates, which moved by 0.3 percent, and the slow confirmations, which are a load of their own and reject nothing.",
        remaining: "have flags refuse names that no program asks for, and tax fail loudly on a missing one; check invoices confirmed since noon for the old rate; tell the packing hall and the courier.",
        signs: &[
            &["new-rates", "new rates", "2o25"],
            &["flag"],
            &["2o25", "no new-rates-2025", "letter o", "typo", "misspel", "spel", "not found", "wrong name"],
        ],
    },
};
