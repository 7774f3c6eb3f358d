//! The table that `motive utilities` prints: ranked utilities, then how far they can be believed.

use motive_elicitation::listing::{Listing, OptionUtility};
use motive_utility::OneSided;
use motive_utility::coherence::{
    AnswerShares, Coherence, Convergence, Estimate, Exchange, Figure, NamedAgreement, Score, Shares, Unused,
};

use crate::grid::{Align, Grid};

/// Outcomes without a utility that are named.
const NAMED: usize = 5;

/// The utilities of one respondent as text.
pub fn utilities(listing: &Listing) -> String {
    let who = listing.actor.as_deref().unwrap_or("data");
    let has_intervals = listing.options.iter().any(|option| option.interval.is_some());
    let intervals = if has_intervals { ", 95 % intervals" } else { "" };
    let mut text = format!("{who}: utilities by {}{intervals}\n", listing.model);
    if !listing.converged {
        text.push_str("  NOT CONVERGED: these are the best values reached\n");
    }
    if listing.components > 1 {
        text.push_str(&format!(
            "  {} PIECES: answers link no outcome of one piece with one of another, and they share no scale\n",
            listing.components
        ));
    }
    if listing.position_bounded {
        let side = if listing.position > 0.0 { "first" } else { "second" };
        text.push_str(&format!(
            "  ALL CHOICES FELL ON THE OUTCOME SHOWN {}: they tell outcomes apart in no way\n",
            side.to_uppercase()
        ));
    }
    if let Some(tie) = listing.tie {
        text.push_str(&format!("  a tie between equals is {tie:.3} times as likely as either choice\n"));
    }
    text.push_str(&ranking(listing));
    if !listing.unlisted.is_empty() {
        let named: Vec<&str> = listing.unlisted.iter().take(NAMED).map(String::as_str).collect();
        let more = match listing.unlisted.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        text.push_str(&format!(
            "  in no choice that was fitted, and on no scale: {}{more}\n",
            named.join(", ")
        ));
    }
    if let Some(coherence) = &listing.coherence {
        text.push_str(&format!("\n{who}: coherence\n"));
        text.push_str(&coherence_table(coherence));
        for part in [shares_table(listing, coherence), exchange_table(coherence), levels_table(listing)] {
            if !part.is_empty() {
                text.push('\n');
                text.push_str(&part);
            }
        }
    }
    text
}

/// How two or more elicitations agree, as text.
pub fn agreement(found: &Convergence) -> String {
    let mut grid = Grid::new(&[
        ("", Align::Right),
        ("outcomes", Align::Right),
        ("left out", Align::IfAny),
        ("correlation", Align::Right),
        ("95 %", Align::Left),
        ("ceiling", Align::IfAny),
        ("without noise", Align::IfAny),
        ("95 %", Align::Left),
        ("ranks", Align::Right),
        ("top 10", Align::Right),
    ]);
    let mut names = String::new();
    for (at, NamedAgreement { between: [one, other], agreement }) in found.pairs.iter().enumerate() {
        let value = |estimate: Option<&Estimate>| estimate.map_or_else(dash, |of| decimals(of.value, 3));
        let range = |estimate: Option<&Estimate>| {
            let interval = estimate.and_then(|estimate| estimate.interval);
            interval.map_or_else(String::new, |of| {
                format!("{} to {}", decimals(of.lower, 3), decimals(of.upper, 3))
            })
        };
        let without_noise = agreement.disattenuated.as_ref().map(|of| &of.correlation);
        let top = agreement.top.iter().find(|top| top.k == 10);
        names.push_str(&format!("  {}  {one}\n{:5}{other}\n", at + 1, ""));
        grid.row(vec![
            (at + 1).to_string(),
            agreement.options.to_string(),
            agreement.left_out.to_string(),
            value(agreement.pearson.as_ref()),
            range(agreement.pearson.as_ref()),
            agreement.ceiling.map_or_else(String::new, |ceiling| decimals(ceiling, 3)),
            without_noise.map_or_else(String::new, |of| decimals(of.value, 3)),
            range(without_noise),
            value(agreement.spearman.as_ref()),
            top.map_or_else(dash, |top| format!("{:.1}", top.share * 10.0)),
        ]);
    }
    let mut text = format!("agreement of utilities\n{names}\n{}", grid.lines());
    if found.pairs.len() > 1 {
        let mean = |value: Option<f64>| value.map_or_else(dash, |mean| decimals(mean, 3));
        let (with, without) = (mean(found.mean_pearson), mean(found.mean_disattenuated));
        text.push_str(&format!("  mean correlation {with}, without noise {without}\n"));
    }
    if found.pairs.iter().any(|pair| pair.agreement.ceiling.is_some()) {
        text.push_str(
            "\nceiling: how two measurements of one set of utilities, with this noise, correlate on average\n",
        );
    }
    if found.pairs.iter().any(|pair| pair.agreement.disattenuated.as_ref().is_some_and(|of| of.above_one)) {
        text.push_str(
            "without noise above 1: the two agree better than the halves of each; their noise is not independent, or \
             happens to be alike\n",
        );
    }
    text
}

