//! Shops and ticketing.

use super::Record;

#[rustfmt::skip]
pub(super) const COMMERCE: [Record<&str>; 5] = [
    Record {
        id: "double-charged-tickets",
        title: "Festival tickets charged twice",
        domain: "commerce",
        service: "\
            Checkout of a ticket shop. It reserves seats, asks an outside card gateway for the charge, \
            and writes the order. Traffic peaks when a festival opens its sale.",
        timeline: "\
            Friday 9 May, times in UTC.\n\
            08:40 Release 212 goes out: clearer error page, gateway timeout lowered from 20 s to 6 s, \
            \"to free workers sooner\".\n\
            10:00 Festival sale opens; 1,900 checkouts per minute against 300 on a normal day.\n\
            10:04 The gateway's status page reports \"elevated latency in one region\".\n\
            10:07 Median charge takes 7.1 s.\n\
            10:15 Error rate of checkout at 18 per cent; alert to the on-call developer.\n\
            10:31 Support: first customer with two charges and one ticket.\n\
            10:52 On-call doubles the number of workers; double charges rise.\n\
            11:20 A developer reads the retry code.\n\
            11:34 Release 212 is rolled back.\n\
            11:41 Charges back to one per order.",
        logs: "\
            10:09:13 checkout order=88121 charge attempt=1 key=c1f0 timeout after 6000ms\n\
            10:09:14 checkout order=88121 charge attempt=2 key=9ab7\n\
            10:09:19 checkout order=88121 attempt=2 approved\n\
            10:09:23 gateway callback key=c1f0 approved, no open attempt, ignored",
        impact: "\
            4,312 customers charged twice, 391,000 euros in all; 6 per cent of visitors gave up; 740 \
            support tickets; refunds complete after four days.",
        tried: "\
            More workers. Asking the gateway to hurry. A notice asking customers not to reload the page; \
            charges doubled without any reload.",
        found: "\
            The developer saw that each attempt makes a new idempotency key, so that the gateway takes a \
            retry for a new charge. Rollback restored the 20 s limit; a script matched callbacks with \
            orders and refunded.",
        notes: "\
            At 20 s there had been 2 or 3 such cases a month, put down to impatient customers. The load \
            test used a fake gateway that always answers in 200 ms. Approved callbacks without an open \
            attempt are logged at debug level and counted nowhere. Support and developers shared a chat \
            channel from 10:35 on.",
        cause: "\
            Root cause: a retry sends a new idempotency key, so that a charge which timed out and still \
            succeeded is made again. The lowered timeout together with a gateway slower than 6 s exposed \
            this old flaw. Contributing: a load test with an unrealistic gateway, ignored callbacks, \
            rare earlier cases explained away, added workers. Not causes: customers reloading; the \
            gateway's latency alone.",
    },
    Record {
        id: "search-without-results",
        title: "Search finds nothing in Polish",
        domain: "commerce",
        service: "\
            Product search of a household goods shop in five languages. A nightly job builds one index \
            per language from the catalogue and a file of synonyms kept by the merchandising team.",
        timeline: "\
            Night of Tuesday 14 October, times in CET.\n\
            16:10 A merchandiser uploads a new Polish synonyms file, edited in a spreadsheet.\n\
            01:00 Index build starts.\n\
            01:22 Disk of search node 3 reaches 86 per cent; a warning, as on most nights.\n\
            01:47 Build finished; all five languages are switched to the new indexes.\n\
            07:30 Polish orders 60 per cent below the usual; nobody is watching yet.\n\
            08:55 Country manager calls: \"search is dead\".\n\
            09:10 On-call frees disk space on node 3 and restarts it; no change.\n\
            09:40 The node is taken out of service; no change.\n\
            10:25 A search engineer sees that single-word queries all become empty.\n\
            10:48 Previous Polish index switched back; results return.",
        logs: "\
            01:31:02 build pl synonyms: 4,118 lines read, 1 rule made\n\
            01:31:02 build pl synonyms: rule 1 maps 4,117 terms to \"\"\n\
            01:46:58 build pl documents=61,240 status=OK",
        impact: "\
            Polish search empty for nine hours; 83 per cent of search visits left at once; about 52,000 \
            euros of lost orders. Other languages unaffected.",
        tried: "Disk clean-up, restart and removal of node 3.",
        found: "\
            The spreadsheet had saved the file with semicolons in place of commas; the reader took every \
            term as left side of one rule with an empty right side, and queries were rewritten to \
            nothing. The old index was still kept for 24 hours. The file was repaired by hand and the \
            build repeated at 12:30.",
        notes: "\
            The build checks only the number of documents. Uploads go live without a second person. \
            Alerts exist for response time and errors; an empty answer is fast and counts as success. \
            Switching back took three minutes once decided. The runbook's first page is about disk \
            space.",
        cause: "\
            Root cause: a synonyms file with another separator was read as one rule that rewrites every \
            term to nothing, and the build put it live without checking what it means. Contributing: no \
            validation or review on upload, no test queries before the switch, no alert on empty \
            results, a runbook that led to the disk. Not a cause: the disk of node 3.",
    },
    Record {
        id: "voucher-comma",
        title: "A voucher of 12,5 per cent that took off everything",
        domain: "commerce",
        service: "\
            Pricing of an online bookshop in three countries. Campaign staff enter vouchers in a back \
            office; the pricing service reads them every five minutes.",
        timeline: "\
            Saturday 22 November, times in CET.\n\
            11:02 A campaign manager enters a voucher for regular customers, 12,5 per cent, on a laptop \
            set to German.\n\
            11:05 Pricing loads it.\n\
            11:20 Newsletter to 41,000 people.\n\
            11:48 Orders four times the usual; the team is pleased.\n\
            12:15 The payment firm sends an automatic note: \"unusual share of orders below one euro\". \
            It goes to a mailbox read on working days.\n\
            13:10 A warehouse shift lead asks why so many parcels have no value.\n\
            13:25 The on-call developer suspects fraud and blocks 300 accounts.\n\
            13:50 Pricing restarted; no change.\n\
            14:05 The manager and the developer look at the voucher together.\n\
            14:09 Voucher disabled.",
        logs: "\
            11:05:00 pricing voucher REG125 value raw=\"12,5\" parsed=125\n\
            11:05:00 pricing voucher REG125 capped at 100 percent\n\
            12:31:44 pricing order=70233 subtotal=84.20 discount=84.20 total=0.00",
        impact: "\
            3,866 orders at zero, goods worth 174,000 euros; 2,240 parcels stopped, 1,626 already handed \
            over; 300 honest customers locked out for up to six hours.",
        tried: "\
            Blocking accounts by number of orders. Restart of pricing. Both were based on the idea of an \
            attack, since a forum had posted the voucher at 12:40.",
        found: "\
            The field accepts any text. The service drops commas as separators of thousands, reads 125, \
            and caps at 100 without complaint. The voucher was entered again as 12.5 on Monday after a \
            test order.",
        notes: "\
            Earlier vouchers were whole numbers. The preview in the back office uses the browser's own \
            reading and showed 12.5 per cent. Vouchers above 50 per cent need approval, but the check \
            reads the same preview value. The shift lead's question reached the on-call developer in 15 \
            minutes because her number hangs in the warehouse.",
        cause: "\
            Root cause: the pricing service reads a decimal comma as a separator of thousands, so 12,5 \
            became 125, and a cap at 100 hid the absurd value instead of refusing it. Contributing: \
            free-text field, preview and approval using another parser than pricing, no alert on zero \
            totals, a warning mail nobody reads at weekends. Not causes: fraud, the forum post; the \
            manager typed what her screen confirmed.",
    },
    Record {
        id: "vanished-delivery-slots",
        title: "No delivery slots on the day the clocks changed",
        domain: "commerce",
        service: "\
            Slot planner of a grocery delivery firm with 38 depots in two countries. Customers pick a \
            two-hour slot up to ten days ahead; vans are planned from the slots.",
        timeline: "\
            Dates in March; times local.\n\
            Thu 20, 06:00 Slots for Sunday 30 are generated, as always ten days ahead; for 21 depots \
            none appear.\n\
            Thu 20, 14:00 Depot software 5.3 installed at nine depots.\n\
            Mon 24 Customer service hears the first complaints and answers \"fully booked\".\n\
            Wed 26, 10:30 Regional lead reports zero bookings for Sunday in the north.\n\
            Wed 26, 11:15 On-call suspects 5.3 and has it removed at nine depots; no change.\n\
            Wed 26, 15:00 A planner notices that depots in the other country have slots.\n\
            Thu 27, 09:20 Generator code read; cause known.\n\
            Thu 27, 12:40 Corrected generator run for Sunday; slots visible.\n\
            Sun 30 Operations at 61 per cent of normal volume.",
        logs: "\
            Thu 06:00:12 generator depot=17 date=03-30 open=2h close=22h\n\
            Thu 06:00:12 generator depot=17 slot start 02:00 does not exist, skip day\n\
            Thu 06:00:13 generator finished, 38 depots, 0 errors",
        impact: "\
            9,400 orders fewer than on other Sundays, about 610,000 euros; 46 drivers sent home with \
            half a day's wage.",
        tried: "\
            Removal of 5.3 at nine depots, which cost an evening and concerned a label printer. Manual \
            slots for two depots, overwritten by the generator an hour later.",
        found: "\
            The generator steps through a day from 02:00 to 22:00 in local time. On 30 March the hour \
            from 02:00 to 03:00 does not exist, and an exception handler skips the entire day. Depots in \
            the second country open at 06:00. The correction starts from each depot's first real hour.",
        notes: "\
            In earlier years depots opened at 06:00; the 02:00 start for night loading came in November. \
            The autumn change passed unharmed. Skipped days count as success. No one watches future \
            slots; dashboards show today. Drivers' planners kept lists by hand, which allowed a fair \
            recall on Sunday.",
        cause: "\
            Root cause: the generator works in local time and its handler skips a whole day when one \
            hour does not exist, which hit depots whose day starts at 02:00 since November. \
            Contributing: skip counted as success, no monitoring of future slots, support script \"fully \
            booked\" hiding the signal for two days, no test with clock changes. Not a cause: depot \
            software 5.3.",
    },
    Record {
        id: "home-page-stampede",
        title: "A cache emptied at half past eight",
        domain: "commerce",
        service: "\
            Home page of a fashion shop, made from 14 blocks. Each block is cached for ten minutes; \
            behind the cache stands a catalogue service that answers 400 requests a second at most.",
        timeline: "\
            Sunday 1 June, times in UTC+2.\n\
            20:15 The first spot of a television campaign is shown; traffic rises to 2,300 visits a \
            minute.\n\
            20:28 An editor corrects a price label and presses \"publish all\" instead of \"publish \
            block\".\n\
            20:28 All 14 blocks of 9 country pages leave the cache.\n\
            20:29 Catalogue at 400 requests a second, queue growing.\n\
            20:31 Home page error rate 74 per cent; alert.\n\
            20:36 On-call sees the television plan and adds eight web servers.\n\
            20:44 Catalogue crashes for lack of memory, restarts, crashes again.\n\
            21:10 Engineer switches to static page; shop reachable.\n\
            21:35 Blocks are loaded one by one; normal operation.",
        logs: "\
            20:28:51 cache miss block=hero country=de waiting=1\n\
            20:28:54 cache miss block=hero country=de waiting=1140\n\
            20:29:10 catalogue pool exhausted, 400 active, 3,902 queued\n\
            20:44:02 catalogue killed: out of memory",
        impact: "\
            42 minutes with most visitors seeing errors; about 8,700 orders lost; the second television \
            spot, at 21:05, led to an error page.",
        tried: "\
            Eight more web servers, each of which sent its own requests for every missing block. Two \
            restarts of the catalogue with the same queue waiting.",
        found: "\
            Traffic had been higher on the previous Sunday without trouble. The cache log showed over a \
            thousand requests for one block within three seconds: nothing makes requests wait for the \
            first answer. The static page broke the loop.",
        notes: "\
            \"Publish all\" stands beside \"publish block\" and asks nothing. The capacity test was done \
            with a warm cache. The catalogue has no limit on its queue. The static page, built for a \
            past outage, worked, but the on-call engineer of that evening had never been shown it. No \
            rule keeps changes away from broadcast times.",
        cause: "\
            Root cause: emptying all blocks at once sent every request to the catalogue, since the cache \
            lets each miss through instead of one per block, and the catalogue's unlimited queue made it \
            crash. Contributing: a button that empties everything without asking, tests with a warm \
            cache, added servers multiplying misses, an unknown static page. Not a cause: the television \
            traffic by itself; the editor's click is a trigger to be designed against.",
    },
];
