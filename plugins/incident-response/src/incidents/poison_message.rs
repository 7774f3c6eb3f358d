//! One message that its reader cannot digest holds up a queue.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, Harmed, Well};
use crate::incident::When::Cured;
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "parcel-labels",
    title: "Parcel labels that are not printed",
    area: "queue",
    paged_at: time(11, 35),
    setting: "the parcel desk of a mail order cooperative in Cochabamba, whose 14 packing tables print a label for every order.",
    page: "Queue label-jobs: oldest job is 38 minutes old (limit 5). Packing tables 1 to 14 print nothing. The van leaves at 13:00.",
    services: &[
        ("orders", "puts one job on the queue label-jobs for each packed order"),
        ("labeller", "three workers that take jobs in order, ask the carrier for a number and print"),
        ("broker", "keeps the queues; a job that is not confirmed goes back to the head"),
        ("carrier-link", "asks the carrier for parcel numbers"),
    ],
    logs: &[
        Log {
            source: "labeller",
            lines: &[
                line(90, "worker-2 job 55102 printed at table 9"),
                line(44, "worker-1 job 55371 printed at table 3"),
                decisive(38, "worker-3 job 55374 died: address line 2, character U+FFFC cannot be drawn; exit code 70"),
                decisive(37, "worker-1 job 55374 died: address line 2, character U+FFFC cannot be drawn; exit code 70"),
                line(36, "worker-3 up again after 45 s"),
                decisive(35, "worker-2 job 55374 died: address line 2, character U+FFFC cannot be drawn; exit code 70"),
                line(8, "workers up again for the 48th time today"),
            ],
            ongoing: &[
                (Broken, "a worker took job 55374 from the head and died, exit code 70; restarts in 5 min: {worker-restarts}"),
                (Well, "printed in 5 min: {labels-printed}"),
                (Harmed, "printing nothing, tables wait"),
            ],
        },
        Log {
            source: "broker",
            lines: &[
                line(175, "volume vol-b enlarged from 40 to 80 GB, no interruption"),
                line(52, "label-jobs depth 6, consumers 3"),
                line(37, "label-jobs: job 55374 not confirmed, returned to head (delivery 2)"),
                line(35, "label-jobs: job 55374 not confirmed, returned to head (delivery 3)"),
                line(15, "label-jobs depth 160, consumers between 0 and 3"),
                decisive(4, "label-jobs: job 55374 not confirmed, returned to head (delivery 51)"),
            ],
            ongoing: &[
                (Broken, "label-jobs depth {queue-depth}, head unchanged"),
                (Well, "label-jobs depth {queue-depth}, head moving"),
            ],
        },
        Log {
            source: "carrier-link",
            lines: &[
                line(120, "number request 210 ms"),
                line(61, "number request 1900 ms, carrier answers slowly"),
                line(49, "number request 2300 ms, carrier answers slowly"),
                line(41, "number request 240 ms"),
                line(30, "no requests in the last 5 min"),
            ],
            ongoing: &[(Broken, "no requests in the last 5 min"), (Harmed, "no requests in the last 5 min"), (Well, "number requests at 230 ms on average")],
        },
        Log {
            source: "channel",
            lines: &[
                line(170, "Teófilo (platform): disk of the broker is bigger now, tell me if it acts up"),
                line(58, "Table 6: labels come late, is the carrier slow again?"),
                line(33, "Table 2: nothing comes out at all now"),
                line(10, "Rosaura (orders): a customer pasted her address from a chat, with a little picture in it, looked funny on the packing slip"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("queue-depth", "jobs waiting in label-jobs", 5.0).broken(420.0, 38).relieved(420.0).falls("purge-label-jobs", f64::INFINITY).pace(0.09, 0.4),
        Metric::steady("labels-printed", "labels printed in five minutes", 46.0).broken(0.0, 38).harmed(0.0).relieved(15.0).pace(1.0, 0.9),
        Metric::steady("worker-restarts", "restarts of labeller workers in five minutes", 0.0).broken(6.0, 38).relieved(3.0).pace(1.0, 1.0).exact(),
        Metric::steady("orders-held", "packed orders whose job is not on the queue", 0.0).harmed(140.0).exact(),
        Metric::steady("carrier-latency", "time of a number request to the carrier, in ms", 230.0).bump(65, 45, 2200.0),
        Metric::steady("broker-disk", "disk of the broker in use, in %", 31.0).exact(),
    ],
    runbook: &[
        Entry::new("restart-labeller", "Restart the three workers of labeller.", Nothing,
            "worker-1, worker-2 and worker-3 restarted; the first took job 55374 and ended with exit code 70.")
            .when(Cured, Nothing, "worker-1, worker-2 and worker-3 restarted; they are taking jobs.")
            .repeatable(),
        Entry::new("add-workers", "Start nine more workers of labeller.", Harm(10),
            "12 workers are up and take turns in dying at the head of the queue; the broker holds publishers back.")
            .trace("broker", "consumers 12, redelivery rate over limit, publishers held back for 10 min")
            .when(Cured, Harm(10), "12 workers are up and ask for the head of the queue all at once; the broker holds publishers and workers back.")
            .when_trace("broker", "consumers 12, over limit, publishers and consumers held back for 10 min"),
        Entry::new("set-aside-head", "Move the job at the head of label-jobs to the side queue label-odd, where a person can look at it.", Cure("head"),
            "Job 55374 moved to label-odd. Head is now job 55375.")
            .trace("broker", "label-jobs: job 55374 moved to label-odd by on-call"),
        Entry::new("purge-label-jobs", "Delete all jobs in label-jobs that are not handed out. Their orders have to be released again by hand.", Harm(25),
            "All jobs behind 55374 deleted, 55374 was handed out and came back; the packed parcels have no labels coming.")
            .trace("broker", "label-jobs purged by on-call")
            .when(Cured, Harm(25), "All jobs that were waiting are deleted; the packed parcels have no labels coming.")
            .when_trace("broker", "label-jobs purged by on-call")
            .repeatable(),
        Entry::new("switch-carrier", "Ask the second carrier for parcel numbers.", Nothing,
            "carrier-link asks the second carrier now; no requests are coming in.")
            .when(Cured, Nothing, "carrier-link asks the second carrier now."),
        Entry::new("move-broker-volume", "Move the queues to the broker's spare volume, with a pause of three minutes.", Nothing,
            "Queues are on the spare volume; order and depth unchanged."),
        Entry::new("print-by-hand", "Let the tables print plain labels from the order list, slowly, for a while.", Relief(15),
            "Plain labels are being printed from the list for the next quarter of an hour.")
            .repeatable(),
    ],
    cause: Cause {
        told: "job 55374, whose address holds a picture character (U+FFFC) that the label renderer cannot draw. Each worker that takes it dies, the broker puts it back at the head, and nothing behind it is printed. The workers' log names the job and the character; the broker shows the same job delivered dozens of times.",
        misleading: "a slow spell of the carrier that had ended before, and the enlarged disk of the broker.",
        remaining: "print the label of 55374 by hand; make labeller replace what it cannot draw and set a limit of deliveries on the queue; check that the backlog was worked off before the van left.",
        signs: &[
            &["55374"],
            &["character", "u+fffc", "address", "picture", "symbol"],
            &["died", "die", "crash", "exit code 70", "cannot be drawn", "poison", "head"],
        ],
    },
};
