//! Saved web pages.
//!
//! Text of a page → article. It cannot fail: what a browser would show, this reads. Every block that a reader sees
//! becomes prose; [`region`] then tells the article from what stands around it (menus, promotion, captions), which is
//! kept as furniture, so that its figures are counted as set aside. [`head`] reads what the page says of itself.
//!
//! Not here: how a page is drawn (style sheets, scripts).

mod head;
mod posts;
mod region;
mod tree;

use super::metadata::{Metadata, tidy};
use super::prose::Draft;
use super::table::Grid;
use super::{Article, BlockKind, Format, Furniture, Provenance, inline};
use tree::{Event, Tree};

/// Reads a page.
pub(super) fn read(text: &str) -> Article {
    let tree = Tree::parse(text);
    let mut metadata = Metadata::default();
    let bodies = head::read(&tree, text, &mut metadata);
    let mut walk = Walk::new(&tree, text, 0);
    walk.run();
    let Walk { mut draft, owners, tables, .. } = walk;
    region::sort_out(&tree, text, &mut draft, &owners, &bodies);
    posts::date(&tree, &mut draft, &owners);
    settle_headline(&mut draft, &owners, &tree, text, &mut metadata);
    debug_assert!(tables <= u32::MAX / 2);
    Article { format: Format::Html, draft, metadata }
}

/// Reads HTML that stands inside another article, at `base`. `tables` counts the tables of the article.
pub(super) fn fragment(text: &str, base: usize, tables: &mut u32) -> Draft {
    let tree = Tree::parse(text);
    let mut walk = Walk::new(&tree, text, base);
    walk.tables = *tables;
    walk.run();
    *tables = walk.tables;
    let mut draft = walk.draft;
    region::mark_structure(&tree, &mut draft, &walk.owners);
    draft
}

/// Lines of text that were wrapped by hand with breaks are longer than this, in characters.
const SHORT_LINE: usize = 50;

/// A headline that is no heading stands among so many blocks from the top.
const TOP: usize = 15;

/// Where a block stands in the tree.
#[derive(Clone, Copy, Debug)]
struct Owner {
    /// The innermost element around its first character.
    element: usize,
    /// How many of its bytes are the text of links.
    linked: usize,
}

/// Walks a page in the order of reading and builds its blocks.
struct Walk<'a> {
    tree: &'a Tree,
    text: &'a str,
    base: usize,
    draft: Draft,
    /// For each block of the draft.
    owners: Vec<Owner>,
    /// The element of the block being built.
    element: Option<usize>,
    linked: usize,
    /// Open tables, the innermost last.
    grids: Vec<Grid>,
    tables: u32,
}

impl<'a> Walk<'a> {
    fn new(tree: &'a Tree, text: &'a str, base: usize) -> Self {
        Self {
            tree,
            text,
            base,
            draft: Draft::default(),
            owners: Vec::new(),
            element: None,
            linked: 0,
            grids: Vec::new(),
            tables: 0,
        }
    }

    fn run(&mut self) {
        let tree = self.tree;
        for event in &tree.events {
            match *event {
                Event::Open(element) => self.open(element),
                Event::Close(element) => self.close(element),
                Event::Text { start, end, inside } => self.shown(start, end, inside),
            }
        }
        self.flush();
    }

    fn open(&mut self, element: usize) {
        let tree = self.tree;
        let node = &tree.elements[element];
        if node.hidden {
            return;
        }
        match node.name.as_str() {
            "br" => self.line_break(element),
            "table" if node.data_table => {
                self.flush();
                self.grids.push(Grid::default());
            }
            "tr" if node.in_data_table => {
                self.flush();
                if let Some(grid) = self.grids.last_mut() {
                    grid.row();
                }
            }
            "td" | "th" if node.in_data_table => {
                self.flush();
                self.element = None;
            }
            _ if node.block => self.boundary(element),
            _ => {}
        }
    }

    fn close(&mut self, element: usize) {
        let tree = self.tree;
        let node = &tree.elements[element];
        if node.hidden {
            return;
        }
        match node.name.as_str() {
            "td" | "th" if node.in_data_table => {
                let block = self.flush();
                let span = |name: &str| {
                    node.attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
                };
                let is_header = node.name == "th";
                if let Some(grid) = self.grids.last_mut() {
                    grid.cell(block, is_header, span("colspan"), span("rowspan"));
                }
            }
            "table" if node.data_table => {
                self.flush();
                if let Some(grid) = self.grids.pop() {
                    grid.settle(&mut self.draft, self.tables);
                    self.tables += 1;
                }
            }
            _ if node.block => self.boundary(element),
            _ => {}
        }
    }

