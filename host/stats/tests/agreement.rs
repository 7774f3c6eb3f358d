//! Agreement of raters against irrCAC, krippendorff and numpy (`golden/agreement.py`), its properties, and what has none.
#![allow(clippy::unwrap_used)]

use motive_stats::IntervalError;
use motive_stats::agreement::{
    Scale, Table, bootstrap, effective_votes, fleiss_kappa, gwet_ac1, krippendorff_alpha, mean_correlation,
    raw_agreement,
};
use proptest::prelude::*;
use serde::Deserialize;

type Units = Vec<Vec<Option<i64>>>;
type Coefficient = fn(&Table) -> Option<f64>;

const NOMINAL: [(&str, Coefficient); 5] = [
    ("raw", raw_agreement),
    ("fleiss", fleiss_kappa),
    ("ac1", gwet_ac1),
    ("nominal", |table| krippendorff_alpha(table, Scale::Nominal)),
    ("correlation", mean_correlation),
];
const ORDERED: [(&str, Coefficient); 2] = [
    ("ordinal", |table| krippendorff_alpha(table, Scale::Ordinal)),
    ("interval", |table| krippendorff_alpha(table, Scale::Interval)),
];

fn all() -> impl Iterator<Item = (&'static str, Coefficient)> {
    NOMINAL.into_iter().chain(ORDERED)
}

fn same(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    }
}

#[derive(Deserialize)]
struct Golden {
    tables: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    units: Units,
    votes: f64,
    #[serde(flatten)]
    coefficients: std::collections::BTreeMap<String, f64>,
}

fn golden() -> Vec<Row> {
    serde_json::from_str::<Golden>(include_str!("golden/agreement.json")).unwrap().tables
}

#[test]
fn agrees_with_irr_cac_krippendorff_and_numpy() {
    let rows = golden();
    assert_eq!(rows.len(), 8);
    for row in rows {
        let table = Table::new(&row.units).unwrap();
        for (name, coefficient) in all() {
            let (got, want) = (coefficient(&table), Some(row.coefficients[name]));
            assert!(same(got, want), "{name}: {got:?}, not {want:?}");
        }
        let votes = effective_votes(table.raters(), mean_correlation(&table).unwrap());
        assert!(same(votes, Some(row.votes)), "{votes:?}, not {}", row.votes);
    }
}

/// The figures that the project's method quotes, to the digits quoted there.
#[test]
fn reproduces_the_published_figures() {
    let rows = golden();
    let [demo, fleiss] = [0, 1].map(|place: usize| Table::new(&rows[place].units).unwrap());
    let table = [
        (krippendorff_alpha(&demo, Scale::Nominal), 0.691_358_02),
        (krippendorff_alpha(&demo, Scale::Ordinal), 0.806_721_42),
        (krippendorff_alpha(&demo, Scale::Interval), 0.810_844_89),
        (fleiss_kappa(&fleiss), 0.209_930_70),
        (gwet_ac1(&fleiss), 0.225_614_15),
    ];
    for (got, want) in table {
        assert!((got.unwrap() - want).abs() < 5e-9, "{got:?}, not {want}");
    }
    let votes = [(0.2, 2.14), (0.4, 1.67), (0.6, 1.36), (0.8, 1.15)];
    for (correlation, want) in votes {
        assert!((effective_votes(3, correlation).unwrap() - want).abs() < 0.005, "{correlation}");
    }
}

#[test]
fn what_says_nothing_about_agreement_has_no_coefficient() {
    let empty: [(&str, Units); 5] = [
        ("no unit", vec![]),
        ("no rater", vec![vec![], vec![]]),
        ("one rater", vec![vec![Some(1)], vec![Some(2)]]),
        ("no unit with two verdicts", vec![vec![Some(1), None], vec![None, Some(2)]]),
        ("no verdict", vec![vec![None, None]]),
    ];
    for (case, units) in empty {
        let table = Table::new(&units).unwrap();
        assert_eq!((table.units(), table.raters(), table.categories()), (0, 0, &[][..]), "{case}");
        for (name, coefficient) in all() {
            assert_eq!(coefficient(&table), None, "{name} of {case}");
        }
        let interval = bootstrap(&table, raw_agreement, 10, 0.95, [0; 32]).unwrap();
        assert_eq!((interval.interval, interval.undefined), (None, 10), "{case}");
    }
    // One category: agreement is certain, and so is agreement by chance. The category of the lone verdict is dropped.
    let table = Table::new(&[[Some(1), Some(1)], [Some(1), Some(1)], [Some(2), None]]).unwrap();
    for (name, coefficient) in all() {
        let want = (name == "raw").then_some(1.0);
        assert_eq!(coefficient(&table), want, "{name}");
    }
}

#[test]
fn a_rater_that_never_varies_has_no_correlation() {
    let constant = Table::new(&[[Some(1), Some(1)], [Some(1), Some(2)], [Some(1), Some(2)]]).unwrap();
    assert_eq!(mean_correlation(&constant), None);
    // The other pairs of raters stand.
    let rows = [[Some(1), Some(1), Some(1)], [Some(1), Some(2), Some(2)], [Some(1), Some(2), Some(2)]];
    assert!(same(mean_correlation(&Table::new(&rows).unwrap()), Some(1.0)));
}

