//! Word files (.docx): press releases, statements, bulletins.
//!
//! Bytes → an article over the text of its paragraphs and tables, with headings, lists and quotations as the file marks
//! them. Headers and footers are furniture, notes stand at the end. A file that is damaged, locked or something else than a
//! Word file is refused with advice.
//!
//! The text that spans count has a line for each paragraph and each row of a table: the body first, then notes, headers and
//! footers.
//!
//! Not here: pages. Where a page ends is decided by the program that shows the file.

mod body;
mod package;
mod styles;
mod xml;

use super::container::{Content, Refusal};
use super::metadata::Metadata;
use super::prose::Draft;
use super::table::Grid;
use super::{Article, BlockKind, Extracted, Format, Furniture, heading, properties};
use body::{Piece, Row};
use package::Package;
use styles::{Role, Styles};
use xml::{Node, nodes};

const NOT_WORD: &str = "Unpack it, or save the document as .docx, .pdf, .html or .txt.";

/// Reads a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Refusal> {
    let package = Package::open(bytes)?;
    let root = package.relations("")?;
    let named = root.iter().find(|(kind, _)| kind == "officeDocument").map(|(_, target)| target.as_str());
    let main = named.unwrap_or("word/document.xml");
    if !main.to_ascii_lowercase().starts_with("word/") || !package.has(main) {
        return Err(other(&package));
    }
    let relations = package.relations(main)?;
    let parts = |kind: &str| -> Result<Vec<String>, Refusal> {
        let targets = relations.iter().filter(|(known, _)| known == kind);
        targets.filter_map(|(_, target)| package.part(target).transpose()).collect()
    };
    let styles = parts("styles")?.first().map(|xml| Styles::read(xml)).unwrap_or_default();
    let body = package.part(main)?.unwrap_or_default();
    let mut sheet = Sheet::default();
    let body = sheet.lay(body::read(&body, &styles));
    let mut around = |kind: &str| -> Result<Vec<Laid>, Refusal> {
        let mut laid = Vec::new();
        for xml in parts(kind)? {
            laid.extend(sheet.lay(body::read(&xml, &styles)));
        }
        Ok(laid)
    };
    let (notes, more_notes) = (around("footnotes")?, around("endnotes")?);
    let (headers, footers) = (around("header")?, around("footer")?);

    let mut draft = Draft::default();
    let mut tables = 0;
    let furnish = |laid: Vec<Laid>, kind: Furniture| {
        let lines = laid.into_iter().flat_map(Laid::texts);
        lines.map(move |(at, text)| Laid::Line(at, text, BlockKind::Furniture(kind))).collect::<Vec<_>>()
    };
    // A letterhead may hold the day of the release, so it comes where such lines are looked for.
    for laid in furnish(headers, Furniture::Credit)
        .into_iter()
        .chain(body)
        .chain(notes)
        .chain(more_notes)
        .chain(furnish(footers, Furniture::Navigation))
    {
        laid.push(&mut draft, &mut tables);
    }
    let mut metadata = Metadata::default();
    heading::settle(&mut draft, &mut metadata);
    let core = root.iter().find(|(kind, _)| kind == "core-properties").map(|(_, target)| target.as_str());
    if let Some(xml) = package.part(core.unwrap_or("docProps/core.xml"))? {
        core_properties(&xml).offer(&mut metadata);
    }
    Ok(Content {
        article: Article { format: Format::Word, draft, metadata },
        extracted: Extracted { text: sheet.text.into(), pages: None },
    })
}

/// What an archive is that holds no Word document.
fn other(package: &Package<'_>) -> Refusal {
    let (problem, advice) = if package.has("xl/workbook.xml") || package.has("xl/workbook.bin") {
        ("this is a spreadsheet", "Save the sheet as .html, or copy the table into a .docx or .html file.")
    } else if package.has("ppt/presentation.xml") {
        ("this is a presentation", "Save it as .pdf.")
    } else if package.has("content.xml") && package.has("mimetype") {
        ("this is an OpenDocument file", "Save it as .docx or .pdf.")
    } else {
        ("this is a ZIP archive that holds no Word document", NOT_WORD)
    };
    Refusal { problem, advice }
}

