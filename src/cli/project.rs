//! Finds and reads the project file and the files beside articles.

use super::args::{Basis, Format};
use super::input;
use anyhow::Context;
use clap::ValueEnum;
use crosscheck::document::{DocumentError, Sidecars};
use crosscheck::project::{Project, sidecar_file};
use crosscheck::rules::fiscal::FiscalYears;
use crosscheck::rules::{RuleError, RuleFile, RuleSet};
use crosscheck::text::Position;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of a project file.
pub(super) const NAME: &str = "crosscheck.toml";

/// The ending of a file that tells about the article beside it: "page.meta.toml" about "page.html" or "page.txt".
pub(super) const SIDECAR: &str = ".meta.toml";

/// A project file with its place, or the working folder where there is none.
#[derive(Debug)]
pub(super) struct Opened {
    /// What it says.
    pub(super) says: Project,
    /// Its path as messages name it, if there is a file.
    pub(super) path: Option<String>,
    /// The folder that paths in it are meant from; canonical where that is possible.
    pub(super) root: PathBuf,
}

impl Opened {
    /// Reads the project file that is named, or the one in the folder of `near` or above it.
    ///
    /// # Errors
    /// If the file cannot be read, or everything that is wrong in it.
    pub(super) fn find(basis: &Basis, near: &Path) -> anyhow::Result<Self> {
        let here = || PathBuf::from(".").canonicalize().unwrap_or_else(|_| PathBuf::from("."));
        let file = match &basis.config {
            Some(file) => Some(file.clone()),
            None if basis.no_config => None,
            None => above(near),
        };
        let Some(file) = file else {
            return Ok(Self { says: Project::default(), path: None, root: here() });
        };
        let text = std::fs::read_to_string(&file).with_context(|| {
            format!("{} could not be read as text; check the name behind --config", file.display())
        })?;
        let path = shown(&file);
        let formats: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(|format| format.to_possible_value())
            .map(|value| value.get_name().to_owned())
            .collect();
        let names: Vec<&str> = formats.iter().map(String::as_str).collect();
        let says = Project::read(&RuleFile { path: path.clone(), text }, &names)
            .map_err(|errors| refused(&errors, &path, "project file"))?;
        let folder = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Ok(Self { says, path: Some(path), root: folder.canonicalize().unwrap_or(folder) })
    }

    /// A place of the project file, as messages name it.
    pub(super) fn place(&self, line: u32) -> String {
        format!("{}:{line}", self.path.as_deref().unwrap_or(NAME))
    }

    /// A path that stands in the project file, from the working folder.
    pub(super) fn inner(&self, path: &str) -> PathBuf {
        PathBuf::from(shown(&self.root.join(path)))
    }

    /// The rules of a run: the built-in ones, those of the folders named, and what the project says of financial years.
    ///
    /// # Errors
    /// If a folder cannot be read, or everything that is wrong in its files or with the places of the project file.
    pub(super) fn rules(&self, basis: &Basis) -> anyhow::Result<RuleSet> {
        let folders: Vec<PathBuf> = if basis.rules.is_empty() {
            let mut folders = Vec::new();
            for folder in &self.says.rules {
                let path = self.inner(&folder.value);
                if !path.is_dir() {
                    anyhow::bail!(
                        "{}: `rules` names {}, and there is no such folder. Paths are meant from the folder of the \
                         project file.",
                        self.place(folder.line),
                        path.display()
                    );
                }
                folders.push(path);
            }
            folders
        } else {
            basis.rules.clone()
        };
        let rules = input::rules(&folders)?;
        if self.says.fiscal_year.is_none() && self.says.fiscal_year_of.is_empty() {
            return Ok(rules);
        }
        let mut places = Vec::new();
        for (place, month) in &self.says.fiscal_year_of {
            let Some(name) = rules.places().canonical(&place.value) else {
                anyhow::bail!(
                    "{}: no place `{}` is known to the rules, so its financial years would never be read. Write it as \
                     the files of rules/places do (\"United States\"), or add it in a rule file of your own.",
                    self.place(place.line),
                    place.value
                );
            };
            places.push((name.into(), *month));
        }
        let default = self.says.fiscal_year.as_ref().map_or(FiscalYears::default().default, |it| it.value);
        Ok(rules.with_fiscal(FiscalYears { default, places }))
    }

