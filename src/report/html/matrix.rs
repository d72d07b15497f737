//! Stories: who says what, who leaves it out, who only copies.
//!
//! A [`Page`] → the section of stories: of each the table of its topics by sources, and the drawings of its figures. It
//! cannot fail.

use super::article;
use super::page::{Page, class, symbol};
use super::plot;
use super::story::Story;
use crate::claim::{ClaimId, DocumentId};
use crate::report::Run;
use crate::report::escape::visible;
use crate::report::excerpt::Excerpt;
use crate::report::view::count_of;
use maud::{Markup, html};

/// How many characters of a quotation stand in a cell.
const CELL: usize = 28;
/// How many wordings of one document stand in a cell; the article has all.
const WORDINGS: usize = 3;

/// The section of all stories.
pub(super) fn all(page: &Page<'_, '_>) -> Markup {
    html! {
        @for (number, story) in page.stories.list.iter().enumerate() { (one(page, number + 1, story)) }
        @if page.stories.list.is_empty() { p { "No two articles speak of the same thing." } }
    }
}

fn one(page: &Page<'_, '_>, number: usize, story: &Story) -> Markup {
    let topics = page.topics(story);
    let plots: Vec<Markup> = topics.iter().filter_map(|topic| plot::one(page, *topic)).collect();
    html! {
        section.story id={ "s" (number) } aria-labelledby={ "h-s" (number) } {
            h3 id={ "h-s" (number) } { (visible(&story.name)) }
            p.meta {
                (count_of(story.documents.len(), "article")) ": "
                @for (at, document) in story.documents.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "#" (article::id(*document)) } {
                        (visible(&page.view.run.documents[document.0 as usize].source.name))
                    }
                }
            }
            (matrix(page, story, &topics))
            @if !plots.is_empty() {
                h4 { "Values over time" }
                div.plots { @for plot in plots { (plot) } }
            }
        }
    }
}

/// What a document says on the topics of a story.
struct Column<'a> {
    document: DocumentId,
    name: &'a str,
    /// Whose text it copies, if it does.
    copies: Option<&'a str>,
    /// How many of the topics it states.
    states: usize,
}

fn matrix(page: &Page<'_, '_>, story: &Story, rows: &[usize]) -> Markup {
    let topics = &page.view.run.linkage.topics;
    let columns: Vec<Column<'_>> = story
        .documents
        .iter()
        .map(|document| Column {
            document: *document,
            name: &page.view.run.documents[document.0 as usize].source.name,
            copies: copied(page.view.run, *document),
            states: rows
                .iter()
                .filter(|topic| topics[**topic].claims.iter().any(|claim| claim.document == *document))
                .count(),
        })
        .collect();
    html! {
        div.wide tabindex="0" role="group" aria-label={ "Who says what: " (visible(&story.name)) } {
            table.matrix {
                caption { "Who says what. – leaves it out" @if columns.iter().any(|it| it.copies.is_some()) { "; (copy) only copies" } }
                thead { tr {
                    th scope="col" { "Topic" }
                    @for column in &columns { th scope="col" {
                        a href={ "#" (article::id(column.document)) } { (visible(column.name)) }
                        @let published = page.view.run.documents[column.document.0 as usize].published;
                        " " small { @match published { Some(on) => (on.date.strftime("%-d %b %Y")), None => "no date" } }
                        @if let Some(whom) = column.copies { " " small { "(copy) " (visible(whom)) } }
                    } }
                } }
                tbody { @for topic in rows { (row(page, *topic, &columns)) } }
                tfoot { tr {
                    th scope="row" { "States" }
                    @for column in &columns { td { (column.states) " of " (rows.len()) } }
                } }
            }
        }
    }
}

fn row(page: &Page<'_, '_>, topic: usize, columns: &[Column<'_>]) -> Markup {
    let claims = &page.view.run.linkage.topics[topic].claims;
    html! {
        tr {
            th scope="row" {
                @if let Some((number, others)) = page.numbers_of_topic(topic).split_first() {
                    @let finding = &page.view.run.findings[page.numbered(*number)];
                    a href={ "#" (page.id(*number)) } {
                        span.sym.(class(finding.verdict)) title=(finding.verdict.name()) { (symbol(finding.verdict)) }
                        " " (number) ". " (visible(&Excerpt::shortened(&finding.title, 70)))
                    }
                    @for other in others { " " (article::citation(page, *other)) }
                } @else {
                    (visible(&page.view.statement(claims[0])))
                }
            }
            @for column in columns {
                // Claims are in order of their documents.
                @let from = claims.partition_point(|claim| claim.document < column.document);
                @let to = claims.partition_point(|claim| claim.document <= column.document);
                @if from == to {
                    td.out { "–" }
                } @else {
                    td { (cell(page, &claims[from..to], column.copies.is_some())) }
                }
            }
        }
    }
}

/// What a document says on a topic: each wording once.
fn cell(page: &Page<'_, '_>, claims: &[ClaimId], copies: bool) -> Markup {
    let mut said: Vec<(ClaimId, String)> = Vec::new();
    for claim in claims {
        let words = Excerpt::shortened(page.view.words(*claim), CELL);
        if !said.iter().any(|(_, known)| *known == words) && said.len() < WORDINGS {
            said.push((*claim, words));
        }
    }
    html! {
        @for (at, (claim, words)) in said.iter().enumerate() {
            @if at > 0 { "; " }
            a href={ "#" (page.view.ids.claim(*claim)) } {
                @if page.view.claim(*claim).quotation().is_some() { "“" (visible(words)) "”" } @else { (visible(words)) }
            }
        }
        @if copies { " " small { "(copy)" } }
    }
}

/// Whose text a document copies: what its origin is, where another document of the run has the same.
fn copied(run: &Run, document: DocumentId) -> Option<&str> {
    let label = run.origins.label(document);
    let voice = run.origins.voice(document);
    let others = (0u32..).map(DocumentId).take(run.documents.len()).filter(|other| *other != document);
    let is_shared = label != "own" && others.into_iter().any(|other| run.origins.voice(other) == voice);
    is_shared.then_some(label)
}
