//! The document stage: bytes of a file become prose with a map back to the file, blocks, and metadata.
//!
//! `(path, bytes)` → [`Document`]s. A file that cannot be read as an article is a [`DocumentError`] that names the file
//! and the remedy; the others go on.
//!
//! Not here: reading files from disk (`cli`), sentences and claims (`extract`), whose text it is (`origin`).

mod container;
mod date;
mod encoding;
mod feed;
mod front_matter;
mod heading;
mod html;
mod inline;
mod lead;
mod links;
mod live;
mod markdown;
mod metadata;
mod pdf;
mod place;
mod plain;
mod properties;
mod prose;
mod raised;
mod sidecar;
mod table;
mod word;

pub use place::{Extracted, Place};
pub use prose::Prose;
pub use sidecar::{Sidecar, Sidecars};

use crate::text::{LineIndex, Position, Span};
use container::{Container, Content, Refusal};
use jiff::civil::{Date, DateTime};
use metadata::Metadata;
use prose::{Decoded, Draft, SourceMap};
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
    /// When it was last changed, if it says so: a later time than that of its publication.
    pub modified: Option<(Date, Option<DateTime>)>,
    /// The latest day in the address of a page that it links to, where its own day is not known: it was published then
    /// or later.
    pub not_before: Option<Date>,
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
    /// Lines of the file that it stands in, shared by the articles of one feed; where text was extracted, lines of that.
    pub lines: Arc<LineIndex>,
    /// The text that was taken out of a PDF or Word file, whose bytes spans of the file then count.
    pub extracted: Option<Extracted>,
    /// Things a person should know about how it was read ("no date found").
    pub notes: Vec<Note>,
}

impl Document {
    /// Where a span of the prose begins in the file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place::of(self.prose.file_span(span).start, &self.lines, self.extracted.as_ref())
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
    /// A PDF file.
    Pdf,
    /// A Word file (.docx).
    Word,
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
    /// What a PDF or Word file says of itself: often the program's words, or those of the file that it was made from.
    Properties,
    /// Only the file's name.
    FileName,
}

impl Provenance {
    /// Whence it is known, in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Sidecar => "a sidecar or the project file",
            Self::JsonLd => "JSON-LD in the page",
            Self::PageMetadata => "metadata of the page",
            Self::Text => "the text",
            Self::Url => "the address",
            Self::Properties => "the properties of the file",
            Self::FileName => "the file's name",
        }
    }
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
    /// The line above the table that says what it shows, where there is one.
    pub caption: Option<Span>,
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

/// A document while it is put together.
#[derive(Debug)]
struct Article {
    format: Format,
    draft: Draft,
    metadata: Metadata,
}

/// Longer files are no articles; a limit keeps one stray archive from holding up a run.
const LONGEST: usize = 16 << 20;

/// Longer PDF and Word files, which hold pictures, are no articles either.
const LONGEST_CONTAINER: usize = 64 << 20;

/// Parses a file. A feed may hold several articles; every other file holds one. What a file is, its extension says;
/// where that is not known, its first bytes; PDF and Word files are known by their first bytes alone.
///
/// ```
/// let parsed = crosscheck::document::parse("a.txt", b"Storm leaves 12 dead\n\nBy Ann Lee\n4 May 2021\n\nTwelve died.")?;
/// assert_eq!(parsed[0].title.as_deref(), Some("Storm leaves 12 dead"));
/// assert_eq!(parsed[0].published.map(|it| it.date.to_string()).as_deref(), Some("2021-05-04"));
/// # Ok::<(), crosscheck::document::DocumentError>(())
/// ```
///
/// # Errors
/// If the file is empty, binary, too long, or holds no article.
pub fn parse(path: &str, bytes: &[u8]) -> Result<Vec<Document>, DocumentError> {
    parse_with(path, bytes, &Sidecars::default())
}

