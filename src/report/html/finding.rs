//! Findings: side by side, with what differs marked, and everything that is asked for on demand.
//!
//! A [`Page`] → the section of findings. It cannot fail.

use super::page::{Page, VERDICTS, class, symbol};
use crate::claim::ClaimId;
use crate::document::BlockKind;
use crate::judge::{Finding, Severity, Side, Verdict};
use crate::link::{Link, Term};
use crate::report::escape::visible;
use crate::report::explain;
use crate::report::markdown;
use crate::report::view::{Sighting, Testimony, count_of, long_date};
use crate::rules::catalogue;
use maud::{Markup, html};

/// How many characters of a sentence are shown; the article has the rest.
const SENTENCE_LIMIT: usize = 600;
/// How many documents of a side are shown at once; the others unfold.
const SHOWN_PER_SIDE: usize = 4;
/// Of how many pairs of a finding the evidence is shown. What is left out, `crosscheck explain` prints.
const PAIRS: usize = 3;
/// The same of an agreement, which asks for less.
const PAIRS_OF_AGREEMENT: usize = 1;
/// Up to how many findings each carries the text of its rule; beyond, the rules at the end of the page hold it.
const RULE_EACH: usize = 500;

/// How the words of a side that another does not have are marked.
#[derive(Clone, Copy)]
enum Wording {
    /// They are gone from the other sides: the first side.
    First,
    /// They have come in: all other sides.
    Later,
}

/// The section of all shown findings, by verdict.
pub(super) fn all(page: &Page<'_, '_>) -> Markup {
    let mut number = 0;
    html! {
        @for (verdict, symbol, title, about) in VERDICTS {
            @let count = page.view.with_verdict(verdict).count();
            @if count > 0 {
                section.group #(verdict.name()) aria-labelledby={ "h-" (verdict.name()) } {
                    h3 id={ "h-" (verdict.name()) } {
                        span.sym.(class(verdict)) aria-hidden="true" { (symbol) } " " (title) " "
                        span.n { "(" (count) ")" }
                    }
                    p.about { (about) }
                    @for _ in 0..count {
                        @let this = { number += 1; number };
                        (one(page, this))
                    }
                }
            }
        }
    }
}

fn one(page: &Page<'_, '_>, number: u32) -> Markup {
    let index = page.numbered(number);
    let finding = &page.view.run.findings[index];
    let id = page.id(number);
    let story = page.stories.of_finding(finding);
    let topic = finding.topic.filter(|topic| super::plot::is_plotted(page, *topic as usize));
    let (name, class) = (finding.verdict.name(), class(finding.verdict));
    html! {
        article.f.(class) #(id) tabindex="-1" aria-labelledby={ "t-" (id) }
            data-s=(severity_rank(finding.severity)) data-r=(finding.rule) data-o=(sources(page, finding))
            data-t=[story.map(|story| story + 1)] {
            div.t {
                h4 id={ "t-" (id) } {
                    span.badge.(class) { (symbol(finding.verdict)) " " (name) } " "
                    span.no { (number) "." } " " (visible(&finding.title))
                }
                p.reason { (visible(&finding.reason)) }
                div.sides {
                    @for (at, side) in finding.sides.iter().enumerate() {
                        @let wording = if at == 0 { Wording::First } else { Wording::Later };
                        (one_side(page, finding, side, wording))
                    }
                }
            }
            footer {
                span { (capitalised(finding.severity.name())) } " · "
                a href={ "#" (id) } { (id) }
                @if let Some(topic) = topic { " · " a href={ "#p" (topic) } { "values over time" } }
                @if let Some(story) = story { " · " a href={ "#s" (story + 1) } { "story" } }
                " "
                button.copy.js type="button" { "Copy for email" }
            }
            div.more {
                (rule(page, finding))
                (evidence(page, index))
                details {
                    summary { "As Markdown" }
                    pre.md { (markdown::finding(page.view, index)) }
                }
            }
        }
    }
}

/// The indices of the sources that a finding speaks of.
fn sources(page: &Page<'_, '_>, finding: &Finding) -> String {
    let claims = finding.sides.iter().flat_map(|side| &side.claims);
    let mut sources: Vec<usize> = claims.map(|claim| page.source_of(claim.document)).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}

fn severity_rank(severity: Severity) -> usize {
    super::page::SEVERITIES.iter().position(|known| *known == severity).unwrap_or_default()
}

/// The rule's id and, on demand, why it decides as it does. Agreements are many and their rules few, so that theirs stand
/// at the end of the page.
fn rule(page: &Page<'_, '_>, finding: &Finding) -> Markup {
    let meaning = catalogue::meaning(page.rules, &finding.rule);
    html! {
        @match meaning {
            Some((title, about)) if page.shown.len() <= RULE_EACH && finding.verdict != Verdict::Agreement => {
                details.rule {
                    summary { "Rule " code { (finding.rule) } }
                    p { b { (title) } ": " (visible(about)) }
                }
            }
            Some(_) => { a href={ "#" (rule_id(&finding.rule)) } { "Rule " code { (finding.rule) } } }
            None => span { "Rule " code { (finding.rule) } }
        }
    }
}

/// The id of a rule's entry at the end of the page.
pub(super) fn rule_id(rule: &str) -> String {
    format!("rule-{}", rule.replace(['/', '#'], "-"))
}

