//! Keeps what an archive's articles are found by from run to run.
//!
//! One file an archive, in a folder that may be thrown away at any time. It holds no text, only hashes (see
//! [`Keys`]), so that nothing in a report comes from it: a wrong entry could at the worst bring an article to a draft that
//! is not like it, or leave one out.
//!
//! A file is written whole under another name and then renamed, so that two runs that meet leave the file of one of them,
//! and a run that is cut off leaves none. It ends with a checksum of all before it; one that does not fit is damaged, which
//! is said, and the articles are read again. A file of another version of the program or of other rules is passed over.

use super::output;
use anyhow::Context;
use crosscheck::document::DocumentError;
use crosscheck::link::near::Keys;
use crosscheck::rules::RuleSet;
use crosscheck::text::Position;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// What a kept file begins with.
const MAGIC: &[u8] = b"crosscheck archive 1\n";
/// Bytes of the checksum at its end.
const CHECKSUM: usize = blake3::OUT_LEN;
/// Ending of a kept file.
const EXTENSION: &str = "near";
/// What is being written is gone after so long, or its run was cut off.
const ABANDONED: Duration = Duration::from_secs(3600);

/// What is known of the files of an archive, by their paths.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// File by file.
    pub(super) files: BTreeMap<String, Arc<Entry>>,
    /// When it was written; a file that changed about then may have changed again without another time.
    pub(super) written: u64,
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Its size and time, by which it is seen that it did not change.
    pub(super) state: State,
    /// A hash of its bytes.
    pub(super) content: [u8; 32],
    /// The keys of its documents, or why it has none.
    pub(super) held: Result<Vec<Keys>, DocumentError>,
}

/// By what a file shows, without being read, that it did not change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// Bytes.
    pub(super) size: u64,
    /// Nanoseconds since 1970 of its last change; 0 where that is not known.
    pub(super) changed: u64,
}

/// Where an archive's file is kept.
#[derive(Clone, Debug)]
pub(super) struct Place {
    folder: PathBuf,
    file: PathBuf,
    /// The program and its rules.
    version: [u8; 32],
}

/// The written form. Sorted hashes are written as they are: they have no pattern that a shorter form could use.
#[derive(Serialize, Deserialize)]
struct Written {
    version: [u8; 32],
    written: u64,
    files: Vec<WrittenFile>,
}

#[derive(Serialize, Deserialize)]
struct WrittenFile {
    path: String,
    state: State,
    content: [u8; 32],
    held: Result<Vec<WrittenKeys>, WrittenError>,
}

#[derive(Serialize, Deserialize)]
struct WrittenKeys {
    words: Vec<u8>,
    figures: Vec<u8>,
    runs: Vec<u8>,
    day: Option<i32>,
}

#[derive(Serialize, Deserialize)]
struct WrittenError {
    problem: String,
    advice: String,
    position: Option<(u32, u32)>,
}

/// Why a kept file could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unusable {
    /// There is none.
    Absent,
    /// It is of another version of the program or of other rules.
    Other,
    /// It is not what was written.
    Damaged,
}

impl Place {
    /// Where the keys of the archive at some paths are kept, for this program and these rules.
    pub(super) fn of(archive: &[PathBuf], folder: PathBuf, rules: &RuleSet) -> Self {
        let mut name = blake3::Hasher::new();
        for path in archive {
            let path = path.canonicalize().unwrap_or_else(|_| path.clone());
            name.update(path.to_string_lossy().as_bytes()).update(&[0xff]);
        }
        let name = &name.finalize().to_hex()[..24];
        let mut version = blake3::Hasher::new();
        version.update(env!("CARGO_PKG_VERSION").as_bytes()).update(env!("CROSSCHECK_SOURCES").as_bytes());
        for file in rules.files() {
            version.update(file.path.as_bytes()).update(&[0xff]).update(file.text.as_bytes()).update(&[0xff]);
        }
        let file = folder.join(name).with_extension(EXTENSION);
        Self { folder, file, version: *version.finalize().as_bytes() }
    }

