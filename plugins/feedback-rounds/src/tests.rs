use std::collections::BTreeSet;

use motive_plugin::task::Action;
use motive_plugin::{FailureKind, Metric, Part, Role, StopReason, Usage, read_json, write_json};

use super::*;

fn context(rounds: u32, history: History, seed: u64) -> Context<Config> {
    Context { config: Config { rounds, history, items: Vec::new() }, seed }
}

fn harbour(ctx: &Context<Config>) -> Item {
    FeedbackRounds::items(ctx).unwrap().remove(0)
}

fn answer(text: &str, stop: StopReason) -> Event {
    let message = Message { role: Role::Assistant, parts: vec![Part::Text(text.into())] };
    let usage = Usage::default();
    Event::Answered(Answer { message, stop, usage, logprobs: Vec::new(), attrs: Vec::new() })
}

fn says(text: &str) -> Event {
    answer(text, StopReason::End)
}

/// Plays these answers, with every state through JSON; the steps from the first to the last.
fn play(ctx: &Context<Config>, item: &Item, events: &[Event]) -> Vec<Step<State>> {
    let mut steps = vec![FeedbackRounds::begin(ctx, item).unwrap()];
    for event in events {
        let before = &steps.last().unwrap().state;
        let state = write_json(before).unwrap();
        let state: State = read_json(FailureKind::BadState, "state", &state).unwrap();
        assert_eq!(&state, before);
        steps.push(FeedbackRounds::advance(ctx, item, state, event.clone()).unwrap());
    }
    steps
}

/// The message of an ask, and whether it starts the conversation over.
fn asked(step: &Step<State>) -> (String, bool) {
    let Action::Ask(ask) = &step.action else { panic!("no ask: {step:?}") };
    assert_eq!((ask.to.as_str(), ask.tools.len()), ("actor", 0));
    let (messages, starts_over) = match &ask.conversation {
        Conversation::Extend(messages) => (messages, false),
        Conversation::Replace(messages) => (messages, true),
    };
    assert_eq!(messages.len(), 1);
    (messages[0].text(), starts_over)
}

fn finished(step: &Step<State>) -> &Outcome {
    let Action::Finish(outcome) = &step.action else { panic!("not finished: {step:?}") };
    assert_eq!(step.metrics, outcome.metrics);
    outcome
}

fn measure(metrics: &[Metric], name: &str) -> Option<f64> {
    metrics.iter().find(|(of, _)| of == name).map(|(_, value)| *value)
}

#[test]
fn sixteen_items_with_ids_and_scenes_of_their_own() {
    let items = FeedbackRounds::items(&Context::default()).unwrap();
    assert_eq!(items.len(), 16);
    let distinct = |of: fn(&Item) -> &String| items.iter().map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(|item| &item.id), 16);
    assert_eq!(distinct(|item| &item.title), 16);
    assert_eq!(distinct(|item| &item.brief), 16);
    for item in &items {
        assert!(item.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", item.id);
        assert_eq!(item.max_steps, 5);
    }
    let scenes = SETTINGS.iter().flat_map(|setting| &setting.scenes);
    let told: BTreeSet<&str> = scenes.map(|scene| scene.told).collect();
    assert_eq!(told.len(), 16 * 8);
}

#[test]
fn no_word_of_an_incentive() {
    let words =
        ["prize", "reward", "donat", "award", "stake", "compet", "judge", "win ", "winner", "paid", "score"];
    let ctx = Context::default();
    for item in FeedbackRounds::items(&ctx).unwrap() {
        let told: String = problems(&ctx, &item).unwrap().iter().map(Problem::told).collect();
        let text =
            format!("{} {} {} {told} {}", item.title, item.brief, item.criterion, introduction(&item, 5));
        for word in words {
            assert!(!text.to_lowercase().contains(word), "{}: `{word}`", item.id);
        }
    }
}

#[test]
fn problems_are_drawn_by_item_and_seed_and_more_rounds_leave_the_first() {
    let of = |rounds, seed| {
        let ctx = context(rounds, History::Extend, seed);
        problems(&ctx, &harbour(&ctx)).unwrap()
    };
    for seed in 0..20 {
        assert_eq!(of(5, seed), of(5, seed));
        assert_eq!(of(8, seed)[..3], of(3, seed));
        assert_ne!(of(5, seed), of(5, seed + 1));
        let told: BTreeSet<String> = of(8, seed).iter().map(Problem::told).collect();
        assert_eq!(told.len(), 8);
    }
    // What the actor sees of them does not bear on which they are.
    let replace = context(5, History::Replace, 3);
    assert_eq!(problems(&replace, &harbour(&replace)).unwrap(), of(5, 3));
}

