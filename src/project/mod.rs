//! What a project says about its articles and its reports: the file `crosscheck.toml`, and files beside articles.
//!
//! `(path, text)` → [`Project`] or [`Sidecar`], or *all* the errors, each with file, line, column and advice. A key that is
//! not known is an error, because a setting that is passed over in silence is worse than none.
//!
//! Not here: finding and reading the files, and what the command line says against them (`cli`).

use crate::document::Sidecar;
use crate::judge::{Severity, Verdict};
use crate::period::month_named;
pub use crate::rules::Placed;
use crate::rules::{Keys, RuleError, RuleFile, one_of, or_one};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a project file says. What it leaves open is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// Folders of rule files, beside the project file; a later one stands over an earlier one.
    pub rules: Vec<Placed<String>>,
    /// The format of reports.
    pub format: Option<Placed<String>>,
    /// The severity from which a finding makes a run fail; none if no finding does.
    pub fail_on: Option<Placed<Option<Severity>>>,
    /// The least severity that is reported.
    pub min_severity: Option<Placed<Severity>>,
    /// The verdicts that are reported.
    pub only: Option<Placed<Vec<Verdict>>>,
    /// The file of accepted findings, beside the project file.
    pub baseline: Option<Placed<String>>,
    /// The folder in which readings are kept, beside the project file; none if nothing is kept.
    pub cache: Option<Placed<Option<String>>>,
    /// The month, 1 to 12, in which a financial year begins.
    pub fiscal_year: Option<Placed<i8>>,
    /// The same for places, by their names.
    pub fiscal_year_of: Vec<(Placed<String>, i8)>,
    /// Sources as articles name them, and the names that reports use.
    pub sources: Vec<(Placed<String>, String)>,
    /// What is told about articles, by their paths beside the project file.
    pub articles: Vec<(Placed<String>, Sidecar)>,
}

