//! Whether arms, contrasts and items make an experiment together: what contradicts itself is an error, what weakens a claim
//! is advice.

use std::collections::BTreeMap;

use motive_contract::framing::Arm;
use motive_contract::task::Item;

use super::Maker;
use crate::diagnostic::Diagnostic;
use crate::file::{ContrastEntry, ContrastRole, Entry, Orders, Study};
use crate::record::Side;

/// Fewest clusters that an interval by cluster is to be trusted with: with ten, the percentile bootstrap by item covers .895
/// instead of .95, with fewer less.
pub(crate) const FEW_CLUSTERS: usize = 10;

/// Roles of arms that change nothing about the work by themselves.
const IDLE: [&str; 3] = ["baseline", "placebo", "negative-control"];

impl Maker {
    /// Checks the design as a whole.
    pub(super) fn design(
        &mut self,
        study: &Study,
        arms: &BTreeMap<String, Vec<Arm>>,
        items: &BTreeMap<String, Vec<Item>>,
    ) {
        for (index, contrast) in study.contrast.iter().enumerate() {
            self.roles(index, contrast, arms);
            self.two_incentives(index, contrast, arms);
            self.drawn_apart(index, contrast, arms);
            self.levels_apart(study, index, contrast);
        }
        self.item_counts(study, items);
        self.twice_on_the_panel(study);
        self.idle(study);
        if study.panel.orders == Orders::One {
            let message = "each judge sees a pair in one order: its lean is balanced over the pairs of a cell, and cancels in none";
            self.advice("/panel/orders", message, "`orders = \"both\"` asks in both, for twice the ballots");
        }
        self.few_items(study, items);
    }

    /// A contrast's role and those of its arms have to agree.
    fn roles(&mut self, index: usize, contrast: &ContrastEntry, arms: &BTreeMap<String, Vec<Arm>>) {
        let role = |side| {
            let (framing, id) = contrast.arm(side)?;
            let arm = arms.get(framing)?.iter().find(|arm| arm.id == id)?;
            Some(arm.role.as_str())
        };
        let (Some(first), Some(second)) = (role(Side::First), role(Side::Second)) else { return };
        let roles = [first, second];
        let is_idle = roles.iter().all(|role| IDLE.contains(role));
        let problem = match contrast.role {
            ContrastRole::PositiveControl if is_idle => Some((
                "has to show a difference, and neither arm is to make one",
                "one arm has to be a cue that moves quality",
            )),
            ContrastRole::Primary if is_idle => Some((
                "asks what an incentive does, and neither arm has one",
                "choose `negative-control` or `exploratory`",
            )),
            ContrastRole::NegativeControl
                if roles.contains(&"positive-control") && !contrast.is_with_itself() =>
            {
                Some((
                    "must show no difference, and an arm is to make one",
                    "choose `positive-control` or `exploratory`",
                ))
            }
            _ => None,
        };
        if let Some((problem, hint)) = problem {
            let message = format!(
                "`{}` is a {} contrast, which {problem}: their roles are {first} and {second}",
                contrast.id,
                contrast.role.words()
            );
            self.error(&format!("/contrast/{index}/role"), message, hint);
        }
    }

    /// Two incentives that differ may differ in what they do.
    fn two_incentives(&mut self, index: usize, contrast: &ContrastEntry, arms: &BTreeMap<String, Vec<Arm>>) {
        let is_incentive = |side| {
            let (framing, id) = contrast.arm(side)?;
            let arm = arms.get(framing)?.iter().find(|arm| arm.id == id)?;
            Some(arm.role == "incentive")
        };
        let are_incentives =
            [Side::First, Side::Second].into_iter().all(|side| is_incentive(side) == Some(true));
        if contrast.role == ContrastRole::NegativeControl && are_incentives && !contrast.is_with_itself() {
            let message = format!(
                "`{}` is a negative control, which must show no difference, and compares two incentives that differ",
                contrast.id
            );
            self.advice(
                &format!("/contrast/{index}/role"),
                message,
                "two samples of one arm, or arms without meaning such as `shuffled`, must show none",
            );
        }
    }

    /// The arms of a framing share their draws; those of two framings do not.
    fn drawn_apart(&mut self, index: usize, contrast: &ContrastEntry, arms: &BTreeMap<String, Vec<Arm>>) {
        let (Some(first), Some(second)) = (contrast.arm(Side::First), contrast.arm(Side::Second)) else {
            return;
        };
        let has_stakes = |(framing, id): (&str, &str)| {
            let arm = arms.get(framing).into_iter().flatten().find(|arm| arm.id == id);
            arm.is_some_and(|arm| !arm.stakes.is_empty())
        };
        if first.0 == second.0 || !has_stakes(first) || !has_stakes(second) {
            return;
        }
        let message = format!(
            "the arms of `{}` are of two framings: their outcomes are drawn apart, and differ",
            contrast.id
        );
        let pointer = format!("/contrast/{index}/arms");
        let hint = "take both arms from one framing to offer the same outcomes";
        match contrast.role {
            ContrastRole::Exploratory => self.advice(&pointer, message, hint),
            _ => self.error(&pointer, message, format!("{hint}, or call it `exploratory`")),
        }
    }

