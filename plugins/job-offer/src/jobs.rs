//! The jobs on offer. The order is part of the contract: studies take the first so many.
//!
//! Useful, unspectacular writing, such as offices and clubs ask for. Each job is of a kind whose length can be chosen: it has
//! entries, questions or sections of which a longer text holds more. Half of them are routine, many entries of one form,
//! and half are composed; they take turns, so that a study of a few items covers both.

/// One item of the family.
pub(crate) struct Job {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What is to be written: an object of "Write".
    pub(crate) what: &'static str,
    /// What the writer has to know, and the form of the text: whole sentences.
    pub(crate) terms: &'static str,
    /// What makes such a text good: completes "The better text".
    pub(crate) better: &'static str,
    /// "routine" or "composed".
    pub(crate) kind: &'static str,
}

#[rustfmt::skip]
pub(crate) const JOBS: [Job; 16] = [
    Job {
        id: "lost-property", kind: "routine",
        title: "Practice entries for a lost property office",
        what: "practice entries for the register of a railway station's lost property office",
        terms: "\
            New staff learn with them to match what passengers report with what was handed in. Each entry has a running \
            number, the object, where and at what time of day it was found, and two features that tell it from others of \
            its kind, in 20 to 30 words. No kind of object comes twice; about a quarter of the objects are of small value. \
            No names of persons or firms.",
        better: "\
            has entries that a trainee could take for one another only by careless reading: the features are the ones \
            an owner would remember, places and times fit the object, and the objects are as mixed as in such an office",
    },
    Job {
        id: "bus-diversion", kind: "composed",
        title: "A diversion explained to passengers",
        what: "the text of a web page that explains a diversion to the passengers of a bus line",
        terms: "\
            Line 14 cannot use Mill Street from 3 to 21 June, because the water main is renewed. Buses run over the Ring \
            Road instead. The stops Mill Street, Chapel and Old Brewery are not served; the nearest stops are Ring Road \
            North (350 metres from Mill Street, with a steep ramp) and Station (600 metres from Old Brewery, level). \
            Journeys take about 7 minutes longer. The last bus leaves at 23:10 instead of 23:25. Tickets stay the same. \
            The page opens with what every passenger has to know, and then answers the questions that passengers will \
            have, each under a heading of its own.",
        better: "\
            lets each sort of passenger (in a hurry, with a pram, at night, a stranger to the town) find quickly what to \
            do; it says nothing that the facts do not give, and says what is not known where a passenger would ask",
    },
    Job {
        id: "dictation-sentences", kind: "routine",
        title: "Sentences for dictation",
        what: "sentences for dictation in the fourth year of primary school",
        terms: "\
            The class practises doubled consonants (rabbit, swimming, yellow). Each sentence has 8 to 12 words, stands on \
            a line of its own, and holds three words with a doubled consonant. No such word is used twice in the text. \
            The sentences are statements, need no context, and hold no names that are hard to spell.",
        better: "\
            keeps to the rule in every line, uses words that children of nine know, and has sentences that mean something \
            and are not alike in their build",
    },
    Job {
        id: "tool-library", kind: "composed",
        title: "Questions and answers for a tool library",
        what: "questions and answers for the members of a town library that begins to lend tools",
        terms: "\
            From September members can borrow drills, saws, ladders, sewing machines and some thirty other tools, one \
            week at a time, two at once, with their ordinary card. A tool can be booked online and is collected at the \
            back entrance on Tuesday and Friday afternoon. Members under 18 cannot borrow power tools. Whoever breaks a \
            tool by ordinary use owes nothing; what is lost is charged at half its price. Blades and sandpaper are bought \
            by the member. Each question is asked in a member's own words and stands as a heading; the answers are plain \
            and complete.",
        better: "\
            asks what members will in fact ask, the awkward questions among them, answers in the first sentence of each \
            answer, and adds nothing to the rules",
    },
    Job {
        id: "sailing-glossary", kind: "routine",
        title: "A glossary of sailing terms",
        what: "a glossary of sailing terms for people on their first dinghy course",
        terms: "\
            The entries are in alphabetical order. Each has the term in bold and an explanation of 15 to 25 words that \
            uses no term without an entry of its own, unless a landsman knows it. Terms for parts of the boat, for the \
            wind and for what the crew does are all there.",
        better: "\
            chooses the terms that a beginner hears in the first two days, explains each correctly by what it is or does, \
            and keeps the order and the rule about other terms throughout",
    },
    Job {
        id: "house-rules", kind: "composed",
        title: "House rules in plain language",
        what: "a guide to the rules of an apartment house for people who move in",
        terms: "\
            There are 24 flats on six floors. Quiet is from 22:00 to 6:00, and on Sundays from 13:00 to 15:00 as well. \
            The two washing machines in the cellar are booked on a list, three hours at a time, not after 20:00. Bicycles \
            stand in the yard or in the cellar, never in the stairwell, which is the way out in a fire. Waste is parted \
            into paper, glass, food and the rest; large things are fetched on the first Monday of a month if they are \
            reported the week before. Pets are allowed after asking the caretaker, whose hour is Wednesday, 17:00 to \
            18:00. The guide says for each rule what it asks and what it is good for, in plain language, for readers some \
            of whom have just begun to learn the language.",
        better: "\
            can be understood by someone with few words of the language, leaves no rule out and adds none, gives reasons \
            that a newcomer finds fair, and has a tone between neighbours",
    },
    Job {
        id: "costume-store", kind: "routine",
        title: "Catalogue entries for a costume store",
        what: "catalogue entries for the costume store of an amateur theatre, which lends to schools",
        terms: "\
            The entries describe invented pieces such as such a store would hold. Each has an inventory number, the \
            garment, period or style, colour and cloth, size, condition, and one remark for whoever borrows it (a zip at \
            the back, not to be washed, too warm for dancing), in 25 to 35 words. No two entries describe the same kind \
            of garment in the same period.",
        better: "\
            lets a teacher who cannot see the piece decide whether to borrow it: exact words for garments and cloth, \
            conditions that differ and are honest, remarks of practical use",
    },
    Job {
        id: "exchange-letter", kind: "composed",
        title: "A letter to an exchange student",
        what: "a letter from a host family to an exchange student of sixteen who comes for half a year",
        terms: "\
            The family: two parents who work shifts in a hospital, a daughter of fourteen, a grandfather who lives \
            downstairs and hears badly, an old dog. They live in a village 40 minutes by bus from the school; the bus \
            leaves at 6:50. Dinner is cooked in turn by everyone, on Saturdays by the guest if the guest likes. The \
            student has written that she is shy, sleeps badly in new places, plays the clarinet and eats no meat. The \
            letter tells her what her days will be like and answers what she may not dare to ask.",
        better: "\
            sounds like people and not like a brochure, makes use of what is known about her without making her feel \
            studied, and tells the inconvenient things as kindly and as plainly as the pleasant ones",
    },
    Job {
        id: "phone-reminders", kind: "routine",
        title: "Text messages of a dental practice",
        what: "text messages that a dental practice sends to its patients",
        terms: "\
            They are reminders of an appointment, questions whether one can be moved, instructions before and after a \
            treatment, and news of the practice (closed over the holidays, another entrance). Each is numbered, has 15 to \
            30 words, says at once what it is about, and says what the patient should do, if anything. Names, days and \
            times stand as [NAME], [DAY] and [TIME]. No two messages serve the same purpose. No message can embarrass a \
            patient if someone else reads it.",
        better: "\
            covers occasions that a practice has every week, is understood at a glance, is friendly in few words, and \
            gives away nothing about a patient's teeth to whoever looks at the screen",
    },
    Job {
        id: "allotment-handbook", kind: "composed",
        title: "A handbook for new allotment holders",
        what: "a handbook for people who have just taken over a plot in an allotment garden",
        terms: "\
            A plot has 180 square metres. A third at least is for vegetables and fruit. Hedges are at most 1.20 metres \
            high, sheds at most 16 square metres. Water is on from April to October and is shared by four plots on one \
            tap. Everyone works five hours a year for the community, on two Saturdays in May and October, or sends \
            someone else. Compost stays on the plot; fires are forbidden. New holders come in spring with much zeal and \
            often give up in July. The handbook takes them through the first year, and weaves the rules in where they \
            matter.",
        better: "\
            would keep a beginner from giving up: it says what to do when and what to leave alone, gets the rules and the \
            garden work right, and does not pretend that it is easy",
    },
    Job {
        id: "seasonal-list", kind: "routine",
        title: "What a market stall has in each month",
        what: "a list, month by month, of the vegetables and fruit of a market stall in a temperate country of Europe",
        terms: "\
            It hangs beside the stall. Every month is a heading. Under it stand lines for single kinds: the name, whether \
            it comes from the field, from under glass or from the store, and what to do with it in the kitchen, in 8 to \
            15 words. The months have about the same number of lines. A kind may come again in another month, but not \
            with the same words.",
        better: "\
            is right about seasons and stores, says for each kind something that a customer can cook that evening, and \
            stays as careful in December as in January",
    },
    Job {
        id: "fire-drill-script", kind: "composed",
        title: "A short script for a fire drill",
        what: "the script of an audio play with which the staff of a hotel practise for a fire at night",
        terms: "\
            Persons: a night porter, a cook who has stayed behind, a guest who does not hear the alarm, a guest who wants \
            to fetch her luggage. The hotel has three floors, two staircases and a lift that must not be used; the \
            meeting point is the car park. The east staircase is full of smoke. In the play the porter makes one error \
            that could cost lives, and it is noticed and put right in time. Speakers stand before their lines; sounds \
            stand in brackets.",
        better: "\
            teaches the right order of things to do by what happens and not by lectures, has an error that a tired \
            person would make, keeps the voices apart, and can be followed by ear alone",
    },
    Job {
        id: "survey-comments", kind: "routine",
        title: "Made-up comments for testing a form",
        what: "made-up comments for testing the feedback form of a public swimming pool",
        terms: "\
            The people who program the form check with them that comments are filed under the right heading. The headings \
            are water, changing rooms, opening hours, staff, price, and other. Each comment is numbered, begins with its \
            heading in brackets, and has 10 to 30 words. They differ in temper, age of the writer and care of spelling; \
            about a third would be hard to file because they touch a second heading. No comment is rude about a person's \
            looks or origin.",
        better: "\
            reads as though many different people had written it, has hard cases that are hard for a good reason, is \
            spread over the headings evenly, and repeats no complaint",
    },
    Job {
        id: "choir-report", kind: "composed",
        title: "A choir's report on its year",
        what: "the report of an amateur choir on its year, for its members and the town that lends it the hall",
        terms: "\
            The choir has 46 singers, nine more than a year ago, most of them altos; tenors are missing. It gave three \
            concerts (in March with the youth orchestra, in June outdoors in the rain, in December sold out) and sang at \
            two funerals. The conductor, there for eleven years, leaves in summer; three people have applied, and the \
            members vote on 9 May. The heating of the hall failed for five weeks in winter, and rehearsals were held in \
            the fire station. The accounts show 6,240 euros taken in and 6,890 spent; savings cover it this once. The \
            report tells the year and is honest about what has to be settled.",
        better: "\
            gives both sorts of readers what they need, makes the year come alive from the few facts there are, puts the \
            open questions plainly and without alarm, and invents no facts",
    },
    Job {
        id: "error-messages", kind: "routine",
        title: "Help texts for the errors of a ticket machine",
        what: "help texts for the errors that a railway ticket machine can show",
        terms: "\
            Each has a code (E01, E02, ...), the message as it stands on the screen, of at most 8 words, and below it what \
            has happened and what the passenger can do now, in 20 to 35 words. They cover money, cards, the printer, the \
            network, and what passengers choose wrongly. No error comes twice in other words. Nobody is told to call a \
            number during the journey, and no one is blamed.",
        better: "\
            has errors that such a machine can really have, says what to do for someone whose train leaves in four \
            minutes, and keeps screen messages and explanations apart",
    },
    Job {
        id: "walk-guide", kind: "composed",
        title: "A guide to a walk through a small town",
        what: "a guide to a walk through an invented small town on a river, for visitors without a leader",
        terms: "\
            The walk begins and ends at the station. It passes, in this order, a railway workers' estate of 1908, a \
            covered market that is now half empty, a bridge blown up in 1945 and rebuilt by the people of both banks, a \
            school where the town's one famous chemist was expelled, and a weir with a fish ladder. It takes an hour, with \
            one flight of 60 steps that can be avoided by the river path. The guide gives the way and tells at each place \
            what there is to see and what it means.",
        better: "\
            cannot be walked wrongly, makes visitors look at something definite at each place, fills the places out \
            credibly without contradicting what is given, and has a thread that holds the five of them together",
    },
];
