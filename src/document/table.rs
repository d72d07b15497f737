//! Tables: which cell stands where, and under which headers.
//!
//! Not here: what a figure in a cell means.

use super::prose::Draft;
use super::{BlockKind, Cell};
use crate::text::Span;

/// A table while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    cells: Vec<Entry>,
    rows: u32,
    column: u32,
    /// For each column, the rows that a cell from above still covers.
    covered: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    row: u32,
    column: u32,
    columns: u32,
    rows: u32,
    is_header: bool,
    /// Its block, where it has text.
    block: Option<usize>,
}

/// No table of an article has more columns; what a page claims beyond is not believed.
const WIDEST: u32 = 200;

impl Grid {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows += 1;
        self.column = 0;
        for left in &mut self.covered {
            *left = left.saturating_sub(1);
        }
    }

    /// How many rows have begun.
    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    /// Puts a cell into the row.
    pub(super) fn cell(&mut self, block: Option<usize>, is_header: bool, columns: u32, rows: u32) {
        while self.covered.get(self.column as usize).is_some_and(|left| *left > 0) {
            self.column += 1;
        }
        if self.column >= WIDEST {
            return;
        }
        let columns = columns.clamp(1, WIDEST);
        let row = self.rows.saturating_sub(1);
        let rows = rows.clamp(1, 10_000);
        self.cells.push(Entry { row, column: self.column, columns, rows, is_header, block });
        let end = (self.column + columns) as usize;
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        for left in &mut self.covered[self.column as usize..end] {
            // This row counts; `row` takes one off for each that follows.
            *left = rows;
        }
        self.column += columns;
    }

    /// Takes the first row for the heads of the columns where the file marks none, as word processors and PDF files do not:
    /// if it holds words or periods, and figures stand below it.
    fn guess_heads(&mut self, draft: &Draft) {
        let text = |entry: &Entry| entry.block.map(|block| draft.text_of(block));
        if self.cells.iter().any(|cell| cell.is_header) {
            return;
        }
        let heads = self.cells.iter().filter(|cell| cell.row == 0 && cell.column > 0).filter_map(text);
        let figures = self.cells.iter().filter(|cell| cell.row > 0 && cell.column > 0).filter_map(text);
        let any_head = heads.clone().count() > 0;
        if any_head && heads.clone().all(|text| !is_figure(text)) && figures.clone().any(is_figure) {
            for cell in self.cells.iter_mut().filter(|cell| cell.row == 0) {
                cell.is_header = true;
            }
        }
    }

    /// The line above the table that says what it shows: the caption, a heading, or a short line that is no sentence.
    fn caption(&self, draft: &Draft) -> Option<Span> {
        let first = self.cells.iter().filter_map(|cell| cell.block).min()?;
        let above = first.checked_sub(1)?;
        let block = &draft.blocks[above];
        let text = draft.text_of(above);
        let heads = match block.kind {
            BlockKind::Heading(_) => true,
            BlockKind::Paragraph => {
                let named = ["table ", "figure ", "chart "]
                    .iter()
                    .any(|name| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
                text.len() < 300 && (named || !text.ends_with(['.', '!', '?', ';']) && text.len() < 120)
            }
            _ => false,
        };
        heads.then_some(block.span)
    }

    /// Gives the blocks of the cells their kind.
    pub(super) fn settle(mut self, draft: &mut Draft, table: u32) {
        self.guess_heads(draft);
        let caption = self.caption(draft);
        let span = |entry: &Entry| entry.block.map(|block| draft.blocks[block].span);
        let first_row_is_header = self
            .cells
            .iter()
            .filter(|cell| cell.row == 0 && cell.column > 0)
            .all(|cell| cell.is_header || cell.block.is_none())
            && self.cells.iter().any(|cell| cell.row == 0 && cell.is_header);
        // The nearest header above each column, as rows go by; headers in the middle of a table begin a new part.
        let mut above: Vec<Option<Span>> = Vec::new();
        let mut corner = None;
        let mut kinds = Vec::new();
        let mut row_header: Option<(std::ops::Range<u32>, Span)> = None;
        for entry in &self.cells {
            // A header cell in the first column heads its row; elsewhere it heads its column.
            let header_row = entry.is_header && (entry.column > 0 || entry.row == 0 && first_row_is_header);
            if header_row {
                let end = (entry.column + entry.columns) as usize;
                if above.len() < end {
                    above.resize(end, None);
                }
                for slot in &mut above[entry.column as usize..end] {
                    *slot = span(entry);
                }
                if entry.row == 0 && entry.column == 0 {
                    corner = span(entry);
                }
            }
            if entry.column == 0 {
                row_header = span(entry).map(|span| (entry.row..entry.row + entry.rows, span));
            }
            let Some(block) = entry.block else { continue };
            kinds.push((
                block,
                Cell {
                    table,
                    row: entry.row,
                    column: entry.column,
                    is_header: entry.is_header,
                    row_header: row_header
                        .as_ref()
                        .filter(|(rows, _)| rows.contains(&entry.row) && entry.column > 0 && !header_row)
                        .map(|(_, span)| *span),
                    column_header: above
                        .get(entry.column as usize)
                        .copied()
                        .flatten()
                        .filter(|_| !header_row),
                    corner: corner.filter(|_| !(entry.row == 0 && entry.column == 0)),
                    caption,
                },
            ));
        }
        for (block, cell) in kinds {
            draft.blocks[block].kind = BlockKind::Cell(cell);
        }
    }
}

