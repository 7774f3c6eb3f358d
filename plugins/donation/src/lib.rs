//! Framing: an outcome that happens if the work is judged the best.
//!
//! The stake's text is offered verbatim, in double quotes: it must read as it did when preferences were elicited.
//! One sentence of guard asks to keep it out of the text, the same in every arm with a stake; `none` is the bare
//! assignment. Which outcome is at stake is the host's business; this plugin knows the names of the rules and nothing
//! of utilities.

use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Manifest, Plugin, export_framing, manifest};
pub use promise::Wording;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How and where the stake is told.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Which sentences tell it.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

/// The plugin.
pub struct Donation;

impl Plugin for Donation {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/donation",
            title: "Donation",
            summary: "Promises that an outcome comes about if the work is judged the best: one that the actor values \
                      highly or little (also with the count held equal), one that it is indifferent to, one that \
                      another actor values, or one that chance picks. Three wordings.",
        }
    }
}

/// The arms with a stake, each named after the rule that draws it: id, label, role.
const STAKES: [[&str; 3]; 9] = [
    ["high", "valued outcome at stake", "incentive"],
    ["low", "disvalued outcome at stake", "incentive"],
    ["neutral", "indifferent outcome at stake", "incentive"],
    ["high-same-count", "valued outcome of the same count at stake", "incentive"],
    ["low-same-count", "disvalued outcome of the same count at stake", "incentive"],
    ["high-of-another-actor", "outcome that another actor values at stake", "incentive"],
    ["random", "any outcome at stake", "incentive"],
    ["shuffled", "outcome ranked high by chance at stake", "negative-control"],
    ["shuffled-low", "outcome ranked low by chance at stake", "negative-control"],
];

impl Framing for Donation {
    type State = ();

    fn arms(_: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        let at_stake = STAKES
            .map(|[rule, label, role]| Arm::new(rule, label, role).with_stake(rule).on(Condition::Best));
        let none = Arm::new("none", "nothing at stake", "baseline").on(Condition::None);
        Ok(at_stake.into_iter().chain([none]).collect())
    }

    fn frame(ctx: &Context<Config>, view: &View, (): ()) -> Result<Framed<()>, Failure> {
        let inserts = match view.arm.as_str() {
            "none" => Vec::new(),
            rule if STAKES.iter().any(|[arm, ..]| *arm == rule) => {
                if view.opens_conversation() {
                    vec![Insert::new(ctx.config.slot, ctx.config.wording.text(&view.stake(rule)?.text))]
                } else {
                    Vec::new()
                }
            }
            arm => return Err(Failure::bad_subject(format!("`{arm}` is not an arm of this framing"))),
        };
        Ok(Framed { state: (), inserts })
    }
}

export_framing!(Donation);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use motive_plugin::framing::Stake;

    use super::*;

    const OUTCOME: &str = "Ten \"stray\" cats find a home.";

    fn view(arm: &str, step: u32, restarted: bool) -> View {
        let stake = Stake {
            outcome_id: "cats".into(),
            text: OUTCOME.into(),
            utility: 1.2,
            standard_error: 0.1,
            attrs: Vec::new(),
        };
        View {
            arm: arm.into(),
            stakes: if arm == "none" { Vec::new() } else { vec![(arm.into(), stake)] },
            step,
            max_steps: 3,
            transcript: Vec::new(),
            pending: Vec::new(),
            restarted,
            metrics: Vec::new(),
            state: String::new(),
            attrs: Vec::new(),
        }
    }

    fn inserts(view: &View) -> Vec<Insert> {
        Donation::frame(&Context::default(), view, ()).unwrap().inserts
    }

    #[test]
    fn arms_and_their_stakes() {
        let arms = Donation::arms(&Context::default()).unwrap();
        let told: Vec<(&str, &str, Vec<&str>)> = arms
            .iter()
            .map(|arm| (arm.id.as_str(), arm.role.as_str(), arm.stakes.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            told,
            [
                ("high", "incentive", vec!["high"]),
                ("low", "incentive", vec!["low"]),
                ("neutral", "incentive", vec!["neutral"]),
                ("high-same-count", "incentive", vec!["high-same-count"]),
                ("low-same-count", "incentive", vec!["low-same-count"]),
                ("high-of-another-actor", "incentive", vec!["high-of-another-actor"]),
                ("random", "incentive", vec!["random"]),
                ("shuffled", "negative-control", vec!["shuffled"]),
                ("shuffled-low", "negative-control", vec!["shuffled-low"]),
                ("none", "baseline", vec![]),
            ]
        );
        for arm in &arms {
            let condition = if arm.id == "none" { "none" } else { "best" };
            assert_eq!(arm.condition(), Some(condition), "{}", arm.id);
        }
    }

    #[test]
    fn the_stake_is_told_verbatim_and_the_arm_is_not() {
        for wording in Wording::ALL {
            let ctx = Context { config: Config { wording, slot: Slot::SystemEnd }, seed: 1 };
            let told = |arm: &str| Donation::frame(&ctx, &view(arm, 0, false), ()).unwrap().inserts;
            let high = told("high");
            assert!(high[0].text.contains(&format!("\"{OUTCOME}\"")), "{}", high[0].text);
            assert_eq!(high[0].slot, "system-end");
            for arm in Donation::arms(&ctx).unwrap().iter().filter(|arm| arm.id != "none") {
                assert_eq!(told(&arm.id), high, "{}", arm.id);
            }
        }
    }

    #[test]
    fn it_speaks_when_a_conversation_starts() {
        for (arm, step, restarted, speaks) in [
            ("high", 0, false, true),
            ("high", 1, false, false),
            ("high", 2, true, true),
            ("shuffled-low", 0, false, true),
            ("shuffled-low", 1, false, false),
            ("none", 0, false, false),
            ("none", 2, true, false),
        ] {
            assert_eq!(
                inserts(&view(arm, step, restarted)).len(),
                usize::from(speaks),
                "{arm} {step} {restarted}"
            );
        }
    }

    #[test]
    fn unknown_arms_and_missing_stakes_are_refused() {
        let failure = |view: &View| Donation::frame(&Context::default(), view, ()).unwrap_err().message;
        assert_eq!(failure(&view("huge", 0, false)), "`huge` is not an arm of this framing");
        assert_eq!(failure(&view("huge", 1, false)), "`huge` is not an arm of this framing");
        let bare = View { stakes: Vec::new(), ..view("high", 0, false) };
        assert_eq!(failure(&bare), "arm `high` came without its stake `high`");
    }
}