    /// What is kept, or nothing; damage is said.
    pub(super) fn load(&self) -> Kept {
        match std::fs::read(&self.file).map_err(|_| Unusable::Absent).and_then(|bytes| self.decode(&bytes)) {
            Ok(kept) => kept,
            Err(Unusable::Damaged) => {
                output::complain(&format!(
                    "note: {} is damaged; the archive is read anew.",
                    self.file.display()
                ));
                Kept::default()
            }
            Err(Unusable::Absent | Unusable::Other) => Kept::default(),
        }
    }

    fn decode(&self, bytes: &[u8]) -> Result<Kept, Unusable> {
        let body = bytes.strip_prefix(MAGIC).ok_or(Unusable::Damaged)?;
        let (body, checksum) =
            body.split_at_checked(body.len().wrapping_sub(CHECKSUM)).ok_or(Unusable::Damaged)?;
        if blake3::hash(body).as_bytes() != checksum {
            return Err(Unusable::Damaged);
        }
        // The version stands first, so that what follows is only read in the form that this version writes.
        if !body.starts_with(&self.version) {
            return Err(Unusable::Other);
        }
        let written: Written = postcard::from_bytes(body).map_err(|_| Unusable::Damaged)?;
        Ok(Kept {
            written: written.written,
            files: written
                .files
                .into_iter()
                .map(|file| {
                    let held = match file.held {
                        Ok(keys) => Ok(keys.into_iter().map(WrittenKeys::read).collect()),
                        Err(error) => Err(error.read(&file.path)),
                    };
                    (file.path, Arc::new(Entry { state: file.state, content: file.content, held }))
                })
                .collect(),
        })
    }

    /// Keeps what is known of an archive.
    ///
    /// # Errors
    /// If the folder or the file cannot be written.
    pub(super) fn save(&self, files: &BTreeMap<String, Arc<Entry>>) -> anyhow::Result<()> {
        let written = Written {
            version: self.version,
            written: now(),
            files: files.iter().map(|(path, entry)| WrittenFile::of(path, entry)).collect(),
        };
        let body = postcard::to_stdvec(&written).context("it has no written form")?;
        let mut bytes = Vec::with_capacity(MAGIC.len() + body.len() + CHECKSUM);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&body);
        bytes.extend_from_slice(blake3::hash(&body).as_bytes());
        std::fs::create_dir_all(&self.folder)?;
        self.sweep();
        let unfinished = self.file.with_extension(format!("{}.tmp", std::process::id()));
        let result =
            std::fs::write(&unfinished, bytes).and_then(|()| std::fs::rename(&unfinished, &self.file));
        if result.is_err() {
            // Half a file is of no use to anyone; that it cannot be taken away either changes nothing.
            let _ = std::fs::remove_file(&unfinished);
        }
        Ok(result?)
    }

    /// Takes away what runs that were cut off have left.
    fn sweep(&self) {
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let is_ours = entry.path().extension().is_some_and(|it| it == "tmp");
            let age = entry.metadata().and_then(|it| it.modified()).ok().and_then(|it| it.elapsed().ok());
            if is_ours && age.is_some_and(|age| age > ABANDONED) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

impl State {
    /// The state of a file.
    pub(super) fn of(metadata: &std::fs::Metadata) -> Self {
        let changed = metadata.modified().ok().and_then(|it| it.duration_since(SystemTime::UNIX_EPOCH).ok());
        Self { size: metadata.len(), changed: changed.map_or(0, nanoseconds) }
    }
}

impl Kept {
    /// What is known of a file that shows this state; nothing if it may have changed.
    pub(super) fn unchanged(&self, path: &str, state: State) -> Option<&Arc<Entry>> {
        /// Clocks of file systems tick in steps of up to two seconds.
        const TICK: u64 = 2_000_000_000;
        let settled = state.changed != 0 && state.changed.saturating_add(TICK) < self.written;
        self.files.get(path).filter(|entry| settled && entry.state == state)
    }
}

/// The time, in nanoseconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, nanoseconds)
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

impl WrittenFile {
    fn of(path: &str, entry: &Entry) -> Self {
        Self {
            path: path.to_owned(),
            state: entry.state,
            content: entry.content,
            held: match &entry.held {
                Ok(keys) => Ok(keys.iter().map(WrittenKeys::of).collect()),
                Err(error) => Err(WrittenError {
                    problem: error.problem.clone(),
                    advice: error.advice.clone(),
                    position: error.position.map(|position| (position.line, position.column)),
                }),
            },
        }
    }
}

impl WrittenError {
    fn read(self, path: &str) -> DocumentError {
        DocumentError {
            path: path.to_owned(),
            problem: self.problem,
            advice: self.advice,
            position: self.position.map(|(line, column)| Position { line, column }),
        }
    }
}

impl WrittenKeys {
    fn of(keys: &Keys) -> Self {
        let bytes = |hashes: &[u32]| hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        Self {
            words: bytes(&keys.words),
            figures: bytes(&keys.figures),
            runs: bytes(&keys.runs),
            day: keys.day,
        }
    }

    fn read(self) -> Keys {
        let hashes =
            |bytes: &[u8]| bytes.as_chunks::<4>().0.iter().map(|hash| u32::from_le_bytes(*hash)).collect();
        Keys {
            words: hashes(&self.words),
            figures: hashes(&self.figures),
            runs: hashes(&self.runs),
            day: self.day,
        }
    }
}

/// The folder in which a system keeps what programs can make again.
///
/// # Errors
/// If the system names none.
pub(super) fn default_folder() -> anyhow::Result<PathBuf> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy()
        .context("no folder for caches is known here; name one with --cache, or use --no-cache")?;
    Ok(strategy.cache_dir().join("crosscheck"))
}

