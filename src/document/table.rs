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
        self.cells.push(Entry { row, column: self.column, columns, is_header, block });
        let end = (self.column + columns) as usize;
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        for left in &mut self.covered[self.column as usize..end] {
            // This row counts; `row` takes one off for each that follows.
            *left = rows.clamp(1, 10_000);
        }
        self.column += columns;
    }

    /// Gives the blocks of the cells their kind.
    pub(super) fn settle(self, draft: &mut Draft, table: u32) {
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
        let mut row_header: Option<(u32, Span)> = None;
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
                row_header = span(entry).map(|span| (entry.row, span));
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
                        .filter(|(row, _)| *row == entry.row && entry.column > 0 && !header_row)
                        .map(|(_, span)| span),
                    column_header: above
                        .get(entry.column as usize)
                        .copied()
                        .flatten()
                        .filter(|_| !header_row),
                    corner: corner.filter(|_| !(entry.row == 0 && entry.column == 0)),
                },
            ));
        }
        for (block, cell) in kinds {
            draft.blocks[block].kind = BlockKind::Cell(cell);
        }
    }
}
