//! Finds and reads articles and rule files.
//!
//! Folders are walked in the order of names, without hidden files. In a folder, files with another extension than those
//! of articles are passed over, as are README files and JSON files that hold no article (they are data that lies
//! beside articles, such as gold files): what was passed over is said on a terminal. A file that is named as an
//! argument is always read.

use super::baseline;
use super::kept::State;
use super::project::{NAME, SIDECAR, refused};
use anyhow::{Context, bail};
use crosscheck::document::DocumentError;
use crosscheck::rules::{RuleFile, RuleSet};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Extensions of articles, in lower case.
const EXTENSIONS: [&str; 10] =
    ["md", "markdown", "html", "htm", "xhtml", "txt", "pdf", "docx", "json", "jsonl"];

/// What was found at the paths of a command line.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Paths and bytes of files.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Files and folders that could not be read.
    pub(super) errors: Vec<DocumentError>,
    /// Files in folders that were passed over because of their name.
    pub(super) passed_over: Vec<String>,
    /// Paths of files that were found by walking, not named.
    walked: BTreeSet<String>,
}

impl Found {
    /// Takes away the errors of JSON files that were only met in a folder and hold no article, and returns their paths.
    pub(super) fn without_articles(&self, errors: &mut Vec<DocumentError>) -> Vec<String> {
        let mut paths = Vec::new();
        errors.retain(|error| {
            let is_data =
                self.walked.contains(&error.path) && error.path.ends_with(".json") && is_json(&error.path);
            if is_data {
                paths.push(error.path.clone());
            }
            !is_data
        });
        paths
    }
}

/// Whether a file holds well-formed JSON.
fn is_json(path: &str) -> bool {
    std::fs::read(path).is_ok_and(|bytes| serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok())
}

/// Reads all files at the paths.
///
/// # Errors
/// If a path does not exist, or there is no article at any of them.
pub(super) fn read(paths: &[PathBuf]) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("standard input could not be read")?;
            if seen.insert(PathBuf::from("-")) {
                found.files.push(("stdin".to_owned(), bytes));
            }
        } else if path.is_dir() {
            walk(path, &mut seen, &mut found);
        } else if path.exists() {
            read_file(path, &mut seen, &mut found);
        } else {
            bail!(
                "{}: there is no such file or folder. Check the spelling, or give the folder that holds the articles.",
                path.display()
            );
        }
    }
    if found.files.is_empty() && found.errors.is_empty() {
        bail!(
            "no article found. Articles are files that end in .{}; name a file to read it whatever its name is.",
            EXTENSIONS.join(" .")
        );
    }
    Ok(found)
}

fn walk(folder: &Path, seen: &mut BTreeSet<PathBuf>, found: &mut Found) {
    for entry in walker(folder) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir()) => {
                if is_article_name(entry.path()) {
                    found.walked.insert(name(entry.path()));
                    read_file(entry.path(), seen, found);
                } else if !is_about_articles(entry.path()) {
                    found.passed_over.push(name(entry.path()));
                }
            }
            Ok(_) => {}
            Err(error) => found.errors.push(unwalkable(folder, &error)),
        }
    }
}

/// Walks a folder. An `.ignore` file in it names files that are not articles, such as notes kept beside them; what git
/// ignores is read, because a folder of downloaded articles often is ignored by git.
fn walker(folder: &Path) -> ignore::Walk {
    ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .ignore(true)
        .hidden(true)
        .sort_by_file_path(Path::cmp)
        .build()
}

fn unwalkable(folder: &Path, error: &ignore::Error) -> DocumentError {
    DocumentError {
        path: name(folder),
        problem: format!("a part of the folder could not be walked: {error}"),
        advice: "Check its permissions.".to_owned(),
        position: None,
    }
}

/// A file of an archive, not read yet.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it is called from run to run, wherever the run was started: its path in the archive.
    pub(super) key: String,
    /// What it shows without being read.
    pub(super) state: State,
}

/// The files at the paths of an archive.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The files, in the order of their paths.
    pub(super) files: Vec<Listed>,
    /// Folders that could not be walked.
    pub(super) errors: Vec<DocumentError>,
}

