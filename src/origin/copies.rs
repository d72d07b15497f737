//! Text that documents share.
//!
//! Each document is cut into shingles of five words outside quotations, since all outlets print the same words of a
//! speaker. Shingles of words that any article may string together are left out, and so is *standing text*: what an
//! outlet prints under articles that share nothing else. An index from shingle to documents finds the pairs; no pair is
//! looked at that shares nothing. Containment (the shared part of the shorter text) is the measure, as a reprint may stand
//! inside a longer article. After Broder, "On the resemblance and containment of documents", 1997.
//!
//! Not here: how much shared text makes one voice (the module above).

use super::Groups;
use crate::document::{BlockKind, Document};
use crate::rules::background;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

/// Words of a shingle: independent articles share many runs of three words, and hardly any of five.
const WORDS: usize = 5;

/// How much the words of a shingle say together, at least, in natural logarithms of how few articles have each: "at the
/// end of the" says 1.6, "for the first time since" 2.9, a run with one rare word six and more.
const TELLING: f64 = 4.0;

/// Up to this many documents every pair of them is counted; beyond, each is counted with the first and with its
/// neighbour, which keeps the work linear and still joins them all.
const PAIRWISE: usize = 8;

/// An outlet that prints a passage in so many articles which are not one text has it standing.
const STANDING: usize = 3;

/// Shared shingles that make two paragraphs one passage; fewer are a turn of speech.
const PASSAGE: usize = 5;

/// Two articles that share so many passages, as well as enough text, are one text in two forms and no two articles with
/// the same boxes.
const ONE_TEXT: u32 = 4;

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
    /// Paragraphs of the one that stand in the other, counted in the document that has fewer.
    pub(super) passages: u32,
}

/// A shingle in a paragraph of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    shingle: u64,
    document: u32,
    block: u32,
}

/// A shingle that two documents share, with its paragraphs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    a: u32,
    b: u32,
    block_a: u32,
    block_b: u32,
}

/// All pairs of documents that share text, in the order of the run.
pub(super) fn find(documents: &[Document]) -> Vec<Copy> {
    let mut index: Vec<Place> = Vec::new();
    for (number, document) in (0..).zip(documents) {
        let from = index.len();
        shingles(document, |shingle, block| index.push(Place { shingle, document: number, block }));
        index[from..].sort_unstable();
    }
    index.sort_unstable();
    index.dedup_by_key(|place| (place.shingle, place.document));
    let found = pairs(&index, documents.len());
    let before = index.len();
    drop_standing(&mut index, documents, &found);
    if index.len() == before { found } else { pairs(&index, documents.len()) }
}

/// The pairs of documents that share shingles of an index.
fn pairs(index: &[Place], documents: usize) -> Vec<Copy> {
    let mut sizes = vec![0u32; documents];
    for place in index {
        sizes[place.document as usize] += 1;
    }
    let mut shared: Vec<Shared> = Vec::new();
    let share =
        |a: &Place, b: &Place| Shared { a: a.document, b: b.document, block_a: a.block, block_b: b.block };
    for group in index.chunk_by(|a, b| a.shingle == b.shingle) {
        match group.len() {
            0 | 1 => {}
            2..=PAIRWISE => {
                for (at, a) in group.iter().enumerate() {
                    shared.extend(group[at + 1..].iter().map(|b| share(a, b)));
                }
            }
            _ => {
                shared.extend(group[1..].iter().map(|b| share(&group[0], b)));
                shared.extend(group[1..].windows(2).map(|pair| share(&pair[0], &pair[1])));
            }
        }
    }
    shared.sort_unstable();
    shared
        .chunk_by(|x, y| (x.a, x.b) == (y.a, y.b))
        .map(|same| {
            let (a, b) = (same[0].a as usize, same[0].b as usize);
            let count = u32::try_from(same.len()).unwrap_or(u32::MAX);
            let passages = |block: fn(&Shared) -> u32| {
                let mut blocks: Vec<u32> = same.iter().map(block).collect();
                blocks.sort_unstable();
                let long = blocks.chunk_by(|x, y| x == y).filter(|block| block.len() >= PASSAGE);
                u32::try_from(long.count()).unwrap_or(u32::MAX)
            };
            Copy {
                a,
                b,
                shared: count,
                containment: f64::from(count) / f64::from(sizes[a].min(sizes[b]).max(1)),
                passages: passages(|shared| shared.block_a).min(passages(|shared| shared.block_b)),
            }
        })
        .collect()
}

