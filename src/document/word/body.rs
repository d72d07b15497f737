//! The paragraphs and tables of a part of a Word file, as a reader sees them with all changes accepted.
//!
//! XML → [`Piece`]s in reading order. It cannot fail: what is not known is passed through, and what shows nothing (deleted
//! words, hidden words, instructions of fields, the second copy of a drawing for old programs) is left out.
//!
//! A table inside a cell is text of the cell. A text box comes before the paragraph that it is tied to.
//!
//! Source: ECMA-376, part 1, section 17.

use super::styles::{Role, Styles, outline};
use super::xml::{Element, Node, nodes};

/// A part of the body.
#[derive(Debug)]
pub(super) enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table of two columns or more.
    Table(Vec<Row>),
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) role: Role,
    /// All its letters are set in bold.
    pub(super) bold: bool,
    has_plain: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The file says that it heads the table on every page.
    pub(super) is_header: bool,
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Columns that it covers.
    pub(super) columns: u32,
    /// It begins a cell of several rows.
    begins: bool,
    /// It belongs to the cell above.
    pub(super) continues: bool,
    /// Rows that it covers.
    pub(super) rows: u32,
}

/// Elements whose contents show nothing.
const SILENT: &[&str] = &[
    "w:del",
    "w:moveFrom",
    "w:instrText",
    "w:delText",
    "w:delInstrText",
    "w:pPrChange",
    "w:rPrChange",
    "w:tblPrChange",
    "w:sectPrChange",
    "w:tcPrChange",
    "w:trPrChange",
    "w:sdtPr",
    "mc:Fallback",
    "w:object",
    "w:ruby",
];

/// Reads a part.
pub(super) fn read(xml: &str, styles: &Styles) -> Vec<Piece> {
    let mut reader = Reader {
        styles,
        pieces: Vec::new(),
        tables: Vec::new(),
        paragraphs: Vec::new(),
        run: Run::default(),
    };
    let mut silent = 0_u32;
    let mut showing = false;
    for node in nodes(xml) {
        match node {
            Node::Open(element) if silent > 0 || SILENT.contains(&element.name()) => silent += 1,
            Node::Close(_) if silent > 0 => silent -= 1,
            Node::Open(element) => {
                showing = element.name() == "w:t";
                reader.open(&element);
            }
            Node::Close(end) => {
                showing = false;
                reader.close(end.name());
            }
            Node::Text(text) if showing && silent == 0 => reader.text(&text),
            Node::Text(_) => {}
        }
    }
    while !reader.paragraphs.is_empty() {
        reader.close("w:p");
    }
    while !reader.tables.is_empty() {
        reader.close("w:tbl");
    }
    reader.pieces
}

struct Reader<'s> {
    styles: &'s Styles,
    pieces: Vec<Piece>,
    tables: Vec<Vec<Row>>,
    paragraphs: Vec<Paragraph>,
    run: Run,
}

#[derive(Clone, Copy, Debug, Default)]
struct Run {
    hidden: bool,
    bold: bool,
    raised: bool,
}