/// Lists the files at the paths of an archive, as [`read`] finds them, and reads none.
///
/// # Errors
/// If a path does not exist, or there is no article at any of them.
pub(super) fn list(paths: &[PathBuf]) -> anyhow::Result<Listing> {
    let mut listing = Listing::default();
    for (path, number) in paths.iter().zip(0..) {
        if path.is_dir() {
            for entry in walker(path) {
                match entry {
                    Ok(entry) if entry.path().is_file() && is_article_name(entry.path()) => {
                        let inner = entry.path().strip_prefix(path).unwrap_or(entry.path());
                        let key = format!("{number}/{}", name(inner));
                        let state = entry.metadata().map(|it| State::of(&it)).unwrap_or_default();
                        listing.files.push(Listed { path: entry.into_path(), key, state });
                    }
                    Ok(_) => {}
                    Err(error) => listing.errors.push(unwalkable(path, &error)),
                }
            }
        } else if path.is_file() {
            let state = path.metadata().map(|it| State::of(&it)).unwrap_or_default();
            listing.files.push(Listed { path: path.clone(), key: number.to_string(), state });
        } else {
            bail!(
                "{}: there is no such archive. Give the folder that holds the articles to compare with.",
                path.display()
            );
        }
    }
    if listing.files.is_empty() && listing.errors.is_empty() {
        bail!("no article found in the archive. Articles are files that end in .{}.", EXTENSIONS.join(" ."));
    }
    Ok(listing)
}

/// Takes away the errors of JSON files that hold no article; in an archive they are data that lies beside articles.
pub(super) fn without_data(errors: &mut Vec<DocumentError>) {
    errors.retain(|error| !(error.path.ends_with(".json") && is_json(&error.path)));
}

/// Whether a file of that name in a folder is an article.
pub(super) fn is_article_name(path: &Path) -> bool {
    let lower = |part: Option<&std::ffi::OsStr>| {
        part.map(|part| part.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
    };
    EXTENSIONS.contains(&lower(path.extension()).as_str()) && lower(path.file_stem()) != "readme"
}

/// Whether a file is read for what it says about articles, and not as one.
fn is_about_articles(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name == NAME || name == baseline::NAME || name.ends_with(SIDECAR)
}

fn read_file(path: &Path, seen: &mut BTreeSet<PathBuf>, found: &mut Found) {
    // One file given twice, by itself and by its folder, is one article.
    if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
        return;
    }
    match std::fs::read(path) {
        Ok(bytes) => found.files.push((name(path), bytes)),
        Err(error) => found.errors.push(unreadable(path, &error)),
    }
}

/// Why a file could not be read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> DocumentError {
    DocumentError {
        path: name(path),
        problem: format!("it could not be read ({error})"),
        advice: "Check that the file is still there and that you may read it.".to_owned(),
        position: None,
    }
}

/// A path as reports print it: with `/` between folders and without a leading `./`.
pub(super) fn name(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}

/// The built-in rules with those of folders laid over them; a later folder stands over an earlier one.
///
/// # Errors
/// If a folder cannot be read, or everything that is wrong in the files.
pub(super) fn rules(folders: &[PathBuf]) -> anyhow::Result<RuleSet> {
    let mut files: BTreeMap<String, (&Path, RuleFile)> = BTreeMap::new();
    for folder in folders {
        files.extend(
            rule_files(folder)?.into_iter().map(|file| (file.path.clone(), (folder.as_path(), file))),
        );
    }
    let all: Vec<RuleFile> = files.values().map(|(_, file)| file.clone()).collect();
    RuleSet::load(&all).map_err(|mut errors| {
        for error in &mut errors {
            if let Some((folder, _)) = files.get(&error.path) {
                error.path = format!("{}/{}", name(folder), error.path);
            }
        }
        let list: Vec<String> = folders.iter().map(|folder| name(folder)).collect();
        refused(&errors, &list.join(", "), "rules of")
    })
}

/// The rule files of a folder.
///
/// # Errors
/// If the folder or one of its files cannot be read.
pub(super) fn rule_files(folder: &Path) -> anyhow::Result<Vec<RuleFile>> {
    if !folder.is_dir() {
        bail!(
            "{}: there is no such folder of rules. Check the spelling; `crosscheck rules new aliases NAME` writes a first file.",
            folder.display()
        );
    }
    let mut files = Vec::new();
    let walk = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        let entry = entry.context("the folder of rules could not be walked")?;
        if entry.path().extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(entry.path())
                .with_context(|| format!("{} could not be read as text", entry.path().display()))?;
            let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            files.push(RuleFile { path: name(inner), text });
        }
    }
    if files.is_empty() {
        bail!(
            "{}: no rule file (.toml) found there or below. Rule files stand in folders named after their kind, such as \
             aliases/jobs.toml.",
            folder.display()
        );
    }
    Ok(files)
}
