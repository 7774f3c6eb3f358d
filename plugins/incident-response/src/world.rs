//! The simulated world: what logs and metrics show at a time, after what was done.
//!
//! A pure function of incident and acts, without chance: samples scatter by a hash of their name and minute. What is
//! done changes nothing before the next sample, five minutes later. Owns no words to the actor but the lines of logs.

use motive_plugin::Random;

use crate::incident::{CHANNEL, Course, Effect, Entry, HISTORY, Health, Incident, Line, Log, Metric, TICK};
use crate::state::{Act, Deed};

/// An incident, and what the acts came to in it.
pub(crate) struct World<'a> {
    incident: &'a Incident,
    runs: Vec<Run>,
    /// Updates, with their minutes.
    posts: Vec<(i32, &'a str)>,
}

/// A runbook step that was taken.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    pub(crate) minute: i32,
    entry: &'static Entry,
    /// What came of it; none if the step had done its work before.
    pub(crate) course: Option<Course>,
}

/// A line as it is read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub(crate) minute: i32,
    pub(crate) text: String,
    pub(crate) decisive: bool,
}

impl<'a> World<'a> {
    /// The world after these acts.
    pub(crate) fn after(incident: &'a Incident, acts: &'a [Act]) -> Self {
        let mut world = World { incident, runs: Vec::new(), posts: Vec::new() };
        for act in acts {
            match &act.deed {
                Deed::RunStep { step } => {
                    if let Some(entry) = incident.entry(step) {
                        let run = world.run(entry, act.minute());
                        world.runs.push(run);
                    }
                }
                Deed::PostUpdate { text } => world.posts.push((act.minute(), text)),
                _ => {}
            }
        }
        world
    }

    /// What would come of a step that is taken now.
    pub(crate) fn run(&self, entry: &'static Entry, minute: i32) -> Run {
        let course = match entry.before {
            Some((id, instead)) if !self.runs.iter().any(|run| run.entry.id == id) => Some(instead),
            _ if self.has_cured(entry) => None,
            _ => Some(entry.course),
        };
        Run { minute, entry, course }
    }

    fn has_cured(&self, entry: &Entry) -> bool {
        let cured = |run: &Run| run.entry.id == entry.id && matches!(run.effect(), Some(Effect::Cure(_)));
        self.runs.iter().any(cured)
    }

    /// Whether the cause is gone and no harm is felt any more, by what was done up to this minute.
    pub(crate) fn is_well(&self, minute: i32) -> bool {
        // What is done shows from the next minute on.
        let next = minute.saturating_add(1);
        !self.is_harmed(next) && self.base(next) == Health::Well
    }

    /// How the service is at a minute, by what was done before it.
    fn health(&self, minute: i32) -> Health {
        if self.is_harmed(minute) { Health::Harmed } else { self.base(minute) }
    }

    fn base(&self, minute: i32) -> Health {
        let before = || self.runs.iter().filter(|run| run.minute < minute);
        let is_cured = |part: &&'static str| before().any(|run| run.effect() == Some(Effect::Cure(part)));
        if self.incident.parts().iter().all(is_cured) {
            return Health::Well;
        }
        let holds = |run: &Run| match run.effect() {
            Some(Effect::Relief(minutes)) => minute <= run.minute + minutes,
            _ => false,
        };
        if before().any(holds) { Health::Relieved } else { Health::Broken }
    }

    fn is_harmed(&self, minute: i32) -> bool {
        self.runs.iter().any(|run| match run.effect() {
            Some(Effect::Harm(minutes)) => run.minute < minute && minute <= run.minute + minutes,
            _ => false,
        })
    }

    /// The samples of a metric between two minutes, both included: (minute, value), five minutes apart.
    pub(crate) fn samples(&self, metric: &Metric, since: i32, until: i32) -> Vec<(i32, f64)> {
        let mut value = self.goal(metric, -HISTORY);
        let mut samples = Vec::new();
        let mut minute = -HISTORY;
        while minute <= until {
            let goal = self.goal(metric, minute);
            let away = (goal - metric.usual).abs() > (value - metric.usual).abs();
            let pace = if away { metric.pace.0 } else { metric.pace.1 };
            value = (value + (goal - value) * pace).min(metric.most);
            if minute >= since {
                samples.push((minute, (value * self.scatter(metric, minute)).min(metric.most)));
            }
            minute += TICK;
        }
        samples
    }

    /// Where a metric is drawn to.
    fn goal(&self, metric: &Metric, minute: i32) -> f64 {
        if minute < -metric.since {
            return match metric.bump {
                Some((from, to, value)) if (-from..=-to).contains(&minute) => value,
                _ => metric.usual,
            };
        }
        let base = match self.base(minute) {
            Health::Well => metric.well,
            Health::Relieved => metric.relieved,
            _ => metric.broken,
        };
        metric.harmed.filter(|_| self.is_harmed(minute)).unwrap_or(base)
    }

    /// Within 3 per cent of 1.
    fn scatter(&self, metric: &Metric, minute: i32) -> f64 {
        if !metric.scatters {
            return 1.0;
        }
        let key = [self.incident.id, metric.name, &minute.to_string()];
        0.97 + 0.06 * Random::keyed(0, key).unit()
    }

    /// The value of a metric at the latest sample, as text.
    fn value(&self, name: &str, minute: i32) -> Option<String> {
        let metric = self.incident.metric(name)?;
        let (_, value) = *self.samples(metric, minute - TICK + 1, minute).last()?;
        Some(format!("{value:.*}", metric.decimals))
    }

    /// The lines of a log between two minutes, both included, in order of time.
    pub(crate) fn lines(&self, log: &Log, since: i32, until: i32) -> Vec<Shown> {
        let within = |minute: i32| (since..=until).contains(&minute);
        let past = log.lines.iter().map(|line| {
            let Line { before, text, decisive } = line;
            Shown { minute: -before, text: (*text).into(), decisive: *decisive }
        });
        let mut lines: Vec<Shown> = past.filter(|line| within(line.minute)).collect();
        let mut minute = 0;
        while minute <= until {
            if within(minute) {
                lines.extend(self.ongoing(log, minute));
            }
            minute += TICK;
        }
        let plain = |minute, text: &str| Shown { minute, text: text.into(), decisive: false };
        for run in &self.runs {
            if let Some((source, text)) = run.course.and_then(|course| course.trace)
                && source == log.source
                && within(run.minute)
            {
                lines.push(plain(run.minute, text));
            }
        }
        if log.source == CHANNEL {
            let posts = self.posts.iter().filter(|(minute, _)| within(*minute));
            lines.extend(posts.map(|(minute, text)| plain(*minute, &format!("on-call: {}", one_line(text)))));
        }
        lines.sort_by_key(|line| line.minute);
        lines
    }

    fn ongoing(&self, log: &Log, minute: i32) -> Vec<Shown> {
        let of = |health: Health| log.ongoing.iter().filter(move |(when, _)| *when == health);
        let mut health = self.health(minute);
        // A log that does not show the harm goes on as before.
        if of(health).next().is_none() {
            health = self.base(minute);
        }
        of(health)
            .map(|(_, text)| Shown { minute, text: self.filled(text, minute), decisive: false })
            .collect()
    }

    /// A line with metrics' values for the names in braces.
    fn filled(&self, text: &str, minute: i32) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            filled.push_str(before);
            filled.push_str(&self.value(name, minute).unwrap_or_default());
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

impl Run {
    pub(crate) fn effect(&self) -> Option<Effect> {
        self.course.map(|course| course.effect)
    }
}

/// A text without line breaks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
