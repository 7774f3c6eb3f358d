//! From the answers to forced choices to utilities and stakes: the second seal.
//!
//! A pure function of the plan and the choice records; it asks nobody.

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::framing::Stake;
use motive_contract::rubric::Preference;
use motive_study::Plan;
use motive_study::elicitation::Elicitation;
use motive_study::outcomes::OutcomeSet;
use motive_study::plan::TrialSlot;
use motive_study::record::{
    ActorUtilities, Admission, Ballot, ChoiceCounts, ChoiceRecord, OutcomeUtility, RejectedDraw, StakeDraw,
    StakesRecord, Vote,
};
use motive_study::seal::{Finite, NotFinite};
use motive_utility::{
    Comparison, Fit, FitOptions, Outcome, StakeOptions, StakeSlot, UtilityModels, draw_stakes,
};

use crate::error::EngineError;

/// Replacements of a draw that is not admitted.
const TRIES: usize = 20;

/// Utilities of every actor and the stakes of every trial.
pub(crate) fn derive(
    plan: &Plan,
    digest: &str,
    choices: &[ChoiceRecord],
) -> Result<StakesRecord, EngineError> {
    let mut record =
        StakesRecord { plan: digest.to_owned(), actors: BTreeMap::new(), draws: BTreeMap::new() };
    let (Some(elicitation), Some(outcomes)) = (&plan.study.elicitation, &plan.outcomes) else {
        return Ok(record);
    };
    for actor in &elicitation.actors {
        let own: Vec<&ChoiceRecord> = choices.iter().filter(|choice| choice.actor == *actor).collect();
        let utilities_error = |reason: String| EngineError::Utilities { actor: actor.clone(), reason };
        let fit = fit(elicitation, outcomes, &own).map_err(utilities_error)?;
        let summary = summary(outcomes, &own, &fit).map_err(|error| utilities_error(error.to_string()))?;
        record.actors.insert(actor.clone(), summary);
        draw(plan, elicitation, outcomes, actor, &fit, &mut record.draws)
            .map_err(|reason| EngineError::Stakes { actor: actor.clone(), reason })?;
    }
    Ok(record)
}

fn index_of(outcomes: &OutcomeSet) -> BTreeMap<&str, usize> {
    outcomes.outcome.iter().enumerate().map(|(index, outcome)| (outcome.id.as_str(), index)).collect()
}

fn fit(elicitation: &Elicitation, outcomes: &OutcomeSet, choices: &[&ChoiceRecord]) -> Result<Fit, String> {
    let index = index_of(outcomes);
    // Summed in the order of the outcomes, whatever the order in which the answers came.
    let mut sums: BTreeMap<(usize, usize), (f64, f64)> = BTreeMap::new();
    let mut sorted: Vec<&ChoiceRecord> = choices.to_vec();
    sorted.sort_by(|a, b| (&a.first, &a.second, a.sample).cmp(&(&b.first, &b.second, b.sample)));
    for choice in sorted {
        let (Some(first), Some(second)) =
            (index.get(choice.first.as_str()), index.get(choice.second.as_str()))
        else {
            return Err(format!(
                "a choice between `{}` and `{}`, which are not both in the set",
                choice.first, choice.second
            ));
        };
        if let Ballot::Read { vote, .. } = &choice.result {
            let (first_share, second_share) = vote.shares();
            let sum = sums.entry((*first, *second)).or_default();
            sum.0 += first_share;
            sum.1 += second_share;
        }
    }
    let comparisons: Vec<Comparison> = sums
        .into_iter()
        .map(|((first, second), (first_wins, second_wins))| Comparison {
            first,
            second,
            first_wins,
            second_wins,
        })
        .collect();
    let model = UtilityModels::find(&elicitation.model).map_err(|error| error.to_string())?;
    model.fit(outcomes.outcome.len(), &comparisons, &FitOptions::default()).map_err(|error| error.to_string())
}

fn summary(outcomes: &OutcomeSet, choices: &[&ChoiceRecord], fit: &Fit) -> Result<ActorUtilities, NotFinite> {
    let mut by_outcome = BTreeMap::new();
    for (index, outcome) in outcomes.outcome.iter().enumerate() {
        // An outcome that was never compared is on no scale.
        let Some(standard_error) = fit.standard_error[index] else { continue };
        let utility = OutcomeUtility {
            component: fit.components[index],
            utility: Finite::new(fit.utility[index], "utility")?,
            standardized: Finite::new(fit.standardized[index], "standardized")?,
            standard_error: Finite::new(standard_error, "standard-error")?,
            bounded: fit.bounded[index],
        };
        by_outcome.insert(outcome.id.clone(), utility);
    }
    Ok(ActorUtilities {
        choices: count(choices),
        position: Finite::new(fit.position, "position")?,
        first_shown_share: Finite::new(fit.first_share(), "first-shown-share")?,
        log_likelihood: Finite::new(fit.log_likelihood, "log-likelihood")?,
        converged: fit.converged,
        deviations: fit
            .deviations
            .iter()
            .map(|deviation| Finite::new(*deviation, "deviations"))
            .collect::<Result<_, _>>()?,
        outcomes: by_outcome,
    })
}

