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

/// Turns byte offsets of a file into lines and columns, without the file's bytes.
///
/// Lines end at a line feed. Columns count characters of the decoded text, in whatever encoding they stand in the file; bytes
/// that give no character, such as a byte-order mark, take no column. An offset beyond the end is a place on the last line.
///
/// ```
/// use crosscheck::text::{FileSpan, LineIndex, Position};
/// let text = "one\nit’s 5";
/// let index = LineIndex::new([(text, FileSpan { start: 0, end: 12 })]);
/// assert_eq!(index.position(11), Position { line: 2, column: 6 });
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineIndex {
    /// Offsets behind each line feed.
    starts: Vec<u32>,
    /// Offsets of the bytes that begin no character, which a column does not count.
    continued: Vec<u32>,
}

impl LineIndex {
    /// The index of a file whose text was decoded from it in these stretches, in their order. A stretch of as many bytes of
    /// text as of the file corresponds byte for byte; otherwise the whole came from the whole.
    ///
    /// # Panics
    /// If a stretch of text has 4 GiB or more.
    #[must_use]
    pub fn new<'t>(stretches: impl IntoIterator<Item = (&'t str, FileSpan)>) -> Self {
        let small = |n: usize| u32::try_from(n).expect("files are shorter than 4 GiB");
        let mut index = Self::default();
        let mut end = 0;
        for (text, file) in stretches {
            index.continued.extend(end..file.start);
            end = file.end;
            if text.len() == (file.end - file.start) as usize {
                index
                    .starts
                    .extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| file.start + small(at) + 1));
                if !text.is_ascii() {
                    let inner = (0..text.len()).filter(|at| !text.is_char_boundary(*at));
                    index.continued.extend(inner.map(|at| file.start + small(at)));
                }
            } else {
                index.continued.extend((file.start + small(text.chars().count())).min(file.end)..file.end);
                if text.ends_with('\n') {
                    index.starts.push(file.end);
                }
            }
        }
        index
    }

    /// The line and column of a byte.
    #[must_use]
    pub fn position(&self, byte: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).map_or(0, |before| self.starts[before]);
        let continued = |until: u32| self.continued.partition_point(|at| *at < until);
        let skipped = continued(byte) - continued(start);
        let small =
            |n: usize| u32::try_from(n).expect("a file of less than 4 GiB has fewer lines and columns");
        Position { line: small(line + 1), column: byte - start - small(skipped) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let text = "£5\r\n\n“é” 7\n";
        let end = u32::try_from(text.len()).expect("short");
        let index = LineIndex::new([(text, FileSpan { start: 0, end })]);
        for (needle, line, column) in [("£", 1, 1), ("5", 1, 2), ("“", 3, 1), ("é", 3, 2), ("7", 3, 5)] {
            let at = u32::try_from(text.find(needle).expect("it is there")).expect("short");
            assert_eq!(index.position(at), Position { line, column }, "{needle}");
        }
        assert_eq!(index.position(end).line, 4);
    }

    #[test]
    fn a_mark_and_the_second_byte_of_a_character_take_no_column() {
        let wide = |start| FileSpan { start, end: start + 2 };
        let index = LineIndex::new([("a", wide(2)), ("\n", wide(4)), ("é", wide(6)), ("b", wide(8))]);
        for (byte, line, column) in [(2, 1, 1), (4, 1, 2), (6, 2, 1), (8, 2, 2), (10, 2, 3)] {
            assert_eq!(index.position(byte), Position { line, column }, "byte {byte}");
        }
    }
}
