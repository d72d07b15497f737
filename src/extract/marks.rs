//! Quotation marks, matched.
//!
//! `&Document` → [`Quoted`] stretches in reading order. Marks are matched block by block in the prose itself, because
//! sentences begin and end inside quotations. It cannot fail: a mark without a partner opens a stretch that ends with
//! its block, or is an apostrophe, an inch, a slip, and is passed over.
//!
//! All styles and their mixtures are read (“ ” " „ « » ‘ ’ ' and the typewriter's `` and ''), the marks of text that was
//! put together from tokens included (a space on the wrong side). Only the outermost marks count: what is quoted inside
//! a quotation belongs to it.
//!
//! Not here: what the marks are for and who speaks (`quotation`).

use crate::document::{Block, BlockKind, Document};
use crate::text::Span;
use memchr::memchr3_iter;

/// A stretch of one block that stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The index of its block.
    pub block: u32,
    /// The words, without marks and outer spaces. Never empty.
    pub inner: Span,
    /// The words with their marks.
    pub outer: Span,
    /// Whether it goes on with the stretch before it: opened again in a new paragraph while that was not closed.
    pub continues: bool,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// A quotation mark, or what may be one.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: usize,
    end: usize,
    double: bool,
    /// May open by where it stands.
    opens: bool,
    /// May close by where it stands.
    closes: bool,
    /// Can only open: its shape or its place say so.
    only_opens: bool,
    /// Stands behind an "s", where it may mark a plural's possessive.
    after_s: bool,
}

/// Elisions that begin with an apostrophe.
const ELISIONS: &[&str] =
    &["em", "til", "tis", "twas", "cause", "n", "bout", "round", "cos", "ere", "fraid", "nuff"];

/// How many blocks a quotation without a closing mark may run on, where lines and not paragraphs are the blocks.
const LINES_CARRIED: usize = 6;

/// How many marks ahead a partner is looked for, so that a text of nothing but marks costs no more than its length.
const MARKS_AHEAD: usize = 60;

/// The stretches in quotation marks of a document, in reading order. Furniture has none.
#[must_use]
pub fn find(document: &Document) -> Vec<Quoted> {
    let prose = document.prose.text();
    let blocks: Vec<(usize, &Block)> =
        document.blocks.iter().enumerate().filter(|(_, block)| may_quote(block)).collect();
    let marks: Vec<Vec<Mark>> = blocks.iter().map(|(_, block)| marks(prose, block.span)).collect();
    let mut found = Vec::new();
    // The block up to which an open quotation runs on, with the mark that closes it there.
    let mut carried = false;
    let mut runs_to: Option<usize> = None;
    for (at, (index, block)) in blocks.iter().enumerate() {
        let carry = match runs_to {
            Some(last) if at < last => Carry::Through,
            Some(_) => Carry::ToFirstClosing,
            None if carried => Carry::IfReopened,
            None => Carry::No,
        };
        if runs_to.is_some_and(|last| at >= last) {
            runs_to = None;
        }
        let index = u32::try_from(*index).unwrap_or(u32::MAX);
        carried = match_block(prose, index, block.span, &marks[at], carry, &mut found);
        if carried && runs_to.is_none() {
            runs_to = closing_block(&blocks, &marks, at);
        }
    }
    found
}

/// Whether the words of a block may be quotations.
fn may_quote(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Furniture(_))
}

/// How an open quotation enters a block.
#[derive(Clone, Copy, PartialEq)]
enum Carry {
    No,
    /// It goes on if the block begins with an opening mark.
    IfReopened,
    /// The whole block belongs to it.
    Through,
    /// It goes on up to the first closing mark.
    ToFirstClosing,
}

/// The later block in which a quotation that was left open is closed without being opened again, as in text whose every
/// line is a block.
fn closing_block(blocks: &[(usize, &Block)], marks: &[Vec<Mark>], at: usize) -> Option<usize> {
    for next in at + 1..blocks.len().min(at + 1 + LINES_CARRIED) {
        if blocks[next].1.kind != BlockKind::Paragraph {
            return None;
        }
        if let Some(mark) = marks[next].iter().find(|mark| mark.double) {
            let first = mark.start == blocks[next].1.span.start as usize;
            return (mark.closes && !mark.only_opens && !first).then_some(next);
        }
    }
    None
}

