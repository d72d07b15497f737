//! Saved pages as the web serves them, read as a person reads them.
//!
//! The pages of `tests/documents/` are written for this test after the structure of real ones; `expected.toml` beside
//! them says what a person takes from each.

#![expect(clippy::disallowed_methods, reason = "a test reads its pages from disk")]

use crosscheck::document::{self, BlockKind, Document};
use crosscheck::extract::{furniture, sentence};
use crosscheck::rules::RuleSet;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    file: String,
    source: String,
    title: String,
    published: String,
    /// Words of the article.
    article: Vec<String>,
    /// Words that are no part of it.
    furniture: Vec<String>,
    /// Words of posts with the time of each: "words = 2026-02-03T15:38:00".
    #[serde(default)]
    posted: Vec<String>,
}

#[derive(Deserialize)]
struct Pages {
    page: Vec<Page>,
}

/// The blocks that hold some words, with whether each is furniture.
fn blocks<'d>(document: &'d Document, words: &str) -> Vec<(&'d document::Block, bool)> {
    let rules = RuleSet::built_in();
    let passed_over = furniture::furniture(document, &sentence::split(document, rules), rules);
    document
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| document.prose.slice(block.span).contains(words))
        .map(|(index, block)| {
            (block, matches!(block.kind, BlockKind::Furniture(_)) || passed_over[index].is_some())
        })
        .collect()
}

fn faults(page: &Page, document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    let mut same = |what: &str, found: &str, wanted: &str| {
        if found != wanted {
            faults.push(format!("{}: {what} is {found:?}, not {wanted:?}", page.file));
        }
    };
    same("source", &document.source.name, &page.source);
    same("title", document.title.as_deref().unwrap_or_default(), &page.title);
    same("date", &document.published.map_or(String::new(), |it| it.date.to_string()), &page.published);
    for words in &page.article {
        if !blocks(document, words).iter().any(|(_, passed_over)| !passed_over) {
            faults.push(format!("{}: {words:?} is not read", page.file));
        }
    }
    for words in &page.furniture {
        if blocks(document, words).iter().any(|(_, passed_over)| !passed_over) {
            faults.push(format!("{}: {words:?} is taken for the article", page.file));
        }
    }
    for line in &page.posted {
        let (words, time) = line.split_once(" = ").expect("words and a time");
        let found = blocks(document, words).first().and_then(|(block, _)| block.posted);
        if found.map(|time| time.to_string()).as_deref() != Some(time) {
            faults.push(format!("{}: {words:?} is posted at {found:?}, not {time}", page.file));
        }
    }
    faults
}

#[test]
fn modern_pages_are_read_as_a_person_reads_them() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents"));
    let list = std::fs::read_to_string(folder.join("expected.toml")).expect("the list of pages");
    let Pages { page: pages } = toml::from_str(&list).expect("the list is TOML");
    let mut wrong = Vec::new();
    for page in &pages {
        let bytes = std::fs::read(folder.join(&page.file)).expect("the page is there");
        let documents = document::parse(&page.file, &bytes).expect("the page is an article");
        assert_eq!(documents.len(), 1, "{}", page.file);
        wrong.extend(faults(page, &documents[0]));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