/// The text that is taken out, a line a paragraph or row.
#[derive(Default)]
struct Sheet {
    text: String,
}

/// A piece of the file with its places in the text.
enum Laid {
    Line(usize, String, BlockKind),
    Table(Vec<(Row, Vec<usize>)>),
}

impl Sheet {
    fn lay(&mut self, pieces: Vec<Piece>) -> Vec<Laid> {
        let mut laid = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Paragraph(paragraph) => {
                    let kind = match paragraph.role {
                        Role::Title => BlockKind::Heading(1),
                        // A title stands above headings of the first level.
                        Role::Heading(level) => BlockKind::Heading(level),
                        Role::Item => BlockKind::ListItem,
                        Role::Quote => BlockKind::Quoted,
                        Role::Contents => BlockKind::Furniture(Furniture::Navigation),
                        Role::Text if paragraph.bold && heading::could_head(&paragraph.text) => {
                            BlockKind::Heading(3)
                        }
                        Role::Text | Role::Caption => BlockKind::Paragraph,
                    };
                    let at = self.text.len();
                    self.text.push_str(&paragraph.text);
                    self.text.push('\n');
                    laid.push(Laid::Line(at, paragraph.text, kind));
                }
                Piece::Table(rows) => {
                    let rows = rows.into_iter().map(|row| {
                        let mut places = Vec::new();
                        for (index, cell) in row.cells.iter().enumerate() {
                            if index > 0 {
                                self.text.push('\t');
                            }
                            places.push(self.text.len());
                            self.text.push_str(&cell.text);
                        }
                        self.text.push('\n');
                        (row, places)
                    });
                    laid.push(Laid::Table(rows.collect()));
                }
            }
        }
        laid
    }
}

impl Laid {
    /// Appends the blocks of the piece.
    fn push(self, draft: &mut Draft, tables: &mut u32) {
        match self {
            Self::Line(at, text, kind) => {
                draft.push(&text, at);
                draft.close(kind);
            }
            Self::Table(rows) => {
                let mut grid = Grid::default();
                for (row, places) in &rows {
                    grid.row();
                    for (cell, at) in row.cells.iter().zip(places).filter(|(cell, _)| !cell.continues) {
                        draft.push(&cell.text, *at);
                        let block = draft.close(BlockKind::Paragraph);
                        grid.cell(block, row.is_header, cell.columns, cell.rows);
                    }
                }
                grid.settle(draft, *tables);
                *tables += 1;
            }
        }
    }

    /// The texts of the piece, each with its place.
    fn texts(self) -> Vec<(usize, String)> {
        match self {
            Self::Line(at, text, _) => vec![(at, text)],
            Self::Table(rows) => rows
                .into_iter()
                .flat_map(|(row, places)| places.into_iter().zip(row.cells).map(|(at, cell)| (at, cell.text)))
                .filter(|(_, text)| !text.is_empty())
                .collect(),
        }
    }
}

/// What the file says of itself.
fn core_properties(xml: &str) -> properties::Properties {
    let mut found = properties::Properties::default();
    let mut open = String::new();
    for node in nodes(xml) {
        match node {
            Node::Open(element) => open = element.name().rsplit(':').next().unwrap_or_default().to_owned(),
            Node::Close(_) => open.clear(),
            Node::Text(text) => match open.as_str() {
                "title" => found.title = Some(text),
                "creator" => found.author = Some(text),
                // The day on which it was last saved is nearer to its publication than the day on which its template was made.
                "modified" => found.day = properties::day(&text).or(found.day),
                "created" if found.day.is_none() => found.day = properties::day(&text),
                _ => {}
            },
        }
    }
    found
}
