//! Writes a project file to fill in.

use super::args::{Basis, Init};
use super::check::Inputs;
use super::project::{NAME, shown};
use super::settings::quoted;
use super::{Outcome, output};
use anyhow::{Context, bail};
use crosscheck::document::{Document, Provenance};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What every project file begins with: each setting as its default, commented out.
const HEAD: &str = r##"# Settings of crosscheck for the articles in this folder and below. The command line stands over them.
# Lines that begin with # are notes: take the # away to make a setting of it.
# `crosscheck --print-config FOLDER` prints what is in force, and whence.

# Folders of rule files of your own, from this folder. `crosscheck rules new aliases NAME` writes one to begin with.
# rules = ["my-rules"]

# The format of reports where neither --format nor the name behind -o says it.
# format = "text"

# A run ends with exit code 1 if a finding is at least so severe: note, info, warning, error; or never.
# fail-on = "warning"

# Report only findings that are at least so severe, or only some verdicts.
# min-severity = "note"
# only = ["discrepancy", "unclear"]

# The findings that somebody has looked at and accepted; `crosscheck accept` writes the file.
# baseline = "crosscheck.baseline.toml"

# The month in which "fiscal 2024" and "2023-24" begin. A table gives places months of their own:
#   fiscal-year = { default = "April", "United States" = "October" }
# fiscal-year = "April"

# One outlet under one name: what articles write on the left, what reports say on the right.
[sources]
# "bbc.co.uk" = "BBC News"

# What you know of an article and its file does not say. What stands in the article's own front matter goes before it.
# A file beside the article does the same: page.meta.toml for page.html or page.txt. The keys are source, published
# (year-month-day), title, url, authors.
"##;

/// Writes a project file into a folder, with the articles there that lack an outlet or a date as entries to fill in.
///
/// # Errors
/// If there is one already, or the folder is none, or the file cannot be written.
pub(super) fn run(init: &Init) -> anyhow::Result<Outcome> {
    let folder = init.folder.as_deref().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("{}: there is no such folder. Name the folder that holds the articles.", folder.display());
    }
    let file = folder.join(NAME);
    if file.exists() {
        bail!(
            "{}: the file is there already, and nothing is written over it. Change it with an editor, or move it away and \
             run `crosscheck init` again.",
            shown(&file)
        );
    }
    let (entries, count) = entries(folder)?;
    let text = format!("{HEAD}{entries}");
    let mut created = std::fs::File::create_new(&file).with_context(|| {
        format!("{} could not be written; check that the folder is writable", shown(&file))
    })?;
    created.write_all(text.as_bytes()).with_context(|| format!("{} could not be written", shown(&file)))?;
    let next = match count {
        0 => "`crosscheck --print-config` shows what is in force.".to_owned(),
        1 => "One article has no outlet or no date: fill in its entry at the end of the file.".to_owned(),
        more => format!(
            "{more} articles have no outlet or no date: fill in their entries at the end of the file."
        ),
    };
    output::report(&format!("Wrote {}. {next}\n", shown(&file)), None)?;
    Ok(Outcome::Clean)
}

/// Entries to fill in, one for each article that lacks an outlet or a date, and how many there are.
fn entries(folder: &Path) -> anyhow::Result<(String, usize)> {
    let basis = Basis { no_config: true, ..Basis::default() };
    // A folder without articles gets a project file too: the articles may come later.
    let documents = match Inputs::read(&[PathBuf::from(folder)], &basis) {
        Ok(inputs) => inputs.documents(),
        Err(_) => Vec::new(),
    };
    let mut text = String::new();
    let mut count = 0;
    for document in &documents {
        let lacks_source = matches!(document.source.provenance, Provenance::FileName);
        if !lacks_source && document.published.is_some() {
            continue;
        }
        count += 1;
        let path = Path::new(&document.path);
        let inner = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        text.push_str(&entry(document, &inner, lacks_source));
    }
    if count == 0 {
        text.push_str(
            "# [articles.\"saved/page.txt\"]\n# source = \"The Herald\"\n# published = 2024-12-31\n",
        );
    }
    Ok((text, count))
}

/// An entry with what is missing in it, to fill in.
fn entry(document: &Document, path: &str, lacks_source: bool) -> String {
    let mut text = format!("\n[articles.{}]\n", quoted(path));
    if let Some(title) = &document.title {
        text.push_str(&format!("# ({})\n", title.replace(char::is_control, " ")));
    }
    if lacks_source {
        text.push_str("# source = \"\"\n");
    }
    if document.published.is_none() {
        text.push_str("# published = 2024-12-31");
        if let Some(day) = document.not_before {
            text.push_str(&format!("  (it links to a page of {day}, so it is of that day or later)"));
        }
        text.push('\n');
    }
    text
}
