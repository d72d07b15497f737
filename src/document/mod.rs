//! The document stage: bytes of a file become prose with a map back to the file, blocks, and metadata.
//!
//! `(path, bytes)` → [`Document`]s. A file that cannot be read as an article is a [`DocumentError`] that names the file
//! and the remedy; the others go on.
//!
//! Not here: reading files from disk (`cli`), sentences and claims (`extract`), whose text it is (`origin`).

use crate::text::{FileSpan, LineIndex, Position, Span};
use jiff::civil::{Date, DateTime};
use std::sync::Arc;

/// One article, parsed.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path as given, with `/` between folders; for a feed with several articles, followed by `#` and the
    /// article's number from 1.
    pub path: String,
    /// How the file was read.
    pub format: Format,
    /// Who published it, and whence we know.
    pub source: Source,
    /// The headline, if one is known.
    pub title: Option<String>,
    /// When it was published, if known.
    pub published: Option<Published>,
    /// Its address, if known.
    pub url: Option<String>,
    /// Authors or bylines, as printed.
    pub authors: Vec<String>,
    /// The ISO 639-1 code of the language that it is in, if that is clear.
    pub language: Option<&'static str>,
    /// The text that a reader sees.
    pub prose: Prose,
    /// The parts of the prose, in reading order; they do not overlap.
    pub blocks: Vec<Block>,
    /// Lines of the file that it stands in: `Arc::new(LineIndex::new(bytes))`, shared by the articles of one feed.
    pub lines: Arc<LineIndex>,
    /// Things a person should know about how it was read ("no date found").
    pub notes: Vec<Note>,
}

impl Document {
    /// Where a span of the prose begins in the file.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        self.lines.position(self.prose.file_span(span).start)
    }
}

/// How a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Markdown, with or without front matter.
    Markdown,
    /// A saved web page.
    Html,
    /// Plain text, with or without stray inline HTML.
    Plain,
    /// An entry of a JSON or JSONL feed.
    Feed,
}

/// Who published a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The outlet's name; where none is known, the file's stem.
    pub name: String,
    /// Whence it is known.
    pub provenance: Provenance,
}

/// When a document was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day, in the time zone that the document gives.
    pub date: Date,
    /// The local time of day, if given.
    pub time: Option<DateTime>,
    /// Whence it is known.
    pub provenance: Provenance,
}

/// Whence a piece of metadata is known, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// Front matter, or a field of a feed.
    FrontMatter,
    /// A file beside it, or the project file.
    Sidecar,
    /// JSON-LD in the page.
    JsonLd,
    /// OpenGraph or `meta` tags of the page, `<time>`, `<title>`.
    PageMetadata,
    /// A dateline or a line of its own in the text.
    Text,
    /// The address.
    Url,
    /// Only the file's name.
    FileName,
}

/// The text a reader sees, with a map back to the file.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    text: String,
    map: SourceMap,
}

/// A part of the prose.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Where it stands in the prose.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The index of the nearest heading above it, if any.
    pub heading: Option<u32>,
    /// The time that a live-blog post carries.
    pub posted: Option<DateTime>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// The document's own headline.
    Headline,
    /// A heading, by level from 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A cell of a table, header cells included.
    Cell(Cell),
    /// Text set off as a quotation by markup.
    Quoted,
    /// Page furniture that a reader passes over: its numbers are set aside.
    Furniture(Furniture),
}

/// Where a table cell stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The table's number in the document, from 0.
    pub table: u32,
    /// Row, from 0 (a header row counts).
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// Whether it is itself a header.
    pub is_header: bool,
    /// The text of its row's header, where there is one.
    pub row_header: Option<Span>,
    /// The text of its column's header, where there is one.
    pub column_header: Option<Span>,
    /// The header of the first column (the table's corner), where there is one.
    pub corner: Option<Span>,
}

