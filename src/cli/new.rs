//! Writes a rule file to begin with.
//!
//! Measures, aliases, units and places get a short file that holds as it is written, with what it means and what it does not.
//! The files of the other kinds have names from a closed list, and a file of such a name takes the place of the built-in one:
//! of these the built-in file is written, to be changed.

use super::args::{NewRules, RuleKind};
use super::project::{Opened, shown};
use super::{Outcome, output};
use anyhow::{Context, bail};
use crosscheck::rules::built_in_files;
use std::io::Write;
use std::path::{Path, PathBuf};

const MEASURE: &str = r#"# A statistic that news gives figures of, so that it is not taken for another that sounds like it. The file's name is its id.
# `crosscheck rules check` names every mistake in it, `crosscheck rules test` runs the examples below.
about = "Library loans: books that are lent out, not books that a library owns."

[[measure]]
title = "Library loans"
# Names: every word of one must stand in a claim, in any order; the forms of a word count as one.
names = ["library loan", "book lent"]
# Ids of measures that it is easily taken for, such as "employment" for "unemployment".
distinct_from = []
why = "Who counts it, and what is counted: what a doubter should know."

# What must be read in a text: each claim as amount, unit, and what is counted.
[[example]]
text = "Library loans rose to 4,100."
date = "2025-03-03"
claims = ["4100 count"]

# A near miss is an example with a `why`: it looks alike and is something else.
[[example]]
text = "The library owns 4,100 books."
date = "2025-03-03"
claims = ["4100 count: books"]
why = "What it owns, not what it lends."
"#;

const ALIASES: &str = r#"# Words that mean the same, and words that must be kept apart. They are compared by stem, so one form of each is enough.
# `crosscheck rules check` names every mistake in this file.
about = "Words for people who swim in cold water."

# An example of the same: figures of the one are compared with figures of the other.
[[same]]
words = ["dipper", "plunger"]
why = "Both go into the water in winter."

# A near miss: figures of the one are never figures of the other, however alike their sentences are.
[[distinct]]
groups = [["dipper"], ["onlooker"]]
why = "Onlookers stay dry."
"#;

const UNITS: &str = r#"# Units that convert into each other. The file's name is the family.
# `crosscheck rules check` names every mistake in it, `crosscheck rules test` runs the examples below.
about = "Casks of ale; the base is the firkin."

[[unit]]
id = "firkin"
# What stands behind the number. `signs` would be what stands directly at it: "£", "°C".
names = ["firkin", "firkins"]
# How many of the base one of these is, as an exact decimal. Currencies have no factor.
factor = "1"

[[unit]]
id = "kilderkin"
names = ["kilderkin", "kilderkins"]
factor = "2"

# What must be read in a text: each claim as amount, unit, and what is counted.
[[example]]
text = "The brewery sold 300 kilderkins."
claims = ["300 kilderkin"]

# A near miss is an example with a `why`: it looks alike and is something else.
[[example]]
text = "The brewery has 300 workers."
claims = ["300 count: workers"]
why = "People are counted, and have no unit."
"#;

const PLACES: &str = r#"# Places, their spellings, and what lies in what: figures of a part are not figures of the whole.
# `crosscheck rules check` names every mistake in this file.
about = "Places of a novel."

[[place]]
name = "Ruritania"
# Other spellings, and the words for its people and things, each as it is printed.
names = ["Ruritanian", "Ruritanians"]
# The place that it is a part of; a place that lies in another is not taken for it.
within = "Europe"
cities = ["Strelsau"]
# The month in which its government's financial years begin, if figures of "fiscal 2024" are to be read.
# fiscal-year = "July"
"#;

/// Writes a rule file that is not there yet.
///
/// # Errors
/// If the name fits no file of the kind, there is such a file already, or it cannot be written.
pub(super) fn run(new: &NewRules) -> anyhow::Result<Outcome> {
    let project = Opened::find(&new.basis, Path::new("."))?;
    let (folder, is_used) = folder(new, &project);
    let text = text(new)?;
    let file = folder.join(new.kind.folder()).join(format!("{}.toml", new.name));
    if file.exists() {
        bail!(
            "{}: the file is there already, and nothing is written over it. Change it with an editor, or choose another name.",
            shown(&file)
        );
    }
    let problem = || format!("{} could not be written; check that the folder is writable", shown(&file));
    std::fs::create_dir_all(folder.join(new.kind.folder())).with_context(problem)?;
    let mut created = std::fs::File::create_new(&file).with_context(problem)?;
    created.write_all(text.as_bytes()).with_context(problem)?;
    let folder = shown(&folder);
    let used = if is_used { String::new() } else { format!(" --rules {folder}") };
    let mut said = format!("Wrote {}. Change it, then run\n", shown(&file));
    said.push_str(&format!("  crosscheck rules check{used}\n  crosscheck rules test{used}\n"));
    if !is_used {
        said.push_str(&format!("A line rules = [\"{folder}\"] in crosscheck.toml makes every run use it.\n"));
    }
    output::report(&said, None)?;
    Ok(Outcome::Clean)
}

/// The folder of rules to write into, and whether the project uses it without being told.
fn folder(new: &NewRules, project: &Opened) -> (PathBuf, bool) {
    let of_project = project.says.rules.first().map(|folder| project.inner(&folder.value));
    match (new.basis.rules.first(), of_project) {
        (Some(named), of_project) => (named.clone(), of_project.as_ref() == Some(named)),
        (None, Some(of_project)) => (of_project, true),
        (None, None) => (PathBuf::from("my-rules"), false),
    }
}

fn text(new: &NewRules) -> anyhow::Result<String> {
    let own = match new.kind {
        RuleKind::Measure => Some(MEASURE),
        RuleKind::Aliases => Some(ALIASES),
        RuleKind::Units => Some(UNITS),
        RuleKind::Places => Some(PLACES),
        RuleKind::Lexicon | RuleKind::Verdicts | RuleKind::Checks => None,
    };
    let kind = new.kind.folder();
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if new.name.is_empty() || !new.name.chars().all(is_name) {
        bail!(
            "`{}`: names of rule files are small letters, digits and hyphens, such as library-loans.",
            new.name
        );
    }
    let built_in: Vec<_> =
        built_in_files().into_iter().filter(|file| file.path.starts_with(&format!("{kind}/"))).collect();
    let same = built_in.iter().find(|file| file.id() == new.name);
    match (own, same) {
        (Some(_), Some(_)) => bail!(
            "{kind}/{}: that is the name of a built-in file, whose place a file of yours would take. Choose another name; \
             `crosscheck rules explain {kind}/{}` prints the built-in one.",
            new.name,
            new.name
        ),
        (Some(text), None) => Ok(text.to_owned()),
        (None, Some(file)) => Ok(format!(
            "# A copy of the built-in {}, whose place it takes: change it to your needs.\n\
             # `crosscheck rules check` names every mistake in it, `crosscheck rules test` runs its examples and near misses.\n{}",
            file.path, file.text
        )),
        (None, None) => {
            let names: Vec<&str> = built_in.iter().map(|file| file.id()).collect();
            bail!(
                "{kind}/{}: there is no such file of this kind. Its files are: {}.",
                new.name,
                names.join(", ")
            )
        }
    }
}
