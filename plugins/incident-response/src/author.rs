//! How the data of metrics and runbook steps are written down: from the plain case on, one trait at a time.
//!
//! What the fields mean is said in `incident`; nothing here is used once an episode runs.

use crate::incident::{Course, Effect, Entry, Metric, When};

impl Metric {
    /// One that stays as it is.
    pub(crate) const fn steady(name: &'static str, what: &'static str, usual: f64) -> Self {
        Metric {
            name,
            what,
            decimals: 0,
            scatters: true,
            usual,
            broken: usual,
            since: 0,
            harmed: None,
            under: &[],
            without: None,
            falls: None,
            relieved: usual,
            well: usual,
            most: f64::INFINITY,
            pace: (0.7, 0.7),
            bump: None,
            decisive: false,
        }
    }

    /// Moved by the cause, since so many minutes before the page.
    pub(crate) const fn broken(mut self, value: f64, since: i32) -> Self {
        self.broken = value;
        self.since = since;
        self
    }

    /// Moved by something else, since so many minutes before the page, and not moved back by any cure.
    pub(crate) const fn lasting(mut self, value: f64, since: i32) -> Self {
        self = self.broken(value, since);
        self.relieved = value;
        self.well = value;
        self
    }

    pub(crate) const fn harmed(mut self, value: f64) -> Self {
        self.harmed = Some(value);
        self
    }

    pub(crate) const fn under(mut self, steps: &'static [(&'static str, f64)]) -> Self {
        self.under = steps;
        self
    }

    /// Where it goes when this part of the cause is removed and another is not.
    pub(crate) const fn without(mut self, part: &'static str, value: f64) -> Self {
        self.without = Some((part, Some(value)));
        self
    }

    /// It stays where it is when this part of the cause is removed and another is not.
    pub(crate) const fn held_without(mut self, part: &'static str) -> Self {
        self.without = Some((part, None));
        self
    }

    pub(crate) const fn falls(mut self, step: &'static str, by: f64) -> Self {
        self.falls = Some((step, by));
        self
    }

    /// Where relief takes it, if not to the usual.
    pub(crate) const fn relieved(mut self, value: f64) -> Self {
        self.relieved = value;
        self
    }

    /// Where a cure takes it, if not to the usual.
    pub(crate) const fn well(mut self, value: f64) -> Self {
        self.well = value;
        self
    }

    pub(crate) const fn most(mut self, value: f64) -> Self {
        self.most = value;
        self
    }

    pub(crate) const fn pace(mut self, away: f64, back: f64) -> Self {
        self.pace = (away, back);
        self
    }

    pub(crate) const fn bump(mut self, from: i32, to: i32, value: f64) -> Self {
        self.bump = Some((from, to, value));
        self
    }

    pub(crate) const fn decimals(mut self, decimals: usize) -> Self {
        self.decimals = decimals;
        self
    }

    /// Without scatter: a count of things or a setting.
    pub(crate) const fn exact(mut self) -> Self {
        self.scatters = false;
        self
    }

    pub(crate) const fn decisive(mut self) -> Self {
        self.decisive = true;
        self
    }
}

impl Entry {
    pub(crate) const fn new(
        id: &'static str,
        what: &'static str,
        effect: Effect,
        says: &'static str,
    ) -> Self {
        let course = Course { effect, says, trace: None };
        Entry { id, what, course, before: None, otherwise: [None, None], repeatable: false }
    }

    pub(crate) const fn trace(mut self, source: &'static str, text: &'static str) -> Self {
        self.course.trace = Some((source, text));
        self
    }

    /// As long as the step `id` has not been taken, this happens instead.
    pub(crate) const fn unless_after(mut self, id: &'static str, effect: Effect, says: &'static str) -> Self {
        self.before = Some((id, Course { effect, says, trace: None }));
        self
    }

    /// In these circumstances, this happens instead. At most twice.
    pub(crate) const fn when(mut self, when: When, effect: Effect, says: &'static str) -> Self {
        let at = if self.otherwise[0].is_none() { 0 } else { 1 };
        self.otherwise[at] = Some((when, Course { effect, says, trace: None }));
        self
    }

    /// What the last `when` leaves in a log.
    pub(crate) const fn when_trace(mut self, source: &'static str, text: &'static str) -> Self {
        let at = if self.otherwise[1].is_none() { 0 } else { 1 };
        if let Some((when, course)) = self.otherwise[at] {
            self.otherwise[at] = Some((when, Course { trace: Some((source, text)), ..course }));
        }
        self
    }

    pub(crate) const fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }
}
