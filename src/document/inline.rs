//! Entities and stray tags inside text.
//!
//! Text that was pasted from a page brings some of its markup along: `<a href="...">`, `<i>`, `&pound;`. Read as the
//! page shows it, the tag is nothing and the entity a character. Only names of known inline elements count as tags, so
//! that "x < y" stays what it is.

use html5gum::{Token, Tokenizer};

/// A stretch of text with stray markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline<'a> {
    /// Text as it stands.
    Text(&'a str, usize),
    /// Characters that stand for `len` bytes at a place.
    Entity(String, usize, usize),
    /// A tag or comment, which shows nothing.
    Tag {
        /// The element's name, in lower case; empty for a comment.
        name: String,
        /// Where it stands.
        at: usize,
        /// How long it is.
        len: usize,
    },
}

/// Takes text apart. Positions count from `base`.
pub(super) fn split(text: &str, base: usize, mut each: impl FnMut(Inline<'_>)) {
    let mut plain = 0;
    let mut at = 0;
    while let Some(offset) = memchr::memchr2(b'<', b'&', &text.as_bytes()[at..]) {
        let mark = at + offset;
        let found = if text.as_bytes()[mark] == b'<' {
            tag(&text[mark..]).map(|(name, len)| (Inline::Tag { name, at: base + mark, len }, len))
        } else {
            entity(&text[mark..]).map(|(decoded, len)| (Inline::Entity(decoded, base + mark, len), len))
        };
        at = mark + 1;
        if let Some((inline, len)) = found {
            if plain < mark {
                each(Inline::Text(&text[plain..mark], base + plain));
            }
            each(inline);
            at = mark + len;
            plain = at;
        }
    }
    if plain < text.len() {
        each(Inline::Text(&text[plain..], base + plain));
    }
}

/// Takes the entities out of text that holds no tags.
pub(super) fn split_entities(text: &str, base: usize, mut each: impl FnMut(Inline<'_>)) {
    let mut plain = 0;
    let mut at = 0;
    while let Some(offset) = memchr::memchr(b'&', &text.as_bytes()[at..]) {
        let mark = at + offset;
        at = mark + 1;
        if let Some((decoded, len)) = entity(&text[mark..]) {
            if plain < mark {
                each(Inline::Text(&text[plain..mark], base + plain));
            }
            each(Inline::Entity(decoded, base + mark, len));
            at = mark + len;
            plain = at;
        }
    }
    if plain < text.len() {
        each(Inline::Text(&text[plain..], base + plain));
    }
}

/// The characters of the entity that the text begins with, and its length.
fn entity(text: &str) -> Option<(String, usize)> {
    // The longest name of an entity has 31 letters.
    let name = text[1..].bytes().take(33).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if name == 0 {
        return None;
    }
    let closed = text.as_bytes().get(1 + name) == Some(&b';');
    let source = &text[..1 + name + usize::from(closed)];
    let mut decoded = String::new();
    for token in Tokenizer::new(source) {
        let Ok(token) = token;
        if let Token::String(string) = token {
            decoded.push_str(&String::from_utf8_lossy(&string.value));
        }
    }
    if decoded == source {
        return None;
    }
    // "&pound40" is an entity without its semicolon, and then text.
    let mut same = 0;
    for (a, b) in decoded.bytes().rev().zip(source.bytes().rev()) {
        if a != b {
            break;
        }
        same += 1;
    }
    let same = same.min(decoded.len().saturating_sub(1));
    if !decoded.is_char_boundary(decoded.len() - same) {
        return None;
    }
    let len = source.len() - same;
    decoded.truncate(decoded.len() - same);
    Some((decoded, len))
}

/// Inline elements, and those that only break a line, which pasted text brings along.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "cite",
    "div",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "li",
    "mark",
    "ol",
    "p",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "ul",
];

/// Whether an element begins a new paragraph.
pub(super) fn breaks(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "br"
            | "div"
            | "figcaption"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "hr"
            | "li"
            | "ol"
            | "p"
            | "ul"
    )
}

/// The name of the tag that the text begins with, and its length.
fn tag(text: &str) -> Option<(String, usize)> {
    if text.starts_with("<!--") {
        // Longer comments do not come along with pasted text; the bound keeps hostile text from costing a search each.
        let near = &text.as_bytes()[..text.len().min(4000)];
        return memchr::memmem::find(near, b"-->").map(|end| (String::new(), end + 3));
    }
    let body = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let name: String =
        body.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_lowercase();
    if !TAGS.contains(&name.as_str()) {
        return None;
    }
    let after = body.as_bytes().get(name.len());
    if !matches!(after, Some(b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r')) {
        return None;
    }
    // A tag ends at the first > outside of quotation marks; one that does not end soon is text.
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate().take(2000) {
        match (quote, byte) {
            (None, b'>') => return Some((name, index + 1)),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = String::new();
        split(text, 0, |inline| match inline {
            Inline::Text(text, at) => {
                assert!(text.is_empty() || at < 1000);
                out.push_str(text);
            }
            Inline::Entity(text, ..) => out.push_str(&text),
            Inline::Tag { .. } => {}
        });
        out
    }

    #[test]
    fn pasted_markup_reads_as_the_page_shows_it() {
        let table = [
            (
                "a <a href=\"https://x.example/?a=1&b=2\" target='_blank'>deal</a> worth &pound;3m",
                "a deal worth £3m",
            ),
            ("&pound40 at AT&T &amp; co", "£40 at AT&T & co"),
            ("5 < 6, 7 > 6 and a<b", "5 < 6, 7 > 6 and a<b"),
            ("1&nbsp;000 &#163;5 &#8220;x&#8221; &unknown; &", "1\u{a0}000 £5 “x” &unknown; &"),
            ("<i>Le Monde</i><br/>said <!-- not this -->so", "Le Mondesaid so"),
            ("an <a that never ends", "an <a that never ends"),
        ];
        for (text, expected) in table {
            assert_eq!(shown(text), expected);
        }
    }
}
