//! The whole report, and what must not matter to it.

use crate::actors::{SEED, ask, choices, fitted, pairs_of, tallies};
use crate::common::{Source, logistic};
use motive_utility::coherence::{
    Answers, Coherence, CoherenceOptions, Count, Evidence, Lottery, Tally, Treatments, coherence,
};
use motive_utility::{FitOptions, UtilityModels};
use proptest::prelude::*;

const OPTIONS: usize = 6;

/// The report on `tallies`, about a quarter of the pairs held out.
fn report(tallies: &[Tally], treatment: &str) -> Option<Coherence> {
    let treatment = Treatments::find(treatment).unwrap();
    let model = UtilityModels::find("bradley-terry").unwrap();
    let (kept, held): (Vec<Tally>, Vec<Tally>) =
        tallies.iter().partition(|tally| (tally.first + tally.second) % 4 != 3);
    let (kept, held) = (Answers::new(OPTIONS, &kept).unwrap(), Answers::new(OPTIONS, &held).unwrap());
    let comparisons = kept.treated(treatment, SEED).comparisons();
    let fit = model.fit(OPTIONS, &comparisons, &FitOptions::default()).ok()?;
    let evidence = Evidence {
        fit: &fit,
        answers: &kept,
        held_out: Some(&held),
        halves: Some([&kept, &held]),
        categories: &[],
        counts: &[],
        lotteries: &[],
        bootstrap: &[],
    };
    let mut how = CoherenceOptions::new(treatment, model, FitOptions::default(), SEED);
    how.replicates = 5;
    Some(coherence(&evidence, &how).unwrap())
}

fn any_tallies() -> impl Strategy<Value = Vec<Tally>> {
    let tally =
        (0..OPTIONS, 1..OPTIONS, prop::array::uniform5(0_u8..6)).prop_map(|(first, step, weights)| {
            let [first_wins, second_wins, ties, abstained, unreadable] = weights.map(f64::from);
            let second = (first + step) % OPTIONS;
            Tally { first, second, first_wins, second_wins, ties, abstained, unreadable }
        });
    prop::collection::vec(tally, 0..40)
}

/// The numbers of a report that no draw and no fit enters.
fn of_answers(report: &Coherence) -> Vec<f64> {
    let mut numbers = Vec::new();
    if let Some(order) = &report.order {
        numbers.extend([order.difference.value, order.flips.value, order.first_share.value]);
        numbers.extend([order.difference_by_chance, order.flips_by_chance].map(Option::unwrap));
        numbers.extend(order.excess.unwrap().interval.map(|interval| interval.upper));
    }
    if let Some(completeness) = &report.completeness {
        numbers.extend([completeness.mean.value, completeness.of_a_coin.unwrap()]);
        numbers.push(completeness.one_order as f64);
    }
    if let Some(transitivity) = &report.transitivity {
        numbers.push(transitivity.triads as f64);
        numbers.extend(transitivity.majority_cycles.map(|figure| figure.observed.value));
        for figure in [transitivity.cycle_probability, transitivity.weak, transitivity.strong] {
            numbers.push(figure.observed.value);
            numbers.extend(figure.observed.interval.map(|interval| interval.lower));
        }
    }
    if let Some(shares) = &report.shares {
        numbers
            .extend([shares.all.ties, shares.all.abstained, shares.all.unreadable].map(|share| share.value));
        numbers.extend(shares.all.ties.interval.map(|interval| interval.lower));
    }
    numbers
}

/// Everything in a JSON document that is a number.
fn all_finite(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Array(entries) => entries.iter().all(all_finite),
        serde_json::Value::Object(fields) => fields.values().all(all_finite),
        serde_json::Value::Number(number) => number.as_f64().is_some_and(f64::is_finite),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing is NaN, nothing is lost in writing, and neither the order of the tallies nor their division
    /// matters to the last bit.
    #[test]
    fn the_order_and_division_of_tallies_do_not_matter(
        tallies in any_tallies(),
        treatment in prop::sample::select(vec!["drop", "random", "indifferent"]),
        seed in any::<u64>(),
    ) {
        let Some(one) = report(&tallies, treatment) else { return Ok(()) };
        let written = serde_json::to_string(&one).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Coherence>(&written).unwrap(), &one);
        prop_assert!(all_finite(&serde_json::to_value(&one).unwrap()));
        let mut source = Source::new(seed);
        let mut divided = Vec::new();
        for tally in &tallies {
            let ties = if source.uniform() < 0.5 { tally.ties } else { 0.0 };
            divided.push(Tally { ties, first_wins: 0.0, unreadable: 0.0, ..*tally });
            divided.push(Tally { ties: tally.ties - ties, second_wins: 0.0, abstained: 0.0, ..*tally });
        }
        divided.sort_by_cached_key(|_| (source.uniform() * 1e9) as u64);
        prop_assert_eq!(report(&divided, treatment), Some(one));
    }

    /// What options are called does not matter.
    #[test]
    fn relabelling_does_not_matter(tallies in any_tallies(), seed in any::<u64>()) {
        let mut source = Source::new(seed);
        let mut names: Vec<usize> = (0..OPTIONS).collect();
        names.sort_by_cached_key(|_| (source.uniform() * 1e9) as u64);
        let renamed: Vec<Tally> = tallies
            .iter()
            .map(|tally| Tally { first: names[tally.first], second: names[tally.second], ..*tally })
            .collect();
        let (Some(one), Some(other)) = (report(&tallies, "drop"), report(&renamed, "drop")) else {
            return Ok(());
        };
        let (one, other) = (of_answers(&one), of_answers(&other));
        prop_assert_eq!(one.len(), other.len());
        for (got, want) in one.iter().zip(&other) {
            prop_assert!((got - want).abs() < 1e-9, "{:?} and {:?}", one, other);
        }
    }
}

