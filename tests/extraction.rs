//! How well figures, periods and quotations are read from single passages of news in varied styles.
//!
//! `cargo test --test extraction -- --nocapture` prints precision and recall by kind, for each file of
//! `tests/extraction/gold/` and for all; `EXTRACTION_MISSES=20` adds the first misses of each file. [`FLOOR`] is what a
//! change must not fall below. `tests/extraction/passage.rs` describes how the gold is written.

// Tests read their data from disk; the library does not.
#![allow(clippy::disallowed_methods)]

#[path = "extraction/passage.rs"]
mod passage;
#[path = "extraction/tally.rs"]
mod tally;

use crosscheck::claim::Claim;
use crosscheck::rules::RuleSet;
use crosscheck::rules::reading::{ExpectedClaim, ExpectedKind};
use crosscheck::{document, extract};
use passage::Passage;
use serde::Deserialize;
use tally::{Kind, Tally};

/// For each kind, the precision and the recall in per cent that all passages together must reach.
const FLOOR: [(Kind, f64, f64); 9] = [
    (Kind::Value, 98.8, 98.8),
    (Kind::ValueAndUnit, 96.5, 96.5),
    (Kind::Hedge, 98.0, 98.0),
    (Kind::CountedPartly, 92.5, 90.0),
    (Kind::CountedExactly, 87.0, 85.0),
    (Kind::Period, 93.0, 85.0),
    (Kind::Aspect, 96.0, 96.0),
    (Kind::Quotation, 99.0, 99.0),
    (Kind::Speaker, 95.5, 93.5),
];

#[test]
fn passages_are_read_no_worse_than_the_floor() {
    let misses: usize =
        std::env::var("EXTRACTION_MISSES").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/extraction/gold");
    let mut total = Tally::default();
    for (name, passages) in Passage::read_all(folder.as_ref()) {
        let mut tally = Tally::default();
        for passage in &passages {
            tally.count(passage);
        }
        println!("{name} ({} passages)", passages.len());
        for miss in tally.misses.iter().take(misses) {
            println!("    {miss}");
        }
        if misses > 0 {
            println!("{tally}");
        }
        total.add(tally);
    }
    println!("\n{total}");
    let fallen: Vec<String> = FLOOR
        .iter()
        .filter_map(|(kind, precision, recall)| {
            let rate = total.counts(*kind);
            (rate.precision() < *precision || rate.recall() < *recall).then(|| {
                format!(
                    "{}: precision {:.1}%, floor {precision}%; recall {:.1}%, floor {recall}%",
                    kind.name(),
                    rate.precision(),
                    rate.recall()
                )
            })
        })
        .collect();
    assert!(fallen.is_empty(), "the figures have fallen:\n{}", fallen.join("\n"));
}

#[test]
fn the_constructions_that_other_extractors_fail_on_are_read_right() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/extraction/constructions.txt");
    let passages = Passage::read_file(path.as_ref());
    assert_eq!(passages.len(), 25);
    let mut tally = Tally::default();
    for passage in &passages {
        tally.count(passage);
    }
    assert!(tally.misses.is_empty(), "{}", tally.misses.join("\n"));
}

/// A case of `not-news.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotNews {
    table: String,
    text: String,
    asks: String,
    reads: Vec<String>,
    why: String,
}

#[derive(Deserialize)]
struct NotNewsList {
    case: Vec<NotNews>,
}

#[test]
fn what_tables_ask_for_and_news_does_not_write_reads_as_listed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/extraction/not-news.toml");
    let list: NotNewsList =
        toml::from_str(&std::fs::read_to_string(path).expect("the list is there")).expect("the list is TOML");
    let mut wrong = Vec::new();
    for case in &list.case {
        assert!(!case.why.is_empty() && !case.asks.is_empty() && !case.table.is_empty(), "{}", case.text);
        let document = document::parse("a.txt", case.text.as_bytes()).expect("a text").remove(0);
        let reading = extract::read(&document, RuleSet::built_in());
        let found: Vec<_> = reading.claims.iter().filter_map(Claim::measured).collect();
        let same = found.len() == case.reads.len()
            && case.reads.iter().zip(&found).all(|(line, measured)| {
                match ExpectedClaim::parse(line).expect("the notation is right").kind {
                    ExpectedKind::Figure(figure) => tally::same_reading(&figure, measured),
                    _ => false,
                }
            });
        if !same {
            let read: Vec<String> = found
                .iter()
                .map(|m| format!("{:?} {} {:?}", m.quantity.hedge, m.quantity.unit.name(), m.quantity.amount))
                .collect();
            wrong.push(format!("{}: listed {:?}, read {read:?}", case.text, case.reads));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_loss_in_brackets_agrees_with_a_loss_in_words_and_differs_from_a_profit() {
    let accounts = "---\nsource: Harbour Board\ndate: 2027-05-12\n---\n\n# Accounts of the Sund harbour board\n\n\
        The Sund harbour board published its accounts for the year to March 2027 on Wednesday.\n\n\
        | £m | Year to March 2027 |\n|---|---|\n| Turnover | 13.1 |\n| Profit/(loss) | (3.2) |\n";
    let story = |result: &str| {
        format!(
            "---\nsource: The Lantern\ndate: 2027-05-12\n---\n\n# Harbour board publishes accounts\n\n\
             The Sund harbour board made a {result} of £3.2m in the year to March 2027, its accounts showed. \
             Turnover rose to £13.1m.\n"
        )
    };
    let verdicts = |result: &str| {
        let files = vec![
            ("accounts.md".to_owned(), accounts.as_bytes().to_vec()),
            ("story.md".to_owned(), story(result).into_bytes()),
        ];
        let run = crosscheck::check(files, RuleSet::built_in());
        let of_result = |claim: &crosscheck::claim::ClaimId| {
            let document = &run.documents[claim.document.0 as usize];
            let found = &run.readings[claim.document.0 as usize].claims[claim.index as usize];
            document.prose.slice(found.mention).contains("3.2")
        };
        let mut verdicts = Vec::new();
        for finding in &run.findings {
            if finding.sides.iter().flat_map(|side| &side.claims).any(of_result) {
                verdicts.push(finding.verdict);
            }
        }
        verdicts
    };
    use crosscheck::judge::Verdict;
    assert_eq!(verdicts("loss"), [Verdict::Agreement]);
    assert!(!verdicts("profit").contains(&Verdict::Agreement));
}
