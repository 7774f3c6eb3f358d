//! Utilities as they are listed: of a run, of choices from elsewhere, and two of them compared.
#![allow(clippy::unwrap_used)]

mod common;

use common::{CHAIN, choices, choices_of, plan, read};
use motive_elicitation::agreement::{Respondent, agreement};
use motive_elicitation::elsewhere::{self, EdgeFit};
use motive_elicitation::listing::{Listing, of_actor};
use motive_study::record::{ChoiceRecord, Vote};
use motive_study::{edges, import};
use motive_utility::coherence::Treatments;
use motive_utility::{FitOptions, UtilityModels};

const HEADER: &str = "first,second,chose_first,chose_second,neither\n";

fn fit(model: &str) -> EdgeFit {
    EdgeFit {
        model: UtilityModels::find(model).unwrap(),
        how: FitOptions::default(),
        treatment: Treatments::find("drop").unwrap(),
        holdout: false,
        bootstrap: 0,
    }
}

fn textbook(model: &str) -> EdgeFit {
    EdgeFit { how: FitOptions { penalty: 0.0, position: false, ..FitOptions::default() }, ..fit(model) }
}

fn listed(rows: &str, with: &EdgeFit) -> Result<Listing, String> {
    elsewhere::listing(
        &edges::parse("edges.csv", format!("{HEADER}{rows}").as_bytes(), None).unwrap(),
        None,
        with,
    )
}

/// Of two options, the maximum likelihood is the link's inverse at the share.
#[test]
fn two_options_have_the_utilities_of_their_share() {
    // ln 3, and the normal quantile of 3/4.
    for (model, difference) in [("bradley-terry", 3f64.ln()), ("thurstone", 0.674_489_750_196_081_7)] {
        let listing = listed("cats,dogs,9,1,0\ndogs,cats,4,6,5\n", &textbook(model)).unwrap();
        let [cats, dogs] = &listing.options[..] else { panic!("{listing:?}") };
        assert_eq!((cats.id.as_str(), dogs.id.as_str()), ("cats", "dogs"));
        let [cats, dogs] = [cats, dogs].map(|option| option.utility.unwrap());
        assert!((cats - dogs - difference).abs() < 1e-9, "{model}: {listing:?}");
        assert!((cats + dogs).abs() < 1e-9, "centred");
        assert!((listing.log_likelihood - (15.0 * 0.75f64.ln() + 5.0 * 0.25f64.ln())).abs() < 1e-9);
        assert_eq!((listing.position, listing.components, listing.converged), (0.0, 1, true));
        assert!(listing.holdout.is_none());
    }
}

#[test]
fn what_counts_for_neither_is_for_the_treatment_to_say() {
    let rows = "cats,dogs,5,0,5\ndogs,cats,0,5,5\n";
    let top = |treatment: &str| {
        let with = EdgeFit { treatment: Treatments::find(treatment).unwrap(), ..fit("bradley-terry") };
        let listing = listed(rows, &with).unwrap();
        (listing.options[0].utility.unwrap(), listing.options[0].bounded)
    };
    let ((dropped, bounded), (indifferent, tied)) = (top("drop"), top("indifferent"));
    assert!(bounded && !tied && indifferent < dropped);
    // Three quarters, with ties as half a choice of each: utilities of plus and minus ln(3) / 2.
    assert!((indifferent - 3f64.ln() / 2.0).abs() < 0.01, "{indifferent}");
    // Davidson's model has ties of its own, and then cats always win again.
    let with = EdgeFit { treatment: Treatments::find("indifferent").unwrap(), ..fit("davidson") };
    assert!(listed(rows, &with).unwrap().converged);
}

#[test]
fn what_always_loses_is_named_and_has_a_limit() {
    let rows = "cats,dogs,9,1,0\ndogs,cats,1,9,0\ncats,rats,5,0,0\ndogs,rats,5,0,0\n";
    let error = listed(rows, &textbook("thurstone")).unwrap_err();
    assert!(
        error.starts_with("`rats` always loses, so without a penalty its utility is infinite"),
        "{error}"
    );
    let listing = listed(rows, &fit("thurstone")).unwrap();
    let rats = listing.options.last().unwrap();
    assert!(rats.bounded && rats.limit.is_some(), "{rats:?}");
}

