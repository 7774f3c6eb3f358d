//! Native plugins that stand for the bundled ones: they implement the contract's traits, and nothing is behind
//! them. A study's plan is made from what they say before a run; nobody plays an episode here.

use std::sync::Arc;

use motive_contract::about::{Credential, Finding, Manifest, Placement, Want, WantWhat};
use motive_contract::framing::{Arm, Framed, Insert, View};
use motive_contract::provider::{Event as ProviderEvent, Job, Step as ProviderStep};
use motive_contract::rubric::{
    Action as RubricAction, Ask as RubricAsk, Criterion, Reading, Scheme, Step as RubricStep, Subject,
    Verdict,
};
use motive_contract::task::{Event, Item, Page, Step};
use motive_contract::types::{Answer, Context, Failure, FailureKind};
use motive_contract::{About, Call, CallError, Framing, Provider, Rubric, TaskFamily};
use motive_study::file::Entry;
use motive_study::plugins::LockedPlugin;
use motive_study::{Plugins, Study};
use serde_json::{Value as Json, json};

/// The plugins that a study refers to, each under the id of its entry.
pub fn for_study(study: &Study) -> Plugins {
    let mut plugins = Plugins::default();
    for entry in &study.provider {
        plugins.providers.insert(entry.id().to_owned(), Arc::new(Fake::new(entry.plugin())));
        lock(&mut plugins, "provider", entry);
    }
    for entry in &study.task {
        plugins.tasks.insert(entry.id().to_owned(), Arc::new(Fake::new(entry.plugin())));
        lock(&mut plugins, "task", entry);
    }
    for entry in &study.framing {
        plugins.framings.insert(entry.id().to_owned(), Arc::new(Fake::new(entry.plugin())));
        lock(&mut plugins, "framing", entry);
    }
    for entry in &study.rubric {
        plugins.rubrics.insert(entry.id().to_owned(), Arc::new(Fake::new(entry.plugin())));
        lock(&mut plugins, "rubric", entry);
    }
    plugins
}

fn lock(plugins: &mut Plugins, kind: &str, entry: &impl Entry) {
    plugins.lock.plugin.push(LockedPlugin {
        entry: format!("{kind}/{}", entry.id()),
        id: format!("test/{}", entry.plugin()),
        version: "1.0.0".to_owned(),
        contract: "0.1.0".to_owned(),
        sha256: motive_study::seal::sha256(entry.plugin().as_bytes()),
        size: 1,
    });
}

/// A plugin of any kind; its name says what it is like.
struct Fake {
    name: String,
    manifest: Manifest,
}

impl Fake {
    fn new(plugin: &str) -> Self {
        let attrs = match plugin {
            "simulated" => vec![("simulated".to_owned(), "true".to_owned())],
            _ => Vec::new(),
        };
        let manifest = Manifest {
            id: format!("test/{plugin}"),
            version: "1.0.0".to_owned(),
            title: plugin.to_owned(),
            summary: String::new(),
            authors: Vec::new(),
            license: "MIT".to_owned(),
            citation: String::new(),
            config_schema: config_schema(plugin).to_string(),
            attrs,
        };
        Self { name: plugin.to_owned(), manifest }
    }

    fn failure<T>(&self, function: &'static str) -> Call<T> {
        Err(CallError::Failed {
            plugin: self.name.clone(),
            function,
            failure: Failure {
                kind: FailureKind::Unsupported,
                message: "this plugin stands for another in tests".to_owned(),
                pointer: String::new(),
            },
        })
    }
}

