//! Data that other people decide by.

use super::Record;

#[rustfmt::skip]
pub(super) const DATA: [Record<&str>; 5] = [
    Record {
        id: "leading-zeros",
        title: "Revenue that shrank overnight",
        domain: "data",
        service: "\
            Data warehouse of a pharmacy chain. Each night sales of 410 shops are joined with shop data \
            and summed for dashboards that regional managers use to order staff.",
        timeline: "\
            Times in CET.\n\
            Mon 6 Oct 17:00 The human resources department delivers shop data through a new interface; \
            the old file is switched off.\n\
            Tue 02:10 Night load ends, status green, 9 minutes faster than usual.\n\
            07:30 Dashboards show revenue for Monday 31 per cent below plan.\n\
            08:10 Sales management calls an urgent meeting; a rainy holiday in two regions is blamed.\n\
            11:00 Eleven shops cancel temporary staff for the weekend.\n\
            Wed 08:00 Again minus 31 per cent, without rain.\n\
            09:20 A shop manager holds her till report beside the dashboard: her shop is missing.\n\
            10:05 Analyst counts shops after the join: 283.\n\
            11:40 Correction; reload begins. 15:30 Figures right.",
        logs: "\
            Tue 01:58 load sales rows=612,440 shops=410\n\
            Tue 02:03 load shops rows=410 shop_no type=integer (was text)\n\
            Tue 02:07 join result rows=421,870 shops=283 dropped=190,570\n\
            Tue 02:10 night load OK",
        impact: "\
            Two days of wrong dashboards, 11 shops short of staff on Saturday, a board letter with wrong \
            figures withdrawn; no sales data lost.",
        tried: "\
            Reload of Monday's sales, with the same result. Inquiry at the till supplier, since its \
            update went to 60 shops on Monday; none of the missing shops stood out.",
        found: "\
            127 shop numbers begin with a zero. The new interface sends them as numbers, so \"0417\" \
            became 417 and no longer joined with sales. The type was fixed as text of four characters.",
        notes: "\
            The join is inner and drops what has no partner; the count of dropped rows is logged and \
            watched by nobody. The new interface was tested with ten shops in the capital, all with \
            numbers above 1000. Night load is green if no step raises an error. Till reports by hand \
            remained a check in some regions.",
        cause: "\
            Root cause: the new interface sends shop numbers as integers, leading zeros vanish, and an \
            inner join silently drops the sales of 127 shops. Contributing: test with unrepresentative \
            shops, no limit on dropped rows, green status means only no error, an available explanation \
            (rain) believed for a day. Not causes: the holiday, the till update, the sales load.",
    },
    Record {
        id: "empty-backups",
        title: "The backups that held no comments",
        domain: "data",
        service: "\
            Document platform for architects. A nightly export writes each table to separate storage; a \
            retention job deletes what customers have deleted 90 days before.",
        timeline: "\
            Times in UTC.\n\
            12 Feb Rights are tidied: the export role loses read access to tables owned by the new \
            comments team, by accident.\n\
            Fri 4 July 15:00 Retention job, new version, goes live.\n\
            15:20 It deletes comments whose document has no deletion date.\n\
            16:05 Customer: all remarks on a hospital project are gone.\n\
            16:12 Job stopped; 2.6 million of 3.1 million comments deleted.\n\
            16:30 Restore of the night's export begins.\n\
            17:20 Restored table is empty; until 21:10 five earlier nights are restored, empty too.\n\
            18:00 Storage provider asked about data corruption; it finds none.\n\
            Sat 09:00 Search index found to contain comment texts.\n\
            Sun 22:00 2.4 million comments rebuilt from the index, mail notices and a stale replica.",
        logs: "\
            02:00:07 export table=comments error: permission denied; wrote header, 0 rows\n\
            02:41:55 export finished: 88 files, exit 0\n\
            15:20:01 retention where deleted_at is null or deleted_at < cutoff",
        impact: "\
            1,140 customers without comments for up to 54 hours; about 200,000 comments lost for good; \
            three building permits delayed.",
        tried: "\
            Restores from six nights in turn, before anyone looked at a file's size. A ticket with the \
            storage provider.",
        found: "\
            File sizes: the export of comments has had 312 bytes since 13 February. In the job's \
            condition \"null\" selects what was never deleted; a rewrite for readability had inverted \
            it.",
        notes: "\
            The export's status is the exit code of its last step. Sizes are not watched. The yearly \
            restore exercise uses the documents table. The job ran without a dry run or a limit of rows. \
            A replica with an eight-hour delay had been switched off in May to save cost. The team \
            posted hourly and told customers early what might be lost.",
        cause: "\
            Root cause, in two parts. Deletion: the retention condition selected comments that were \
            never deleted. Loss: the export of this table had been empty since rights were changed in \
            February, with success reported. Contributing: no size or restore check per table, no dry \
            run or row limit, a rewrite that changed the meaning, delayed replica removed. Not a cause: \
            storage corruption.",
    },
    Record {
        id: "knots-and-metres",
        title: "Wind forecasts that were almost double",
        domain: "data",
        service: "\
            Forecast of wind power for 77 parks. It turns wind speed from a weather supplier's feed into \
            megawatts every hour; traders sell that power one day ahead.",
        timeline: "\
            Times in UTC.\n\
            Thu 18:00 Supplier moves to feed version 3, announced eight weeks before.\n\
            18:05 Forecast for Friday rises by 80 to 95 per cent; a storm is in fact on its way.\n\
            19:10 Trader sells Friday morning's forecast.\n\
            21:00 Second turbine curve, put in that day for four parks, is taken out as a precaution.\n\
            Fri 05:00 Actual output 2,050 megawatts against 3,600 sold.\n\
            05:20 Balancing power bought at four times the price.\n\
            06:15 Forecaster on duty reads raw values: 31 where stations report 16.\n\
            06:40 Header of the feed read: \"unit: kn\".\n\
            06:55 Factor of 0.514 added; forecast normal from 07:00.",
        logs: "\
            Thu 18:00:31 feed v3 accepted 77/77 sites\n\
            Thu 18:00:31 field wind_speed=31.2 unit=kn (ignored: unknown attribute)\n\
            Thu 18:05:02 plausibility ok: max 38.4 below limit 60",
        impact: "\
            1.9 million kroner for balancing power; a notice from the grid operator; no effect on \
            supply.",
        tried: "\
            Removal of the new turbine curve. A call to the supplier at 22:30, whose night desk could \
            only confirm that the feed was running.",
        found: "\
            A ratio of forecast to station wind that was 1.94 at all sites, which no weather does. \
            Version 3 gives knots and says so in an attribute; the reader ignores attributes that it \
            does not know. A reading of the announcement showed the change on page 6.",
        notes: "\
            The announcement went to the mailbox of an employee who left in spring. The test feed of \
            version 3 was run during a calm week, when the difference stayed below the alarm. The limit \
            of 60 was set for metres per second, with no lower or relative check. Stations' measurements \
            are stored, in another system. Traders can stop automatic selling, and did at 05:25.",
        cause: "\
            Root cause: the feed changed its unit from metres per second to knots, and the reader \
            assumes a unit and ignores the attribute that states it. Contributing: announcement to a \
            departed employee's mailbox, acceptance test in calm weather, plausibility limit too wide \
            and absolute, no check against station data, a real storm that made high values believable. \
            Not causes: the new turbine curve, a failure of the supplier's feed.",
    },
    Record {
        id: "merged-families",
        title: "Families merged into one passenger",
        domain: "data",
        service: "\
            Customer records of a railway. A nightly job merges records that belong to one person; \
            loyalty points, season tickets and accessibility needs hang on them.",
        timeline: "\
            Times in CET.\n\
            Wed 19 Nov 14:00 New matching rule approved: same surname, postcode and e-mail are enough if \
            the date of birth is missing.\n\
            23:00 Merge job begins; 23:50 61,300 merges, normally about 900.\n\
            Thu 07:15 App shows children's season tickets on parents' phones only; conductors fine 44 \
            pupils.\n\
            08:30 Call centre notes \"wrong name in app\".\n\
            09:00 App team rolls back Wednesday's app release; no change.\n\
            10:40 Data protection officer told: one customer sees the wheelchair bookings of her mother.\n\
            10:55 Merge job found; switched off.\n\
            11:30 Read access to merged records blocked.\n\
            Fri 18:00 58,900 merges undone by script.\n\
            Tue 25 Nov The remaining 2,400 settled by hand.",
        logs: "\
            23:00:04 merge rule=R7 candidates=61,344 limit=none\n\
            23:17:40 merge 5512093 <- 5512094 by R7 (dob: null, null)\n\
            23:50:11 merge finished OK merged=61,300 duration=50m",
        impact: "\
            128,000 people affected; details of 3,100 seen by relatives; report to the authority within \
            72 hours; 44 fines returned.",
        tried: "\
            App rollback. Logging all users out, which forced 300,000 log-ins in the morning peak and \
            brought nothing.",
        found: "\
            An analyst listed record changes by job: nearly all wrong records had been touched by rule \
            R7. Families share surname, postcode and often one e-mail; birth dates are missing for 40 \
            per cent of records from paper forms.",
        notes: "\
            The rule was measured on a sample of 500 pairs, all taken from records with birth dates. \
            Merges keep a log of old values, which made undoing possible, but later changes by customers \
            had to be sorted by hand. The job has no upper limit. Approval asked for savings in postage. \
            The privacy team was called almost three and a half hours after the first sign.",
        cause: "\
            Root cause: rule R7 takes missing birth dates for agreement, so relatives who share an \
            e-mail were merged. Contributing: evaluation sample without such records, no limit or staged \
            run for a job that did 68 times its usual number, approval that looked at savings only, late \
            call to privacy. Not a cause: the app release; logging users out did harm.",
    },
    Record {
        id: "frozen-dashboard",
        title: "A hospital bed dashboard that showed yesterday",
        domain: "data",
        service: "\
            Regional dashboard of free intensive care beds in 26 hospitals, used by ambulance \
            coordinators. Hospitals send counts every 15 minutes; a process writes a file that the page \
            shows.",
        timeline: "\
            Sunday 11 January, times in CET.\n\
            00:00 Log partition of the dashboard host is full.\n\
            00:15 The writing process cannot create its temporary file, logs nothing, and leaves the old \
            file in place.\n\
            00:15 to 08:40 Page shows counts of 00:00 with the heading \"updated\" and the current time.\n\
            02:10 Network maintenance at three hospitals, announced.\n\
            05:30 Patient brought to a hospital shown with two free beds; none free; moved on, 34 \
            minutes lost.\n\
            06:50 The same at a second hospital; coordinator blames the maintenance and telephones those \
            three hospitals.\n\
            08:05 Third case, at a hospital without maintenance. On-call of the data centre called.\n\
            08:40 Disk cleaned, process restarted, counts right.",
        logs: "\
            00:15:00 writer: open /data/tmp/beds.new: no space left (stderr, not kept)\n\
            00:15:01 cron writer exit 0\n\
            08:05 stat /data/beds.json modified Jan 11 00:00:02",
        impact: "\
            Eight hours and forty minutes of stale counts; 3 patients moved on, none harmed according to \
            the medical review; coordinators telephoned for the rest of the day.",
        tried: "\
            Checks of the three hospitals' lines. Reload of browsers. A restart of the web server at \
            08:15, which made the heading newer and the data no fresher.",
        found: "\
            The technician looked at the file's own date. The page prints its clock, not the date of the \
            data. A shell wrapper returns 0 whatever the writer says.",
        notes: "\
            Disk alerts of this host go to a group dissolved in a reorganisation. Monitoring requests \
            the page and is content with status 200. Hospitals see their own confirmation and cannot see \
            the page. Coordinators keep a telephone list, updated monthly, and were on it within five \
            minutes of the decision.",
        cause: "\
            Root cause: a full log partition stopped the writer, a wrapper hid its failure, and the page \
            showed the time of display as time of data, so staleness was invisible. Contributing: alerts \
            to a dissolved group, monitoring of the page and not of data age, no age limit on display, \
            first cases explained by maintenance. Not causes: the maintenance, the browsers, the web \
            server.",
    },
];