    /// The edge of an element that stands on lines of its own. Inside a cell it only parts words.
    fn boundary(&mut self, element: usize) {
        let node = &self.tree.elements[element];
        if node.in_data_table && node.cell {
            let at = self.base + node.at;
            self.draft.space(at, 0);
        } else {
            self.flush();
        }
    }

    /// Two breaks in a row, with nothing between, are how old pages part paragraphs. One break after a short line parts
    /// a headline or a date from what follows; after a longer one it only breaks the line.
    fn line_break(&mut self, element: usize) {
        let node = &self.tree.elements[element];
        let in_cell = node.in_data_table && node.cell;
        if !in_cell && (node.after_break || self.draft.open_text().chars().count() <= SHORT_LINE) {
            self.flush();
        } else {
            self.draft.space(self.base + node.at, 0);
        }
    }

    fn shown(&mut self, start: usize, end: usize, inside: usize) {
        let node = &self.tree.elements[inside];
        if node.hidden {
            return;
        }
        if self.is_footnote_mark(inside, &self.text[start..end]) {
            return;
        }
        let before = self.draft.open_text().len();
        if let Some(raised) = self.raised(start, end, inside) {
            if !raised.is_empty() {
                self.draft.replaced(&raised, self.base + start, end - start);
            }
            return;
        }
        let draft = &mut self.draft;
        inline::split_entities(&self.text[start..end], self.base + start, |piece| match piece {
            inline::Inline::Text(text, at) => draft.push(text, at),
            inline::Inline::Entity(text, at, len) => draft.replaced(&text, at, len),
            inline::Inline::Tag { .. } => {}
        });
        let after = self.draft.open_text().len();
        if after > before {
            self.element.get_or_insert(inside);
            if node.link {
                self.linked += after - before;
            }
        }
    }

    /// Whether text is the mark of a footnote: a short number or sign that links to a place on the same page.
    fn is_footnote_mark(&self, inside: usize, text: &str) -> bool {
        let mark = text.trim();
        let short = !mark.is_empty()
            && mark.chars().count() <= 4
            && mark.chars().all(|c| {
                c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '*' | '†' | '‡' | '↑' | '↩')
            });
        short
            && self.tree.around(inside).take(3).any(|around| {
                let node = &self.tree.elements[around];
                node.name == "a" && node.attribute("href").is_some_and(|href| href.starts_with('#'))
            })
    }

    /// What is shown of raised text that stands at the end of a word or a number: figures as raised ones, so that they are no
    /// digits of the number; nothing of the mark of a note in brackets, or of one letter behind a figure. `None` for other
    /// text: "2<sup>nd</sup>", "<sup>1</sup>/<sub>2</sub>".
    fn raised(&self, start: usize, end: usize, inside: usize) -> Option<String> {
        let sup =
            self.tree.around(inside).take(3).find(|around| self.tree.elements[*around].name == "sup")?;
        let mark = self.text[start..end].trim();
        let before = self.text[..self.tree.elements[sup].at].chars().next_back()?;
        let behind = self.text[end..].trim_start_matches("</sup>");
        if before.is_whitespace() || behind.starts_with(['/', '⁄']) || behind.starts_with("&frasl;") {
            return None;
        }
        let figures =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ", ".contains(c));
        let bracketed = mark.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')']));
        let letter = mark.len() == 1
            && mark.bytes().all(|b| b.is_ascii_lowercase())
            && self.draft.open_text().ends_with(|c: char| c.is_ascii_digit() || c == '%');
        if bracketed.is_some_and(|inner| inner.chars().count() <= 8) || letter {
            Some(String::new())
        } else if figures(mark) {
            Some(mark.chars().map(super::raised::raised).collect())
        } else {
            None
        }
    }

    fn flush(&mut self) -> Option<usize> {
        let element = self.element.take();
        let linked = std::mem::take(&mut self.linked);
        let kind = element.map_or(BlockKind::Paragraph, |element| self.tree.kind(element));
        let block = self.draft.close(kind)?;
        self.owners.push(Owner { element: element.unwrap_or(0), linked });
        Some(block)
    }
}