/// The keys of each plugin's config. What is not listed has none.
fn config_schema(plugin: &str) -> Json {
    let (properties, required) = match plugin {
        "chat" => (
            json!({
                "base-url": { "type": "string" },
                "key-name": { "type": "string" },
                "also": { "type": "string" },
                "retries": { "type": "integer", "minimum": 0, "default": 3 },
                "headers": { "type": "array", "items": { "type": "string" } },
            }),
            vec!["base-url"],
        ),
        "essay" => (
            json!({
                "words": {
                    "type": "object",
                    "properties": { "least": { "type": "integer" }, "most": { "type": "integer" } },
                    "additionalProperties": false,
                },
                "topics": { "type": "string" },
                "fault": { "enum": ["no-items", "twice", "bad-id", "no-brief", "no-steps", "page", "huge", "fails"] },
            }),
            vec![],
        ),
        "donation" => (
            json!({
                "wording": { "enum": ["plain", "formal"], "default": "plain" },
                "fault": { "enum": ["rule", "role", "twice", "arms", "same"] },
            }),
            vec![],
        ),
        "forced-choice" | "quality-pairwise" | "quality-pointwise" | "incentive-guess" => {
            let faults = ["none", "no-ties", "purpose", "pointwise", "no-criteria"];
            let alternatives = json!({ "type": "integer" });
            let label = json!({ "type": "string" });
            (json!({ "fault": { "enum": faults }, "alternatives": alternatives, "label": label }), vec![])
        }
        // Would have whatever it likes granted by a default of its own.
        "eager" => {
            (json!({ "base-url": { "type": "string", "default": "https://elsewhere.example/v1" } }), vec![])
        }
        "broken-schema" => return json!({ "type": 3 }),
        _ => (json!({}), vec![]),
    };
    json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    })
}

fn config(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

fn word<'a>(config: &'a Json, key: &str) -> &'a str {
    config.get(key).and_then(Json::as_str).unwrap_or_default()
}

impl About for Fake {
    fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn wants(&self, text: &str) -> Call<Vec<Want>> {
        let config = config(text);
        let mut wants = Vec::new();
        let mut want = |what| wants.push(Want { what, optional: false });
        for key in ["base-url", "also"] {
            let url = word(&config, key);
            if !url.is_empty() {
                want(WantWhat::Origin(url.split('/').take(3).collect::<Vec<_>>().join("/")));
            }
        }
        if !word(&config, "key-name").is_empty() {
            want(WantWhat::Credential(Credential {
                name: word(&config, "key-name").to_owned(),
                origin: "http://127.0.0.1:8080".to_owned(),
                placement: Placement::Bearer,
            }));
        }
        if !word(&config, "topics").is_empty() {
            want(WantWhat::Asset(word(&config, "topics").to_owned()));
        }
        Ok(wants)
    }

    /// What a schema cannot say: the least number of words may not be above the most.
    fn check(&self, text: &str) -> Call<Vec<Finding>> {
        let config = config(text);
        let number = |key: &str| config.pointer(&format!("/words/{key}")).and_then(Json::as_i64);
        let (Some(least), Some(most)) = (number("least"), number("most")) else { return Ok(Vec::new()) };
        let finding = |message: &str, fatal| Finding {
            pointer: "/words/least".to_owned(),
            message: message.to_owned(),
            fatal,
        };
        Ok(match least.cmp(&most) {
            std::cmp::Ordering::Greater => vec![finding("the least is above the most", true)],
            std::cmp::Ordering::Equal => vec![finding("least and most are the same", false)],
            std::cmp::Ordering::Less => Vec::new(),
        })
    }
}

impl TaskFamily for Fake {
    /// Eight items, in pages of three.
    fn items(&self, ctx: &Context, start: u32, limit: u32) -> Call<Page> {
        let config = config(&ctx.config);
        let fault = word(&config, "fault");
        let brief = if fault == "no-brief" { "" } else { "Write about it." };
        let item = |index: u32| Item {
            id: match (fault, index) {
                ("twice", 1) => "item-0".to_owned(),
                ("bad-id", 1) => "Item 1".to_owned(),
                _ => format!("item-{index}"),
            },
            title: format!("Item {index}"),
            brief: brief.to_owned(),
            criterion: "Which is better?".to_owned(),
            input: "{}".to_owned(),
            tags: Vec::new(),
            max_steps: u32::from(fault != "no-steps"),
            attrs: Vec::new(),
        };
        let end = start.saturating_add(limit.min(3)).min(8);
        match fault {
            "no-items" => Ok(Page { items: Vec::new(), next: None }),
            "fails" => self.failure("task.items"),
            "huge" => {
                let huge = |index| Item { brief: "x".repeat(1 << 20), ..item(index) };
                Ok(Page { items: (start..start + limit).map(huge).collect(), next: Some(start + limit) })
            }
            "page" => Ok(Page { items: (start..end).map(item).collect(), next: Some(start) }),
            _ => Ok(Page { items: (start..end).map(item).collect(), next: (end < 8).then_some(end) }),
        }
    }