/// What the levels of crossed factors make of the utilities.
fn levels_table(listing: &Listing) -> String {
    if listing.levels.is_empty() {
        return String::new();
    }
    let mut grid = Grid::new(&[
        ("factor", Align::Left),
        ("level", Align::Left),
        ("asked", Align::Right),
        ("readable", Align::Right),
        ("first shown", Align::Right),
        ("with the others", Align::Right),
        ("95 %", Align::Left),
    ]);
    for level in &listing.levels {
        let with = level.with_others.as_ref();
        let interval = with.and_then(|with| with.interval);
        grid.row(vec![
            level.factor.clone(),
            level.level.clone(),
            level.asked.to_string(),
            format!("{:.1} %", level.readable * 100.0),
            level.first_shown_share.map_or_else(dash, |share| format!("{share:.3}")),
            with.map_or_else(dash, |with| format!("{:.3}", with.value)),
            interval.map_or_else(dash, |of| format!("{:.3} to {:.3}", of.lower, of.upper)),
        ]);
    }
    format!(
        "by level: each level's answers fitted alone, and their correlation with those of the other levels\n{}",
        grid.lines()
    )
}

fn ranking(listing: &Listing) -> String {
    let mut grid = Grid::new(&[
        ("rank", Align::Right),
        ("outcome", Align::Left),
        ("utility", Align::Right),
        ("95 %", Align::Left),
        ("standardized", Align::Right),
        ("", Align::Left),
    ]);
    for (rank, option) in listing.options.iter().enumerate() {
        grid.row(vec![
            (rank + 1).to_string(),
            option.id.clone(),
            option.utility.map_or_else(dash, |utility| decimals(utility, 3)),
            option.interval.map_or_else(dash, |[lower, upper]| {
                format!("{} to {}", decimals(lower, 2), decimals(upper, 2))
            }),
            option.standardized.map_or_else(dash, |utility| decimals(utility, 2)),
            remark(option, listing),
        ]);
    }
    grid.lines()
}

fn remark(option: &OptionUtility, listing: &Listing) -> String {
    let mut remarks = Vec::new();
    if listing.anchor.as_ref() == Some(&option.id) {
        remarks.push("anchor".to_owned());
    }
    if listing.components > 1 {
        remarks.push(format!("piece {}", option.component + 1));
    }
    match option.limit {
        Some(OneSided::AtLeast(limit)) => {
            remarks.push(format!("always won: at least {}", decimals(limit, 2)));
        }
        Some(OneSided::AtMost(limit)) => remarks.push(format!("always lost: at most {}", decimals(limit, 2))),
        None if option.bounded => remarks.push("bounded by the penalty alone".to_owned()),
        None => {}
    }
    remarks.join(", ")
}

