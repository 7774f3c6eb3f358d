//! Progress: bars on a terminal, plain lines otherwise. All of it on standard error.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use motive_engine::{Observer, Stage};

use crate::out::say;

/// How often a plain line is printed.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Shows how a run gets on.
pub(crate) struct Progress {
    bars: MultiProgress,
    terminal: bool,
    stages: Mutex<HashMap<Stage, Course>>,
}

struct Course {
    bar: ProgressBar,
    started: Instant,
    last_line: Instant,
    earlier: u64,
    failed: u64,
    tokens: u64,
}

impl Progress {
    pub(crate) fn new(bars: MultiProgress) -> Self {
        let terminal = std::io::stderr().is_terminal();
        if !terminal {
            bars.set_draw_target(ProgressDrawTarget::hidden());
        }
        Self { bars, terminal, stages: Mutex::new(HashMap::new()) }
    }

    fn stages(&self) -> MutexGuard<'_, HashMap<Stage, Course>> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn line(&self, stage: Stage, course: &Course) {
        let (done, total) = (course.bar.position(), course.bar.length().unwrap_or(0));
        let seconds = course.started.elapsed().as_secs_f64();
        let rate = done.saturating_sub(course.earlier) as f64 / seconds.max(0.001);
        let left = if rate > 0.0 && done < total {
            format!(", about {} left", time(Duration::from_secs_f64((total - done) as f64 / rate)))
        } else {
            String::new()
        };
        let failed = if course.failed > 0 { format!(", {} failed", course.failed) } else { String::new() };
        // Not every stage asks a model.
        let tokens = if course.tokens > 0 { format!(", {} tokens", course.tokens) } else { String::new() };
        let stage = stage.word();
        say(&format!("{stage:<8} {done}/{total}  {}{tokens}{failed}{left}", per_second(rate)));
    }
}

impl Observer for Progress {
    fn begin(&self, stage: Stage, total: u64, done: u64) {
        let template = "{prefix:<8} [{bar:32}] {pos}/{len}  {rate}, {eta} left{msg}";
        let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            // There is nothing to do about a line that cannot be written.
            let _ = out.write_str(&per_second(state.per_sec()));
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(total)
            .with_style(style.with_key("rate", rate))
            .with_prefix(stage.word())
            .with_position(done);
        let bar = if self.terminal { self.bars.add(bar) } else { bar };
        bar.reset_eta();
        if self.terminal {
            // A server may make everybody wait: the time left goes on.
            bar.enable_steady_tick(Duration::from_secs(1));
        }
        let now = Instant::now();
        let course = Course { bar, started: now, last_line: now, earlier: done, failed: 0, tokens: 0 };
        self.stages().insert(stage, course);
    }

    fn advance(&self, stage: Stage, answered: bool, tokens: u64) {
        let mut stages = self.stages();
        let Some(course) = stages.get_mut(&stage) else { return };
        course.tokens = course.tokens.saturating_add(tokens);
        course.bar.inc(1);
        if !answered {
            course.failed += 1;
            course.bar.set_message(format!(", {} failed", course.failed));
        }
        if !self.terminal && course.last_line.elapsed() >= LINE_EVERY {
            course.last_line = Instant::now();
            self.line(stage, course);
        }
    }

    fn end(&self, stage: Stage) {
        let stages = self.stages();
        let Some(course) = stages.get(&stage) else { return };
        if self.terminal {
            course.bar.abandon();
        } else if course.bar.length() != Some(0) {
            self.line(stage, course);
        }
    }

    fn note(&self, text: &str) {
        self.bars.suspend(|| say(text));
    }
}

/// A rate; a slow one with its tenths.
fn per_second(rate: f64) -> String {
    if rate < 10.0 { format!("{rate:.1}/s") } else { format!("{rate:.0}/s") }
}

/// A time as a person says it.
fn time(duration: Duration) -> String {
    match duration.as_secs() {
        0..60 => format!("{} s", duration.as_secs().max(1)),
        60..3600 => format!("{} min", duration.as_secs().div_ceil(60)),
        seconds => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}