/// Takes out of the index what outlets print under articles of theirs that are not one text: sign-up lines, the
/// background of a running story, what a statistic means.
fn drop_standing(index: &mut Vec<Place>, documents: &[Document], found: &[Copy]) {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let outlets: Vec<u32> = documents
        .iter()
        .map(|document| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(document.source.name.as_str()).or_insert(next)
        })
        .collect();
    // Versions and reprints of one text are one article of their outlet.
    let mut texts = Groups::new(documents.len());
    for copy in found {
        let whole = copy.containment >= super::REPRINT;
        if whole || copy.containment >= super::SAME_CREDIT && copy.passages >= ONE_TEXT {
            texts.join(copy.a, copy.b);
        }
    }
    let text_of: Vec<usize> = (0..documents.len()).map(|document| texts.root(document)).collect();
    let mut kept = Vec::with_capacity(index.len());
    for group in index.chunk_by(|a, b| a.shingle == b.shingle) {
        if group.len() < STANDING {
            kept.extend_from_slice(group);
            continue;
        }
        let mut articles: Vec<(u32, usize)> = group
            .iter()
            .map(|place| (outlets[place.document as usize], text_of[place.document as usize]))
            .collect();
        articles.sort_unstable();
        articles.dedup();
        let stands = |outlet: u32| {
            let from = articles.partition_point(|article| article.0 < outlet);
            articles[from..].iter().take_while(|article| article.0 == outlet).count() >= STANDING
        };
        kept.extend(group.iter().filter(|place| !stands(outlets[place.document as usize])));
    }
    *index = kept;
}

/// What each listed word says, by its hash; words of fewer articles say as much as [`UNLISTED`].
static WEIGHTS: LazyLock<FxHashMap<u64, f64>> = LazyLock::new(|| {
    let articles = background::articles();
    background::words()
        .map(|(word, count)| {
            let mut hasher = FxHasher::default();
            word.chars().for_each(|c| c.hash(&mut hasher));
            (hasher.finish(), (articles / count).ln())
        })
        .collect()
});

/// What a word says that is not listed.
static UNLISTED: LazyLock<f64> = LazyLock::new(|| (background::articles() / background::UNLISTED_WORD).ln());

/// A word as its hash, and what it says.
type Word = (u64, f64);

/// The telling shingles of a document's own words, each with the number of its paragraph.
fn shingles(document: &Document, mut found: impl FnMut(u64, u32)) {
    let weights = &*WEIGHTS;
    let mut window: Vec<Word> = Vec::new();
    for (number, block) in (0..).zip(&document.blocks) {
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
                    let hash = std::mem::take(&mut word).finish();
                    window.push((hash, weights.get(&hash).copied().unwrap_or(*UNLISTED)));
                    if let Some(shingle) = telling(&window) {
                        found(shingle, number);
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
}

/// The shingle that the last words make, where they are enough and say something.
fn telling(words: &[Word]) -> Option<u64> {
    let last = words.get(words.len().checked_sub(WORDS)?..)?;
    if last.iter().map(|word| word.1).sum::<f64>() < TELLING {
        return None;
    }
    let mut shingle = FxHasher::default();
    last.iter().for_each(|word| word.0.hash(&mut shingle));
    Some(shingle.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(text: &str) -> f64 {
        let hash = |word: &str| {
            let mut hasher = FxHasher::default();
            word.chars().for_each(|c| c.hash(&mut hasher));
            hasher.finish()
        };
        text.split(' ').map(|word| WEIGHTS.get(&hash(word)).copied().unwrap_or(*UNLISTED)).sum()
    }

    #[test]
    fn turns_of_speech_say_little_and_what_happened_says_much() {
        for turn in [
            "at the end of the",
            "for the first time since",
            "is one of the most",
            "said in a statement on",
            "as well as in the",
        ] {
            assert!(weight(turn) < TELLING, "{turn} {}", weight(turn));
        }
        for told in ["the dam above the town", "carried off two bridges and", "warned the county in march"] {
            assert!(weight(told) > TELLING, "{told} {}", weight(told));
        }
    }
}
