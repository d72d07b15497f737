//! The selftest stage: the examples of rule files, run through the whole pipeline.
//!
//! `&RuleSet` → [`Failure`]s. It cannot fail itself. `crosscheck rules test` and the tests of this crate run this function.
//!
//! Every example runs four times: as it stands; *shifted* behind a neutral sentence, which must change nothing; with its two
//! documents *swapped*, which must give the mirrored finding; and *against itself*, which must not give
//! anything that asks for attention. An example must hold in each setting. A gap must fail as it stands; one that holds asks to be promoted.
//!
//! Not here: what examples look like (`rules::example`, `rules::reading`).

mod notation;

use crate::claim::ClaimId;
use crate::comparison::Verdict;
use crate::judge::Finding;
use crate::report::Run;
use crate::rules::RuleSet;
use crate::rules::example::{ArticleExample, Body, Example, ExampleDocument, PairExample, ReadingExample};
use rayon::prelude::*;
use smol_str::SmolStr;
use std::fmt;

/// Sentences that say nothing which the pipeline looks for: one for each document of a pair, without a word in common, so that
/// they do not make the documents alike.
const NEUTRAL: [&str; 2] =
    ["Readers have written to us about the matter.", "Rain kept falling through most of autumn."];

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The rule file.
    pub path: SmolStr,
    /// The example's line in it, from 1.
    pub line: u32,
    /// How it was run.
    pub setting: Setting,
    /// What is wrong with the result.
    pub what: What,
    /// What the example says; empty where nothing was expected.
    pub expected: String,
    /// What was found; empty where nothing was.
    pub found: String,
}

/// How an example was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// As it stands.
    Plain,
    /// Behind a neutral sentence.
    Shifted,
    /// With its two documents swapped.
    Swapped,
    /// With each document against itself.
    AgainstItself,
}

/// What is wrong with the result of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Something was found that the example does not list.
    Noisy,
    /// Something that it lists was not found.
    Missing,
    /// Something else was found than it lists.
    Wrong,
    /// A gap holds: make an example of it.
    Promote,
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "as it stands",
            Self::Shifted => "behind a neutral sentence",
            Self::Swapped => "with its documents swapped",
            Self::AgainstItself => "against itself",
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.path, self.line)?;
        let (expected, found, setting) = (&self.expected, &self.found, self.setting);
        match self.what {
            What::Noisy => write!(f, "noisy {setting}: found {found}, which is not expected"),
            What::Missing => write!(f, "missing {setting}: expected {expected}"),
            What::Wrong => write!(f, "wrong {setting}: expected {expected}, found {found}"),
            What::Promote => write!(f, "this gap holds now; make it an [[example]]"),
        }
    }
}

/// What one run of an example shows: what is wrong, what was expected, what was found.
type Outcome = (What, String, String);

/// Runs every example and gap of a rule set; the failures are in the order of the files.
#[must_use]
pub fn run(rules: &RuleSet) -> Vec<Failure> {
    rules.examples().par_iter().flat_map_iter(|example| failures(example, rules)).collect()
}

/// What is wrong with one example.
fn failures(example: &Example, rules: &RuleSet) -> Vec<Failure> {
    let failure = |setting, (what, expected, found)| Failure {
        path: example.path.clone(),
        line: example.line,
        setting,
        what,
        expected,
        found,
    };
    let plain = outcomes(&example.body, Setting::Plain, rules);
    if example.gap {
        let holds = plain.is_empty();
        return holds
            .then(|| failure(Setting::Plain, (What::Promote, String::new(), String::new())))
            .into_iter()
            .collect();
    }
    // What fails as it stands fails in the other settings for the same reason.
    if !plain.is_empty() {
        return plain.into_iter().map(|outcome| failure(Setting::Plain, outcome)).collect();
    }
    [Setting::Shifted, Setting::Swapped, Setting::AgainstItself]
        .into_iter()
        .flat_map(|setting| {
            outcomes(&example.body, setting, rules).into_iter().map(move |outcome| (setting, outcome))
        })
        .map(|(setting, outcome)| failure(setting, outcome))
        .collect()
}

fn outcomes(body: &Body, setting: Setting, rules: &RuleSet) -> Vec<Outcome> {
    match body {
        Body::Reading(example) => match setting {
            Setting::Plain => reading(example, &example.document, rules),
            Setting::Shifted => reading(example, &shifted(&example.document, NEUTRAL[0]), rules),
            Setting::Swapped => Vec::new(),
            Setting::AgainstItself => against_itself(&example.document, rules),
        },
        Body::Article(example) => match setting {
            Setting::Plain => article(example, &example.document, rules),
            Setting::Shifted => article(example, &shifted(&example.document, NEUTRAL[0]), rules),
            // An article that contradicts itself contradicts its copy too.
            Setting::AgainstItself if example.expect.is_some() => Vec::new(),
            Setting::Swapped => Vec::new(),
            Setting::AgainstItself => against_itself(&example.document, rules),
        },
        Body::Pair(example) => match setting {
            Setting::Plain => pair(example, &example.a, &example.b, rules),
            Setting::Shifted => {
                pair(example, &shifted(&example.a, NEUTRAL[0]), &shifted(&example.b, NEUTRAL[1]), rules)
            }
            Setting::Swapped => pair(example, &example.b, &example.a, rules),
            Setting::AgainstItself => [&example.a, &example.b]
                .into_iter()
                .flat_map(|document| against_itself(document, rules))
                .collect(),
        },
    }
}