/// Matches the marks of a block; the answer is whether a quotation stays open.
fn match_block(
    prose: &str,
    index: u32,
    span: Span,
    marks: &[Mark],
    carry: Carry,
    found: &mut Vec<Quoted>,
) -> bool {
    let block_start = span.start as usize;
    let block_end = span.end as usize;
    let mut push = |start: usize, from: usize, to: usize, end: usize, continues: bool, closed: bool| {
        let raw = &prose[from..to];
        let trimmed = raw.trim();
        if !trimmed.chars().any(char::is_alphanumeric) {
            return;
        }
        let lead = from + (raw.len() - raw.trim_start().len());
        found.push(Quoted {
            block: index,
            inner: Span::new(lead, lead + trimmed.len()),
            outer: Span::new(start, end),
            continues,
            closed,
        });
    };
    if carry == Carry::Through {
        push(block_start, block_start, block_end, block_end, true, false);
        return true;
    }
    // Where the open quotation began (its mark, its words) and whether it goes on with one before.
    let mut open: Option<(usize, usize, bool)> =
        (carry == Carry::ToFirstClosing).then_some((block_start, block_start, true));
    let mut depth = 0_u32;
    let mut at = 0;
    while at < marks.len() {
        let mark = marks[at];
        match open {
            None if mark.double => {
                if mark.opens {
                    let reopened = carry == Carry::IfReopened && mark.start == block_start;
                    open = Some((mark.start, mark.end, reopened));
                }
            }
            None => {
                if mark.opens
                    && !is_elision(prose, mark)
                    && let Some(closing) = single_closing(marks, at)
                {
                    let end = marks[closing];
                    push(mark.start, mark.end, end.start, end.end, false, true);
                    at = closing;
                }
            }
            Some((start, from, continues)) if mark.double => {
                if mark.closes && !mark.only_opens {
                    if depth > 0 {
                        depth -= 1;
                    } else {
                        push(start, from, mark.start, mark.end, continues, true);
                        open = None;
                    }
                } else if mark.opens {
                    if ends_sentence(&prose[from..mark.start]) && depth == 0 {
                        // A paragraph's new opening mark, where the paragraphs were run together.
                        push(start, from, mark.start, mark.start, continues, false);
                        open = Some((mark.start, mark.end, true));
                    } else if closings_left(marks, at) {
                        depth += 1;
                    } else {
                        let end = from + last_sentence(&prose[from..mark.start]);
                        push(start, from, end, end, continues, false);
                        open = Some((mark.start, mark.end, false));
                    }
                }
            }
            Some(_) => {}
        }
        at += 1;
    }
    let Some((start, from, continues)) = open else {
        return false;
    };
    // Opened with a double mark and closed with a single one at the end of the block.
    if let Some(last) = marks.last()
        && !last.double
        && last.closes
        && !last.after_s
        && last.end == block_end
        && last.start > from
        && !marks.iter().any(|mark| !mark.double && mark.opens && mark.start > from)
    {
        push(start, from, last.start, last.end, continues, true);
        return false;
    }
    push(start, from, block_end, block_end, continues, false);
    true
}

/// Whether the words up to here end with a full stop or its like.
fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '…'])
}

/// The length of `text` up to the end of its first sentence, or the whole where it has no end.
fn last_sentence(text: &str) -> usize {
    let mut ends = text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?'));
    ends.find(|(i, _)| text[i + 1..].starts_with(char::is_whitespace)).map_or(text.len(), |(i, _)| i + 1)
}

/// Whether the double marks after `at` close one more than they open, so that the mark at `at` is nested.
fn closings_left(marks: &[Mark], at: usize) -> bool {
    let (mut opening, mut closing) = (1_usize, 0_usize);
    for mark in marks[at + 1..].iter().filter(|mark| mark.double).take(MARKS_AHEAD) {
        if mark.closes && !mark.only_opens {
            closing += 1;
        } else {
            opening += 1;
        }
    }
    closing > opening
}

/// The mark that closes a quotation opened by the single mark at `at`: the first that is no plural's possessive, before
/// another opens; failing that, the first that may be one; failing that, a stray double mark.
fn single_closing(marks: &[Mark], at: usize) -> Option<usize> {
    let mut possessive = None;
    let mut double_open = false;
    for (index, mark) in marks.iter().enumerate().skip(at + 1).take(MARKS_AHEAD) {
        if mark.double {
            if mark.closes && !mark.only_opens {
                if !double_open {
                    return possessive.or(Some(index));
                }
                double_open = false;
            } else if mark.opens {
                double_open = true;
            }
            continue;
        }
        if double_open {
            continue;
        }
        if mark.closes {
            if !mark.after_s {
                return Some(index);
            }
            possessive = possessive.or(Some(index));
        } else if mark.opens && possessive.is_some() {
            return possessive;
        }
    }
    possessive
}

/// Whether a single mark begins a word or a decade that has lost its first letters ('em, '90s).
fn is_elision(prose: &str, mark: Mark) -> bool {
    let rest = &prose[mark.end..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        return digits == 2 && !rest[2..].starts_with(|c: char| c.is_ascii_digit() || c == '%' || c == '.');
    }
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = rest[..end].to_lowercase();
    ELISIONS.contains(&word.as_str())
}

