//! What was found at a glance, what to do next, and what was read.
//!
//! A [`Page`] → the first and the last parts of the page. It cannot fail.

use super::article;
use super::finding::rule_id;
use super::page::{Page, VERDICTS, class, symbol};
use crate::judge::{Severity, Verdict};
use crate::report::escape::visible;
use crate::report::markdown;
use crate::report::view::{Coverage, advised, count_of, listed, long_date, outlet};
use crate::rules::catalogue;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Above this many outlets their names would say less than their count.
const NAMED: usize = 8;

/// What was found, in numbers.
pub(super) fn found(page: &Page<'_, '_>) -> Markup {
    let view = page.view;
    let run = view.run;
    let outlets = view.outlets();
    let unknown = run.documents.iter().filter(|document| outlet(document).is_none()).count();
    let voices: BTreeSet<u32> = view.documents().map(|document| run.origins.voice(document)).collect();
    let coverage: Vec<Coverage> = view.documents().map(|document| view.coverage(document)).collect();
    let sum = |count: fn(&Coverage) -> usize| coverage.iter().map(count).sum::<usize>();
    let accepted = view.accepted().count();
    html! {
        ul.tiles {
            @for (verdict, symbol, title, about) in VERDICTS {
                @let count = view.with_verdict(verdict).count();
                li.(class(verdict)) {
                    @if count > 0 {
                        a href={ "#" (verdict.name()) } title=(about) { b { (count) } " " span { (symbol) " " (title) } }
                    } @else {
                        b { "0" } " " span { (symbol) " " (title) }
                    }
                }
            }
        }
        p {
            (count_of(run.documents.len(), "article"))
            @if !outlets.is_empty() {
                " by "
                @if outlets.len() <= NAMED {
                    (listed(&outlets.iter().map(|name| visible(name).into_owned()).collect::<Vec<_>>()))
                } @else {
                    (outlets.len()) " outlets"
                }
            }
            @if unknown > 0 { " (" (unknown) " of an outlet not known)" }
            @if !run.documents.is_empty() {
                ", with " (count_of(voices.len(), "voice")) ": texts with one origin are one voice."
            } @else { "." }
            " " (sum(|it| it.figures)) " figures, " (sum(|it| it.quotations)) " quotations and " (sum(|it| it.dates))
            " dates were read as claims; " (sum(|it| it.linked)) " of them are compared with others. Of "
            (coverage.iter().map(|it| u64::from(it.numbers)).sum::<u64>()) " numbers seen, "
            (sum(Coverage::set_aside_total)) " were " a href="#read" { "set aside" } "."
        }
        @if view.selection.narrows() { p { (count_of(view.left_out(), "other finding")) " not shown, as asked." } }
        @if accepted > 0 {
            p { a href="#accepted" { (count_of(accepted, "finding")) } " listed apart, as accepted before." }
        }
    }
}

/// What to do next, most urgent first.
pub(super) fn next(page: &Page<'_, '_>) -> Markup {
    let view = page.view;
    let urgent =
        view.with_verdict(Verdict::Discrepancy).filter(|(_, it)| it.severity == Severity::Error).count();
    let discrepancies = view.with_verdict(Verdict::Discrepancy).count();
    let unclear = view.with_verdict(Verdict::Unclear).count();
    let remarks = view.remarks();
    html! {
        ol.next {
            @if discrepancies > 0 {
                li {
                    "Go through the " a href="#discrepancy" { (discrepancies) @if discrepancies == 1 { " discrepancy" } @else { " discrepancies" } }
                    @if urgent > 0 && urgent < discrepancies { ", the " @if urgent > 1 { (urgent) " " } "most serious first" }
                    ": read both sentences in their articles, then ask the outlets."
                }
            }
            @if unclear > 0 {
                li { "For the " a href="#unclear" { (count_of(unclear, "unclear case")) } ", find out what one of the sources does not state." }
            }
            @if !view.run.errors.is_empty() {
                li { a href="#failed" { (count_of(view.run.errors.len(), "file")) } " could not be read: nothing in them is compared." }
            }
            @for (remark, documents) in &remarks {
                li {
                    (with_code(remark)) " ("
                    @if documents.len() <= 3 {
                        @for (at, document) in documents.iter().enumerate() {
                            @if at > 0 { ", " }
                            a href={ "#" (article::id(*document)) } { (page.path(*document)) }
                        }
                    } @else { a href="#read" { (documents.len()) " articles" } }
                    ")"
                }
            }
            @if discrepancies + unclear + view.run.errors.len() + remarks.len() == 0 {
                @if view.run.documents.is_empty() { li { "Name a folder that holds articles." } }
                @else { li { "Nothing asks for attention. A report without discrepancies does not mean that there are none." } }
            }
        }
    }
}

