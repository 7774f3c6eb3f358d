//! Edge files: what is read of them, and what is said of bad ones.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use motive_study::Diagnostics;
use motive_study::edges::{Edge, Edges, MOST_ERRORS, parse};
use proptest::prelude::*;

const EDGES: &str = "first,second,chose_first,chose_second,neither\n\
    bees,pond,7,2,1\n\
    pond,bees,3,7,0\n\
    bees,hens,0,0,10\n";

fn read(text: &str) -> Edges {
    parse("edges.csv", text.as_bytes(), None).unwrap_or_else(|found| panic!("{text}\n{found}"))
}

fn lines(diagnostics: &Diagnostics) -> Vec<String> {
    let line = |line: &str| line.strip_prefix("edges.csv:").unwrap().replacen(" error:", "", 1);
    diagnostics.to_string().lines().map(line).collect()
}

fn edge(first: usize, second: usize, counts: [u64; 3], holdout: bool) -> Edge {
    let [chose_first, chose_second, neither] = counts;
    Edge { first, second, chose_first, chose_second, neither, holdout }
}

#[test]
fn a_row_is_a_pair_in_one_order() {
    let edges = read(EDGES);
    assert_eq!(edges.options, ["bees", "pond", "hens"]);
    assert!(!edges.has_holdout_column);
    assert_eq!(
        edges.rows,
        [edge(0, 1, [7, 2, 1], false), edge(1, 0, [3, 7, 0], false), edge(0, 2, [0, 0, 10], false)]
    );
}

