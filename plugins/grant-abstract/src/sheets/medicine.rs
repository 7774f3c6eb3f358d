//! Medicine.

use super::Sheet;

#[rustfmt::skip]
pub(super) const MEDICINE: [Sheet<&str>; 5] = [
    Sheet {
        id: "snakebite-clotting",
        title: "A clotting test for snakebite that a nurse can trust",
        field: "medicine",
        question: "\
            Does a capillary strip that shows clotting within six minutes decide as safely as the \
            20-minute glass tube test who needs antivenom after a viper bite?",
        knowledge: "\
            In the study region vipers cause 8 in 10 bites that lead to treatment. Antivenom costs 120 \
            dollars a course, is short every year between June and September, and causes severe allergic \
            reactions in 5 per cent. The tube test needs clean new glass and is read differently by \
            different staff: agreement between two nurses was 71 per cent in an audit of 210 cases.",
        aims: "\
            (1) Establish how often strip and laboratory agree. (2) See whether the strip shortens the \
            time to antivenom. (3) Count harm from wrong decisions.",
        method: "\
            Fourteen clinics, 1,120 patients. First stage: every patient gets strip, tube and a \
            laboratory fibrinogen reading, and the tube alone decides. Second stage, only if the strip \
            misses fewer than 3 in 100 who need antivenom: clinics change to the strip in an order drawn \
            by lot, two per month.",
        team: "\
            An emergency physician (lead), a haematologist, a statistician, a pharmacist of the health \
            ministry, 14 nurse coordinators.",
        resources: "\
            42 months; 830,000 dollars; strips are bought at list price, and their maker sees no data \
            before publication.",
        risks: "\
            A dry year brings fewer bites; recruitment may run into a fourth season, and funds for it \
            are reserved. An independent board can stop the second stage.",
        results: "\
            Rates of missed and needless treatment, time saved in minutes, and a guideline text for the \
            ministry if the condition of the first stage is met.",
        care: "\
            It explains the two stages and the condition between them, and states that patients are \
            protected by the tube deciding at first.",
    },
    Sheet {
        id: "night-shift-meals",
        title: "Meal times of nurses on night duty",
        field: "medicine",
        question: "\
            Do nurses who do not eat between midnight and six in the morning have steadier blood sugar \
            on night duty, and do they pay for it with errors or exhaustion?",
        knowledge: "\
            Long-term night work goes with a risk of diabetes that is 9 to 20 per cent higher. In a \
            sleep laboratory, volunteers who ate only by day kept normal sugar during simulated nights; \
            there were 19 of them, all under 35. Whether people can fast at a real workplace, with \
            patients to lift, is unknown.",
        aims: "\
            (1) Measure glucose with and without a nightly fast. (2) Measure alertness and slips. (3) \
            Learn from nurses what makes the fast bearable or not.",
        method: "\
            One hundred and forty-four nurses from six hospitals, aged 24 to 62. Each passes four night \
            blocks of three to four shifts, two with fasting and two with a light meal at half past one, \
            in an order drawn by lot. Glucose sensors under the skin for 14 days per block; a \
            five-minute reaction test at 3 and at 6; interviews with 30. Total energy per day is kept \
            equal.",
        team: "\
            A diabetologist (lead), an occupational physician, a nurse researcher, a sleep scientist, \
            one doctoral student, two dieticians.",
        resources: "30 months; 690,000 pounds.",
        risks: "\
            Drop-out was 22 per cent in a preparatory round with 18 nurses; the number allows for 25. \
            Nurses with diabetes or pregnancy are excluded, so the results will not hold for them.",
        results: "\
            The difference in hours above 10 millimoles per litre, with an interval; the effect on \
            reaction time; advice for hospital canteens that open at night.",
        care: "\
            It treats alertness as an equal question and not as an afterthought, and names whom the \
            findings will not cover.",
    },
    Sheet {
        id: "hearing-and-delirium",
        title: "Hearing amplifiers against confusion after hip surgery",
        field: "medicine",
        question: "\
            Does a simple hearing amplifier, worn from admission on, lower the rate of delirium in older \
            people with a broken hip?",
        knowledge: "\
            A third of patients over 75 become confused after hip surgery; they stay in hospital six \
            days longer on average and more of them move to a care home. Two in three hear poorly, and \
            half of those arrive without a hearing aid. Bundles of measures that include hearing prevent \
            a third of cases, but nobody knows which measure does it.",
        aims: "\
            (1) Test the amplifier alone. (2) Find out through which route it acts: being oriented, \
            sleeping better or needing fewer sedatives. (3) Work out the cost of a case prevented.",
        method: "\
            Nine wards, 864 patients over 75 who fail a whisper test. Half, by lot, get a pocket \
            amplifier with headphones within six hours; the others get usual care and a free hearing \
            check at discharge. Trained assessors who do not know the group test for delirium twice \
            daily until day five; the amplifier is taken off before they enter.",
        team: "\
            A geriatrician (lead), an audiologist, an orthopaedic surgeon, a health economist, a \
            statistician, two patients' relatives as advisers.",
        resources: "48 months; 2.1 million Canadian dollars.",
        risks: "\
            Devices get lost: 15 per cent did in a feasibility round of 40 patients. Staff may speak \
            louder to everyone; loudness on the wards is sampled to see that.",
        results: "\
            The effect on delirium within five days, on length of stay and on discharge to a care home \
            at 90 days. No effect would remove one candidate from the bundles.",
        care: "\
            It makes clear that earlier success belongs to bundles, and why a single measure is tested \
            alone and with blind assessors.",
    },
    Sheet {
        id: "stool-tuberculosis",
        title: "Stool in place of sputum: tuberculosis in small children",
        field: "medicine",
        question: "\
            Can a stool test, done in district hospitals, double the share of children under five whose \
            tuberculosis is confirmed by a laboratory?",
        knowledge: "\
            Small children swallow their sputum. To obtain it, staff put a tube into the stomach on two \
            mornings; district hospitals in the study country did so in only 12 per cent of suspected \
            cases in one year, so most treatment starts on suspicion. Stool contains the same bacteria. \
            In reference centres stool found 53 to 68 per cent of what stomach fluid found.",
        aims: "\
            (1) Simplify the preparation of stool to three steps. (2) Measure yield in ordinary \
            hospitals. (3) Learn what parents and nurses think of it.",
        method: "\
            Laboratory work: four ways of preparation on 200 spiked samples. Field work: 22 district \
            hospitals, 2,600 children with suspected disease; six months of present practice, then stool \
            testing introduced in four groups of hospitals at intervals of three months. A panel of \
            three paediatricians reviews each case without the stool result.",
        team: "\
            A paediatrician (lead), a microbiologist, the head of the national laboratory, an \
            anthropologist, a data manager, 22 nurses at a tenth of their time.",
        resources: "36 months; 1.15 million euros.",
        risks: "\
            Cartridges ran out nationwide for nine weeks in the year before; a stock for four months is \
            bought at the start. Yield may be low in infants, who are analysed separately.",
        results: "\
            The share confirmed before and after, time to treatment, unit cost, and training material in \
            four languages.",
        care: "\
            It separates yield in reference centres from the hoped-for yield in districts, and explains \
            the difficulty with sputum to readers outside paediatrics.",
    },
    Sheet {
        id: "phage-catheters",
        title: "Coating catheters with viruses that eat bacteria",
        field: "medicine",
        question: "\
            Does a coating of bacteriophages keep bladder catheters free of crust for four weeks, and \
            how soon do bacteria escape it?",
        knowledge: "\
            Catheters worn for weeks are blocked by crusts that the bacterium Proteus builds; it makes \
            urine alkaline, and crystals fall out. Silver and antibiotics delay this by about three \
            days. Phages kill Proteus in a dish, but coatings tried so far were washed out within 48 \
            hours, and resistant bacteria appeared in 6 of 10 runs.",
        aims: "\
            (1) Hold phages in a gel that swells only in alkaline urine and so releases them when \
            needed. (2) Combine phages that attack different receptors. (3) Measure time to blockage and \
            to resistance.",
        method: "\
            A glass bladder with flowing artificial urine, 37 degrees, 24 channels at once. Gel with \
            none, one, two or four phages; 12 clinical strains; 28 days or until blocked; 288 runs. \
            Pooled urine from 20 volunteers for the best two coatings. Resistant bacteria are sequenced.",
        team: "\
            A microbiologist (lead), a polymer chemist, a urology nurse who knows catheter care, one \
            postdoctoral researcher, one doctoral student, two user representatives with spinal injury.",
        resources: "36 months; 720,000 dollars. No animals and no patients are involved.",
        risks: "\
            The gel may open too early in urine that is alkaline from diet; a second gel with a higher \
            threshold is prepared in parallel. Phages may lose activity in sterilisation: dry ethylene \
            oxide is tested in month 3, and cold plasma if it fails.",
        results: "\
            Days to blockage for each coating, a map of routes to resistance, and a decision whether a \
            study in people is justified.",
        care: "\
            It explains how the gel responds to the very change that causes the crust, and promises \
            laboratory evidence only.",
    },
];