    /// What the project file and the files beside articles tell about the articles of a run. A file that is wrong is an
    /// error of its own; the article is read without it.
    pub(super) fn sidecars(&self, files: &[(String, Vec<u8>)]) -> (Sidecars, Vec<DocumentError>) {
        let mut sidecars = Sidecars::default();
        let mut errors = Vec::new();
        let mut told: BTreeMap<PathBuf, Vec<(Option<&str>, usize)>> = BTreeMap::new();
        for (index, (path, _)) in self.says.articles.iter().enumerate() {
            let (file, number) = numbered(&path.value);
            let file = self.root.join(file);
            told.entry(file.canonicalize().unwrap_or(file)).or_default().push((number, index));
        }
        for (path, _) in files {
            if let Ok(real) = Path::new(path).canonicalize() {
                for (number, index) in told.remove(&real).unwrap_or_default() {
                    let name = number.map_or(path.clone(), |number| format!("{path}#{number}"));
                    sidecars.tell(&name, self.says.articles[index].1.clone());
                }
            }
            for beside in beside(path) {
                if !Path::new(&beside).is_file() {
                    continue;
                }
                match std::fs::read_to_string(&beside) {
                    Err(error) => errors.push(DocumentError {
                        path: beside,
                        problem: format!("it could not be read as text ({error})"),
                        advice: "The article is read without it.".to_owned(),
                        position: None,
                    }),
                    Ok(text) => match sidecar_file(&RuleFile { path: beside.clone(), text }) {
                        Ok(sidecar) => sidecars.tell(path, sidecar),
                        Err(wrong) => errors.extend(wrong.iter().map(|error| DocumentError {
                            path: beside.clone(),
                            problem: error.problem.clone(),
                            advice: error.advice.clone(),
                            position: Some(Position { line: error.line, column: error.column }),
                        })),
                    },
                }
            }
        }
        for (written, name) in &self.says.sources {
            sidecars.rename(&written.value, name);
        }
        // Two articles may share the file beside them ("page.html" and "page.txt").
        errors.sort_by(|a, b| {
            (&a.path, a.position.map(|it| it.line)).cmp(&(&b.path, b.position.map(|it| it.line)))
        });
        errors.dedup();
        (sidecars, errors)
    }

    /// Entries of the project file about files that are not there: they tell nothing.
    pub(super) fn about_nothing(&self) -> Vec<String> {
        let missing = |path: &str| !self.root.join(numbered(path).0).exists();
        self.says
            .articles
            .iter()
            .filter(|(path, _)| missing(&path.value))
            .map(|(path, _)| {
                format!(
                    "warning: {}: `{}` is no file; paths are meant from the folder of the project file.",
                    self.place(path.line),
                    path.value
                )
            })
            .collect()
    }
}

/// A path as ids are made of it: from the folder of the project, also where the file lies elsewhere.
pub(super) fn key(root: &Path, path: &str) -> String {
    let (file, number) = numbered(path);
    let Ok(real) = Path::new(file).canonicalize() else { return path.to_owned() };
    let key = relative(root, &real);
    number.map_or(key.clone(), |number| format!("{key}#{number}"))
}

/// The way from one folder to a file or folder; both are canonical.
fn relative(from: &Path, to: &Path) -> String {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The project file in a folder, that of a file, or the next one above it.
pub(super) fn above(near: &Path) -> Option<PathBuf> {
    let near = if near.as_os_str() == "-" { Path::new(".") } else { near };
    let near = near.canonicalize().ok()?;
    near.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file())
}

/// The path of a feed's file, and the number of the article in it: "feed.json#2".
pub(super) fn numbered(path: &str) -> (&str, Option<&str>) {
    match path.rsplit_once('#') {
        Some((file, number)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
            (file, Some(number))
        }
        _ => (path, None),
    }
}

/// The files that may tell about an article, those that say more last: "page.meta.toml", "page.txt.meta.toml".
fn beside(path: &str) -> Vec<String> {
    let stem = Path::new(path).with_extension("");
    vec![format!("{}{SIDECAR}", stem.to_string_lossy().replace('\\', "/")), format!("{path}{SIDECAR}")]
}

/// A path as messages name it: from the working folder. A relative one is so already.
pub(super) fn shown(path: &Path) -> String {
    let text = if path.is_absolute() {
        // A file that is still to be written has no canonical path, but its folder has.
        let folder = path.parent().and_then(|parent| parent.canonicalize().ok()).unwrap_or_default();
        let here = PathBuf::from(".").canonicalize().unwrap_or_default();
        relative(&here, &folder.join(path.file_name().unwrap_or_default()))
    } else {
        path.to_string_lossy().replace('\\', "/")
    };
    match text.strip_prefix("./").unwrap_or(&text) {
        "" => ".".to_owned(),
        text => text.to_owned(),
    }
}

/// The error that lists everything that is wrong in a file.
pub(super) fn refused(errors: &[RuleError], path: &str, kind: &str) -> anyhow::Error {
    let count = match errors.len() {
        1 => "something is".to_owned(),
        count => format!("{count} things are"),
    };
    let list: Vec<String> = errors
        .iter()
        .map(|error| format!("{error}\n    {}\n    {}", error.excerpt.trim(), error.advice))
        .collect();
    anyhow::anyhow!("{count} wrong in the {kind} {path}:\n{}", list.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_of_a_feed_has_a_number_behind_its_path() {
        assert_eq!(numbered("feed.json#2"), ("feed.json", Some("2")));
        assert_eq!(numbered("a#b.txt"), ("a#b.txt", None));
    }

    #[test]
    fn a_file_beside_an_article_has_its_name_with_or_without_the_extension() {
        assert_eq!(beside("news/a.txt"), ["news/a.meta.toml", "news/a.txt.meta.toml"]);
    }
}