/// Like [`parse`], with what is told about articles from outside their files.
///
/// # Errors
/// As [`parse`].
pub fn parse_with(path: &str, bytes: &[u8], sidecars: &Sidecars) -> Result<Vec<Document>, DocumentError> {
    let error = |problem: &str, advice: &str| DocumentError {
        path: path.to_owned(),
        problem: problem.to_owned(),
        advice: advice.to_owned(),
        position: None,
    };
    if let Some(kind) = container::kind(bytes) {
        return open(path, bytes, kind, sidecars).map(|document| vec![document]).map_err(|it| it.of(path));
    }
    if bytes.len() > LONGEST {
        return Err(error(
            "the file is longer than 16 MiB, which no article is",
            "Give one article a file, or split the feed.",
        ));
    }
    let decoded = encoding::decode(bytes).map_err(|it| error(it.problem, it.advice))?;
    if decoded.text.trim().is_empty() {
        return Err(error(
            "the file is empty",
            "Save the text of the article in it, or take it out of the folder.",
        ));
    }
    let text = &decoded.text;
    let lines = Arc::new(LineIndex::new(decoded.stretches()));
    let articles = match format(path, text) {
        Format::Markdown => vec![markdown::read(text)],
        Format::Html => vec![html::read(text)],
        // PDF and Word files are known by their bytes, before there is text.
        Format::Plain | Format::Pdf | Format::Word => vec![plain::read(text)],
        Format::Feed => feed::read(text).map_err(|it| DocumentError {
            position: it.at.map(|at| lines.position(decoded.map.start_of(at))),
            ..error(&it.problem, it.advice)
        })?,
    };
    let several = articles.len() > 1;
    let documents: Vec<Document> = articles
        .into_iter()
        .enumerate()
        .map(|(number, article)| {
            let mut article = article;
            let file = sidecars.of(path);
            let path = if several { format!("{path}#{}", number + 1) } else { path.to_owned() };
            if several && let Some(own) = sidecars.of(&path) {
                own.offer(&mut article.metadata);
            }
            match file {
                // What is told about a file of several articles is true of each only as far as the outlet goes.
                Some(Sidecar { source: Some(source), .. }) if several => {
                    article.metadata.offer_source(source, Provenance::Sidecar);
                }
                Some(file) if !several => file.offer(&mut article.metadata),
                _ => {}
            }
            let mut document = finish(&path, article, &decoded.map, Arc::clone(&lines));
            document.source.name = sidecars.name(&document.source.name).to_owned();
            // The links of a feed are those of all its articles together.
            if document.published.is_none() && !several {
                document.not_before = links::latest_day(text);
            }
            document
        })
        .filter(|document| !document.blocks.is_empty())
        .collect();
    if documents.is_empty() {
        return Err(error(
            "no text of an article was found in the file",
            "Save the page again once its text shows, or paste the text into a .txt file.",
        ));
    }
    Ok(documents)
}

/// Takes the article out of a file that is no text itself.
fn open(path: &str, bytes: &[u8], kind: Container, sidecars: &Sidecars) -> Result<Document, Refusal> {
    if bytes.len() > LONGEST_CONTAINER {
        return Err(Refusal {
            problem: "the file is longer than 64 MiB",
            advice: "Save the text of the article as .txt.",
        });
    }
    let Content { mut article, extracted } = container::read(kind, bytes)?;
    let mut text = Decoded::default();
    text.push(&extracted.text, 0, extracted.text.len());
    let lines = Arc::new(LineIndex::new(text.stretches()));
    if let Some(file) = sidecars.of(path) {
        file.offer(&mut article.metadata);
    }
    let mut document = finish(path, article, &text.map, lines);
    if document.blocks.is_empty() {
        return Err(Refusal {
            problem: "no text of an article was found in the file",
            advice: "Save the text of the article as .txt.",
        });
    }
    document.source.name = sidecars.name(&document.source.name).to_owned();
    document.extracted = Some(extracted);
    Ok(document)
}

