//! Whether the domains of an outcome set can serve the stake rules that a study draws by.

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::framing::Arm;

use super::Maker;
use crate::check::{Known, KnownStakeRule};
use crate::diagnostic::suggestion;
use crate::file::{Entry, Study};
use crate::outcomes::{Outcome, OutcomeSet};
use crate::slots::arms_on;

/// The largest share of a domain that can count as an extreme.
const MOST_SHARE: f64 = 0.5;

impl Maker {
    /// Whether each domain has an outcome for every stake that is drawn from it, and another for each.
    pub(super) fn domains(
        &mut self,
        study: &Study,
        arms: &BTreeMap<String, Vec<Arm>>,
        outcomes: Option<&OutcomeSet>,
        known: &Known,
    ) {
        let (Some(elicitation), Some(outcomes)) = (&study.elicitation, outcomes) else { return };
        let share = elicitation.stakes.share;
        let share_is_written = self.tree.nearest("/elicitation/stakes").entry("share").is_some();
        let share_at = if share_is_written { "/elicitation/stakes/share" } else { "/elicitation/outcomes" };
        let domains = outcomes.domains();
        if domains.is_empty() {
            self.error("/elicitation/outcomes", "the set has no outcome beside the anchor", "");
        }
        self.named_domains(study, &domains);
        for ((framing, _), rules) in stakes_drawn(study, arms) {
            let entry = study.framing.iter().find(|entry| entry.id() == framing);
            let domains =
                domains.iter().filter(|(domain, _)| entry.is_none_or(|entry| entry.draws_from(domain)));
            let drawn: Vec<&KnownStakeRule> =
                known.stake_rules.iter().filter(|rule| rules.contains(rule.name.as_str())).collect();
            for (domain, members) in domains {
                if let Some(Nothing { rule, place, size }) = finds_nothing(&drawn, members, share) {
                    let (message, hint) = match size {
                        0 => (
                            format!(
                                "the stake rule `{rule}` finds nothing in the domain `{domain}`: it draws among outcomes \
                                 of one count, and none there has a count"
                            ),
                            "give them an `entity` and a `count`, or name others in the `domains` of the [[framing]]",
                        ),
                        _ => (
                            format!(
                                "the stake rule `{rule}` finds nothing in the domain `{domain}`{place}: a share of \
                                 {share:.3} of {size} outcomes is less than one"
                            ),
                            match drawn
                                .iter()
                                .any(|drawn| drawn.name == rule && (drawn.pool_size)(size, MOST_SHARE) > 0)
                            {
                                true => {
                                    "add outcomes to the domain, or raise `stakes.share` of [elicitation]"
                                }
                                false => "add outcomes to the domain",
                            },
                        ),
                    };
                    self.error(share_at, message, hint);
                } else if drawn.len() > members.len() {
                    let rules: Vec<&str> = rules.iter().copied().collect();
                    let message = format!(
                        "`{framing}` needs another outcome for each of {}, and the domain `{domain}` has {}",
                        rules.join(", "),
                        members.len()
                    );
                    self.error("/elicitation/outcomes", message, "add outcomes to the domain");
                }
            }
        }
    }
}

impl Maker {
    /// The domains that framings name.
    fn named_domains(&mut self, study: &Study, domains: &BTreeMap<&str, Vec<&Outcome>>) {
        for (index, framing) in study.framing.iter().enumerate() {
            let pointer = format!("/framing/{index}/domains");
            if framing.domains.as_ref().is_some_and(Vec::is_empty) {
                let hint = "name at least one, or leave `domains` out for all";
                self.error(&pointer, "the list is empty", hint);
            }
            let named = framing.domains.iter().flatten().enumerate();
            for (at, domain) in named.clone() {
                if framing.domains.iter().flatten().take(at).any(|earlier| earlier == domain) {
                    self.error(&format!("{pointer}/{at}"), format!("`{domain}` is in the list twice"), "");
                }
            }
            for (at, domain) in named.filter(|(_, domain)| !domains.contains_key(domain.as_str())) {
                let message = format!("the outcome set has no domain `{domain}`");
                let hint = suggestion(domain, domains.keys().copied());
                self.error(&format!("{pointer}/{at}"), message, hint);
            }
        }
    }
}

/// A rule that finds nothing in a domain.
struct Nothing<'a> {
    rule: &'a str,
    /// Where in the domain, in words that follow its name.
    place: String,
    /// How many outcomes there are.
    size: usize,
}

/// The first of some rules that finds nothing among the outcomes of a domain. Rules that draw within levels need one level
/// in which all of them find something.
fn finds_nothing<'a>(drawn: &[&'a KnownStakeRule], members: &[&Outcome], share: f64) -> Option<Nothing<'a>> {
    let (within, among_all): (Vec<&KnownStakeRule>, Vec<_>) =
        drawn.iter().copied().partition(|rule| rule.within_level);
    if let Some(rule) = among_all.into_iter().find(|rule| (rule.pool_size)(members.len(), share) == 0) {
        return Some(Nothing { rule: &rule.name, place: String::new(), size: members.len() });
    }
    let first = within.first()?;
    let levels = levels(members);
    let Some(((measure, count), largest)) = levels.iter().max_by_key(|(_, size)| **size) else {
        return Some(Nothing { rule: &first.name, place: String::new(), size: 0 });
    };
    let serves = |size: usize| within.iter().find(|rule| (rule.pool_size)(size, share) == 0);
    if levels.values().any(|size| serves(*size).is_none()) {
        return None;
    }
    let of_measure = if measure.is_empty() { String::new() } else { format!(" of `{measure}`") };
    let place = format!(", whose largest level is that of count {}{of_measure}", f64::from_bits(*count));
    serves(*largest).map(|rule| Nothing { rule: &rule.name, place, size: *largest })
}

/// How many outcomes have one measure and one count, by measure and the bits of the count.
fn levels<'a>(members: &[&'a Outcome]) -> BTreeMap<(&'a str, u64), usize> {
    let mut levels = BTreeMap::new();
    for outcome in members {
        if let (Some(scale), Some(count)) = (outcome.scale(), outcome.count) {
            *levels.entry((scale.measure, count.to_bits())).or_default() += 1;
        }
    }
    levels
}

/// The stake rules that are drawn by together: those of the arms compared, by framing and task.
fn stakes_drawn<'a>(
    study: &'a Study,
    arms: &'a BTreeMap<String, Vec<Arm>>,
) -> BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>> {
    let mut drawn: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for task in study.task.iter().map(Entry::id) {
        let of_actors = study.actors().iter().flat_map(|actor| arms_on(study, actor, task));
        for (framing, id, _) in of_actors {
            let arm = arms.get(framing).into_iter().flatten().find(|arm| arm.id == id);
            let rules = arm.into_iter().flat_map(|arm| arm.stakes.iter().map(String::as_str));
            drawn.entry((framing, task)).or_default().extend(rules);
        }
    }
    drawn
}
