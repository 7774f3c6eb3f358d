//! A log level left at its most talkative fills a disk.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, HarmedBy, Relieved, Well, Without};
use crate::incident::When::{After, Eased};
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "rain-gauges",
    title: "Rain gauges whose readings are lost",
    area: "storage",
    paged_at: time(4, 50),
    setting: "the flood warning of a river basin on Luzon: 340 rain gauges report every minute to one collector, and the duty hydrologist reads their curves.",
    page: "collector-1: cannot store readings, disk 100 % full. Curves of 340 gauges end at 04:31. A storm is forecast to make landfall at 07:00.",
    services: &[
        ("collector-1", "takes readings from the gauges and keeps them; buffers 90 minutes in memory"),
        ("store", "the readings' database, on the same disk as the logs"),
        ("curves", "what the hydrologist sees"),
        ("vault", "takes a copy of the store every night"),
    ],
    logs: &[
        Log {
            source: "collector-1",
            lines: &[
                line(160, "NOTICE settings read: loglevel=wire (set by remote desk 02:10, ticket \"gauge 88 garbled\", was notice)"),
                decisive(150, "WIRE gauge 88 >> 7e 01 58 00 3c 9a ... every byte in both directions is written from here on"),
                line(95, "WIRE gauge 12 << 7e 01 0c 00 41 02 7e"),
                line(45, "NOTICE gauge 88: modem replaced, readings clean"),
                line(19, "ALERT write to store failed: no space left, reading kept in memory"),
                line(8, "ALERT 3740 readings in memory"),
            ],
            ongoing: &[
                (Broken, "ALERT no space left; readings in memory: {buffered}; WIRE output goes on"),
                (Relieved, "NOTICE space again; readings in memory: {buffered}; WIRE output goes on"),
                (Well, "NOTICE readings in memory: {buffered}; all written"),
                (HarmedBy("restart-collector"), "NOTICE gauges are calling in again; readings in memory since the restart: {buffered}"),
                (HarmedBy("delete-store-journal"), "ALERT store damaged, writes refused; readings in memory: {buffered}"),
                (Without("level"), "ALERT little or no space; readings in memory: {buffered}; WIRE output has ended"),
            ],
        },
        Log {
            source: "disk-watch",
            lines: &[
                line(176, "/data 61 percent: store 48, logs 4, snapshot 9"),
                line(120, "/data 73 percent: store 48, logs 16, snapshot 9"),
                decisive(80, "/data 84 percent: store 48, logs/collector-1.wire 27, snapshot 9"),
                line(50, "/data 95 percent: mail to storage team"),
                decisive(20, "/data 100 percent: store 48, logs/collector-1.wire 43, snapshot 9"),
            ],
            ongoing: &[
                (Broken, "/data {disk-used} percent: logs/collector-1.wire is the largest that grows"),
                (Relieved, "/data {disk-used} percent: logs/collector-1.wire growing"),
                (Without("level"), "/data {disk-used} percent: logs/collector-1.wire is the largest, nothing grows"),
                (Well, "/data {disk-used} percent: nothing grows unusually"),
            ],
        },
        Log {
            source: "vault",
            lines: &[
                line(170, "nightly copy begun, snapshot of store 9 percent of /data"),
                line(110, "copy took longer than yesterday: 61 minutes, 12 new gauges since Monday"),
                line(109, "snapshot kept until 06:00 as agreed"),
            ],
            ongoing: &[(Broken, "idle"), (Well, "idle")],
        },
        Log {
            source: "channel",
            lines: &[
                line(163, "Remote desk: gauge 88 sends garbage, having a close look at the line tonight"),
                line(52, "Amihan (storage): disk mail came in, I would guess the copy of the new gauges, will look in the morning"),
                line(44, "Remote desk: gauge 88 is fine since the modem was changed, ticket closed, good night"),
                line(6, "Duty hydrologist: my curves stand still, I need them before six"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("disk-used", "disk /data of collector-1 in use, in %", 61.0).broken(125.0, 160).relieved(88.0).held_without("level").well(57.0).pace(0.033, 0.9).exact().most(100.0),
        Metric::steady("log-rate", "log written by collector-1, in MB a minute", 1.0).broken(212.0, 160).relieved(212.0).without("level", 1.0).pace(1.0, 1.0),
        Metric::steady("buffered", "readings that wait in memory", 20.0).broken(11000.0, 20).under(&[("delete-store-journal", 14000.0)]).falls("restart-collector", f64::INFINITY).relieved(300.0).pace(0.1, 0.6),
        Metric::steady("readings-stored", "readings written to the store in five minutes", 1700.0).broken(0.0, 20).under(&[("delete-store-journal", 0.0)]).pace(1.0, 0.9),
        Metric::steady("gauges-heard", "gauges heard in five minutes, of 340", 339.0).under(&[("restart-collector", 120.0)]).exact(),
    ],
    runbook: &[
        Entry::new("set-log-level-notice", "Set the log level of collector-1 to notice, at once and without restart.", Cure("level"),
            "loglevel=notice; collector-1.wire does not grow any more. /data is still full.")
            .trace("collector-1", "NOTICE loglevel=notice set by on-call")
            .when(Eased, Cure("level"), "loglevel=notice; collector-1.wire does not grow any more.")
            .when_trace("collector-1", "NOTICE loglevel=notice set by on-call"),
        Entry::new("clear-old-logs", "Delete the closed log files on /data, and empty those that are not named in the rules of keeping.", Cure("space"),
            "43 percent of /data freed.")
            .trace("disk-watch", "/data: logs/collector-1.wire removed")
            .unless_after("set-log-level-notice", Relief(15), "Closed log files deleted; collector-1.wire is open and grows on."),
        Entry::new("restart-collector", "Restart collector-1. What waits in memory is lost.", Harm(10),
            "collector-1 restarted with loglevel=wire as stored; readings in memory were lost.")
            .trace("collector-1", "NOTICE started; memory empty; gauges are calling in again")
            .when(After("set-log-level-notice"), Harm(10), "collector-1 restarted with loglevel=notice as stored; readings in memory were lost.")
            .when_trace("collector-1", "NOTICE started; memory empty; gauges are calling in again")
            .repeatable(),
        Entry::new("delete-store-journal", "Delete the journal files of the store, which are large.", Harm(200),
            "Journal deleted; the store came up damaged and must be restored from the vault.")
            .trace("collector-1", "ALERT store reports missing journal, writes refused"),
        Entry::new("drop-snapshot", "Delete the snapshot that the vault keeps until morning.", Relief(10),
            "9 percent of /data freed; tonight's copy cannot be checked against it any more."),
        Entry::new("detach-new-gauges", "Leave out the 12 gauges that were added this week.", Nothing,
            "12 gauges are heard and not stored any more. Disk as full as before."),
        Entry::new("restart-curves", "Restart the curves page.", Nothing,
            "curves restarted; they end where the readings in the store end.")
            .repeatable(),
    ],
    cause: Cause {
        told: "the log level of collector-1 was set to wire at 02:10 to look at gauge 88 and never set back after the gauge was repaired. Every byte of every gauge is written to collector-1.wire, 200 MB a minute, until /data was full and the store on the same disk could not write. disk-watch names the file that grows. Clearing logs first helps for minutes only.",
        misleading: "the longer nightly copy and the 12 new gauges, which the storage team suspected; the store and the snapshot had not grown.",
        remaining: "give logs a disk or a limit of their own; let the wire level end by itself; send the disk alert at 80 percent to someone awake; check that what was buffered reached the store and say which minutes are lost.",
        signs: &[
            &["wire", "verbose", "every byte", "never set back", "not set back", "not reset", "never reset"],
            &["collector-1", "collector", "gauge 88"],
            &["disk", "/data", "byte", "space", "full", "written", "grow"],
        ],
    },
};
