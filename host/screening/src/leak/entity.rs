//! Whom or what a stake concerns, in an output.
//!
//! A stake is read once into patterns: its names, two content words that stand side by side, its number with its noun.
//! Beside these counts how many of its content words come close together, in whatever order and form.

use std::collections::{HashMap, HashSet};

use super::forms::forms;
use super::number::{spellings, value};
use super::{Found, Kind, Stake};
use crate::pattern::{Index, Pattern};
use crate::phrases::{Phrases, english, phrases};
use crate::words::{Word, words};

/// Words that may stand between a number and its noun: "a thousand or so stray dogs".
const NUMBER_GAP: usize = 2;

/// The weight of a number with a noun so general ("a thousand people") that it may be chance.
const GENERAL: f64 = 0.5;

/// The stretch in which content words count as close together, in words: the outcome's own length, and at least a short
/// sentence.
const STRETCH: usize = 12;

/// The share of the content words that is enough, in fifths: two of up to five.
const ENOUGH: usize = 2;

/// The stakes, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Entities {
    index: Index,
    /// The weight and the reason of each pattern of the index.
    patterns: Vec<(f64, String)>,
    contents: Vec<Content>,
}

/// The content words of one outcome that nothing explains.
#[derive(Debug, Clone)]
struct Content {
    /// Which content word a form is of.
    forms: HashMap<String, usize>,
    count: usize,
    stretch: usize,
    reason: String,
}

/// What a word of an outcome is.
struct Token {
    form: String,
    /// It may name something.
    content: bool,
    /// It is so general that it alone names no stake.
    general: bool,
    number: bool,
    /// It has a capital inside a sentence.
    capital: bool,
    unspaced: bool,
}

impl Entities {
    /// What is looked for of the stakes: all that these texts do not have.
    pub(super) fn new(stakes: &[Stake<'_>], explained: &[Vec<Word<'_>>]) -> Entities {
        let mut rules = Vec::new();
        let mut contents = Vec::new();
        for stake in stakes {
            let language = language_of(&words(stake.text));
            let tokens = tokens(stake.text, language);
            for name in stake.entities {
                rules.extend(name_rule(name, language));
            }
            rules.extend(proper_nouns(&tokens, language));
            rules.extend(side_by_side(&tokens, language));
            rules.extend(number_with_noun(&tokens, language));
            contents.push(Content::new(stake.text, &tokens, language));
        }
        let mut entities = Entities::default();
        entities.set(rules);
        entities.without(explained);
        entities.contents = contents.into_iter().filter_map(|content| content.without(explained)).collect();
        entities
    }

    fn set(&mut self, rules: Vec<(Pattern, f64, String)>) {
        let (patterns, reasons) =
            rules.into_iter().map(|(pattern, weight, reason)| (pattern, (weight, reason))).unzip();
        self.index = Index::new(patterns);
        self.patterns = reasons;
    }

