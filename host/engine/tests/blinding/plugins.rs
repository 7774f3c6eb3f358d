//! Native plugins that say, wherever the contract lets them, what no judge may read; and a rubric that writes down
//! everything that it is handed.

use std::sync::{Arc, LazyLock, Mutex};

use motive_contract::about::{Finding, Manifest, Want};
use motive_contract::framing::{Arm, Framed, Insert, View};
use motive_contract::provider::{
    Action as ProviderAction, Completion, Event as ProviderEvent, Job, Request, Step as ProviderStep,
};
use motive_contract::rubric::{
    Action as RubricAction, Ask as RubricAsk, Criterion, Preference, Reading, Scheme, Step as RubricStep,
    Subject, Verdict,
};
use motive_contract::task::{Action, Ask, Conversation, Event, Item, Outcome, Page, Step};
use motive_contract::types::{Answer, Artifact, Context, Message, OtherPart, Part, Role, StopReason, Usage};
use motive_contract::{About, Call, Framing, Provider, Rubric, TaskFamily};

use crate::names::Names;

/// One call of the recording rubric. `handed` is all of context, subject and answer but the seed, as JSON.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Handed {
    pub(crate) function: &'static str,
    pub(crate) seed: u64,
    pub(crate) handed: String,
}

/// What was heard in a run.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    /// The calls of the rubric.
    pub(crate) rubric: Mutex<Vec<Handed>>,
    /// The messages and tools of each request to a judge, as JSON.
    pub(crate) judges: Mutex<Vec<String>>,
    /// The same of each request to an actor to do the task.
    pub(crate) actors: Mutex<Vec<String>>,
}

pub(crate) struct Letters;
pub(crate) struct Promises(pub(crate) Names);
pub(crate) struct Chooser;
pub(crate) struct Recorder {
    pub(crate) of: Use,
    pub(crate) heard: Arc<Heard>,
}

/// Actors and judges. Some tell in their work what they were promised.
pub(crate) struct Models {
    pub(crate) names: Names,
    pub(crate) tell: bool,
    pub(crate) heard: Arc<Heard>,
}

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| Manifest {
    id: "test/native".to_owned(),
    version: "1.0.0".to_owned(),
    title: String::new(),
    summary: String::new(),
    authors: Vec::new(),
    license: "MIT".to_owned(),
    citation: String::new(),
    config_schema: "{}".to_owned(),
    attrs: Vec::new(),
});

macro_rules! about {
    ($($plugin:ty),*) => { $(impl About for $plugin {
        fn manifest(&self) -> &Manifest {
            &MANIFEST
        }

        fn wants(&self, _: &str) -> Call<Vec<Want>> {
            Ok(Vec::new())
        }

        fn check(&self, _: &str) -> Call<Vec<Finding>> {
            Ok(Vec::new())
        }
    })* };
}

about!(Letters, Promises, Models, Chooser, Recorder);

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn user(text: String) -> Message {
    Message::text(Role::User, text)
}

impl TaskFamily for Letters {
    fn items(&self, _: &Context, start: u32, limit: u32) -> Call<Page> {
        let item = |number| Item {
            id: format!("item-{number}"),
            title: String::new(),
            brief: format!("Write a letter about pier {number} of the harbour."),
            criterion: "Which letter is clearer?".to_owned(),
            input: "{}".to_owned(),
            tags: Vec::new(),
            max_steps: 1,
            attrs: Vec::new(),
        };
        Ok(Page { items: (start..start + limit).map(item).collect(), next: None })
    }

    fn begin(&self, _: &Context, item: &Item) -> Call<Step> {
        let action = Action::Ask(Ask {
            to: "actor".to_owned(),
            conversation: Conversation::Extend(vec![user(item.brief.clone())]),
            tools: Vec::new(),
            max_output_tokens: None,
            attrs: Vec::new(),
        });
        Ok(Step { state: String::new(), action, metrics: Vec::new() })
    }

