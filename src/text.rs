//! Places in text.
//!
//! Two kinds of byte range are told apart by type, because they count different bytes: a [`Span`] lies in the
//! *prose* of a document (what a reader sees), a [`FileSpan`] in the file as it is on disk. A document turns the
//! one into the other. Line and column are made only where a person reads them.
//!
//! Not here: what the text means.

use std::ops::Range;

/// A half-open byte range in the prose of one document. `start <= end`, and both stand on character boundaries.
///
/// ```
/// use crosscheck::text::Span;
/// let span = Span::new(4, 11);
/// assert_eq!(&"was 906,000 in"[span.range()], "906,000");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    ///
    /// # Panics
    /// If `end < start` or a position does not fit 32 bits (documents over 4 GiB are refused when they are read).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self {
            start: u32::try_from(start).expect("documents are shorter than 4 GiB"),
            end: u32::try_from(end).expect("documents are shorter than 4 GiB"),
        }
    }

    /// The span as a range to slice with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A half-open byte range in a file as it is on disk, before any decoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileSpan {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// Line and column for people: both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}