/// Why a block is furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Furniture {
    /// Menus, breadcrumbs, headers and footers of the site.
    Navigation,
    /// "Read more", "most read", links to other articles, newsletter and subscription boxes.
    Promotion,
    /// A caption or credit of a picture.
    Caption,
    /// Byline, time of reading, contact lines, copyright, desk credits.
    Credit,
}

/// Something a person should know about how a document was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is, in a sentence.
    pub text: String,
    /// What to do about it, if anything.
    pub advice: Option<String>,
}

/// Why a file did not become a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct DocumentError {
    /// The file.
    pub path: String,
    /// What is wrong, in a sentence without the file's name.
    pub problem: String,
    /// What to do about it.
    pub advice: String,
    /// Where in the file, if a place is known.
    pub position: Option<Position>,
}

/// Leads from prose back to the bytes of the file.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    runs: Vec<Run>,
}

/// A stretch of prose and the stretch of the file that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    prose: u32,
    prose_len: u32,
    file: u32,
    file_len: u32,
}

impl Prose {
    /// Prose that was put together from stretches of a file; `map` has a run for every byte of `text`.
    pub(crate) fn new(text: String, map: SourceMap) -> Self {
        Self { text, map }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words of a span.
    ///
    /// # Panics
    /// If the span is not one of this prose.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The bytes of the file that a span came from: from the first byte of what gave its first character to the last
    /// byte of what gave its last.
    #[must_use]
    pub fn file_span(&self, span: Span) -> FileSpan {
        self.map.file_span(span)
    }
}

impl SourceMap {
    /// Appends a stretch of prose that stands byte for byte in the file.
    pub(crate) fn verbatim(&mut self, prose: usize, file: usize, len: usize) {
        self.replaced(prose, len, file, len);
    }

    /// Appends a stretch of prose that came from a stretch of other length in the file (an entity, another encoding).
    pub(crate) fn replaced(&mut self, prose: usize, prose_len: usize, file: usize, file_len: usize) {
        if prose_len == 0 {
            return;
        }
        let small = |n: usize| u32::try_from(n).expect("files are shorter than 4 GiB");
        self.runs.push(Run {
            prose: small(prose),
            prose_len: small(prose_len),
            file: small(file),
            file_len: small(file_len),
        });
    }

    fn file_span(&self, span: Span) -> FileSpan {
        let start = self.locate(span.start, false);
        let end = if span.is_empty() { start } else { self.locate(span.end - 1, true) };
        FileSpan { start, end: end.max(start) }
    }

    /// Where a prose byte came from: its first byte in the file, or with `after` the byte behind it.
    fn locate(&self, byte: u32, after: bool) -> u32 {
        let index = self.runs.partition_point(|run| run.prose <= byte);
        let Some(run) = index.checked_sub(1).map(|i| &self.runs[i]) else {
            return self.runs.first().map_or(0, |run| run.file);
        };
        let offset = byte - run.prose;
        if offset >= run.prose_len {
            run.file + run.file_len
        } else if run.prose_len == run.file_len {
            run.file + offset + u32::from(after)
        } else if after {
            run.file + run.file_len
        } else {
            run.file
        }
    }
}

/// Parses a file. A feed may hold several articles; every other file holds one.
///
/// # Errors
/// If the file is empty, binary, too long, or holds no article.
pub fn parse(path: &str, bytes: &[u8]) -> Result<Vec<Document>, DocumentError> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut map = SourceMap::default();
    map.verbatim(0, 0, text.len());
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.find(trimmed).unwrap_or(0);
            let span = Span::new(start, start + trimmed.len());
            blocks.push(Block { span, kind: BlockKind::Paragraph, heading: None, posted: None });
        }
        at += line.len();
    }
    Ok(vec![Document {
        path: path.to_owned(),
        format: Format::Plain,
        source: Source { name: path.to_owned(), provenance: Provenance::FileName },
        title: None,
        published: None,
        url: None,
        authors: Vec::new(),
        language: None,
        prose: Prose::new(text, map),
        blocks,
        lines: Arc::new(LineIndex::new(bytes)),
        notes: Vec::new(),
    }])
}
