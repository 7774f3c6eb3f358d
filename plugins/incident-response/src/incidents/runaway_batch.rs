//! A batch job with an empty filter works on everybody.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, Harmed, HarmedBy, Relieved, Well, Without};
use crate::incident::When::{After, Cured};
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "meter-accounts",
    title: "Power accounts that hang while a job runs",
    area: "batch",
    paged_at: time(19, 45),
    setting: "the customer accounts of a municipal power company in Rosario: top-ups for prepaid meters, meter readings and bills.",
    page: "Top-up: median time 41 s (usual 0.8 s), one in three gives up. Households with prepaid meters may lose power tonight.",
    services: &[
        ("top-up", "credits a prepaid meter within seconds"),
        ("accounts", "the database of 410,000 customers"),
        ("jobs", "runs planned work on accounts, most of it at night"),
        ("meter-net", "radio network of the meters"),
    ],
    logs: &[
        Log {
            source: "top-up",
            lines: &[
                line(130, "credit done in 0.7 s, meter 118-220"),
                line(52, "credit done in 6 s, meter 204-019, waited for row of accounts"),
                line(31, "credit done in 29 s, meter 118-954, waited for row of accounts"),
                line(12, "credit given up after 60 s, meter 377-401, waited for row of accounts"),
            ],
            ongoing: &[
                (Broken, "median of credits {top-up-time} s, waiting for rows of accounts"),
                (Relieved, "express path in use, median of credits {top-up-time} s"),
                (Well, "median of credits {top-up-time} s"),
                (Harmed, "credits cannot be written; customers are told to come back"),
            ],
        },
        Log {
            source: "jobs",
            lines: &[
                line(178, "read-cycle-6 finished, 34,100 meters"),
                line(70, "tariff-recalc requested from the desk of billing for ward Echesorto"),
                decisive(69, "tariff-recalc started with ward='' (name not in list, filter left empty): 410,000 customers to do, was 8,300 last time"),
                line(45, "tariff-recalc 31,000 of 410,000, holds locks until its end"),
                decisive(15, "tariff-recalc 97,500 of 410,000, holds locks until its end; expected to finish at 03:10"),
            ],
            ongoing: &[
                (Broken, "tariff-recalc going on over all 410,000 customers, rows locked: {locked-rows} thousand"),
                (Relieved, "tariff-recalc going on, rows locked: {locked-rows} thousand"),
                (Without("job"), "nothing running; a session of tariff-recalc is asleep, rows locked: {locked-rows} thousand"),
                (Well, "nothing running; next read-cycle-1 at 01:00"),
            ],
        },
        Log {
            source: "accounts",
            lines: &[
                line(150, "statements waiting: 0"),
                line(50, "statements waiting: 44, longest 8 s"),
                line(24, "statements waiting: 390, longest 40 s, all behind transaction 7731"),
                line(6, "statements waiting: 720, longest 60 s, all behind transaction 7731 (owner: jobs)"),
            ],
            ongoing: &[
                (Broken, "statements waiting: {waiting-statements}, behind transaction 7731"),
                (Well, "statements waiting: {waiting-statements}"),
                (HarmedBy("add-top-up-instances"), "statements waiting: {waiting-statements}, from 12 instances of top-up"),
                (Harmed, "restoring order after broken transactions, no new statements"),
            ],
        },
        Log {
            source: "meter-net",
            lines: &[
                line(145, "firmware wave 3: 2,000 meters in Fisherton done"),
                line(80, "relay Saladillo: 9 percent of frames repeated, heat"),
                line(38, "relay Saladillo: 8 percent of frames repeated, heat"),
                line(9, "credits delivered to meters within 3 s of being written"),
            ],
            ongoing: &[(Broken, "credits delivered to meters within 3 s of being written"), (Well, "credits delivered to meters within 3 s of being written")],
        },
        Log {
            source: "channel",
            lines: &[
                line(71, "Graciela (billing): Echesortu got the wrong tariff, I am starting the correction for them"),
                line(60, "Iván (meters): heat wave, everybody runs the cooling, more top-ups than usual"),
                line(28, "Iván (meters): is it my firmware wave? I stopped it at two thousand"),
                line(4, "Customer desk: the queue at the kiosk goes around the corner"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("top-up-time", "median time of a top-up, in s", 0.8).broken(41.0, 60).harmed(60.0).relieved(9.0).decimals(1).pace(0.25, 0.8),
        Metric::steady("locked-rows", "rows of accounts that are locked, in thousands", 0.2).broken(160.0, 69).relieved(160.0).held_without("job").decimals(1).pace(0.09, 0.95),
        Metric::steady("waiting-statements", "statements that wait at accounts", 2.0).broken(760.0, 60).harmed(1500.0).relieved(260.0).pace(0.2, 0.8),
        Metric::steady("top-ups", "top-ups tried in a minute", 38.0).lasting(55.0, 150).pace(0.3, 0.1),
        Metric::steady("repeated-frames", "frames on the radio network that are repeated, in %", 7.0).decimals(1).bump(90, 70, 9.0),
    ],
    runbook: &[
        Entry::new("stop-job-cleanly", "Tell the job that is running to stop and to take back what it has not finished.", Cure("job"),
            "tariff-recalc stopped at 101,000; its changes are being taken back. A session of it is left over, asleep in transaction 7731.")
            .trace("jobs", "tariff-recalc stopped by on-call, changes taken back"),
        Entry::new("end-leftover-transaction", "End a sleeping transaction whose job is over.", Cure("locks"),
            "Transaction 7731 ended; its locks are gone.")
            .trace("accounts", "transaction 7731 ended by on-call, locks released")
            .unless_after("stop-job-cleanly", Harm(15), "Transaction 7731 was cut off while its job was writing; the job started it anew and the database is sorting out halves."),
        Entry::new("kill-all-sessions", "End every session at accounts, top-ups included.", Harm(10),
            "All sessions ended; top-ups under way were debited and not credited. The job has a session again and went on where it was.")
            .when(Cured, Harm(10), "All sessions ended; top-ups under way were debited and not credited.")
            .when(After("stop-job-cleanly"), Harm(10), "All sessions ended; top-ups under way were debited and not credited. Transaction 7731 outlived its session.")
            .repeatable(),
        Entry::new("add-top-up-instances", "Start six more instances of top-up.", Harm(10),
            "12 instances are up, and twice as many statements wait in accounts. The six new ones give up in ten minutes.")
            .repeatable(),
        Entry::new("express-path", "Credit meters from a list in memory for a quarter of an hour and book later.", Relief(15),
            "Meters are credited from memory; booking is put off.")
            .repeatable(),
        Entry::new("undo-firmware-wave", "Put the former firmware on the meters of wave 3.", Nothing,
            "2,000 meters will fetch the former firmware over night."),
        Entry::new("restart-relay", "Restart the radio relay Saladillo.", Nothing,
            "Relay restarted; on the whole network {repeated-frames} percent of frames are repeated.")
            .repeatable(),
    ],
    cause: Cause {
        told: "the job tariff-recalc, started from billing 70 minutes before the page for the ward \"Echesorto\" (misspelt for Echesortu), found no such ward, left its filter empty and is recalculating all 410,000 customers in one transaction that keeps its locks until the end. Top-ups wait for locked rows. The log of jobs gives the empty ward and the count; accounts shows everything waiting behind the transaction of jobs. The job has to be stopped first and its left-over transaction ended then.",
        misleading: "the heat wave's higher demand, repeated radio frames and the firmware wave: credits reach meters in seconds once they are written.",
        remaining: "correct the tariff of Echesortu, the ward that was meant; have the job refuse an unknown ward and commit in portions; check the 100,000 customers that were touched; make good top-ups that were given up.",
        signs: &[
            &["tariff-recalc", "tariff recalc", "recalculation"],
            &["410,000", "410000", "410 000", "all customers", "every customer", "empty", "filter"],
            &["lock", "ward", "transaction", "customers"],
        ],
    },
};
