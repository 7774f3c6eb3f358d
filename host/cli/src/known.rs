//! What is built in and can be named in a study file. Naming the crates here is also what links their
//! strategies, which register themselves.

use motive_analysis::PanelRules;
use motive_ladder::Degradations;
use motive_study::check::{Known, KnownPanelRule, KnownStakeRule};
use motive_utility::coherence::Treatments;
use motive_utility::{PairStrategies, RegistryError, Scope, StakeRules, UtilityModels};

/// A built-in strategy: what it is for, its name, and what it does.
pub(crate) struct Strategy {
    pub(crate) kind: &'static str,
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
}

/// All strategies, by kind and name.
pub(crate) fn strategies() -> Result<Vec<Strategy>, RegistryError> {
    let mut all = Vec::new();
    for strategy in PairStrategies::all()? {
        all.push(Strategy { kind: "pair strategy", name: strategy.name(), about: strategy.about() });
    }
    for rule in PanelRules::all()? {
        all.push(Strategy { kind: "panel rule", name: rule.name(), about: rule.about() });
    }
    for rule in StakeRules::all()? {
        all.push(Strategy { kind: "stake rule", name: rule.name(), about: rule.about() });
    }
    for degradation in Degradations::all()? {
        all.push(Strategy { kind: "degradation", name: degradation.name(), about: degradation.about() });
    }
    for treatment in Treatments::all()? {
        all.push(Strategy { kind: "treatment", name: treatment.name(), about: treatment.about() });
    }
    for model in UtilityModels::all()? {
        all.push(Strategy { kind: "utility model", name: model.name(), about: model.about() });
    }
    Ok(all)
}

/// The names of it all.
pub(crate) fn known() -> Result<Known, RegistryError> {
    let strategies = strategies()?;
    let names = |kind: &str| -> Vec<String> {
        strategies
            .iter()
            .filter(|strategy| strategy.kind == kind)
            .map(|strategy| strategy.name.to_owned())
            .collect()
    };
    let stake_rules = StakeRules::all()?.into_iter().map(|rule| KnownStakeRule {
        name: rule.name().to_owned(),
        needs_anchor: rule.needs_anchor(),
        needs_another_actor: rule.needs_another_actor(),
        within_level: rule.scope() == Scope::Level,
        pool_size: rule.pool_size(),
    });
    let panel_rules = PanelRules::all()?
        .into_iter()
        .map(|rule| KnownPanelRule { name: rule.name().to_owned(), needs_odd_panel: rule.needs_odd_panel() });
    Ok(Known {
        plugins: motive_bundled::PLUGINS.iter().map(|(name, _)| (*name).to_owned()).collect(),
        pair_strategies: names("pair strategy"),
        utility_models: names("utility model"),
        treatments: names("treatment"),
        stake_rules: stake_rules.collect(),
        panel_rules: panel_rules.collect(),
        degradations: names("degradation"),
    })
}
