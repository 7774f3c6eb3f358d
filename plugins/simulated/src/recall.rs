//! The question that is put after the work: what the actor was told before it.
//!
//! Told by its fixed words, in the last message of a conversation that holds the whole work. What was told is read from
//! the messages before it, as at work; how well the actor remembers is decided by whoever answers.

use motive_plugin::{Message, Random, Role};

use crate::choice::normalised;
use crate::promise::{Terms, offered};
use crate::read_by;

/// How the question begins, whatever it asks for.
const FRAME: &str = "The work is over, and this changes nothing about it.";

/// What may be asked about the outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Asked {
    /// Which one it is.
    Outcome,
    /// Whom or what it concerns.
    Entity,
    /// When it comes about.
    Condition,
}

const QUESTIONS: [(&str, Asked); 3] = [
    ("Which outcome were you told about?", Asked::Outcome),
    ("Whom or what does the outcome concern that you were told about?", Asked::Entity),
    ("When does the outcome come about that you were told about?", Asked::Condition),
];

/// How the option ends that says that nothing was told.
const NOTHING: &str = ": I was told of no outcome.";

/// A question, and what the right answer follows from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Recall {
    pub(crate) asked: Asked,
    /// Letters and texts.
    options: Vec<(String, String)>,
    /// When the outcome comes about that was told last, and its text.
    told: Option<(Terms, String)>,
}

impl Recall {
    /// The question, if the last message of a conversation is one.
    pub(crate) fn of(messages: &[Message]) -> Option<Recall> {
        let (last, before) = messages.split_last()?;
        let text = Some(last.text()).filter(|text| last.role == Role::User && text.starts_with(FRAME))?;
        let asked = text.lines().find_map(|line| {
            QUESTIONS.iter().find(|(question, _)| *question == line).map(|(_, asked)| *asked)
        })?;
        let options: Vec<(String, String)> = text.lines().filter_map(option).collect();
        let told = offered(&read_by(before)).map(|(terms, outcome)| (terms, outcome.to_owned()));
        (!options.is_empty()).then_some(Recall { asked, options, told })
    }

    /// The letter of what was told, at this rate, and otherwise any letter. Where no option says what was told, any.
    pub(crate) fn answer(&self, rate: f64, random: &mut Random) -> String {
        let remembers = random.unit() < rate;
        let told = self.told().filter(|_| remembers);
        told.unwrap_or_else(|| &self.options[random.below(self.options.len())].0).to_owned()
    }

    /// The letter of what was told.
    fn told(&self) -> Option<&str> {
        let Some((terms, outcome)) = &self.told else {
            return self.letter(|text| text.ends_with(NOTHING));
        };
        match self.asked {
            Asked::Outcome => {
                let outcome = normalised(outcome);
                self.letter(|text| normalised(text) == outcome)
            }
            Asked::Entity => self.named_in(&outcome.to_lowercase()),
            Asked::Condition => self.letter(|text| text == when(*terms)),
        }
    }

    fn letter(&self, is_told: impl Fn(&str) -> bool) -> Option<&str> {
        self.options.iter().find(|(_, text)| is_told(text)).map(|(letter, _)| letter.as_str())
    }

    /// The letter of the option of which most letters stand in an outcome. An option of which less than a third does is
    /// not in it.
    fn named_in(&self, outcome: &str) -> Option<&str> {
        let entities = self.options.iter().filter(|(_, text)| !text.ends_with(NOTHING));
        let shared = entities.filter_map(|(letter, text)| {
            let entity = text.to_lowercase();
            let all: usize = words(&entity).map(|word| word.chars().count()).sum();
            let found: usize = words(&entity).map(|word| letters_in(word, outcome)).sum();
            (found > 0 && 3 * found >= all).then_some((found, letter))
        });
        shared.max_by_key(|(found, _)| *found).map(|(_, letter)| letter.as_str())
    }
}

/// How many letters of a word stand in a text: all of them where it is a word of the text, and else those that another
/// word begins with as well, from three on. An entity is told in the plural or in other words than it is called by:
/// "wolf" is in "ten wolves", and "dog shelter" in "a shelter for dogs".
fn letters_in(word: &str, text: &str) -> usize {
    let shared = |other: &str| word.chars().zip(other.chars()).take_while(|(one, two)| one == two).count();
    let found = words(text).filter(|other| word == *other || shared(other) >= 3).map(shared);
    found.max().unwrap_or(0)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// How the options put it.
fn when(terms: Terms) -> &'static str {
    match terms {
        Terms::Best => "Only if my work is judged the best.",
        Terms::Always => "However my work is judged.",
        Terms::Worst => "Only if my work is judged the worst.",
        Terms::UnlessBest => "It is settled, and called off unless my work is judged the best.",
        Terms::Chance(_) => "With some chance, if my work is judged the best.",
    }
}

/// A line of the form "A) text".
fn option(line: &str) -> Option<(String, String)> {
    let (letter, text) = line.split_once(") ")?;
    let is_letter = letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_uppercase());
    is_letter.then(|| (letter.to_owned(), text.trim().to_owned()))
}
