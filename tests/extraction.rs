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

use passage::Passage;
use tally::{Kind, Tally};

/// For each kind, the precision and the recall in per cent that all passages together must reach.
const FLOOR: [(Kind, f64, f64); 9] = [
    (Kind::Value, 96.0, 97.0),
    (Kind::ValueAndUnit, 90.0, 91.0),
    (Kind::Hedge, 97.0, 97.0),
    (Kind::CountedPartly, 90.0, 83.0),
    (Kind::CountedExactly, 84.0, 78.0),
    (Kind::Period, 90.0, 88.0),
    (Kind::Aspect, 75.0, 75.0),
    (Kind::Quotation, 98.5, 98.5),
    (Kind::Speaker, 96.0, 94.0),
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
