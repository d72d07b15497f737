//! Articles in full, with their claims marked and led to the findings that they stand in.
//!
//! A [`Page`] → the section of articles. It cannot fail. Marks may nest and cross (a quotation holds figures), so that text is
//! cut wherever one begins or ends.

use super::page::{Page, class, symbol};
use super::passage;
use crate::claim::{DocumentId, Statement};
use crate::document::{Block, BlockKind};
use crate::extract::Reason;
use crate::report::escape::visible;
use crate::report::view::{count_of, long_date};
use crate::text::Span;
use maud::{Markup, html};

/// Something that is marked in an article.
#[derive(Clone, Copy, Debug)]
enum Mark {
    /// The claim at an index of the reading; `first` in the stretch where it begins, `last` where it ends.
    Claim { index: u32, first: bool, last: bool },
    /// A number that is no claim.
    SetAside(Reason),
}

/// The section of all articles.
pub(super) fn all(page: &Page<'_, '_>) -> Markup {
    html! { @for document in page.view.documents() { (one(page, document)) } }
}

/// The id of a document's article in the page.
pub(super) fn id(document: DocumentId) -> String {
    format!("d{}", document.0 + 1)
}

fn one(page: &Page<'_, '_>, id_of: DocumentId) -> Markup {
    let document = &page.view.run.documents[id_of.0 as usize];
    let coverage = page.view.coverage(id_of);
    let claims = coverage.figures + coverage.quotations + coverage.dates;
    let label = page.view.run.origins.label(id_of);
    let title = document.title.as_deref().unwrap_or(&document.source.name);
    let marks = marks(page, id_of);
    let headline = document.blocks.iter().position(|block| block.kind == BlockKind::Headline);
    let id = id(id_of);
    html! {
        article.doc #(id) aria-labelledby={ "h-" (id) } {
            h3 id={ "h-" (id) } {
                @match headline {
                    Some(at) => (stretch(page, id_of, document.blocks[at].span, &marks[at])),
                    None => (visible(title)),
                }
            }
            p.meta {
                @if let Some(outlet) = page.outlet(id_of) { b { (outlet) } ", " }
                (long_date(document).unwrap_or_else(|| "no date".to_owned())) ", "
                code { (page.path(id_of)) }
                @if let Some(address) = document.url.as_deref().and_then(passage::page) {
                    " · " a href=(address) rel="noopener noreferrer" target="_blank" { "original page" }
                }
                @if let Some(story) = page.stories.of_document(id_of) { " · " a href={ "#s" (story + 1) } { "story" } }
                @if label != "own" { " · " (visible(label)) }
            }
            p.meta {
                (count_of(claims, "claim")) ", " (coverage.linked) " compared with others; "
                (coverage.set_aside_total()) " numbers set aside"
            }
            (body(page, id_of, &marks, headline))
        }
    }
}

/// The blocks of a document but its `headline`. Cells, items and lines of furniture that follow each other are gathered.
fn body(page: &Page<'_, '_>, id: DocumentId, marks: &[Vec<(Span, Mark)>], headline: Option<usize>) -> Markup {
    let blocks = &page.view.run.documents[id.0 as usize].blocks;
    let text = |at: usize| stretch(page, id, blocks[at].span, &marks[at]);
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..blocks.len()).filter(|at| Some(*at) != headline) {
        match groups.last_mut().filter(|group| group.end == at && together(&blocks[group.start], &blocks[at]))
        {
            Some(group) => group.end = at + 1,
            None => groups.push(at..at + 1),
        }
    }
    html! {
        @for group in groups {
            @match &blocks[group.start].kind {
                BlockKind::Headline => p.headline { (text(group.start)) },
                BlockKind::Heading(_) => h4 { (text(group.start)) },
                BlockKind::Paragraph => p { (text(group.start)) },
                BlockKind::ListItem => ul { @for at in group { li { (text(at)) } } },
                BlockKind::Quoted => blockquote { p { (text(group.start)) } },
                BlockKind::Cell(_) => div.wide tabindex="0" role="group" aria-label="Table of the article" {
                    table { @for row in rows(blocks, group) { tr {
                        @for at in row {
                            @match header(&blocks[at]) {
                                Some(scope) => th scope=(scope) { (text(at)) },
                                None => td { (text(at)) },
                            }
                        }
                    } } }
                },
                BlockKind::Furniture(_) => details.furniture {
                    summary { (count_of(group.len(), "line")) " passed over as page furniture" }
                    @for at in group { p { (text(at)) } }
                },
            }
        }
    }
}

/// Whether two neighbouring blocks belong to one table, one list or one stretch of furniture.
fn together(first: &Block, next: &Block) -> bool {
    match (&first.kind, &next.kind) {
        (BlockKind::Cell(a), BlockKind::Cell(b)) => a.table == b.table,
        (BlockKind::ListItem, BlockKind::ListItem) | (BlockKind::Furniture(_), BlockKind::Furniture(_)) => {
            true
        }
        _ => false,
    }
}

/// What a cell is the header of, if it is one.
fn header(block: &Block) -> Option<&'static str> {
    match &block.kind {
        BlockKind::Cell(cell) if cell.is_header => Some(if cell.row == 0 { "col" } else { "row" }),
        _ => None,
    }
}

/// The cells of a table, row by row.
fn rows(blocks: &[Block], cells: std::ops::Range<usize>) -> Vec<Vec<usize>> {
    let row = |at: usize| match &blocks[at].kind {
        BlockKind::Cell(cell) => cell.row,
        _ => 0,
    };
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in cells {
        match rows.last_mut().filter(|last| row(last[0]) == row(at)) {
            Some(last) => last.push(at),
            None => rows.push(vec![at]),
        }
    }
    rows
}