fn coherence_table(coherence: &Coherence) -> String {
    let mut grid = Grid::new(&[
        ("measure", Align::Left),
        ("value", Align::Right),
        ("95 %", Align::Left),
        ("reference", Align::Right),
        ("of", Align::Left),
    ]);
    let mut row = |name: &str, value: Option<&Estimate>, noise: Option<f64>, of: String| {
        let Some(value) = value else { return };
        let range = |lower, upper| format!("{} to {}", decimals(lower, 3), decimals(upper, 3));
        let interval = value.interval.map_or_else(dash, |of| range(of.lower, of.upper));
        let noise = noise.map_or_else(dash, |noise| decimals(noise, 3));
        grid.row(vec![name.to_owned(), decimals(value.value, 3), interval, noise, of]);
    };
    if let Some(held_out) = &coherence.held_out {
        let pairs = format!("{} held-out pairs", held_out.pairs);
        let best = |score: &Score| score.attainable.map(|best| best.value);
        row("held-out accuracy", Some(&held_out.accuracy.reached), best(&held_out.accuracy), pairs.clone());
        row("held-out log loss", Some(&held_out.log_loss.reached), best(&held_out.log_loss), pairs);
    }
    let between_equals = Estimate { value: coherence.position.first_share, interval: None, units: 0 };
    row("first shown, between equals", Some(&between_equals), Some(0.5), "by the fit".to_owned());
    if let Some(order) = &coherence.order {
        let pairs = format!("{} pairs", order.pairs);
        row("share of the first shown", Some(&order.first_share), Some(0.5), pairs.clone());
        row(
            "difference between the orders",
            Some(&order.difference),
            order.difference_by_chance,
            pairs.clone(),
        );
        row("majority flips with the order", Some(&order.flips), order.flips_by_chance, pairs);
    }
    if let Some(completeness) = &coherence.completeness {
        let pairs = format!("{} pairs", completeness.mean.units);
        row("decidedness", Some(&completeness.mean), completeness.of_a_coin, pairs);
    }
    if let Some(transitivity) = &coherence.transitivity {
        let triads = format!("{} triads", transitivity.triads);
        let mut figure = |name: &str, figure: &Figure| {
            row(name, Some(&figure.observed), figure.expected.map(|expected| expected.mean), triads.clone());
        };
        figure("probability of a cycle", &transitivity.cycle_probability);
        if let Some(cycles) = &transitivity.majority_cycles {
            figure("majority cycles", cycles);
        }
        figure("weak transitivity", &transitivity.weak);
        figure("strong transitivity", &transitivity.strong);
    }
    if let Some(retest) = &coherence.retest {
        for (name, reliability) in
            [("reliability of shares", &retest.shares), ("reliability of utilities", &retest.utilities)]
        {
            if let Some(reliability) = reliability {
                let full = reliability.full_length.as_ref();
                row(
                    name,
                    full,
                    None,
                    full.map_or_else(String::new, |full| format!("{} in halves", full.units)),
                );
            }
        }
    }
    if let Some(monotonicity) = &coherence.monotonicity {
        let entities = format!("{} entities", monotonicity.entities.len());
        row("neighbouring counts in order", monotonicity.agreeing.as_ref(), None, entities.clone());
        row("against it beyond noise", monotonicity.violated.as_ref(), None, entities);
    }
    if let Some(lotteries) = &coherence.expected_utility {
        let of = format!("{} lotteries", lotteries.lotteries);
        row("expected utility, correlation", lotteries.pearson.as_ref(), None, of.clone());
        row("expected utility, distance", lotteries.error.as_ref(), None, of);
    }
    grid.lines()
}

/// A number with so many decimals; one that rounds to nothing has no sign.
fn decimals(number: f64, places: usize) -> String {
    let text = format!("{number:.places$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) => digits.to_owned(),
        _ => text,
    }
}

