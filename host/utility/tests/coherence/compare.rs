//! Two elicitations compared.

use crate::actors::{ask, choices, close, fitted, pairs_of};
use crate::common::{Source, fit_with, logistic};
use motive_utility::coherence::{Elicited, compare, convergence, retest};
use motive_utility::{FitOptions, UtilityModels};

fn elicited(utilities: &[(&str, f64)]) -> Elicited {
    Elicited::new(&utilities.iter().map(|&(id, utility)| (id, utility, 0)).collect::<Vec<_>>()).unwrap()
}

#[test]
fn common_options_are_matched_by_id() {
    let one = elicited(&[("a", 1.0), ("b", 2.0), ("c", 3.0), ("d", 9.0), ("x", 0.0)]);
    let other = elicited(&[("y", 5.0), ("d", 4.0), ("c", 3.0), ("b", 1.0), ("a", 2.0)]);
    let agreement = compare(&one, &other, &[1, 2, 3, 4, 0], 0.95).unwrap();
    assert_eq!((agreement.options, agreement.left_out), (4, 2));
    close("rank correlation", agreement.spearman.unwrap().value, 0.8, 1e-12);
    let top: Vec<_> =
        agreement.top.iter().map(|overlap| (overlap.k, overlap.share, overlap.by_chance)).collect();
    assert_eq!(top, [(1, 1.0, 0.25), (2, 1.0, 0.5), (3, 2.0 / 3.0, 0.75)]);
    assert_eq!((agreement.ceiling, agreement.disattenuated), (None, None));
    assert_eq!(compare(&other, &one, &[2], 0.95).unwrap().pearson, agreement.pearson);
}

#[test]
fn scales_are_not_mixed_and_unknown_options_left_out() {
    let ids: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
    let fit = fit_with(&[0.0, 1.0, 3.0, 5.0, 0.0], &[0, 0, 0, 0, 1]);
    let one = Elicited::of(&ids, &fit).unwrap();
    let other =
        Elicited::new(&[("a", 0.0, 0), ("b", 1.0, 1), ("c", 2.0, 1), ("d", 3.0, 1), ("e", 4.0, 1)]).unwrap();
    // e was never compared; a lies on another scale of the other.
    let agreement = compare(&one, &other, &[], 0.95).unwrap();
    assert_eq!((agreement.options, agreement.left_out), (3, 2));
    close("correlation", agreement.pearson.unwrap().value, 1.0, 1e-6);
}

#[test]
fn what_does_not_vary_or_is_not_common_has_no_correlation() {
    let one = elicited(&[("a", 1.0), ("b", 2.0), ("c", 3.0)]);
    let flat = elicited(&[("a", 1.0), ("b", 1.0), ("c", 1.0)]);
    let agreement = compare(&one, &flat, &[1], 0.95).unwrap();
    assert_eq!((agreement.pearson, agreement.spearman, agreement.options), (None, None, 3));
    assert!(agreement.top.is_empty());
    let agreement = compare(&one, &elicited(&[("x", 1.0)]), &[1], 0.95).unwrap();
    assert_eq!((agreement.pearson, agreement.options, agreement.left_out), (None, 0, 4));
}

#[test]
fn noise_is_taken_out_by_the_reliabilities() {
    let mut source = Source::new(71);
    let options = 40;
    let ids: Vec<String> = (0..options).map(|option| format!("o{option}")).collect();
    let pairs: Vec<_> = pairs_of(options).into_iter().filter(|_| source.uniform() < 0.1).collect();
    let model = UtilityModels::find("bradley-terry").unwrap();
    // Two actors whose true utilities correlate .8.
    let (mut raw, mut corrected, runs) = (0.0, 0.0, 30);
    for _ in 0..runs {
        let base: Vec<(f64, f64)> = (0..options)
            .map(|_| {
                let (x, y) = (source.normal(), source.normal());
                (x, 0.8 * x + 0.6 * y)
            })
            .collect();
        let mut actor = |of: fn(&(f64, f64)) -> f64| {
            let at = |i: usize, j: usize| logistic(of(&base[i]) - of(&base[j]));
            let halves = [(); 2].map(|()| ask(&mut source, &pairs, 3, at));
            let all = fitted(&choices(options, &halves.concat()));
            let [one, other] = halves.map(|half| choices(options, &half));
            let agreement = retest([&one, &other], model, &FitOptions::default(), 0.95).unwrap();
            let reliability = agreement.utilities.unwrap().full_length.unwrap().value;
            Elicited::of(&ids, &all).unwrap().with_reliability(reliability).unwrap()
        };
        let (one, other) = (actor(|u| u.0), actor(|u| u.1));
        let agreement = compare(&one, &other, &[10], 0.95).unwrap();
        raw += agreement.pearson.unwrap().value / f64::from(runs);
        corrected += agreement.disattenuated.unwrap().correlation.value / f64::from(runs);
    }
    assert!(raw < 0.75, "{raw}");
    close("corrected", corrected, 0.8, 0.04);
}

#[test]
fn a_correction_beyond_one_is_marked() {
    let one = elicited(&[("a", 1.0), ("b", 2.0), ("c", 3.0), ("d", 4.5)]);
    let weak = one.clone().with_reliability(0.5).unwrap();
    let agreement = compare(&weak, &weak, &[], 0.95).unwrap();
    assert_eq!(agreement.ceiling, Some(0.5));
    let disattenuated = agreement.disattenuated.unwrap();
    assert!(disattenuated.above_one);
    close("correlation", disattenuated.correlation.value, 2.0, 1e-12);
}

#[test]
fn several_protocols_are_compared_two_by_two() {
    let one = elicited(&[("a", 1.0), ("b", 2.0), ("c", 3.0)]);
    let other = elicited(&[("a", 3.0), ("b", 2.0), ("c", 1.0)]);
    let report = convergence(&[("letter", &one), ("likert", &other), ("logprob", &one)], &[1], 0.95).unwrap();
    let named: Vec<_> = report.pairs.iter().map(|pair| pair.between.each_ref().map(String::as_str)).collect();
    assert_eq!(named, [["letter", "likert"], ["letter", "logprob"], ["likert", "logprob"]]);
    close("mean", report.mean_pearson.unwrap(), -1.0 / 3.0, 1e-12);
    assert_eq!(report.mean_disattenuated, None);
    let alone = convergence(&[("letter", &one)], &[1], 0.95).unwrap();
    assert_eq!((alone.pairs.len(), alone.mean_pearson), (0, None));
}

#[test]
fn refuses_repeated_ids_and_what_is_no_utility_or_reliability() {
    let refused = |utilities: &[(&str, f64, usize)]| Elicited::new(utilities).unwrap_err().to_string();
    assert_eq!(
        refused(&[("a", 1.0, 0), ("a", 2.0, 0)]),
        "id `a` stands for two options: ids match the options of two elicitations and must be unique"
    );
    assert_eq!(refused(&[("a", f64::NAN, 0)]), "utilities: entry 0 is NaN; it must be finite");
    for reliability in [0.0, -0.1, 1.01, f64::NAN] {
        assert!(elicited(&[]).with_reliability(reliability).is_err());
    }
    let ids = ["a".to_owned()];
    let fit = fit_with(&[0.0, 1.0], &[0, 0]);
    assert!(Elicited::of(&ids, &fit).unwrap_err().to_string().starts_with("ids: 1 entries for 2 options"));
}