impl Reader<'_> {
    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            "w:p" => self.paragraphs.push(Paragraph::default()),
            "w:r" => self.run = Run::default(),
            "w:tbl" => self.tables.push(Vec::new()),
            "w:tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.push(Row::default());
                }
            }
            "w:tc" => {
                if let Some(row) = self.tables.last_mut().and_then(|table| table.last_mut()) {
                    row.cells.push(Cell { columns: 1, rows: 1, ..Cell::default() });
                }
            }
            "w:tblHeader" if element.is_on() => {
                if let Some(row) = self.tables.last_mut().and_then(|table| table.last_mut()) {
                    row.is_header = true;
                }
            }
            "w:gridSpan" => {
                if let (Some(cell), Some(columns)) =
                    (self.cell(), element.get("val").and_then(|it| it.parse().ok()))
                {
                    cell.columns = columns;
                }
            }
            "w:vMerge" => {
                let begins = element.get("val").as_deref() == Some("restart");
                if let Some(cell) = self.cell() {
                    (cell.begins, cell.continues) = (begins, !begins);
                }
            }
            "w:pStyle" => {
                let role = element.get("val").map(|id| self.styles.role(&id));
                if let (Some(paragraph), Some(role)) = (self.paragraphs.last_mut(), role)
                    && paragraph.role == Role::Text
                {
                    paragraph.role = role;
                }
            }
            "w:numId" if element.get("val").as_deref() != Some("0") => self.role(Role::Item),
            "w:outlineLvl" => {
                if let Some(role) = element.get("val").and_then(|level| outline(&level)) {
                    self.role(role);
                }
            }
            "w:vanish" | "w:webHidden" if element.is_on() => self.run.hidden = true,
            "w:b" if element.is_on() => self.run.bold = true,
            "w:vertAlign" => self.run.raised = element.get("val").as_deref() == Some("superscript"),
            "w:tab" | "w:br" | "w:cr" | "w:ptab" => self.text(" "),
            "w:noBreakHyphen" => self.text("-"),
            _ => {}
        }
    }

    fn role(&mut self, role: Role) {
        if let Some(paragraph) = self.paragraphs.last_mut()
            && paragraph.role == Role::Text
        {
            paragraph.role = role;
        }
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut()?.last_mut()?.cells.last_mut()
    }

    fn text(&mut self, text: &str) {
        let run = self.run;
        let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !run.hidden) else { return };
        // A raised figure is the mark of a note or an exponent; left on the line it would be a digit of the number before it.
        if run.raised {
            paragraph.text.extend(text.chars().map(super::super::raised::raised));
        } else {
            paragraph.text.push_str(text);
        }
        if text.chars().any(char::is_alphanumeric) {
            paragraph.bold |= run.bold;
            paragraph.has_plain |= !run.bold;
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "w:p" => {
                let Some(mut paragraph) = self.paragraphs.pop() else { return };
                paragraph.bold &= !paragraph.has_plain;
                paragraph.text = paragraph.text.split_whitespace().collect::<Vec<_>>().join(" ");
                if paragraph.text.is_empty() {
                    return;
                }
                match self.cell() {
                    Some(cell) => {
                        if !cell.text.is_empty() {
                            cell.text.push(' ');
                        }
                        cell.text.push_str(&paragraph.text);
                    }
                    None => self.pieces.push(Piece::Paragraph(paragraph)),
                }
            }
            // Text of a hyperlink or a field between runs shows as it is.
            "w:r" => self.run = Run::default(),
            "w:tbl" => {
                let Some(table) = self.tables.pop() else { return };
                self.table(table);
            }
            _ => {}
        }
    }

    fn table(&mut self, mut table: Vec<Row>) {
        if let Some(cell) = self.cell() {
            // A table inside a cell.
            for inner in table.iter().flat_map(|row| &row.cells).filter(|inner| !inner.text.is_empty()) {
                if !cell.text.is_empty() {
                    cell.text.push(' ');
                }
                cell.text.push_str(&inner.text);
            }
            return;
        }
        let columns = table.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if columns < 2 || table.len() < 2 {
            // Frames and pages laid out in columns are tables to the program, not to a reader.
            let cells = table.into_iter().flat_map(|row| row.cells).filter(|cell| !cell.text.is_empty());
            self.pieces.extend(
                cells.map(|cell| Piece::Paragraph(Paragraph { text: cell.text, ..Paragraph::default() })),
            );
            return;
        }
        merge(&mut table);
        self.pieces.push(Piece::Table(table));
    }
}

/// Counts the rows of cells that reach over several.
fn merge(table: &mut [Row]) {
    let columns_before = |row: &Row, at: usize| row.cells[..at].iter().map(|cell| cell.columns).sum::<u32>();
    for row in 0..table.len() {
        for at in 0..table[row].cells.len() {
            if !table[row].cells[at].begins {
                continue;
            }
            let column = columns_before(&table[row], at);
            let below = table[row + 1..].iter().take_while(|below| {
                let mut column_of = 0;
                below.cells.iter().any(|cell| {
                    let here = column_of == column && cell.continues;
                    column_of += cell.columns;
                    here
                })
            });
            let rows = 1 + u32::try_from(below.count()).unwrap_or(u32::MAX - 1);
            table[row].cells[at].rows = rows;
        }
    }
}
