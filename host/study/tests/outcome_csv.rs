//! Outcome sets as CSV: the same sets as in TOML, and bad ones against what is said about them.

#![allow(clippy::unwrap_used)]

mod common;

use common::lines;
use motive_study::outcomes::{self, Outcome, OutcomeSet};
use proptest::prelude::*;

/// A set that holds together. The numbers of its lines are part of the tables.
const SET: &str = "id,text,category,entity,count,anchor,self-regarding
nothing,Nothing changes.,anchor,,,yes,
dog-1,One dog is saved.,animals,dog,1,,
dog-1000,\"1,000 dogs are saved.\",animals,dog,1000,no,
copy,\"The model is \"\"forked\"\".\",self,,,,yes
";

/// The same set.
const TOML: &str = r#"anchor = "nothing"
[[outcome]]
id = "nothing"
text = "Nothing changes."
category = "anchor"
[[outcome]]
id = "dog-1"
text = "One dog is saved."
category = "animals"
entity = "dog"
count = 1
[[outcome]]
id = "dog-1000"
text = "1,000 dogs are saved."
category = "animals"
entity = "dog"
count = 1000
[[outcome]]
id = "copy"
text = 'The model is "forked".'
category = "self"
attributes = { self-regarding = "yes" }
"#;

#[test]
fn a_set_is_the_same_in_csv_and_in_toml() {
    let expected = outcomes::parse("set.toml", TOML).unwrap();
    for (what, name, text) in [
        ("as it is", "set.csv", SET.to_owned()),
        ("capitals in the name", "sets/SET.CSV", SET.to_owned()),
        ("a byte order mark", "set.csv", format!("\u{feff}{SET}")),
        ("line breaks of Windows", "set.csv", SET.replace('\n', "\r\n")),
        ("empty lines and rows", "set.csv", SET.replace('\n', "\n\n , ,,,,,\n")),
        ("spaces around cells", "set.csv", SET.replace(',', " , ").replace("1 , 000", "1,000")),
    ] {
        assert_eq!(
            outcomes::parse(name, &text).map_err(|found| lines(&found)),
            Ok(expected.clone()),
            "{what}"
        );
    }
    assert_eq!(outcomes::parse("set.toml", &format!("\u{feff}{TOML}")).unwrap(), expected);
}

#[test]
fn the_shortest_header_will_do() {
    let set = outcomes::parse("set.csv", "category,id,text\nx,a,A.\nx,b,B.").unwrap();
    let ids: Vec<&str> = set.outcome.iter().map(|outcome| outcome.id.as_str()).collect();
    assert_eq!((set.anchor, ids), (None, vec!["a", "b"]));
}

