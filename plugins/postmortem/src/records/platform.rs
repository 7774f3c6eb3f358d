//! What other services run on.

use super::Record;

#[rustfmt::skip]
pub(super) const PLATFORM: [Record<&str>; 5] = [
    Record {
        id: "internal-certificate",
        title: "Half of the services stop trusting each other",
        domain: "platform",
        service: "\
            Internal network of a travel firm: 140 services that call each other over mutual TLS. Leaf \
            certificates last 24 hours and renew themselves; an intermediate certificate signs them and \
            lasts five years.",
        timeline: "\
            Wednesday 17 September, times in UTC.\n\
            08:30 Network team replaces a firewall pair, planned.\n\
            09:12 Intermediate certificate expires.\n\
            09:14 First services restarted by the scheduler fail to reach others.\n\
            09:20 Alerts from 31 services, number growing.\n\
            09:25 Incident call opened; the firewall is suspected.\n\
            10:05 Old firewall pair back in service; failures go on.\n\
            10:20 Certificate dashboard is checked: all leaves green.\n\
            10:40 A new colleague prints the full chain of one connection and reads the date.\n\
            11:15 New intermediate signed; the root key needs two of four holders, one is on a train.\n\
            12:30 Distributed to all hosts; 13:05 all services well.",
        logs: "\
            09:14:08 booking -> fares tls handshake failed: certificate has expired\n\
            09:14:08 booking leaf not_after=09-18T02:11 (valid)\n\
            09:26:40 firewall-b dropped=0 accepted=88,120",
        impact: "\
            No new bookings from 09:40 to 12:30, 1,260 in a normal interval of that length; call centre \
            on paper; no data lost.",
        tried: "\
            Return to the old firewall. Forced renewal of leaves, which turned services that still had \
            open connections into failing ones. Restarts, with the same effect.",
        found: "\
            Existing connections lived on, only new handshakes failed, so the number of broken services \
            grew with each restart. The chain showed the intermediate's end date, 09:12 that day.",
        notes: "\
            The intermediate was made by hand in the project's first week by a team since dissolved. \
            Monitoring covers leaves and the public site. The error text in the log was right, but the \
            dashboard was trusted more. The key ceremony was documented and, once two holders met, took \
            40 minutes.",
        cause: "\
            Root cause: the intermediate certificate expired, unmonitored and without an owner or a \
            renewal procedure. Contributing: monitoring of leaf certificates only, actions (restarts, \
            forced renewal) that widened the failure, key holders hard to reach, the coincidence of the \
            firewall change that drew 40 minutes. Not a cause: the firewall, whose logs show no drops.",
    },
    Record {
        id: "name-not-found",
        title: "A name that stayed missing for three hours",
        domain: "platform",
        service: "\
            Public names of a weather data provider. Customers' programs fetch data from one host name; \
            the zone is kept as text in a repository and published by a pipeline.",
        timeline: "\
            Monday 3 February, times in UTC.\n\
            13:00 Move of the data host to a new load balancer begins, in two steps: remove the old \
            record, then add the new one.\n\
            13:02 Step one published.\n\
            13:03 Step two stops in the pipeline: its syntax check was updated that morning and refuses \
            a missing trailing dot.\n\
            13:09 Corrected; published. The author's own query answers well; change closed.\n\
            13:20 Customers report \"host not found\"; others have no trouble.\n\
            13:40 Status page: \"problem at some access providers\".\n\
            14:10 Load balancer checked; traffic at 35 per cent, no errors.\n\
            14:50 One customer sends the output of a query: no such name, 4,370 seconds to go.\n\
            15:05 Cause understood; large resolver operators asked to flush.\n\
            16:10 Traffic at 97 per cent.",
        logs: "\
            13:03:11 publish refused: line 88 record \"data\" target lacks trailing dot\n\
            13:09:27 publish ok serial 2026020302\n\
            14:50 reply NXDOMAIN authority SOA minimum=10800 remaining=4370",
        impact: "\
            212 of about 600 customers without data for up to three hours; two airports planned on old \
            data; penalty clauses in four contracts.",
        tried: "Restart of the load balancer at 14:15, with no effect. Adding a second address at 14:30.",
        found: "\
            For seven minutes the name did not exist. Resolvers that asked then may keep this answer for \
            as long as the zone's negative caching time: 10,800 seconds, set years ago. Those that did \
            not ask were never affected. It healed by itself, faster where flushed.",
        notes: "\
            The plan lowered the time to live of the record itself to 60 seconds and did not mention \
            negative answers. Both steps could have been one commit. There is no check of the name from \
            outside the firm's own network. The customer who sent the query found the page with the \
            support engineer's direct line.",
        cause: "\
            Root cause: the name was removed before its replacement existed, and resolvers kept the \
            negative answer for the zone's 3 hours. Contributing: two steps instead of one, a check \
            changed the same day that stopped the second step, a high negative caching time nobody \
            thought of, verification from one place, no outside probe. Not causes: the load balancer, \
            access providers.",
    },
    Record {
        id: "health-check-connections",
        title: "The health check that used up the database",
        domain: "platform",
        service: "\
            Member accounts of a sports association, 64 instances before one relational database that \
            allows 500 connections.",
        timeline: "\
            Thursday 12 June, times in UTC.\n\
            09:00 Release 4.8: the health check now runs a query, since a dead database had once gone \
            unnoticed.\n\
            09:05 Rollout to all 64 instances done in five minutes.\n\
            09:30 Weekly report of regional clubs starts, a query of 11 minutes.\n\
            09:41 Log-in slow; database at 480 connections.\n\
            09:46 \"Too many connections\"; health checks fail; the scheduler replaces instances, and \
            new ones check at once.\n\
            09:52 All instances restarting. Alert to platform and database teams.\n\
            10:00 Report stopped; no relief.\n\
            10:15 Limit raised from 500 to 800; used up in four minutes.\n\
            10:32 Database administrator groups connections by program name.\n\
            10:38 Release 4.8 withdrawn; connections fall to 140.\n\
            10:45 Log-in normal.",
        logs: "\
            10:31 connections by name: member-api 61, report 0, member-api-health 734\n\
            10:31 state of member-api-health: idle 729, active 5\n\
            09:46:20 scheduler instance 17 unhealthy 3/3, replaced",
        impact: "\
            57 minutes without log-in for 88,000 members on the last day to register for the summer \
            league; deadline moved by a day.",
        tried: "\
            Stopping the report, which has run at this hour for three years. Raising the limit. \
            Restarting the database at 10:22: five good minutes, then the same.",
        found: "\
            Each check opens a connection outside the pool and closes it only when the language's \
            garbage collector gets to it. Checks come every two seconds per instance. Withdrawing the \
            release closed everything.",
        notes: "\
            In the test environment two instances check every 30 seconds. The reviewer had asked about \
            the pool; the answer \"it is only one query\" closed the thread. Connections have an alert \
            at 95 per cent and none earlier. Teams disagreed in public but politely; grouping by program \
            name was possible since a rule requires names.",
        cause: "\
            Root cause: the new health check opens an unpooled connection each time and leaves it to the \
            garbage collector, so idle connections fill the database. Contributing: restart on failed \
            checks creates more checks, all instances updated in five minutes, unlike test environment, \
            late alert, a review question closed too soon. Not causes: the weekly report, the connection \
            limit as such.",
    },
    Record {
        id: "debug-log-broker",
        title: "Messages refused because of a log level",
        domain: "platform",
        service: "\
            Message broker of a parcel carrier, three nodes; 90 teams publish scans and routing orders. \
            Data and logs share one disk of 2 terabytes per node.",
        timeline: "\
            Times in UTC.\n\
            Tue 11 March 14:20 An engineer sets a module's log level to debug on all nodes to trace a \
            lost message, for \"half an hour\".\n\
            15:05 The message is found: an error of the sender. The call ends; the level stays.\n\
            Wed 22:00 A large customer begins sending double its usual volume, as announced.\n\
            Thu 03:10 Node 2 disk at 90 per cent; ticket of low priority.\n\
            04:55 Node 2 reaches 95 per cent and refuses writes; clients move to nodes 1 and 3.\n\
            05:20 Nodes 1 and 3 refuse writes.\n\
            05:24 Alert: scans not accepted.\n\
            05:40 On-call asks the customer to slow down; it agrees at 06:05; no change.\n\
            06:20 Second engineer lists large files.\n\
            06:31 Logs truncated, level reset, writes accepted.\n\
            08:15 Backlog of scanners processed.",
        logs: "\
            04:55:02 node2 disk watermark 95% read-only\n\
            06:20 1.4T /var/broker/log/trace.log 0.5T /var/broker/data\n\
            06:20 node2 level of module routing: DEBUG since 03-11 14:20",
        impact: "\
            71 minutes without new scans; 310,000 scans kept on handhelds and sent later; 1,900 parcels \
            missed their vans; no message lost.",
        tried: "\
            Slowing the customer. Removing old data from node 2, which freed 30 gigabytes for six \
            minutes. Adding a node was begun and stopped.",
        found: "\
            A listing by size: logs took nearly three times the room of data. At debug the module writes \
            40 lines per message.",
        notes: "\
            Log rotation works by day, not size. Level changes are not recorded anywhere visible and do \
            not expire. The 90 per cent ticket arrived at night in a queue read at eight. Handhelds \
            buffer for 12 hours, by a design choice after an earlier outage. The engineer had set a \
            reminder on a laptop that was off.",
        cause: "\
            Root cause: debug logging left on for 38 hours filled a disk that logs share with message \
            data, so that all nodes turned read-only. Contributing: level without expiry or record, \
            rotation by day only, low-priority disk alert at 90 per cent, equal configuration making \
            nodes fail together. Not a cause: the customer's announced volume, at most an accelerator; \
            the engineer's memory is not a root cause.",
    },
    Record {
        id: "two-schedulers",
        title: "Two leaders for eleven minutes",
        domain: "platform",
        service: "\
            Job scheduler of a news archive: one of three nodes leads by holding a lease of 30 seconds \
            and starts about 5,000 jobs an hour, some of which send mail to subscribers.",
        timeline: "\
            Sunday 26 April, times in UTC by an outside clock.\n\
            02:00 Maintenance of time server A; by plan hosts use B.\n\
            02:03 B, since its replacement in March, runs 48 s ahead; nobody had used it.\n\
            02:04 Node S2 follows B and jumps forward by 48 s.\n\
            02:04 S2 sees the lease of S1 as expired, takes it, starts leading. S1, still on its own \
            clock, goes on and renews what it holds in memory.\n\
            02:15 A back; S2 steps back; S1 reads the lease and resigns.\n\
            06:40 Subscribers complain of double newsletters.\n\
            07:10 On-call looks at the mail provider; its report of a \"retry storm\" on Saturday seems \
            to fit.\n\
            09:30 Duplicate job records found: 912 jobs with two starts, by S1 and by S2.\n\
            13:00 Affected indexes rebuilt.",
        logs: "\
            02:04:10 S2 clock step +48.1s source=B\n\
            02:04:11 S2 lease of S1 expired 18s ago, taking over, term 311\n\
            02:04:20 S1 leading, term 310\n\
            02:15:02 S1 stored term 311 > 310, resigning",
        impact: "\
            38,200 subscribers got two or three newsletters; 912 jobs twice; search indexes of two \
            months wrong for ten hours; 260 cancellations.",
        tried: "\
            A case with the mail provider, closed when it showed one request per mail received. \
            Resending of an apology was held back until the cause was known.",
        found: "\
            A developer asked for job starts by node, then put clock logs beside them. Time server B was \
            corrected; the scheduler now stops if its clock steps by more than two seconds.",
        notes: "\
            Leases are measured by each host's wall clock. Job workers do not look at the term. Nobody \
            checks the offset between time servers. Clock steps are logged at level info. The archive's \
            append-only records made it possible to list every double job within an hour.",
        cause: "\
            Root cause: leases depend on wall clocks, and a jump by 48 s on one host let a second node \
            take a lease that the first still used; workers accept starts from an outdated term. \
            Contributing: a replaced time server with unchecked offset, no test of the fallback, no \
            alert on clock steps or two leaders. Not a cause: the mail provider's retries.",
    },
];
