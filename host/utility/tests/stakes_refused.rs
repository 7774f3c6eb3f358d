//! What cannot be drawn, and why.
#![allow(clippy::unwrap_used)]

mod stakes_set;

use motive_utility::{Outcome, StakeOptions, StakeSource, draw_stakes};
use stakes_set::{Set, admit, counted, fit_with, set};

#[test]
fn outcomes_without_a_category_stay_out() {
    let mut set = set(6);
    for outcome in &mut set.outcomes {
        outcome.category = outcome.category.filter(|&name| name == "money");
    }
    assert!(set.draw(&["high"], 5, 6, admit).iter().all(|slot| slot.domain == "money"));
}

#[test]
fn what_cannot_be_drawn_is_said_in_words() {
    let third = StakeOptions::default().share;
    let small = || set(2);
    let without_anchor = Set { anchor: None, ..small() };
    let far_anchor = Set { anchor: Some(7), ..small() };
    let short_other = Set { another: Some(fit_with(&[0.0, 1.0], &[0; 2])), ..small() };
    let mut two_of_a_count = counted(4, &[("saved", 1.0)]);
    for outcome in
        two_of_a_count.outcomes.iter_mut().filter(|outcome| outcome.id.ends_with(['1', '2', '5', '6']))
    {
        outcome.level = None;
    }
    let mut no_number = counted(3, &[("", 1.0)]);
    no_number.outcomes[2].level.as_mut().unwrap().count = f64::NAN;
    let cases = [
        (
            small().error(&["high"], third),
            "stake rule `high` finds nothing in domain `animals`: share 0.3333333333333333 of 2 outcomes is \
             less than one; add outcomes or raise the share",
        ),
        (
            without_anchor.error(&["neutral"], third),
            "stake rule `neutral` takes the outcome nearest the anchor, but the outcome set names no anchor; name \
             the outcome in which nothing changes",
        ),
        (
            small().error(&["high-of-another-actor"], third),
            "stake rule `high-of-another-actor` takes what another actor ranks high, but there is no other \
             actor's utility; elicit a second actor over the same outcomes",
        ),
        (
            small().error(&["low-same-count"], third),
            "stake rule `low-same-count` finds nothing in domain `animals`: it draws among outcomes of the same \
             count, and none there has a count; give them counts, or take a set without the domain",
        ),
        (
            two_of_a_count.error(&["high-same-count"], 0.25),
            "stake rule `high-same-count` finds nothing in domain `animals`, count 1 of measure `saved`, the \
             domain's largest level: share 0.25 of 2 outcomes is less than one; add outcomes of the same measure \
             and count, or raise the share",
        ),
        (
            no_number.error(&["high"], third),
            "outcome `outcome-2` has the count NaN: a count is a finite number, for example 10",
        ),
        (
            small().error(&["best"], third),
            "no stake rule is named `best`; there are: high, high-of-another-actor, high-same-count, low, \
             low-same-count, neutral, random, shuffled, shuffled-low",
        ),
        (small().error(&["low", "low"], third), "stake rule `low` is asked for twice in one draw"),
        (small().error(&[], third), "no stake rule was asked for: name at least one, for example `high`"),
        (far_anchor.error(&["low"], third), "the anchor is outcome 7, but there are only 7 (from 0)"),
        (small().error(&["low"], 0.6), "share 0.6: it must be above 0 and at most 0.5, for example 0.3333"),
        (
            short_other.error(&["low"], third),
            "7 outcomes, but the fit of the other actor has utilities for 2",
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(error.to_string(), expected);
    }
    let mut set = small();
    for outcome in &mut set.outcomes {
        outcome.category = None;
    }
    assert_eq!(
        set.error(&["low"], third).to_string(),
        "no outcome beside the anchor has a category, so there is no domain to draw from"
    );
    set.outcomes.truncate(6);
    assert_eq!(
        set.error(&["low"], third).to_string(),
        "6 outcomes, but the fit of the actor has utilities for 7"
    );
}

#[test]
fn outcomes_that_no_choices_link_are_not_drawn_against_each_other() {
    let outcomes =
        ["nothing", "a", "b", "c", "d"].map(|id| Outcome { id, category: Some("all"), level: None });
    let utility = [0.0, 1.0, -1.0, 2.0, 0.5];
    let draw = |groups: &[usize; 5], others: &[usize; 5], rule: &str| {
        let (fit, other) = (fit_with(&utility, groups), fit_with(&utility, others));
        let source = StakeSource { fit: &fit, another: Some(&other), outcomes: &outcomes, anchor: Some(0) };
        draw_stakes(&source, &[rule], 2, &StakeOptions::default(), [0; 32], admit).map(|slots| slots.len())
    };
    let linked = [0; 5];
    let cases = [
        (
            draw(&[0, 0, 0, 1, 1], &linked, "high"),
            "domain `all`: no choices link `b` and `c`, so their utilities cannot be compared; ask more pairs \
             or leave one out",
        ),
        (
            draw(&[0, 1, 1, 1, 1], &linked, "neutral"),
            "stake rule `neutral`, domain `all`: no choices link the anchor with the domain, so no outcome is \
             known to be near it; ask more pairs",
        ),
        (
            draw(&linked, &[0, 0, 0, 1, 1], "high-of-another-actor"),
            "stake rule `high-of-another-actor`, domain `all`: no choices of the other actor link `b` and `c`, so \
             its utilities of them cannot be compared; ask it more pairs or leave one out",
        ),
    ];
    for (result, expected) in cases {
        assert_eq!(result.unwrap_err().to_string(), expected);
    }
    assert_eq!(draw(&[0, 1, 1, 1, 1], &linked, "high"), Ok(2));
    assert_eq!(draw(&linked, &[0, 0, 0, 1, 1], "high"), Ok(2), "who does not need the other, does not mind");
}
