//! Prose, the map from it back to the file, and the draft that parsers build both with.
//!
//! What a reader sees and what stands in the file differ: markup, entities, escapes, encodings, white space. Every
//! byte of prose is covered by a run of the map, so that a span of prose always leads to bytes of the file.
//!
//! Not here: which parts of a file are prose; the parsers know that.

use super::{Block, BlockKind};
use crate::text::{FileSpan, Span};

/// The text a reader sees, with a map back to the file.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    text: String,
    map: SourceMap,
}

impl Prose {
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

/// Leads from a text back to what it was made of.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceMap {
    /// In the order of the text; together they cover it.
    runs: Vec<Run>,
}

/// A stretch of text and the stretch that it came from. Where both have one length they correspond byte for byte;
/// otherwise the whole came from the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: u32,
    text_len: u32,
    file: u32,
    file_len: u32,
}

impl SourceMap {
    /// Appends a stretch of text that came from a stretch of the file.
    pub(super) fn push(&mut self, text: usize, text_len: usize, file: usize, file_len: usize) {
        if text_len == 0 {
            return;
        }
        let small = |n: usize| u32::try_from(n).expect("longer files are refused");
        let run = Run {
            text: small(text),
            text_len: small(text_len),
            file: small(file),
            file_len: small(file_len),
        };
        if let Some(last) = self.runs.last_mut()
            && last.text_len == last.file_len
            && run.text_len == run.file_len
            && last.text + last.text_len == run.text
            && last.file + last.file_len == run.file
        {
            last.text_len += run.text_len;
            last.file_len += run.file_len;
        } else {
            self.runs.push(run);
        }
    }

    fn file_span(&self, span: Span) -> FileSpan {
        let start = self.locate(span.start, false);
        let end = if span.is_empty() { start } else { self.locate(span.end - 1, true) };
        FileSpan { start: start.min(end), end: end.max(start) }
    }

    /// Where in the file a byte of the text began.
    pub(super) fn start_of(&self, byte: usize) -> u32 {
        self.locate(u32::try_from(byte).unwrap_or(u32::MAX), false)
    }

    /// Where a byte of the text came from: its first byte in the file, or with `after` the byte behind its last.
    fn locate(&self, byte: u32, after: bool) -> u32 {
        let index = self.runs.partition_point(|run| run.text <= byte);
        let Some(run) = index.checked_sub(1).map(|i| &self.runs[i]) else {
            return self.runs.first().map_or(0, |run| run.file);
        };
        let offset = byte - run.text;
        if offset >= run.text_len {
            run.file + run.file_len
        } else if run.text_len == run.file_len {
            run.file + offset + u32::from(after)
        } else if after {
            run.file + run.file_len
        } else {
            run.file
        }
    }

    /// The map from the same text through to what `outer` leads to.
    fn through(&self, outer: &Self) -> Self {
        let mut map = Self::default();
        for run in &self.runs {
            if run.text_len != run.file_len {
                let start = outer.locate(run.file, false);
                let end =
                    if run.file_len == 0 { start } else { outer.locate(run.file + run.file_len - 1, true) };
                map.push_run(run.text, run.text_len, start, end.saturating_sub(start));
                continue;
            }
            // A stretch that corresponds byte for byte is cut where the outer map is cut.
            let (mut at, end) = (run.file, run.file + run.file_len);
            while at < end {
                let index = outer.runs.partition_point(|run| run.text <= at);
                let Some(cut) = index.checked_sub(1).map(|i| outer.runs[i]) else { break };
                let stop = end.min(cut.text + cut.text_len);
                if stop <= at {
                    break;
                }
                let start = outer.locate(at, false);
                let after = outer.locate(stop - 1, true);
                map.push_run(run.text + (at - run.file), stop - at, start, after - start);
                at = stop;
            }
        }
        map
    }

    fn push_run(&mut self, text: u32, text_len: u32, file: u32, file_len: u32) {
        self.push(text as usize, text_len as usize, file as usize, file_len as usize);
    }
}

