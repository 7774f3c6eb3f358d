//! The sentences that simulated essays are made of.
//!
//! A strong sentence gives a reason, an example or a measurement and says so by one of the marks in `quality`; a weak
//! one asserts, and holds none of them. `{topic}` is the topic as the prompt names it, `{place}`, `{group}` and
//! `{number}` are drawn. The places and figures are invented: the texts only have to look like essays.

#[rustfmt::skip]
pub(crate) const PLACES: [&str; 16] = [
    "Aarhus", "Bilbao", "Cork", "Dunedin", "Eindhoven", "Freiburg", "Gdansk", "Halifax", "Izmir", "Jena",
    "Kaunas", "Leeds", "Malmo", "Nantes", "Oulu", "Porto",
];

#[rustfmt::skip]
pub(crate) const GROUPS: [&str; 12] = [
    "teachers", "nurses", "shopkeepers", "students", "retired people", "young parents", "engineers",
    "farmers", "librarians", "apprentices", "tenants", "commuters",
];

#[rustfmt::skip]
pub(crate) const STRONG: [&str; 40] = [
    "In {place}, for example, a trial of {number} months showed that the change held long after the novelty was gone.",
    "The costs fall early and the benefits late, which means that a fair account has to look beyond the first year.",
    "When {group} in {place} were asked, {number} per cent agreed, mostly because they had seen the alternative at work.",
    "Critics fear the expense, and according to a count made in {place} it came to less than {number} euros a head.",
    "Nobody has to be persuaded to take part, because the arrangement rewards those who join without punishing others.",
    "The effect was measured in {number} towns of similar size, and in all but a few of them it pointed the same way.",
    "A rule that is easy to explain is easy to keep, and as a result fewer officials are needed to see that it is kept.",
    "Take {group}, for instance: they carry most of the burden today and have the least say in how it is shared out.",
    "The strongest objection is that habits change slowly, and it fails because habits here are made by the rules.",
    "Because mistakes come to light within weeks, they can be put right before they have cost very much.",
    "In {place} the old practice was kept on one side of the river, which means that the two can be compared directly.",
    "According to {group} who have lived with both, the difference is felt most in the small matters of every day.",
    "The saving was measured at {number} hours a year for each person, and most of them were spent with other people.",
    "What looks like a loss of freedom is a gain, because a choice that nobody can afford to make is not a choice.",
    "For instance, a clerk in {place} could answer in one visit what used to take {number} letters and as many weeks.",
    "The plan asks little of the poor, because its cost rises with use and those who have least use it least.",
    "Where the idea was dropped, as in {place}, complaints rose by {number} per cent, and as a result it was brought back.",
    "Trust grows when people can check a claim for themselves, which means that openness here is more than a courtesy.",
    "For example, {group} who were doubtful at first kept the arrangement of their own accord when the trial was over.",
    "It is sometimes said that experts disagree, yet all {number} who were asked gave the same reason when it was measured.",
    "The middle way fails because it keeps the expense of both sides and gives the advantages of neither.",
    "In a year of drought, for instance, the towns that had prepared lost a fifth of what their neighbours lost.",
    "Exceptions can be made for {group}, and because they are few they do not undo what the rule achieves.",
    "Attention is limited, which means that whatever saves people a needless decision leaves more of it for the others.",
    "The figures from {place} are modest, and that speaks for them, because nobody had a reason to make them so.",
    "According to the records of {place}, the number of disputes fell to {number} in the second year and stayed there.",
    "A child who meets the matter early learns it without effort, and as a result the advantage grows with every year.",
    "The fear of abuse is serious, and for example an audit of {number} cases in {place} was set up to look for it.",
    "One may doubt a single study, but the same gain was measured in {place} by people who had hoped to find none.",
    "Even those who lose by it at first come out ahead, because they are customers, neighbours and patients as well.",
    "For instance, {group} report that the time lost in the mornings is more than made up by quieter afternoons.",
    "The present state was never chosen by anyone, which means that keeping it is a decision and needs reasons as well.",
    "Half measures were tried for {number} years in {place}, and as a result the problem had only moved elsewhere.",
    "Because the first step is small, it can be taken back if it fails, and that makes the risk a bounded one.",
    "According to a survey of {group}, what people missed least after the change was what they had feared to lose most.",
    "The comparison with {place} is fair, because the two differ in size and wealth by less than a tenth.",
    "Among {number} households that kept a diary, the hours spent waiting were measured and had fallen by a third.",
    "A promise that depends on good will lasts as long as the good will, which means that a written rule protects the weak.",
    "For example, the smallest of the schools in {place} gained the most, though it had been given nothing extra.",
    "The burden of proof lies with the other side, because it asks for an expense whose use has never been shown.",
];

