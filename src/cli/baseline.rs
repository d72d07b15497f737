//! The file of accepted findings: where it is, what is read from it, and the command that writes it.

use super::args::{Accept, Basis};
use super::check::Inputs;
use super::project::{Opened, numbered, refused, shown};
use super::{Outcome, inspect, output};
use anyhow::{Context, bail};
use crosscheck::report::baseline::{Accepted, Baseline};
use crosscheck::report::id::Named;
use crosscheck::report::{Selection, View};
use crosscheck::rules::RuleFile;
use std::path::{Path, PathBuf};

/// The name of the file where nothing names another.
pub(super) const NAME: &str = "crosscheck.baseline.toml";

/// Where the accepted findings stand: in the file that is named, else in that of the project, else in the usual one
/// beside the project file, or in the working folder where there is none.
pub(super) fn place(named: Option<&Path>, project: &Opened) -> PathBuf {
    match (named, &project.says.baseline) {
        (Some(file), _) => file.to_owned(),
        (None, Some(file)) => project.inner(&file.value),
        (None, None) => project.inner(NAME),
    }
}

/// The accepted findings that hold for a run. Only a file that the command line names must be there.
///
/// # Errors
/// If the file is named and cannot be read, or everything that is wrong in it.
pub(super) fn read(named: Option<&Path>, basis: &Basis, project: &Opened) -> anyhow::Result<Baseline> {
    let file = place(named, project);
    if named.is_none() && (basis.no_config || !file.exists()) {
        return Ok(Baseline::default());
    }
    let text = std::fs::read_to_string(&file).with_context(|| {
        format!(
            "{} could not be read as text; `crosscheck accept` writes such a file when the first finding is accepted",
            shown(&file)
        )
    })?;
    let path = shown(&file);
    Baseline::read(&RuleFile { path: path.clone(), text })
        .map_err(|errors| refused(&errors, &path, "list of accepted findings"))
}

/// Whether an article of the project is no longer there.
pub(super) fn is_gone(project: &Opened, key: &str) -> bool {
    !project.root.join(numbered(key).0).exists()
}

/// Says which entries no longer fit a finding, and what to do.
pub(super) fn say_stale(stale: &[Accepted], file: &Path, kind: &str) {
    for entry in stale {
        output::complain(&format!(
            "{kind}: {}: {} ({}) is accepted there and no longer found. Run `crosscheck accept --prune PATH...` to take it \
             out.",
            shown(file),
            entry.finding,
            entry.title
        ));
    }
}

/// Accepts findings, or takes out what no longer fits one.
///
/// # Errors
/// If a finding is unknown, no reason is given, or the file cannot be read or written.
pub(super) fn accept(arguments: &Accept) -> anyhow::Result<Outcome> {
    let (ids, paths) = inspect::split(&arguments.ids_and_paths, arguments.prune)?;
    let reason = arguments.reason.as_deref().unwrap_or_default().trim();
    if !ids.is_empty() && reason.is_empty() {
        bail!(
            "an accepted finding needs a reason that somebody else can check: --reason \"the ministry corrected the figure on \
             3 May\""
        );
    }
    if ids.is_empty() && !reason.is_empty() {
        bail!(
            "--reason is for findings, and none is named. Ids of findings begin with f- and stand in every report."
        );
    }
    let mut inputs = Inputs::read(&paths, &arguments.basis)?;
    let run = inputs.run(&arguments.against, |_| ())?;
    let named = arguments.baseline.as_deref();
    let file = place(named, &inputs.project);
    let mut baseline = match file.exists() {
        true => read(Some(&file), &arguments.basis, &inputs.project)?,
        false => Baseline::default(),
    };
    let view =
        View::new(&run, Selection::default()).with_baseline(&baseline, |key| is_gone(&inputs.project, key));
    let mut unknown = Vec::new();
    let mut accepted = Vec::new();
    for id in ids {
        match view.ids.find(id) {
            Some(Named::Finding(index)) => accepted.push(Accepted::of(&view, index, reason)),
            _ => unknown.push(id.as_str()),
        }
    }
    if !unknown.is_empty() {
        bail!(
            "{}: no such finding in these articles, so nothing was accepted. Ids of findings begin with f- and change when \
             the words of a claim change; run check again.",
            unknown.join(", ")
        );
    }
    let mut said = String::new();
    for entry in accepted {
        said.push_str(&format!("Accepted {} ({}) in {}.\n", entry.finding, entry.title, shown(&file)));
        baseline.accept(entry);
    }
    if arguments.prune {
        for entry in &view.stale {
            said.push_str(&format!("Took {} ({}) out of {}.\n", entry.finding, entry.title, shown(&file)));
            baseline.remove(&entry.finding);
        }
        if view.stale.is_empty() {
            said.push_str(&format!("Nothing in {} is out of date.\n", shown(&file)));
        }
    } else {
        say_stale(&view.stale, &file, "warning");
    }
    if !ids.is_empty() || (arguments.prune && !view.stale.is_empty()) {
        write(&file, &baseline.write())?;
    }
    output::report(&said, None)?;
    Ok(if run.errors.is_empty() { Outcome::Clean } else { Outcome::Incomplete })
}

/// Writes the file whole or not at all: a run that is cut off leaves the old one.
fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let fresh = file.with_extension("toml.new");
    std::fs::write(&fresh, text)
        .and_then(|()| std::fs::rename(&fresh, file))
        .with_context(|| format!("{} could not be written; check that its folder is writable", shown(file)))
}