/// The document with a neutral sentence before its text: in the same paragraph, or above it where the text begins with a
/// mark of its own (a table, a heading, a list).
fn shifted(document: &ExampleDocument, neutral: &str) -> ExampleDocument {
    let marked = document.text.starts_with(['#', '|', '-', '*', '>', '<']);
    let between = if marked { "\n\n" } else { " " };
    ExampleDocument { text: format!("{neutral}{between}{}", document.text), ..document.clone() }
}

/// The document as a file with front matter.
fn file(name: &str, document: &ExampleDocument) -> (String, Vec<u8>) {
    let source = document.source.as_deref().unwrap_or(name);
    // A JSON string is a YAML string too, whatever stands in it.
    let mut text = format!("---\nsource: {}\n", serde_json::Value::from(source));
    if let Some(date) = &document.date {
        text.push_str(&format!("date: {date}\n"));
    }
    if let Some(url) = &document.url {
        text.push_str(&format!("url: {}\n", serde_json::Value::from(url.as_str())));
    }
    text.push_str("---\n\n");
    text.push_str(&document.text);
    text.push('\n');
    (format!("{name}.md"), text.into_bytes())
}

/// Compares the claims of a document with those that the example expects. Each expected claim takes the first that fits; of
/// what is left, one of each side is a wrong reading, and the rest is missing or noisy.
fn reading(example: &ReadingExample, document: &ExampleDocument, rules: &RuleSet) -> Vec<Outcome> {
    let run = crate::check(vec![file("example", document)], rules);
    let (Some(document), Some(reading)) = (run.documents.first(), run.readings.first()) else {
        return vec![(What::Missing, "a document".into(), String::new())];
    };
    let mut left: Vec<_> = reading.claims.iter().collect();
    let mut missing = Vec::new();
    for expected in &example.claims {
        match left.iter().position(|claim| notation::fits(expected, claim, document)) {
            Some(index) => {
                left.remove(index);
            }
            None => missing.push(format!("`{}`", expected.text)),
        }
    }
    let mut noisy = left.into_iter().map(|claim| format!("`{}`", notation::describe(claim, document)));
    let mut missing = missing.into_iter();
    std::iter::from_fn(|| match (missing.next(), noisy.next()) {
        (Some(expected), Some(found)) => Some((What::Wrong, expected, found)),
        (Some(expected), None) => Some((What::Missing, expected, String::new())),
        (None, Some(found)) => Some((What::Noisy, String::new(), found)),
        (None, None) => None,
    })
    .collect()
}

/// Compares the findings between two documents with the one that the example expects.
fn pair(example: &PairExample, a: &ExampleDocument, b: &ExampleDocument, rules: &RuleSet) -> Vec<Outcome> {
    only(example.expect.as_ref(), &crate::check(vec![file("a", a), file("b", b)], rules))
}

/// Compares the findings about one article with the one that the example expects.
fn article(example: &ArticleExample, document: &ExampleDocument, rules: &RuleSet) -> Vec<Outcome> {
    only(example.expect.as_ref(), &crate::check(vec![file("example", document)], rules))
}

/// Whether a run has the one finding that is expected and no other.
fn only(expected: Option<&SmolStr>, run: &Run) -> Vec<Outcome> {
    let (wanted, others): (Vec<&Finding>, Vec<&Finding>) =
        run.findings.iter().partition(|finding| expected == Some(&finding.rule));
    let found = |findings: &[&Finding]| {
        findings.iter().map(|finding| in_words(finding, run)).collect::<Vec<_>>().join(" and ")
    };
    match (expected, wanted.len()) {
        (Some(rule), 0) if others.is_empty() => vec![(What::Missing, format!("`{rule}`"), String::new())],
        (Some(rule), 0) => vec![(What::Wrong, format!("`{rule}`"), found(&others))],
        (_, 0 | 1) if others.is_empty() => Vec::new(),
        (_, 0 | 1) => vec![(What::Noisy, String::new(), found(&others))],
        _ => vec![(What::Noisy, String::new(), found(&run.findings.iter().collect::<Vec<_>>()))],
    }
}

/// A document against a copy of itself by another outlet: across the two nothing is in conflict or unclear. What the document
/// itself revises or compares may be explained.
fn against_itself(document: &ExampleDocument, rules: &RuleSet) -> Vec<Outcome> {
    let other = ExampleDocument { source: Some("another outlet".into()), ..document.clone() };
    let run = crate::check(vec![file("a", document), file("b", &other)], rules);
    run.findings
        .iter()
        .filter(|finding| finding.topic.is_some() && attention(finding.verdict))
        .map(|finding| (What::Noisy, String::new(), in_words(finding, &run)))
        .collect()
}

fn attention(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Discrepancy | Verdict::Unclear)
}

/// A finding in a few words: its rule, and the figures or words on its sides.
fn in_words(finding: &Finding, run: &Run) -> String {
    let claims = |claims: &[ClaimId]| {
        let printed = claims.iter().map(|id| {
            let document = &run.documents[id.document.0 as usize];
            let claim = &run.readings[id.document.0 as usize].claims[id.index as usize];
            document.prose.slice(claim.mention)
        });
        printed.collect::<Vec<_>>().join(", ")
    };
    let sides: Vec<String> = finding.sides.iter().map(|side| claims(&side.claims)).collect();
    format!("`{}` ({})", finding.rule, sides.join(" | "))
}
