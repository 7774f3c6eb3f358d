//! Public services.

use super::Record;

#[rustfmt::skip]
pub(super) const PUBLIC: [Record<&str>; 5] = [
    Record {
        id: "lab-results-accents",
        title: "Laboratory results that never reached the ward",
        domain: "public service",
        service: "\
            Interface between the laboratory and the patient record of a hospital with 700 beds. Results \
            travel as messages through a queue; wards see them within a minute.",
        timeline: "\
            Tuesday 4 November, times in CET.\n\
            06:30 Patient administration is updated; names may now hold all letters of European \
            languages.\n\
            06:52 First result for a patient named with a letter outside the old character set is \
            refused; the queue retries it without end and holds what comes behind it in the same lane.\n\
            08:10 Ward B: \"no potassium yet\". Laboratory: \"sent at seven\".\n\
            08:30 Laboratory analyser 2, in repair since Monday, is blamed for delay.\n\
            09:25 Three wards without results; interface desk sees the queue \"green\".\n\
            10:05 Paper printouts by runner begin.\n\
            10:40 Interface engineer sees message 1 of 412 with 2,100 retries.\n\
            10:52 Message set aside; the lane empties in six minutes.\n\
            11:30 Character set corrected; set-aside messages sent.",
        logs: "\
            06:52:14 lane 3 msg 70021 encode error at name, retry 1\n\
            10:40:02 lane 3 msg 70021 retry 2114, waiting 411\n\
            10:40:02 queue status: connected, lanes 4/4 running",
        impact: "\
            412 results up to four hours late, 31 of them marked urgent; one dialysis was postponed; no \
            lasting harm found in the review of all 31.",
        tried: "\
            Restart of the connection at 09:40, which put message 70021 first again. Sending blood twice \
            for six patients.",
        found: "\
            The engineer opened the lane instead of the overview. The record's side expects the old set \
            and refuses the letter; lanes keep the order of messages, so one blocks the rest.",
        notes: "\
            The update's test used 50 invented patients with plain names. \"Green\" means that a lane is \
            connected. Retries have no limit, by a decision of 2016 that no result may be lost. Urgent \
            results are also telephoned if critical: that worked 9 of 9 times. The update was on the \
            calendar of administration and not of the laboratory.",
        cause: "\
            Root cause: after the update a name held a letter that the interface could not encode, and \
            unlimited retry with strict order let one message block its lane. Contributing: test data \
            without such names, a status that shows connection and not progress, no alert on age of \
            messages, update unknown to the laboratory. Not causes: analyser 2, the wards' or the \
            laboratory's staff.",
    },
    Record {
        id: "exam-lockout",
        title: "Pupils locked out as the examination began",
        domain: "public service",
        service: "\
            Portal for the final school examination in mathematics: 412 schools, 23,600 pupils, start at \
            09:00 for all.",
        timeline: "\
            Wednesday 21 May, times local.\n\
            Mon 19 An alert of attacks on other public sites leads the security desk to lower the \
            portal's limit from 600 to 60 requests a minute for each address.\n\
            Wed 08:55 Pupils begin to log in.\n\
            08:58 One school in three reports \"too many requests\".\n\
            09:02 Security desk sees 130 addresses far above the limit, reads it as an attack, and \
            blocks them for an hour.\n\
            09:05 Ministry told of an attack; press office prepares a statement.\n\
            09:20 Three servers added; no change.\n\
            09:31 A teacher says that her pupils get in by mobile phone at once.\n\
            09:38 Operator looks up five blocked addresses: all schools.\n\
            09:44 Blocks removed, limit 3,000; 09:52 pupils in.\n\
            10:15 Examination begins, all schools with 75 minutes' delay.",
        logs: "\
            08:58:10 limiter 198.51.100.17 612/min > 60 deny\n\
            09:02:40 shield rule auto-block 198.51.100.17 1 h\n\
            09:38 registry 198.51.100.17 school district north, shared address",
        impact: "\
            8,900 pupils locked out for up to 54 minutes; examination moved by 75 minutes everywhere; \
            extra supervision cost 210,000 euros; no paper leaked.",
        tried: "Servers. Longer blocks for six addresses at 09:25, at which more schools fell out.",
        found: "\
            A school's computers share one public address: 30 pupils logging in make about 20 requests \
            each. Small schools and phones stayed below 60.",
        notes: "\
            The full rehearsal on 6 May ran with 600. The change on Monday was one person's, approved by \
            telephone, without the portal's operator. The limiter counts log-in pages, images and fonts \
            alike. No list of school addresses was at hand, although the district keeps one. Heads of \
            schools used an agreed telephone chain; thanks to it no school began alone.",
        cause: "\
            Root cause: a limit per address, lowered two days before to 60 requests a minute, does not \
            fit schools whose computers share one address. Contributing: change after the rehearsal and \
            without the operator, automatic blocks turning throttling into an hour's lockout, belief in \
            an attack for 40 minutes, images counted as requests, no list of school addresses. Not \
            causes: an attack, lack of servers.",
    },
    Record {
        id: "flood-messages",
        title: "A flood warning that came after the water",
        domain: "public service",
        service: "\
            Text message warnings of a river authority for 64,000 registered households in five \
            districts; an outside carrier delivers them under a contract for 300 messages a second.",
        timeline: "\
            Saturday 28 September, times local.\n\
            17:40 Gauge passes level 3; forecaster approves a warning.\n\
            17:44 Text entered: 158 characters; a place name with a dotted letter is put in at the last \
            moment.\n\
            17:45 Sending starts with district 1, in order of registration.\n\
            17:52 Mobile masts in district 4 run on battery after a power cut.\n\
            18:30 Forecaster's own phone, district 2, has nothing.\n\
            18:41 Carrier's desk: \"we deliver as fast as you send\".\n\
            18:55 Duty developer sees 192,000 parts instead of 64,000.\n\
            19:10 District 4, lowest at the river, moved to the front.\n\
            19:15 Water in the first cellars of district 4; 19:22 messages delivered there.\n\
            21:20 Sending ends.",
        logs: "\
            17:45:01 sms encoding UCS-2 (1 char outside basic set) parts=3\n\
            17:45:02 rate cap account=15 parts/s\n\
            18:55:20 sent 63,004 of 192,000 parts",
        impact: "\
            District 4 warned 102 minutes after approval instead of within four; 340 cellars flooded, 41 \
            cars; no one hurt; sirens sounded at 18:50.",
        tried: "\
            A call to the mast operator, whose masts stayed up all evening. A second sending for \
            district 4 at 18:20, which joined the end of the queue.",
        found: "\
            One letter outside the basic set changes the encoding, so that 158 characters make three \
            parts. The account's cap stood at 15 parts a second: the contract of 300 applied to the \
            production account, and since a change of account in June the service had used the test \
            account.",
        notes: "\
            Monthly tests go to 40 staff in plain letters and take seconds. The entry form shows \
            characters, not parts. Order by registration was never discussed with districts. Sirens are \
            controlled by hand, and the brigade decided on its own by looking at the gauge.",
        cause: "\
            Root cause: since June the service had sent through a test account capped at 15 parts a \
            second instead of 300; with three parts per message because of one letter, sending took over \
            three hours. Contributing: form hides parts, sending order ignores danger, monthly test too \
            small to show the rate, no alert on delivery progress. Not causes: masts in district 4, the \
            carrier's network.",
    },
    Record {
        id: "letters-to-neighbours",
        title: "Benefit letters with another family's figures",
        domain: "public service",
        service: "\
            Yearly letters on housing benefit in a city of 400,000. Addresses come from one system, \
            amounts from another; a print job joins both files line by line.",
        timeline: "\
            Times local.\n\
            Mon 12 Jan 10:00 Clerk opens the address file to correct a street name and sorts it by \
            street for the purpose.\n\
            10:20 File saved; job started. 14:00 26,400 letters printed.\n\
            Tue 13 Jan 07:00 Spot check: five letters look right in form.\n\
            Wed 14 Jan Letters posted.\n\
            Thu 15 Jan 09:10 First caller has a stranger's amount and case number.\n\
            09:30 Team suspects the post, as two streets were renamed on 1 January.\n\
            10:15 40 calls; line overloaded.\n\
            11:00 Head of unit has ten returned letters held against both systems.\n\
            11:25 Files seen to differ in order; further posting stopped.\n\
            13:00 Data protection officer informed.\n\
            Mon 19 Jan Correct letters with apology.",
        logs: "\
            Mon 10:21 print job inputs addr=26,400 lines amt=26,400 lines, counts equal, ok\n\
            Mon 10:21 addr first key 300118 amt first key 100001\n\
            Thu 11:22 letters with matching key: 3 of 26,400",
        impact: "\
            22,900 households got figures meant for another: amount, household size and case number, no \
            name; 3,500 stopped at the post; authority notified in time; 61,000 euros for printing and \
            postage.",
        tried: "\
            A call to the post, a list of renamed streets for the delivery staff; neither concerned the \
            cause.",
        found: "\
            Both files carry the case key, and the job does not use it: it takes line 1 with line 1. It \
            logs both first keys and checks only counts.",
        notes: "\
            The job was written when one system made both files in one order. The clerk's correction \
            followed the written instruction, which names no tool. Five letters were checked for layout \
            by people who have no access to amounts. The unit's decision to stop posting took 25 minutes \
            after that first check. Callers waited 50 minutes on average on Thursday.",
        cause: "\
            Root cause: the print job joins addresses and amounts by line number and not by case key, so \
            sorting one file gave nearly all households another's data. Contributing: manual editing of \
            an input file as regular practice, a check on counts only, a spot check by people who cannot \
            see amounts, first suspicion of the post. Not causes: renamed streets, the postal service; \
            the clerk followed the instruction.",
    },
    Record {
        id: "ambulance-streets",
        title: "Ambulances sent to the wrong end of the county",
        domain: "public service",
        service: "\
            Address search of an ambulance dispatch centre for 1.1 million people. A caller's address \
            becomes a point on the map, and the nearest vehicle is proposed.",
        timeline: "\
            Thursday 6 March, times local.\n\
            04:00 Quarterly street data loaded; 212,000 addresses.\n\
            05:35 Call from Lower Mill; vehicle 9, 31 km away, proposed; dispatcher follows.\n\
            05:50 Crew reports by radio: address not found.\n\
            05:58 Second vehicle sent by a dispatcher who knows the place; arrives 06:11.\n\
            06:20 Satellite positions of vehicles suspected, since vehicle 9 had a new receiver since \
            Tuesday.\n\
            07:45 Second case, another vehicle, same municipality.\n\
            07:55 Shift lead orders: repeat place name, check on paper map.\n\
            08:30 Data officer plots new addresses: 3,180 points of one municipality lie in a line in a \
            forest.\n\
            08:50 Data of last quarter restored.",
        logs: "\
            04:07:33 import municipality 17: 3,180 rows, x/y columns named north/east\n\
            04:09:10 import done, rows ok 212,004, outside county 0\n\
            05:35:40 geocode \"Mill Lane 4, Lower Mill\" -> 31.2 km from place centre",
        impact: "\
            Two calls with 22 and 9 minutes of delay, both patients in stable condition afterwards; 3 h \
            15 min of operation by paper map.",
        tried: "Exchange of vehicle 9's receiver. Restart of the proposal service at 06:40.",
        found: "\
            Municipality 17 delivers north before east since this quarter and names the columns so. The \
            import goes by position. Swapped points happened to fall within the county's rectangle, so \
            the check for outliers saw nothing.",
        notes: "\
            Loading takes place at four without a dispatcher's test call. The format description allows \
            both orders if columns are named. The distance from the place's centre is computed and \
            logged, and not shown. Paper maps were of the current year. Dispatchers from that area \
            recognised the fault by sight; the night shift had none at first.",
        cause: "\
            Root cause: the import takes coordinates by column position, and one municipality's file had \
            north and east in the other, permitted order. Contributing: check only against the county's \
            rectangle, computed distance not shown to dispatchers, no test calls after loading, \
            suspicion of one vehicle's receiver for two hours. Not causes: satellite positions, the \
            receiver, the proposal service.",
    },
];
