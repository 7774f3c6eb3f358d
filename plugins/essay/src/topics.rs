//! The positions to argue. The order is part of the contract: studies take the first so many.
//!
//! Neighbours come from different domains, so that a study of a few items covers several.

/// One item of the family.
pub(crate) struct Topic {
    pub(crate) id: &'static str,
    /// A noun phrase.
    pub(crate) title: &'static str,
    /// The sentence to argue for.
    pub(crate) position: &'static str,
    /// What an essay on this must not pass over.
    pub(crate) question: &'static str,
    pub(crate) domain: &'static str,
}

#[rustfmt::skip]
pub(crate) const TOPICS: [Topic; 30] = [
    Topic {
        id: "congestion-charge", domain: "policy",
        title: "Charging for the use of city streets",
        position: "Large cities should charge drivers for entering the centre at busy hours.",
        question: "what becomes of people who cannot avoid driving and cannot easily pay?",
    },
    Topic {
        id: "negative-results", domain: "science",
        title: "Publishing results that find nothing",
        position: "Scientific journals should accept studies for the soundness of their method before the results are known.",
        question: "would journals become less useful to readers who look for discoveries?",
    },
    Topic {
        id: "museum-returns", domain: "culture",
        title: "Returning objects from museums",
        position: "Museums should return objects taken under colonial rule when the communities of origin ask for them.",
        question: "who decides when several parties claim the same object?",
    },
    Topic {
        id: "repair-at-home", domain: "daily life",
        title: "Repairing things at home",
        position: "Everyone should learn to repair the ordinary things they own.",
        question: "is the time not better spent by leaving repairs to those who do them well?",
    },
    Topic {
        id: "duty-to-strangers", domain: "ethics",
        title: "Duties to distant strangers",
        position: "We owe as much to strangers far away as to strangers next door.",
        question: "does closeness not create obligations that distance cannot?",
    },
    Topic {
        id: "shorter-week", domain: "work",
        title: "The four-day working week",
        position: "A working week of four days should become the norm in office work.",
        question: "what happens in jobs where presence itself is the service?",
    },
    Topic {
        id: "oral-exams", domain: "education",
        title: "Spoken examinations",
        position: "Universities should replace a large part of written examinations by spoken ones.",
        question: "how can spoken examinations be fair to the anxious and the shy?",
    },
    Topic {
        id: "citizens-assemblies", domain: "policy",
        title: "Citizens' assemblies chosen by lot",
        position: "Parliaments should hand some contested questions to assemblies of citizens chosen by lot.",
        question: "by what right does an unelected body decide for everyone?",
    },
    Topic {
        id: "crewed-spaceflight", domain: "science",
        title: "Robots instead of astronauts",
        position: "Public money for the exploration of space should go to robotic missions and not to crewed ones.",
        question: "is there something that only a human presence can achieve?",
    },
    Topic {
        id: "subtitles", domain: "culture",
        title: "Subtitles instead of dubbing",
        position: "Foreign films and series should be shown with subtitles and not dubbed.",
        question: "what about viewers who cannot read fast enough or cannot see the text?",
    },
    Topic {
        id: "paper-letters", domain: "daily life",
        title: "Letters on paper",
        position: "Writing letters by hand is worth keeping up as a habit.",
        question: "what does a letter do that a call or a message does not?",
    },
    Topic {
        id: "honest-diagnosis", domain: "ethics",
        title: "Telling patients the truth",
        position: "Doctors should tell patients the full truth about a prognosis, even when relatives ask them not to.",
        question: "is there a patient for whom the truth does more harm than good?",
    },
    Topic {
        id: "salary-openness", domain: "work",
        title: "Open salaries",
        position: "Companies should tell all their employees what everybody earns.",
        question: "does openness not breed resentment where work is hard to compare?",
    },
    Topic {
        id: "late-school-start", domain: "education",
        title: "A later start of the school day",
        position: "Secondary schools should not begin lessons before nine in the morning.",
        question: "how should families arrange themselves whose work begins earlier?",
    },
    Topic {
        id: "night-lighting", domain: "policy",
        title: "Darker nights in towns",
        position: "Towns should switch off most street lighting in the hours after midnight.",
        question: "what of the safety, real and felt, of those who are out at night?",
    },
    Topic {
        id: "rewilding", domain: "science",
        title: "Letting farmland run wild",
        position: "A tenth of the least productive farmland should be given back to wild nature.",
        question: "where would the food come from that is no longer grown there?",
    },
    Topic {
        id: "free-museums", domain: "culture",
        title: "Museums without an entrance fee",
        position: "Entry to public museums should be free for everybody.",
        question: "why should those pay through taxes who never go?",
    },
    Topic {
        id: "shared-meals", domain: "daily life",
        title: "Eating together",
        position: "People who live together should eat together at least once a day.",
        question: "can a shared meal be more than one more appointment in a full day?",
    },
    Topic {
        id: "animal-research", domain: "ethics",
        title: "Experiments on animals",
        position: "Research on animals should be permitted only where a direct medical benefit can be named in advance.",
        question: "how is basic research to go on when its benefits cannot be foreseen?",
    },
    Topic {
        id: "remote-work", domain: "work",
        title: "Choosing where to work",
        position: "Employees whose work allows it should be free to choose each day where they do it.",
        question: "how do newcomers learn from colleagues whom they seldom meet?",
    },
    Topic {
        id: "no-grades", domain: "education",
        title: "Primary school without grades",
        position: "Primary schools should give written comments in place of grades.",
        question: "how do parents learn in time that a child is falling behind?",
    },
    Topic {
        id: "sugar-tax", domain: "policy",
        title: "Taxes on sweetened drinks",
        position: "Sweetened drinks should be taxed by the amount of sugar that they contain.",
        question: "is it just that a tax weighs most on those with the least money?",
    },
    Topic {
        id: "open-data", domain: "science",
        title: "Open research data",
        position: "Whoever publishes a study should have to publish its data in the same week.",
        question: "how can the privacy of those who took part be kept?",
    },
    Topic {
        id: "old-buildings", domain: "culture",
        title: "Keeping ordinary old buildings",
        position: "Cities should keep ordinary old buildings and not only the famous ones.",
        question: "where are people to live if little may be torn down?",
    },
    Topic {
        id: "phone-free-evenings", domain: "daily life",
        title: "Evenings without a phone",
        position: "Putting the phone out of reach in the evening is a rule worth making.",
        question: "what of those whom friends, family or work must be able to reach?",
    },
    Topic {
        id: "future-generations", domain: "ethics",
        title: "People who are not yet born",
        position: "Governments should weigh the interests of people not yet born as heavily as those of the living.",
        question: "how can anyone know what people in a hundred years will want?",
    },
    Topic {
        id: "meeting-limits", domain: "work",
        title: "Fewer meetings",
        position: "An organisation should set a limit to the hours that anyone spends in meetings each week.",
        question: "how would the decisions be made that are now made in meetings?",
    },
    Topic {
        id: "second-language", domain: "education",
        title: "A second language for every child",
        position: "Every child should learn a second language from the first year of school.",
        question: "does early teaching last, and what has to give way for it?",
    },
    Topic {
        id: "local-news", domain: "policy",
        title: "Public support for local news",
        position: "Local newspapers should receive public money without any say of the state in what they print.",
        question: "how can those who depend on public money report freely on those who grant it?",
    },
    Topic {
        id: "explaining-models", domain: "science",
        title: "Simple models in science",
        position: "When two models predict about equally well, scientists should prefer the one that people can understand.",
        question: "what if the world itself is not simple?",
    },
];
