//! The panel's verdicts on the pairs of a contrast, cell by cell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use motive_study::Plan;
use motive_study::file::{ContrastEntry, Entry};
use motive_study::plan::PairSlot;
use motive_study::record::{
    Admission, Ballot, BallotRecord, ScreeningRecord, Side, StakesRecord, TrialOutcome, TrialRecord,
};
use motive_study::seal::{Finite, NotFinite};

use crate::agreement::Agreement;
use crate::blinding::{Blinding, Guesses};
use crate::calibration::ReferenceAccuracy;
use crate::cell::{Rates, Stakes, Tally};
use crate::recall::{self, Recalls};
use crate::results::{AnalysisError, Cell, ContrastResult, LevelResult, Pooled};
use crate::rule::{self, JudgeVotes, PanelRule};
use crate::scores::{ScoreDifference, TrialScores};
use crate::sensitivity::Sensed;

/// The arms of a contrast.
const SIDES: [Side; 2] = [Side::First, Side::Second];

/// The ballots of a run, by the rule that reads them.
pub(crate) struct Panel<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) rule: &'static dyn PanelRule,
    pub(crate) stakes: Option<&'a StakesRecord>,
    pub(crate) trials: HashMap<&'a str, &'a TrialRecord>,
    pub(crate) screenings: HashMap<&'a str, &'a ScreeningRecord>,
    pub(crate) ballots: HashMap<&'a str, &'a BallotRecord>,
    /// Of the panel, at the dose that stands for it.
    pub(crate) accuracy: Option<&'a ReferenceAccuracy>,
    pub(crate) guesses: Guesses<'a>,
    pub(crate) scores: TrialScores<'a>,
    pub(crate) recalls: Recalls<'a>,
}