/// A text that was decoded from another, with the map back: a file's text out of its bytes, a string out of JSON.
#[derive(Clone, Debug, Default)]
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// Where it came from.
    pub(super) map: SourceMap,
}

impl Decoded {
    /// Appends text that came from `len` bytes at `at`.
    pub(super) fn push(&mut self, text: &str, at: usize, len: usize) {
        self.map.push(self.text.len(), text.len(), at, len);
        self.text.push_str(text);
    }

    /// The stretches of the text with what each came from.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (&str, FileSpan)> {
        self.map.runs.iter().map(|run| {
            let (text, file) = (run.text as usize, run.file);
            let words = &self.text[text..text + run.text_len as usize];
            (words, FileSpan { start: file, end: file + run.file_len })
        })
    }
}

/// Prose and blocks while a parser builds them. White space is folded as a page shows it: a stretch of any kind is
/// one space, and a block neither begins nor ends with one.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    text: String,
    map: SourceMap,
    pub(super) blocks: Vec<Block>,
    /// Where the open block begins, if it has any text yet.
    start: Option<usize>,
    /// White space seen since the last character: where it stands and how long it is.
    space: Option<(usize, usize)>,
    /// Where in the file the last character ended.
    file_end: usize,
}

impl Draft {
    /// Appends text that stands as it is at `at`.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        let mut plain = 0;
        for (index, c) in text.char_indices() {
            let kind = if c.is_whitespace() {
                Fold::Space
            } else if is_invisible(c) {
                Fold::Nothing
            } else {
                continue;
            };
            self.raw(&text[plain..index], at + plain, index - plain);
            if matches!(kind, Fold::Space) {
                self.space(at + index, c.len_utf8());
            }
            plain = index + c.len_utf8();
        }
        self.raw(&text[plain..], at + plain, text.len() - plain);
    }

    /// Appends text that came from `len` bytes at `at`: a decoded entity, an escape.
    pub(super) fn replaced(&mut self, text: &str, at: usize, len: usize) {
        if text.chars().all(char::is_whitespace) {
            self.space(at, len);
        } else if !text.chars().all(is_invisible) {
            self.raw(text, at, len);
        }
    }

    /// Notes white space of `len` bytes at `at`.
    pub(super) fn space(&mut self, at: usize, len: usize) {
        self.space = Some(match self.space {
            Some((start, _)) if start <= at => (start, at + len - start),
            _ => (at, len),
        });
    }

    fn raw(&mut self, text: &str, at: usize, len: usize) {
        if text.is_empty() {
            return;
        }
        if self.start.is_none() {
            if !self.text.is_empty() {
                // Blocks stand apart in the prose, so that no pattern over it runs from one into the next.
                self.map.push(self.text.len(), 2, self.file_end, 0);
                self.text.push_str("\n\n");
            }
            self.start = Some(self.text.len());
        } else if let Some((space, space_len)) = self.space {
            self.map.push(self.text.len(), 1, space, space_len);
            self.text.push(' ');
        }
        self.space = None;
        self.map.push(self.text.len(), text.len(), at, len);
        self.text.push_str(text);
        self.file_end = at + len;
    }

    /// The text of the open block so far.
    pub(super) fn open_text(&self) -> &str {
        self.start.map_or("", |start| &self.text[start..])
    }

    /// Closes the open block, if it has text, and returns its index.
    pub(super) fn close(&mut self, kind: BlockKind) -> Option<usize> {
        self.space = None;
        let start = self.start.take()?;
        let span = Span::new(start, self.text.len());
        self.blocks.push(Block { span, kind, heading: None, posted: None });
        Some(self.blocks.len() - 1)
    }

    /// The text of a block.
    pub(super) fn text_of(&self, block: usize) -> &str {
        &self.text[self.blocks[block].span.range()]
    }

    /// Cuts block `index` in two at byte `at` of its text; white space around the cut belongs to neither. Does
    /// nothing where one part would be empty.
    pub(super) fn split(&mut self, index: usize, at: usize) {
        let span = self.blocks[index].span;
        let text = &self.text[span.range()];
        let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return };
        let (before, after) = (before.trim_end(), after.trim_start());
        if before.is_empty() || after.is_empty() {
            return;
        }
        let start = span.start as usize;
        let first = Span::new(start, start + before.len());
        let second = Span::new(span.end as usize - after.len(), span.end as usize);
        let mut rest = self.blocks[index].clone();
        rest.span = second;
        self.blocks[index].span = first;
        self.blocks.insert(index + 1, rest);
    }

    /// Appends the blocks of another draft.
    pub(super) fn append(&mut self, other: Self) {
        self.close(BlockKind::Paragraph);
        if other.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.map.push(self.text.len(), 2, self.file_end, 0);
            self.text.push_str("\n\n");
        }
        let shift = u32::try_from(self.text.len()).expect("longer files are refused");
        for run in &other.map.runs {
            self.map.push_run(run.text + shift, run.text_len, run.file, run.file_len);
        }
        let moved = |span: Span| Span { start: span.start + shift, end: span.end + shift };
        for mut block in other.blocks {
            block.span = moved(block.span);
            if let BlockKind::Cell(cell) = &mut block.kind {
                for header in
                    [&mut cell.row_header, &mut cell.column_header, &mut cell.corner, &mut cell.caption]
                {
                    *header = header.map(moved);
                }
            }
            self.blocks.push(block);
        }
        self.text.push_str(&other.text);
        self.file_end = other.file_end;
    }

    /// The same draft with a map that leads on through `outer`.
    pub(super) fn through(mut self, outer: &SourceMap) -> Self {
        self.map = self.map.through(outer);
        self
    }

    /// The finished prose and blocks, each with the heading that it stands under.
    pub(super) fn finish(mut self) -> (Prose, Vec<Block>) {
        self.close(BlockKind::Paragraph);
        let mut heading = None;
        for (index, block) in self.blocks.iter_mut().enumerate() {
            block.heading = heading;
            if let BlockKind::Heading(_) = block.kind {
                heading = u32::try_from(index).ok();
            }
        }
        (Prose { text: self.text, map: self.map }, self.blocks)
    }
}

