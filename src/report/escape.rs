//! Hostile text made safe to print.
//!
//! Article text → text that a terminal or a Markdown reader shows as it was printed. It cannot fail. Characters that would
//! steer a terminal or turn the direction of writing are made visible, line breaks become spaces.

use std::borrow::Cow;
use std::fmt::Write;

/// The text on one line, with every control and direction character made visible as `\u{1b}`.
///
/// ```
/// use crosscheck::report::escape::visible;
/// assert_eq!(visible("5\u{1b}[31m dead\nand  more"), "5\\u{1b}[31m dead and more");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c != ' ' && !c.is_whitespace() && !is_steering(c);
    let spaced = |text: &str| text.as_bytes().windows(2).any(|pair| pair == b"  ");
    if text.chars().all(|c| c == ' ' || is_plain(c)) && !spaced(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut after_space = false;
    for c in text.chars() {
        let is_space = c.is_whitespace();
        if is_space {
            if !after_space {
                out.push(if c == '\u{a0}' { c } else { ' ' });
            }
        } else if is_steering(c) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
        after_space = is_space;
    }
    Cow::Owned(out)
}

/// Control characters, and those that turn the direction of writing or join what a reader sees as apart.
fn is_steering(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Text as Markdown that shows it as it is, on one line. Only what Markdown would read as markup is escaped, so that the
/// source stays readable.
///
/// ```
/// use crosscheck::report::escape::markdown;
/// assert_eq!(markdown("5 * 3 <b>[x](y) a|b"), "5 \\* 3 \\<b>\\[x](y) a\\|b");
/// assert_eq!(markdown("1. first"), "1\\. first");
/// assert_eq!(markdown("£5m - up 3%"), "£5m - up 3%");
/// ```
#[must_use]
pub fn markdown(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + 8);
    let starts_list = text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in text.char_indices() {
        let follows = || text[at + c.len_utf8()..].chars().next();
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | '<' | '|' | '~' => true,
            '&' => follows().is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
            '>' | '=' => at == 0,
            '#' | '+' | '-' => at == 0 && follows().is_none_or(|next| next == c || next == ' '),
            '.' | ')' => at > 0 && at == text.len() - starts_list && follows().is_none_or(|next| next == ' '),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text as a code span of Markdown, whatever backticks it holds.
///
/// ```
/// use crosscheck::report::escape::code;
/// assert_eq!(code("a.md:3"), "`a.md:3`");
/// assert_eq!(code("a`b"), "``a`b``");
/// ```
#[must_use]
pub fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// `words` in bold between `before` and `after`, all three escaped already. Asterisks mark bold only where the characters
/// beside them allow it; elsewhere a tag does.
pub(super) fn bold(before: &str, words: &str, after: &str) -> String {
    let opens = match (before.chars().next_back(), words.chars().next()) {
        (Some(outside), Some(inside)) => inside.is_alphanumeric() || !outside.is_alphanumeric(),
        _ => true,
    };
    let closes = match (words.chars().next_back(), after.chars().next()) {
        (Some(inside), Some(outside)) => inside.is_alphanumeric() || !outside.is_alphanumeric(),
        _ => true,
    };
    let spaced = words.starts_with(char::is_whitespace) || words.ends_with(char::is_whitespace);
    // An asterisk in the text beside the mark would join it.
    let joins = before.ends_with('*') || after.starts_with('*');
    if opens && closes && !spaced && !joins { format!("**{words}**") } else { format!("<b>{words}</b>") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Parser, Tag};

    /// The text that a Markdown reader shows, and whether it found any markup.
    fn shown(source: &str) -> (String, bool) {
        let (mut text, mut marked) = (String::new(), false);
        for event in Parser::new(source) {
            match event {
                Event::Text(words) | Event::Code(words) => text.push_str(&words),
                Event::Start(Tag::Paragraph) | Event::End(_) => {}
                _ => marked = true,
            }
        }
        (text, marked)
    }

    #[test]
    fn hostile_text_is_shown_as_it_is() {
        for text in [
            "# 5 dead",
            "- 5 dead",
            "## 5",
            "---",
            "-5 degrees",
            "2.4 metres",
            "+ 5",
            "> 5",
            "12) five",
            "12. five",
            "== x",
            "**5** _dead_ `x` ~~y~~",
            "<script>alert(1)</script>",
            "![x](http://a/b.png) [a]: b",
            "&lt;b&gt; &#60; AT&T & co",
            "a \\* b \\",
            "5 | 6",
        ] {
            let (seen, marked) = shown(&markdown(text));
            assert_eq!(seen, text);
            assert!(!marked, "{text:?} makes markup");
        }
    }

    #[test]
    fn bold_is_bold_whatever_stands_beside_it() {
        for (before, words, after) in [
            ("cost ", "£5m", ", up"),
            ("US", "$5", " more"),
            ("(", "13%", ")"),
            ("a", "13%", "b"),
            ("", "5", ""),
        ] {
            let source = format!("{before}{}{after}", bold(before, words, after));
            let is_bold = Parser::new(&source).any(|event| match event {
                Event::Start(Tag::Strong) => true,
                Event::InlineHtml(tag) => &*tag == "<b>",
                _ => false,
            });
            assert!(is_bold, "{source}");
        }
    }

    #[test]
    fn what_steers_a_terminal_is_made_visible() {
        assert_eq!(visible("a\u{9b}31mb\u{202e}c\r\n\td"), "a\\u{9b}31mb\\u{202e}c d");
    }
}