/// The marks of each block of a document, in order of their starts.
fn marks(page: &Page<'_, '_>, id: DocumentId) -> Vec<Vec<(Span, Mark)>> {
    let run = page.view.run;
    let blocks = &run.documents[id.0 as usize].blocks;
    let reading = &run.readings[id.0 as usize];
    let mut marks: Vec<Vec<(Span, Mark)>> = vec![Vec::new(); blocks.len()];
    let mut spread = |span: Span, mark: Mark| -> Vec<(usize, usize)> {
        let start = blocks.partition_point(|block| block.span.end <= span.start);
        let inside = blocks[start..].iter().take_while(|block| block.span.start < span.end);
        let mut placed = Vec::new();
        for (at, block) in inside.enumerate() {
            let part = Span { start: span.start.max(block.span.start), end: span.end.min(block.span.end) };
            if !part.is_empty() {
                placed.push((start + at, marks[start + at].len()));
                marks[start + at].push((part, mark));
            }
        }
        placed
    };
    let mut ends = Vec::new();
    for (index, claim) in (0..).zip(&reading.claims) {
        let whole = [claim.mention];
        let pieces = match &claim.statement {
            Statement::Quotation(quotation) if !quotation.pieces.is_empty() => quotation.pieces.as_slice(),
            _ => &whole,
        };
        let mark = Mark::Claim { index, first: false, last: false };
        let placed: Vec<_> = pieces.iter().flat_map(|piece| spread(*piece, mark)).collect();
        ends.extend(placed.first().copied().zip(placed.last().copied()));
    }
    for number in &reading.set_aside {
        spread(number.span, Mark::SetAside(number.reason));
    }
    for ((block, at), (last_block, last_at)) in ends {
        if let Mark::Claim { first, .. } = &mut marks[block][at].1 {
            *first = true;
        }
        if let Mark::Claim { last, .. } = &mut marks[last_block][last_at].1 {
            *last = true;
        }
    }
    for block in &mut marks {
        block.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    }
    marks
}

/// A stretch of prose with its marks, which lie inside it and are in order of their starts.
fn stretch(page: &Page<'_, '_>, id: DocumentId, whole: Span, marks: &[(Span, Mark)]) -> Markup {
    let prose = &page.view.run.documents[id.0 as usize].prose;
    let mut cuts: Vec<u32> = marks.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    cuts.extend([whole.start, whole.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut active: Vec<(Span, Mark)> = Vec::new();
    let mut waiting = marks.iter().copied().peekable();
    let mut pieces = Vec::new();
    for cut in cuts.windows(2) {
        let part = Span { start: cut[0], end: cut[1] };
        let known = active.len();
        while let Some(next) = waiting.next_if(|(span, _)| span.start <= part.start) {
            active.push(next);
        }
        pieces.push(piece(page, id, prose.slice(part), &active, &active[known..]));
        for (span, mark) in &active {
            if let (true, Mark::Claim { index, last: true, .. }) = (span.end == part.end, *mark) {
                pieces.push(citations(page, id, index));
            }
        }
        active.retain(|(span, _)| span.end > part.end);
    }
    html! { @for piece in pieces { (piece) } }
}

/// Words between two cuts: with the marks that are `active` over them, of which some have just `begun`.
fn piece(
    page: &Page<'_, '_>,
    id: DocumentId,
    words: &str,
    active: &[(Span, Mark)],
    begun: &[(Span, Mark)],
) -> Markup {
    let claim = |index: u32| crate::claim::ClaimId { document: id, index };
    let anchors: Vec<&str> = begun
        .iter()
        .filter_map(|(_, mark)| match mark {
            Mark::Claim { index, first: true, .. } => Some(page.view.ids.claim(claim(*index))),
            _ => None,
        })
        .collect();
    let mut classes: Vec<&str> = Vec::new();
    let mut reason = None;
    let mut number = None;
    for (_, mark) in active {
        match mark {
            Mark::Claim { index, .. } => {
                classes.push(match page.view.claim(claim(*index)).statement {
                    Statement::Quotation(_) => "q",
                    Statement::Quantity(_) | Statement::Date(_) => "c",
                });
                let first = page.numbers(claim(*index)).first().copied();
                number = [number, first].into_iter().flatten().min();
            }
            Mark::SetAside(why) => reason = Some(why.words()),
        }
    }
    classes.sort_unstable();
    classes.dedup();
    if let Some(number) = number {
        classes.push(class(page.verdict(number)));
    }
    let (last, others) = match anchors.split_last() {
        Some((last, others)) => (Some(*last), others),
        None => (None, anchors.as_slice()),
    };
    html! {
        @for anchor in others { span id=(anchor) {} }
        @if !classes.is_empty() {
            mark class=(classes.join(" ")) id=[last] { (visible(words)) }
        } @else if let Some(reason) = reason {
            u title={ "set aside: " (reason) } { (visible(words)) }
        } @else {
            (visible(words))
        }
    }
}

/// The findings that a claim stands in, as links behind it.
fn citations(page: &Page<'_, '_>, document: DocumentId, index: u32) -> Markup {
    html! {
        @for number in page.numbers(crate::claim::ClaimId { document, index }) { (citation(page, *number)) }
    }
}

/// A finding's number as a link, with the sign of its verdict.
pub(super) fn citation(page: &Page<'_, '_>, number: u32) -> Markup {
    let verdict = page.verdict(number);
    html! {
        a.cite.(class(verdict)) href={ "#" (page.id(number)) } title=(verdict.name()) { (symbol(verdict)) (number) }
    }
}
