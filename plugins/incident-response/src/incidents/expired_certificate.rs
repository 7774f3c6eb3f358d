//! A client certificate between two hospital systems ran out in the morning.

use crate::incident::Effect::{Cure, Harm, Nothing};
use crate::incident::Health::{Broken, HarmedBy, Well};
use crate::incident::When::Cured;
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "clinic-letters",
    title: "Hospital letters that do not reach the records",
    area: "certificates",
    paged_at: time(7, 10),
    setting: "the document exchange of three hospitals in Wallonia, which carries referral letters and laboratory findings into the patient records.",
    page: "Exchange: 0 documents delivered to records since 06:00 (usual: 70 in ten minutes). 480 are waiting. Wards start their rounds at 07:30.",
    services: &[
        ("exchange", "takes documents from wards and laboratories and delivers them to records"),
        ("records", "the patient records; admits senders by their certificate"),
        ("desk", "the web page on which doctors look documents up"),
        ("border", "the firewall between the hospital sites"),
    ],
    logs: &[
        Log {
            source: "exchange",
            lines: &[
                line(165, "batch 8120 accepted by records, 34 documents"),
                line(82, "batch 8127 accepted by records, 29 documents"),
                line(68, "batch 8128: handshake with records broken off by the other side, will try again in 120 s"),
                line(64, "batch 8128: handshake with records broken off by the other side, will try again in 240 s"),
                line(20, "17 batches parked, the oldest is 8128"),
            ],
            ongoing: &[
                (Broken, "parked documents: {waiting}; handshake broken off by the other side"),
                (Well, "batch accepted by records; parked documents: {waiting}"),
                (HarmedBy("restart-records"), "records does not listen; parked documents: {waiting}"),
                (HarmedBy("open-records-gate"), "delivery stopped by duty officer; parked documents: {waiting}"),
            ],
        },
        Log {
            source: "records-gate",
            lines: &[
                line(170, "admitted CN=exchange.liaison serial 5F-09 for 34 documents"),
                decisive(68, "turned away CN=exchange.liaison serial 5F-09: notAfter 06:00 today has passed"),
                decisive(64, "turned away CN=exchange.liaison serial 5F-09: notAfter 06:00 today has passed"),
                line(51, "admitted CN=pharmacy.liaison serial 61-44 for 3 orders"),
                decisive(20, "turned away CN=exchange.liaison serial 5F-09: notAfter 06:00 today has passed (22 times in the hour)"),
            ],
            ongoing: &[
                (Broken, "turned away CN=exchange.liaison: certificate not valid at this time"),
                (Well, "admitted CN=exchange.liaison serial 7A-01"),
                (HarmedBy("restart-records"), "gate closed while records is starting"),
                (HarmedBy("open-records-gate"), "gate closed by duty officer, senders are being checked"),
            ],
        },
        Log {
            source: "border",
            lines: &[
                line(100, "rule set 212 loaded by planned change: printers of site Ourthe moved to segment 40"),
                line(99, "rule set 212: 14 rules changed, 0 concern records or exchange"),
                line(45, "port scan from the guest network at site Vesdre, dropped"),
            ],
            ongoing: &[(Broken, "flow exchange to records permitted, 0 drops"), (Well, "flow exchange to records permitted, 0 drops")],
        },
        Log {
            source: "channel",
            lines: &[
                line(160, "Delphine (web): new certificate for desk is live since last evening, all browsers happy"),
                line(98, "Mehdi (network): change at the firewall went through, printers are moving"),
                line(12, "Ward 3B: no blood values from the night in the record, is that you or the lab?"),
                line(5, "Mehdi (network): I can undo the firewall change if you think it is that"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("delivered", "documents delivered to records in five minutes", 35.0).broken(0.0, 70).under(&[("restart-records", 0.0), ("open-records-gate", 0.0)]).pace(1.0, 0.9),
        Metric::steady("waiting", "documents parked at exchange", 6.0).broken(700.0, 70).under(&[("restart-records", 900.0), ("open-records-gate", 900.0)]).falls("drop-parked", 200.0).pace(0.08, 0.35),
        Metric::steady("desk-errors", "pages of desk that fail, in %", 0.3).decimals(1),
        Metric::steady("border-drops", "packets dropped at the firewall in five minutes", 40.0).bump(100, 85, 310.0),
        Metric::steady("records-load", "processor of records, in %", 35.0).broken(28.0, 70).under(&[("restart-records", 97.0)]),
    ],
    runbook: &[
        Entry::new("renew-desk-certificate", "Have a new certificate issued for the web page desk, and install it.", Nothing,
            "desk has a new certificate, valid for 90 days; the one before was a day old."),
        Entry::new("renew-exchange-certificate", "Have a new client certificate issued for exchange. Exchange goes on with the one in memory until it is reloaded.", Cure("issue"),
            "Serial 7A-01 issued for CN=exchange.liaison, valid for 365 days, written to disk on exchange."),
        Entry::new("reload-exchange", "Let exchange read its keys and settings again, without loss of documents.", Cure("load"),
            "exchange reloaded; client certificate in use: serial 7A-01.")
            .trace("exchange", "settings and keys read again; client certificate serial 7A-01")
            .unless_after("renew-exchange-certificate", Nothing, "exchange reloaded; client certificate in use: serial 5F-09."),
        Entry::new("undo-firewall-change", "Load the rule set of the firewall that was in force before the present one.", Nothing,
            "Rule set 211 loaded. The printers of site Ourthe are cut off until they are moved back."),
        Entry::new("restart-records", "Restart the patient records, all nodes together. About 15 minutes without records.", Harm(15),
            "records is starting. Wards have no records meanwhile.")
            .trace("records-gate", "shutting down for restart, clinical sessions ended")
            .repeatable(),
        Entry::new("drop-parked", "Delete parked documents at exchange, so that new ones get through sooner.", Harm(10),
            "The oldest 200 parked documents were deleted; senders have to be asked to send them again.")
            .when(Cured, Harm(10), "Documents that were still parked were deleted; senders have to be asked to send them again.")
            .repeatable(),
        Entry::new("open-records-gate", "Let records admit any sender without a certificate.", Harm(20),
            "The gate was open for a minute; the data protection alarm went off, and the duty officer put the check back and stopped delivery for 20 minutes.")
            .trace("records-gate", "check of senders switched off by on-call; switched on and delivery stopped by duty officer")
            .repeatable(),
    ],
    cause: Cause {
        told: "the client certificate with which exchange identifies itself to records (CN=exchange.liaison, serial 5F-09) expired at 06:00, and records turns it away since. The log of records' gate gives the reason; exchange's own log only sees a handshake broken off. A new certificate helps only after exchange is reloaded.",
        misleading: "the firewall change 100 minutes before the page, which touched printers only, and the new certificate of the web page desk, which is another one and fine.",
        remaining: "watch the expiry of client certificates and not of web pages alone; put the renewal on a calendar with an owner; check with wards that all parked documents arrived.",
        signs: &[
            &["exchange"],
            &["certificate", "serial 5f-09", "cn=exchange.liaison"],
            &["expire", "notafter", "ran out", "run out", "no longer valid", "not valid", "lapsed", "expiry"],
        ],
    },
};