#[test]
fn each_scene_comes_as_often_in_each_round() {
    let ctx = context(8, History::Extend, 0);
    let mut first = [0; 8];
    for seed in 0..8000 {
        let problems = problems(&Context { seed, ..ctx.clone() }, &harbour(&ctx)).unwrap();
        let told = problems[0].told();
        first[SETTINGS[0].scenes.iter().position(|scene| told.contains(scene.told)).unwrap()] += 1;
    }
    // Five standard errors of 8000 draws of one in eight.
    assert!(first.iter().all(|count: &i32| (count - 1000).abs() < 150), "{first:?}");
}

#[test]
fn with_history_each_round_tells_what_the_last_sentence_met() {
    let ctx = context(3, History::Extend, 1);
    let item = harbour(&ctx);
    let problems = problems(&ctx, &item).unwrap();
    let steps = play(&ctx, &item, &[says("Zzz."), says("")]);
    let first = format!("{}\n\nRound 1 of 3\n{}", introduction(&item, 3), problems[0].told());
    assert_eq!(asked(&steps[0]), (first, false));
    // Neither the forbidden letter nor a word twice, and nothing else.
    let second = format!("Your sentence met 2 of the 8 conditions.\n\nRound 2 of 3\n{}", problems[1].told());
    assert_eq!(asked(&steps[1]), (second, false));
    let third = format!("Your sentence met 0 of the 8 conditions.\n\nRound 3 of 3\n{}", problems[2].told());
    assert_eq!(asked(&steps[2]), (third, false));
}

#[test]
fn without_history_each_round_starts_over_and_tells_what_all_sentences_met() {
    let ctx = context(3, History::Replace, 1);
    let item = harbour(&ctx);
    let problems = problems(&ctx, &item).unwrap();
    let steps = play(&ctx, &item, &[says("Zzz."), says("")]);
    let round = |number: usize, feedback: &str| {
        let told = problems[number - 1].told();
        format!("{}\n\n{feedback}Round {number} of 3\n{told}", introduction(&item, 3))
    };
    assert_eq!(asked(&steps[0]), (round(1, ""), false));
    let feedback = "Conditions met in the rounds so far, of 8 in each: 2.\n\n";
    assert_eq!(asked(&steps[1]), (round(2, feedback), true));
    let feedback = "Conditions met in the rounds so far, of 8 in each: 2, 0.\n\n";
    assert_eq!(asked(&steps[2]), (round(3, feedback), true));
}

#[test]
fn all_rounds_are_the_work_and_are_measured() {
    for history in [History::Extend, History::Replace] {
        let ctx = context(3, history, 2);
        let item = harbour(&ctx);
        let problems = problems(&ctx, &item).unwrap();
        let steps = play(&ctx, &item, &[says("Zzz."), says(" \n"), says("Zzz zzz.\n")]);
        assert_eq!(measure(&steps[1].metrics, "score-1"), Some(0.25));
        assert_eq!(measure(&steps[1].metrics, "slope"), None);
        let outcome = finished(&steps[3]);
        assert!(outcome.complete);
        let text = format!(
            "## Round 1\n\n{}\n\nSentence: Zzz.\n\n## Round 2\n\n{}\n\nSentence: (nothing)\n\n## Round 3\n\n{}\n\n\
             Sentence: Zzz zzz.",
            problems[0].told(),
            problems[1].told(),
            problems[2].told()
        );
        assert_eq!(outcome.artifacts, [Artifact::markdown("sentences", text)]);
        let values: Vec<(&str, f64)> =
            outcome.metrics.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let mean = (0.25 + 0.0 + 0.125) / 3.0;
        let expected = [
            ("score-1", 0.25),
            ("score-2", 0.0),
            ("score-3", 0.125),
            ("mean-score", mean),
            ("slope", -0.0625),
        ];
        assert_eq!(values, expected);
    }
}

