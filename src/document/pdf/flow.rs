//! Lines become paragraphs, headings, items, tables and furniture.
//!
//! Lines of all pages → pieces in reading order. It cannot fail: a line that fits nowhere is a paragraph.
//!
//! What decides: a line goes on with the one before where both are of one size and column, the distance is that of lines of a
//! paragraph, and the first word of the next would not have fitted on it. Larger or bold short lines are headings. Lines that
//! are parted by wide gaps, one under the other, are rows of a table. What stands at the head or foot of several pages, or
//! counts pages, is furniture. A paragraph that a page ends in the middle of goes on with the next.

use super::super::heading::could_head;
use super::lines::{Line, MARKS, Stretch};
use super::table;
use std::collections::{BTreeMap, BTreeSet};

/// A part of the text, as lines of the file: page and line.
#[derive(Debug)]
pub(super) enum Piece {
    /// Lines of a paragraph.
    Paragraph { lines: Vec<Row>, role: Role },
    /// Rows of a table.
    Table(Vec<table::Cells>),
    /// A line that is no part of the text.
    Aside(Row),
}

/// A line without its measures.
pub(super) type Row = Vec<Stretch>;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Item,
    /// A heading, by level from 1.
    Heading(u8),
}

/// Sorts lines, page by page with the height of each, into pieces.
pub(super) fn read(pages: &[(Vec<Line>, f64)]) -> Vec<Piece> {
    let asides = asides(pages);
    let body = body_size(pages, &asides);
    let leading = leading(pages, body);
    let sizes = heading_sizes(pages, &asides, body);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut waiting = Vec::new();
    for (page, (lines, _)) in pages.iter().enumerate() {
        let shown = lines.iter().enumerate().filter(|(at, _)| !asides.contains(&(page, *at)));
        let shown = straighten(shown.map(|(_, line)| line.clone()).collect());
        let shown: Vec<&Line> = shown.iter().collect();
        let before = pieces.len();
        let mut at = 0;
        let mut open: Option<Open<'_>> = None;
        while at < shown.len() {
            let region = table::region(&shown[at..]);
            if region > 0 {
                pieces.extend(open.take().map(|open| open.close(body, &sizes)));
                pieces.push(Piece::Table(table::read(&shown[at..at + region])));
                at += region;
                continue;
            }
            let line = shown[at];
            let right = right_edge(&shown, at, leading);
            match &mut open {
                Some(known) if known.takes(line, leading, right) => known.lines.push(line),
                _ => {
                    pieces.extend(open.take().map(|open| open.close(body, &sizes)));
                    open = Some(Open { lines: vec![line] });
                }
            }
            at += 1;
        }
        pieces.extend(open.take().map(|open| open.close(body, &sizes)));
        if before > 0 && before < pieces.len() {
            bridge(&mut pieces, before);
        }
        let aside = lines.iter().enumerate().filter(|(at, _)| asides.contains(&(page, *at)));
        waiting.extend(aside.map(|(_, line)| Piece::Aside(line.stretches.clone())));
    }
    pieces.extend(waiting);
    pieces
}

/// Puts lines of text that stand side by side one under the other.
fn straighten(mut lines: Vec<Line>) -> Vec<Line> {
    let mut at = 0;
    while at < lines.len() {
        let refs: Vec<&Line> = lines[at..].iter().collect();
        let region = table::region(&refs);
        let straight = (region > 0).then(|| table::untangle(&refs[..region])).flatten();
        let next = at + region.max(1);
        match straight {
            Some(straight) => {
                let count = straight.len();
                lines.splice(at..at + region, straight);
                at += count.max(1);
            }
            None => at = next,
        }
    }
    lines
}

/// A paragraph while its lines come.
struct Open<'l> {
    lines: Vec<&'l Line>,
}