/// How a file is to be read.
fn format(path: &str, text: &str) -> Format {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension =
        name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    let start = text.trim_start();
    let head: String = start.chars().take(1000).collect::<String>().to_ascii_lowercase();
    let is_page = head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<html");
    match extension.as_str() {
        "md" | "markdown" | "mdown" => Format::Markdown,
        "html" | "htm" | "xhtml" | "mhtml" => Format::Html,
        "json" | "jsonl" | "ndjson" => Format::Feed,
        _ if is_page => Format::Html,
        "txt" | "text" => Format::Plain,
        _ if start.starts_with("---\n") || start.starts_with("---\r\n") || start.starts_with("+++\n") => {
            Format::Markdown
        }
        _ if start.starts_with(['{', '['])
            && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok() =>
        {
            Format::Feed
        }
        _ => Format::Plain,
    }
}

/// Puts a document together from what a parser found.
fn finish(path: &str, mut article: Article, map: &SourceMap, lines: Arc<LineIndex>) -> Document {
    lead::read(&mut article.draft, &mut article.metadata);
    live::date_posts(&mut article.draft, article.metadata.latest);
    let mut metadata = article.metadata;
    if let Some(url) = metadata.url().map(str::to_owned) {
        if let Some(date) = date::in_url(&url) {
            metadata.offer_published(date::Stamp { date, time: None }, Provenance::Url);
        }
        if let Some(host) = metadata::host(&url) {
            metadata.offer_source(host, Provenance::Url);
        }
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    metadata.offer_source(stem, Provenance::FileName);
    metadata.settle_made();
    if metadata.published.is_none() {
        metadata.note(
            "no date of publication was found, so that words such as \"on Tuesday\" and \"last year\" stay open",
            "Write it in crosscheck.toml (`crosscheck init` makes one that lists such articles), or put it on a line of its \
             own under the headline.",
        );
    }
    let (prose, blocks) = article.draft.through(map).finish();
    let language = language(&prose, &blocks);
    if let Some((code, name)) = language
        && code != "en"
    {
        metadata.note(
            format!("the article seems to be in {name}; only English is read"),
            "Figures in it may be misread; compare a translation instead.",
        );
    }
    let source =
        metadata.source.take().unwrap_or(Source { name: path.to_owned(), provenance: Provenance::FileName });
    let published_at = metadata.published.map(|it| (it.date, it.time));
    let modified = metadata
        .latest
        .map(|stamp| (stamp.date, stamp.time))
        .filter(|latest| published_at.is_none_or(|published| published < *latest));
    let (published, notes) = (metadata.published, std::mem::take(&mut metadata.notes));
    let (title, url, authors) = metadata.into_parts();
    Document {
        path: path.to_owned(),
        format: article.format,
        source,
        title,
        published,
        modified,
        not_before: None,
        url,
        authors,
        language: language.map(|(code, _)| code),
        prose,
        blocks,
        notes,
        lines,
        extracted: None,
    }
}

/// The language of the running text, by ISO 639-1 code and English name, where there is enough of it to tell.
fn language(prose: &Prose, blocks: &[Block]) -> Option<(&'static str, &'static str)> {
    use whichlang::Lang;
    let mut sample = String::new();
    for block in blocks {
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quoted) {
            sample.push_str(prose.slice(block.span));
            sample.push('\n');
        }
        // A few paragraphs tell; the whole article would only cost time.
        if sample.len() > 4000 {
            break;
        }
    }
    // Fewer letters than two short sentences have are a guess.
    if sample.chars().filter(|c| c.is_alphabetic()).count() < 100 {
        return None;
    }
    Some(match whichlang::detect_language(&sample) {
        Lang::Ara => ("ar", "Arabic"),
        Lang::Cmn => ("zh", "Chinese"),
        Lang::Deu => ("de", "German"),
        Lang::Eng => ("en", "English"),
        Lang::Fra => ("fr", "French"),
        Lang::Hin => ("hi", "Hindi"),
        Lang::Ita => ("it", "Italian"),
        Lang::Jpn => ("ja", "Japanese"),
        Lang::Kor => ("ko", "Korean"),
        Lang::Nld => ("nl", "Dutch"),
        Lang::Por => ("pt", "Portuguese"),
        Lang::Rus => ("ru", "Russian"),
        Lang::Spa => ("es", "Spanish"),
        Lang::Swe => ("sv", "Swedish"),
        Lang::Tur => ("tr", "Turkish"),
        Lang::Vie => ("vi", "Vietnamese"),
    })
}