#[test]
fn pieces_are_told_and_nothing_is_compared_between_them() {
    let listing = listed("a,b,3,2,0\nb,a,2,3,0\nc,d,4,1,0\nd,c,1,4,0\n", &fit("thurstone")).unwrap();
    assert_eq!(listing.components, 2);
    let components: Vec<usize> = listing.options.iter().map(|option| option.component).collect();
    assert_eq!(components, [0, 0, 1, 1], "piece by piece, the highest first in each");
}

#[test]
fn one_that_always_takes_the_first_says_nothing_about_options() {
    let rows = "a,b,5,0,0\nb,a,5,0,0\nb,c,5,0,0\nc,b,5,0,0\n";
    let listing = listed(rows, &EdgeFit { bootstrap: 20, ..fit("bradley-terry") }).unwrap();
    assert!(listing.position_bounded && listing.position > 1.0);
    for option in &listing.options {
        assert!(option.utility.is_none() && option.interval.is_none() && !option.bounded, "{option:?}");
    }
}

/// Fifty options in the order of their numbers, all pairs, nine of ten for the smaller number.
fn round_robin(holdout: bool) -> String {
    let mut rows = String::new();
    for i in 0..50 {
        for j in i + 1..50 {
            let held_out = if holdout { format!(",{}", u8::from((i + j) % 10 == 0)) } else { String::new() };
            rows.push_str(&format!("o{i},o{j},9,1,0{held_out}\no{j},o{i},1,9,0{held_out}\n"));
        }
    }
    rows
}

#[test]
fn held_out_pairs_test_the_fit() {
    let without = listed(&round_robin(false), &fit("bradley-terry")).unwrap();
    assert!(without.holdout.is_none());
    let drawn = listed(&round_robin(false), &EdgeFit { holdout: true, ..fit("bradley-terry") }).unwrap();
    let holdout = drawn.holdout.unwrap();
    assert_eq!(holdout.pairs, 61, "5 % of 1,225");
    assert!((holdout.accuracy.value - 0.9).abs() < 0.02, "{holdout:?}");

    let header = HEADER.replace('\n', ",holdout\n");
    let text = header + &round_robin(true);
    let edges = edges::parse("edges.csv", text.as_bytes(), None).unwrap();
    for wish in [true, false] {
        let listing =
            elsewhere::listing(&edges, None, &EdgeFit { holdout: wish, ..fit("bradley-terry") }).unwrap();
        // The file says which.
        assert_eq!(
            listing.holdout.unwrap().pairs,
            text.lines().filter(|line| line.ends_with(",1")).count() / 2
        );
    }
}

#[test]
fn a_listing_is_read_back_as_it_was() {
    let listing = of_actor(&plan(&[("bootstrap = 0", "bootstrap = 20")]), "ash", &choices(&CHAIN)).unwrap();
    assert_eq!(listing.actor.as_deref(), Some("ash"));
    assert_eq!(listing.options[0].text.as_deref(), Some("a."));
    let text = serde_json::to_string(&listing).unwrap();
    assert_eq!(serde_json::from_str::<Listing>(&text).unwrap(), listing);
}

/// With label `A B` the actor prefers what it rejects with `X Y`.
#[test]
fn levels_that_change_the_preferences_are_seen() {
    let crossed = plan(&[(
        "outcomes = \"outcomes.toml\"",
        "outcomes = \"outcomes.toml\"\nsamples = 12\ncross = { labels = [[\"A\", \"B\"], [\"X\", \"Y\"]], wording = [\"rather\", \"world\"] }",
    )]);
    let variants = crossed.study.elicitation.as_ref().unwrap().variants();
    let sure = CHAIN.map(|(one, other, _)| (one, other, 10));
    let reversed = CHAIN.map(|(one, other, _)| (other, one, 10));
    let is_xy = |record: &ChoiceRecord| {
        variants[record.sample as usize % variants.len()].levels["labels"] == serde_json::json!(["X", "Y"])
    };
    let mut records: Vec<ChoiceRecord> =
        choices_of("ash", &sure).into_iter().filter(|choice| !is_xy(choice)).collect();
    records.extend(choices_of("ash", &reversed).into_iter().filter(is_xy));
    let unread = records.iter_mut().filter(|record| is_xy(record)).take(8);
    unread.for_each(|record| record.result = read(Vote::Unreadable));
    let listing = of_actor(&crossed, "ash", &records).unwrap();
    let told: Vec<(&str, &str)> =
        listing.levels.iter().map(|level| (level.factor.as_str(), level.level.as_str())).collect();
    assert_eq!(
        told,
        [
            ("labels", "[\"A\",\"B\"]"),
            ("labels", "[\"X\",\"Y\"]"),
            ("wording", "\"rather\""),
            ("wording", "\"world\"")
        ]
    );
    let with = |at: usize| listing.levels[at].with_others.as_ref().unwrap().value;
    assert!(with(0) < -0.9 && with(1) < -0.9, "{:?}", listing.levels);
    assert_eq!((listing.levels[0].readable, listing.levels[0].asked), (1.0, 48));
    assert!(listing.levels[1].readable < 1.0);
}