impl Open<'_> {
    /// Whether the next line goes on with the paragraph.
    fn takes(&self, next: &Line, leading: f64, right: f64) -> bool {
        let (Some(first), Some(last)) = (self.lines.first(), self.lines.last()) else { return false };
        let size = last.size;
        let down = next.y - last.y;
        let alike = (next.size - size).abs() < 0.08 * size && next.bold == last.bold;
        // The top of the next column goes on with the foot of this one in the middle of a sentence.
        let next_column = down < -2.0 * size && next.x() > last.x() + 5.0 * size;
        if alike && next_column {
            let ended = last.text().trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':']);
            return !ended && next.text().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        }
        if !alike || down < 0.5 * size || starts_item(&next.text()) {
            return false;
        }
        // Words in the middle of a line may be bold; a heading is bold throughout, which both lines are or are not.
        let close = down <= (leading * size * 1.2).max(1.25 * size);
        let apart = next.x() > last.end() || next.end() < first.x();
        if !close || apart {
            return false;
        }
        let text = last.text();
        if text.ends_with(['-', '\u{2010}', '\u{ad}']) {
            return true;
        }
        // The first word of the next line would have fitted on this one, so whoever set it began anew.
        let next_text = next.text();
        let word = next_text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let letters = next_text.chars().count().max(1);
        let width = (next.end() - next.x()) / letters as f64 * (word + 1) as f64;
        let full = last.end() + width > right - 0.5 * size;
        let indented =
            next.x() > first.x() + 0.9 * size && self.lines.len() > 1 && !starts_item(&first.text());
        let deeper = next.x() > last.x() + 0.9 * size && self.lines.len() == 1 && !starts_item(&text);
        let centred = ((next.x() + next.end()) - (last.x() + last.end())).abs() < size;
        (full || centred && could_head(&text)) && !(indented || deeper && !centred)
    }

    fn close(self, body: f64, sizes: &[f64]) -> Piece {
        let text = self.lines.iter().map(|line| line.text()).collect::<Vec<_>>().join(" ");
        let size = self.lines.iter().map(|line| line.size).fold(0.0, f64::max);
        let bold = self.lines.iter().all(|line| line.bold);
        let level = sizes.iter().position(|known| (known - size).abs() < 0.04 * known);
        let role = if starts_item(&text) {
            Role::Item
        } else if let Some(level) = level.filter(|_| size > 1.08 * body && could_head(&text)) {
            Role::Heading(u8::try_from(level + 1).unwrap_or(6).min(5))
        } else if bold && size > 0.92 * body && could_head(&text) {
            Role::Heading(6)
        } else {
            Role::Text
        };
        let mut lines: Vec<Row> = self.lines.into_iter().map(|line| line.stretches.clone()).collect();
        if role == Role::Item
            && let Some(first) = lines.first_mut()
        {
            without_mark(first);
        }
        Piece::Paragraph { lines, role }
    }
}

/// Whether a line opens an item: a mark and words behind it.
fn starts_item(text: &str) -> bool {
    text.strip_prefix(MARKS).is_some_and(|rest| {
        rest.starts_with(' ')
            && rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || "“\"‘'£$€".contains(c))
    })
}

/// Takes the mark off an item.
fn without_mark(line: &mut Row) {
    if let Some(first) = line.first_mut() {
        let rest = first.text.trim_start_matches(MARKS).trim_start();
        let cut = first.text.len() - rest.len();
        first.text = rest.to_owned();
        first.at += cut;
    }
    line.retain(|stretch| !stretch.text.is_empty());
}

