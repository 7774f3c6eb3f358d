//! Generated studies, and their runs with native plugins.

use std::sync::Arc;

use motive_engine::{Folder, Observer, Setup, Stage, Stop, grants, run};
use motive_journal::Journal;
use motive_study::check::{self, Known, KnownPanelRule, KnownStakeRule};
use motive_study::file::OnLeak;
use motive_study::make::{self, Material, Questions};
use motive_study::record::kind;
use motive_study::{Plan, Plugins, outcomes};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::names::{Names, names};
use crate::plugins::{Chooser, Handed, Heard, Letters, Models, Promises, Recorder, Use};

/// A study, by its names and sizes.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    pub(crate) names: Names,
    pub(crate) seed: u64,
    pub(crate) actors: usize,
    pub(crate) judges: usize,
    pub(crate) items: usize,
    pub(crate) replicates: usize,
    pub(crate) contrasts: usize,
    pub(crate) one_order: bool,
    /// What becomes of leaks. Actors tell what they were promised unless leaks are judged as they are.
    pub(crate) leaks: OnLeak,
    pub(crate) gold: bool,
    /// Whether actors and judges are asked more beside trials and ballots.
    pub(crate) beside: bool,
}

/// What was heard in a run, in an order that does not hang on which answer came first.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) plan: Plan,
    pub(crate) rubric: Vec<Handed>,
    pub(crate) judges: Vec<String>,
    pub(crate) actors: Vec<String>,
    pub(crate) ballots: usize,
    pub(crate) gold_ballots: usize,
    /// Guesses and scores.
    pub(crate) beside: usize,
    pub(crate) recalls: usize,
    /// The records of the trials, as the journal has them.
    pub(crate) trials: Vec<String>,
}

pub(crate) fn designs() -> impl Strategy<Value = Design> {
    let leaks = prop_oneof![Just(OnLeak::Flag), Just(OnLeak::Exclude), Just(OnLeak::Redact)];
    let sizes = (1..4_usize, 1..4_usize, 1..4_usize, 1..3_usize, 1..3_usize);
    (names(), 0..i64::MAX as u64, sizes, any::<bool>(), leaks, any::<[bool; 2]>()).prop_map(
        |(names, seed, (actors, judges, items, replicates, contrasts), one_order, leaks, [gold, beside])| {
            Design {
                names,
                seed,
                actors,
                judges,
                items,
                replicates,
                contrasts,
                one_order,
                leaks,
                gold,
                beside,
            }
        },
    )
}

struct Unheard;

impl Observer for Unheard {
    fn begin(&self, _: Stage, _: u64, _: u64) {}
    fn advance(&self, _: Stage, _: bool, _: u64) {}
    fn end(&self, _: Stage) {}
    fn note(&self, _: &str) {}
}

impl Design {
    fn study(&self) -> String {
        let one = |kind| self.names.of(kind, 0);
        let list = |kind, count| (0..count).map(|number| self.names.of(kind, number)).collect::<Vec<_>>();
        let (actors, judges) = (list("actor", self.actors), list("judge", self.judges));
        let (provider, task, framing) = (one("provider"), one("task"), one("framing"));
        let Self { seed, items, replicates, .. } = self;
        let mut text = format!("[study]\nname = \"blinding\"\nseed = {seed}\n");
        text += &format!("[[provider]]\nid = \"{provider}\"\nplugin = \"models\"\n");
        for (kind, ids) in [("actormodel", &actors), ("judgemodel", &judges)] {
            for (number, id) in ids.iter().enumerate() {
                let name = self.names.of(kind, number);
                text += &format!("[[model]]\nid = \"{id}\"\nprovider = \"{provider}\"\nname = \"{name}\"\n");
            }
        }
        text += &format!(
            "[elicitation]\nactors = {actors:?}\noutcomes = \"outcomes.toml\"\nrubric = \"chooser\"\n\
             samples = 1\nbootstrap = 0\nheld-out = 0.0\nstakes = {{ admission = {{ samples = 0 }} }}\n\
             [[task]]\nid = \"{task}\"\nplugin = \"letters\"\nitems = {items}\nreplicates = {replicates}\n\
             [[framing]]\nid = \"{framing}\"\nplugin = \"promises\"\n"
        );
        for number in 0..self.contrasts {
            let contrast = self.names.of("contrast", number);
            let arms = [0, number + 1].map(|arm| format!("{framing}/{}", self.names.of("arm", arm)));
            text += &format!("[[contrast]]\nid = \"{contrast}\"\nrole = \"primary\"\narms = {arms:?}\n");
        }
        let orders = if self.one_order { "one" } else { "both" };
        text += &format!("[panel]\njudges = {judges:?}\nrubric = \"recorder\"\norders = \"{orders}\"\n");
        let leaks = serde_json::to_string(&self.leaks).unwrap();
        text += &format!("[screening]\nleaks = {leaks}\n");
        if self.beside {
            text += "[recall]\n[blinding]\nrubric = \"guesser\"\n[scoring]\nrubric = \"scorer\"\n";
        }
        if self.gold {
            text += "[gold]\npairs = 2\ndoses = { drop = [0.5], shuffle = [1.0] }\n";
        }
        text
    }

