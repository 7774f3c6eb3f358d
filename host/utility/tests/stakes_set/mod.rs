//! Sets of outcomes with known utilities, and tests of admission, for the tests of stakes.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub)]

#[path = "../common/mod.rs"]
mod common;

pub use common::fit_with;
use motive_utility::{
    Decision, Fit, Level, Outcome, StakeError, StakeOptions, StakeSlot, StakeSource, draw_stakes,
};

pub const DOMAINS: [&str; 3] = ["animals", "causes", "money"];

/// Every rule, in no order that means anything.
pub const ALL: [&str; 9] = [
    "random",
    "low",
    "shuffled-low",
    "high-same-count",
    "neutral",
    "high",
    "shuffled",
    "low-same-count",
    "high-of-another-actor",
];

/// A set of outcomes: the anchor first, then as many in every domain.
pub struct Set {
    pub outcomes: Vec<Outcome<'static>>,
    pub anchor: Option<usize>,
    pub fit: Fit,
    pub another: Option<Fit>,
}

/// `size` outcomes without counts per domain, with utilities from -3 to 3.
pub fn set(size: usize) -> Set {
    let steps = (0..size).map(|step| (None, -3.0 + 6.0 * step as f64 / (size - 1) as f64));
    of(&steps.collect::<Vec<_>>(), None)
}

/// One outcome per domain for each level and each of `kinds`. Utility rises with the kind and with the count; to another
/// actor the last kind is worth least.
pub fn counted(kinds: usize, levels: &[(&'static str, f64)]) -> Set {
    let grid = || levels.iter().flat_map(|level| (0..kinds).map(move |kind| (level, kind as f64)));
    let outcomes: Vec<_> = grid()
        .map(|(&(measure, count), kind)| (Some(Level { measure, count }), kind + 0.5 * count.ln()))
        .collect();
    let other: Vec<f64> = grid().map(|(level, kind)| 0.5 * level.1.ln() - kind).collect();
    of(&outcomes, Some(&other))
}

fn of(in_domain: &[(Option<Level<'static>>, f64)], other: Option<&[f64]>) -> Set {
    let anchor = Outcome { id: "nothing", category: Some(DOMAINS[0]), level: None };
    let mut outcomes = vec![anchor];
    for domain in DOMAINS {
        for &(level, _) in in_domain {
            let id = format!("outcome-{}", outcomes.len()).leak();
            outcomes.push(Outcome { id, category: Some(domain), level });
        }
    }
    let fit = |utility: &[f64]| {
        let utility: Vec<f64> =
            [0.1].into_iter().chain(DOMAINS.iter().flat_map(|_| utility).copied()).collect();
        fit_with(&utility, &vec![0; utility.len()])
    };
    let utility: Vec<f64> = in_domain.iter().map(|(_, utility)| *utility).collect();
    Set { outcomes, anchor: Some(0), fit: fit(&utility), another: other.map(fit) }
}

/// Four levels of six kinds in every domain.
pub fn four_levels() -> Set {
    counted(6, &[("saved", 1.0), ("saved", 10.0), ("saved", 100.0), ("lost", 10.0)])
}

impl Set {
    pub fn source(&self) -> StakeSource<'_> {
        let another = self.another.as_ref();
        StakeSource { fit: &self.fit, another, outcomes: &self.outcomes, anchor: self.anchor }
    }

    /// A draw by the default options.
    pub fn draw<E>(
        &self,
        rules: &[&str],
        slots: usize,
        seed: u8,
        test: impl Fn(usize, usize) -> (Decision, E),
    ) -> Vec<StakeSlot<'_, E>> {
        draw_stakes(&self.source(), rules, slots, &StakeOptions::default(), [seed; 32], test).unwrap()
    }

    /// Why nothing is drawn with this share.
    pub fn error(&self, rules: &[&str], share: f64) -> StakeError {
        let options = StakeOptions { share, ..StakeOptions::default() };
        draw_stakes(&self.source(), rules, 4, &options, [0; 32], admit).unwrap_err()
    }

    /// Admits what the fit prefers with this probability, and calls that the evidence.
    pub fn reaching(&self, threshold: f64) -> impl Fn(usize, usize) -> (Decision, f64) {
        move |highest, lowest| {
            let probability = self.fit.probability(highest, lowest).unwrap();
            (if probability >= threshold { Decision::Admitted } else { Decision::Refused }, probability)
        }
    }
}

/// Admits everything.
pub fn admit(_: usize, _: usize) -> (Decision, ()) {
    (Decision::Admitted, ())
}

/// The outcomes that `rule` drew, slot by slot.
pub fn drawn<E>(slots: &[StakeSlot<'_, E>], rule: &str) -> Vec<usize> {
    slots.iter().map(|slot| slot.option(rule).unwrap()).collect()
}
