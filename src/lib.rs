//! crosscheck compares what sources say.
//!
//! It reads articles by different outlets, takes out what they claim in figures and in quotation marks, pairs the
//! claims that speak of the same thing, and says where the sources agree, where they conflict, and where they differ for
//! a reason. It never says what is true.
//!
//! ```text
//! files → documents → claims → links → topics → findings → report
//!         (document)  (extract) (link)           (judge)    (report)
//! ```
//!
//! ```
//! use crosscheck::rules::RuleSet;
//! let files = vec![("a.txt".to_owned(), b"The fire killed 12 people.".to_vec())];
//! let run = crosscheck::check(files, RuleSet::built_in());
//! assert_eq!(run.documents.len(), 1);
//! ```
//!
//! The words that the code uses, one for each idea: a *document* is one article, parsed; its *source* the outlet that
//! published it; its *origin* whose text it is. *Prose* is the text a reader sees. A *mention* is the words that show a
//! quantity, a period or a name. A *claim* is what one document states; a *topic* the claims from two or more documents
//! about the same thing; *evidence* what speaks for or against that, in bits. A *comparison* is the closed facets of two
//! linked claims; a *verdict* is agreement, explained, discrepancy or unclear; a *finding* a topic's verdict with its
//! *sides*, its rule and its reason. Ten reprints are one *voice*.
//!
//! The library does no IO and prints nothing.

pub mod against;
pub mod claim;
pub mod comparison;
pub mod document;
pub mod extract;
pub mod judge;
pub mod link;
pub mod number;
pub mod origin;
pub mod period;
pub mod project;
pub mod report;
pub mod rules;
pub mod selftest;
pub mod stem;
pub mod text;
pub mod word;

use rayon::prelude::*;

/// The stages of the pipeline, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Files become documents.
    Document,
    /// Documents are read for claims.
    Extract,
    /// Documents with one origin are found.
    Origin,
    /// Claims are linked.
    Link,
    /// Links are judged.
    Judge,
}

impl Stage {
    /// The stage's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Extract => "extract",
            Self::Origin => "origin",
            Self::Link => "link",
            Self::Judge => "judge",
        }
    }
}

/// A document with what was read from it.
#[derive(Clone, Debug)]
pub struct Read {
    /// The document.
    pub document: document::Document,
    /// What was read from it.
    pub reading: extract::Reading,
}

/// Parses a file, with what is told about it from outside, and reads its documents: the first two stages, for one file.
///
/// # Errors
/// If the file holds no article.
pub fn read(
    path: &str,
    bytes: &[u8],
    sidecars: &document::Sidecars,
    rules: &rules::RuleSet,
) -> Result<Vec<Read>, document::DocumentError> {
    let documents = document::parse_with(path, bytes, sidecars)?;
    Ok(documents
        .into_iter()
        .map(|document| Read { reading: extract::read(&document, rules), document })
        .collect())
}

/// Runs the whole pipeline over files: `(path, bytes)` pairs, in any order; the run is in the order of the paths.
#[must_use]
pub fn check(files: Vec<(String, Vec<u8>)>, rules: &rules::RuleSet) -> report::Run {
    check_in_stages(files, rules, &document::Sidecars::default(), |_| ())
}

/// Like [`check`], with what is told about articles from outside their files; calls `done` after each stage, for progress
/// and timing.
#[must_use]
pub fn check_in_stages(
    mut files: Vec<(String, Vec<u8>)>,
    rules: &rules::RuleSet,
    sidecars: &document::Sidecars,
    mut done: impl FnMut(Stage),
) -> report::Run {
    files.sort();
    let parsed: Vec<_> =
        files.par_iter().map(|(path, bytes)| document::parse_with(path, bytes, sidecars)).collect();
    let mut run = report::Run::default();
    for result in parsed {
        match result {
            Ok(documents) => run.documents.extend(documents),
            Err(error) => run.errors.push(error),
        }
    }
    done(Stage::Document);
    run.readings = run.documents.par_iter().map(|document| extract::read(document, rules)).collect();
    done(Stage::Extract);
    compare_in_stages(&mut run, rules, done);
    run
}

/// Compares what was read from documents, all with all; the run is in the order of the paths. Calls `done` after each stage.
#[must_use]
pub fn compare(mut read: Vec<Read>, rules: &rules::RuleSet, done: impl FnMut(Stage)) -> report::Run {
    // The sort is stable, so that the articles of a feed stay in their order.
    read.sort_by(|a, b| path_order(&a.document).cmp(path_order(&b.document)));
    let mut run = report::Run::default();
    for read in read {
        run.documents.push(read.document);
        run.readings.push(read.reading);
    }
    compare_in_stages(&mut run, rules, done);
    run
}

/// Files are in the order of their paths, and the articles of a feed in its own.
fn path_order(document: &document::Document) -> &str {
    document
        .path
        .rsplit_once('#')
        .filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()))
        .map_or(&document.path, |(file, _)| file)
}

/// The stages after reading.
fn compare_in_stages(run: &mut report::Run, rules: &rules::RuleSet, mut done: impl FnMut(Stage)) {
    run.origins = origin::Origins::find(&run.documents, rules);
    done(Stage::Origin);
    run.linkage = link::link(&run.documents, &run.readings, rules);
    done(Stage::Link);
    run.findings = judge::judge(&run.documents, &run.readings, &run.linkage, &run.origins, rules);
    done(Stage::Judge);
}

/// Articles that tests hold against each other.
#[cfg(test)]
pub(crate) mod articles {
    use std::fmt::Display;

    fn file(name: impl Display, day: u8, text: &str) -> (String, Vec<u8>) {
        (format!("{name}.md"), format!("---\ndate: 2023-08-{day:02}\n---\n\n{text}\n").into_bytes())
    }

    /// Files of articles, each given by its day in August 2023 and its text: a.md, b.md and so on.
    pub(crate) fn of_days(articles: &[(u8, &str)]) -> Vec<(String, Vec<u8>)> {
        articles.iter().zip('a'..).map(|((day, text), name)| file(name, *day, text)).collect()
    }

    /// Files of articles of one day: 0.md, 1.md and so on.
    pub(crate) fn of_one_day(articles: &[&str]) -> Vec<(String, Vec<u8>)> {
        articles.iter().enumerate().map(|(name, text)| file(name, 9, text)).collect()
    }

    /// What the checks of sums and shares find over articles of one day: the name of the rule and the reason.
    pub(crate) fn checked(articles: &[&str]) -> Vec<(String, String)> {
        let run = crate::check(of_one_day(articles), crate::rules::RuleSet::built_in());
        let checks = run.findings.into_iter().filter(|finding| finding.rule.starts_with("checks/"));
        checks
            .map(|finding| (finding.rule.rsplit('#').next().unwrap_or("").to_owned(), finding.reason))
            .collect()
    }
}