#[test]
fn the_report_holds_every_measure() {
    let mut source = Source::new(81);
    let grid = [1.0_f64, 3.0, 10.0, 30.0];
    // Two entities of four counts and three lotteries over the first entity.
    let mut utility: Vec<f64> = (0..8).map(|nth| grid[nth % 4].ln() + (nth / 4) as f64).collect();
    utility.extend([0.5 * (utility[0] + utility[3]), 0.5 * (utility[1] + utility[2]), utility[1]]);
    let lotteries = [
        Lottery { option: 8, parts: vec![(0, 0.5), (3, 0.5)] },
        Lottery { option: 9, parts: vec![(1, 0.5), (2, 0.5)] },
        Lottery { option: 10, parts: vec![(1, 1.0)] },
    ];
    let count = |option: usize| Count {
        option,
        entity: if option < 4 { "one" } else { "two" }.to_owned(),
        count: grid[option % 4],
        desirable: Some(true),
    };
    let options = utility.len();
    let at = |i: usize, j: usize| logistic(utility[i] - utility[j] + 0.6);
    let (held, trained): (Vec<_>, Vec<_>) =
        pairs_of(options).into_iter().partition(|_| source.uniform() < 0.2);
    let halves = [(); 2].map(|()| Answers::new(options, &ask(&mut source, &trained, 10, at)).unwrap());
    let answers = halves[0].and(&halves[1]);
    let held = Answers::new(options, &ask(&mut source, &held, 10, at)).unwrap();
    let (treatment, model) =
        (Treatments::find("drop").unwrap(), UtilityModels::find("bradley-terry").unwrap());
    let fit = fitted(&answers.treated(treatment, SEED));
    let categories: Vec<String> =
        (0..options).map(|option| if option < 8 { "counts" } else { "lotteries" }.to_owned()).collect();
    let evidence = Evidence {
        fit: &fit,
        answers: &answers,
        held_out: Some(&held),
        halves: Some([&halves[0], &halves[1]]),
        categories: &categories,
        counts: &(0..8).map(count).collect::<Vec<_>>(),
        lotteries: &lotteries,
        bootstrap: &[],
    };
    let how = CoherenceOptions::new(treatment, model, FitOptions::default(), SEED);
    let report = coherence(&evidence, &how).unwrap();
    assert_eq!((report.treatment.as_str(), report.confidence), ("drop", 0.95));
    assert!((report.position.shift - 0.6).abs() < 0.2);
    assert!((report.position.first_share - logistic(report.position.shift)).abs() < 1e-12);
    let held_out = report.held_out.unwrap();
    assert!(held_out.accuracy.reached.value > 0.7 && held_out.log_loss.reached.value < 0.6);
    assert!(held_out.accuracy.shortfall.unwrap().value.abs() < 0.06);
    assert!(report.order.unwrap().excess.unwrap().value > 0.0);
    assert!(report.completeness.unwrap().mean.value > 0.6);
    assert_eq!(report.transitivity.unwrap().triads, 165);
    assert!(report.retest.unwrap().utilities.unwrap().full_length.unwrap().value > 0.9);
    assert_eq!(report.monotonicity.unwrap().agreeing.unwrap().value, 1.0);
    let rate = &report.exchange.unwrap().rates[0];
    assert!(rate.log_rate.interval.unwrap().contains(1.0), "{rate:?}");
    assert!(report.expected_utility.unwrap().pearson.unwrap().value > 0.9);
    assert_eq!(report.shares.unwrap().by_category.len(), 2);
}

#[test]
fn evidence_of_another_length_is_refused() {
    let rows = tallies(&[(0, 1, 3.0, 1.0)]);
    let fit = fitted(&choices(2, &rows));
    let answers = Answers::new(3, &rows).unwrap();
    let (treatment, model) =
        (Treatments::find("drop").unwrap(), UtilityModels::find("bradley-terry").unwrap());
    let evidence = Evidence {
        fit: &fit,
        answers: &answers,
        held_out: None,
        halves: None,
        categories: &[],
        counts: &[],
        lotteries: &[],
        bootstrap: &[],
    };
    let mut how = CoherenceOptions::new(treatment, model, FitOptions::default(), SEED);
    let message = coherence(&evidence, &how).unwrap_err().to_string();
    assert_eq!(message, "utilities: 2 entries for 3 options; there must be one for each");
    how.confidence = 95.0;
    assert!(coherence(&evidence, &how).unwrap_err().to_string().starts_with("confidence 95: it must lie"));
}
