//! The first stages of a run: forced choices, round by round, and head-to-heads, until the stakes are sealed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use motive_contract::rubric::Subject;
use motive_contract::types::Artifact;
use motive_elicitation::{Wanted, derive, estimate, rounds, silence};
use motive_study::record::{
    ActorUtilities, Ballot, ChoiceRecord, HeadToHeadRecord, StakesRecord, Wording, kind,
};
use motive_study::seal;

use crate::error::EngineError;
use crate::folder::Folder;
use crate::offer::{offered, stake_of};
use crate::progress::Stage;
use crate::run::{Run, parse, unreadable};

/// One forced choice that is to be asked.
#[derive(Clone)]
struct ChoiceSlot {
    actor: String,
    first: String,
    second: String,
    sample: u32,
}

impl ChoiceSlot {
    fn slot(&self) -> String {
        format!("choice/{}/{}/{}/{}", self.actor, self.first, self.second, self.sample)
    }
}

/// Two outcomes that are to be opposite stakes, put to their actor once.
#[derive(Clone)]
struct HeadSlot {
    actor: String,
    wording: Wording,
    first: String,
    second: String,
    sample: u32,
    /// In the words of the wording, in the order shown.
    shown: Arc<[Artifact; 2]>,
}

impl HeadSlot {
    fn slot(&self) -> String {
        HeadToHeadRecord::slot(&self.actor, &self.wording, &self.first, &self.second, self.sample)
    }
}

/// Whether there are stakes.
pub(crate) enum Sealed {
    Stakes(StakesRecord),
    NotYet {
        /// Questions without an answer.
        failed: u64,
    },
}

/// The pairs of every actor's rounds so far.
type Rounds = BTreeMap<String, Vec<Vec<[String; 2]>>>;

impl Run {
    /// The stakes: from the journal if they are sealed, otherwise from questions that are asked now.
    pub(crate) async fn stakes(self: &Arc<Self>, folder: &Folder) -> Result<Sealed, EngineError> {
        if let Some(body) = self.journal.record(kind::STAKES, kind::STAKES)? {
            folder.keep_stakes(&body)?;
            return Ok(Sealed::Stakes(parse(kind::STAKES, &body)?));
        }
        let failed = self.choices().await?;
        if failed > 0 && !self.leave_failed {
            return Ok(self.not_yet(failed));
        }
        let digest = self.plan.digest().map_err(|error| unreadable("the plan", &error))?;
        let estimates = estimate(&self.plan, &self.all::<ChoiceRecord>(kind::CHOICE)?)?;
        for (actor, counts) in &estimates.silent {
            self.observer.note(&format!("{actor} has no utilities: {}", silence(counts)));
        }
        let record = loop {
            let mut heads: Vec<HeadToHeadRecord> = self.all(kind::HEAD_TO_HEAD)?;
            heads.retain(|head| self.leave_failed || !has_failed(&head.result));
            let derived = derive(&self.plan, &digest, &estimates, &heads)?;
            if derived.wanted.is_empty() {
                break derived.record;
            }
            let failed = self.head_to_heads(&derived.wanted, &derived.record.actors).await?;
            if failed > 0 && !self.leave_failed {
                return Ok(self.not_yet(failed));
            }
        };
        let text = seal::canonical(&record).map_err(|error| unreadable("the stakes", &error))?;
        self.journal.append_record(kind::STAKES, kind::STAKES, text.clone()).await?;
        folder.keep_stakes(&text)?;
        if !record.actors.is_empty() {
            self.observer.note(&format!("stakes  sha256:{}", seal::sha256(text.as_bytes())));
        }
        Ok(Sealed::Stakes(record))
    }

    fn not_yet(&self, failed: u64) -> Sealed {
        // What is sealed now holds for ever, and an outage is no preference.
        self.observer
            .note("some choices have no answer: stakes are drawn, and trials run, when they have one");
        Sealed::NotYet { failed }
    }

