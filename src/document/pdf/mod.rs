//! PDF files: press releases, bulletins, printed pages.
//!
//! Bytes → an article over the text of its printed lines. Lines are joined to paragraphs, words that a line end parts are
//! made whole, figures that stand in columns are cells of tables, and running heads and numbers of pages are furniture. A file
//! that is locked, damaged or has no text is refused with advice.
//!
//! The text that spans count has a line for each printed line, in the order in which the file draws them, with a form feed
//! before each page but the first.
//!
//! Not here: words in pictures. A file of scanned pages is refused, unless some program has put the words that it recognised
//! behind them, which a note says.

mod flow;
mod glyphs;
mod lines;
mod table;

use super::container::{Content, Refusal};
use super::metadata::Metadata;
use super::prose::Draft;
use super::table::Grid;
use super::{Article, BlockKind, Extracted, Format, Furniture, heading};
use flow::{Piece, Role};
use lines::{Line, Stretch};
use std::collections::BTreeSet;

/// Reads a PDF file.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Refusal> {
    let sheets = glyphs::read(bytes)?;
    let mut pages: Vec<(Vec<Line>, f64)> =
        sheets.pages.iter().map(|page| (lines::read(page), page.height)).collect();
    let extracted = lay(&mut pages);
    let words = Words::of(&extracted.text);
    let mut draft = Draft::default();
    let mut tables = 0;
    for piece in flow::read(&pages) {
        match piece {
            Piece::Paragraph { lines, role } => {
                words.push(&mut draft, lines.iter().flatten());
                draft.close(match role {
                    Role::Text => BlockKind::Paragraph,
                    Role::Item => BlockKind::ListItem,
                    Role::Heading(level) => BlockKind::Heading(level),
                });
            }
            Piece::Table(rows) => {
                let mut grid = Grid::default();
                for row in rows {
                    grid.row();
                    for cell in row {
                        words.push(&mut draft, cell.iter().flatten());
                        let block = draft.close(BlockKind::Paragraph);
                        grid.cell(block, false, 1, 1);
                    }
                }
                grid.settle(&mut draft, tables);
                tables += 1;
            }
            Piece::Aside(row) => {
                words.push(&mut draft, row.iter());
                draft.close(BlockKind::Furniture(Furniture::Navigation));
            }
        }
    }
    let mut metadata = Metadata::default();
    heading::settle(&mut draft, &mut metadata);
    sheets.properties.offer(&mut metadata);
    if sheets.recognised {
        metadata.note(
            "its pages are pictures, and the text behind them was recognised by another program",
            "Look at the page itself before you trust a figure in it.",
        );
    }
    Ok(Content { article: Article { format: Format::Pdf, draft, metadata }, extracted })
}

/// Lays the lines out as the text of the file, and tells each stretch its place.
fn lay(pages: &mut [(Vec<Line>, f64)]) -> Extracted {
    let mut text = String::new();
    let mut starts = Vec::new();
    for (number, (lines, _)) in pages.iter_mut().enumerate() {
        if number > 0 {
            text.push('\u{c}');
        }
        starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        for line in lines {
            for (index, stretch) in line.stretches.iter_mut().enumerate() {
                if index > 0 {
                    text.push('\t');
                }
                stretch.at = text.len();
                text.push_str(&stretch.text);
            }
            text.push('\n');
        }
    }
    Extracted { text: text.into(), pages: Some(starts.into()) }
}

/// The words of the file, by which it is seen whether a hyphen at the end of a line belongs to its word.
struct Words(BTreeSet<String>);

impl Words {
    fn of(text: &str) -> Self {
        let parts = text.split(|c: char| !(c.is_alphanumeric() || is_hyphen(c) || c == '\''));
        Self(parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect())
    }

