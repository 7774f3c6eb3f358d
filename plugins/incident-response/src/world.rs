//! The simulated world: what logs and metrics show at a time, after what was done.
//!
//! A pure function of incident and acts, without chance: samples scatter by a hash of their name and minute. What is
//! done changes nothing before the next sample, five minutes later. Owns no words to the actor but the lines of logs.

use motive_plugin::Random;

use crate::incident::{
    CHANNEL, Course, Effect, Entry, HISTORY, Health, Incident, Line, Log, Metric, TICK, When,
};
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
    /// Whether the step came before the one it depends on.
    is_early: bool,
    /// When the step was last taken, as early or in as good time as now.
    pub(crate) last: Option<i32>,
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
        let early = entry.before.filter(|(first, _)| !self.runs.iter().any(|run| run.entry.id == *first));
        let same = |run: &&Run| run.entry.id == entry.id && run.is_early == early.is_some();
        let last = self.runs.iter().rev().find(same).map(|run| run.minute);
        let course = match early {
            Some((_, instead)) => Some(instead),
            None if last.is_some() && !entry.repeatable => None,
            None => Some(self.course(entry, minute)),
        };
        Run { minute, entry, course, is_early: early.is_some(), last }
    }

    /// What a step comes to in the circumstances of this minute.
    fn course(&self, entry: &Entry, minute: i32) -> Course {
        // What was done in the same minute counts.
        let next = minute.saturating_add(1);
        let holds = |when: When| match when {
            When::After(id) => self.runs.iter().any(|run| run.entry.id == id && !run.is_early),
            When::Eased => !self.is_harmed(next) && self.base(next) != Health::Broken,
            When::Cured => self.base(next) == Health::Well,
        };
        let others = entry.otherwise.iter().flatten();
        others.copied().find(|(when, _)| holds(*when)).map_or(entry.course, |(_, course)| course)
    }

    /// Whether the cause is gone and no harm is felt any more, by what was done up to this minute.
    pub(crate) fn is_well(&self, minute: i32) -> bool {
        // What is done shows from the next minute on.
        let next = minute.saturating_add(1);
        !self.is_harmed(next) && self.base(next) == Health::Well
    }

    /// How the service is at a minute but for harm, by what was done before it.
    fn base(&self, minute: i32) -> Health {
        if self.incident.parts().into_iter().all(|part| self.is_removed(part, minute)) {
            Health::Well
        } else if self.relief(minute).is_some() {
            Health::Relieved
        } else {
            Health::Broken
        }
    }

    /// Whether a part of the cause was removed before a minute.
    fn is_removed(&self, part: &'static str, minute: i32) -> bool {
        self.runs.iter().any(|run| run.minute < minute && run.effect() == Some(Effect::Cure(part)))
    }

    /// The latest step whose relief holds at a minute.
    fn relief(&self, minute: i32) -> Option<&Run> {
        let holds = |run: &&Run| match run.effect() {
            Some(Effect::Relief(minutes)) => run.minute < minute && minute <= run.minute + minutes,
            _ => false,
        };
        self.runs.iter().rev().find(holds)
    }

    /// The steps whose harm is felt at a minute, the latest first.
    fn harms(&self, minute: i32) -> impl Iterator<Item = &Run> {
        self.runs.iter().rev().filter(move |run| match run.effect() {
            Some(Effect::Harm(minutes)) => {
                run.minute < minute && minute <= run.minute + minutes && !self.is_made_good(run, minute)
            }
            _ => false,
        })
    }

    fn is_harmed(&self, minute: i32) -> bool {
        self.harms(minute).next().is_some()
    }

    /// Whether a step that did harm by coming too early was taken again in its time, and cured.
    fn is_made_good(&self, harm: &Run, minute: i32) -> bool {
        let cures =
            |run: &Run| run.entry.id == harm.entry.id && matches!(run.effect(), Some(Effect::Cure(_)));
        self.runs.iter().any(|run| run.minute < minute && cures(run))
    }

    /// The samples of a metric between two minutes, both included: (minute, value), five minutes apart.
    pub(crate) fn samples(&self, metric: &Metric, since: i32, until: i32) -> Vec<(i32, f64)> {
        let mut value = self.goal(metric, -HISTORY).unwrap_or(metric.usual);
        let mut samples = Vec::new();
        let mut minute = -HISTORY;
        while minute <= until {
            value = (value - self.fall(metric, minute)).max(0.0);
            let goal = self.goal(metric, minute).unwrap_or(value);
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

    /// Where a metric is drawn to; none if it stays where it is.
    fn goal(&self, metric: &Metric, minute: i32) -> Option<f64> {
        if minute < -metric.since {
            return Some(match metric.bump {
                Some((from, to, value)) if (-from..=-to).contains(&minute) => value,
                _ => metric.usual,
            });
        }
        let under =
            |run: &Run| metric.under.iter().find(|(step, _)| *step == run.entry.id).map(|(_, value)| *value);
        if let Some(value) = self.harms(minute).find_map(|run| under(run).or(metric.harmed)) {
            return Some(value);
        }
        let base = self.base(minute);
        match metric.without {
            _ if base == Health::Well => Some(metric.well),
            Some((part, value)) if self.is_removed(part, minute) => value,
            _ if base == Health::Relieved => self.relief(minute).and_then(under).or(Some(metric.relieved)),
            _ => Some(metric.broken),
        }
    }

    /// By how much a metric falls at once in the five minutes before a sample.
    fn fall(&self, metric: &Metric, minute: i32) -> f64 {
        let Some((step, by)) = metric.falls else { return 0.0 };
        let falls = |run: &&Run| run.entry.id == step && (minute - TICK..minute).contains(&run.minute);
        self.runs.iter().filter(falls).filter(|run| run.course.is_some()).map(|_| by).sum()
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
        let of = |health: &Health| log.ongoing.iter().filter(|(when, _)| when == health).collect::<Vec<_>>();
        // A log that does not show one thing goes on with the next.
        let shown =
            self.conditions(minute).iter().map(of).find(|lines| !lines.is_empty()).unwrap_or_default();
        shown
            .into_iter()
            .map(|(_, text)| Shown { minute, text: self.filled(text, minute), decisive: false })
            .collect()
    }

    /// All that holds of the service at a minute, what is felt most first.
    fn conditions(&self, minute: i32) -> Vec<Health> {
        let mut all: Vec<Health> = self.harms(minute).map(|run| Health::HarmedBy(run.entry.id)).collect();
        if !all.is_empty() {
            all.push(Health::Harmed);
        }
        let base = self.base(minute);
        if base != Health::Well {
            let removed = self.incident.parts().into_iter().filter(|part| self.is_removed(part, minute));
            all.extend(removed.map(Health::Without));
        }
        all.push(base);
        all
    }

    /// A line with metrics' values for the names in braces.
    pub(crate) fn filled(&self, text: &str, minute: i32) -> String {
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