#[rustfmt::skip]
pub(crate) const WEAK: [&str; 40] = [
    "There are many sides to {topic}, and every one of them has something that can be said for it in its own way.",
    "Throughout history people have thought about matters like this one and have come to all sorts of conclusions.",
    "It goes without saying that this is an important issue that concerns each and every one of us in today's world.",
    "Of course one can always see things differently, and everybody is entitled to an opinion of their own.",
    "Society as a whole would surely be better off in a great variety of ways if things were done differently.",
    "At the end of the day what matters is that people come together and find a way forward that works for all.",
    "This is something that has to be taken very seriously by everyone who is involved in one way or another.",
    "Change is never easy, but it is often necessary, and the time for it is sooner or later bound to come.",
    "Some will agree with this and others will not, and that is only natural with a question of this kind.",
    "The world is moving faster than ever before, and we all have to keep up with it as best we can.",
    "Clearly the advantages outweigh the disadvantages by far when one looks at the matter as a whole.",
    "Everybody knows that things cannot simply go on like this for ever without some kind of consequence.",
    "It is high time that something was done about this, and that those who are responsible took it to heart.",
    "A better future is possible for all of us if we only have the courage to believe in it together.",
    "There is no doubt that this would be a step in the right direction, however small it might seem at first.",
    "In many respects the topic is a complex one, and it deserves to be looked at from many different angles.",
    "People have always had strong feelings about such things, and they will go on having them in the future.",
    "What is needed is a balanced approach that takes everything into account and leaves nobody behind.",
    "Naturally there are also problems, but problems exist in order to be solved with a little good will.",
    "One should never underestimate how much of a difference such things can make in the lives of people.",
    "The importance of {topic} can hardly be overstated, and it becomes clearer with every year that passes.",
    "In the modern age we are confronted with many challenges, and this is without question one of them.",
    "It is well known that opinions on this are divided, and the debate will no doubt go on for some time.",
    "Those who think about it honestly will find that there is really only one way to look at the matter.",
    "Much has been said and written about this already, and there is hardly anything that could be added to it.",
    "Values such as these are at the heart of what it means to live together in a community with others.",
    "The benefits are obvious to anyone who gives the subject a moment of thought with an open mind.",
    "All in all it would be a good thing for everyone, and there is very little that speaks against it.",
    "Times change, and we change with them, whether we like it or not, in this respect as in many others.",
    "Nothing is ever perfect, but that should not keep anybody from striving for what is good and right.",
    "It would be wrong to ignore this any longer, and it would be just as wrong to rush into anything.",
    "Surely everybody can agree that quality of life is something that deserves to be taken care of.",
    "There will always be people who are against everything, and one simply has to live with that fact.",
    "The matter touches on many areas of life, and its effects reach further than one might think at first.",
    "If everybody did their part, however modest, a great deal could be achieved within a very short time.",
    "Thinking about {topic} makes one realise how many things are connected with one another in the end.",
    "That is how it has always been in one form or another, and it is not likely to be very different soon.",
    "We owe it to ourselves and to those around us to take a good hard look at the way things are.",
    "Common sense alone suggests that this is a direction worth taking, whatever some people may say about it.",
    "In the final analysis it all comes down to what kind of world we want to live in and leave to others.",
];
