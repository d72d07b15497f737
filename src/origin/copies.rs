//! Text that documents share.
//!
//! Each document is cut into shingles of five words outside quotations, since all outlets print the same words of a
//! speaker. An index from shingle to documents finds the pairs; no pair is looked at that shares nothing. Containment
//! (the shared part of the shorter text) is the measure, as a reprint may stand inside a longer article.
//! After Broder, "On the resemblance and containment of documents", 1997.

use crate::document::{BlockKind, Document};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Words of a shingle: independent articles share many runs of three words, and hardly any of five.
const WORDS: usize = 5;

/// A shingle in more documents than this is a stock phrase or a box that a site puts under every article.
const RARE: usize = 100;

/// Up to this many documents every pair of them is counted; beyond, each is counted with the first and with its
/// neighbour, which keeps the work linear and still joins them all.
const PAIRWISE: usize = 8;

/// Two documents that share text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Copy {
    /// The one that comes first in the run.
    pub(super) a: usize,
    pub(super) b: usize,
    /// Shingles in both.
    pub(super) shared: u32,
    /// Their part of the shorter one's shingles, from 0 to 1.
    pub(super) containment: f64,
}

/// All pairs of documents that share text, in the order of the run.
pub(super) fn find(documents: &[Document]) -> Vec<Copy> {
    let mut index: Vec<(u64, u32)> = Vec::new();
    let mut sizes = Vec::with_capacity(documents.len());
    for (number, document) in documents.iter().enumerate() {
        let mut shingles = shingles(document);
        shingles.sort_unstable();
        shingles.dedup();
        sizes.push(shingles.len());
        let number = u32::try_from(number).expect("fewer documents than bytes");
        index.extend(shingles.into_iter().map(|shingle| (shingle, number)));
    }
    index.sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for group in index.chunk_by(|a, b| a.0 == b.0) {
        match group.len() {
            0 | 1 => {}
            2..=PAIRWISE => {
                for (at, a) in group.iter().enumerate() {
                    pairs.extend(group[at + 1..].iter().map(|b| (a.1, b.1)));
                }
            }
            count if count <= RARE => {
                pairs.extend(group[1..].iter().map(|b| (group[0].1, b.1)));
                pairs.extend(group[1..].windows(2).map(|pair| (pair[0].1, pair[1].1)));
            }
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
        .chunk_by(|a, b| a == b)
        .map(|same| {
            let (a, b) = (same[0].0 as usize, same[0].1 as usize);
            let shared = u32::try_from(same.len()).unwrap_or(u32::MAX);
            let shorter = u32::try_from(sizes[a].min(sizes[b]).max(1)).unwrap_or(u32::MAX);
            Copy { a, b, shared, containment: f64::from(shared) / f64::from(shorter) }
        })
        .collect()
}

/// The shingles of a document's own words.
fn shingles(document: &Document) -> Vec<u64> {
    let mut shingles = Vec::new();
    let mut window: Vec<u64> = Vec::new();
    for block in &document.blocks {
        if matches!(
            block.kind,
            BlockKind::Furniture(_) | BlockKind::Headline | BlockKind::Cell(_) | BlockKind::Quoted
        ) {
            continue;
        }
        window.clear();
        let mut quoted = false;
        let mut word = FxHasher::default();
        let mut in_word = false;
        let text = document.prose.slice(block.span);
        for c in text.chars().chain([' ']) {
            if c.is_alphanumeric() {
                c.to_lowercase().for_each(|c| c.hash(&mut word));
                in_word = true;
                continue;
            }
            // An apostrophe inside a word is typography.
            if matches!(c, '\'' | '’') {
                continue;
            }
            if in_word {
                if !quoted {
                    window.push(std::mem::take(&mut word).finish());
                    if window.len() >= WORDS {
                        let mut shingle = FxHasher::default();
                        window[window.len() - WORDS..].hash(&mut shingle);
                        shingles.push(shingle.finish());
                    }
                }
                word = FxHasher::default();
                in_word = false;
            }
            let was = quoted;
            match c {
                '“' => quoted = true,
                '”' => quoted = false,
                '"' => quoted = !quoted,
                _ => {}
            }
            if was != quoted {
                window.clear();
            }
        }
    }
    shingles
}
