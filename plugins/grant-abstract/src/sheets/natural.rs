//! Natural science.

use super::Sheet;

#[rustfmt::skip]
pub(super) const NATURAL: [Sheet<&str>; 5] = [
    Sheet {
        id: "cave-drips",
        title: "Did failed monsoons leave a mark in stalagmites?",
        field: "natural science",
        question: "\
            Can the spacing of mud layers inside stalagmites date single years in which the summer \
            monsoon failed, rather than dry decades only?",
        knowledge: "\
            Oxygen isotopes in stalagmites give rainfall averaged over 5 to 20 years. Chronicles of \
            famine name single years but start only about 1600. Thin mud layers are usually discarded as \
            dirt; in a pilot on one stalagmite, 9 of 11 layers fell within two years of a famine that a \
            chronicle names.",
        aims: "\
            (1) Establish how a mud layer forms. (2) Date layers in eight stalagmites from four caves. \
            (3) Extend the list of failed monsoons to the years 1100 to 1600.",
        method: "\
            Drip loggers and sediment traps at 24 drip points for three seasons. Uranium-thorium dating \
            of 160 samples with an error of 3 to 6 years; annual layers counted under the microscope \
            between dates. A layer counts as a drought year only if it appears in at least three \
            stalagmites from two caves.",
        team: "\
            A cave climatologist (lead), a geochemist, a historian of famine chronicles, one \
            postdoctoral researcher, two doctoral students, guides from the two village councils that \
            own the caves.",
        resources: "48 months; 940,000 euros, of which 210,000 for dating and 60,000 for the councils.",
        risks: "\
            Floods also carry mud into caves: grain size tells flood mud (coarse) from drought dust \
            (fine), but the boundary is untested below 20 micrometres. One cave may be closed for rites \
            from June to August, so loggers there store four months of data.",
        results: "\
            A dated list of probable failed monsoons over 500 years with a probability for each year, a \
            public archive of layer images, and a test that other caves can apply.",
        care: "\
            It says that the pilot rests on one stalagmite and that floods can imitate the signal, and \
            it explains why single years matter when isotopes already give decades.",
    },
    Sheet {
        id: "cactus-bats",
        title: "Street lighting and the bats that pollinate columnar cacti",
        field: "natural science",
        question: "\
            Does light at night from growing towns reduce the fruit set of columnar cacti by keeping \
            nectar bats away, or do moths and morning birds make up the loss?",
        knowledge: "\
            Nectar-feeding bats avoid lit corridors in three tropical studies. Columnar cacti open their \
            flowers at dusk and close them by ten in the morning. Cacti near towns bear fewer fruits, \
            but they also stand in poorer soil, so light has never been separated from land use.",
        aims: "\
            (1) Measure visits by bats, moths and birds along gradients of light. (2) Separate light \
            from soil and disturbance. (3) Test which lamp colour does least harm.",
        method: "\
            Twelve dark sites get temporary lamps for two flowering seasons, twelve similar sites get \
            unlit dummy poles; assignment is by lot within pairs matched on soil and cactus density. \
            Infrared cameras on 240 flowers per season. Exclusion nets on a further 180 flowers show \
            what each group of visitors contributes. In the third season the lamps alternate weekly \
            between white and amber.",
        team: "\
            A pollination ecologist (lead), a bat acoustics specialist, a lighting engineer of the state \
            power company, a doctoral student, six field assistants from two harvesting cooperatives.",
        resources: "36 months; 11.2 million pesos, 38 per cent of it for salaries of assistants.",
        risks: "\
            A hurricane can strip flowers for a season; a reserve season is budgeted. Lamps may draw \
            people and theft; poles are locked and run on buried cables.",
        results: "\
            The share of fruit loss due to light alone, the part that other visitors replace, and lamp \
            guidelines agreed with the power company for 14 municipalities.",
        care: "\
            It shows why placing lamps by lot answers what gradients cannot, and keeps the third-season \
            colour test apart from the main question of lit and unlit sites.",
    },
    Sheet {
        id: "lake-drainage-tremor",
        title: "Hearing glacier lakes before they burst",
        field: "natural science",
        question: "\
            Do glacier lakes announce their sudden drainage by ground tremor that a cheap instrument can \
            record hours ahead?",
        knowledge: "\
            Outbursts of ice-dammed lakes in high mountains leave villages with 20 to 50 minutes of \
            warning, given by gauges downstream. Water moving through ice shakes the ground at 1 to 10 \
            hertz; at two lakes such tremor began 6 and 14 hours before the flood. Wind, rivers and \
            rockfall shake the ground in the same band.",
        aims: "\
            (1) Record tremor through complete cycles of filling and draining at five lakes. (2) Find \
            features that tell drainage from wind and rivers. (3) State how many false alarms a useful \
            warning would cost.",
        method: "\
            Forty geophones costing 400 dollars each, eight per lake, with solar power and radio links, \
            plus one broadband seismometer per lake as a reference. Lake level by pressure sensor every \
            ten minutes. Four summers should bring 14 to 20 drainages. Features are chosen on the first \
            two summers and frozen before they are applied to the last two.",
        team: "\
            A seismologist (lead), a glaciologist, a radio engineer, two doctoral students, the disaster \
            offices of three valleys.",
        resources: "54 months; 1.3 million Swiss francs, of which 190,000 for instruments.",
        risks: "\
            Lakes may drain in winter, when batteries fail; two lakes have a wind generator. Fewer than \
            ten drainages would leave the rate of false alarms too uncertain for aim 3, and then only \
            aims 1 and 2 can be met.",
        results: "\
            An open catalogue of tremor, a detection method with stated error rates, and advice to the \
            valleys on whether to build an alarm. The project itself issues no warnings.",
        care: "\
            It keeps the limits: two earlier cases only, an aim that depends on the number of drainages, \
            and no operational warning service.",
    },
    Sheet {
        id: "sea-spray-ice",
        title: "Which living matter in sea spray makes clouds freeze?",
        field: "natural science",
        question: "\
            Which organic substances, thrown up from the sea by bursting bubbles, cause droplets in \
            southern ocean clouds to freeze at temperatures above minus 20 degrees?",
        knowledge: "\
            Climate calculations let southern ocean clouds freeze too early and so reflect too little \
            sunlight. Desert dust, the usual freezing agent, is rare there. Spray from plankton blooms \
            freezes droplets ten times as often as clean sea water, yet the active substance is unknown: \
            candidates are sugars from diatom slime, fragments of bacteria, and proteins.",
        aims: "\
            (1) Follow freezing ability through three natural blooms. (2) Isolate the active substance. \
            (3) Offer a relation between bloom state and freezing nuclei.",
        method: "\
            Two cruises of 35 days and monthly sampling at a coastal station. A wave tank on board makes \
            spray from fresh water in situ; 96 droplets at a time are cooled in an array at one degree \
            per minute. Enzymes that cut sugars or proteins, and heat at 95 degrees, remove one \
            candidate each. Sequencing of 400 filters ties activity to organisms.",
        team: "\
            An atmospheric chemist (lead), a marine microbiologist, an oceanographer who owns the wave \
            tank, a cloud physicist, one postdoctoral researcher, two doctoral students.",
        resources: "\
            42 months; 1.75 million Australian dollars; ship time of 70 days is granted already and not \
            part of it.",
        risks: "\
            A cruise may miss the bloom: the coastal station gives a fallback with weaker blooms. \
            Enzymes are never pure, so each is also applied to a known active standard.",
        results: "\
            The class of substance responsible, freezing spectra for three bloom stages, and a formula \
            that climate centres can test. The project does not run climate calculations itself.",
        care: "\
            It makes the logic of removing one candidate at a time plain to a non-chemist and does not \
            promise better climate forecasts.",
    },
    Sheet {
        id: "slow-glass",
        title: "Why do some thin films of glass barely age?",
        field: "natural science",
        question: "\
            Why does a film of organic glass that is grown slowly from vapour behave as if it had aged \
            for thousands of years, and does that state survive at the edges of a device?",
        knowledge: "\
            Glasses cooled from a melt creep and crystallise. Films deposited at about 85 per cent of \
            their glass transition temperature are denser by 1.5 per cent and stay solid 30 degrees \
            longer when heated. Surface molecules move a million times faster than those below, which \
            should let them find good positions. Direct evidence stops at flat films on smooth wafers; \
            displays have edges, steps and electrodes.",
        aims: "\
            (1) Measure how fast molecules at the surface move during growth. (2) Test whether films \
            over steps keep the advantage. (3) Predict the best rate of growth for a new molecule from \
            its surface mobility.",
        method: "\
            Five molecules used in displays, 12 growth temperatures and 4 rates each: 240 films, every \
            tenth repeated blind. Ellipsometry during growth for density; calorimetry of 20-nanogram \
            samples on chips for stability; steps of 50, 100 and 200 nanometres etched into a third of \
            the wafers.",
        team: "\
            A physical chemist (lead), a physicist of soft matter, a technician, two doctoral students; \
            a display laboratory gives wafers and has no say in publication.",
        resources: "36 months; 86 million yen, 31 million of it for a second growth chamber.",
        risks: "\
            If the chamber arrives late, films are grown in one chamber and the number of rates falls \
            from four to two. Molecules may break on heating; mass spectra check each batch.",
        results: "\
            A tested link from surface mobility to stability, data on 240 films in public, and a rule of \
            growth for device makers that holds or fails over steps.",
        care: "\
            It explains in plain terms what a well-aged glass is and why edges are the open question, \
            and it treats failure over steps as a possible result.",
    },
];
