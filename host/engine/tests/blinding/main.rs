//! Judges are blind: a rubric that writes down every byte that it is handed finds nothing in it of who worked, under which
//! arm and for what, in whole runs of generated studies; and what it is handed does not hang on how any of that is called.

#![allow(clippy::unwrap_used)]

mod design;
mod names;
mod plugins;

use design::{Design, Ran, designs};
use motive_study::file::OnLeak;
use plugins::Handed;
use proptest::prelude::*;

/// Calls without their seeds, which are drawn by the name of the pair.
fn texts(ran: &Ran) -> Vec<(&'static str, &str)> {
    let mut texts: Vec<_> = ran.rubric.iter().map(|call| (call.function, call.handed.as_str())).collect();
    texts.sort_unstable();
    texts
}

/// Questions of a ballot: the rubric asks twice.
const ASKED: usize = 2;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_byte_of_actor_arm_or_stake_reaches_a_rubric_or_a_judge(design in designs()) {
        let ran = design.run();
        for Handed { function, handed, .. } in &ran.rubric {
            prop_assert_eq!(design.names.in_text(handed), [""; 0], "{}: {}", function, handed);
        }
        for said in &ran.judges {
            // What only the judge's own provider understands goes back to it with the second question.
            let own = if said.contains("Are you sure?") { &["judgemodel", "vendor"][..] } else { &[] };
            let found = design.names.in_text(said);
            prop_assert!(found.iter().all(|kind| own.contains(kind)), "{:?}: {}", found, said);
        }
        // There was something to find: it was said to actors, and tasks called their work by it.
        let heard = |kind| ran.actors.iter().any(|said| design.names.in_text(said).contains(&kind));
        for kind in ["label", "outcome", "entity"] {
            prop_assert!(heard(kind), "{}", kind);
        }
        for kind in ["actormodel", "served", "outcome"] {
            prop_assert!(ran.trials.iter().any(|trial| design.names.in_text(trial).contains(&kind)), "{}", kind);
        }
        // What was told in the work itself is blotted out.
        let blotted = ran.rubric.iter().any(|call| call.handed.contains("[\u{2026}]"));
        prop_assert_eq!(blotted, design.leaks == OnLeak::Redact);
        // And all of it was judged, but for the pairs that the study excludes.
        if design.leaks != OnLeak::Exclude {
            prop_assert_eq!(ran.ballots as u64, ran.plan.size().ballots);
        }
        prop_assert!(design.leaks != OnLeak::Flag || (ran.gold_ballots > 0) == design.gold);
        if design.leaks != OnLeak::Exclude {
            let size = ran.plan.size();
            prop_assert_eq!(ran.beside as u64, size.guesses + size.scores);
        }
        prop_assert_eq!(ran.recalls > 0, design.beside);
        // Who is asked afterwards has all that was said before it, the promise as well.
        let after = |said: &&String| said.contains("The work is over");
        let told = ran.actors.iter().filter(after).any(|said| design.names.in_text(said).contains(&"label"));
        prop_assert_eq!(told, design.beside);
        let asked = ran.ballots + ran.gold_ballots + ran.beside;
        prop_assert_eq!(ran.judges.len(), ASKED * asked);
        // Each rubric that the study has says once how it judges.
        let rubrics = if design.beside { 3 } else { 1 };
        prop_assert_eq!(ran.rubric.len(), rubrics + (1 + ASKED) * asked);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// The same texts in the same calls with the same seeds, whatever arms and outcomes are called. Which outputs become
    /// gold pairs is drawn by the names of the trials, and so of the arms.
    #[test]
    fn what_a_rubric_is_handed_does_not_hang_on_the_names_of_arms_and_outcomes(design in designs()) {
        let design = Design { leaks: OnLeak::Flag, ..design };
        let renamed = |design: &Design, kinds: &[&'static str]| {
            Design { names: design.names.renamed(kinds), ..design.clone() }
        };
        let outcomes = renamed(&design, &["outcome", "entity"]);
        prop_assert!(design.run().rubric == outcomes.run().rubric, "names of outcomes");
        let design = Design { gold: false, ..design };
        let arms = renamed(&design, &["arm", "label", "framing", "provider", "served", "vendor"]);
        prop_assert!(design.run().rubric == arms.run().rubric, "names of arms");
    }

    /// The same texts in the same calls, whatever actors and contrasts are called. Seeds, and single orders as of guesses, are drawn by the
    /// name of the pair, which holds both.
    #[test]
    fn what_a_rubric_is_handed_does_not_hang_on_the_names_of_actors_and_contrasts(design in designs()) {
        let design = Design { leaks: OnLeak::Flag, gold: false, one_order: false, beside: false, ..design };
        let kinds = ["actor", "actormodel", "contrast", "served", "task"];
        let renamed = Design { names: design.names.renamed(&kinds), ..design.clone() };
        let (before, after) = (design.run(), renamed.run());
        prop_assert!(texts(&before) == texts(&after));
    }
}