/// Whether the text of a cell is a figure: a number with nothing but signs and a unit's letter beside it. A year is a period and
/// no figure.
fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_year = digits == 4 && text.trim().len() == 4 && text.trim().starts_with(['1', '2']);
    let is_span =
        digits >= 4 && text.trim().chars().all(|c| c.is_ascii_digit() || "/-–".contains(c)) && text.len() > 4;
    digits > 0
        && letters <= 2
        && letters < digits
        && !is_year
        && !is_span
        && !text.trim_start().starts_with(|c: char| c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(rows: &[&[&str]]) -> Vec<(String, Cell, Draft)> {
        let mut draft = Draft::default();
        draft.push("Table 1: Ferries, thousands", 0);
        draft.close(BlockKind::Paragraph);
        let mut grid = Grid::default();
        for row in rows {
            grid.row();
            for cell in *row {
                draft.push(cell, 0);
                let block = draft.close(BlockKind::Paragraph);
                grid.cell(block, false, 1, 1);
            }
        }
        grid.settle(&mut draft, 0);
        let cells = draft.blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
            BlockKind::Cell(cell) => Some((draft.text_of(at).to_owned(), cell.clone(), draft.clone())),
            _ => None,
        });
        cells.collect()
    }

    fn head_of(rows: &[&[&str]], text: &str) -> Option<String> {
        let cells = settled(rows);
        let (_, cell, draft) = cells.iter().find(|(found, ..)| found == text)?;
        let head = cell.column_header?;
        let at = draft.blocks.iter().position(|block| block.span == head)?;
        Some(draft.text_of(at).to_owned())
    }

    #[test]
    fn a_first_row_of_words_or_years_heads_figures() {
        let figures: &[&[&str]] = &[&["", "2026", "Change, %"], &["Ships", "1,870", "(3.2)"]];
        assert_eq!(head_of(figures, "1,870").as_deref(), Some("2026"));
        assert_eq!(head_of(figures, "(3.2)").as_deref(), Some("Change, %"));
    }

    #[test]
    fn a_first_row_of_figures_heads_nothing() {
        assert_eq!(head_of(&[&["Ships", "1,870"], &["Ports", "31"]], "31"), None);
        assert_eq!(head_of(&[&["Orvik", "harbour"], &["Sund", "ferry"]], "ferry"), None, "a table of words");
        assert_eq!(head_of(&[&["Orvik", "1994"], &["Sund", "2001"]], "2001"), None, "years below years");
    }

    #[test]
    fn the_line_above_is_the_caption() {
        let cells = settled(&[&["", "2026"], &["Ships", "1,870"]]);
        let (_, cell, draft) = &cells[2];
        assert_eq!(cell.caption, Some(draft.blocks[0].span));
    }
}