/// How far to the right lines reach that stand in one column with a line, above and below it without a step wider than that of
/// lines: columns may be wide and narrow, and a paragraph narrower beside a box than the one above it.
fn right_edge(lines: &[&Line], at: usize, leading: f64) -> f64 {
    let line = lines[at];
    let beside = |known: &Line, next: &Line| {
        let step = (next.y - known.y).abs();
        (next.size - line.size).abs() < 0.08 * line.size
            && (next.x() - line.x()).abs() < 3.0 * line.size
            && step <= (leading * line.size * 1.2).max(1.25 * line.size)
            && next.stretches.len() == 1
    };
    let mut edge = line.end();
    for pair in lines[at..].windows(2).take_while(|pair| beside(pair[0], pair[1])) {
        edge = edge.max(pair[1].end());
    }
    for pair in lines[..=at].windows(2).rev().take_while(|pair| beside(pair[1], pair[0])) {
        edge = edge.max(pair[0].end());
    }
    edge
}

/// The size in which most letters are set.
fn body_size(pages: &[(Vec<Line>, f64)], asides: &BTreeSet<(usize, usize)>) -> f64 {
    let mut letters: BTreeMap<i64, usize> = BTreeMap::new();
    for (page, (lines, _)) in pages.iter().enumerate() {
        for (at, line) in lines.iter().enumerate().filter(|(at, _)| !asides.contains(&(page, *at))) {
            let _ = at;
            *letters.entry((line.size * 4.0).round() as i64).or_default() += line.text().chars().count();
        }
    }
    let most = letters.into_iter().max_by_key(|(size, count)| (*count, -size));
    most.map_or(10.0, |(size, _)| size as f64 / 4.0)
}

/// The distance of lines within paragraphs, in sizes of the font: the commonest among lines of the body.
fn leading(pages: &[(Vec<Line>, f64)], body: f64) -> f64 {
    let mut steps: BTreeMap<i64, usize> = BTreeMap::new();
    for (lines, _) in pages {
        for pair in lines.windows(2) {
            let step = (pair[1].y - pair[0].y) / body;
            let alike =
                pair.iter().all(|line| (line.size - body).abs() < 0.08 * body && line.stretches.len() == 1);
            if alike && (0.8..2.2).contains(&step) {
                *steps.entry((step * 20.0).round() as i64).or_default() += 1;
            }
        }
    }
    let most = steps.into_iter().max_by_key(|(step, count)| (*count, -step));
    most.map_or(1.2, |(step, _)| step as f64 / 20.0)
}

/// The sizes of headings, largest first.
fn heading_sizes(pages: &[(Vec<Line>, f64)], asides: &BTreeSet<(usize, usize)>, body: f64) -> Vec<f64> {
    let mut sizes: Vec<f64> = Vec::new();
    for (page, (lines, _)) in pages.iter().enumerate() {
        for (at, line) in lines.iter().enumerate() {
            if !asides.contains(&(page, at)) && line.size > 1.08 * body && line.stretches.len() == 1 {
                sizes.push(line.size);
            }
        }
    }
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|a, b| (*a - *b).abs() < 0.04 * *b);
    sizes
}

/// Lines that are no part of the text: marked so by the file, set on a slant, repeated on pages, or counting pages.
fn asides(pages: &[(Vec<Line>, f64)]) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    // What stands in the margin of a page, without its figures, and on which pages.
    let mut margins: BTreeMap<(String, i64), Vec<(usize, usize)>> = BTreeMap::new();
    for (page, (lines, height)) in pages.iter().enumerate() {
        for (at, line) in lines.iter().enumerate() {
            if line.aside {
                found.insert((page, at));
                continue;
            }
            let part = line.y / height.max(1.0);
            if !(0.1..0.9).contains(&part) {
                if counts_pages(&line.text()) {
                    found.insert((page, at));
                }
                let words: String =
                    line.text().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
                margins.entry((words, (line.y / 8.0).round() as i64)).or_default().push((page, at));
            }
        }
    }
    // A foot that stands on one page alone is known by the space above it.
    for (page, (lines, height)) in pages.iter().enumerate() {
        let lowest = lines.iter().enumerate().max_by(|a, b| a.1.y.total_cmp(&b.1.y));
        if let Some((at, foot)) = lowest.filter(|(_, line)| line.y > 0.92 * height) {
            let above = lines.iter().filter(|line| line.y < foot.y - 0.5 * foot.size).map(|line| line.y);
            if foot.y - above.fold(0.0, f64::max) > 4.0 * foot.size {
                found.insert((page, at));
            }
        }
    }
    for places in margins.into_values() {
        let on: BTreeSet<usize> = places.iter().map(|(page, _)| *page).collect();
        // Left and right pages differ, and a first page often has none.
        if on.len() >= 2 && on.len() * 4 >= pages.len() {
            found.extend(places);
        }
    }
    found
}