/// Answers that chose nothing, by category; only where there are any. What is from elsewhere does not say why.
fn shares_table(listing: &Listing, coherence: &Coherence) -> String {
    let Some(shares) = &coherence.shares else { return String::new() };
    if listing.actor.is_none() {
        return neither_table(coherence, shares);
    }
    let mut grid = Grid::new(&[
        ("category", Align::Left),
        ("answers", Align::Right),
        ("tie", Align::Right),
        ("abstained", Align::Right),
        ("unreadable", Align::Right),
    ]);
    let chosen =
        |shares: &Shares| shares.ties.value + shares.abstained.value + shares.unreadable.value == 0.0;
    if chosen(&shares.all) {
        return String::new();
    }
    let row = |name: &str, shares: &Shares| {
        let percent = |estimate: &Estimate| format!("{:.1} %", estimate.value * 100.0);
        let answers = format!("{:.0}", shares.answers);
        vec![
            name.to_owned(),
            answers,
            percent(&shares.ties),
            percent(&shares.abstained),
            percent(&shares.unreadable),
        ]
    };
    for category in &shares.by_category {
        grid.row(row(&category.category, &category.shares));
    }
    grid.row(row("all", &shares.all));
    format!("answers that chose neither (treatment: {})\n{}", coherence.treatment, grid.lines())
}

/// The same of answers of which is known only that they chose neither.
fn neither_table(coherence: &Coherence, shares: &AnswerShares) -> String {
    if shares.all.unreadable.value == 0.0 {
        return String::new();
    }
    let mut grid =
        Grid::new(&[("category", Align::Left), ("answers", Align::Right), ("neither", Align::Right)]);
    let by_category =
        shares.by_category.iter().map(|category| (category.category.as_str(), &category.shares));
    for (name, shares) in by_category.chain([("all", &shares.all)]) {
        let neither = format!("{:.1} %", shares.unreadable.value * 100.0);
        grid.row(vec![name.to_owned(), format!("{:.0}", shares.answers), neither]);
    }
    format!("answers that chose neither (treatment: {})\n{}", coherence.treatment, grid.lines())
}

/// How many of each entity are valued like one of the most valued: all rates stand in the JSON.
fn exchange_table(coherence: &Coherence) -> String {
    let Some(exchange) = &coherence.exchange else { return String::new() };
    let used = || {
        exchange.entities.iter().filter(|entity| entity.unused.is_none()).map(|entity| entity.entity.as_str())
    };
    let least =
        |entity: &str| used().filter_map(|other| log_rate(exchange, entity, other)).fold(0.0, f64::max);
    let Some(most_valued) = used().min_by(|a, b| least(a).total_cmp(&least(b))) else { return String::new() };
    let mut grid = Grid::new(&[
        ("entity", Align::Left),
        ("worth one of it", Align::Right),
        ("per factor of e", Align::Right),
        ("", Align::Left),
    ]);
    for entity in &exchange.entities {
        let amount = match entity.unused {
            None if entity.entity == most_valued => Some(1.0),
            None => log_rate(exchange, &entity.entity, most_valued).map(f64::exp),
            Some(_) => None,
        };
        grid.row(vec![
            entity.entity.clone(),
            amount.map_or_else(dash, |amount| format!("{amount:.3}")),
            entity.curve.map_or_else(dash, |curve| format!("{:.3}", curve.slope.value)),
            entity.unused.map_or("", unused).to_owned(),
        ]);
    }
    format!(
        "exchange rates with `{most_valued}`, by utility = a + b ln count, at the mean ln count of both\n{}",
        grid.lines()
    )
}

/// The logarithm of how many of `of` are valued like one of `per`.
fn log_rate(exchange: &Exchange, of: &str, per: &str) -> Option<f64> {
    exchange.rates.iter().find_map(|rate| match (rate.of.as_str(), rate.per.as_str()) {
        named if named == (of, per) => Some(rate.log_rate.value),
        named if named == (per, of) => Some(-rate.log_rate.value),
        _ => None,
    })
}

fn unused(why: Unused) -> &'static str {
    match why {
        Unused::FewCounts => "too few counts",
        Unused::ZeroCount => "a count of 0",
        Unused::Unlinked => "not on one scale",
        Unused::Flat => "no slope that is told from 0",
        Unused::WrongDirection => "more is valued less",
        Unused::PoorFit => "poor fit",
    }
}

fn dash() -> String {
    "-".to_owned()
}
