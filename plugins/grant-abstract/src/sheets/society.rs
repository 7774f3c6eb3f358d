//! Social science.

use super::Sheet;

#[rustfmt::skip]
pub(super) const SOCIETY: [Sheet<&str>; 5] = [
    Sheet {
        id: "remittance-fees",
        title: "Cheaper transfers and the last years of school",
        field: "social science",
        question: "\
            When the fee for sending money home falls, do families use what is saved to keep adolescents \
            in school, and does it matter who receives the money?",
        knowledge: "\
            Migrants from the study districts send home about 180 dollars a month and lose 7 per cent to \
            fees. Surveys find that households with remittances school their children longer, but \
            families who send migrants differ in many ways. One fee cut in another country raised the \
            amounts sent by a fifth; schooling was not recorded.",
        aims: "\
            (1) Estimate the effect of lower fees on amounts and timing. (2) Estimate the effect on \
            enrolment at 14 to 17 years. (3) See whether results differ when mothers, fathers or \
            grandparents receive.",
        method: "\
            Two thousand four hundred migrants in three cities of work are offered a transfer account; \
            by lot, a third pays the usual fee, a third half of it, a third nothing, for 18 months. \
            School registers and three household surveys cover 3,100 adolescents. Transfers are counted \
            from the company's records with written consent. The analysis plan is published before the \
            offers.",
        team: "\
            A development economist (lead), a sociologist of migration, a survey manager, two doctoral \
            students, 26 interviewers.",
        resources: "40 months; 1.4 million dollars, of which 330,000 replaces fees.",
        risks: "\
            Other firms may cut fees in the same months and shrink the contrast; market fees are \
            recorded weekly. Migrants may send for friends; the limit per account is 500 dollars a \
            month.",
        results: "\
            Effects with intervals for all three fees, a public data set without names, and a workshop \
            with the central bank. A finding of no effect on schooling would be reported with equal \
            prominence.",
        care: "\
            It shows why families with and without remittances cannot simply be set side by side, and \
            keeps the size of transfers apart from schooling.",
    },
    Sheet {
        id: "registry-appointments",
        title: "Waiting your turn: appointments and trust at the registry office",
        field: "social science",
        question: "\
            Does fixed appointment booking at civil registries raise citizens' trust in the state, or \
            does it only move waiting from the bench to the telephone?",
        knowledge: "\
            Births, deaths and land titles are registered in person at 212 offices; the median wait is 3 \
            hours 40 minutes. Reform plans assume that short queues build trust. Studies of tax offices \
            found trust to follow fairness of treatment more than speed. Booking may favour people who \
            read, own a telephone and know the office's language.",
        aims: "\
            (1) Measure full waiting, including at home. (2) Measure trust and perceived fairness. (3) \
            Find who gains and who loses.",
        method: "\
            The ministry introduces booking in 60 offices over ten months, the order drawn by lot in \
            public. Every eight weeks 25 visitors per office are interviewed on leaving, 12,000 in all, \
            in five languages. Observers with hidden stopwatches, announced to staff in general terms, \
            time 4,000 visits. Diaries from 90 people who tried and did not come.",
        team: "\
            A political scientist (lead), a linguist, an ethnographer, a statistician, the ministry's \
            reform unit, 40 student interviewers.",
        resources: "32 months; 3.9 million dirhams.",
        risks: "\
            Elections fall in month 14; interviews pause for six weeks around them. Offices may dress up \
            for observers; a tenth of visits is timed from booking records alone.",
        results: "\
            Effects on full waiting, trust and fairness for the whole public and for people without \
            literacy; a report in all five languages; advice on telephone lines that are not booked.",
        care: "\
            It presents the outcome as open in both directions and brings the people who never reach the \
            office into the picture.",
    },
    Sheet {
        id: "moved-villages",
        title: "What holds a village together when it moves inland",
        field: "social science",
        question: "\
            Which ties between households survive when a coastal village is moved, and do villages that \
            move neighbours together recover sooner?",
        knowledge: "\
            Some 40 villages on the archipelago must leave the shore within 15 years; seven have moved. \
            Earlier work counts houses and incomes. Fishing crews, burial societies and shared child \
            care are hardly documented, though in two moved villages a third of households returned to \
            the shore within three years.",
        aims: "\
            (1) Map ties before and after a move. (2) Contrast plots given by lottery with plots chosen \
            by neighbour groups. (3) Understand returning.",
        method: "\
            Six villages with a date for moving, 1,050 households; in three, the council has decided on \
            a lottery, in three on neighbour groups. Households name those with whom they fish, borrow, \
            mind children and bury their dead: one year before, six months and two years after. Sixty \
            life-history interviews. As villages were not assigned by the researchers, differences are \
            read with care: a further four villages that do not move show change over time.",
        team: "\
            An anthropologist (lead), a network statistician, a geographer from the national university, \
            one doctoral student from the islands, six village researchers chosen by their councils.",
        resources: "50 months; 980,000 New Zealand dollars, 120,000 of it held by the councils.",
        risks: "\
            A cyclone may force a move early; a short form of the survey takes four days. Councils may \
            withdraw at any time and keep their data.",
        results: "\
            Maps of ties returned to each village, evidence on the two ways of giving plots, and a \
            planning guide in two languages.",
        care: "\
            It is frank that the villages chose their own way of allotting plots, and explains what the \
            four unmoved villages add.",
    },
    Sheet {
        id: "apprentices-who-leave",
        title: "The first hundred days of an apprenticeship",
        field: "social science",
        question: "\
            Why do a quarter of apprentices in building trades break their contract, most of them within \
            a hundred days, and can a mentor from another firm prevent it?",
        knowledge: "\
            Contracts broken early cost firms about 6,000 euros and leave half of the young people \
            without training a year later. Registers show who leaves: more often those in small firms, \
            with long journeys or a second-choice trade. They do not show how it comes about. Mentors \
            within the firm had no effect in one study; apprentices said that they could not speak \
            openly.",
        aims: "\
            (1) Reconstruct the path to leaving week by week. (2) Test mentors from outside. (3) See \
            what firms learn from a departure.",
        method: "\
            Nine hundred apprentices starting in two autumns answer four questions by telephone message \
            each Friday for 20 weeks. Half, by lot, get a mentor: a journeyman of the same trade from \
            another firm, eight hours of training, one meeting every two weeks. Interviews with 40 who \
            left, 40 who stayed and 30 masters.",
        team: "\
            A sociologist of work (lead), an educational psychologist, two doctoral students, the \
            chamber of crafts, which recruits 150 mentors.",
        resources: "36 months; 870,000 euros.",
        risks: "\
            Weekly answers may fade; in a first round with 62 apprentices, 68 per cent answered in week \
            20. Firms may fear outsiders, so mentors sign a promise of silence about business.",
        results: "\
            Weekly trajectories, the effect of mentoring on contracts kept at 100 days and one year, its \
            cost per contract kept, and training papers for chambers.",
        care: "\
            It keeps who leaves apart from why they leave, and explains what is new in a mentor from \
            another firm.",
    },
    Sheet {
        id: "grain-rumours",
        title: "Rumours and the price of maize",
        field: "social science",
        question: "\
            Do rumours of coming shortages raise grain prices before any shortage exists, and does quick \
            public information on stocks calm them?",
        knowledge: "\
            Prices of maize in the study region doubled twice within ten years, once in a year with an \
            average harvest. Traders say that talk did it. Records of talk do not exist; searches on the \
            internet miss the market women who trade 70 per cent of the grain. Public stock reports \
            appear every quarter, seven weeks late.",
        aims: "\
            (1) Record rumours as they travel. (2) Test whether they precede price changes. (3) Test the \
            effect of fortnightly stock bulletins on the radio.",
        method: "\
            In 48 markets, two traders each, 96 in all, report weekly what they hear, from whom and \
            whether they believe it; prices are taken on the same day by others. Seventy-eight weeks \
            cover two lean seasons. In half of the markets, by lot within language zones, local radio \
            reads a bulletin on stocks in 320 stores, true in every case and whether it calms or not.",
        team: "\
            An agricultural economist (lead), a sociologist of rumour, two radio editors, a \
            statistician, one doctoral student, 48 price takers.",
        resources: "34 months; 610,000 euros.",
        risks: "\
            Bulletins reach markets outside their zone; a belt of eight markets between zones is left \
            out of the analysis. Asking for rumours may spread them: reporters are never given examples.",
        results: "\
            A weekly record of some 7,000 reports, estimates of lead and lag between talk and price, and \
            the effect of bulletins on price swings.",
        care: "\
            It separates two claims, that rumours come before price changes and that bulletins calm \
            them, and explains why only the second is tested by lot.",
    },
];