/// "3", "– 3 –", "Page 3 of 12", "3/12", "iv".
fn counts_pages(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || "-–—|/·".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &&str| {
        word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())
            || word.len() <= 5 && word.bytes().all(|b| b"ivxl".contains(&b))
    };
    match words.as_slice() {
        [one] => number(one),
        ["page", rest @ ..] => rest.iter().all(|word| *word == "of" || number(word)) && rest.len() <= 3,
        [a, "of", b] | [a, b] => number(a) && number(b),
        _ => false,
    }
}

/// Joins the paragraph that a page ends with and the one that the next begins with, where the first is cut off within a
/// sentence.
fn bridge(pieces: &mut Vec<Piece>, first: usize) {
    let text = |lines: &[Row]| {
        let words = lines.iter().flatten().map(|stretch| stretch.text.as_str());
        words.collect::<Vec<_>>().join(" ")
    };
    let joins = match (&pieces[first - 1], &pieces[first]) {
        (
            Piece::Paragraph { lines: above, role: Role::Text | Role::Item },
            Piece::Paragraph { lines: below, role: Role::Text },
        ) => {
            let (above, below) = (text(above), text(below));
            let ended = above.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':', '…']);
            let goes_on = below.starts_with(|c: char| c.is_lowercase())
                || above.ends_with(['-', '\u{2010}', ','])
                || above.chars().count() > 60
                    && below.starts_with(|c: char| c.is_alphanumeric() || "£$€“‘(".contains(c));
            !ended && goes_on
        }
        _ => false,
    };
    if joins
        && let Piece::Paragraph { lines: below, .. } = pieces.remove(first)
        && let Piece::Paragraph { lines: above, .. } = &mut pieces[first - 1]
    {
        above.extend(below);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x: f64, y: f64, size: f64) -> Line {
        let end = x + text.chars().count() as f64 * size / 2.0;
        let stretch = Stretch { text: text.to_owned(), x, end, at: 0 };
        Line { stretches: vec![stretch], y, size, bold: false, aside: false }
    }

    fn told(pages: &[Vec<Line>]) -> Vec<String> {
        let pages: Vec<(Vec<Line>, f64)> = pages.iter().map(|lines| (lines.clone(), 800.0)).collect();
        let words = |lines: &[Row]| {
            let texts: Vec<&str> = lines.iter().flatten().map(|stretch| stretch.text.as_str()).collect();
            texts.join(" ")
        };
        read(&pages)
            .iter()
            .map(|piece| match piece {
                Piece::Paragraph { lines, role: Role::Text } => words(lines),
                Piece::Paragraph { lines, role: Role::Item } => format!("* {}", words(lines)),
                Piece::Paragraph { lines, role: Role::Heading(level) } => {
                    format!("h{level} {}", words(lines))
                }
                Piece::Aside(row) => format!("({})", words(std::slice::from_ref(row))),
                Piece::Table(_) => "table".to_owned(),
            })
            .collect()
    }

    #[test]
    fn lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart() {
        let page = vec![
            line("Ferries over the sound", 50.0, 100.0, 16.0),
            line("The number of people who crossed by ferry rose to", 50.0, 140.0, 10.0),
            line("412,000 in the spring.", 50.0, 152.0, 10.0),
            line("Fares did not change, the board of the harbour said", 50.0, 164.0, 10.0),
            line("on Tuesday.", 50.0, 176.0, 10.0),
        ];
        assert_eq!(
            told(&[page]),
            [
                "h1 Ferries over the sound",
                "The number of people who crossed by ferry rose to 412,000 in the spring.",
                "Fares did not change, the board of the harbour said on Tuesday.",
            ]
        );
    }

    #[test]
    fn what_pages_repeat_is_set_aside_and_a_sentence_goes_on_over_the_page() {
        let page = |number: usize, words: &[&str]| {
            let mut lines = vec![line("Harbour Board annual report", 50.0, 30.0, 8.0)];
            lines.extend(
                words
                    .iter()
                    .zip(1_u32..)
                    .map(|(text, at)| line(text, 50.0, 100.0 + 12.0 * f64::from(at), 10.0)),
            );
            lines.push(line(&format!("Page {number}"), 300.0, 780.0, 8.0));
            lines
        };
        let pages = [
            page(
                1,
                &[
                    "The board of the harbour counted ships of all kinds and",
                    "found that 1,204 of them called at the port in the first",
                ],
            ),
            page(2, &["half of the year."]),
        ];
        assert_eq!(
            told(&pages),
            [
                "The board of the harbour counted ships of all kinds and found that 1,204 of them called at the port in the \
                 first half of the year.",
                "(Harbour Board annual report)",
                "(Page 1)",
                "(Harbour Board annual report)",
                "(Page 2)",
            ]
        );
    }

    #[test]
    fn a_foot_far_below_the_text_is_set_aside() {
        let page =
            vec![line("It hired 45 people.", 50.0, 100.0, 10.0), line("Founded 1871.", 50.0, 760.0, 10.0)];
        assert_eq!(told(&[page]), ["It hired 45 people.", "(Founded 1871.)"]);
    }

    #[test]
    fn a_narrow_column_has_an_edge_of_its_own() {
        let page = vec![
            line(
                "These words of the summary reach from the left edge of the page over to the right one",
                50.0,
                100.0,
                10.0,
            ),
            line("and on.", 50.0, 112.0, 10.0),
            line("What is set in a narrow column ends far", 50.0, 150.0, 10.0),
            line("from there and is joined all the same.", 50.0, 162.0, 10.0),
        ];
        assert_eq!(
            told(&[page]),
            [
                "These words of the summary reach from the left edge of the page over to the right one and on.",
                "What is set in a narrow column ends far from there and is joined all the same.",
            ]
        );
    }

    #[test]
    fn a_paragraph_beside_a_box_has_an_edge_of_its_own() {
        let page = vec![
            line(
                "A paragraph that reaches over the whole page, from the left edge to the right one, has",
                50.0,
                100.0,
                10.0,
            ),
            line("two lines.", 50.0, 112.0, 10.0),
            line("Beside the box the lines are short, and", 50.0, 134.0, 10.0),
            line("the words go on below.", 50.0, 146.0, 10.0),
        ];
        assert_eq!(told(&[page])[1], "Beside the box the lines are short, and the words go on below.");
    }

    #[test]
    fn items_begin_with_a_mark_and_lose_it() {
        let page = vec![
            line("• The board hired 45 people for the two new berths in", 50.0, 100.0, 10.0),
            line("the east.", 58.0, 112.0, 10.0),
            line("• It sold a crane.", 50.0, 124.0, 10.0),
        ];
        assert_eq!(
            told(&[page]),
            ["* The board hired 45 people for the two new berths in the east.", "* It sold a crane."]
        );
    }

    #[test]
    fn numbers_of_pages_are_told_from_figures() {
        for text in ["3", "- 3 -", "Page 3 of 12", "3/12", "iv", "3 | 12"] {
            assert!(counts_pages(text), "{text}");
        }
        for text in ["1,204", "3 ships", "Page of honour", "12.5", "2 3 4", "mix it up"] {
            assert!(!counts_pages(text), "{text}");
        }
    }
}
