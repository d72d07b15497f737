//! The settings of a run, each with whence it comes: the command line, else the project file, else a default.

use super::args::{Check, Format};
use super::project::{Opened, shown};
use anyhow::Context;
use clap::ValueEnum;
use crosscheck::judge::{Severity, Verdict};
use crosscheck::project::Placed;

/// A value and whence it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting<T> {
    /// The value in force.
    pub(super) value: T,
    /// Whence it comes, as [`print`] says it.
    pub(super) from: String,
}

impl<T> Setting<T> {
    /// The value of the command line, else of the project file, else the default.
    fn choose(given: Option<T>, option: &str, project: &Opened, file: Option<Placed<T>>, default: T) -> Self {
        match (given, file) {
            (Some(value), _) => Self { value, from: option.to_owned() },
            (None, Some(placed)) => Self { value: placed.value, from: project.place(placed.line) },
            (None, None) => Self { value: default, from: "default".to_owned() },
        }
    }
}

/// What a check does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// How the report is written.
    pub(super) format: Setting<Format>,
    /// The severity from which a finding makes the run fail; none if no finding does.
    pub(super) fail_on: Setting<Option<Severity>>,
    /// The least severity that is reported.
    pub(super) min_severity: Setting<Severity>,
    /// The verdicts that are reported; all if empty.
    pub(super) only: Setting<Vec<Verdict>>,
}

impl Settings {
    /// Settles what the command line and the project file say.
    ///
    /// # Errors
    /// If nothing says which format the report is to be written in.
    pub(super) fn settle(check: &Check, project: &Opened) -> anyhow::Result<Self> {
        let says = &project.says;
        let only: Vec<Verdict> = check.only.iter().map(|verdict| (*verdict).into()).collect();
        Ok(Self {
            format: format(check, project)?,
            fail_on: Setting::choose(
                check.fail_on.map(super::args::FailOn::severity),
                "--fail-on",
                project,
                says.fail_on.clone(),
                Some(Severity::Warning),
            ),
            min_severity: Setting::choose(
                check.min_severity.map(Into::into),
                "--min-severity",
                project,
                says.min_severity.clone(),
                Severity::Note,
            ),
            only: Setting::choose(
                (!only.is_empty()).then_some(only),
                "--only",
                project,
                says.only.clone(),
                Vec::new(),
            ),
        })
    }
}

/// The format asked for, or the one that the extension of the file stands for, or that of the project.
fn format(check: &Check, project: &Opened) -> anyhow::Result<Setting<Format>> {
    if let Some(format) = check.format {
        return Ok(Setting { value: format, from: "--format".to_owned() });
    }
    let file = project.says.format.as_ref().and_then(|format| {
        let value = Format::from_str(&format.value, false).ok()?;
        Some(Setting { value, from: project.place(format.line) })
    });
    let Some(output) = check.output.as_deref() else {
        return Ok(file.unwrap_or(Setting { value: Format::Text, from: "default".to_owned() }));
    };
    Format::of_file(output)
        .map(|value| Setting { value, from: format!("the extension of {}", output.display()) })
        .or(file)
        .with_context(|| {
            format!(
                "{}: the extension does not say which format to write. Use .html, .md, .txt, .json, .jsonl, .csv or .sarif, or add --format.",
                output.display()
            )
        })
}

/// The settings as lines that a project file may hold, each with whence it comes.
pub(super) fn print(check: &Check, project: &Opened, settings: &Settings) -> String {
    let says = &project.says;
    let mut lines = Vec::new();
    let mut line = |setting: String, from: &str| lines.push((setting, from.to_owned()));
    let folders: Vec<(String, String)> = if check.input.basis.rules.is_empty() {
        says.rules.iter().map(|it| (it.value.clone(), project.place(it.line))).collect()
    } else {
        check.input.basis.rules.iter().map(|it| (shown(it), "--rules".to_owned())).collect()
    };
    let names: Vec<&str> = folders.iter().map(|(folder, _)| folder.as_str()).collect();
    line(
        format!("rules = {}", list(&names)),
        folders.first().map_or("default: the built-in ones alone", |(_, from)| from),
    );
    let format = settings.format.value.to_possible_value();
    let format = format.as_ref().map_or("", clap::builder::PossibleValue::get_name);
    line(format!("format = {}", quoted(format)), &settings.format.from);
    let bar = settings.fail_on.value.map_or("never", Severity::name);
    line(format!("fail-on = {}", quoted(bar)), &settings.fail_on.from);
    let bar = settings.min_severity.value.name();
    line(format!("min-severity = {}", quoted(bar)), &settings.min_severity.from);
    if settings.only.value.is_empty() {
        line("# only = [...]".to_owned(), "default: all verdicts");
    } else {
        let verdicts: Vec<&str> = settings.only.value.iter().map(|verdict| verdict.name()).collect();
        line(format!("only = {}", list(&verdicts)), &settings.only.from);
    }
    let accepted = shown(&super::baseline::place(check.baseline.as_deref(), project));
    let from = match (&check.baseline, &says.baseline) {
        (Some(_), _) => "--baseline".to_owned(),
        (None, Some(file)) => project.place(file.line),
        (None, None) => "default".to_owned(),
    };
    line(format!("baseline = {}", quoted(&accepted)), &from);
    if let Some(cache) = &says.cache {
        let folder = cache.value.as_deref().map_or("false".to_owned(), quoted);
        line(format!("cache = {folder}"), &project.place(cache.line));
    }
    let month = |month: i8| quoted(crosscheck::period::month_name(month));
    match (&says.fiscal_year, says.fiscal_year_of.as_slice()) {
        (None, []) => {
            line(format!("fiscal-year = {}", month(4)), "default; places that the rules know have their own")
        }
        (Some(default), []) => {
            line(format!("fiscal-year = {}", month(default.value)), &project.place(default.line))
        }
        (default, places) => {
            line("[fiscal-year]".to_owned(), "");
            if let Some(default) = default {
                line(format!("default = {}", month(default.value)), &project.place(default.line));
            }
            for (place, first) in places {
                line(format!("{} = {}", quoted(&place.value), month(*first)), &project.place(place.line));
            }
        }
    }
    if !says.sources.is_empty() {
        line("[sources]".to_owned(), "");
    }
    for (written, name) in &says.sources {
        line(format!("{} = {}", quoted(&written.value), quoted(name)), &project.place(written.line));
    }
    for (path, _) in &says.articles {
        line(format!("# [articles.{}]", quoted(&path.value)), &project.place(path.line));
    }
    let mut text = match &project.path {
        Some(path) => format!("# Project file: {path}\n"),
        None => "# No project file; `crosscheck init` writes one.\n".to_owned(),
    };
    let width = lines.iter().map(|(setting, _)| setting.chars().count()).max().unwrap_or(0);
    for (setting, from) in lines {
        let gap = if from.is_empty() { String::new() } else { format!("  # {from}") };
        text.push_str(format!("{setting:<width$}{gap}").trim_end());
        text.push('\n');
    }
    text
}

fn list(texts: &[&str]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
