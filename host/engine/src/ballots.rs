//! The last stage: what judges are asked. Pairs of the study and gold pairs stand in one order that is drawn, and have one form,
//! so that nothing about a question tells which it is.

use std::collections::HashMap;
use std::sync::Arc;

use motive_contract::types::Artifact;
use motive_ladder::GoldPair;
use motive_study::file::OnLeak;
use motive_study::plan::{PairSlot, TrialSlot};
use motive_study::record::{
    Ballot, BallotRecord, GoldBallotRecord, ScreeningRecord, Side, TrialOutcome, TrialRecord, kind,
};
use serde::Serialize;

use crate::error::EngineError;
use crate::gold;
use crate::progress::Stage;
use crate::run::{Run, parse};
use crate::screen;

/// One ballot that is to be cast.
#[derive(Clone)]
struct BallotSlot {
    /// What it is about.
    about: About,
    /// Whose brief and criterion the judge is given.
    task: String,
    item: String,
    judge: String,
    first_shown: Side,
    /// The outputs, in the order shown.
    shown: Arc<[Artifact; 2]>,
}

#[derive(Clone)]
enum About {
    Pair(PairSlot),
    Gold(GoldPair),
}

/// A ballot that was cast.
#[derive(Serialize)]
#[serde(untagged)]
enum Cast {
    Pair(BallotRecord),
    Gold(GoldBallotRecord),
}

impl Cast {
    fn kind(&self) -> &'static str {
        match self {
            Self::Pair(_) => kind::BALLOT,
            Self::Gold(_) => kind::GOLD_BALLOT,
        }
    }
}

impl BallotSlot {
    fn name(&self) -> String {
        match &self.about {
            About::Pair(pair) => pair.ballot(&self.judge, self.first_shown),
            About::Gold(pair) => GoldBallotRecord::slot(&pair.id, &self.judge, self.first_shown),
        }
    }
}

/// The questions of a pair: for each judge, in each of its orders. `texts` are those of its sides.
fn questions<'a>(
    first_shown: impl Iterator<Item = (&'a String, &'a Vec<Side>)>,
    about: &About,
    [task, item]: [&str; 2],
    [first, second]: [Artifact; 2],
) -> Vec<BallotSlot> {
    let in_order = Arc::new([first.clone(), second.clone()]);
    let swapped = Arc::new([second, first]);
    let mut slots = Vec::new();
    for (judge, orders) in first_shown {
        for first_shown in orders {
            let shown = if *first_shown == Side::First { in_order.clone() } else { swapped.clone() };
            slots.push(BallotSlot {
                about: about.clone(),
                task: task.to_owned(),
                item: item.to_owned(),
                judge: judge.clone(),
                first_shown: *first_shown,
                shown,
            });
        }
    }
    slots
}

/// A text without what could tell arms apart, as the name of a file, or a parameter of the media type that holds one.
pub(crate) fn blind(work: &Artifact, text: String) -> Artifact {
    let media_type = work.media_type.split(';').next().unwrap_or_default().trim().to_owned();
    Artifact { name: "text".to_owned(), attrs: Vec::new(), text, media_type }
}

impl Run {
    /// Asks the judges about all pairs whose outputs are there; how many of them did not answer.
    pub(crate) async fn ballots(self: &Arc<Self>) -> Result<u64, EngineError> {
        let works = self.works()?;
        let screened = self.screened()?;
        let of_pairs = self.pair_ballots(&works, &screened);
        let of_gold = self.gold_ballots(&works, &screened).await?;
        let total = (of_pairs.len() + of_gold.len()) as u64;
        let has_failed = |record: &BallotRecord| matches!(record.result, Ballot::Failed(_));
        let mut open = self.open(kind::BALLOT, of_pairs, BallotSlot::name, has_failed)?;
        let has_failed = |record: &GoldBallotRecord| matches!(record.result, Ballot::Failed(_));
        open.extend(self.open(kind::GOLD_BALLOT, of_gold, BallotSlot::name, has_failed)?);
        let draws = self.plan.draws();
        open.sort_by_cached_key(|(name, _)| draws.key("cast", &[name]));
        self.observer.begin(Stage::Ballots, total, total - open.len() as u64);
        let cast = |run: Arc<Self>, slot: BallotSlot| async move { run.cast(&slot).await };
        let failed = self.work_through(Stage::Ballots, Cast::kind, open, cast).await;
        self.observer.end(Stage::Ballots);
        failed
    }