/// The first heading of the first level that belongs to the article is its headline; without one, what the page's
/// title says before the outlet's name.
fn settle_headline(draft: &mut Draft, owners: &[Owner], tree: &Tree, text: &str, metadata: &mut Metadata) {
    let headings: Vec<usize> =
        (0..draft.blocks.len()).filter(|index| draft.blocks[*index].kind == BlockKind::Heading(1)).collect();
    let known = metadata.title().map(|title| tidy(title).to_lowercase());
    let same = |index: &usize| {
        known.as_deref().is_some_and(|known| {
            let heading = tidy(draft.text_of(*index)).to_lowercase();
            known.starts_with(&heading) || heading.starts_with(known)
        })
    };
    let headline = headings.iter().copied().find(same).or(headings.first().copied());
    if let Some(index) = headline {
        let title = tidy(draft.text_of(index));
        draft.blocks[index].kind = BlockKind::Headline;
        metadata.offer_title(&title, Provenance::Text);
        head::offer_outlet_of_title(tree, text, &title, metadata);
        // What stands above the headline belongs to the site.
        for block in &mut draft.blocks[..index] {
            if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) && block.span.len() < 60 {
                block.kind = BlockKind::Furniture(Furniture::Navigation);
            }
        }
        return;
    }
    // Old pages set the headline in bold and not as a heading.
    let said = known.as_deref().and_then(|title| {
        (0..draft.blocks.len().min(TOP)).find(|index| tidy(draft.text_of(*index)).to_lowercase() == title)
    });
    if let Some(index) = said {
        draft.blocks[index].kind = BlockKind::Headline;
        return;
    }
    let Some((start, end)) = head::title(tree, text) else { return };
    let mut titled = Draft::default();
    inline::split_entities(&text[start..end], start, |piece| match piece {
        inline::Inline::Text(text, at) => titled.push(text, at),
        inline::Inline::Entity(text, at, len) => titled.replaced(&text, at, len),
        inline::Inline::Tag { .. } => {}
    });
    if titled.close(BlockKind::Headline).is_some() {
        titled.append(std::mem::take(draft));
        *draft = titled;
    }
    debug_assert!(owners.len() <= draft.blocks.len());
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, Furniture, parse};

    /// Kind and text of each block.
    fn blocks(page: &str) -> Vec<(BlockKind, String)> {
        let document = parse("a.html", page.as_bytes()).expect("it is an article").remove(0);
        let text = |block: &super::super::Block| document.prose.slice(block.span).to_owned();
        document.blocks.iter().map(|block| (block.kind.clone(), text(block))).collect()
    }

    #[test]
    fn what_stands_around_an_article_is_furniture() {
        let page = "<title>Gale shuts bridge | Vale Times</title><div class=top-menu><a href=/>Home 24</a></div>\
            <div class=story><h1>Gale shuts bridge</h1><p class=byline>By Ann Lee, 4 May 2021</p>\
            <p>The bridge at Orvik was shut on Tuesday after a lorry carrying 40 tonnes of timber tipped over in the wind.</p>\
            <figure><img><figcaption>The lorry weighs 12 tonnes</figcaption></figure>\
            <div class=newsletter-box><p>Join 12,000 readers of our morning letter and get the news at 7am each day.</p></div>\
            <p>About 300 cars had to turn round, the police said, and the ferry took <a href=/f>another 50</a> across.</p></div>\
            <div class=footer><p>Vale Media, registered number 5550100</p></div>";
        let found = blocks(page);
        let kept: Vec<&str> = found
            .iter()
            .filter(|(kind, _)| !matches!(kind, BlockKind::Furniture(_)))
            .map(|(_, text)| text.split(' ').next().expect("a word"))
            .collect();
        assert_eq!(kept, ["Gale", "The", "About"]);
        let why = |start: &str| {
            found.iter().find(|(_, text)| text.starts_with(start)).map(|(kind, _)| kind.clone())
        };
        assert_eq!(why("The lorry"), Some(BlockKind::Furniture(Furniture::Caption)));
        assert_eq!(why("By Ann"), Some(BlockKind::Furniture(Furniture::Credit)));
        assert_eq!(why("Home"), Some(BlockKind::Furniture(Furniture::Navigation)));
        assert_eq!(why("Join"), Some(BlockKind::Furniture(Furniture::Promotion)));
    }

    #[test]
    fn a_page_of_breaks_in_a_layout_table_has_paragraphs() {
        let page = "<TITLE>Quake leaves 40 dead</TITLE><TABLE><TR><TD><A HREF=1>Home</A></TD><TD><B>Quake leaves 40 dead</B><BR>\
            4 May 1999<BR><BR>A strong earthquake shook the port of Delmar on Tuesday and injured about 200 people.<BR><BR>\
            Schools stay closed until Friday.</TD></TR></TABLE>";
        let found = blocks(page);
        assert_eq!(found[1], (BlockKind::Headline, "Quake leaves 40 dead".to_owned()));
        assert_eq!(found[2].0, BlockKind::Furniture(Furniture::Credit));
        assert_eq!(found[4], (BlockKind::Paragraph, "Schools stay closed until Friday.".to_owned()));
    }

    #[test]
    fn cells_know_their_headers() {
        let page = "<p>The county gave these figures for the towns along the river on Tuesday night.</p>\
            <table><tr><th>Town<th colspan=2>Dead<tr><th>Orvik<td>12<td>13</table>";
        let document = parse("a.html", page.as_bytes()).expect("it is an article").remove(0);
        let cells: Vec<(String, Option<String>, Option<String>)> = document
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Cell(cell) if !cell.is_header => {
                    let text = |span| document.prose.slice(span).to_owned();
                    Some((text(block.span), cell.row_header.map(text), cell.column_header.map(text)))
                }
                _ => None,
            })
            .collect();
        let under = |text: &str| (text.to_owned(), Some("Orvik".to_owned()), Some("Dead".to_owned()));
        assert_eq!(cells, [under("12"), under("13")]);
    }

    #[test]
    fn raised_marks_are_no_digits_of_numbers() {
        let page = "<h1>Catch of the year</h1><p>The boats landed 1,204<sup>3</sup> tons of cod and 210<sup>a</sup> of crab, \
            the 2<sup>nd</sup> most<sup>[4]</sup>, on 12 km<sup>2</sup> and in <sup>1</sup>/<sub>2</sub> of the days.</p>";
        let document = parse("a.html", page.as_bytes()).expect("it is an article").remove(0);
        assert!(
            document.prose.text().ends_with(
                "landed 1,204³ tons of cod and 210 of crab, the 2nd most, on 12 km² and in 1/2 of the days."
            ),
            "{}",
            document.prose.text()
        );
    }

    #[test]
    fn the_clock_of_a_post_is_no_figure() {
        let post = |time: &str, text: &str| {
            format!(
                "<article><time datetime=2027-02-03T{time}:00Z>{}</time><p>{text}</p></article>",
                time.replace(':', ".")
            )
        };
        let page = format!(
            "<h1>Gale live</h1>{}{}",
            post("19:40", "Some 31,000 homes have no power."),
            post("09:05", "Nine people have died.")
        );
        let clocks: Vec<_> =
            blocks(&page).into_iter().filter(|(_, text)| text == "19.40" || text == "09.05").collect();
        assert_eq!(clocks.len(), 2);
        assert!(clocks.iter().all(|(kind, _)| matches!(kind, BlockKind::Furniture(_))), "{clocks:?}");
    }

    #[test]
    fn posts_of_a_live_page_carry_their_time() {
        let page = "<meta property=article:published_time content=2021-05-04T20:00:00Z><h1>Gale live</h1>\
            <h3>00:20</h3><p>The bridge is open again.</p><h3>Tuesday 23:10</h3><p>The bridge is shut.</p><h3>19:00</h3><p>Wind rises.</p>";
        let page = page.replace("2021-05-04T20", "2021-05-05T01");
        let document = parse("a.html", page.as_bytes()).expect("it is an article").remove(0);
        let posted = |text: &str| {
            let block = document.blocks.iter().find(|block| document.prose.slice(block.span) == text);
            block.and_then(|block| block.posted).map(|it| it.to_string())
        };
        assert_eq!(posted("The bridge is open again.").as_deref(), Some("2021-05-05T00:20:00"));
        assert_eq!(posted("The bridge is shut.").as_deref(), Some("2021-05-04T23:10:00"));
        assert_eq!(posted("Wind rises.").as_deref(), Some("2021-05-04T19:00:00"));
    }
}