    /// The first line is a title of the actor's own; the work is called by it in every way there is.
    fn advance(&self, _: &Context, _: &Item, _: &str, event: &Event) -> Call<Step> {
        let said = match event {
            Event::Answered(answer) => answer.message.plain_text(),
            _ => String::new(),
        };
        let (title, text) = said.split_once('\n').unwrap_or_default();
        let artifact = Artifact {
            name: title.to_owned(),
            media_type: format!("text/markdown; title={title}"),
            text: text.to_owned(),
            attrs: vec![(title.to_owned(), title.to_owned())],
        };
        let attrs = artifact.attrs.clone();
        let outcome = Outcome { artifacts: vec![artifact], metrics: Vec::new(), complete: true, attrs };
        Ok(Step { state: String::new(), action: Action::Finish(outcome), metrics: Vec::new() })
    }
}

impl Framing for Promises {
    fn arms(&self, _: &Context) -> Call<Vec<Arm>> {
        let arms = [("incentive", Some("high")), ("incentive", Some("low")), ("baseline", None)];
        let arm = |(number, (role, stake)): (usize, (&str, Option<&str>))| Arm {
            id: self.0.of("arm", number),
            label: self.0.of("label", number),
            role: role.to_owned(),
            stakes: stake.into_iter().map(str::to_owned).collect(),
            attrs: vec![("condition".to_owned(), stake.map_or("none", |_| "best").to_owned())],
        };
        Ok(arms.into_iter().enumerate().map(arm).collect())
    }

    fn frame(&self, _: &Context, view: &View) -> Call<Framed> {
        let number = self.0.number_in("arm", &view.arm).unwrap();
        let label = self.0.of("label", number);
        let promise =
            |stake: &str| format!("{label}. If the text is judged the best, this will happen: \"{stake}\"");
        let inserts = view.stakes.iter().map(|(_, stake)| promise(&stake.text));
        let slot = |text| Insert { slot: "own-turn".to_owned(), text };
        Ok(Framed { state: String::new(), inserts: inserts.map(slot).collect() })
    }
}

impl Models {
    /// Prefers the outcome with the higher number.
    fn choice(text: &str) -> String {
        let line = |start| text.lines().find_map(|line| line.strip_prefix(start)).unwrap();
        if line("first: ") > line("second: ") { "first" } else { "second" }.to_owned()
    }

    /// A title that tells everything, and a letter that hangs on the numbers of actor, arm and pier and on no name.
    fn letter(&self, request: &Request, text: &str) -> String {
        let actor = self.names.number_in("actormodel", &request.model).unwrap();
        let arm = self.names.number_in("label", text).unwrap_or(2);
        let pier = text.split("pier ").nth(1).unwrap().split(' ').next().unwrap();
        let title = format!("{} {} {text}", request.model, self.served(request)).replace('\n', " ");
        let weather = ["calm", "grey", "bright"][actor];
        let wind = ["from the north", "from the sea", "over the hills"][arm];
        let mut letter = format!(
            "The water at pier {pier} was {weather} this morning. Boats came in before the tide turned.\n\n\
             The wind blew {wind} all day. Two ropes had to be tied again. Nobody minded much.\n\n\
             In the evening the lamps were lit. The crews went home, and the harbour fell silent."
        );
        let promised = text.split('"').nth(1).filter(|_| self.tell);
        letter.extend(promised.map(|promised| {
            format!("\n\nShould this text be judged the best, this will happen: {promised}")
        }));
        format!("{title}\n{letter}")
    }

    fn served(&self, request: &Request) -> String {
        format!("{}/{}", self.names.of("served", 0), request.model)
    }

    fn answer(&self, request: &Request) -> String {
        let messages = request.messages.iter().map(Message::plain_text);
        let text = messages.collect::<Vec<_>>().join("\n");
        let all = json(&(&request.messages, &request.tools));
        if self.names.number_in("judgemodel", &request.model).is_some() {
            self.heard.judges.lock().unwrap().push(all);
            "The first one.".to_owned()
        } else if text.contains("second: ") {
            Self::choice(&text)
        } else {
            self.heard.actors.lock().unwrap().push(all);
            self.letter(request, &text)
        }
    }

    fn complete(&self, request: &Request) -> Completion {
        let vendor = self.names.of("vendor", 0);
        let attrs = vec![(vendor.clone(), request.model.clone())];
        let signed = Part::Other(OtherPart { kind: vendor.clone(), data: json(&request.model) });
        Completion {
            message: Message {
                role: Role::Other(vendor),
                parts: vec![signed, Part::Text(self.answer(request))],
            },
            stop: StopReason::End,
            usage: Usage { input_tokens: 7, output_tokens: 5, attrs: attrs.clone(), ..Usage::default() },
            logprobs: Vec::new(),
            served_by: self.served(request),
            attrs,
        }
    }
}