/// Says that something could not be kept, which costs time and nothing else.
pub(super) fn not_kept(folder: &Path, error: &anyhow::Error) {
    output::complain(&format!(
        "note: what was read could not be kept in {} ({error:#}); --cache names another folder, --no-cache none.",
        folder.display()
    ));
}

impl Place {
    /// The folder that holds the file.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> BTreeMap<String, Arc<Entry>> {
        let keys =
            Keys { words: vec![1, 7, u32::MAX], figures: vec![3], runs: Vec::new(), day: Some(19_000) };
        let entry = |held| Arc::new(Entry { state: State { size: 12, changed: 34 }, content: [5; 32], held });
        let error = DocumentError {
            path: "0/b.txt".to_owned(),
            problem: "it is empty".to_owned(),
            advice: "Fill it.".to_owned(),
            position: Some(Position { line: 2, column: 3 }),
        };
        [("0/a.md".to_owned(), entry(Ok(vec![keys]))), ("0/b.txt".to_owned(), entry(Err(error)))].into()
    }

    fn place(name: &str) -> Place {
        // Unit tests have no folder of cargo's own.
        let folder = std::env::temp_dir().join(format!("crosscheck-kept-{}", std::process::id())).join(name);
        Place::of(&[PathBuf::from("archive")], folder, RuleSet::built_in())
    }

    #[test]
    fn what_is_kept_is_what_is_loaded() {
        let place = place("same");
        place.save(&entries()).expect("it can be kept");
        assert_eq!(place.load().files, entries());
        std::fs::remove_dir_all(place.folder()).expect("it can be removed");
    }

    #[test]
    fn a_file_cut_off_at_any_length_or_with_any_byte_changed_is_damaged() {
        let place = place("damaged");
        place.save(&entries()).expect("it can be kept");
        let whole = std::fs::read(&place.file).expect("it can be read");
        for length in 0..whole.len() {
            let found = place.decode(&whole[..length]).map(|kept| kept.files.len());
            assert_eq!(found, Err(Unusable::Damaged), "cut off at {length}");
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut bytes = whole.clone();
                bytes[at] ^= 1 << bit;
                let found = place.decode(&bytes).map(|kept| kept.files.len());
                assert_eq!(found, Err(Unusable::Damaged), "bit {bit} of byte {at}");
            }
        }
        std::fs::remove_dir_all(place.folder()).expect("it can be removed");
    }

    #[test]
    fn a_file_that_changed_about_when_the_cache_was_written_may_have_changed_again() {
        let second = 1_000_000_000;
        let state = State { size: 12, changed: 10 * second };
        let entry = Arc::new(Entry { state, content: [0; 32], held: Ok(Vec::new()) });
        let kept = |written| Kept { files: [("a".to_owned(), Arc::clone(&entry))].into(), written };
        assert!(kept(11 * second).unchanged("a", state).is_none());
        assert!(kept(13 * second).unchanged("a", state).is_some());
        assert!(kept(13 * second).unchanged("a", State { size: 13, ..state }).is_none());
    }
}
