//! Markdown articles, with or without front matter.
//!
//! Text → article. It cannot fail: every text is Markdown. Marks of emphasis and links show nothing; quotation marks
//! stay as they are typed; HTML inside is read as the page would show it.

use super::metadata::{Metadata, tidy};
use super::prose::Draft;
use super::table::Grid;
use super::{Article, BlockKind, Format, Provenance, front_matter, html, inline};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads an article in Markdown.
pub(super) fn read(text: &str) -> Article {
    let mut draft = Draft::default();
    let mut metadata = Metadata::default();
    let mut start = 0;
    if let Some(front) = front_matter::find(text) {
        front.read(&mut draft, &mut metadata);
        start = front.body;
    }
    let mut reader = Reader { text, start, draft, ..Reader::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        reader.event(event, start + range.start, range.len());
    }
    reader.flush();
    let mut draft = reader.draft;
    settle_headline(&mut draft, &mut metadata);
    Article { format: Format::Markdown, draft, metadata }
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    start: usize,
    draft: Draft,
    heading: Option<u8>,
    items: u32,
    quotes: u32,
    images: u32,
    /// The HTML block being read: where it begins and ends.
    html: Option<(usize, usize)>,
    grid: Grid,
    tables: u32,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: usize, len: usize) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(shown) if self.images == 0 => self.shown(&shown, at, len),
            Event::Code(shown) => {
                // The code stands between its marks.
                let source = self.text.get(at..at + len).unwrap_or_default();
                match source.find(&*shown) {
                    Some(offset) => self.draft.push(&shown, at + offset),
                    None => self.draft.replaced(&shown, at, len),
                }
            }
            Event::SoftBreak | Event::HardBreak => self.draft.space(at, len),
            Event::Html(_) => {
                let end = at + len;
                self.html = Some(self.html.map_or((at, end), |(start, _)| (start, end)));
            }
            Event::InlineHtml(tag)
                if inline::breaks(tag.trim_start_matches(['<', '/']).trim_end_matches(['>', '/', ' '])) =>
            {
                self.draft.space(at, len);
            }
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn shown(&mut self, shown: &str, at: usize, len: usize) {
        if self.text.get(at..at + len) == Some(shown) {
            self.draft.push(shown, at);
        } else {
            self.draft.replaced(shown, at, len);
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    HeadingLevel::H4 => 4,
                    HeadingLevel::H5 => 5,
                    HeadingLevel::H6 => 6,
                });
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::Image { .. } => self.images += 1,
            Tag::Table(_) => {
                self.flush();
                self.grid = Grid::default();
            }
            Tag::TableHead | Tag::TableRow => self.grid.row(),
            Tag::Paragraph
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::FootnoteDefinition(_) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::TableCell => {
                let block = self.draft.close(BlockKind::Paragraph);
                let is_header = self.grid.rows() == 1;
                self.grid.cell(block, is_header, 1, 1);
            }
            TagEnd::Table => {
                std::mem::take(&mut self.grid).settle(&mut self.draft, self.tables);
                self.tables += 1;
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::List(_) | TagEnd::FootnoteDefinition => {
                self.flush()
            }
            _ => {}
        }
    }

    fn html_block(&mut self) {
        if let Some((start, end)) = self.html.take() {
            let inner = html::fragment(&self.text[start..end], start, &mut self.tables);
            self.draft.append(inner);
        }
    }

    fn flush(&mut self) {
        self.html_block();
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.quotes > 0 => BlockKind::Quoted,
            None if self.items > 0 => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        self.draft.close(kind);
        debug_assert!(self.start <= self.text.len());
    }
}

/// The title of the front matter and the first heading of the body are one headline where they say the same; without
/// a title, a first heading of the first level is the headline.
fn settle_headline(draft: &mut Draft, metadata: &mut Metadata) {
    let first_body = usize::from(draft.blocks.first().is_some_and(|block| block.kind == BlockKind::Headline));
    let Some(block) = draft.blocks.get(first_body) else { return };
    if block.kind != BlockKind::Heading(1) {
        return;
    }
    let text = tidy(draft.text_of(first_body));
    if first_body == 0 {
        metadata.offer_title(&text, Provenance::Text);
        draft.blocks[0].kind = BlockKind::Headline;
    } else if metadata.title().is_some_and(|title| title.to_lowercase() == text.to_lowercase()) {
        draft.blocks[first_body].kind = BlockKind::Headline;
        draft.blocks.remove(0);
    }
}
