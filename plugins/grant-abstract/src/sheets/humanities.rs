//! The humanities.

use super::Sheet;

#[rustfmt::skip]
pub(super) const HUMANITIES: [Sheet<&str>; 5] = [
    Sheet {
        id: "captains-letters",
        title: "Letters between monsoon ports",
        field: "humanities",
        question: "\
            How did shipowners and captains on the western Indian Ocean make and keep agreements across \
            months of silence, between 1780 and 1880?",
        knowledge: "\
            Trade there is known from consuls' reports and customs books, written by outsiders and about \
            goods. A family archive of 3,400 letters in Arabic, Swahili in Arabic script and Gujarati \
            has been opened; 260 have been read. They speak of debts, marriages and grudges as often as \
            of cloves. Whether trust rested on kinship, on courts or on reputation is disputed.",
        aims: "\
            (1) Edit 900 letters online. (2) Follow 150 agreements from promise to settlement. (3) Write \
            the first history of this trade from its own letters.",
        method: "\
            Images of all letters; full transcription and translation of 900, drawn evenly over decades \
            and languages, and of every letter in any of the 150 agreements. Each agreement is coded for \
            parties, term, breach, remedy and who was told of it. Close reading of 40 quarrels. Two \
            readers code a fifth of the agreements independently.",
        team: "\
            A historian of the ocean (lead), a philologist of Swahili, a specialist in Gujarati merchant \
            hands, a conservator, a doctoral student, two members of the family, who may withhold \
            letters on persons within living memory.",
        resources: "48 months; 780,000 euros.",
        risks: "\
            Ink corrodes the paper of some 300 letters: these are imaged first. The archive reflects one \
            family; customs books of two ports serve as a check on it.",
        results: "\
            An open edition in four languages, a data set of agreements, a monograph, and an exhibition \
            in the port town.",
        care: "\
            It says why letters answer what consuls' reports cannot, and admits that a single family's \
            archive limits what can be generalised.",
    },
    Sheet {
        id: "erased-pages",
        title: "Reading what was scraped off: a monastery's reused parchment",
        field: "humanities",
        question: "\
            Which books did the scribes of a mountain monastery erase between 900 and 1200 in order to \
            write others, and was the choice a verdict on the old texts or mere thrift?",
        knowledge: "\
            Of 412 manuscripts, 57 contain reused leaves, 2,900 in all; under-texts in six languages \
            have been identified on 310. Scholars have read erasure as rejection of heresy, or as \
            recycling of worn and foreign books. Both views rest on single famous leaves, never on a \
            whole library.",
        aims: "\
            (1) Identify the under-text of at least 1,800 leaves. (2) Establish which books were taken \
            apart, when and in what state. (3) Test the two explanations against each other.",
        method: "\
            Imaging in 18 bands of light from ultraviolet to infrared, at the monastery, 14 leaves a \
            day; processing with published routines. For each book taken apart: language, genre, script, \
            wear before erasing, and whether a newer copy was on the shelf. If thrift ruled, wear and \
            lack of readers should explain the choice; if doctrine did, content should, at equal wear.",
        team: "\
            A palaeographer (lead), an imaging scientist, philologists of Syriac, Georgian and Arabic at \
            half time, a monk who is the librarian, a conservator.",
        resources: "54 months; 1.9 million euros; 22 weeks a year on site.",
        risks: "\
            Snow and feasts limit work on site: schedules hold a fifth in reserve. Iron ink may leave no \
            trace; X-ray fluorescence is borrowed for the worst 60 leaves.",
        results: "\
            An open image archive, a catalogue, and an argued answer on why books were erased, which may \
            differ by century.",
        care: "\
            It turns the two explanations into predictions that the evidence can tell apart, in words \
            for readers who are no palaeographers.",
    },
    Sheet {
        id: "temple-kitchens",
        title: "Feeding the gods and the town: temple kitchens in stone",
        field: "humanities",
        question: "\
            What did large temple kitchens in the Kaveri delta cook, for whom and on whose land, from \
            1000 to 1350?",
        knowledge: "\
            About 1,150 published inscriptions regulate offerings of food. Historians have used them for \
            grants of land and for royal power. The recipes and shares within them, so many measures of \
            rice, pepper, curd, firewood, wages in leftovers, have been read one by one, as curiosities. \
            Whether kitchens fed the poor or mostly their own staff is an open question with \
            consequences for how we see medieval charity.",
        aims: "\
            (1) Build a data base of rations. (2) Reconstruct flows from field to eater. (3) Test claims \
            of charity.",
        method: "\
            All passages on food in 1,150 texts are coded by two readers: item, measure, giver, eater, \
            occasion. Local measures are calibrated on 14 surviving vessels and on sums inscribed with \
            totals. Residues from pots and hearths at two excavated kitchens, 90 samples, are analysed \
            for fats and starch. Four present-day temple cooks comment on quantities and methods.",
        team: "\
            An epigraphist (lead), a historian of economy, an archaeological chemist, a doctoral \
            student, the state archaeological service.",
        resources: "42 months; 24 million rupees.",
        risks: "\
            Measures varied from town to town: results are given as ranges. Inscriptions state what \
            should be done, not what was; residues and disputes recorded in stone are the only \
            corrections.",
        results: "\
            An open data base, a history of who ate, estimates of meals per day for 20 temples, and a \
            school booklet in Tamil.",
        care: "\
            It keeps in view that inscriptions prescribe, and shows how residues and recorded disputes \
            help against that.",
    },
    Sheet {
        id: "prison-papers",
        title: "Newspapers made behind bars",
        field: "humanities",
        question: "\
            How did prisoners who wrote and printed newspapers in four countries between 1950 and 1990 \
            speak to readers inside and outside under censorship?",
        knowledge: "\
            At least 640 such papers existed; libraries threw many away. Research on prison writing has \
            dealt with famous authors and with memoirs, written afterwards. Papers differ: they appeared \
            every month, in many voices, and before the eyes of the governor. Officials called them \
            therapy, prisoners called them a union without the name.",
        aims: "\
            (1) Find and save the papers. (2) Describe the craft of saying what could not be said. (3) \
            Trace what they brought about outside.",
        method: "\
            Digitising 38 titles with long runs, about 5,200 issues, from Argentina, Finland, South \
            Africa and the United States. Reading of 600 issues sampled by year and country; for 12 \
            titles, censors' files exist and permit a reading of drafts beside printed pages. Oral \
            history with 45 former editors and 15 officers. Republication of articles is followed in 20 \
            daily papers.",
        team: "\
            A historian of media (lead), a literary scholar, a criminologist, two archivists, four \
            doctoral students, one per country; three former editors as advisers with a fee.",
        resources: "60 months; 2.3 million euros.",
        risks: "\
            Persons named may be harmed: crimes and victims are masked online for 70 years after print. \
            If an archive refuses its censors' files, the analysis of drafts proceeds with eight titles.",
        results: "A public archive, a book in plain language, and teaching units for prisons and schools.",
        care: "\
            It makes the value of censors' drafts beside printed pages tangible and includes the \
            protection of persons named.",
    },
    Sheet {
        id: "institutions-saying-sorry",
        title: "What it takes for an institution to apologise",
        field: "humanities",
        question: "\
            Can a state, church or company apologise at all, when those who speak did not do the wrong \
            and those who did it are gone; and if so, what makes such an apology fail?",
        knowledge: "\
            Philosophy describes apology between persons: owning the deed, regret, resolve, address to \
            the one wronged. Institutions are said either to lack regret, so that their apologies are \
            theatre, or to need none, so that they are policy. Neither view explains why recipients \
            often accept a modest apology and refuse a lavish one.",
        aims: "\
            (1) Give an account of institutional regret that needs no feelings. (2) Derive from it how \
            apologies fail. (3) Test whether these failures are the ones that recipients name.",
        method: "\
            Conceptual analysis, in three papers, on continuity, standing to speak and the role of \
            costly change. A corpus of 220 official apologies since 1970 from 31 countries, with 480 \
            published replies by recipients; coding of the failures that they name, done by coders who \
            do not know the theory. Two workshops with members of recipient communities, who can object \
            to the account before it is complete.",
        team: "\
            A philosopher (lead), a legal scholar, a corpus linguist, one postdoctoral researcher, one \
            doctoral student.",
        resources: "36 months; 560,000 euros.",
        risks: "\
            Published replies come from those with a voice; workshops address groups that published \
            none. Philosophical disagreement may outlast the project: rival readings are then stated \
            side by side.",
        results: "\
            Three papers, a short book, the open corpus, and a checklist of failures, offered to \
            institutions without claiming that it ensures success.",
        care: "\
            It states a real philosophical problem in words that a historian or lawyer follows, and \
            shows what the corpus can and cannot do for it.",
    },
];
