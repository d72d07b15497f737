//! The elements of a page, as far as reading it needs them.
//!
//! A light tree out of a tokeniser: elements with their parents, and text with its place in the file. Missing end tags
//! are put in as browsers do for paragraphs, list items and table parts; stray end tags are passed over.

use super::super::{BlockKind, Furniture};
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) parent: usize,
    /// Where its start tag stands.
    pub(super) at: usize,
    attributes: Vec<(String, String)>,
    /// It, or an element around it, shows nothing.
    pub(super) hidden: bool,
    /// It stands on lines of its own.
    pub(super) block: bool,
    /// It lies inside a link, or is one.
    pub(super) link: bool,
    /// It lies inside a table cell, or is one.
    pub(super) cell: bool,
    /// It is a table that holds data and not a page's layout.
    pub(super) data_table: bool,
    /// The innermost table around it holds data.
    pub(super) in_data_table: bool,
    /// It is a `br` right after another.
    pub(super) after_break: bool,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What is met on the way through a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Open(usize),
    Close(usize),
    Text { start: usize, end: usize, inside: usize },
}

/// A page. Element 0 stands for the whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    pub(super) events: Vec<Event>,
}

/// Deeper pages are broken or hostile; below this depth elements count as children of the last.
const DEEPEST: usize = 500;

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "picture",
    "video",
    "audio",
    "iframe",
    "select",
    "option",
    "template",
];

const HIDDEN: &[&str] = &[
    "script", "style", "title", "noscript", "template", "svg", "head", "select", "iframe", "object", "video",
    "audio", "canvas", "datalist", "map", "textarea", "dialog", "rp", "rt",
];