    /// Drops the patterns that these texts have.
    fn without(&mut self, explained: &[Vec<Word<'_>>]) {
        let mut known = HashSet::new();
        for words in explained {
            for start in 0..words.len() {
                self.index.at(words, start, |id, _| {
                    known.insert(id);
                });
            }
        }
        let rules = self.patterns.drain(..).enumerate().filter(|(id, _)| !known.contains(id));
        let rules =
            rules.map(|(id, (weight, reason))| (self.index.pattern(id).clone(), weight, reason)).collect();
        self.set(rules);
    }

    pub(super) fn find(&self, words: &[Word<'_>], found: &mut Found<'_>) {
        for start in 0..words.len() {
            self.index.at(words, start, |id, last| {
                let (weight, reason) = &self.patterns[id];
                found(Kind::Entity, start, last, *weight, reason);
            });
        }
        for content in &self.contents {
            content.find(words, found);
        }
    }
}

/// The language whose function words a text has most of; English where there are none.
fn language_of(words: &[Word<'_>]) -> &'static Phrases {
    let count = |phrases: &Phrases| {
        words.iter().filter(|word| phrases.function_words.contains(word.form.as_ref())).count()
    };
    phrases(None).fold(english(), |best, next| if count(next) > count(best) { next } else { best })
}

fn tokens(text: &str, language: &Phrases) -> Vec<Token> {
    let words = words(text);
    let is_function = |form: &str| language.function_words.contains(form);
    let mut before = None;
    let token = |word: &Word<'_>| {
        let opens = before.replace(word.sentence) != Some(word.sentence);
        let written = &text[word.range.clone()];
        let form = word.form.to_string();
        let number = value(&form, language).is_some();
        let short = !word.unspaced && form.chars().count() < 2;
        Token {
            content: number || !(is_function(&form) || short),
            general: language.general_words.contains(&form),
            capital: !opens && written.starts_with(char::is_uppercase),
            unspaced: word.unspaced,
            number,
            form,
        }
    };
    words.iter().map(token).collect()
}

fn forms_of(token: &Token, language: &Phrases) -> Vec<String> {
    if token.unspaced || token.number {
        return vec![token.form.clone()];
    }
    forms(&token.form, token.capital, language)
}

type Rule = (Pattern, f64, String);

/// A name: its content words in order, or the whole of it in a script without spaces.
fn name_rule(name: &str, language: &Phrases) -> Option<Rule> {
    let mut tokens = tokens(name, language);
    if tokens.iter().any(|token| token.unspaced) {
        let one_letter = tokens.len() < 2 && tokens.iter().all(|token| !token.content);
        return (!one_letter).then(|| (Pattern::rows(&[vec![name.to_owned()]], 0), 1.0, name.to_owned()));
    }
    tokens.retain(|token| token.content && !token.general && !token.number);
    // A name is written with a capital or not, as its outcome has it: German endings are allowed for where it is.
    let capital = name.starts_with(char::is_uppercase);
    let parts: Vec<_> =
        tokens.iter().map(|token| forms(&token.form, capital || token.capital, language)).collect();
    (!parts.is_empty()).then(|| (Pattern::rows(&parts, 1), 1.0, name.to_owned()))
}

/// Words with a capital inside a sentence, where that does not only say that they are German nouns.
fn proper_nouns(tokens: &[Token], language: &Phrases) -> Vec<Rule> {
    if language.code == "de" {
        return Vec::new();
    }
    let named =
        tokens.iter().filter(|token| token.capital && token.content && !token.general && !token.number);
    named.map(|token| (Pattern::rows(&[forms_of(token, language)], 0), 1.0, token.form.clone())).collect()
}

/// Two content words side by side, such as "bed nets".
fn side_by_side(tokens: &[Token], language: &Phrases) -> Vec<Rule> {
    let tells = |token: &Token| token.content && !token.general && !token.number && !token.unspaced;
    let pairs = tokens.windows(2).filter(|pair| pair.iter().all(tells));
    let rule = |pair: &[Token]| {
        let parts: Vec<_> = pair.iter().map(|token| forms_of(token, language)).collect();
        (Pattern::rows(&parts, 0), 1.0, format!("{} {}", pair[0].form, pair[1].form))
    };
    pairs.map(rule).collect()
}

/// A number and a content word soon after it, with the number in figures or in words.
fn number_with_noun(tokens: &[Token], language: &Phrases) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let length = tokens[at..].iter().take_while(|token| token.number).count();
        let after = at + length;
        let written: Vec<&str> = tokens[at..after].iter().map(|token| token.form.as_str()).collect();
        let near =
            tokens[after..].iter().take(NUMBER_GAP + 1).filter(|token| token.content && !token.unspaced);
        for noun in near.filter(|_| length > 0) {
            let parts = [spellings(&written, language), forms_of(noun, language)];
            let weight = if noun.general { GENERAL } else { 1.0 };
            rules.push((
                Pattern::rows(&parts, NUMBER_GAP),
                weight,
                format!("{} {}", written.join(" "), noun.form),
            ));
        }
        at = after.max(at + 1);
    }
    rules
}

impl Content {
    fn new(text: &str, tokens: &[Token], language: &Phrases) -> Content {
        let mut forms = HashMap::new();
        let mut count = 0;
        let mut add = |new: Vec<String>| {
            if new.iter().all(|form| !forms.contains_key(form)) {
                forms.extend(new.into_iter().map(|form| (form, count)));
                count += 1;
            }
        };
        let tells = |token: &&Token| token.content && !(token.general || token.number || token.unspaced);
        for token in tokens.iter().filter(tells) {
            add(forms_of(token, language));
        }
        // Without spaces, two letters are about a word.
        for pair in tokens.windows(2).filter(|pair| pair.iter().all(|token| token.unspaced && token.content))
        {
            add(vec![format!("{}{}", pair[0].form, pair[1].form)]);
        }
        Content { forms, count, stretch: STRETCH.max(tokens.len()), reason: text.to_owned() }
    }

    /// Without the content words that these texts have; none if fewer than two are left.
    fn without(mut self, explained: &[Vec<Word<'_>>]) -> Option<Content> {
        let mut known = HashSet::new();
        for words in explained {
            self.each(words, |_, which| {
                known.insert(which);
            });
        }
        self.forms.retain(|_, which| !known.contains(which));
        self.count -= known.len();
        (self.count >= 2).then_some(self)
    }

    /// Calls `hit` with the place of each content word, and which it is.
    fn each(&self, words: &[Word<'_>], mut hit: impl FnMut(usize, usize)) {
        let mut pair = String::new();
        for (at, word) in words.iter().enumerate() {
            if !word.unspaced {
                if let Some(which) = self.forms.get(word.form.as_ref()) {
                    hit(at, *which);
                }
            } else if let Some(next) = words.get(at + 1).filter(|next| next.unspaced) {
                pair.clear();
                pair.push_str(&word.form);
                pair.push_str(&next.form);
                if let Some(which) = self.forms.get(&pair) {
                    hit(at, *which);
                }
            }
        }
    }

    /// Stretches that hold enough different content words.
    fn find(&self, words: &[Word<'_>], found: &mut Found<'_>) {
        let enough = (self.count * ENOUGH).div_ceil(5).max(2);
        // Where each content word stood last.
        let mut last: HashMap<usize, usize> = HashMap::new();
        self.each(words, |at, which| {
            last.insert(which, at);
            last.retain(|_, place| *place + self.stretch > at);
            if last.len() >= enough {
                let first = last.values().copied().min().unwrap_or(at);
                found(Kind::Entity, first, at, 1.0, &self.reason);
                last.clear();
            }
        });
    }
}

#[cfg(test)]
mod tests;
