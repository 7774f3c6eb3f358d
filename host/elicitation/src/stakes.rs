//! From answers to utilities and stakes: the second seal.
//!
//! Stakes that are opposites have to pass a test before they are offered: by the fit, by its bootstrap, and by putting
//! the two to the actor once more. What is put to it is known only when it was drawn, so the stakes are derived, what they
//! want to know is asked, and they are derived again, until nothing is wanted.

use std::collections::{BTreeMap, BTreeSet};

use motive_study::Plan;
use motive_study::elicitation::{Admission as Thresholds, Elicitation};
use motive_study::file::Entry;
use motive_study::outcomes::OutcomeSet;
use motive_study::record::{
    ActorUtilities, Admission, ChoiceCounts, ChoiceRecord, HeadToHead, HeadToHeadRecord, Limit,
    OutcomeUtility, RejectedDraw, StakeDraw, StakesRecord,
};
use motive_study::seal::{Finite, NotFinite};
use motive_utility::{
    Bootstrap, Decision, Fit, Level, OneSided, Outcome, Scope, Stake, StakeOptions, StakeRule, StakeRules,
    StakeSlot, StakeSource, draw_stakes, wanted_pairs,
};

use crate::ElicitationError;
use crate::fit::{self, Estimated};
use crate::heads::{Heads, Wanted};

/// Replacements of a draw that is not admitted.
const TRIES: usize = 20;

/// Utilities by actor.
#[derive(Debug, Clone, Default)]
pub struct Estimates {
    /// Those that answers make.
    pub fitted: BTreeMap<String, Estimated>,
    /// The answers of actors that chose nothing.
    pub silent: BTreeMap<String, ChoiceCounts>,
}

/// What the answers so far come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The record: final once nothing is wanted.
    pub record: StakesRecord,
    /// What has to be put to actors before the stakes stand.
    pub wanted: BTreeSet<Wanted>,
}

