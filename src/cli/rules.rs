//! Commands about rules.

use super::args::Rules;
use super::{Outcome, input, output};
use anyhow::bail;
use crosscheck::report::explain;
use crosscheck::rules::proof::prove;
use crosscheck::rules::table::Row;
use crosscheck::rules::{RuleSet, built_in_files};

/// Lists, checks, tests or explains rules.
///
/// # Errors
/// If a rule file is wrong or cannot be read.
pub(super) fn run(command: &Rules) -> anyhow::Result<Outcome> {
    match command {
        Rules::List(from) => list(&input::rules(from.rules.as_deref())?),
        Rules::Check(from) => {
            let rules = input::rules(from.rules.as_deref())?;
            check(&rules)
        }
        Rules::Test(from) => test(&input::rules(from.rules.as_deref())?),
        Rules::Explain { rule, from } => {
            let rules = input::rules(from.rules.as_deref())?;
            let Some(text) = explain::rule(&rules, rule) else {
                bail!("{rule}: no such rule. `crosscheck rules list` prints all.");
            };
            output::report(&text, None)?;
            Ok(Outcome::Clean)
        }
    }
}

fn rows(rules: &RuleSet) -> impl Iterator<Item = &Row> {
    rules.quantities().rows().iter().chain(rules.quotations().rows()).chain(rules.dates().rows())
}

fn list(rules: &RuleSet) -> anyhow::Result<Outcome> {
    let mut text = String::new();
    let width = rows(rules).map(|row| row.rule.len()).max().unwrap_or(0);
    for row in rows(rules) {
        text.push_str(&format!(
            "{:<12} {:<8} {:<width$}  {}\n",
            row.verdict.name(),
            row.severity.name(),
            row.rule,
            row.title
        ));
    }
    output::report(&text, None)?;
    Ok(Outcome::Clean)
}

fn check(rules: &RuleSet) -> anyhow::Result<Outcome> {
    let tables = [
        ("verdicts/quantities", prove(rules.quantities())),
        ("verdicts/quotations", prove(rules.quotations())),
        ("verdicts/dates", prove(rules.dates())),
    ];
    let mut text = String::new();
    for (table, flaws) in &tables {
        for flaw in flaws {
            text.push_str(&format!("{table}: {flaw}\n"));
        }
    }
    let is_clean = text.is_empty();
    if is_clean {
        let rows = rows(rules).count();
        let files = built_in_files().len();
        text = format!(
            "{files} built-in rule files are well formed; {rows} rows decide every pair, and each decides some.\n"
        );
    }
    output::report(&text, None)?;
    Ok(if is_clean { Outcome::Clean } else { Outcome::Findings })
}

fn test(_rules: &RuleSet) -> anyhow::Result<Outcome> {
    bail!("the examples in rule files cannot be run yet.")
}
