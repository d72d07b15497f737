//! Commands about rules: what there is, what is wrong, what it means, and schemas for editors.

use super::args::{Basis, Rules};
use super::project::Opened;
use super::{Outcome, new, output};
use anyhow::{Context, bail};
use crosscheck::rules::RuleSet;
use crosscheck::rules::{catalogue, schema};
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
        Rules::New(asked) => new::run(asked),
        Rules::Explain { rule, basis } => {
            let rules = rules(basis)?;
            let Some(text) = catalogue::explain(&rules, rule) else {
                bail!("{rule}: no such rule. `crosscheck rules list` prints all.");
            };
            output::report(&text, None)?;
            Ok(Outcome::Clean)
        }
        Rules::Schema { kind: Some(kind), .. } => {
            let Some(schema) = schema::of(kind) else {
                bail!("{kind}: there is no such kind of rule files. `crosscheck rules schema` lists all.");
            };
            output::report(&format!("{schema:#}\n"), None)?;
            Ok(Outcome::Clean)
        }
        Rules::Schema { kind: None, write: Some(folder) } => write_schemas(folder),
        Rules::Schema { kind: None, write: None } => {
            let kinds: String =
                schema::kinds().iter().map(|kind| format!("{}\n", kind.trim_end_matches("/*"))).collect();
            output::report(&kinds, None)?;
            Ok(Outcome::Clean)
        }
    }
}

/// The rules of the project in which the working folder lies.
fn rules(basis: &Basis) -> anyhow::Result<RuleSet> {
    Opened::find(basis, Path::new("."))?.rules(basis)
}

/// Where the schemas stand under the folder that the editor opens.
const SCHEMAS: &str = ".crosscheck/schema";

/// Writes all schemas, and the file by which editors find them.
fn write_schemas(folder: &Path) -> anyhow::Result<Outcome> {
    let schemas = folder.join(SCHEMAS);
    std::fs::create_dir_all(&schemas)
        .with_context(|| format!("the folder {} could not be made", schemas.display()))?;
    let kinds = schema::kinds();
    for kind in &kinds {
        let schema = schema::of(kind).with_context(|| format!("{kind} has no schema"))?;
        output::report(&format!("{schema:#}\n"), Some(&schemas.join(schema::file_name(kind))))?;
    }
    let path = folder.join(".taplo.toml");
    let configuration = schema::taplo("**", SCHEMAS);
    if std::fs::read_to_string(&path).is_ok_and(|there| there != configuration) {
        bail!(
            "{} is there already and says something else; the schemas were written to {}. Move the file away and run this \
             again, then add its rules to the new one.",
            path.display(),
            schemas.display()
        );
    }
    output::report(&configuration, Some(&path))?;
    output::report(
        &format!("{} schemas in {}, named in {}.\n", kinds.len(), schemas.display(), path.display()),
        None,
    )?;
    Ok(Outcome::Clean)
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