fn count(choices: &[&ChoiceRecord]) -> ChoiceCounts {
    let mut counts = ChoiceCounts { asked: choices.len() as u64, ..ChoiceCounts::default() };
    for choice in choices {
        match &choice.result {
            Ballot::Read { vote: Vote::Abstain, .. } => counts.abstained += 1,
            Ballot::Read { vote: Vote::Unreadable, .. } => counts.unreadable += 1,
            Ballot::Read { vote: Vote::Preference(Preference::Tie), .. } => counts.ties += 1,
            Ballot::Read { .. } => counts.readable += 1,
            Ballot::Failed(_) => counts.failed += 1,
        }
    }
    counts
}

/// Draws the stakes of one actor for the trials of the plan that have any.
fn draw(
    plan: &Plan,
    elicitation: &Elicitation,
    outcomes: &OutcomeSet,
    actor: &str,
    fit: &Fit,
    draws: &mut BTreeMap<String, StakeDraw>,
) -> Result<(), String> {
    let index = index_of(outcomes);
    let anchor = outcomes.anchor.as_deref().and_then(|anchor| index.get(anchor).copied());
    // Outcomes that the answers do not link to the rest share no scale with it and are no stakes.
    let main = largest(&fit.components);
    let listed: Vec<Outcome<'_>> = outcomes
        .outcome
        .iter()
        .zip(&fit.components)
        .map(|(outcome, component)| Outcome {
            id: &outcome.id,
            category: (*component == main).then_some(outcome.category.as_str()),
        })
        .collect();
    let options = StakeOptions {
        share: elicitation.stakes.share,
        admission: elicitation.stakes.admission,
        tries: TRIES,
    };
    for ((framing, task), stream) in streams(plan, actor) {
        let rules: Vec<&str> = stream.rules.into_iter().collect();
        let key = plan.draws().key("stakes", &[actor, framing, task]);
        let drawn = draw_stakes(fit, &listed, anchor, &rules, stream.slots.len(), &options, key)
            .map_err(|error| error.to_string())?;
        for (name, slot) in stream.slots.into_values().zip(drawn) {
            draws.insert(name, named(outcomes, slot).map_err(|error| error.to_string())?);
        }
    }
    Ok(())
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

/// A draw with the ids of its outcomes.
fn named(outcomes: &OutcomeSet, slot: StakeSlot) -> Result<StakeDraw, NotFinite> {
    let id = |option: usize| outcomes.outcome[option].id.clone();
    let probability = |value| Finite::new(value, "probability");
    let admission = slot.admission.map(|test| {
        let probability = probability(test.probability)?;
        Ok(Admission { highest: test.highest, lowest: test.lowest, probability, admitted: test.admitted })
    });
    let rejected = slot.rejected.into_iter().map(|draw| {
        let probability = probability(draw.probability)?;
        Ok(RejectedDraw { highest: id(draw.highest), lowest: id(draw.lowest), probability })
    });
    Ok(StakeDraw {
        domain: slot.domain,
        outcomes: slot.stakes.into_iter().map(|stake| (stake.rule, id(stake.option))).collect(),
        admission: admission.transpose()?,
        rejected: rejected.collect::<Result<_, _>>()?,
    })
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

/// The stakes of one trial, in the order of its arm's rules.
pub(crate) fn stakes_of(
    plan: &Plan,
    record: &StakesRecord,
    slot: &TrialSlot,
) -> Result<Vec<(String, Stake)>, String> {
    let arm =
        plan.arm(&slot.framing, &slot.arm).ok_or_else(|| format!("no arm {}/{}", slot.framing, slot.arm))?;
    if arm.stakes.is_empty() {
        return Ok(Vec::new());
    }
    let key = slot.stakes();
    let draw = record.draws.get(&key).ok_or_else(|| format!("no stakes were drawn for {key}"))?;
    let utilities =
        record.actors.get(&slot.actor).ok_or_else(|| format!("no utilities of {}", slot.actor))?;
    let stake = |rule: &String| {
        let id = draw.outcomes.get(rule).ok_or_else(|| format!("no stake by the rule `{rule}` for {key}"))?;
        let outcome = plan.outcomes.iter().flat_map(|set| &set.outcome).find(|outcome| outcome.id == *id);
        let text = outcome.map(|outcome| outcome.text.clone()).ok_or_else(|| format!("no outcome `{id}`"))?;
        let utility = utilities.outcomes.get(id).ok_or_else(|| format!("no utility of `{id}`"))?;
        let deviation = utilities.deviations.get(utility.component).map_or(0.0, |deviation| deviation.get());
        let stake = Stake {
            outcome_id: id.clone(),
            text,
            utility: utility.standardized.get(),
            // Where all outcomes are worth the same, there is no unit to standardise by.
            standard_error: if deviation > 0.0 { utility.standard_error.get() / deviation } else { 0.0 },
            attrs: Vec::new(),
        };
        Ok((rule.clone(), stake))
    };
    arm.stakes.iter().map(stake).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use motive_contract::framing::Arm;
    use motive_contract::task::Item;
    use motive_study::check::{self, Known};
    use motive_study::outcomes;

    use super::*;

    /// Three models are asked, and `ash` alone works. Stakes are told in essays, and only there.
    const STUDY: &str = r#"
[study]
name = "small"
seed = 1
actors = ["ash"]

[[model]]
id = "ash"

[[model]]
id = "birch"

[elicitation]
actors = ["ash", "birch"]
outcomes = "outcomes.toml"
model = "bradley-terry"

[[task]]
plugin = "essay"
replicates = 2

[[task]]
plugin = "letter"

[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]
tasks = ["essay"]

[[contrast]]
id = "effort"
role = "positive-control"
arms = ["donation/none", "donation/words"]

[panel]
judges = ["birch"]
"#;
    const OUTCOMES: [&str; 5] = ["a", "b", "c", "d", "e"];

    fn plan() -> Plan {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
        let known = Known {
            plugins: names(&[
                "simulated",
                "essay",
                "letter",
                "donation",
                "forced-choice",
                "quality-pairwise",
            ]),
            pair_strategies: names(&["full"]),
            utility_models: names(&["bradley-terry"]),
            panel_rules: names(&["net"]),
            ..Known::default()
        };
        let study = check::read("study.toml", STUDY, &[], &known).unwrap().study;
        let set =
            OUTCOMES.map(|id| format!("[[outcome]]\nid = \"{id}\"\ntext = \"{id}.\"\ncategory = \"all\"\n"));
        let arm = |id: &str, stakes: &[&str]| Arm {
            id: id.to_owned(),
            label: String::new(),
            role: "incentive".to_owned(),
            stakes: names(stakes),
            attrs: Vec::new(),
        };
        let item = |id: &str| Item {
            id: id.to_owned(),
            title: String::new(),
            brief: String::new(),
            criterion: String::new(),
            input: String::new(),
            tags: Vec::new(),
            max_steps: 1,
            attrs: Vec::new(),
        };
        let slots = [("essay", "one", 0), ("essay", "one", 1), ("essay", "two", 0), ("letter", "one", 0)];
        let trial = |task: &str, item: &str, replicate, arm: &str| TrialSlot {
            actor: "ash".to_owned(),
            task: task.to_owned(),
            item: item.to_owned(),
            replicate,
            framing: "donation".to_owned(),
            arm: arm.to_owned(),
        };
        let mut trials = Vec::new();
        for (task, item, replicate) in slots {
            let arms: &[&str] =
                if task == "essay" { &["high", "low", "none", "words"] } else { &["none", "words"] };
            trials.extend(arms.iter().map(|arm| trial(task, item, replicate, arm)));
        }
        let items = |task: &str| (task.to_owned(), vec![item("one"), item("two")]);
        let arms = vec![arm("high", &["high"]), arm("low", &["low"]), arm("none", &[]), arm("words", &[])];
        Plan {
            format: 1,
            study,
            lock: String::new(),
            simulated: Vec::new(),
            outcomes: Some(outcomes::parse("outcomes.toml", &set.concat()).unwrap()),
            choices: BTreeMap::new(),
            items: [items("essay"), items("letter")].into(),
            arms: [("donation".to_owned(), arms)].into(),
            schemes: BTreeMap::new(),
            trials,
            pairs: Vec::new(),
        }
    }

    /// `wins` of ten choices between two outcomes in each order, by both models.
    fn choices(pairs: &[(&str, &str, u32)]) -> Vec<ChoiceRecord> {
        let mut records = Vec::new();
        for (actor, (one, other, wins)) in
            ["ash", "birch"].into_iter().flat_map(|a| pairs.iter().map(move |p| (a, p)))
        {
            for sample in 0..10 {
                let (won, lost) = match sample < *wins {
                    true => (Preference::First, Preference::Second),
                    false => (Preference::Second, Preference::First),
                };
                records.push(choice(actor, one, other, sample, won));
                records.push(choice(actor, other, one, sample, lost));
            }
        }
        records
    }

    fn choice(actor: &str, first: &str, second: &str, sample: u32, preference: Preference) -> ChoiceRecord {
        ChoiceRecord {
            actor: actor.to_owned(),
            first: first.to_owned(),
            second: second.to_owned(),
            sample,
            result: Ballot::Read {
                vote: Vote::Preference(preference),
                reason: String::new(),
                attrs: BTreeMap::new(),
                served_by: Vec::new(),
            },
        }
    }

    const CHAIN: [(&str, &str, u32); 4] = [("a", "b", 9), ("b", "c", 9), ("c", "d", 9), ("d", "e", 9)];

    #[test]
    fn a_tie_is_half_a_choice_for_each_and_counted_apart() {
        let mut records = choices(&CHAIN);
        for (sample, record) in records.iter_mut().enumerate() {
            // Every tenth is no preference; a tie keeps `a` from always winning.
            if sample % 10 == 0
                && let Ballot::Read { vote, .. } = &mut record.result
            {
                *vote = Vote::Preference(Preference::Tie);
            }
        }
        let ash = &derive(&plan(), "digest", &records).unwrap().actors["ash"];
        let counts = ChoiceCounts { asked: 80, readable: 72, ties: 8, ..ChoiceCounts::default() };
        assert_eq!(ash.choices, counts);

        let ties: Vec<ChoiceRecord> =
            ["ash", "birch"].iter().map(|actor| choice(actor, "a", "b", 0, Preference::Tie)).collect();
        let ash = derive_utilities(&ties);
        assert_eq!(ash.outcomes["a"].utility.get(), 0.0);
        assert!(!ash.outcomes["a"].bounded, "it did not always win");
    }

    /// What `ash` values, by these choices; stakes that cannot be drawn are no matter.
    fn derive_utilities(records: &[ChoiceRecord]) -> ActorUtilities {
        let plan = plan();
        let (elicitation, outcomes) = (plan.study.elicitation.unwrap(), plan.outcomes.unwrap());
        let own: Vec<&ChoiceRecord> = records.iter().filter(|record| record.actor == "ash").collect();
        summary(&outcomes, &own, &fit(&elicitation, &outcomes, &own).unwrap()).unwrap()
    }

    #[test]
    fn a_standard_error_is_standardised_in_its_own_component() {
        // `d` and `e` are a component of their own, and far wider than that of `a`, `b` and `c`.
        let records = choices(&[("a", "b", 6), ("b", "c", 6), ("a", "c", 7), ("d", "e", 10)]);
        let plan = plan();
        let record = derive(&plan, "digest", &records).unwrap();
        let ash = &record.actors["ash"];
        let components: Vec<usize> = OUTCOMES.iter().map(|id| ash.outcomes[*id].component).collect();
        assert_eq!(components, [0, 0, 0, 1, 1]);
        assert!(ash.deviations[1].get() > 4.0 * ash.deviations[0].get());
        for trial in plan.trials.iter().filter(|trial| trial.arm == "high") {
            let (_, stake) = stakes_of(&plan, &record, trial).unwrap().remove(0);
            let outcome = &ash.outcomes[&stake.outcome_id];
            // Both in the same unit.
            let (error, utility) = (outcome.standard_error.get(), outcome.utility.get());
            assert!((stake.standard_error / error - stake.utility / utility).abs() < 1e-9, "{stake:?}");
        }
    }

    #[test]
    fn stakes_are_drawn_for_the_trials_that_have_some() {
        let record = derive(&plan(), "digest", &choices(&CHAIN)).unwrap();
        let names: Vec<&str> = record.draws.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            ["ash/donation/essay/one/0", "ash/donation/essay/one/1", "ash/donation/essay/two/0"],
            "none for letters, and none for `birch`, who is only asked"
        );
        assert_eq!(record.actors.len(), 2);
    }

    #[test]
    fn what_was_rejected_is_kept_and_one_extreme_is_not_tested() {
        // Nothing is told apart: all draws are rejected.
        let alike = CHAIN.map(|(one, other, _)| (one, other, 5));
        let mut plan = plan();
        let record = derive(&plan, "digest", &choices(&alike)).unwrap();
        for draw in record.draws.values() {
            let test = draw.admission.as_ref().unwrap();
            assert!(!test.admitted && (test.probability.get() - 0.5).abs() < 1e-9);
            assert_eq!((test.highest.as_str(), test.lowest.as_str()), ("high", "low"));
            assert_eq!(draw.rejected.len(), TRIES);
            assert!(draw.rejected.iter().all(|draw| draw.highest == "e" && draw.lowest == "a"));
        }
        plan.trials.retain(|trial| trial.arm != "low");
        let record = derive(&plan, "digest", &choices(&alike)).unwrap();
        assert_eq!(record.draws.len(), 3);
        for draw in record.draws.values() {
            assert_eq!((&draw.admission, draw.rejected.len(), draw.outcomes.len()), (&None, 0, 1));
        }
    }
}
