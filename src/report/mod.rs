//! The report stage: everything that was found, as text for people and for programs.
//!
//! A [`Run`] → text in one format. It cannot fail. Text of articles is hostile until it is escaped; each format escapes
//! for itself.
//!
//! Not here: writing to a terminal or a file (`cli`).

pub mod address;
pub mod annotations;
pub mod baseline;
pub mod csv;
mod difference;
pub mod escape;
pub mod excerpt;
pub mod explain;
pub mod github;
pub mod html;
pub mod id;
pub mod json;
pub mod jsonl;
pub mod markdown;
pub mod sarif;
pub mod show;
pub mod standing;
pub mod text;
pub mod view;
pub mod wire;

pub use view::{Selection, View};

use crate::claim::DocumentId;
use crate::document::{Document, DocumentError};
use crate::extract::Reading;
use crate::judge::Finding;
use crate::link::Linkage;
use crate::origin::Origins;

/// Everything that a run found.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The documents, in the order of their paths.
    pub documents: Vec<Document>,
    /// What was read from each.
    pub readings: Vec<Reading>,
    /// Whose text each is.
    pub origins: Origins,
    /// The topics.
    pub linkage: Linkage,
    /// The findings, those that ask for attention first.
    pub findings: Vec<Finding>,
    /// Files that did not become documents.
    pub errors: Vec<DocumentError>,
    /// For each document, what ids are made of in place of its path, so that they are the same from whatever folder
    /// crosscheck runs: its path from the folder of the project. Where the list is empty, paths are used.
    pub keys: Vec<String>,
    /// For drafts that were held against an archive, which they are; `None` where all documents were compared with all.
    pub against: Option<Against>,
}

impl Run {
    /// What the ids of a document's claims are made of.
    ///
    /// # Panics
    /// If the document is not of the run.
    #[must_use]
    pub fn key(&self, document: DocumentId) -> &str {
        let index = document.0 as usize;
        self.keys.get(index).map_or(self.documents[index].path.as_str(), String::as_str)
    }
}

/// Which documents of a run are drafts, and the archive that they were held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// The drafts, in order; the other documents of the run are those of the archive that are near one.
    pub drafts: Vec<DocumentId>,
    /// How many documents the archive has.
    pub size: usize,
    /// Paths of documents of the archive that were left out because their text is a draft's, word for word.
    pub copies: Vec<String>,
}

impl Against {
    /// Whether a document is a draft.
    #[must_use]
    pub fn is_draft(&self, document: DocumentId) -> bool {
        self.drafts.binary_search(&document).is_ok()
    }
}
