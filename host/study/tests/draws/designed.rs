//! Generated studies, by what draws may depend on, and their plans.

use std::sync::Arc;

use motive_contract::about::{Finding, Manifest, Want};
use motive_contract::task::{Event, Item, Page, Step};
use motive_contract::types::{Context, Failure, FailureKind};
use motive_contract::{About, Call, CallError, TaskFamily};
use motive_study::Plan;
use motive_study::file::Orders;
use motive_study::make::{self, Material, Questions};
use proptest::prelude::*;

use crate::common::{known, outcomes, plugins, read};

/// A task family as it is in a design.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) items: Vec<String>,
    pub(crate) replicates: u32,
}

/// What draws may depend on: the names and numbers of a study.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    pub(crate) seed: u64,
    pub(crate) orders: Orders,
    pub(crate) actors: Vec<String>,
    pub(crate) judges: Vec<String>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) contrasts: Vec<String>,
}

/// Roles and arms of the contrasts, in their order. The third shares an arm with the second, and is A against A.
const CONTRASTS: [(&str, [&str; 2]); 3] = [
    ("primary", ["donation/high", "donation/low"]),
    ("exploratory", ["donation/low", "donation/neutral"]),
    ("negative-control", ["donation/neutral", "donation/neutral"]),
];

pub(crate) fn ids(word: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{word}-{number}")).collect()
}

pub(crate) fn designs() -> impl Strategy<Value = Design> {
    let task = (1..8_usize, 1..4_u32);
    let orders = prop_oneof![Just(Orders::One), Just(Orders::Both)];
    let counts = (1..4_usize, 1..5_usize, 1..3_usize);
    (0..i64::MAX as u64, orders, counts, prop::collection::vec(task, 1..4)).prop_map(
        |(seed, orders, (actors, judges, contrasts), tasks)| {
            let tasks = tasks.into_iter().enumerate().map(|(number, (items, replicates))| Task {
                id: format!("task-{number}"),
                items: ids("item", items),
                replicates,
            });
            Design {
                seed,
                orders,
                actors: ids("actor", actors),
                judges: ids("judge", judges),
                tasks: tasks.collect(),
                contrasts: ids("contrast", contrasts),
            }
        },
    )
}

/// A family of items that have these ids.
struct Items(Vec<String>, Manifest);

impl Items {
    fn new(ids: &[String]) -> Self {
        let manifest = Manifest {
            id: "test/items".to_owned(),
            version: "1.0.0".to_owned(),
            title: String::new(),
            summary: String::new(),
            authors: Vec::new(),
            license: "MIT".to_owned(),
            citation: String::new(),
            config_schema: "{}".to_owned(),
            attrs: Vec::new(),
        };
        Self(ids.to_vec(), manifest)
    }

    fn is_not_played<T>(&self, function: &'static str) -> Call<T> {
        let message = "a plan is made here, and no trial is played".to_owned();
        let failure = Failure { kind: FailureKind::Unsupported, message, pointer: String::new() };
        Err(CallError::Failed { plugin: self.1.id.clone(), function, failure })
    }
}

impl About for Items {
    fn manifest(&self) -> &Manifest {
        &self.1
    }

    fn wants(&self, _: &str) -> Call<Vec<Want>> {
        Ok(Vec::new())
    }

    fn check(&self, _: &str) -> Call<Vec<Finding>> {
        Ok(Vec::new())
    }
}

impl TaskFamily for Items {
    fn items(&self, _: &Context, start: u32, limit: u32) -> Call<Page> {
        let ids = self.0.iter().skip(start as usize).take(limit as usize);
        let item = |id: &String| Item {
            id: id.clone(),
            title: String::new(),
            brief: "Write.".to_owned(),
            criterion: "Better?".to_owned(),
            input: "{}".to_owned(),
            tags: Vec::new(),
            max_steps: 1,
            attrs: Vec::new(),
        };
        Ok(Page { items: ids.map(item).collect(), next: None })
    }

    fn begin(&self, _: &Context, _: &Item) -> Call<Step> {
        self.is_not_played("task.begin")
    }

    fn advance(&self, _: &Context, _: &Item, _: &str, _: &Event) -> Call<Step> {
        self.is_not_played("task.advance")
    }
}

impl Design {
    /// The study file.
    fn text(&self) -> String {
        let Self { seed, orders, actors, judges, tasks, contrasts } = self;
        let mut text = format!("[study]\nname = \"design\"\nseed = {seed}\n");
        for model in actors.iter().chain(judges) {
            text += &format!("[[model]]\nid = \"{model}\"\n");
        }
        text += &format!("[elicitation]\nactors = {actors:?}\noutcomes = \"outcomes.toml\"\n");
        for Task { id, replicates, .. } in tasks {
            text += &format!("[[task]]\nid = \"{id}\"\nplugin = \"essay\"\nreplicates = {replicates}\n");
        }
        text += "[[framing]]\nplugin = \"donation\"\n";
        for (id, (role, arms)) in contrasts.iter().zip(CONTRASTS) {
            text += &format!("[[contrast]]\nid = \"{id}\"\nrole = \"{role}\"\narms = {arms:?}\n");
        }
        let orders = if *orders == Orders::One { "one" } else { "both" };
        text + &format!("[panel]\njudges = {judges:?}\norders = \"{orders}\"\n")
    }

    /// The plan, all pairs of outcomes asked.
    pub(crate) fn plan(&self) -> Plan {
        let file = read(&self.text(), &[]).unwrap_or_else(|wrong| panic!("{wrong}"));
        let mut loaded = plugins::for_study(&file.study);
        for Task { id, items, .. } in &self.tasks {
            loaded.tasks.insert(id.clone(), Arc::new(Items::new(items)));
        }
        let material = Material { outcomes: Some(outcomes()), ..Material::default() };
        let ask_all = |_: &_, count: usize, _, _| {
            let first_round: Vec<_> = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect();
            Ok(Questions { planned: first_round.len(), first_round, held_out: Vec::new() })
        };
        let made = make::plan(file, material, &loaded, &known(), &ask_all);
        made.unwrap_or_else(|wrong| panic!("{wrong}")).0
    }
}
