//! The report as one HTML page that stands by itself: no network, no other file.
//!
//! A [`View`] → HTML. It cannot fail. Article text is hostile: the templates escape whatever they print, control and
//! direction characters are made visible, and a content security policy lets nothing run or load but the page's own style
//! and script, which are named by their hashes. No text of an article stands in the script or in an attribute that runs.
//!
//! The page is whole without its script: that adds filters, keys and copying. Same input, same bytes.
//!
//! Not here: what is found and in which order ([`View`]).

mod article;
mod filter;
mod finding;
mod matrix;
mod page;
mod passage;
mod plot;
mod scale;
mod story;
mod summary;

use super::view::{View, listed};
use crate::rules::RuleSet;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use page::Page;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Writes the report; `rules` are those of the run, whose reasons it prints.
///
/// ```
/// use crosscheck::report::{Run, Selection, View, html};
/// let run = Run::default();
/// let page = html::render(&View::new(&run, Selection::default()), crosscheck::rules::RuleSet::built_in());
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// ```
#[must_use]
pub fn render(view: &View<'_>, rules: &RuleSet) -> String {
    let page = Page::new(view, rules);
    let mut text = whole(&page).into_string();
    text.push('\n');
    text
}

/// What the page may do: use its own style and script. The icon is empty; it keeps browsers from asking for one.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn whole(page: &Page<'_, '_>) -> Markup {
    let tally = page.view.tally();
    let found = if tally.is_empty() { "nothing that two articles state".to_owned() } else { listed(&tally) };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "crosscheck " (env!("CARGO_PKG_VERSION")) };
                link rel="icon" href="data:,";
                title { "What the sources say: " (found) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#findings" { "Skip to the findings" }
                (header(page))
                main {
                    (part("findings", "Findings", html! { (filter::form(page)) (finding::all(page)) }))
                    (summary::accepted(page))
                    (part("stories", "Stories", matrix::all(page)))
                    (part("articles", "Articles", html! { (key()) (article::all(page)) }))
                    (part("read", "What was read", summary::read(page)))
                    (summary::failed(page))
                    (part("rules", "Rules that decided", summary::rules(page)))
                }
                footer.page {
                    p { "Made by crosscheck " (env!("CARGO_PKG_VERSION")) ". It does not know what is true, only what sources say and whether they can both hold." }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn header(page: &Page<'_, '_>) -> Markup {
    html! {
        header.page {
            h1 { "What the sources say" }
            (summary::found(page))
            section aria-labelledby="h-next" {
                h2 #h-next { "What to do next" }
                (summary::next(page))
            }
        }
        nav.page aria-label="Parts of the report" {
            a href="#findings" { "Findings" } a href="#stories" { "Stories" } a href="#articles" { "Articles" }
            a href="#read" { "What was read" } a href="#rules" { "Rules" }
        }
    }
}

fn part(id: &str, title: &str, content: Markup) -> Markup {
    html! {
        section #(id) aria-labelledby={ "h-" (id) } tabindex="-1" {
            h2 id={ "h-" (id) } { (title) }
            (content)
        }
    }
}

/// How articles are marked.
fn key() -> Markup {
    html! {
        p.about {
            mark.c.va { "Figures" } " and " mark.q.va { "quotations" } " on a ground are compared with other articles; behind them "
            "stands the number of the finding, with its sign. " mark { "Underlined" } " ones are stated by this article alone. "
            u { "Dotted" } " numbers were set aside."
        }
    }
}