const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("note", Some(Severity::Note)),
    ("info", Some(Severity::Info)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// The names of verdicts in files.
pub(crate) const VERDICTS: [(&str, Verdict); 4] = [
    ("discrepancy", Verdict::Discrepancy),
    ("unclear", Verdict::Unclear),
    ("explained", Verdict::Explained),
    ("agreement", Verdict::Agreement),
];

impl Project {
    /// Reads a project file; `formats` are the names of the formats that there are.
    ///
    /// ```
    /// use crosscheck::project::Project;
    /// use crosscheck::rules::RuleFile;
    /// let file = RuleFile { path: "crosscheck.toml".into(), text: "formt = \"json\"".into() };
    /// let errors = Project::read(&file, &["text", "json"]).expect_err("a slip of the pen");
    /// assert_eq!(errors[0].to_string(), "crosscheck.toml:1:1: `formt` is not a key here");
    /// assert!(errors[0].advice.starts_with("Did you mean `format`?"));
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn read(file: &RuleFile, formats: &[&str]) -> Result<Self, Vec<RuleError>> {
        let mut errors = Vec::new();
        let mut project = Self::default();
        if let Some(mut keys) = Keys::open(file, &mut errors) {
            project.rules = keys.texts("rules").unwrap_or_default();
            let formats: Vec<(&str, &str)> = formats.iter().map(|name| (*name, *name)).collect();
            project.format = keys
                .named("format", &formats)
                .map(|format| Placed { value: format.value.to_owned(), line: format.line });
            let bars: Vec<_> = SEVERITIES.into_iter().chain([("never", None)]).collect();
            project.fail_on = keys.named("fail-on", &bars);
            project.min_severity = keys
                .named("min-severity", &SEVERITIES)
                .and_then(|bar| bar.value.map(|value| Placed { value, line: bar.line }));
            project.only = only(&mut keys);
            project.baseline = keys.text("baseline");
            project.cache = cache(&mut keys);
            fiscal_year(&mut keys, &mut project);
            if let Some(table) =
                keys.table("sources", "[sources], and under it: \"bbc.co.uk\" = \"BBC News\"")
            {
                for (written, name) in table {
                    let (at, written) = (written.span().start, written.into_inner().into_owned());
                    if let Some(name) = keys.as_text(&written, name) {
                        project.sources.push((keys.placed(at, written), name));
                    }
                }
            }
            let example = "[articles.\"saved/page.txt\"], and under it: source = \"...\"";
            if let Some(table) = keys.table("articles", example) {
                for (path, value) in table {
                    let (at, path) = (path.span().start, path.into_inner().into_owned());
                    let Some(table) = keys.as_table(&path, value, example) else { continue };
                    let told = sidecar(Keys::new(file, table, keys.errors));
                    project.articles.push((keys.placed(at, path), told));
                }
            }
            keys.close();
        }
        all_or_errors(project, errors)
    }
}

/// Reads the file beside an article that tells about it.
///
/// ```
/// use crosscheck::project;
/// use crosscheck::rules::RuleFile;
/// let file = RuleFile { path: "a.meta.toml".into(), text: "source = \"The Lantern\"\npublished = 2024-11-28".into() };
/// assert_eq!(project::sidecar_file(&file).expect("it reads").source.as_deref(), Some("The Lantern"));
/// ```
///
/// # Errors
/// Everything that is wrong in it.
pub fn sidecar_file(file: &RuleFile) -> Result<Sidecar, Vec<RuleError>> {
    let mut errors = Vec::new();
    let told = Keys::open(file, &mut errors).map(sidecar).unwrap_or_default();
    all_or_errors(told, errors)
}

fn all_or_errors<T>(value: T, mut errors: Vec<RuleError>) -> Result<T, Vec<RuleError>> {
    errors.sort_by_key(|error| (error.line, error.column));
    if errors.is_empty() { Ok(value) } else { Err(errors) }
}

/// What a table tells about an article.
fn sidecar(mut keys: Keys<'_, '_>) -> Sidecar {
    let mut text = |key| keys.text(key).map(|text| text.value);
    let told =
        Sidecar { source: text("source"), title: text("title"), url: text("url"), ..Sidecar::default() };
    let published = keys.take("published").and_then(|value| {
        let at = value.span().start;
        let text = keys.as_text("published", value)?;
        let date = Sidecar::date(&text);
        if date.is_none() {
            let problem = format!("`published` is `{text}`, which is not a date");
            keys.wrong(at, problem, "Write it as year-month-day: published = 2024-11-28");
        }
        date
    });
    let authors = keys.texts("authors").unwrap_or_default();
    let told = Sidecar { published, authors: authors.into_iter().map(|it| it.value).collect(), ..told };
    keys.close();
    told
}

fn only(keys: &mut Keys<'_, '_>) -> Option<Placed<Vec<Verdict>>> {
    let list = keys.take("only")?;
    let at = list.span().start;
    let mut verdicts = Vec::new();
    for entry in or_one(list) {
        let at = entry.span().start;
        if let Some(text) = keys.as_text("only", entry)
            && let Some(verdict) = keys.name("only", at, &text, &VERDICTS)
        {
            verdicts.push(verdict);
        }
    }
    Some(keys.placed(at, verdicts))
}

/// A folder, or `false` where nothing is to be kept.
fn cache(keys: &mut Keys<'_, '_>) -> Option<Placed<Option<String>>> {
    let value = keys.take("cache")?;
    let at = value.span().start;
    if matches!(value.get_ref(), DeValue::Boolean(false)) {
        return Some(keys.placed(at, None));
    }
    let folder = keys.as_text("cache", value)?;
    Some(keys.placed(at, Some(folder)))
}

/// A month, or a table of months by place with a `default`.
fn fiscal_year(keys: &mut Keys<'_, '_>, project: &mut Project) {
    let Some(value) = keys.take("fiscal-year") else { return };
    let at = value.span().start;
    let table: DeTable<'_> = match value.into_inner() {
        DeValue::Table(table) => table,
        one => {
            let month = month(keys, "fiscal-year", Spanned::new(at..at, one));
            project.fiscal_year = month.map(|month| keys.placed(at, month));
            return;
        }
    };
    for (name, value) in table {
        let (at, name) = (name.span().start, name.into_inner().into_owned());
        let Some(month) = month(keys, &name, value) else { continue };
        if name == "default" {
            project.fiscal_year = Some(keys.placed(at, month));
        } else {
            project.fiscal_year_of.push((keys.placed(at, name), month));
        }
    }
}

