//! The catalogue of a rule set: what there is, what each rule says, and which rules show no example.
//!
//! Not here: whether tables are whole (`proof`) and whether examples hold (`selftest`).

use super::RuleSet;
use super::example::{Body, Example};
use super::lexicon::Vocabulary;
use super::proof::{Flaw, prove};
use super::table::{Row, Table};
use crate::comparison::Vector;
use smol_str::SmolStr;
use std::fmt;

/// A rule, or a file of rules that have no ids of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id: "lexicon/hedges", "verdicts/quantities#period-moved".
    pub id: SmolStr,
    /// What it is, in a few words or a sentence.
    pub title: String,
    /// What it gives, for a rule that decides: "discrepancy, warning".
    pub gives: Option<String>,
    /// How many examples it has, near misses apart.
    pub examples: usize,
    /// How many near misses.
    pub near_misses: usize,
    /// How many known gaps.
    pub gaps: usize,
    /// Why the first gap that says so is one.
    pub gap_reason: Option<String>,
    /// Whether it must have an example and a near miss.
    shown_by_examples: bool,
}

/// Something that the rules lack, though they can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A table has a dead row.
    Flaw {
        /// The table: "verdicts/quantities".
        table: &'static str,
        /// What is wrong.
        flaw: Flaw,
    },
    /// A rule has no example.
    NoExample(SmolStr),
    /// A rule has no near miss.
    NoNearMiss(SmolStr),
    /// A rule is shown by nothing but a gap, whose reason says why no example can hold yet.
    OnlyGap {
        /// The rule.
        id: SmolStr,
        /// The reason.
        why: String,
    },
}

impl Lack {
    /// Whether the writer of the rules can mend it. What only a gap shows waits for the program, and is but remarked on.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        !matches!(self, Self::OnlyGap { .. })
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flaw { table, flaw } => write!(f, "{table}: {flaw}"),
            Self::NoExample(id) => write!(f, "{id}: no example shows what it does"),
            Self::NoNearMiss(id) => {
                write!(f, "{id}: no near miss (an example with `why`) shows what it must leave alone")
            }
            Self::OnlyGap { id, why } => write!(f, "remark: {id}: only a gap shows it yet: {}", why.trim()),
        }
    }
}

/// Every rule, file by file, and row by row where rows decide.
#[must_use]
pub fn list(rules: &RuleSet) -> Vec<Entry> {
    rules
        .files
        .iter()
        .flat_map(|file| {
            let id = file.path.trim_end_matches(".toml");
            match id {
                "verdicts/quantities" => rows(rules.quantities(), rules),
                "verdicts/quotations" => rows(rules.quotations(), rules),
                "verdicts/dates" => rows(rules.dates(), rules),
                "checks/arithmetic" => rules
                    .checks
                    .iter()
                    .map(|check| {
                        let gives = Some(format!("discrepancy, {}", check.severity.name()));
                        entry(check.rule.clone(), check.title.clone(), gives, true, rules)
                    })
                    .collect(),
                _ => vec![entry(id.into(), about(&file.text), None, needs_examples(id), rules)],
            }
        })
        .collect()
}

/// What the rules lack: dead rows, and rules that show no example or no near miss. A gap with a reason stands in for an
/// example, and is remarked on.
#[must_use]
pub fn lacks(rules: &RuleSet) -> Vec<Lack> {
    let tables = [
        ("verdicts/dates", prove(rules.dates())),
        ("verdicts/quantities", prove(rules.quantities())),
        ("verdicts/quotations", prove(rules.quotations())),
    ];
    let flaws = tables
        .into_iter()
        .flat_map(|(table, flaws)| flaws.into_iter().map(move |flaw| Lack::Flaw { table, flaw }));
    let bare = list(rules).into_iter().filter(|entry| entry.shown_by_examples).flat_map(|entry| {
        let example = (entry.examples == 0).then(|| match entry.gap_reason {
            Some(why) => Lack::OnlyGap { id: entry.id.clone(), why },
            None => Lack::NoExample(entry.id.clone()),
        });
        let near_miss = (entry.near_misses == 0).then(|| Lack::NoNearMiss(entry.id.clone()));
        example.into_iter().chain(near_miss)
    });
    flaws.chain(bare).collect()
}

/// Everything about a rule as text: for a row its conditions, message, paragraph and examples, for a file its text. An id may be given
/// without its folder or table where that is clear ("hedges", "period-moved"). `None` where there is no such rule.
#[must_use]
pub fn explain(rules: &RuleSet, id: &str) -> Option<String> {
    let wanted = |rule: &str| rule == id || rule.rsplit(['#', '/']).next() == Some(id);
    row_text(rules.quantities(), wanted, rules)
        .or_else(|| row_text(rules.quotations(), wanted, rules))
        .or_else(|| row_text(rules.dates(), wanted, rules))
        .or_else(|| {
            let check = rules.checks.iter().find(|check| wanted(&check.rule))?;
            let head = format!("{}: {}\ndiscrepancy, {}\n", check.rule, check.title, check.severity.name());
            Some(format!("{head}\n{}\n{}", check.about.trim(), examples_text(rules, &check.rule)))
        })
        .or_else(|| {
            let file = rules.files.iter().find(|file| wanted(file.path.trim_end_matches(".toml")))?;
            Some(format!("{}\n\n{}", file.path.trim_end_matches(".toml"), file.text))
        })
}

