//! Commands about rules.

use super::args::{Basis, Rules};
use super::project::Opened;
use super::{Outcome, output};
use anyhow::bail;
use crosscheck::rules::RuleSet;
use crosscheck::rules::catalogue;
use crosscheck::selftest;
use std::path::Path;

/// Lists, checks, tests or explains rules.
///
/// # Errors
/// If a rule file is wrong or cannot be read.
pub(super) fn run(command: &Rules) -> anyhow::Result<Outcome> {
    match command {
        Rules::List(basis) => list(&rules(basis)?),
        Rules::Check(basis) => check(&rules(basis)?),
        Rules::Test(basis) => test(&rules(basis)?),
        Rules::Explain { rule, basis } => {
            let rules = rules(basis)?;
            let Some(text) = catalogue::explain(&rules, rule) else {
                bail!("{rule}: no such rule. `crosscheck rules list` prints all.");
            };
            output::report(&text, None)?;
            Ok(Outcome::Clean)
        }
    }
}

/// The rules of the project in which the working folder lies.
fn rules(basis: &Basis) -> anyhow::Result<RuleSet> {
    Opened::find(basis, Path::new("."))?.rules(basis)
}

/// Rules that decide stand with what they give; files of words with what they are about.
fn list(rules: &RuleSet) -> anyhow::Result<Outcome> {
    let entries = catalogue::list(rules);
    let width = entries.iter().map(|entry| entry.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for entry in &entries {
        let gives = entry.gives.as_deref().unwrap_or("");
        text.push_str(&format!("{:<width$}  {gives:<20}  {}\n", entry.id, entry.title));
    }
    output::report(&text, None)?;
    Ok(Outcome::Clean)
}

/// Wrong files do not come so far: they are errors when the rules are read.
fn check(rules: &RuleSet) -> anyhow::Result<Outcome> {
    let lacks = catalogue::lacks(rules);
    let mut text: String = lacks.iter().map(|lack| format!("{lack}\n")).collect();
    let clean = !lacks.iter().any(catalogue::Lack::is_fault);
    if clean {
        let entries = catalogue::list(rules);
        let rows = entries.iter().filter(|entry| entry.gives.is_some()).count();
        text.push_str(&format!(
            "{} rules and files of rules are well formed. The {rows} that decide leave no pair open, and each decides \
             some.\n",
            entries.len()
        ));
    }
    output::report(&text, None)?;
    Ok(if clean { Outcome::Clean } else { Outcome::Findings })
}

fn test(rules: &RuleSet) -> anyhow::Result<Outcome> {
    let failures = selftest::run(rules);
    let gaps = rules.examples().iter().filter(|example| example.gap).count();
    let examples = rules.examples().len() - gaps;
    let mut text: String = failures.iter().map(|failure| format!("{failure}\n")).collect();
    text.push_str(&format!("{examples} examples and {gaps} gaps run; {} do not hold.\n", failures.len()));
    output::report(&text, None)?;
    Ok(if failures.is_empty() { Outcome::Clean } else { Outcome::Findings })
}
