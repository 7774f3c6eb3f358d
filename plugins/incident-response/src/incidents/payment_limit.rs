//! A reconciler without pauses eats the request allowance of a payment partner.

use crate::incident::Effect::{Cure, Harm, Nothing, Relief};
use crate::incident::Health::{Broken, Harmed, HarmedBy, Well};
use crate::incident::When::Cured;
use crate::incident::{Cause, Entry, Incident, Log, Metric, decisive, line, time};

#[rustfmt::skip]
pub(crate) const INCIDENT: Incident = Incident {
    id: "craft-market-payments",
    title: "Card payments that the partner turns away",
    area: "payments",
    paged_at: time(18, 15),
    setting: "an online market for craft from Oaxaca, whose card payments go through one payment partner with a second in reserve.",
    page: "Checkout: 44 % of card payments end with \"try later\" (limit 3 %). Partner answers 429. The Guelaguetza sale runs until 22:00.",
    services: &[
        ("checkout", "takes the buyer's order and asks payments for the money"),
        ("payments", "speaks to the partner; all requests share one key with 600 requests a minute"),
        ("refund-sync", "compares refunds with the partner's list"),
        ("ledger", "the books"),
    ],
    logs: &[
        Log {
            source: "payments",
            lines: &[
                line(170, "key mk-live: 212 requests/min, allowance 600"),
                line(85, "key mk-live: 395 requests/min, allowance 600"),
                line(41, "key mk-live: allowance used up 48 s into the minute, 429 for the rest"),
                line(26, "key mk-live: allowance used up 33 s into the minute, 429 for the rest"),
                decisive(23, "callers of the last minute: refund-sync 1630, checkout 205, ledger 4"),
                line(7, "retry-after 31 s given by partner, passed on to callers"),
            ],
            ongoing: &[
                (Broken, "key mk-live: allowance used up early, turned away {turned-away} percent of payments"),
                (Well, "key mk-live: {partner-requests} requests/min, allowance 600"),
                (HarmedBy("raise-checkout-retries"), "partner's ban holds, turned away {turned-away} percent of payments"),
                (HarmedBy("use-second-partner"), "second partner holds payments that were asked for twice, turned away {turned-away} percent"),
                (HarmedBy("renew-partner-key"), "key not valid at the partner, turned away {turned-away} percent of payments"),
            ],
        },
        Log {
            source: "refund-sync",
            lines: &[
                line(125, "setting page_pause changed 2s -> 0 by merge 907 (\"finish reconciliation before midnight\")"),
                line(124, "run started: 41,000 refunds since January, 20 a page, one request each"),
                line(60, "page 611: ok, 20 requests"),
                decisive(40, "page 790: 429, asking again at once (try 1 of no limit, pause 0)"),
                decisive(12, "page 803: 429, asking again at once (try 2214 of no limit, pause 0)"),
            ],
            ongoing: &[(Broken, "same page, 429, asking again at once"), (Well, "not running")],
        },
        Log {
            source: "checkout",
            lines: &[
                line(100, "orders 31/min"),
                line(64, "orders 78/min, sale has opened"),
                line(38, "payment answered \"try later\", order 88123 kept in basket"),
                line(9, "third try of order 88410 failed, buyer left"),
            ],
            ongoing: &[
                (Broken, "payments answered \"try later\": {turned-away} percent of {orders} orders/min"),
                (Well, "payments accepted, {orders} orders/min"),
                (HarmedBy("use-second-partner"), "buyers report being charged twice or not at all"),
                (Harmed, "payments answered \"try later\": {turned-away} percent of {orders} orders/min"),
            ],
        },
        Log {
            source: "channel",
            lines: &[
                line(123, "Citlali (finance): books must agree before the month ends, thanks for making the comparison faster"),
                line(63, "Nereo (shop): sale is on! twice the usual orders"),
                line(30, "Nereo (shop): the partner's status page has maintenance of reports tonight, is that it?"),
                line(5, "Artisans' line: weavers ask why orders vanish"),
            ],
            ongoing: &[],
        },
    ],
    metrics: &[
        Metric::steady("turned-away", "card payments turned away, in %", 0.5).broken(44.0, 42).harmed(90.0).decimals(1).pace(0.4, 0.85),
        Metric::steady("partner-requests", "requests a minute to the partner, all callers", 215.0).broken(1850.0, 45).under(&[("raise-checkout-retries", 2600.0)]).relieved(1790.0).pace(0.6, 0.8).bump(124, 46, 400.0),
        Metric::steady("refund-sync-requests", "requests a minute by refund-sync", 9.0).broken(1640.0, 45).relieved(1640.0).pace(0.6, 1.0).bump(124, 46, 180.0).decisive(),
        Metric::steady("orders", "orders a minute at checkout", 32.0).lasting(80.0, 66).harmed(60.0).relieved(50.0).pace(0.5, 0.5),
        Metric::steady("partner-latency", "time of an answer of the partner, in ms", 340.0),
    ],
    runbook: &[
        Entry::new("pause-refund-sync", "Stop the run of refund-sync and keep its place.", Cure("allowance"),
            "refund-sync stopped at page 803; its place is kept.")
            .trace("refund-sync", "stopped by on-call at page 803"),
        Entry::new("raise-checkout-retries", "Let checkout ask ten times instead of three before it gives up.", Harm(15),
            "Retries set to ten. Requests to the partner went up, and it answered with a ban of a quarter of an hour; retries were set back to three.")
            .trace("payments", "partner doubled retry-after to 62 s")
            .repeatable(),
        Entry::new("use-second-partner", "Send all card payments to the partner in reserve, undecided ones included.", Harm(15),
            "Payments go to the second partner. Undecided payments were asked for twice; buyers report double charges. The second partner sends them back to the first in a quarter of an hour.")
            .repeatable(),
        Entry::new("renew-partner-key", "Have the partner issue a new key and void the present one.", Harm(10),
            "New key requested; the old one is void, the new one is valid in ten minutes."),
        Entry::new("ask-for-allowance", "Ask the partner's desk for a higher allowance.", Nothing,
            "Request filed. The desk answers on working days."),
        Entry::new("restart-payments", "Restart payments.", Nothing,
            "payments restarted; its settings are as before.")
            .repeatable(),
        Entry::new("hold-sale-banner", "Take the sale's banner down and ask buyers to come back in a quarter of an hour.", Relief(15),
            "Banner is down; fewer buyers come, and those who do get through more often.")
            .when(Cured, Nothing, "Banner is down for a quarter of an hour; payments go through as before.")
            .repeatable(),
    ],
    cause: Cause {
        told: "refund-sync. Since a change two hours before the page its pause between pages is 0, and since the allowance was first used up, 42 minutes before the page, it asks again at once without limit on 429; it makes some 1,600 requests a minute and uses up the partner's allowance of 600 that checkout shares. The list of callers in the log of payments and refund-sync's request count show it.",
        misleading: "the sale, which doubles orders but needs some 200 requests a minute, and the partner's announced maintenance, which concerns reports.",
        remaining: "restore the pause and heed retry-after before refund-sync runs again from page 803; give it a key or an allowance of its own; tell finance that the run is unfinished; follow up baskets that were left.",
        signs: &[
            &["refund-sync", "refund sync"],
            &["429", "allowance", "rate limit", "quota", "requests a minute", "requests per minute", "limit"],
            &["at once", "asking again", "immediately", "retrying", "endless", "without limit", "without a pause", "without pause", "no pause", "pause 0", "pause of 0", "pause between", "page_pause", "1,6", "1630"],
        ],
    },
};
