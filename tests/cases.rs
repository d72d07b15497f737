//! Small folders of articles, each with the report that they lead to beside them.
//!
//! A case is a folder of `tests/cases/`: `about.txt` says in a sentence what it shows, `articles/` holds two or three
//! articles of a few sentences, `report.snap` the Markdown report. To add one, write the first two and run
//! `INSTA_UPDATE=always cargo test --test cases`; then read the report before it is committed, because a snapshot
//! that nobody read proves nothing.
//!
//! `tests/gaps/` holds cases that are known not to work yet: `wanted.txt` has words that the report should hold and does
//! not. A gap that works fails the test, so that it is moved to the cases.

// Tests read their cases from disk; the library does not.
#![allow(clippy::disallowed_methods)]

use crosscheck::report::{Selection, View, markdown};
use crosscheck::rules::RuleSet;
use std::fs;
use std::path::Path;

fn report(case: &Path) -> String {
    let articles = fs::read_dir(case.join("articles")).expect("a case has a folder of articles");
    let files = articles
        .map(|entry| entry.expect("the folder of articles can be read").path())
        .map(|path| {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("an article can be read"))
        })
        .collect();
    let run = crosscheck::check(files, RuleSet::built_in());
    assert!(run.errors.is_empty(), "{:?}", run.errors);
    markdown::render(&View::new(&run, Selection::default()), RuleSet::built_in())
}

#[test]
fn each_case_leads_to_its_report() {
    insta::glob!("cases", "*/about.txt", |about| {
        let case = about.parent().expect("a case is a folder");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(case);
        settings.set_prepend_module_to_snapshot(false);
        settings.remove_snapshot_suffix();
        settings.set_omit_expression(true);
        settings.set_description(fs::read_to_string(about).expect("a case says what it shows").trim());
        settings.bind(|| insta::assert_snapshot!("report", report(case)));
    });
}

#[test]
fn a_gap_that_works_asks_to_be_made_a_case() {
    let gaps = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gaps"));
    for gap in fs::read_dir(gaps).expect("the folder of gaps can be read") {
        let gap = gap.expect("the folder of gaps can be read").path();
        let wanted = fs::read_to_string(gap.join("wanted.txt")).expect("a gap says what is wanted");
        let found = report(&gap).contains(wanted.trim());
        assert!(!found, "{} works now: move it to tests/cases and accept its report", gap.display());
    }
}
