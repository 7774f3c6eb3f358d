//! Task family: sentences under conditions, round after round, with feedback.
//!
//! A repeated task with an exact score. In each round the actor writes a sentence for a scene under eight conditions, is told
//! how many of them it met, and gets the next problem, of the same kinds of condition. Scenes and conditions are drawn by the
//! seed, so they are the same in all arms. The scores of the rounds, their mean and their trend are measured; the sentences
//! together are the work that judges compare. Knows nothing of arms, actors or judges.

mod measures;
mod problem;
mod scenes;

use motive_plugin::task::{Ask, Conversation, Event, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Artifact, Context, Failure, Finding, Manifest, Message, Plugin, choose, export_task, manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use measures::measures;
use problem::{CONDITIONS, Problem};
use scenes::{SETTINGS, Setting};

/// How many rounds there are, and what the actor sees of those before.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// How many rounds an episode has, with one problem each.
    #[schemars(range(min = 2, max = 8))]
    pub rounds: u32,
    /// Whether earlier rounds stay in the conversation.
    pub history: History,
    /// The ids of the settings to use, in this order; all if empty.
    pub items: Vec<String>,
}

/// What the actor sees of the rounds before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum History {
    /// All of them: problems, its own sentences and what they met.
    Extend,
    /// How many conditions each of them met; the conversation starts over.
    Replace,
}

impl Default for Config {
    fn default() -> Self {
        Config { rounds: 5, history: History::Extend, items: Vec::new() }
    }
}

/// What the task remembers: the rounds that are over. Problems and scores follow from the seed and from these.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    rounds: Vec<Round>,
}

/// What was answered in a round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Round {
    text: String,
    /// Whether the answer came to its own end. If not, it meets nothing: of what was refused or broke off, nobody knows
    /// what it would have been.
    is_whole: bool,
}

impl Round {
    fn score(&self, problem: &Problem) -> f64 {
        if self.is_whole { problem.score(&self.text) } else { 0.0 }
    }
}

/// The plugin.
pub struct FeedbackRounds;

impl Plugin for FeedbackRounds {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/feedback-rounds",
            title: "Rounds with feedback",
            summary: "Write sentences under conditions that are checked exactly, over 5 rounds, and be told after each how \
                      many were met: 16 settings. Measures `score-1` and so on, `mean-score` and `slope` after every \
                      round; all sentences together are judged.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        choose::check(&config.items)
    }
}

impl Task for FeedbackRounds {
    type State = State;

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        let all = SETTINGS.iter().map(|setting| item(&ctx.config, setting)).collect();
        choose::choose(all, &ctx.config.items)
    }

    fn begin(ctx: &Context<Config>, item: &Item) -> Result<Step<State>, Failure> {
        let problems = problems(ctx, item)?;
        Ok(next(ctx, item, &problems, State::default()))
    }

    fn advance(
        ctx: &Context<Config>,
        item: &Item,
        state: State,
        event: Event,
    ) -> Result<Step<State>, Failure> {
        let problems = problems(ctx, item)?;
        if state.rounds.len() >= problems.len() {
            let message = format!("state: {} rounds of {} are over", state.rounds.len(), problems.len());
            return Err(Failure::bad_state(message));
        }
        match event {
            Event::Answered(answer) => Ok(play(ctx, item, &problems, state, &answer)),
            Event::OutOfBudget(_) => Ok(end(&problems, state)),
            Event::Other((kind, _)) => Err(Failure::unsupported(format!("the event `{kind}`"))),
        }
    }
}

fn item(config: &Config, setting: &Setting) -> Item {
    let rounds = config.rounds;
    let Setting { id, title, .. } = setting;
    Item {
        id: (*id).into(),
        title: (*title).into(),
        brief: format!(
            "Write a sentence in each of {rounds} rounds. A round gives a scene and eight conditions: how many words the \
             sentence has, two words that it has, a letter that is nowhere in it, its first letter, how many letters its \
             last word has, exactly one comma, and no word twice. After each round the writer is told how many of the \
             eight the sentence met, and goes on to the next.\n\
             \n\
             The scenes have one setting: {title}. The text shows each round as it was given, and the sentence that was \
             written for it."
        ),
        criterion: "The better set of sentences meets more of the conditions that stand above each. Where that is about \
                    the same, its sentences are the more natural and the more vivid, and closer to their scenes."
            .into(),
        max_steps: rounds,
        ..Item::default()
    }
}