/// The utilities of every actor, from the answers to forced choices.
///
/// # Errors
/// When the answers of an actor make none although they choose, or the plan names what does not exist here.
pub fn estimate(plan: &Plan, choices: &[ChoiceRecord]) -> Result<Estimates, ElicitationError> {
    let actors = plan.study.elicitation.iter().flat_map(|elicitation| &elicitation.actors);
    let mut estimates = Estimates::default();
    for actor in actors {
        match Estimated::of(plan, actor, choices) {
            Ok(estimated) => {
                estimates.fitted.insert(actor.clone(), estimated);
            }
            Err(ElicitationError::Silent { counts, .. }) => {
                estimates.silent.insert(actor.clone(), counts);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(estimates)
}

/// The record of utilities and of the stakes of every trial, from utilities and the answers to what was put to the actors
/// once more. `digest` is the plan's.
///
/// # Errors
/// When the utilities of an actor make no stakes.
pub fn derive(
    plan: &Plan,
    digest: &str,
    estimates: &Estimates,
    heads: &[HeadToHeadRecord],
) -> Result<Derived, ElicitationError> {
    let mut derived = Derived {
        record: StakesRecord {
            plan: digest.to_owned(),
            actors: BTreeMap::new(),
            silent: estimates.silent.clone(),
            draws: BTreeMap::new(),
        },
        wanted: BTreeSet::new(),
    };
    let (Some(elicitation), Some(outcomes)) = (&plan.study.elicitation, &plan.outcomes) else {
        return Ok(derived);
    };
    for (actor, estimated) in &estimates.fitted {
        let summary = summary(outcomes, estimated).map_err(|problem| ElicitationError::Utilities {
            actor: actor.clone(),
            reason: problem.to_string(),
        })?;
        derived.record.actors.insert(actor.clone(), summary);
    }
    let heads = Heads::of(heads, elicitation.stakes.admission.samples);
    for (actor, Estimated { fit, bootstrap, .. }) in &estimates.fitted {
        let another = another(plan, estimates, actor).map(|other| &other.fit);
        let drawer = Drawer {
            plan,
            elicitation,
            outcomes,
            actor,
            fit,
            another,
            bootstrap: bootstrap.as_ref(),
            heads: &heads,
        };
        drawer
            .draw(&mut derived)
            .map_err(|reason| ElicitationError::Stakes { actor: actor.clone(), reason })?;
    }
    Ok(derived)
}

/// The utilities that serve the rules that want another actor's: drawn by key among those that there are.
fn another<'a>(plan: &Plan, estimates: &'a Estimates, actor: &str) -> Option<&'a Estimated> {
    let key = |(other, _): &(&String, &Estimated)| plan.draws().key("another actor", &[actor, other]);
    let others = estimates.fitted.iter().filter(|(other, _)| *other != actor);
    others.min_by_key(key).map(|(_, estimated)| estimated)
}

fn summary(outcomes: &OutcomeSet, estimated: &Estimated) -> Result<ActorUtilities, NotFinite> {
    let Estimated { answers, fit, bootstrap } = estimated;
    let mut sizes = vec![0_usize; fit.components.len()];
    fit.components.iter().for_each(|component| sizes[*component] += 1);
    let mut by_outcome = BTreeMap::new();
    for (index, outcome) in outcomes.outcome.iter().enumerate() {
        // An outcome that was never compared is on no scale.
        if sizes[fit.components[index]] < 2 {
            continue;
        }
        let finite = |value: f64, field: &str| Finite::new(value, field);
        let interval = fit::interval(fit, bootstrap.as_ref(), index);
        let [lower, upper] = [0, 1].map(|end| interval.map(|interval| finite(interval[end], "interval")));
        let limit = fit.one_sided[index].map(|limit| match limit {
            OneSided::AtLeast(limit) => finite(limit, "limit").map(Limit::AtLeast),
            OneSided::AtMost(limit) => finite(limit, "limit").map(Limit::AtMost),
        });
        let utility = OutcomeUtility {
            component: fit.components[index],
            utility: finite(fit.utility[index], "utility")?,
            standardized: finite(fit.standardized[index], "standardized")?,
            standard_error: fit.standard_error[index]
                .map(|error| finite(error, "standard-error"))
                .transpose()?,
            interval: lower.transpose()?.zip(upper.transpose()?).map(|(lower, upper)| [lower, upper]),
            variance: fit.variance.as_ref().map(|of| finite(of[index], "variance")).transpose()?,
            bounded: fit.bounded[index],
            limit: limit.transpose()?,
        };
        by_outcome.insert(outcome.id.clone(), utility);
    }
    let deviations = fit.deviations.iter().map(|deviation| Finite::new(*deviation, "deviations"));
    Ok(ActorUtilities {
        choices: answers.counts,
        position: Finite::new(fit.position, "position")?,
        first_shown_share: Finite::new(fit.first_share(), "first-shown-share")?,
        log_likelihood: Finite::new(fit.log_likelihood, "log-likelihood")?,
        converged: fit.converged,
        deviations: deviations.collect::<Result<_, _>>()?,
        outcomes: by_outcome,
    })
}

/// Draws the stakes of one actor.
struct Drawer<'a> {
    plan: &'a Plan,
    elicitation: &'a Elicitation,
    outcomes: &'a OutcomeSet,
    actor: &'a str,
    fit: &'a Fit,
    another: Option<&'a Fit>,
    bootstrap: Option<&'a Bootstrap>,
    heads: &'a Heads,
}

/// What the admission of a pair rests on.
#[derive(Debug, Clone)]
struct Evidence {
    probability: f64,
    bootstrap: Option<f64>,
    heads: Vec<HeadToHead>,
}

