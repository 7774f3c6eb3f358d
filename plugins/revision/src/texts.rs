//! The texts to write. The order is part of the contract: studies take the first so many.
//!
//! Short texts of everyday use, in which a second and a third look can still better something: each has more facts than fit
//! in comfortably, a reader who is not the writer, and a difficulty of tone or order. What is needed is in the facts.

/// One item of the family.
pub(crate) struct Text {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What is to be written: an object of "Write".
    pub(crate) what: &'static str,
    /// All that is known, in whole sentences.
    pub(crate) facts: &'static str,
    /// What the text has to manage beside giving the facts: completes "It".
    pub(crate) care: &'static str,
    /// What sort of text it is.
    pub(crate) kind: &'static str,
}

#[rustfmt::skip]
pub(crate) const TEXTS: [Text; 16] = [
    Text {
        id: "cello-neighbour", kind: "letter",
        title: "A note to the neighbours about a cello",
        what: "a note to the neighbours in an apartment house, from a woman who has begun to learn the cello",
        facts: "\
            Her name is Ines; she lives on the third floor, on the left. She practises on weekdays from 17:30 to 18:15 and \
            on Saturdays from 11 to 12. She chose the hours after the quiet times in the house rules. The walls are thin, \
            as she knows from the neighbour's radio. She could move an hour for someone who works at night. She gives no \
            concerts. Beginners sound bad for about two years.",
        care: "asks for patience without begging for it, invites objections that can still change something, and has a \
               light touch that does not turn into a joke",
    },
    Text {
        id: "kettle-recall", kind: "notice",
        title: "A recall of electric kettles",
        what: "a notice that hangs in shops and recalls an electric kettle",
        facts: "\
            The kettle is the Varda 1.7, in white and in green, sold between February and August. The type plate is under \
            the base; kettles with numbers from 40 1000 to 40 8999 are affected. The handle can come loose when the kettle \
            is full. Eleven cases are known, two with scalds. Customers should stop using it and bring it back to any \
            shop, without a receipt, or have it fetched free of charge. They get the price of 34.90 euros or a kettle of \
            another make. The other Varda kettles are safe.",
        care: "lets someone in a queue know within seconds whether it concerns them, and plays nothing down and nothing up",
    },
    Text {
        id: "seed-label", kind: "exhibition label",
        title: "A label for a jar of seeds",
        what: "the label beside a jar of barley in a museum of agriculture",
        facts: "\
            The barley was sown in 1912 by a farm school and kept when the school closed in 1931. It is a variety called \
            Long Grey, which was not grown anywhere after 1950. In 1987 a gardener took 20 grains without asking; three \
            of them sprouted. All Long Grey that grows today, about 40 hectares, comes from these three plants. The jar \
            still holds about 9,000 grains; none of them has sprouted in any test since 1995.",
        care: "makes a visitor look at the jar, tells the theft without a verdict on it, and keeps the surprise for the \
               right place",
    },
    Text {
        id: "late-refund", kind: "reply",
        title: "A reply to an angry customer",
        what: "the reply of a small mail-order bookshop to a customer who waits for a refund",
        facts: "\
            Mr Okafor sent back an atlas (48 euros) on 2 March. The shop confirmed its arrival on 5 March and promised the \
            money within ten days. On 4 April he writes for the third time; two e-mails of his were not answered, because \
            they went to an address that nobody reads any more. The money was sent today and arrives by 8 April. The \
            shop cannot undo the wait. The old address now forwards. The atlas itself had a torn map, as he had said at \
            the start.",
        care: "takes the blame where it belongs and nowhere else, does not grovel, and gives him nothing more to ask",
    },
    Text {
        id: "tide-warning", kind: "notice",
        title: "A sign about the tide",
        what: "the text of a sign at the start of a path over the tidal flats to a small island",
        facts: "\
            The path is 3.2 kilometres long and can be walked from three hours after high water until three hours before \
            the next. Walkers need 55 minutes. The water first fills a channel 400 metres before the island, out of sight \
            of either shore, so people notice it when they can go neither on nor back. There is a rescue platform on \
            poles at that channel. Times of high water are at the harbour office and on the board below. Each year \
            between five and ten people have to be rescued. In fog the path cannot be seen after 200 metres.",
        care: "makes clear why people who can see dry sand are in danger, and can be understood by tired families and by \
               visitors with little of the language",
    },
    Text {
        id: "retired-caretaker", kind: "speech",
        title: "Words for a caretaker's last day",
        what: "a short speech for the last working day of a school's caretaker, to be given by a pupil of seventeen",
        facts: "\
            His name is Mr Tanaka; he has been at the school for 31 years. He found the same pupil's glasses four times. \
            He is strict about bicycles in the entrance. In the flood of 2013 he carried the library's lower shelves \
            upstairs alone, overnight. He dislikes speeches. He knows hardly any pupil's name, but every pupil's locker. \
            He is going to move to his sister on the coast. The pupils have repaired his old radio.",
        care: "can be spoken, suits a man who dislikes speeches, and shows him by small things and not by praise",
    },
    Text {
        id: "vaccine-leaflet", kind: "explanation",
        title: "Why the flu jab comes every year",
        what: "a paragraph for a pharmacy's leaflet that explains why the vaccination against influenza is given every year",
        facts: "\
            Influenza viruses change a little with every season, so last year's antibodies fit badly. Protection also \
            wanes within about half a year. The vaccine is composed in February for the following winter, from what \
            circulates then, and fits better in some years than in others. It prevents about 40 to 60 per cent of the \
            illnesses in a good year, and severe illness more reliably. Protection begins two weeks after the jab. The \
            vaccine does not hold living virus and cannot cause influenza; a day of a sore arm and of tiredness is common.",
        care: "is right about what the vaccine can and cannot do, and convinces by explaining and not by urging",
    },
    Text {
        id: "moved-meeting", kind: "e-mail",
        title: "An e-mail that moves a meeting",
        what: "an e-mail to nine people of four organisations, which moves a meeting for the second time",
        facts: "\
            The meeting was on 11 May, then on 18 May, always at 14:00 in the town hall. It cannot take place on 18 May \
            because the engineer who wrote the report has fallen ill. The report will be sent on 24 May. New dates: 27 \
            May at 9:30 in the town hall or 28 May at 16:00 by video. Two of the nine have said that they cannot travel \
            that week. A decision is needed by 31 May, otherwise the building permit lapses. Everyone should answer by \
            Friday noon which of the two they can do, both if both.",
        care: "puts first what the readers have to do, makes the deadline plain without alarm, and respects people who \
               have kept two dates free for nothing",
    },
    Text {
        id: "bread-recipe", kind: "instructions",
        title: "A recipe for bread without kneading",
        what: "a recipe for a loaf of bread without kneading, for people who have never baked bread",
        facts: "\
            500 grams of flour, 380 grams of water, 10 grams of salt, 1 gram of dry yeast (a third of a teaspoon). Stir \
            for a minute; the dough is sticky and ragged, and should be. Cover; let it stand 12 to 18 hours at 20 degrees, \
            until it has doubled and shows bubbles. Heat the oven with an empty lidded iron pot in it to 240 degrees for \
            30 minutes. Fold the dough twice on a floured board, let it rest 30 minutes, drop it into the hot pot. 30 \
            minutes with the lid, 15 without. It is done when it sounds hollow. It must cool for an hour before it is cut.",
        care: "gives each step when it is needed, says beforehand how long it all takes, and tells beginners which signs \
               are no cause for worry",
    },
    Text {
        id: "playground-minutes", kind: "summary",
        title: "A summary of a heated meeting",
        what: "a summary of a residents' meeting about a playground, for residents who were not there",
        facts: "\
            Some 60 people came. The town wants to renew the playground in Linden Street for 210,000 euros and to close it \
            at 20:00 by a gate. Parents are for the renewal and mostly against the gate: young people have nowhere else to \
            sit. Neighbours told of noise until 2 o'clock, and of broken glass. A pupil of sixteen said that they would \
            keep order if they had a bench and a bin of their own; this was applauded, and doubted by two speakers. The \
            town's officer promised to price a bench elsewhere by 1 October. Nothing was decided. The council votes on 14 \
            November. One speaker left in anger; why is not clear.",
        care: "is fair to every side in weight and in wording, and parts what was said from what was settled",
    },
    Text {
        id: "trail-closed", kind: "notice",
        title: "A trail closed for nesting eagles",
        what: "a notice at a trailhead that closes a popular trail",
        facts: "\
            The trail to the Cauldron viewpoint is closed beyond the second bridge from 1 March to 31 July, because a pair \
            of golden eagles nests above it. In the last two years they left the nest after disturbances, and no young \
            were raised. From the second bridge the nest cannot be seen; from the parking place at Alder Bend, 4 kilometres \
            down the valley, it can, with the telescope that stands there. The round by the lower lake, 6 kilometres, is \
            open. Dogs have to be on a lead on all trails in these months. Rangers check, and may send people back.",
        care: "turns away people who have driven two hours, so that they see why and have something to do instead",
    },
    Text {
        id: "reference-trainee", kind: "letter",
        title: "A reference for a trainee",
        what: "a letter of reference for a trainee who applies for a post at a garden centre",
        facts: "\
            Lea Brandt worked for ten months in a public park. She is good with plants: of 400 cuttings that she took, 370 \
            rooted, which is more than the foreman's. She is shy with visitors and avoided the information desk in the \
            first half year; in the second she led a tour for a school class, well. She was late eleven times in the first \
            three months because of the bus, and not once after she had changed her route. She asks when she does not \
            know something. The writer, the head gardener, would take her back and has no post free.",
        care: "recommends her without hiding what an employer would find out, and says what the figures show",
    },
    Text {
        id: "child-eclipse", kind: "explanation",
        title: "An eclipse explained to a class of eight-year-olds",
        what: "an explanation of a solar eclipse, to be read to eight-year-olds the day before one takes place",
        facts: "\
            Tomorrow at 11:20 the Moon begins to move in front of the Sun; at 12:35 it covers four fifths of it; at 13:50 \
            it is over. The Sun is 400 times as wide as the Moon and 400 times as far away, so both look the same size. \
            The Moon does not pass in front of the Sun every month because its path is tilted. It will be darker and a \
            little colder; birds may fall silent. Nobody may look at the Sun without the special glasses, even when most \
            of it is covered; the class has 28 pairs. Under trees the light between the leaves makes little crescents.",
        care: "is right, uses nothing that a child of eight cannot picture, and makes the rule about the glasses stick \
               without frightening",
    },
    Text {
        id: "choir-wanted", kind: "announcement",
        title: "A choir looks for basses",
        what: "an announcement with which an amateur choir looks for low voices",
        facts: "\
            The choir has 38 members, four of them basses, and will sing a mass in November that divides the basses in \
            two. Rehearsals are on Tuesdays from 19:45 to 21:45 in the school by the river, from 20 August on. Reading \
            music is useful and not needed; the conductor gives a half-hour lesson before the rehearsals to whoever wants \
            it. There is no audition, but a talk after four weeks about whether it works out. The fee is 12 euros a month, \
            and nothing for those who cannot pay it. Most men who were asked said that they could not sing. Two of the four \
            basses had said so as well.",
        care: "reaches people who believe that they cannot sing, promises nothing that the facts do not hold, and sounds \
               like a choir that one would like to join",
    },
    Text {
        id: "lab-apology", kind: "notice",
        title: "A correction to a published figure",
        what: "the correction that a research group publishes on its website about a figure in an article of theirs",
        facts: "\
            The article appeared on 3 February and says that noise in the city's schools lies above the limit in 62 per \
            cent of the classrooms. The right figure is 26 per cent; two digits were exchanged in a table, and nobody \
            compared it with the raw data. A teacher noticed it on 19 February. Newspapers had taken over the wrong figure; \
            the group has written to the five it knows of. The other figures were checked again and are right. The main \
            conclusion, that old buildings are noisier than new ones, stands; the sentence that most classrooms are too \
            loud does not. Tables are now compared with the raw data by a second person.",
        care: "gives the wrong and the right figure so that they cannot be confused, says what falls and what stands, and \
               neither hides nor dramatises",
    },
    Text {
        id: "night-train", kind: "announcement",
        title: "An announcement in a night train",
        what: "an announcement to the passengers of a night train that has stopped, to be read out at 3:40",
        facts: "\
            The train stands between two stations because a tree lies on the overhead line. Nobody is hurt. A crew with a \
            saw is on its way and needs about 50 minutes; the line then has to be tested. The train will arrive at about \
            8:30 instead of 6:55. The connection at 7:20 to the airport cannot be reached; a bus for its passengers will \
            stand at track 4. Heating works, the lights in the corridors do not. Passengers must not open the doors: the \
            line may be live and lies beside the train. Tea is to be had in car 7. Most passengers are asleep.",
        care: "can be taken in by someone half awake, has the danger and the waiting time in the right order, and disturbs \
               those who sleep no longer than it must",
    },
];
