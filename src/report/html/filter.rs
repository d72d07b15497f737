//! The filters of the findings: a form that only the script shows, since only that can answer it.
//!
//! A [`Page`] → the form. It cannot fail.

use super::page::{Page, SEVERITIES, VERDICTS, class};
use crate::report::escape::visible;
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(super) fn form(page: &Page<'_, '_>) -> Markup {
    let rules: BTreeSet<&str> =
        page.shown.iter().map(|index| page.view.run.findings[*index].rule.as_str()).collect();
    html! {
        form #filters .js role="search" aria-label="Filter the findings" {
            fieldset {
                legend { "Verdict" }
                @for (verdict, symbol, ..) in VERDICTS {
                    label {
                        input type="checkbox" name="verdict" value=(verdict.name()) data-class=(class(verdict)) checked;
                        " " span.sym.(class(verdict)) aria-hidden="true" { (symbol) } " " (verdict.name())
                    }
                }
            }
            label { "Words " input type="search" name="q" autocomplete="off" spellcheck="false" placeholder="press /"; }
            label { "Source " select name="source" {
                option value="" { "all" }
                @for (index, source) in page.sources.iter().enumerate() { option value=(index) { (visible(source)) } }
            } }
            label { "Story " select name="story" {
                option value="" { "all" }
                @for (index, story) in page.stories.list.iter().enumerate() {
                    option value=(index + 1) { (visible(&story.name)) }
                }
            } }
            label { "Rule " select name="rule" {
                option value="" { "all" }
                @for rule in rules { option value=(rule) { (rule) } }
            } }
            label { "Severity " select name="severity" {
                option value="0" { "all" }
                @for (rank, severity) in SEVERITIES.iter().enumerate().skip(1) {
                    option value=(rank) { (severity.name()) " and above" }
                }
            } }
            button type="reset" { "Show all" }
            p role="status" aria-live="polite" #count { (page.shown.len()) " findings" }
            p.keys {
                kbd { "/" } " words " kbd { "j" } " " kbd { "k" } " next, previous " kbd { "Enter" } " unfold " kbd { "c" } " copy "
                kbd { "Esc" } " leave. The address holds the view: send it on."
            }
        }
    }
}