impl Drawer<'_> {
    /// Draws for the trials of the plan that have stakes.
    fn draw(&self, derived: &mut Derived) -> Result<(), String> {
        // Outcomes that the answers do not link to the rest share no scale with it and are no stakes.
        let main = largest(&self.fit.components);
        let options = StakeOptions { share: self.elicitation.stakes.share, tries: TRIES };
        for ((framing, task), stream) in streams(self.plan, self.actor) {
            let outcomes = self.outcomes.outcome.iter().zip(&self.fit.components);
            let listed: Vec<Outcome<'_>> = outcomes
                .map(|(outcome, component)| Outcome {
                    id: &outcome.id,
                    category: (*component == main
                        && outcome.parts.is_empty()
                        && draws_from(self.plan, framing, &outcome.category))
                    .then_some(outcome.category.as_str()),
                    level: outcome
                        .scale()
                        .zip(outcome.count)
                        .map(|(scale, count)| Level { measure: scale.measure, count }),
                })
                .collect();
            let anchor = self.anchor();
            let source = StakeSource { fit: self.fit, another: self.another, outcomes: &listed, anchor };
            let rules: Vec<&str> = stream.rules.into_iter().collect();
            let key = self.plan.draws().key("stakes", &[self.actor, framing, task]);
            let test = |highest: usize, lowest: usize| self.test(framing, highest, lowest);
            let drawn = draw_stakes(&source, &rules, stream.slots.len(), &options, key, test)
                .map_err(|error| error.to_string())?;
            for (highest, lowest) in wanted_pairs(&drawn) {
                let [highest, lowest] =
                    [highest, lowest].map(|option| self.outcomes.outcome[option].id.clone());
                let (actor, framing) = (self.actor.to_owned(), framing.to_owned());
                derived.wanted.insert(Wanted { actor, framing, highest, lowest });
            }
            for (name, slot) in stream.slots.into_values().zip(drawn) {
                derived.record.draws.insert(name, self.named(slot).map_err(|error| error.to_string())?);
            }
        }
        Ok(())
    }

    /// The place of the outcome in which nothing changes.
    fn anchor(&self) -> Option<usize> {
        let anchor = self.outcomes.anchor.as_deref()?;
        self.outcomes.outcome.iter().position(|outcome| outcome.id == anchor)
    }

    /// Whether the actor's choices tell two outcomes apart.
    fn test(&self, framing: &str, highest: usize, lowest: usize) -> (Decision, Evidence) {
        let Thresholds { probability, bootstrap, head_to_head, samples } = self.elicitation.stakes.admission;
        let mut evidence = Evidence {
            // A domain lies in one component, so its outcomes always have a probability.
            probability: self.fit.probability(highest, lowest).unwrap_or(0.0),
            bootstrap: self.bootstrap.and_then(|fits| fits.probability(highest, lowest)),
            heads: Vec::new(),
        };
        if evidence.probability < probability || evidence.bootstrap.is_some_and(|share| share < bootstrap) {
            return (Decision::Refused, evidence);
        }
        if samples == 0 {
            return (Decision::Admitted, evidence);
        }
        let [highest, lowest] = [highest, lowest].map(|option| self.outcomes.outcome[option].id.as_str());
        let Some(heads) = self.heads.heard(self.actor, framing, highest, lowest) else {
            return (Decision::Unknown, evidence);
        };
        let passes = |share: Option<Finite>| share.is_some_and(|share| share.get() >= head_to_head);
        let all = heads.iter().all(|head| passes(head.first) && passes(head.second));
        evidence.heads = heads;
        (if all { Decision::Admitted } else { Decision::Refused }, evidence)
    }

    /// A draw with the ids of its outcomes.
    fn named(&self, slot: StakeSlot<'_, Evidence>) -> Result<StakeDraw, NotFinite> {
        let id = |option: usize| self.outcomes.outcome[option].id.clone();
        let probability = |value: f64| Finite::new(value, "probability");
        let mut admissions = Vec::new();
        for test in slot.admissions {
            let rejected = test.rejected.into_iter().map(|draw| {
                Ok(RejectedDraw {
                    highest: id(draw.highest),
                    lowest: id(draw.lowest),
                    probability: probability(draw.evidence.probability)?,
                    bootstrap: draw.evidence.bootstrap.map(probability).transpose()?,
                    head_to_head: draw.evidence.heads,
                })
            });
            admissions.push(Admission {
                highest: test.highest.to_owned(),
                lowest: test.lowest.to_owned(),
                probability: probability(test.evidence.probability)?,
                bootstrap: test.evidence.bootstrap.map(probability).transpose()?,
                head_to_head: test.evidence.heads,
                admitted: test.decision == Decision::Admitted,
                rejected: rejected.collect::<Result<_, _>>()?,
            });
        }
        let over_anchor = |stake: &Stake| {
            let value = self.fit.probability(stake.option, self.anchor()?)?;
            Some(probability(value).map(|value| (stake.rule.to_owned(), value)))
        };
        Ok(StakeDraw {
            over_anchor: slot.stakes.iter().filter_map(over_anchor).collect::<Result<_, _>>()?,
            domain: slot.domain.to_owned(),
            outcomes: slot
                .stakes
                .into_iter()
                .map(|stake| (stake.rule.to_owned(), id(stake.option)))
                .collect(),
            admissions,
        })
    }
}