impl Provider for Models {
    fn begin(&self, _: &Context, job: &Job) -> Call<ProviderStep> {
        let action = match job {
            Job::ListModels => ProviderAction::Models(Vec::new()),
            Job::Complete(requests) => ProviderAction::Completions(
                requests.iter().map(|request| Ok(self.complete(request))).collect(),
            ),
        };
        Ok(ProviderStep { state: String::new(), action })
    }

    /// Never called: it wants nothing sent.
    fn advance(&self, ctx: &Context, job: &Job, _: &str, _: &ProviderEvent) -> Call<ProviderStep> {
        Provider::begin(self, ctx, job)
    }
}

fn scheme(purpose: &str) -> Scheme {
    let criterion = Criterion { id: "all".to_owned(), description: String::new(), min: 0.0, max: 1.0 };
    Scheme {
        purpose: purpose.to_owned(),
        comparison: "pairwise".to_owned(),
        criteria: vec![criterion],
        allows_ties: true,
        attrs: Vec::new(),
    }
}

fn ask(state: &str, messages: Vec<Message>) -> RubricStep {
    let ask = RubricAsk { messages, max_output_tokens: None, logprobs: None, attrs: Vec::new() };
    RubricStep { state: state.to_owned(), action: RubricAction::Ask(ask) }
}

fn verdict(answer: &Answer) -> RubricStep {
    let is_first = answer.message.plain_text().contains("first");
    let preference = if is_first { Preference::First } else { Preference::Second };
    let reading = Reading::Preferences(vec![("all".to_owned(), preference)]);
    let verdict = Verdict { reading, reason: String::new(), attrs: Vec::new() };
    RubricStep { state: String::new(), action: RubricAction::Verdict(verdict) }
}

fn score() -> RubricStep {
    let reading = Reading::Scores(vec![("all".to_owned(), 0.5)]);
    let verdict = Verdict { reading, reason: String::new(), attrs: Vec::new() };
    RubricStep { state: String::new(), action: RubricAction::Verdict(verdict) }
}

impl Rubric for Chooser {
    fn judging(&self, _: &Context) -> Call<Scheme> {
        Ok(scheme("preference"))
    }

    fn begin(&self, _: &Context, subject: &Subject) -> Call<RubricStep> {
        let [first, second] = [0, 1].map(|at| &subject.candidates[at].text);
        Ok(ask("", vec![user(format!("Which do you prefer?\nfirst: {first}\nsecond: {second}"))]))
    }

    fn advance(&self, _: &Context, _: &Subject, _: &str, answer: &Answer) -> Call<RubricStep> {
        Ok(verdict(answer))
    }
}

/// What a recording rubric is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Use {
    Ballots,
    Guesses,
    Scores,
}

impl Recorder {
    fn record(&self, function: &'static str, ctx: &Context, handed: &impl serde::Serialize) {
        let handed = json(&(&ctx.config, handed));
        self.heard.rubric.lock().unwrap().push(Handed { function, seed: ctx.seed, handed });
    }

    /// All that the rubric has, put to the judge.
    fn question(subject: &Subject) -> Message {
        user(json(subject))
    }
}

impl Rubric for Recorder {
    fn judging(&self, ctx: &Context) -> Call<Scheme> {
        self.record("judging", ctx, &());
        let scheme = scheme(if self.of == Use::Guesses { "blinding" } else { "quality" });
        let comparison = if self.of == Use::Scores { "pointwise" } else { "pairwise" };
        Ok(Scheme { comparison: comparison.to_owned(), ..scheme })
    }

    fn begin(&self, ctx: &Context, subject: &Subject) -> Call<RubricStep> {
        self.record("begin", ctx, subject);
        Ok(ask("", vec![Self::question(subject)]))
    }

    /// Asks once more, with the answer in the conversation, before it believes it.
    fn advance(&self, ctx: &Context, subject: &Subject, state: &str, answer: &Answer) -> Call<RubricStep> {
        self.record("advance", ctx, &(subject, state, answer));
        if state == "again" {
            return Ok(if self.of == Use::Scores { score() } else { verdict(answer) });
        }
        let again = user("Are you sure?".to_owned());
        Ok(ask("again", vec![Self::question(subject), answer.message.clone(), again]))
    }
}
