//! Agriculture.

use super::Sheet;

#[rustfmt::skip]
pub(super) const AGRICULTURE: [Sheet<&str>; 5] = [
    Sheet {
        id: "goats-tannin-leaves",
        title: "Hedge leaves against worms in goats",
        field: "agriculture",
        question: "\
            Does feeding leaves rich in tannins twice a week keep stomach worms in goats at a tolerable \
            level, without the loss of growth that tannins can cause?",
        knowledge: "\
            The barber's pole worm costs smallholders in the region up to a quarter of kids each rainy \
            season. Two of three drug groups have lost their effect on most farms. Tannin leaves cut egg \
            counts by 30 to 60 per cent in pens; in herds, results vary, perhaps because tannin content \
            changes fourfold between leaf ages and seasons.",
        aims: "\
            (1) Chart tannins in five hedge shrubs over a year. (2) Find a dose that acts and does not \
            stunt. (3) Test it in herds.",
        method: "\
            Monthly leaf samples at eight places. Pen trial: 96 kids, four doses, 12 weeks, egg counts \
            weekly and worms counted after slaughter of 24. Herd trial: 60 farms, assigned by lot to \
            leaves, to drugs only for goats with pale eyelids, or to both; two rainy seasons; weight, \
            egg counts, deaths, hours of work.",
        team: "\
            A veterinary parasitologist (lead), an animal nutritionist, a botanist, a gender researcher \
            who studies who cuts the leaves, two doctoral students, 12 village animal health workers.",
        resources: "40 months; 545,000 dollars.",
        risks: "\
            Drought may leave hedges bare: leaves are dried in stock, and the pens test dried leaves as \
            well. Farmers may treat sick goats anyway; rescue treatment is allowed and counted.",
        results: "\
            A calendar of safe and useful leaves, effects on deaths and growth, hours of labour by women \
            and men, and advice only if labour is bearable.",
        care: "\
            It gives the trade-off between worms, growth and labour its place, and explains why pens and \
            herds have disagreed.",
    },
    Sheet {
        id: "rice-canal-drying",
        title: "Drying rice fields by turns along a canal",
        field: "agriculture",
        question: "\
            Can farmers along one canal let their rice fields dry by turns, so that water and methane \
            are saved without loss of grain, when no one farmer controls the gate?",
        knowledge: "\
            On single fields, drying the soil to 15 centimetres below the surface between irrigations \
            saves 20 to 30 per cent of water and halves methane, at equal yield. Few farmers adopt it \
            where water comes by turns and is charged by area: whoever lets a field dry fears that the \
            next turn fails. Nitrous oxide may rise and offset part of the gain.",
        aims: "\
            (1) Design turns with the water users' groups. (2) Measure water, gases and yield at the \
            level of whole canals. (3) Learn whether groups keep to turns.",
        method: "\
            Twelve secondary canals, each with 70 to 110 farmers; six, by lot, adopt turns of five days \
            wet and five dry for four seasons. Flow meters at heads and tails; gas chambers on 72 fields \
            weekly; yield cuts on 360 fields. Games played for small sums with 480 farmers and minutes \
            of meetings show how rules are kept or bent.",
        team: "\
            An irrigation engineer (lead), a soil chemist, an institutional economist, two doctoral \
            students, the provincial irrigation department, 12 elected gatekeepers.",
        resources: "48 months; 1.2 million dollars.",
        risks: "\
            In a drought the department may suspend turns: seasons are then analysed by days actually \
            dry. A typhoon can void a season, and one spare is planned.",
        results: "\
            Savings per canal with intervals, a net figure for both gases, and a rule book in two \
            languages for other canals.",
        care: "\
            It makes the problem of collective action as clear as the soil chemistry and does not claim \
            the field-level savings for canals in advance.",
    },
    Sheet {
        id: "coffee-shade-ants",
        title: "Shade, ants and the coffee berry borer",
        field: "agriculture",
        question: "\
            At what density of shade trees do ants keep the coffee berry borer in check without shade \
            costing more coffee than the borer does?",
        knowledge: "\
            The borer, a beetle two millimetres long, destroys 5 to 20 per cent of the crop in the \
            highlands under study. Ants nesting in shade trees carry off beetles; removing ants doubled \
            infested berries in one study. Yet shade above 60 per cent lowers flowering, and damp \
            favours leaf rust. Advice to farmers ranges from clearing all trees to planting 300 per \
            hectare.",
        aims: "\
            (1) Measure borer, ants, rust and yield along the whole range of shade. (2) Establish which \
            ant does the work. (3) Work out income for small and large farms.",
        method: "\
            Seventy-two plots of 0.2 hectares on 36 farms, from 0 to 75 per cent shade; altitude from \
            900 to 1,500 metres. Ants are kept off 20 branches per plot by a sticky band. Three \
            harvests. Pruning of 18 plots after the first harvest, chosen by lot, moves shade and shows \
            cause rather than mere coincidence. Stomach contents of 1,200 ants are read by DNA.",
        team: "\
            An ecologist (lead), a plant pathologist, an economist, a doctoral student, an association \
            of 640 growers.",
        resources: "45 months; 410,000 dollars from the fund, 70,000 from the association.",
        risks: "\
            Prices may lead growers to fell trees; a contract guarantees plots at a set rent. Rust could \
            ruin a harvest, which is then a result for aim 3.",
        results: "\
            Curves of loss and gain against shade at three altitudes, a field guide to 12 useful ants, a \
            calculator for growers.",
        care: "\
            It states the trade-off between ants, light and rust as one optimum to be found, and \
            explains what pruning by lot adds to the gradient.",
    },
    Sheet {
        id: "seed-potato-choice",
        title: "Choosing seed potatoes by eye",
        field: "agriculture",
        question: "\
            Can farmers who mark healthy-looking plants and keep seed from these alone slow the decline \
            of yield as well as if they bought certified seed every third year?",
        knowledge: "\
            Potatoes grown from farmers' own tubers gather viruses and lose 5 to 15 per cent of yield a \
            year. Certified seed meets 3 per cent of demand in the highlands studied and costs a third \
            of the harvest's value. Selection by eye raised yields by 28 to 32 per cent in two seasons \
            on demonstration farms under supervision. Nobody has watched it for longer, with farmers on \
            their own, or at heights where aphids are many.",
        aims: "\
            (1) Follow yield and virus over six seasons. (2) Learn what trained eyes see and miss. (3) \
            Find the height at which selection stops being enough.",
        method: "\
            Ninety farms at three altitudes (1,900, 2,400 and 2,900 metres), three practices on each \
            farm side by side: usual seed, seed selected by the farmer, certified seed renewed every \
            third year. Six seasons; ELISA tests for four viruses on 16,200 leaves. Farmers get one \
            afternoon of training, then none.",
        team: "\
            A plant virologist (lead), an agronomist, an extension scientist, one doctoral student, nine \
            farmer groups.",
        resources: "42 months, since the region has two seasons a year; 480,000 dollars.",
        risks: "\
            Bacterial wilt escapes the eye and may spread with selected tubers; plots are tested and \
            infected ones dug up at the project's cost. Farmers may mix seed piles: net bags in three \
            colours.",
        results: "\
            Yield curves, the hit rate of selection by eye, a decision table by altitude, and teaching \
            cards without text.",
        care: "\
            It shows why supervised success over two seasons leaves the question open, and includes the \
            danger that wilt poses to the method.",
    },
    Sheet {
        id: "duckweed-ponds",
        title: "Duckweed from village ponds as fish feed",
        field: "agriculture",
        question: "\
            Can duckweed grown on the waste water of village ponds replace half of the bought feed for \
            tilapia, and is the fish safe to eat?",
        knowledge: "\
            Feed makes up 60 to 70 per cent of the cost of small fish farms. Duckweed doubles in two to \
            four days, holds 25 to 40 per cent protein in rich water, and cleans it. Earlier schemes \
            collapsed: plants died in the hot months, households found harvesting daily too much, and \
            buyers mistrusted the fish. Heavy metals were measured in three places only.",
        aims: "\
            (1) Keep duckweed alive through the hot season. (2) Set growth and cost against bought feed. \
            (3) Measure germs and metals from water to fillet. (4) Understand buyers.",
        method: "\
            Year one: shade nets, three depths and four local strains in 48 tanks. Years two and three: \
            40 villages, two ponds each; by lot, one pond gets half duckweed, the other bought feed \
            only. Samples of water, plants and 1,600 fish for bacteria, cadmium, lead and arsenic. Blind \
            tasting by 240 people, and sales with and without a label that tells the truth about the \
            feed.",
        team: "\
            An aquaculture scientist (lead), a microbiologist, a food toxicologist, an economist, two \
            doctoral students, 40 pond committees.",
        resources: "38 months; 58 million taka.",
        risks: "\
            If metals exceed the national limit at a site, fish there is destroyed, owners are \
            compensated, and the site serves the study of metals only. Floods join ponds; nets are \
            raised and affected pairs dropped.",
        results: "\
            Growth and cost per kilogram, a map of safe and unsafe sources of water, and a plain verdict \
            on whether the scheme deserves another attempt.",
        care: "It learns openly from the earlier collapse and gives safety the same weight as cost.",
    },
];
