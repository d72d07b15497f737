//! Holds drafts against an archive: finds what is near, and reads only that.
//!
//! Every file of the archive is read once, for what it is found by ([`Keys`]); after that only files that are new or
//! changed, and those that are near a draft. A file is held to be unchanged by its size and time, and where these changed,
//! by a hash of its bytes. The first reading goes file by file and keeps no text, so that it takes no more memory for an
//! archive of any size than its keys do.
//!
//! Not here: the form and place in which keys are kept ([`kept`](super::kept)).

use super::args::Against;
use super::input::{self, Listed};
use super::kept::{self, Entry, Kept, Place, State};
use super::project::Opened;
use crosscheck::against::{self, NearDocument};
use crosscheck::document::{DocumentError, Sidecars};
use crosscheck::link::near::{Index, Keys, Nearness};
use crosscheck::report::Run;
use crosscheck::rules::RuleSet;
use crosscheck::{Read, Stage};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An archive that drafts are held against, and what is known of its files.
#[derive(Debug)]
pub(super) struct Archive {
    paths: Vec<PathBuf>,
    /// Where keys are kept; `None` if they are not.
    place: Option<Place>,
    /// What is known from before, of this run or an earlier one.
    known: Option<Kept>,
    /// How many files were read in the last run for what they are found by, and how many there are.
    anew: (usize, usize),
}

/// A file of the archive and its documents' keys.
struct Held {
    listed: Listed,
    entry: Arc<Entry>,
}

impl Archive {
    /// The archive that the command line names, if it names one.
    ///
    /// # Errors
    /// If nothing says where keys are to be kept, and they are.
    pub(super) fn named(
        against: &Against,
        project: &Opened,
        rules: &RuleSet,
    ) -> anyhow::Result<Option<Self>> {
        if against.against.is_empty() { Ok(None) } else { Self::new(against, project, rules).map(Some) }
    }

    /// The archive that the command line names. Where keys are kept the command line says, else the project file, else
    /// the system.
    ///
    /// # Errors
    /// If nothing says where keys are to be kept, and they are.
    pub(super) fn new(against: &Against, project: &Opened, rules: &RuleSet) -> anyhow::Result<Self> {
        let of_project = project.says.cache.as_ref().map(|cache| &cache.value);
        let folder = match (&against.cache, of_project) {
            _ if against.no_cache => None,
            (Some(folder), _) => Some(folder.clone()),
            (None, Some(None)) => None,
            (None, Some(Some(folder))) => Some(project.inner(folder)),
            (None, None) => Some(kept::default_folder()?),
        };
        let paths = against.against.clone();
        let place = folder.map(|folder| Place::of(&paths, folder, rules));
        Ok(Self { paths, place, known: None, anew: (0, 0) })
    }

    /// How many files of the archive were read in the last run for what they are found by, and how many there are.
    pub(super) fn anew(&self) -> (usize, usize) {
        self.anew
    }

    /// Holds the articles of files against the archive. A draft that lies in the archive is not compared with itself.
    ///
    /// # Errors
    /// If a path of the archive does not exist, or there is no article at any of them.
    pub(super) fn check(
        &mut self,
        files: &[(String, Vec<u8>)],
        project: &Opened,
        rules: &RuleSet,
        mut done: impl FnMut(Stage),
    ) -> anyhow::Result<Run> {
        let mut found = input::list(&self.paths)?;
        let own: BTreeSet<PathBuf> =
            files.iter().filter_map(|(path, _)| Path::new(path).canonicalize().ok()).collect();
        let sizes: BTreeSet<u64> =
            own.iter().filter_map(|it| it.metadata().ok()).map(|it| it.len()).collect();
        // To resolve every path would cost more than all else: only a file of a draft's size can be the draft.
        found.files.retain(|file| {
            !(sizes.contains(&file.state.size)
                && file.path.canonicalize().is_ok_and(|path| own.contains(&path)))
        });
        let mut errors = std::mem::take(&mut found.errors);
        done(Stage::Document);
        let held = self.update(found.files, rules);
        done(Stage::Extract);
        let (sidecars, wrong) = project.sidecars(files);
        errors.extend(wrong);
        let mut drafts = Vec::new();
        for (path, bytes) in files {
            match crosscheck::read(path, bytes, &sidecars, rules) {
                Ok(read) => drafts.extend(read),
                Err(error) => errors.push(error),
            }
        }
        let near = near(&drafts, &held, project, rules, &mut errors);
        let size = held.iter().filter_map(|file| file.entry.held.as_ref().ok()).map(Vec::len).sum();
        let mut unread: Vec<DocumentError> = held.into_iter().filter_map(Held::error).collect();
        input::without_data(&mut unread);
        errors.append(&mut unread);
        let run = Run { errors, ..against::compare(drafts, near, size, rules) };
        done(Stage::Judge);
        Ok(run)
    }

