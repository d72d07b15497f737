//! All stories of `corpus/` in one run, as a reader starts it: they part themselves, and the order of the files does not
//! matter.

// Tests read articles from disk; the library does not.
#![allow(clippy::disallowed_methods)]

#[path = "../benches/throughput/news.rs"]
mod news;

use crosscheck::claim::ClaimId;
use crosscheck::report::{Run, Selection, View, json, markdown};
use crosscheck::rules::RuleSet;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every article of the corpus, its path from `corpus/`.
fn articles() -> Vec<(String, Vec<u8>)> {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"));
    let mut files = Vec::new();
    for story in fs::read_dir(corpus).expect("corpus/ can be read") {
        let story = story.expect("corpus/ can be read").path();
        if !story.is_dir() {
            continue;
        }
        for article in fs::read_dir(story.join("articles")).expect("a story has articles") {
            let article = article.expect("a story has articles").path();
            let name =
                article.strip_prefix(corpus).expect("it lies in the corpus").to_string_lossy().into_owned();
            files.push((name, fs::read(&article).expect("an article can be read")));
        }
    }
    files.sort();
    files
}

/// The story that a claim's document belongs to.
fn story(run: &Run, claim: ClaimId) -> &str {
    run.documents[claim.document.0 as usize].path.split('/').next().expect("a path has a first part")
}

#[test]
fn stories_in_one_folder_part_themselves() {
    let run = crosscheck::check(articles(), RuleSet::built_in());
    let mixed: Vec<String> = run
        .findings
        .iter()
        .filter_map(|finding| {
            let claims = finding.sides.iter().flat_map(|side| &side.claims);
            let stories: BTreeSet<&str> = claims.map(|claim| story(&run, *claim)).collect();
            (stories.len() > 1).then(|| format!("{} [{}]: {stories:?}", finding.title, finding.rule))
        })
        .collect();
    assert!(!run.findings.is_empty());
    assert!(
        mixed.is_empty(),
        "{} of {} findings mix stories:\n{}",
        mixed.len(),
        run.findings.len(),
        mixed.join("\n")
    );
}

#[test]
fn the_order_of_files_does_not_matter() {
    let report = |files| {
        let run = crosscheck::check(files, RuleSet::built_in());
        let view = View::new(&run, Selection::default());
        (json::render(&view), markdown::render(&view, RuleSet::built_in()))
    };
    let files = articles();
    let sorted = report(files.clone());
    let mut turned = files.clone();
    turned.reverse();
    assert!(report(turned) == sorted, "reversed");
    let mut shuffled = files;
    shuffled.rotate_left(7);
    shuffled.swap(0, 5);
    assert!(report(shuffled) == sorted, "shuffled");
}

#[test]
fn a_folder_of_many_reports_of_one_event_is_linked() {
    // What a story is about stands in all of its articles. In a folder with nothing else no word that tells of it is rare.
    for count in [10, 40] {
        let run = crosscheck::check(news::generate(count, count), RuleSet::built_in());
        let claims: usize = run.readings.iter().map(|reading| reading.claims.len()).sum();
        let linked: BTreeSet<ClaimId> =
            run.linkage.topics.iter().flat_map(|topic| topic.claims.iter().copied()).collect();
        assert!(linked.len() * 10 > claims * 8, "{count} articles: {} of {claims} are linked", linked.len());
    }
}
