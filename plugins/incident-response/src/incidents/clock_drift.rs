//! One of three sign-in hosts lives a minute and a half in the past.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, Harmed, HarmedBy, Relieved, Well};
use crate::incident::When::Cured;
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "sign-in-codes",
    title: "One-time codes that are wrong one time in three",
    area: "time",
    paged_at: time(9, 40),
    setting: "the sign-in of a credit union in Kerala, where members confirm with a six-digit code from an app that changes every 30 seconds.",
    page: "Sign-in: 34 % of codes refused (limit 6 %). Helpline has 90 callers waiting. Members say that it works on the second or third try.",
    services: &[
        ("auth-a, auth-b, auth-c", "three hosts that check codes; a member meets any of them"),
        ("secrets", "the store of the members' app secrets"),
        ("app", "the members' app; release 8.0 since yesterday"),
        ("timekeeper", "the time server of the data centre"),
    ],
    logs: &[
        Log {
            source: "auth",
            lines: &[
                line(160, "[auth-b] moved to host frame 7, started, joins the ring"),
                line(150, "[auth-a] refused 1 of 31 codes"),
                line(88, "[auth-b] refused 9 of 30 codes"),
                line(47, "[auth-c] refused 2 of 33 codes"),
                line(46, "[auth-b] refused 28 of 29 codes"),
                decisive(22, "[auth-b] member 40771: code belongs to a window that begins 84 s from now by local clock, refused"),
                decisive(13, "[auth-b] member 51820: code fits a window 3 steps ahead of local time, refused"),
                line(4, "[auth-a] refused 1 of 36 codes"),
            ],
            ongoing: &[
                (Broken, "[auth-b] codes ahead of local time, refused; all hosts together {refused-codes} percent"),
                (Relieved, "[auth-a] [auth-c] refused few; all hosts together {refused-codes} percent"),
                (Well, "[auth-a] [auth-b] [auth-c] refused few; all hosts together {refused-codes} percent"),
                (HarmedBy("widen-window-all"), "[auth-a] [auth-b] [auth-c] sign-in suspended by fraud control"),
                (Harmed, "[auth-a] members without a secret cannot confirm"),
            ],
        },
        Log {
            source: "hosts",
            lines: &[
                line(162, "frame 7: image base-19 booted for auth-b"),
                decisive(161, "frame 7: timekeeper not in settings of image base-19, clock runs free"),
                line(140, "frame 5 (auth-a): offset to timekeeper 3 ms"),
                line(139, "frame 6 (auth-c): offset to timekeeper 4 ms"),
                line(75, "frame 6: fan 2 replaced"),
            ],
            ongoing: &[
                (Broken, "frame 5 and 6: offset to timekeeper below 5 ms; frame 7: not measured"),
                (Well, "frames 5, 6 and 7: offset to timekeeper below 5 ms"),
            ],
        },
        Log {
            source: "app-reports",
            lines: &[
                line(170, "release 8.0: 12 percent of phones updated"),
                line(95, "release 8.0: crash on old tablets when the camera is opened, 40 reports"),
                line(34, "\"code wrong, tried again, fine\" from 7.9 and 8.0 alike, 310 reports"),
                line(11, "text message carrier: delay of 20 s for reset messages, improving"),
            ],
            ongoing: &[(Broken, "reports of wrong codes: 7.9 and 8.0 in equal shares")],
        },
        Log {
            source: "channel",
            lines: &[
                line(166, "Lakshmi (platform): moving auth-b to the new frame this morning, should not be noticed"),
                line(36, "Jobin (app): is it 8.0? I can pull it from the stores"),
                line(18, "Helpline: members are angry, some are locked out after five tries"),
                line(6, "Anvar (security): if someone got at the secrets we would have to reset them all"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("refused-codes", "codes refused, all hosts, in %", 3.0).broken(34.0, 90).harmed(88.0).decimals(1).pace(0.25, 0.8),
        Metric::steady("refused-auth-b", "codes refused by auth-b, in %", 3.0).broken(97.0, 95).harmed(97.0).pace(0.25, 0.8).most(100.0),
        Metric::steady("clock-auth-b", "how far the clock of auth-b is behind the phones', in s", 0.0).broken(96.0, 160).under(&[("take-out-auth-b", 96.0)]).pace(0.12, 1.0).exact().decisive(),
        Metric::steady("clock-auth-a", "how far the clock of auth-a is behind the phones', in s", 0.0),
        Metric::steady("sign-ins", "sign-ins tried in a minute", 190.0).broken(260.0, 70),
        Metric::steady("secret-reads", "reads a minute at secrets", 185.0).broken(255.0, 70),
    ],
    runbook: &[
        Entry::new("set-clock-auth-b", "Set the clock of auth-b to that of timekeeper, once.", Relief(15),
            "Clock of auth-b set forward by {clock-auth-b} s. It is not kept there by anything.")
            .trace("hosts", "frame 7: clock stepped by hand")
            .when(Cured, Nothing, "Clock of auth-b follows timekeeper; there was nothing to set.")
            .repeatable(),
        Entry::new("restore-time-source", "Put timekeeper into the time settings of auth-b and let its clock follow it.", Cure("clock"),
            "auth-b follows timekeeper; clock stepped, offset 4 ms.")
            .trace("hosts", "frame 7: timekeeper added, clock stepped, offset 4 ms"),
        Entry::new("take-out-auth-b", "Take auth-b out of the ring for twenty minutes; the two others can carry the load.", Relief(20),
            "auth-b gets no sign-ins.")
            .repeatable(),
        Entry::new("reset-all-secrets", "Void the app secrets of all members. Each has to register the app again.", Harm(240),
            "62,000 secrets voided. Members must register again, at the helpline or a branch."),
        Entry::new("widen-window-all", "Accept codes up to five minutes old or early, on all hosts.", Harm(15),
            "Window widened; fraud control saw replayed codes, set the window back and suspended sign-in for a quarter of an hour.")
            .repeatable(),
        Entry::new("withdraw-app-release", "Withdraw release 8.0 from the stores; phones keep what they have.", Nothing,
            "8.0 is withdrawn. Shares of refused codes as before."),
        Entry::new("restart-auth", "Restart the program on auth-a, auth-b and auth-c in turn.", Nothing,
            "Restarted on all three hosts.")
            .repeatable(),
    ],
    cause: Cause {
        told: "the clock of auth-b is about 94 seconds behind. It was moved to another frame with an image whose settings lack the time server, so its clock runs free, and it takes valid codes for codes from the future. Only auth-b refuses codes, hence one try in three; its log says that codes fit windows ahead of its time.",
        misleading: "release 8.0 of the app (old and new releases report alike), delayed text messages, and the thought that secrets were stolen.",
        remaining: "correct the image before another host gets it; alert on clock offset, and on hosts where it is not measured; unlock members who failed five times.",
        signs: &[
            &["auth-b", "auth b", "frame 7"],
            &["clock", "time", "seconds behind"],
            &["seconds behind", "94 s", "minute and a half", "lag", "drift", "runs free", "ran free", "running free", "offset", "ahead of", "not synchron", "unsynchron"],
        ],
    },
};
