//! The actor at work: a text of the length asked for whose visible quality is the latent one.

use motive_plugin::Random;

use crate::assignment::Writing;
use crate::count_words;
use crate::quality::{is_strong, share};
use crate::stock::{GROUPS, PLACES, STRONG, WEAK};

/// Sentences of one paragraph.
const PARAGRAPH: usize = 5;

/// Composes a text in Markdown.
///
/// Strong and weak sentences are mixed by error diffusion from a random start: whatever the share, each text has it
/// up to one sentence, and on average exactly.
pub(crate) fn compose(writing: &Writing, quality: f64, random: &mut Random) -> String {
    let (fewest, most) = writing.words;
    let target = fewest as f64 + (most - fewest) as f64 * (0.35 + 0.3 * random.unit());
    let mut strong = Deck::new(&STRONG, random);
    let mut weak = Deck::new(&WEAK, random);
    let share = share(quality);
    // A topic with a mark of its own ("refused because of ...") would make weak sentences strong.
    let topic = if is_strong(&writing.topic) { "this matter" } else { &writing.topic };
    let mut due = random.unit();

    let mut text = format!("# {}\n\n", writing.topic);
    let mut words = 0;
    let mut sentences = 0;
    if let Some(position) = &writing.position {
        text.push_str(position);
        words += count_words(position);
        // The position is a sentence like the others, and a weak one: it is made up for by the next.
        due += share;
        sentences += 1;
    }
    while (words as f64) < target {
        if sentences > 0 {
            text.push_str(if sentences % PARAGRAPH == 0 { "\n\n" } else { " " });
        }
        due += share;
        let deck = if due >= 1.0 { &mut strong } else { &mut weak };
        if due >= 1.0 {
            due -= 1.0;
        }
        let template = deck.draw();
        words += count_words(template);
        sentences += 1;
        fill(template, topic, random, &mut text);
    }
    text.push('\n');
    text
}

/// A sentence of a stock that a text does not hold yet.
pub(crate) fn another(
    stock: &'static [&'static str],
    text: &str,
    topic: &str,
    random: &mut Random,
) -> String {
    let mut deck = Deck::new(stock, random);
    let mut sentence = String::new();
    for _ in stock {
        sentence.clear();
        fill(deck.draw(), topic, random, &mut sentence);
        if !text.contains(&sentence) {
            break;
        }
    }
    sentence
}

/// A stock of sentences in drawn order, dealt from the start again when it runs out.
struct Deck {
    stock: &'static [&'static str],
    order: Vec<usize>,
    next: usize,
}

impl Deck {
    fn new(stock: &'static [&'static str], random: &mut Random) -> Self {
        let mut order: Vec<usize> = (0..stock.len()).collect();
        random.shuffle(&mut order);
        Deck { stock, order, next: 0 }
    }

    fn draw(&mut self) -> &'static str {
        let index = self.order[self.next % self.order.len()];
        self.next += 1;
        self.stock[index]
    }
}

/// Appends a sentence with its slots filled.
fn fill(template: &str, topic: &str, random: &mut Random, text: &mut String) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((slot, after)) = after.split_once('}') else { break };
        match slot {
            "place" => text.push_str(PLACES[random.below(PLACES.len())]),
            "group" => text.push_str(GROUPS[random.below(GROUPS.len())]),
            "number" => text.push_str(&(12 + random.below(80)).to_string()),
            _ => text.push_str(&uncapitalised(topic)),
        }
        rest = after;
    }
    text.push_str(rest);
}

/// A topic inside a sentence: "Open salaries" becomes "open salaries", and "EU law" stays.
fn uncapitalised(topic: &str) -> String {
    let mut chars = topic.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => topic.to_owned(),
    }
}
