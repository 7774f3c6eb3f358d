//! Coherence measures against numpy and scipy.

use crate::actors::{SEED, close, exact};
use motive_stats::Interval;
use motive_utility::coherence::{
    Answers, Choices, Count, Elicited, Estimate, ExchangeOptions, Figure, Lottery, Resampling, Tally,
    Treatments, TriadSampling, compare, completeness, exchange, expected_utility, held_out,
    order_sensitivity, transitivity,
};
use serde_json::Value;

fn golden(of: &str) -> Value {
    let document: Value = serde_json::from_str(include_str!("../golden/coherence.json")).unwrap();
    document[of].clone()
}

fn number(row: &Value, field: &str) -> f64 {
    row[field].as_f64().unwrap_or_else(|| panic!("{field} in {row}"))
}

fn numbers(row: &Value, field: &str) -> Vec<f64> {
    row[field].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn answers(row: &Value, options: usize) -> Choices {
    let tally = |row: &Value| {
        let [first, second, first_wins, second_wins, ties] =
            [0, 1, 2, 3, 4].map(|i| row[i].as_f64().unwrap());
        Tally {
            first: first as usize,
            second: second as usize,
            first_wins,
            second_wins,
            ties,
            ..Tally::default()
        }
    };
    let tallies: Vec<Tally> = row["tallies"].as_array().unwrap().iter().map(tally).collect();
    Answers::new(options, &tallies).unwrap().treated(Treatments::find("drop").unwrap(), SEED)
}

fn same(row: &Value, field: &str, got: f64) {
    close(field, got, number(row, field), 1e-9);
}

fn same_interval(row: &Value, field: &str, got: Option<Interval>, tolerance: f64) {
    let (want, got) = (numbers(row, field), got.unwrap_or_else(|| panic!("{field}")));
    close(field, got.lower, want[0], tolerance);
    close(field, got.upper, want[1], tolerance);
}

/// A value with its interval, `field` and `field_interval`.
fn same_estimate(row: &Value, field: &str, got: &Estimate, tolerance: f64) {
    close(field, got.value, number(row, field), tolerance);
    same_interval(row, &format!("{field}_interval"), got.interval, tolerance);
}

#[test]
fn order_and_completeness() {
    let row = golden("order");
    let choices = answers(&row, 9);
    let report = order_sensitivity(&choices, 0.95).unwrap().unwrap();
    assert_eq!(report.pairs as f64, number(&row, "pairs"));
    same_estimate(&row, "difference", &report.difference, 1e-9);
    same(&row, "difference_by_chance", report.difference_by_chance.unwrap());
    same_estimate(&row, "excess", &report.excess.unwrap(), 1e-9);
    same(&row, "flips", report.flips.value);
    same(&row, "flips_by_chance", report.flips_by_chance.unwrap());
    same_estimate(&row, "first_share", &report.first_share, 1e-9);
    let row = golden("completeness");
    let report = completeness(&choices, 0.95).unwrap().unwrap();
    same(&row, "mean", report.mean.value);
    same_interval(&row, "interval", report.mean.interval, 1e-9);
    same(&row, "of_a_coin", report.of_a_coin.unwrap());
    assert_eq!(report.one_order as f64, number(&row, "one_order"));
}

#[test]
fn triads() {
    let choices = answers(&golden("order"), 9);
    let row = golden("transitivity");
    let sampling = TriadSampling { seed: SEED, most: 1000, replicates: 2 };
    let report = transitivity(&exact(&[0.0; 9]), &choices, &sampling, 0.95).unwrap().unwrap();
    assert_eq!(report.triads as f64, number(&row, "triads"));
    let figures: [(&str, Figure); 4] = [
        ("cycle_probability", report.cycle_probability),
        ("majority_cycles", report.majority_cycles.unwrap()),
        ("weak", report.weak),
        ("strong", report.strong),
    ];
    for (field, figure) in figures {
        same_estimate(&row, field, &figure.observed, 1e-9);
        assert_eq!(figure.observed.units as f64, number(&row, "options"));
    }
}

#[test]
fn held_out_choices() {
    let row = golden("held_out");
    let fit = exact(&numbers(&row, "utilities"));
    let resampling = Resampling { seed: SEED, replicates: 2 };
    let report = held_out(&fit, &answers(&row, 12), &resampling, 0.95).unwrap().unwrap();
    // The fit is exact to about 1e-8.
    same_estimate(&row, "accuracy", &report.accuracy.reached, 1e-7);
    same_estimate(&row, "log_loss", &report.log_loss.reached, 1e-7);
    same(&row, "majority", report.majority.unwrap().value);
    // EM stops here before it does there.
    let (accuracy, log_loss) = (report.accuracy.attainable.unwrap(), report.log_loss.attainable.unwrap());
    close("accuracy", accuracy.value, number(&row, "attainable_accuracy"), 2e-3);
    close("log loss", log_loss.value, number(&row, "attainable_log_loss"), 5e-4);
}

#[test]
fn exchange_rates() {
    let row = golden("exchange");
    let fit = exact(&numbers(&row, "utilities"));
    let count = |(option, row): (usize, &Value)| Count {
        option,
        entity: row[0].as_str().unwrap().to_owned(),
        count: row[1].as_f64().unwrap(),
        desirable: None,
    };
    let counts: Vec<Count> = row["counts"].as_array().unwrap().iter().enumerate().map(count).collect();
    let refits: Vec<Vec<f64>> = (0..40)
        .map(|nth| row["bootstrap"][nth].as_array().unwrap().iter().map(|u| u.as_f64().unwrap()).collect())
        .collect();
    let report = |bootstrap: &[Vec<f64>]| {
        exchange(&fit, &counts, &ExchangeOptions { max_residual: None, bootstrap }, 0.95).unwrap().unwrap()
    };
    let (by_line, by_bootstrap) = (report(&[]), report(&refits));
    let mean = numbers(&row, "utilities").iter().sum::<f64>() / counts.len() as f64;
    for (nth, want) in row["curves"].as_array().unwrap().iter().enumerate() {
        let curve = by_line.entities[nth].curve.unwrap();
        // Fitted utilities are centred.
        close("intercept", curve.intercept + mean, number(want, "intercept"), 1e-7);
        same_estimate(want, "slope", &curve.slope, 1e-7);
        close("residual", curve.residual, number(want, "residual"), 1e-7);
        let slope = by_bootstrap.entities[nth].curve.unwrap().slope;
        same_interval(want, "bootstrap_slope_interval", slope.interval, 1e-7);
    }
    for (nth, want) in row["rates"].as_array().unwrap().iter().enumerate() {
        let rate = &by_line.rates[nth];
        assert_eq!(
            (Some(rate.of.as_str()), Some(rate.per.as_str())),
            (want["of"].as_str(), want["per"].as_str())
        );
        close("rate", rate.log_rate.value, number(want, "log_rate"), 1e-6);
        same_interval(want, "interval", rate.log_rate.interval, 1e-6);
        same_interval(want, "bootstrap_interval", by_bootstrap.rates[nth].log_rate.interval, 1e-6);
    }
}

#[test]
fn two_elicitations() {
    let row = golden("comparison");
    let ids: Vec<String> = (0..30).map(|option| format!("o{option:02}")).collect();
    let elicited = |field| {
        let utilities = numbers(&row, field);
        let named: Vec<_> =
            ids.iter().zip(utilities).map(|(id, utility)| (id.as_str(), utility, 0)).collect();
        Elicited::new(&named).unwrap()
    };
    let report = compare(&elicited("one"), &elicited("other"), &[10], 0.95).unwrap();
    same_estimate(&row, "pearson", &report.pearson.unwrap(), 1e-9);
    same_estimate(&row, "spearman", &report.spearman.unwrap(), 1e-9);
    same(&row, "top10", report.top[0].share);
}

#[test]
fn lotteries() {
    let row = golden("lotteries");
    let lottery = |row: &Value| Lottery {
        option: row[0].as_u64().unwrap() as usize,
        parts: row[1]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| (part[0].as_u64().unwrap() as usize, part[1].as_f64().unwrap()))
            .collect(),
    };
    let lotteries: Vec<Lottery> = row["lotteries"].as_array().unwrap().iter().map(lottery).collect();
    let report = expected_utility(&exact(&numbers(&row, "utilities")), &lotteries, 0.95).unwrap().unwrap();
    same_estimate(&row, "pearson", &report.pearson.unwrap(), 1e-7);
    same_estimate(&row, "error", &report.error.unwrap(), 1e-7);
}