    /// The arms of a pair are to differ by what they tell, and not by how it is told.
    fn levels_apart(&mut self, study: &Study, index: usize, contrast: &ContrastEntry) {
        let combinations = |side| {
            let (id, _) = contrast.arm(side)?;
            let framing = study.framing.iter().find(|framing| framing.id() == id)?;
            Some((id, framing.combinations().len(), framing.cross.keys().collect::<Vec<_>>()))
        };
        let (Some(first), Some(second)) = (combinations(Side::First), combinations(Side::Second)) else {
            return;
        };
        if first.0 != second.0 && (first.1, &first.2) != (second.1, &second.2) {
            let message = format!(
                "`{}` and `{}` cross different levels: a pair of `{}` differs by more than its arms",
                first.0, second.0, contrast.id
            );
            let hint = "cross the same keys in both framings, with as many levels";
            self.advice(&format!("/contrast/{index}/arms"), message, hint);
        }
    }

    /// A model under two ids has two votes.
    fn twice_on_the_panel(&mut self, study: &Study) {
        let judges = &study.panel.judges;
        for (at, judge) in judges.iter().enumerate() {
            if let Some(other) = judges[..at].iter().find(|other| study.is_same_model(other, judge)) {
                let message = format!("`{judge}` is the same model as `{other}`: one judge with two votes");
                self.advice(
                    &format!("/panel/judges/{at}"),
                    message,
                    "judges of other models see other things",
                );
            }
        }
    }

    /// Tasks of different numbers of items have the same weight in the mean of a contrast's cells.
    fn item_counts(&mut self, study: &Study, items: &BTreeMap<String, Vec<Item>>) {
        let mut said: Vec<[&str; 2]> = Vec::new();
        for (index, contrast) in study.contrast.iter().enumerate() {
            let is_covered = |task: &str| study.actors().iter().any(|actor| contrast.covers(actor, task));
            let tasks = study.task.iter().map(Entry::id).filter(|task| is_covered(task));
            let counts: Vec<(&str, usize)> =
                tasks.filter_map(|task| Some((task, items.get(task)?.len()))).collect();
            let fewest = counts.iter().min_by_key(|(_, count)| *count);
            let most = counts.iter().max_by_key(|(_, count)| *count);
            let (Some((small, few)), Some((large, many))) = (fewest, most) else { continue };
            if few == many || said.contains(&[small, large]) {
                continue;
            }
            said.push([small, large]);
            let message = format!(
                "the cells of `{}` have unequal items: {few} in `{small}`, {many} in `{large}`, with the same weight in its mean",
                contrast.id
            );
            let hint = match *few < FEW_CLUSTERS {
                true => format!("more items of `{small}` make them equal"),
                false => format!("`items = {few}` makes them equal"),
            };
            self.advice(&format!("/contrast/{index}"), message, hint);
        }
    }

    /// What is listed and nothing is done with.
    fn idle(&mut self, study: &Study) {
        for (index, framing) in study.framing.iter().enumerate() {
            let is_compared = |contrast: &ContrastEntry| {
                [Side::First, Side::Second]
                    .into_iter()
                    .filter_map(|side| contrast.arm(side))
                    .any(|arm| arm.0 == framing.id())
            };
            if !study.contrast.iter().any(is_compared) {
                let message = format!("no contrast compares an arm of `{}`", framing.id());
                self.advice(
                    &format!("/framing/{index}"),
                    message,
                    "name one in a [[contrast]], or leave the framing out",
                );
            }
        }
        for (index, task) in study.task.iter().enumerate() {
            let is_run = |contrast: &ContrastEntry| {
                study.actors().iter().any(|actor| contrast.covers(actor, task.id()))
            };
            if !study.contrast.iter().any(is_run) {
                let message = format!("no contrast is run on `{}`", task.id());
                self.advice(
                    &format!("/task/{index}"),
                    message,
                    "name it in a [[contrast]], or leave the task out",
                );
            }
        }
        for actor in study.actors() {
            let is_run =
                |contrast: &ContrastEntry| study.task.iter().any(|task| contrast.covers(actor, task.id()));
            if !study.contrast.is_empty() && !study.contrast.iter().any(is_run) {
                let message = format!("no contrast is run on `{actor}`");
                self.advice("/contrast", message, "name it in the `actors` of a [[contrast]]");
            }
        }
    }

    /// Items are clusters: what is peculiar to one is in all of its pairs.
    fn few_items(&mut self, study: &Study, items: &BTreeMap<String, Vec<Item>>) {
        for (index, task) in study.task.iter().enumerate() {
            let Some(count) = items.get(task.id()).map(Vec::len).filter(|count| *count < FEW_CLUSTERS) else {
                continue;
            };
            let carries = |contrast: &&ContrastEntry| {
                contrast.role == ContrastRole::Primary
                    && study.actors().iter().any(|actor| contrast.covers(actor, task.id()))
            };
            let carried: Vec<String> =
                study.contrast.iter().filter(carries).map(|contrast| format!("`{}`", contrast.id)).collect();
            if !carried.is_empty() {
                let items = if count == 1 { "item" } else { "items" };
                let message = format!(
                    "`{}` has {count} {items}: what {} finds in it rests on fewer than {FEW_CLUSTERS} clusters",
                    task.id(),
                    carried.join(" or ")
                );
                self.advice(
                    &format!("/task/{index}"),
                    message,
                    "more items generalise; more replicates of few items do not",
                );
            }
        }
    }

    fn advice(&mut self, pointer: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.list.push(Diagnostic::advice(self.tree.nearest(pointer).span.clone(), message).hint(hint));
    }
}