/// A remark as a sentence, with what stands in backticks as code.
fn with_code(remark: &str) -> Markup {
    let mut letters = remark.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let sentence = first + letters.as_str();
    html! {
        @for (at, part) in sentence.split('`').enumerate() {
            @if at % 2 == 0 { (visible(part)) } @else { code { (visible(part)) } }
        }
    }
}

/// Per article how much was read, and why numbers were set aside.
pub(super) fn read(page: &Page<'_, '_>) -> Markup {
    let view = page.view;
    html! {
        div.wide tabindex="0" role="group" aria-label="What was read of each article" {
            table.read {
                thead { tr {
                    th scope="col" { "Article" } th scope="col" { "Published" } th scope="col" { "Numbers" }
                    th scope="col" { "Figures" } th scope="col" { "Quotations" } th scope="col" { "Compared" }
                    th scope="col" { "Set aside" }
                } }
                @for id in view.documents() {
                    @let document = &view.run.documents[id.0 as usize];
                    @let coverage = view.coverage(id);
                    tr {
                        th scope="row" {
                            a href={ "#" (article::id(id)) } { (page.path(id)) } " "
                            small { (page.outlet(id).unwrap_or("outlet not known".into())) @if outlet(document).is_some() { " (from " (document.source.provenance.words()) ")" } }
                        }
                        td {
                            (long_date(document).unwrap_or_else(|| "no date".to_owned()))
                            @if let Some(published) = document.published { " " small { "(from " (published.provenance.words()) ")" } }
                        }
                        td { (coverage.numbers) } td { (coverage.figures) } td { (coverage.quotations) } td { (coverage.linked) }
                        td {
                            (coverage.set_aside_total())
                            @if !coverage.set_aside.is_empty() {
                                ": " (listed(&coverage.set_aside.iter().map(|(reason, count)| format!("{} ({count})", reason.words())).collect::<Vec<_>>()))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Findings that somebody has accepted, with the reasons, and entries that no longer fit one.
pub(super) fn accepted(page: &Page<'_, '_>) -> Markup {
    let view = page.view;
    let accepted: Vec<_> = view.accepted().collect();
    html! {
        @if !accepted.is_empty() || !view.stale.is_empty() {
            section #accepted aria-labelledby="h-accepted" tabindex="-1" {
                h2 #h-accepted { "Accepted before" }
                @if !accepted.is_empty() {
                    p.about { "Somebody has looked at these and given a reason to let them stand." }
                    ul { @for (index, finding, entry) in accepted {
                        li {
                            details {
                                summary {
                                    span.sym.(class(finding.verdict)) title=(finding.verdict.name()) { (symbol(finding.verdict)) }
                                    " " b { (visible(&finding.title)) } " (" (visible(&entry.finding)) "): " (visible(&entry.reason))
                                }
                                pre.md { (markdown::finding(view, index)) }
                            }
                        }
                    } }
                }
                @if !view.stale.is_empty() {
                    p.about {
                        "No longer found: the articles have changed since. " code { "crosscheck accept --prune PATH..." }
                        " takes these out of the list."
                    }
                    ul { @for entry in &view.stale {
                        li { b { (visible(&entry.title)) } " (" (entry.verdict.name()) ", " (visible(&entry.finding)) "): " (visible(&entry.reason)) }
                    } }
                }
            }
        }
    }
}

/// Files that did not become articles.
pub(super) fn failed(page: &Page<'_, '_>) -> Markup {
    html! {
        @if !page.view.run.errors.is_empty() {
            section #failed aria-labelledby="h-failed" {
                h2 #h-failed { "Could not be read" }
                ul { @for error in &page.view.run.errors { li {
                    code {
                        (visible(&error.path))
                        @if let Some(position) = error.position { ":" (position.line) }
                    }
                    ": " (visible(&advised(&error.problem, Some(&error.advice))))
                } } }
            }
        }
    }
}

/// Why the rules that decided something decide as they do, each once.
pub(super) fn rules(page: &Page<'_, '_>) -> Markup {
    let decided: BTreeSet<&str> =
        page.shown.iter().map(|index| page.view.run.findings[*index].rule.as_str()).collect();
    html! {
        dl { @for rule in decided {
            @if let Some((title, about)) = catalogue::meaning(page.rules, rule) {
                dt id=(rule_id(rule)) { (title) " " code { (rule) } }
                dd { (visible(about)) }
            }
        } }
    }
}
