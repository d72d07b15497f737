//! How much of what a careful reader finds in the stories of `corpus/` the pipeline finds too.
//!
//! `cargo test --test accuracy -- --nocapture` prints a line for each story and one for all; `ACCURACY_MISSES=20` in the
//! environment adds the first twenty misses of each story. [`FLOOR`] is what a change must not fall below; whoever makes
//! the figures better raises it.

// Tests read articles and their surroundings from disk; the library does not.
#![allow(clippy::disallowed_methods)]

#[path = "accuracy/gold.rs"]
mod gold;
#[path = "accuracy/reported.rs"]
mod reported;
#[path = "accuracy/score.rs"]
mod score;

use gold::Story;
use reported::Reported;
use score::{Rates, Score};
use std::path::Path;

/// What all stories together must reach, in per cent; for traps, the most that may be sprung.
const FLOOR: Rates = Rates {
    claims: 93.5,
    link_precision: 95.0,
    link_recall: 57.5,
    verdicts: 94.0,
    discrepancy_precision: 93.0,
    discrepancy_recall: 70.0,
    traps_sprung: 2.0,
};

/// Whether the sources of a story nowhere contradict each other: nothing may be reported there as if they did.
fn is_without_discrepancy(story: &Story) -> bool {
    story.gold.internal.is_empty() && story.gold.facts.iter().all(|fact| fact.verdict != "discrepancy")
}

fn stories() -> Vec<Story> {
    Story::read_all(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")))
}

#[test]
fn every_gold_file_is_sound() {
    let stories = stories();
    assert!(stories.len() >= 17, "corpus/ holds {} stories", stories.len());
    let quiet = stories.iter().filter(|story| is_without_discrepancy(story)).count();
    assert!(quiet >= 3, "{quiet} stories of corpus/ are without a discrepancy");
    let faults: Vec<String> = stories.iter().flat_map(Story::faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_corpus_is_read_no_worse_than_the_floor() {
    let misses: usize =
        std::env::var("ACCURACY_MISSES").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    let mut total = Score::default();
    let mut false_alarms = Vec::new();
    for story in stories() {
        let score = Score::of(&story, &Reported::by_pipeline(&story));
        println!("{}", score.line(&story.name));
        for miss in score.misses.iter().take(misses) {
            println!("    {miss}");
        }
        if is_without_discrepancy(&story) {
            let alarms = score.misses.iter().filter(|miss| miss.starts_with("false discrepancy"));
            false_alarms.extend(alarms.map(|miss| format!("{}: {miss}", story.name)));
        }
        total.add(&score);
    }
    println!("{}", total.line("all"));
    let fallen = total.rates().below(&FLOOR);
    assert!(fallen.is_empty(), "the figures have fallen: {}", fallen.join("; "));
    assert!(false_alarms.is_empty(), "{}", false_alarms.join("\n"));
}

#[test]
fn a_report_that_repeats_the_gold_scores_full_marks() {
    for story in stories() {
        let score = Score::of(&story, &Reported::as_gold_says(&story));
        let rates = score.rates();
        let fallen = rates.below(&Rates::PERFECT);
        assert!(fallen.is_empty(), "{}: {}\n{}", story.name, fallen.join("; "), score.misses.join("\n"));
    }
}

#[test]
fn a_report_that_links_everything_as_conflicting_springs_every_trap() {
    for story in stories() {
        let reported = Reported::one_conflict_of_everything(&story);
        let rates = Score::of(&story, &reported).rates();
        assert!(rates.traps_sprung > 99.9, "{}: {}", story.name, rates.traps_sprung);
        assert!(rates.link_precision < 25.0, "{}: {}", story.name, rates.link_precision);
        assert!(rates.verdicts < 50.0, "{}: {}", story.name, rates.verdicts);
    }
}
