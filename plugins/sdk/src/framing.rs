//! Kind 2: incentive framings. What is at stake, as the actor is told it.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::bindings::about::motive::plugin::types;
use crate::bindings::framing::exports::motive::plugin::framing as wit;
use crate::{Context, Exported, Failure, FailureKind, Plugin, panic, read_json, write_json};

pub use wit::{Arm, Insert, Stake, Turn, View};

/// A set of arms, and what each of them adds to the task's messages.
pub trait Framing: Plugin {
    /// What the framing remembers from ask to ask; `()` for one that says its sentence and no more.
    type State: Default + Serialize + DeserializeOwned;

    /// The arms, the baseline among them.
    fn arms(ctx: &Context<Self::Config>) -> Result<Vec<Arm>, Failure>;

    /// Called before every ask, with the state of the call before (the default one at step 0).
    fn frame(
        ctx: &Context<Self::Config>,
        view: &View,
        state: Self::State,
    ) -> Result<Framed<Self::State>, Failure>;
}

/// What to insert now, and what to remember.
#[derive(Debug, Clone, PartialEq)]
pub struct Framed<S> {
    /// Comes back with the next ask.
    pub state: S,
    /// Added to the task's messages.
    pub inserts: Vec<Insert>,
}

/// A place in the task's messages: for a config that lets the study choose one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// Before the system message's text.
    SystemStart,
    /// After the system message's text, in force until changed.
    SystemEnd,
    /// Before the first pending user message's text.
    UserStart,
    /// After the first pending user message's text.
    #[default]
    UserEnd,
    /// A user message of its own, before the pending ones.
    OwnTurn,
}

/// When the outcome comes about that an arm tells of: what the attribute [`Condition::ATTRIBUTE`] of an arm says.
///
/// The host can ask the actor, after its work, what it was told, and scores the answer by this word. An arm of which none
/// of the words is true goes without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// If the work is judged the best.
    Best,
    /// However the work is judged.
    Always,
    /// If the work is judged the worst.
    Worst,
    /// It is settled, and called off unless the work is judged the best.
    UnlessBest,
    /// With some chance, if the work is judged the best.
    Chance,
    /// Never: the arm tells of no outcome at all.
    None,
}

impl Condition {
    /// All of them.
    pub const ALL: [Condition; 6] = [
        Condition::Best,
        Condition::Always,
        Condition::Worst,
        Condition::UnlessBest,
        Condition::Chance,
        Condition::None,
    ];

    /// The name of the attribute.
    pub const ATTRIBUTE: &str = "condition";

    /// Its word in the contract.
    pub fn word(self) -> &'static str {
        match self {
            Condition::Best => "best",
            Condition::Always => "always",
            Condition::Worst => "worst",
            Condition::UnlessBest => "unless-best",
            Condition::Chance => "chance",
            Condition::None => "none",
        }
    }
}

impl Insert {
    /// A text in a slot.
    pub fn new(slot: Slot, text: impl Into<String>) -> Self {
        let slot = match slot {
            Slot::SystemStart => "system-start",
            Slot::SystemEnd => "system-end",
            Slot::UserStart => "user-start",
            Slot::UserEnd => "user-end",
            Slot::OwnTurn => "own-turn",
        };
        Insert { slot: slot.into(), text: text.into() }
    }
}

impl Arm {
    /// An arm that is not tied to a stake.
    pub fn new(id: &str, label: &str, role: &str) -> Self {
        Arm { id: id.into(), label: label.into(), role: role.into(), stakes: Vec::new(), attrs: Vec::new() }
    }

    /// The same arm with a stake, drawn by the rule of this name.
    #[must_use]
    pub fn with_stake(mut self, rule: &str) -> Self {
        self.stakes.push(rule.into());
        self
    }

    /// The same arm, which says when the outcome comes about that it tells of, or that it tells of none.
    #[must_use]
    pub fn on(mut self, condition: Condition) -> Self {
        self.attrs.push((Condition::ATTRIBUTE.into(), condition.word().into()));
        self
    }

    /// The word of its condition, if it says one.
    pub fn condition(&self) -> Option<&str> {
        let found = self.attrs.iter().find(|(name, _)| name == Condition::ATTRIBUTE);
        found.map(|(_, word)| word.as_str())
    }
}

impl View {
    /// Whether the conversation starts with this ask: a static framing speaks now and is silent afterwards.
    pub fn opens_conversation(&self) -> bool {
        self.step == 0 || self.restarted
    }

    /// The stake that the named rule drew.
    pub fn stake(&self, rule: &str) -> Result<&Stake, Failure> {
        let found = self.stakes.iter().find(|(name, _)| name == rule);
        let missing = || Failure::bad_subject(format!("arm `{}` came without its stake `{rule}`", self.arm));
        found.map(|(_, stake)| stake).ok_or_else(missing)
    }
}

impl<T: Framing> wit::Guest for Exported<T> {
    fn arms(ctx: types::Context) -> Result<Vec<Arm>, Failure> {
        panic::report_to_log();
        T::arms(&Context::parse(&ctx)?)
    }

    fn frame(ctx: types::Context, view: View) -> Result<wit::Framed, Failure> {
        panic::report_to_log();
        let state = match view.state.as_str() {
            "" => T::State::default(),
            state => read_json(FailureKind::BadState, "state", state)?,
        };
        let framed = T::frame(&Context::parse(&ctx)?, &view, state)?;
        Ok(wit::Framed { state: write_json(&framed.state)?, inserts: framed.inserts })
    }
}