    /// Asks round after round; how many choices have no answer.
    async fn choices(self: &Arc<Self>) -> Result<u64, EngineError> {
        let Some(elicitation) = &self.plan.study.elicitation else { return Ok(0) };
        let mut rounds: Rounds = BTreeMap::new();
        let mut asked: BTreeMap<String, Vec<[String; 2]>> = BTreeMap::new();
        for (actor, first_round) in &self.plan.choices {
            rounds.insert(actor.clone(), vec![first_round.clone()]);
            let held_out = self.plan.held_out.get(actor).into_iter().flatten();
            asked.insert(actor.clone(), first_round.iter().chain(held_out).cloned().collect());
        }
        let earlier: Vec<ChoiceRecord> = self.all(kind::CHOICE)?;
        let answered = earlier.iter().filter(|choice| !has_failed(&choice.result)).count();
        self.observer.begin(Stage::Choices, self.plan.size().choices, answered as u64);
        let mut failed = 0;
        let ended = loop {
            let mut slots = Vec::new();
            for sample in 0..elicitation.samples {
                for (actor, pairs) in &asked {
                    for [a, b] in pairs {
                        for (first, second) in [(a, b), (b, a)] {
                            let (actor, first, second) = (actor.clone(), first.clone(), second.clone());
                            slots.push(ChoiceSlot { actor, first, second, sample });
                        }
                    }
                }
            }
            let open = self.open(kind::CHOICE, slots, ChoiceSlot::slot, |choice: &ChoiceRecord| {
                has_failed(&choice.result)
            })?;
            let ask = |run: Arc<Self>, slot| async move { run.choice(&slot).await };
            match self.work_through(Stage::Choices, |_| kind::CHOICE, open, ask).await {
                Ok(without_answer) => failed += without_answer,
                Err(error) => break Err(error),
            }
            if (failed > 0 && !self.leave_failed) || !rounds::adapts(elicitation) {
                break Ok(failed);
            }
            asked = self.next_round(&mut rounds).await?;
            if asked.is_empty() {
                break Ok(failed);
            }
        };
        self.observer.end(Stage::Choices);
        ended
    }

    /// What comes next, from the journal or derived now; added to `rounds`. Without the actors that have nothing left.
    async fn next_round(
        &self,
        rounds: &mut Rounds,
    ) -> Result<BTreeMap<String, Vec<[String; 2]>>, EngineError> {
        let choices: Vec<ChoiceRecord> = self.all(kind::CHOICE)?;
        let mut next = BTreeMap::new();
        for (actor, so_far) in rounds {
            let slot = format!("pairs/{actor}/{}", so_far.len());
            let pairs = match self.journal.record(kind::PAIRS, &slot)? {
                Some(body) => parse(&slot, &body)?,
                None => {
                    let pairs = rounds::next(&self.plan, actor, so_far, &choices)?;
                    let body = seal::canonical(&pairs).map_err(|error| unreadable(&slot, &error))?;
                    self.journal.append_record(kind::PAIRS, slot, body).await?;
                    pairs
                }
            };
            if !pairs.is_empty() {
                so_far.push(pairs.clone());
                next.insert(actor.clone(), pairs);
            }
        }
        Ok(next)
    }

    async fn choice(&self, slot: &ChoiceSlot) -> Result<(ChoiceRecord, bool, u64), EngineError> {
        let shown = [self.outcome(&slot.first)?, self.outcome(&slot.second)?];
        let names = [slot.actor.as_str()];
        let (result, tokens) = self
            .compared(&names, &slot.slot(), &slot.actor, [&slot.first, &slot.second], slot.sample, shown)
            .await?;
        let answered = !has_failed(&result);
        let ChoiceSlot { actor, first, second, sample } = slot.clone();
        Ok((ChoiceRecord { actor, first, second, sample, result }, answered, tokens))
    }