    /// Appends stretches that follow one another as a reader reads them.
    fn push<'s>(&self, draft: &mut Draft, stretches: impl Iterator<Item = &'s Stretch>) {
        let mut stretches = stretches.peekable();
        while let Some(stretch) = stretches.next() {
            let next = stretches.peek();
            match next.and_then(|next| self.parted(&stretch.text, &next.text)) {
                // The next line goes on without a space.
                Some(kept) => draft.push(&stretch.text[..kept], stretch.at),
                None => {
                    draft.push(&stretch.text, stretch.at);
                    if next.is_some() {
                        draft.space(stretch.at + stretch.text.len(), 1);
                    }
                }
            }
        }
    }

    /// How much of a line stays where its last word goes on in the next line: all but a hyphen that only the end of the line
    /// put there. `None` where no word is parted.
    fn parted(&self, line: &str, next: &str) -> Option<usize> {
        let stem = line.strip_suffix(is_hyphen)?;
        let before: String = last_word(stem).to_lowercase();
        let after: String =
            next.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let starts_low = next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        if before.is_empty() || after.is_empty() || stem.ends_with(is_hyphen) || !starts_low {
            // "the 2026- and 2027-built ships", and a dash at the end of a line.
            return (!before.is_empty() && !after.is_empty() && !stem.ends_with(is_hyphen))
                .then_some(line.len());
        }
        if line.ends_with('\u{ad}') {
            return Some(stem.len());
        }
        // "2026-27" keeps its hyphen, and "mid-2026".
        let figure = |word: &str| word.chars().any(|c| c.is_ascii_digit());
        let has = |word: String| self.0.contains(&word);
        let hyphened = figure(&before)
            || figure(&after)
            || has(format!("{before}-{after}"))
            || !has(format!("{before}{after}"))
                && before.len() > 2
                && has(before.clone())
                && has(after.clone());
        Some(if hyphened { line.len() } else { stem.len() })
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

/// The last word of a line.
fn last_word(line: &str) -> &str {
    let start = line.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last();
    start.map_or("", |(at, _)| &line[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(known: &str, lines: &[&str]) -> String {
        let mut draft = Draft::default();
        let stretch = |text: &&str| Stretch { text: (*text).to_owned(), x: 0.0, end: 0.0, at: 0 };
        let stretches: Vec<Stretch> = lines.iter().map(stretch).collect();
        Words::of(&format!("{known} {}", lines.join(" "))).push(&mut draft, stretches.iter());
        draft.close(BlockKind::Paragraph);
        draft.text_of(0).to_owned()
    }

    #[test]
    fn a_hyphen_that_the_end_of_a_line_put_into_a_word_goes() {
        assert_eq!(
            joined("", &["The board had immi-", "grants counted."]),
            "The board had immigrants counted."
        );
        assert_eq!(joined("", &["ex\u{ad}", "ports rose"]), "exports rose");
    }

    #[test]
    fn a_hyphen_that_belongs_to_a_word_stays() {
        assert_eq!(joined("a long-term plan", &["It is long-", "term work."]), "It is long-term work.");
        assert_eq!(
            joined("state owned ports", &["They are state-", "owned ships."]),
            "They are state-owned ships."
        );
        assert_eq!(joined("", &["in the year 2026-", "27 it fell"]), "in the year 2026-27 it fell");
        assert_eq!(joined("", &["the Anglo-", "Dutch firm"]), "the Anglo-Dutch firm");
    }

    #[test]
    fn a_dash_at_the_end_of_a_line_parts_no_word() {
        assert_eq!(joined("", &["It fell –", "to 12."]), "It fell – to 12.");
        assert_eq!(joined("", &["It fell -", "to 12."]), "It fell - to 12.");
    }

    #[test]
    fn the_text_of_the_file_has_its_pages_apart() {
        let line = |text: &str| Line {
            stretches: vec![Stretch { text: text.to_owned(), x: 0.0, end: 9.0, at: 0 }],
            y: 9.0,
            size: 9.0,
            bold: false,
            aside: false,
        };
        let mut pages = vec![(vec![line("one"), line("two")], 99.0), (vec![line("three")], 99.0)];
        let extracted = lay(&mut pages);
        assert_eq!(&*extracted.text, "one\ntwo\n\u{c}three\n");
        assert_eq!(extracted.pages.as_deref(), Some([0, 9].as_slice()));
        assert_eq!(pages[1].0[0].stretches[0].at, 9);
    }
}