#[test]
fn votes_lie_between_one_and_all() {
    assert_eq!(effective_votes(0, 0.5), None);
    assert_eq!(effective_votes(3, f64::NAN), None);
    assert_eq!(effective_votes(3, 1.5), None);
    assert_eq!(effective_votes(5, -0.2), Some(5.0));
    assert_eq!(effective_votes(1, 0.7), Some(1.0));
}

#[test]
fn a_row_of_another_length_is_refused() {
    let error = Table::new(&[vec![Some(1), None], vec![Some(1)]]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unit 1 has 1 places where unit 0 has 2: every unit needs one per rater, empty where the rater gave no verdict"
    );
}

#[test]
fn a_bootstrap_repeats_itself_and_covers_the_coefficient() {
    let table = Table::new(&golden()[3].units).unwrap();
    for (name, coefficient) in all() {
        let draw = |seed| bootstrap(&table, coefficient, 500, 0.95, [seed; 32]).unwrap();
        assert_eq!(draw(1), draw(1), "{name}");
        assert_ne!(draw(1), draw(2), "{name}");
        let interval = draw(1).interval.unwrap();
        assert!(interval.contains(coefficient(&table).unwrap()), "{name}: {interval:?}");
        assert!(interval.upper - interval.lower < 0.6, "{name}: {interval:?}");
    }
    let error = bootstrap(&table, raw_agreement, 10, 1.0, [0; 32]).unwrap_err();
    assert_eq!(error, IntervalError::Confidence(1.0));
}

#[test]
fn a_bootstrap_counts_the_draws_of_one_category() {
    // Both units of the second category are missing from a draw of three units with probability 8/27.
    let table = Table::new(&[[Some(1), Some(1)], [Some(1), Some(1)], [Some(2), Some(2)]]).unwrap();
    let drawn = bootstrap(&table, fleiss_kappa, 2_700, 0.95, [4; 32]).unwrap();
    // 8/27 without the second category and 1/27 without the first; five standard deviations.
    assert!((drawn.undefined as f64 - 900.0).abs() < 5.0 * 600.0_f64.sqrt(), "{}", drawn.undefined);
    assert_eq!(drawn.interval, None, "the raters agree in every draw");
}

fn units() -> impl Strategy<Value = Units> {
    (2_usize..6).prop_flat_map(|raters| {
        let verdict = prop_oneof![3 => (0_i64..4).prop_map(Some), 1 => Just(None)];
        prop::collection::vec(prop::collection::vec(verdict, raters), 0..30)
    })
}

proptest! {
    #[test]
    fn the_order_of_units_and_raters_does_not_matter(
        (units, shuffled) in units().prop_flat_map(|units| (Just(units.clone()), Just(units).prop_shuffle())),
    ) {
        let reversed: Units = shuffled.into_iter().map(|row| row.into_iter().rev().collect()).collect();
        let (table, other) = (Table::new(&units).unwrap(), Table::new(&reversed).unwrap());
        for (name, coefficient) in all() {
            prop_assert!(same(coefficient(&table), coefficient(&other)), "{}", name);
        }
    }

    #[test]
    fn names_of_categories_do_not_matter_to_nominal_coefficients(
        units in units(),
        names in Just(vec![-7_i64, 40, 3, 1_000]).prop_shuffle(),
    ) {
        let rename = |verdict: Option<i64>| verdict.map(|category| names[category as usize]);
        let renamed: Units = units.iter().map(|row| row.iter().copied().map(rename).collect()).collect();
        let (table, other) = (Table::new(&units).unwrap(), Table::new(&renamed).unwrap());
        for (name, coefficient) in NOMINAL {
            prop_assert!(same(coefficient(&table), coefficient(&other)), "{}", name);
        }
    }

    #[test]
    fn origin_unit_and_direction_do_not_matter_to_ordered_ones(units in units(), origin in -9_i64..9, unit in 1_i64..9) {
        let moved = |verdict: Option<i64>| verdict.map(|category| origin - unit * category);
        let moved: Units = units.iter().map(|row| row.iter().copied().map(moved).collect()).collect();
        let (table, other) = (Table::new(&units).unwrap(), Table::new(&moved).unwrap());
        for (name, coefficient) in ORDERED {
            prop_assert!(same(coefficient(&table), coefficient(&other)), "{}", name);
        }
    }

    #[test]
    fn coefficients_are_finite_and_at_most_one(units in units()) {
        let table = Table::new(&units).unwrap();
        for (name, coefficient) in all() {
            let value = coefficient(&table);
            prop_assert!(value.is_none_or(|value| value.is_finite() && value <= 1.0 + 1e-12), "{} {:?}", name, value);
        }
    }

    #[test]
    fn units_with_fewer_than_two_verdicts_change_nothing(units in units(), lone in 0_i64..9) {
        let raters = units.first().map_or(2, Vec::len);
        let mut row = vec![None; raters];
        let padded: Units = units.iter().cloned().chain([row.clone(), { row[0] = Some(lone); row }]).collect();
        prop_assert_eq!(Table::new(&units).unwrap().units(), Table::new(&padded).unwrap().units());
        for (_, coefficient) in all() {
            prop_assert_eq!(coefficient(&Table::new(&units).unwrap()), coefficient(&Table::new(&padded).unwrap()));
        }
    }
}