    /// Puts wanted pairs to their actors; how many questions have no answer.
    async fn head_to_heads(
        self: &Arc<Self>,
        wanted: &BTreeSet<Wanted>,
        utilities: &BTreeMap<String, ActorUtilities>,
    ) -> Result<u64, EngineError> {
        let samples = self
            .plan
            .study
            .elicitation
            .as_ref()
            .map_or(0, |elicitation| elicitation.stakes.admission.samples);
        // Framings share the question in the words of the elicitation.
        let mut slots = BTreeMap::new();
        for pair in wanted {
            for wording in [Wording::Elicited, Wording::Framed(pair.framing.clone())] {
                let words = |id: &String| self.worded(&wording, utilities.get(&pair.actor), id);
                let (highest, lowest) = (words(&pair.highest)?, words(&pair.lowest)?);
                let orders = [
                    (&pair.highest, &pair.lowest, Arc::new([highest.clone(), lowest.clone()])),
                    (&pair.lowest, &pair.highest, Arc::new([lowest, highest])),
                ];
                for (first, second, shown) in orders {
                    for sample in 0..samples {
                        let slot = HeadSlot {
                            actor: pair.actor.clone(),
                            wording: wording.clone(),
                            first: first.clone(),
                            second: second.clone(),
                            sample,
                            shown: shown.clone(),
                        };
                        slots.insert(slot.slot(), slot);
                    }
                }
            }
        }
        let slots: Vec<HeadSlot> = slots.into_values().collect();
        let total = slots.len() as u64;
        let open = self.open(kind::HEAD_TO_HEAD, slots, HeadSlot::slot, |head: &HeadToHeadRecord| {
            has_failed(&head.result)
        })?;
        self.observer.begin(Stage::HeadToHeads, total, total - open.len() as u64);
        let ask = |run: Arc<Self>, slot| async move { run.head_to_head(&slot).await };
        let failed = self.work_through(Stage::HeadToHeads, |_| kind::HEAD_TO_HEAD, open, ask).await;
        self.observer.end(Stage::HeadToHeads);
        failed
    }

    /// An outcome in the words of a wording.
    fn worded(
        &self,
        wording: &Wording,
        utilities: Option<&ActorUtilities>,
        id: &str,
    ) -> Result<Artifact, EngineError> {
        let outcome = self.outcome(id)?;
        let Wording::Framed(framing) = wording else { return Ok(outcome) };
        let missing = |reason: String| EngineError::Record { what: format!("the stake `{id}`"), reason };
        let utilities = utilities.ok_or_else(|| missing("its actor has no utilities".to_owned()))?;
        let plugin =
            self.plugins.framings.get(framing).ok_or_else(|| missing(format!("no framing `{framing}`")))?;
        let stake = stake_of(&self.plan, utilities, id).map_err(missing)?;
        Ok(Artifact { text: offered(&self.plan, framing, &**plugin, &stake)?, ..outcome })
    }

    async fn head_to_head(&self, slot: &HeadSlot) -> Result<(HeadToHeadRecord, bool, u64), EngineError> {
        let HeadSlot { actor, wording, first, second, sample, shown } = slot.clone();
        let framing = match &wording {
            Wording::Elicited => "",
            Wording::Framed(framing) => framing,
        };
        let names = ["head-to-head", &actor, framing];
        let (result, tokens) =
            self.compared(&names, &slot.slot(), &actor, [&first, &second], sample, (*shown).clone()).await?;
        let answered = !has_failed(&result);
        Ok((HeadToHeadRecord { actor, wording, first, second, sample, result }, answered, tokens))
    }

    /// Asks an actor which of two outcomes it prefers.
    async fn compared(
        &self,
        names: &[&str],
        slot: &str,
        actor: &str,
        [first, second]: [&str; 2],
        sample: u32,
        shown: [Artifact; 2],
    ) -> Result<(Ballot, u64), EngineError> {
        let rubric = &self.variants[sample as usize % self.variants.len()].rubric;
        // The pair in one order, so that the seed does not tell in which order this is.
        let (low, high) = if first < second { (first, second) } else { (second, first) };
        let sample = sample.to_string();
        let names: Vec<&str> = names.iter().copied().chain([low, high, &sample]).collect();
        let subject = Subject {
            brief: String::new(),
            criterion: String::new(),
            candidates: shown.into(),
            attrs: Vec::new(),
        };
        self.respond(rubric, &names, actor, slot, &subject).await
    }

    fn outcome(&self, id: &str) -> Result<Artifact, EngineError> {
        let found = self.plan.outcomes.iter().flat_map(|set| &set.outcome).find(|outcome| outcome.id == id);
        let outcome = found.ok_or_else(|| EngineError::Record {
            what: format!("the outcome `{id}`"),
            reason: "the plan lacks it".to_owned(),
        })?;
        Ok(outcome.artifact())
    }
}

pub(crate) fn has_failed(result: &Ballot) -> bool {
    matches!(result, Ballot::Failed(_))
}
