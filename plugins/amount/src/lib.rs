//! Framing: a donation that is large or small.
//!
//! The two arms differ by the number and by nothing else: who receives the sum is fixed for the study, or nobody is
//! named. Nothing is drawn from utilities, so that the amount is not mixed up with what is wanted. The sentences are
//! the donation's, and so is the guard; `none` is the bare assignment.

use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Finding, Manifest, Plugin, export_framing, manifest};
pub use promise::Wording;
use promise::money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The sums, who receives them, and how and where this is told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The larger sum, in whole units of the currency.
    #[schemars(range(min = 2))]
    pub large: u64,
    /// The smaller sum, in whole units of the currency. At least 2, since the currency is a plural.
    #[schemars(range(min = 2))]
    pub small: u64,
    /// The currency, in the plural.
    #[schemars(length(min = 1))]
    pub currency: String,
    /// Who receives the sum, as it stands after "goes to". Empty: it is donated, and nobody is named.
    pub recipient: String,
    /// Which sentences tell it.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            large: 1_000_000,
            small: 100,
            currency: "US dollars".into(),
            recipient: "a children's hospital".into(),
            wording: Wording::default(),
            slot: Slot::default(),
        }
    }
}

/// The plugin.
pub struct Amount;

impl Plugin for Amount {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/amount",
            title: "Amount",
            summary: "Promises a donation, large or small, to one and the same recipient or to nobody in particular, \
                      if the work is judged the best. Amounts, currency and recipient are config. Three wordings.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        let mut findings = Vec::new();
        if config.small >= config.large {
            let message = format!("small ({}) is not below large ({})", config.small, config.large);
            findings.push(Finding::fatal("/small", message));
        }
        findings.extend(money::check(&config.currency, &config.recipient));
        findings
    }
}

impl Framing for Amount {
    type State = ();

    fn arms(_: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        Ok(vec![
            Arm::new("large", "large sum at stake", "incentive").on(Condition::Best),
            Arm::new("small", "small sum at stake", "incentive").on(Condition::Best),
            Arm::new("none", "nothing at stake", "baseline").on(Condition::None),
        ])
    }

    fn frame(ctx: &Context<Config>, view: &View, (): ()) -> Result<Framed<()>, Failure> {
        let Config { large, small, ref currency, ref recipient, wording, slot } = ctx.config;
        let sum = match view.arm.as_str() {
            "large" => Some(large),
            "small" => Some(small),
            "none" => None,
            arm => return Err(Failure::bad_subject(format!("`{arm}` is not an arm of this framing"))),
        };
        let told = sum.filter(|_| view.opens_conversation());
        let outcome = told.map(|sum| money::outcome(sum, currency, recipient));
        let insert = outcome.map(|outcome| Insert::new(slot, wording.text(&outcome)));
        Ok(Framed { state: (), inserts: insert.into_iter().collect() })
    }
}

export_framing!(Amount);

#[cfg(test)]
mod tests;