/// What a character becomes that does not stand in prose as itself.
enum Fold {
    Space,
    Nothing,
}

/// Characters that a reader does not see: soft hyphens, zero-width spaces, marks of byte order, control characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_folds_and_still_leads_to_the_file() {
        let source = "  The \n toll\u{a0}is  97. ";
        let mut draft = Draft::default();
        draft.push(source, 0);
        draft.close(BlockKind::Paragraph);
        let (prose, blocks) = draft.finish();
        assert_eq!(prose.slice(blocks[0].span), "The toll is 97.");
        let at = prose.text().find("toll is").expect("it is there");
        let file = prose.file_span(Span::new(at, at + 7));
        assert_eq!(&source[file.start as usize..file.end as usize], "toll\u{a0}is");
    }

    #[test]
    fn maps_compose() {
        let mut outer = Decoded::default();
        outer.push("ab", 10, 2);
        outer.push("\"", 12, 2);
        outer.push("cd", 14, 2);
        let mut draft = Draft::default();
        draft.push(&outer.text, 0);
        let (prose, blocks) = draft.through(&outer.map).finish();
        assert_eq!(prose.file_span(blocks[0].span), FileSpan { start: 10, end: 16 });
        assert_eq!(prose.file_span(Span::new(2, 3)), FileSpan { start: 12, end: 14 });
        assert_eq!(prose.file_span(Span::new(3, 4)), FileSpan { start: 14, end: 15 });
    }

    #[test]
    fn a_block_is_cut_in_two_without_the_space_between() {
        let mut draft = Draft::default();
        draft.push("OSLO (AP) - Snow fell.", 0);
        draft.close(BlockKind::Paragraph);
        draft.split(0, 11);
        assert_eq!((draft.text_of(0), draft.text_of(1)), ("OSLO (AP) -", "Snow fell."));
        draft.split(1, 0);
        assert_eq!(draft.blocks.len(), 2);
    }
}
