//! The report stage: everything that was found, as text for people and for programs.
//!
//! A [`Run`] → text in one format. It cannot fail. Text of articles is hostile until it is escaped; each format escapes
//! for itself.
//!
//! Not here: writing to a terminal or a file (`cli`).

pub mod address;
pub mod annotations;
pub mod csv;
mod difference;
pub mod escape;
pub mod excerpt;
pub mod explain;
pub mod github;
pub mod id;
pub mod json;
pub mod jsonl;
pub mod markdown;
pub mod sarif;
pub mod show;
pub mod text;
pub mod view;
pub mod wire;

pub use view::{Selection, View};

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
}
