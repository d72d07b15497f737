//! What a watched run keeps in memory from one run to the next, so that only what changed is read again.
//!
//! A run that is not watched has an empty memory and fills none.

use super::archive::Archive;
use crosscheck::Read;
use crosscheck::document::{DocumentError, Sidecars};
use crosscheck::rules::RuleSet;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read in earlier runs.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// A hash of the rules, and of what is told about articles; with another one everything is read again.
    basis: Option<blake3::Hash>,
    /// By path, a hash of the bytes and what was read from them.
    files: BTreeMap<String, (blake3::Hash, Arc<Vec<Read>>)>,
    /// The archive that drafts are held against.
    pub(super) archive: Option<Archive>,
    /// How many files were read in the last run, and how many there were.
    pub(super) anew: (usize, usize),
}

impl Memory {
    /// Forgets everything if the rules, or what is told about articles, are others than before.
    pub(super) fn stand_on(&mut self, rules: &RuleSet, sidecars: &Sidecars) {
        let mut hasher = blake3::Hasher::new();
        for file in rules.files() {
            hasher.update(file.path.as_bytes()).update(&[0xff]).update(file.text.as_bytes()).update(&[0xff]);
        }
        hasher.update(format!("{:?}{sidecars:?}", rules.fiscal()).as_bytes());
        let basis = Some(hasher.finalize());
        if self.basis != basis {
            *self = Self { basis, ..Self::default() };
        }
    }

    /// Reads files, and those that are as they were from memory. What is known of other files is forgotten.
    pub(super) fn read(
        &mut self,
        files: &[(String, Vec<u8>)],
        sidecars: &Sidecars,
        rules: &RuleSet,
    ) -> (Vec<Read>, Vec<DocumentError>) {
        let before = std::mem::take(&mut self.files);
        let read: Vec<_> = files
            .par_iter()
            .map(|(path, bytes)| {
                let content = blake3::hash(bytes);
                match before.get(path).filter(|(known, _)| *known == content) {
                    Some((_, read)) => (Ok((content, Arc::clone(read))), false),
                    None => {
                        let read = crosscheck::read(path, bytes, sidecars, rules);
                        (read.map(|read| (content, Arc::new(read))), true)
                    }
                }
            })
            .collect();
        self.anew = (read.iter().filter(|(_, anew)| *anew).count(), files.len());
        let (mut all, mut errors) = (Vec::new(), Vec::new());
        for ((path, _), (read, _)) in files.iter().zip(read) {
            match read {
                Ok((content, read)) => {
                    all.extend(read.iter().cloned());
                    self.files.insert(path.clone(), (content, read));
                }
                Err(error) => errors.push(error),
            }
        }
        (all, errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_read_again() {
        let rules = RuleSet::built_in();
        let sidecars = Sidecars::default();
        let mut memory = Memory::default();
        memory.stand_on(rules, &sidecars);
        let mut files = vec![
            ("a.txt".to_owned(), b"The fire killed 12 people.".to_vec()),
            ("b.txt".to_owned(), b"The flood killed 14 people.".to_vec()),
            ("empty.txt".to_owned(), Vec::new()),
        ];
        let (read, errors) = memory.read(&files, &sidecars, rules);
        assert_eq!((memory.anew, read.len(), errors.len()), ((3, 3), 2, 1));
        files[1].1 = b"The flood killed 15 people.".to_vec();
        memory.stand_on(rules, &sidecars);
        let (read, _) = memory.read(&files, &sidecars, rules);
        // A file that holds no article is looked at in each run.
        assert_eq!(memory.anew, (2, 3));
        assert!(read[1].document.prose.text().contains("15 people"));
    }

    #[test]
    fn with_other_things_told_everything_is_read_again() {
        let rules = RuleSet::built_in();
        let mut sidecars = Sidecars::default();
        let files = vec![("a.txt".to_owned(), b"The fire killed 12 people.".to_vec())];
        let mut memory = Memory::default();
        memory.stand_on(rules, &sidecars);
        let _ = memory.read(&files, &sidecars, rules);
        sidecars.rename("a", "The Lantern");
        memory.stand_on(rules, &sidecars);
        let (read, _) = memory.read(&files, &sidecars, rules);
        assert_eq!((memory.anew, read[0].document.source.name.as_str()), ((1, 1), "The Lantern"));
    }
}