fn respondent(name: &str, rows: &str) -> Respondent {
    Respondent::listed(name, &listed(rows, &fit("bradley-terry")).unwrap())
}

#[test]
fn what_is_called_the_same_is_compared() {
    let one = respondent("one", "a,b,9,1,0\nb,c,9,1,0\na,c,9,1,0\n");
    let same = respondent("same", "a,b,7,3,0\nb,c,7,3,0\na,c,8,2,0\n");
    let other = respondent("other", "c,b,9,1,0\nb,a,9,1,0\nc,a,9,1,0\nd,a,5,5,0\n");
    let found = agreement(&[(&one, &same), (&one, &other)]).unwrap();
    let pearson = |at: usize| found.pairs[at].agreement.pearson.unwrap().value;
    assert!(pearson(0) > 0.95 && pearson(1) < -0.9, "{found:?}");
    assert_eq!(found.pairs[1].agreement.left_out, 1);
    assert!((found.mean_pearson.unwrap() - (pearson(0) + pearson(1)) / 2.0).abs() < 1e-12);
    assert_eq!(found.pairs[0].agreement.ceiling, None, "an edge file has no halves");

    let strange = respondent("strange", "x,y,9,1,0\n");
    let error = agreement(&[(&one, &strange)]).unwrap_err();
    assert_eq!(
        error,
        "`one` and `strange` have 0 outcomes in common, by id and by text: at least 2 are needed"
    );
}

/// Published options have numbers for ids, and the words of the outcomes.
#[test]
fn published_options_are_found_by_their_words() {
    let listing = of_actor(&plan(&[]), "ash", &choices(&CHAIN)).unwrap();
    let options = ["e", "d", "c", "b", "a"].iter().enumerate();
    let rows: Vec<String> = options
        .clone()
        .map(|(id, text)| format!("{{\"id\": {id}, \"description\": \"{}\"}}", text.to_uppercase()))
        .collect();
    let utilities: Vec<String> = options
        .map(|(id, _)| format!("\"{id}\": {{\"mean\": {}, \"variance\": 1.0}}", id as f64 - 2.0))
        .collect();
    let text = format!("{{\"options\": [{}], \"utilities\": {{{}}}}}", rows.join(","), utilities.join(","));
    let published = import::parse("results_m.json", text.as_bytes()).unwrap();
    let [ash, m] = [Respondent::listed("ash", &listing), Respondent::published("m", &published)];
    let found = agreement(&[(&ash, &m)]).unwrap();
    assert_eq!(found.pairs[0].agreement.options, 5);
    assert!(found.pairs[0].agreement.pearson.unwrap().value > 0.95, "{found:?}");
}

/// Ten samples make two halves, and so a ceiling.
#[test]
fn halves_of_the_answers_give_a_ceiling() {
    let [ash, birch] = ["ash", "birch"]
        .map(|actor| Respondent::listed(actor, &of_actor(&plan(&[]), actor, &choices(&CHAIN)).unwrap()));
    let found = agreement(&[(&ash, &birch)]).unwrap();
    let ceiling = found.pairs[0].agreement.ceiling.unwrap();
    assert!((0.5..=1.0).contains(&ceiling), "{found:?}");
    assert!((found.pairs[0].agreement.pearson.unwrap().value - 1.0).abs() < 1e-9);
}
