//! What a schema cannot say about a study: that what is referred to exists, and that it makes sense together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::check::{Known, is_id, is_path, origin_of};
use crate::diagnostic::{Diagnostic, closest, suggestion};
use crate::elicitation::Elicitation;
use crate::file::{ContrastEntry, ContrastRole, Entry, Panel, ReferenceDose, Sandbox, SelfJudging, Study};
use crate::secrets::is_variable;
use crate::tree::Node;
use crate::units;

/// Checks a study. It is not `whole` if parts of it could not be read: then nothing is said to be missing, since
/// it may be in those parts.
pub(crate) fn check(study: &Study, tree: &Node, known: &Known, whole: bool, list: &mut Vec<Diagnostic>) {
    References { known, tree, whole, list }.check(study);
}

/// Most combinations of what is crossed: each is a plugin's instance, and samples are divided among them.
const MOST_VARIANTS: u32 = 64;

/// How many combinations of levels there are; none if that is no number. Counted before they are listed: there could be more
/// than fit anywhere.
fn combinations(cross: &BTreeMap<String, Vec<Json>>) -> Option<u32> {
    cross.values().try_fold(1_u32, |count, levels| count.checked_mul(levels.len() as u32))
}

struct References<'a> {
    known: &'a Known,
    tree: &'a Node,
    whole: bool,
    list: &'a mut Vec<Diagnostic>,
}

