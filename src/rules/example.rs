//! Examples and gaps in rule files: what a rule must do, written beside it.
//!
//! An `[[example]]` must hold exactly; with `why`, it is a near miss: something that looks alike and is not. A `[[gap]]`
//! is a known miss: it must fail as long as it is a gap, and asks to be promoted once it does not.
//!
//! Examples of words, units and measures give a text and its claims ([`super::reading`]); examples of verdict rows give
//! the texts of two documents and the row that decides between them.
//!
//! Not here: running them (`selftest`).

use super::reading::ExpectedClaim;
use super::{RuleError, RuleFile, line_of};
use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

/// An example of a rule file, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The rule that it shows: "lexicon/hedges", "verdicts/quantities#period-moved".
    pub rule: SmolStr,
    /// The file, as "lexicon/hedges.toml".
    pub path: SmolStr,
    /// Line in the file, from 1.
    pub line: u32,
    /// What must hold.
    pub body: Body,
    /// Why a near miss is one; `None` for an example of what the rule is for.
    pub why: Option<String>,
    /// Whether it is known not to hold.
    pub gap: bool,
}

/// What an example says.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The claims that a text makes.
    Reading(ReadingExample),
    /// The row that decides between two texts.
    Pair(PairExample),
    /// The check that finds fault with one article.
    Article(ArticleExample),
}

/// A text and all its claims.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingExample {
    /// The document.
    pub document: ExampleDocument,
    /// Its claims, in the order of the text.
    pub claims: Vec<ExpectedClaim>,
}

/// Two short texts of two documents, and the row that decides between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairExample {
    /// The first document.
    pub a: ExampleDocument,
    /// The second document.
    pub b: ExampleDocument,
    /// The row that decides, as "verdicts/quantities#period-moved"; `None` where no finding may come of the pair.
    pub expect: Option<SmolStr>,
}

/// An article, and the check that finds fault with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleExample {
    /// The article.
    pub document: ExampleDocument,
    /// The check, as "checks/arithmetic#change"; `None` where none may find fault.
    pub expect: Option<SmolStr>,
}

/// A document of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleDocument {
    /// Its text.
    pub text: String,
    /// When it was published, as in front matter: "2024-11-28".
    pub date: Option<String>,
    /// The outlet.
    pub source: Option<String>,
}

/// An example of a reading as serde sees it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadingFile {
    text: String,
    claims: Vec<Spanned<String>>,
    date: Option<Spanned<String>>,
    why: Option<String>,
}

/// An example of a verdict row as serde sees it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairFile {
    a: String,
    b: String,
    a_date: Option<Spanned<String>>,
    b_date: Option<Spanned<String>>,
    a_source: Option<String>,
    b_source: Option<String>,
    expect: Option<Spanned<String>>,
    why: Option<String>,
}

/// An example of a check as serde sees it. With `why` it is a near miss.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleFile {
    text: String,
    why: Option<String>,
}

impl Example {
    /// The example of the check with the id `rule`.
    pub(super) fn article(example: Spanned<ArticleFile>, gap: bool, rule: &SmolStr, file: &RuleFile) -> Self {
        let at = example.span().start;
        let ArticleFile { text, why } = example.into_inner();
        let document = ExampleDocument { text, date: None, source: None };
        let expect = why.is_none().then(|| rule.clone());
        Self {
            rule: rule.clone(),
            path: SmolStr::new(&file.path),
            line: line_of(file, at),
            body: Body::Article(ArticleExample { document, expect }),
            why,
            gap,
        }
    }

    /// The example of a reading that begins at byte `at`; `None`, with errors, if it is wrong.
    pub(super) fn reading(
        example: ReadingFile,
        at: usize,
        gap: bool,
        file: &RuleFile,
        errors: &mut Vec<RuleError>,
    ) -> Option<Self> {
        let before = errors.len();
        let claims = example
            .claims
            .iter()
            .filter_map(|claim| match ExpectedClaim::parse(claim.get_ref()) {
                Ok(claim) => Some(claim),
                Err(error) => {
                    let (problem, advice) = (error.to_string(), error.advice());
                    errors.push(RuleError::at(file, claim.span().start, problem, advice));
                    None
                }
            })
            .collect();
        let document =
            ExampleDocument { text: example.text, date: date(example.date, file, errors), source: None };
        let body = Body::Reading(ReadingExample { document, claims });
        (errors.len() == before).then(|| Self {
            rule: SmolStr::new(file.path.trim_end_matches(".toml")),
            path: SmolStr::new(&file.path),
            line: line_of(file, at),
            body,
            why: example.why,
            gap,
        })
    }

    /// The example of a pair, under the row with the id `row` of the table `table`; `None`, with errors, if it is wrong.
    pub(super) fn pair(
        example: Spanned<PairFile>,
        gap: bool,
        (table, row): (&str, &str),
        file: &RuleFile,
        errors: &mut Vec<RuleError>,
    ) -> Option<Self> {
        let before = errors.len();
        let at = example.span().start;
        let example = example.into_inner();
        let expect = match &example.expect {
            None => Some(row),
            Some(text) if text.get_ref() == "none" => None,
            Some(text) => Some(text.get_ref().as_str()),
        };
        let pair = PairExample {
            a: ExampleDocument {
                text: example.a,
                date: date(example.a_date, file, errors),
                source: example.a_source,
            },
            b: ExampleDocument {
                text: example.b,
                date: date(example.b_date, file, errors),
                source: example.b_source,
            },
            expect: expect.map(|row| super::rule_id(table, row)),
        };
        (errors.len() == before).then(|| Self {
            rule: super::rule_id(table, row),
            path: SmolStr::new(&file.path),
            line: line_of(file, at),
            body: Body::Pair(pair),
            why: example.why,
            gap,
        })
    }
}

/// A date of an example, which must be a day.
fn date(text: Option<Spanned<String>>, file: &RuleFile, errors: &mut Vec<RuleError>) -> Option<String> {
    let text = text?;
    if text.get_ref().parse::<jiff::civil::Date>().is_err() {
        errors.push(RuleError::at(
            file,
            text.span().start,
            format!("`{}` is not a date", text.get_ref()),
            "Write it as year, month and day: \"2024-11-28\".".into(),
        ));
    }
    Some(text.into_inner())
}
