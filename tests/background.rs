//! The counting of numbers and words over unlabelled articles (`cargo run --example background`).

#[path = "../examples/background/count.rs"]
mod count;

use count::Counts;

fn counted(articles: &[&str]) -> Counts {
    let mut counts = Counts::default();
    for article in articles {
        let parsed = crosscheck::document::parse("a.md", article.as_bytes()).expect("it is an article");
        parsed.iter().for_each(|document| counts.add(document));
    }
    counts
}

/// The lines of a table below its heads.
fn rows(table: &str) -> Vec<&str> {
    table.lines().skip(2).collect()
}

#[test]
fn articles_are_counted_and_not_mentions() {
    let counts = counted(&[
        "# Goats flee\n\nSome 1,200 goats fled. Of the 1200 goats, 40 came back.",
        "# Goats return\n\nAll 1,200 Goats came back, 2.5 days later, in 2,024.",
    ]);
    assert_eq!(counts.documents(), 2);
    assert_eq!(rows(&counts.values(1)), ["1200\t2", "2.5\t1", "2024\t1", "40\t1"]);
    assert_eq!(rows(&counts.values(2)), ["1200\t2"]);
    let words = counts.words(2);
    assert_eq!(rows(&words), ["back\t2", "came\t2", "goats\t2"]);
    assert_eq!(words.lines().nth(1), Some("# documents\t2"));
}

#[test]
fn marks_end_numbers_and_words() {
    let counts = counted(&["# Prices\n\nIt's 3, 4. Or 10.5.2 or 5,6 for the U.S. team’s 7"]);
    assert_eq!(rows(&counts.values(1)), ["10.5\t1", "2\t1", "3\t1", "4\t1", "56\t1", "7\t1"]);
    assert!(rows(&counts.words(1)).contains(&"s\t1"));
}

#[test]
fn the_tables_that_are_shipped_have_the_form_that_is_written() {
    let shipped = include_str!("../rules/background/values.tsv");
    let written = counted(&["# Goats\n\n40 goats."]).values(1);
    for table in [shipped, &written] {
        assert!(table.starts_with("# In how many of "));
        assert!(table.lines().nth(1).is_some_and(|line| line.starts_with("# documents\t")));
        assert!(rows(table).iter().all(|row| {
            row.split_once('\t').is_some_and(|(value, count)| {
                value.starts_with(|digit: char| digit.is_ascii_digit()) && count.parse::<u32>().is_ok()
            })
        }));
    }
}