impl References<'_> {
    fn check(&mut self, study: &Study) {
        self.entries("provider", &study.provider);
        self.entries("task", &study.task);
        self.entries("framing", &study.framing);
        self.entries("rubric", &study.rubric);
        self.ids("model", study.model.iter().map(|model| model.id.as_str()));
        self.ids("contrast", study.contrast.iter().map(|contrast| contrast.id.as_str()));
        self.not_empty("model", study.model.len());
        let has_panel = self.tree.entry("panel").is_some();
        if has_panel || !study.elicits_only() {
            self.not_empty("task", study.task.len());
            self.not_empty("contrast", study.contrast.len());
        }
        if has_panel {
            self.panel(study);
        } else if !study.elicits_only() {
            self.missing("", "the study lacks `panel`", "");
        }
        self.providers(study);
        self.models(study);
        self.elicitation(study);
        self.contrasts(study);
        self.gold(study);
        self.beside_the_ballots(study);
        self.framing_levels(study);
    }

    /// What actors and judges are asked beside the ballots.
    fn beside_the_ballots(&mut self, study: &Study) {
        if let Some(probe) = &study.blinding {
            self.reference("/blinding/rubric", "rubric", &probe.rubric, &study.rubric);
        }
        if let Some(scoring) = &study.scoring {
            self.reference("/scoring/rubric", "rubric", &scoring.rubric, &study.rubric);
        }
        let questions = study.recall.iter().flat_map(|recall| &recall.questions).enumerate();
        let mut seen = BTreeSet::new();
        for (at, question) in questions.filter(|(_, question)| !seen.insert(**question)) {
            let message = format!("`{}` is in the list twice", question.word());
            self.error(&format!("/recall/questions/{at}"), message, "");
        }
    }

    /// What is crossed in a framing has levels.
    fn framing_levels(&mut self, study: &Study) {
        for (index, framing) in study.framing.iter().enumerate() {
            let pointer = format!("/framing/{index}/cross");
            self.levels(&pointer, "framing", &framing.cross);
            let count = combinations(&framing.cross);
            if count.is_none_or(|count| count > MOST_VARIANTS) {
                let message = format!("more than {MOST_VARIANTS} combinations");
                self.error(&pointer, message, "cross fewer keys, or fewer levels");
            }
        }
    }

    /// The levels of what is crossed: at least two of each, and none twice.
    fn levels(&mut self, pointer: &str, owner: &str, cross: &BTreeMap<String, Vec<Json>>) {
        for (key, levels) in cross {
            let pointer = format!("{pointer}/{key}");
            if levels.len() < 2 {
                let message = format!("`{key}` has no two levels to cross");
                self.error(
                    &pointer,
                    message,
                    format!("a level that is alone goes into the {owner}'s config"),
                );
            }
            if let Some((at, level)) =
                levels.iter().enumerate().find(|(at, level)| levels[..*at].contains(level))
            {
                self.error(&format!("{pointer}/{at}"), format!("`{key}` has the level {level} twice"), "");
            }
        }
    }

    /// What gold pairs are made by.
    fn gold(&mut self, study: &Study) {
        let Some(gold) = &study.gold else { return };
        if let Some(ReferenceDose { degradation, dose }) = &gold.reference
            && !gold.doses.get(degradation).is_some_and(|doses| doses.contains(dose))
        {
            let listed = gold.doses.iter().map(|(name, doses)| format!("{name} {doses:?}"));
            let hint = format!("there are {}", listed.collect::<Vec<_>>().join(", "));
            let message = format!("no gold pair has the reference `{degradation}` at the dose {dose}");
            self.error("/gold/reference", message, hint);
        }
        let known = self.known;
        if gold.doses.is_empty() && !gold.identical {
            self.error(
                "/gold",
                "there are no gold pairs",
                "name a degradation with its doses, or set `identical = true`",
            );
        }
        for (name, doses) in &gold.doses {
            let pointer = format!("/gold/doses/{name}");
            self.one_of(&pointer, "degradation", name, &known.degradations);
            if doses.is_empty() {
                self.error(&pointer, format!("`{name}` has no dose"), "name doses above 0 and up to 1");
            }
            for (at, dose) in doses.iter().enumerate() {
                if !(*dose > 0.0 && *dose <= 1.0) {
                    let message = format!("the dose {dose} of `{name}` is not above 0 and up to 1");
                    self.error(&format!("{pointer}/{at}"), message, "");
                } else if doses[..at].contains(dose) {
                    self.error(&format!("{pointer}/{at}"), format!("`{name}` has the dose {dose} twice"), "");
                }
            }
        }
    }

    fn error(&mut self, pointer: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.list.push(Diagnostic::error(self.tree.nearest(pointer).span.clone(), message).hint(hint));
    }

    /// Something that is missing, or only seems to be because a part of the study could not be read.
    fn missing(&mut self, pointer: &str, message: impl Into<String>, hint: impl Into<String>) {
        if self.whole {
            self.error(pointer, message, hint);
        }
    }

    fn not_empty(&mut self, table: &str, count: usize) {
        if count == 0 {
            self.missing(&format!("/{table}"), format!("the study has no [[{table}]]"), "");
        }
    }

    fn ids<'s>(&mut self, table: &str, ids: impl Iterator<Item = &'s str>) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, id) in ids.enumerate() {
            let pointer = format!("/{table}/{index}/id");
            let is_written = self.tree.nearest(&format!("/{table}/{index}")).entry("id").is_some();
            if is_written && !is_id(id) {
                self.error(&pointer, format!("`{id}` is not an id"), "an id is made of a-z, 0-9 and -");
            }
            let Some(first) = seen.insert(id, index) else { continue };
            let message =
                format!("two [[{table}]] have the id `{id}`: no. {} and no. {}", first + 1, index + 1);
            if is_written {
                self.error(&pointer, message, "give one of them another `id`");
            } else if !is_path(id) {
                self.missing(&pointer, message, "give one of them an `id` of its own");
            }
        }
    }

    fn entries<E: Entry>(&mut self, table: &str, entries: &[E]) {
        self.ids(table, entries.iter().map(Entry::id));
        for (index, entry) in entries.iter().enumerate() {
            let pointer = format!("/{table}/{index}");
            if is_path(entry.plugin()) && self.tree.nearest(&pointer).entry("id").is_none() {
                let message = format!("the plugin `{}` needs an `id`", entry.plugin());
                self.error(&pointer, message, "a path does not serve as one: write `id = \"...\"`");
            }
            self.plugin_name(&format!("{pointer}/plugin"), entry.plugin());
            self.sandbox(&format!("{pointer}/sandbox"), entry.sandbox());
        }
    }

    fn plugin_name(&mut self, pointer: &str, name: &str) {
        if is_path(name) || self.known.plugins.iter().any(|plugin| plugin == name) {
            return;
        }
        let hint = if self.known.plugins.is_empty() {
            "motive was built without plugins: run `cargo xtask plugins` and build it again".to_owned()
        } else {
            let path = format!("a file is written as a path, as in `./{name}.wasm`");
            match closest(name, self.known.plugins.iter().map(String::as_str)) {
                Some(candidate) => format!("did you mean `{candidate}`? If not, {path}"),
                None => format!("`motive list` shows them; {path}"),
            }
        };
        self.error(pointer, format!("no bundled plugin is called `{name}`"), hint);
    }

    fn sandbox(&mut self, pointer: &str, sandbox: &Sandbox) {
        let sizes = [("memory", &sandbox.memory), ("input", &sandbox.input), ("result", &sandbox.result)];
        for (key, text) in sizes {
            if let Some(Err(problem)) = text.as_deref().map(units::bytes) {
                self.error(&format!("{pointer}/{key}"), problem, "");
            }
        }
        for (key, text) in [("time", &sandbox.time), ("final-time", &sandbox.final_time)] {
            if let Some(Err(problem)) = text.as_deref().map(units::duration) {
                self.error(&format!("{pointer}/{key}"), problem, "");
            }
        }
    }

    /// A name that refers to a listed entry, or to a bundled plugin with its defaults.
    fn reference<E: Entry>(&mut self, pointer: &str, table: &str, name: &str, entries: &[E]) {
        let listed = entries.iter().any(|entry| entry.id() == name);
        if listed || self.known.plugins.iter().any(|plugin| plugin == name) {
            return;
        }
        let names = entries.iter().map(Entry::id).chain(self.known.plugins.iter().map(String::as_str));
        let hint = match closest(name, names) {
            Some(candidate) => format!("did you mean `{candidate}`?"),
            None => "`motive list` shows the bundled plugins".to_owned(),
        };
        self.missing(pointer, format!("no [[{table}]] and no bundled plugin is called `{name}`"), hint);
    }

    fn one_of(&mut self, pointer: &str, what: &str, name: &str, known: &[String]) {
        if !known.iter().any(|candidate| candidate == name) {
            let hint = suggestion(name, known.iter().map(String::as_str));
            self.error(pointer, format!("no {what} is called `{name}`"), hint);
        }
    }

    fn providers(&mut self, study: &Study) {
        for (index, provider) in study.provider.iter().enumerate() {
            for (name, secret) in &provider.credentials {
                let pointer = format!("/provider/{index}/credentials/{name}");
                let hint = "name one source, as in `{ env = \"LOCAL_API_KEY\" }`";
                match (&secret.env, &secret.file) {
                    (Some(_), Some(_)) => {
                        self.error(
                            &pointer,
                            format!("the credential `{name}` has both `env` and `file`"),
                            hint,
                        );
                    }
                    (None, None) => {
                        self.missing(
                            &pointer,
                            format!("the credential `{name}` has no `env` and no `file`"),
                            hint,
                        );
                    }
                    (Some(variable), None) if !is_variable(variable) => {
                        let message =
                            format!("`env` of the credential `{name}` is not the name of a variable");
                        self.error(&format!("{pointer}/env"), message, hint);
                    }
                    _ => {}
                }
            }
            for (at, origin) in provider.grants.origins.iter().enumerate() {
                let pointer = format!("/provider/{index}/grants/origins/{at}");
                match origin_of(origin) {
                    Err(problem) => self.error(&pointer, problem, "an origin is scheme://host[:port]"),
                    Ok(alone) if alone != origin.trim_end_matches('/') => {
                        self.error(
                            &pointer,
                            format!("`{origin}` is not just an origin"),
                            format!("write `{alone}`"),
                        );
                    }
                    Ok(_) => {}
                }
            }
        }
    }

    fn models(&mut self, study: &Study) {
        for (index, model) in study.model.iter().enumerate() {
            self.reference(&format!("/model/{index}/provider"), "provider", &model.provider, &study.provider);
        }
    }

    fn model_list(&mut self, pointer: &str, study: &Study, list: &[String]) {
        if list.is_empty() {
            self.missing(pointer, "the list is empty", "name at least one model");
        }
        let mut seen = BTreeSet::new();
        for (index, id) in list.iter().enumerate() {
            let pointer = format!("{pointer}/{index}");
            if !study.model.iter().any(|model| model.id == *id) {
                let hint = suggestion(id, study.model.iter().map(|model| model.id.as_str()));
                self.missing(&pointer, format!("no [[model]] has the id `{id}`"), hint);
            }
            if !seen.insert(id) {
                self.error(&pointer, format!("`{id}` is in the list twice"), "");
            }
        }
    }

    fn elicitation(&mut self, study: &Study) {
        if let Some(actors) = &study.study.actors {
            self.model_list("/study/actors", study, actors);
        }
        let Some(elicitation) = &study.elicitation else {
            if study.study.actors.is_none() {
                let hint = "name them in `study.actors`, or add an [elicitation] with `actors`";
                self.missing("/study", "the study has no actors", hint);
            }
            return;
        };
        self.model_list("/elicitation/actors", study, &elicitation.actors);
        self.reference("/elicitation/rubric", "rubric", &elicitation.rubric, &study.rubric);
        let known = self.known;
        self.one_of(
            "/elicitation/pairs/strategy",
            "pair strategy",
            &elicitation.pairs.strategy,
            &known.pair_strategies,
        );
        self.one_of("/elicitation/model", "utility model", &elicitation.model, &known.utility_models);
        self.one_of("/elicitation/treatment", "treatment", &elicitation.treatment, &known.treatments);
        for actor in elicitation.utilities.keys().filter(|actor| !elicitation.actors.contains(actor)) {
            let hint = suggestion(actor, elicitation.actors.iter().map(String::as_str));
            let message = format!("`{actor}` is not one of the `actors` of [elicitation]");
            self.error(&format!("/elicitation/utilities/{actor}"), message, hint);
        }
        self.cross(study, elicitation);
    }

    /// What is crossed has levels, fits the number of samples, and leaves the ids of its variants free.
    fn cross(&mut self, study: &Study, elicitation: &Elicitation) {
        self.levels("/elicitation/cross", "rubric", &elicitation.cross);
        let count = combinations(&elicitation.cross);
        let Some(count) = count.filter(|count| *count <= MOST_VARIANTS) else {
            let message = format!("more than {MOST_VARIANTS} combinations");
            self.error("/elicitation/cross", message, "cross fewer keys, or fewer levels");
            return;
        };
        if count == 0 {
            return;
        }
        if !elicitation.samples.is_multiple_of(count) {
            let message = format!(
                "{} samples are not the same number for each of {count} combinations",
                elicitation.samples
            );
            let next = elicitation.samples.div_ceil(count) * count;
            self.error("/elicitation/samples", message, format!("set `samples = {next}`"));
        }
        if count > 1 {
            for variant in elicitation.variants() {
                if study.rubric.iter().any(|entry| entry.id() == variant.rubric) {
                    let message =
                        format!("[[rubric]] `{}` has the id of a combination of `cross`", variant.rubric);
                    self.error("/elicitation/cross", message, "give that rubric another `id`");
                }
            }
        }
    }

    fn contrasts(&mut self, study: &Study) {
        for (index, contrast) in study.contrast.iter().enumerate() {
            let pointer = format!("/contrast/{index}");
            for (at, arm) in contrast.arms.iter().enumerate() {
                let pointer = format!("{pointer}/arms/{at}");
                match arm.split_once('/') {
                    Some((framing, arm)) if !framing.is_empty() && !arm.is_empty() => {
                        self.reference(&pointer, "framing", framing, &study.framing);
                    }
                    _ => self.error(
                        &pointer,
                        format!("`{arm}` does not name an arm"),
                        "write `framing/arm`, as in `donation/high`",
                    ),
                }
            }
            if contrast.is_with_itself() && contrast.role != ContrastRole::NegativeControl {
                let message = format!("`{}` is compared with itself", contrast.arms[0]);
                let hint = "two samples of the same prompts are a `negative-control`, and nothing else";
                self.error(&format!("{pointer}/arms"), message, hint);
            }
            self.cells(study, index, contrast);
            self.no_twin(study, index, contrast);
        }
    }

    /// The actors, tasks or cells that a contrast is run on.
    fn cells(&mut self, study: &Study, index: usize, contrast: &ContrastEntry) {
        let pointer = format!("/contrast/{index}");
        let tasks: Vec<&str> = study.task.iter().map(Entry::id).collect();
        let actors: Vec<&str> = study.actors().iter().map(String::as_str).collect();
        let lists = [
            ("actors", &contrast.actors, "no actor", &actors),
            ("tasks", &contrast.tasks, "no [[task]]", &tasks),
        ];
        for (key, list, none, known) in lists {
            if list.as_ref().is_some_and(Vec::is_empty) {
                let hint = format!("name at least one, or leave `{key}` out for all");
                self.error(&format!("{pointer}/{key}"), "the list is empty", hint);
            }
            for (at, id) in list.iter().flatten().enumerate().filter(|(_, id)| !known.contains(&id.as_str()))
            {
                let message = format!("{none} has the id `{id}`");
                self.missing(
                    &format!("{pointer}/{key}/{at}"),
                    message,
                    suggestion(id, known.iter().copied()),
                );
            }
        }
        let Some(cells) = &contrast.cells else { return };
        let at_cells = format!("{pointer}/cells");
        if contrast.actors.is_some() || contrast.tasks.is_some() {
            let hint = "name all cells in `cells`, or leave it out for all actors on all tasks";
            self.error(&at_cells, "`cells` stands beside `actors` or `tasks`", hint);
        }
        if cells.is_empty() {
            self.error(&at_cells, "the list is empty", "name at least one, or leave `cells` out for all");
        }
        for (at, cell) in cells.iter().enumerate() {
            let problem = match cell.split_once('/') {
                Some((actor, _)) if !actors.contains(&actor) => Some((
                    format!("no actor has the id `{actor}`"),
                    suggestion(actor, actors.iter().copied()),
                )),
                Some((_, task)) if !tasks.contains(&task) => Some((
                    format!("no [[task]] has the id `{task}`"),
                    suggestion(task, tasks.iter().copied()),
                )),
                Some(_) => None,
                None => Some((format!("`{cell}` does not name a cell"), "write `actor/task`".to_owned())),
            };
            if let Some((message, hint)) = problem {
                self.missing(&format!("{at_cells}/{at}"), message, hint);
            } else if cells[..at].contains(cell) {
                self.error(&format!("{at_cells}/{at}"), format!("`{cell}` is in the list twice"), "");
            }
        }
    }

    /// Two contrasts of the same arms in one cell would be one comparison that is claimed, or paid for, twice.
    fn no_twin(&mut self, study: &Study, index: usize, contrast: &ContrastEntry) {
        let same_arms = |other: &ContrastEntry| {
            let [a, b] = &contrast.arms;
            other.arms == contrast.arms || (other.arms[0] == *b && other.arms[1] == *a)
        };
        let meet = |other: &ContrastEntry| {
            let mut cells =
                study.actors().iter().flat_map(|actor| study.task.iter().map(move |task| (actor, task.id())));
            cells.any(|(actor, task)| contrast.covers(actor, task) && other.covers(actor, task))
        };
        let Some(twin) = study.contrast[..index].iter().find(|other| same_arms(other) && meet(other)) else {
            return;
        };
        let message = match twin.role == contrast.role {
            true => format!("`{}` and `{}` compare the same arms", twin.id, contrast.id),
            false => format!(
                "`{}` and `{}` compare the same arms, once as {} and once as {}",
                twin.id,
                contrast.id,
                twin.role.words(),
                contrast.role.words()
            ),
        };
        let hint = "keep one of them, or run them on different `actors` or `tasks`";
        self.error(&format!("/contrast/{index}/arms"), message, hint);
    }

    fn panel(&mut self, study: &Study) {
        let panel = &study.panel;
        self.judges(study);
        self.reference("/panel/rubric", "rubric", &panel.rubric, &study.rubric);
        let known = self.known;
        let rules: Vec<String> = known.panel_rules.iter().map(|rule| rule.name.clone()).collect();
        self.one_of("/panel/rule", "panel rule", &panel.rule, &rules);
        self.self_judging(study);
        self.odd_panel(study);
    }

    /// Judges are models, or rubrics that compute.
    fn judges(&mut self, study: &Study) {
        let list = &study.panel.judges;
        if list.is_empty() {
            self.missing("/panel/judges", "the list is empty", "name at least one model");
        }
        for (at, judge) in list.iter().enumerate() {
            let pointer = format!("/panel/judges/{at}");
            let is_rubric = study.rubric.iter().any(|entry| entry.id() == judge)
                || self.known.plugins.iter().any(|plugin| plugin == judge);
            if study.model(judge).is_none() && !is_rubric {
                let models = study.model.iter().map(|model| model.id.as_str());
                let hint = suggestion(judge, models.chain(study.rubric.iter().map(Entry::id)));
                let message = format!("no [[model]] has the id `{judge}`");
                self.missing(&pointer, message, hint);
            }
            if list[..at].contains(judge) {
                self.error(&pointer, format!("`{judge}` is in the list twice"), "");
            }
        }
    }

    /// Under a rule of majorities, an even panel splits into halves that no judge meant for a tie. A judge that does not judge
    /// its own outputs leaves the others.
    fn odd_panel(&mut self, study: &Study) {
        let Panel { judges, rule, .. } = &study.panel;
        if !self.known.panel_rules.iter().any(|known| known.name == *rule && known.needs_odd_panel) {
            return;
        }
        let count = |actor: &String| judges.iter().filter(|judge| study.is_judged_by(actor, judge)).count();
        let counts: Vec<(&String, usize)> =
            study.actors().iter().map(|actor| (actor, count(actor))).collect();
        let Some((actor, even)) = counts.iter().find(|(_, count)| *count > 0 && count.is_multiple_of(2))
        else {
            return;
        };
        let message =
            format!("`{actor}` is judged by {even} judges, and `{rule}` is for an odd number of them");
        self.missing("/panel/rule", message, "add a judge or leave one out, or use `net`");
    }

    /// A judge of its own outputs is one that is the actor's model, under whatever id.
    fn self_judging(&mut self, study: &Study) {
        let Panel { judges, self_judging, .. } = &study.panel;
        for actor in study.actors() {
            let own = |judge: &&String| study.is_same_model(judge, actor);
            match self_judging {
                SelfJudging::Refuse => {
                    for (at, judge) in judges.iter().enumerate().filter(|(_, judge)| own(judge)) {
                        let message = format!(
                            "`{judge}` is the same model as the actor `{actor}`, and `self-judging` is `refuse`"
                        );
                        let hint = "take it off the panel, or choose `exclude` or `flag`";
                        self.error(&format!("/panel/judges/{at}"), message, hint);
                    }
                }
                SelfJudging::Exclude if !judges.is_empty() && judges.iter().all(|judge| own(&judge)) => {
                    let message = format!(
                        "nobody judges `{actor}`: every judge is the same model, and `self-judging` is `exclude`"
                    );
                    let hint = "add a judge, or set `self-judging = \"flag\"`";
                    self.missing("/panel/judges", message, hint);
                }
                _ if !judges.is_empty() && !judges.iter().any(|judge| study.is_judged_by(actor, judge)) => {
                    let message = format!(
                        "nobody judges `{actor}`: every judge is of its family, and `family-judging` is `exclude`"
                    );
                    let hint = "add a judge, or set `family-judging = \"flag\"`";
                    self.missing("/panel/judges", message, hint);
                }
                SelfJudging::Exclude | SelfJudging::Flag => {}
            }
        }
    }
}