#[test]
fn what_is_not_whole_meets_nothing() {
    for stop in [StopReason::Length, StopReason::Refusal, StopReason::Filtered, StopReason::Other] {
        let ctx = context(2, History::Extend, 2);
        let item = harbour(&ctx);
        let steps = play(&ctx, &item, &[answer("Zzz.", stop), says("Zzz.")]);
        assert!(asked(&steps[1]).0.starts_with("Your sentence met 0 of the 8 conditions."));
        let outcome = finished(&steps[2]);
        assert!(outcome.complete, "one round was written");
        assert_eq!(measure(&outcome.metrics, "score-1"), Some(0.0));
        assert!(outcome.artifacts[0].text.contains("Sentence: Zzz."));

        let steps = play(&ctx, &item, &[answer("Zzz.", stop), answer("", stop)]);
        let outcome = finished(&steps[2]);
        assert!(!outcome.complete && outcome.attrs.is_empty());
        assert_eq!(measure(&outcome.metrics, "mean-score"), Some(0.0));
    }
}

#[test]
fn out_of_budget_ends_the_episode_without_work_and_with_measures() {
    let ctx = context(3, History::Extend, 2);
    let item = harbour(&ctx);
    for played in 0..3 {
        let answers = std::iter::repeat_n(says("Zzz."), played);
        let events: Vec<Event> = answers.chain([Event::OutOfBudget("money".into())]).collect();
        let steps = play(&ctx, &item, &events);
        let outcome = finished(steps.last().unwrap());
        assert!(!outcome.complete);
        assert_eq!(outcome.artifacts.len(), usize::from(played > 0));
        assert_eq!(outcome.attrs, [("reason".into(), "not all rounds were played".into())]);
        assert_eq!(measure(&outcome.metrics, "mean-score"), (played > 0).then_some(0.25));
        assert_eq!(measure(&outcome.metrics, "slope"), (played > 1).then_some(0.0));
    }
}

#[test]
fn the_same_answers_make_the_same_episode() {
    let answers = ["The rope and the horn, today.", "", "Zzz.", "A, b, c.", "Here is a stone."];
    for item in FeedbackRounds::items(&Context::default()).unwrap() {
        for seed in 0..5 {
            let ctx = context(5, History::Extend, seed);
            let events = answers.map(says);
            let steps = play(&ctx, &item, &events);
            assert_eq!(steps, play(&ctx, &item, &events));
            assert_eq!(steps.len(), 6);
            for score in &finished(&steps[5]).metrics[..5] {
                assert!((0.0..=1.0).contains(&score.1), "{score:?}");
            }
        }
    }
}

#[test]
fn a_state_that_no_episode_can_have_is_refused() {
    let ctx = context(2, History::Extend, 2);
    let item = harbour(&ctx);
    let round = Round { text: "Zzz.".into(), is_whole: true };
    for count in [2, 3, 100] {
        let state = State { rounds: vec![round.clone(); count] };
        let failure = FeedbackRounds::advance(&ctx, &item, state, says("Zzz.")).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadState, "{count}");
    }
    for json in ["{}", "7", r#"{"rounds": [{"text": "a"}]}"#, r#"{"rounds": [], "mood": 1}"#] {
        assert!(read_json::<State>(FailureKind::BadState, "state", json).is_err(), "{json}");
    }
}

#[test]
fn what_nobody_knows_is_refused() {
    let ctx = Context::default();
    let mut stranger = harbour(&ctx);
    let event = Event::Other(("earthquake".into(), "{}".into()));
    let failure = FeedbackRounds::advance(&ctx, &stranger, State::default(), event).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unsupported);
    stranger.id = "moon".into();
    assert_eq!(FeedbackRounds::begin(&ctx, &stranger).unwrap_err().kind, FailureKind::BadSubject);
}

#[test]
fn a_config_that_cannot_be_used_is_pointed_at() {
    assert!(FeedbackRounds::check(&Config::default()).is_empty());
    let items = vec!["island".to_owned(), "island".to_owned()];
    let findings = FeedbackRounds::check(&Config { items, ..Config::default() });
    assert_eq!((findings[0].pointer.as_str(), findings[0].fatal), ("/items/1", true));
    let config = Config { items: vec!["moon".into()], ..Config::default() };
    let failure = FeedbackRounds::items(&Context { config, seed: 0 }).unwrap_err();
    assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::BadConfig, "/items/0"));
    for (json, pointer) in [(r#"{"rounds": "all"}"#, "/rounds"), (r#"{"history": "forget"}"#, "/history")] {
        let failure = read_json::<Config>(FailureKind::BadConfig, "config", json).unwrap_err();
        assert_eq!(failure.pointer, pointer, "{json}");
    }
}
