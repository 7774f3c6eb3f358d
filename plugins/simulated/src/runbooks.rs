//! What a simulated actor knows about the incidents of the first-party family: which logs tell, which steps help,
//! which do nothing or harm, and what the cause is.
//!
//! An incident is recognised by the steps of its runbook, as they stand in the tools. A test plays all of them against
//! the family itself. Which of these the actor does is `on_call`'s business.

/// One incident.
#[derive(Debug)]
pub(crate) struct Runbook {
    /// The logs that give the cause away.
    pub(crate) telling: &'static [&'static str],
    /// The steps that remove the cause, in an order that works.
    pub(crate) right: &'static [&'static str],
    /// Steps that change nothing.
    pub(crate) useless: &'static [&'static str],
    pub(crate) harmful: &'static [&'static str],
    /// One sentence.
    pub(crate) cause: &'static str,
}

impl Runbook {
    /// The incident whose steps are among these.
    pub(crate) fn with_steps(steps: &[String]) -> Option<&'static Runbook> {
        let offered = |step: &&str| steps.iter().any(|offered| offered == step);
        RUNBOOKS.iter().find(|runbook| {
            let Runbook { right, useless, harmful, .. } = runbook;
            [right, useless, harmful].into_iter().all(|group| group.iter().all(&offered))
        })
    }
}

#[rustfmt::skip]
pub(crate) const RUNBOOKS: [Runbook; 12] = [
    Runbook {
        telling: &["report-builder"],
        right: &["rollback-report-builder"],
        useless: &["pause-indexer", "restart-catalogue"],
        harmful: &["raise-session-limit", "fail-over-shelf-db"],
        cause: "report-builder 4.12 does not give back the connections of exports that are cancelled.",
    },
    Runbook {
        telling: &["records-gate"],
        right: &["renew-exchange-certificate", "reload-exchange"],
        useless: &["renew-desk-certificate", "undo-firewall-change"],
        harmful: &["restart-records", "drop-parked", "open-records-gate"],
        cause: "The client certificate with which exchange calls on records has expired.",
    },
    Runbook {
        telling: &["labeller", "broker"],
        right: &["set-aside-head"],
        useless: &["restart-labeller", "switch-carrier", "move-broker-volume"],
        harmful: &["add-workers", "purge-label-jobs"],
        cause: "Job 55374 holds a character in its address on which each worker dies, and returns to the head.",
    },
    Runbook {
        telling: &["names"],
        right: &["restore-zone", "forget-names"],
        useless: &["restart-forecast", "take-back-firmware", "send-all-to-north"],
        harmful: &["restart-displays"],
        cause: "In zone serial 312 the name of positions lacks its closing dot and leads to one that does not exist.",
    },
    Runbook {
        telling: &["page-cache", "portal"],
        right: &["roll-back-portal"],
        useless: &["block-busy-addresses", "restart-portal"],
        harmful: &["empty-page-cache", "add-grade-copies"],
        cause: "Since 2.31 of the portal all pages in page-cache expire in one second, and are rendered at once.",
    },
    Runbook {
        telling: &["auth", "hosts"],
        right: &["restore-time-source"],
        useless: &["withdraw-app-release", "restart-auth"],
        harmful: &["reset-all-secrets", "widen-window-all"],
        cause: "The clock of auth-b runs free and lags behind, since its image lacks timekeeper.",
    },
    Runbook {
        telling: &["refund-sync", "payments"],
        right: &["pause-refund-sync"],
        useless: &["ask-for-allowance", "restart-payments"],
        harmful: &["raise-checkout-retries", "use-second-partner", "renew-partner-key"],
        cause: "On 429 refund-sync asks again at once, without limit, and uses up the allowance of all.",
    },
    Runbook {
        telling: &["collector-1", "disk-watch"],
        right: &["set-log-level-notice", "clear-old-logs"],
        useless: &["detach-new-gauges", "restart-curves"],
        harmful: &["restart-collector", "delete-store-journal"],
        cause: "collector-1 was left at the log level wire, whose file has filled the disk.",
    },
    Runbook {
        telling: &["seats"],
        right: &["turn-off-live-plan", "restart-seats-in-turn"],
        useless: &["go-back-to-117", "turn-off-points-display", "tune-fares-collector"],
        harmful: &["restart-seats-at-once", "allow-8-gb"],
        cause: "The subscribers that live-plan opens at seats are never closed, so memory grows.",
    },
    Runbook {
        telling: &["proxies"],
        right: &["repoint-proxy-west"],
        useless: &["pause-lists", "replace-battery"],
        harmful: &["switch-back", "allow-writes-db-one", "restart-enrolment"],
        cause: "proxy-west was not told of the switch and still sends writes to db-one.",
    },
    Runbook {
        telling: &["tax", "flags"],
        right: &["list-and-fix-flag", "resend-rejected"],
        useless: &["restart-flags", "fetch-rates-again"],
        harmful: &["skip-confirmation", "roll-back-tax"],
        cause: "The flag new-rates was set with the letter O in its year, and tax does not find it.",
    },
    Runbook {
        telling: &["jobs"],
        right: &["stop-job-cleanly", "end-leftover-transaction"],
        useless: &["undo-firmware-wave", "restart-relay"],
        harmful: &["kill-all-sessions", "add-top-up-instances"],
        cause: "tariff-recalc was started with an empty ward and holds locks on all customers.",
    },
];