fn month(keys: &mut Keys<'_, '_>, key: &str, value: Spanned<DeValue<'_>>) -> Option<i8> {
    let at = value.span().start;
    let text = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        _ => String::new(),
    };
    let month = month_named(&text);
    if month.is_none() {
        let months: Vec<&str> = (1..=12).map(crate::period::month_name).collect();
        let problem = format!("`{key}` is not the name of a month");
        keys.wrong(at, problem, one_of(&text, &months));
    }
    month
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Project, Vec<RuleError>> {
        let file = RuleFile { path: "crosscheck.toml".into(), text: text.into() };
        Project::read(&file, &["text", "markdown"])
    }

    #[test]
    fn every_setting_is_read_with_its_line() {
        let project = read(
            "rules = [\"mine\"]\nformat = \"markdown\"\nfail-on = \"never\"\nmin-severity = \"info\"\n\
             only = [\"unclear\", \"discrepancy\"]\nbaseline = \"b.toml\"\ncache = false\nfiscal-year = \"April\"\n\
             [sources]\n\"bbc.co.uk\" = \"BBC News\"\n\
             [articles.\"a/b.txt\"]\nsource = \"The Lantern\"\npublished = 2024-11-28\nauthors = \"Ann Lee\"\n",
        )
        .expect("it reads");
        assert_eq!(project.rules, [Placed { value: "mine".to_owned(), line: 1 }]);
        assert_eq!(project.format, Some(Placed { value: "markdown".to_owned(), line: 2 }));
        assert_eq!(project.fail_on, Some(Placed { value: None, line: 3 }));
        assert_eq!(project.min_severity, Some(Placed { value: Severity::Info, line: 4 }));
        let only = vec![Verdict::Unclear, Verdict::Discrepancy];
        assert_eq!(project.only, Some(Placed { value: only, line: 5 }));
        assert_eq!(project.cache, Some(Placed { value: None, line: 7 }));
        assert_eq!(project.fiscal_year, Some(Placed { value: 4, line: 8 }));
        assert_eq!(project.sources[0].1, "BBC News");
        let (path, told) = &project.articles[0];
        assert_eq!((path.value.as_str(), path.line), ("a/b.txt", 11));
        assert_eq!(told.authors, ["Ann Lee"]);
        assert_eq!(told.published.map(|(date, _)| date.to_string()).as_deref(), Some("2024-11-28"));
    }

    #[test]
    fn a_financial_year_may_begin_with_another_month_in_each_place() {
        let project =
            read("[fiscal-year]\ndefault = \"July\"\n\"United States\" = \"October\"\n").expect("it reads");
        assert_eq!(project.fiscal_year.map(|it| it.value), Some(7));
        let (place, month) = &project.fiscal_year_of[0];
        assert_eq!((place.value.as_str(), *month), ("United States", 10));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_its_place() {
        let errors = read(
            "formt = \"text\"\nformat = \"markdwon\"\nfail-on = 3\nonly = [\"discrepency\"]\nbaseline = \"\"\n\
             fiscal-year = \"Aprill\"\nsources = \"bbc\"\n[articles.\"a.txt\"]\nsorce = \"x\"\npublished = \"soon\"\n",
        )
        .expect_err("much is wrong");
        let said: Vec<String> = errors
            .iter()
            .map(|error| format!("{error}. {}", error.advice.split(" Known are").next().unwrap_or_default()))
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r#"
        crosscheck.toml:1:1: `formt` is not a key here. Did you mean `format`?
        crosscheck.toml:2:10: `format` is `markdwon`, which is none of its values. Did you mean `markdown`?
        crosscheck.toml:3:11: `fail-on` is a number, not a text. Put it in quotation marks.
        crosscheck.toml:4:9: `only` is `discrepency`, which is none of its values. Did you mean `discrepancy`?
        crosscheck.toml:5:12: `baseline` is empty. Give it a value, or take the line away.
        crosscheck.toml:6:15: `fiscal-year` is not the name of a month. Did you mean `April`?
        crosscheck.toml:7:11: `sources` is a text, not a table. Write it as: [sources], and under it: "bbc.co.uk" = "BBC News"
        crosscheck.toml:9:1: `sorce` is not a key here. Did you mean `source`?
        crosscheck.toml:10:13: `published` is `soon`, which is not a date. Write it as year-month-day: published = 2024-11-28
        "#);
    }

    #[test]
    fn a_file_that_is_no_toml_has_every_error_of_syntax_and_no_others() {
        let errors = read("format = text\nonly = \n").expect_err("no TOML");
        assert!(errors.iter().all(|error| error.line <= 2 && error.advice.starts_with("Values are written")));
        let errors = read("format = \"text\"\nformat = \"text\"\n").expect_err("a key twice");
        assert_eq!(errors[0].advice, "Keep one of the two.");
    }
}
