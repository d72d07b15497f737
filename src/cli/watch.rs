//! Runs a check again whenever something changes that it reads.
//!
//! Changes come from the system ([`notify`]), in bursts: an editor writes another file and renames it. A run begins when a
//! burst is over. A run that fails, because a file is gone for a moment or a rule is half written, is said, and watching goes
//! on. Ctrl-C ends it.

use super::args::Check;
use super::memory::Memory;
use super::{Outcome, check, input, output};
use anyhow::{Context, bail};
use notify::{Event, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// A burst of changes is over when nothing changed for so long.
const QUIET: Duration = Duration::from_millis(120);
/// A burst that does not end is taken for over after so long.
const LONGEST: Duration = Duration::from_secs(2);

/// Checks, and checks again after each change.
///
/// # Errors
/// If the places cannot be watched.
pub(super) fn run(check: &Check) -> anyhow::Result<Outcome> {
    if check.input.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("standard input cannot be watched. Name the file that the draft is in.");
    }
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // The receiver is gone only when the program ends.
        let _ = sender.send(event);
    })
    .context("the system does not tell of changes; run without --watch")?;
    // What changes during the first run is seen too.
    let watched = Watched::of(check);
    for (place, mode) in &watched.places {
        watcher.watch(place, *mode).with_context(|| {
            format!(
                "{} cannot be watched; a system may limit how many folders are (on Linux \
                 fs.inotify.max_user_watches)",
                place.display()
            )
        })?;
    }
    let mut memory = Memory::default();
    loop {
        if let Err(error) = check::once(check, Some(&mut memory)) {
            output::complain(&format!("error: {error:#}"));
        }
        let (anew, all) = memory.anew;
        let files = if all == 1 { "file" } else { "files" };
        output::complain(&format!("watching: {anew} of {all} {files} read; Ctrl-C ends"));
        let changed = watched.wait(&events)?;
        begin(&changed);
    }
}

/// Parts the next report from the last one.
fn begin(changed: &Path) {
    let mut out = std::io::stdout().lock();
    if out.is_terminal() {
        // Clears the screen and what was scrolled away, and begins at the top.
        let _ = write!(out, "\x1b[2J\x1b[3J\x1b[H").and_then(|()| out.flush());
    }
    output::complain(&format!("---- {} changed", input::name(changed)));
}

/// What is watched.
struct Watched {
    /// Folders, with or without those in them.
    places: BTreeMap<PathBuf, RecursiveMode>,
    /// Files that were named, whatever they are called.
    named: Vec<PathBuf>,
    /// The report, which changes with every run.
    output: Option<PathBuf>,
}

impl Watched {
    fn of(check: &Check) -> Self {
        let mut watched =
            Self { places: BTreeMap::new(), named: Vec::new(), output: check.output.as_deref().map(real) };
        let basis = &check.input.basis;
        for path in check.input.paths.iter().chain(&check.against.against).chain(&basis.rules) {
            watched.add(path);
        }
        match &basis.config {
            Some(file) => watched.add(file),
            None if basis.no_config => {}
            None => {
                let file = check.input.paths.first().and_then(|path| super::project::above(path));
                file.iter().for_each(|file| watched.add(file));
            }
        }
        watched
    }

    fn add(&mut self, path: &Path) {
        let path = real(path);
        if path.is_dir() {
            self.places.insert(path, RecursiveMode::Recursive);
        } else if let Some(folder) = path.parent() {
            // An editor may put another file in place of the one that is watched; its folder stays.
            self.places.entry(folder.to_owned()).or_insert(RecursiveMode::NonRecursive);
            self.named.push(path);
        }
    }

    /// Waits for a change that matters and for the end of its burst; gives what changed first.
    fn wait(&self, events: &Receiver<notify::Result<Event>>) -> anyhow::Result<PathBuf> {
        let changed = loop {
            match events.recv().context("the system stopped telling of changes")? {
                Ok(event) => {
                    if let Some(path) = self.what_matters(&event) {
                        break path;
                    }
                }
                Err(error) => output::complain(&format!("note: {error}")),
            }
        };
        let begun = Instant::now();
        while begun.elapsed() < LONGEST && events.recv_timeout(QUIET).is_ok() {}
        Ok(changed)
    }

    /// The first path of an event that a run reads.
    fn what_matters(&self, event: &Event) -> Option<PathBuf> {
        if event.kind.is_access() {
            return None;
        }
        event.paths.iter().find(|path| self.is_read(path)).cloned()
    }

    fn is_read(&self, path: &Path) -> bool {
        if self.output.as_deref() == Some(path) {
            return false;
        }
        if self.named.iter().any(|named| named == path) {
            return true;
        }
        let folder = self
            .places
            .iter()
            .filter(|(folder, mode)| **mode == RecursiveMode::Recursive && path.starts_with(folder))
            .map(|(folder, _)| folder)
            .next_back();
        let Some(inner) = folder.and_then(|folder| path.strip_prefix(folder).ok()) else { return false };
        let hidden = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with('.') && part != ".ignore";
        if inner.iter().any(hidden) {
            return false;
        }
        // A folder that came or went has no extension.
        path.extension().is_none_or(|extension| extension == "toml" || extension == "ignore")
            || input::is_article_name(path)
    }
}

/// A path as the system tells of it.
fn real(path: &Path) -> PathBuf {
    path.canonicalize()
        .or_else(|_| {
            // The report is not there before the first run.
            let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
            folder.canonicalize().map(|folder| folder.join(path.file_name().unwrap_or_default()))
        })
        .unwrap_or_else(|_| path.to_owned())
}