impl Tree {
    /// Parses a page.
    pub(super) fn parse(text: &str) -> Self {
        let mut tree = Self::default();
        tree.elements.push(Element { name: "#page".into(), block: true, ..Element::default() });
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut stack = vec![0];
        for token in Tokenizer::new_with_emitter(text, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    tree.close_implied(&mut stack, &name);
                    let attributes = tag
                        .attributes
                        .iter()
                        .map(|(key, value)| {
                            (
                                String::from_utf8_lossy(key).into_owned(),
                                String::from_utf8_lossy(value).into_owned(),
                            )
                        })
                        .collect();
                    let element = tree.add(name, attributes, tag.span.start, *stack.last().unwrap_or(&0));
                    tree.events.push(Event::Open(element));
                    if tag.self_closing && !tree.elements[element].block
                        || VOID.contains(&tree.elements[element].name.as_str())
                    {
                        tree.events.push(Event::Close(element));
                    } else if stack.len() < DEEPEST {
                        stack.push(element);
                    } else {
                        tree.events.push(Event::Close(element));
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name);
                    if let Some(depth) =
                        stack.iter().rposition(|element| tree.elements[*element].name == name)
                        && tree.may_close(&stack[depth..], &name)
                    {
                        tree.close_to(&mut stack, depth);
                    }
                }
                Token::String(string) => {
                    let (start, end) = (string.span.start.min(text.len()), string.span.end.min(text.len()));
                    if start < end && text.is_char_boundary(start) && text.is_char_boundary(end) {
                        let inside = *stack.last().unwrap_or(&0);
                        tree.push_text(text, start, end, inside);
                    }
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        tree.close_to(&mut stack, 1);
        tree.find_data_tables();
        tree.find_breaks(text);
        tree
    }

    /// Joins stretches that the tokeniser parted although nothing stands between them.
    fn push_text(&mut self, text: &str, start: usize, end: usize, inside: usize) {
        if let Some(Event::Text { end: last, inside: same, .. }) = self.events.last_mut()
            && *last == start
            && *same == inside
        {
            *last = end;
        } else {
            self.events.push(Event::Text { start, end, inside });
        }
        debug_assert!(end <= text.len());
    }

    fn add(&mut self, name: String, attributes: Vec<(String, String)>, at: usize, parent: usize) -> usize {
        let around = &self.elements[parent];
        let mut element = Element {
            parent,
            at,
            attributes,
            hidden: around.hidden,
            link: around.link || name == "a",
            cell: around.cell || matches!(name.as_str(), "td" | "th"),
            block: BLOCKS.contains(&name.as_str()),
            name,
            ..Element::default()
        };
        let style = element.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        element.hidden |= HIDDEN.contains(&element.name.as_str())
            || element.attribute("hidden").is_some()
            || element.attribute("aria-hidden") == Some("true")
            || style.contains("display:none")
            || style.contains("visibility:hidden");
        self.elements.push(element);
        self.elements.len() - 1
    }

    /// Closes what the start of an element ends: a paragraph ends where a block begins, an item where the next does.
    fn close_implied(&mut self, stack: &mut Vec<usize>, name: &str) {
        let closes: &[&str] = match name {
            "li" => &["li", "p"],
            "dt" | "dd" => &["dt", "dd", "p"],
            "td" | "th" => &["td", "th", "p"],
            "tr" => &["tr", "td", "th", "p"],
            "tbody" | "thead" | "tfoot" => &["tbody", "thead", "tfoot", "tr", "td", "th", "p"],
            "option" => &["option"],
            "body" => &["head"],
            _ if BLOCKS.contains(&name) => &["p"],
            _ => return,
        };
        // Lists and tables bound what an inner item can close.
        let bounds: &[&str] = match name {
            "li" => &["ul", "ol", "menu"],
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => &["table"],
            _ => &["table", "td", "th", "article", "section", "aside", "div", "blockquote", "button"],
        };
        let mut cut = None;
        for depth in (1..stack.len()).rev() {
            let open = self.elements[stack[depth]].name.as_str();
            if bounds.contains(&open) {
                break;
            }
            if closes.contains(&open) {
                cut = Some(depth);
            }
        }
        if let Some(depth) = cut {
            self.close_to(stack, depth);
        }
    }

    /// Whether an end tag may close over the elements between: inline tags do not close blocks.
    fn may_close(&self, open: &[usize], name: &str) -> bool {
        BLOCKS.contains(&name) || open[1..].iter().all(|element| !self.elements[*element].block)
    }

    fn close_to(&mut self, stack: &mut Vec<usize>, depth: usize) {
        while stack.len() > depth.max(1) {
            let element = stack.pop().expect("the stack is longer than the depth");
            self.events.push(Event::Close(element));
        }
    }

    /// A table holds data if it has header cells, or two rows and columns of short cells and no table inside.
    fn find_data_tables(&mut self) {
        let count = self.elements.len();
        let table_of: Vec<Option<usize>> = {
            let mut of = vec![None; count];
            for index in 1..count {
                let parent = self.elements[index].parent;
                of[index] = if self.elements[parent].name == "table" { Some(parent) } else { of[parent] };
            }
            of
        };
        let mut headers = vec![0_u32; count];
        let mut rows = vec![0_u32; count];
        let mut cells = vec![0_u32; count];
        let mut rich = vec![false; count];
        for (index, table) in table_of.iter().enumerate() {
            let Some(table) = *table else { continue };
            match self.elements[index].name.as_str() {
                "th" => headers[table] += 1,
                "tr" => rows[table] += 1,
                "td" => cells[table] += 1,
                "table" | "article" | "h1" | "h2" | "form" => rich[table] = true,
                _ => {}
            }
        }
        for index in 1..count {
            if self.elements[index].name == "table" {
                let presentation = self.elements[index]
                    .attribute("role")
                    .is_some_and(|role| role == "presentation" || role == "none");
                self.elements[index].data_table = !presentation
                    && !rich[index]
                    && rows[index] >= 2
                    && (headers[index] > 0 || cells[index] >= rows[index] * 2);
            }
        }
        for (index, table) in table_of.iter().enumerate() {
            self.elements[index].in_data_table = table.is_some_and(|table| self.elements[table].data_table);
        }
    }

    /// Marks breaks that follow a break with nothing but white space between.
    fn find_breaks(&mut self, text: &str) {
        let mut broken = false;
        for event in &self.events {
            match *event {
                Event::Open(element) if self.elements[element].name == "br" => {
                    self.elements[element].after_break = broken;
                    broken = true;
                }
                Event::Close(element) if self.elements[element].name == "br" => {}
                Event::Text { start, end, .. } if text[start..end].trim().is_empty() => {}
                _ => broken = false,
            }
        }
    }

    /// The elements around one, itself first, without element 0.
    pub(super) fn around(&self, element: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(element), |element| Some(self.elements[*element].parent))
            .take_while(|element| *element != 0)
    }

    /// What a block whose text begins in `element` is.
    pub(super) fn kind(&self, element: usize) -> BlockKind {
        let mut item = false;
        for around in self.around(element) {
            let name = self.elements[around].name.as_str();
            match name {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    return BlockKind::Heading(name.as_bytes()[1] - b'0');
                }
                "figcaption" => return BlockKind::Furniture(Furniture::Caption),
                "blockquote" => return BlockKind::Quoted,
                "li" | "dd" | "dt" => item = true,
                "article" | "main" | "body" => break,
                _ => {}
            }
        }
        if item { BlockKind::ListItem } else { BlockKind::Paragraph }
    }
}