    /// What was delivered, by the slots of the trials.
    pub(crate) fn works(&self) -> Result<HashMap<String, Artifact>, EngineError> {
        let mut works: HashMap<String, Artifact> = HashMap::new();
        for (slot, body) in self.journal.records(kind::TRIAL)? {
            let record: TrialRecord = parse(&slot, &body)?;
            if let TrialOutcome::Delivered { artifact, .. } = record.outcome {
                works.insert(slot, artifact);
            }
        }
        Ok(works)
    }

    /// An output as judges see it.
    pub(crate) fn shown(&self, work: &Artifact, found: &ScreeningRecord) -> Artifact {
        let text = match self.plan.study.screening.leaks {
            OnLeak::Redact => screen::redacted(&work.text, found),
            _ => work.text.clone(),
        };
        blind(work, text)
    }

    /// The outputs of a pair as judges see them, in the order of its sides. None if one is missing, or the study excludes it;
    /// the analysis counts such pairs.
    pub(crate) fn shown_pair(
        &self,
        pair: &PairSlot,
        works: &HashMap<String, Artifact>,
        screened: &HashMap<String, ScreeningRecord>,
    ) -> Option<[Artifact; 2]> {
        let contrast = self.plan.contrast(&pair.contrast)?;
        let of_side = |side| {
            let slot = pair.trial(contrast, side)?.slot();
            Some((works.get(&slot)?, screened.get(&slot)?))
        };
        let (first, second) = (of_side(Side::First)?, of_side(Side::Second)?);
        let is_excluded = self.plan.study.screening.excludes([first.1, second.1]);
        (!is_excluded).then(|| [first, second].map(|(work, found)| self.shown(work, found)))
    }

    fn pair_ballots(
        &self,
        works: &HashMap<String, Artifact>,
        screened: &HashMap<String, ScreeningRecord>,
    ) -> Vec<BallotSlot> {
        let mut slots = Vec::new();
        for pair in &self.plan.pairs {
            let Some(shown) = self.shown_pair(pair, works, screened) else { continue };
            let of = [pair.task.as_str(), &pair.item];
            slots.extend(questions(pair.first_shown.iter(), &About::Pair(pair.clone()), of, shown));
        }
        slots
    }

    async fn gold_ballots(
        &self,
        works: &HashMap<String, Artifact>,
        screened: &HashMap<String, ScreeningRecord>,
    ) -> Result<Vec<BallotSlot>, EngineError> {
        let trials: HashMap<String, &TrialSlot> =
            self.plan.trials.iter().map(|slot| (slot.slot(), slot)).collect();
        let mut slots = Vec::new();
        for pair in self.gold(works, screened).await? {
            let (Some(trial), Some(work)) = (trials.get(&pair.first), works.get(&pair.first)) else {
                continue;
            };
            let shown = gold::texts(&self.plan, &pair, works)?.map(|text| blind(work, text));
            let of = [trial.task.as_str(), &trial.item];
            slots.extend(questions(pair.first_shown.iter(), &About::Gold(pair.clone()), of, shown));
        }
        Ok(slots)
    }

    async fn cast(&self, slot: &BallotSlot) -> Result<(Cast, bool, u64), EngineError> {
        let BallotSlot { about, task, item, judge, first_shown, shown } = slot;
        let subject = self.subject(task, item, shown.to_vec(), &slot.name())?;
        // The seed of a rubric tells neither the order nor what kind of pair it is.
        let replicate;
        let names = match about {
            About::Pair(pair) => {
                replicate = pair.replicate.to_string();
                vec![pair.contrast.as_str(), &pair.actor, &pair.task, &pair.item, &replicate, judge]
            }
            About::Gold(pair) => vec![pair.id.as_str(), judge],
        };
        let rubric = self.plan.study.rubric_of(judge);
        let (result, tokens) = self.respond(rubric, &names, judge, &slot.name(), &subject).await?;
        let answered = matches!(result, Ballot::Read { .. });
        let (judge, first_shown) = (judge.clone(), *first_shown);
        let cast = match about.clone() {
            About::Pair(PairSlot { contrast, actor, task, item, replicate, .. }) => {
                Cast::Pair(BallotRecord {
                    contrast,
                    actor,
                    task,
                    item,
                    replicate,
                    judge,
                    first_shown,
                    result,
                })
            }
            About::Gold(GoldPair { id: pair, .. }) => {
                Cast::Gold(GoldBallotRecord { pair, judge, first_shown, result })
            }
        };
        Ok((cast, answered, tokens))
    }
}