#[test]
fn rows_can_be_held_out() {
    let edges = read(
        "first,second,chose_first,chose_second,neither,holdout\na,b,1,0,0,1\nb,a,1,0,0,1\na,c,1,0,0,0\n",
    );
    assert!(edges.has_holdout_column);
    assert_eq!(edges.rows.iter().map(|row| row.holdout).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn one_file_in_many_spellings() {
    let expected = read(EDGES);
    let quoted = EDGES.replace("bees", "\"bees\"").replace("7", " \"7\" ");
    let turned =
        "neither,chose_second,chose_first,second,first\n1,2,7,pond,bees\n0,7,3,bees,pond\n10,0,0,hens,bees";
    for (what, text) in [
        ("Windows' line breaks", EDGES.replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{feff}{EDGES}")),
        ("no last line break", EDGES.trim_end().to_owned()),
        ("empty rows", EDGES.replace('\n', "\n\n,,,,\n")),
        ("spaces", EDGES.replace(',', " ,\t")),
        ("quotes", quoted),
        ("another order of the columns", turned.to_owned()),
        ("whole numbers with a point", EDGES.replace(",7", ",7.0")),
        ("whole numbers with an exponent", EDGES.replace(",10", ",1e+01").replace(",7", ",70E-1")),
    ] {
        assert_eq!(read(&text), expected, "{what}");
    }
}

#[test]
fn an_id_is_any_text() {
    let edges = read(
        "first,second,chose_first,chose_second,neither\n\"You get $1,000\",\"a \"\"b\"\"\",1,0,0\nÄ,a b,1,0,0\n",
    );
    assert_eq!(edges.options, ["You get $1,000", "a \"b\"", "Ä", "a b"]);
}

#[test]
fn only_known_outcomes_may_occur() {
    let known = ["bees", "hens", "pond"];
    assert_eq!(parse("edges.csv", EDGES.as_bytes(), Some(&known)).unwrap(), read(EDGES));
    let text = EDGES.replace("pond", "ponds");
    let found = parse("edges.csv", text.as_bytes(), Some(&known)).unwrap_err();
    assert_eq!(
        lines(&found),
        ["2:6: no outcome has the id `ponds` (did you mean `pond`?)"],
        "each unknown id once"
    );
    let found = parse("edges.csv", EDGES.as_bytes(), Some(&["bees", "hens"])).unwrap_err();
    assert_eq!(lines(&found), ["2:6: no outcome has the id `pond` (there are: bees, hens)"]);
    let many: Vec<String> = (0..30).map(|number| format!("outcome-{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).chain(["bees", "hens"]).collect();
    let found = parse("edges.csv", EDGES.as_bytes(), Some(&many)).unwrap_err();
    assert_eq!(lines(&found), ["2:6: no outcome has the id `pond`"]);
}

#[test]
fn bad_edge_files() {
    let header = "first,second,chose_first,chose_second,neither";
    let row = |row: &str| format!("{header}\n{row}\n");
    let held_out = |rows: &str| format!("{header},holdout\n{rows}\n");
    let begins = "1:1: the edge file is empty (it begins `first,second,chose_first,chose_second,neither`)";
    let cases: &[(&str, String, &[&str])] = &[
        ("an empty file", String::new(), &[begins]),
        ("nothing but line breaks", "\n\r\n,,\n".to_owned(), &[begins]),
        ("nothing but a mark", "\u{feff}".to_owned(), &[begins]),
        ("a header only", header.to_owned(), &["1:1: the edge file has a header and no rows"]),
        (
            "no header",
            "bees,pond,7,2,1\n".to_owned(),
            &[
                "1:1: the header lacks `chose_first`",
                "1:1: the header lacks `chose_second`",
                "1:1: the header lacks `first`",
                "1:1: the header lacks `neither` (write 0 in every row if all answers chose)",
                "1:1: the header lacks `second`",
                "1:1: unknown column `bees` (there are: first, second, chose_first, chose_second, neither, holdout)",
                "1:6: unknown column `pond` (there are: first, second, chose_first, chose_second, neither, holdout)",
                "1:11: unknown column `7` (there are: first, second, chose_first, chose_second, neither, holdout)",
                "1:13: unknown column `2` (there are: first, second, chose_first, chose_second, neither, holdout)",
                "1:15: unknown column `1` (there are: first, second, chose_first, chose_second, neither, holdout)",
            ],
        ),
        (
            "a misspelt column",
            EDGES.replace("neither", "niether"),
            &[
                "1:1: the header lacks `neither` (write 0 in every row if all answers chose)",
                "1:39: unknown column `niether` (did you mean `neither`?)",
            ],
        ),
        (
            "columns apart by semicolons",
            EDGES.replace(',', ";"),
            &[
                "1:1: the header lacks `chose_first`",
                "1:1: the header lacks `chose_second`",
                "1:1: the header lacks `first`",
                "1:1: the header lacks `neither` (write 0 in every row if all answers chose)",
                "1:1: the header lacks `second`",
                "1:1: unknown column `first;second;chose_first;chose_second;neither` (columns are separated by commas)",
            ],
        ),
        (
            "a column twice",
            row("a,b,1,0,0,0").replacen("neither", "neither,neither", 1),
            &["1:47: two columns are called `neither`"],
        ),
        (
            "a column without a name",
            row("a,b,1,0,0,").replacen("neither", "neither,", 1),
            &["1:47: a column without a name"],
        ),
        (
            "too few and too many cells",
            row("a,b,1,0\na,b,1,0,0,0"),
            &[
                "2:1: a row of 4 cells under a header of 5",
                "3:1: a row of 6 cells under a header of 5 (a cell that holds a comma is put in quotes)",
            ],
        ),
        (
            "no id",
            row(" ,b,1,0,0\na,\"\",1,0,0"),
            &[
                "2:2: `first` is empty (it is the id of an outcome)",
                "3:3: `second` is empty (it is the id of an outcome)",
            ],
        ),
        ("one outcome only", row("a,a,1,0,0"), &["2:3: `a` is compared with itself"]),
        (
            "counts that are none",
            row(
                "a,b,-1,2.5,1e-3\nb,a,,x,\"1,000\"\na,c,inf,NaN,1000000001\nc,a,1e10,99999999999999999999,0x1",
            ),
            &[
                "2:5: `chose_first` is `-1` (it counts answers, so it is 0 or more)",
                "2:8: `chose_second` is `2.5` (it counts answers: write how many, not their share)",
                "2:12: `neither` is `1e-3` (it counts answers: write how many, not their share)",
                "3:5: `chose_first` is empty (write 0 if there was none)",
                "3:6: `chose_second` is `x`, not a number",
                "3:8: `neither` is `1,000`, not a number",
                "4:5: `chose_first` is `inf`, not a count",
                "4:9: `chose_second` is `NaN`, not a count",
                "4:13: `neither` is `1000000001`, 1,000,000,000 at most",
                "5:5: `chose_first` is `1e10`, 1,000,000,000 at most",
                "5:10: `chose_second` is `99999999999999999999`, 1,000,000,000 at most",
                "5:31: `neither` is `0x1`, not a number",
            ],
        ),
        (
            "a pair twice in one order",
            row("a,b,1,0,0\nb,a,1,0,0\n\na,b,2,0,0"),
            &["5:1: `a` before `b` is in line 2 too (a pair has one row for each order: add the counts up)"],
        ),
        (
            "a word for held out",
            held_out("a,b,1,0,0,true\nb,a,1,0,0,"),
            &[
                "2:11: `holdout` is `true` (it is 1 in a row that is held out, otherwise 0)",
                "3:11: `holdout` is empty (it is 1 in a row that is held out, otherwise 0)",
            ],
        ),
        (
            "a pair that is held out in one order",
            held_out("a,b,1,0,0,1\nb,a,1,0,0,0\na,c,1,0,0,0\nc,a,1,0,0,1"),
            &[
                "3:1: `b` and `a` are not held out here, and in line 2 they are (a pair is held out in both orders or in none)",
                "5:1: `c` and `a` are held out here, and in line 4 they are not (a pair is held out in both orders or in none)",
            ],
        ),
        (
            "everything held out",
            held_out("a,b,1,0,0,1"),
            &["1:47: every row is held out: there is nothing to fit"],
        ),
        (
            "no choices",
            row("a,b,0,0,10\nb,a,0,0,10"),
            &["1:1: no answer chose an outcome: there is nothing to fit"],
        ),
        (
            "no choices but held out",
            held_out("a,b,0,0,10,0\na,c,5,5,0,1"),
            &["1:1: no answer chose an outcome: there is nothing to fit"],
        ),
        (
            "bad quotes",
            row("a \"b\",c,1,0,0\n\"a\" b,c,1,0,0\n\"a,b,1,0,0\na,b,1,0,0"),
            &[
                "2:3: a quote inside a cell that is not in quotes (put the whole cell in quotes, and double the quotes inside)",
                "3:1: text after the quote that closes a cell (put the whole cell in quotes, and double the quotes inside)",
                "4:1: a quote that is not closed",
            ],
        ),
        ("a header that is not CSV", "\"first,second".to_owned(), &["1:1: a quote that is not closed"]),
    ];
    let mut wrong = String::new();
    for (what, text, expected) in cases {
        let found =
            parse("edges.csv", text.as_bytes(), None).err().map(|found| lines(&found)).unwrap_or_default();
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn bytes_that_are_no_utf_8() {
    let utf_16: Vec<u8> =
        std::iter::once(0xfeff).chain(EDGES.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin_1: Vec<u8> =
        EDGES.replace("pond", "p\u{f6}nd").chars().map(|character| character as u8).collect();
    for (bytes, expected) in [
        (utf_16, "1:1: the edge file is UTF-16, not UTF-8 (save it as CSV UTF-8)"),
        (latin_1, "2:7: the byte 0xf6 is not UTF-8 (save the file as CSV UTF-8)"),
    ] {
        assert_eq!(lines(&parse("edges.csv", &bytes, None).unwrap_err()), [expected]);
    }
}

#[test]
fn a_file_of_another_kind_is_not_read_to_its_end() {
    let rows: String = (0..1000).map(|row| format!("a{row},b,0.5,0,0\n")).collect();
    let found = parse("edges.csv", format!("{}\n{rows}", EDGES.trim_end()).as_bytes(), None).unwrap_err();
    let lines = lines(&found);
    assert_eq!(lines.len(), MOST_ERRORS + 1);
    assert_eq!(lines[MOST_ERRORS], "25:1: after 20 errors, the rest of the file was not read");
}

fn any_edges() -> impl Strategy<Value = Edges> {
    let id = "[a-z,\"é]([a-z,\" é]{0,3}[a-z])?";
    let count = 0..=1_000_000_000u64;
    let row = (0..6usize, 0..6usize, count.clone(), count.clone(), count);
    (prop::collection::btree_set(id, 6), prop::collection::vec(row, 1..30), any::<u64>(), any::<bool>())
        .prop_map(|(ids, rows, mask, has_holdout_column)| {
            let ids: Vec<String> = ids.into_iter().collect();
            let mut places: BTreeMap<String, usize> = BTreeMap::new();
            let mut edges = Edges { options: Vec::new(), rows: Vec::new(), has_holdout_column };
            let mut seen = BTreeSet::new();
            for (first, second, chose_first, chose_second, neither) in rows {
                if ids[first] == ids[second] || !seen.insert((ids[first].clone(), ids[second].clone())) {
                    continue;
                }
                let holdout =
                    has_holdout_column && mask >> (first.min(second) * 6 + first.max(second)) & 1 == 1;
                let [first, second] = [first, second].map(|id| {
                    *places.entry(ids[id].clone()).or_insert_with(|| {
                        edges.options.push(ids[id].clone());
                        edges.options.len() - 1
                    })
                });
                edges.rows.push(Edge { first, second, chose_first, chose_second, neither, holdout });
            }
            edges
        })
}

fn written(edges: &Edges) -> String {
    let mut text = "first,second,chose_first,chose_second,neither".to_owned();
    text += if edges.has_holdout_column { ",holdout\r\n" } else { "\r\n" };
    for row in &edges.rows {
        let [first, second] =
            [row.first, row.second].map(|at| format!("\"{}\"", edges.options[at].replace('"', "\"\"")));
        text += &format!("{first},{second},{},{},{}", row.chose_first, row.chose_second, row.neither);
        text += if !edges.has_holdout_column {
            "\r\n"
        } else if row.holdout {
            ",1\r\n"
        } else {
            ",0\r\n"
        };
    }
    text
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(edges in any_edges()) {
        let is_fittable = edges.rows.iter().any(|row| !row.holdout && row.chose_first + row.chose_second > 0);
        match parse("edges.csv", written(&edges).as_bytes(), None) {
            Ok(read) => prop_assert_eq!(read, edges),
            Err(found) => prop_assert!(!is_fittable, "{}", found),
        }
    }

    #[test]
    fn any_file_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = parse("edges.csv", &bytes, None);
        let mut file = EDGES.as_bytes().to_vec();
        file.extend(bytes);
        let _ = parse("edges.csv", &file, Some(&["bees"]));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-c,\"\r\n0-2.]{0,60}") {
        let _ = parse("edges.csv", format!("{EDGES}{text}").as_bytes(), None);
    }
}