/// One stream of draws: the rules that its trials want, and its slots by item and replicate.
#[derive(Default)]
struct Stream<'a> {
    rules: BTreeSet<&'a str>,
    slots: BTreeMap<(usize, u32), String>,
}

/// The streams of one actor, by framing and task. Item by item, so that items added later leave earlier draws as
/// they were.
fn streams<'a>(plan: &'a Plan, actor: &str) -> BTreeMap<(&'a str, &'a str), Stream<'a>> {
    let mut streams: BTreeMap<_, Stream<'_>> = BTreeMap::new();
    for trial in plan.trials.iter().filter(|trial| trial.actor == actor) {
        let Some(arm) = plan.arm(&trial.framing, &trial.arm) else { continue };
        let mut items = plan.items.get(&trial.task).into_iter().flatten();
        let Some(item) = items.position(|item| item.id == trial.item) else { continue };
        if !arm.stakes.is_empty() {
            let stream = streams.entry((trial.framing.as_str(), trial.task.as_str())).or_default();
            stream.rules.extend(arm.stakes.iter().map(String::as_str));
            stream.slots.insert((item, trial.replicate), trial.stakes());
        }
    }
    streams
}

/// About how many pairs of opposite stakes are put to an actor once more: those that can be drawn for each framing, and no
/// more than are drawn. Pairs that are drawn in place of others are left out.
pub fn tests(plan: &Plan, actor: &str) -> u64 {
    let (Some(elicitation), Some(set)) = (&plan.study.elicitation, &plan.outcomes) else { return 0 };
    let domains = set.domains();
    let pool = |rule: &dyn StakeRule, size: usize| rule.pool_size()(size, elicitation.stakes.share) as u64;
    let mut framings: BTreeMap<&str, (BTreeSet<&str>, u64)> = BTreeMap::new();
    for ((framing, _), stream) in streams(plan, actor) {
        let (rules, slots) = framings.entry(framing).or_default();
        rules.extend(stream.rules);
        *slots += stream.slots.len() as u64;
    }
    let of_framing = |(framing, (rules, slots)): (&str, (BTreeSet<&str>, u64))| -> u64 {
        let drawn_from = domains.iter().filter(|(domain, _)| draws_from(plan, framing, domain));
        let sizes: Vec<usize> = drawn_from.map(|(_, members)| members.len()).collect();
        let rules: Vec<_> = rules.iter().filter_map(|rule| StakeRules::find(rule).ok()).collect();
        let aims = |scope: Scope, sign: i8| {
            rules.iter().copied().find(|rule| rule.scope() == scope && rule.rank().signum() == sign)
        };
        let opposites = [Scope::Level, Scope::Domain].into_iter();
        let opposites = opposites.filter_map(|scope| aims(scope, 1).zip(aims(scope, -1)));
        opposites
            .map(|(high, low)| {
                sizes.iter().map(|size| pool(high, *size) * pool(low, *size)).sum::<u64>().min(slots)
            })
            .sum()
    };
    framings.into_iter().map(of_framing).sum()
}

/// Whether the stakes of a framing are drawn from a domain.
fn draws_from(plan: &Plan, framing: &str, domain: &str) -> bool {
    let entry = plan.study.framing.iter().find(|entry| entry.id() == framing);
    entry.is_none_or(|entry| entry.draws_from(domain))
}

fn largest(components: &[usize]) -> usize {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for component in components {
        *sizes.entry(*component).or_default() += 1;
    }
    // Of equally large ones the first.
    sizes
        .into_iter()
        .max_by_key(|(component, size)| (*size, std::cmp::Reverse(*component)))
        .map_or(0, |(component, _)| component)
}
