//! Examples and gaps in rule files: what a rule must do, written beside it.
//!
//! An `[[example]]` must hold exactly; with `why`, it is a near miss: something that looks alike and is not. A `[[gap]]`
//! is a known miss: it must fail as long as it is a gap, and asks to be promoted once it does not.
//!
//! Not here: running them (`selftest`).

use super::{RuleError, RuleFile};
use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

/// An example of a verdict row as serde sees it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairFile {
    a: String,
    b: String,
    a_date: Option<Spanned<String>>,
    b_date: Option<Spanned<String>>,
    a_source: Option<String>,
    b_source: Option<String>,
    expect: Option<String>,
    why: Option<String>,
}

/// Two short texts of two documents, and the row that decides between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairExample {
    /// Line in the rule file, from 1.
    pub line: u32,
    /// The text of the first document.
    pub a: ExampleDocument,
    /// The text of the second document.
    pub b: ExampleDocument,
    /// The row that decides; `None` where no finding may come of the pair.
    pub expect: Option<SmolStr>,
    /// Why a near miss is one.
    pub why: Option<String>,
    /// Whether it is known not to hold.
    pub gap: bool,
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

impl PairExample {
    pub(super) fn resolve(
        example: Spanned<PairFile>,
        gap: bool,
        row: &str,
        file: &RuleFile,
        errors: &mut Vec<RuleError>,
    ) -> Option<Self> {
        let at = example.span().start;
        let example = example.into_inner();
        for date in [&example.a_date, &example.b_date].into_iter().flatten() {
            if date.get_ref().parse::<jiff::civil::Date>().is_err() {
                errors.push(RuleError::at(
                    file,
                    date.span().start,
                    format!("`{}` is not a date", date.get_ref()),
                    "Write it as year, month and day: \"2024-11-28\".".into(),
                ));
                return None;
            }
        }
        let expect = match example.expect.as_deref() {
            None => Some(SmolStr::new(row)),
            Some("none") => None,
            Some(other) => Some(SmolStr::new(other)),
        };
        let date = |date: Option<Spanned<String>>| date.map(Spanned::into_inner);
        Some(Self {
            line: super::line_of(file, at),
            a: ExampleDocument { text: example.a, date: date(example.a_date), source: example.a_source },
            b: ExampleDocument { text: example.b, date: date(example.b_date), source: example.b_source },
            expect,
            why: example.why,
            gap,
        })
    }
}
