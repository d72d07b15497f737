//! Examples and gaps in rule files: what a rule must do, written beside it.
//!
//! An `[[example]]` must hold exactly; with `why`, it is a near miss: something that looks alike and is not. A `[[gap]]`
//! is a known miss, with `why` it is missed: it must fail as long as it is a gap, and asks to be promoted once it does not.
//!
//! Examples of words, units and measures give a text and its claims ([`super::reading`]); examples of verdict rows give
//! the texts of two documents and the row that decides between them, or one `text` where the row is about what one
//! article says twice; examples of checks give one text.
//!
//! Not here: running them (`selftest`).

use super::reading::ExpectedClaim;
use super::{RuleError, RuleFile, line_of};
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::{SmolStr, format_smolstr};
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
    /// Why a near miss is one, or why a gap is one; `None` for an example of what the rule is for.
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
    /// The check or row that finds fault with one article.
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

/// An article, and the check or row that finds fault with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleExample {
    /// The article.
    pub document: ExampleDocument,
    /// The rule, as "checks/arithmetic#change" or "verdicts/quotations#own-words-differ"; `None` where none may find fault.
    pub expect: Option<SmolStr>,
}

/// A document of an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleDocument {
    /// Its text.
    pub text: String,
    /// When it was published, as in front matter: "2024-11-28".
    pub date: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// The address that it was saved from.
    pub url: Option<String>,
}

/// An example of a reading as serde sees it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadingFile {
    /// The text of an article.
    text: String,
    /// All its claims in the order of the text, such as `more-than 600 count: boats`.
    #[schemars(with = "Vec<String>")]
    claims: Vec<Spanned<String>>,
    /// When it was published: "2024-11-28".
    #[schemars(with = "Option<String>")]
    date: Option<Spanned<String>>,
    /// Why it is a near miss, or a gap.
    why: Option<String>,
}

/// An example of a verdict row as serde sees it: `a` and `b`, or `text`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RowExampleFile {
    /// The text of the first of two articles.
    a: Option<String>,
    /// The text of the second.
    b: Option<String>,
    /// The text of one article, for a row that is about what one article says twice.
    text: Option<String>,
    /// When the first was published: "2024-11-28".
    #[schemars(with = "Option<String>")]
    a_date: Option<Spanned<String>>,
    /// When the second was published.
    #[schemars(with = "Option<String>")]
    b_date: Option<Spanned<String>>,
    /// The outlet of the first.
    a_source: Option<String>,
    /// The outlet of the second.
    b_source: Option<String>,
    /// The address that both were saved from, at two times.
    url: Option<String>,
    /// The id of the row that decides, if it is another; "none" where no finding may come of it.
    #[schemars(with = "Option<String>")]
    expect: Option<Spanned<String>>,
    /// Why it is a near miss, or a gap.
    why: Option<String>,
}

/// An example of a check as serde sees it. With `why` it is a near miss, or a gap with its reason.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleFile {
    /// The text of an article.
    text: String,
    /// When it was published.
    date: Option<String>,
    /// For a near miss, the id of the other check that speaks of it.
    expect: Option<String>,
    /// Why it is a near miss, or a gap.
    why: Option<String>,
}

impl Example {
    /// The example of the check with the id `rule`.
    pub(super) fn article(example: Spanned<ArticleFile>, gap: bool, rule: &SmolStr, file: &RuleFile) -> Self {
        let at = example.span().start;
        let ArticleFile { text, date, expect, why } = example.into_inner();
        let document = ExampleDocument { text, date, ..ExampleDocument::default() };
        let table = rule.split('#').next().unwrap_or_default();
        let other = expect.map(|id| format_smolstr!("{table}#{id}"));
        let expect = (gap || why.is_none()).then(|| rule.clone()).or(other);
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
        let document = ExampleDocument {
            text: example.text,
            date: date(example.date, file, errors),
            ..Default::default()
        };
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

    /// The example under the row with the id `row` of the table `table`; `None`, with errors, if it is wrong.
    pub(super) fn row(
        example: Spanned<RowExampleFile>,
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
        }
        .map(|row| super::rule_id(table, row));
        let dates = [date(example.a_date, file, errors), date(example.b_date, file, errors)];
        let sources = [example.a_source, example.b_source];
        let of_sides = dates.iter().chain(&sources).any(Option::is_some);
        let body = match (example.a, example.b, example.text) {
            (Some(a), Some(b), None) => {
                let ([a_date, b_date], [a_source, b_source]) = (dates, sources);
                let a = ExampleDocument { text: a, date: a_date, source: a_source, url: example.url.clone() };
                let b = ExampleDocument { text: b, date: b_date, source: b_source, url: example.url };
                Body::Pair(PairExample { a, b, expect })
            }
            (None, None, Some(text)) if !of_sides => {
                let document = ExampleDocument { text, ..ExampleDocument::default() };
                Body::Article(ArticleExample { document, expect })
            }
            _ => {
                errors.push(RuleError::at(
                    file,
                    at,
                    "the example is neither of two documents nor of one".into(),
                    "Give `a` and `b` for two documents, or `text` alone for one.".into(),
                ));
                return None;
            }
        };
        (errors.len() == before).then(|| Self {
            rule: super::rule_id(table, row),
            path: SmolStr::new(&file.path),
            line: line_of(file, at),
            body,
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
