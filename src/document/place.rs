//! Places in a file as a person finds them.
//!
//! A file of text has lines, and an editor opens it at one. A PDF file has pages, and lines only as they are printed; a Word
//! file has paragraphs, which break into lines on the reader's screen. Of both, [`FileSpan`](crate::text::FileSpan)s count
//! bytes of the text that was taken out of the file, which a [`Document`](super::Document) keeps beside them: bytes of a
//! packed stream would lead nobody anywhere.
//!
//! Not here: how that text is taken out.

use crate::text::{LineIndex, Position};
use std::fmt::{Display, Formatter, Result};
use std::sync::Arc;

/// The text that was taken out of a file which is none itself.
///
/// Of a PDF file it holds the printed lines, one a line, with a form feed before each page but the first; of a Word file a
/// paragraph, or a row of a table, a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The text.
    pub text: Arc<str>,
    /// Where each page begins in it, in bytes; `None` for a file without pages of its own.
    pub pages: Option<Arc<[u32]>>,
}

/// A place in a file.
///
/// ```
/// use crosscheck::document;
/// use crosscheck::text::Span;
/// let document = document::parse("a.txt", b"Gale shuts port\n\nIt cost 5m.")?.remove(0);
/// let at = document.prose.text().find("5m").expect("it is there");
/// assert_eq!(document.place(Span::new(at, at + 2)).to_string(), "3:9");
/// # Ok::<(), document::DocumentError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The page, from 1, of a file that has pages.
    pub page: Option<u32>,
    /// The line, from 1: of the file, or of the page where there are pages; of a Word file, the paragraph.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// What `line` counts.
    counts: Counts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Counts {
    Lines,
    PageLines,
    Paragraphs,
}

impl Place {
    /// The place of a byte that `span`s count, in a file of text or in what was extracted from another.
    pub(super) fn of(byte: u32, lines: &LineIndex, extracted: Option<&Extracted>) -> Self {
        let Position { line, column } = lines.position(byte);
        let Some(extracted) = extracted else {
            return Self { page: None, line, column, counts: Counts::Lines };
        };
        let Some(pages) = &extracted.pages else {
            return Self { page: None, line, column, counts: Counts::Paragraphs };
        };
        let number = pages.partition_point(|start| *start <= byte).max(1);
        let first = pages.get(number - 1).map_or(1, |start| lines.position(*start).line);
        Self {
            page: Some(u32::try_from(number).unwrap_or(u32::MAX)),
            line: line - first + 1,
            column,
            counts: Counts::PageLines,
        }
    }

    /// Whether an editor opens the file at this line.
    #[must_use]
    pub fn is_in_text(self) -> bool {
        self.counts == Counts::Lines
    }

    /// The place without its column: "12", "page 3, line 12", "paragraph 14".
    #[must_use]
    pub fn line_words(self) -> String {
        match self.counts {
            Counts::Lines => self.line.to_string(),
            Counts::PageLines => format!("page {}, line {}", self.page.unwrap_or(1), self.line),
            Counts::Paragraphs => format!("paragraph {}", self.line),
        }
    }

    /// The place as it stands behind the path of its file: ":12:5", in the form that terminals and editors open, or
    /// ", page 3, line 12".
    #[must_use]
    pub fn behind_path(self) -> String {
        match self.counts {
            Counts::Lines => format!(":{}:{}", self.line, self.column),
            _ => format!(", {}", self.line_words()),
        }
    }

    /// The same without the column: ":12", ", page 3, line 12".
    #[must_use]
    pub fn line_behind_path(self) -> String {
        let mark = if self.is_in_text() { ":" } else { ", " };
        format!("{mark}{}", self.line_words())
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.counts {
            Counts::Lines => write!(f, "{}:{}", self.line, self.column),
            _ => f.write_str(&self.line_words()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileSpan;

    #[test]
    fn lines_are_counted_from_the_top_of_their_page() {
        let text = "one\ntwo\n\u{c}three\nfour\n";
        let lines = LineIndex::new([(text, FileSpan { start: 0, end: text.len() as u32 })]);
        let pages: Arc<[u32]> = Arc::new([0, 9]);
        let paged = Extracted { text: text.into(), pages: Some(pages) };
        let words = |word: &str| {
            let at = text.find(word).expect("it is there") as u32;
            Place::of(at, &lines, Some(&paged)).to_string()
        };
        assert_eq!(words("two"), "page 1, line 2");
        assert_eq!(words("three"), "page 2, line 1");
        assert_eq!(words("four"), "page 2, line 2");
        let plain = Extracted { text: text.into(), pages: None };
        assert_eq!(Place::of(4, &lines, Some(&plain)).behind_path(), ", paragraph 2");
        assert_eq!(Place::of(4, &lines, None).behind_path(), ":2:1");
    }
}