impl Panel<'_> {
    pub(crate) fn contrast(&self, contrast: &ContrastEntry) -> Result<ContrastResult, AnalysisError> {
        let mut cells = Vec::new();
        for actor in self.plan.study.actors() {
            for task in self.plan.study.task.iter().filter(|task| contrast.covers(actor, task.id())) {
                let is_of_cell = |pair: &&PairSlot| {
                    pair.contrast == contrast.id && pair.actor == *actor && pair.task == task.id()
                };
                let pairs: Vec<&PairSlot> = self.plan.pairs.iter().filter(is_of_cell).collect();
                cells.push(self.cell(contrast, actor, task.id(), &pairs)?);
            }
        }
        let seed = self.plan.draws().key("agreement", &[&contrast.id]);
        let agreement = Agreement::of(&self.votes(contrast), seed)?;
        let mut tally = Tally::default();
        cells.iter().for_each(|cell| tally.add(&cell.tally));
        let rates: Vec<f64> = cells.iter().filter_map(|cell| cell.rates.rate).map(Finite::get).collect();
        let mean = (!rates.is_empty()).then(|| rates.iter().sum::<f64>() / rates.len() as f64);
        let mean_rate = mean.map(|mean| Finite::new(mean, "mean-rate")).transpose()?;
        let mean_rate_cells = rates.len() as u64;
        let rates = Rates::of(&tally)?;
        let sensitivity = Sensed::of(&tally, &rates, self.accuracy)?;
        let pooled = Pooled { mean_rate, mean_rate_cells, tally, rates, sensitivity };
        let probes = self.plan.probes.iter().filter(|pair| pair.contrast == contrast.id);
        let pairs: Vec<&PairSlot> =
            self.plan.pairs.iter().filter(|pair| pair.contrast == contrast.id).collect();
        Ok(ContrastResult {
            scores: ScoreDifference::of(contrast, &pairs, &self.scores)?,
            blinding: Blinding::of(probes, &self.guesses)?,
            levels: self.levels(contrast)?,
            id: contrast.id.clone(),
            role: contrast.role,
            arms: contrast.arms.clone(),
            agreement,
            cells,
            pooled,
        })
    }

    fn cell(
        &self,
        contrast: &ContrastEntry,
        actor: &str,
        task: &str,
        pairs: &[&PairSlot],
    ) -> Result<Cell, AnalysisError> {
        let tally = self.tally(contrast, pairs);
        let rates = Rates::of(&tally)?;
        let judged = pairs.iter().filter(|pair| matches!(self.judged(contrast, pair), Judged::By(_)));
        let items: BTreeSet<&str> = judged.clone().map(|pair| pair.item.as_str()).collect();
        let at_stake: BTreeSet<Vec<&str>> = judged
            .map(|pair| self.at_stake(contrast, pair))
            .filter(|outcomes| !outcomes.is_empty())
            .collect();
        let probes = self
            .plan
            .probes
            .iter()
            .filter(|pair| pair.contrast == contrast.id && pair.actor == actor && pair.task == task);
        let mut gates = BTreeMap::new();
        if self.plan.study.recall.is_some() {
            let gate = recall::noticed(self.plan, contrast, pairs, &self.recalls);
            gates.insert("stake-noticed".to_owned(), gate);
        }
        Ok(Cell {
            actor: actor.to_owned(),
            task: task.to_owned(),
            tally,
            sensitivity: Sensed::of(&tally, &rates, self.accuracy)?,
            rates,
            stakes: self.stakes(contrast, pairs),
            n_items: items.len() as u64,
            n_stakes: (!at_stake.is_empty()).then_some(at_stake.len() as u64),
            blinding: Blinding::of(probes, &self.guesses)?,
            scores: ScoreDifference::of(contrast, pairs, &self.scores)?,
            gates,
        })
    }

    /// Ids of the outcomes that were at stake in a pair, the first arm's first.
    fn at_stake(&self, contrast: &ContrastEntry, pair: &PairSlot) -> Vec<&str> {
        let trials = SIDES.into_iter().filter_map(|side| pair.trial(contrast, side));
        trials
            .flat_map(|trial| {
                let draw = self.stakes.and_then(|record| record.draws.get(&trial.stakes()));
                let rules = self.plan.arm(&trial.framing, &trial.arm).into_iter().flat_map(|arm| &arm.stakes);
                rules.filter_map(move |rule| draw?.outcomes.get(rule)).map(String::as_str)
            })
            .collect()
    }

    /// The pairs of a contrast by the levels that its first arm's framing crosses, or else its second's.
    fn levels(&self, contrast: &ContrastEntry) -> Result<Vec<LevelResult>, NotFinite> {
        let crossed = |side| {
            let (id, _) = contrast.arm(side)?;
            let framing = self.plan.study.framing.iter().find(|framing| framing.id() == id)?;
            (!framing.cross.is_empty()).then(|| framing.combinations())
        };
        let [first, second] = SIDES.map(crossed);
        let beside = |level: usize| match (&first, &second) {
            (Some(first), Some(second)) if first.len() == second.len() => {
                Some(second[level].clone()).filter(|levels| *levels != first[level])
            }
            _ => None,
        };
        let Some(combinations) = first.clone().or_else(|| second.clone()) else { return Ok(Vec::new()) };
        let mut pairs: Vec<Vec<&PairSlot>> = vec![Vec::new(); combinations.len()];
        for pair in self.plan.pairs.iter().filter(|pair| pair.contrast == contrast.id) {
            let level = self.plan.level(combinations.len(), &pair.task, &pair.item, pair.replicate);
            pairs[level].push(pair);
        }
        let result = |(level, (levels, pairs)): (usize, (_, Vec<&PairSlot>))| {
            let tally = self.tally(contrast, &pairs);
            Ok(LevelResult { levels, against: beside(level), tally, rates: Rates::of(&tally)? })
        };
        combinations.into_iter().zip(pairs).enumerate().map(result).collect()
    }

    /// The votes on the pairs of a contrast that were judged, of every judge of the panel, in its order.
    fn votes(&self, contrast: &ContrastEntry) -> Vec<Vec<JudgeVotes>> {
        let pairs = self.plan.pairs.iter().filter(|pair| pair.contrast == contrast.id);
        let of_pair = |pair: &PairSlot| match self.judged(contrast, pair) {
            Judged::By(votes) => {
                let of_judges: HashMap<&String, JudgeVotes> = pair.first_shown.keys().zip(votes).collect();
                let nobody = JudgeVotes { votes: Vec::new(), asked: 0 };
                let judges = self.plan.study.panel.judges.iter();
                Some(judges.map(|judge| of_judges.get(judge).unwrap_or(&nobody).clone()).collect())
            }
            Judged::Undelivered | Judged::Excluded | Judged::Open => None,
        };
        pairs.filter_map(of_pair).collect()
    }

    fn tally(&self, contrast: &ContrastEntry, pairs: &[&PairSlot]) -> Tally {
        let mut tally = Tally { pairs: pairs.len() as u64, ..Tally::default() };
        for pair in pairs {
            match self.judged(contrast, pair) {
                Judged::Undelivered => tally.undelivered += 1,
                Judged::Excluded => tally.excluded += 1,
                Judged::Open => tally.open += 1,
                Judged::By(judges) => {
                    let half = judges
                        .iter()
                        .filter(|judge| !judge.votes.is_empty() && judge.votes.len() < judge.asked);
                    tally.half_read += half.count() as u64;
                    tally.count(self.rule.verdict(&judges));
                }
            }
        }
        tally
    }

    /// What was at stake in a cell: a draw counts once for each of its pairs, and is tested if the arms compared
    /// are the two extremes of it.
    fn stakes(&self, contrast: &ContrastEntry, pairs: &[&PairSlot]) -> Stakes {
        let mut stakes = Stakes::default();
        for pair in pairs {
            let mut rules: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
            for trial in SIDES.into_iter().filter_map(|side| pair.trial(contrast, side)) {
                let arm = self.plan.arm(&trial.framing, &trial.arm);
                let arm = arm.into_iter().flat_map(|arm| arm.stakes.iter().map(String::as_str));
                rules.entry(trial.stakes()).or_default().extend(arm);
            }
            stakes.reversed += u64::from(self.is_reversed(contrast, pair));
            for (name, rules) in rules.iter().filter(|(_, rules)| !rules.is_empty()) {
                let Some(draw) = self.stakes.and_then(|record| record.draws.get(name)) else { continue };
                stakes.drawn += 1;
                let has_both = |test: &&Admission| {
                    [&test.highest, &test.lowest].into_iter().all(|rule| rules.contains(rule.as_str()))
                };
                match draw.admissions.iter().find(has_both) {
                    Some(test) => stakes.admitted += u64::from(test.admitted),
                    None => stakes.not_tested += 1,
                }
            }
        }
        stakes
    }

    /// Whether the outcome at stake in a pair's first arm is worth no more to the actor than the second's, where it should be.
    fn is_reversed(&self, contrast: &ContrastEntry, pair: &PairSlot) -> bool {
        let one = |side| {
            let trial = pair.trial(contrast, side)?;
            let [rule] = self.plan.arm(&trial.framing, &trial.arm)?.stakes.as_slice() else { return None };
            let id = self.stakes?.draws.get(&trial.stakes())?.outcomes.get(rule)?;
            let utility = self.stakes?.actors.get(&pair.actor)?.outcomes.get(id)?.utility.get();
            Some((aim(rule)?, utility))
        };
        let (Some((first, one)), Some((second, other))) = (one(Side::First), one(Side::Second)) else {
            return false;
        };
        (first > second && one <= other) || (first < second && one >= other)
    }

    fn judged(&self, contrast: &ContrastEntry, pair: &PairSlot) -> Judged {
        let outcomes = SIDES.map(|side| {
            let trial = pair.trial(contrast, side)?;
            self.trials.get(trial.slot().as_str()).map(|trial| &trial.outcome)
        });
        // One output that is missing for good settles it, whatever becomes of the other.
        if outcomes.iter().any(|outcome| matches!(outcome, Some(TrialOutcome::NotDelivered { .. }))) {
            return Judged::Undelivered;
        }
        if !outcomes.iter().all(|outcome| matches!(outcome, Some(TrialOutcome::Delivered { .. }))) {
            return Judged::Open;
        }
        let found = SIDES.map(|side| {
            let trial = pair.trial(contrast, side)?;
            self.screenings.get(trial.slot().as_str()).copied()
        });
        let [Some(first), Some(second)] = found else { return Judged::Open };
        if self.plan.study.screening.excludes([first, second]) {
            return Judged::Excluded;
        }
        let mut judges = Vec::new();
        for (judge, orders) in &pair.first_shown {
            let mut votes = Vec::new();
            for first_shown in orders {
                // What failed is asked again when the run is resumed.
                match self.ballots.get(pair.ballot(judge, *first_shown).as_str()) {
                    Some(ballot) if matches!(ballot.result, Ballot::Read { .. }) => {
                        votes.extend(rule::choice(ballot));
                    }
                    _ => return Judged::Open,
                }
            }
            judges.push(JudgeVotes { votes, asked: orders.len() });
        }
        Judged::By(judges)
    }
}

/// What a stake rule aims at in the actor's own utilities: 1 the top, 0 the middle, -1 the bottom. None for rules that do not
/// go by them.
fn aim(rule: &str) -> Option<i8> {
    match rule {
        "high" | "high-same-count" => Some(1),
        "neutral" => Some(0),
        "low" | "low-same-count" => Some(-1),
        _ => None,
    }
}

enum Judged {
    Undelivered,
    Excluded,
    Open,
    By(Vec<JudgeVotes>),
}