    fn begin(&self, _: &Context, _: &Item) -> Call<Step> {
        self.failure("task.begin")
    }

    fn advance(&self, _: &Context, _: &Item, _: &str, _: &Event) -> Call<Step> {
        self.failure("task.advance")
    }
}

impl Framing for Fake {
    fn arms(&self, ctx: &Context) -> Call<Vec<Arm>> {
        let config = config(&ctx.config);
        let fault = word(&config, "fault");
        let arm = |id: &str, role: &str, stakes: &[&str]| Arm {
            id: id.to_owned(),
            label: id.to_owned(),
            role: role.to_owned(),
            stakes: stakes.iter().map(|rule| (*rule).to_owned()).collect(),
            attrs: vec![("condition".to_owned(), if stakes.is_empty() { "none" } else { "best" }.to_owned())],
        };
        if word(&config, "wording") == "formal" && fault == "arms" {
            return Ok(vec![arm("high", "incentive", &["high"])]);
        }
        Ok(vec![
            arm("high", "incentive", if fault == "rule" { &["hihg"] } else { &["high"] }),
            arm("low", if fault == "role" { "incentiv" } else { "incentive" }, &["low"]),
            arm(if fault == "twice" { "low" } else { "neutral" }, "placebo", &["neutral"]),
            arm("same-count", "incentive", &["high-same-count"]),
            arm("of-another", "incentive", &["high-of-another-actor"]),
            arm("none", "baseline", &[]),
        ])
    }

    /// Says its wording.
    fn frame(&self, ctx: &Context, _: &View) -> Call<Framed> {
        let config = config(&ctx.config);
        let text = if word(&config, "fault") == "same" { "told" } else { word(&config, "wording") };
        let insert = Insert { slot: "user-end".to_owned(), text: text.to_owned() };
        Ok(Framed { state: String::new(), inserts: vec![insert] })
    }
}

impl Provider for Fake {
    fn begin(&self, _: &Context, _: &Job) -> Call<ProviderStep> {
        self.failure("provider.begin")
    }

    fn advance(&self, _: &Context, _: &Job, _: &str, _: &ProviderEvent) -> Call<ProviderStep> {
        self.failure("provider.advance")
    }
}

impl Rubric for Fake {
    fn judging(&self, ctx: &Context) -> Call<Scheme> {
        let config = config(&ctx.config);
        let fault = word(&config, "fault");
        let prefers = (self.name == "forced-choice") != (fault == "purpose");
        let criterion =
            Criterion { id: "all".to_owned(), description: "Which?".to_owned(), min: 0.0, max: 1.0 };
        let purpose = match self.name.as_str() {
            "incentive-guess" => "blinding",
            _ if prefers => "preference",
            _ => "quality",
        };
        let pointwise = (self.name == "quality-pointwise") != (fault == "pointwise");
        Ok(Scheme {
            purpose: purpose.to_owned(),
            comparison: if pointwise { "pointwise" } else { "pairwise" }.to_owned(),
            criteria: if fault == "no-criteria" { Vec::new() } else { vec![criterion] },
            allows_ties: true,
            attrs: Vec::new(),
        })
    }

    /// Reads log-probabilities if the config says how many.
    fn begin(&self, ctx: &Context, _: &Subject) -> Call<RubricStep> {
        if self.name == "length-pairwise" {
            let verdict = Verdict { reading: Reading::Abstain, reason: String::new(), attrs: Vec::new() };
            return Ok(RubricStep { state: String::new(), action: RubricAction::Verdict(verdict) });
        }
        let alternatives = config(&ctx.config).get("alternatives").and_then(Json::as_u64);
        let ask = RubricAsk {
            messages: Vec::new(),
            max_output_tokens: None,
            logprobs: alternatives.map(|count| count as u8),
            attrs: Vec::new(),
        };
        Ok(RubricStep { state: String::new(), action: RubricAction::Ask(ask) })
    }

    fn advance(&self, _: &Context, _: &Subject, _: &str, _: &Answer) -> Call<RubricStep> {
        self.failure("rubric.advance")
    }
}
