//! Engineering.

use super::Sheet;

#[rustfmt::skip]
pub(super) const ENGINEERING: [Sheet<&str>; 5] = [
    Sheet {
        id: "husk-ash-bricks",
        title: "Earth bricks that stand the rains",
        field: "engineering",
        question: "\
            Can ash from rice husks replace half of the cement in compressed earth bricks without loss \
            of strength after years of wetting and drying?",
        knowledge: "\
            Compressed earth bricks save fuel, since they are not fired, but contain 6 to 8 per cent \
            cement, which makes up 60 per cent of their cost. Husk ash reacts with lime like a weak \
            cement. Laboratory bricks with ash reach 4.1 megapascals dry; after soaking, results from \
            six groups scatter between 0.9 and 3.2, and nobody has followed a wall through more than one \
            rainy season.",
        aims: "\
            (1) Explain the scatter. (2) Find a mix that keeps 2 megapascals wet. (3) Watch test walls \
            over three rainy seasons.",
        method: "\
            Ash from nine mills, burnt under recorded temperatures; four soils; 36 mixes, 15 bricks \
            each, tested dry, wet and after 25 cycles. The three best mixes and a cement reference go \
            into 16 free-standing walls in two towns with 1,100 and 2,300 millimetres of rain; erosion \
            depth is scanned twice a year.",
        team: "\
            A materials engineer (lead), a soil mechanics lecturer, a chemist, two master's students per \
            year, two brick cooperatives with 31 members.",
        resources: "\
            45 months; 78 million naira for laboratory and walls, and an in-kind press from the \
            cooperatives.",
        risks: "\
            Ash burnt above 700 degrees turns inert; if mills cannot hold the temperature, a simple \
            burner costing 90,000 naira is tested at two of them. Walls may be damaged by cattle and are \
            fenced.",
        results: "\
            A mix design with limits on burning temperature, three seasons of erosion data, and a \
            one-page site test that masons can do with a bucket and a scale.",
        care: "\
            It presents burning temperature as a suspected and not a proven cause of the scatter, and \
            keeps dry and wet strength apart.",
    },
    Sheet {
        id: "bridge-wire-breaks",
        title: "Listening for breaking wires in old concrete bridges",
        field: "engineering",
        question: "\
            Can breaking tendons in post-tensioned bridges be detected by microphones on the concrete \
            while traffic is running, with few enough false alarms for a road authority to act on them?",
        knowledge: "\
            About 1,900 bridges in the region hold steel tendons of a type that can crack under tension \
            without any sign outside. A breaking wire sends a pulse of 5 to 60 kilohertz. Commercial \
            systems find 9 in 10 breaks on closed bridges; under traffic, trucks crossing expansion \
            joints produce up to 300 similar pulses a day.",
        aims: "\
            (1) Record real and induced breaks under traffic. (2) Separate them from joint noise by \
            where they arise and how they fade. (3) Give the authority a rule for action.",
        method: "\
            A bridge due for demolition is fitted with 64 sensors; 120 wires are cut on purpose in \
            random order and hours, half of them with traffic still running. Four bridges in use carry \
            32 sensors each for 18 months. Those who classify the pulses do not know when wires were \
            cut.",
        team: "\
            A structural engineer (lead), an acoustics researcher, a statistician at half time, two \
            doctoral students, three engineers of the road authority.",
        resources: "40 months; 1.6 million euros; the authority adds traffic control worth 250,000.",
        risks: "\
            Demolition may be moved forward; sensors are in store already and can be mounted in five \
            weeks. No natural break may occur on the four bridges; these then measure false alarms only.",
        results: "\
            Detection and false alarm rates with intervals, an open set of 120 recorded breaks, and a \
            draft rule stating after how many located pulses a bridge is inspected, restricted or \
            closed.",
        care: "\
            It is exact about what each part can show: induced breaks give detection, the four bridges \
            mainly false alarms.",
    },
    Sheet {
        id: "ice-bank-milk",
        title: "Cooling milk with sun and ice, without batteries",
        field: "engineering",
        question: "\
            Can a milk cooler that stores sunshine as ice keep evening milk from spoiling at collection \
            points without a grid, at a cost that a village cooperative can bear?",
        knowledge: "\
            Evening milk makes up 40 per cent of production in the study districts and is mostly not \
            collected, because it sours before morning. Battery coolers fail after two to three years at \
            high temperatures. Ice stores cold cheaply, but bare ice tanks chill milk too slowly: \
            bacteria double every 20 minutes at 35 degrees, and milk should fall below 10 degrees within \
            two hours.",
        aims: "\
            (1) Design a heat exchanger that cools 60 litres in two hours. (2) Run ten coolers for two \
            hot seasons. (3) Find what cooperatives earn and spend.",
        method: "\
            Three exchanger shapes are tested in a climatic chamber at 30, 38 and 45 degrees. The best \
            goes into ten coolers at collection points chosen by lot among 23 that applied; the other 13 \
            serve as controls and receive coolers after the study. Plate counts of bacteria from 40 \
            samples per point and season; ledgers of volume, rejection and repair.",
        team: "\
            A refrigeration engineer (lead), a dairy microbiologist, an agricultural economist, one \
            doctoral student, two technicians trained among cooperative members.",
        resources: "36 months; 41 million rupees, 14 million of it hardware.",
        risks: "\
            Dust on panels can halve the ice made; a cleaning duty is written into the agreement. Prices \
            at the dairy may change, so accounts are also given at constant prices.",
        results: "\
            Drawings under an open licence, spoilage with and without the cooler, and a payback time \
            with its range, including the case that it never pays back.",
        care: "\
            It links the two-hour limit to bacterial growth, and it tells the reader why points without \
            coolers were chosen by lot and are served later.",
    },
    Sheet {
        id: "leaks-part-time",
        title: "Finding leaks in pipes that are filled for four hours a day",
        field: "engineering",
        question: "\
            Can leaks be located in water networks that are under pressure for only a few hours a day, \
            by watching how the pipes fill?",
        knowledge: "\
            Perhaps 900 million people get piped water part of the time. Methods for leak location \
            assume steady pressure, which such networks never reach. While empty pipes fill, pressure at \
            each point rises along a curve that depends on pipe, users' tanks and leaks; a laboratory \
            loop of 80 metres placed leaks to within 6 metres, without users.",
        aims: "\
            (1) Describe filling mathematically with leaks and household tanks. (2) Place leaks in a \
            real district. (3) Show how many sensors are enough.",
        method: "\
            One district of 1,460 connections and 19 kilometres of pipe, supplied from 5 to 9 in the \
            morning. Forty pressure loggers sample each second for six months. Utility crews open 30 \
            hydrants by a secret schedule to imitate leaks of 0.3 to 2 litres per second; the analysts \
            must place them. Then the ten strongest suspected real leaks are dug up.",
        team: "\
            A hydraulic engineer (lead), an applied mathematician, a sociologist who surveys tanks in \
            200 homes, one doctoral student, the utility's leak crew of eight.",
        resources: "30 months; 520,000 dollars from the fund and the crew's time from the utility.",
        risks: "\
            Residents may pump straight from the pipe, which looks like a leak at the same hour each \
            day; the survey records pumps. Monsoon floods can delay digging by two months.",
        results: "\
            Placement error by size of leak and number of sensors, software with data, and a statement \
            of the smallest leak that cannot be seen.",
        care: "\
            It gets across why part-time supply defeats the usual methods, and keeps imitated leaks \
            apart from the ten real ones that are dug up.",
    },
    Sheet {
        id: "ferry-batteries",
        title: "What a battery fire does in a ferry's battery room",
        field: "engineering",
        question: "\
            How fast does heat pass from one failing battery module to its neighbours in the closed room \
            of a ship, and can water mist stop it without making the gas explosive?",
        knowledge: "\
            Electric ferries carry 1 to 5 megawatt hours in rooms of 20 to 60 cubic metres. Tests on \
            single modules show failure at 180 to 210 degrees and release of hydrogen-rich gas. Land \
            rules vent the gas outdoors; a ship at sea may have to keep its doors shut. Mist cools, but \
            a wet room holds gas longer, and two test reports contradict each other on whether the \
            danger rises.",
        aims: "\
            (1) Measure spread between modules with and without mist. (2) Measure gas through the room. \
            (3) Give crews a time within which to act.",
        method: "\
            A steel room of 30 cubic metres ashore, with relief panels. Twenty-four burns: two \
            chemistries, three mist rates and none, three repeats, in random order. Sixty thermocouples \
            and twelve gas probes; one module is overheated by a plate, three neighbours are watched. \
            Results feed a calculation of larger rooms, tested on two burns at full scale.",
        team: "\
            A fire safety engineer (lead), an electrochemist, a naval architect, a technician, one \
            doctoral student; the coastal ferry officers' union sits on the advisory board.",
        resources: "33 months; 19 million kroner, 7 million for modules and disposal.",
        risks: "\
            A burn may destroy the probes; a spare set is budgeted for four burns. Suppliers may refuse \
            modules, in which case used ones from a scrapped vessel with a known history are taken.",
        results: "\
            Times to spread with their range, safe and unsafe mist rates for both chemistries, and a \
            two-page guide for crews. Sprinklers with foam are outside the scope.",
        care: "\
            It sets out the conflict between cooling and gas build-up clearly and does not claim to \
            settle other extinguishing agents.",
    },
];
