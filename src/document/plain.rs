//! Plain text, as it is pasted from a page.
//!
//! Text → article. It cannot fail. Blank lines or single line ends separate paragraphs, except where lines were wrapped
//! at a fixed width. Stray tags and entities read as the page shows them. The first short line without a final stop is
//! the headline, later ones are headings.

use super::inline::{self, Inline};
use super::metadata::{Metadata, tidy};
use super::prose::Draft;
use super::{Article, BlockKind, Format, Furniture, Provenance, date};

/// Reads an article in plain text.
pub(super) fn read(text: &str) -> Article {
    let mut draft = Draft::default();
    let wrapped = is_wrapped(text);
    let mut lines = Lines { draft: &mut draft, wrapped, bullet: false };
    inline::split(text, 0, |piece| match piece {
        Inline::Text(text, at) => lines.text(text, at),
        Inline::Entity(text, at, len) => lines.draft.replaced(&text, at, len),
        Inline::Tag { name, .. } if inline::breaks(&name) => lines.end(),
        Inline::Tag { .. } => {}
    });
    lines.end();
    let mut metadata = Metadata::default();
    settle_headings(&mut draft, &mut metadata);
    Article { format: Format::Plain, draft, metadata }
}

struct Lines<'a> {
    draft: &'a mut Draft,
    wrapped: bool,
    bullet: bool,
}

impl Lines<'_> {
    fn text(&mut self, text: &str, base: usize) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let body = line.trim_end_matches(['\n', '\r']);
            let mut shown = body;
            if self.draft.open_text().is_empty()
                && let Some(rest) = bullet(body)
            {
                self.bullet = true;
                shown = rest;
            }
            let offset = body.len() - shown.len();
            self.draft.push(shown, base + at + offset);
            if body.len() < line.len() {
                let next = &text[at + line.len()..];
                let blank =
                    body.trim().is_empty() || next.lines().next().is_none_or(|next| next.trim().is_empty());
                if blank || !self.wrapped || bullet(next).is_some() {
                    self.end();
                } else {
                    self.draft.space(base + at + body.len(), line.len() - body.len());
                }
            }
            at += line.len();
        }
    }

    fn end(&mut self) {
        let kind = if std::mem::take(&mut self.bullet) { BlockKind::ListItem } else { BlockKind::Paragraph };
        self.draft.close(kind);
    }
}

/// The text of a line after its bullet.
fn bullet(line: &str) -> Option<&str> {
    let trimmed = line.trim_start();
    ["- ", "* ", "• ", "– ", "· ", "▪ ", "● ", "•\t", "-\t"]
        .iter()
        .find_map(|mark| trimmed.strip_prefix(mark))
}

/// Whether the lines were wrapped at a fixed width: most lines that another follows are about as long as the
/// longest, and stop within a sentence.
fn is_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    // Narrower columns than 40 are lists; text wrapped wider than 100 is hardly ever seen.
    if !(40..=100).contains(&longest) {
        return false;
    }
    let (mut inner, mut full) = (0, 0);
    for pair in lines.windows(2) {
        if pair[0].is_empty() || pair[1].is_empty() {
            continue;
        }
        inner += 1;
        let first_word = pair[1].split_whitespace().next().map_or(0, |word| word.chars().count());
        // The line was full: the next word would not have fitted.
        full += usize::from(pair[0].chars().count() + 1 + first_word > longest);
    }
    inner >= 3 && full * 10 >= inner * 8
}

/// Longest headline and heading, in characters and words: tabloids write headlines of two lines, subheadings are short.
const HEADLINE: usize = 200;
const HEADING: (usize, usize) = (80, 12);

fn settle_headings(draft: &mut Draft, metadata: &mut Metadata) {
    let mut headline = None;
    let count = draft.blocks.len();
    for index in 0..count {
        if draft.blocks[index].kind != BlockKind::Paragraph {
            continue;
        }
        let text = draft.text_of(index);
        if date::line(text).is_some() {
            continue;
        }
        let open = !ends_sentence(text);
        if headline.is_none() {
            // What comes after a paragraph is no headline of the article.
            if open && text.chars().count() <= HEADLINE && index + 1 < count {
                headline = Some(index);
            } else {
                headline = Some(usize::MAX);
            }
            continue;
        }
        if let Some(credit) = caption(text) {
            draft.blocks[index].kind = BlockKind::Furniture(credit);
            continue;
        }
        let short = text.chars().count() <= HEADING.0 && text.split_whitespace().count() <= HEADING.1;
        // A colon heads a list; before a paragraph it leads in someone's words.
        let leads_in = text.ends_with(':')
            && draft.blocks.get(index + 1).is_none_or(|next| next.kind != BlockKind::ListItem);
        if open
            && short
            && !leads_in
            && index + 1 < count
            && !text.starts_with(['"', '“', '‘', '('])
            && !text.starts_with("By ")
        {
            draft.blocks[index].kind = BlockKind::Heading(2);
        }
    }
    if let Some(index) = headline.filter(|index| *index < count) {
        let title = tidy(draft.text_of(index));
        metadata.offer_title(&title, Provenance::Text);
        draft.blocks[index].kind = BlockKind::Headline;
    }
}

/// Whether a line ends as a sentence does.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']);
    text.ends_with(['.', '!', '?', '…', ';', ','])
}

/// "Picture: Alamy", "Photo by Ann Lee", "The minister in Oslo [Getty]".
fn caption(text: &str) -> Option<Furniture> {
    let lower: String = text.chars().take(20).collect::<String>().to_lowercase();
    let credited = [
        "picture:",
        "pictures:",
        "photo:",
        "photos:",
        "photograph:",
        "image:",
        "images:",
        "image credit",
        "photo by ",
        "video:",
    ]
    .iter()
    .any(|start| lower.starts_with(start));
    let agency = text.len() < 300
        && ["]", ")"].iter().any(|close| text.ends_with(close))
        && text.rfind(['[', '(']).is_some_and(|at| {
            let name = text[at + 1..text.len() - 1].to_lowercase();
            [
                "getty",
                "getty images",
                "reuters",
                "afp",
                "ap",
                "alamy",
                "pa",
                "epa",
                "shutterstock",
                "file",
                "file photo",
            ]
            .iter()
            .any(|agency| name == *agency || name.split(['/', ',']).any(|part| part.trim() == *agency))
        })
        && text.rfind(['[', '(']).is_some_and(|at| !ends_sentence(text[..at].trim_end()));
    (credited && text.len() < 200 || agency).then_some(Furniture::Caption)
}