/// The places of bytes that a mark can begin with, in reading order; they stand inside no character.
fn places(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut one_byte = memchr3_iter(b'"', b'\'', b'`', bytes).peekable();
    let mut longer = memchr3_iter(0xc2, 0xe2, 0xef, bytes).peekable();
    std::iter::from_fn(move || match (one_byte.peek(), longer.peek()) {
        (Some(short), Some(long)) if long < short => longer.next(),
        (Some(_), _) => one_byte.next(),
        (None, _) => longer.next(),
    })
}

/// The marks of a block, with what each may do by its shape and its place.
fn marks(prose: &str, span: Span) -> Vec<Mark> {
    let text = &prose[span.range()];
    let base = span.start as usize;
    let mut found: Vec<Mark> = Vec::new();
    let mut skip_to = 0;
    for start in places(text.as_bytes()) {
        if start < skip_to {
            continue;
        }
        let rest = &text[start..];
        let Some(c) = rest.chars().next() else { break };
        let paired = rest.starts_with("''")
            || rest.starts_with("``")
            || rest.starts_with("’’")
            || rest.starts_with("‘‘");
        let double = paired || matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂');
        if !double && !matches!(c, '\'' | '‘' | '’' | '‚' | '‛' | '`' | '‹' | '›') {
            continue;
        }
        let end = start + if paired { 2 * c.len_utf8() } else { c.len_utf8() };
        skip_to = end;
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let mark =
            Mark { start: base + start, end: base + end, double, ..placed(c, before, &text[end..], after) };
        if mark.opens || mark.closes {
            found.push(mark);
        }
    }
    found
}

/// What a mark may do by its shape and its neighbours.
fn placed(c: char, before: Option<char>, rest: &str, after: Option<char>) -> Mark {
    let space_before = before.is_none_or(char::is_whitespace);
    let edge_before = space_before
        || before.is_some_and(|b| {
            matches!(b, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | ',' | ';' | '…' | '¡' | '¿')
                || is_mark(b)
        });
    let space_after = after.is_none_or(char::is_whitespace);
    let ellipsis_after = rest.starts_with("..") || rest.starts_with('…');
    let word_after = ellipsis_after
        || after.is_some_and(|a| {
            a.is_alphanumeric()
                || matches!(
                    a,
                    '(' | '[' | '£' | '$' | '€' | '¥' | '#' | '@' | '-' | '+' | '&' | '—' | '–' | '¡' | '¿'
                )
                || is_mark(a)
        });
    // A comma or colon glued to the mark opens only before a word ('said:"We').
    let glued_colon = before.is_some_and(|b| matches!(b, ':' | ',' | ';'));
    let by_place_opens = (edge_before && word_after && !(glued_colon && space_after))
        || (space_before && after.is_some_and(char::is_whitespace));
    let solid_before = before.is_some_and(|b| !b.is_whitespace() && !matches!(b, '(' | '[' | '{'));
    let punctuation_after = after.is_some_and(|a| a.is_ascii_punctuation() || matches!(a, '—' | '–' | '…'));
    let by_place_closes = solid_before && !after.is_some_and(char::is_alphanumeric)
        || (space_before && before.is_some() && (space_after || (punctuation_after && !word_after)));
    let none = Mark {
        start: 0,
        end: 0,
        double: false,
        opens: false,
        closes: false,
        only_opens: false,
        after_s: false,
    };
    match c {
        '“' | '„' | '‟' | '‚' | '‛' | '‘' | '`' | '‹' => {
            // A curly mark turned the wrong way by a word processor: “Go.“ he said.
            let turned = solid_before && !word_after && before.is_some_and(|b| !matches!(b, ':' | '—' | '–'));
            Mark { opens: !turned, closes: turned, only_opens: !turned, ..none }
        }
        '”' => {
            Mark { opens: space_before && word_after, closes: before.is_some(), only_opens: false, ..none }
        }
        '«' | '»' => Mark {
            opens: by_place_opens || c == '«',
            closes: by_place_closes || c == '»',
            only_opens: c == '«' && word_after,
            ..none
        },
        '’' | '\'' | '›' => {
            let after_s = before.is_some_and(|b| matches!(b, 's' | 'S' | 'z' | 'x')) && !punctuation_after;
            let inside_word =
                before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
            let digit_prime =
                before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit());
            Mark {
                opens: !inside_word
                    && space_before_or_open(before)
                    && word_after
                    && (c != '’' || before.is_none()),
                closes: !inside_word && !digit_prime && solid_before && by_place_closes,
                after_s,
                ..none
            }
        }
        _ => {
            let only_opens = by_place_opens && !by_place_closes;
            // Feet and inches: 6'2".
            let closes = by_place_closes;
            Mark { opens: by_place_opens, closes, only_opens, ..none }
        }
    }
}

/// Whether a single mark may open here: behind nothing, a space, an opening bracket, a dash, another mark, a colon.
fn space_before_or_open(before: Option<char>) -> bool {
    before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | ':' | '/') || is_mark(b))
}

/// Whether a character is a quotation mark of any style.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '\''
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '`'
            | '‹'
            | '›'
            | '＂'
    )
}
