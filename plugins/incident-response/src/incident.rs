//! What an incident is made of: services, logs, metrics, a runbook and one cause, as constant data.
//!
//! Minutes count from the page: 0 is when the actor is called, what lies before is negative (authored as minutes
//! before). How the world moves by these data is `world`'s business; which incidents there are, `incidents`'.

/// Minutes that one answer of the actor takes, and that lie between two samples of a metric.
pub(crate) const TICK: i32 = 5;

/// How far logs and metrics reach back, in minutes before the page.
pub(crate) const HISTORY: i32 = 180;

/// One item of the family.
pub(crate) struct Incident {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// For stratifying.
    pub(crate) area: &'static str,
    /// Minute of the day at which the actor is paged.
    pub(crate) paged_at: i32,
    /// After "on call for": whose service, and for whom.
    pub(crate) setting: &'static str,
    /// The alert.
    pub(crate) page: &'static str,
    /// Names, and what they do.
    pub(crate) services: &'static [(&'static str, &'static str)],
    /// One of them is the channel.
    pub(crate) logs: &'static [Log],
    pub(crate) metrics: &'static [Metric],
    pub(crate) runbook: &'static [Entry],
    pub(crate) cause: Cause,
}

/// The truth, as judges are told it, and how a text is seen to name it.
pub(crate) struct Cause {
    /// What was wrong, and how one could know.
    pub(crate) told: &'static str,
    /// What looked like a cause and was none.
    pub(crate) misleading: &'static str,
    /// What stays to be done when the service is well again.
    pub(crate) remaining: &'static str,
    /// A paragraph names the cause if it holds one word of each group, whatever their case.
    pub(crate) signs: &'static [&'static [&'static str]],
}

/// The log in which colleagues talk and updates appear.
pub(crate) const CHANNEL: &str = "channel";

/// A source of lines.
pub(crate) struct Log {
    pub(crate) source: &'static str,
    /// What was written before the page, in order of time.
    pub(crate) lines: &'static [Line],
    /// What is written every five minutes from the page on, by how the service is then. A metric's name in braces is
    /// its value.
    pub(crate) ongoing: &'static [(Health, &'static str)],
}

/// One line of the past.
pub(crate) struct Line {
    /// Minutes before the page.
    pub(crate) before: i32,
    pub(crate) text: &'static str,
    /// Whether it gives the cause away to a careful reader.
    pub(crate) decisive: bool,
}

/// How the service is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Health {
    /// The cause is at work.
    Broken,
    /// The cause is at work, and its effect held off for a while.
    Relieved,
    /// The cause is gone.
    Well,
    /// A harmful step is still felt, whatever else holds.
    Harmed,
    /// This harmful step is the one that is felt.
    HarmedBy(&'static str),
    /// The cause is at work, and this part of it is removed.
    Without(&'static str),
}

/// A number that is sampled every five minutes.
pub(crate) struct Metric {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) decimals: usize,
    /// Whether samples scatter by a few per cent.
    pub(crate) scatters: bool,
    pub(crate) usual: f64,
    pub(crate) broken: f64,
    /// Minutes before the page at which it began to move to `broken`.
    pub(crate) since: i32,
    /// Under a harmful step; none if it does not show here.
    pub(crate) harmed: Option<f64>,
    /// Under one step's harm or relief, if it is another value than under the others'.
    pub(crate) under: &'static [(&'static str, f64)],
    /// When this part of the cause is removed and another is not: a value, or none if it stays where it is.
    pub(crate) without: Option<(&'static str, Option<f64>)>,
    /// The step at which it falls at once, and by how much; never below 0.
    pub(crate) falls: Option<(&'static str, f64)>,
    pub(crate) relieved: f64,
    /// Where it goes when the cause is gone.
    pub(crate) well: f64,
    /// No value is above this.
    pub(crate) most: f64,
    /// The share of the way to its goal that it goes in five minutes: away from the usual, and back.
    pub(crate) pace: (f64, f64),
    /// Another value in a stretch of the past: from and to, in minutes before the page.
    pub(crate) bump: Option<(i32, i32, f64)>,
    /// Whether it gives the cause away to a careful reader.
    pub(crate) decisive: bool,
}

/// A step of the runbook.
pub(crate) struct Entry {
    pub(crate) id: &'static str,
    pub(crate) what: &'static str,
    pub(crate) course: Course,
    /// What happens instead as long as another step has not been taken.
    pub(crate) before: Option<(&'static str, Course)>,
    /// What happens instead in other circumstances; the first that hold count.
    pub(crate) otherwise: [Option<(When, Course)>; 2],
    /// Whether it can be done again. What cannot changes nothing the second time.
    pub(crate) repeatable: bool,
}

/// Circumstances in which a step comes to something else.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    /// This step was taken, and not before its time.
    After(&'static str),
    /// The cause is gone, or its effect held off, and no harm is felt.
    Eased,
    /// The cause is gone.
    Cured,
}

/// What taking a step does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course {
    pub(crate) effect: Effect,
    /// What the step prints. A metric's name in braces is its value.
    pub(crate) says: &'static str,
    /// What it leaves in a log: the source and the line.
    pub(crate) trace: Option<(&'static str, &'static str)>,
}

/// What becomes of the service by a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Effect {
    /// It removes this part of the cause. The service is well when every part of its incident is removed.
    Cure(&'static str),
    /// The effect is held off for so many minutes.
    Relief(i32),
    /// Nothing that matters here.
    Nothing,
    /// Things are worse for so many minutes.
    Harm(i32),
}

/// A time of the day as a minute of the day.
pub(crate) const fn time(hour: i32, minute: i32) -> i32 {
    hour * 60 + minute
}

/// An ordinary line.
pub(crate) const fn line(before: i32, text: &'static str) -> Line {
    Line { before, text, decisive: false }
}

/// A line that gives the cause away.
pub(crate) const fn decisive(before: i32, text: &'static str) -> Line {
    Line { before, text, decisive: true }
}

impl Incident {
    /// A minute from the page as the clock shows it.
    pub(crate) fn clock(&self, minute: i32) -> String {
        let of_day = self.paged_at.saturating_add(minute).rem_euclid(24 * 60);
        format!("{:02}:{:02}", of_day / 60, of_day % 60)
    }

    /// The minute from the page that a time of the day stands for; none if it is no time of the day.
    pub(crate) fn minute(&self, clock: &str) -> Option<i32> {
        let (hour, minute) = clock.trim().split_once(':')?;
        let two_digits = |text: &str| match text.as_bytes() {
            [b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9'] => text.parse::<i32>().ok(),
            _ => None,
        };
        let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
        (hour < 24 && minute < 60).then_some(time(hour, minute) - self.paged_at)
    }

    pub(crate) fn log(&self, source: &str) -> Option<&'static Log> {
        self.logs.iter().find(|log| log.source == source)
    }

    pub(crate) fn metric(&self, name: &str) -> Option<&'static Metric> {
        self.metrics.iter().find(|metric| metric.name == name)
    }

    pub(crate) fn entry(&self, id: &str) -> Option<&'static Entry> {
        self.runbook.iter().find(|entry| entry.id == id)
    }

    /// The parts of the cause, each once.
    pub(crate) fn parts(&self) -> Vec<&'static str> {
        let mut parts = Vec::new();
        for entry in self.runbook {
            if let Effect::Cure(part) = entry.course.effect
                && !parts.contains(&part)
            {
                parts.push(part);
            }
        }
        parts
    }
}
