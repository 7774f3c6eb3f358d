//! Devices in the field.

use super::Record;

#[rustfmt::skip]
pub(super) const DEVICES: [Record<&str>; 5] = [
    Record {
        id: "locks-after-update",
        title: "Apartment doors that did not know their residents",
        domain: "devices",
        service: "\
            Electronic locks of 5,200 apartments in rented housing. Locks take firmware over radio at \
            night and check a phone's key against a list stored in the lock.",
        timeline: "\
            Times local.\n\
            Mon 2 June Firmware 7.1 to the test building, 24 locks; five nights without trouble.\n\
            Mon 9 June 01:00 Rollout in stages of 1, 10, 89 per cent, with two hours between stages.\n\
            05:00 Last stage begins.\n\
            06:10 First call: key refused after an early run; 06:40 eleven calls.\n\
            06:55 On-call suspects the phone app, which had an update on Sunday.\n\
            07:30 90 calls; caretakers open with mechanical keys.\n\
            08:20 App team finds nothing.\n\
            08:45 A caretaker reports that locks with a fresh battery work.\n\
            09:30 Firmware engineer reproduces the fault at 2.6 volts.\n\
            10:15 Rollout halted, 3,900 locks done.\n\
            14:00 Version 7.2 to all; Tuesday 03:00 complete.",
        logs: "\
            05:41:08 lock 3310 boot 7.1 vbat=2.58 list load aborted, entries=0\n\
            05:41:09 lock 3310 selftest ok\n\
            01:20:44 stage 1 complete 52/52 healthy",
        impact: "\
            640 residents locked out, 17 of them with small children or medicine inside; caretakers made \
            512 visits; mechanical keys worked everywhere.",
        tried: "\
            Instructions for putting back the older app. Restart of locks by radio, which drained \
            batteries further.",
        found: "\
            7.1 reads the key list after the radio is on; below 2.7 volts the voltage dips and reading \
            stops with an empty list. Stages counted a lock as healthy if it answered after start.",
        notes: "\
            All 24 test locks had got new batteries in May. A fifth of all locks are below 2.7 volts and \
            still within specification. Two hours between stages lie in the night, when no one opens a \
            door. Dispatch of caretakers by map cut waiting from 70 to 25 minutes.",
        cause: "\
            Root cause: firmware 7.1 loads the key list while the radio draws current, so at low but \
            permitted voltage loading aborts and the lock runs with an empty list. Contributing: test \
            building with new batteries only, health criterion that ignores the list, stages too short \
            and at night, app suspected for 95 minutes. Not a cause: the app update.",
    },
    Record {
        id: "meters-leap-day",
        title: "The day that smart meters counted twice",
        domain: "devices",
        service: "\
            Reading of 310,000 electricity meters. Meters store quarter-hour values with date; the head \
            end fetches them daily and passes them to billing.",
        timeline: "\
            Times in CET.\n\
            Thu 29 Feb 00:00 Meters of type C, 84,000 in number, name the day 1 March.\n\
            Fri 1 Mar 00:00 The same meters name the day 1 March again and overwrite Thursday.\n\
            03:00 Head end asks for 29 February: type C answers \"no data\".\n\
            03:30 Alarm: 27 per cent of readings missing.\n\
            04:10 Radio operator reports a mast without power since 02:00; technician sent.\n\
            06:30 Mast back; readings still missing.\n\
            09:00 Full fetch of what meters hold: type C delivers 96 values for \"1 March\", a day nine \
            hours old.\n\
            Sat 03:00 Regular fetch of 1 March; billing adds both sets.\n\
            11:40 Analyst plots missing meters by type: only C.\n\
            12:30 Billing run held.\n\
            Mon 4 Mar Estimates for 29 February put in.",
        logs: "\
            Fri 03:00:12 meter C-118204 request 02-29 response 0 values\n\
            Sat 03:21:50 billing meter C-118204 day 03-01 values 96+96 summed\n\
            Fri 02:01 mast 44 power lost, 1,900 meters",
        impact: "\
            29 February lost for 84,000 meters, but for 15 hours that Friday's full fetch had saved by \
            accident; 11,200 bills with a double day stopped before sending, 640 sent; the regulator was \
            informed.",
        tried: "Repair of the mast. The full fetch, which created the doubled day.",
        found: "\
            The plot by type, then a call with the maker: firmware of type C looks up leap years in a \
            table that ends in 2023. Through Friday, Thursday's values were overwritten hour by hour.",
        notes: "\
            Acceptance tests of type C in 2021 contained no leap day. Meters of types A and B were \
            unaffected. The mast explained 1,900 of 84,000 missing meters, a number nobody wrote down \
            until Saturday. Billing adds sets for one day because meters that are exchanged at noon need \
            it. The hold on the billing run was one person's quick decision.",
        cause: "\
            Root cause: firmware of type C does not know this 29 February, labels it 1 March, and \
            overwrites it hour by hour the next day. Contributing: no leap day in acceptance tests, \
            billing adds two sets without check, the fault sought at the mast while data could still be \
            saved, numbers not held against the mast's 1,900. Not a cause: the mast.",
    },
    Record {
        id: "cold-store-silence",
        title: "A cold store warms up in silence",
        domain: "devices",
        service: "\
            Temperature monitoring of a refrigerated warehouse: 14 rooms at minus 22 degrees, 220 \
            sensors, alarms to a guard and to the refrigeration duty.",
        timeline: "\
            Times local.\n\
            3 Dec Service of compressor 2; the technician mutes rooms 5 to 8 \"until 4 Jan\", in a form \
            that wants month first.\n\
            Sat 12 April 21:30 Thunderstorm; mains dip of 0.4 s.\n\
            21:31 Compressor 2 trips; rooms 5 to 8 begin to warm by 0.9 degrees an hour.\n\
            21:31 Alarms raised, suppressed by the mute.\n\
            22:00 Guard's round: displays at the doors show minus 21.6.\n\
            Sun 06:00 Minus 14. Guard notes \"door 7 left open?\", closes it.\n\
            09:15 Forklift driver finds soft ice cream.\n\
            09:25 Refrigeration duty called; 10:05 on site.\n\
            10:20 Compressor 2 reset; 23:00 rooms below minus 18.",
        logs: "\
            04-12 21:31:07 COMP2 trip undervoltage, auto restart disabled\n\
            04-12 21:58:30 ROOM6 T=-21.6 limit=-20 ok\n\
            04-12 23:45:02 ROOM6 T=-19.9 ALARM suppressed by mute 1187 (12-03 to 04-01 next year)",
        impact: "\
            410 tonnes of food above minus 18 for up to 21 hours; 96 tonnes destroyed, 230 sold at a \
            discount; loss 640,000 euros.",
        tried: "\
            Closing door 7, which had stood open for at most ten minutes. A sensor was suspected of \
            showing wrong values and exchanged at 09:50.",
        found: "\
            Duty read the list of active mutes. The form turned 4/1 into 1 April; a later edit of room \
            names re-saved mute 1187 and moved its end by one year.",
        notes: "\
            Automatic restart was disabled in December for safety during service. Mutes have no upper \
            limit and appear on a page that shift leads do not open. Guards have no instruction on \
            figures, only on doors. Food safety sampling began within two hours and saved part of the \
            goods. The other compressors ride through dips of 0.5 s; number 2 has an older relay.",
        cause: "\
            Root cause of the damage: alarms for four rooms were muted far beyond the service, by an \
            ambiguous date and an edit that extended the mute; the compressor tripped in a mains dip and \
            automatic restart, disabled for service, had not been re-enabled. Contributing: mutes \
            without limit or review, guards without temperature instructions, older relay, no hand-back \
            checklist. Not causes: door 7, the sensor.",
    },
    Record {
        id: "robots-stand-still",
        title: "Warehouse robots that stopped in one aisle after another",
        domain: "devices",
        service: "\
            180 carrying robots in a spare-parts warehouse. They get tasks over wireless and stop if \
            they hear nothing for two seconds.",
        timeline: "\
            Wednesday 13 August, times local.\n\
            02:00 Robot software 3.9 installed on all robots.\n\
            02:30 Access points choose channels anew, by a monthly automatic run that also allows \
            channels shared with weather radar.\n\
            06:00 Shift begins; all normal.\n\
            09:12 First stop in the north-east hall, 20 robots, 60 to 70 seconds.\n\
            09:40 Third stop; shift lead calls the robot supplier.\n\
            10:30 Return to 3.8 on 60 robots; they stop as well.\n\
            11:45 All robots on 3.8; stops go on.\n\
            13:05 Network technician sees access points leave their channel at the minute of each stop.\n\
            13:30 Channel list restricted to those without radar; last stop 13:27.",
        logs: "\
            09:12:03 ap-ne-07 radar pattern detected ch 100, leaving, silence 60 s\n\
            09:12:05 robot 044 no heartbeat 2000 ms, safe stop\n\
            10:58:41 ap-ne-07 radar pattern detected ch 116, leaving\n\
            10:58:43 robot 051 (3.8) no heartbeat, safe stop",
        impact: "\
            19 stops, 1,450 orders late, of which 38 for stranded trucks; no person hurt and no goods \
            damaged.",
        tried: "\
            The older software, in two steps, at a cost of two hours of standstill. Restart of the task \
            server at 12:20.",
        found: "\
            Stop times in the robot log and channel changes in the access point log fell together 19 out \
            of 19 times. A rain radar 12 kilometres away works from 09:00. By rule an access point must \
            listen for 60 seconds before it uses such a channel.",
        notes: "\
            The network belongs to the building department, robots to logistics; the monthly run stands \
            in no common calendar. Rules of safe stop worked. The return to 3.8 on a third of the robots \
            at 10:30 was a good test, but its result was not read before the rest followed. Earlier \
            monthly runs happened to choose other channels.",
        cause: "\
            Root cause: the automatic channel run put access points on radar-shared channels, which they \
            must leave for 60 s when they detect radar, and robots stop after 2 s without contact. \
            Contributing: two changes in one night without common calendar, two departments with \
            separate logs, the partial rollback's clear answer ignored, no second radio path. Not a \
            cause: robot software 3.9.",
    },
    Record {
        id: "valves-at-once",
        title: "Six hundred valves open at once",
        domain: "devices",
        service: "\
            Irrigation of 2,900 hectares of orchards: 640 field controllers open valves by a weekly \
            plan; a pump station holds 4.5 bar for all.",
        timeline: "\
            Saturday 20 July, times local.\n\
            11:50 Power cut in the whole valley.\n\
            13:20 Power returns.\n\
            13:20 All 640 controllers start, find a missed watering and open their valves.\n\
            13:21 Pressure falls from 4.5 to 0.8 bar; pumps at full load.\n\
            13:24 Pump 3 trips; alarm \"dry running\".\n\
            13:35 Duty goes to the station and suspects a burst main: two crews search the line.\n\
            14:10 Main pipe burst in fact at kilometre 6, as pumps restart against closing valves.\n\
            14:50 Operator at the office sees all valves reported open.\n\
            15:05 Command \"close all\" sent; 15:20 pressure returns outside the burst section.\n\
            Sun 17:00 Pipe repaired.",
        logs: "\
            13:20:09 ctl 0417 boot, missed=1, policy=catch-up, delay=0 s\n\
            13:20:10 ctl 0418 boot, missed=1, policy=catch-up, delay=0 s\n\
            13:21:30 station p=0.8 bar flow=max\n\
            14:09:57 station surge 11.2 bar at km 6",
        impact: "\
            28 hours without water for 410 hectares at 38 degrees; about 7 per cent of that plum crop; \
            190,000 euros for pipe and pump.",
        tried: "\
            Search for a burst at 13:35, when there was none yet. Three restarts of pump 3 by hand, the \
            third of which made the surge.",
        found: "\
            The office view counted 640 of 640 valves open; the plan never opens more than 90. The delay \
            is a setting with default zero, meant to be drawn at random by installers.",
        notes: "\
            Catch-up was introduced in May after growers complained of missed waterings. In short cuts \
            of June only one branch lost power. The station has no view of valves and the office no \
            alarm on their number. Surge valves were due for service in the autumn. A grower's messaging \
            group warned all within ten minutes and shared hand pumps.",
        cause: "\
            Root cause: after the power returned all controllers caught up on missed watering at once, \
            since the start delay defaults to zero. Consequence through further factors: manual pump \
            restarts against closing valves made a surge that burst the main. Contributing: catch-up \
            brought in without a limit on open valves, station and office see different halves, overdue \
            surge valves. Not a cause: a burst main, sought 35 minutes before there was one.",
    },
];
