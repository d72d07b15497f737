//! The HTML report: hostile text stays text, every link leads somewhere, nothing is loaded.

#[path = "support/articles.rs"]
mod articles;

use articles::{Files, corpus, hostile};
use base64::Engine;
use crosscheck::report::baseline::{Accepted, Baseline};
use crosscheck::report::{Selection, View, html};
use crosscheck::rules::RuleSet;
use html5gum::{Token, Tokenizer};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

fn page(files: Files) -> String {
    let rules = RuleSet::built_in();
    let run = crosscheck::check(files, rules);
    html::render(&View::new(&run, Selection::default()), rules)
}

/// What a browser's parser makes of a page: tags with their attributes, and the text between.
struct Parsed {
    tags: Vec<(String, Vec<(String, String)>)>,
    text: String,
    scripts: Vec<String>,
}

fn parse(page: &str) -> Parsed {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut parsed = Parsed { tags: Vec::new(), text: String::new(), scripts: Vec::new() };
    let mut within = String::new();
    for token in Tokenizer::new(page) {
        match token.expect("the tokenizer reads strings, which cannot fail") {
            Token::StartTag(tag) => {
                within = lossy(&tag.name);
                if within == "script" {
                    parsed.scripts.push(String::new());
                }
                let attributes = tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(value)));
                parsed.tags.push((within.clone(), attributes.collect()));
            }
            Token::EndTag(_) => within.clear(),
            Token::String(text) if within == "script" => {
                parsed.scripts.last_mut().expect("its tag came first").push_str(&lossy(&text));
            }
            Token::String(text) if within != "style" => parsed.text.push_str(&lossy(&text)),
            _ => {}
        }
    }
    parsed
}

/// Attributes that the page uses; each holds text, a name of the page's own, or an address that was looked at.
const ATTRIBUTES: [&str; 57] = [
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "aria-live",
    "autocomplete",
    "charset",
    "checked",
    "class",
    "content",
    "cx",
    "cy",
    "d",
    "data-class",
    "data-o",
    "data-r",
    "data-s",
    "data-t",
    "for",
    "height",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "placeholder",
    "r",
    "rel",
    "role",
    "scope",
    "spellcheck",
    "tabindex",
    "target",
    "title",
    "type",
    "value",
    "viewbox",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "hidden",
    "selected",
    "colspan",
    "rowspan",
    "open",
    "dir",
    "fill",
    "stroke",
    "points",
    "transform",
    "rx",
    "ry",
    "label",
];

/// Asserts that nothing in a page runs or loads but its own style and script.
fn assert_harmless(page: &str) {
    let parsed = parse(page);
    assert_eq!(parsed.scripts.len(), 1, "one script");
    let count = |name: &str| parsed.tags.iter().filter(|(tag, _)| tag == name).count();
    assert_eq!((count("style"), count("link"), count("meta")), (1, 1, 6));
    for name in ["img", "iframe", "object", "embed", "base", "video", "audio", "source", "template", "math"] {
        assert_eq!(count(name), 0, "{name}");
    }
    for (tag, attributes) in &parsed.tags {
        for (name, value) in attributes {
            assert!(ATTRIBUTES.contains(&name.as_str()), "<{tag} {name}={value:?}>");
            if name == "href" {
                let is_known = value.starts_with(['#']) || value.starts_with("http") || value == "data:,";
                assert!(is_known, "<{tag} href={value:?}>");
            }
        }
    }
}

#[test]
fn hostile_text_stays_text() {
    let page = page(hostile());
    assert_harmless(&page);
    let parsed = parse(&page);
    for words in [
        "\"><script>alert(1)</script><x y=\"",
        "</title><script>alert(2)</script>",
        "<svg onload=alert(9)>.md",
        "b&amp;.txt",
        "\\u{202e}drawkcab\\u{2066} \\u{61c}",
    ] {
        assert!(parsed.text.contains(words), "{words:?} is not shown");
    }
    assert!(!page.contains("javascript:alert"), "an address that runs is a link");
    let steers = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert_eq!(page.chars().find(|c| steers(*c)), None, "a character steers the page");
}

#[test]
fn the_policy_names_the_style_and_the_script_of_the_page() {
    let page = page(hostile());
    let between = |open: &str, close: &str| {
        let start = page.find(open).expect("it is there") + open.len();
        &page[start..start + page[start..].find(close).expect("it ends")]
    };
    let policy = between("http-equiv=\"Content-Security-Policy\" content=\"", "\"").replace("&#39;", "'");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    for text in [between("<style>", "</style>"), between("<script>", "</script>")] {
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[test]
fn every_link_of_the_corpus_report_leads_to_one_place() {
    let page = page(corpus());
    assert_harmless(&page);
    let parsed = parse(&page);
    let mut ids = BTreeSet::new();
    for (tag, attributes) in &parsed.tags {
        for (_, value) in attributes.iter().filter(|(name, _)| name == "id") {
            assert!(ids.insert(value.clone()), "<{tag} id={value:?}> stands twice");
        }
    }
    let mut from_articles = 0;
    for (tag, attributes) in &parsed.tags {
        for (name, value) in attributes {
            match name.as_str() {
                "href" if value.starts_with('#') => {
                    assert!(ids.contains(&value[1..]), "<{tag} href={value:?}> leads nowhere");
                    from_articles += usize::from(value.starts_with("#f-"));
                }
                "aria-labelledby" => {
                    assert!(value.split(' ').all(|id| ids.contains(id)), "{value:?} names nothing");
                }
                _ => {}
            }
        }
    }
    assert!(from_articles > 200, "{from_articles} links lead to findings");
    assert!(page.contains("#:~:text="), "no passage of an original page is linked");
}

#[test]
fn the_corpus_report_holds_both_sentences_plots_and_the_matrix() {
    let page = page(corpus());
    let parsed = parse(&page);
    for words in [
        "Net migration to Britain reached a record 906,000 in 2023",
        "texts with one origin are one voice",
        "(copy) only copies",
        "Values over time",
        "no date of publication".replacen('n', "N", 1).as_str(),
    ] {
        assert!(parsed.text.contains(words), "{words:?} is not shown");
    }
    assert!(page.contains("<del>") && page.contains("<ins>"), "differing words are marked");
    assert!(page.contains("class=\"span\"") && page.contains("class=\"whisker\""), "intervals are drawn");
    let articles = corpus().len();
    assert!(page.len() < 35_000 * articles, "{} bytes for {articles} articles", page.len());
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let mut turned = corpus();
    turned.reverse();
    assert!(page(corpus()) == page(turned), "the order of the files shows");
}

#[test]
fn an_empty_run_says_what_to_do() {
    let page = page(Vec::new());
    assert_harmless(&page);
    assert!(parse(&page).text.contains("Name a folder that holds articles"));
}

#[test]
fn accepted_findings_stand_apart_with_their_reason() {
    let rules = RuleSet::built_in();
    let run = crosscheck::check(corpus(), rules);
    let view = View::new(&run, Selection::default());
    let id = view.ids.finding(0).to_owned();
    let mut baseline = Baseline::default();
    baseline.accept(Accepted::of(&view, 0, "Asked on <Monday>: a slip."));
    let view = View::new(&run, Selection::default()).with_baseline(&baseline, |_| false);
    let page = html::render(&view, rules);
    assert_harmless(&page);
    assert!(!page.contains(&format!("id=\"{id}\"")), "an accepted finding stands among the others");
    let text = parse(&page).text;
    assert!(text.contains("1 finding listed apart, as accepted before."));
    assert!(text.contains(&format!("({id}): Asked on <Monday>: a slip.")));
}