/// The title of a row or check, and the paragraph that says why its verdict is right. `None` where there is no such rule.
#[must_use]
pub fn meaning<'r>(rules: &'r RuleSet, id: &str) -> Option<(&'r str, &'r str)> {
    let rows = rules.quantities().rows().iter().chain(rules.quotations().rows()).chain(rules.dates().rows());
    let row = rows.into_iter().find(|row| row.rule == id).map(|row| (row.title.as_str(), row.about.trim()));
    row.or_else(|| {
        let check = rules.checks.iter().find(|check| check.rule == id)?;
        Some((check.title.as_str(), check.about.trim()))
    })
}

fn rows<V: Vector>(table: &Table<V>, rules: &RuleSet) -> Vec<Entry> {
    table
        .rows()
        .iter()
        .map(|row| {
            let gives = Some(format!("{}, {}", row.verdict.name(), row.severity.name()));
            entry(row.rule.clone(), row.title.clone(), gives, true, rules)
        })
        .collect()
}

fn entry(
    id: SmolStr,
    title: String,
    gives: Option<String>,
    shown_by_examples: bool,
    rules: &RuleSet,
) -> Entry {
    let of = |wanted: fn(&Example) -> bool| {
        rules.examples().iter().filter(|example| example.rule == id && wanted(example)).count()
    };
    let examples = of(|example| !example.gap && example.why.is_none());
    let near_misses = of(|example| !example.gap && example.why.is_some());
    let gaps = of(|example| example.gap);
    let of_rule = rules.examples().iter().filter(|example| example.rule == id);
    let gap_reason = of_rule.filter(|example| example.gap).find_map(|example| example.why.clone());
    Entry { id, title, gives, examples, near_misses, gaps, gap_reason, shown_by_examples }
}

fn row_text<V: Vector>(table: &Table<V>, wanted: impl Fn(&str) -> bool, rules: &RuleSet) -> Option<String> {
    let row: &Row = table.rows().iter().find(|row| wanted(&row.rule))?;
    let head = format!("{}: {}\n{}, {}\n", row.rule, row.title, row.verdict.name(), row.severity.name());
    let when = format!("Holds for a pair with\n  {}\n", row.conditions(V::FACETS));
    let says = format!("Says\n  {}\n", row.message);
    Some(format!("{head}\n{when}\n{says}\n{}\n{}", row.about.trim(), examples_text(rules, &row.rule)))
}

/// The examples of a rule: what its texts are, and what they show.
fn examples_text(rules: &RuleSet, rule: &str) -> String {
    let mut text = String::new();
    for example in rules.examples().iter().filter(|example| example.rule == rule) {
        let kind = match (example.gap, &example.why) {
            (true, Some(why)) => format!("Known gap: {why}"),
            (true, None) => "Known gap".to_owned(),
            (false, Some(why)) => format!("Near miss: {why}"),
            (false, None) => "Example".to_owned(),
        };
        text.push_str(&format!("\n{kind}\n"));
        match &example.body {
            Body::Pair(pair) => {
                text.push_str(&format!("  A: {}\n  B: {}\n", pair.a.text.trim(), pair.b.text.trim()));
            }
            Body::Article(article) => text.push_str(&format!("  {}\n", article.document.text.trim())),
            Body::Reading(reading) => text.push_str(&format!("  {}\n", reading.document.text.trim())),
        }
    }
    text
}

/// Whether the claims of a text can show what a file does. Weights, places and synonyms have no claims of their own, and some
/// vocabularies work on pairs of claims only.
fn needs_examples(id: &str) -> bool {
    let Some((kind, name)) = id.split_once('/') else { return false };
    match kind {
        "units" | "measures" => true,
        "lexicon" => Vocabulary::ALL
            .iter()
            .find(|vocabulary| vocabulary.id() == name)
            .is_some_and(|v| v.shows_in_claims()),
        _ => false,
    }
}

/// The file's own words about itself.
fn about(text: &str) -> String {
    #[derive(serde::Deserialize)]
    struct About {
        about: String,
    }
    toml::from_str::<About>(text).map(|file| file.about).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_explained_by_its_short_name_too() {
        let rules = RuleSet::built_in();
        let row = &rules.quantities().rows()[0];
        let text = explain(rules, &row.rule).expect("there is such a row");
        assert_eq!(explain(rules, &row.id).as_ref(), Some(&text));
        assert!(text.contains(&row.about) && text.contains(row.verdict.name()), "{text}");
        assert!(explain(rules, "lexicon/hedges").is_some_and(|text| text.contains("[[entry]]")));
        assert_eq!(explain(rules, "nothing-of-the-kind"), None);
    }

    #[test]
    fn every_built_in_file_is_listed() {
        let list = list(RuleSet::built_in());
        for id in ["evidence", "lexicon/hedges", "aliases/money", "places/europe", "measures/inflation"] {
            assert!(list.iter().any(|entry| entry.id == id), "{id}");
        }
        assert!(list.iter().all(|entry| !entry.title.is_empty()));
    }
}