/// The problems of an episode, in their order: scenes and conditions by item and replicate, never by arm. More rounds
/// leave the first ones as they are.
fn problems(ctx: &Context<Config>, item: &Item) -> Result<Vec<Problem>, Failure> {
    let setting = SETTINGS
        .iter()
        .find(|setting| setting.id == item.id)
        .ok_or_else(|| Failure::bad_subject(format!("`{}` is not a setting of this family", item.id)))?;
    let mut scenes: Vec<_> = setting.scenes.iter().collect();
    ctx.random("order").shuffle(&mut scenes);
    let mut random = ctx.random("conditions");
    let rounds = ctx.config.rounds as usize;
    Ok(scenes.into_iter().take(rounds).map(|scene| Problem::draw(&mut random, scene)).collect())
}

/// Takes the answer of a round in, and goes on with the next or ends.
fn play(
    ctx: &Context<Config>,
    item: &Item,
    problems: &[Problem],
    mut state: State,
    answer: &Answer,
) -> Step<State> {
    state.rounds.push(Round { text: answer.text().trim().to_owned(), is_whole: answer.stop.is_end() });
    if state.rounds.len() < problems.len() { next(ctx, item, problems, state) } else { end(problems, state) }
}

fn scores(problems: &[Problem], state: &State) -> Vec<f64> {
    state.rounds.iter().zip(problems).map(|(round, problem)| round.score(problem)).collect()
}

/// Asks for the sentence of the next round.
fn next(ctx: &Context<Config>, item: &Item, problems: &[Problem], state: State) -> Step<State> {
    let scores = scores(problems, &state);
    let starts_over = ctx.config.history == History::Replace;
    let introduction = (scores.is_empty() || starts_over).then(|| introduction(item, problems.len()));
    let feedback = feedback(&scores, starts_over);
    let number = scores.len() + 1;
    let told = problems.get(scores.len()).map(Problem::told).unwrap_or_default();
    let problem = format!("Round {number} of {}\n{told}", problems.len());
    let text: Vec<String> = introduction.into_iter().chain(feedback).chain([problem]).collect();
    let messages = vec![Message::user(text.join("\n\n"))];
    let conversation = if starts_over && !scores.is_empty() {
        Conversation::Replace(messages)
    } else {
        Conversation::Extend(messages)
    };
    let ask = Ask { conversation, ..Ask::actor([]) };
    Step { metrics: measures(&scores), ..Step::ask(state, ask) }
}

fn introduction(item: &Item, rounds: usize) -> String {
    format!(
        "There are {rounds} rounds. Each gives you a scene and eight conditions, and you write one sentence on the scene \
         that meets as many of the conditions as it can. A word is a run of letters, with apostrophes and hyphens inside \
         of it; capital letters count as small ones. Answer with the sentence and nothing else, since all of your answer \
         counts. After each round you are told how many of its conditions were met.\n\
         \n\
         Setting of the scenes: {}",
        item.title
    )
}

/// What the actor is told of the rounds before: of the last one, or of all if nothing else of them is left.
fn feedback(scores: &[f64], starts_over: bool) -> Option<String> {
    let met = |score: &f64| format!("{:.0}", score * CONDITIONS as f64);
    let last = scores.last()?;
    if starts_over {
        let all = scores.iter().map(met).collect::<Vec<_>>().join(", ");
        return Some(format!("Conditions met in the rounds so far, of {CONDITIONS} in each: {all}."));
    }
    Some(format!("Your sentence met {} of the {CONDITIONS} conditions.", met(last)))
}

/// The end: all rounds are the work if they were played and anything was written in them.
fn end(problems: &[Problem], state: State) -> Step<State> {
    let is_written = |round: &Round| round.is_whole && !round.text.is_empty();
    let rounds = state.rounds.iter().zip(problems).enumerate();
    let text: Vec<String> = rounds.map(|(at, (round, problem))| section(at + 1, round, problem)).collect();
    let artifact = (!text.is_empty()).then(|| Artifact::markdown("sentences", text.join("\n\n")));
    let is_over = state.rounds.len() == problems.len();
    let outcome = Outcome {
        artifacts: artifact.into_iter().collect(),
        complete: is_over && state.rounds.iter().any(is_written),
        ..Outcome::nothing()
    };
    let outcome = if is_over { outcome } else { outcome.incomplete("not all rounds were played") };
    let metrics = measures(&scores(problems, &state));
    Step { metrics: metrics.clone(), ..Step::finish(state, Outcome { metrics, ..outcome }) }
}

/// A round as judges read it.
fn section(number: usize, round: &Round, problem: &Problem) -> String {
    let text = if round.text.is_empty() { "(nothing)" } else { &round.text };
    format!("## Round {number}\n\n{}\n\nSentence: {text}", problem.told())
}

export_task!(FeedbackRounds);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