    /// Four outcomes to be offered, and the anchor.
    fn outcomes(&self) -> String {
        let mut text = "anchor = \"nothing\"\n[[outcome]]\nid = \"nothing\"\ntext = \"Nothing changes.\"\n\
                        category = \"anchor\"\n"
            .to_owned();
        for number in 0..4 {
            let [id, entity] = ["outcome", "entity"].map(|kind| self.names.of(kind, number));
            text += &format!(
                "[[outcome]]\nid = \"{id}\"\ntext = \"The old {id} goes to every {entity} of the land.\"\n\
                 category = \"gifts\"\nentity = \"{entity}\"\n"
            );
        }
        text
    }

    fn plugins(&self, heard: &Arc<Heard>) -> Plugins {
        let mut plugins = Plugins::default();
        let tell = self.leaks != OnLeak::Flag;
        let models = Models { names: self.names.clone(), tell, heard: heard.clone() };
        plugins.providers.insert(self.names.of("provider", 0), Arc::new(models));
        plugins.tasks.insert(self.names.of("task", 0), Arc::new(Letters));
        plugins.framings.insert(self.names.of("framing", 0), Arc::new(Promises(self.names.clone())));
        plugins.rubrics.insert("chooser".to_owned(), Arc::new(Chooser));
        let rubrics = [("recorder", Use::Ballots), ("guesser", Use::Guesses), ("scorer", Use::Scores)];
        for (id, of) in rubrics {
            plugins.rubrics.insert(id.to_owned(), Arc::new(Recorder { of, heard: heard.clone() }));
        }
        plugins
    }

    fn plan(&self, plugins: &Plugins) -> Plan {
        let file =
            check::read("study.toml", &self.study(), &[], &known()).unwrap_or_else(|wrong| panic!("{wrong}"));
        let set =
            outcomes::parse("outcomes.toml", &self.outcomes()).unwrap_or_else(|wrong| panic!("{wrong}"));
        let material = Material { outcomes: Some(set), ..Material::default() };
        let ask_all = |_: &_, count: usize, _, _| {
            let first_round: Vec<_> = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect();
            Ok(Questions { planned: first_round.len(), first_round, held_out: Vec::new() })
        };
        make::plan(file, material, plugins, &known(), &ask_all).unwrap_or_else(|wrong| panic!("{wrong}")).0
    }

    /// Runs the study to its end.
    pub(crate) fn run(&self) -> Ran {
        let heard = Arc::new(Heard::default());
        let plugins = self.plugins(&heard);
        let plan = self.plan(&plugins);
        let place = TempDir::new().unwrap();
        let folder = Folder::create(place.path()).unwrap();
        let journal = Journal::create(folder.path(), &[]).unwrap();
        let grants = grants(&plan, &plugins, place.path()).unwrap();
        let setup = Setup {
            plan: plan.clone(),
            plugins,
            journal: journal.clone(),
            grants,
            leave_failed: false,
            until_stakes: false,
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let ran = runtime.block_on(run(&folder, setup, Arc::new(Unheard), Stop::default()));
        assert_eq!(ran.unwrap().failed, 0);
        let records = |kind| journal.records(kind).unwrap();
        let sorted = |list: &std::sync::Mutex<Vec<String>>| {
            let mut list = list.lock().unwrap().clone();
            list.sort();
            list
        };
        let mut rubric = heard.rubric.lock().unwrap().clone();
        rubric.sort();
        Ran {
            plan,
            rubric,
            judges: sorted(&heard.judges),
            actors: sorted(&heard.actors),
            ballots: records(kind::BALLOT).len(),
            gold_ballots: records(kind::GOLD_BALLOT).len(),
            beside: records(kind::GUESS).len() + records(kind::SCORE).len(),
            recalls: records(kind::RECALL).len(),
            trials: records(kind::TRIAL).into_iter().map(|(_, body)| body).collect(),
        }
    }
}

/// The names of what is built in and of the native plugins.
fn known() -> Known {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    let rule = |name: &str| KnownStakeRule {
        name: name.to_owned(),
        needs_anchor: false,
        needs_another_actor: false,
        within_level: false,
        pool_size: |outcomes, share| (share * outcomes as f64) as usize,
    };
    Known {
        plugins: names(&["letters", "promises", "models", "chooser", "guesser", "recorder", "scorer"]),
        pair_strategies: names(&["full"]),
        utility_models: names(&["thurstone"]),
        treatments: names(&["drop"]),
        stake_rules: ["high", "low"].map(rule).into(),
        panel_rules: vec![KnownPanelRule { name: "net".to_owned(), needs_odd_panel: false }],
        degradations: names(&["drop", "shuffle"]),
    }
}
