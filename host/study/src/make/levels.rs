//! Whether the levels that framings cross change what an arm is told: levels that change nothing would stand in the results as
//! if they were something.

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::Framing;
use motive_contract::framing::{Arm, Insert, Stake, View};
use motive_contract::types::{Context, Message, Role};
use serde_json::Value as Json;

use super::Maker;
use crate::diagnostic::Diagnostic;
use crate::draw::Draws;
use crate::file::{Entry, FramingEntry, Study};
use crate::plugins::Plugins;
use crate::record::Side;

impl Maker {
    /// Advises against levels by which an arm that is compared is told the same.
    pub(super) fn idle_levels(
        &mut self,
        study: &Study,
        arms: &BTreeMap<String, Vec<Arm>>,
        plugins: &Plugins,
        draws: &Draws,
    ) {
        for (index, framing) in study.framing.iter().enumerate().filter(|(_, entry)| !entry.cross.is_empty())
        {
            let Some(plugin) = plugins.framings.get(framing.id()) else { continue };
            let compared: BTreeSet<&str> = study
                .contrast
                .iter()
                .flat_map(|contrast| [Side::First, Side::Second].map(|side| contrast.arm(side)))
                .flatten()
                .filter_map(|(id, arm)| (id == framing.id()).then_some(arm))
                .collect();
            let listed = arms.get(framing.id()).into_iter().flatten();
            for arm in listed.filter(|arm| compared.contains(arm.id.as_str())) {
                let Some([one, other]) = alike(framing, &**plugin, arm, draws) else { continue };
                let span = self.tree.nearest(&format!("/framing/{index}/cross")).span.clone();
                let message =
                    format!("`{}/{}` is told the same with {one} and with {other}", framing.id(), arm.id);
                let hint = "rows of the results by such levels differ by luck alone";
                self.list.push(Diagnostic::advice(span, message).hint(hint));
            }
        }
    }
}

/// Two combinations of levels with which an arm is told the same at the beginning; none if it is told nothing then.
fn alike(framing: &FramingEntry, plugin: &dyn Framing, arm: &Arm, draws: &Draws) -> Option<[Json; 2]> {
    let mut told: Vec<(Vec<Insert>, Json)> = Vec::new();
    for levels in framing.combinations() {
        let seed = draws.seed("levels", &[framing.id()]);
        let context = Context { config: framing.config_at(&levels).to_string(), seed };
        // A framing that wants more than this to speak is not looked at.
        let inserts = plugin.frame(&context, &view(arm)).ok()?.inserts;
        if inserts.is_empty() {
            return None;
        }
        let levels = Json::from_iter(levels);
        if let Some((_, other)) = told.iter().find(|(earlier, _)| *earlier == inserts) {
            return Some([other.clone(), levels]);
        }
        told.push((inserts, levels));
    }
    None
}

/// The beginning of a trial with an arm.
fn view(arm: &Arm) -> View {
    let stake = |rule: &String| {
        let stake = Stake {
            outcome_id: rule.clone(),
            text: "A village gets a library.".to_owned(),
            utility: 0.0,
            standard_error: 0.0,
            attrs: Vec::new(),
        };
        (rule.clone(), stake)
    };
    View {
        arm: arm.id.clone(),
        stakes: arm.stakes.iter().map(stake).collect(),
        step: 0,
        max_steps: 1,
        transcript: Vec::new(),
        pending: vec![Message::text(Role::User, "Write a sentence.")],
        restarted: false,
        metrics: Vec::new(),
        state: String::new(),
        attrs: Vec::new(),
    }
}