    /// Reads what is new or changed, and keeps what is known then.
    fn update(&mut self, listed: Vec<Listed>, rules: &RuleSet) -> Vec<Held> {
        let known =
            self.known.take().unwrap_or_else(|| self.place.as_ref().map_or_else(Kept::default, Place::load));
        let files: Vec<(Held, bool)> =
            listed.into_par_iter().map(|file| Held::of(file, &known, rules)).collect();
        let count = known.files.len();
        self.anew = (files.iter().filter(|(_, changed)| *changed).count(), files.len());
        let changed = files.iter().any(|(_, changed)| *changed) || files.len() != count;
        let files: Vec<Held> = files.into_iter().map(|(file, _)| file).collect();
        // What is known of files that are gone is not kept.
        let entries: BTreeMap<String, Arc<Entry>> =
            files.iter().map(|file| (file.listed.key.clone(), Arc::clone(&file.entry))).collect();
        if let Some(place) = self.place.as_ref().filter(|_| changed)
            && let Err(error) = place.save(&entries)
        {
            kept::not_kept(place.folder(), &error);
        }
        self.known =
            Some(Kept { files: entries, written: if changed { kept::now() } else { known.written } });
        files
    }
}

impl Held {
    /// What is held in a file, and whether that was not known before.
    fn of(listed: Listed, known: &Kept, rules: &RuleSet) -> (Self, bool) {
        if let Some(entry) = known.unchanged(&listed.key, listed.state) {
            let entry = Arc::clone(entry);
            return (Self { listed, entry }, false);
        }
        let before = known.files.get(&listed.key);
        let bytes = match std::fs::read(&listed.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let held = Err(input::unreadable(&listed.path, &error));
                let entry = Entry { state: State::default(), content: [0; 32], held };
                return (Self { listed, entry: Arc::new(entry) }, true);
            }
        };
        let content = *blake3::hash(&bytes).as_bytes();
        let state = listed.state;
        let entry = match before.filter(|entry| entry.content == content) {
            Some(entry) => Entry { state, ..Entry::clone(entry) },
            None => {
                // What sidecars tell changes what an article is called and dated, and not what it is found by.
                let read = crosscheck::read(&input::name(&listed.path), &bytes, &Sidecars::default(), rules);
                let held = read.map(|read| {
                    read.iter().map(|read| Keys::of(&read.document, &read.reading, rules)).collect()
                });
                Entry { state, content, held }
            }
        };
        let changed = before.is_none_or(|before| **before != entry);
        (Self { listed, entry: Arc::new(entry) }, changed)
    }

    /// Why the file holds no document, under the name that it is now called by.
    fn error(self) -> Option<DocumentError> {
        let error = self.entry.held.as_ref().err()?;
        Some(DocumentError { path: input::name(&self.listed.path), ..error.clone() })
    }
}

/// The documents near each draft, read again.
fn near(
    drafts: &[Read],
    files: &[Held],
    project: &Opened,
    rules: &RuleSet,
    errors: &mut Vec<DocumentError>,
) -> Vec<NearDocument> {
    let mut keys: Vec<&Keys> = Vec::new();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (file, held) in files.iter().enumerate() {
        for (number, document) in held.entry.held.iter().flatten().enumerate() {
            keys.push(document);
            places.push((file, number));
        }
    }
    let index = Index::new(keys);
    let mut wanted: BTreeMap<usize, BTreeMap<usize, Vec<(usize, Nearness)>>> = BTreeMap::new();
    for (number, draft) in drafts.iter().enumerate() {
        let draft = Keys::of(&draft.document, &draft.reading, rules);
        for near in index.nearest(&draft) {
            let (file, document) = places[near.index];
            wanted.entry(file).or_default().entry(document).or_default().push((number, near.nearness));
        }
    }
    let mut found = Vec::new();
    let mut documents = Vec::new();
    for (file, wanted) in wanted {
        let path = input::name(&files[file].listed.path);
        match std::fs::read(&path) {
            Ok(bytes) => {
                found.push((path, bytes));
                documents.push(wanted);
            }
            Err(error) => errors.push(input::unreadable(Path::new(&path), &error)),
        }
    }
    let (sidecars, wrong) = project.sidecars(&found);
    errors.extend(wrong);
    found
        .into_par_iter()
        .zip(documents)
        .flat_map_iter(|((path, bytes), mut wanted)| {
            // A file that changed since its keys were read may hold fewer documents, and is another run's.
            let read = crosscheck::read(&path, &bytes, &sidecars, rules).unwrap_or_default();
            let near = move |(number, read)| Some(NearDocument { read, near: wanted.remove(&number)? });
            read.into_iter().enumerate().filter_map(near)
        })
        .collect()
}