fn one_side(page: &Page<'_, '_>, finding: &Finding, side: &Side, wording: Wording) -> Markup {
    let view = page.view;
    let with = view.counterpart(finding, side);
    let testimonies = view.testimonies(side);
    let (first, rest) = testimonies.split_at(testimonies.len().min(SHOWN_PER_SIDE));
    let is_within = finding.topic.is_none();
    html! {
        div.side {
            @if !is_within || !side.summary.is_empty() {
                h5 {
                    @if !side.summary.is_empty() && !view.is_quoted(side) { (visible(&side.summary)) " " }
                    @if !is_within { small { (count_of(side.voices as usize, "voice")) } }
                }
            }
            @for testimony in first { (one_testimony(page, testimony, with, wording)) }
            @if !rest.is_empty() {
                details {
                    summary { (rest.len()) " more" }
                    @for testimony in rest { (one_testimony(page, testimony, with, wording)) }
                }
            }
        }
    }
}

fn one_testimony(
    page: &Page<'_, '_>,
    testimony: &Testimony,
    with: Option<ClaimId>,
    wording: Wording,
) -> Markup {
    let document = &page.view.run.documents[testimony.document.0 as usize];
    html! {
        figure {
            @for sighting in &testimony.sightings {
                blockquote {
                    (sentence(page, sighting, with, wording))
                    @let headers = headers(page, sighting.first());
                    @if !headers.is_empty() { small { " in a table, under " (headers.join(" and ")) } }
                }
            }
            figcaption {
                @if let Some(outlet) = page.outlet(testimony.document) { b { (outlet) } ", " }
                (long_date(document).unwrap_or_else(|| "no date".to_owned())) ", "
                @for (at, sighting) in testimony.sightings.iter().enumerate() {
                    @let claim = sighting.first();
                    @let place = page.view.place(claim);
                    a href={ "#" (page.view.ids.claim(claim)) } {
                        @if at == 0 { (page.path(testimony.document)) (place.line_behind_path()) } @else { (place.line_words()) }
                    }
                    @if at + 1 < testimony.sightings.len() { ", " }
                }
                @if let Some(address) = page.original(testimony.sightings[0].first()) {
                    " · " a href=(address) rel="noopener noreferrer" target="_blank" { "original page" }
                }
            }
        }
    }
}

/// The headers of the row and the column of a claim that stands in a table.
fn headers(page: &Page<'_, '_>, claim: ClaimId) -> Vec<String> {
    let document = page.view.document(claim);
    let mention = page.view.claim(claim).mention;
    let at = document.blocks.partition_point(|block| block.span.end <= mention.start);
    let Some(BlockKind::Cell(cell)) = document.blocks.get(at).map(|block| &block.kind) else {
        return Vec::new();
    };
    let headers = [cell.row_header, cell.column_header].into_iter().flatten();
    headers
        .filter(|header| !header.overlaps(mention) && !header.is_empty())
        .map(|header| format!("“{}”", visible(document.prose.slice(header))))
        .collect()
}

/// The sentence as printed. Words of a quotation that another side does not have are deletions on the first side and
/// insertions on the others.
fn sentence(page: &Page<'_, '_>, sighting: &Sighting, with: Option<ClaimId>, wording: Wording) -> Markup {
    let differs = page.view.differing(sighting, with).is_some();
    let parts = page.view.excerpt(sighting, with, SENTENCE_LIMIT).parts;
    html! {
        @for part in parts {
            @match (part.marked, differs, wording) {
                (false, ..) => (visible(part.text)),
                (true, false, _) => mark { (visible(part.text)) },
                (true, true, Wording::First) => del { (visible(part.text)) },
                (true, true, Wording::Later) => ins { (visible(part.text)) },
            }
        }
    }
}

/// What ties the claims of a finding, in bits, on demand.
fn evidence(page: &Page<'_, '_>, index: usize) -> Markup {
    let finding = &page.view.run.findings[index];
    let pairs = explain::pairs(page.view, finding);
    let shown = if finding.verdict == Verdict::Agreement { PAIRS_OF_AGREEMENT } else { PAIRS };
    html! {
        @if let Some(first) = pairs.first() {
            details {
                summary { (format!("Evidence: {:.1} bits", first.evidence.total())) }
                @for link in pairs.iter().take(shown) { (pair(page, link)) }
                @if pairs.len() > shown {
                    p {
                        (pairs.len() - shown) " more pairs: " code { "crosscheck explain " (page.view.ids.finding(index)) " PATH..." }
                    }
                }
            }
        }
    }
}

/// The evidence of a pair, as lines of text: a large report has tens of thousands, and a table of each would be slow to open.
fn pair(page: &Page<'_, '_>, link: &Link) -> Markup {
    let evidence = &link.evidence;
    let (speaks, silent): (Vec<&Term>, Vec<&Term>) = evidence.terms.iter().partition(|term| term.bits != 0.0);
    let lines: Vec<String> = speaks
        .iter()
        .map(|term| format!("{:+6.1}  {}: {}", term.bits, term.signal.field(), term.signal.outcome()))
        .collect();
    let silent: Vec<&str> = silent.iter().map(|term| term.signal.field()).collect();
    html! {
        p {
            "That “" (visible(page.view.words(link.a))) "” (" (page.path(link.a.document)) ") and “"
            (visible(page.view.words(link.b))) "” (" (page.path(link.b.document)) ") speak of the same thing, in bits:"
        }
        pre {
            (lines.join("\n")) "\n" (format!("{:+6.1}", evidence.total())) "  in all, "
            (format!("{:+.1}", evidence.without_value())) " without the value"
            @if !silent.is_empty() { "\n   0.0  " (silent.join(", ")) }
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