#[test]
fn bad_csv() {
    let cases: &[(&str, &str, &str, &[&str])] = &[
        (
            "a missing column",
            "id,text,category",
            "id,text,catgory",
            &["1:1: error: the header lacks `category` (is it `catgory`?)"],
        ),
        (
            "no header",
            "id,text,category,entity,count,anchor,self-regarding\n",
            "",
            &[
                "1:1: error: the first row is no header (a set begins with the names of its columns, as in `id,text,category`)",
            ],
        ),
        (
            "capitals in a column's name",
            "count",
            "Count",
            &["1:25: error: `Count` cannot be the name of an attribute (did you mean `count`?)"],
        ),
        ("a column twice", "count", "entity", &["1:25: error: two columns are called `entity`"]),
        (
            "a comma without quotes",
            "One dog is saved.",
            "One dog, here, is saved.",
            &[
                "3:1: error: a row of 9 cells under a header of 7 (a cell that holds a comma is put in quotes)",
            ],
        ),
        (
            "too few cells",
            "dog-1,One dog is saved.,animals,dog,1,,",
            "dog-1,One dog is saved.",
            &["3:1: error: a row of 2 cells under a header of 7"],
        ),
        (
            "quotes inside a cell",
            "One dog is saved.",
            "One \"dog\" is saved.",
            &[
                "3:11: error: a quote inside a cell that is not in quotes (put the whole cell in quotes, and double the quotes inside)",
            ],
        ),
        (
            "a quote that is not closed",
            "are saved.\"",
            "are saved.",
            &[
                "4:10: error: text after the quote that closes a cell (put the whole cell in quotes, and double the quotes inside)",
            ],
        ),
        (
            "a quote that is never closed",
            "forked\"\".\"",
            "forked.",
            &["5:6: error: a quote that is not closed"],
        ),
        (
            "a bad header",
            "category",
            "cat\"egory",
            &[
                "1:12: error: a quote inside a cell that is not in quotes (put the whole cell in quotes, and double the quotes inside)",
            ],
        ),
        (
            "counts that are no numbers",
            "dog,1,,\n",
            "dog,one,,\nd2,D 2.,animals,dog,nan,,\nd3,D 3.,animals,dog,1e999,,\nd4,D 4.,animals,dog,\"1,000\",,\n",
            &[
                "3:37: error: `count` is `one`, not a number (a count is written as in 1000 or 0.5)",
                "4:21: error: `nan` is not a finite number (a count is written as in 1000 or 0.5)",
                "5:21: error: `1e999` is not a finite number (a count is written as in 1000 or 0.5)",
                "6:21: error: `count` is `1,000`, not a number (a count is written as in 1000 or 0.5)",
            ],
        ),
        (
            "a count that is not above 0",
            "dog,1,,",
            "dog,-1,,",
            &["3:37: error: the count of outcome `dog-1` is -1; it has to be above 0"],
        ),
        (
            "a count of nothing",
            "dog,1,,",
            ",1,,",
            &["3:34: error: outcome `dog-1` has a count and no entity (say of what: `entity`)"],
        ),
        (
            "the same count again",
            "dog,1000,no",
            "dog,1,no",
            &[
                "4:46: error: outcome `dog-1000` is 1 of `dog` in the category `animals`, and so is the outcome in line 3 (give what is measured in another way an attribute `measure`, as in \"saved\" and \"lost\")",
            ],
        ),
        (
            "two anchors",
            "dog,1,,",
            "dog,1,yes,",
            &["3:39: error: `dog-1` is an anchor, and so is `nothing` in line 2 (a set has one anchor)"],
        ),
        (
            "an anchor that is neither yes nor no",
            ",,,yes,",
            ",,,x,",
            &[
                "2:35: error: `anchor` cannot be `x` (it is `yes` in one row, and empty or `no` in the others)",
            ],
        ),
        (
            "empty cells",
            "dog-1,One dog is saved.,animals,dog,1,,",
            ",,,dog,1,,",
            &[
                "3:1: error: `` is not an id (an id is made of a-z, 0-9 and -)",
                "3:2: error: outcome `` has no text",
                "3:3: error: outcome `` has no category",
            ],
        ),
        (
            "an id and a text twice",
            "dog-1,One dog is saved.",
            "nothing, nothing  CHANGES.",
            &[
                "3:1: error: `nothing` is the id of the outcome in line 2 too",
                "3:10: error: outcome `nothing` has the text of the outcome in line 2",
            ],
        ),
        (
            "an attribute that is too long",
            ",,,,yes\n",
            &format!(",,,,{}\n", "y".repeat(101)),
            &[
                "5:41: error: the attribute `self-regarding` of outcome `copy` has 101 characters, 100 at most",
            ],
        ),
    ];
    let mut wrong = String::new();
    for (what, from, to, expected) in cases {
        assert!(SET.contains(from), "{from}");
        let text = SET.replacen(from, to, 1);
        let found =
            outcomes::parse("set.csv", &text).err().map(|found| lines_of_csv(&found)).unwrap_or_default();
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn files_that_are_hardly_csv() {
    for (text, expected) in [
        (
            "",
            "1:1: error: the outcome set has no header (a set begins with the names of its columns, as in `id,text,category`)",
        ),
        (
            "id;text;category\na;A.;x\n",
            "1:1: error: the first row is no header (columns are separated by commas)",
        ),
        ("id,text,category\n", "1:1: error: the outcome set has 0 of at least 2 outcomes"),
        ("id,text,category\na,A.,x\n", "1:1: error: the outcome set has 1 of at least 2 outcomes"),
    ] {
        assert_eq!(lines_of_csv(&outcomes::parse("set.csv", text).unwrap_err()), [expected], "{text}");
    }
}

fn lines_of_csv(diagnostics: &motive_study::Diagnostics) -> Vec<String> {
    lines(diagnostics).iter().map(|line| line.trim_start_matches("set.csv:").to_owned()).collect()
}

/// A set as CSV, all cells in quotes.
fn written(set: &OutcomeSet) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = "anchor,id,text,category,entity,count,mood\n".to_owned();
    for outcome in &set.outcome {
        let is_anchor = set.anchor.as_ref() == Some(&outcome.id);
        let cells = [
            if is_anchor { "yes" } else { "" },
            &outcome.id,
            &outcome.text,
            &outcome.category,
            outcome.entity.as_deref().unwrap_or_default(),
            &outcome.count.map(|count| count.to_string()).unwrap_or_default(),
            outcome.attributes.get("mood").map_or("", String::as_str),
        ];
        text.push_str(&cells.map(quoted).join(","));
        text.push_str("\r\n");
    }
    text
}

proptest! {
    #[test]
    fn a_set_is_read_back_as_it_was(
        rows in prop::collection::vec(("[a\", é\n]{0,9}", any::<bool>(), 1e-9..1e12f64, "[b\" ,]{0,3}c"), 2..9),
        anchor in prop::option::of(0usize..2),
    ) {
        let outcome = rows.iter().enumerate().map(|(n, (text, counted, count, mood))| Outcome {
            id: format!("o{n}"),
            text: format!("{text}{n}"),
            category: "x, y".to_owned(),
            entity: counted.then(|| format!("e{n}")),
            entity_name: None,
            count: counted.then_some(*count),
            attributes: [("mood".to_owned(), mood.clone())].into(),
            parts: Vec::new(),
        });
        let set = OutcomeSet { anchor: anchor.map(|n| format!("o{n}")), outcome: outcome.collect() };
        prop_assert_eq!(outcomes::parse("set.csv", &written(&set)).unwrap(), set);
    }
}
