//! Arithmetic checks: what is said where figures of one article, or of several, do not fit each other.
//!
//! `rules/checks/arithmetic.toml` gives each [`Check`] its title, severity, message and the paragraph that reports print.
//! The list of checks is closed, since each is arithmetic in code (`judge::arithmetic`); a file that leaves one out is
//! refused.
//!
//! Not here: the arithmetic.

use super::example::{ArticleFile, Example};
use super::sheet::{Sheet, one_of};
use super::{RuleError, RuleFile};
use crate::comparison::Severity;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::{SmolStr, format_smolstr};
use toml::Spanned;

/// Where the checks stand.
const PATH: &str = "checks/arithmetic.toml";

/// What figures are checked against each other for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// A stated change in per cent against the two levels.
    Change,
    /// A stated change in per cent where the levels are shares, so that it is one in points.
    Points,
    /// A stated difference against the two levels.
    Difference,
    /// Two shares with their counts that give different bases.
    Base,
    /// An amount a month, week or day against one a year.
    Rate,
    /// Amounts in two currencies that imply two exchange rates.
    Exchange,
    /// A converted amount against the exact factor.
    Conversion,
    /// Two figures of one article for one thing.
    Twice,
    /// How many times as much it became, against the two levels.
    Times,
    /// A rise or fall that the two levels do not show.
    Direction,
    /// A share against its part and whole.
    Share,
    /// A share and its part against the whole that stands elsewhere.
    Whole,
    /// A total against all its parts.
    Sum,
    /// A balance against what comes in and what goes out.
    Net,
    /// A total against how many there are and what each is.
    Each,
    /// A weekday against its date.
    Weekday,
    /// An age against the day or year of birth.
    Age,
    /// Figures that fit each other only because rounding leaves room.
    Rounding,
}

impl Check {
    /// Every check, in the order of the enum.
    pub const ALL: [Self; 18] = [
        Self::Change,
        Self::Points,
        Self::Difference,
        Self::Base,
        Self::Rate,
        Self::Exchange,
        Self::Conversion,
        Self::Twice,
        Self::Times,
        Self::Direction,
        Self::Share,
        Self::Whole,
        Self::Sum,
        Self::Net,
        Self::Each,
        Self::Weekday,
        Self::Age,
        Self::Rounding,
    ];

    /// The check's id in the rule file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Points => "points",
            Self::Difference => "difference",
            Self::Base => "base",
            Self::Rate => "rate",
            Self::Exchange => "exchange",
            Self::Conversion => "conversion",
            Self::Twice => "twice",
            Self::Times => "times",
            Self::Direction => "direction",
            Self::Share => "share",
            Self::Whole => "whole",
            Self::Sum => "sum",
            Self::Net => "net",
            Self::Each => "each",
            Self::Weekday => "weekday",
            Self::Age => "age",
            Self::Rounding => "rounding",
        }
    }
}

/// What messages of checks can name.
pub const PLACEHOLDERS: [&str; 4] = ["source", "stated", "given", "computed"];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckFile {
    /// Which check.
    #[schemars(with = "String")]
    id: Spanned<String>,
    /// What it finds, in a few words.
    title: String,
    /// How much a finding asks for attention.
    #[schemars(with = "String")]
    severity: Spanned<String>,
    /// The reason, with placeholders in braces.
    #[schemars(with = "String")]
    message: Spanned<String>,
    /// Why it matters, in a paragraph that reports print.
    about: String,
    /// Articles that it finds fault with; with `why`, near misses.
    #[serde(default)]
    #[schemars(with = "Vec<ArticleFile>")]
    example: Vec<Spanned<ArticleFile>>,
    /// Articles that it should find fault with and does not yet.
    #[serde(default)]
    #[schemars(with = "Vec<ArticleFile>")]
    gap: Vec<Spanned<ArticleFile>>,
}

/// A check with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRule {
    /// Its id among all rules: "checks/arithmetic#change".
    pub rule: SmolStr,
    /// What it finds, in a few words.
    pub title: String,
    /// How much a finding asks for attention.
    pub severity: Severity,
    /// The reason, with placeholders.
    message: String,
    /// Why it matters, in a paragraph for the reader of a report.
    pub about: String,
}

impl CheckRule {
    /// The reason, with `fill` giving the words for each of [`PLACEHOLDERS`].
    #[must_use]
    pub fn reason(&self, fill: impl Fn(&str) -> String) -> String {
        let mut out = String::new();
        let mut rest = self.message.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(&fill(name));
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

/// Reads the checks; each of [`Check::ALL`] must be there once.
pub(super) fn read(
    files: &[RuleFile],
    examples: &mut Vec<Example>,
    errors: &mut Vec<RuleError>,
) -> Vec<CheckRule> {
    let Some(file) = files.iter().find(|file| file.path == PATH) else {
        errors.push(RuleError::missing(PATH));
        return Vec::new();
    };
    let Some(mut sheet) = Sheet::open(file, errors) else { return Vec::new() };
    let mut found: Vec<Option<CheckRule>> = vec![None; Check::ALL.len()];
    let ids: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
    for item in sheet.items::<CheckFile>("check", errors) {
        let check = item.value;
        let Some(index) = ids.iter().position(|id| id == check.id.get_ref()) else {
            errors.push(RuleError::at(
                file,
                check.id.span().start,
                format!("`{}` is not a check", check.id.get_ref()),
                one_of(check.id.get_ref(), &ids),
            ));
            continue;
        };
        if found[index].is_some() {
            errors.push(RuleError::at(
                file,
                check.id.span().start,
                format!("there are two checks `{}`", check.id.get_ref()),
                "Keep one of them.".into(),
            ));
        }
        let severity = Severity::from_name(check.severity.get_ref()).unwrap_or_else(|| {
            errors.push(RuleError::at(
                file,
                check.severity.span().start,
                format!("`{}` is not a severity", check.severity.get_ref()),
                one_of(check.severity.get_ref(), &Severity::ALL.map(Severity::name)),
            ));
            Severity::Warning
        });
        for name in check.message.get_ref().split('{').skip(1) {
            let name = name.split_once('}').map_or(name, |(name, _)| name);
            if !PLACEHOLDERS.contains(&name) {
                errors.push(RuleError::at(
                    file,
                    check.message.span().start,
                    format!("`{{{name}}}` is not a placeholder of a check"),
                    one_of(name, &PLACEHOLDERS),
                ));
            }
        }
        let rule = format_smolstr!("checks/arithmetic#{}", ids[index]);
        for (list, gap) in [(check.example, false), (check.gap, true)] {
            examples.extend(list.into_iter().map(|article| Example::article(article, gap, &rule, file)));
        }
        found[index] = Some(CheckRule {
            rule,
            title: check.title,
            severity,
            message: check.message.into_inner(),
            about: check.about,
        });
    }
    sheet.close(errors);
    let missing: Vec<&str> =
        ids.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(id, _)| *id).collect();
    if !missing.is_empty() && errors.is_empty() {
        errors.push(RuleError::at(
            file,
            file.text.len(),
            format!("there is no check `{}`", missing.join("`, `")),
            "Each check needs its title and message; copy the built-in ones.".into(),
        ));
    }
    found.into_iter().flatten().collect()
}
