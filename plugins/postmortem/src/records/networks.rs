//! Networks: internet, transport, broadcasting, payments.

use super::Record;

#[rustfmt::skip]
pub(super) const NETWORKS: [Record<&str>; 5] = [
    Record {
        id: "twin-routers",
        title: "Both routers of a pair at the same minute",
        domain: "networks",
        service: "\
            Regional internet provider for 90,000 homes and four hospitals. Two core routers, A and B, \
            can each carry all traffic. Changes are pushed by a script from one inventory.",
        timeline: "\
            Wednesday 8 October, times in UTC.\n\
            00:30 Maintenance: new route filter, router A first, B a day later.\n\
            00:34 Engineer runs the script for group \"core-a\".\n\
            00:35 A and B both take the filter.\n\
            00:35 Both drop all routes from neighbours; traffic to zero.\n\
            00:36 Engineer's own session is lost.\n\
            00:50 Alarm desk reads power alarms from the same building, a test of the diesel generator, \
            and sends an electrician.\n\
            01:20 Out-of-band modem of A does not answer: its contract was cancelled in summer.\n\
            01:45 Technician drives to the site, 50 minutes.\n\
            02:40 Filter removed on A by cable; 02:44 traffic returns; 02:55 B.",
        logs: "\
            00:34:50 push group=core-a members=[core-a1, core-b1]\n\
            00:35:02 core-b1 policy IN-NEW: default action reject, accepted prefixes 0\n\
            00:31:00 building power: generator test start, mains ok",
        impact: "\
            90,000 homes and two of four hospitals without internet for 2 h 9 min; emergency calls over \
            the provider's telephones failed for 31,000 lines.",
        tried: "\
            Power check by the electrician. Log-in through a neighbour provider, which the filter \
            refused.",
        found: "\
            The technician saw an empty table of routes and the filter's name. The inventory entry of B \
            had been put into group core-a in April, for a report, and never taken out. The filter \
            lacked its last line, \"accept the rest\".",
        notes: "\
            The script shows members of a group and does not ask. In the laboratory the filter was \
            tested on a router with a default route, which hid the missing line. There is no automatic \
            return to the old configuration when contact is lost, though the routers offer one. Two \
            hospitals have a second provider and noticed nothing. The night desk informed the emergency \
            centre by radio within 12 minutes.",
        cause: "\
            Root cause: a filter that rejects all routes was applied, and to both redundant routers at \
            once, because the inventory group for A held B as well. Contributing: script does not ask or \
            limit itself to one of a pair, unrealistic laboratory test, no automatic rollback, cancelled \
            out-of-band access, drive of 50 minutes. Not a cause: power; the generator test was a \
            coincidence.",
    },
    Record {
        id: "gates-refuse-cards",
        title: "Metro gates that refused new cards",
        domain: "networks",
        service: "\
            Fare gates at 62 metro stations. Gates hold a list of valid card ranges; a central system \
            sends the list at night. Cards are made by two factories.",
        timeline: "\
            Times local.\n\
            Mon 1 Sept 05:00 Term begins; 48,000 student cards come into use in one week.\n\
            06:40 Gates at 11 stations refuse some cards; staff let people pass.\n\
            07:30 Duty engineer finds three gates with a reader error and has them exchanged.\n\
            09:00 Refusals fall with the end of the peak; case closed as \"readers\".\n\
            Tue 06:35 Refusals again, at 40 stations.\n\
            07:10 Queue at Harbour station; trains skip it for 14 minutes.\n\
            07:25 All gates set to open.\n\
            10:10 Analyst sorts refused card numbers: all above 16,777,215.\n\
            13:00 Gate maker confirms a field of 24 bits.\n\
            Thu 04:00 Corrected gate program on all stations.",
        logs: "\
            Mon 06:41:10 gate 0311 card 16801144 -> range lookup 23928 not found, refuse\n\
            Mon 07:30:45 gate 0127 reader antenna fault\n\
            Tue 03:00:12 range list v882 sent 16,500,000-16,999,999 to 1,240 gates, ack 1,240",
        impact: "\
            About 31,000 refusals; two days of open gates, 1.3 million in lost fares; 14 minutes without \
            stops at Harbour; 5 slight injuries in the crowd.",
        tried: "\
            Exchange of three readers, faulty in fact and not the reason. Resending of the range list on \
            Monday night. A recall of cards from factory two was prepared and stopped at noon on \
            Tuesday.",
        found: "\
            Numbers above 2 to the power of 24 are cut: 16,801,144 becomes 23,928, a range of withdrawn \
            cards. Central system and ticket machines use 32 bits.",
        notes: "\
            Factory two had delivered most high numbers, so it looked guilty. Gates acknowledge a list \
            when it has arrived, not when it can be read. Acceptance tests in 2014 used numbers up to \
            two million. Refusals are counted by station, not by card number. Staff had authority to \
            open gates and used it at Harbour within 15 minutes.",
        cause: "\
            Root cause: gates store card numbers in 24 bits, so cards above 16,777,215 are taken for \
            other, withdrawn numbers. Contributing: no test with high numbers, acknowledgement without \
            verification, refusals not analysed by card, closing on Monday after the peak because a real \
            but unrelated reader fault was found. Not causes: the readers, the range list, factory two.",
    },
    Record {
        id: "radio-silence",
        title: "Nine minutes of silence on a public radio",
        domain: "networks",
        service: "\
            Live stream and FM of a regional radio station. Encoders 1 and 2 run in parallel; a switch \
            takes the second when the first fails, and plays a tape if both do.",
        timeline: "\
            Sunday 2 February, times local.\n\
            18:30 Cleaning firm works in the rack room for the first time on a Sunday.\n\
            18:52 Vacuum cleaner plugged into the rack's power strip; its breaker trips.\n\
            18:52 Encoders 1 and 2 dark. The switch sees no alarm and waits.\n\
            18:53 Presenter reads on; her monitor gets the signal before the encoders.\n\
            18:55 First listeners call; reception is closed on Sundays.\n\
            18:57 Online editor reads messages, suspects the streaming provider, which had a fault on \
            Friday.\n\
            18:59 Provider confirms: nothing arrives.\n\
            19:00 News at full hour not heard.\n\
            19:01 Technician on call, at home, tells the presenter to go to the rack; breaker put back.\n\
            19:02 Signal returns after start of encoders.",
        logs: "\
            18:52:06 switch input1 carrier=lost input2 carrier=lost\n\
            18:52:06 switch mode=manual (since 01-29 10:12), no action\n\
            18:52:06 snmp trap not sent: destination 10.0.3.9 unreachable",
        impact: "\
            Nine minutes 40 seconds without sound on FM and stream, 84,000 listeners; one missed traffic \
            warning of a driver on the wrong side; report to the regulator.",
        tried: "Restart of the player in the app. A call to the provider.",
        found: "\
            The presenter saw dark lamps and the vacuum's plug in the same strip. The second encoder's \
            cable had been moved from strip B to strip A in November when B lacked sockets. The switch \
            had stood in manual since a test on Wednesday.",
        notes: "\
            Alarm destination 10.0.3.9 is a computer replaced at Christmas. The plan of the rack shows \
            both strips. There is no silence detector at the end of the chain. Cleaners had been told \
            which room, not which sockets. The presenter's calm and a photograph sent to the technician \
            saved minutes.",
        cause: "\
            Root cause: both encoders hung on one power strip, so one tripped breaker stopped both, and \
            the switch to tape was left in manual after a test. Contributing: alarms sent to a removed \
            computer, monitor before the encoders, no silence detector off air, undocumented recabling, \
            no instruction on sockets. Not causes: the streaming provider, the app; the cleaner used a \
            free socket.",
    },
    Record {
        id: "yesterdays-trains",
        title: "Platform displays that showed Thursday's trains",
        domain: "networks",
        service: "\
            Departure displays at 380 railway stations. A planner exports the day's timetable at 02:30; \
            each display controller fetches the file by its date and adds live delays.",
        timeline: "\
            Friday 5 December, times local.\n\
            02:30 Export starts, with 9 per cent more trains as the winter timetable is in the file for \
            the first time.\n\
            02:58 Storage refuses the upload: file 104 megabytes, limit 100.\n\
            03:00 Controllers find no file for Friday and, by design, use the last one.\n\
            04:45 First trains; displays show Thursday, without notice.\n\
            05:30 Passengers at Elm Junction miss a train shown on platform 3.\n\
            05:50 Display supplier told of \"wrong platforms\"; it restarts 40 displays.\n\
            06:20 Live delays stop fitting; 2,100 trains \"cancelled\" on displays.\n\
            06:45 Control centre orders announcements by voice.\n\
            07:30 A planner notices that the file of the day is missing.\n\
            07:50 Limit raised to 500, upload repeated; 08:20 all displays right.",
        logs: "\
            02:58:44 export PUT plan-1205 413 too large (104 MB > 100 MB)\n\
            02:58:44 export finished with warnings: 1\n\
            03:00:10 ctl elm-2 plan-1205 not found, keep plan-1204\n\
            06:20:31 ctl elm-2 live: 61 of 88 trains unknown in plan",
        impact: "\
            3 h 35 min of wrong displays at 380 stations; about 6,000 passengers missed trains; app and \
            ticket machines right throughout.",
        tried: "\
            Restart of displays, at which each took Thursday's file again. Stopping live delays at \
            06:35, which took away wrong cancellations.",
        found: "\
            The planner looked into storage for another reason. The supplier's restarts had been \
            plausible, as a display update went out on Wednesday to 90 stations.",
        notes: "\
            Keeping the last file was introduced after a night without data in 2019. The date of the \
            plan is not shown. Export warnings go to a weekly report. File size grew by 1 megabyte a \
            month for years. Voice announcements reached most stations within 20 minutes, as practised \
            in October.",
        cause: "\
            Root cause: the day's timetable exceeded an upload limit of 100 MB and was refused; \
            controllers silently kept yesterday's plan. Contributing: refusal reported as a warning in a \
            weekly report, no check that all controllers have today's plan, no date on displays, \
            unwatched growth, mismatch of live data not used as an alarm. Not causes: the displays, the \
            display update of Wednesday, live delays.",
    },
    Record {
        id: "salary-run",
        title: "Salaries that came late over a holiday",
        domain: "networks",
        service: "\
            Payment batches of a cooperative bank: 2,100 firms hand in salary files, which the bank \
            sends to the clearing house by 15:00 on the last working day.",
        timeline: "\
            Times local.\n\
            Tue 28 April The bank's calendar table is updated for the year's second half.\n\
            Thu 30 April 09:00 Files of 1,340 firms lie ready for execution that day.\n\
            11:00 Batch planner moves all of them to Monday 4 May.\n\
            13:20 Clearing house reports slow acknowledgements; engineers watch the line.\n\
            15:00 Deadline passes; dashboard: \"0 failed\".\n\
            15:40 A firm asks why its batch says 4 May.\n\
            16:00 Support answers: clearing house delay.\n\
            17:30 A tester sees 30 April marked as a holiday.\n\
            18:10 Table corrected; clearing house asked for an extra window.\n\
            21:00 Window granted for 22:00; 1,180 batches sent. Banks of receivers book on Saturday or \
            Monday.",
        logs: "\
            04-28 16:02 calendar import rows=14 source=regional list, column 2 = day before holiday\n\
            04-30 11:00:03 planner date 04-30 type=HOLIDAY shift to 05-04 batches=1340\n\
            04-30 15:00:00 deadline report sent=9 failed=0",
        impact: "\
            96,000 employees received salaries one to four days late; 2,700 standing orders bounced; the \
            bank bore fees of 88,000 and an interest claim.",
        tried: "\
            Switch to the second line to the clearing house at 14:10, needless, as the slowdown \
            concerned another kind of message.",
        found: "\
            The tester held the sent batches against the month before: 9 and 1,352. The import had read \
            column 2, the eve of a holiday, instead of column 1: 30 April for 1 May. All eves until \
            December were wrong.",
        notes: "\
            The calendar is master data and changes without a release, by one person. The dashboard \
            shows failures and not expected numbers. Support saw the new date on its own screen at \
            15:40. The clearing house's night desk was helpful, since the bank had practised a late \
            window in March. 160 firms could not be reached for the consent that was needed.",
        cause: "\
            Root cause: the calendar import read the column with the eve of holidays, so 30 April \
            counted as a holiday and the planner moved the salary batches to 4 May. Contributing: master \
            data changed without second person or test, dashboard of failures without expected counts, \
            first customer report explained away, switch of line distracting. Not a cause: slow \
            acknowledgements of the clearing house.",
    },
];
